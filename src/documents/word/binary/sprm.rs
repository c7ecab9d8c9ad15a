/*!
The properties of Word 97, each a number and what it says.

How long a property is follows from its number, so that unknown ones are passed over.
*/

/// Where a table's cells stand; its length takes two bytes.
pub const TABLE_CELLS: u16 = 0xD608;
const OLD_TABLE_CELLS: u16 = 0xD606;
const TABS: u16 = 0xC615;

/// Hands every property of a list to `take`; a list that is cut ends where it is.
pub fn each(list: &[u8], mut take: impl FnMut(u16, &[u8])) {
    let mut rest = list;
    while let [low, high, after @ ..] = rest {
        let number = u16::from_le_bytes([*low, *high]);
        let Some((operand, next)) = length(number, after).and_then(|n| after.split_at_checked(n))
        else {
            return;
        };
        take(number, operand);
        rest = next;
    }
}

fn length(number: u16, after: &[u8]) -> Option<usize> {
    let byte = |at: usize| after.get(at).map(|byte| usize::from(*byte));
    Some(match (number, number >> 13) {
        (TABLE_CELLS | OLD_TABLE_CELLS, _) => byte(0)? + (byte(1)? << 8) + 1,
        (TABS, _) if byte(0)? == 255 => {
            let deleted = byte(1)? * 4;
            2 + deleted + 1 + byte(2 + deleted)? * 3
        }
        (_, 0 | 1) => 1,
        (_, 2 | 4 | 5) => 2,
        (_, 3) => 4,
        (_, 7) => 3,
        _ => byte(0)? + 1,
    })
}

/// A whole number of two bytes.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

/// A whole number of four bytes.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// A length or a coordinate of two bytes.
pub fn i16_at(bytes: &[u8], at: usize) -> Option<i32> {
    u16_at(bytes, at).map(|number| i32::from(number.cast_signed()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_of_every_length() {
        let list = [
            &[0x16, 0x24, 1][..],
            &[0x08, 0xD6, 4, 0, 1, 2, 3],
            &[0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 9, 9, 9],
            &[0x49, 0x66, 2, 0, 0, 0],
            &[0x2B, 0xD6, 2, 7],
        ]
        .concat();
        let mut found = Vec::new();
        each(&list, |number, operand| found.push((number, operand.len())));
        assert_eq!(found, [(0x2416, 1), (0xD608, 5), (0xC615, 10), (0x6649, 4)]);
    }
}
