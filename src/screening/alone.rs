/*!
Clues that a budget gives by itself, or beside its own year before.
*/

use super::{Against, Clue, ClueKind, goals};
use crate::budget::{Amount, Book, Row, RowKind, TableKind};
use std::collections::{BTreeMap, HashSet};

/// So many projects of one amount are a clue.
const SAME: usize = 3;
/// Among fewer projects round sums say nothing.
const ROUND_AMONG: usize = 5;
/// Ten 万元, in ten-thousandths of a 元.
const ROUND: i64 = 1_000_000_000;

/// The clues of a budget; `before` is the same unit's of the year before.
pub fn clues_of(book: &Book, before: Option<&Book>) -> Vec<Clue> {
    let projects = projects(book);
    let mut clues = same_amounts(book, &projects);
    clues.extend(round_sums(book, &projects));
    if let Some(before) = before {
        clues.extend(goals::lower(book, before));
    }
    clues.extend(goals::below_reached(book));
    clues
}

type ProjectAmount<'b> = (&'b Row, Amount);

/// The projects of the table of projects with their amounts, each name once.
fn projects(book: &Book) -> Vec<ProjectAmount<'_>> {
    let mut seen: HashSet<&str> = HashSet::new();
    let rows = book
        .tables_of(TableKind::Projects)
        .flat_map(|table| &table.rows);
    let projects = rows.filter(|row| row.kind == RowKind::Project && !row.name.is_empty());
    projects
        .filter_map(|row| {
            let figure = row.figures.iter().find(|figure| figure.is_printed())?;
            let is_new = seen.insert(&row.name);
            (is_new && !figure.amount.is_zero()).then_some((row, figure.amount))
        })
        .collect()
}

fn same_amounts(book: &Book, projects: &[ProjectAmount]) -> Vec<Clue> {
    let mut by_amount: BTreeMap<i64, Vec<&ProjectAmount>> = BTreeMap::new();
    for project in projects {
        let amount = project.1.ten_thousandths();
        by_amount.entry(amount).or_default().push(project);
    }
    let same = by_amount
        .into_values()
        .rev()
        .filter(|same| same.len() >= SAME);
    same.filter_map(|same| {
        let (_, amount) = same.first()?;
        let words = format!(
            "{} 个项目的金额都是 {amount} {}",
            same.len(),
            amount.unit().name()
        );
        let name = format!("{} 个项目", same.len());
        clue(book, ClueKind::SameAmount, (name, words), &same)
    })
    .collect()
}

fn round_sums(book: &Book, projects: &[ProjectAmount]) -> Option<Clue> {
    let is_round = |project: &&ProjectAmount| project.1.ten_thousandths() % ROUND == 0;
    let round: Vec<&ProjectAmount> = projects.iter().filter(is_round).collect();
    let words = format!(
        "{} 个项目里 {} 个的金额是 10 万元的整倍数",
        projects.len(),
        round.len()
    );
    let is_clue = projects.len() >= ROUND_AMONG && round.len() * 5 >= projects.len() * 4;
    let name = format!("{} 个项目", round.len());
    is_clue
        .then(|| clue(book, ClueKind::RoundSums, (name, words), &round))
        .flatten()
}

/// A clue about several projects; it stands where the first of them does.
fn clue(
    book: &Book,
    kind: ClueKind,
    (name, words): (String, String),
    projects: &[&ProjectAmount],
) -> Option<Clue> {
    let (first, amount) = projects.first()?;
    let against = projects.iter().map(|(row, amount)| Against {
        identity: book.identity.clone(),
        name: row.name.clone(),
        amount: Some(*amount),
        value: String::new(),
        place: row.place,
        source: book.source.name_of(row.place),
    });
    Some(Clue {
        kind,
        code: String::new(),
        name,
        amount: (kind == ClueKind::SameAmount).then_some(*amount),
        measured: None,
        words,
        against: against.collect(),
        place: first.place,
        source: book.source.name_of(first.place),
    })
}
