/*!
How the sheets of a binary workbook (.xlsb) look.

As with the older kind calamine tells neither the format of a number nor what is hidden; the
records of [MS-XLSB] are walked here once more. A record that is too short says nothing.
*/

use super::super::DocumentError;
use super::super::package::{self, Package};
use super::binary_conditions;
use super::binary_parts::{color, records, wide_text};
use super::bytes::{long, short};
use super::conditions::ConditionalLook;
use super::dress::{Color, Dress, Ground};
use super::looks::{Formats, Looks, codes};
use super::rich_text::{RichText, Run};
use super::widths::Room;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::RangeInclusive;

const WORKBOOK: &str = "xl/workbook.bin";
const RELATIONS: &str = "xl/_rels/workbook.bin.rels";
const STYLES: &str = "xl/styles.bin";
const STRINGS: &str = "xl/sharedStrings.bin";

/// The records that are looked at, by their numbers.
mod kind {
    pub const ROW: u32 = 0;
    /// A number of four bytes, one of eight, texts, and what a formula gave.
    pub const VALUES: [u32; 6] = [2, 5, 6, 7, 8, 9];
    pub const SHARED_TEXT: u32 = 7;
    pub const SHARED: u32 = 19;
    pub const FONT: u32 = 43;
    pub const FILL: u32 = 45;
    pub const NAME: u32 = 39;
    pub const VIEW: u32 = 137;
    pub const PAGE: u32 = 479;
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
    let parts = package::targets(&relations, super::READER.name, "xl")?;
    let styles = package.part(STYLES)?.unwrap_or_default();
    let styles = Styles::of(&styles);
    let strings = package.part(STRINGS)?.unwrap_or_default();
    let strings = dressed_strings(&strings, &styles.fonts);
    let names = records(&workbook).filter(|(kind, _)| *kind == kind::NAME);
    let mut repeated: HashMap<u32, _> = names.filter_map(|(_, data)| repeated_rows(data)).collect();
    let sheets = records(&workbook).filter(|(kind, _)| *kind == kind::SHEET);
    let mut found = HashMap::new();
    for (number, (_, data)) in (0..).zip(sheets) {
        if let Some((relation, name)) = sheet(data)
            && let Some(part) = parts.get(&relation)
            && let Some(sheet) = package.part(part)?
        {
            let mut looks = sheet_looks(&sheet, &styles, &strings);
            looks.repeated_rows = repeated.remove(&number);
            looks.conditions = binary_conditions::of_sheet(&sheet, &styles.conditional);
            found.insert(name, looks);
        }
    }
    Ok(found)
}

/// The relation of a sheet to its part, and its name.
fn sheet(data: &[u8]) -> Option<(String, String)> {
    let (relation, after) = wide_text(data.get(8..)?)?;
    let (name, _) = wide_text(after)?;
    Some((relation, name))
}

/// What a font does to the text in it.
#[derive(Debug, Clone, Copy, Default)]
struct Font {
    run: Run,
    color: Option<Color>,
    /// In twentieths of a point.
    size: u32,
}

/// The ground of cells.
fn ground(data: &[u8]) -> Ground {
    match long(data, 0).unwrap_or(0) {
        0 => Ground::Paper,
        1 => color(data.get(4..12)).map_or(Ground::Pattern, Ground::Plain),
        _ => Ground::Pattern,
    }
}

impl Font {
    fn of(data: &[u8]) -> Self {
        const STRUCK: u16 = 0x0008;
        let color = color(data.get(12..20));
        Self {
            run: Run {
                struck: short(data, 2).is_some_and(|switches| switches & STRUCK != 0),
                raised: short(data, 6).is_some_and(|place| place != 0),
                white: color.is_some_and(Color::is_paper),
                is_own: true,
            },
            color,
            size: short(data, 0).map_or(0, u32::from),
        }
    }
}

/// What the styles of a workbook say.
#[derive(Default)]
struct Styles {
    fonts: Vec<Font>,
    codes: Vec<String>,
    dresses: Vec<(Dress, Room)>,
    conditional: Vec<ConditionalLook>,
}

impl Styles {
    fn of(part: &[u8]) -> Self {
        let (mut written, mut cell_formats) = (HashMap::new(), Vec::new());
        let (mut fonts, mut grounds) = (Vec::new(), Vec::new());
        let mut is_inside = false;
        for (kind, data) in records(part) {
            match kind {
                kind::FORMAT => {
                    let text = data.get(2..).and_then(wide_text);
                    written.extend(short(data, 0).zip(text.map(|(code, _)| code)));
                }
                kind::FONT => fonts.push(Font::of(data)),
                kind::FILL => grounds.push(ground(data)),
                kind::BEGIN_CELL_FORMATS => is_inside = true,
                kind::END_CELL_FORMATS => is_inside = false,
                kind::CELL_FORMAT if is_inside => {
                    let part = |offset| short(data, offset).unwrap_or(0);
                    // Turned, or made as small as the cell.
                    let fits = data.get(10) != Some(&0) || part(12) & 0x100 != 0;
                    cell_formats.push((part(2), part(4), part(6), fits));
                }
                _ => {}
            }
        }
        let numbers: Vec<u16> = cell_formats.iter().map(|format| format.0).collect();
        let dresses = cell_formats.iter().map(|(_, font, fill, fits)| {
            let font = fonts.get(usize::from(*font)).copied().unwrap_or_default();
            let ground = grounds.get(usize::from(*fill)).copied().unwrap_or_default();
            let room = Room {
                fits: *fits,
                letters: font.size,
            };
            let dress = Dress {
                struck: font.run.struck,
                letters: font.color,
                ground,
                tiny: false,
            };
            (dress, room)
        });
        Self {
            dresses: dresses.collect(),
            codes: codes(&numbers, &written),
            conditional: binary_conditions::looks(part, &written),
            fonts,
        }
    }
}

/// The shared texts of which a part is struck out or raised, by their numbers.
fn dressed_strings(part: &[u8], fonts: &[Font]) -> HashMap<u32, RichText> {
    let texts = records(part).filter(|(kind, _)| *kind == kind::SHARED);
    let texts = (0..).zip(texts.map(|(_, data)| rich_text(data, fonts)));
    texts
        .filter_map(|(at, text)| Some((at, text.filter(|text| text.is_dressed)?)))
        .collect()
}

/// A text and the fonts of its parts: for each the character that it begins at.
fn rich_text(data: &[u8], fonts: &[Font]) -> Option<RichText> {
    const RICH: u8 = 1;
    let is_rich = data.first()? & RICH != 0;
    let (text, after) = wide_text(data.get(1..)?)?;
    if !is_rich {
        return None;
    }
    let runs = after.get(4..)?.chunks_exact(4);
    let mut starts: Vec<(usize, Run)> = vec![(0, Run::default())];
    starts.extend(runs.filter_map(|run| {
        let font = fonts.get(usize::from(short(run, 2)?))?;
        Some((usize::from(short(run, 0)?), font.run))
    }));
    let units: Vec<u16> = text.encode_utf16().collect();
    Some(RichText::of_runs(&units, &starts))
}

fn sheet_looks(part: &[u8], styles: &Styles, strings: &HashMap<u32, RichText>) -> Looks {
    let (mut looks, mut of_cells) = (Looks::default(), HashMap::new());
    looks.widths.letters = styles.fonts.first().map_or(0, |font| font.size);
    let (mut row, mut merged) = (0, Vec::new());
    for (kind, data) in records(part) {
        match kind {
            kind::ROW => {
                row = long(data, 0).unwrap_or(row);
                // Behind row, format, height and the byte of spacing stand the switches.
                let is_hidden = data.get(11).is_some_and(|switches| switches & 0x10 != 0);
                if is_hidden || short(data, 8) == Some(0) {
                    looks.hidden.hide_row(row);
                }
            }
            kind::COLUMNS => columns(data, &mut looks),
            kind::VIEW => looks.hides_zeros = short(data, 0).is_some_and(|flags| flags & 0x10 == 0),
            kind::PAGE => looks.page_text = page_text(data),
            kind::MERGED => merged.push(data),
            _ if kind::VALUES.contains(&kind) => {
                let (Some(column), Some(format)) = (long(data, 0), long(data, 4)) else {
                    continue;
                };
                // The highest byte is about phonetics.
                of_cells.insert((row, column), format & 0x00FF_FFFF);
                if kind == kind::SHARED_TEXT
                    && let Some(text) = long(data, 8).and_then(|at| strings.get(&at))
                {
                    looks.texts.insert((row, column), text.clone());
                }
            }
            _ => {}
        }
    }
    for area in merged {
        let side = |offset| long(area, offset).unwrap_or(0);
        looks.hidden.merge(side(0)..=side(4), side(8)..=side(12));
    }
    looks.formats = Formats::Codes {
        codes: styles.codes.clone(),
        dresses: styles.dresses.clone(),
        of_cells,
    };
    looks
}

/// What is printed above and below each page: six texts behind two bytes, a length of all ones
/// where there is none.
fn page_text(data: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = data.get(2..).unwrap_or_default();
    while let Some(length) = long(rest, 0) {
        if length == u32::MAX {
            rest = &rest[4..];
            continue;
        }
        let Some((part, after)) = wide_text(rest) else {
            break;
        };
        text.push_str(&part);
        rest = after;
    }
    text
}

fn columns(data: &[u8], looks: &mut Looks) {
    const HIDDEN: u16 = 1;
    if let (Some(first), Some(last), Some(width), Some(switches)) =
        (long(data, 0), long(data, 4), long(data, 8), short(data, 16))
    {
        if switches & HIDDEN != 0 || width == 0 {
            looks.hidden.hide_columns(first..=last);
        } else {
            let width = Decimal::from(width) / Decimal::from(256);
            looks.widths.set(first..=last, width);
        }
    }
}

/// The rows that a sheet prints on all its pages, by the number of the sheet from 0.
fn repeated_rows(data: &[u8]) -> Option<(u32, RangeInclusive<u32>)> {
    const PRINT_TITLES: &str = "_xlnm.Print_Titles";
    const LAST_COLUMN: u16 = 0x3FFF;
    let sheet = long(data, 5)?;
    let (name, formula) = wide_text(data.get(9..)?)?;
    if name != PRINT_TITLES {
        return None;
    }
    // An area of a sheet: its number, two rows, two columns.
    let areas = formula.get(4..)?.windows(15);
    let mut rows = areas.filter_map(|area| {
        let is_area = matches!(area[0], 0x3B | 0x5B | 0x7B);
        let (first, last) = (long(area, 3)?, long(area, 7)?);
        let columns = (short(area, 11)? & 0x3FFF, short(area, 13)? & 0x3FFF);
        (is_area && columns == (0, LAST_COLUMN) && first <= last).then_some(first..=last)
    });
    Some((sheet, rows.next()?))
}
