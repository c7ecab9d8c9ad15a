/*!
How little a column suits a row: what decides between columns that the sums leave open.
*/

use crate::budget::columns::Concept;
use crate::budget::columns::words::concept;
use crate::budget::{Measure, Row, TableKind};
use crate::records::context::Context;
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
            TableKind::GeneralBudgetBasic => by_class(row, leaf.measure),
            TableKind::ThreePublic | TableKind::GovernmentFundThreePublic => {
                by_custom(leaf.measure) + by_stated_item(leaf.measure, context)
            }
            TableKind::FiscalAppropriation => by_income_source(leaf.measure, context),
            // Funds and state capital pay for projects.
            TableKind::GovernmentFund | TableKind::StateCapital => {
                u32::from(leaf.measure.path().starts_with(Measure::BASIC.path()))
            }
            TableKind::Income => {
                by_fund(leaf.measure, own_funds, is_own_funds(row))
                    + by_income_source(leaf.measure, context)
            }
            TableKind::Projects => {
                by_fund(leaf.measure, own_funds, is_own_funds(row))
                    + by_income_source(leaf.measure, context)
            }
            TableKind::EconomicSummary => {
                by_source(leaf.measure) + by_income_source(leaf.measure, context)
            }
            TableKind::FiscalByEconomicClass => by_income_source(leaf.measure, context),
            _ => 0,
        })
        .collect();
    (reluctance, grounded)
}

/// 301 and 303 are 人员经费, 302, 309 and 310 are 公用经费.
fn by_class(row: &Row, measure: Measure) -> u32 {
    let is_staff_class = row.code.starts_with("301")
        || row.code.starts_with("303")
        || row.name.starts_with("人员经费");
    match measure {
        Measure::STAFF => u32::from(!is_staff_class),
        Measure::RUNNING => u32::from(is_staff_class),
        _ => 0,
    }
}

/// Cars are run every year and bought rarely.
fn by_custom(measure: Measure) -> u32 {
    u32::from(measure == Measure::CAR_PURCHASE)
}

/// An item of 三公 that the prose gives no money is most likely not the one that has some.
fn by_stated_item(measure: Measure, context: &Context) -> u32 {
    let stated = &context.evidence.three_public;
    let is_item = !matches!(
        measure,
        Measure::TOTAL | Measure::CARS | Measure::OFFICE_RUNNING
    );
    let is_stated = concept(measure.path()).is_some_and(|item| stated.contains(&item));
    2 * u32::from(is_item && !is_stated && !stated.is_empty())
}

/// What is not this year's general budget is most likely carried over.
fn by_source(measure: Measure) -> u32 {
    match measure {
        Measure::TOTAL | Measure::CARRY_OVER => 0,
        measure if measure.path().starts_with(Measure::GENERAL.path()) => 0,
        _ => 1,
    }
}

fn is_own_funds(row: &Row) -> bool {
    row.name.contains("自有资金") || row.name.contains("单位资金")
}

/// Whether a column is a purse's part of what is carried over.
fn is_carried_over(measure: Measure) -> bool {
    let path = measure.path();
    path.starts_with("结转/") || path.starts_with("上年结转/")
}

/// A carry-over that 财政拨款收支总表 does not know is not fiscal; money that the document
/// calls 自有资金 is the unit's own.
fn by_fund(measure: Measure, own_funds: bool, is_own_funds: bool) -> u32 {
    match measure {
        Measure::TOTAL
        | Measure::THIS_YEAR_INCOME
        | Measure::CARRY_OVER
        | Measure::FISCAL_INCOME => 0,
        Measure::GENERAL | Measure::GENERAL_FISCAL => u32::from(is_own_funds),
        Measure::UNIT_FUNDS | Measure::CARRIED_UNIT_FUNDS => u32::from(!own_funds),
        measure if is_carried_over(measure) => {
            if own_funds {
                3
            } else {
                u32::from(!measure.path().ends_with(Measure::GENERAL.path()))
            }
        }
        _ => 2,
    }
}

/// A source that 收支总表 prints no amount for has none here, and neither have the columns
/// under it.
fn by_income_source(measure: Measure, context: &Context) -> u32 {
    let sources = &context.evidence.income_sources;
    let path = measure.path();
    let path = path.strip_prefix("支出/").unwrap_or(path);
    let outermost = path.split('/').next().unwrap_or(path);
    if sources.is_empty() || matches!(outermost, "合计" | "本年收入" | "当年财政拨款") {
        return 0;
    }
    // What is carried over may have come from anywhere; the unit's own funds go by many names.
    let carried_from = path.contains('/') && matches!(outermost, "上年结转" | "结转");
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
