/*!
Formats under a condition in an old workbook (.xls): a record says for which cells, those after it
say the conditions and the looks ([MS-XLS] 2.4.42, 2.4.56).
*/

use super::conditions::{Area, Comparison, Conditional, ConditionalLook};
use super::number;
use rust_decimal::Decimal;

/// The cells that the conditions after it are for.
pub fn areas(data: &[u8]) -> Vec<Area> {
    let areas = data.get(14..).unwrap_or_default().chunks_exact(8);
    let side = |area: &[u8], at: usize| u32::from(u16::from_le_bytes([area[at], area[at + 1]]));
    areas
        .map(|area| (side(area, 0)..=side(area, 2), side(area, 4)..=side(area, 6)))
        .collect()
}

/// A condition for cells; none where its look takes no text out. `is_white` knows the palette.
pub fn condition(
    data: &[u8],
    areas: &[Area],
    is_white: impl Fn(u16) -> bool,
) -> Option<Conditional> {
    let look = look(data.get(6..)?, is_white)?;
    look.matters().then(|| Conditional {
        areas: areas.to_vec(),
        comparison: comparison(data),
        look,
    })
}

fn comparison(data: &[u8]) -> Option<Comparison> {
    let [kind, sign, ..] = data else { return None };
    let name = match (kind, sign) {
        (1, 1) => "between",
        (1, 2) => "notBetween",
        (1, 3) => "equal",
        (1, 4) => "notEqual",
        (1, 5) => "greaterThan",
        (1, 6) => "lessThan",
        (1, 7) => "greaterThanOrEqual",
        (1, 8) => "lessThanOrEqual",
        _ => return None,
    };
    let length = |at| Some(usize::from(short(data, at)?));
    let (first, second) = (length(2)?, length(4)?);
    let formulas = data.get(data.len().checked_sub(first + second)?..)?;
    let (first, second) = formulas.split_at_checked(first)?;
    let mut numbers = vec![constant(first)?.to_string()];
    if !second.is_empty() {
        numbers.push(constant(second)?.to_string());
    }
    Comparison::named(name, &numbers)
}

/// A formula that is nothing but a number.
fn constant(formula: &[u8]) -> Option<Decimal> {
    match formula {
        [0x1E, low, high] => Some(u16::from_le_bytes([*low, *high]).into()),
        [0x1F, stored @ ..] => number::decimal_of_bytes(stored),
        _ => None,
    }
}

/// What stands of a look: its parts follow each other, those that are there.
fn look(data: &[u8], is_white: impl Fn(u16) -> bool) -> Option<ConditionalLook> {
    const NUMBER: u8 = 0x02;
    const FONT: u8 = 0x04;
    const GROUND: u8 = 0x20;
    const WRITTEN: u16 = 1;
    const STRUCK: u8 = 0x80;
    let (parts, switches) = (*data.get(3)?, short(data, 4)?);
    if parts & FONT == 0 {
        return None;
    }
    let number = match (parts & NUMBER != 0, switches & WRITTEN != 0) {
        (false, _) => 0,
        (true, true) => usize::from(short(data, 6)?),
        (true, false) => 2,
    };
    let font = data.get(6 + number..)?;
    let is_said = font.get(88)? & STRUCK == 0;
    Some(ConditionalLook {
        struck: is_said && font.get(68)? & STRUCK != 0,
        white: parts & GROUND == 0 && short(font, 82) == Some(0) && is_white(short(font, 80)?),
        code: None,
    })
}

fn short(data: &[u8], offset: usize) -> Option<u16> {
    let bytes = data.get(offset..offset + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_above_nothing() {
        let mut record = vec![1, 5, 3, 0, 0, 0, 0xFF, 0xFF, 0x3F, 0x04, 0, 0];
        let mut font = vec![0u8; 118];
        (font[80], font[88]) = (9, 0x9A);
        record.extend(font);
        record.extend([0x1E, 0, 0]);
        let found = condition(&record, &[(1..=1, 2..=2)], |color| color == 9).unwrap();
        assert!(found.look.white && !found.look.struck);
        assert!(found.comparison.unwrap().holds(Decimal::ONE));
    }
}
