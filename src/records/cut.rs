/*!
A table that the document breaks off, or that a page is missing from.

Only the last thing in a document can be broken off by its end. It was, where the rows
that are there add up to less than the total printed over them.
*/

use crate::budget::{Note, Row, RowKind, TableState, parent_code};
use crate::records::fitting::loose_row::{self, tolerance};
use crate::records::table::Part;
use std::collections::HashSet;

/// Marks the last table where it is cut; `last_line` is the document's last line with text.
pub fn mark(part: &mut Part, last_line: u32) {
    let ends_the_document = part.table.end_line >= last_line;
    if !ends_the_document || part.table.state != TableState::Filled {
        return;
    }
    let Some((total, parts)) = total_and_parts(&part.table.rows) else {
        return;
    };
    let sum = loose_row::total(parts.iter().copied());
    if total.saturating_sub(sum) > tolerance(parts.len(), LAST_PLACE) {
        part.table.state = TableState::Cut;
        let place = part.table.place;
        let title = part.table.title.clone();
        part.note(
            place,
            &title,
            "这张表没有完：到文件末尾为止，各行之和少于表上的合计。",
        );
    }
}

/// Marks the tables that a part of the file is missing from: those that it lies inside of, and
/// the one that it follows, which may have gone on there.
pub fn mark_gaps(parts: &mut [Part], gaps: &[Note]) {
    for gap in gaps {
        let line = gap.place.line;
        let next = parts.partition_point(|part| part.table.place.line <= line);
        if let Some(part) = next.checked_sub(1).and_then(|index| parts.get_mut(index))
            && line <= part.table.end_line + 1
        {
            part.table.state = TableState::Cut;
        }
    }
}

/// One hundredth of a 万元, in ten-thousandths of a 元.
const LAST_PLACE: i64 = 1_000_000;

/// The first column of the row of totals, and of the rows that add up to it.
fn total_and_parts(rows: &[Row]) -> Option<(i64, Vec<i64>)> {
    let first = |row: &Row| {
        row.figures
            .first()
            .map(|figure| figure.amount.ten_thousandths())
    };
    let is_detail = |row: &&Row| {
        matches!(
            row.kind,
            RowKind::Function | RowKind::DepartmentEconomic | RowKind::Project
        ) && !row.name.is_empty()
    };
    let sums: HashSet<(RowKind, &str)> = rows
        .iter()
        .filter_map(|row| Some((row.kind, parent_code(&row.code)?)))
        .collect();
    let is_sum = |row: &Row| sums.contains(&(row.kind, row.code.as_str()));
    let above = |row: &&Row| {
        matches!(
            row.kind,
            RowKind::Total | RowKind::Department | RowKind::Unit
        )
    };
    let total = rows.iter().filter(above).find_map(first)?;
    let parts: Vec<i64> = rows
        .iter()
        .filter(is_detail)
        .filter(|row| row.code.is_empty() || !is_sum(row))
        .filter_map(first)
        .collect();
    (!parts.is_empty()).then_some((total, parts))
}
