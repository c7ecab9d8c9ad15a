/*!
`export indicators`: one performance indicator a row.

What an indicator's project is called and costs comes from the row that the indicator
stands under; an indicator of the whole department has no project, and its goal is the
department's.
*/

use super::{Dataset, Document, Rows, Sink, Subject, is_chosen};
use crate::budget::{About, Indicator, Measure, Operator, ProjectDetails, Row, Table};
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "indicators",
    says: "绩效指标，一条一行",
    columns: &[
        "unit",
        "document_year",
        "year",
        "stage",
        "scope",
        "project_code",
        "project",
        "project_amount",
        "money_unit",
        "goal",
        "level1",
        "level2",
        "name",
        "operator",
        "value",
        "value_unit",
        "weight",
        "direction",
        "about",
        "printed",
        "source",
    ],
    rows: Rows::Book(rows),
};

fn rows(subject: &Subject, sink: &mut Sink) -> io::Result<()> {
    let Subject { book, table: only } = *subject;
    let document = Document::of(book);
    for indicator in &book.indicators {
        let Some(table) = book.tables.get(indicator.table) else {
            continue;
        };
        if is_chosen(table.kind, only) {
            row(&document, table, indicator, sink)?;
        }
    }
    Ok(())
}

fn row(
    document: &Document,
    table: &Table,
    indicator: &Indicator,
    sink: &mut Sink,
) -> io::Result<()> {
    let project = indicator.row.and_then(|index| table.rows.get(index));
    let unknown = ProjectDetails::default();
    let details = project
        .and_then(|row| row.project.as_ref())
        .unwrap_or(&unknown);
    let goal = match indicator.about {
        About::Project => &details.goal,
        About::Whole => &table.overall_goal,
    };
    sink(&[
        document.unit,
        &document.year,
        &document.year,
        document.stage,
        document.scope,
        &details.code,
        project.map_or("", |row| &row.name),
        &project.map_or_else(String::new, whole_amount),
        table.money_unit.name(),
        goal,
        &indicator.level1,
        &indicator.level2,
        &indicator.name,
        indicator.operator.map_or("", Operator::sign),
        &indicator.value,
        &indicator.value_unit,
        &indicator.weight,
        &indicator.direction,
        indicator.about.name(),
        &indicator.printed,
        &document.source.name_of(indicator.place),
    ])
}

/// The whole of a project's money: its total, or the one amount that is printed.
fn whole_amount(row: &Row) -> String {
    let is_whole = |measure| measure == Measure::ALL_MONEY || measure == Measure::BUDGETED;
    let total = row.figures.iter().find(|figure| is_whole(figure.measure));
    let only = row.figures.first().filter(|_| row.figures.len() == 1);
    total
        .or(only)
        .map_or_else(String::new, |figure| figure.amount.to_string())
}
