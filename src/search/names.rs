/*!
The different names of an index, each once, the shortest first.

The order is the ranking's last two words (shorter names, then the library's
order), so the number of a name says how it ranks among equals, and what a
half-finished search has seen are the names that would win.
*/

use super::Kind;
use super::character::Character;
use super::characters::{CharMap, Characters};
use super::folding::fold;
use super::pattern::Before;
use super::signature::{Alphabet, LATIN, Signature};
use crate::narrow::narrow;
use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};

/// What is known of a name besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct About {
    pub(super) kind: Kind,
    /// The code of a 科目: an index into the codes; 0 is no code.
    pub(super) code: u32,
}

/// The names, by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) text: String,
    pub(super) starts: Vec<usize>,
    pub(super) about: Vec<About>,
    pub(super) written: Vec<u64>,
    pub(super) spoken: Vec<u64>,
    /// Whether punctuation stands in a name, after which fuzzy-matcher scores higher.
    pub(super) separated: Vec<bool>,
    pub(super) characters: Characters,
}

impl Names {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.about.len()
    }

    /// Whether what came from outside fits itself, and a list of so many codes.
    pub(super) fn fits(&self, codes: usize) -> bool {
        let count = self.about.len();
        let lists = [self.written.len(), self.spoken.len(), self.separated.len()];
        lists == [count; 3]
            && self.starts.len() == count + 1
            && self.starts.first() == Some(&0)
            && self.starts.is_sorted()
            && self
                .starts
                .iter()
                .all(|start| self.text.is_char_boundary(*start))
            && self.about.iter().all(|about| (about.code as usize) < codes)
    }

    /// The text of a name.
    #[inline]
    pub(super) fn text(&self, id: usize) -> &str {
        &self.text[self.starts[id]..self.starts[id + 1]]
    }

    /// Kind and code of a name.
    pub(super) fn about(&self, id: usize) -> About {
        self.about[id]
    }

    /// Whether punctuation stands in a name.
    pub(super) fn is_separated(&self, id: usize) -> bool {
        self.separated[id]
    }

    /// Whether Latin letters stand in a name.
    pub(super) fn is_latin(&self, id: usize) -> bool {
        self.spoken[id] == LATIN
    }

    /// Finds the different characters and puts the signature of every name beside it.
    fn sign(&mut self) {
        let mut numbers: CharMap<u32> = CharMap::new();
        let mut counts: Vec<u64> = Vec::new();
        for c in self.text.chars() {
            let number = match numbers.get(c) {
                0 => {
                    self.characters.all.push(Character::of(c));
                    counts.push(0);
                    numbers.set(c, narrow::<u32>(counts.len()));
                    counts.len()
                }
                known => known as usize,
            };
            counts[number - 1] += 1;
        }
        let all = &self.characters.all;
        let folded = all.iter().zip(&counts);
        let alphabet = Alphabet::of(folded.filter_map(|(c, count)| Some((c.folded?, *count))));
        let of_each: Vec<(Signature, bool)> = all
            .iter()
            .map(|character| {
                let before = character.folded.map(|c| Before::of(Some(c)));
                let separates = before.is_some_and(|before| before != Before::Character);
                (Signature::of(character, &alphabet), separates)
            })
            .collect();
        self.characters.alphabet = alphabet;
        for id in 0..self.len() {
            let mut signature = Signature::default();
            let mut separated = false;
            for c in self.text(id).chars() {
                let (bits, separates) = of_each[numbers.get(c) as usize - 1];
                signature.add(bits);
                separated |= separates;
            }
            self.separated.push(separated);
            self.written.push(signature.written);
            self.spoken.push(signature.spoken);
        }
    }
}

/// Names on their way into an index, in the order of their first appearance.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    text: String,
    starts: Vec<usize>,
    about: Vec<About>,
    /// The last name with that hash; `earlier` leads to those before it.
    by_hash: HashMap<u64, u32>,
    earlier: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Gathering {
    /// The number of a name, new or not.
    pub(super) fn number_of(&mut self, name: &str, about: About) -> u32 {
        let mut hasher = DefaultHasher::new();
        (name, about.kind, about.code).hash(&mut hasher);
        let hash = hasher.finish();
        let last = self.by_hash.get(&hash).copied().unwrap_or(NONE);
        let mut at = last;
        while at != NONE {
            if self.about[at as usize] == about && self.text_of(at as usize) == name {
                return at;
            }
            at = self.earlier[at as usize];
        }
        let number = narrow::<u32>(self.about.len());
        match self.by_hash.entry(hash) {
            Entry::Occupied(mut slot) => *slot.get_mut() = number,
            Entry::Vacant(slot) => {
                slot.insert(number);
            }
        }
        self.starts.push(self.text.len());
        self.text.push_str(name);
        self.about.push(about);
        self.earlier.push(last);
        number
    }

    pub(super) fn len(&self) -> usize {
        self.about.len()
    }

    fn text_of(&self, number: usize) -> &str {
        let end = self.starts.get(number + 1).copied();
        &self.text[self.starts[number]..end.unwrap_or(self.text.len())]
    }

    /// The names, shortest first, and the new number of each old one. `code_of` gives
    /// the new number of a code.
    pub(super) fn settle(mut self, code_of: &[u32]) -> (Names, Vec<u32>) {
        self.by_hash = HashMap::new();
        self.earlier = Vec::new();
        let lengths: Vec<u32> = (0..self.len())
            .map(|number| narrow::<u32>(self.text_of(number).chars().filter_map(fold).count()))
            .collect();
        let mut order: Vec<u32> = (0..narrow::<u32>(self.len())).collect();
        order.sort_by_key(|number| lengths[*number as usize]);
        let mut names = Names::default();
        names.text.reserve_exact(self.text.len());
        names.starts.reserve_exact(self.len() + 1);
        names.about.reserve_exact(self.len());
        let mut new_number = vec![0; self.len()];
        for old in order {
            new_number[old as usize] = narrow::<u32>(names.about.len());
            names.starts.push(names.text.len());
            names.text.push_str(self.text_of(old as usize));
            let about = self.about[old as usize];
            names.about.push(About {
                code: code_of[about.code as usize],
                ..about
            });
        }
        names.starts.push(names.text.len());
        names.sign();
        (names, new_number)
    }
}
