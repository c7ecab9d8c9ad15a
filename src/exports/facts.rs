/*!
`export facts`: one figure a row.

The money of the performance tables is not here: it stands with the projects, which it
is about.
*/

use super::{Dataset, Document, Rows, Sink, Subject, is_chosen};
use crate::budget::{Figure, Row, Table, TableKind};
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "facts",
    says: "表中的每个数，一数一行",
    columns: &[
        "unit",
        "document_year",
        "year",
        "stage",
        "scope",
        "table",
        "row",
        "row_kind",
        "row_code",
        "row_code2",
        "row_name",
        "under",
        "row_unit",
        "measure",
        "amount",
        "money_unit",
        "origin",
        "source",
        "title",
    ],
    rows: Rows::Book(rows),
};

fn rows(subject: &Subject, sink: &mut Sink) -> io::Result<()> {
    let Subject { book, table: only } = *subject;
    let document = Document::of(book);
    for table in &book.tables {
        let Some(kind) = table.kind else { continue };
        if kind.is_performance() || !is_chosen(Some(kind), only) {
            continue;
        }
        for row in &table.rows {
            for figure in &row.figures {
                fact(&document, (kind, table), row, figure, sink)?;
            }
        }
    }
    Ok(())
}

fn fact(
    document: &Document,
    (kind, table): (TableKind, &Table),
    row: &Row,
    figure: &Figure,
    sink: &mut Sink,
) -> io::Result<()> {
    sink(&[
        document.unit,
        &document.year,
        &figure.year.to_string(),
        document.stage,
        document.scope,
        kind.name(),
        &row.ordinal.to_string(),
        row.kind.name(),
        &row.code,
        &row.code2,
        &row.name,
        &row.under,
        &row.unit,
        figure.measure.path(),
        &figure.amount.to_string(),
        figure.amount.unit().name(),
        figure.origin.name(),
        &document.source.name_of(figure.place),
        &table.title,
    ])
}
