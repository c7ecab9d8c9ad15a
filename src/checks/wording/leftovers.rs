//! What a template or another document left behind (L01–L07).

use super::Words;
use crate::budget::RuleCode;

/// What should not stand in a published document.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum LeftoverFault {
    /// A figure is filled in half.
    HalfFigure { section: String },
    /// A blank of the template; `is_new` where the text says that the unit has no year before.
    Blank { section: String, is_new: bool },
    /// An alternative that nobody chose from.
    OpenChoice { section: String, is_new: bool },
    /// An instruction for who fills the template in.
    Instruction,
    /// The subject of a sentence is another unit.
    SpeaksOfAnother { unit: String, other: String },
    /// The name of another unit or place.
    NamesAnother { unit: String, other: String },
    /// The word of another level of government: 省级 where the unit's are 市 or 县.
    OtherLevel {
        levels: Vec<&'static str>,
        printed: String,
    },
    /// A word or a sign twice in a row.
    Doubled,
    /// A name that was cut off.
    CutName,
    /// Characters that are broken or of another script.
    StrayCharacters,
}

impl LeftoverFault {
    pub fn words(&self) -> Words {
        match self {
            Self::HalfFigure { section } => {
                Words::of(RuleCode::L01, no_blank(section), "数字没有填完")
            }
            Self::Blank { section, is_new } => Words::of(
                RuleCode::L01,
                no_blank(section),
                excused("有未填的空", *is_new),
            ),
            Self::OpenChoice { section, is_new } => Words::of(
                RuleCode::L02,
                format!("「{section}」没有未选的选项"),
                excused("选项没有选定", *is_new),
            ),
            Self::Instruction => {
                Words::of(RuleCode::L03, "没有填写说明的文字", "像是模板的填写说明")
            }
            Self::SpeaksOfAnother { unit, other } => Words::of(
                RuleCode::L04,
                "只印本单位和所属单位的名称",
                format!("这句说的是{other}，本单位是{unit}"),
            ),
            Self::NamesAnother { unit, other } => Words::of(
                RuleCode::L04,
                "只印本单位和所属单位的名称",
                format!("本单位是{unit}，这里印的是{other}"),
            ),
            Self::OtherLevel { levels, printed } => Words::of(
                RuleCode::L04,
                "级次与本单位一致",
                format!(
                    "本单位的预算是{}级的，这里印的是{printed}",
                    levels.join("、")
                ),
            ),
            Self::Doubled => Words::of(RuleCode::L05, "没有重复的字词和标点", "字词或标点重复"),
            Self::CutName => Words::of(RuleCode::L06, "指标名称完整", "指标名称像是被截断了"),
            Self::StrayCharacters => Words::of(RuleCode::L07, "没有乱码和繁体字", "乱码或繁体字"),
        }
    }
}

fn no_blank(section: &str) -> String {
    format!("「{section}」没有未填的空")
}

fn excused(sentence: &str, is_new: bool) -> String {
    let excuse = if is_new {
        "；文中说明单位新成立，没有上年数"
    } else {
        ""
    };
    format!("{sentence}{excuse}")
}
