//! What the prose says beside the tables: counts and items (P03, P04, P08–P10, P16, P17, X20).

use super::Words;
use crate::budget::RuleCode;

/// A count in the prose that is another than what is listed or printed.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum CountFault {
    /// The groups of projects are not as many as all.
    ProjectGroups { stated: i128, sum: i128 },
    /// The table of projects lists another number of 特定目标类.
    TargetedProjects { stated: i128, listed: i128 },
    /// The table of goals has another number of projects.
    ProjectsWithGoals { stated: i128, listed: usize },
    /// The kinds of vehicles are not as many as all.
    Vehicles { stated: i128, sum: i128 },
    /// The offices that are named are not as many as is said.
    Offices { stated: String, named: usize },
    /// Vehicles are bought and the table has no money for it.
    BuyingWithoutCost { vehicles: i128 },
    /// No vehicle is bought, and the table has money for it.
    CostWithoutBuying { stated: String, cost: String },
    /// There is no vehicle, and the table has money to run some.
    CostWithoutVehicles { stated: String, cost: String },
}

impl CountFault {
    pub fn words(&self) -> Words {
        match self {
            Self::ProjectGroups { stated, sum } => Words::of(
                RuleCode::P08,
                "项目个数＝各类项目个数之和",
                format!("各类项目合计 {sum} 个，与所述的 {stated} 个不符"),
            ),
            Self::TargetedProjects { stated, listed } => Words::of(
                RuleCode::P08,
                "文字所述特定目标类项目个数＝项目支出表的项目个数",
                format!("项目支出表有 {listed} 个特定目标类项目，文字说 {stated} 个"),
            ),
            Self::ProjectsWithGoals { stated, listed } => Words::of(
                RuleCode::P08,
                "文字所述项目个数＝绩效目标表的项目个数",
                format!("绩效目标表有 {listed} 个项目，文字说 {stated} 个"),
            ),
            Self::Vehicles { stated, sum } => Words::of(
                RuleCode::P09,
                "车辆数＝各类车辆之和",
                format!("各类车辆合计 {sum} 辆，与所述的 {stated} 辆不符"),
            ),
            Self::Offices { stated, named } => Words::of(
                RuleCode::P17,
                "机构的个数＝列出的名称数",
                format!("说 {stated} 个，列出 {named} 个"),
            ),
            Self::BuyingWithoutCost { vehicles } => Words::of(
                RuleCode::X20,
                "购置车辆，应有购置费",
                format!("计划购置 {vehicles} 辆，三公经费表没有购置费"),
            ),
            Self::CostWithoutBuying { stated, cost } => Words::of(
                RuleCode::X20,
                "不购置车辆，购置费应为零",
                format!("文字说 {stated} 辆，三公经费表却有 {cost}"),
            ),
            Self::CostWithoutVehicles { stated, cost } => Words::of(
                RuleCode::X20,
                "没有车辆，运行费应为零",
                format!("文字说 {stated} 辆，三公经费表却有 {cost}"),
            ),
        }
    }
}

/// What the prose names and the tables do not have, or the reverse.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum NamedFault {
    /// An item that no row has; where one row alone has its amount, that row's code and name.
    UnknownItem {
        name: String,
        of_same_amount: Option<(String, String)>,
    },
    /// So many items of the table are left out.
    LeftOutItems { items: usize },
    /// An item has no such expenditure, only the other.
    OtherExpenditure,
    /// So many classes that are named under a heading have no money in the table.
    ClassesWithoutMoney { heading: String, classes: usize },
    /// Classes that are named under a heading are none of its own.
    ForeignClasses {
        heading: String,
        classes: Vec<String>,
    },
    /// The prose has money of a fund, and its table none.
    FundWithoutTable { fund: String, stated: String },
    /// The prose says that there is no money of a fund, and its table has some.
    FundDenied { fund: String },
    /// The glossary explains so many items that no table has.
    UnusedTerms { items: usize },
    /// The glossary leaves so many items unexplained.
    UnexplainedItems { items: usize },
}

impl NamedFault {
    pub fn words(&self) -> Words {
        match self {
            Self::UnknownItem {
                name,
                of_same_amount,
            } => {
                let meant = of_same_amount
                    .as_ref()
                    .map_or_else(String::new, |(code, name)| {
                        format!("；同样的金额表里在「{code} {name}」一行")
                    });
                let sentence = format!("表里没有「{name}」这一项{meant}");
                Words::of(RuleCode::P03, "文字所列的项＝表中的项", sentence)
            }
            Self::LeftOutItems { items } => Words::of(
                RuleCode::P03,
                "文字逐项列出表中的项",
                format!("文字的逐项说明漏了 {items} 项"),
            ),
            Self::OtherExpenditure => Words::of(
                RuleCode::P03,
                "文字说的基本支出、项目支出＝表中该项的",
                "表里这一项没有文字所说的支出，全列在另一栏",
            ),
            Self::ClassesWithoutMoney { heading, classes } => Words::of(
                RuleCode::P04,
                "文字点名的经济科目＝基本支出表有数的科目",
                format!("{heading}点名的 {classes} 个科目在基本支出表里没有数"),
            ),
            Self::ForeignClasses { heading, classes } => Words::of(
                RuleCode::P04,
                "文字点名的经济科目属于所列的经费",
                format!("{}不属于{heading}，文字列在其中", classes.join("、")),
            ),
            Self::FundWithoutTable { fund, stated } => Words::of(
                RuleCode::P10,
                "文字说有的预算，表里应有数",
                format!("文字说{fund}预算有 {stated}，表里没有数"),
            ),
            Self::FundDenied { fund } => Words::of(
                RuleCode::P10,
                "说没有的预算，表里应没有数",
                format!("文字说没有{fund}支出，表里却有"),
            ),
            Self::UnusedTerms { items } => Words::of(
                RuleCode::P16,
                "名词解释所解释的项＝表中用到的项",
                format!("名词解释解释了 {items} 个没有用到的项"),
            ),
            Self::UnexplainedItems { items } => Words::of(
                RuleCode::P16,
                "表中用到的项＝名词解释所解释的项",
                format!("名词解释没有解释 {items} 个用到的项"),
            ),
        }
    }
}
