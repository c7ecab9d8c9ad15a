/*!
The columns that each kind of table may print, as trees.

A tree says three things at once: which measure a column is, which columns are the
parts of which (so that rows can be checked, and figures that lost their column can
be put back), and in which order columns stand where a header is torn.
*/

mod concept;
mod reckoned;
mod sums;

pub use concept::Concept;
pub use reckoned::{is_change, is_rate, is_reckoned, is_share};
pub use sums::{ColumnSum, may_have, sums};

use super::TableKind;
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
    /// Its measure; empty for a heading that prints no figure of its own.
    pub measure: &'static str,
    /// How it adds up.
    pub role: Role,
    /// The columns under it.
    pub parts: &'static [Column],
}

const fn part(concept: Concept, measure: &'static str, parts: &'static [Column]) -> Column {
    Column {
        concept,
        measure,
        role: Role::Part,
        parts,
    }
}

const fn other(concept: Concept, measure: &'static str, parts: &'static [Column]) -> Column {
    Column {
        concept,
        measure,
        role: Role::OtherPart,
        parts,
    }
}

const fn within(concept: Concept, measure: &'static str) -> Column {
    Column {
        concept,
        measure,
        role: Role::Within,
        parts: &[],
    }
}

const BY_FUNCTION: &[Column] = &[
    part(
        Basic,
        "基本支出",
        &[
            part(
                Staff,
                "基本支出/人员经费",
                &[
                    part(Wages, "基本支出/工资福利支出", &[]),
                    part(Households, "基本支出/对个人和家庭的补助", &[]),
                ],
            ),
            part(
                Running,
                "基本支出/公用经费",
                &[
                    part(Goods, "基本支出/商品和服务支出", &[]),
                    part(Capital, "基本支出/资本性支出", &[]),
                ],
            ),
        ],
    ),
    part(
        Project,
        "项目支出",
        &[
            part(OtherOperation, "项目支出/其他运转类", &[]),
            part(SpecificTarget, "项目支出/特定目标类", &[]),
        ],
    ),
    part(OperatingExpenditure, "事业单位经营支出", &[]),
    part(RemittanceToSuperior, "上缴上级支出", &[]),
    part(SubsidyToSubordinate, "对附属单位补助支出", &[]),
    part(Reserve, "单位预留机动经费", &[]),
    other(CurrentAppropriation, "当年财政拨款", &[]),
    other(CarryOver, "上年结转", &[]),
];

const BASIC: &[Column] = &[part(Staff, "人员经费", &[]), part(Running, "公用经费", &[])];

const GENERAL: Column = part(
    General,
    "一般公共预算",
    &[within(FiscalPart, "一般公共预算/财政拨款")],
);

/// The units' own income, one by one or as one column.
const UNIT_FUNDS: Column = part(
    UnitFunds,
    "单位资金",
    &[
        part(Business, "事业收入", &[]),
        part(OperatingIncome, "事业单位经营收入", &[]),
        part(SuperiorSubsidy, "上级补助收入", &[]),
        part(SubordinateRemittance, "附属单位上缴收入", &[]),
        part(OtherIncome, "其他收入", &[]),
    ],
);

const ECONOMIC_SUMMARY: &[Column] = &[
    GENERAL,
    part(Fund, "政府性基金", &[]),
    part(StateCapital, "国有资本经营预算", &[]),
    part(CarryOver, "上年结转", &[]),
    part(SpecialAccount, "财政专户管理资金收入", &[]),
    UNIT_FUNDS,
];

const FISCAL_BY_ECONOMIC_CLASS: &[Column] = &[
    part(
        CurrentAppropriation,
        "当年财政拨款",
        &[
            part(
                General,
                "一般公共预算",
                &[
                    part(Basic, "一般公共预算/基本支出", &[]),
                    part(Project, "一般公共预算/项目支出", &[]),
                ],
            ),
            part(
                Fund,
                "政府性基金",
                &[
                    part(Basic, "政府性基金/基本支出", &[]),
                    part(Project, "政府性基金/项目支出", &[]),
                ],
            ),
            part(
                StateCapital,
                "国有资本经营预算",
                &[
                    part(Basic, "国有资本经营预算/基本支出", &[]),
                    part(Project, "国有资本经营预算/项目支出", &[]),
                ],
            ),
        ],
    ),
    part(CarryOver, "上年结转", &[]),
];

const INCOME: &[Column] = &[
    part(
        ThisYearIncome,
        "本年收入",
        &[
            part(
                Fiscal,
                "财政拨款收入",
                &[
                    GENERAL,
                    part(Fund, "政府性基金", &[]),
                    part(StateCapital, "国有资本经营预算", &[]),
                ],
            ),
            part(SpecialAccount, "财政专户管理资金", &[]),
            UNIT_FUNDS,
        ],
    ),
    part(
        CarryOver,
        "上年结转",
        &[
            part(General, "上年结转/一般公共预算", &[]),
            part(Fund, "上年结转/政府性基金", &[]),
            part(StateCapital, "上年结转/国有资本经营预算", &[]),
            part(SpecialAccount, "上年结转/财政专户管理资金", &[]),
            part(UnitFunds, "上年结转/单位资金", &[]),
        ],
    ),
];

const FISCAL_SIDE: &[Column] = &[
    part(
        General,
        "支出/一般公共预算",
        &[within(FiscalPart, "支出/一般公共预算/财政拨款")],
    ),
    part(Fund, "支出/政府性基金", &[]),
    part(StateCapital, "支出/国有资本经营预算", &[]),
];

const EXPENDITURE_SIDE: &[Column] = &[
    part(
        Basic,
        "支出/基本支出",
        &[
            part(Staff, "支出/基本支出/人员经费", &[]),
            part(Running, "支出/基本支出/公用经费", &[]),
        ],
    ),
    part(Project, "支出/项目支出", &[]),
];

const THREE_PUBLIC: &[Column] = &[
    part(
        ThreePublic,
        "三公经费合计",
        &[
            part(Abroad, "因公出国（境）费", &[]),
            part(
                Cars,
                "公务用车购置及运行费",
                &[
                    part(CarPurchase, "公务用车购置费", &[]),
                    part(CarRunning, "公务用车运行费", &[]),
                ],
            ),
            part(Reception, "公务接待费", &[]),
        ],
    ),
    part(Meetings, "会议费", &[]),
    part(Training, "培训费", &[]),
    within(OfficeRunning, "机关运行经费"),
];

/// Where the money of a performance table comes from, divided in one of two ways.
const PERFORMANCE: &[Column] = &[
    part(General, "政府预算资金", &[]),
    part(SpecialAccount, "财政专户管理资金", &[]),
    part(UnitFunds, "单位资金", &[]),
    other(Fiscal, "财政拨款", &[]),
    other(OtherIncome, "其他资金", &[]),
];

const PROJECTS: &[Column] = &[
    part(
        ThisYearAppropriation,
        "",
        &[
            part(General, "一般公共预算", &[]),
            part(Fund, "政府性基金预算", &[]),
            part(StateCapital, "国有资本经营预算", &[]),
        ],
    ),
    part(
        CarryOver,
        "",
        &[
            part(General, "结转/一般公共预算", &[]),
            part(Fund, "结转/政府性基金预算", &[]),
            part(StateCapital, "结转/国有资本经营预算", &[]),
        ],
    ),
    part(SpecialAccount, "财政专户管理资金", &[]),
    part(UnitFunds, "单位资金", &[]),
];

/// The columns under the total of a kind of table (of its expenditure side where it has
/// two sides), and the measure of that total.
pub fn of(kind: TableKind) -> (&'static str, &'static [Column]) {
    match kind {
        TableKind::Expenditure
        | TableKind::GeneralBudget
        | TableKind::FiscalExpenditure
        | TableKind::GovernmentFund
        | TableKind::StateCapital => ("合计", BY_FUNCTION),
        TableKind::GeneralBudgetBasic | TableKind::FiscalBasic | TableKind::OfficeRunning => {
            ("合计", BASIC)
        }
        TableKind::EconomicSummary => ("合计", ECONOMIC_SUMMARY),
        TableKind::FiscalByEconomicClass => ("合计", FISCAL_BY_ECONOMIC_CLASS),
        TableKind::Income => ("合计", INCOME),
        TableKind::IncomeAndExpenditure => ("支出/合计", EXPENDITURE_SIDE),
        TableKind::FiscalAppropriation => ("支出/合计", FISCAL_SIDE),
        TableKind::ThreePublic | TableKind::GovernmentFundThreePublic => ("合计", THREE_PUBLIC),
        TableKind::Projects | TableKind::Procurement => ("合计", PROJECTS),
        TableKind::GeneralBudgetProjects | TableKind::FunctionByEconomic | TableKind::Other => {
            ("合计", &[])
        }
        TableKind::ProjectPerformance | TableKind::DepartmentPerformance => ("资金总额", &[]),
    }
}
