/*!
What tells a finding from the others of its budget, also after the document was published anew
or the program words its sentences otherwise: the rule and the cells.

A cell of a table is known by table, row, column and year, a figure of a sentence by its section
and what stands around it. No line number and no figure is part of a key: where a line is put in
above, or a figure moves, it is the same question, and what somebody judged then is shown again.
*/

use crate::budget::{Book, Finding, Place, Row, Statement, Table};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Gives every finding its key. Those of one rule about the same cells are numbered.
pub fn give_keys(book: &Book, findings: &mut [Finding]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut seen_before: HashMap<String, u32> = HashMap::new();
    for finding in findings {
        let former = seen_before.entry(finding.former_key()).or_default();
        finding.nth = *former;
        *former += 1;
        let mut key = key(book, finding);
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            key.push_str(&format!("#{count}"));
        }
        finding.key = key;
    }
}

fn key(book: &Book, finding: &Finding) -> String {
    let about = match finding.operands.first() {
        Some(whole) => address(book, whole.table, whole.row, whole.place),
        None => address(book, finding.table, finding.row, finding.left.place),
    };
    let parts: Vec<String> = finding
        .operands
        .iter()
        .skip(1)
        .map(|part| address(book, part.table, part.row, part.place))
        .collect();
    let parts = match parts.as_slice() {
        [] => String::new(),
        parts => format!("|{}", digest(&parts.join("|"))),
    };
    format!("{}|{about}{parts}", finding.rule)
}

/// A cell, a row, a table, or a place of the prose.
fn address(book: &Book, table: Option<usize>, row: Option<u32>, place: Place) -> String {
    let Some(table) = table.and_then(|table| book.tables.get(table)) else {
        return in_prose(book, place);
    };
    let named = name_of(book, table);
    let rows = || {
        table
            .rows
            .iter()
            .filter(|candidate| Some(candidate.ordinal) == row)
    };
    // Two sides of a table share their numbers: the figure tells which is meant.
    let printing = rows().find_map(|row| {
        let figure = row.figures.iter().find(|figure| figure.place == place)?;
        Some((row, Some(figure)))
    });
    let Some((row, figure)) = printing.or_else(|| rows().next().map(|row| (row, None))) else {
        return named;
    };
    let row = row_of(table, row);
    match figure {
        Some(figure) => format!("{named}/{row}/{}/{}", figure.measure, figure.year),
        None => format!("{named}/{row}"),
    }
}

/// The kind of a table, else its title; which of them it is, where there are several.
fn name_of(book: &Book, table: &Table) -> String {
    let name = |table: &Table| match table.kind {
        Some(kind) => kind.name().to_owned(),
        None => table.title.clone(),
    };
    let title = name(table);
    let before = book
        .tables
        .iter()
        .take_while(|earlier| !std::ptr::eq(*earlier, table))
        .filter(|earlier| name(earlier) == title)
        .count();
    match before {
        0 => title,
        before => format!("{title}#{}", before + 1),
    }
}

/// A row by what it is, and by its number where others of the table are the same.
fn row_of(table: &Table, row: &Row) -> String {
    let what = |row: &Row| {
        (
            row.side,
            row.code.clone(),
            row.name.clone(),
            row.under.clone(),
        )
    };
    let label = what(row);
    let alike = table
        .rows
        .iter()
        .filter(|candidate| what(candidate) == label)
        .count();
    let mut parts: Vec<&str> = vec![&row.under, &row.code, &row.name];
    parts.retain(|part| !part.is_empty());
    let named = parts.join(" ");
    if alike > 1 {
        format!("{named}#{}", row.ordinal)
    } else {
        named
    }
}

/// A place of the prose: its section, and a digest of the sentence without its figures.
fn in_prose(book: &Book, place: Place) -> String {
    match statement_at(book, place) {
        Some(statement) => {
            let sentence = digest(&without_figures(&statement.sentence));
            format!("文字「{}」{sentence}", statement.section)
        }
        None => format!(
            "文字 {}",
            digest(&without_figures(book.source.line(place.line)))
        ),
    }
}

/// The sentence that a place is in.
fn statement_at(book: &Book, place: Place) -> Option<&Statement> {
    let after = book
        .statements
        .partition_point(|statement| statement.place.line <= place.line);
    let line = without_blanks(book.source.line(place.line));
    let is_around = |statement: &&Statement| {
        statement.place.line == place.line
            || without_blanks(&statement.sentence).contains(line.as_str())
    };
    book.statements[..after]
        .iter()
        .rev()
        .take(NEAR)
        .find(is_around)
}

/// How many sentences above a place are looked at: a sentence wraps over a few lines.
const NEAR: usize = 3;

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A text in which every figure is the same.
fn without_figures(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' | '.' | ',' if plain.ends_with('#') => {}
            '0'..='9' => plain.push('#'),
            _ => plain.push(c),
        }
    }
    plain
}

/// Eight hexadecimal digits that tell texts apart.
fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_blanks_are_no_part_of_a_sentence() {
        assert_eq!(
            without_figures("预算 1,203.50 万元，比 9.8"),
            "预算#万元，比#"
        );
        assert_eq!(without_figures("2024年7 万元"), "#年#万元");
    }
}
