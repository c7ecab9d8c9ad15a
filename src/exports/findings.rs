/*!
`export findings`: where the budgets do not add up, one finding a row.
*/

use super::{Dataset, Reported, Rows, Sink, is_chosen, operands};
use crate::budget::{Amount, TableKind, Told};
use crate::notes::Status;
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "findings",
    says: "疑点：勾稽核对发现的不符之处，一处一行",
    columns: &[
        "unit",
        "document_year",
        "stage",
        "scope",
        "rule",
        "state",
        "severity",
        "table",
        "row",
        "left",
        "right",
        "difference",
        "bound",
        "money_unit",
        "equation",
        "message",
        "source_left",
        "source_right",
        "status",
        "reason",
        "author",
    ],
    rows: Rows::Report(rows),
};

fn rows(subject: &Reported, sink: &mut Sink) -> io::Result<()> {
    for told in &subject.report.findings {
        if is_chosen(told.kind, subject.table) {
            row(subject, told, sink)?;
        }
    }
    Ok(())
}

/// Writes a finding; the columns are those of [`DATASET`].
pub fn row(subject: &Reported, told: &Told, sink: &mut Sink) -> io::Result<()> {
    let (identity, finding) = (subject.identity, &told.finding);
    let amount =
        |amount: Option<Amount>| amount.map_or_else(String::new, |amount| amount.to_string());
    let standing = subject.judged.of(identity, finding);
    let status = standing.map_or(Status::Unjudged, |standing| standing.status());
    let operands = match subject.with_operands {
        true => Some(operands::of(told)?),
        false => None,
    };
    let cells = [
        identity.unit.as_str(),
        &identity.year.to_string(),
        identity.stage.name(),
        identity.scope.name(),
        finding.rule.name(),
        finding.verdict.name(),
        finding.severity.name(),
        told.kind.map_or("", TableKind::name),
        &finding.row.map_or_else(String::new, |row| row.to_string()),
        &finding.left.printed,
        finding.right.as_ref().map_or("", |right| &right.printed),
        &amount(finding.difference),
        &amount(finding.bound),
        finding.money_unit.map_or("", |unit| unit.name()),
        &finding.equation,
        &finding.message,
        &told.left.source,
        told.right.as_deref().unwrap_or_default(),
        status.label(),
        &standing.map_or_else(String::new, |standing| standing.because()),
        standing.map_or("", |standing| standing.note.author.as_str()),
    ];
    let cells: Vec<&str> = cells.into_iter().chain(operands.as_deref()).collect();
    sink(&cells)
}
