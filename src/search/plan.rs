/*!
A query worked out for one index: what every name is asked.

Words are asked of the name. A word that may be a code or an amount is asked of
the occurrences too, where the name does not hold it; all such words and all
amounts must then agree on one occurrence.
*/

use super::alignment::{Alignment, PreparedName};
use super::index::Index;
use super::pattern::{Before, Pattern, Reach};
use super::query::{Number, Query};
use super::signature::Signature;
use super::{Hit, Occurrence};
use crate::narrow::narrow;
use std::ops::{Range, RangeInclusive};

struct Word {
    pattern: Pattern,
    beyond_names: bool,
    /// Numbers of the codes that begin with it.
    codes: Range<u32>,
    number: Option<Number>,
}

impl Word {
    /// What an occurrence is worth to the word, as a score; none where it says nothing.
    fn worth(&self, index: &Index, at: usize) -> Option<i32> {
        let occurrences = &index.occurrences;
        let code = occurrences.code_number(at);
        if self.codes.contains(&code) {
            // 208 comes before 20805, and that before 2080506.
            let rest = MOST_FOR_SHORT_CODE - narrow::<i32>(occurrences.code(code).len());
            return Some(self.pattern.run_score(Before::Nothing) + rest.max(0));
        }
        let number = self.number.as_ref()?;
        let amount = occurrences.ten_thousandths(at)?;
        if amount == number.exact {
            Some(self.pattern.run_score(Before::Nothing))
        } else if number.about.contains(&amount) {
            Some(self.pattern.run_score(Before::Character))
        } else {
            None
        }
    }
}

const MOST_FOR_SHORT_CODE: i32 = 9;

/// What every name is asked.
pub(super) struct Plan {
    words: Vec<Word>,
    amounts: Vec<RangeInclusive<i64>>,
    /// The bits that a name must have.
    pub(super) wanted: Signature,
    /// Whether any name can answer; if not, none need be looked at.
    pub(super) possible: bool,
}

/// How a name holds each word; a word that only an occurrence answers is `None` there.
pub(super) type Reaches = Vec<Reach>;

impl Plan {
    pub(super) fn of(query: &Query, index: &Index) -> Self {
        let characters = &index.names.characters;
        let mut wanted = Signature::default();
        let mut possible = !query.is_empty();
        let words = query
            .words
            .iter()
            .map(|word| {
                let pattern = Pattern::of(&word.text, characters);
                if !word.looks_beyond_names() {
                    wanted.add(pattern.wanted);
                    possible &= pattern.possible;
                }
                Word {
                    pattern,
                    beyond_names: word.looks_beyond_names(),
                    codes: if word.code {
                        index.occurrences.codes_beginning(&word.text)
                    } else {
                        0..0
                    },
                    number: word.number.clone(),
                }
            })
            .collect();
        Self {
            words,
            amounts: query.amounts.clone(),
            wanted,
            possible,
        }
    }

    /// Whether a name answers; then `reaches` says how.
    pub(super) fn asks(&self, index: &Index, id: usize, reaches: &mut Reaches) -> bool {
        reaches.clear();
        let name = index.names.text(id);
        let mut beyond = !self.amounts.is_empty();
        for word in &self.words {
            let mut reach = word.pattern.reach(name);
            if word.beyond_names {
                // The digits of a code scattered over a name mean nothing.
                if reach == Reach::Scattered {
                    reach = Reach::None;
                }
                beyond |= reach == Reach::None;
            } else if reach == Reach::None {
                return false;
            }
            reaches.push(reach);
        }
        !beyond || self.answering(index, id, reaches).next().is_some()
    }

    /// The occurrences of a name that answer.
    fn answering<'a>(
        &'a self,
        index: &'a Index,
        id: usize,
        reaches: &'a Reaches,
    ) -> impl Iterator<Item = usize> + 'a {
        index.occurrences.of(id).filter(move |at| {
            self.amounts_hold(index, *at)
                && self
                    .open_words(reaches)
                    .all(|word| word.worth(index, *at).is_some())
        })
    }

    fn amounts_hold(&self, index: &Index, at: usize) -> bool {
        self.amounts.is_empty()
            || index
                .occurrences
                .ten_thousandths(at)
                .is_some_and(|amount| self.amounts.iter().all(|range| range.contains(&amount)))
    }

    /// The words that the name leaves to the occurrences.
    fn open_words<'a>(&'a self, reaches: &'a Reaches) -> impl Iterator<Item = &'a Word> + 'a {
        self.words
            .iter()
            .zip(reaches)
            .filter(|(_, reach)| **reach == Reach::None)
            .map(|(word, _)| word)
    }

    /// Whether every word stands in one piece.
    pub(super) fn is_contiguous(reaches: &Reaches) -> bool {
        !reaches.contains(&Reach::Scattered)
    }

    /// A score that a name cannot exceed.
    pub(super) fn bound(&self, index: &Index, id: usize, reaches: &Reaches) -> i32 {
        let first = index.names.text(id).chars().next();
        let separated = index.names.is_separated(id);
        let latin = index.names.is_latin(id);
        let bound_of = |word: &Word, reach: Reach| {
            let pattern = &word.pattern;
            let opens = first.is_none_or(|c| pattern.may_begin(c) || pattern.steps(c).is_none());
            let before = if separated || opens || reach == Reach::None {
                Before::Nothing
            } else {
                Before::Character
            };
            let begun = if latin { 0 } else { pattern.least_begun };
            let best = pattern.run_score(before) - begun;
            match reach {
                Reach::None => pattern.run_score(before) + MOST_FOR_SHORT_CODE,
                // A gap costs four, and the neighbour's bonus is four.
                Reach::Scattered if !separated => best - 8,
                Reach::Scattered | Reach::Contiguous => best,
            }
        };
        self.words
            .iter()
            .zip(reaches)
            .map(|(word, reach)| bound_of(word, *reach))
            .sum()
    }

    /// The score of a name, with `prepared` holding it.
    pub(super) fn score(
        &self,
        index: &Index,
        id: usize,
        reaches: &Reaches,
        prepared: &PreparedName,
    ) -> i32 {
        let by_name: i32 = self
            .alignments(reaches, prepared)
            .map(|alignment| alignment.score)
            .sum();
        let by_occurrence: i32 = self
            .open_words(reaches)
            .filter_map(|word| {
                self.answering(index, id, reaches)
                    .filter_map(|at| word.worth(index, at))
                    .max()
            })
            .sum();
        by_name + by_occurrence
    }

    fn alignments<'a>(
        &'a self,
        reaches: &'a Reaches,
        prepared: &'a PreparedName,
    ) -> impl Iterator<Item = Alignment> + 'a {
        self.words
            .iter()
            .zip(reaches)
            .filter_map(|(word, reach)| prepared.align(&word.pattern, *reach))
    }

    /// The occurrences of a name that answer, whole, at most `most`.
    pub(super) fn occurrences(&self, index: &Index, id: usize, most: usize) -> Vec<Occurrence> {
        let mut reaches = Reaches::new();
        if !self.asks(index, id, &mut reaches) {
            return Vec::new();
        }
        self.answering(index, id, &reaches)
            .take(most)
            .map(|at| index.occurrences.whole(at))
            .collect()
    }

    /// The hit of a name that answers.
    pub(super) fn hit(&self, index: &Index, id: usize, score: i32) -> Hit {
        let mut reaches = Reaches::new();
        self.asks(index, id, &mut reaches);
        let mut prepared = PreparedName::default();
        let name = index.names.text(id);
        prepared.set(name);
        let mut positions: Vec<usize> = self
            .alignments(&reaches, &prepared)
            .flat_map(|alignment| alignment.positions)
            .collect();
        positions.sort_unstable();
        positions.dedup();
        let about = index.names.about(id);
        let answers_all = self.amounts.is_empty() && !reaches.contains(&Reach::None);
        let count = if answers_all {
            index.occurrences.of(id).len()
        } else {
            self.answering(index, id, &reaches).count()
        };
        Hit {
            kind: about.kind,
            name: name.to_owned(),
            code: index.occurrences.code(about.code).clone(),
            positions,
            code_typed: self.code_typed(about.code, &reaches),
            contiguous: Self::is_contiguous(&reaches),
            score,
            count,
            occurrences: self
                .answering(index, id, &reaches)
                .take(OCCURRENCES_AT_ONCE)
                .map(|at| index.occurrences.whole(at))
                .collect(),
            id: narrow::<u32>(id),
        }
    }

    /// How many leading characters of a code the words that the name leaves open are.
    fn code_typed(&self, code: u32, reaches: &Reaches) -> usize {
        self.open_words(reaches)
            .filter(|word| word.codes.contains(&code))
            .map(|word| word.pattern.length)
            .max()
            .unwrap_or(0)
    }
}

/// Enough for a list that is unfolded; the rest is a question of its own.
const OCCURRENCES_AT_ONCE: usize = 100;
