/*!
A finding in a row: what the lists of findings show of it.
*/

use crate::budget::{Book, Finding, Place, Row, RuleCode, Severity, Table, Verdict};
use crate::checks::rule;

/// What a list shows of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// What tells it from the others of its budget.
    pub key: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The rule's code.
    pub rule: RuleCode,
    /// Violated, rounding or explained.
    pub verdict: Verdict,
    /// Where it stands and what must hold there, in a few words.
    pub what: String,
    /// The left figure, where it is one.
    pub left: String,
    /// The right figure, where it is one.
    pub right: String,
    /// Left minus right, grouped, or nothing.
    pub difference: String,
    /// Where the left figure stands.
    pub place: Place,
}

impl Brief {
    /// The row of a finding of a book.
    pub fn of(book: &Book, finding: &Finding) -> Self {
        let right = finding.right.as_ref();
        Self {
            key: finding.key.clone(),
            severity: finding.severity,
            rule: finding.rule,
            verdict: finding.verdict,
            what: what(book, finding),
            left: short(&finding.left.printed),
            right: right.map_or(String::new(), |right| short(&right.printed)),
            difference: finding
                .difference
                .map_or(String::new(), |difference| difference.grouped()),
            place: finding.left.place,
        }
    }
}

/// Figures stand in the columns left and right; words would push everything else out.
fn short(printed: &str) -> String {
    let is_figure = printed.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    if is_figure && printed.chars().count() <= 14 {
        printed.to_owned()
    } else {
        String::new()
    }
}

fn what(book: &Book, finding: &Finding) -> String {
    let must = match finding.equation.split_once('：') {
        Some((words, _)) => words,
        None if finding.equation.is_empty() => rule(finding.rule).map_or("", |rule| rule.title),
        None => finding.equation.as_str(),
    };
    let table = finding.table.and_then(|table| book.tables.get(table));
    match table.and_then(|table| Some((table, table.kind?))) {
        Some((table, kind)) => {
            let row = row_name(table, finding, must);
            format!("{}{row}：{must}", kind.short_name())
        }
        None if finding.difference.is_some() => format!("文字：{must}"),
        // What follows the first clause are other places of the same.
        None => {
            let first = finding.message.split('；').next();
            first.unwrap_or_default().to_owned()
        }
    }
}

/// How many characters of a row's name tell it from the others.
const NAME: usize = 12;

/// A blank and the row's code, or the beginning of its name; nothing where the words say it.
fn row_name(table: &Table, finding: &Finding, words: &str) -> String {
    // Two sides of a table share their numbers: the figure tells which is meant.
    let own = |row: &&Row| Some(row.ordinal) == finding.row;
    let prints = |row: &&Row| {
        let places = row.figures.iter().map(|figure| figure.place);
        places
            .chain([row.place])
            .any(|place| place == finding.left.place)
    };
    let rows = || table.rows.iter().filter(own);
    let Some(row) = rows().find(prints).or_else(|| rows().next()) else {
        return String::new();
    };
    if !row.code.is_empty() {
        return format!(" {}", row.code);
    }
    if words.contains(&row.name) {
        return String::new();
    }
    let mut name: String = row.name.chars().take(NAME).collect();
    if name.len() < row.name.len() {
        name.push('…');
    }
    format!(" {name}")
}
