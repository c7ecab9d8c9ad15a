/*!
`export projects`: one figure of one project a row.

A project stands in the tables of project expenditure and in those of performance;
each says of it what it prints, so the same project may be here once a table.
*/

use super::{Dataset, Document, Rows, Sink, Subject, is_chosen};
use crate::budget::{ProjectDetails, Row, RowKind, Table, TableKind};
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "projects",
    says: "项目的金额，一个项目的一个数一行",
    columns: &[
        "unit",
        "document_year",
        "stage",
        "scope",
        "table",
        "project_code",
        "project",
        "type",
        "function_code",
        "measure",
        "amount",
        "money_unit",
        "source",
    ],
    rows: Rows::Book(rows),
};

fn rows(subject: &Subject, sink: &mut Sink) -> io::Result<()> {
    let Subject { book, table: only } = *subject;
    let document = Document::of(book);
    for table in &book.tables {
        let lists = table.kind.is_some_and(TableKind::lists_projects);
        if !lists || !is_chosen(table.kind, only) {
            continue;
        }
        for row in table.rows.iter().filter(|row| row.kind == RowKind::Project) {
            project(&document, table, row, sink)?;
        }
    }
    Ok(())
}

fn project(document: &Document, table: &Table, row: &Row, sink: &mut Sink) -> io::Result<()> {
    let unknown = ProjectDetails::default();
    let details = row.project.as_ref().unwrap_or(&unknown);
    for figure in &row.figures {
        sink(&[
            document.unit,
            &document.year,
            document.stage,
            document.scope,
            table.kind_name(),
            &details.code,
            &row.name,
            &details.kind,
            &details.function_code,
            figure.measure.path(),
            &figure.amount.to_string(),
            figure.amount.unit().name(),
            &document.source.name_of(figure.place),
        ])?;
    }
    Ok(())
}
