/*!
The kinds of tables that a disclosure holds.
*/

use serde::{Deserialize, Serialize};

macro_rules! table_kinds {
    ($($variant:ident $name:literal $short:literal,)*) => {
        /// A kind of table, whatever title a province prints over it. The names are the
        /// `table` vocabulary of the exports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum TableKind {
            $(#[doc = $name] $variant,)*
        }

        impl TableKind {
            /// Every kind, in the usual order of a disclosure.
            pub const ALL: &[TableKind] = &[$(TableKind::$variant,)*];

            /// The name in the exports.
            pub fn name(self) -> &'static str {
                match self {
                    $(TableKind::$variant => $name,)*
                }
            }

            /// A shorter name, for narrow columns.
            pub fn short_name(self) -> &'static str {
                match self {
                    $(TableKind::$variant => $short,)*
                }
            }
        }
    };
}

table_kinds! {
    IncomeAndExpenditure "收支总表" "收支总表",
    Income "收入总表" "收入总表",
    Expenditure "支出总表" "支出总表",
    FiscalAppropriation "财政拨款收支总表" "财拨收支",
    FiscalByEconomicClass "财政拨款支出表（部门经济分类）" "财拨经济",
    GeneralBudget "一般公共预算支出表" "一般预算",
    GeneralBudgetBasic "一般公共预算基本支出表" "基本支出",
    EconomicSummary "支出经济分类汇总表" "经济汇总",
    GeneralBudgetProjects "一般公共预算项目支出表" "一般项目",
    ThreePublic "三公经费表" "三公",
    GovernmentFund "政府性基金支出表" "政府基金",
    GovernmentFundThreePublic "政府性基金三公经费表" "基金三公",
    StateCapital "国有资本经营支出表" "国资经营",
    Projects "项目支出表" "项目支出",
    Procurement "政府采购预算表" "政府采购",
    ProjectPerformance "项目绩效目标表" "项目绩效",
    DepartmentPerformance "部门整体绩效目标表" "整体绩效",
    FiscalExpenditure "财政拨款支出表" "财拨支出",
    FiscalBasic "财政拨款基本支出表" "财拨基本",
    FunctionByEconomic "功能经济对照表" "功能经济",
    OfficeRunning "机关运行经费表" "机关运行",
    Other "其他表" "其他",
}

impl TableKind {
    /// The kind of that name in the exports.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether the rows are functions (类, 款, 项) and the columns parts of expenditure.
    pub fn is_by_function(self) -> bool {
        matches!(
            self,
            TableKind::Expenditure
                | TableKind::GeneralBudget
                | TableKind::GovernmentFund
                | TableKind::StateCapital
                | TableKind::FiscalExpenditure
                | TableKind::FunctionByEconomic
        )
    }

    /// Whether the rows are economic classes.
    pub fn is_by_economic_class(self) -> bool {
        matches!(
            self,
            TableKind::FiscalByEconomicClass
                | TableKind::GeneralBudgetBasic
                | TableKind::EconomicSummary
                | TableKind::FiscalBasic
                | TableKind::OfficeRunning
        )
    }

    /// Whether the table prints performance goals: its money is exported with the projects.
    pub fn is_performance(self) -> bool {
        matches!(
            self,
            TableKind::ProjectPerformance | TableKind::DepartmentPerformance
        )
    }

    /// Whether the rows of the table are projects.
    pub fn lists_projects(self) -> bool {
        self.is_performance()
            || matches!(self, TableKind::Projects | TableKind::GeneralBudgetProjects)
    }

    /// Whether income stands beside expenditure in one row.
    pub fn is_two_sided(self) -> bool {
        matches!(
            self,
            TableKind::IncomeAndExpenditure | TableKind::FiscalAppropriation
        )
    }
}
