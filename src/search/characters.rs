/*!
The different characters of an index.

A million names are made of a few thousand characters. What a query means for a
character (does it begin 职? may `zh` stand for it?) is worked out once for each
of these, and reading a name is then one look-up a character.
*/

use super::character::Character;
use super::signature::Alphabet;
use std::collections::BTreeMap;

/// A value for every character; all but a few have the default.
pub(super) struct CharMap<T> {
    common: Vec<T>,
    rare: BTreeMap<char, T>,
}

const COMMON: usize = 0x1_0000;

impl<T: Copy + Default> CharMap<T> {
    pub(super) fn new() -> Self {
        Self {
            common: vec![T::default(); COMMON],
            rare: BTreeMap::new(),
        }
    }

    #[inline]
    pub(super) fn get(&self, c: char) -> T {
        match self.common.get(c as usize) {
            Some(value) => *value,
            None => self.rare.get(&c).copied().unwrap_or_default(),
        }
    }

    pub(super) fn set(&mut self, c: char, value: T) {
        match self.common.get_mut(c as usize) {
            Some(slot) => *slot = value,
            None => {
                self.rare.insert(c, value);
            }
        }
    }
}

/// All different characters of an index, in the order of their first appearance, and
/// the bit that each has in the signatures.
#[derive(Debug, Default)]
pub(super) struct Characters {
    pub(super) all: Vec<Character>,
    pub(super) alphabet: Alphabet,
}

#[cfg(test)]
impl Characters {
    /// The characters of a few names.
    pub(super) fn of_names(names: &str) -> Self {
        let all: Vec<Character> = names.chars().map(Character::of).collect();
        let alphabet = Alphabet::of(all.iter().filter_map(|c| Some((c.folded?, 1))));
        Self { all, alphabet }
    }
}
