/*!
`lkx indicators`: the performance indicators of all budgets that words and comparisons fit.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::messages::tell;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::budget::{Indicator, Operator};
use crate::cli::IndicatorsOver;
use crate::exports::ExportColumn;
use crate::surroundings::Surroundings;
use crate::survey::{Target, TargetQuery, spread_of_values, targets};
use rust_decimal::Decimal;

const COLUMNS: usize = 15;

pub(super) fn run(
    arguments: &IndicatorsOver,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let query = TargetQuery::parse(&arguments.words).map_err(WrongUsage::new)?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    let mut rows: Vec<[String; COLUMNS]> = Vec::new();
    let mut values: Vec<(Decimal, String)> = Vec::new();
    let mut having = 0usize;
    for entry in &entries {
        let book = library.book(entry.id)?;
        let found = targets(&book, &query);
        having += usize::from(!found.is_empty());
        for target in found {
            values.extend(target.value());
            let identity = &book.identity;
            rows.push(row(
                [
                    identity.unit.clone(),
                    identity.year.to_string(),
                    identity.stage.name().to_owned(),
                    identity.scope.name().to_owned(),
                ],
                &target,
                book.source.name_of(target.indicator.place),
            ));
        }
    }
    let title = format!("指标 {}", arguments.words.join(" "));
    if !rows.is_empty() || delivery.is_file() {
        let delivery = delivery.saying("指标", title.trim(), &entries);
        write(title.trim(), &rows, &delivery)?;
    }
    let values = values.iter().map(|(number, unit)| (*number, unit.as_str()));
    let spread = spread_of_values(values).map_or_else(String::new, |spread| format!("；{spread}"));
    tell(&format!("{} 条，在 {having} 份预算里{spread}", rows.len()));
    Ok(Outcome::Done)
}

fn row(whose: [String; 4], target: &Target, source: String) -> [String; COLUMNS] {
    let [unit, year, stage, scope] = whose;
    let Indicator {
        level1,
        level2,
        name,
        operator,
        value,
        value_unit,
        weight,
        printed,
        ..
    } = target.indicator;
    [
        unit,
        year,
        stage,
        scope,
        target.project_code().to_owned(),
        target.project_name().to_owned(),
        level1.clone(),
        level2.clone(),
        name.clone(),
        operator.map_or("", Operator::sign).to_owned(),
        value.clone(),
        value_unit.clone(),
        weight.clone(),
        printed.clone(),
        source,
    ]
}

fn write(title: &str, rows: &[[String; COLUMNS]], delivery: &Delivery) -> anyhow::Result<()> {
    let columns: [ExportColumn; COLUMNS] = [
        ExportColumn::text("unit", "单位"),
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("scope", "范围"),
        ExportColumn::text("project_code", "项目编码"),
        ExportColumn::text("project", "项目"),
        ExportColumn::text("level1", "一级指标"),
        ExportColumn::text("level2", "二级指标"),
        ExportColumn::text("name", "三级指标"),
        ExportColumn::text("operator", "比较"),
        ExportColumn::text("value", "指标值"),
        ExportColumn::text("value_unit", "计量单位"),
        ExportColumn::text("weight", "权重"),
        ExportColumn::text("printed", "原文"),
        ExportColumn::text("source", "出处"),
    ];
    delivery.deliver_rows(title, &columns, rows)
}
