/*!
One word of a query, worked out for the characters of an index.

A set of bits says how much of the word may be behind us: bit 3 means that three
of its characters are matched. Each character of a name moves the bits on by
what may stand for it: itself, a whole reading, or the beginning of one. That
answers in one pass, a few operations a character, whether a name holds the
word in one piece, scattered, or not at all.
*/

use super::characters::{CharMap, Characters};
use super::readings::{LONGEST, Reading};
use super::signature::{Alphabet, LATIN, Signature, spoken};
use super::ways::{Step, Ways};
use crate::narrow::narrow;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// How a name holds a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Not at all.
    None,
    /// In order, with other characters between.
    Scattered,
    /// In neighbouring characters.
    Contiguous,
}

/// What stands before a run, as far as fuzzy-matcher's score depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The name begins here.
    Nothing,
    /// A space, bracket or slash.
    HardSeparator,
    /// Other ASCII punctuation.
    SoftSeparator,
    /// Any other character.
    Character,
}

impl Before {
    pub(super) fn of(c: Option<char>) -> Self {
        match c {
            None => Before::Nothing,
            Some(' ' | '/' | '\\' | '|' | '(' | ')' | '[' | ']' | '{' | '}') => {
                Before::HardSeparator
            }
            Some('!'..='\'' | '*'..='.' | ':'..='@' | '^'..='`' | '~') => Before::SoftSeparator,
            Some(_) => Before::Character,
        }
    }

    /// What fuzzy-matcher adds for a match that begins here.
    pub(super) fn bonus(self) -> i32 {
        match self {
            Before::Nothing => 16,
            Before::HardSeparator => 8,
            Before::SoftSeparator => 7,
            Before::Character => 0,
        }
    }
}

/// Characters without a step.
const NO_STEP: u32 = 0;
/// Characters that are passed over.
const PASSED_OVER: u32 = 1;

/// A word and what the characters of an index may take of it.
pub(super) struct Pattern {
    pub(super) word: String,
    /// The number of its characters.
    pub(super) length: usize,
    /// Whether it has letters, which readings may stand for.
    pub(super) lettered: bool,
    /// The fewest characters that a name without Latin letters can leave half typed.
    pub(super) least_begun: i32,
    /// Whether the characters of the index can make the word up at all.
    pub(super) possible: bool,
    /// What a name must have to be worth reading.
    pub(super) wanted: Signature,
    /// fuzzy-matcher's score of a run, by what stands before it.
    run_scores: [i32; 4],
    class: CharMap<u32>,
    steps: Vec<Vec<Step>>,
    /// fuzzy-matcher keeps its matrix between calls and reads old cells of it where a
    /// pattern doubles a character; such a pattern gets a new matcher each time.
    doubled: bool,
    matcher: SkimMatcherV2,
}

impl Pattern {
    /// Works a folded word out; it has at most 60 characters.
    pub(super) fn of(word: &str, characters: &Characters) -> Self {
        let letters: Vec<char> = word.chars().collect();
        let mut pattern = Self {
            word: word.to_owned(),
            length: letters.len(),
            lettered: letters.iter().any(char::is_ascii_lowercase),
            least_begun: 0,
            possible: false,
            wanted: Signature::default(),
            run_scores: [0; 4],
            class: CharMap::new(),
            steps: vec![Vec::new(), Vec::new()],
            doubled: letters.windows(2).any(|pair| pair[0] == pair[1]),
            matcher: SkimMatcherV2::default(),
        };
        let (mut ways, mut ways_of_readings) = (Ways::default(), Ways::default());
        for character in &characters.all {
            let Some(folded) = character.folded else {
                pattern.class.set(character.raw, PASSED_OVER);
                continue;
            };
            let steps = steps_of(&letters, folded, &character.readings);
            ways.add(&steps);
            if !folded.is_ascii_lowercase() {
                ways_of_readings.add(&steps);
            }
            if !steps.is_empty() {
                pattern.steps.push(steps);
                let class = narrow::<u32>(pattern.steps.len()) - 1;
                pattern.class.set(character.raw, class);
            }
        }
        pattern.possible = ways.fewest_begun(letters.len()).is_some();
        pattern.least_begun = ways_of_readings.fewest_begun(letters.len()).unwrap_or(0);
        pattern.wanted = wanted(&letters, &ways_of_readings, &characters.alphabet);
        // U+0001 is in no word, and to the matcher it is a character like any other.
        for (slot, before) in ["", "(", "-", "\u{1}"].into_iter().enumerate() {
            let run = format!("{before}{word}");
            pattern.run_scores[slot] = pattern.fuzzy(&run).map_or(0, |(score, _)| score);
        }
        pattern
    }

    /// What a character may take of the word; none for one that is passed over.
    #[inline]
    pub(super) fn steps(&self, c: char) -> Option<&[Step]> {
        match self.class.get(c) {
            PASSED_OVER => None,
            class => Some(&self.steps[class as usize]),
        }
    }

    /// How a name holds the word.
    pub(super) fn reach(&self, name: &str) -> Reach {
        let done = 1u64 << self.length;
        let (mut run, mut scattered) = (0u64, 1u64);
        for c in name.chars() {
            let class = self.class.get(c);
            if class == NO_STEP {
                run = 0;
                continue;
            }
            if class == PASSED_OVER {
                continue;
            }
            let (mut next_run, mut more) = (0, 0);
            for step in &self.steps[class as usize] {
                let from = step.whole | step.begun;
                next_run |= ((run | 1) & from) << step.letters;
                more |= (scattered & from) << step.letters;
            }
            run = next_run;
            scattered |= more;
            if run & done != 0 {
                return Reach::Contiguous;
            }
        }
        if scattered & done != 0 {
            Reach::Scattered
        } else {
            Reach::None
        }
    }

    /// Whether a match can begin with this character.
    pub(super) fn may_begin(&self, c: char) -> bool {
        self.steps(c)
            .is_some_and(|steps| steps.iter().any(|step| (step.whole | step.begun) & 1 != 0))
    }

    /// fuzzy-matcher's score of the word in one piece after that.
    pub(super) fn run_score(&self, before: Before) -> i32 {
        self.run_scores[before as usize]
    }

    /// fuzzy-matcher's score of a text, and the characters that it matches.
    pub(super) fn fuzzy(&self, text: &str) -> Option<(i32, Vec<usize>)> {
        let found = if self.doubled {
            SkimMatcherV2::default().fuzzy_indices(text, &self.word)
        } else {
            self.matcher.fuzzy_indices(text, &self.word)
        };
        found.map(|(score, positions)| (i32::try_from(score).unwrap_or(i32::MAX), positions))
    }
}

/// The bits that every name has which holds a word.
fn wanted(word: &[char], readings: &Ways, alphabet: &Alphabet) -> Signature {
    let mut bits = Signature::default();
    for c in word.iter().filter(|c| !c.is_ascii_lowercase()) {
        bits.written |= alphabet.written(*c);
    }
    let forced = readings.forced(word.len());
    if forced.is_empty() {
        // Only Latin letters make it up.
        bits.spoken = LATIN;
    }
    for (at, least) in forced {
        if word[at].is_ascii_lowercase() {
            let beginning: Vec<u8> = word[at..at + least].iter().map(|c| *c as u8).collect();
            bits.spoken |= spoken(&beginning);
        }
    }
    bits
}

fn steps_of(word: &[char], folded: char, readings: &[Reading]) -> Vec<Step> {
    let mut whole = [0u64; LONGEST + 1];
    let mut begun = [0u64; LONGEST + 1];
    for (at, c) in word.iter().enumerate() {
        if *c == folded {
            whole[1] |= 1 << at;
        }
        for reading in readings {
            let letters = reading.letters();
            let common = letters
                .iter()
                .zip(&word[at..])
                .take_while(|(letter, typed)| char::from(**letter) == **typed)
                .count();
            for taken in 1..=common {
                if taken == letters.len() {
                    whole[taken] |= 1 << at;
                } else {
                    begun[taken] |= 1 << at;
                }
            }
        }
    }
    (1..=LONGEST)
        .filter(|taken| whole[*taken] | begun[*taken] != 0)
        .map(|taken| Step {
            letters: narrow::<u32>(taken),
            whole: whole[taken],
            begun: begun[taken] & !whole[taken],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(name: &str, word: &str) -> Reach {
        let characters = Characters::of_names(name);
        Pattern::of(word, &characters).reach(name)
    }

    #[test]
    fn every_reading_whole_or_begun() {
        for (name, word) in [
            ("银行手续费", "yinhang"),
            ("银行手续费", "yh"),
            ("行政运行", "xingzheng"),
            ("行政运行", "xz"),
            ("会计", "kuaiji"),
            ("会计", "kj"),
            ("重点", "zhongdian"),
            ("重点", "chongdian"),
            ("机关事业单位职业年金缴费支出", "zhiyenianjin"),
            ("机关事业单位职业年金缴费支出", "zhiyenj"),
            ("机关事业单位职业年金缴费支出", "zynj"),
            ("机关事业单位职业年金缴费支出", "职业nianj"),
            ("机关事业单位职业年金缴费支出", "zhye年jin"),
            ("政策知晓率", "xiaolv"),
            ("政策知晓率", "xiaolu"),
            ("LED 屏维护", "led"),
            ("LED 屏维护", "edping"),
        ] {
            assert_eq!(reach(name, word), Reach::Contiguous, "{name} {word}");
        }
    }

    #[test]
    fn scattered_and_none() {
        assert_eq!(reach("职工年终奖金", "zynj"), Reach::None);
        assert_eq!(reach("职工养老年金", "zynj"), Reach::Scattered);
        assert_eq!(reach("职业年金", "年业"), Reach::None);
        assert_eq!(reach("职工基本养老保险", "职养"), Reach::Scattered);
        // A syllable is one character's: its letters never come from two.
        assert_eq!(reach("职日业", "zhiye"), Reach::Scattered);
        assert_eq!(reach("职", "zi"), Reach::None);
    }

    #[test]
    fn the_least_that_is_half_typed() {
        let characters = Characters::of_names("职业年金");
        for (word, least) in [("zhiyenianjin", 0), ("zynj", 4), ("zhiyenianj", 1)] {
            assert_eq!(Pattern::of(word, &characters).least_begun, least, "{word}");
        }
    }
}
