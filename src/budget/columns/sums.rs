/*!
What the columns that a table prints say of each other.

A sum is an edge of the tree: a heading with a figure of its own, and of everything under
it the outermost columns that are printed. A column that the tree lacks belongs to the
innermost printed heading of its path; whether it is one of the parts only the rows can
say, so it is handed out beside them.
*/

use super::{Column, PERFORMANCE, Role, is_reckoned, of};
use crate::budget::{Measure, TableKind};

/// A printed total and the printed columns that may add up to it, by their places in the
/// table's measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSum {
    /// The total.
    pub whole: usize,
    /// Its parts by the tree.
    pub parts: Vec<usize>,
    /// The way of dividing the total that they are of: parts, or the second way.
    pub role: Role,
    /// Whether the tree knows more parts than the table prints, and it prints one alone: then
    /// that one may be less than the whole.
    pub is_partial: bool,
    /// Columns beside the parts that some tables count in and others do not: 会议费 beside 三公.
    pub beside: Vec<usize>,
    /// Columns printed at this level that the tree lacks.
    pub unknown: Vec<usize>,
}

/// The sums among the measures that a table of a kind prints (those of one group of columns,
/// 预算数 or 决算数, without the group's name).
pub fn sums(kind: TableKind, measures: &[Measure]) -> Vec<ColumnSum> {
    let (total, tree) = tree_of(kind);
    let printed = PrintedMeasures { kind, measures };
    let mut found = Vec::new();
    if let Some(whole) = printed.index_of(total) {
        let beside = tree.iter().filter(|column| column.role == Role::Within);
        let beside = beside.filter_map(|column| printed.index_of_column(column));
        let beside = beside.collect();
        printed.level(whole, total, tree, beside, &mut found);
    }
    printed.headings(tree, &mut found);
    found
}

fn tree_of(kind: TableKind) -> (Measure, &'static [Column]) {
    let (total, tree) = of(kind);
    if kind.is_performance() {
        (total, PERFORMANCE)
    } else {
        (total, tree)
    }
}

/// The measures of one group of columns.
struct PrintedMeasures<'m> {
    kind: TableKind,
    measures: &'m [Measure],
}

impl PrintedMeasures<'_> {
    fn index_of(&self, measure: Measure) -> Option<usize> {
        self.measures.iter().position(|printed| *printed == measure)
    }

    /// Where a column is printed; a heading that prints no figure is printed nowhere.
    fn index_of_column(&self, column: &Column) -> Option<usize> {
        self.index_of(column.measure?)
    }

    /// The sums of a printed heading, one for each way of dividing it.
    fn level(
        &self,
        whole: usize,
        heading: Measure,
        tree: &'static [Column],
        beside: Vec<usize>,
        found: &mut Vec<ColumnSum>,
    ) {
        for role in [Role::Part, Role::OtherPart] {
            let columns = || tree.iter().filter(|column| column.role == role);
            let (meetings, parts): (Vec<usize>, Vec<usize>) = columns()
                .flat_map(|column| self.addends(column))
                .partition(|index| self.may_stand_beside(*index));
            let (balances, unknown): (Vec<usize>, Vec<usize>) = match role {
                Role::Part => self.unknown_under(heading),
                _ => Vec::new(),
            }
            .into_iter()
            .partition(|index| self.is_balance(*index));
            if parts.is_empty() && unknown.len() < 2 {
                continue;
            }
            found.push(ColumnSum {
                whole,
                is_partial: parts.len() == 1 && columns().count() > 1,
                parts,
                role,
                beside: beside
                    .iter()
                    .copied()
                    .chain(meetings)
                    .chain(balances)
                    .chain(self.balances_of_torn_way(tree, role))
                    .collect(),
                unknown,
            });
        }
    }

    /// The balances of the second way of dividing where the table prints a part of it: 上年结转 without
    /// 当年财政拨款 stands beside 基本支出 and 项目支出, which may be this year's alone.
    fn balances_of_torn_way(&self, tree: &'static [Column], role: Role) -> Vec<usize> {
        let second = || tree.iter().filter(|column| column.role == Role::OtherPart);
        let printed: Vec<usize> = second().flat_map(|column| self.addends(column)).collect();
        if role != Role::Part || printed.len() >= second().count() {
            return Vec::new();
        }
        let balances = printed.into_iter();
        balances.filter(|index| self.is_balance(*index)).collect()
    }

    fn is_balance(&self, index: usize) -> bool {
        let measure = self.measures.get(index);
        measure.is_some_and(|measure| is_balance(*measure))
    }

    /// The sums of the headings below the total.
    fn headings(&self, tree: &'static [Column], found: &mut Vec<ColumnSum>) {
        for column in tree.iter().filter(|column| !column.parts.is_empty()) {
            if let (Some(measure), Some(whole)) = (column.measure, self.index_of_column(column)) {
                let has_parts = column.parts.iter().any(|part| part.role != Role::Within);
                if has_parts {
                    self.level(whole, measure, column.parts, Vec::new(), found);
                }
            }
            self.headings(column.parts, found);
        }
    }

    /// Whether a part is 会议费 or 培训费 beside a total that may be of the three 公 alone: where the
    /// table prints their total too, its own holds all.
    fn may_stand_beside(&self, index: usize) -> bool {
        let measure = self.measures.get(index);
        let is_meeting = matches!(measure, Some(&(Measure::MEETINGS | Measure::TRAINING)));
        is_meeting && self.index_of(Measure::THREE_PUBLIC_TOTAL).is_none()
    }

    /// The columns that stand for a heading in a sum: its own, or the outermost under it.
    fn addends(&self, column: &'static Column) -> Vec<usize> {
        if let Some(index) = self.index_of_column(column) {
            return vec![index];
        }
        let parts = column.parts.iter();
        parts
            .filter(|part| part.role == Role::Part)
            .flat_map(|part| self.addends(part))
            .collect()
    }

    /// The columns without a place in the tree whose innermost printed heading this is.
    fn unknown_under(&self, heading: Measure) -> Vec<usize> {
        let (total, _) = tree_of(self.kind);
        let columns = self.measures.iter().enumerate();
        columns
            .filter(|&(_, &measure)| {
                !self.is_known(measure)
                    && !is_no_money(measure)
                    && !self.is_under_unknown(measure)
                    && is_on_the_side_of(measure, total)
                    && self.owner(measure).unwrap_or(total) == heading
            })
            .map(|(index, _)| index)
            .collect()
    }

    /// Whether a heading above a column is itself printed and unknown: then that one is counted.
    fn is_under_unknown(&self, measure: Measure) -> bool {
        headings_above(measure)
            .any(|heading| self.index_of(heading).is_some() && !self.is_known(heading))
    }

    /// The innermost printed heading that a column stands under, or under whose place in the tree
    /// it stands.
    fn owner(&self, measure: Measure) -> Option<Measure> {
        let (_, tree) = tree_of(self.kind);
        let trail = headings_above(measure).find_map(|heading| trail_to(tree, heading))?;
        let printed = trail.iter().rev().filter_map(|column| column.measure);
        printed
            .into_iter()
            .find(|heading| self.index_of(*heading).is_some())
    }

    fn is_known(&self, measure: Measure) -> bool {
        let (total, tree) = tree_of(self.kind);
        measure == total || trail_to(tree, measure).is_some()
    }
}

/// The headings over a column, the innermost first.
fn headings_above(measure: Measure) -> impl Iterator<Item = Measure> {
    std::iter::successors(measure.parent(), |heading| heading.parent())
}

/// A two-sided table's income is no part of its expenditure.
fn is_on_the_side_of(measure: Measure, total: Measure) -> bool {
    total
        .parent()
        .is_none_or(|side| measure != side && measure.is_within(side))
}

/// Whether a kind of table may print a column of that path.
pub fn may_have(kind: TableKind, path: &str) -> bool {
    fn has(tree: &[Column], path: &str) -> bool {
        tree.iter().any(|column| {
            column.measure.is_some_and(|measure| measure.path() == path) || has(column.parts, path)
        })
    }
    has(tree_of(kind).1, path)
}

/// The columns from the outermost down to the one of a measure.
fn trail_to(tree: &'static [Column], measure: Measure) -> Option<Vec<&'static Column>> {
    tree.iter().find_map(|column| {
        if column.measure == Some(measure) {
            return Some(vec![column]);
        }
        let mut below = trail_to(column.parts, measure)?;
        below.insert(0, column);
        Some(below)
    })
}

/// Rates, prices and counts add up to nothing.
fn is_no_money(measure: Measure) -> bool {
    const WORDS: [&str; 3] = ["单价", "数量", "人数"];
    let path = measure.path();
    is_reckoned(path) || WORDS.iter().any(|word| path.contains(word))
}

/// What is carried from or into another year, and what came in: some totals count it in.
fn is_balance(measure: Measure) -> bool {
    const WORDS: [&str; 6] = ["本年收入", "年初", "年末", "结转", "结余", "上年"];
    WORDS.iter().any(|word| measure.path().contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each sum as total, parts, columns beside them, unknown columns.
    fn named(kind: TableKind, paths: &[&str]) -> Vec<(String, String, String, String)> {
        let names = |indices: &[usize]| {
            let names: Vec<&str> = indices.iter().map(|index| paths[*index]).collect();
            names.join("＋")
        };
        let measures: Vec<Measure> = paths.iter().map(Measure::from_path).collect();
        sums(kind, &measures)
            .iter()
            .map(|sum| {
                (
                    names(&[sum.whole]),
                    names(&sum.parts),
                    names(&sum.beside),
                    names(&sum.unknown),
                )
            })
            .collect()
    }

    fn row(
        whole: &str,
        parts: &str,
        beside: &str,
        unknown: &str,
    ) -> (String, String, String, String) {
        (whole.into(), parts.into(), beside.into(), unknown.into())
    }

    #[test]
    fn a_heading_stands_for_the_columns_under_it() {
        let measures = [
            "合计",
            "财政拨款收入",
            "一般公共预算",
            "政府性基金",
            "单位资金",
            "上年结转",
        ];
        assert_eq!(
            named(TableKind::Income, &measures),
            [
                row("合计", "财政拨款收入＋单位资金＋上年结转", "", ""),
                row("财政拨款收入", "一般公共预算＋政府性基金", "", ""),
            ]
        );
    }

    #[test]
    fn a_column_that_the_tree_lacks_is_said() {
        assert_eq!(
            named(
                TableKind::Expenditure,
                &["合计", "基本支出", "项目支出", "其他支出安排"]
            ),
            [row("合计", "基本支出＋项目支出", "", "其他支出安排")]
        );
        let under = [
            "合计",
            "基本支出",
            "基本支出/人员经费",
            "基本支出/其他",
            "项目支出",
        ];
        assert_eq!(
            named(TableKind::Expenditure, &under),
            [
                row("合计", "基本支出＋项目支出", "", ""),
                row("基本支出", "基本支出/人员经费", "", "基本支出/其他"),
            ]
        );
        let lost = [
            "合计",
            "基本支出/人员支出",
            "基本支出/日常公用支出",
            "项目支出",
        ];
        assert_eq!(
            named(TableKind::Expenditure, &lost),
            [row(
                "合计",
                "项目支出",
                "",
                "基本支出/人员支出＋基本支出/日常公用支出"
            )]
        );
    }

    #[test]
    fn meetings_stand_beside_the_three() {
        let measures = [
            "合计",
            "三公经费合计",
            "因公出国（境）费",
            "公务用车购置及运行费",
            "公务接待费",
            "会议费",
            "培训费",
        ];
        assert_eq!(
            named(TableKind::ThreePublic, &measures),
            [
                row("合计", "三公经费合计＋会议费＋培训费", "", ""),
                row(
                    "三公经费合计",
                    "因公出国（境）费＋公务用车购置及运行费＋公务接待费",
                    "",
                    ""
                ),
            ]
        );
    }

    #[test]
    fn two_sides_are_not_mixed() {
        let measures = [
            "收入",
            "支出/合计",
            "支出/一般公共预算",
            "支出/政府性基金",
            "支出/其他资金",
        ];
        assert_eq!(
            named(TableKind::FiscalAppropriation, &measures),
            [row(
                "支出/合计",
                "支出/一般公共预算＋支出/政府性基金",
                "",
                "支出/其他资金"
            )]
        );
    }
}
