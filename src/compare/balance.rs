/*!
收支 beside each other: the lines of 收支总表, or of 财政拨款收支总表, by side and name.
*/

use super::merge::{by_key, in_order};
use super::row::{Held, Holding, Rank, Row};
use super::{Comparison, choose};
use crate::budget::{Book, RowKind, TableKind};

const KINDS: [TableKind; 2] = [
    TableKind::IncomeAndExpenditure,
    TableKind::FiscalAppropriation,
];

/// The two sides, and the columns that hold their amounts.
const SIDES: [(&str, &[&str]); 2] = [
    ("收入", &["收入", "收入/合计", "收入/决算数"]),
    ("支出", &["支出/合计", "支出", "支出/决算数"]),
];

pub(super) fn compare(books: &[&Book], table: Option<TableKind>) -> Comparison {
    let has: Vec<Vec<TableKind>> = books
        .iter()
        .map(|book| {
            let there = |kind: &TableKind| book.table(*kind).is_some();
            KINDS.into_iter().filter(there).collect()
        })
        .collect();
    let chosen = choose(books, &has, table);
    let mut rows = Vec::new();
    for (side, measures) in SIDES {
        let lists: Vec<Vec<Entry>> = books
            .iter()
            .zip(&chosen.kinds)
            .map(|(book, kind)| kind.map_or_else(Vec::new, |kind| entries(book, kind, measures)))
            .collect();
        let merged = merged(&lists, &chosen.kinds, side);
        if !merged.is_empty() {
            rows.push(Row::heading(side));
            rows.extend(merged);
        }
    }
    Comparison {
        tables: chosen.kinds,
        choices: chosen.choices,
        rows,
        total: None,
        notes: chosen.notes,
    }
}

/// A line of one side that has an amount.
struct Entry<'b> {
    name: &'b str,
    under: &'b str,
    /// The name without what provinces leave out or add: the side's own word at the end.
    key: String,
    is_total: bool,
    held: Held,
}

fn entries<'b>(book: &'b Book, kind: TableKind, measures: &[&str]) -> Vec<Entry<'b>> {
    let year = book.identity.year;
    let rows = book.table(kind).map_or(&[][..], |table| &table.rows);
    rows.iter()
        .filter_map(|row| {
            let figure = measures.iter().find_map(|path| {
                let own = |f: &&crate::budget::Figure| f.measure.path() == *path && f.year == year;
                row.figures.iter().find(own)
            })?;
            Some(Entry {
                name: &row.name,
                under: &row.under,
                key: key(&row.name),
                is_total: row.kind == RowKind::Total,
                held: Held::of(figure),
            })
        })
        .collect()
}

/// 社会保障和就业 and 社会保障和就业支出 are one line.
fn key(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '：' && *c != ':')
        .collect();
    match plain.strip_suffix("支出") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => plain,
    }
}

fn merged(lists: &[Vec<Entry>], kinds: &[Option<TableKind>], side: &'static str) -> Vec<Row> {
    let same = by_key(|entry: &Entry| (entry.under.to_owned(), entry.key.clone()));
    in_order(lists, same)
        .into_iter()
        .enumerate()
        .filter_map(|(number, places)| {
            let mut own = lists
                .iter()
                .zip(&places)
                .map(|(list, place)| place.and_then(|place| list.get(place)));
            let first = own.clone().flatten().next()?;
            let holdings = kinds.iter().map(|kind| {
                let held = own.next().flatten().map(|entry| entry.held.clone());
                kind.map_or(Holding::Unknown, |_| Holding::or_nothing(held))
            });
            Some(Row {
                id: format!("{side}/{}/{}#{number}", first.under, first.key),
                name: first.name.to_owned(),
                section: side,
                rank: if first.is_total {
                    Rank::Total
                } else {
                    Rank::Plain
                },
                holdings: holdings.collect(),
                ..Row::default()
            })
        })
        .collect()
}
