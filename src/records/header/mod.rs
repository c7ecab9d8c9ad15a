/*!
The shape of a grid's columns, from its header and, in doubt, from its rows.
*/

pub mod budget_and_outcome;
pub mod code_columns;
mod column_groups;
pub mod concept;
mod confirmed;
mod first_figure;
mod headings;
mod placed;
pub mod shape;
mod torn;

pub use confirmed::rows_broken;
pub use first_figure::first_figure_column;
pub use headings::{heading_over, own_heading, path_of_headings, printed_path};

use crate::budget::columns::{self, Column, Concept};
use crate::budget::{Measure, TableKind};
use crate::records::header::concept::concept;
use crate::records::header::shape::{Leaf, Shape};
use crate::tables::Grid;
use crate::tables::lines::squeeze;
use torn::read_torn;

/// Where a grid's figures stand and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The first column of figures; the columns before it are labels.
    pub first: usize,
    /// The columns.
    pub shape: Shape,
    /// Whether header and rows agree on the number of columns.
    pub sure: bool,
}

/// Reads the header of a table whose labels stand left of its figures.
pub fn read(kind: TableKind, grid: &Grid) -> Figures {
    let (total, tree) = columns::of(kind);
    let first = first_figure_column(grid);
    read_from(total, tree, grid, first)
}

/// The same for the columns from `first` on, under another tree.
pub fn read_from(total: Measure, tree: &'static [Column], grid: &Grid, first: usize) -> Figures {
    let twice = |once: &Grid, both: fn(&Shape) -> Shape| {
        let figures = read_once(total, tree, once, first);
        Figures {
            shape: both(&figures.shape),
            ..figures
        }
    };
    if let Some(halved) = budget_and_outcome::halved(grid, first) {
        return twice(&halved, budget_and_outcome::doubled);
    }
    if let Some(half) = budget_and_outcome::one_of_two(grid, first) {
        return twice(&half, budget_and_outcome::beside_itself);
    }
    column_groups::read((total, tree), grid, first)
        .unwrap_or_else(|| read_once(total, tree, grid, first))
}

/// The same where no column is printed twice: the headings over each column say what it is. Where
/// some column has none of its own, the order of the words decides as far as the rows agree.
fn read_once(total: Measure, tree: &'static [Column], grid: &Grid, first: usize) -> Figures {
    if placed::is_headed(grid, first)
        && let Some(placed) = placed::shape((total, tree), grid, first)
    {
        let shape = with_groups(placed, grid);
        let by_words = || read_torn(total, tree, grid, first);
        let is_doubtful = rows_broken(&shape, grid, first).is_many() || has_slipped(&shape);
        // A header whose cells slipped: the rows confirm another reading.
        let better = is_doubtful.then(by_words).filter(|figures| {
            let rows = rows_broken(&figures.shape, grid, first);
            figures.sure && rows.held > 0 && !rows.is_many()
        });
        return better.unwrap_or(Figures {
            first,
            shape,
            sure: true,
        });
    }
    read_torn(total, tree, grid, first)
}

/// Whether a total stands under a heading that prints its own figure: the heading slipped.
fn has_slipped(shape: &Shape) -> bool {
    let is_headed = |leaf: &Leaf| {
        let above = leaf.measure.parent();
        above.is_some_and(|above| shape.leaves.iter().any(|leaf| leaf.measure == above))
    };
    let mut leaves = shape.leaves.iter();
    leaves.any(|leaf| concept(leaf.measure.leaf()) == Some(Concept::Total) && is_headed(leaf))
}

/// A final account may print 预算数 and 决算数 beside each other, each with the same columns.
fn with_groups(shape: Shape, grid: &Grid) -> Shape {
    let cells = || grid.header.iter().flatten().map(|cell| squeeze(&cell.text));
    let says = |word: &str| cells().any(|text| text.ends_with(word));
    // 2022年决算数 beside 2023年预算数 are two years'.
    let mut years = cells().filter_map(|text| text.get(..text.find('年')?)?.parse::<u16>().ok());
    let first = years.next();
    if years.any(|year| Some(year) != first) || cells().any(|text| text.starts_with("上年")) {
        return shape;
    }
    shape.with_budget_and_outcome(says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::lines::lines;

    fn columns_of(text: &str) -> Vec<(String, bool)> {
        let figures = read(TableKind::Expenditure, &Grid::of(&lines(text)));
        assert!(figures.sure);
        figures
            .shape
            .leaves
            .into_iter()
            .map(|leaf| (leaf.measure.to_string(), leaf.last_year))
            .collect()
    }

    #[test]
    fn columns_that_the_tree_does_not_know_keep_their_headings() {
        let text = "科目编码\t科目名称\t合计\t基本支出\t项目支出\t占比%\n\t合计\t5.00\t3.00\t2.00\t100.00\n208\t社保\t5.00\t3.00\t2.00\t100.00";
        let names: Vec<String> = columns_of(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["合计", "基本支出", "项目支出", "占比%"]);
    }

    #[test]
    fn rows_may_lack_their_blank_cells_at_the_end() {
        let text = "科目编码\t\t合计\t基本支出\t项目支出\t事业单位经营支出\n\t单位名称（科目）\n\t合计\t5.00\t3.00\t2.00\n208\t社保\t5.00\t3.00\t2.00";
        let names: Vec<String> = columns_of(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names[..3], ["合计", "基本支出", "项目支出"]);
    }

    #[test]
    fn a_first_column_of_figures_may_be_blank() {
        let text = "合计\t因公出国（境）费\t公务接待费\n\t\t5.00";
        let grid = Grid::of(&lines(text));
        assert_eq!(first_figure_column(&grid), 0);
        let text = "科目编码\t合计\t基本支出\n\t\t5.00";
        let grid = Grid::of(&lines(text));
        assert_eq!(first_figure_column(&grid), 1);
    }

    #[test]
    fn a_year_over_columns_is_their_year() {
        let text = "科目编码\t科目名称\t2023年预算数\t\t2024年预算数\t\n\t\t小计\t基本支出\t小计\t基本支出\n\t合计\t4.00\t3.00\t5.00\t3.00\n208\t社保\t4.00\t3.00\t5.00\t3.00";
        assert_eq!(
            columns_of(text),
            [
                ("合计".to_owned(), true),
                ("基本支出".to_owned(), true),
                ("合计".to_owned(), false),
                ("基本支出".to_owned(), false)
            ]
        );
    }
}
