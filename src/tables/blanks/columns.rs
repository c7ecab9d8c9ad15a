/*!
The columns of a page by what stands under what: first the numbers, whose columns never cross,
then the words between them.
*/

use super::token::{Token, is_divided_code};
use crate::tables::grid::{is_money, is_total_word};
use std::collections::HashMap;
use std::ops::Range;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// Numbers with words behind them: codes.
    Codes,
    /// Amounts.
    Amounts,
}

/// A column of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankColumn {
    /// Where it begins.
    pub left: usize,
    /// Where it ends.
    pub right: usize,
    /// Where the first of its words begins that stand apart.
    pub begins: Option<usize>,
    /// What it holds.
    pub holds: Holds,
}

impl BlankColumn {
    fn around(token: &Token, holds: Holds) -> Self {
        Self {
            left: token.left,
            right: token.right,
            begins: token.is_apart.then_some(token.left),
            holds,
        }
    }

    fn take(&mut self, token: &Token) {
        self.left = self.left.min(token.left);
        self.right = self.right.max(token.right);
        self.begins = earlier(self.begins, token);
    }

    fn meets(&self, token: &Token) -> bool {
        token.left < self.right && self.left < token.right
    }
}

/// Where words begin of which another stands here, as far as they stand apart.
pub fn earlier(begins: Option<usize>, token: &Token) -> Option<usize> {
    let here = token.is_apart.then_some(token.left);
    begins.into_iter().chain(here).min()
}

/// The columns of a page and in which of them the words of its rows stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// From left to right.
    pub all: Vec<BlankColumn>,
    /// For each row the column of each of its words.
    pub places: Vec<Vec<usize>>,
}

impl Columns {
    /// Puts a column of words or codes that has no heading to those beside it, where no row has both: a
    /// total that is set in the middle, codes that are indented by their level. Says whether it did.
    pub fn merge_without_heading(&mut self, pairs: &[(Option<usize>, Option<usize>)]) -> bool {
        let has_heading: Vec<bool> = pairs
            .iter()
            .filter(|pair| pair.1.is_some())
            .map(|pair| pair.0.is_some())
            .collect();
        let may = |at: usize| !(has_heading[at] && has_heading[at + 1]);
        self.merge_labels(Holds::Words, may) || self.merge_labels(Holds::Codes, may)
    }

    /// Puts two columns of words, or of codes, beside each other together that no row has both of. Says
    /// whether there were such.
    pub fn merge_labels(&mut self, holds: Holds, may: impl Fn(usize) -> bool) -> bool {
        let is_such = |at: usize| self.all[at].holds == holds;
        let has_both =
            |places: &Vec<usize>, at: usize| places.contains(&at) && places.contains(&(at + 1));
        let found = (0..self.all.len().saturating_sub(1)).find(|&at| {
            is_such(at)
                && is_such(at + 1)
                && may(at)
                && !self.places.iter().any(|places| has_both(places, at))
        });
        let Some(at) = found else {
            return false;
        };
        self.merge(at);
        true
    }

    /// Puts a column and the one behind it together.
    fn merge(&mut self, at: usize) {
        let merged = self.all.remove(at + 1);
        let column = &mut self.all[at];
        column.left = column.left.min(merged.left);
        column.right = column.right.max(merged.right);
        column.begins = column.begins.into_iter().chain(merged.begins).min();
        for place in self.places.iter_mut().flatten() {
            if *place > at {
                *place -= 1;
            }
        }
    }

    /// Puts columns of amounts together that no row has both of, as long as there are more than headings:
    /// figures of one column that were pushed aside. Says whether there were such.
    pub fn merge_amounts(&mut self, headings: usize) -> bool {
        if self.count(Holds::Amounts) <= headings {
            return false;
        }
        self.merge_apart(|_, _| true)
    }

    /// Puts two columns of amounts together that no row has both of and that stand nearest to one column of the page
    /// before, while there are more than there. Says whether there were such.
    pub fn merge_onto(&mut self, whole: &[BlankColumn]) -> bool {
        let is_amounts = |column: &BlankColumn| column.holds == Holds::Amounts;
        let of_amounts: Vec<&BlankColumn> = whole.iter().filter(|c| is_amounts(c)).collect();
        if self.count(Holds::Amounts) <= of_amounts.len() {
            return false;
        }
        let nearest = |column: &BlankColumn| {
            let apart = |at: &usize| of_amounts[*at].right.abs_diff(column.right);
            (0..of_amounts.len()).min_by_key(apart)
        };
        self.merge_apart(|first, second| nearest(first) == nearest(second))
    }

    /// Puts two columns of amounts beside each other together that no row has both of and that may be one. Says
    /// whether there were such.
    fn merge_apart(&mut self, may: impl Fn(&BlankColumn, &BlankColumn) -> bool) -> bool {
        let is_pair = |at: &usize| {
            let (first, second) = (&self.all[*at], &self.all[at + 1]);
            let mut rows = self.places.iter();
            first.holds == Holds::Amounts
                && second.holds == Holds::Amounts
                && may(first, second)
                && !rows.any(|places| places.contains(at) && places.contains(&(at + 1)))
        };
        let found = (0..self.all.len().saturating_sub(1)).find(is_pair);
        if let Some(at) = found {
            self.merge(at);
        }
        found.is_some()
    }

    /// Takes whole numbers right behind codes and before more of them, or before names, for codes too: a name
    /// that wraps leaves its codes alone in their row.
    fn take_codes_between(&mut self, rows: &[Vec<Token>]) {
        for at in 1..self.all.len().saturating_sub(1) {
            let is_between = self.all[at - 1].holds == Holds::Codes
                && self.all[at].holds == Holds::Amounts
                && self.all[at + 1].holds != Holds::Amounts;
            let words = rows.iter().zip(&self.places);
            let mut own = words.flat_map(|(row, places)| {
                let words = row.iter().zip(places);
                words
                    .filter(|(_, place)| **place == at)
                    .map(|(word, _)| word)
            });
            if is_between && own.all(is_whole) {
                self.all[at].holds = Holds::Codes;
            }
        }
    }

    /// How many amounts a row has at most: figures of one column that were pushed aside may make several.
    pub fn most_amounts(&self) -> usize {
        let is_amounts = |at: &&usize| self.all[**at].holds == Holds::Amounts;
        let rows = self.places.iter();
        rows.map(|row| row.iter().filter(is_amounts).count())
            .max()
            .unwrap_or(0)
    }

    /// How many columns hold this.
    pub fn count(&self, holds: Holds) -> usize {
        let all = self.all.iter();
        all.filter(|column| column.holds == holds).count()
    }
}

/// Finds the columns of rows; none where two words of a row would be in one.
pub fn find(rows: &[Vec<Token>]) -> Option<Columns> {
    let rows = &beside_words(rows);
    let as_they_stand = found_in(rows);
    let Some(moved) = unpacked(rows).and_then(|rows| found_in(&rows)) else {
        return as_they_stand;
    };
    let count = |columns: &Columns| columns.count(Holds::Amounts);
    as_they_stand
        .filter(|columns| count(columns) <= count(&moved))
        .or(Some(moved))
}

/// Rows whose words stand a single blank behind an amount, both moved to where the words of that column
/// begin in other rows: where amount and word stand near each other they are spaced as one run.
fn beside_words(rows: &[Vec<Token>]) -> Vec<Vec<Token>> {
    let mut edges: HashMap<usize, usize> = HashMap::new();
    let is_spread = |token: &&Token| !token.is_number() && token.is_apart;
    for token in rows.iter().flatten().filter(is_spread) {
        *edges.entry(token.left).or_default() += 1;
    }
    edges.retain(|_, count| *count > 1);
    let is_packed = |token: &Token| !token.is_number() && !token.is_apart;
    let numbers: Vec<(usize, usize)> = rows
        .iter()
        .flat_map(|row| {
            row.iter()
                .enumerate()
                .map(move |(at, token)| (token, row.get(at + 1)))
        })
        .filter(|(token, next)| token.is_number() && !next.is_some_and(is_packed))
        .map(|(token, _)| (token.left, token.right))
        .collect();
    let mut moved = rows.to_vec();
    for row in &mut moved {
        for at in 1..row.len() {
            let is_pair = row[at - 1].is_number() && row[at - 1].is_apart;
            if is_pair && !row[at].is_number() && !row[at].is_apart {
                move_pair(row, at, edges.keys().copied(), &numbers);
            }
        }
    }
    moved
}

/// Moves a word and the amount before it to the nearest of the edges, where they neither leave their
/// place in the row nor pass numbers of another column.
fn move_pair(
    row: &mut [Token],
    word: usize,
    edges: impl Iterator<Item = usize>,
    numbers: &[(usize, usize)],
) {
    const FAR: usize = 12;
    let from = row[word].left;
    let near = edges.filter(|edge| edge.abs_diff(from) <= FAR);
    let Some(to) = near.min_by_key(|edge| (edge.abs_diff(from), *edge)) else {
        return;
    };
    let place = |at: usize| (at + to).saturating_sub(from);
    let (left, right) = (place(row[word - 1].left), place(row[word - 1].right));
    let is_behind = word < 2 || row[word - 2].right < left;
    let is_before = row
        .get(word + 1)
        .is_none_or(|next| place(row[word].right) < next.left);
    let passes = |&(start, end): &(usize, usize)| {
        let is_between = start >= from.min(to) && end <= from.max(to);
        is_between && !(start < right && left < end)
    };
    if is_behind && is_before && !numbers.iter().any(passes) {
        for token in &mut row[word - 1..=word] {
            (token.left, token.right) = (place(token.left), place(token.right));
        }
    }
}

/// Rows whose amounts stand a single blank apart, each moved below the column that its order leaves
/// it: the longest amounts, those of the total, push each other aside. None where there are none.
fn unpacked(rows: &[Vec<Token>]) -> Option<Vec<Vec<Token>>> {
    let is_figure = |text: &str| is_money(text.strip_suffix('%').unwrap_or(text));
    let is_packed = |token: &Token| !token.is_apart && is_figure(token.text());
    let is_spread = |token: &&Token| !is_packed(token);
    let spread: Vec<Vec<Token>> = rows
        .iter()
        .map(|row| row.iter().filter(is_spread).cloned().collect())
        .collect();
    let numbers = number_columns(&spread)?;
    let mut rows = rows.to_vec();
    for row in &mut rows {
        let mut at = 0;
        while at < row.len() {
            let run = row[at..]
                .iter()
                .take_while(|token| is_packed(token))
                .count();
            if run > 0 {
                move_run(row, at..at + run, &numbers)?;
            }
            at += run.max(1);
        }
    }
    Some(rows)
}

/// Moves a run of amounts below the columns between those of the numbers beside it, where it fills
/// them all.
fn move_run(row: &mut [Token], run: Range<usize>, numbers: &[BlankColumn]) -> Option<()> {
    let column_of = |token: &Token| numbers.iter().position(|column| column.meets(token));
    let before = row[..run.start].iter().rfind(|token| token.is_number());
    let first = before.map_or(Some(0), |token| Some(column_of(token)? + 1))?;
    let behind = row[run.end..].iter().find(|token| token.is_number());
    let last = behind.map_or(Some(numbers.len()), column_of)?;
    if last.checked_sub(first) != Some(run.len()) {
        return None;
    }
    for (token, column) in row[run].iter_mut().zip(&numbers[first..last]) {
        let width = token.right - token.left;
        (token.left, token.right) = (column.right.saturating_sub(width), column.right);
    }
    Some(())
}

fn found_in(rows: &[Vec<Token>]) -> Option<Columns> {
    let numbers = number_columns(rows)?;
    // For each row and word: the column of numbers, or the gap between two of them.
    let mut in_gaps: Vec<Vec<(usize, usize)>> = vec![Vec::new(); numbers.len() + 1];
    let mut homes: Vec<Vec<Home>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let row_homes = homes_of(row, &numbers);
        for (word, home) in row_homes.iter().enumerate() {
            if let Home::Gap(gap) = home {
                in_gaps[*gap].push((at, word));
            }
        }
        homes.push(row_homes);
    }
    let mut columns = Columns {
        all: Vec::new(),
        places: rows.iter().map(|row| vec![0; row.len()]).collect(),
    };
    for (gap, words) in in_gaps.iter().enumerate() {
        for (column, members) in word_columns(rows, words)? {
            for (row, word) in members {
                columns.places[row][word] = columns.all.len();
            }
            columns.all.push(column);
        }
        let Some(column) = numbers.get(gap) else {
            continue;
        };
        for (row, row_homes) in homes.iter().enumerate() {
            for (word, home) in row_homes.iter().enumerate() {
                if *home == Home::Number(gap) {
                    columns.places[row][word] = columns.all.len();
                }
            }
        }
        columns.all.push(column.clone());
    }
    columns.take_codes_between(rows);
    let crosses = |places: &Vec<usize>| places.windows(2).any(|pair| pair[0] >= pair[1]);
    (!columns.places.iter().any(crosses)).then_some(columns)
}

/// The columns of numbers; none where one row has two numbers in one of them.
fn number_columns(rows: &[Vec<Token>]) -> Option<Vec<BlankColumn>> {
    let mut numbers: Vec<Number> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (word, token) in row
            .iter()
            .enumerate()
            .filter(|(_, token)| token.is_number())
        {
            let holds = if leads_to_words(row, word) {
                Holds::Codes
            } else {
                Holds::Amounts
            };
            numbers.push((at, token, holds));
        }
    }
    numbers.sort_by_key(|(_, token, _)| (token.left, token.right));
    let mut columns: Vec<(BlankColumn, Vec<Number>)> = Vec::new();
    for number in numbers {
        match columns.last_mut() {
            Some((column, members)) if column.meets(number.1) => {
                column.take(number.1);
                members.push(number);
            }
            _ => columns.push((BlankColumn::around(number.1, number.2), vec![number])),
        }
    }
    let mut done = Vec::with_capacity(columns.len());
    for (mut column, members) in columns {
        if !has_twice(&members) {
            let leads = |member: &Number| {
                let is_first = rows[member.0].first() == Some(member.1);
                is_first && matches!(member.1.text().len(), 3 | 5 | 7) && is_whole(member.1)
            };
            let is_of_codes = members.iter().all(leads);
            column.holds = if is_of_codes {
                Holds::Codes
            } else {
                holds(&members)
            };
            done.push(column);
            continue;
        }
        for members in by_right_edge(members) {
            if has_twice(&members) {
                return None;
            }
            let mut column = BlankColumn::around(members[0].1, holds(&members));
            members.iter().for_each(|member| column.take(member.1));
            done.push(column);
        }
    }
    Some(done)
}

/// A number, its row and what its column would hold.
type Number<'a> = (usize, &'a Token, Holds);

fn has_twice(members: &[Number]) -> bool {
    let mut rows: Vec<usize> = members.iter().map(|(row, ..)| *row).collect();
    rows.sort_unstable();
    rows.windows(2).any(|pair| pair[0] == pair[1])
}

fn holds(members: &[Number]) -> Holds {
    let codes = members
        .iter()
        .filter(|member| member.2 == Holds::Codes)
        .count();
    // A code may stand a line above its name.
    let is_like_code =
        |member: &Number| matches!(member.1.text().len(), 3 | 5 | 7) && is_whole(member.1);
    let all_are = codes > 1 && members.iter().all(is_like_code);
    if codes * 2 > members.len() || all_are {
        Holds::Codes
    } else {
        Holds::Amounts
    }
}

/// Columns so near that a long amount reaches below its neighbours': amounts end under each other,
/// so they are divided where their ends are farthest apart, into as many as a row has.
fn by_right_edge(mut members: Vec<Number>) -> Vec<Vec<Number>> {
    members.sort_by_key(|(_, token, _)| token.right);
    let mut in_rows: HashMap<usize, usize> = HashMap::new();
    for (row, ..) in &members {
        *in_rows.entry(*row).or_default() += 1;
    }
    let most = in_rows.values().max().copied().unwrap_or(1);
    let ends: Vec<usize> = members.iter().map(|(_, token, _)| token.right).collect();
    let mut cuts: Vec<usize> = (1..ends.len()).collect();
    cuts.sort_by_key(|&at| std::cmp::Reverse(ends[at] - ends[at - 1]));
    cuts.truncate(most - 1);
    cuts.sort_unstable();
    let mut groups: Vec<Vec<Number>> = vec![Vec::new()];
    for (at, member) in members.into_iter().enumerate() {
        if cuts.contains(&at) {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.last_mut() {
            group.push(member);
        }
    }
    groups
}

/// Whether nothing but whole numbers stand between a whole number and the words behind it: a code.
/// 208.05 at the beginning of a row is one too.
fn leads_to_words(row: &[Token], word: usize) -> bool {
    let behind = row[word..].iter().find(|token| !is_whole(token));
    let is_section = |text: &str| {
        let parts = text.split_once('.');
        parts.is_some_and(|(class, section)| class.len() == 3 && section.len() == 2)
    };
    if word == 0 && is_section(row[0].text()) {
        return row.get(1).is_some_and(|next| !next.is_number());
    }
    is_whole(&row[word])
        && behind.is_some_and(|token| {
            !token.is_number() && crate::tables::title::strip_ordinal(token.text()) == token.text()
        })
}

fn is_whole(token: &Token) -> bool {
    token.text().bytes().all(|b| b.is_ascii_digit()) || is_divided_code(token.text())
}

/// Where a word of a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Number(usize),
    Gap(usize),
}

/// Whether a word stands where others print a number: the total among the codes, a dash.
fn stands_for_number(token: &Token) -> bool {
    is_total_word(token.text()) || token.text().chars().all(|c| "-－—–/*#".contains(c))
}

fn homes_of(row: &[Token], numbers: &[BlankColumn]) -> Vec<Home> {
    // Where columns reach into each other, the one that has more of the number.
    let column_of = |token: &Token| {
        let met = numbers
            .iter()
            .enumerate()
            .filter(|(_, column)| column.meets(token));
        let shared =
            |column: &BlankColumn| column.right.min(token.right) - column.left.max(token.left);
        met.max_by_key(|(_, column)| shared(column))
            .map(|(at, _)| at)
    };
    let mut homes: Vec<Home> = Vec::with_capacity(row.len());
    let mut from = 0;
    for (word, token) in row.iter().enumerate() {
        if token.is_number() {
            let column = column_of(token).unwrap_or(0);
            homes.push(Home::Number(column));
            from = column + 1;
            continue;
        }
        let next = row[word..].iter().find(|token| token.is_number());
        let to = next.and_then(column_of).unwrap_or(numbers.len());
        let begun = numbers.iter().filter(|column| column.left <= token.left);
        let gap = begun.count().clamp(from.min(to), to);
        // 合计 may stand in the column of codes, a dash in one of amounts.
        let inside = (from..to).find(|&at| {
            let column = &numbers[at];
            let fits = token.left + 1 >= column.left && token.right <= column.right + 1;
            fits && column.meets(token) && stands_for_number(token)
        });
        match inside {
            Some(at) => {
                homes.push(Home::Number(at));
                from = at + 1;
            }
            None => homes.push(Home::Gap(gap)),
        }
    }
    homes
}

type Members = Vec<(usize, usize)>;

/// The columns of the words between two columns of numbers.
fn word_columns(
    rows: &[Vec<Token>],
    words: &[(usize, usize)],
) -> Option<Vec<(BlankColumn, Members)>> {
    let token = |&(row, word): &(usize, usize)| &rows[row][word];
    let mut sorted = words.to_vec();
    sorted.sort_by_key(|at| (token(at).left, token(at).right));
    let mut columns: Vec<(BlankColumn, Members)> = Vec::new();
    for at in sorted {
        match columns.last_mut() {
            Some((column, members)) if column.meets(token(&at)) => {
                column.take(token(&at));
                members.push(at);
            }
            _ => columns.push((BlankColumn::around(token(&at), Holds::Words), vec![at])),
        }
    }
    let has_two = |members: &Members| {
        let mut in_rows: Vec<usize> = members.iter().map(|(row, _)| *row).collect();
        in_rows.sort_unstable();
        in_rows.windows(2).any(|pair| pair[0] == pair[1])
    };
    (!columns.iter().any(|(_, members)| has_two(members))).then_some(columns)
}
