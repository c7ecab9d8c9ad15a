/*!
The columns of a page and what stands in them.
*/

use super::token::Token;
use crate::tables::lines::is_dash;

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
    /// A column of one word.
    pub fn around(token: &Token, holds: Holds) -> Self {
        Self {
            left: token.left,
            right: token.right,
            begins: token.is_apart.then_some(token.left),
            holds,
        }
    }

    /// Takes a word in.
    pub fn take(&mut self, token: &Token) {
        self.left = self.left.min(token.left);
        self.right = self.right.max(token.right);
        self.begins = earlier(self.begins, token);
    }

    /// Whether a word stands above or below it.
    pub fn meets(&self, token: &Token) -> bool {
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

    /// Puts a column of dashes that has no heading to the amounts beside it, where no row has both and those of the
    /// other side are none: a dash stands aside of the amounts that its rows lack. Says whether it did.
    pub fn merge_dashes<'a>(
        &mut self,
        rows: impl Iterator<Item = &'a [Token]>,
        pairs: &[(Option<usize>, Option<usize>)],
    ) -> bool {
        let mut are_dashes = vec![true; self.all.len()];
        for (row, places) in rows.zip(&self.places) {
            for (word, place) in row.iter().zip(places) {
                are_dashes[*place] &= is_dash(word.text());
            }
        }
        for pair in pairs.iter().filter(|pair| pair.0.is_some()) {
            if let Some(column) = pair.1 {
                are_dashes[column] = false;
            }
        }
        let may_be_one = |at: usize, other: usize| {
            let is_amounts = |c: &BlankColumn| c.holds == Holds::Amounts;
            self.all.get(other).is_some_and(is_amounts)
                && !(self.places.iter()).any(|row| row.contains(&at) && row.contains(&other))
        };
        let found = (1..self.all.len())
            .filter(|at| are_dashes[*at])
            .find_map(
                |at| match (may_be_one(at, at - 1), may_be_one(at, at + 1)) {
                    (true, false) => Some(at - 1),
                    (false, true) => Some(at),
                    _ => None,
                },
            );
        let Some(at) = found else {
            return false;
        };
        self.merge(at);
        self.all[at].holds = Holds::Amounts;
        true
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
    pub fn take_codes_between(&mut self, rows: &[Vec<Token>]) {
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
            if is_between && own.all(Token::is_whole) {
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
