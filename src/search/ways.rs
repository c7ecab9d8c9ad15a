/*!
The ways in which readings can share a word out among characters.

`zhiyenianjin` can be cut in one way only: no character is read `hi`, so `zhi`
is one character's, and every name that matches has one that is read so. Such
forced cuts are what the signature of a name is asked for.
*/

use super::readings::LONGEST;

/// What a character may take of the word: `letters` of it, from each marked position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) letters: u32,
    /// Positions from which the character itself or a whole reading of it stands there.
    pub(super) whole: u64,
    /// Positions from which only the beginning of a reading does.
    pub(super) begun: u64,
}

/// The steps of all characters together: what any of them may take of a word.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    whole: [u64; LONGEST + 1],
    begun: [u64; LONGEST + 1],
}

impl Ways {
    pub(super) fn add(&mut self, steps: &[Step]) {
        for step in steps {
            self.whole[step.letters as usize] |= step.whole;
            self.begun[step.letters as usize] |= step.begun;
        }
    }

    fn leads(&self, from: usize, letters: usize) -> bool {
        (self.whole[letters] | self.begun[letters]) >> from & 1 == 1
    }

    /// The fewest characters that are left half typed on the way through a word of that
    /// length; none where there is no way.
    pub(super) fn fewest_begun(&self, length: usize) -> Option<i32> {
        let mut fewest: Vec<Option<i32>> = vec![None; length + 1];
        fewest[0] = Some(0);
        for from in 0..length {
            let Some(so_far) = fewest[from] else {
                continue;
            };
            for letters in 1..=LONGEST {
                let cost = match (self.whole[letters] >> from & 1, self.leads(from, letters)) {
                    (1, _) => so_far,
                    (_, true) => so_far + 1,
                    _ => continue,
                };
                let there = &mut fewest[from + letters];
                *there = Some(there.map_or(cost, |known| known.min(cost)));
            }
        }
        fewest[length]
    }

    /// The places where every way begins a character, each with the fewest letters that
    /// this character takes.
    pub(super) fn forced(&self, length: usize) -> Vec<(usize, usize)> {
        let mut from_start = vec![false; length + 1];
        let mut to_end = vec![false; length + 1];
        from_start[0] = true;
        to_end[length] = true;
        let steps = || (0..length).flat_map(|from| (1..=LONGEST).map(move |n| (from, n)));
        for (from, letters) in steps() {
            if from_start[from] && self.leads(from, letters) {
                from_start[from + letters] = true;
            }
        }
        for from in (0..length).rev() {
            to_end[from] = (1..=LONGEST.min(length - from))
                .any(|letters| self.leads(from, letters) && to_end[from + letters]);
        }
        let mut least: Vec<Option<usize>> = vec![None; length];
        let mut stepped_over = vec![false; length];
        for (from, letters) in steps() {
            let to = from + letters;
            if to <= length && from_start[from] && to_end[to] && self.leads(from, letters) {
                least[from] = Some(least[from].map_or(letters, |known| known.min(letters)));
                stepped_over[from + 1..to].fill(true);
            }
        }
        (0..length)
            .filter(|from| !stepped_over[*from])
            .filter_map(|from| Some((from, least[from]?)))
            .collect()
    }
}
