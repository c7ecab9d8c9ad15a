/*!
What a search finds: a name, what it is the name of, and where it leads.
*/

use super::DocumentId;
use crate::budget::{Amount, Scope, Stage};

/// The kinds of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// 项目
    Project,
    /// 绩效指标
    Indicator,
    /// 科目, a function or an economic class
    Subject,
    /// 单位
    Unit,
}

impl Kind {
    /// Every kind, in the order in which a page offers them.
    pub const ALL: [Kind; 4] = [Kind::Project, Kind::Indicator, Kind::Subject, Kind::Unit];

    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Project => "项目",
            Kind::Indicator => "指标",
            Kind::Subject => "科目",
            Kind::Unit => "单位",
        }
    }
}

/// Where Enter on a hit goes, inside the document of the occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// The budget itself.
    Unit,
    /// The 类, 款 or 项 of the occurrence's code.
    Function,
    /// The economic class of the occurrence's code.
    Economic {
        /// A government class (501 …) and not a department's (301 …).
        government: bool,
    },
    /// A project.
    Project {
        /// Index into `Book::tables`.
        table: u16,
        /// Index into that table's rows.
        row: u32,
    },
    /// An indicator.
    Indicator {
        /// Index into `Book::indicators`.
        index: u32,
    },
}

/// One occurrence of a name, as it goes into the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the name names.
    pub kind: Kind,
    /// The name as printed (of a 科目 perhaps the built-in one).
    pub name: &'a str,
    /// The code of the 科目, the project or the unit, or empty.
    pub code: &'a str,
    /// Whose budget it stands in.
    pub unit: &'a str,
    /// The budget's year.
    pub year: u16,
    /// 预算 or 决算.
    pub stage: Stage,
    /// 部门 or 单位.
    pub scope: Scope,
    /// The printed amount, where one row prints one.
    pub amount: Option<Amount>,
    /// The document.
    pub document: DocumentId,
    /// The place in it.
    pub target: Target,
}
