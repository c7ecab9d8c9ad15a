/*!
The shared texts of an old workbook (.xls) of which a part is struck out or raised.

calamine joins the parts of a text; here they are taken once more with the fonts that they are
set in ([MS-XLS] 2.5.293). A text may be cut anywhere and goes on in the next record, whose first
byte says anew how wide its characters are.
*/

use super::bytes::wide;
use super::rich_text::{RichText, Run};
use std::collections::HashMap;

/// Reads the texts out of a record and those that go on with it; `run_of` knows the fonts.
pub fn dressed(parts: Vec<&[u8]>, run_of: impl Fn(u16) -> Run) -> HashMap<u32, RichText> {
    let mut reader = Pieces {
        parts,
        part: 0,
        at: 8,
    };
    let mut found = HashMap::new();
    for number in 0.. {
        let Some(text) = reader.text(&run_of) else {
            break;
        };
        if text.is_dressed {
            found.insert(number, text);
        }
    }
    found
}

/// Records that hold one stretch of bytes between them.
struct Pieces<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
    at: usize,
}

impl Pieces<'_> {
    /// The next byte, and whether it is the first of its record.
    fn next(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Some(byte)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.next()?, self.next()?]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    fn text(&mut self, run_of: &impl Fn(u16) -> Run) -> Option<RichText> {
        const WIDE: u8 = 1;
        const EXTENDED: u8 = 4;
        const RICH: u8 = 8;
        let (length, flags) = (self.short()?, self.next()?);
        let runs = if flags & RICH != 0 { self.short()? } else { 0 };
        let extension = if flags & EXTENDED != 0 {
            self.long()?
        } else {
            0
        };
        let units = self.units(length, flags & WIDE != 0)?;
        let mut starts: Vec<(usize, Run)> = vec![(0, Run::default())];
        for _ in 0..runs {
            let (start, font) = (self.short()?, self.short()?);
            starts.push((usize::from(start), run_of(font)));
        }
        for _ in 0..extension {
            self.next()?;
        }
        Some(RichText::of_runs(&units, &starts))
    }

    fn units(&mut self, length: u16, is_wide: bool) -> Option<Vec<u16>> {
        let (mut units, mut is_wide) = (Vec::with_capacity(length.into()), is_wide);
        for _ in 0..length {
            if self.at >= self.parts.get(self.part)?.len() {
                is_wide = self.next()? & 1 != 0;
            }
            units.push(if is_wide {
                self.short()?
            } else {
                self.next()?.into()
            });
        }
        Some(units)
    }
}

/// Characters of one byte or of two.
pub fn characters(text: &[u8], is_wide: bool) -> String {
    if is_wide {
        wide(text)
    } else {
        text.iter().copied().map(char::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cut_in_two_records() {
        let run_of = |font| Run {
            struck: font == 7,
            raised: font == 8,
            is_own: true,
            ..Run::default()
        };
        let mut first = vec![0; 8];
        first.extend([2, 0, 0, b'a', b'b']);
        // Six characters, two runs: struck from 0, plain from 3.
        first.extend([6, 0, 8, 2, 0, b'1', b'2', b'0', b'1']);
        let second = [1, b'5', 0, b'0', 0, 0, 0, 7, 0, 3, 0, 0, 0];
        let texts = dressed(vec![&first, &second], run_of);
        assert_eq!(texts.len(), 1);
        assert_eq!(
            (texts[&1].text.as_str(), texts[&1].has_struck_digits),
            ("150", true)
        );
    }
}
