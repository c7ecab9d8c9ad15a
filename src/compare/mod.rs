/*!
对比: two or more budgets along one drill-down, row by row.

Budgets in, rows out; nothing here knows of files, screens or languages of query. What may be
compared is decided here, once for the explorer and the command line: both sides from the
same kind of table where there is one, in the measure that counts everything (合计), and a row
that one side does not print is new or gone only where that side prints such rows at all.

```text
                      2023     2024      差额      增减
208 社会保障…       931.78   950.00     18.22   +1.96%
210 卫生健康支出         —    23.10     23.10     新增
221 住房保障支出     46.20        —    -46.20     消失
```
*/

mod balance;
mod codes;
mod items;
mod merge;
mod projects;
mod row;
mod three_public;

pub use items::{Item, items};
pub use row::{ComparisonRow, Held, Holding, Rank, Standing};

use crate::budget::{Book, TableKind};

/// The kinds of rows that budgets are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Along {
    /// 支出功能分类, level by level.
    Functions,
    /// 部门预算支出经济分类, level by level.
    Economics,
    /// The projects.
    Projects,
    /// The lines of 收支总表.
    Balance,
    /// The figures of 三公.
    ThreePublic,
}

impl Along {
    /// All of them, in the order of the explorer's pages.
    pub const ALL: [Along; 5] = [
        Along::Functions,
        Along::Economics,
        Along::Projects,
        Along::Balance,
        Along::ThreePublic,
    ];

    /// The name on the command line and the screen.
    pub fn name(self) -> &'static str {
        match self {
            Along::Functions => "功能",
            Along::Economics => "经济",
            Along::Projects => "项目",
            Along::Balance => "收支",
            Along::ThreePublic => "三公",
        }
    }

    /// What the name stands for.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|along| along.name() == name)
    }

    /// Whether the rows are levels of codes.
    pub fn has_levels(self) -> bool {
        matches!(self, Along::Functions | Along::Economics)
    }
}

/// The rows of several budgets beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// From which kind of table each budget's figures are; none where it has no such table.
    pub tables: Vec<Option<TableKind>>,
    /// The kinds of tables that all the budgets have, to choose from.
    pub choices: Vec<TableKind>,
    /// The rows.
    pub rows: Vec<ComparisonRow>,
    /// Their total, where the rows are the parts of one.
    pub total: Option<ComparisonRow>,
    /// What keeps the figures from being alike, each as a sentence.
    pub notes: Vec<String>,
}

/// Compares budgets along something: of levels the one right under a code, from a kind of
/// table or from the first that all of them have.
pub fn compare(
    books: &[&Book],
    along: Along,
    table: Option<TableKind>,
    under: Option<&str>,
) -> Comparison {
    match along {
        Along::Functions | Along::Economics => codes::compare(books, along, table, under),
        Along::Projects => projects::compare(books, table),
        Along::Balance => balance::compare(books, table),
        Along::ThreePublic => three_public::compare(books),
    }
}

/// The kinds of tables that are compared, one a budget, and those that could be.
struct Chosen {
    kinds: Vec<Option<TableKind>>,
    choices: Vec<TableKind>,
    notes: Vec<String>,
}

/// Chooses, from the kinds that each budget has in order of preference: the kind that is
/// asked for, or the first that all have, or each budget's own first, which is then said.
fn choose(books: &[&Book], has: &[Vec<TableKind>], asked: Option<TableKind>) -> Chosen {
    let some = has.iter().filter(|kinds| !kinds.is_empty());
    let choices: Vec<TableKind> = has
        .iter()
        .find(|kinds| !kinds.is_empty())
        .into_iter()
        .flatten()
        .copied()
        .filter(|kind| some.clone().all(|kinds| kinds.contains(kind)))
        .collect();
    let common = asked.or(choices.first().copied());
    let kinds: Vec<Option<TableKind>> = has
        .iter()
        .map(|kinds| match common {
            Some(kind) => Some(kind).filter(|kind| kinds.contains(kind)),
            None => kinds.first().copied(),
        })
        .collect();
    let mut notes: Vec<String> = books
        .iter()
        .zip(&kinds)
        .filter(|(_, kind)| kind.is_none())
        .map(|(book, _)| match common {
            Some(kind) => format!("{}没有{}，不作比较", book.identity, kind.name()),
            None => format!("{}没有这类表，不作比较", book.identity),
        })
        .collect();
    if common.is_none() && kinds.iter().flatten().count() > 1 {
        let each: Vec<String> = books
            .iter()
            .zip(&kinds)
            .filter_map(|(book, kind)| Some(format!("{}取{}", book.identity, (*kind)?.name())))
            .collect();
        notes.push(format!("没有共同的表，口径不同：{}", each.join("，")));
    }
    Chosen {
        kinds,
        choices,
        notes,
    }
}
