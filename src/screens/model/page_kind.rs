/*!
The pages, each declared once: its name, the tab of a budget that it is found under, and what keys do on it.
*/

use crate::narrow::narrow;

/// The pages of a budget, in the order of their keys 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 功能分类
    Functions,
    /// 经济分类
    Economics,
    /// 项目绩效
    Projects,
    /// 收支
    Balance,
    /// 三公
    ThreePublic,
    /// 表
    Tables,
    /// 原文
    Source,
    /// 勾稽
    Findings,
}

impl Tab {
    /// Every page, in order.
    pub const ALL: [Tab; 8] = [
        Tab::Functions,
        Tab::Economics,
        Tab::Projects,
        Tab::Balance,
        Tab::ThreePublic,
        Tab::Tables,
        Tab::Source,
        Tab::Findings,
    ];

    /// The tab `steps` further on, around the ends.
    pub fn step(self, steps: isize) -> Tab {
        let count = narrow::<isize>(Self::ALL.len());
        let here = narrow::<isize>(Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0));
        Self::ALL[(here + steps).rem_euclid(count) as usize]
    }
}

/// Makes the enum, its list and what is said of each kind from one row a kind.
macro_rules! page_kinds {
    ($( $(#[$doc:meta])* $kind:ident = $name:literal $(in $tab:ident)? $(, $trait:ident)*; )*) => {
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

            /// The tab that it is found under, where it is a page of one budget.
            pub fn tab(self) -> Option<Tab> {
                match self {
                    $( PageKind::$kind => page_kinds!(@tab $($tab)?), )*
                }
            }

            fn traits(self) -> &'static [Trait] {
                match self {
                    $( PageKind::$kind => &[$( Trait::$trait, )*], )*
                }
            }
        }
    };
    (@tab) => { None };
    (@tab $tab:ident) => { Some(Tab::$tab) };
}

/// What a page has beside its tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trait {
    /// It has rows and columns of figures.
    Sheet,
    /// Its rows may be sorted.
    Sorted,
}

page_kinds! {
    /// 单位×年度
    Units = "单位×年度", Sheet, Sorted;
    /// A level of 功能分类.
    Functions = "功能分类" in Functions, Sheet, Sorted;
    /// 明细
    Function = "明细" in Functions, Sheet;
    /// A level of 经济分类.
    Economics = "经济分类" in Economics, Sheet, Sorted;
    /// One economic class.
    EconomicClass = "经济科目" in Economics, Sheet;
    /// The list of projects.
    Projects = "项目绩效" in Projects, Sheet, Sorted;
    /// One project.
    Project = "项目" in Projects, Sheet;
    /// 收支
    Balance = "收支" in Balance, Sheet;
    /// 三公
    ThreePublic = "三公" in ThreePublic, Sheet;
    /// The units of a department's budget.
    RowUnits = "所属单位" in Functions, Sheet, Sorted;
    /// The list of tables.
    Tables = "表" in Tables, Sheet;
    /// One table.
    Grid = "表格" in Tables, Sheet;
    /// 原文
    Source = "原文" in Source;
    /// 勾稽
    Findings = "勾稽" in Findings, Sheet, Sorted;
    /// One finding.
    Finding = "疑点" in Findings, Sheet;
    /// What was checked.
    Checks = "核对情况" in Findings, Sheet, Sorted;
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
    /// Whether it has rows and columns of figures.
    pub fn is_sheet(self) -> bool {
        self.traits().contains(&Trait::Sheet)
    }

    /// Whether its rows may be sorted.
    pub fn is_sorted(self) -> bool {
        self.traits().contains(&Trait::Sorted)
    }
}
