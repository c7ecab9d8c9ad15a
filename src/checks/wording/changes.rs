//! What the prose says of changes and years (D06, P09, P14, P15, Y01, Y03, Y04, Y06, Y07, Y09).

use super::Words;
use crate::budget::{Amount, RuleCode};

/// What is wrong with what is said of a change against last year.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum ChangeFault {
    /// A total is said to be last year's, and elsewhere to have changed.
    LevelAndChanged,
    /// A total is said to rise, and elsewhere to fall.
    RiseAndFall,
    /// A rate of change from nothing.
    RateFromZero,
    /// An item is said to be last year's, and the others do not make the change of the whole.
    LevelItem,
    /// A change is held against two kinds of last year's figure.
    TwoBases {
        base: &'static str,
        other: &'static str,
    },
    /// A change by nothing.
    ZeroChange,
    /// The amount rises and the rate falls, or the other way round.
    RateAgainstAmount,
    /// The whole is said to be last year's, and one of its parts changes.
    LevelWhole,
    /// All parts are said to be last year's, and the whole changes.
    LevelParts,
    /// The reason speaks of the other direction.
    ReasonOfOtherDirection,
    /// A tenfold rise for the sake of a few persons.
    SmallReason { reason: String },
    /// The three public expenses rise.
    ThreePublicRise { by: Amount },
}

impl ChangeFault {
    pub fn words(&self) -> Words {
        const TOLD_TWICE: &str = "同一个数比上年的增减在几处文字里应相同";
        const THREE_PUBLIC: &str = "三公经费的增减＝各项的增减之和";
        let (rule, requirement, sentence) = match self {
            Self::LevelAndChanged => (
                RuleCode::Y01,
                TOLD_TWICE,
                "同一个数在一处说与上年相同，在另一处说有增减",
            ),
            Self::RiseAndFall => (
                RuleCode::Y01,
                TOLD_TWICE,
                "同一个数在一处说增加，在另一处说减少",
            ),
            Self::RateFromZero => (
                RuleCode::Y03,
                "上年数为零，增减幅没有意义",
                "上年数为零，不能有增减幅",
            ),
            Self::LevelItem => (
                RuleCode::Y04,
                "总的增减＝各项增减之和",
                "这一项说与上年相同，其余各项的增减却加不成总的增减",
            ),
            Self::TwoBases { base, other } => return two_bases(base, other),
            Self::ZeroChange => (
                RuleCode::P15,
                "增减的说法与数相符",
                "增减为零，应说与上年持平",
            ),
            Self::RateAgainstAmount => (
                RuleCode::P15,
                "增减额与增减幅同向",
                "同一句里增减额与增减幅的方向相反",
            ),
            Self::LevelWhole => (
                RuleCode::P15,
                THREE_PUBLIC,
                "三公经费说与上年相同，其中却有一项增减",
            ),
            Self::LevelParts => (
                RuleCode::P15,
                THREE_PUBLIC,
                "各项都说与上年相同，三公经费却有增减",
            ),
            Self::ReasonOfOtherDirection => (
                RuleCode::Y07,
                "增减的原因与方向相符",
                "原因说的方向与增减相反",
            ),
            Self::SmallReason { reason } => {
                let sentence = format!("增长十倍以上，原因只说{reason}，宜问明");
                return Words::of(RuleCode::Y07, "增减的原因与幅度相称", sentence);
            }
            Self::ThreePublicRise { by } => {
                let sentence = format!("三公经费比上年增加 {by}");
                return Words::of(RuleCode::Y09, "三公经费本年数不大于上年数", sentence);
            }
        };
        Words::of(rule, requirement, sentence)
    }
}

fn two_bases(base: &str, other: &str) -> Words {
    Words::of(
        RuleCode::Y06,
        "同一个数的增减以同一种上年数为基数",
        format!("一处比上年{base}，另一处比上年{other}：基数不一"),
    )
}

/// What is wrong with a year or a rate in the prose.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum PeriodFault {
    /// This year's money has another year.
    OtherYear,
    /// A change is not held against last year.
    OtherBase,
    /// What there was at a year's end is of another day.
    OtherYearEnd,
    /// A share or a rate has no sign.
    WithoutPercentSign,
    /// A sign has no figure.
    WithoutPercentFigure,
}

impl PeriodFault {
    pub fn words(&self) -> Words {
        let per_cent = |sentence| Words::of(RuleCode::P14, "占比、增幅印着百分号和数", sentence);
        match self {
            Self::OtherYear => Words::of(
                RuleCode::D06,
                "文字所说的年份＝文件的年份",
                "说的是本年的收支，印的却是别的年份",
            ),
            Self::OtherBase => {
                Words::of(RuleCode::Y06, "增减的基数是上一年的数", "比较的不是上一年")
            }
            Self::OtherYearEnd => Words::of(
                RuleCode::P09,
                "资产、车辆截至上年末",
                "资产、车辆的日期不是应有的年末",
            ),
            Self::WithoutPercentSign => per_cent("占比、增幅没有百分号"),
            Self::WithoutPercentFigure => per_cent("只有百分号，没有数"),
        }
    }
}
