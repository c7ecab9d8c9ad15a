/*!
Which outer headings the rows prove: what is read under one adds up to its own 小计 or 合计 in every row.
*/

use crate::budget::{Figure, Measure, MoneyUnit, Row, Table};
use std::collections::HashSet;

/// Rows whose sum must hold before they prove anything.
const FEW: usize = 2;

/// The measures whose outer headings are all proven. What is the total's difference from the year before in
/// every row can stand nowhere else, and 其中 is always of what stands before it. Where a heading `is_known` to the
/// vocabulary, that says what it stands under itself.
pub fn proven(table: &Table, is_known: impl Fn(Measure) -> bool) -> HashSet<&str> {
    let paths: Vec<&str> = table.measures.iter().map(|m| m.path()).collect();
    let members: Vec<(&str, HashSet<&str>)> = outer(&paths)
        .into_iter()
        .map(|heading| (heading, members(heading, &paths, table)))
        .collect();
    let is_proven = |path: &&str| {
        let over = || {
            members
                .iter()
                .filter(|(heading, _)| is_under(path, heading))
        };
        let known = over().filter(|(heading, _)| is_known(Measure::from_path(heading)));
        let known = known.map(|(heading, _)| heading.len()).max();
        let mut open = over().filter(|(heading, _)| Some(heading.len()) >= known);
        open.all(|(_, members)| members.contains(path))
            || is_difference(path, table)
            || is_portion(path, &paths)
    };
    paths.iter().copied().filter(is_proven).collect()
}

/// Whether a measure is a portion of a heading whose total stands right before it.
fn is_portion(path: &str, paths: &[&str]) -> bool {
    let parts = path.rsplit_once('/');
    let before = paths.iter().position(|other| *other == path);
    let before = before.and_then(|at| paths.get(at.checked_sub(1)?));
    parts.is_some_and(|(heading, own)| {
        own.starts_with("其中") && before.is_some_and(|total| is_total(total, heading))
    })
}

/// Whether a measure is in every row what the total grew by from the year before.
fn is_difference(path: &str, table: &Table) -> bool {
    let mut held = 0;
    let mut holds = |row: &Row| {
        let mut figures = row.figures.iter();
        let Some(own) = figures.find(|figure| figure.measure.path() == path) else {
            return true;
        };
        let is_total =
            |figure: &&Figure| figure.measure == Measure::TOTAL && figure.year == own.year;
        let is_before = |figure: &&Figure| figure.year + 1 == own.year;
        let mut before = row.figures.iter().filter(is_before);
        let (old, another) = (before.next(), before.next());
        let new = row.figures.iter().find(is_total);
        held += usize::from(!own.amount.is_zero());
        another.is_none()
            && old
                .is_some_and(|old| new.is_some_and(|new| amount(new) - amount(old) == amount(own)))
    };
    table.rows.iter().all(&mut holds) && held >= FEW
}

/// The headings that stand over others.
fn outer<'a>(paths: &[&'a str]) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for path in paths {
        found.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
    }
    found
}

fn is_under(path: &str, heading: &str) -> bool {
    let rest = path.strip_prefix(heading);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a measure is the total of a heading.
fn is_total(path: &str, heading: &str) -> bool {
    path == heading
        || is_under(path, heading) && matches!(&path[heading.len() + 1..], "合计" | "小计" | "总计")
}

/// The measures that the sums prove to be a heading's: from its total to the last part that adds to it in some row.
fn members<'a>(heading: &str, paths: &[&'a str], table: &Table) -> HashSet<&'a str> {
    let all = paths.iter().enumerate();
    let own: Vec<usize> = all
        .filter(|(_, path)| **path == heading || is_under(path, heading))
        .map(|(at, _)| at)
        .collect();
    let total = own.iter().copied().find(|&at| is_total(paths[at], heading));
    let Some(total) = total else {
        return HashSet::new();
    };
    let added = match own.as_slice() {
        // Its parts have names of their own: some of those behind it.
        [_] => (total + 2..paths.len()).find_map(|last| {
            let parts: Vec<usize> = (total + 1..=last).collect();
            added(total, &parts, paths, table).filter(|added| added.len() > 1)
        }),
        _ => added(total, &parts(heading, paths, &own, total), paths, table),
    };
    let Some(added) = added else {
        return HashSet::new();
    };
    let first = added.iter().copied().chain([total]).min();
    let last = added.iter().copied().chain([total]).max();
    let is_between = |at: &usize| first <= Some(*at) && Some(*at) <= last;
    let members = own.into_iter().filter(is_between);
    members.map(|at| paths[at]).collect()
}

/// The parts that add to a total in some row, where all together do in every row, and in some.
fn added(total: usize, parts: &[usize], paths: &[&str], table: &Table) -> Option<HashSet<usize>> {
    let mut added: HashSet<usize> = HashSet::new();
    let mut held = 0;
    // Beside last year's the columns of this year are those that the headings stand over.
    let figures = table.rows.iter().flat_map(|row| &row.figures);
    let year = figures.map(|figure| figure.year).max();
    for row in &table.rows {
        let is_at = |figure: &&Figure, at: usize| {
            figure.measure.path() == paths[at] && Some(figure.year) == year
        };
        let figure = |at: usize| row.figures.iter().find(|figure| is_at(figure, at));
        let printed = |part: usize| Some((part, amount(figure(part)?)));
        let filled = parts.iter().filter_map(|&part| printed(part));
        let filled: Vec<(usize, i128)> = filled.filter(|(_, amount)| *amount != 0).collect();
        let added_up: i128 = filled.iter().map(|(_, amount)| *amount).sum();
        let sum = figure(total).map_or(0, amount);
        if added_up.abs_diff(sum) > rounding(row, parts.len(), table.money_unit) {
            return None;
        }
        held += usize::from(sum != 0);
        added.extend(filled.iter().map(|(part, _)| *part));
    }
    (held >= FEW).then_some(added)
}

/// The measures right under a heading: of one that stands over others its own total, or else all of those.
fn parts(heading: &str, paths: &[&str], own: &[usize], total: usize) -> Vec<usize> {
    let is_part = |at: &usize| {
        let rest = paths[*at].get(heading.len() + 1..).unwrap_or_default();
        let over = rest
            .match_indices('/')
            .map(|(slash, _)| heading.len() + 1 + slash);
        let mut over = over.map(|end| &paths[*at][..end]);
        // A part of a part that has a total of its own is in that.
        let is_in_total = over.any(|inner| {
            let mut totals = own.iter().filter(|&&other| other != *at);
            totals.any(|&other| is_total(paths[other], inner))
        });
        *at != total && !is_in_total
    };
    own.iter().copied().filter(is_part).collect()
}

/// What a figure is in ten-thousandths of a 元.
pub fn amount(figure: &Figure) -> i128 {
    i128::from(figure.amount.ten_thousandths())
}

/// How far printed figures may be from their sum: each is rounded by half of its last place.
pub fn rounding(row: &Row, parts: usize, unit: MoneyUnit) -> u128 {
    let places = row.figures.iter().map(|figure| figure.amount.last_place());
    let last = places.max().unwrap_or_default().unsigned_abs();
    let is_exact = unit == MoneyUnit::Yuan && row.figures.iter().any(|f| f.amount.scale() > 0);
    if is_exact {
        0
    } else {
        u128::from(last) * (parts as u128 + 1) / 2
    }
}
