/*!
`lkx list`: what is in the library, and how it came there.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use crate::budget::{Amount, MoneyUnit};
use crate::cli::{List, Narrowing};
use crate::exports::ExportColumn;
use crate::library::{CatalogueEntry, Happened, HistoryEntry, Library};
use crate::surroundings::Surroundings;

pub(super) fn run(
    arguments: &List,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    if arguments.history {
        // Each event names its own file.
        let delivery = delivery.saying("历史", "历次导入、替换和移除", &[]);
        history(&library, &arguments.narrowing, &delivery)?;
    } else if arguments.failed {
        let delivery = delivery.saying("失败", "没能导入的文件", &[]);
        failed(&library, &delivery)?;
    } else {
        let entries = budgets(&library, &arguments.narrowing)?;
        let delivery = delivery.saying("目录", "库中的预算，一份一行", &entries);
        catalogue(&entries, &delivery)?;
    }
    Ok(Outcome::Done)
}

fn catalogue(entries: &[CatalogueEntry], delivery: &Delivery) -> anyhow::Result<()> {
    let columns = [
        ExportColumn::text("unit", "单位"),
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("scope", "范围"),
        ExportColumn::number("expenditure", "支出总计"),
        ExportColumn::text("money_unit", "金额单位"),
        ExportColumn::number("tables", "表"),
        ExportColumn::number("facts", "数"),
        ExportColumn::number("projects", "项目"),
        ExportColumn::number("indicators", "指标"),
        ExportColumn::text("file_name", "文件"),
        ExportColumn::text("sha256", "SHA-256"),
        ExportColumn::text("imported_at", "导入时间"),
    ];
    let is_table = delivery.is_table();
    // On a terminal the hash would push everything else out of sight; the last two columns
    // are for programs.
    let hidden = if is_table { 2 } else { 0 };
    delivery.deliver("", without_last(&columns, hidden), &|sink| {
        for entry in entries {
            let (identity, summary) = (&entry.identity, &entry.summary);
            let amount = summary.expenditure.map(|amount| figure(&amount, is_table));
            sink(without_last(
                &[
                    identity.unit.as_str(),
                    &identity.year.to_string(),
                    identity.stage.name(),
                    identity.scope.name(),
                    &amount.unwrap_or_default(),
                    summary
                        .expenditure
                        .map_or("", |a| MoneyUnit::name(a.unit())),
                    &summary.tables.to_string(),
                    &summary.facts.to_string(),
                    &summary.project_count.to_string(),
                    &summary.indicator_count.to_string(),
                    &entry.file_name,
                    &entry.sha256,
                    &entry.imported_at,
                ],
                hidden,
            ))?;
        }
        Ok(())
    })
}

/// All but the last of some columns or cells: on a terminal those are for programs.
fn without_last<T>(all: &[T], hidden: usize) -> &[T] {
    let shown = all.len().saturating_sub(hidden);
    all.get(..shown).unwrap_or_default()
}

/// An amount for people or for programs.
pub(super) fn figure(amount: &Amount, for_people: bool) -> String {
    if for_people {
        amount.grouped()
    } else {
        amount.to_string()
    }
}

fn failed(library: &Library, delivery: &Delivery) -> anyhow::Result<()> {
    let columns = [
        ExportColumn::text("at", "时间"),
        ExportColumn::text("path", "文件"),
        ExportColumn::text("cause", "原因"),
        ExportColumn::text("sha256", "SHA-256"),
    ];
    let failed = library.failed_imports()?;
    let hidden = usize::from(delivery.is_table());
    delivery.deliver("", without_last(&columns, hidden), &|sink| {
        for import in &failed {
            let cells = [
                import.at.as_str(),
                &import.path,
                &import.cause,
                &import.sha256,
            ];
            sink(without_last(&cells, hidden))?;
        }
        Ok(())
    })
}

fn history(library: &Library, narrowing: &Narrowing, delivery: &Delivery) -> anyhow::Result<()> {
    let columns = [
        ExportColumn::text("at", "时间"),
        ExportColumn::text("happened", "事情"),
        ExportColumn::text("unit", "单位"),
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("scope", "范围"),
        ExportColumn::number("facts", "数"),
        ExportColumn::text("current", "现用"),
        ExportColumn::text("file_name", "文件"),
        ExportColumn::text("sha256", "SHA-256"),
    ];
    let events = super::narrowing::history(library, narrowing)?;
    let is_table = delivery.is_table();
    let hidden = usize::from(is_table);
    delivery.deliver("", without_last(&columns, hidden), &|sink| {
        for event in &events {
            let identity = &event.identity;
            sink(without_last(
                &[
                    event.at.as_str(),
                    happened(event, is_table),
                    &identity.unit,
                    &identity.year.to_string(),
                    identity.stage.name(),
                    identity.scope.name(),
                    &event.facts.to_string(),
                    current(event, is_table),
                    &event.file_name,
                    &event.sha256,
                ],
                hidden,
            ))?;
        }
        Ok(())
    })
}

fn happened(event: &HistoryEntry, for_people: bool) -> &'static str {
    match event.happened {
        happened if for_people => happened.label(),
        Happened::Imported => "imported",
        Happened::Replaced => "replaced",
        Happened::Removed => "removed",
    }
}

fn current(event: &HistoryEntry, for_people: bool) -> &'static str {
    match (event.current, for_people) {
        (true, true) => "是",
        (false, true) => "",
        (true, false) => "yes",
        (false, false) => "no",
    }
}
