/*!
`lkx totals`: 类, or what stands under a code, added over all budgets, year by year.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::list::figure;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use crate::budget::MoneyUnit;
use crate::cli::TotalsOver;
use crate::exports::Column;
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
    let mut totals = Totals::default();
    for entry in &entries {
        let book = library.book(entry.id)?;
        totals.add(entry.kin(), &book, arguments.narrowing.table, code);
    }
    let under = code.map_or_else(String::new, |code| format!(" {code} 之下"));
    let title = format!("汇总{under} · 万元");
    write(
        &title,
        &totals.sums(),
        &delivery.saying("汇总", &title, &entries),
    )?;
    Ok(Outcome::Done)
}

fn write(title: &str, sums: &[CodeTotal], delivery: &Delivery) -> anyhow::Result<()> {
    let people = delivery.is_table();
    let columns = [
        Column::label("document_year", "年度"),
        Column::text("stage", "阶段"),
        Column::text("code", "编码"),
        Column::text("name", "名称"),
        Column::number("amount", "合计"),
        Column::text("money_unit", "金额单位"),
        Column::number("budgets", "印有的份数"),
        Column::number("of_budgets", "全部份数"),
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
