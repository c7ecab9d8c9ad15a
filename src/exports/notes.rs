/*!
`export notes`: the auditor's notes, one a row, each beside what stands there today.

Notes are no part of a budget, and may be about budgets that the library no longer has; so
their rows come from the notes themselves.
*/

use super::{ExportColumn, Sink};
use crate::notes::{Note, Now};
use std::io;

/// The name on the command line.
pub const NAME: &str = "notes";

/// What a row is, for the help.
pub const SAYS: &str = "笔记：记下的行与数、疑点的核定，及现在的数";

const COLUMNS: [&str; 19] = [
    "unit",
    "document_year",
    "stage",
    "scope",
    "table",
    "row",
    "measure",
    "figure_noted",
    "figure_now",
    "text",
    "finding",
    "reason",
    "time",
    "document",
    "sha256",
    "source",
    "status",
    "author",
    "address",
];

/// The columns as a writer wants them. Figures carry their money unit and are text.
pub fn columns() -> Vec<ExportColumn> {
    let named = COLUMNS.iter();
    named.map(|&name| ExportColumn::text(name, name)).collect()
}

/// Writes a note.
pub fn row(note: &Note, now: &Now, sink: &mut Sink) -> io::Result<()> {
    let about = &note.about;
    let noted = about.figure.as_ref();
    let finding = note.finding.as_ref();
    sink(&[
        &about.identity.unit,
        &about.identity.year.to_string(),
        about.identity.stage.name(),
        about.identity.scope.name(),
        &about.table,
        &about.row(),
        &about.measure,
        &noted.map_or_else(String::new, |noted| noted.plain()),
        &now.plain(),
        &note.text,
        &finding.map_or_else(String::new, |finding| finding.short()),
        &note.reason,
        &note.time,
        &about.document,
        &about.sha256,
        &about.source,
        finding.map_or("", |finding| finding.status.label()),
        &note.author,
        &note.address().to_string(),
    ])
}
