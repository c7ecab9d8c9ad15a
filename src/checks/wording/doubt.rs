//! Why a table may have been read wrongly, so that a rule says nothing of it.

use super::named;

/// What speaks against the reading of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum Doubt {
    /// Most rows fail, each by another amount.
    ColumnOfOtherMeaning,
    /// Most rows fail a sum of columns, each by another amount.
    SumOfOtherColumns,
    /// A column that nobody knows may or may not be a part.
    UnknownColumn,
    /// All places are off by one power of ten.
    MoneyUnit,
    /// Many places are off, each by another amount.
    RowsOrColumns,
}

impl Doubt {
    pub(super) const FAMILY: &str = "Doubt";

    /// What programs and tests know it by.
    pub fn name(self) -> String {
        named(Self::FAMILY, self.into())
    }

    fn why(self) -> &'static str {
        match self {
            Self::ColumnOfOtherMeaning => "多数行都不符，列的含义可能与本规则不同",
            Self::SumOfOtherColumns => "多数行都不符，栏的含义可能与本规则不同",
            Self::UnknownColumn => "这一层印有不认识的栏，不知是否计入",
            Self::MoneyUnit => "各处都差同一个倍数，金额单位可能读错",
            Self::RowsOrColumns => "多处不符，各差各的，行或栏可能读错",
        }
    }

    /// The note on the table.
    pub fn sentence(self) -> String {
        format!("读法存疑：{}，本规则未核，请对照原件", self.why())
    }

    /// Why the rule could not be checked on a table of that title.
    pub fn reason(self, title: &str) -> String {
        format!("「{title}」{}", self.why())
    }
}
