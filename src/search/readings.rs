/*!
How a character is read.

Every reading counts, since nobody who types `yinhang` thinks of 行 as xing. A
reading is letters alone, without tone; ü is typed as v by most and as u by
some, so both are readings.
*/

use crate::narrow::narrow;
use pinyin::ToPinyinMulti;

/// The longest syllables have six letters: zhuang, chuang, shuang.
pub(super) const LONGEST: usize = 6;

/// One reading of a character: one to six letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    letters: [u8; LONGEST],
    len: u8,
}

impl Reading {
    fn of(plain: &str, typed_for_umlaut: u8) -> Option<Self> {
        let mut letters = [0; LONGEST];
        let mut len = 0;
        for c in plain.chars() {
            let letter = match c {
                'a'..='z' => c as u8,
                'ü' => typed_for_umlaut,
                'ê' => b'e',
                _ => return None,
            };
            *letters.get_mut(len)? = letter;
            len += 1;
        }
        (len > 0).then_some(Self {
            letters,
            len: narrow::<u8>(len),
        })
    }

    /// Its letters, lower-case ASCII.
    pub(super) fn letters(&self) -> &[u8] {
        &self.letters[..usize::from(self.len)]
    }
}

/// Every reading of a character, each once; none for what is no Chinese character.
pub(super) fn readings(c: char) -> Vec<Reading> {
    let mut all = Vec::new();
    let Some(sounds) = c.to_pinyin_multi() else {
        return all;
    };
    for sound in sounds {
        for umlaut in [b'v', b'u'] {
            if let Some(reading) = Reading::of(sound.plain(), umlaut)
                && !all.contains(&reading)
            {
                all.push(reading);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(c: char) -> Vec<String> {
        readings(c)
            .iter()
            .map(|reading| String::from_utf8_lossy(reading.letters()).into_owned())
            .collect()
    }

    #[test]
    fn every_reading_counts() {
        for (c, reading) in [
            ('行', "hang"),
            ('行', "xing"),
            ('会', "hui"),
            ('会', "kuai"),
            ('重', "zhong"),
            ('重', "chong"),
            ('率', "lv"),
            ('率', "lu"),
            ('率', "shuai"),
            ('装', "zhuang"),
        ] {
            assert!(spelled(c).iter().any(|r| r == reading), "{c} {reading}");
        }
        assert!(spelled('a').is_empty());
        assert!(spelled('（').is_empty());
    }
}
