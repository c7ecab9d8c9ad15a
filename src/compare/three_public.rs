/*!
三公 beside each other: each budget's figures of its own year, by what they are for.
*/

use super::merge::{by_key, in_order};
use super::row::{ComparisonRow, Held, Holding, Rank};
use super::{Along, Comparison, Item, choose};
use crate::budget::{Book, Measure, RowKind, Stage, Table, TableKind};

const KIND: TableKind = TableKind::ThreePublic;

pub(super) fn compare(books: &[&Book]) -> Comparison {
    let has: Vec<Vec<TableKind>> = books
        .iter()
        .map(|book| book.table(KIND).map(|_| KIND).into_iter().collect())
        .collect();
    let chosen = choose(books, &has, Some(KIND));
    let lists: Vec<Vec<(String, Held)>> = books.iter().map(|book| figures(book)).collect();
    let rows =
        in_order(&lists, by_key(|(name, _): &(String, Held)| name.clone()))
            .into_iter()
            .filter_map(|places| {
                let mut figures_of_item = lists
                    .iter()
                    .zip(&places)
                    .map(|(list, place)| place.and_then(|place| list.get(place)));
                let (name, _) = figures_of_item.clone().flatten().next()?;
                let rank = if name == Measure::TOTAL.path() {
                    Rank::Total
                } else {
                    Rank::Plain
                };
                // A table that leaves one of these out has no money for it. Of what some provinces
                // print beside them, such as 机关运行经费, that cannot be said.
                let is_part = Measure::THREE_PUBLIC.iter().any(|part| part.path() == name);
                let holdings = chosen.kinds.iter().map(|kind| {
                    match (kind, figures_of_item.next().flatten()) {
                        (Some(_), Some((_, held))) => Holding::Figure(held.clone()),
                        (Some(_), None) if is_part => Holding::Nothing,
                        _ => Holding::Unknown,
                    }
                });
                Some(ComparisonRow {
                    id: name.clone(),
                    name: name.clone(),
                    rank,
                    holdings: holdings.collect(),
                    ..ComparisonRow::default()
                })
            })
            .collect();
    Comparison {
        tables: chosen.kinds,
        rows,
        notes: chosen.notes,
        ..Comparison::default()
    }
}

/// Hands on every figure that comparing a budget alone shows.
pub(super) fn items(book: &Book, take: &mut dyn FnMut(Item)) {
    for row in compare(&[book]).rows {
        if let Some(held) = row.holdings.first().and_then(Holding::held) {
            take(Item {
                along: Along::ThreePublic,
                kind: KIND,
                rank: 0,
                under: None,
                held: held.clone(),
                code: row.name.clone(),
                name: row.name,
            });
        }
    }
}

/// The figures of the budget's year: of a final account those that were spent.
fn figures(book: &Book) -> Vec<(String, Held)> {
    let year = book.identity.year;
    let Some((table, row)) = book.tables_of(KIND).find_map(|table| {
        let of_year = |row: &&crate::budget::Row| row.figures.iter().any(|f| f.year == year);
        let total = table.rows.iter().filter(|row| row.kind == RowKind::Total);
        let row = total.chain(&table.rows).find(of_year)?;
        Some((table, row))
    }) else {
        return Vec::new();
    };
    let prefix = prefix(table, book.identity.stage);
    row.figures
        .iter()
        .filter(|figure| figure.year == year)
        .filter_map(|figure| {
            let name = figure.measure.path().strip_prefix(prefix)?;
            Some((name.to_owned(), Held::of(figure)))
        })
        .collect()
}

/// What stands above the columns that count, where a table prints 预算数 beside 决算数.
fn prefix(table: &Table, stage: Stage) -> &'static str {
    let prefix = match stage {
        Stage::Final => "决算数/",
        Stage::Budget => "预算数/",
    };
    let begins = |measure: &Measure| measure.path().starts_with(prefix);
    if table.measures.iter().any(begins) {
        prefix
    } else {
        ""
    }
}
