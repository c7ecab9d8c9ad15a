/*!
Equations whose figures are not all there: a cell that could not be read is no blank, and a sum
that lacks it proves nothing against the document.
*/

use crate::budget::{Book, Compares, Table};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::term::FigureCell;
use crate::pattern::regex;
use regex::Regex;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Whether the import left out some of a table's goals, or whose they are.
pub fn leaves_goals_open(book: &Book, table: &Table) -> bool {
    leaves_open(book, table.place.line..=table.end_line)
}

/// The same for some lines of a table.
pub fn leaves_open(book: &Book, lines: RangeInclusive<u32>) -> bool {
    let mut open = book.notes.iter().filter(|note| note.leaves_goals_open());
    open.any(|note| lines.contains(&note.place.line))
}

/// An amount that grew together with a word, so that it is none: 约5.00.
static WITH_WORD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"[约近超逾达于？?*][0-9][0-9,]*\.[0-9]{2}|[0-9]\.[0-9]{2,6}(?:左右|以上|以下|多|余|[？?*])",
    )
});

/// Whether an equation may lack a figure that the import left out. Inside a row that is any of its
/// cells, and what holds without them is not proven either; between rows any from the first of them to the
/// table's end.
pub fn rests_on_unread(book: &Book, equation: &Equation) -> bool {
    let is_in_row = equation.rule.compares() == Compares::Row;
    let is_apart = equation.balance() == Balance::Apart;
    if !is_apart && !is_in_row {
        return false;
    }
    let mut rows: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    let parts = equation.parts.iter().map(|part| part.term.cell);
    for cell in std::iter::once(equation.left.cell).chain(parts) {
        if let FigureCell::Printed { table, row, .. } = cell
            && let Some(row) = book.tables.get(table).and_then(|table| table.rows.get(row))
        {
            rows.entry(table).or_default().push(row.place.line);
        }
    }
    rows.iter().any(|(table, lines)| {
        let first = lines.iter().min().copied().unwrap_or(0);
        let end = match book.tables.get(*table) {
            _ if is_in_row => lines.iter().max().copied().unwrap_or(0),
            Some(table) if lines.len() > 1 => table.end_line,
            // One figure held against another place is there, whatever else is not.
            _ => return false,
        };
        let mut unread = book.notes.iter().filter(|note| note.leaves_figure_out());
        let has_word = |line: &u32| WITH_WORD.is_match(book.source.line(*line));
        unread.any(|note| (first..=end).contains(&note.place.line))
            || is_apart && lines.iter().any(has_word)
    })
}
