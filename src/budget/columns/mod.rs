/*!
The columns that each kind of table may print, as trees.

A tree says three things at once: which measure a column is, which columns are the
parts of which (so that rows can be checked, and figures that lost their column can
be put back), and in which order columns stand where a header is torn.
*/

mod concept;
mod reckoned;
mod sums;
pub mod words;

pub use concept::Concept;
pub use reckoned::{is_change, is_rate, is_reckoned, is_share};
pub use sums::{ColumnSum, may_have, sums};

use super::{Measure, TableKind};
use Concept::*;

/// How a column relates to the total above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// One of the parts that add up to the total.
    Part,
    /// A part of a second way to divide the same total.
    OtherPart,
    /// A printed portion (其中) that does not add to the total.
    Within,
}

/// A column, or a heading over columns.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The word over it.
    pub concept: Concept,
    /// Its measure; none for a heading that prints no figure of its own.
    pub measure: Option<Measure>,
    /// How it adds up.
    pub role: Role,
    /// The columns under it.
    pub parts: &'static [Column],
}

const fn part(concept: Concept, measure: Measure, parts: &'static [Column]) -> Column {
    Column {
        concept,
        measure: Some(measure),
        role: Role::Part,
        parts,
    }
}

/// A heading that prints no figure of its own.
const fn heading(concept: Concept, parts: &'static [Column]) -> Column {
    Column {
        concept,
        measure: None,
        role: Role::Part,
        parts,
    }
}

const fn other(concept: Concept, measure: Measure, parts: &'static [Column]) -> Column {
    Column {
        concept,
        measure: Some(measure),
        role: Role::OtherPart,
        parts,
    }
}

const fn within(concept: Concept, measure: Measure) -> Column {
    Column {
        concept,
        measure: Some(measure),
        role: Role::Within,
        parts: &[],
    }
}

const BY_FUNCTION: &[Column] = &[
    part(
        Basic,
        Measure::BASIC,
        &[
            part(
                Staff,
                Measure::BASIC_STAFF,
                &[
                    part(Wages, Measure::BASIC_WAGES, &[]),
                    part(Households, Measure::BASIC_HOUSEHOLDS, &[]),
                ],
            ),
            part(
                Running,
                Measure::BASIC_RUNNING,
                &[
                    part(Goods, Measure::BASIC_GOODS, &[]),
                    part(Capital, Measure::BASIC_CAPITAL, &[]),
                ],
            ),
        ],
    ),
    part(
        Project,
        Measure::PROJECT,
        &[
            part(OtherOperation, Measure::of("项目支出/其他运转类"), &[]),
            part(SpecificTarget, Measure::SPECIFIC_TARGET, &[]),
        ],
    ),
    part(OperatingExpenditure, Measure::of("事业单位经营支出"), &[]),
    part(RemittanceToSuperior, Measure::of("上缴上级支出"), &[]),
    part(SubsidyToSubordinate, Measure::of("对附属单位补助支出"), &[]),
    part(Reserve, Measure::of("单位预留机动经费"), &[]),
    other(CurrentAppropriation, Measure::CURRENT_APPROPRIATION, &[]),
    other(CarryOver, Measure::CARRY_OVER, &[]),
];

const BASIC: &[Column] = &[
    part(Staff, Measure::STAFF, &[]),
    part(Running, Measure::RUNNING, &[]),
];

const GENERAL: Column = part(
    General,
    Measure::GENERAL,
    &[within(FiscalPart, Measure::GENERAL_FISCAL)],
);

/// The units' own income, one by one or as one column.
const UNIT_FUNDS: Column = part(
    UnitFunds,
    Measure::UNIT_FUNDS,
    &[
        part(Business, Measure::BUSINESS_INCOME, &[]),
        part(OperatingIncome, Measure::OPERATING_INCOME, &[]),
        part(SuperiorSubsidy, Measure::SUPERIOR_SUBSIDY, &[]),
        part(SubordinateRemittance, Measure::SUBORDINATE_REMITTANCE, &[]),
        part(OtherIncome, Measure::OTHER_INCOME, &[]),
    ],
);

const ECONOMIC_SUMMARY: &[Column] = &[
    GENERAL,
    part(Fund, Measure::FUND, &[]),
    part(StateCapital, Measure::STATE_CAPITAL, &[]),
    part(CarryOver, Measure::CARRY_OVER, &[]),
    part(SpecialAccount, Measure::of("财政专户管理资金收入"), &[]),
    UNIT_FUNDS,
];

const FISCAL_BY_ECONOMIC_CLASS: &[Column] = &[
    part(
        CurrentAppropriation,
        Measure::CURRENT_APPROPRIATION,
        &[
            part(
                General,
                Measure::GENERAL,
                &[
                    part(Basic, Measure::GENERAL_BASIC, &[]),
                    part(Project, Measure::GENERAL_PROJECT, &[]),
                ],
            ),
            part(
                Fund,
                Measure::FUND,
                &[
                    part(Basic, Measure::of("政府性基金/基本支出"), &[]),
                    part(Project, Measure::of("政府性基金/项目支出"), &[]),
                ],
            ),
            part(
                StateCapital,
                Measure::STATE_CAPITAL,
                &[
                    part(Basic, Measure::of("国有资本经营预算/基本支出"), &[]),
                    part(Project, Measure::of("国有资本经营预算/项目支出"), &[]),
                ],
            ),
        ],
    ),
    part(CarryOver, Measure::CARRY_OVER, &[]),
];

const INCOME: &[Column] = &[
    part(
        ThisYearIncome,
        Measure::THIS_YEAR_INCOME,
        &[
            part(
                Fiscal,
                Measure::FISCAL_INCOME,
                &[
                    GENERAL,
                    part(Fund, Measure::FUND, &[]),
                    part(StateCapital, Measure::STATE_CAPITAL, &[]),
                ],
            ),
            part(SpecialAccount, Measure::SPECIAL_ACCOUNT, &[]),
            UNIT_FUNDS,
        ],
    ),
    part(
        CarryOver,
        Measure::CARRY_OVER,
        &[
            part(General, Measure::of("上年结转/一般公共预算"), &[]),
            part(Fund, Measure::of("上年结转/政府性基金"), &[]),
            part(StateCapital, Measure::of("上年结转/国有资本经营预算"), &[]),
            part(
                SpecialAccount,
                Measure::of("上年结转/财政专户管理资金"),
                &[],
            ),
            part(UnitFunds, Measure::CARRIED_UNIT_FUNDS, &[]),
        ],
    ),
];

const FISCAL_SIDE: &[Column] = &[
    part(
        General,
        Measure::EXPENDITURE_GENERAL,
        &[within(FiscalPart, Measure::EXPENDITURE_GENERAL_FISCAL)],
    ),
    part(Fund, Measure::EXPENDITURE_FUND, &[]),
    part(StateCapital, Measure::EXPENDITURE_STATE_CAPITAL, &[]),
];

const EXPENDITURE_SIDE: &[Column] = &[
    part(
        Basic,
        Measure::EXPENDITURE_BASIC,
        &[
            part(Staff, Measure::of("支出/基本支出/人员经费"), &[]),
            part(Running, Measure::of("支出/基本支出/公用经费"), &[]),
        ],
    ),
    part(Project, Measure::of("支出/项目支出"), &[]),
];

const THREE_PUBLIC: &[Column] = &[
    part(
        ThreePublic,
        Measure::THREE_PUBLIC_TOTAL,
        &[
            part(Abroad, Measure::ABROAD, &[]),
            part(
                Cars,
                Measure::CARS,
                &[
                    part(CarPurchase, Measure::CAR_PURCHASE, &[]),
                    part(CarRunning, Measure::CAR_RUNNING, &[]),
                ],
            ),
            part(Reception, Measure::RECEPTION, &[]),
        ],
    ),
    part(Meetings, Measure::MEETINGS, &[]),
    part(Training, Measure::TRAINING, &[]),
    within(OfficeRunning, Measure::OFFICE_RUNNING),
];

/// Where the money of a performance table comes from, divided in one of two ways.
const PERFORMANCE: &[Column] = &[
    part(General, Measure::GOVERNMENT_MONEY, &[]),
    part(SpecialAccount, Measure::SPECIAL_ACCOUNT, &[]),
    part(UnitFunds, Measure::UNIT_FUNDS, &[]),
    other(Fiscal, Measure::FISCAL_MONEY, &[]),
    other(OtherIncome, Measure::OTHER_MONEY, &[]),
];

const PROJECTS: &[Column] = &[
    heading(
        ThisYearAppropriation,
        &[
            part(General, Measure::GENERAL, &[]),
            part(Fund, Measure::PROJECT_FUND, &[]),
            part(StateCapital, Measure::STATE_CAPITAL, &[]),
        ],
    ),
    heading(
        CarryOver,
        &[
            part(General, Measure::of("结转/一般公共预算"), &[]),
            part(Fund, Measure::of("结转/政府性基金预算"), &[]),
            part(StateCapital, Measure::of("结转/国有资本经营预算"), &[]),
        ],
    ),
    part(SpecialAccount, Measure::SPECIAL_ACCOUNT, &[]),
    part(UnitFunds, Measure::UNIT_FUNDS, &[]),
];

/// The columns under the total of a kind of table (of its expenditure side where it has
/// two sides), and the measure of that total.
pub fn of(kind: TableKind) -> (Measure, &'static [Column]) {
    match kind {
        TableKind::Expenditure
        | TableKind::GeneralBudget
        | TableKind::FiscalExpenditure
        | TableKind::GovernmentFund
        | TableKind::StateCapital => (Measure::TOTAL, BY_FUNCTION),
        TableKind::GeneralBudgetBasic | TableKind::FiscalBasic | TableKind::OfficeRunning => {
            (Measure::TOTAL, BASIC)
        }
        TableKind::EconomicSummary => (Measure::TOTAL, ECONOMIC_SUMMARY),
        TableKind::FiscalByEconomicClass => (Measure::TOTAL, FISCAL_BY_ECONOMIC_CLASS),
        TableKind::Income => (Measure::TOTAL, INCOME),
        TableKind::IncomeAndExpenditure => (Measure::EXPENDITURE_TOTAL, EXPENDITURE_SIDE),
        TableKind::FiscalAppropriation => (Measure::EXPENDITURE_TOTAL, FISCAL_SIDE),
        TableKind::ThreePublic | TableKind::GovernmentFundThreePublic => {
            (Measure::TOTAL, THREE_PUBLIC)
        }
        TableKind::Projects | TableKind::Procurement => (Measure::TOTAL, PROJECTS),
        TableKind::GeneralBudgetProjects | TableKind::FunctionByEconomic | TableKind::Other => {
            (Measure::TOTAL, &[])
        }
        TableKind::ProjectPerformance | TableKind::DepartmentPerformance => {
            (Measure::ALL_MONEY, &[])
        }
    }
}

/// The column of a kind of table that a concept is; of several the first: what is carried over repeats the
/// purses of the year.
pub fn measure_of(kind: TableKind, concept: Concept) -> Option<Measure> {
    fn find(tree: &[Column], concept: Concept) -> Option<&Column> {
        tree.iter()
            .find_map(|column| match column.concept == concept {
                true => Some(column),
                false => find(column.parts, concept),
            })
    }
    find(of(kind).1, concept)?.measure
}
