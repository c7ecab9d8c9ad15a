/*!
Which characters of a name a word matches, and what fuzzy-matcher gives for it.

A word without letters is scored as fuzzy-matcher scores it in the folded name.
For a word with letters the letters are put in the place of the characters that
they stand for (`zynj` makes 机关事业单位zynj缴费支出 of the name), and that is
scored; a character of whose reading only the beginning was typed costs a
point, so that 监督 comes before 评价年度 for `jian`. A run is scored as a run,
which is what is marked on the screen.
*/

use super::folding::fold;
use super::pattern::{Before, Pattern, Reach};
use crate::narrow::narrow;

/// A scored match: the characters, by their index in the name's `chars()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    pub(super) score: i32,
    pub(super) positions: Vec<usize>,
}

/// A name longer than any real one is scored by its beginning: the matcher's table grows
/// with name and word, and a stranger's document shall not decide how much memory is taken.
const LONGEST_SCORED: usize = 2_000;

/// A name made ready for scoring.
#[derive(Debug, Default)]
pub(super) struct PreparedName {
    raw: Vec<char>,
    folded: Vec<char>,
    /// Where each of them stands in the name.
    index: Vec<usize>,
}

impl PreparedName {
    /// Takes another name in.
    pub(super) fn set(&mut self, name: &str) {
        self.raw.clear();
        self.folded.clear();
        self.index.clear();
        for (index, raw) in name.chars().enumerate().take(LONGEST_SCORED) {
            if let Some(folded) = fold(raw) {
                self.raw.push(raw);
                self.folded.push(folded);
                self.index.push(index);
            }
        }
    }

    fn before(&self, at: usize) -> Before {
        Before::of(at.checked_sub(1).map(|previous| self.folded[previous]))
    }

    /// The best match of a word that the name holds so.
    pub(super) fn align(&self, pattern: &Pattern, reach: Reach) -> Option<Alignment> {
        match (reach, pattern.lettered) {
            (Reach::None, _) => None,
            (Reach::Contiguous, _) => self.align_run(pattern),
            (Reach::Scattered, false) => {
                let (score, at) = pattern.fuzzy(&self.folded.iter().collect::<String>())?;
                Some(self.alignment(score, at))
            }
            (Reach::Scattered, true) => self.align_letters(pattern),
        }
    }

    fn alignment(&self, score: i32, at: impl IntoIterator<Item = usize>) -> Alignment {
        Alignment {
            score,
            positions: at.into_iter().map(|at| self.index[at]).collect(),
        }
    }

    fn align_run(&self, pattern: &Pattern) -> Option<Alignment> {
        let path = self.best_path(pattern, false)?;
        let start = path.taken.first()?.at;
        let mut score = pattern.run_score(self.before(start)) - path.begun;
        if !pattern.lettered
            && self.scores_elsewhere(pattern, start)
            && let Some((other, _)) = pattern.fuzzy(&self.folded.iter().collect::<String>())
        {
            score = score.max(other);
        }
        Some(self.alignment(score, path.taken.iter().map(|taken| taken.at)))
    }

    /// Whether the matcher could find more than the run that begins at `start`: where a
    /// character of the word stands at the beginning or after punctuation.
    fn scores_elsewhere(&self, pattern: &Pattern, start: usize) -> bool {
        (0..self.raw.len()).any(|at| {
            at != start
                && self.before(at) != Before::Character
                && pattern
                    .steps(self.raw[at])
                    .is_some_and(|steps| !steps.is_empty())
        })
    }

    fn align_letters(&self, pattern: &Pattern) -> Option<Alignment> {
        let path = self.best_path(pattern, true)?;
        let mut letters = pattern.word.chars();
        let mut taken = path.taken.iter().peekable();
        let mut text = String::new();
        for (at, folded) in self.folded.iter().enumerate() {
            match taken.next_if(|taken| taken.at == at) {
                Some(taken) => text.extend(letters.by_ref().take(taken.letters)),
                None => text.push(*folded),
            }
        }
        let (score, _) = pattern.fuzzy(&text)?;
        Some(self.alignment(score - path.begun, path.taken.iter().map(|taken| taken.at)))
    }

    /// The best way to share a word out among the characters of the name, by the measure
    /// of fuzzy-matcher: a match counts 16, a neighbour 4 more, a gap costs 3 and its length.
    fn best_path(&self, pattern: &Pattern, gaps: bool) -> Option<Path> {
        let mut table = ScoreTable::new(self.raw.len(), pattern.length);
        for at in 0..self.raw.len() {
            if gaps {
                table.widen_gaps(at);
            }
            let bonus = self.before(at).bonus();
            for step in pattern.steps(self.raw[at]).unwrap_or_default() {
                let letters = step.letters as usize;
                let mut from_bits = step.whole | step.begun;
                while from_bits != 0 {
                    let from = from_bits.trailing_zeros() as usize;
                    from_bits &= from_bits - 1;
                    let begun = i32::from(step.whole & (1 << from) == 0);
                    table.take(at, from, letters, bonus, begun);
                }
            }
        }
        table.path()
    }
}

#[derive(Debug)]
struct Taken {
    at: usize,
    letters: usize,
}

#[derive(Debug)]
struct Path {
    taken: Vec<Taken>,
    /// Characters of whose reading only the beginning was typed.
    begun: i32,
}

#[derive(Debug, Clone, Copy)]
struct ScoreCell {
    score: i32,
    /// The character matched before, plus one; 0 for none.
    previous: u32,
    letters: u8,
    begun: u8,
}

const NEVER: i32 = i32::MIN / 2;
const EMPTY: ScoreCell = ScoreCell {
    score: NEVER,
    previous: 0,
    letters: 0,
    begun: 0,
};

/// The best score of a way that matches `letters` of the word and ends at a character.
struct ScoreTable {
    width: usize,
    cells: Vec<ScoreCell>,
    /// For each number of letters: the best score with a gap behind it, and its character.
    gap: Vec<(i32, u32)>,
}

impl ScoreTable {
    fn new(characters: usize, letters: usize) -> Self {
        let width = letters + 1;
        Self {
            width,
            cells: vec![EMPTY; characters * width],
            gap: vec![(NEVER, 0); width],
        }
    }

    /// Makes every gap one character longer, and opens one behind the last but one.
    fn widen_gaps(&mut self, at: usize) {
        let Some(end) = at.checked_sub(2) else {
            return;
        };
        for letters in 1..self.width {
            let longer = self.gap[letters].0 - 1;
            let fresh = self.cells[end * self.width + letters].score - 4;
            self.gap[letters] = if fresh > longer {
                (fresh, narrow::<u32>(end) + 1)
            } else {
                (longer, self.gap[letters].1)
            };
        }
    }

    fn take(&mut self, at: usize, from: usize, letters: usize, bonus: i32, begun: i32) {
        let (before, previous) = if from == 0 {
            (bonus - 1, 0)
        } else {
            let next_to = at
                .checked_sub(1)
                .map_or(NEVER, |end| self.cells[end * self.width + from].score + 4);
            let (gap, end) = self.gap[from];
            if next_to >= gap + bonus {
                (next_to, narrow::<u32>(at))
            } else {
                (gap + bonus, end)
            }
        };
        if before <= NEVER / 2 {
            return;
        }
        let score = before + 16 * narrow::<i32>(letters) + 4 * (narrow::<i32>(letters) - 1) - begun;
        let cell = &mut self.cells[at * self.width + from + letters];
        if score > cell.score {
            *cell = ScoreCell {
                score,
                previous,
                letters: narrow::<u8>(letters),
                begun: u8::try_from(begun).unwrap_or(u8::MAX),
            };
        }
    }

    fn path(&self) -> Option<Path> {
        let ends = self.cells.iter().skip(self.width - 1).step_by(self.width);
        let mut best = (NEVER / 2, None);
        for (at, cell) in ends.enumerate() {
            if cell.score > best.0 {
                best = (cell.score, Some(at));
            }
        }
        let mut at = best.1?;
        let mut letters = self.width - 1;
        let mut path = Path {
            taken: Vec::new(),
            begun: 0,
        };
        loop {
            let cell = self.cells[at * self.width + letters];
            path.taken.push(Taken {
                at,
                letters: usize::from(cell.letters),
            });
            path.begun += i32::from(cell.begun);
            letters -= usize::from(cell.letters);
            if cell.previous == 0 || letters == 0 {
                break;
            }
            at = cell.previous as usize - 1;
        }
        path.taken.reverse();
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::characters::Characters;
    use super::*;

    fn marked(name: &str, word: &str) -> (i32, String) {
        let characters = Characters::of_names(name);
        let pattern = Pattern::of(word, &characters);
        let mut prepared = PreparedName::default();
        prepared.set(name);
        let found = prepared.align(&pattern, pattern.reach(name)).unwrap();
        let all: Vec<char> = name.chars().collect();
        (
            found.score,
            found.positions.iter().map(|at| all[*at]).collect(),
        )
    }

    #[test]
    fn the_characters_whose_readings_were_typed() {
        let name = "机关事业单位职业年金缴费支出";
        for (word, characters) in [
            ("职业年金", "职业年金"),
            ("zynj", "职业年金"),
            ("zhiyenianjin", "职业年金"),
            ("职业nianj", "职业年金"),
            ("单年费", "单年费"),
            ("jgzhich", "机关支出"),
            ("jiguanzhichu", "机关支出"),
        ] {
            assert_eq!(marked(name, word).1, characters, "{word}");
        }
        assert_eq!(marked("原 755 厂 LED屏", "55厂l").1, "55厂L");
    }

    #[test]
    fn a_whole_syllable_outranks_its_letters() {
        assert!(marked("加强监督", "jian").0 > marked("评价年度", "jian").0);
        assert!(marked("监督检查", "jian").0 > marked("加强监督", "jian").0);
        assert_eq!(marked("加强监督", "jian").0, marked("加强建设", "jian").0);
    }

    #[test]
    fn a_name_without_end_is_scored_by_its_beginning() {
        let name = format!("养{}老", "金".repeat(100_000));
        let pattern = Pattern::of("养老", &Characters::of_names(&name));
        let mut prepared = PreparedName::default();
        prepared.set(&name);
        assert_eq!(prepared.align(&pattern, pattern.reach(&name)), None);
    }

    #[test]
    fn an_earlier_run_is_marked_where_two_are_alike() {
        let mut prepared = PreparedName::default();
        let name = "基本养老与城乡养老";
        prepared.set(name);
        let characters = Characters::of_names(name);
        let pattern = Pattern::of("养老", &characters);
        let found = prepared.align(&pattern, Reach::Contiguous).unwrap();
        assert_eq!(found.positions, [2, 3]);
    }
}
