/*!
How the sheets of a binary workbook (.xlsb) look.

As with the older kind calamine tells neither the format of a number nor what is hidden; the
records of [MS-XLSB] are walked here once more. A record that is too short says nothing.
*/

use super::super::DocumentError;
use super::super::package::Package;
use super::hidden::{self, Hidden};
use super::looks::{Formats, Looks, codes};
use std::collections::HashMap;

const WORKBOOK: &str = "xl/workbook.bin";
const RELATIONS: &str = "xl/_rels/workbook.bin.rels";
const STYLES: &str = "xl/styles.bin";

/// The records that are looked at, by their numbers.
mod kind {
    pub const ROW: u32 = 0;
    /// A number of four bytes, one of eight, and what a formula gave.
    pub const NUMBERS: [u32; 3] = [2, 5, 9];
    pub const FORMAT: u32 = 44;
    pub const CELL_FORMAT: u32 = 47;
    pub const COLUMNS: u32 = 60;
    pub const SHEET: u32 = 156;
    pub const MERGED: u32 = 176;
    pub const BEGIN_CELL_FORMATS: u32 = 617;
    pub const END_CELL_FORMATS: u32 = 618;
}

/// How the sheets look, by their names; nothing where the workbook is of another kind.
pub fn of_sheets(package: &mut Package) -> Result<HashMap<String, Looks>, DocumentError> {
    let (Some(workbook), Some(relations)) = (package.part(WORKBOOK)?, package.text(RELATIONS)?)
    else {
        return Ok(HashMap::new());
    };
    let parts = hidden::targets(&relations)?;
    let codes = package.part(STYLES)?.map(|styles| cell_codes(&styles));
    let codes = codes.unwrap_or_default();
    let mut found = HashMap::new();
    for (kind, data) in records(&workbook) {
        if kind == kind::SHEET
            && let Some((relation, name)) = sheet(data)
            && let Some(part) = parts.get(&relation)
            && let Some(sheet) = package.part(part)?
        {
            found.insert(name, sheet_looks(&sheet, &codes));
        }
    }
    Ok(found)
}

/// The records of a part. Number and length have seven bits a byte, and the eighth says that
/// another follows.
fn records(part: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let kind = seven_bits(&mut rest, 2)?;
        let length = usize::try_from(seven_bits(&mut rest, 4)?).ok()?;
        let data = rest.get(..length)?;
        rest = &rest[length..];
        Some((kind, data))
    })
}

fn seven_bits(rest: &mut &[u8], most: u32) -> Option<u32> {
    let mut value = 0;
    for place in 0..most {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

/// The relation of a sheet to its part, and its name.
fn sheet(data: &[u8]) -> Option<(String, String)> {
    let (relation, after) = wide_text(data.get(8..)?)?;
    let (name, _) = wide_text(after)?;
    Some((relation, name))
}

/// A text with its length before it, and what follows.
fn wide_text(data: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(long(data, 0)?).ok()?.checked_mul(2)?;
    let text = data.get(4..)?.get(..length)?;
    let units: Vec<u16> = text
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
        .collect();
    Some((String::from_utf16_lossy(&units), &data[4 + length..]))
}

fn cell_codes(styles: &[u8]) -> Vec<String> {
    let (mut written, mut cell_formats) = (HashMap::new(), Vec::new());
    let mut is_inside = false;
    for (kind, data) in records(styles) {
        match kind {
            kind::FORMAT => {
                let text = data.get(2..).and_then(wide_text);
                written.extend(short(data, 0).zip(text.map(|(code, _)| code)));
            }
            kind::BEGIN_CELL_FORMATS => is_inside = true,
            kind::END_CELL_FORMATS => is_inside = false,
            kind::CELL_FORMAT if is_inside => cell_formats.push(short(data, 2).unwrap_or(0)),
            _ => {}
        }
    }
    codes(&cell_formats, &written)
}

fn sheet_looks(part: &[u8], codes: &[String]) -> Looks {
    let (mut hidden, mut of_cells) = (Hidden::default(), HashMap::new());
    let (mut row, mut merged) = (0, Vec::new());
    for (kind, data) in records(part) {
        match kind {
            kind::ROW => {
                row = long(data, 0).unwrap_or(row);
                // Behind row, format, height and the byte of spacing stand the switches.
                if data.get(11).is_some_and(|switches| switches & 0x10 != 0) {
                    hidden.hide_row(row);
                }
            }
            kind::COLUMNS => hide_columns(data, &mut hidden),
            kind::MERGED => merged.push(data),
            _ if kind::NUMBERS.contains(&kind) => {
                if let (Some(column), Some(format)) = (long(data, 0), long(data, 4)) {
                    // The highest byte is about phonetics.
                    of_cells.insert((row, column), format & 0x00FF_FFFF);
                }
            }
            _ => {}
        }
    }
    for area in merged {
        let side = |offset| long(area, offset).unwrap_or(0);
        hidden.merge(side(0)..=side(4), side(8)..=side(12));
    }
    let codes = codes.to_vec();
    Looks {
        hidden,
        formats: Formats::Codes { codes, of_cells },
    }
}

fn hide_columns(data: &[u8], hidden: &mut Hidden) {
    if let (Some(first), Some(last), Some(switches)) =
        (long(data, 0), long(data, 4), short(data, 16))
        && switches & 1 == 1
    {
        hidden.hide_columns(first..=last);
    }
}

fn short(data: &[u8], offset: usize) -> Option<u16> {
    let bytes = data.get(offset..offset + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn long(data: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from(short(data, offset)?) | u32::from(short(data, offset + 2)?) << 16)
}
