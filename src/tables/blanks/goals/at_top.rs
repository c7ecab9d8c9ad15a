/*!
Which rows a merged cell takes whose text stands at its top.

There a cell begins on the line that its text begins on. What stands on the first line of a row either
begins a cell or is the next line of a merged one: of a level its own words tell, of what is said of a
project the line on which its money stands. Where neither does, nothing is proven.
*/

use super::columns::{Columns, GoalColumn};
use super::merged::{Extent, PageEdges};
use super::{Fragment, joined};
use crate::tables::grid::is_money;
use crate::tables::lines::{Cell, squeeze};

/// The cells of the columns before the names, laid on the rows where they begin; none where nothing proves them.
pub fn cells(
    columns: &Columns,
    fragments: &[Vec<Fragment>],
    rows: &[Extent],
    page: PageEdges,
) -> Option<Vec<Vec<Cell>>> {
    let levels = columns.first_level().unwrap_or(0);
    let money = columns.all[..levels].iter().position(GoalColumn::is_money);
    let begun = money.map(|at| money_rows(&fragments[at], rows));
    let mut cells = vec![vec![Cell::default(); fragments.len()]; rows.len()];
    for (at, texts) in fragments.iter().enumerate() {
        let starts = if at >= levels {
            let is_level = columns.all[at].text().ends_with("级指标");
            of_row_tops(texts, rows, |before| !is_level || is_whole_level(before))
        } else {
            let begun = begun.as_ref()?.as_ref()?;
            let is_of_unit = at < columns.owner();
            let found = of_projects(texts, rows, begun, is_of_unit)?;
            if at == columns.owner() && found.len() != begun.len() {
                return None;
            }
            found
        };
        // The first cell begins with the first row, but for what goes on from the page before.
        let is_first = |(first, row): &(usize, usize)| *first == 0 && (*row == 0 || page.goes_on);
        let is_blank = texts.is_empty() && (page.goes_on || rows.is_empty() || at < levels);
        if !starts.first().map_or(is_blank, is_first) {
            return None;
        }
        let ends = starts.iter().skip(1).map(|(first, _)| *first);
        for ((first, row), end) in starts.iter().zip(ends.chain([texts.len()])) {
            cells[*row][at] = joined(texts[*first..end].iter());
        }
    }
    Some(cells)
}

/// The row that begins on a line.
fn row_at(line: usize, rows: &[Extent]) -> Option<usize> {
    rows.iter().position(|row| row.top == line)
}

/// The rows on which money stands, each on the first line; none where one stands elsewhere.
fn money_rows(sums: &[Fragment], rows: &[Extent]) -> Option<Vec<usize>> {
    let row = |sum: &Fragment| row_at(sum.line, rows).filter(|_| is_money(sum.text()));
    sums.iter().map(row).collect()
}

/// The texts that begin a cell, each with its row: those on the first line of a row, where what the cell has so
/// far `is_whole`.
fn of_row_tops(
    texts: &[Fragment],
    rows: &[Extent],
    is_whole: impl Fn(&str) -> bool,
) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut text = String::new();
    for (at, fragment) in texts.iter().enumerate() {
        let row = row_at(fragment.line, rows);
        if let Some(row) = row.filter(|_| text.is_empty() || is_whole(&text)) {
            starts.push((at, row));
            text.clear();
        }
        text.push_str(&squeeze(fragment.text()));
    }
    starts
}

/// The same of what is said of projects, which begin where their money stands. A unit may span several; none where
/// its next line may be the name of another.
fn of_projects(
    texts: &[Fragment],
    rows: &[Extent],
    begun: &[usize],
    is_of_unit: bool,
) -> Option<Vec<(usize, usize)>> {
    let mut starts = Vec::new();
    for (at, fragment) in texts.iter().enumerate() {
        let row = row_at(fragment.line, rows).filter(|row| begun.contains(row));
        let Some(row) = row else { continue };
        let before = at.checked_sub(1).map(|before| &texts[before]);
        let may_go_on =
            |before: &Fragment| before.line + 1 == fragment.line && before.wraps_into(fragment);
        if is_of_unit && before.is_some_and(may_go_on) {
            return None;
        }
        starts.push((at, row));
    }
    Some(starts)
}

/// Whether a text is a level in full.
fn is_whole_level(text: &str) -> bool {
    [
        "指标",
        "效益",
        "影响",
        "满意度",
        "成本",
        "数量",
        "质量",
        "时效",
        "产出",
    ]
    .iter()
    .any(|end| text.ends_with(end))
}
