/*!
Projects beside each other: the same code is the same project, and else the same name.

Within a budget a project is one thing, however many tables print it: one may have its code,
another its amount. The amounts that are compared are from one kind of table.
*/

use super::merge::{Places, in_order, take_first};
use super::row::{ComparisonRow, Held, Holding, Rank};
use super::{Comparison, choose};
use crate::budget::{Amount, Book, Figure, Measure, Row, RowKind, Table, TableKind};

/// The tables that list single projects, those that say most first.
const KINDS: [TableKind; 3] = [
    TableKind::Projects,
    TableKind::GeneralBudgetProjects,
    TableKind::ProjectPerformance,
];

pub(super) fn compare(books: &[&Book], table: Option<TableKind>) -> Comparison {
    let has: Vec<Vec<TableKind>> = books
        .iter()
        .map(|book| {
            let lists = |kind: &TableKind| book.tables_of(*kind).any(lists_projects);
            KINDS.into_iter().filter(lists).collect()
        })
        .collect();
    let chosen = choose(books, &has, table);
    let lists: Vec<Vec<ComparedProject>> = books
        .iter()
        .zip(&chosen.kinds)
        .map(|(book, kind)| kind.map_or_else(Vec::new, |kind| projects(book, kind)))
        .collect();
    let rows: Vec<ComparisonRow> = in_order(&lists, same)
        .into_iter()
        .filter_map(|places| row(&lists, &places, &chosen.kinds))
        .collect();
    Comparison {
        total: total(&rows, books, &chosen.kinds),
        tables: chosen.kinds,
        choices: chosen.choices,
        rows,
        notes: chosen.notes,
    }
}

/// A project as the first budget names it, and what each has of it.
fn row(
    lists: &[Vec<ComparedProject>],
    places: &Places,
    kinds: &[Option<TableKind>],
) -> Option<ComparisonRow> {
    let projects: Vec<Option<&ComparedProject>> = lists
        .iter()
        .zip(places)
        .map(|(list, place)| place.and_then(|place| list.get(place)))
        .collect();
    let first = projects.iter().flatten().next()?;
    let holdings = projects.iter().zip(kinds).map(|(project, kind)| {
        let held = project.and_then(|project| project.held.clone());
        kind.map_or(Holding::Unknown, |_| Holding::or_nothing(held))
    });
    Some(ComparisonRow {
        id: format!("{}#{}", first.key, first.code),
        code: first.code.to_owned(),
        name: first.name.to_owned(),
        holdings: holdings.collect(),
        ..ComparisonRow::default()
    })
}

struct ComparedProject<'b> {
    code: &'b str,
    name: &'b str,
    /// The name without white space: cells wrap where they like.
    key: String,
    held: Option<Held>,
}

fn lists_projects(table: &Table) -> bool {
    let is_project = |row: &Row| row.kind == RowKind::Project && !row.figures.is_empty();
    table.rows.iter().any(is_project)
}

/// The projects that a kind of table has amounts of; their codes may stand in another.
fn projects(book: &Book, kind: TableKind) -> Vec<ComparedProject<'_>> {
    let mut found: Vec<(ComparedProject, Vec<&Figure>)> = Vec::new();
    let tables = book
        .tables
        .iter()
        .filter_map(|table| Some((table.kind?, table)));
    for (table_kind, table) in tables.filter(|(table_kind, _)| KINDS.contains(table_kind)) {
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Project) {
            let key: String = row.name.chars().filter(|c| !c.is_whitespace()).collect();
            let code = row.project.as_ref().map_or("", |project| &*project.code);
            // Two projects may have one name; their codes tell them apart.
            let is_same = |known: &ComparedProject| match (known.code, code) {
                ("", _) | (_, "") => known.key == key,
                (known, code) => known == code,
            };
            let amount = whole(row).filter(|_| table_kind == kind);
            match found.iter_mut().find(|(known, _)| is_same(known)) {
                Some((project, figures)) => {
                    if project.code.is_empty() {
                        project.code = code;
                    }
                    figures.extend(amount);
                }
                None => {
                    let project = ComparedProject {
                        code,
                        name: &row.name,
                        key,
                        held: None,
                    };
                    found.push((project, amount.into_iter().collect()));
                }
            }
        }
    }
    found
        .into_iter()
        .filter(|(_, figures)| !figures.is_empty())
        .map(|(project, figures)| ComparedProject {
            held: Held::of_several(&figures),
            ..project
        })
        .collect()
}

/// The figure of a project's row that is its whole amount.
fn whole(row: &Row) -> Option<&Figure> {
    row.figures
        .iter()
        .find(|figure| Measure::PROJECT_TOTALS.contains(&figure.measure))
        .or(row.figures.first())
}

/// Which of the known projects each one is: by its code, and what has none by its name.
fn same(list: &[ComparedProject], known: &[Option<&ComparedProject>]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; list.len()];
    let mut free: Vec<Option<&ComparedProject>> = known.to_vec();
    let ways: [fn(&ComparedProject, &ComparedProject) -> bool; 2] = [
        |project, known| !project.code.is_empty() && project.code == known.code,
        |project, known| project.key == known.key,
    ];
    for is_same in ways {
        for (project, found) in list.iter().zip(&mut found) {
            if found.is_none() {
                *found = take_first(&mut free, |known| is_same(project, known));
            }
        }
    }
    found
}

/// The totals: printed where the table of a budget prints one, else the sum of its projects.
fn total(
    rows: &[ComparisonRow],
    books: &[&Book],
    kinds: &[Option<TableKind>],
) -> Option<ComparisonRow> {
    if rows.is_empty() {
        return None;
    }
    let holding = |(index, (book, kind)): (usize, (&&Book, &Option<TableKind>))| {
        let Some(kind) = *kind else {
            return Holding::Unknown;
        };
        let amounts: Vec<Amount> = rows
            .iter()
            .filter_map(|row| row.holdings.get(index)?.held())
            .map(|held| held.amount)
            .collect();
        let sum = || Amount::sum(&amounts).map(|sum| Held::summed(sum, "各项目之和"));
        Holding::or_nothing(printed_total(book, kind).or_else(sum))
    };
    Some(ComparisonRow {
        id: "total".to_owned(),
        name: "合计".to_owned(),
        rank: Rank::Total,
        holdings: books.iter().zip(kinds).enumerate().map(holding).collect(),
        ..ComparisonRow::default()
    })
}

/// The total that the one table of a kind prints for all its projects.
fn printed_total(book: &Book, kind: TableKind) -> Option<Held> {
    let tables: Vec<&Table> = book
        .tables_of(kind)
        .filter(|table| lists_projects(table))
        .collect();
    let [table] = tables.as_slice() else {
        return None;
    };
    let total = table.rows.iter().find(|row| row.kind == RowKind::Total)?;
    whole(total).map(Held::of)
}
