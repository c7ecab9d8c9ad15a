/*!
How the sheets of an old workbook (.xls, .et) look.

calamine reads what their cells hold and neither the format of a number nor what is hidden.
Both stand in records of a few bytes each ([MS-XLS] 2.4), which are walked here once more.
A record that is too short says nothing.
*/

use super::bytes::{long, short};
use super::conditions::Conditional;
use super::dress::{Color, Dress, Ground};
use super::hidden::Hidden;
use super::looks::{Formats, Looks, code_of, codes};
use super::old_conditions;
use super::old_strings::{self, characters};
use super::rich_text::{RichText, Run};
use super::widths::{Room, Widths};
use encoding_rs::GB18030;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// The records that are looked at, by their numbers.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const HEADER: u16 = 0x0014;
    pub const FOOTER: u16 = 0x0015;
    pub const NAME: u16 = 0x0018;
    pub const ROW_BREAKS: u16 = 0x001B;
    pub const LOCKED: u16 = 0x002F;
    pub const GOES_ON: u16 = 0x003C;
    pub const FONT: u16 = 0x0031;
    pub const COLUMNS: u16 = 0x007D;
    pub const SHEET: u16 = 0x0085;
    pub const PALETTE: u16 = 0x0092;
    pub const NUMBERS: u16 = 0x00BD;
    pub const CELL_FORMAT: u16 = 0x00E0;
    pub const SHARED_TEXTS: u16 = 0x00FC;
    pub const SHARED_TEXT: u16 = 0x00FD;
    pub const MERGED: u16 = 0x00E5;
    pub const CONDITIONS: u16 = 0x01B0;
    pub const CONDITION: u16 = 0x01B1;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const ROW: u16 = 0x0208;
    pub const WINDOW: u16 = 0x023E;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

/// The version of the records in which text has two bytes a character.
const WIDE_VERSION: u16 = 0x0600;

/// Whether a workbook is locked: what its records hold is then not to be read.
pub fn is_locked(stream: &[u8]) -> bool {
    records(stream)
        .take_while(|(kind, _)| *kind != kind::END)
        .any(|(kind, _)| kind == kind::LOCKED)
}

/// How the sheets of a workbook look, in their order.
pub fn looks(stream: &[u8]) -> Vec<Looks> {
    let (mut version, mut written) = (WIDE_VERSION, HashMap::new());
    let (mut cell_formats, mut begins) = (Vec::new(), Vec::new());
    let (mut fonts, mut texts, mut last) = (Vec::new(), Vec::new(), 0);
    let (mut palette, mut repeated) = (Palette::default(), HashMap::new());
    for (kind, data) in records(stream) {
        match kind {
            kind::BEGIN => version = short(data, 0).unwrap_or(version),
            kind::FORMAT => written.extend(format(data, version)),
            kind::FONT => fonts.push(Font::of(data)),
            kind::SHARED_TEXTS => texts.push(data),
            kind::GOES_ON if last == kind::SHARED_TEXTS => texts.push(data),
            kind::CELL_FORMAT => cell_formats.push(CellFormat::of(data)),
            kind::SHEET => begins.push(long(data, 0).unwrap_or(u32::MAX)),
            kind::PALETTE => palette = Palette::of(data),
            kind::NAME => repeated.extend(repeated_rows(data)),
            kind::END => break,
            _ => {}
        }
        if kind != kind::GOES_ON {
            last = kind;
        }
    }
    for font in &mut fonts {
        font.run.white = palette.color(font.color).is_some_and(Color::is_paper);
    }
    let run_of = |font: u16| font_of(&fonts, font.into()).run;
    let strings = old_strings::dressed(texts, run_of);
    let numbers: Vec<u16> = cell_formats.iter().map(|format| format.number).collect();
    let dresses = cell_formats
        .iter()
        .map(|format| (format.dress(&fonts, &palette), format.room(&fonts)));
    let (codes, dresses) = (codes(&numbers, &written), dresses.collect::<Vec<_>>());
    let sheets = (1..).zip(begins).map(|(number, begin)| {
        let begin = usize::try_from(begin).unwrap_or(usize::MAX);
        let stream = stream.get(begin..).unwrap_or_default();
        let mut looks = sheet_looks(stream, &codes, &dresses, version);
        looks.conditions = conditions(stream, &palette, &written);
        looks.texts = dressed_cells(stream, &strings);
        looks.repeated_rows = repeated.remove(&number);
        looks.widths.letters = font_of(&fonts, 0).size;
        looks
    });
    sheets.collect()
}

/// What a font does to the text in it.
#[derive(Debug, Clone, Copy, Default)]
struct Font {
    run: Run,
    color: u16,
    /// In twentieths of a point.
    size: u32,
}

/// The colours of a workbook by their numbers, as far as they are its own.
#[derive(Debug, Default)]
struct Palette {
    colors: Vec<[u8; 3]>,
}

impl Palette {
    /// The first colour of a palette has this number.
    const FIRST: u16 = 8;

    fn of(data: &[u8]) -> Self {
        let colors = data.get(2..).unwrap_or_default().chunks_exact(4);
        Self {
            colors: colors.map(|color| [color[0], color[1], color[2]]).collect(),
        }
    }

    /// The colour of a number; none where it is the usual one.
    fn color(&self, number: u16) -> Option<Color> {
        const AUTOMATIC: u16 = 0x7FFF;
        let at = number.checked_sub(Self::FIRST).map(usize::from);
        let known = at.and_then(|at| self.colors.get(at).copied());
        let color = known.map_or_else(|| Color::of_palette(number), Color::Rgb);
        (number != AUTOMATIC).then_some(color)
    }
}

/// The font of a number: there is none of the number 4.
fn font_of(fonts: &[Font], number: usize) -> Font {
    let at = if number > 4 { number - 1 } else { number };
    fonts.get(at).copied().unwrap_or_default()
}

impl Font {
    fn of(data: &[u8]) -> Self {
        const STRUCK: u16 = 0x0008;
        Self {
            run: Run {
                struck: short(data, 2).is_some_and(|switches| switches & STRUCK != 0),
                raised: short(data, 8).is_some_and(|place| place != 0),
                white: false,
                is_own: true,
            },
            color: short(data, 4).unwrap_or(0),
            size: short(data, 0).map_or(0, u32::from),
        }
    }
}

/// A format of cells: the number of its font, of its number format, and its ground.
struct CellFormat {
    font: usize,
    number: u16,
    has_ground: bool,
    /// The colour of a ground that is all of one.
    ground: Option<u16>,
    /// Whether its text is made as small as the cell, or turned.
    fits: bool,
}

impl CellFormat {
    fn of(data: &[u8]) -> Self {
        // The pattern of the ground is in the highest six bits of four bytes; before 1997 the
        // record is shorter and ends in other things.
        let pattern = data.get(17).map_or(0, |high| high >> 2);
        let is_wide = data.len() >= 20;
        let color = short(data, 18).map(|colors| colors & 0x7F);
        let (turned, shrunk) = (data.get(7), data.get(8));
        Self {
            font: short(data, 0).map_or(0, usize::from),
            number: short(data, 2).unwrap_or(0),
            has_ground: pattern != 0 || !is_wide,
            ground: color.filter(|_| is_wide && pattern == 1),
            fits: is_wide && (turned != Some(&0) || shrunk.is_some_and(|flags| flags & 0x10 != 0)),
        }
    }

    fn dress(&self, fonts: &[Font], palette: &Palette) -> Dress {
        let font = font_of(fonts, self.font);
        let ground = self.ground.and_then(|ground| palette.color(ground));
        Dress {
            struck: font.run.struck,
            letters: palette.color(font.color),
            ground: match ground {
                Some(color) => Ground::Plain(color),
                None if self.has_ground => Ground::Pattern,
                None => Ground::Paper,
            },
            tiny: false,
        }
    }

    fn room(&self, fonts: &[Font]) -> Room {
        Room {
            fits: self.fits,
            letters: font_of(fonts, self.font).size,
        }
    }
}

/// The records of a stream: the number and the content of each.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (short(rest, 0)?, usize::from(short(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

/// The number of a format, and its code.
fn format(data: &[u8], version: u16) -> Option<(u16, String)> {
    let number = short(data, 0)?;
    if version < WIDE_VERSION {
        return Some((number, GB18030.decode(data.get(3..)?).0.into_owned()));
    }
    let text = data.get(5..)?;
    let is_wide = data.get(4)? & 1 == 1;
    Some((number, characters(text, is_wide)))
}

/// The records of a sheet, and of what lies in it.
fn of_sheet(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0usize;
    records(stream).take_while(move |(kind, _)| {
        match *kind {
            kind::BEGIN => depth += 1,
            kind::END => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0
    })
}

/// The cells with a text of which a part does not hold.
fn dressed_cells(stream: &[u8], strings: &HashMap<u32, RichText>) -> HashMap<(u32, u32), RichText> {
    if strings.is_empty() {
        return HashMap::new();
    }
    let cells = of_sheet(stream).filter(|(kind, _)| *kind == kind::SHARED_TEXT);
    cells
        .filter_map(|(_, data)| Some((at(data)?, strings.get(&long(data, 6)?)?.clone())))
        .collect()
}

fn sheet_looks(stream: &[u8], codes: &[String], dresses: &[(Dress, Room)], version: u16) -> Looks {
    let (mut hidden, mut of_cells) = (Hidden::default(), HashMap::new());
    let (mut widths, mut page_starts) = (Widths::default(), HashSet::new());
    let (mut merged, mut page_text, mut hides_zeros) = (Vec::new(), String::new(), false);
    // A chart inside the sheet is a stream inside its stream.
    let mut depth = 0usize;
    for (kind, data) in records(stream) {
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            _ if depth > 1 => {}
            kind::ROW => hide_row(data, &mut hidden),
            kind::COLUMNS => columns(data, &mut hidden, &mut widths),
            kind::ROW_BREAKS => {
                let breaks = data.get(2..).unwrap_or_default().chunks_exact(6);
                page_starts.extend(breaks.filter_map(|row| short(row, 0).map(u32::from)));
            }
            kind::WINDOW => hides_zeros = short(data, 0).is_some_and(|flags| flags & 0x10 == 0),
            kind::HEADER | kind::FOOTER => page_text += &page_line(data, version),
            kind::NUMBER | kind::SHORT_NUMBER | kind::FORMULA | kind::SHARED_TEXT | kind::TEXT => {
                if let (Some(at), Some(format)) = (at(data), short(data, 4)) {
                    of_cells.insert(at, format.into());
                }
            }
            kind::NUMBERS => of_cells.extend(numbers(data)),
            kind::MERGED => merged.extend(data.get(2..).unwrap_or_default().chunks_exact(8)),
            _ => {}
        }
    }
    for area in merged {
        let side = |offset| u32::from(short(area, offset).unwrap_or(0));
        hidden.merge(side(0)..=side(2), side(4)..=side(6));
    }
    Looks {
        hidden,
        formats: Formats::Codes {
            codes: codes.to_vec(),
            dresses: dresses.to_vec(),
            of_cells,
        },
        hides_zeros,
        page_text,
        page_starts,
        widths,
        ..Looks::default()
    }
}

/// The formats that cells have only under a condition.
fn conditions(stream: &[u8], palette: &Palette, codes: &HashMap<u16, String>) -> Vec<Conditional> {
    let (mut areas, mut found) = (Rc::default(), Vec::new());
    for (kind, data) in of_sheet(stream) {
        match kind {
            kind::CONDITIONS => areas = old_conditions::areas(data),
            kind::CONDITION => {
                let color = |number| palette.color(number);
                let code = |number: u8| code_of(number.into(), codes);
                found.extend(old_conditions::condition(data, &areas, color, code));
            }
            _ => {}
        }
    }
    found
}

/// What is printed above or below each page.
fn page_line(data: &[u8], version: u16) -> String {
    if version < WIDE_VERSION {
        let text = data.get(1..).unwrap_or_default();
        return GB18030.decode(text).0.into_owned();
    }
    let is_wide = data.get(2).is_some_and(|flags| flags & 1 == 1);
    characters(data.get(3..).unwrap_or_default(), is_wide)
}

fn hide_row(data: &[u8], hidden: &mut Hidden) {
    const HIDDEN: u16 = 0x20;
    let height = short(data, 6).map(|height| height & 0x7FFF);
    if let (Some(row), Some(flags)) = (short(data, 0), short(data, 12))
        && (flags & HIDDEN != 0 || height == Some(0))
    {
        hidden.hide_row(row.into());
    }
}

fn columns(data: &[u8], hidden: &mut Hidden, widths: &mut Widths) {
    const HIDDEN: u16 = 1;
    if let (Some(first), Some(last), Some(flags)) = (short(data, 0), short(data, 2), short(data, 8))
    {
        let (columns, width) = (first.into()..=last.into(), short(data, 4).unwrap_or(0));
        if flags & HIDDEN != 0 || width == 0 {
            hidden.hide_columns(columns);
        } else {
            widths.set(columns, Decimal::from(width) / Decimal::from(256));
        }
    }
}

/// The rows that a sheet prints on all its pages, by the number of the sheet from 1: a name that the
/// program gives, whose formula is one area or several joined.
fn repeated_rows(data: &[u8]) -> Option<(usize, RangeInclusive<u32>)> {
    const BUILT_IN: u16 = 0x20;
    const PRINT_TITLES: u8 = 7;
    const LAST_COLUMN: u16 = 0xFF;
    let is_built_in = short(data, 0)? & BUILT_IN != 0 && data.get(3) == Some(&1);
    if !is_built_in || data.get(15) != Some(&PRINT_TITLES) {
        return None;
    }
    let formula = data.get(16..)?;
    // An area of a sheet: its number, two rows, two columns.
    let areas = formula
        .windows(11)
        .filter(|area| matches!(area[0], 0x3B | 0x5B | 0x7B));
    let mut rows = areas.filter_map(|area| {
        let (first, last) = (short(area, 3)?, short(area, 5)?);
        let is_whole = short(area, 7) == Some(0) && short(area, 9) == Some(LAST_COLUMN);
        (is_whole && first <= last).then(|| first.into()..=last.into())
    });
    Some((short(data, 8)?.into(), rows.next()?))
}

/// The formats of numbers beside each other: a row, a column, then a format and a number of
/// four bytes for each of them.
fn numbers(data: &[u8]) -> impl Iterator<Item = ((u32, u32), u32)> {
    let at = at(data);
    let cells = data.get(4..).unwrap_or_default().chunks_exact(6);
    (0u32..).zip(cells).filter_map(move |(ahead, cell)| {
        let (row, column) = at?;
        Some(((row, column + ahead), short(cell, 0)?.into()))
    })
}

fn at(data: &[u8]) -> Option<(u32, u32)> {
    Some((short(data, 0)?.into(), short(data, 2)?.into()))
}
