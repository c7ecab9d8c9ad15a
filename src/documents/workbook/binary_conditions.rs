/*!
Formats under a condition in a binary workbook (.xlsb): a record says for which cells, those after
it say the conditions, and the looks stand among the styles ([MS-XLSB] 2.4.22, 2.4.23, 2.4.348).
*/

use super::binary_parts::{color, records, wide_text};
use super::bytes::{long, short, wide};
use super::conditions::{Area, Comparison, Conditional, ConditionalLook, Reach, When};
use super::dress::Ground;
use super::looks::code_of;
use super::number;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::rc::Rc;

/// The records that are looked at, by their numbers.
mod kind {
    pub const CONDITIONS: u32 = 461;
    pub const CONDITION: u32 = 463;
    pub const LOOK: u32 = 507;
}

/// The conditions of a sheet, in the order in which they are asked.
pub fn of_sheet(part: &[u8], looks: &[ConditionalLook]) -> Vec<Conditional> {
    let (mut areas, mut found) = (Rc::default(), Vec::new());
    for (kind, data) in records(part) {
        match kind {
            kind::CONDITIONS => areas = areas_of(data),
            kind::CONDITION => found.extend(condition(data, &areas, looks)),
            _ => {}
        }
    }
    found.sort_by_key(|(priority, _)| *priority);
    found.into_iter().map(|(_, condition)| condition).collect()
}

/// The cells that the conditions after it are for: behind three numbers four for each area.
fn areas_of(data: &[u8]) -> Rc<[Area]> {
    let areas = data.get(12..).unwrap_or_default().chunks_exact(16);
    let side = |area: &[u8], offset| long(area, offset).unwrap_or(0);
    let areas = areas.map(|area| {
        (
            side(area, 0)..=side(area, 4),
            side(area, 8)..=side(area, 12),
        )
    });
    areas.collect()
}

/// A condition and when it is asked.
fn condition(
    data: &[u8],
    areas: &Rc<[Area]>,
    looks: &[ConditionalLook],
) -> Option<(u32, Conditional)> {
    const STOPS: u16 = 2;
    let look = usize::try_from(long(data, 8)?).ok();
    let condition = Conditional {
        reach: Reach::Areas(Rc::clone(areas)),
        when: When::of(comparison(data)),
        look: look
            .and_then(|at| looks.get(at))
            .cloned()
            .unwrap_or_default(),
        stops: short(data, 28)? & STOPS != 0,
        group: 0,
    };
    Some((long(data, 12)?, condition))
}

fn comparison(data: &[u8]) -> Option<Comparison> {
    const IS_COMPARISON: u32 = 1;
    let name = match (long(data, 0)?, long(data, 16)?) {
        (IS_COMPARISON, sign) => Comparison::name_of(sign)?,
        _ => return None,
    };
    // Behind the lengths stands a text, which most conditions do not have.
    let mut rest = match long(data, 42)? {
        u32::MAX => data.get(46..)?,
        _ => wide_text(data.get(42..)?)?.1,
    };
    let mut numbers = Vec::new();
    for length in [30, 34] {
        if long(data, length)? == 0 {
            break;
        }
        let (number, after) = formula(rest)?;
        numbers.push(number.to_string());
        rest = after;
    }
    Comparison::named(name, &numbers)
}

/// A formula that is nothing but a number, and what follows it: tokens with their length in
/// front, then what they need beside them.
fn formula(data: &[u8]) -> Option<(Decimal, &[u8])> {
    let length = usize::try_from(long(data, 0)?).ok()?;
    let (tokens, after) = data.get(4..)?.split_at_checked(length)?;
    let beside = usize::try_from(long(after, 0)?).ok()?;
    Some((number::constant(tokens)?, after.get(4..)?.get(beside..)?))
}

/// The looks among the styles, in their order; `codes` are the formats that the workbook writes
/// out.
pub fn looks(styles: &[u8], codes: &HashMap<u16, String>) -> Vec<ConditionalLook> {
    let looks = records(styles).filter(|(kind, _)| *kind == kind::LOOK);
    looks.map(|(_, data)| look(data, codes)).collect()
}

/// A look: properties, each with its kind and length in front.
fn look(data: &[u8], codes: &HashMap<u16, String>) -> ConditionalLook {
    let mut look = ConditionalLook::default();
    let mut is_blank = false;
    let mut rest = data.get(6..).unwrap_or_default();
    while let (Some(kind), Some(length)) = (short(rest, 0), short(rest, 2)) {
        let Some(property) = rest.get(4..usize::from(length)) else {
            break;
        };
        match kind {
            0x00 => is_blank = property.first() == Some(&0),
            0x02 => look.ground = color(Some(property)).map(Ground::Plain),
            0x05 => look.letters = color(Some(property)),
            0x1D => look.struck = property.first().map(|struck| *struck != 0),
            0x26 => look.code = property.get(2..).and_then(short_text),
            0x29 => look.code = short(property, 0).map(|number| code_of(number, codes)),
            _ => {}
        }
        rest = &rest[usize::from(length)..];
    }
    if is_blank {
        look.ground = Some(Ground::Paper);
    }
    look
}

/// A text whose length stands in two bytes before it.
fn short_text(data: &[u8]) -> Option<String> {
    let length = usize::from(short(data, 0)?).checked_mul(2)?;
    Some(wide(data.get(2..)?.get(..length)?))
}
