/*!
The streams of a Word 97 document, its pieces of text and the lists of its properties.
*/

use super::super::super::{DocumentError, compound};
use super::sprm::{u16_at, u32_at};
use encoding_rs::WINDOWS_1252;
use std::ops::Range;

/// What every document of Word begins with.
const MARK: u16 = 0xA5EC;
/// Word 97 and whatever came after it; older ones keep their text otherwise.
const WORD_97: u16 = 0xC1;
/// The flags of the first block.
const LOCKED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// Where the first block says how long the stories are.
const LENGTHS: usize = 0x4C;
/// The stories: text, notes, headers, macros, comments, notes at the end, text boxes.
const STORIES: usize = 7;
/// The story of headers and footers.
const PAGE_EDGES: usize = 2;
/// The story of text boxes.
const BOXES: usize = 6;
/// Where the first block names the lists.
const LISTS: usize = 0x9A;
const STYLES: usize = 1;
const OF_CHARACTERS: usize = 12;
const OF_PARAGRAPHS: usize = 13;
const PIECES: usize = 33;

/// A page of a list of properties.
const PAGE: usize = 512;

/// What a document consists of.
pub struct Container {
    text: Vec<u8>,
    table: Vec<u8>,
    data: Vec<u8>,
    pieces: Vec<Piece>,
    lengths: [u32; STORIES],
}

/// A stretch of text that lies in one place.
struct Piece {
    /// Its characters, counted over the document.
    characters: Range<u32>,
    /// Where it begins in the stream.
    at: u32,
    /// Whether a character takes two bytes.
    wide: bool,
}

/// A stretch of the stream and its list of properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Where it lies in the stream.
    pub bytes: Range<u32>,
    /// The list.
    pub properties: Vec<u8>,
}

/// A character unit and where it lies in the stream.
#[derive(Debug, Clone, Copy)]
pub struct Unit {
    /// A unit of UTF-16.
    pub unit: u16,
    /// Where it lies.
    pub at: u32,
}

/// Why the streams give no document.
pub enum Refusal {
    /// It is locked with a password.
    Locked,
    /// It is older than Word 97.
    Old,
    /// It is not whole.
    Damaged,
}

impl Container {
    /// Opens the streams of a compound file.
    pub fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        let stream = |name: &str| compound::stream(bytes, &[name]);
        let text = stream("WordDocument").ok_or(Refusal::Damaged)?;
        let number = |at| u16_at(&text, at).ok_or(Refusal::Damaged);
        if number(0)? != MARK {
            return Err(Refusal::Damaged);
        }
        if number(2)? < WORD_97 {
            return Err(Refusal::Old);
        }
        let flags = number(0x0A)?;
        if flags & LOCKED != 0 {
            return Err(Refusal::Locked);
        }
        let name = if flags & SECOND_TABLE != 0 {
            "1Table"
        } else {
            "0Table"
        };
        let table = stream(name).ok_or(Refusal::Damaged)?;
        let mut lengths = [0; STORIES];
        for (index, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(&text, LENGTHS + 4 * index).ok_or(Refusal::Damaged)?;
        }
        let mut container = Self {
            text,
            table,
            data: stream("Data").unwrap_or_default(),
            pieces: Vec::new(),
            lengths,
        };
        container.pieces = container.find_pieces().ok_or(Refusal::Damaged)?;
        Ok(container)
    }

    /// A list that the first block names.
    fn list(&self, number: usize) -> Option<&[u8]> {
        let at = LISTS + 8 * number;
        let (from, length) = (u32_at(&self.text, at)?, u32_at(&self.text, at + 4)?);
        let from = usize::try_from(from).ok()?;
        let length = usize::try_from(length).ok()?;
        self.table.get(from..from.checked_add(length)?)
    }

    /// The sheet of styles.
    pub fn styles(&self) -> &[u8] {
        self.list(STYLES).unwrap_or_default()
    }

    fn find_pieces(&self) -> Option<Vec<Piece>> {
        const ENTRY: usize = 8;
        const NARROW: u32 = 0x4000_0000;
        let mut list = self.list(PIECES)?;
        // Before the pieces may stand properties of pieces that were saved in haste.
        while let [1, low, high, rest @ ..] = list {
            list = rest.get(usize::from(u16::from_le_bytes([*low, *high]))..)?;
        }
        let [2, list @ ..] = list else { return None };
        let length = usize::try_from(u32_at(list, 0)?).ok()?;
        let list = list.get(4..length.checked_add(4)?)?;
        let count = list.len().checked_sub(4)? / (ENTRY + 4);
        let mut left = self.text.len();
        let mut pieces = Vec::with_capacity(count);
        for index in 0..count {
            let (from, to) = (u32_at(list, 4 * index)?, u32_at(list, 4 * index + 4)?);
            let at = u32_at(list, 4 * (count + 1) + ENTRY * index + 2)?;
            let wide = at & NARROW == 0;
            let characters = from..to;
            // No two pieces lie in one place: a file of many that did would never end.
            let size = characters.len().checked_mul(1 + usize::from(wide))?;
            left = left.checked_sub(size)?;
            pieces.push(Piece {
                characters,
                at: if wide { at } else { (at & !NARROW) / 2 },
                wide,
            });
        }
        Some(pieces)
    }

    /// The characters of the text.
    pub fn body(&self) -> impl Iterator<Item = Unit> + '_ {
        self.story(0)
    }

    /// The characters that pages print above and below the text.
    pub fn page_edges(&self) -> impl Iterator<Item = Unit> + '_ {
        self.story(PAGE_EDGES)
    }

    /// The characters of its text boxes.
    pub fn boxes(&self) -> impl Iterator<Item = Unit> + '_ {
        self.story(BOXES)
    }

    fn story(&self, number: usize) -> impl Iterator<Item = Unit> + '_ {
        let before = &self.lengths[..number];
        let from = before.iter().fold(0, |sum: u32, n| sum.saturating_add(*n));
        let to = from.saturating_add(self.lengths[number]);
        self.pieces
            .iter()
            .flat_map(move |piece| self.units(piece, from.max(piece.characters.start)..to))
    }

    /// Those of the characters of a piece that are wanted.
    fn units(&self, piece: &Piece, wanted: Range<u32>) -> impl Iterator<Item = Unit> + '_ {
        let (start, at, wide) = (piece.characters.start, piece.at, piece.wide);
        let end = piece.characters.end.min(wanted.end);
        (wanted.start..end).map_while(move |character| {
            let at = at.checked_add((character - start).checked_mul(1 + u32::from(wide))?)?;
            let index = usize::try_from(at).ok()?;
            let unit = if wide {
                u16_at(&self.text, index)?
            } else {
                narrow(*self.text.get(index)?)
            };
            Some(Unit { unit, at })
        })
    }

    /// The properties of characters, by where they lie.
    pub fn of_characters(&self) -> Vec<Stretch> {
        let list = |page: &[u8], run: usize, runs: usize| {
            let at = usize::from(*page.get(4 * (runs + 1) + run)?) * 2;
            if at == 0 {
                return Some(Vec::new());
            }
            let length = usize::from(*page.get(at)?);
            Some(page.get(at + 1..at + 1 + length)?.to_vec())
        };
        self.stretches(OF_CHARACTERS, list)
    }

    /// The properties of paragraphs, by where they lie: two bytes of style, and a list.
    pub fn of_paragraphs(&self) -> Vec<Stretch> {
        const ENTRY: usize = 13;
        let list = |page: &[u8], run: usize, runs: usize| {
            let at = usize::from(*page.get(4 * (runs + 1) + ENTRY * run)?) * 2;
            if at == 0 {
                return Some(Vec::new());
            }
            let (from, length) = match usize::from(*page.get(at)?) {
                0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                half => (at + 1, half * 2 - 1),
            };
            Some(page.get(from..from + length)?.to_vec())
        };
        self.stretches(OF_PARAGRAPHS, list)
    }

    /// The runs of every page that a list names.
    fn stretches(
        &self,
        number: usize,
        list: impl Fn(&[u8], usize, usize) -> Option<Vec<u8>>,
    ) -> Vec<Stretch> {
        let pages = self.list(number).unwrap_or_default();
        let count = pages.len().saturating_sub(4) / 8;
        // A page that is named again and again is no more than the pages that there are.
        let count = count.min(self.text.len() / PAGE);
        let names = &pages[pages.len() - 4 * count.min(pages.len() / 4)..];
        let mut found = Vec::new();
        for name in (0..count).filter_map(|index| u32_at(names, 4 * index)) {
            let Some(page) = self.page(name) else {
                continue;
            };
            let runs = usize::from(page[PAGE - 1]);
            for run in 0..runs {
                let edges = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4));
                if let ((Some(from), Some(to)), Some(properties)) = (edges, list(page, run, runs)) {
                    found.push(Stretch {
                        bytes: from..to,
                        properties,
                    });
                }
            }
        }
        found.sort_by_key(|stretch| stretch.bytes.start);
        found
    }

    fn page(&self, name: u32) -> Option<&[u8]> {
        let number = usize::try_from(name & 0x003F_FFFF).ok()?;
        let from = number.checked_mul(PAGE)?;
        self.text.get(from..from.checked_add(PAGE)?)
    }

    /// A list of properties that was too long for its page.
    pub fn long_list(&self, at: u32) -> &[u8] {
        let list = || {
            let at = usize::try_from(at).ok()?;
            let length = usize::from(u16_at(&self.data, at)?);
            self.data.get(at + 2..at + 2 + length)
        };
        list().unwrap_or_default()
    }
}

/// A character of one byte.
fn narrow(byte: u8) -> u16 {
    if byte < 0x80 {
        return u16::from(byte);
    }
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.encode_utf16().next().unwrap_or_default()
}

/// What is said of a document that is not whole.
pub fn damaged() -> DocumentError {
    DocumentError::Damaged {
        format: super::READER.name,
        why: "内容不完整，可能没有下载完".to_owned(),
    }
}
