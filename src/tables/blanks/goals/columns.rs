/*!
The columns of a table of goals: its headings, and under which of them the words of its lines stand.
*/

use super::GoalRow;
use crate::tables::blanks::token::Token;
use crate::tables::lines::squeeze;
use std::collections::BTreeMap;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalColumn {
    /// The words of its heading, from top to bottom.
    pub heading: Vec<Token>,
    /// Where its heading and its texts stand.
    pub left: usize,
    /// The column of the text behind them.
    pub right: usize,
}

/// The columns of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// From left to right.
    pub all: Vec<GoalColumn>,
    /// Headings over several columns, each with its first.
    pub over: Vec<(usize, Token)>,
    /// Where what stands left of all columns ends: the name of a form's part.
    pub margin: usize,
}

/// Words of the heading of an indicator's name.
pub const NAMES: &[&str] = &["三级指标", "指标名称", "指标内容", "具体指标"];
/// Words of a column that may be blank and wrap as it likes.
const REMARKS: &[&str] = &["备注", "说明", "依据"];

/// What a form says beside its indicators: in their heading where the page holds few of them.
const FORM_PARTS: &[&str] = &["绩效指标", "年度绩效指标", "项目绩效指标", "指标"];

/// Whether a word above a line of headings is over all that belong to indicators: 绩效指标.
pub fn is_of_all(word: &Token, headings: &[Token]) -> bool {
    let level = headings
        .iter()
        .find(|word| squeeze(word.text()) == "一级指标");
    let text = squeeze(word.text());
    let is_known = FORM_PARTS.contains(&text.as_str()) || text == "绩效目标";
    is_known && level.is_some_and(|level| word.left > level.left)
}

/// Whether a line heads indicators: their levels, and their names or values.
pub fn heads(words: &[Token]) -> bool {
    let texts: Vec<String> = words.iter().map(|word| squeeze(word.text())).collect();
    let has = |wanted: &str| texts.iter().any(|text| text == wanted);
    let has_name = NAMES.iter().any(|name| has(name));
    let has_value = texts.iter().any(|text| text.ends_with('值'));
    words.len() > 2 && has("一级指标") && (has_name || has_value)
}

/// Whether a line below a heading divides that of the values: 2023年完成值, 2024年目标值.
pub fn divides_values(words: &[Token], headings: &[Token]) -> bool {
    let value = headings.iter().find(|word| is_value_heading(word));
    let is_part = |word: &Token| {
        let text = squeeze(word.text());
        text.ends_with('值') && !text.starts_with(['≥', '≤', '＞', '＜', '>', '<'])
    };
    words.len() > 1
        && words.iter().all(is_part)
        && value.is_some_and(|value| words.iter().any(|word| touch(word, value)))
}

/// Ends of headings that wrapped in narrow cells.
const ENDS: &[&str] = &[
    "目标", "名称", "金额", "资金", "总额", "编码", "性质", "单位", "类型", "类别",
];

/// Whether each word of a line below a heading ends the one above it: 年度绩效 / 目标.
pub fn ends_headings(words: &[Token], headings: &[Token]) -> bool {
    let is_end = |word: &Token| {
        let text = squeeze(word.text());
        let mut above = headings.iter().filter(|heading| touch(word, heading));
        let (Some(heading), None) = (above.next(), above.next()) else {
            return false;
        };
        let heading = squeeze(heading.text());
        let is_whole = |text: &str| ENDS.iter().any(|end| text.ends_with(end));
        !is_whole(&heading)
            && ENDS
                .iter()
                .any(|end| format!("{heading}{text}").ends_with(end))
            && text.chars().count() <= 4
    };
    !words.is_empty() && words.iter().all(is_end)
}

fn is_value_heading(word: &Token) -> bool {
    squeeze(word.text()).ends_with('值')
}

/// Whether one of two words of different lines stands over the other, in part at least.
pub fn touch(one: &Token, other: &Token) -> bool {
    one.left < other.right && other.left < one.right
}

impl Columns {
    /// The columns of a heading: its line, and what stands above and below it.
    pub fn of(upper: &[GoalRow], line: &GoalRow, lower: &[GoalRow]) -> Self {
        let mut columns = Self::default();
        let divided = lower
            .iter()
            .any(|row| divides_values(&row.words, &line.words));
        let (values, own): (Vec<&Token>, Vec<&Token>) =
            (line.words.iter()).partition(|word| divided && is_value_heading(word));
        columns.all.extend(own.into_iter().map(GoalColumn::of));
        for word in lower.iter().flat_map(|row| &row.words) {
            columns.add(word, false);
        }
        columns.all.sort_by_key(|column| column.left);
        let above = || upper.iter().rev().flat_map(|row| &row.words);
        let is_of_all = |word: &&Token| is_of_all(word, &line.words);
        for word in above().filter(|word| !is_of_all(word)) {
            columns.add(word, true);
        }
        columns.all.sort_by_key(|column| column.left);
        let first = columns.first_level().unwrap_or(0);
        let over = above().filter(is_of_all).cloned();
        columns.over.extend(over.map(|word| (first, word)));
        for value in values {
            let at = columns.all.iter().position(|column| column.touches(value));
            columns.over.extend(at.map(|at| (at, value.clone())));
        }
        columns.over.sort_by_key(|(at, _)| *at);
        columns
    }

    /// Takes away the label of a form that stands on the line of the headings and over nothing: in a
    /// form that a page cuts.
    pub fn drop_label(&mut self, body: &[GoalRow]) {
        let Some(first) = self.all.first() else {
            return;
        };
        let mut words = body.iter().flat_map(|row| &row.words);
        let is_label = FORM_PARTS.contains(&first.text().as_str());
        if is_label && !words.any(|word| word.left < first.right) {
            self.all.remove(0);
            for (at, _) in &mut self.over {
                *at = at.saturating_sub(1);
            }
        }
    }

    fn add(&mut self, word: &Token, is_above: bool) {
        let mut under = (0..self.all.len()).filter(|&at| self.all[at].touches(word));
        match (under.next(), under.next()) {
            (None, _) => self.all.push(GoalColumn::of(word)),
            (Some(first), Some(_)) => self.over.push((first, word.clone())),
            (Some(at), None) => {
                let column = &mut self.all[at];
                let place = if is_above { 0 } else { column.heading.len() };
                column.heading.insert(place, word.clone());
                column.left = column.left.min(word.left);
                column.right = column.right.max(word.right);
            }
        }
    }

    /// The headings in one piece each.
    pub fn texts(&self) -> Vec<String> {
        self.all.iter().map(GoalColumn::text).collect()
    }

    /// Where the names of indicators stand.
    pub fn name(&self) -> Option<usize> {
        let is = |name: &str| self.all.iter().rposition(|column| column.text() == name);
        NAMES.iter().find_map(|name| is(name))
    }

    /// Where the first levels stand.
    pub fn first_level(&self) -> Option<usize> {
        self.all
            .iter()
            .position(|column| column.text() == "一级指标")
    }

    /// Whether a column holds the values.
    pub fn is_value(&self, at: usize) -> bool {
        let text = self.all[at].text();
        ["指标值", "目标值", "值"]
            .iter()
            .any(|end| text.ends_with(end))
            || text.starts_with("指标值")
    }

    /// Whether a column may be blank in any row.
    pub fn is_remark(&self, at: usize) -> bool {
        let text = self.all[at].text();
        REMARKS.iter().any(|word| text.contains(word))
    }

    /// Whether projects stand before the levels.
    pub fn has_lead(&self) -> bool {
        self.all
            .first()
            .is_some_and(|column| column.text() != "一级指标")
    }

    /// The column whose texts say of each row whose it is: the names of projects, else the first.
    pub fn owner(&self) -> usize {
        let levels = self.first_level().unwrap_or(0);
        let names = |column: &GoalColumn| column.text().contains("项目名称");
        self.all[..levels].iter().position(names).unwrap_or(0)
    }

    /// Lays the words of a body under the headings: for each of its lines the column of each word,
    /// none for what stands left of all of them.
    pub fn place(&mut self, rows: &[&GoalRow]) -> Vec<Vec<Option<usize>>> {
        self.find_margin(rows);
        let words: Vec<Vec<&Token>> = rows.iter().map(|row| self.inside(row)).collect();
        let edges = Edges::of(&words, &self.all);
        for word in words.iter().flatten() {
            if let Some(at) = edges.column(word) {
                let column = &mut self.all[at];
                column.left = column.left.min(word.left);
                column.right = column.right.max(word.right);
            }
        }
        let value = self.only_value();
        let cost =
            |word: &Token, at: usize| match (edges.column(word), value) {
                // A sign begins a value, wherever a line of few words was set.
                (_, Some(value))
                    if begins_value(word.text()) && word.text().chars().count() > 1 =>
                {
                    if at == value { 0 } else { APART }
                }
                (Some(column), _) if column == at => 0,
                (Some(_), _) => APART + self.all[at].distance(word),
                (None, _) => self.all[at].distance(word),
            };
        let placed = |(row, words): (&&GoalRow, &Vec<&Token>)| {
            let outside = row.words.len() - words.len();
            let places = in_order(words, self.all.len(), &cost);
            std::iter::repeat_n(None, outside).chain(places).collect()
        };
        rows.iter().zip(&words).map(placed).collect()
    }

    /// The words of a line under the headings.
    fn inside<'r>(&self, row: &&'r GoalRow) -> Vec<&'r Token> {
        let words = row.words.iter();
        words.filter(|word| word.right > self.margin).collect()
    }

    /// The column of the values, where there is one.
    fn only_value(&self) -> Option<usize> {
        let mut values = (0..self.all.len()).filter(|&at| self.is_value(at));
        values.next().filter(|_| values.next().is_none())
    }

    /// Left of the first level stands the name of a form's part, where it stands beside levels.
    fn find_margin(&mut self, rows: &[&GoalRow]) {
        if self.has_lead() {
            return;
        }
        let Some(first) = self.all.first() else {
            return;
        };
        let words = || rows.iter().flat_map(|row| &row.words);
        let under = words().filter(|word| first.gap(word) == 0 && word.left < first.right);
        let edge = under.map(|word| word.left).min().unwrap_or(first.left);
        self.margin = edge.min(first.left);
    }
}

/// What it costs that a word stands in another column than those that begin where it does.
const APART: usize = 60;
/// What it costs that nothing stands under a heading.
const BLANK: usize = 10;
/// Beyond this a word is no further away.
const FURTHEST: usize = 60;

/// The columns of a line's words, in their order, at the least cost.
fn in_order(
    words: &[&Token],
    count: usize,
    cost: &impl Fn(&Token, usize) -> usize,
) -> Vec<Option<usize>> {
    // best[n][c]: the cheapest way to lay the first n words, the last of them into column c.
    let mut best = vec![vec![(usize::MAX / 4, 0); count]; words.len()];
    for (at, word) in words.iter().enumerate() {
        for column in 0..count {
            let before = match at.checked_sub(1) {
                None => Some((0, column)),
                Some(last) => (0..=column)
                    .map(|from| {
                        let again = if from == column {
                            again(words[last], word)
                        } else {
                            0
                        };
                        (best[last][from].0 + again, from)
                    })
                    .min(),
            };
            if let Some((before, from)) = before {
                best[at][column] = (before.saturating_add(cost(word, column)), from);
            }
        }
    }
    let mut places = vec![None; words.len()];
    if let Some(last) = best.last() {
        let mut column = (0..count).min_by_key(|&at| last[at].0).unwrap_or(0);
        for at in (0..words.len()).rev() {
            places[at] = Some(column);
            column = best[at][column].1;
        }
    }
    places
}

/// What it costs that two words of a line stand in one cell.
fn again(before: &Token, word: &Token) -> usize {
    if word.left.saturating_sub(before.right) > 1 {
        8
    } else {
        0
    }
}

/// Whether a text begins with a sign of comparison.
pub fn begins_value(text: &str) -> bool {
    text.starts_with(['≥', '≤', '＞', '＜', '>', '<', '=', '＝', '≧', '≦'])
}

/// The edges at which words of several lines begin, each with its column.
struct Edges(Vec<(usize, usize)>);

impl Edges {
    /// Finds the edges, and lays them under the headings in their order.
    fn of(lines: &[Vec<&Token>], columns: &[GoalColumn]) -> Self {
        let lefts = edges(lines);
        let words: Vec<Vec<&Token>> = lefts
            .iter()
            .map(|left| {
                let all = lines.iter().flatten().copied();
                all.filter(|word| word.left.abs_diff(*left) <= 1).collect()
            })
            .collect();
        // A short last line stands at the left of a cell whose heading stands in the middle: what
        // begins at one edge is as wide as its longest line.
        let hull = |words: &Vec<&Token>| {
            let left = words.iter().map(|word| word.left).min();
            let right = words.iter().map(|word| word.right).max();
            (left.unwrap_or(0), right.unwrap_or(0))
        };
        let hulls: Vec<(usize, usize)> = words.iter().map(hull).collect();
        // A word between two edges is at one of them: two words are two columns.
        let share_line = |one: usize, other: usize| {
            let both = |line: &&Vec<&Token>| {
                let at = |left: usize| line.iter().position(|word| word.left.abs_diff(left) <= 1);
                let (one, other) = (at(lefts[one]), at(lefts[other]));
                one.is_some() && other.is_some() && one != other
            };
            lines.iter().filter(both).count()
        };
        // best[n][c]: the cheapest way to lay the first n edges, the last of them under heading c.
        let mut best = vec![vec![(usize::MAX / 4, 0); columns.len()]; lefts.len()];
        for at in 0..lefts.len() {
            for (column, heading) in columns.iter().enumerate() {
                let each = heading.distance_of(hulls[at]).min(FURTHEST);
                let here = each * words[at].len();
                let before = match at.checked_sub(1) {
                    None => Some((column * BLANK, column)),
                    Some(last) => (0..=column)
                        .map(|from| {
                            let between = match column - from {
                                0 => share_line(last, at) * APART,
                                skipped => (skipped - 1) * BLANK,
                            };
                            (best[last][from].0.saturating_add(between), from)
                        })
                        .min(),
                };
                if let Some((before, from)) = before {
                    best[at][column] = (before.saturating_add(here), from);
                }
            }
        }
        let mut found = Vec::new();
        if let Some(last) = best.last() {
            let end = |at: &usize| last[*at].0.saturating_add((columns.len() - 1 - at) * BLANK);
            let mut column = (0..columns.len()).min_by_key(end).unwrap_or(0);
            for at in (0..lefts.len()).rev() {
                found.push((lefts[at], column));
                column = best[at][column].1;
            }
        }
        Self(found)
    }

    /// The column of the edge that a word begins at.
    fn column(&self, word: &Token) -> Option<usize> {
        let near = self
            .0
            .iter()
            .min_by_key(|(left, _)| left.abs_diff(word.left))?;
        (near.0.abs_diff(word.left) <= 1).then_some(near.1)
    }
}

/// Where words of several lines begin, from left to right: those of the most first, and none beside
/// another.
fn edges(lines: &[Vec<&Token>]) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for word in lines.iter().flatten() {
        *counts.entry(word.left).or_default() += 1;
    }
    let around = |left: usize| {
        let near = counts.range(left.saturating_sub(1)..=left + 1);
        near.map(|(_, count)| count).sum::<usize>()
    };
    let mut all: Vec<(usize, usize, usize)> = counts
        .iter()
        .map(|(&left, &count)| (around(left), count, left))
        .filter(|(around, ..)| *around > 1)
        .collect();
    all.sort_unstable_by(|one, other| other.cmp(one));
    let mut edges: Vec<usize> = Vec::new();
    for (_, _, left) in all {
        if edges.iter().all(|edge| edge.abs_diff(left) > 1) {
            edges.push(left);
        }
    }
    edges.sort_unstable();
    edges
}

impl GoalColumn {
    fn of(word: &Token) -> Self {
        Self {
            heading: vec![word.clone()],
            left: word.left,
            right: word.right,
        }
    }

    /// Whether a word stands over or under it, in part at least.
    fn touches(&self, word: &Token) -> bool {
        self.left < word.right && word.left < self.right
    }

    /// Whether its heading says that it holds amounts.
    pub fn is_money(&self) -> bool {
        let text = self.text();
        ["资金", "金额", "预算数"]
            .iter()
            .any(|word| text.contains(word))
    }

    /// The heading in one piece.
    pub fn text(&self) -> String {
        self.heading
            .iter()
            .map(|word| squeeze(word.text()))
            .collect()
    }

    /// How many columns of the text lie between a word and this.
    fn gap(&self, word: &Token) -> usize {
        self.gap_to((word.left, word.right))
    }

    fn gap_to(&self, (left, right): (usize, usize)) -> usize {
        if right <= self.left {
            self.left - right + 1
        } else if self.right <= left {
            left - self.right + 1
        } else {
            0
        }
    }

    /// How badly a word stands here: nothing where it stands wholly under what stands here, up to
    /// four where part of it does, more with each column of the text that lies between.
    fn distance(&self, word: &Token) -> usize {
        self.distance_of((word.left, word.right))
    }

    fn distance_of(&self, (left, right): (usize, usize)) -> usize {
        let gap = self.gap_to((left, right));
        if gap > 0 {
            return 4 + gap * 4;
        }
        let shared = right.min(self.right) - left.max(self.left);
        let narrower = (right - left).min(self.right - self.left).max(1);
        4 - 4 * shared / narrower
    }
}
