/*!
What the headings of columns mean, whatever words a province prints for them.
*/

/// What a word of a header means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concept {
    /// 合计, 总计, 小计, 金额: a total, of what it stands under.
    Total,
    /// 其中：财政拨款
    FiscalPart,
    /// 财政拨款收入
    Fiscal,
    /// 一般公共预算
    General,
    /// 政府性基金
    Fund,
    /// 国有资本经营预算
    StateCapital,
    /// 财政专户管理资金
    SpecialAccount,
    /// 事业收入
    Business,
    /// 事业单位经营收入
    OperatingIncome,
    /// 上级补助收入
    SuperiorSubsidy,
    /// 附属单位上缴收入
    SubordinateRemittance,
    /// 其他收入
    OtherIncome,
    /// 单位资金
    UnitFunds,
    /// 本年收入
    ThisYearIncome,
    /// 本年收入合计: the heading and its total in one cell.
    ThisYearIncomeTotal,
    /// 本年拨款
    ThisYearAppropriation,
    /// 当年财政拨款安排
    CurrentAppropriation,
    /// 上年结转结余
    CarryOver,
    /// 年初结转和结余, which a final account prints under its own name.
    YearStart,
    /// 基本支出
    Basic,
    /// 人员经费
    Staff,
    /// 工资福利支出
    Wages,
    /// 对个人和家庭的补助
    Households,
    /// 公用经费
    Running,
    /// 商品和服务支出
    Goods,
    /// 资本性支出
    Capital,
    /// 项目支出
    Project,
    /// 其他运转类
    OtherOperation,
    /// 特定目标类
    SpecificTarget,
    /// 事业单位经营支出
    OperatingExpenditure,
    /// 上缴上级支出
    RemittanceToSuperior,
    /// 对附属单位补助支出
    SubsidyToSubordinate,
    /// 因公出国（境）费
    Abroad,
    /// 公务用车购置及运行费
    Cars,
    /// 公务用车购置费
    CarPurchase,
    /// 公务用车运行费
    CarRunning,
    /// 公务接待费
    Reception,
    /// 三公经费, as a heading over its items
    ThreePublic,
    /// 三公经费合计: the heading and its total in one cell.
    ThreePublicTotal,
    /// 会议费
    Meetings,
    /// 培训费
    Training,
    /// 机关运行经费
    OfficeRunning,
    /// 单位预留机动经费
    Reserve,
    /// 上年预算数, 2023年预算数: the columns under it are another year's.
    LastYear,
    /// 本年预算数, 2024年预算数: the columns under it are the budget's year's.
    ThisYear,
    /// A word over labels: 科目编码, 单位名称.
    Label,
}

impl Concept {
    /// The concept of the column that a word stands over.
    #[must_use]
    pub fn of_column(self) -> Self {
        match self {
            Concept::ThisYearIncomeTotal => Concept::ThisYearIncome,
            Concept::ThreePublicTotal => Concept::ThreePublic,
            concept => concept,
        }
    }

    /// Whether the word is that of a fund, or of what holds several.
    pub fn is_fund(self) -> bool {
        matches!(
            self,
            Concept::General | Concept::Fund | Concept::StateCapital | Concept::Fiscal
        )
    }

    /// Whether the word names a heading and says that its total stands here.
    pub fn names_own_total(self) -> bool {
        self.of_column() != self
    }
}
