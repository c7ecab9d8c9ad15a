/*!
`lkx across`: a 科目, an item of 三公 or the projects of some name over all budgets, ranked.

The rows are for programs and people alike; the sum, the quartiles and the number of budgets of each year
are words for people, and go to standard error.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::list::figure;
use super::messages::tell;
use super::narrowing::budgets;
use super::show::origin_of;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::budget::{Amount, MoneyUnit, TableKind};
use crate::cli::Across;
use crate::exports::Column;
use crate::library::{CatalogueEntry, Library};
use crate::surroundings::Surroundings;
use crate::survey::{Group, Line, Spread, Topic, ranked};

/// Of fewer figures each is seen at once, and quartiles would only repeat them.
const FEWEST_WITH_QUARTILES: usize = 4;

pub(super) fn run(
    arguments: &Across,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let topic = Topic::of(&arguments.topic).map_err(|error| WrongUsage::new(error.0))?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    let groups = ranked(lines(
        &library,
        &entries,
        &topic,
        arguments.narrowing.table,
    )?);
    let title = format!("横看 {} · 万元", topic.in_words());
    let delivery = delivery.saying("横看", &title, &entries);
    if groups.is_empty() {
        tell(&format!(
            "{} 份预算里都没有 {}",
            entries.len(),
            topic.in_words()
        ));
    } else {
        write(&title, &groups, &delivery)?;
    }
    for group in &groups {
        if let Some(spread) = &group.spread {
            tell(&at_a_glance(group, spread));
        }
    }
    Ok(Outcome::Done)
}

/// What each budget has of the topic.
fn lines(
    library: &Library,
    entries: &[CatalogueEntry],
    topic: &Topic,
    table: Option<TableKind>,
) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::new();
    for entry in entries {
        let book = library.book(entry.id)?;
        for found in topic.found_in(&book, table) {
            let place = found.held.place;
            let source = place.map_or_else(String::new, |place| book.source.name_of(place));
            lines.push(Line::new(entry.kin(), found, source));
        }
    }
    Ok(lines)
}

/// 2024 年预算：3 条计入，合计 …
fn at_a_glance(group: &Group, spread: &Spread) -> String {
    let within = group.lines.len().saturating_sub(spread.count);
    let within = match within {
        0 => String::new(),
        within => format!("（另有 {within} 条已在部门的数里，不重复计）"),
    };
    let quartiles = if spread.count < FEWEST_WITH_QUARTILES {
        String::new()
    } else {
        let quartiles = [spread.lower_quartile, spread.median, spread.upper_quartile];
        let quartiles: Vec<String> = quartiles.iter().map(Amount::grouped).collect();
        format!("，四分位 {}", quartiles.join("、"))
    };
    format!(
        "{} 年{}：{} 条{within}，合计 {}{quartiles} 万元",
        group.year,
        group.stage.name(),
        spread.count,
        spread.sum.exactly_in(MoneyUnit::Wan).grouped(),
    )
}

fn write(title: &str, groups: &[Group], delivery: &Delivery) -> anyhow::Result<()> {
    let people = delivery.is_table();
    let columns = [
        Column::number("rank", "名次"),
        Column::text("unit", "单位"),
        Column::label("document_year", "年度"),
        Column::text("stage", "阶段"),
        Column::text("scope", "范围"),
        Column::text("code", "编码"),
        Column::text("name", "名称"),
        Column::number("amount", "金额"),
        Column::text("money_unit", "金额单位"),
        Column::number("share", "占比"),
        Column::number("change", "比上年"),
        Column::text("table", "表"),
        Column::text("origin", "来历"),
        Column::text("source", "出处"),
    ];
    delivery.deliver(title, &columns, &|sink| {
        for line in groups.iter().flat_map(|group| &group.lines) {
            let (identity, found) = (&line.identity, &line.found);
            let rank = line.rank.map_or_else(String::new, |rank| rank.to_string());
            sink(&[
                &rank,
                &identity.unit,
                &identity.year.to_string(),
                identity.stage.name(),
                identity.scope.name(),
                &found.code,
                &found.name,
                &figure(&found.held.amount.exactly_in(MoneyUnit::Wan), people),
                MoneyUnit::Wan.name(),
                &line.share(),
                &line.change,
                found.table.map_or("", TableKind::name),
                origin_of(found.held.origin, people),
                &line.source,
            ])?;
        }
        Ok(())
    })
}
