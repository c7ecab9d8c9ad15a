//! Equations that do not hold: the fact, and the equation with its figures.
//!
//! 「三公经费：文字说增加 1.20，表中减少 4.20」 says it all; 「相差 5.40」 does not.

use super::{money, named};
use crate::budget::{Amount, Operand};

/// What an equation that does not hold says of its figures, which are as printed.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum Imbalance {
    /// A stated share is not what its figures make.
    Share(Ratio),
    /// A stated rise is not what its figures make.
    Rise(Ratio),
    /// A stated fall is not what its figures make.
    Fall(Ratio),
    /// A part is greater than its whole.
    PartAboveWhole {
        part: PrintedFigure,
        whole: PrintedFigure,
    },
    /// A change in a sentence is not the one of the table.
    Change {
        about: String,
        says_rise: bool,
        stated: String,
        rises: bool,
        amount: Amount,
    },
    /// A figure in a sentence is not the one of the table; units where they differ.
    SentenceAndTable {
        about: String,
        stated: String,
        printed: String,
        units: [&'static str; 2],
    },
    /// Two sentences have two figures.
    TwoSentences {
        about: String,
        stated: String,
        again: String,
    },
    /// The whole in a sentence is not the sum of its parts.
    SentenceAndSum {
        about: String,
        stated: String,
        sum: Amount,
    },
    /// Two cells have two figures.
    TwoCells {
        whole: PrintedFigure,
        part: PrintedFigure,
    },
    /// A whole is not the sum of its parts.
    WholeAndSum { whole: PrintedFigure, sum: Amount },
    /// The gap is within what rounding allows.
    Rounding { gap: Amount },
    /// A ratio is one off in its last place.
    RoundedRatio,
    /// The gap is a figure of other money that the document prints, and where.
    OtherScope {
        gap: Amount,
        figure: PrintedFigure,
        place: String,
    },
}

/// A figure's name, and how it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedFigure {
    pub what: String,
    pub figure: String,
}

/// A stated ratio, the figures that it is of, and what these make; nothing where one is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    pub stated: String,
    pub figures: Vec<String>,
    pub recomputed: Option<String>,
}

impl Ratio {
    /// Of a rate below zero the direction is the opposite.
    fn sentence(&self, what: &str, opposite: Option<&str>) -> String {
        let recomputed = match self.recomputed.as_deref() {
            None => "没有意义".to_owned(),
            Some(share) => match (share.strip_prefix('-'), opposite) {
                (Some(share), Some(opposite)) => format!("是{opposite} {share}"),
                _ => format!("是 {share}"),
            },
        };
        format!(
            "文字印{what} {}%，按 {} 算{recomputed}",
            self.stated,
            self.figures.join("、")
        )
    }
}

const RISE: &str = "增加";
const FALL: &str = "减少";

fn direction(rises: bool) -> &'static str {
    if rises { RISE } else { FALL }
}

impl Imbalance {
    pub(super) const FAMILY: &str = "Equation";

    /// What programs and tests know it by.
    pub fn name(&self) -> String {
        named(Self::FAMILY, self.into())
    }

    /// What is wrong, as a sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Share(ratio) => ratio.sentence("占比", None),
            Self::Rise(ratio) => ratio.sentence(RISE, Some(FALL)),
            Self::Fall(ratio) => ratio.sentence(FALL, Some(RISE)),
            Self::PartAboveWhole { part, whole } => format!(
                "{} {} 大于 {} {}",
                part.what, part.figure, whole.what, whole.figure
            ),
            Self::Change {
                about,
                says_rise,
                stated,
                rises,
                amount,
            } => {
                let (says, is) = (direction(*says_rise), direction(*rises));
                format!("{about}：文字说{says} {stated}，表中{is} {amount}")
            }
            Self::SentenceAndTable {
                about,
                stated,
                printed,
                units: [unit_of_sentence, unit_of_table],
            } => {
                format!("{about}：文字说 {stated}{unit_of_sentence}，表中 {printed}{unit_of_table}")
            }
            Self::TwoSentences {
                about,
                stated,
                again,
            } => format!("{about}：文字一处说 {stated}，一处说 {again}"),
            Self::SentenceAndSum { about, stated, sum } => {
                format!("{about}：文字说 {stated}，各项之和 {sum}")
            }
            Self::TwoCells { whole, part } => format!(
                "{} 印 {}，{} 印 {}",
                whole.what, whole.figure, part.what, part.figure
            ),
            Self::WholeAndSum { whole, sum } => {
                format!("{} 印 {}，各项之和 {sum}", whole.what, whole.figure)
            }
            Self::Rounding { gap } => format!("相差 {}，在四舍五入的范围内", money(*gap)),
            Self::RoundedRatio => "与重新计算的结果差末位一个单位".to_owned(),
            Self::OtherScope { gap, figure, place } => format!(
                "差额 {}，等于 {} {}（{place}）：两处口径不同",
                money(*gap),
                figure.what,
                figure.figure
            ),
        }
    }
}

/// The other side of an equation, where it is made of its parts.
pub enum Made {
    /// A ratio of them.
    Ratio(String),
    /// Their sum.
    Sum(Amount),
}

/// How many parts an equation lists before it counts the rest.
const MOST_PARTS: usize = 12;

/// The equation with its figures, the whole first: 基本支出 2950.15＋项目支出 420.00＝3370.15.
pub fn with_figures(
    requirement: &str,
    operands: &[Operand],
    (is_ratio, made): (bool, Option<Made>),
) -> String {
    let Some((whole, parts)) = operands.split_first() else {
        return requirement.to_owned();
    };
    // Figures of several units say each its own.
    let is_mixed = parts.iter().any(|part| part.unit != whole.unit);
    let unit_of = |operand: &Operand| if is_mixed { operand.unit.name() } else { "" };
    let mut listed: Vec<String> = Vec::new();
    for (index, part) in parts.iter().take(MOST_PARTS).enumerate() {
        let sign = match (index, part.minus) {
            _ if is_ratio => ["", "、"][index.min(1)],
            (0, false) => "",
            (_, false) => "＋",
            (_, true) => "－",
        };
        let unit = unit_of(part);
        listed.push(format!("{sign}{} {}{unit}", part.words, part.printed));
    }
    if parts.len() > MOST_PARTS {
        listed.push(format!("＋…（共 {} 项）", parts.len()));
    }
    let made = match made {
        Some(Made::Ratio(ratio)) => format!("＝{ratio}"),
        Some(Made::Sum(sum)) => format!("＝{sum}{}", unit_of(whole)),
        None => String::new(),
    };
    let money = if is_mixed {
        String::new()
    } else {
        format!("（{}）", whole.unit.name())
    };
    format!(
        "{requirement}：{} {}{} 对 {}{made}{money}",
        whole.words,
        whole.printed,
        unit_of(whole),
        listed.join("")
    )
}
