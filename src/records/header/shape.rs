/*!
The figures' columns of one table: measures in printed order, and the sums that
bind them.

A header is put onto the tree of its kind word by word. Where a header lost cells,
order and the tree still say which columns there are; where its cells stand
straight over the figures, their positions say it too, and the arithmetic of the
rows decides between the two readings.
*/

use crate::budget::Measure;
use crate::budget::columns::{Column, Concept, Role, is_rate};
use std::collections::HashMap;

/// A column of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its measure.
    pub measure: Measure,
    /// Whether a heading says that it is the year before's.
    pub last_year: bool,
}

impl Leaf {
    /// Whether the column prints rates, prices, numbers or remarks and no sums of money: 占比%,
    /// 增长率, 单价, 数量, 采购时间, 备注.
    pub fn is_rate(&self) -> bool {
        const NO_MONEY: [&str; 8] = [
            "单价", "数量", "备注", "说明", "人数", "时间", "日期", "期限",
        ];
        let path = self.measure.path();
        is_rate(path) || NO_MONEY.iter().any(|word| path.contains(word))
    }
}

/// Column `whole` is the sum of `parts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Index of the total's column.
    pub whole: usize,
    /// Indices of the columns that add up to it.
    pub parts: Vec<usize>,
}

/// The columns of figures of a table, and their sums.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    /// The columns, in printed order.
    pub leaves: Vec<Leaf>,
    /// The sums that hold in each row.
    pub sums: Vec<Sum>,
    /// Columns (其中) that are at most another: part, whole.
    pub within: Vec<(usize, usize)>,
}

impl Shape {
    /// The shape whose columns are these measures in this order: the sums come from the tree.
    pub fn of_measures(total: Measure, tree: &'static [Column], leaves: Vec<Leaf>) -> Self {
        let mut sums = Vec::new();
        let mut within = Vec::new();
        for last_year in [false, true] {
            let index_of = |measure: Measure| {
                leaves
                    .iter()
                    .position(|leaf| leaf.measure == measure && leaf.last_year == last_year)
            };
            collect_sums(index_of(total), tree, &index_of, &mut sums, &mut within);
            collect_within(tree, &index_of, &mut within);
        }
        sums.retain(|sum| !has_stranger(&leaves, &leaves[sum.whole], total, tree));
        Self {
            leaves,
            sums,
            within,
        }
    }

    /// A final account may print 预算数 and 决算数 beside each other, each with the same columns:
    /// both are this year's, and their measures say which.
    pub fn with_budget_and_outcome(mut self, is_printed: impl Fn(&str) -> bool) -> Self {
        let half = self.leaves.len() / 2;
        let (budget, outcome) = self.leaves.split_at_mut(half);
        let are_alike = budget
            .iter()
            .zip(&*outcome)
            .all(|(one, other)| one.measure == other.measure);
        if half == 0 || !are_alike || !Measure::COLUMN_GROUPS.iter().all(|word| is_printed(word)) {
            return self;
        }
        for (word, leaves) in [(Measure::BUDGETED, budget), (Measure::OUTCOME, outcome)] {
            for leaf in leaves {
                leaf.measure = leaf.measure.under(word);
                leaf.last_year = false;
            }
        }
        self
    }

    /// The number of columns.
    pub fn len(&self) -> usize {
        self.leaves.len()
    }
}

/// Whether a column that the tree lacks stands at the level that adds up to a column: then what
/// the tree says of the sum is not all of it.
fn has_stranger(leaves: &[Leaf], whole: &Leaf, total: Measure, tree: &'static [Column]) -> bool {
    let level = Some(whole.measure).filter(|measure| *measure != total);
    leaves
        .iter()
        .filter(|leaf| leaf.last_year == whole.last_year && !leaf.is_rate())
        .filter(|leaf| !is_known(leaf.measure, total, tree))
        .any(|leaf| {
            let above = leaf.measure.parent();
            above == level
                || level.is_none() && above.is_some_and(|above| !is_known(above, total, tree))
        })
}

fn is_known(measure: Measure, total: Measure, tree: &'static [Column]) -> bool {
    measure == total
        || tree
            .iter()
            .any(|column| column.measure == Some(measure) || is_known(measure, total, column.parts))
}

fn collect_sums(
    whole: Option<usize>,
    tree: &'static [Column],
    index_of: &dyn Fn(Measure) -> Option<usize>,
    sums: &mut Vec<Sum>,
    within: &mut Vec<(usize, usize)>,
) {
    for role in [Role::Part, Role::OtherPart] {
        let columns = tree.iter().filter(|column| column.role == role);
        let parts: Vec<usize> = columns
            .clone()
            .flat_map(|column| addends(column, index_of))
            .collect();
        match (whole, parts.as_slice()) {
            (None, _) | (_, []) => {}
            // One part of several may leave the rest of the total unprinted: 当年 without 上年结转.
            (Some(whole), &[part]) if columns.count() > 1 => within.push((part, whole)),
            (Some(whole), _) => sums.push(Sum { whole, parts }),
        }
    }
    for column in tree.iter().filter(|column| !column.parts.is_empty()) {
        collect_sums(
            column.measure.and_then(index_of),
            column.parts,
            index_of,
            sums,
            within,
        );
    }
}

fn collect_within(
    tree: &'static [Column],
    index_of: &dyn Fn(Measure) -> Option<usize>,
    within: &mut Vec<(usize, usize)>,
) {
    for column in tree {
        for part in column.parts.iter().filter(|part| part.role == Role::Within) {
            let (part, whole) = (
                part.measure.and_then(index_of),
                column.measure.and_then(index_of),
            );
            if let (Some(part), Some(whole)) = (part, whole) {
                within.push((part, whole));
            }
        }
        collect_within(column.parts, index_of, within);
    }
}

/// The columns that stand for a heading in a sum: its own, or those under it.
fn addends(column: &'static Column, index_of: &dyn Fn(Measure) -> Option<usize>) -> Vec<usize> {
    match column.measure.and_then(index_of) {
        Some(index) => vec![index],
        None => column
            .parts
            .iter()
            .filter(|part| part.role == Role::Part)
            .flat_map(|part| addends(part, index_of))
            .collect(),
    }
}

/// Puts the words of a header, in reading order, onto the tree of its kind.
pub fn from_words(total: Measure, tree: &'static [Column], words: &[Concept]) -> Shape {
    let words = &three_public_as_total(words);
    let groups = words
        .iter()
        .filter(|&&word| word == Concept::Abroad)
        .count()
        .max(1);
    let mut leaves = Vec::new();
    for group in 0..groups {
        let words = group_words(words, group, groups);
        let last_year = groups > 1 && group_is_last_year(&words, group, groups);
        let columns = Placed::of(tree, &words).leaves(total);
        leaves.extend(
            columns
                .into_iter()
                .map(|measure| Leaf { measure, last_year }),
        );
    }
    Shape::of_measures(total, tree, leaves)
}

/// 三公经费 is the total of a table that prints no 会议费 or 培训费 beside it; over a total of its own it
/// says nothing.
fn three_public_as_total(words: &[Concept]) -> Vec<Concept> {
    let has = |concept| words.contains(&concept);
    if has(Concept::Meetings) || has(Concept::Training) {
        return words.to_vec();
    }
    let has_total = has(Concept::Total) || has(Concept::ThreePublicTotal);
    let words = words.iter().copied();
    let words = words.filter(|&word| word != Concept::ThreePublic || !has_total);
    words
        .map(|word| match word.of_column() {
            Concept::ThreePublic => Concept::Total,
            _ => word,
        })
        .collect()
}

/// The words of one of several equal groups (上年预算数, 本年预算数): the share of each
/// word's occurrences that falls to it.
fn group_words(words: &[Concept], group: usize, groups: usize) -> Vec<Concept> {
    if groups == 1 {
        return words.to_vec();
    }
    let mut count: HashMap<Concept, usize> = HashMap::new();
    for word in words {
        *count.entry(*word).or_default() += 1;
    }
    let mut seen: HashMap<Concept, usize> = HashMap::new();
    words
        .iter()
        .copied()
        .filter(|word| {
            let index = seen.entry(*word).or_default();
            let share = count[word].div_ceil(groups);
            let belongs = *index / share == group;
            *index += 1;
            belongs
        })
        .collect()
}

/// The first of two groups is the year before's unless the words say otherwise.
fn group_is_last_year(words: &[Concept], group: usize, groups: usize) -> bool {
    let says_last = words.contains(&Concept::LastYear);
    let says_this = words.contains(&Concept::ThisYear);
    if says_last != says_this {
        says_last
    } else {
        group + 1 < groups
    }
}

/// The columns of a tree that a header's words name, in the words' order.
struct Placed {
    column: Option<&'static Column>,
    first_word: usize,
    named: bool,
    /// Whether it is a heading that prints a total of its own.
    owns: bool,
    parts: Vec<Placed>,
}

impl Placed {
    fn of(tree: &'static [Column], words: &[Concept]) -> Self {
        let mut taken = vec![false; words.len()];
        let parts = place_level(tree, words, &mut taken);
        let mut root = Self {
            column: None,
            first_word: 0,
            named: true,
            owns: false,
            parts,
        };
        let mut totals = words.iter().filter(|&&word| word == Concept::Total).count();
        for depth in 0..=MOST_LEVELS {
            root.take_totals(depth, &mut totals);
        }
        root
    }

    /// Gives words for totals to the headings of one level. Called from the outside in: the
    /// root goes first, then the headings under it.
    fn take_totals(&mut self, depth: usize, totals: &mut usize) {
        if depth > 0 {
            for part in &mut self.parts {
                part.take_totals(depth - 1, totals);
            }
            return;
        }
        let may_own = self
            .column
            .is_none_or(|column| column.measure.is_some() && (self.named || self.is_cars(column)));
        let is_heading = self.column.is_none() || self.has_summing_parts();
        if is_heading && may_own && !self.owns && *totals > 0 {
            self.owns = true;
            *totals -= 1;
        }
    }

    /// Whether it is 公务用车, whose 小计 stands before its parts also where nothing stands over them.
    fn is_cars(&self, column: &Column) -> bool {
        column.concept == Concept::Cars && self.parts.len() > 1
    }

    /// Whether it is 财政拨款收入 beside a fund and not over it: of 一般公共预算 no word is there.
    fn is_beside_fund(&self, column: &Column) -> bool {
        let is_general = |part: &Placed| {
            let column = part.column.filter(|_| part.named);
            column.is_some_and(|column| column.concept == Concept::General)
        };
        column.concept == Concept::Fiscal && !self.parts.iter().any(is_general)
    }

    fn has_summing_parts(&self) -> bool {
        self.parts.iter().any(|part| {
            part.column
                .is_some_and(|column| column.role != Role::Within)
        })
    }

    /// The measures in printed order. A heading without a total of its own is no column.
    fn leaves(&self, total: Measure) -> Vec<Measure> {
        let own = match self.column {
            None if self.owns => Some(total),
            Some(column)
                if self.owns
                    || self.named && (!self.has_summing_parts() || self.is_beside_fund(column)) =>
            {
                column.measure
            }
            _ => None,
        };
        own.into_iter()
            .chain(self.parts.iter().flat_map(|part| part.leaves(total)))
            .collect()
    }
}

/// Headings over headings in the deepest tree.
const MOST_LEVELS: usize = 4;

/// Whether the only word for 单位资金 is that of what is carried over: it follows the second word
/// for another fund.
fn is_carried(column: &Column, words: &[Concept]) -> bool {
    if column.concept != Concept::UnitFunds || column.parts.is_empty() {
        return false;
    }
    let places = |concept: Concept| {
        let all = words.iter().enumerate();
        all.filter_map(move |(at, &word)| (word == concept).then_some(at))
    };
    let mut own = places(Concept::UnitFunds);
    let (Some(at), None) = (own.next(), own.next()) else {
        return false;
    };
    let funds = [
        Concept::General,
        Concept::Fund,
        Concept::StateCapital,
        Concept::SpecialAccount,
    ];
    let mut seconds = funds.into_iter().filter_map(|fund| places(fund).nth(1));
    seconds.any(|second| second < at)
}

/// Takes words for the columns of one level; the first free occurrence of a word goes to
/// the first column that it can mean.
fn place_level(tree: &'static [Column], words: &[Concept], taken: &mut [bool]) -> Vec<Placed> {
    let mut level: Vec<Placed> = Vec::new();
    for column in tree {
        let own = words
            .iter()
            .enumerate()
            .position(|(index, &word)| word.of_column() == column.concept && !taken[index])
            .filter(|_| !is_carried(column, words));
        if let Some(index) = own {
            taken[index] = true;
        }
        // 结转's funds are the second occurrence of the funds' words: without the heading
        // over them there are none.
        let may_go_unnamed = column.concept != Concept::CarryOver;
        let parts = if own.is_some() || may_go_unnamed {
            place_level(column.parts, words, taken)
        } else {
            Vec::new()
        };
        if own.is_none() && parts.is_empty() {
            continue;
        }
        let first_word =
            own.unwrap_or_else(|| parts.iter().map(|part| part.first_word).min().unwrap_or(0));
        level.push(Placed {
            column: Some(column),
            first_word,
            named: own.is_some(),
            owns: own.is_some_and(|index| words[index].names_own_total()),
            parts,
        });
    }
    // A portion that does not add to the total stands behind what does, also where its heading
    // stands on an upper line and is read first.
    level.sort_by_key(|placed| {
        let is_portion = placed
            .column
            .is_some_and(|column| column.role == Role::Within);
        (is_portion, placed.first_word)
    });
    level
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::columns::words::concepts;
    use crate::budget::{TableKind, columns};

    fn measures(kind: TableKind, header: &str) -> Vec<String> {
        let (total, tree) = columns::of(kind);
        from_words(total, tree, &concepts(header))
            .leaves
            .iter()
            .map(|leaf| leaf.measure.to_string())
            .collect()
    }

    #[test]
    fn a_torn_header_keeps_its_columns() {
        let header = "科目编码单位代码单位（科目名称）合计基本支出项目支出小计人员经费公用经费小计其他运转类特定目标类类款项\
                      工资福利支出对个人和家庭的补助商品和服务支出资本性支出";
        assert_eq!(
            measures(TableKind::Expenditure, header),
            [
                "合计",
                "基本支出",
                "基本支出/工资福利支出",
                "基本支出/对个人和家庭的补助",
                "基本支出/商品和服务支出",
                "基本支出/资本性支出",
                "项目支出",
                "项目支出/其他运转类",
                "项目支出/特定目标类"
            ]
        );
    }

    #[test]
    fn the_second_fund_is_the_carry_over_fund() {
        let header = "总计本年收入上年结转结余合计一般公共预算政府性基金合计一般公共预算政府性基金单位资金小计其中：财政拨款";
        assert_eq!(
            measures(TableKind::Income, header),
            [
                "合计",
                "本年收入",
                "一般公共预算",
                "一般公共预算/财政拨款",
                "政府性基金",
                "上年结转",
                "上年结转/一般公共预算",
                "上年结转/政府性基金",
                "上年结转/单位资金"
            ]
        );
    }

    #[test]
    fn a_heading_with_its_total_in_one_cell() {
        let header = "项目|本年收入合计|财政拨款收入|上级补助收入|事业收入|其他收入";
        assert_eq!(
            measures(TableKind::Income, header),
            [
                "本年收入",
                "财政拨款收入",
                "上级补助收入",
                "事业收入",
                "其他收入"
            ]
        );
    }

    #[test]
    fn flat_income_columns() {
        assert_eq!(
            measures(
                TableKind::Income,
                "预算单位小计上年结转一般公共预算拨款收入政府性基金预算拨款收入其他收入"
            ),
            ["合计", "上年结转", "一般公共预算", "政府性基金", "其他收入"]
        );
    }

    #[test]
    fn two_years_of_three_public() {
        let one = "合计因公出国(境)费用公务用车购置及运行费公务接待费";
        let header = format!(
            "上年预算数2024年预算数{one}{one}小计公务用车购置费公务用车运行费小计公务用车购置费公务用车运行费"
        );
        let (total, tree) = columns::of(TableKind::ThreePublic);
        let shape = from_words(total, tree, &concepts(&header));
        assert_eq!(shape.len(), 12);
        assert_eq!(shape.leaves.iter().filter(|leaf| leaf.last_year).count(), 6);
        assert_eq!(shape.sums.len(), 4);
    }
}
