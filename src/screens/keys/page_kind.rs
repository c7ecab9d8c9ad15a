/*!
The kinds of pages that keys tell apart, each declared once.
*/

use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::survey::What;

/// Makes the enum, its list and what is said of each kind from one row a kind.
macro_rules! page_kinds {
    ($( $(#[$doc:meta])* $kind:ident = $name:literal $(, $trait:ident)*; )*) => {
        /// The kinds of pages that keys tell apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum PageKind {
            $( $(#[$doc])* $kind, )*
        }

        impl PageKind {
            /// Every kind.
            pub const ALL: &[PageKind] = &[$( PageKind::$kind, )*];

            /// The name in the help.
            pub fn name(self) -> &'static str {
                match self {
                    $( PageKind::$kind => $name, )*
                }
            }

            fn traits(self) -> &'static [Trait] {
                match self {
                    $( PageKind::$kind => &[$( Trait::$trait, )*], )*
                }
            }
        }
    };
}

/// What a page has that keys depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trait {
    /// It is a page of one budget.
    Budget,
    /// It has rows and columns of figures.
    Sheet,
    /// Its rows may be sorted.
    Sorted,
}

page_kinds! {
    /// 单位×年度
    Units = "单位×年度", Sheet, Sorted;
    /// A level of 功能分类.
    Functions = "功能分类", Budget, Sheet, Sorted;
    /// 明细
    Function = "明细", Budget, Sheet;
    /// A level of 经济分类.
    Economics = "经济分类", Budget, Sheet, Sorted;
    /// One economic class.
    EconomicClass = "经济科目", Budget, Sheet;
    /// The list of projects.
    Projects = "项目绩效", Budget, Sheet, Sorted;
    /// One project.
    Project = "项目", Budget, Sheet;
    /// 收支
    Balance = "收支", Budget, Sheet;
    /// 三公
    ThreePublic = "三公", Budget, Sheet;
    /// The units of a department's budget.
    RowUnits = "所属单位", Budget, Sheet, Sorted;
    /// The list of tables.
    Tables = "表", Budget, Sheet, Sorted;
    /// One table.
    Grid = "表格", Budget, Sheet;
    /// 原文
    Source = "原文", Budget;
    /// 勾稽
    Findings = "勾稽", Budget, Sheet, Sorted;
    /// One finding.
    Finding = "疑点", Budget, Sheet;
    /// What was checked.
    Checks = "核对情况", Budget, Sheet, Sorted;
    /// 搜索
    Search = "搜索";
    /// The auditor's notes.
    Notes = "笔记", Sheet;
    /// 全库疑点
    LibraryFindings = "全库疑点", Sheet;
    /// 对比
    Compare = "对比", Sheet, Sorted;
    /// 横看
    Across = "横看", Sheet, Sorted;
    /// 汇总
    Totals = "汇总", Sheet, Sorted;
    /// 指标
    Indicators = "指标", Sheet;
    /// 线索
    Clues = "线索", Sheet;
    /// What a clue is measured against.
    ClueAgainst = "线索对照", Sheet, Sorted;
}

impl PageKind {
    /// The kind of a stop.
    pub fn of(stop: &Stop) -> Self {
        let page = match &stop.at {
            At::Units => return PageKind::Units,
            At::Search(_) => return PageKind::Search,
            At::Notes => return PageKind::Notes,
            At::Findings => return PageKind::LibraryFindings,
            At::Compare(_) => return PageKind::Compare,
            At::Survey(surveying) => match surveying.what {
                What::Across(_) => return PageKind::Across,
                What::Totals(_) => return PageKind::Totals,
                What::Indicators(_) => return PageKind::Indicators,
                What::Clues if surveying.clue.is_none() => return PageKind::Clues,
                What::Clues => return PageKind::ClueAgainst,
            },
            At::Budget(_, page) => page,
        };
        match page {
            Page::Functions { .. } => PageKind::Functions,
            Page::Function { .. } => PageKind::Function,
            Page::Economics { .. } => PageKind::Economics,
            Page::EconomicClass { .. } => PageKind::EconomicClass,
            Page::Projects => PageKind::Projects,
            Page::Project { .. } | Page::Indicator { .. } => PageKind::Project,
            Page::Balance => PageKind::Balance,
            Page::ThreePublic => PageKind::ThreePublic,
            Page::RowUnits => PageKind::RowUnits,
            Page::Tables => PageKind::Tables,
            Page::Grid { .. } => PageKind::Grid,
            Page::Source { .. } | Page::SourceOfTotal => PageKind::Source,
            Page::Findings => PageKind::Findings,
            Page::Finding { .. } => PageKind::Finding,
            Page::Checks => PageKind::Checks,
        }
    }
}

/// The pages on which a key does something.
#[derive(Debug, Clone, Copy)]
pub enum Where {
    /// Every page but the search, where the keys are text.
    Everywhere,
    /// The pages of one budget.
    InBudget,
    /// The pages of rows and columns.
    OnSheets,
    /// The pages whose rows may be sorted.
    WhereSorted,
    /// These.
    On(&'static [PageKind]),
}

impl Where {
    /// Whether a page is among them.
    pub fn holds(self, page: PageKind) -> bool {
        let has = |wanted| page.traits().contains(&wanted);
        page != PageKind::Search
            && match self {
                Where::Everywhere => true,
                Where::InBudget => has(Trait::Budget),
                Where::OnSheets => has(Trait::Sheet),
                Where::WhereSorted => has(Trait::Sorted),
                Where::On(pages) => pages.contains(&page),
            }
    }

    /// The pages in words, for the README.
    pub fn in_words(self) -> String {
        match self {
            Where::Everywhere => "所有页".to_owned(),
            Where::InBudget => "一份预算的各页".to_owned(),
            Where::OnSheets => "除原文外".to_owned(),
            Where::WhereSorted | Where::On(_) => {
                let all = PageKind::ALL.iter().filter(|page| self.holds(**page));
                all.map(|page| page.name()).collect::<Vec<_>>().join("、")
            }
        }
    }
}
