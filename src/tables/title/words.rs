/*!
The words of a title, by what each says of the table: fund, part, classification, subject.
*/

use crate::budget::TableKind;

/// What a title says, word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// 一般公共预算
    General,
    /// 政府性基金
    Fund,
    /// 国有资本经营
    StateCapital,
    /// 财政拨款, which holds all three
    Fiscal,
    /// 收支, 收入支出
    Both,
    /// 收入
    Income,
    /// 支出
    Expenditure,
    /// 基本支出
    Basic,
    /// 项目支出, 专项业务经费: what is spent beside 基本支出
    Project,
    /// 人员经费, a part of 基本支出
    Staff,
    /// 公用经费, the rest of it
    Running,
    /// 功能分类
    ByFunction,
    /// 经济分类, 部门预算经济分类
    ByEconomicClass,
    /// 政府预算经济分类
    ByGovernmentClass,
    /// 工资福利支出: one class of the economic classification alone
    OneClass,
    /// 功能经济对照: functions down and economic classes across
    Crossed,
    /// 汇总
    Summary,
    /// 三公
    ThreePublic,
    /// 会议费, 培训费, which stand beside 三公
    Meetings,
    /// 机关运行经费
    OfficeRunning,
    /// 政府采购
    Procurement,
    /// 绩效目标, 绩效指标
    Goals,
    /// 绩效
    Performance,
    /// 整体
    Whole,
    /// A subject that no kind of the vocabulary has.
    Else,
    /// 预算, 表, 情况 and the like: nothing.
    Nothing,
}

use Says::*;

/// Every word that a title of a budget's table is made of; the longest that fits is taken.
const WORDS: &[(&str, Says)] = &[
    ("一般公共预算财政拨款", General),
    ("一般公共预算拨款", General),
    ("一般公共预算", General),
    ("公共财政预算财政拨款", General),
    ("公共财政预算", General),
    ("公共财政拨款", General),
    ("公共预算财政拨款", General),
    ("公共预算", General),
    ("政府性基金预算财政拨款", Fund),
    ("政府性基金财政拨款", Fund),
    ("政府性基金预算拨款", Fund),
    ("政府性基金预算", Fund),
    ("政府性基金", Fund),
    ("政府基金预算财政拨款", Fund),
    ("政府基金预算", Fund),
    ("政府基金", Fund),
    ("国有资本经营预算财政拨款", StateCapital),
    ("国有资本经营预算拨款", StateCapital),
    ("国有资本经营财政拨款", StateCapital),
    ("国有资本经营预算", StateCapital),
    ("国有资本经营", StateCapital),
    ("国有资本预算", StateCapital),
    ("财政拨款", Fiscal),
    ("收入支出", Both),
    ("收支", Both),
    ("收入", Income),
    ("支出", Expenditure),
    ("基本支出", Basic),
    ("项目支出", Project),
    ("专项业务经费支出", Project),
    ("专项业务经费", Project),
    ("功能分类科目", ByFunction),
    ("功能分类", ByFunction),
    ("功能科目", ByFunction),
    ("功能", ByFunction),
    ("部门预算经济分类", ByEconomicClass),
    ("部门经济分类", ByEconomicClass),
    ("经济分类", ByEconomicClass),
    ("经济科目", ByEconomicClass),
    ("政府预算支出经济分类", ByGovernmentClass),
    ("政府预算经济分类", ByGovernmentClass),
    ("政府支出经济分类", ByGovernmentClass),
    ("政府经济分类", ByGovernmentClass),
    ("功能经济对照", Crossed),
    ("功能经济", Crossed),
    ("汇总", Summary),
    ("三公经费", ThreePublic),
    ("三公", ThreePublic),
    ("会议费", Meetings),
    ("培训费", Meetings),
    ("机关运行经费", OfficeRunning),
    ("机关运行费", OfficeRunning),
    ("政府采购", Procurement),
    ("绩效目标", Goals),
    ("绩效指标", Goals),
    ("绩效", Performance),
    ("整体", Whole),
    ("自评", Else),
    ("评价", Else),
    ("购买服务", Else),
    ("购买社会服务", Else),
    ("债务", Else),
    ("债券", Else),
    ("资产", Else),
    ("转移支付", Else),
    ("专项资金", Else),
    ("工资福利支出", OneClass),
    ("商品和服务支出", OneClass),
    ("对个人和家庭的补助支出", OneClass),
    ("对个人和家庭的补助", OneClass),
    ("对个人和家庭补助支出", OneClass),
    ("对个人和家庭补助", OneClass),
    ("资本性支出", OneClass),
    ("债务利息及费用支出", OneClass),
    ("人员经费", Staff),
    ("公用经费", Running),
    ("结转结余资金", Else),
    ("结转资金", Else),
    ("上年结转", Else),
    ("财政专户", Else),
    ("社会保险基金", Else),
    // The offices that look after it have it in their names.
    ("社会保险基金管理", Nothing),
    ("社会保险基金监督", Nothing),
    ("社会保险基金结算", Nothing),
    ("往来", Else),
    ("用款计划", Else),
    ("三年", Else),
    ("政府预算", Nothing),
    ("部门预算", Nothing),
    ("单位预算", Nothing),
    ("部门综合预算", Nothing),
    ("部门决算", Nothing),
    ("单位决算", Nothing),
    ("行政经费", Nothing),
    ("行政参公单位", Nothing),
    ("参公单位", Nothing),
    ("机关", Nothing),
    ("主要科目", Nothing),
    ("其他", Nothing),
    ("财政", Nothing),
    ("拨款", Nothing),
    ("安排", Nothing),
    ("预算", Nothing),
    ("决算", Nothing),
    ("总体", Nothing),
    ("情况", Nothing),
    ("明细", Nothing),
    ("详细", Nothing),
    ("部门", Nothing),
    ("单位", Nothing),
    ("本级", Nothing),
    ("本年", Nothing),
    ("当年", Nothing),
    ("年初", Nothing),
    ("年度", Nothing),
    ("公开", Nothing),
    ("综合", Nothing),
    ("财务", Nothing),
    ("资金", Nothing),
    ("经费", Nothing),
    ("科目", Nothing),
    ("分类", Nothing),
    ("级次", Nothing),
    ("申报", Nothing),
    ("批复", Nothing),
    ("计划", Nothing),
    ("统计", Nothing),
    ("项目", Nothing),
    ("来源", Nothing),
];

/// Characters that say nothing by themselves.
const SILENT: &str = "表总分按到含类款项级和及与并的年度、，,·“”\"‘’（）()《》[]【】-—－/／:： 0123456789０１２３４５６７８９一二三四五六七八九十第";

/// What the words of a title say together.
pub struct Words {
    said: Vec<Says>,
    /// Whether behind the first word that says something there is one that this list lacks.
    has_unknown: bool,
}

impl Words {
    /// Reads the words of a title without its number and its brackets at the end. What stands
    /// before the first word of the list is whose table it is.
    pub fn of(title: &str) -> Self {
        let title: String = title
            .chars()
            .filter(|c| !matches!(c, '“' | '”' | '"' | '‘' | '’'))
            .collect();
        let mut rest = title.as_str();
        let mut words = Self {
            said: Vec::new(),
            has_unknown: false,
        };
        while let Some(next) = rest.chars().next() {
            match longest(rest) {
                Some((length, says)) => {
                    if says != Nothing {
                        words.said.push(says);
                    }
                    rest = rest.get(length..).unwrap_or_default();
                }
                None => {
                    let begun = !words.said.is_empty();
                    words.has_unknown |= begun && !SILENT.contains(next);
                    rest = rest.get(next.len_utf8()..).unwrap_or_default();
                }
            }
        }
        words
    }

    fn says(&self, wanted: Says) -> bool {
        self.said.contains(&wanted)
    }

    /// The kind of table that means all that is said; none where no kind does.
    pub fn kind(&self) -> Option<TableKind> {
        if self.says(Goals) || self.says(Performance) && self.says(Whole) {
            return self.kind_of_goals();
        }
        if self.has_unknown || self.says(Else) || self.says(Performance) || self.says_one_part() {
            return None;
        }
        if self.says(OneClass) {
            return self
                .says(ByFunction)
                .then_some(TableKind::FunctionByEconomic);
        }
        if self.says(Crossed) {
            return Some(TableKind::FunctionByEconomic);
        }
        if self.says(ThreePublic) {
            return Some(if self.fund() == Some(Fund) {
                TableKind::GovernmentFundThreePublic
            } else {
                TableKind::ThreePublic
            });
        }
        if self.says(Meetings) {
            return None;
        }
        if self.says(OfficeRunning) {
            return Some(TableKind::OfficeRunning);
        }
        if self.says(Procurement) {
            return Some(TableKind::Procurement);
        }
        self.kind_of_money()
    }

    /// What became of last year's goals is no table of the budget's goals.
    fn kind_of_goals(&self) -> Option<TableKind> {
        if self.says(Else) && !self.says(Goals) {
            None
        } else if self.says(Whole) {
            Some(TableKind::DepartmentPerformance)
        } else {
            Some(TableKind::ProjectPerformance)
        }
    }

    fn kind_of_money(&self) -> Option<TableKind> {
        let spends = self.says(Expenditure) || self.says(Both) || self.says(Income);
        let any = spends || self.says(Basic) || self.says(Project);
        if !any {
            return None;
        }
        if self.says(ByEconomicClass) && self.says(Summary) {
            return Some(TableKind::EconomicSummary);
        }
        // By government class alone no kind of table is.
        if self.says(ByGovernmentClass) || self.says(ByFunction) && self.says(ByEconomicClass) {
            let across = self.says(ByFunction) && self.says(ByEconomicClass);
            return across.then_some(TableKind::FunctionByEconomic);
        }
        match self.fund() {
            Some(StateCapital) => self.unless_economic(TableKind::StateCapital),
            Some(Fund) => self.unless_economic(TableKind::GovernmentFund),
            Some(General) => self.general(),
            Some(_) => self.fiscal(),
            None => self.of_all_money(),
        }
    }

    /// Whether the title names a part of 基本支出 alone; both parts are the whole.
    fn says_one_part(&self) -> bool {
        let (staff, running) = (self.says(Staff), self.says(Running));
        staff != running || staff && !self.says(Basic)
    }

    /// The fund that the title names; where it names several, it is of all of them.
    fn fund(&self) -> Option<Says> {
        let mut funds = [General, Fund, StateCapital]
            .into_iter()
            .filter(|fund| self.says(*fund));
        match (funds.next(), funds.next()) {
            (Some(fund), None) => Some(fund),
            (Some(_), Some(_)) => Some(Fiscal),
            (None, _) => self.says(Fiscal).then_some(Fiscal),
        }
    }

    fn unless_economic(&self, kind: TableKind) -> Option<TableKind> {
        let is_divided = self.says(ByEconomicClass) || self.says(Basic) || self.says(Project);
        (!is_divided).then_some(kind)
    }

    fn general(&self) -> Option<TableKind> {
        if self.says(Both) {
            None
        } else if self.says(Basic) && !self.says(Project) {
            Some(TableKind::GeneralBudgetBasic)
        } else if self.says(Project) && !self.says(Basic) {
            Some(TableKind::GeneralBudgetProjects)
        } else if self.says(ByEconomicClass) || !self.says(Expenditure) {
            None
        } else {
            Some(TableKind::GeneralBudget)
        }
    }

    fn fiscal(&self) -> Option<TableKind> {
        if self.says(Both) {
            Some(TableKind::FiscalAppropriation)
        } else if self.says(Basic) && !self.says(Project) {
            Some(TableKind::FiscalBasic)
        } else if self.says(Project) && !self.says(Basic) {
            Some(TableKind::Projects)
        } else if !self.says(Expenditure) {
            None
        } else if self.says(ByEconomicClass) {
            Some(TableKind::FiscalByEconomicClass)
        } else {
            Some(TableKind::FiscalExpenditure)
        }
    }

    /// 部门基本支出预算表 is neither the whole expenditure nor that of 一般公共预算 alone.
    fn of_all_money(&self) -> Option<TableKind> {
        if self.says(Both) {
            Some(TableKind::IncomeAndExpenditure)
        } else if self.says(Project) && !self.says(Basic) {
            Some(TableKind::Projects)
        } else if self.says(ByEconomicClass) || self.says(Basic) && !self.says(Project) {
            None
        } else if self.says(Income) {
            Some(TableKind::Income)
        } else {
            Some(TableKind::Expenditure)
        }
    }
}

/// The longest word that a text begins with: its bytes, and what it says.
fn longest(text: &str) -> Option<(usize, Says)> {
    WORDS
        .iter()
        .filter(|(word, _)| text.starts_with(word))
        .map(|(word, says)| (word.len(), *says))
        .max_by_key(|(length, _)| *length)
}
