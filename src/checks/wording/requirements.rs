//! What an equation requires, without its figures: 合计＝基本支出＋项目支出.

use std::borrow::Cow;
use std::fmt;

/// What an equation requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// Of the columns of a row.
    Columns(ColumnSums),
    /// Of the rows of a table.
    Rows(RowSums),
    /// Of totals in two tables.
    Totals(SameTotals),
    /// Of items and classes in two tables.
    Items(SameItems),
    /// Of a sentence and a table.
    Told(Told),
    /// Of sentences among themselves.
    Sentences(Sentences),
    /// One that holds in another unit of money.
    InAnotherUnit(Box<Requirement>),
}

impl Requirement {
    /// In words.
    pub fn text(&self) -> Cow<'static, str> {
        match self {
            Self::Columns(sums) => sums.text(),
            Self::Rows(sums) => sums.text().into(),
            Self::Totals(same) => same.text().into(),
            Self::Items(same) => same.text().into(),
            Self::Told(told) => told.text(),
            Self::Sentences(sentences) => sentences.text(),
            Self::InAnotherUnit(requirement) => {
                format!("{}（元、万元写错）", requirement.text()).into()
            }
        }
    }

    /// What an equation of a sentence is about: 文字所述的支出＝表中数 is about 支出.
    pub fn about(&self) -> String {
        let text = self.text();
        let about = text.split('＝').next().unwrap_or_default();
        let about = about.trim_start_matches("文字所述的");
        about.trim_end_matches("的增减").to_owned()
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

/// Makes each group a requirement.
macro_rules! groups {
    ($($group:ident($requirement:ident),)+) => {
        $(impl From<$requirement> for Requirement {
            fn from(requirement: $requirement) -> Self {
                Self::$group(requirement)
            }
        })+
    };
}

groups! {
    Columns(ColumnSums),
    Rows(RowSums),
    Totals(SameTotals),
    Items(SameItems),
    Told(Told),
    Sentences(Sentences),
}

/// What adds up in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnSums {
    /// A column is the sum of others; one without a name is empty.
    Sum { whole: String, parts: Vec<String> },
    /// One part of several is no greater than the total.
    PartOfTotal,
    /// A table without the carry-over prints this year's money.
    TotalOfYear,
    /// A part is no greater than its whole.
    PartOfWhole,
    /// An amount of change.
    Change,
    /// A rate of change.
    Growth,
    /// A share in the total.
    Share,
}

/// How many parts an equation names.
const MOST_NAMED: usize = 6;

impl ColumnSums {
    fn text(&self) -> Cow<'static, str> {
        match self {
            Self::Sum { whole, parts } => sum_of_columns(whole, parts).into(),
            Self::PartOfTotal => "部分不大于合计".into(),
            Self::TotalOfYear => "总计＝当年财政拨款".into(),
            Self::PartOfWhole => "其中项不大于其总数".into(),
            Self::Change => "增减额＝本年数－上年数".into(),
            Self::Growth => "增减幅＝（本年数－上年数）÷上年数".into(),
            Self::Share => "占比＝本行合计÷总计".into(),
        }
    }
}

fn sum_of_columns(whole: &str, parts: &[String]) -> String {
    let named = |name: &str| match name {
        "" => "（未名的栏）".to_owned(),
        name => name.to_owned(),
    };
    let whole = named(whole);
    let parts: Vec<String> = parts.iter().map(|part| named(part)).collect();
    if parts.len() > MOST_NAMED {
        let first = parts[..2].join("＋");
        format!("{whole}＝{first}等 {} 栏之和", parts.len())
    } else {
        format!("{whole}＝{}", parts.join("＋"))
    }
}

/// What adds up in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSums {
    /// The first total of a side.
    SideTotal,
    /// The last total of a side, with what is carried over.
    SideWithCarryOver,
    /// A line and those under it.
    LinesBelow,
    /// Both sides.
    BothSides,
    /// Both sides without their totals.
    YearAndCarryOver,
    /// The appropriation on both sides.
    AppropriationWithin,
    /// A fund on both sides.
    FundOnBothSides,
    /// A total and the outermost rows.
    Outermost,
    /// A function and the rows under it.
    UnderFunction,
    /// An economic class and the rows under it.
    UnderEconomic,
    /// A function and its projects.
    ProjectsOfFunction,
    /// A heading and the projects under it.
    ProjectsOfHeading,
    /// The total and the projects.
    Projects,
    /// The unit and the projects.
    ProjectsOfUnit,
    /// The total or a unit of the goals, and the projects.
    ProjectsOfGoals,
    /// The goals of the whole and its tasks.
    Tasks,
    /// A unit and the rows under it.
    UnderUnit,
    /// A department and its units.
    UnitsOfDepartment,
    /// The total and the departments.
    Departments,
    /// The total and the units.
    Units,
}

impl RowSums {
    fn text(self) -> &'static str {
        match self {
            Self::SideTotal => "合计＝以上各项之和",
            Self::SideWithCarryOver => "总计＝本年合计＋结转、结余各项",
            Self::LinesBelow => "一项＝其下各项之和",
            Self::BothSides => "收入总计＝支出总计",
            Self::YearAndCarryOver => "本年支出＝本年收入＋上年结转",
            Self::AppropriationWithin => "其中财政拨款的支出＝收入",
            Self::FundOnBothSides => "一本预算的支出＝其收入＋上年结转",
            Self::Outermost => "合计＝各顶层行之和",
            Self::UnderFunction => "功能分类小计＝其下各行之和",
            Self::UnderEconomic => "经济分类小计＝其下各行之和",
            Self::ProjectsOfFunction => "科目＝其各项目之和",
            Self::ProjectsOfHeading => "小计＝其下各项目之和",
            Self::Projects => "合计＝各项目之和",
            Self::ProjectsOfUnit => "单位＝各项目之和",
            Self::ProjectsOfGoals => "绩效目标表的合计、单位＝其下各项目之和",
            Self::Tasks => "金额合计＝各任务之和",
            Self::UnderUnit => "单位＝其下各行之和",
            Self::UnitsOfDepartment => "部门＝各单位之和",
            Self::Departments => "合计＝各部门之和",
            Self::Units => "合计＝各单位之和",
        }
    }
}

/// Totals that two tables print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameTotals {
    BalanceAndExpenditure,
    BalanceAndIncome,
    BalanceAndIncomeOfYear,
    FiscalAndBalance,
    FiscalWithinBalance,
    FundAndFiscal,
    FiscalAndGeneral,
    GeneralBasic,
    AllBasic,
    BasicWithinAll,
    StaffAndRunning,
    EconomicAndExpenditure,
    FiscalAndGeneralProjects,
    ProjectsAndExpenditure,
    GeneralProjects,
    GeneralProjectsAndAll,
    GeneralProjectsWithinAll,
    Goals,
    ProcurementWithinSources,
}

impl SameTotals {
    fn text(self) -> &'static str {
        match self {
            Self::BalanceAndExpenditure => "收支总表支出＝支出总表合计",
            Self::BalanceAndIncome => "收支总表收入总计＝收入总表总计",
            Self::BalanceAndIncomeOfYear => "收支总表本年收入＝收入总表本年收入",
            Self::FiscalAndBalance => "财政拨款收支总表总计＝收支总表总计",
            Self::FiscalWithinBalance => "财政拨款不大于全部收支",
            Self::FundAndFiscal => "专表合计＝财政拨款收支总表该列",
            Self::FiscalAndGeneral => "财政拨款收支总表一般公共预算＝一般公共预算支出表合计",
            Self::GeneralBasic => "一般公共预算支出表基本支出＝基本支出表合计",
            Self::AllBasic => "支出总表基本支出＝基本支出表合计",
            Self::BasicWithinAll => "一般公共预算基本支出不大于支出总表基本支出",
            Self::StaffAndRunning => "功能表人员、公用经费＝基本支出表合计",
            Self::EconomicAndExpenditure => "经济分类汇总表合计＝支出总表合计",
            Self::FiscalAndGeneralProjects => "财政拨款项目支出＝一般公共预算项目支出表合计",
            Self::ProjectsAndExpenditure => "支出总表项目支出＝项目支出表合计",
            Self::GeneralProjects => "一般公共预算支出表项目支出＝一般公共预算项目支出表合计",
            Self::GeneralProjectsAndAll => "支出总表项目支出＝项目表合计",
            Self::GeneralProjectsWithinAll => "一般公共预算项目支出不大于支出总表项目支出",
            Self::Goals => "整体绩效金额合计＝支出总额",
            Self::ProcurementWithinSources => "政府采购预算不大于项目支出＋公用经费",
        }
    }
}

/// Items, classes and projects that two tables print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameItems {
    IncomeSource,
    IncomeOfItem,
    ClassOfBalance,
    ClassOfFiscal,
    GeneralIsAll,
    GeneralWithinAll,
    ProjectsOfItem,
    ClassOfBasic,
    BasicWithinSummary,
    FiscalBasic,
    BasicWithinThreePublic,
    Payment,
    GoalsOfProject,
}

impl SameItems {
    fn text(self) -> &'static str {
        match self {
            Self::IncomeSource => "收支总表一项收入＝收入总表该列合计",
            Self::IncomeOfItem => "收入总表该项＝支出总表该项",
            Self::ClassOfBalance => "收支总表一类支出＝支出总表该类之和",
            Self::ClassOfFiscal => "财政拨款收支总表一类＝一般公共预算支出表该类之和",
            Self::GeneralIsAll => "没有其他资金：一般公共预算该项＝支出总表该项",
            Self::GeneralWithinAll => "一般公共预算该项不大于支出总表该项",
            Self::ProjectsOfItem => "项目表该项＝支出总表该项的项目支出",
            Self::ClassOfBasic => "功能表一列＝基本支出表该类之和",
            Self::BasicWithinSummary => "基本支出表该科目不大于经济分类汇总表",
            Self::FiscalBasic => "财政拨款基本支出该科目＝基本支出表该科目",
            Self::BasicWithinThreePublic => "基本支出表该科目不大于三公该项",
            Self::Payment => "经济科目＝对应功能科目的基本支出",
            Self::GoalsOfProject => "绩效目标表的金额＝项目表的金额",
        }
    }
}

/// What a sentence says of a figure in a table; each with the name that it has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Total { name: String },
    Fund { fund: String },
    Class { name: String },
    Item { name: String },
    BasicClass { name: String },
    ThreePublic { name: String },
    ThreePublicPart { name: String },
    ThreePublicBlank { name: String },
    ThreePublicChange { name: String },
    OfficeRunning,
    OfficeRunningAsRunning,
    Procurement,
    TargetedProjects,
    StaffProjects,
    ProjectsWithGoals,
    AllProjects,
}

impl Told {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::Total { name } => format!("文字所述的{name}＝表中数"),
            Self::Fund { fund } => format!("文字所述的{fund}预算＝表中数"),
            Self::Class { name } => format!("文字所述的{name}＝表中该类"),
            Self::Item { name } => format!("文字所述的{name}＝表中该项"),
            Self::BasicClass { name } => format!("文字所述的{name}＝基本支出表"),
            Self::ThreePublic { name } => format!("文字所述的{name}＝三公经费表"),
            Self::ThreePublicPart { name } => format!("{name}不大于公务用车购置及运行费"),
            Self::ThreePublicBlank { name } => format!("三公经费表的{name}是空格"),
            Self::ThreePublicChange { name } => format!("{name}的增减＝表中本年数－上年数"),
            Self::OfficeRunning => return "文字所述的机关运行经费＝表中数".into(),
            Self::OfficeRunningAsRunning => return "文字所述的机关运行经费＝公用经费".into(),
            Self::Procurement => return "文字所述的政府采购预算＝政府采购预算表合计".into(),
            Self::TargetedProjects => {
                return "文字所述特定目标类项目预算＝支出表特定目标类".into();
            }
            Self::StaffProjects => return "绩效段落的人员类项目＝基本支出表人员经费".into(),
            Self::AllProjects => return "文字所述全部项目的预算＝表中项目支出".into(),
            Self::ProjectsWithGoals => {
                return "文字所述项目预算＝绩效目标表各项目之和".into();
            }
        };
        text.into()
    }
}

/// What sentences say of each other's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sentences {
    /// A total in two places.
    SameTotal {
        name: String,
    },
    /// A change in two places.
    SameChange,
    /// A change, from the amounts of both years.
    ChangeOfYears,
    /// A part of expenditure against its classes in brackets.
    Classes,
    /// What was spent against what was planned.
    ChangeFromPlan,
    /// What is said to be last year's.
    Level,
    /// A rate of change, from the change.
    RateOfChange,
    /// A rate of change, from both years.
    RateOfYears,
    /// A share.
    Share,
    /// What was spent of what was planned.
    Execution,
    /// The changes of all items.
    Changes,
    /// The changes of the three public expenses.
    ThreePublicChanges,
    BasicAndProjects,
    StaffAndRunning,
    YearAndCarryOver,
    ThreePublic,
    Vehicles,
    Procurement,
    SmallFirms,
    Sources,
    GroupsOfProjects,
}

impl Sentences {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::SameTotal { name } => return format!("同一个{name}在几处文字里应相同").into(),
            Self::SameChange => "同一个数比上年的增减在几处文字里应相同",
            Self::Classes => "支出＝括号里各类之和",
            Self::ChangeFromPlan => "决算数与预算数相差＝决算数－预算数",
            Self::ChangeOfYears => "增减额＝本年数－上年数",
            Self::Level => "说与上年持平的，两年的数应相同",
            Self::RateOfChange => "增减幅＝增减额÷上年数（上年数＝本年数∓增减额）",
            Self::RateOfYears => "增减幅＝（本年数－上年数）÷上年数",
            Self::Share => "占比＝部分÷总数",
            Self::Execution => "完成比例＝决算数÷年初预算数",
            Self::Changes => "总的增减＝各项增减之和",
            Self::ThreePublicChanges => "三公经费的增减＝各项增减之和",
            Self::BasicAndProjects => "支出＝基本支出＋项目支出（＋经营、上缴、补助支出）",
            Self::StaffAndRunning => "基本支出＝人员经费＋公用经费",
            Self::YearAndCarryOver => "总额＝本年收入＋上年结转",
            Self::ThreePublic => "三公经费＝因公出国（境）费＋公务用车购置及运行费＋公务接待费",
            Self::Vehicles => "公务用车购置及运行费＝购置费＋运行费",
            Self::Procurement => "政府采购＝货物＋工程＋服务",
            Self::SmallFirms => "面向中小企业的采购不大于政府采购总额",
            Self::Sources => "收入合计＝各项来源之和",
            Self::GroupsOfProjects => "绩效目标管理的预算＝各类项目预算之和",
        };
        text.into()
    }
}
