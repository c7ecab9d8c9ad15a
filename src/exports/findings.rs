/*!
`export findings`: where the budgets do not add up, one finding a row.
*/

use super::{Dataset, Document, Sink, Subject, is_chosen, operands};
use crate::budget::{Amount, Evidence, Finding};
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
    rows,
};

fn rows(subject: &Subject, sink: &mut Sink) -> io::Result<()> {
    let findings = subject.checked.map(|checked| &checked.findings);
    for finding in findings.into_iter().flatten() {
        let kind = finding
            .table
            .and_then(|table| subject.book.tables.get(table)?.kind);
        if is_chosen(kind, subject.table) {
            row(subject, finding, sink)?;
        }
    }
    Ok(())
}

/// Writes a finding; the columns are those of [`DATASET`].
pub fn row(subject: &Subject, finding: &Finding, sink: &mut Sink) -> io::Result<()> {
    let document = Document::of(subject.book);
    let table = finding
        .table
        .and_then(|table| subject.book.tables.get(table));
    let amount =
        |amount: Option<Amount>| amount.map_or_else(String::new, |amount| amount.to_string());
    let source = |evidence: &Evidence| match &evidence.elsewhere {
        Some(other) => other.source.clone(),
        None => document.source.name_of(evidence.place),
    };
    let identity = &subject.book.identity;
    let standing = subject
        .judged
        .and_then(|judged| judged.of(identity, finding));
    let status = standing.map_or(Status::Unjudged, |standing| standing.status());
    let operands = match subject.with_operands {
        true => Some(operands::of(subject.book, finding)?),
        false => None,
    };
    let cells = [
        document.unit,
        &document.year,
        document.stage,
        document.scope,
        finding.rule.name(),
        finding.verdict.name(),
        finding.severity.name(),
        table.map_or("", |table| table.kind_name()),
        &finding.row.map_or_else(String::new, |row| row.to_string()),
        &finding.left.printed,
        finding.right.as_ref().map_or("", |right| &right.printed),
        &amount(finding.difference),
        &amount(finding.bound),
        finding.money_unit.map_or("", |unit| unit.name()),
        &finding.equation,
        &finding.message,
        &source(&finding.left),
        &finding.right.as_ref().map_or_else(String::new, source),
        status.label(),
        &standing.map_or_else(String::new, |standing| standing.because()),
        standing.map_or("", |standing| standing.note.author.as_str()),
    ];
    let cells: Vec<&str> = cells.into_iter().chain(operands.as_deref()).collect();
    sink(&cells)
}
