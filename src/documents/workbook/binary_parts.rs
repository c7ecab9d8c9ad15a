/*!
What the parts of a binary workbook (.xlsb) are made of: records, texts, colours, numbers.
*/

use super::bytes::{long, short, wide};
use super::dress::Color;

/// The records of a part. Number and length have seven bits a byte, and the eighth says that
/// another follows.
pub fn records(part: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
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

/// A text with its length before it, and what follows.
pub fn wide_text(data: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(long(data, 0)?).ok()?.checked_mul(2)?;
    let text = data.get(4..)?.get(..length)?;
    Some((wide(text), &data[4 + length..]))
}

/// A colour: what kind it is, then its number or its parts; none where it is the usual one.
pub fn color(data: Option<&[u8]>) -> Option<Color> {
    let data = data.filter(|data| data.len() >= 8)?;
    let (number, tint) = (data[1].into(), short(data, 2)?.into());
    match data[0] >> 1 {
        1 => Some(Color::of_palette(number)),
        2 => Some(Color::Rgb([data[4], data[5], data[6]])),
        3 => Some(Color::of_theme(number, tint)),
        _ => None,
    }
}
