/*!
The shape of a grid's columns, from its header and, in doubt, from its rows.
*/

pub mod budget_and_outcome;
mod candidates;
pub mod code_columns;
mod column_groups;
mod confirmed;
mod first_figure;
mod headings;
mod placed;
pub mod shape;
mod torn;

pub use candidates::Ground;
pub use confirmed::rows_broken;
pub use first_figure::first_figure_column;
pub use headings::{heading_over, own_heading, path_of_headings, printed_path, year_in};

use crate::budget::columns::{self, Column};
use crate::budget::{Measure, TableKind};
use crate::records::header::shape::Shape;
use crate::tables::Grid;
use crate::tables::lines::squeeze;

/// Where a grid's figures stand and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The first column of figures; the columns before it are labels.
    pub first: usize,
    /// The columns.
    pub shape: Shape,
    /// Whether header and rows agree on the number of columns.
    pub sure: bool,
    /// What the reading rests on.
    pub ground: Ground,
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
        let figures = candidates::read(total, tree, once, first);
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
        .unwrap_or_else(|| candidates::read(total, tree, grid, first))
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
    use crate::tables::pages::lines;

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
    fn cars_hold_no_receptions() {
        let text = "合计\t公务用车购置及运行费\t\t\t\n\t因公出国（境）费\t公务用车购置费\t公务用车运行费\t公务接待费\n9.00\t1.00\t2.00\t2.00\t4.00";
        let figures = read(TableKind::ThreePublic, &Grid::of(&lines(text)));
        let leaves = figures.shape.leaves.iter();
        let names: Vec<String> = leaves.map(|leaf| leaf.measure.to_string()).collect();
        assert_eq!(names[1], "因公出国（境）费");
        assert_eq!(names[4], "公务接待费");
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
