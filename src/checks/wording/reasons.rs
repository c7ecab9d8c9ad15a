//! Why a rule says nothing: what it needs is not there, or not sure.

use super::{Doubt, Requirement};
use std::borrow::Cow;

/// Why a rule found nothing, could not look, or has nothing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// How the ledger came to what it says of a rule.
    Outcome(OutcomeReason),
    /// A table of that title is doubted.
    Doubted(Doubt, String),
    /// One side of an equation is not printed.
    WithoutASide(Requirement),
    /// The rows and columns of a table.
    Table(TableReason),
    /// Tables beside each other.
    Between(BetweenReason),
    /// Codes and names.
    Code(CodeReason),
    /// Goals.
    Goal(GoalReason),
    /// The prose.
    Prose(ProseReason),
    /// What the prose says of items, projects and 三公.
    Item(ItemReason),
    /// The disclosure as a whole.
    Disclosure(DisclosureReason),
    /// Other budgets of the library.
    Across(AcrossReason),
}

/// Makes each group a reason, and the words of its variants the words of the reason.
macro_rules! groups {
    ($($group:ident($reason:ident),)+) => {
        impl Reason {
            /// In words.
            pub fn text(&self) -> Cow<'static, str> {
                match self {
                    Self::Doubted(doubt, title) => doubt.reason(title).into(),
                    Self::WithoutASide(requirement) => format!("缺一边：{requirement}").into(),
                    $(Self::$group(reason) => reason.text(),)+
                }
            }
        }

        $(impl From<$reason> for Reason {
            fn from(reason: $reason) -> Self {
                Self::$group(reason)
            }
        })+
    };
}

groups! {
    Outcome(OutcomeReason),
    Table(TableReason),
    Between(BetweenReason),
    Code(CodeReason),
    Goal(GoalReason),
    Prose(ProseReason),
    Item(ItemReason),
    Disclosure(DisclosureReason),
    Across(AcrossReason),
}

/// How the ledger came to what it says of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutcomeReason {
    Findings(usize),
    OfAnotherFinding,
    NothingToCheck,
    ProgramFailed,
    UnreadFigures,
    UncertainFigures,
}

impl OutcomeReason {
    fn text(&self) -> Cow<'static, str> {
        match self {
            Self::Findings(count) => format!("{count} 条疑点").into(),
            Self::OfAnotherFinding => "已归入同一原因的疑点".into(),
            Self::NothingToCheck => "文件里没有本规则所核对的内容".into(),
            Self::ProgramFailed => "程序在核对时出错，本规则未核；请把文件和版本告诉开发者".into(),
            Self::UnreadFigures => "所涉的行里有读不出的数，见导入时的提示".into(),
            Self::UncertainFigures => "所据的数存疑，不知属于哪一列".into(),
        }
    }
}

/// Why the rows and columns of a table are not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableReason {
    Torn { table: String },
    TotalAlone { table: String },
    SubtotalWithoutCode { table: String },
    RowOfNoLevel { table: String },
    ShiftedTotal { table: String },
    RateOfOtherMeaning { heading: String },
    UncertainRows,
    GoalsTotalAlone,
    WithoutTotals,
    RowTotalAlone,
    DerivedInRow,
    RepeatedRow,
    ExchangedRows,
    RowOfWrongCode,
    WrongMoneyUnit,
    NoTableWithTotal,
    NoRateColumn,
    ChangeOfOtherBase,
    FinalMayBeNegative,
}

impl TableReason {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::Torn { table } => return format!("「{table}」残缺").into(),
            Self::TotalAlone { table } => return format!("「{table}」有一列只印合计").into(),
            Self::SubtotalWithoutCode { table } => {
                return format!("「{table}」有小计未印编码，不知属于哪一级").into();
            }
            Self::RowOfNoLevel { table } => {
                return format!("「{table}」有的行不知属于哪一级").into();
            }
            Self::ShiftedTotal { table } => {
                return format!("「{table}」的合计行不是本表的合计，像是错了行").into();
            }
            Self::RateOfOtherMeaning { heading } => {
                return format!("「{heading}」列多数行不符，含义与列名不同").into();
            }
            Self::UncertainRows => "有的行的数存疑，不知属于哪一列",
            Self::GoalsTotalAlone => "绩效目标表只印合计，没有印各项目的金额",
            Self::WithoutTotals => "没有印收入总计或支出总计",
            Self::RowTotalAlone => "有的行只印合计，没有印其构成",
            Self::DerivedInRow => "所据的数是由本行推算的",
            Self::RepeatedRow => "有的行印了两行，除去一行合计就相符",
            Self::WrongMoneyUnit => "所涉的表金额单位印错",
            Self::ExchangedRows => "合计行与另一行的数对调了",
            Self::RowOfWrongCode => "表中有编码像是错的，各项属于哪一款不明",
            Self::NoTableWithTotal => "没有印一行合计的表",
            Self::NoRateColumn => "没有增减额、增减幅、占比列",
            Self::ChangeOfOtherBase => "增减额列多数行不符，基数不是表中的上年数",
            Self::FinalMayBeNegative => "决算可有红字",
        };
        text.into()
    }
}

/// Why tables are not held against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BetweenReason {
    NoClassOfBasic { class: String },
    NoThreePublicItem { item: String },
    NotBothPrinted { class: String },
    NoClass { table: String, class: String },
    NoBasic,
    NoThreePublic,
    NoFunctionsWithBasic,
    NoGeneralOrExpenditure,
    PartsOfYearAlone,
    NoProjectTotal,
    NoProjectsOrGoals,
    GoalsLeftOut,
    NoTotalForGoals,
    NoProcurement,
    NoProjectsOrRunning,
}

impl BetweenReason {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::NoClassOfBasic { class } => return format!("基本支出表没有 {class} 类").into(),
            Self::NoThreePublicItem { item } => return format!("三公表没有印{item}").into(),
            Self::NotBothPrinted { class } => {
                return format!("{class} 与其功能科目没有都印出").into();
            }
            Self::NoClass { table, class } => {
                return format!("{table} 里找不到“{class}”这一类").into();
            }
            Self::NoBasic => "没有一般公共预算基本支出表",
            Self::NoThreePublic => "没有一张可比的三公经费表",
            Self::NoFunctionsWithBasic => "没有列基本支出的一般公共预算功能分类表",
            Self::NoGeneralOrExpenditure => "没有一般公共预算支出表或支出总表",
            Self::PartsOfYearAlone => {
                "一张表的基本支出、项目支出只是当年的，上年结转另列一栏，两者不可比"
            }
            Self::NoProjectTotal => "支出总表没有项目支出合计",
            Self::NoProjectsOrGoals => "没有项目表或没有项目绩效目标表",
            Self::GoalsLeftOut => "绩效目标表没有读全（见导入时的提示），有没有目标看不出",
            Self::NoTotalForGoals => "没有可比的支出总额",
            Self::NoProcurement => "没有政府采购预算表",
            Self::NoProjectsOrRunning => "没有项目支出或公用经费合计",
        };
        text.into()
    }
}

/// Why codes are not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeReason {
    NoDepartmentEconomic,
    NoGovernmentEconomic,
    BeforeTheReform,
    NoPairs,
    MixedStaff,
    NoPersonalProjects,
    NoLineOfAmount,
    NoFunctions,
    WholeGovernment,
    NoRetired,
    NoUnitCodes,
}

impl CodeReason {
    fn text(self) -> Cow<'static, str> {
        let text = match self {
            Self::NoDepartmentEconomic => "没有部门经济分类的表",
            Self::NoGovernmentEconomic => "没有政府经济分类的表",
            Self::BeforeTheReform => "2018 年科目改革以前的经济分类，科目表里没有",
            Self::NoPairs => "没有把两种经济分类并列的表",
            Self::MixedStaff => "工资两边都列，是混合编制的单位",
            Self::NoPersonalProjects => "没有可与经济分类对照的给个人的项目",
            Self::NoLineOfAmount => "项目金额在经济分类表里没有唯一的对应行",
            Self::NoFunctions => "一般公共预算支出表没有功能分类编码",
            Self::WholeGovernment => "一级政府和派出机构的职能不限于某一类",
            Self::NoRetired => "没有列离退休科目",
            Self::NoUnitCodes => "表里没有印单位编码",
        };
        text.into()
    }
}

/// Why goals are not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoalReason {
    WithoutLevels { project: String },
    LeftOut { project: String },
    WithoutWeight { project: String },
    WithoutAmount { project: String },
    SourcesUnknown { project: String },
    NoIndicators,
    NoWeights,
    NoCosts,
    NoStandard,
    SeveralStandards,
    StandardOfAnother,
    NoStatedAmount,
    NoOtherProject,
    NoWhole,
    NoTwoProjects,
}

impl GoalReason {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::WithoutLevels { project } => {
                return format!("「{project}」的指标没有印一级指标").into();
            }
            Self::LeftOut { project } => {
                return format!("「{project}」有指标没有读入").into();
            }
            Self::WithoutWeight { project } => {
                return format!("「{project}」有指标没有印权重，或印的不是权重").into();
            }
            Self::WithoutAmount { project } => return format!("「{project}」没有印金额").into(),
            Self::SourcesUnknown { project } => {
                return format!("「{project}」的自评表没有印清资金总额由哪些来源组成").into();
            }
            Self::NoIndicators => "没有绩效指标",
            Self::NoWeights => "没有印权重",
            Self::NoCosts => "项目没有成本指标",
            Self::NoStandard => "没有按每人标准的项目",
            Self::StandardOfAnother => "没有文字说标准和人数是一回事",
            Self::SeveralStandards => "标准或人数不止一条，或没有印",
            Self::NoStatedAmount => "目标里没有写金额",
            Self::NoOtherProject => "没有可以比较的别的项目",
            Self::NoWhole => "没有部门整体绩效指标",
            Self::NoTwoProjects => "没有两个可以比较的项目",
        };
        text.into()
    }
}

/// Why what the prose says of totals and changes is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProseReason {
    NoTableFor { label: String },
    UnreadTable { table: String },
    NoRegionInName,
    NoLevel,
    RateOfAnother,
    RateAlone,
    NoListedChanges,
    ShareOfUnknown,
    MostlyOtherYears,
    NoExplainedItems,
    CommonGlossary,
}

impl ProseReason {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::NoTableFor { label } => return format!("「{label}」没有可比的表").into(),
            Self::UnreadTable { table } => return format!("「{table}」的数没有读出").into(),
            Self::NoRegionInName => "单位名称里没有地区",
            Self::NoLevel => "看不出本单位的级次",
            Self::RateOfAnother => "增减幅说的是另一个数",
            Self::RateAlone => "只说增减幅，没有可算的两个数",
            Self::NoListedChanges => "没有逐项列出的增减",
            Self::ShareOfUnknown => "说不出占比是占哪个总数",
            Self::MostlyOtherYears => "文字多以别的年份为准，年份由何而来不明",
            Self::NoExplainedItems => "名词解释没有逐项解释科目",
            Self::CommonGlossary => "名词解释多为表里没有的科目，是通用的名词表",
        };
        text.into()
    }
}

/// Why what the prose says of items, projects and 三公 is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemReason {
    BlankItem { name: String },
    NoThreePublicColumn { name: String },
    MostUnknown,
    PartOfTheMoney,
    WithoutCarryOver,
    NoCountOfProjects,
    NoGoals,
    NoTargetedColumn,
    GroupsUnclear,
    OtherScope,
    NoLastYear,
    NoRunning,
    OfficesAlone,
}

impl ItemReason {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::BlankItem { name } => return format!("表中{name}没有数").into(),
            Self::NoThreePublicColumn { name } => {
                return format!("三公经费表没有{name}一列").into();
            }
            Self::MostUnknown => "文字所列多数项在表里找不到",
            Self::PartOfTheMoney => "没有一般公共预算支出表，文字只说其中一部分资金",
            Self::WithoutCarryOver => "文字只说当年拨款，表中的数含上年结转，两者不可比",
            Self::NoCountOfProjects => "文字没有说项目个数",
            Self::NoGoals => "文件没有项目绩效目标表",
            Self::NoTargetedColumn => "支出表没有特定目标类一列",
            Self::GroupsUnclear => "绩效目标表的项目个数与哪几类相符不明",
            Self::OtherScope => "绩效段落的口径与基本支出表不同",
            Self::NoLastYear => "三公经费表没有印上年数",
            Self::NoRunning => "没有公用经费可比",
            Self::OfficesAlone => "机关运行经费小于公用经费：只算行政和参公单位的部分",
        };
        text.into()
    }
}

/// Why a disclosure is not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisclosureReason {
    UncertainTable { table: String },
    UnreadTable { table: String },
    NoVehicleColumns,
    TablesAlone,
    TextAlone,
    FewTablesAlone,
    VehiclesUntold,
    FinalHasOutcomes,
    NoProjects,
}

impl DisclosureReason {
    fn text(&self) -> Cow<'static, str> {
        let text = match self {
            Self::UncertainTable { table } => return format!("「{table}」的读法存疑").into(),
            Self::UnreadTable { table } => return format!("「{table}」没有读成表").into(),
            Self::NoVehicleColumns => "三公经费表里认不出公务用车的列",
            Self::TextAlone => "文件只有文字，没有表",
            Self::TablesAlone => "文件只有表格，没有文字说明",
            Self::FewTablesAlone => "文件只有几张表，没有文字说明",
            Self::VehiclesUntold => "文字部分没有说明公务用车购置及运行费",
            Self::FinalHasOutcomes => "决算公开的是绩效评价结果",
            Self::NoProjects => "支出总表没有项目支出",
        };
        text.into()
    }
}

/// Why nothing is held against other budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcrossReason {
    NoLastYear,
    NoBudget,
    NotFinal,
    NoFormerVersion,
    NoIndicators,
    NotDepartment,
    NoUnits,
    NoTotal,
    NoUnitCode,
}

impl AcrossReason {
    fn text(self) -> Cow<'static, str> {
        let text = match self {
            Self::NoLastYear => "库中没有这个单位上一年度的文件",
            Self::NoBudget => "库中没有这个单位当年的预算",
            Self::NotFinal => "本规则核对决算",
            Self::NoFormerVersion => "库中没有这份文件的前一版",
            Self::NoIndicators => "两年的文件没有都印绩效指标",
            Self::NotDepartment => "不是部门的文件",
            Self::NoUnits => "库中没有所属单位当年的支出总表",
            Self::NoTotal => "没有支出总表合计",
            Self::NoUnitCode => "没有印单位编码",
        };
        text.into()
    }
}
