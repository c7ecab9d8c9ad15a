/*!
The column that a figure stands in.

A measure is the path of the printed headings, outermost first, in the standard
vocabulary: `基本支出/人员经费`. 小计 under a heading is the heading itself.
*/

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A column path such as `合计` or `基本支出/工资福利支出`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Measure(Cow<'static, str>);

impl Measure {
    /// 合计
    pub const TOTAL: Measure = Measure::of("合计");
    /// 基本支出
    pub const BASIC: Measure = Measure::of("基本支出");
    /// 项目支出
    pub const PROJECT: Measure = Measure::of("项目支出");
    /// 公用经费
    pub const RUNNING: Measure = Measure::of("公用经费");
    /// 收入, the income side of 收支总表
    pub const INCOME: Measure = Measure::of("收入");
    /// 支出, the expenditure side of 收支总表 where it prints one column
    pub const EXPENDITURE: Measure = Measure::of("支出");
    /// 支出/合计, its total where it prints several
    pub const EXPENDITURE_TOTAL: Measure = Measure::of("支出/合计");

    /// What 三公 is made of, the total first: a table that leaves one out has no money for it.
    pub const THREE_PUBLIC: [Measure; 6] = [
        Measure::TOTAL,
        Measure::of("因公出国（境）费"),
        Measure::of("公务用车购置及运行费"),
        Measure::of("公务用车购置费"),
        Measure::of("公务用车运行费"),
        Measure::of("公务接待费"),
    ];

    /// What a final account prints beside each other, each over the same columns.
    pub const COLUMN_GROUPS: [&str; 2] = ["预算数", "决算数"];

    /// A measure of the fixed vocabulary.
    pub const fn of(path: &'static str) -> Self {
        Self(Cow::Borrowed(path))
    }

    /// A measure from a path that the program has put together.
    pub fn from_path(path: impl Into<String>) -> Self {
        Self(Cow::Owned(path.into()))
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The last part of the path: 公用经费 of 基本支出/公用经费.
    pub fn leaf(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Which of the column groups it is in, or none, and the path in it.
    pub fn in_column_group(&self) -> (&'static str, &str) {
        for group in Self::COLUMN_GROUPS {
            if let Some(rest) = self.path().strip_prefix(group) {
                return match rest.strip_prefix('/') {
                    Some(rest) => (group, rest),
                    None if rest.is_empty() => (group, "合计"),
                    None => ("", self.path()),
                };
            }
        }
        ("", self.path())
    }

    /// The measure one level up, if there is one.
    pub fn parent(&self) -> Option<Measure> {
        self.0
            .rsplit_once('/')
            .map(|(above, _)| Measure::from_path(above))
    }

    /// How deep the path goes: 0 for `合计`.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
