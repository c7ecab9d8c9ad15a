/*!
Formats under a condition in an old workbook (.xls): a record says for which cells, those after it
say the conditions and the looks ([MS-XLS] 2.4.42, 2.4.56).
*/

use super::bytes::short;
use super::conditions::{Area, Comparison, Conditional, ConditionalLook, Reach, When};
use super::dress::{Color, Ground};
use super::number;
use super::old_strings::characters;
use std::rc::Rc;

/// The cells that the conditions after it are for.
pub fn areas(data: &[u8]) -> Rc<[Area]> {
    let areas = data.get(14..).unwrap_or_default().chunks_exact(8);
    let side = |area: &[u8], at: usize| u32::from(u16::from_le_bytes([area[at], area[at + 1]]));
    areas
        .map(|area| (side(area, 0)..=side(area, 2), side(area, 4)..=side(area, 6)))
        .collect()
}

/// A condition for cells; none where its look takes no text out. The palette tells colours by
/// their numbers, and the workbook the codes of its formats.
pub fn condition(
    data: &[u8],
    areas: &Rc<[Area]>,
    color: impl Fn(u16) -> Option<Color>,
    code: impl Fn(u8) -> String,
) -> Option<Conditional> {
    Some(Conditional {
        reach: Reach::Areas(Rc::clone(areas)),
        when: When::of(comparison(data)),
        look: look(data.get(6..)?, color, code).unwrap_or_default(),
        // The first that is met is the last that is asked.
        stops: true,
        group: 0,
    })
}

fn comparison(data: &[u8]) -> Option<Comparison> {
    const IS_COMPARISON: u8 = 1;
    let [IS_COMPARISON, sign, ..] = data else {
        return None;
    };
    let name = Comparison::name_of(u32::from(*sign))?;
    let length = |at| Some(usize::from(short(data, at)?));
    let (first, second) = (length(2)?, length(4)?);
    let formulas = data.get(data.len().checked_sub(first + second)?..)?;
    let (first, second) = formulas.split_at_checked(first)?;
    let mut numbers = vec![number::constant(first)?.to_string()];
    if !second.is_empty() {
        numbers.push(number::constant(second)?.to_string());
    }
    Comparison::named(name, &numbers)
}

/// The parts of a look that stand in a record, in their order.
mod part {
    pub const NUMBER: u8 = 0x02;
    pub const FONT: u8 = 0x04;
    pub const ALIGNMENT: u8 = 0x08;
    pub const BORDER: u8 = 0x10;
    pub const GROUND: u8 = 0x20;
}

/// What stands of a look: its parts follow each other, those that are there.
fn look(
    data: &[u8],
    color: impl Fn(u16) -> Option<Color>,
    code: impl Fn(u8) -> String,
) -> Option<ConditionalLook> {
    const STRUCK: u8 = 0x80;
    const FONT_LENGTH: usize = 118;
    let parts = *data.get(3)?;
    let has = |part: u8| parts & part != 0;
    let (mut rest, mut look) = (data.get(6..)?, ConditionalLook::default());
    if has(part::NUMBER) {
        let is_written = short(data, 4)? & 1 != 0;
        let length = if is_written {
            short(rest, 0)?.into()
        } else {
            2
        };
        let number = rest.get(..length)?;
        look.code = if is_written {
            written_code(number)
        } else {
            number.get(1).map(|number| code(*number))
        };
        rest = rest.get(length..)?;
    }
    if has(part::FONT) {
        let is_said = rest.get(88)? & STRUCK == 0;
        look.struck = is_said.then_some(rest.get(68)? & STRUCK != 0);
        // The highest bytes say whether there is a colour at all.
        if short(rest, 82) == Some(0) {
            look.letters = color(short(rest, 80)?);
        }
        rest = rest.get(FONT_LENGTH..)?;
    }
    for part in [part::ALIGNMENT, part::BORDER] {
        let length = if has(part) { 8 } else { 0 };
        rest = rest.get(length..)?;
    }
    if has(part::GROUND) {
        look.ground = ground([data[0], data[1], data[2]], rest, color);
    }
    Some(look)
}

/// A code with its length in front: the characters have one byte or two.
fn written_code(number: &[u8]) -> Option<String> {
    let length = usize::from(short(number, 2)?);
    let (is_wide, text) = (number.get(4)? & 1 == 1, number.get(5..)?);
    Some(characters(
        text.get(..if is_wide { 2 * length } else { length })?,
        is_wide,
    ))
}

/// The ground of a look: pattern, its colour and that behind it, which is the one of a ground that
/// is all of one. The switches say which of them are left as they are.
fn ground(switches: [u8; 3], data: &[u8], color: impl Fn(u16) -> Option<Color>) -> Option<Ground> {
    const PATTERN_LEFT: u8 = 0x01;
    const COLOR_LEFT: u8 = 0x04;
    let (pattern, colors) = (short(data, 0)? >> 10, short(data, 2)?);
    let pattern = (switches[2] & PATTERN_LEFT == 0).then_some(pattern);
    let behind = (switches[2] & COLOR_LEFT == 0).then(|| color(colors >> 7 & 0x7F));
    match (pattern, behind) {
        (Some(0), _) => Some(Ground::Paper),
        (None | Some(1), Some(Some(color))) => Some(Ground::Plain(color)),
        (None, None) => None,
        _ => Some(Ground::Pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn white_above_nothing() {
        let mut record = vec![1, 5, 3, 0, 0, 0, 0xFF, 0xFF, 0x3F, 0x04, 0, 0];
        let mut font = vec![0u8; 118];
        (font[80], font[88]) = (9, 0x9A);
        record.extend(font);
        record.extend([0x1E, 0, 0]);
        let color = |number| Some(Color::of_palette(number));
        let found = condition(&record, &Rc::from([(1..=1, 2..=2)]), color, |_| {
            String::new()
        })
        .unwrap();
        assert_eq!(
            (found.look.letters, found.look.struck),
            (Some(Color::WHITE), None)
        );
        let When::Is(comparison) = found.when else {
            panic!("a comparison");
        };
        assert!(comparison.holds(Decimal::ONE));
    }

    #[test]
    fn a_number_format_and_a_ground() {
        let mut record = vec![1, 6, 3, 0, 0, 0, 0, 0, 0, 0x22, 1, 0];
        record.extend([8, 0, 3, 0, 0, b';', b';', b';']);
        record.extend([0, 0x04, 0, 0x05]);
        record.extend([0x1E, 9, 0]);
        let color = |number| Some(Color::of_palette(number));
        let found = condition(&record, &Rc::default(), color, |_| String::new()).unwrap();
        assert_eq!(found.look.code.as_deref(), Some(";;;"));
        assert_eq!(
            found.look.ground,
            Some(Ground::Plain(Color::of_palette(10)))
        );
        record[10] = 0;
        record.splice(12..20, [0, 4]);
        let found = condition(&record, &Rc::default(), color, |number| number.to_string()).unwrap();
        assert_eq!(found.look.code.as_deref(), Some("4"));
    }
}
