/*!
The headings over a column, and the path that they print.
*/

use crate::budget::Measure;
use crate::budget::columns::words::{concept, is_label};
use crate::budget::columns::{Column, Concept};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// Whether a year's budget is all that stands over a column (2024年预算数): its total.
pub fn names_a_year_alone(grid: &Grid, first: usize, column: usize) -> bool {
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
pub fn year_over(grid: &Grid, first: usize, column: usize) -> Option<u16> {
    cells_over(grid, first, column)
        .into_iter()
        .find_map(|cell| year_in(&squeeze(&cell.text)))
}

/// The year that a heading names.
pub fn year_in(heading: &str) -> Option<u16> {
    let at = heading.find('年')?;
    heading.get(at.checked_sub(4)?..at)?.parse().ok()
}

/// Whether a year lies before the last one, so that no column of the budget's own is of it.
pub fn is_before_last(year: Option<u16>, this_year: Option<u16>) -> bool {
    year.zip(this_year)
        .is_some_and(|(year, this)| year + 1 < this)
}

/// The printed headings over a column as a measure. A heading of labels is none: it slipped
/// from the columns before.
pub fn printed_measure(grid: &Grid, first: usize, column: usize) -> Option<Measure> {
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
pub fn own_cell(grid: &Grid, column: usize) -> Option<&Cell> {
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
pub fn under_known(
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
    let heading =
        resolve(Measure::TOTAL, tree, &path).filter(|heading| *heading != Measure::TOTAL)?;
    Some(Measure::from_path(name(&own.text)).under(heading))
}

/// The concepts over a column, outermost first.
pub fn path_over(grid: &Grid, first: usize, column: usize) -> Vec<Concept> {
    let concepts = cells_over(grid, first, column)
        .into_iter()
        .filter_map(|cell| concept(&cell.text));
    concepts
        .filter(|&concept| concept != Concept::Label)
        .collect()
}

/// The header's cells over a column, outermost first: in each row the nearest that stands not
/// right of it, under the one above.
pub fn cells_over(grid: &Grid, first: usize, column: usize) -> Vec<&Cell> {
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

pub fn resolve(total: Measure, tree: &'static [Column], path: &[Concept]) -> Option<Measure> {
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
        Some(column) => column.measure,
        None => names_total.then_some(total),
    }
}

/// Whether a table prints nothing but 基本支出: its parts are not under a heading of their own.
pub fn is_all_basic(tree: &'static [Column]) -> bool {
    let has = |concept| tree.iter().any(|column| column.concept == concept);
    has(Concept::Staff) && has(Concept::Running)
}

pub fn find(tree: &'static [Column], concept: Concept) -> Option<&'static Column> {
    tree.iter()
        .find(|column| column.concept == concept.of_column())
        .or_else(|| tree.iter().find_map(|column| find(column.parts, concept)))
}
