/*!
A finding in a row: what the lists of findings show of it.
*/

use crate::budget::{Book, Finding, Place, RuleCode, Severity, TableKind, Told, Verdict};
use crate::notes::Sign;

/// What a list shows of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// By what the judgements know it.
    pub sign: Sign,
    /// How much it weighs.
    pub severity: Severity,
    /// The rule's code.
    pub rule: RuleCode,
    /// Violated, rounding or explained.
    pub verdict: Verdict,
    /// What is wrong, in a clause that names its table.
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
        let table = finding.table.and_then(|table| book.tables.get(table)?.kind);
        Self::in_table(table, finding)
    }

    /// The row of a finding that is told without its book.
    pub fn told(told: &Told) -> Self {
        Self::in_table(told.kind, &told.finding)
    }

    fn in_table(table: Option<TableKind>, finding: &Finding) -> Self {
        let right = finding.right.as_ref();
        Self {
            sign: Sign::of(finding),
            severity: finding.severity,
            rule: finding.rule,
            verdict: finding.verdict,
            what: what(table, finding),
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

/// What is wrong, behind the name of the table where the clause does not say it.
fn what(table: Option<TableKind>, finding: &Finding) -> String {
    let title = finding.title();
    match table.map(TableKind::short_name) {
        Some(table) if !title.contains(table) => format!("{table}：{title}"),
        _ => title.to_owned(),
    }
}
