/*!
Characters of the fonts of signs, which stand at places of their own.
*/

/// What a sign looks like; none where it is an ornament.
pub fn symbol(code: &str, font: &str) -> Option<char> {
    let number = u32::from_str_radix(code, 16).ok()?;
    let font = font.to_lowercase();
    if font.contains("dings") {
        return None;
    }
    // A font of signs lies at F000 and above, and says what it is by the lower half.
    let low = if (0xF000..=0xF0FF).contains(&number) {
        number - 0xF000
    } else if font != "symbol" || number > 0xFF {
        return char::from_u32(number).filter(|c| !c.is_control());
    } else {
        number
    };
    Some(match low {
        0x2D => '-',
        0xA3 => '≤',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '·',
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2B..=0x2C | 0x2E..=0x3F => {
            char::from_u32(low)?
        }
        // A sign that nobody can read must not let the digits around it join.
        _ => '□',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_by_their_place() {
        for (code, font, sign) in [
            ("F02D", "Symbol", Some('-')),
            ("f0b3", "Symbol", Some('≥')),
            ("2D", "Symbol", Some('-')),
            ("F035", "Symbol", Some('5')),
            ("F0FC", "Wingdings", None),
            ("2013", "宋体", Some('–')),
            ("F0E5", "Symbol", Some('□')),
            ("2212", "Symbol", Some('−')),
            ("x", "Symbol", None),
        ] {
            assert_eq!(symbol(code, font), sign, "{code}");
        }
    }
}
