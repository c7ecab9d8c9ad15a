//! Against other budgets of the library (U01–U05, U07, Y05, Y08, Y10).

use super::Words;
use crate::budget::{Identity, RuleCode};

/// A figure of this budget and what another one prints for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoPrintings {
    /// The name of the figure.
    pub what: String,
    pub printed: String,
    pub other: Identity,
    pub theirs: String,
}

impl TwoPrintings {
    fn sentence(&self) -> String {
        format!(
            "{} {}，{} 印作 {}",
            self.what, self.printed, self.other, self.theirs
        )
    }
}

/// What two budgets print for one thing.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum AcrossFault {
    /// Another version of the document has another figure.
    Version(TwoPrintings),
    /// A unit's document has another total than its department's.
    RowOfUnit(TwoPrintings),
    /// Last year's figure is not the one of last year's budget.
    LastYear(TwoPrintings),
    /// What was carried over is not what last year left.
    CarryOver(TwoPrintings),
    /// A figure changed by much.
    Change(TwoPrintings),
    /// A final account has another figure for the budget.
    AsBudgeted(TwoPrintings),
    /// The units spend more than their department; each with its total.
    UnitsAboveDepartment { units: Vec<(String, String)> },
    /// Items that last year did not have, each with its amount.
    NewItems { items: Vec<String> },
    /// Items that only last year had, each with its amount.
    GoneItems { items: Vec<String> },
    /// The unit has another code than last year.
    UnitCode { code: String, before: String },
    /// A code is another project's than last year.
    ProjectOfCode { code: String, before: String },
    /// A project has another code than last year.
    CodeOfProject {
        name: String,
        code: String,
        before: String,
    },
    /// An indicator was taken over with last year's date.
    CopiedIndicator { name: String },
}

impl AcrossFault {
    pub fn words(&self) -> Words {
        let differs =
            |rule, requirement, both: &TwoPrintings| Words::of(rule, requirement, both.sentence());
        match self {
            Self::Version(both) => differs(RuleCode::U01, "重新公开的数＝前一版的数", both),
            Self::RowOfUnit(both) => differs(
                RuleCode::U02,
                "部门表里该单位的合计＝该单位支出总表合计",
                both,
            ),
            Self::LastYear(both) => differs(RuleCode::Y05, "上年数＝上年预算的本年数", both),
            Self::CarryOver(both) => differs(RuleCode::Y10, "上年结转＝上年的结转下年", both),
            Self::Change(both) => differs(RuleCode::Y08, "比上年变动超过 30%", both),
            Self::AsBudgeted(both) => differs(RuleCode::U07, "决算的预算数＝当年预算", both),
            Self::UnitsAboveDepartment { units } => {
                let listed = units.iter().map(|(unit, total)| format!("{unit} {total}"));
                let listed = listed.collect::<Vec<_>>().join("＋");
                let count = units.len();
                Words::of(
                    RuleCode::U02,
                    format!("部门支出合计不小于所属单位之和：{listed}"),
                    format!("库中 {count} 个所属单位的支出之和已大于部门的支出"),
                )
            }
            Self::NewItems { items } => come_or_gone("本年新有", items),
            Self::GoneItems { items } => come_or_gone("上年有而本年没有", items),
            Self::UnitCode { code, before } => Words::of(
                RuleCode::U03,
                "",
                format!("单位编码 {code}，上年是 {before}"),
            ),
            Self::ProjectOfCode { code, before } => Words::of(
                RuleCode::U04,
                "",
                format!("项目编码 {code} 上年是“{before}”"),
            ),
            Self::CodeOfProject { name, code, before } => Words::of(
                RuleCode::U04,
                "",
                format!("“{name}”的项目编码是 {code}，上年是 {before}"),
            ),
            Self::CopiedIndicator { name } => Words::of(
                RuleCode::U05,
                "",
                format!("指标“{name}”连同年份与上年的文件相同"),
            ),
        }
    }
}

fn come_or_gone(what: &str, items: &[String]) -> Words {
    let (count, names) = (items.len(), items.join("、"));
    Words::of(
        RuleCode::Y08,
        format!("{what}的项"),
        format!("{what}的项有 {count} 个：{names}"),
    )
}
