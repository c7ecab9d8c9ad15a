/*!
A number of a workbook as the sheet shows it.

A workbook keeps 3943.4600000000001 and says `#,##0.00`: what is published is 3,943.46.
The stored binary fraction is turned into the fifteen digits that spreadsheets know of
it, and all that follows is decimal. A negative number has its minus here however the sheet
says it: `▲602.25`, `（602.25）` and 602.25 in red are -602.25.
*/

use super::number_format::{FormatSection, Token, section_for, sections};
use super::places::{self, ShownCharacter};
use rust_decimal::Decimal;

/// Spreadsheets keep and show no more digits of a number.
const DIGITS: usize = 15;

/// The number as decimal; none where it is too large for any budget.
#[expect(
    clippy::disallowed_types,
    reason = "the format stores binary fractions; this is where they end"
)]
pub fn decimal(stored: f64) -> Option<Decimal> {
    let digits = format!("{stored:.*e}", DIGITS - 1);
    Decimal::from_scientific(&digits)
        .ok()
        .map(|number| number.normalize())
}

/// The number whose binary fraction is given in bytes.
#[expect(
    clippy::disallowed_types,
    reason = "the format stores binary fractions; this is where they end"
)]
pub fn decimal_of_bytes(stored: &[u8]) -> Option<Decimal> {
    decimal(f64::from_le_bytes(stored.try_into().ok()?))
}

/// A formula of records that is nothing but a number.
pub fn constant(formula: &[u8]) -> Option<Decimal> {
    match formula {
        [0x1E, low, high] => Some(u16::from_le_bytes([*low, *high]).into()),
        [0x1F, stored @ ..] => decimal_of_bytes(stored),
        // A minus stands behind its number.
        [number @ .., 0x13] => Some(-constant(number)?),
        _ => None,
    }
}

/// What a cell shows for a number that no section of its format is for.
const NOTHING_FITS: &str = "###";

/// The number under a format's code, as the sheet prints it.
pub fn printed(number: Decimal, code: &str) -> String {
    let sections = sections(code);
    let Some((section, says_sign)) = section_for(&sections, number) else {
        return NOTHING_FITS.to_owned();
    };
    let pieces = pieces(number.abs(), section);
    let shown: String = pieces.iter().map(ShownCharacter::character).collect();
    let is_above_zero = pieces.iter().any(ShownCharacter::is_digit_above_zero);
    if number < Decimal::ZERO && !says_sign && is_above_zero {
        return format!("-{shown}");
    }
    shown
}

/// The number under a format's code, as it is read: its sign before its digits.
pub fn shown(number: Decimal, code: &str) -> String {
    let sections = sections(code);
    let Some((section, _)) = section_for(&sections, number) else {
        return NOTHING_FITS.to_owned();
    };
    if section.has(Token::Slash) && section.has_digits() {
        if places::fraction(number.abs(), section).is_exact {
            return number.normalize().to_string();
        }
        return printed(number, code);
    }
    let pieces = pieces(number.abs(), section);
    let is_negative =
        number < Decimal::ZERO && pieces.iter().any(ShownCharacter::is_digit_above_zero);
    read(&pieces, is_negative)
}

/// A text under a format's code: a section for text may hide it or add to it.
pub fn shown_text<'t>(text: &'t str, code: &str) -> std::borrow::Cow<'t, str> {
    let sections = sections(code);
    let section = match sections.as_slice() {
        [_, _, _, text, ..] => text,
        [.., last] if last.has(Token::Text) => last,
        _ => return text.into(),
    };
    let shown = section.tokens.iter().map(|token| match token {
        Token::Text => text.to_owned(),
        Token::Literal(c) => c.to_string(),
        _ => String::new(),
    });
    shown.collect::<String>().into()
}

fn pieces(number: Decimal, section: &FormatSection) -> Vec<ShownCharacter> {
    if section.has(Token::Slash) && section.has_digits() {
        return places::fraction(number, section).pieces;
    }
    if section.has(Token::Exponent) {
        return places::scientific(number, section);
    }
    places::laid(number, section)
}

/// What is read of what is printed: blanks go, a point among the digits is a point whether or
/// not the format means it as one, and the signs of a negative number become one minus.
fn read(pieces: &[ShownCharacter], is_negative: bool) -> String {
    let first = pieces.iter().position(ShownCharacter::is_number);
    let last = pieces.iter().rposition(ShownCharacter::is_number);
    let (Some(first), Some(last)) = (first, last) else {
        let text: String = pieces.iter().map(|piece| piece.character()).collect();
        return text.trim().to_owned();
    };
    let stays = |piece: &&ShownCharacter| !(is_negative && piece.is_sign());
    let around = |pieces: &[ShownCharacter]| -> String {
        let text: String = pieces
            .iter()
            .filter(stays)
            .map(ShownCharacter::character)
            .collect();
        text.trim().to_owned()
    };
    let digits: String = pieces[first..=last]
        .iter()
        .map(ShownCharacter::character)
        .filter(|c| !c.is_whitespace())
        .collect();
    // `0"."#` of a whole number ends in its point, which would look cut off.
    let digits = digits.trim_end_matches('.');
    let minus = if is_negative { "-" } else { "" };
    let before = around(&pieces[..first]);
    format!("{before}{minus}{digits}{}", around(&pieces[last + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A format, a stored number and what LibreOffice 25 shows for it, between tabs.
    const MEASURED: &str = include_str!("../../../tests/documents/workbook/number-formats.tsv");

    #[test]
    fn formats_are_rendered_as_libreoffice_does() {
        let mut wrong = Vec::new();
        for line in MEASURED.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[code, number, text] = fields.as_slice() else {
                panic!("three fields in {line:?}");
            };
            let shown = printed(number.parse().unwrap(), code);
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            if words(&shown) != words(text) {
                wrong.push(format!("{code} of {number}: {shown:?}, and not {text:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn numbers_as_sheets_show_them() {
        #[expect(clippy::disallowed_types, reason = "what a workbook stores")]
        let shown = |stored: f64, code: &str| shown(decimal(stored).unwrap(), code);
        for (stored, code, text) in [
            (11_830.38 / 3.0, "#,##0.00", "3,943.46"),
            (11_830.38 / 3.0, "General", "3943.46"),
            (139.0, "0.00", "139.00"),
            (0.1 + 0.2, "General", "0.3"),
            (2_080_109.0, "General", "2080109"),
            (2_080_109.0, "0", "2080109"),
            (156_211_123.0, "#,##0", "156,211,123"),
            (-10.5, "#,##0.00_);(#,##0.00)", "-10.50"),
            (-10.5, "0.00;[Red]-0.00", "-10.50"),
            (
                1234.5,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "1,234.50",
            ),
            (
                0.0,
                "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "-",
            ),
            (0.0, "#,##0.00;-#,##0.00;;@", ""),
            (0.0, "0.00;-0.00;", ""),
            (0.4088, "0.00%", "40.88%"),
            (2.675, "0.00", "2.68"),
            (18_624_000.0, "0!.0000", "1862.4000"),
            (18_624_000.0, "0\\.0000", "1862.4000"),
            (18_624_000.0, "#\".\"0000", "1862.4000"),
            (500.0, "#\".\"0000", ".0500"),
            (18_624_000.0, "0!.0,\"万元\"", "1862.4万元"),
            (1_862_400.0, "#,##0.00,", "1,862.40"),
            (-602.25, "0.00;[Red]0.00", "-602.25"),
            (-602.25, "0.00;▲0.00", "-602.25"),
            (-602.25, "0.00;\"负\"0.00", "-602.25"),
            (-602.25, "0.00_);（0.00）", "-602.25"),
            (602.25, "-0.00", "-602.25"),
            (602.25, "¥#,##0.00", "¥602.25"),
            (602.25, "[$$-409]#,##0.00", "$602.25"),
            (65.5, "# ?/?", "65.5"),
            (65.3, "# ?/2", "65 1/2"),
            (1234.5, "# ##0.00", "1234.50"),
            (-0.001, "0.00", "0.00"),
            (5.0, "[>=100]0.00;[<0]-0;0.0", "5.0"),
            (1862.0, "0.00E+00", "1.86E+03"),
        ] {
            assert_eq!(shown(stored, code), text, "{stored} {code}");
        }
    }

    #[test]
    fn texts_under_a_format() {
        for (code, text) in [
            ("General", "甲"),
            ("0.00", "甲"),
            (";;;", ""),
            ("0;-0;0;@\"局\"", "甲局"),
        ] {
            assert_eq!(shown_text("甲", code), text, "{code}");
        }
    }

    #[test]
    fn a_format_of_more_digits_than_a_number_has() {
        let many = format!("0.{}%", "0".repeat(70));
        #[expect(clippy::disallowed_types, reason = "what a workbook stores")]
        let stored: f64 = 123_456_789_012.5;
        let text = shown(decimal(stored).unwrap(), &many);
        assert!(text.starts_with("12345678901250"), "{text}");
    }
}
