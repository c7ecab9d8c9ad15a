/*!
How little a column suits a row: what decides between columns that the sums leave open.
*/

use crate::budget::columns::Concept;
use crate::budget::{Row, TableKind};
use crate::records::context::Context;
use crate::records::header::concept::concept;
use crate::records::header::shape::Shape;

/// For each column 0 where it suits the row, more where it does not; and whether that
/// rests on something the document says, and not on custom alone.
pub fn of(row: &Row, shape: &Shape, context: &Context) -> (Vec<u32>, bool) {
    let own_funds = is_own_funds(row) || context.evidence.fiscal_carry_over == Some(false);
    let grounded = match context.kind {
        TableKind::ThreePublic | TableKind::GovernmentFundThreePublic => {
            !context.evidence.three_public.is_empty()
        }
        TableKind::Income => own_funds || !context.evidence.income_sources.is_empty(),
        TableKind::Projects => {
            let knows_carry_over = context.evidence.fiscal_carry_over.is_some();
            own_funds || knows_carry_over && !context.evidence.income_sources.is_empty()
        }
        TableKind::EconomicSummary
        | TableKind::FiscalByEconomicClass
        | TableKind::FiscalAppropriation => !context.evidence.income_sources.is_empty(),
        TableKind::GeneralBudgetBasic => true,
        _ => false,
    };
    let reluctance = shape
        .leaves
        .iter()
        .map(|leaf| match context.kind {
            TableKind::GeneralBudgetBasic => by_class(row, leaf.measure.path()),
            TableKind::ThreePublic | TableKind::GovernmentFundThreePublic => {
                by_custom(leaf.measure.path()) + by_stated_item(leaf.measure.path(), context)
            }
            TableKind::FiscalAppropriation => by_income_source(leaf.measure.path(), context),
            // Funds and state capital pay for projects.
            TableKind::GovernmentFund | TableKind::StateCapital => {
                u32::from(leaf.measure.path().starts_with("基本支出"))
            }
            TableKind::Income => {
                by_fund(leaf.measure.path(), own_funds, is_own_funds(row))
                    + by_income_source(leaf.measure.path(), context)
            }
            TableKind::Projects => {
                by_fund(leaf.measure.path(), own_funds, is_own_funds(row))
                    + by_income_source(leaf.measure.path(), context)
            }
            TableKind::EconomicSummary => {
                by_source(leaf.measure.path()) + by_income_source(leaf.measure.path(), context)
            }
            TableKind::FiscalByEconomicClass => by_income_source(leaf.measure.path(), context),
            _ => 0,
        })
        .collect();
    (reluctance, grounded)
}

/// 301 and 303 are 人员经费, 302, 309 and 310 are 公用经费.
fn by_class(row: &Row, measure: &str) -> u32 {
    let is_staff_class = row.code.starts_with("301")
        || row.code.starts_with("303")
        || row.name.starts_with("人员经费");
    match measure {
        "人员经费" => u32::from(!is_staff_class),
        "公用经费" => u32::from(is_staff_class),
        _ => 0,
    }
}

/// Cars are run every year and bought rarely.
fn by_custom(measure: &str) -> u32 {
    u32::from(measure == "公务用车购置费")
}

/// An item of 三公 that the prose gives no money is most likely not the one that has some.
fn by_stated_item(measure: &str, context: &Context) -> u32 {
    let stated = &context.evidence.three_public;
    let is_item = !matches!(measure, "合计" | "公务用车购置及运行费" | "机关运行经费");
    let is_stated = concept(measure).is_some_and(|item| stated.contains(&item));
    2 * u32::from(is_item && !is_stated && !stated.is_empty())
}

/// What is not this year's general budget is most likely carried over.
fn by_source(measure: &str) -> u32 {
    match measure {
        "合计" | "上年结转" => 0,
        path if path.starts_with("一般公共预算") => 0,
        _ => 1,
    }
}

fn is_own_funds(row: &Row) -> bool {
    row.name.contains("自有资金") || row.name.contains("单位资金")
}

/// A carry-over that 财政拨款收支总表 does not know is not fiscal; money that the document
/// calls 自有资金 is the unit's own.
fn by_fund(measure: &str, own_funds: bool, is_own_funds: bool) -> u32 {
    match measure {
        "合计" | "本年收入" | "上年结转" | "财政拨款收入" => 0,
        "一般公共预算" | "一般公共预算/财政拨款" => u32::from(is_own_funds),
        "单位资金" | "上年结转/单位资金" => u32::from(!own_funds),
        path if path.starts_with("结转/") || path.starts_with("上年结转/") => {
            if own_funds {
                3
            } else {
                u32::from(!path.ends_with("一般公共预算"))
            }
        }
        _ => 2,
    }
}

/// A source that 收支总表 prints no amount for has none here, and neither have the columns
/// under it.
fn by_income_source(measure: &str, context: &Context) -> u32 {
    let sources = &context.evidence.income_sources;
    let measure = measure.strip_prefix("支出/").unwrap_or(measure);
    let outermost = measure.split('/').next().unwrap_or(measure);
    if sources.is_empty() || matches!(outermost, "合计" | "本年收入" | "当年财政拨款") {
        return 0;
    }
    // What is carried over may have come from anywhere; the unit's own funds go by many names.
    let carried_from = measure.contains('/') && matches!(outermost, "上年结转" | "结转");
    let known = |source: Concept| match source {
        Concept::UnitFunds => sources.iter().any(|source| OWN_SOURCES.contains(source)),
        Concept::Fiscal => true,
        source => sources.contains(&source),
    };
    3 * u32::from(!carried_from && !concept(outermost).is_none_or(known))
}

/// The incomes that 单位资金 stands for.
const OWN_SOURCES: &[Concept] = &[
    Concept::Business,
    Concept::OperatingIncome,
    Concept::SuperiorSubsidy,
    Concept::SubordinateRemittance,
    Concept::OtherIncome,
    Concept::CarryOver,
];
