/*!
The cheap filter: sixty-four bits that a name must have to be worth reading.

Two signatures a name. `written` has a bit for each of its characters; common
characters get bits of their own and rare ones share, so that every bit says
about as much. `spoken` has a bit for every letter that one of its readings
begins with, and hashed ones for the first two and three letters of a reading.
A name that lacks a bit of the query cannot match it; one that has them all may
or may not. A name with Latin letters, which may match letter by letter, has all
bits of `spoken`.
*/

use super::character::Character;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// The bits of a name, or those that a query wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signature {
    pub(super) written: u64,
    pub(super) spoken: u64,
}

/// What `spoken` is of a name with Latin letters.
pub(super) const LATIN: u64 = u64::MAX;

const LETTERS: u32 = 26;
/// Bits left for the hashed beginnings.
const BEGINNINGS: u32 = u64::BITS - LETTERS;

/// The bits of a reading, or of as much of it as was typed: at least one letter.
pub(super) fn spoken(beginning: &[u8]) -> u64 {
    let mut bits = 1 << (beginning[0] - b'a');
    let mut hash = u32::from(beginning[0]);
    for letter in beginning.iter().take(3).skip(1) {
        hash = hash << 8 | u32::from(*letter);
        // Fibonacci hashing: the upper bits of the product spread neighbours apart.
        bits |= 1 << (LETTERS + (hash.wrapping_mul(0x9E37_79B1) >> 16) % BEGINNINGS);
    }
    bits
}

/// The bit of `written` that each folded character has.
#[derive(Debug, Default)]
pub(super) struct Alphabet(pub(super) BTreeMap<char, u64>);

impl Alphabet {
    /// Shares the bits out so that all are set about equally often; `counts` says how
    /// often each character stands in the names.
    pub(super) fn of(counts: impl IntoIterator<Item = (char, u64)>) -> Self {
        let mut by_character: BTreeMap<char, u64> = BTreeMap::new();
        for (c, count) in counts {
            *by_character.entry(c).or_default() += count;
        }
        let mut commonest: Vec<(char, u64)> = by_character.into_iter().collect();
        commonest.sort_by_key(|(c, count)| (Reverse(*count), *c));
        let mut loads: BinaryHeap<Reverse<(u64, u32)>> =
            (0..u64::BITS).map(|bit| Reverse((0, bit))).collect();
        let mut bits = BTreeMap::new();
        for (c, count) in commonest {
            if let Some(Reverse((load, bit))) = loads.pop() {
                bits.insert(c, 1 << bit);
                loads.push(Reverse((load + count, bit)));
            }
        }
        Self(bits)
    }

    /// The bit of a folded character; none of one that is in no name.
    pub(super) fn written(&self, folded: char) -> u64 {
        self.0.get(&folded).copied().unwrap_or_default()
    }
}

impl Signature {
    /// The bits that a character gives its name.
    pub(super) fn of(character: &Character, alphabet: &Alphabet) -> Self {
        let Some(folded) = character.folded else {
            return Self::default();
        };
        let readings = character.readings.iter();
        Self {
            written: alphabet.written(folded),
            spoken: if folded.is_ascii_lowercase() {
                LATIN
            } else {
                readings.fold(0, |bits, reading| bits | spoken(reading.letters()))
            },
        }
    }

    /// Adds the bits of another.
    pub(super) fn add(&mut self, other: Self) {
        self.written |= other.written;
        self.spoken |= other.spoken;
    }
}
