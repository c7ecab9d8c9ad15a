/*!
`lkx search`: the explorer's search, one hit a line, the best first.

A name that stands in many budgets is one hit to the engine and a line for each budget
here, since a script wants the lines.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::index_file::index_of;
use super::list::figure;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use crate::budget::{MoneyUnit, TableKind};
use crate::cli::{Narrowing, Search};
use crate::exports::ExportColumn;
use crate::library::{CatalogueEntry, Library};
use crate::search::{Hit, Index, Occurrence, Query, entries_of};
use crate::surroundings::Surroundings;

pub(super) fn run(
    arguments: &Search,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    let index = if is_whole(&arguments.narrowing) {
        index_of(&library, &entries, &which.index_file())?
    } else {
        index(&library, &entries, arguments.narrowing.table)?
    };
    let query = Query::parse(&arguments.query.join(" "), MoneyUnit::Wan);
    let found = index.search(&query, None, index.name_count(), &|| true);
    let mut lines: Vec<(&Hit, Occurrence)> = Vec::new();
    for hit in &found.hits {
        let occurrences = index.occurrences(&query, hit);
        lines.extend(occurrences.into_iter().map(|occurrence| (hit, occurrence)));
    }
    lines.truncate(arguments.limit.unwrap_or(usize::MAX));
    // A search without a hit prints nothing; a file says so by being empty of hits.
    if !lines.is_empty() || delivery.is_file() {
        let about = format!("搜索 {}", arguments.query.join(" "));
        let delivery = delivery.saying("搜索", &about, &entries);
        write(&lines, &delivery)?;
    }
    Ok(Outcome::Done)
}

/// Whether all budgets of the library are searched, and all of each.
fn is_whole(narrowing: &Narrowing) -> bool {
    let Narrowing {
        unit,
        year,
        stage,
        scope,
        table,
    } = narrowing;
    unit.is_none() && year.is_none() && stage.is_none() && scope.is_none() && table.is_none()
}

/// The names of the budgets, or of one kind of their tables.
fn index(
    library: &Library,
    entries: &[CatalogueEntry],
    table: Option<TableKind>,
) -> anyhow::Result<Index> {
    let mut builder = Index::builder();
    for budget in entries {
        if table.is_none() {
            library.search_entries(budget, &mut |entry| builder.add(entry))?;
            continue;
        }
        let book = library.book(budget.id)?;
        for entry in entries_of(budget, &book, table) {
            builder.add(&entry);
        }
    }
    Ok(builder.build())
}

fn write(lines: &[(&Hit, Occurrence)], delivery: &Delivery) -> anyhow::Result<()> {
    let columns = [
        ExportColumn::text("kind", "种类"),
        ExportColumn::text("code", "编码"),
        ExportColumn::text("name", "名称"),
        ExportColumn::text("unit", "单位"),
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("scope", "范围"),
        ExportColumn::number("amount", "金额"),
        ExportColumn::text("money_unit", "金额单位"),
    ];
    let people = delivery.is_table();
    delivery.deliver("", &columns, &|sink| {
        for (hit, occurrence) in lines {
            let amount = occurrence.amount.map(|amount| figure(&amount, people));
            sink(&[
                hit.kind.label(),
                &occurrence.code,
                &hit.name,
                &occurrence.unit,
                &occurrence.year.to_string(),
                occurrence.stage.name(),
                occurrence.scope.name(),
                &amount.unwrap_or_default(),
                occurrence.amount.map_or("", |amount| amount.unit().name()),
            ])?;
        }
        Ok(())
    })
}
