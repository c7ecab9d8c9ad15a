/*!
`export tables`: what was published, empty, cut or promised and missing.
*/

use super::{Dataset, Document, Rows, Sink, Subject, is_chosen};
use crate::budget::{Table, TableState};
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "tables",
    says: "公开的表及其状态（有数、空表、缺表、残缺），一表一行",
    columns: &[
        "unit",
        "document_year",
        "stage",
        "scope",
        "table",
        "title",
        "state",
        "figures",
        "money_unit",
        "source",
    ],
    rows: Rows::Book(rows),
};

fn rows(subject: &Subject, sink: &mut Sink) -> io::Result<()> {
    let Subject { book, table: only } = *subject;
    let document = Document::of(book);
    for table in book
        .tables
        .iter()
        .filter(|table| is_chosen(table.kind, only))
    {
        sink(&[
            document.unit,
            &document.year,
            document.stage,
            document.scope,
            table.kind_name(),
            &table.title,
            table.state.name(),
            &table.figure_count().to_string(),
            money_unit(table),
            &document.source.name_of(table.place),
        ])?;
    }
    Ok(())
}

/// A table that is not there prints no unit.
fn money_unit(table: &Table) -> &'static str {
    match table.state {
        TableState::Missing => "",
        _ => table.money_unit.name(),
    }
}
