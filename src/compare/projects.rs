/*!
Projects beside each other: the same code is the same project, and else the same name.

Within a budget a project is one thing, however many tables print it; its amount is that of
the first table that has it, as on the page of the projects.
*/

use super::Comparison;
use super::merge::in_order;
use super::row::{Held, Holding, Rank, Row};
use crate::budget::{Book, Figure, Row as Printed, RowKind, Table, TableKind};

pub(super) fn compare(books: &[&Book]) -> Comparison {
    let lists: Vec<Vec<Project>> = books.iter().map(|book| projects(book)).collect();
    let has_tables: Vec<bool> = books
        .iter()
        .map(|book| tables(book).next().is_some())
        .collect();
    let rows: Vec<Row> = in_order(&lists, same)
        .into_iter()
        .enumerate()
        .map(|(number, places)| {
            let mut own = lists
                .iter()
                .zip(&places)
                .map(|(list, place)| place.and_then(|place| list.get(place)));
            let first = own.clone().flatten().next();
            Row {
                id: first.map_or_else(
                    || number.to_string(),
                    |first| format!("{}#{}", first.key, first.code),
                ),
                code: first.map_or_else(String::new, |first| first.code.to_owned()),
                name: first.map_or_else(String::new, |first| first.name.to_owned()),
                holdings: has_tables
                    .iter()
                    .map(|has| match (has, own.next().flatten()) {
                        (false, _) => Holding::Unknown,
                        (true, project) => {
                            Holding::or_nothing(project.and_then(|project| project.held.clone()))
                        }
                    })
                    .collect(),
                ..Row::default()
            }
        })
        .collect();
    Comparison {
        tables: books
            .iter()
            .map(|book| tables(book).next().and_then(|table| table.kind))
            .collect(),
        total: total(&rows, books.len()),
        rows,
        choices: Vec::new(),
        notes: books
            .iter()
            .zip(&has_tables)
            .filter(|(_, has)| !**has)
            .map(|(book, _)| format!("{}没有列出项目的表，不作比较", book.identity))
            .collect(),
    }
}

struct Project<'b> {
    code: &'b str,
    name: &'b str,
    /// The name without white space: cells wrap where they like.
    key: String,
    held: Option<Held>,
}

/// The tables that list single projects, and list some.
fn tables(book: &Book) -> impl Iterator<Item = &Table> {
    book.tables.iter().filter(|table| {
        table
            .kind
            .is_some_and(|kind| kind.lists_projects() && kind != TableKind::DepartmentPerformance)
            && table.rows.iter().any(|row| row.kind == RowKind::Project)
    })
}

fn projects(book: &Book) -> Vec<Project<'_>> {
    let mut found: Vec<(Project, Vec<(&Table, &Printed)>)> = Vec::new();
    for table in tables(book) {
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Project) {
            let key: String = row.name.chars().filter(|c| !c.is_whitespace()).collect();
            let code = row.project.as_ref().map_or("", |project| &*project.code);
            match found.iter_mut().find(|(project, _)| project.key == key) {
                Some((project, rows)) => {
                    if project.code.is_empty() {
                        project.code = code;
                    }
                    rows.push((table, row));
                }
                None => {
                    let project = Project {
                        code,
                        name: &row.name,
                        key,
                        held: None,
                    };
                    found.push((project, vec![(table, row)]));
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(project, rows)| Project {
            held: whole(&rows),
            ..project
        })
        .collect()
}

/// The amount of a project in the first table that prints one.
fn whole(rows: &[(&Table, &Printed)]) -> Option<Held> {
    let (first, _) = rows.iter().find(|(_, row)| !row.figures.is_empty())?;
    let figures: Vec<&Figure> = rows
        .iter()
        .filter(|(table, _)| std::ptr::eq(*table, *first))
        .filter_map(|(_, row)| {
            row.figures
                .iter()
                .find(|figure| matches!(figure.measure.path(), "合计" | "资金总额" | "预算数"))
                .or(row.figures.first())
        })
        .collect();
    Held::of_several(&figures)
}

/// Which of the known projects each one is: by its code, and what has none by its name.
fn same(list: &[Project], known: &[Option<&Project>]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; list.len()];
    let mut taken = vec![false; known.len()];
    let ways: [fn(&Project, &Project) -> bool; 2] = [
        |own, other| !own.code.is_empty() && own.code == other.code,
        |own, other| own.key == other.key,
    ];
    for is_same in ways {
        for (project, found) in list.iter().zip(&mut found) {
            if found.is_some() {
                continue;
            }
            *found = (0..known.len()).find(|&index| {
                !taken[index] && known[index].is_some_and(|known| is_same(project, known))
            });
            if let Some(index) = *found {
                taken[index] = true;
            }
        }
    }
    found
}

/// The sums over the projects: no table prints them so.
fn total(rows: &[Row], budgets: usize) -> Option<Row> {
    if rows.is_empty() {
        return None;
    }
    let holding = |index: usize| {
        let holdings = rows.iter().map(|row| &row.holdings[index]);
        if holdings.clone().all(|holding| *holding == Holding::Unknown) {
            return Holding::Unknown;
        }
        let amounts: Vec<_> = holdings
            .filter_map(Holding::held)
            .map(|h| h.amount)
            .collect();
        let sum = crate::budget::Amount::sum(&amounts);
        Holding::or_nothing(sum.map(|sum| Held::summed(sum, "各项目之和")))
    };
    Some(Row {
        id: "total".to_owned(),
        name: "合计".to_owned(),
        rank: Rank::Total,
        holdings: (0..budgets).map(holding).collect(),
        ..Row::default()
    })
}
