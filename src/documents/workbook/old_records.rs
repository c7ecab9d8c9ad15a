/*!
How the sheets of an old workbook (.xls, .et) look.

calamine reads what their cells hold and neither the format of a number nor what is hidden.
Both stand in records of a few bytes each ([MS-XLS] 2.4), which are walked here once more.
A record that is too short says nothing.
*/

use super::hidden::Hidden;
use super::looks::{Formats, Looks, codes};
use encoding_rs::GB18030;
use std::collections::HashMap;

/// The records that are looked at, by their numbers.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const LOCKED: u16 = 0x002F;
    pub const COLUMNS: u16 = 0x007D;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00BD;
    pub const CELL_FORMAT: u16 = 0x00E0;
    pub const MERGED: u16 = 0x00E5;
    pub const NUMBER: u16 = 0x0203;
    pub const ROW: u16 = 0x0208;
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
    for (kind, data) in records(stream) {
        match kind {
            kind::BEGIN => version = short(data, 0).unwrap_or(version),
            kind::FORMAT => written.extend(format(data, version)),
            kind::CELL_FORMAT => cell_formats.push(short(data, 2).unwrap_or(0)),
            kind::SHEET => begins.push(long(data, 0).unwrap_or(u32::MAX)),
            kind::END => break,
            _ => {}
        }
    }
    let codes = codes(&cell_formats, &written);
    let sheets = begins.into_iter().map(|begin| {
        let begin = usize::try_from(begin).unwrap_or(usize::MAX);
        sheet_looks(stream.get(begin..).unwrap_or_default(), &codes)
    });
    sheets.collect()
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
    let code = if is_wide {
        let units: Vec<u16> = text
            .chunks_exact(2)
            .filter_map(|unit| short(unit, 0))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        text.iter().copied().map(char::from).collect()
    };
    Some((number, code))
}

fn sheet_looks(stream: &[u8], codes: &[String]) -> Looks {
    let (mut hidden, mut of_cells) = (Hidden::default(), HashMap::new());
    let mut merged = Vec::new();
    // A chart inside the sheet is a stream inside its stream.
    let mut depth = 0usize;
    for (kind, data) in records(stream) {
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            _ if depth > 1 => {}
            kind::ROW => hide_row(data, &mut hidden),
            kind::COLUMNS => hide_columns(data, &mut hidden),
            kind::NUMBER | kind::SHORT_NUMBER | kind::FORMULA => {
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
    let codes = codes.to_vec();
    Looks {
        hidden,
        formats: Formats::Codes { codes, of_cells },
    }
}

fn hide_row(data: &[u8], hidden: &mut Hidden) {
    const HIDDEN: u16 = 0x20;
    if let (Some(row), Some(flags)) = (short(data, 0), short(data, 12))
        && flags & HIDDEN != 0
    {
        hidden.hide_row(row.into());
    }
}

fn hide_columns(data: &[u8], hidden: &mut Hidden) {
    const HIDDEN: u16 = 1;
    if let (Some(first), Some(last), Some(flags)) = (short(data, 0), short(data, 2), short(data, 8))
        && flags & HIDDEN != 0
    {
        hidden.hide_columns(first.into()..=last.into());
    }
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

fn short(data: &[u8], offset: usize) -> Option<u16> {
    let bytes = data.get(offset..offset + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn long(data: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from(short(data, offset)?) | u32::from(short(data, offset + 2)?) << 16)
}
