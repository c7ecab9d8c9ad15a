//! Goals and their indicators (G01–G13, U06, X14).

use super::{Words, money};
use crate::budget::{Amount, RuleCode};
use rust_decimal::Decimal;

/// A level that every project has indicators of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalLevel {
    Output,
    Effect,
    Satisfaction,
}

impl GoalLevel {
    fn name(self) -> &'static str {
        match self {
            Self::Output => "产出指标",
            Self::Effect => "效益指标",
            Self::Satisfaction => "满意度指标",
        }
    }
}

/// What is wrong with the levels that indicators stand under.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum LevelFault {
    /// A project has no indicators of some levels.
    MissingLevels { levels: Vec<GoalLevel> },
    /// A project has no costs where others have.
    MissingCosts,
    /// A quantity is money.
    MoneyAsQuantity,
    /// What stands under satisfaction does not speak of it.
    SatisfactionUnsaid,
    /// A quantity is a rate.
    RateAsQuantity,
    /// A cost is no money.
    CostWithoutMoney,
}

impl LevelFault {
    pub fn words(&self) -> Words {
        let sentence = match self {
            Self::MissingLevels { levels } => {
                let levels: Vec<&str> = levels.iter().map(|level| level.name()).collect();
                return Words::of(
                    RuleCode::G01,
                    "项目有产出、效益、满意度指标",
                    format!("项目的指标里没有{}", levels.join("、")),
                );
            }
            Self::MissingCosts => {
                return Words::of(
                    RuleCode::G01,
                    "项目有成本指标",
                    "别的项目有成本指标，此项目没有",
                );
            }
            Self::MoneyAsQuantity => "数量指标里是钱",
            Self::SatisfactionUnsaid => "满意度指标的名称没有说满意度",
            Self::RateAsQuantity => "数量指标里是率",
            Self::CostWithoutMoney => "成本指标里不是钱",
        };
        Words::of(RuleCode::G09, "指标放在所属的级次", sentence)
    }
}

/// What is wrong with an indicator's value or its sign.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum ValueFault {
    /// There is no value.
    NoValue,
    /// A value in words is a number.
    NumberForWords,
    /// A value in words has a unit that counts.
    UnitForWords,
    /// A rate is a word.
    WordForRate,
    /// A share is greater than its whole.
    AboveHundred,
    /// A count is in per cent.
    CountInPercent,
    /// The name says another per cent than the value.
    NamesAnotherPercent,
    /// A rate is a tenth of the same one of a sister project.
    LostZero { sister: String },
    /// Costs are the better, the higher.
    CostAtLeast,
    /// What should be low is the better, the higher.
    ReverseAtLeast,
    /// What should be high is the better, the lower.
    ForwardAtMost,
    /// A cost has no sign.
    CostWithoutSign,
}

impl ValueFault {
    pub fn words(&self) -> Words {
        let value = |sentence| Words::of(RuleCode::G06, "指标值与单位、名称相称", sentence);
        let sign = |sentence| {
            let requirement = "成本、反向指标用“≤”，正向指标用“≥”";
            Words::of(RuleCode::G04, requirement, sentence)
        };
        match self {
            Self::NoValue => value("没有指标值"),
            Self::NumberForWords => value("定性指标的值是数字"),
            Self::UnitForWords => value("定性指标却有计量单位"),
            Self::WordForRate => value("率的值是文字"),
            Self::AboveHundred => value("百分率大于 100%"),
            Self::CountInPercent => value("数量的单位是 %"),
            Self::NamesAnotherPercent => value("名称里的百分数与指标值不同"),
            Self::LostZero { sister } => Words::of(
                RuleCode::G06,
                "同样的率相近",
                format!("「{sister}」的同样指标是 100%，此处少了一个零？"),
            ),
            Self::CostAtLeast => sign("成本指标用了“≥”"),
            Self::ReverseAtLeast => sign("反向指标用了“≥”"),
            Self::ForwardAtMost => sign("正向指标用了“≤”"),
            Self::CostWithoutSign => sign("成本指标没有比较符号"),
        }
    }
}

/// What does not add up in a project's goals.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum GoalSumFault {
    /// The weights are not the whole.
    Weights {
        project: String,
        weights: Vec<String>,
        sum: Decimal,
        whole: i64,
    },
    /// The costs are more than the project's money; each cost as one reads it.
    Costs {
        project: String,
        costs: Vec<String>,
        sum: Amount,
        amount: Amount,
    },
    /// A cost came to more than the project's money.
    Overspent {
        project: String,
        indicator: String,
        actual: Amount,
        amount: Amount,
    },
    /// The rate of execution is not what was spent of the plan; the rate as printed.
    Execution {
        project: String,
        rate: String,
        spent: Amount,
        planned: Amount,
    },
    /// So much for each, times so many, is not the project's money.
    Standard {
        project: String,
        standard: String,
        number: String,
        product: Amount,
        amount: Amount,
    },
    /// The goal speaks of more money than the project has; `stated` as printed.
    Stated {
        project: String,
        stated: String,
        amount: Amount,
    },
    /// The one cost that is no task's amount, and the one task that no cost is of.
    CostOfNoTask { task: Amount },
}

impl GoalSumFault {
    pub fn words(&self) -> Words {
        match self {
            Self::Weights {
                project,
                weights,
                sum,
                whole,
            } => Words::of(
                RuleCode::G02,
                format!("「{project}」的权重：{}＝{sum}", weights.join("＋")),
                format!("权重之和是 {sum}，应为 {whole}"),
            ),
            Self::Costs {
                project,
                costs,
                sum,
                amount,
            } => costs_in_words(project, costs, (*sum, *amount)),
            Self::Overspent {
                project,
                indicator,
                actual,
                amount,
            } => overspent_in_words(project, indicator, (*actual, *amount)),
            Self::Execution {
                project,
                rate,
                spent,
                planned,
            } => execution_in_words(project, rate, (*spent, *planned)),
            Self::Standard {
                project,
                standard,
                number,
                product,
                amount,
            } => standard_in_words(project, (standard, number), (*product, *amount)),
            Self::Stated {
                project,
                stated,
                amount,
            } => Words::of(
                RuleCode::G12,
                "目标里的金额≤项目金额",
                format!(
                    "「{project}」的目标里写 {stated}，项目金额是 {}",
                    money(*amount)
                ),
            ),
            Self::CostOfNoTask { task } => Words::of(
                RuleCode::X14,
                "整体绩效的成本指标＝任务金额",
                format!(
                    "其余各项成本指标都等于一项任务的金额，只有这一项不等于余下的任务金额 {}",
                    money(*task)
                ),
            ),
        }
    }
}

fn costs_in_words(project: &str, costs: &[String], (sum, amount): (Amount, Amount)) -> Words {
    let (sum, amount) = (money(sum), money(amount));
    let whole = match project {
        "部门整体" => "部门的支出",
        _ => "项目金额",
    };
    Words::of(
        RuleCode::G03,
        format!("成本指标之和≤{whole}：{}", costs.join("＋")),
        format!("「{project}」的成本指标合计 {sum}，{whole}只有 {amount}"),
    )
}

fn overspent_in_words(project: &str, indicator: &str, (actual, amount): (Amount, Amount)) -> Words {
    let (actual, amount) = (money(actual), money(amount));
    Words::of(
        RuleCode::G03,
        format!("成本指标的实际完成值≤项目金额：{indicator}"),
        format!("「{project}」的成本实际完成 {actual}，项目金额只有 {amount}"),
    )
}

fn execution_in_words(project: &str, rate: &str, (spent, planned): (Amount, Amount)) -> Words {
    let (spent, planned) = (money(spent), money(planned));
    Words::of(
        RuleCode::T10,
        "执行率＝全年执行数÷全年预算数",
        format!("「{project}」印的执行率是 {rate}，全年执行 {spent}，全年预算 {planned}"),
    )
}

fn standard_in_words(
    project: &str,
    (standard, number): (&str, &str),
    (product, amount): (Amount, Amount),
) -> Words {
    let (product, amount) = (money(product), money(amount));
    Words::of(
        RuleCode::G07,
        format!("标准×数量＝项目金额：{standard} × {number}"),
        format!("「{project}」按标准和人数应为 {product}，项目金额是 {amount}"),
    )
}

/// What is taken over from another project or another year.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum CopiedGoalFault {
    /// An indicator names a year before the budget's.
    OldYear { project: String, budget: u16 },
    /// An indicator is about another project.
    OfAnotherProject { project: String, other: String },
    /// The whole and a project have one indicator with another sign or unit.
    SignUnlikeProject,
    /// The whole and a project have one indicator with another value.
    ValueUnlikeProject,
    /// Projects have the same indicators with the same values.
    SameIndicators { indicators: Vec<String> },
    /// A project has an indicator twice.
    Repeated,
    /// Two projects are for the same.
    SamePurpose,
}

impl CopiedGoalFault {
    pub fn words(&self) -> Words {
        match self {
            Self::OldYear { project, budget } => Words::of(
                RuleCode::G05,
                format!("「{project}」的指标里的年份＝{budget}"),
                "指标里是往年的年份",
            ),
            Self::OfAnotherProject { project, other } => Words::of(
                RuleCode::G08,
                "指标与本项目的名称、目标相关",
                format!("「{project}」的这条指标说的是另一项目「{other}」"),
            ),
            Self::SignUnlikeProject => Words::of(
                RuleCode::G10,
                "项目和部门整体的同一指标一致",
                "与项目的同一指标，比较符号或单位不同",
            ),
            Self::ValueUnlikeProject => Words::of(
                RuleCode::G10,
                "项目和部门整体的同一指标一致",
                "与项目的同一指标，值不同",
            ),
            Self::SameIndicators { indicators } => Words::of(
                RuleCode::U06,
                format!("各项目有自己的指标：{}", indicators.join("、")),
                "几个项目的指标和指标值完全相同",
            ),
            Self::Repeated => Words::of(
                RuleCode::G11,
                "一个项目里指标不重复",
                "与同一项目的另一指标重复",
            ),
            Self::SamePurpose => Words::of(
                RuleCode::G13,
                "没有两个用途相同的项目",
                "两个项目的用途相近，可能重复安排",
            ),
        }
    }
}
