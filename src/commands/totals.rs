/*!
`lkx totals`: 类, or what stands under a code, added over all budgets, year by year.
*/

use super::Outcome;
use super::across::{FEW, by_budget};
use super::delivery::Delivery;
use super::list::figure;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use crate::budget::{MoneyUnit, TableKind};
use crate::cli::TotalsOver;
use crate::compare::Item;
use crate::exports::ExportColumn;
use crate::library::{CatalogueEntry, Library};
use crate::surroundings::Surroundings;
use crate::survey::{CodeTotal, Totals};

pub(super) fn run(
    arguments: &TotalsOver,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    let code = arguments.code.as_deref();
    let totals = totals(&library, &entries, arguments.narrowing.table, code)?;
    let under = code.map_or_else(String::new, |code| format!(" {code} 之下"));
    let title = format!("汇总{under} · 万元");
    write(
        &title,
        &totals.sums(),
        &delivery.saying("汇总", &title, &entries),
    )?;
    Ok(Outcome::Done)
}

fn totals(
    library: &Library,
    entries: &[CatalogueEntry],
    table: Option<TableKind>,
    code: Option<&str>,
) -> anyhow::Result<Totals> {
    let mut totals = Totals::default();
    let (made, found) = match entries.len() <= FEW {
        true => Default::default(),
        false => (
            library.made_by_this_edition()?,
            by_budget(library.sums_under(Totals::along(code), code)?),
        ),
    };
    for entry in entries {
        if !made.contains(&entry.id) {
            let book = library.book(entry.id)?;
            totals.add(entry.kin(), &book, table, code);
            continue;
        }
        let items = found.get(&entry.id).map_or(&[][..], Vec::as_slice);
        let items: Vec<&Item> = items.iter().map(|summed| &summed.item).collect();
        totals.add_items(entry.kin(), &items, table);
    }
    Ok(totals)
}

fn write(title: &str, sums: &[CodeTotal], delivery: &Delivery) -> anyhow::Result<()> {
    let people = delivery.is_table();
    let columns = [
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("code", "编码"),
        ExportColumn::text("name", "名称"),
        ExportColumn::number("amount", "合计"),
        ExportColumn::text("money_unit", "金额单位"),
        ExportColumn::number("budgets", "印有的份数"),
        ExportColumn::number("of_budgets", "全部份数"),
    ];
    delivery.deliver(title, &columns, &|sink| {
        for sum in sums {
            let amount = sum.amount.map(|amount| amount.exactly_in(MoneyUnit::Wan));
            sink(&[
                &sum.year.to_string(),
                sum.stage.name(),
                &sum.code,
                &sum.name,
                &amount.map_or_else(String::new, |amount| figure(&amount, people)),
                MoneyUnit::Wan.name(),
                &sum.having.to_string(),
                &sum.of.to_string(),
            ])?;
        }
        Ok(())
    })
}
