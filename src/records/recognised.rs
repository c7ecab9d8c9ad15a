/*!
Figures of text that was recognised on a picture of a page.

Whatever recognised it may have taken a 3 for an 8. A sum that the table prints and that adds
up would not, were one of its figures wrong: so figures in such a sum are as good as printed,
and all others are uncertain.
*/

use crate::budget::{Book, Measure, Origin, Row, RowKind, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The ground of the doubt.
const GROUND: &str = "识别：文字是从扫描图上认出来的，表中没有合计印证这个数";

/// Makes the figures on recognised lines uncertain that no sum confirms.
pub fn doubt(book: &mut Book, recognised: &[RangeInclusive<u32>]) {
    if recognised.is_empty() {
        return;
    }
    for table in &mut book.tables {
        let confirmed = confirmed(table);
        for (row, figures) in table
            .rows
            .iter_mut()
            .map(|row| &mut row.figures)
            .enumerate()
        {
            for (at, figure) in figures.iter_mut().enumerate() {
                let line = figure.place.line;
                let is_recognised = recognised.iter().any(|lines| lines.contains(&line));
                if is_recognised && figure.is_printed() && !confirmed.contains(&(row, at)) {
                    figure.origin = Origin::Uncertain(GROUND.to_owned());
                }
            }
        }
    }
}

/// A figure by its row and its place there.
type At = (usize, usize);

/// The figures of sums that the table prints and that add up.
fn confirmed(table: &Table) -> BTreeSet<At> {
    let mut confirmed = BTreeSet::new();
    for (at, row) in table.rows.iter().enumerate() {
        for figure in 0..row.figures.len() {
            let parts = parts(row, figure);
            confirm(
                table,
                (at, figure),
                parts.map(|part| (at, part)),
                &mut confirmed,
            );
        }
    }
    let mut columns: BTreeMap<(&str, u16), Vec<At>> = BTreeMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        for (place, figure) in row.figures.iter().enumerate() {
            let column = (figure.measure.path(), figure.year);
            columns.entry(column).or_default().push((at, place));
        }
    }
    for column in columns.values() {
        for sum in column {
            let row = &table.rows[sum.0];
            let under = column.iter().copied();
            let under = under.filter(|part| stands_under(&table.rows[part.0], row));
            confirm(table, *sum, under, &mut confirmed);
        }
    }
    confirmed
}

/// Confirms a sum and its parts where they add up.
fn confirm(table: &Table, sum: At, parts: impl Iterator<Item = At>, confirmed: &mut BTreeSet<At>) {
    let value = |(row, figure): At| {
        let amount = &table.rows[row].figures[figure].amount;
        i128::from(amount.ten_thousandths())
    };
    let parts: Vec<At> = parts.collect();
    let total: i128 = parts.iter().copied().map(value).sum();
    if !parts.is_empty() && total == value(sum) {
        confirmed.insert(sum);
        confirmed.extend(parts);
    }
}

/// The figures of a row that another of them adds up: 基本支出 and 项目支出 under 合计.
fn parts(row: &Row, sum: usize) -> impl Iterator<Item = usize> {
    let above = &row.figures[sum];
    let prefix = match above.measure {
        Measure::TOTAL => String::new(),
        heading => format!("{heading}/"),
    };
    row.figures
        .iter()
        .enumerate()
        .filter(move |(at, figure)| {
            let rest = figure.measure.path().strip_prefix(prefix.as_str());
            *at != sum && figure.year == above.year && rest.is_some_and(|rest| !rest.contains('/'))
        })
        .map(|(at, _)| at)
}

/// Whether a row is one of those that another adds up: the next level of its code, or the
/// classes of a total.
fn stands_under(part: &Row, sum: &Row) -> bool {
    const CLASS: usize = 3;
    if part.unit != sum.unit || part.side != sum.side {
        return false;
    }
    match sum.kind {
        RowKind::Total => part.kind != RowKind::Total && part.code.len() == CLASS,
        kind => {
            kind == part.kind
                && sum.code.len() >= CLASS
                && part.code.len() == sum.code.len() + 2
                && part.code.starts_with(&sum.code)
        }
    }
}
