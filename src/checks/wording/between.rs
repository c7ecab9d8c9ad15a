//! Between the tables of one document (X11, X13, X16, X17).

use super::Words;
use crate::budget::{Amount, RuleCode};

/// What two tables say differently.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum BetweenFault {
    /// A project has another code than the others of its item.
    ProjectCode {
        item: String,
        usual: String,
        code: String,
    },
    /// A project's goals stand under nearly its name.
    NameOfGoals,
    /// Projects without goals.
    ProjectsWithoutGoals { projects: Vec<String> },
    /// Goals of projects that the table of projects lacks.
    GoalsWithoutProject { projects: Vec<String> },
    /// An item has two codes.
    TwoCodes {
        name: String,
        usual: String,
        odd: String,
    },
    /// A code has two names.
    TwoNames {
        code: String,
        first: String,
        other: String,
    },
    /// Another table has a finer code.
    CoarseCode,
    /// The fund for housing is paid, and no item of 221 has it.
    HousingElsewhere { amount: Amount },
    /// What pensioners cost, by function and by economic class.
    Pensioners {
        by_function: Amount,
        by_class: Amount,
        gap: Amount,
    },
}

impl BetweenFault {
    pub fn words(&self) -> Words {
        const ONE_CODE: &str = "同一项在各表编码相同";
        match self {
            Self::ProjectCode { item, usual, code } => Words::of(
                RuleCode::X11,
                "项目的科目编码＝其所属项的编码",
                format!("同在“{item}”之下，其余项目的编码是 {usual}，这一项是 {code}"),
            ),
            Self::NameOfGoals => Words::of(
                RuleCode::X13,
                "两表的项目名称一致",
                "金额相同的项目，两表的名称差几个字",
            ),
            Self::ProjectsWithoutGoals { projects } => unmatched(projects, "没有绩效目标"),
            Self::GoalsWithoutProject { projects } => {
                unmatched(projects, "只有绩效目标，项目表里没有")
            }
            Self::TwoCodes { name, usual, odd } => Words::of(
                RuleCode::X16,
                ONE_CODE,
                format!("“{name}”一处的编码是 {usual}，一处是 {odd}"),
            ),
            Self::TwoNames { code, first, other } => Words::of(
                RuleCode::X16,
                "同一编码在各表名称相同",
                format!("{code} 一处叫“{first}”，一处叫“{other}”"),
            ),
            Self::CoarseCode => Words::of(
                RuleCode::X16,
                ONE_CODE,
                "另一张表印有更细的编码，这里与该类的另一行同码",
            ),
            Self::HousingElsewhere { amount } => Words::of(
                RuleCode::X17,
                "经济科目＝对应功能科目的基本支出",
                format!(
                    "基本支出表有住房公积金 {amount}，功能分类里没有 221 住房保障支出：列在了别的项"
                ),
            ),
            Self::Pensioners {
                by_function,
                by_class,
                gap,
            } => Words::of(
                RuleCode::X17,
                "行政、事业单位离退休的基本支出＝离休费、退休费和退休人员公用支出",
                format!(
                    "离退休：功能科目的基本支出 {by_function}，经济科目合计 {by_class}，相差 {gap}，宜问明"
                ),
            ),
        }
    }
}

fn unmatched(projects: &[String], what: &str) -> Words {
    let (count, names) = (projects.len(), projects.join("、"));
    Words::of(
        RuleCode::X13,
        "两表的项目一致",
        format!("{count} 个项目{what}：{names}"),
    )
}
