//! Whether a disclosure is whole (D01–D10).

use super::Words;
use crate::budget::{RuleCode, TableKind};

/// What is wrong with the tables of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum TableSetFault {
    /// The contents promise a table that is not there.
    PromisedTable,
    /// A table has no number where others have.
    WithoutNumber,
    /// A table that the law asks for is not there.
    StatutoryTable { kind: TableKind },
    /// A table has neither figures nor a note.
    EmptyWithoutNote,
    /// A table has neither figures nor a note; a sentence says that there is no such money.
    EmptyNotedElsewhere,
    /// The note below an empty table is another table's.
    NoteOfAnother,
    /// A table with figures is said to be empty.
    FilledSaidEmpty,
    /// Functions are not published down to the item.
    FunctionsTooCoarse,
    /// Economic classes are not published down to the section.
    EconomicTooCoarse,
    /// What vehicles cost to run has no column.
    WithoutRunning,
    /// What is paid for new vehicles has no column.
    WithoutBuying,
    /// Rows stand under a code that has no row, where all others have one.
    ParentLeftOut { code: String },
    /// A section is not divided, where another table divides it and this one all others.
    ItemsLeftOut { section: String },
    /// A table was cut off.
    CutTable,
}

impl TableSetFault {
    pub fn words(&self) -> Words {
        let coarse = |sentence| {
            Words::of(
                RuleCode::D07,
                "功能分类公开到项，经济分类公开到款",
                sentence,
            )
        };
        let cars = |sentence| Words::of(RuleCode::D07, "公务用车分列购置费和运行费", sentence);
        match self {
            Self::PromisedTable => Words::of(
                RuleCode::D01,
                "目录所列的表都在正文",
                "目录列有此表，正文中没有",
            ),
            Self::WithoutNumber => {
                Words::of(RuleCode::D01, "各表都有表号", "别的表印有表号，此表没有")
            }
            Self::StatutoryTable { kind } => Words::of(
                RuleCode::D02,
                "九张法定的表都公开",
                format!("目录和正文都没有{}", kind.name()),
            ),
            Self::EmptyWithoutNote => {
                Words::of(RuleCode::D03, "空表有说明", "表里没有数，也没有说明")
            }
            Self::EmptyNotedElsewhere => Words::of(
                RuleCode::D03,
                "空表有说明",
                "表里没有数，表下也没有说明；文字里说了没有这项收支",
            ),
            Self::NoteOfAnother => {
                Words::of(RuleCode::D03, "空表的说明是本表的", "说明讲的是另一张表")
            }
            Self::FilledSaidEmpty => Words::of(
                RuleCode::D03,
                "有数的表不说是空表",
                "表里有数，说明却说是空表",
            ),
            Self::FunctionsTooCoarse => coarse("功能分类没有公开到项"),
            Self::EconomicTooCoarse => coarse("经济分类没有公开到款"),
            Self::ParentLeftOut { code } => Words::of(
                RuleCode::D07,
                "各级科目都列出",
                format!("本表没有 {code} 一行，其下的科目却在；别的科目各级都有"),
            ),
            Self::ItemsLeftOut { section } => Words::of(
                RuleCode::D07,
                "各级科目都列出",
                format!("{section} 之下没有列出项，别的表列有；本表别的款都列到项"),
            ),
            Self::WithoutRunning => cars("没有公务用车运行费一列"),
            Self::WithoutBuying => cars("没有公务用车购置费一列"),
            Self::CutTable => Words::of(RuleCode::D10, "表完整", "此表读不全，可能缺页"),
        }
    }
}

/// A part of what the three public expenses are said to be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreePublicDetail {
    Vehicles,
    Receptions,
}

impl ThreePublicDetail {
    fn name(self) -> &'static str {
        match self {
            Self::Vehicles => "公务用车购置费和运行费",
            Self::Receptions => "公务接待的批次和人次",
        }
    }
}

/// What is wrong with the sections, titles and headers of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum SectionFault {
    /// The prose does not speak of a matter.
    UnsaidMatters { matters: Vec<&'static str> },
    /// A table does not say the unit of its money.
    WithoutMoneyUnit,
    /// A title has another year.
    YearOfTitle { printed: String, year: u16 },
    /// The header of a table has another year.
    YearOfHeader {
        table: String,
        printed: String,
        year: u16,
    },
    /// The header of a table has another unit.
    UnitOfHeader,
    /// The three public expenses are not told apart.
    UntoldThreePublic { details: Vec<ThreePublicDetail> },
    /// There are projects and no goals; the prose may speak of them.
    WithoutGoals { are_spoken_of: bool },
}

impl SectionFault {
    pub fn words(&self) -> Words {
        match self {
            Self::UnsaidMatters { matters } => Words::of(
                RuleCode::D04,
                "该说明的事项都有说明",
                format!("文字部分没有提到{}", matters.join("、")),
            ),
            Self::WithoutMoneyUnit => {
                Words::of(RuleCode::D05, "每张表注明金额单位", "没有注明金额单位")
            }
            Self::YearOfTitle { printed, year } => Words::of(
                RuleCode::D06,
                "表题的年份＝文件的年份",
                format!("表题印的是 {printed} 年，文件是 {year} 年的"),
            ),
            Self::YearOfHeader {
                table,
                printed,
                year,
            } => Words::of(
                RuleCode::D06,
                "表头的年份＝文件的年份",
                format!("「{table}」的表头印的是 {printed} 年，文件是 {year} 年的"),
            ),
            Self::UnitOfHeader => Words::of(
                RuleCode::D06,
                "表头的单位名称＝文件的单位名称",
                "表头的单位名称与本文件的单位不同",
            ),
            Self::UntoldThreePublic { details } => {
                let details: Vec<&str> = details.iter().map(|detail| detail.name()).collect();
                let sentence = format!("没有分列{}", details.join("、"));
                Words::of(RuleCode::D08, "三公说明分列各项", sentence)
            }
            Self::WithoutGoals { are_spoken_of } => Words::of(
                RuleCode::D09,
                "项目支出附有绩效目标",
                if *are_spoken_of {
                    "文字提到绩效，本文件没有绩效目标表"
                } else {
                    "文件里没有绩效目标"
                },
            ),
        }
    }
}
