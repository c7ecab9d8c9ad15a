/*!
The column that a figure stands in.

A measure is the path of the printed headings, outermost first, in the standard
vocabulary: `基本支出/人员经费`. 小计 under a heading is the heading itself.
*/

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::collections::HashSet;
use std::fmt;
use std::sync::{LazyLock, PoisonError, RwLock};

/// A column path such as `合计` or `基本支出/工资福利支出`: a word of the vocabulary or what a
/// document prints, copied like a number and matched like an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Measure(&'static str);

/// The paths that documents print beyond the vocabulary, each once. They stay for the life of the
/// program: that of a reader ends with its documents; the explorer's grows by headings that no opened
/// budget had before.
static PRINTED: LazyLock<RwLock<HashSet<&'static str>>> = LazyLock::new(RwLock::default);

fn kept(path: &str) -> &'static str {
    let known = PRINTED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(path) {
        return known;
    }
    drop(known);
    let mut printed = PRINTED.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = printed.get(path) {
        return known;
    }
    let path: &'static str = Box::leak(path.into());
    printed.insert(path);
    path
}

/// The measures that the program asks for by name. What only a tree has (`columns`) needs none.
macro_rules! vocabulary {
    ($($name:ident = $path:literal;)*) => {
        impl Measure {
            $(#[doc = $path] pub const $name: Measure = Measure($path);)*

        }
    };
}

vocabulary! {
    TOTAL = "合计";
    BASIC = "基本支出";
    BASIC_STAFF = "基本支出/人员经费";
    BASIC_WAGES = "基本支出/工资福利支出";
    BASIC_HOUSEHOLDS = "基本支出/对个人和家庭的补助";
    BASIC_RUNNING = "基本支出/公用经费";
    BASIC_GOODS = "基本支出/商品和服务支出";
    BASIC_CAPITAL = "基本支出/资本性支出";
    PROJECT = "项目支出";
    SPECIFIC_TARGET = "项目支出/特定目标类";
    CURRENT_APPROPRIATION = "当年财政拨款";
    CARRY_OVER = "上年结转";
    STAFF = "人员经费";
    RUNNING = "公用经费";
    GENERAL = "一般公共预算";
    GENERAL_FISCAL = "一般公共预算/财政拨款";
    GENERAL_BASIC = "一般公共预算/基本支出";
    GENERAL_PROJECT = "一般公共预算/项目支出";
    FUND = "政府性基金";
    STATE_CAPITAL = "国有资本经营预算";
    SPECIAL_ACCOUNT = "财政专户管理资金";
    UNIT_FUNDS = "单位资金";
    BUSINESS_INCOME = "事业收入";
    OPERATING_INCOME = "事业单位经营收入";
    SUPERIOR_SUBSIDY = "上级补助收入";
    SUBORDINATE_REMITTANCE = "附属单位上缴收入";
    OTHER_INCOME = "其他收入";
    THIS_YEAR_INCOME = "本年收入";
    FISCAL_INCOME = "财政拨款收入";
    CARRIED_UNIT_FUNDS = "上年结转/单位资金";
    INCOME = "收入";
    INCOME_TOTAL = "收入/合计";
    INCOME_OUTCOME = "收入/决算数";
    EXPENDITURE = "支出";
    EXPENDITURE_OUTCOME = "支出/决算数";
    EXPENDITURE_TOTAL = "支出/合计";
    EXPENDITURE_GENERAL = "支出/一般公共预算";
    EXPENDITURE_GENERAL_FISCAL = "支出/一般公共预算/财政拨款";
    EXPENDITURE_FUND = "支出/政府性基金";
    EXPENDITURE_STATE_CAPITAL = "支出/国有资本经营预算";
    EXPENDITURE_BASIC = "支出/基本支出";
    THREE_PUBLIC_TOTAL = "三公经费合计";
    ABROAD = "因公出国（境）费";
    CARS = "公务用车购置及运行费";
    CAR_PURCHASE = "公务用车购置费";
    CAR_RUNNING = "公务用车运行费";
    RECEPTION = "公务接待费";
    MEETINGS = "会议费";
    TRAINING = "培训费";
    OFFICE_RUNNING = "机关运行经费";
    ALL_MONEY = "资金总额";
    GOVERNMENT_MONEY = "政府预算资金";
    FISCAL_MONEY = "财政拨款";
    OTHER_MONEY = "其他资金";
    PROJECT_FUND = "政府性基金预算";
    BUDGETED = "预算数";
    OUTCOME = "决算数";
}

impl Measure {
    /// What 三公 is made of, the total first: a table that leaves one out has no money for it.
    pub const THREE_PUBLIC: [Measure; 6] = [
        Measure::TOTAL,
        Measure::ABROAD,
        Measure::CARS,
        Measure::CAR_PURCHASE,
        Measure::CAR_RUNNING,
        Measure::RECEPTION,
    ];

    /// What the tables of projects and their goals call the whole of a project's money.
    pub const PROJECT_TOTALS: [Measure; 3] =
        [Measure::TOTAL, Measure::ALL_MONEY, Measure::BUDGETED];

    /// What a final account prints beside each other, each over the same columns.
    pub const COLUMN_GROUPS: [&str; 2] = [Measure::BUDGETED.path(), Measure::OUTCOME.path()];

    /// A column of the vocabulary, for the trees.
    pub(in crate::budget) const fn of(path: &'static str) -> Self {
        Self(path)
    }

    /// A measure from a path that the program has put together or a document prints.
    pub fn from_path(path: impl AsRef<str>) -> Self {
        Self(kept(path.as_ref()))
    }

    /// The column under a heading: 合计 under 预算数 is 预算数/合计.
    #[must_use]
    pub fn under(self, heading: Measure) -> Self {
        Self::from_path(format!("{heading}/{self}"))
    }

    /// The path.
    pub const fn path(self) -> &'static str {
        self.0
    }

    /// The last part of the path: 公用经费 of 基本支出/公用经费.
    pub fn leaf(self) -> &'static str {
        self.0.rsplit('/').next().unwrap_or(self.0)
    }

    /// Which of the column groups it is in, or none, and the path in it.
    pub fn in_column_group(self) -> (&'static str, Measure) {
        for group in Self::COLUMN_GROUPS {
            if let Some(rest) = self.0.strip_prefix(group) {
                return match rest.strip_prefix('/') {
                    Some(rest) => (group, Measure(rest)),
                    None if rest.is_empty() => (group, Measure::TOTAL),
                    None => ("", self),
                };
            }
        }
        ("", self)
    }

    /// The measure one level up, if there is one.
    pub fn parent(self) -> Option<Measure> {
        self.0.rsplit_once('/').map(|(above, _)| Measure(above))
    }

    /// Whether it is a heading, or stands under it.
    pub fn is_within(self, heading: Measure) -> bool {
        let rest = self.0.strip_prefix(heading.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// How deep the path goes: 0 for `合计`.
    pub fn depth(self) -> usize {
        self.0.matches('/').count()
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Path;

        impl Visitor<'_> for Path {
            type Value = Measure;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the path of a column")
            }

            fn visit_str<E: Error>(self, path: &str) -> Result<Measure, E> {
                Ok(Measure::from_path(path))
            }
        }

        deserializer.deserialize_str(Path)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
