/*!
The shape of a grid's columns, from its header and, in doubt, from its rows.
*/

pub mod budget_and_outcome;
pub mod code_columns;
mod column_groups;
pub mod concept;
mod placed;
pub mod shape;

use crate::budget::columns::Concept;
use crate::budget::columns::{self, Column};
use crate::budget::{Amount, Measure, MoneyUnit, TableKind};
use crate::records::fitting::fit::broken_sums;
use crate::records::header::concept::{concept, is_label};
use crate::records::header::shape::{Leaf, Shape, from_words};
use crate::tables::grid::is_money;
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};
use std::cmp::Ordering;

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
pub fn read_from(
    total: &'static str,
    tree: &'static [Column],
    grid: &Grid,
    first: usize,
) -> Figures {
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
fn read_once(total: &'static str, tree: &'static [Column], grid: &Grid, first: usize) -> Figures {
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

/// Reads a header whose cells do not stand over the columns that they name.
fn read_torn(total: &'static str, tree: &'static [Column], grid: &Grid, first: usize) -> Figures {
    let count = grid.width().saturating_sub(first);
    let words: Vec<Concept> = grid
        .header
        .iter()
        .flatten()
        .filter_map(|cell| concept(&cell.text))
        .collect();
    let by_words = from_words(total, tree, &words);
    let by_words = in_place(&by_words, (total, tree), grid, first).unwrap_or(by_words);
    let by_place = aligned(total, tree, grid, first, count);
    let fits = by_words.len() == count;
    let shape = match by_place {
        Some(by_place) if !fits || is_better(&by_place, &by_words, grid, first) => by_place,
        None if !fits && !names_more(&by_words, grid, first, count) => {
            as_printed(total, tree, grid, first, count)
                .or_else(|| only_column(total, tree, count))
                .unwrap_or(by_words)
        }
        _ => by_words,
    };
    let reaches_all = shape.len() < count && tail_is_blank(grid, first + shape.len());
    let shape = with_groups(shape, grid);
    let rows = rows_broken(&shape, grid, first);
    let is_refuted = rows.held == 0 && rows.broken > 0;
    let sure = shape.len() == count && !is_refuted
        || (reaches_all && sums_broken(&shape, grid, first) == 0)
        || names_more(&shape, grid, first, count);
    Figures { first, shape, sure }
}

/// Of the rows that print a sum of a shape with its parts, how many keep it and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confirmed {
    /// Rows whose sums hold.
    pub held: usize,
    /// Rows that break one.
    pub broken: usize,
}

impl Confirmed {
    /// Whether so many rows break their sums that the reading is doubted and not the paper.
    pub fn is_many(self) -> bool {
        self.broken >= FEW && self.is_most()
    }

    /// Whether more than a fifth of the rows break them.
    pub fn is_most(self) -> bool {
        self.broken * 5 > self.held + self.broken
    }
}

/// Rows that break a sum without which a table is not doubted: one wrong figure is the paper's.
const FEW: usize = 3;

/// How the rows of a grid stand to the sums of a shape.
pub fn rows_broken(shape: &Shape, grid: &Grid, first: usize) -> Confirmed {
    let mut rows = Confirmed::default();
    for row in &grid.body {
        let cells = cells_of(shape, row, first);
        let has_sum = shape.sums.iter().any(|sum| {
            cells[sum.whole].is_some() && sum.parts.iter().any(|&part| cells[part].is_some())
        });
        let holds = broken_sums(shape, &cells, 1_000_000) == 0;
        if has_sum && (holds || has_slip_of_unit(shape, &cells)) {
            rows.held += 1;
        } else if has_sum {
            rows.broken += 1;
        }
    }
    rows
}

/// Whether a row's sums hold once one of its figures is taken for 元 pasted among 万元: a slip of
/// the paper, which says nothing against its columns.
fn has_slip_of_unit(shape: &Shape, cells: &[Option<i64>]) -> bool {
    (0..cells.len()).any(|column| {
        let mut mended = cells.to_vec();
        let pasted = mended[column].filter(|amount| *amount != 0 && amount % 10_000 == 0);
        mended[column] = pasted.map(|amount| amount / 10_000);
        pasted.is_some() && broken_sums(shape, &mended, 1_000_000) == 0
    })
}

fn cells_of(shape: &Shape, row: &[Cell], first: usize) -> Vec<Option<i64>> {
    (0..shape.len())
        .map(|column| {
            let cell = row.get(first + column)?;
            Amount::parse(&cell.text, MoneyUnit::Wan).map(|amount| amount.ten_thousandths())
        })
        .collect()
}

/// The columns that the words of a header name, in the order in which their own headings stand:
/// a heading that is merged over rows may be read before or after those beside it. `None` where
/// the headings of the columns are not those words.
fn in_place(
    by_words: &Shape,
    (total, tree): (&'static str, &'static [Column]),
    grid: &Grid,
    first: usize,
) -> Option<Shape> {
    let mut rest = by_words.leaves.clone();
    let mut leaves = Vec::with_capacity(rest.len());
    for column in first..grid.width() {
        let own = concept(&own_cell(grid, column)?.text)?;
        // Which total it is, what stands over it tells; or it is that of the table.
        let ways = match own {
            Concept::Total => vec![path_over(grid, first, column), vec![own]],
            _ => vec![vec![own]],
        };
        let at = ways.iter().find_map(|path| {
            let measure = resolve(total, tree, path)?;
            rest.iter()
                .position(|leaf| leaf.measure.path() == measure && !leaf.last_year)
        })?;
        leaves.push(rest.remove(at));
    }
    rest.is_empty()
        .then(|| Shape::of_measures(total, tree, leaves))
}

/// The first column that holds money in some row, and no text or code in any.
pub fn first_figure_column(grid: &Grid) -> usize {
    let money: Vec<usize> = grid
        .body
        .iter()
        .filter_map(|row| row.iter().position(|cell| is_money(&cell.text)))
        .collect();
    let usual = most_frequent(&money);
    let whole = whole_number_column(grid);
    let first = match (usual, whole) {
        // Rates print decimals where the amounts before them print none.
        (Some(usual), Some(whole)) if whole < usual && holds_amounts(grid, whole) => Some(whole),
        _ => usual.or(whole),
    };
    first.map_or_else(
        || label_columns(grid),
        |first| first - blank_figure_columns(grid, first),
    )
}

/// How many columns right before one are of figures too, though no row has one there or only such
/// as print no decimals.
fn blank_figure_columns(grid: &Grid, first: usize) -> usize {
    let is_amount = |cell: &Cell| Amount::parse(&cell.text, MoneyUnit::Wan).is_some();
    let is_blank = |column: usize| {
        let mut cells = grid.body.iter().filter_map(|row| row.get(column));
        cells.all(|cell| cell.is_empty() || is_amount(cell))
    };
    // 预算数 says nothing itself, 合计 above it does.
    let is_of_figures = |column: usize| {
        let own = own_cell(grid, column).filter(|own| !is_label(&own.text));
        own.is_some() && !path_over(grid, 0, column).is_empty()
    };
    (0..first)
        .rev()
        .take_while(|column| is_blank(*column) && is_of_figures(*column))
        .count()
}

/// Whether a column under a heading that is no label's holds nothing but amounts.
fn holds_amounts(grid: &Grid, column: usize) -> bool {
    let is_label = |row: &Vec<Cell>| {
        row.get(column)
            .and_then(|cell| concept(&cell.text))
            .is_some_and(|concept| concept == Concept::Label)
    };
    let mut cells = grid.body.iter().filter_map(|row| row.get(column));
    !grid.header.iter().any(is_label)
        && cells.all(|cell| cell.is_empty() || Amount::parse(&cell.text, MoneyUnit::Wan).is_some())
}

fn most_frequent(columns: &[usize]) -> Option<usize> {
    let count = |column: usize| columns.iter().filter(|&&other| other == column).count();
    columns
        .iter()
        .copied()
        .max_by_key(|&column| (count(column), std::cmp::Reverse(column)))
}

/// Tables in 元 may print no decimals: there the total row tells the first figure.
fn whole_number_column(grid: &Grid) -> Option<usize> {
    let total = grid.body.iter().find(|row| {
        row.iter().any(|cell| {
            crate::records::labels::is_total(&crate::records::labels::total_name(&squeeze(
                &cell.text,
            )))
        })
    })?;
    total
        .iter()
        .position(|cell| Amount::parse(&cell.text, MoneyUnit::Wan).is_some())
}

/// In an empty table the header alone tells: figures begin at the first total's column, or else
/// behind the last column of labels. The codes of a blank form are no amounts.
fn label_columns(grid: &Grid) -> usize {
    let is_label = |cell: &Cell| {
        concept(&cell.text) == Some(Concept::Label)
            || cell.text.ends_with("编码")
            || cell.text.ends_with("代码")
            || cell.text.ends_with("名称")
    };
    let rows = || grid.header.iter();
    let total = rows()
        .filter_map(|row| {
            row.iter()
                .position(|cell| concept(&cell.text) == Some(Concept::Total))
        })
        .min();
    let behind_labels = || {
        let last = rows()
            .filter_map(|row| row.iter().rposition(is_label))
            .max();
        last.map_or(0, |last| last + 1)
    };
    total.unwrap_or_else(behind_labels)
}

/// The shape where each header cell stands over its columns; `None` where some column
/// has no meaning or two columns have the same.
fn aligned(
    total: &'static str,
    tree: &'static [Column],
    grid: &Grid,
    first: usize,
    count: usize,
) -> Option<Shape> {
    let mut leaves: Vec<Leaf> = Vec::with_capacity(count);
    for column in first..first + count {
        let path = path_over(grid, first, column);
        let last_year = path.contains(&Concept::LastYear);
        let measure = resolve(total, tree, &path)?;
        let leaf = Leaf {
            measure: Measure::of(measure),
            last_year,
        };
        if leaves.contains(&leaf) {
            return None;
        }
        leaves.push(leaf);
    }
    Some(Shape::of_measures(total, tree, leaves))
}

/// The shape where some columns are none of the tree's: those keep their printed headings as
/// their measure. `None` where nothing stands over a column, or two columns would be one.
fn as_printed(
    total: &'static str,
    tree: &'static [Column],
    grid: &Grid,
    first: usize,
    count: usize,
) -> Option<Shape> {
    let years: Vec<Option<u16>> = (first..first + count)
        .map(|column| year_over(grid, first, column))
        .collect();
    let this_year = years.iter().flatten().max().copied();
    let mut leaves: Vec<Leaf> = Vec::with_capacity(count);
    let mut known = 0;
    for (column, year) in (first..first + count).zip(years) {
        let path = path_over(grid, first, column);
        let last_year = path.contains(&Concept::LastYear) || year.is_some() && year < this_year;
        let printed = || printed_measure(grid, first, column);
        let resolved = resolve(total, tree, &path).map(Measure::of);
        known += usize::from(resolved.is_some());
        let whole_year =
            || (last_year && names_a_year_alone(grid, first, column)).then(|| Measure::of(total));
        let measure = under_known(tree, grid, first, column)
            .or(resolved)
            .or_else(whole_year)
            .or_else(printed)?;
        let is_new = |measure: &Measure| {
            leaves
                .iter()
                .all(|leaf: &Leaf| leaf.measure != *measure || leaf.last_year != last_year)
        };
        // A second total is that of a heading that the tree does not know.
        let measure = Some(measure)
            .filter(is_new)
            .or_else(printed)
            .filter(is_new)?;
        leaves.push(Leaf { measure, last_year });
    }
    (known > 0).then(|| Shape::of_measures(total, tree, leaves))
}

/// One column alone is the total, whatever stands over it: 预算数, 2025年预算.
fn only_column(total: &'static str, tree: &'static [Column], count: usize) -> Option<Shape> {
    let leaf = Leaf {
        measure: Measure::of(total),
        last_year: false,
    };
    (count == 1).then(|| Shape::of_measures(total, tree, vec![leaf]))
}

/// Whether a year's budget is all that stands over a column (2024年预算数): its total.
fn names_a_year_alone(grid: &Grid, first: usize, column: usize) -> bool {
    let over = cells_over(grid, first, column);
    !over.is_empty()
        && over.iter().all(|cell| {
            let text = squeeze(&cell.text);
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '上');
            rest.starts_with('年')
                && matches!(
                    rest.trim_start_matches(['年', '度']),
                    "" | "预算" | "预算数" | "初预算" | "初预算数"
                )
        })
}

/// The year that a heading over a column names.
fn year_over(grid: &Grid, first: usize, column: usize) -> Option<u16> {
    cells_over(grid, first, column)
        .into_iter()
        .find_map(|cell| {
            let text = squeeze(&cell.text);
            let at = text.find('年')?;
            text.get(at.checked_sub(4)?..at)?.parse().ok()
        })
}

/// The printed headings over a column as a measure. A heading of labels is none: it slipped
/// from the columns before.
fn printed_measure(grid: &Grid, first: usize, column: usize) -> Option<Measure> {
    let mut parts: Vec<String> = cells_over(grid, first, column)
        .into_iter()
        .filter(|cell| !is_label(&cell.text))
        .map(|cell| name(&cell.text))
        .collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| squeeze(last) == "小计") {
        parts.pop();
    }
    (!parts.is_empty()).then(|| Measure::from_path(parts.join("/")))
}

/// The printed headings over a column, outermost first; also those of labels.
pub fn path_of_headings(grid: &Grid, column: usize) -> Vec<String> {
    let cells = cells_over(grid, 0, column);
    cells.into_iter().map(|cell| name(&cell.text)).collect()
}

/// The printed headings over a column as a measure, where it has a heading of its own.
pub fn printed_path(grid: &Grid, first: usize, column: usize) -> Option<Measure> {
    own_cell(grid, column)?;
    printed_measure(grid, first, column)
}

/// The lowest heading that stands in a column itself, without white space.
pub fn own_heading(grid: &Grid, column: usize) -> Option<String> {
    own_cell(grid, column).map(|cell| squeeze(&cell.text))
}

/// The lowest cell of a column's header that says something.
fn own_cell(grid: &Grid, column: usize) -> Option<&Cell> {
    let mut cells = grid.header.iter().rev().filter_map(|row| row.get(column));
    cells.find(|cell| !cell.is_empty())
}

/// The printed headings over a column as one text, without white space.
pub fn heading_over(grid: &Grid, first: usize, column: usize) -> String {
    let cells = cells_over(grid, first, column);
    cells.iter().map(|cell| squeeze(&cell.text)).collect()
}

/// A column that the tree does not know under a heading that it knows: the heading's measure
/// and the printed word. Words such as 预算数 only say that money stands there.
fn under_known(
    tree: &'static [Column],
    grid: &Grid,
    first: usize,
    column: usize,
) -> Option<Measure> {
    let cells = cells_over(grid, first, column);
    let (own, above) = cells.split_last()?;
    let is_money = |word: &str| {
        ["年", "预算", "数", "额"]
            .iter()
            .any(|part| word.contains(part))
    };
    let is_known = concept(&own.text).is_some_and(|concept| concept != Concept::Label);
    if is_known || is_label(&own.text) || is_money(&own.text) {
        return None;
    }
    let path: Vec<Concept> = above
        .iter()
        .filter_map(|cell| concept(&cell.text))
        .collect();
    let heading = resolve("", tree, &path).filter(|heading| !heading.is_empty())?;
    Some(Measure::from_path(format!("{heading}/{}", name(&own.text))))
}

/// The concepts over a column, outermost first.
fn path_over(grid: &Grid, first: usize, column: usize) -> Vec<Concept> {
    let concepts = cells_over(grid, first, column)
        .into_iter()
        .filter_map(|cell| concept(&cell.text));
    concepts
        .filter(|&concept| concept != Concept::Label)
        .collect()
}

/// The header's cells over a column, outermost first: in each row the nearest that stands not
/// right of it, under the one above.
fn cells_over(grid: &Grid, first: usize, column: usize) -> Vec<&Cell> {
    let mut from = first;
    let mut cells = Vec::new();
    for row in &grid.header {
        let over = (from..=column)
            .rev()
            .find(|&index| row.get(index).is_some_and(|cell| !cell.is_empty()));
        if let Some(index) = over {
            from = index;
            cells.push(&row[index]);
        }
    }
    cells
}

fn resolve(total: &'static str, tree: &'static [Column], path: &[Concept]) -> Option<&'static str> {
    let mut here: Option<&'static Column> = None;
    let mut names_total = false;
    for &concept in path {
        // 基本支出 is the total of a table of nothing else.
        if concept == Concept::Total || concept == Concept::Basic && is_all_basic(tree) {
            names_total = true;
            continue;
        }
        let under = here.map_or(tree, |column| column.parts);
        // 单位资金 may stand over kinds of money that others print beside it.
        let beside = || {
            here.filter(|column| column.concept == Concept::UnitFunds)
                .and_then(|_| find(tree, concept))
        };
        if let Some(found) = find(under, concept).or_else(beside) {
            here = Some(found);
        }
    }
    match here {
        Some(column) => (!column.measure.is_empty()).then_some(column.measure),
        None => names_total.then_some(total),
    }
}

/// Whether a table prints nothing but 基本支出: its parts are not under a heading of their own.
fn is_all_basic(tree: &'static [Column]) -> bool {
    let has = |concept| tree.iter().any(|column| column.concept == concept);
    has(Concept::Staff) && has(Concept::Running)
}

fn find(tree: &'static [Column], concept: Concept) -> Option<&'static Column> {
    tree.iter()
        .find(|column| column.concept == concept.of_column())
        .or_else(|| tree.iter().find_map(|column| find(column.parts, concept)))
}

/// Whether the rows fit a shape that the places of the headings tell better than one that their
/// order tells; where both fit, places are surer if each column has a heading of its own.
fn is_better(by_place: &Shape, by_words: &Shape, grid: &Grid, first: usize) -> bool {
    let is_headed = |column: usize| own_cell(grid, column).is_some();
    let broken = |shape: &Shape| broken(shape, grid, first);
    match broken(by_place).cmp(&broken(by_words)) {
        Ordering::Less => true,
        Ordering::Equal => (first..grid.width()).all(is_headed),
        Ordering::Greater => false,
    }
}

/// How many sums the rows break under a shape; a shape of another width breaks them all.
fn broken(shape: &Shape, grid: &Grid, first: usize) -> usize {
    if shape.len() != grid.width().saturating_sub(first) {
        return usize::MAX;
    }
    sums_broken(shape, grid, first)
}

/// Whether the words name more columns than the rows have cells, and the rows agree: their
/// blank cells at the end were dropped with the tabs before them.
fn names_more(shape: &Shape, grid: &Grid, first: usize, count: usize) -> bool {
    count > 1
        && shape.len() > count
        && shape.sums.iter().any(|sum| sum.whole < count)
        && sums_broken(shape, grid, first) == 0
}

fn sums_broken(shape: &Shape, grid: &Grid, first: usize) -> usize {
    grid.body
        .iter()
        .map(|row| broken_sums(shape, &cells_of(shape, row, first), 1_000_000))
        .sum()
}

fn tail_is_blank(grid: &Grid, from: usize) -> bool {
    grid.body
        .iter()
        .all(|row| row.iter().skip(from).all(Cell::is_empty))
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
