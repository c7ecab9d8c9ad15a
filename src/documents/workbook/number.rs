/*!
A number of a workbook as the sheet shows it.

A workbook keeps 3943.4600000000001 and says `#,##0.00`: what is published is 3,943.46.
The stored binary fraction is turned into the fifteen digits that spreadsheets know of
it, and all that follows is decimal.
*/

use rust_decimal::{Decimal, RoundingStrategy};

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

/// The number under a format's code.
pub fn shown(number: Decimal, code: &str) -> String {
    let sections: Vec<&str> = sections(code);
    let number_section = Section::of(sections.first().copied().unwrap_or_default());
    let rounded = number_section.rounded(number);
    let (section, number) = match (sections.as_slice(), rounded) {
        ([_, _, zero, ..], rounded) if rounded.is_zero() => (Section::of(zero), Decimal::ZERO),
        ([_, negative, ..], rounded) if rounded.is_sign_negative() && !rounded.is_zero() => {
            let section = Section::of(negative);
            // The sign stands in the section itself, or in its brackets.
            let shown = section.shown(number.abs());
            let has_sign = negative.contains(['-', '(', '（']);
            return if has_sign { format!("-{shown}") } else { shown };
        }
        _ => (number_section, number),
    };
    section.shown(number)
}

/// The sections of a code: positive; negative; zero; text. Quoted text may hold the divider.
fn sections(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in code.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

/// What a section of a code says of digits.
#[derive(Debug, Default, PartialEq, Eq)]
struct Section {
    /// Digits after the point; none where the section is General.
    decimals: Option<u32>,
    /// Whether thousands are set apart.
    thousands: bool,
    percent: bool,
    /// What stands there in place of a number.
    text: Option<String>,
}

impl Section {
    fn of(code: &str) -> Self {
        let (plain, text) = without_decoration(code);
        if plain.is_empty() || plain.eq_ignore_ascii_case("general") || plain == "@" {
            let text = (!text.is_empty()).then_some(text);
            return Self {
                text: if plain.is_empty() {
                    text.or(Some(String::new()))
                } else {
                    None
                },
                ..Self::default()
            };
        }
        let is_digit = |c: char| matches!(c, '0' | '#' | '?');
        // `"-"??` leaves room for digits and shows none of them.
        if !plain.contains(['0', '#']) {
            return Self {
                text: Some(text),
                ..Self::default()
            };
        }
        let after = plain.split_once('.').map_or("", |(_, after)| after);
        Self {
            decimals: u32::try_from(after.chars().filter(|&c| is_digit(c)).count()).ok(),
            thousands: plain.contains(','),
            percent: plain.contains('%'),
            text: None,
        }
    }

    fn rounded(&self, number: Decimal) -> Decimal {
        let hundredfold = if self.percent { 2 } else { 0 };
        match self.decimals {
            Some(decimals) => number.round_dp_with_strategy(
                decimals + hundredfold,
                RoundingStrategy::MidpointAwayFromZero,
            ),
            None => number,
        }
    }

    fn shown(&self, number: Decimal) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let Some(decimals) = self.decimals else {
            return number.normalize().to_string();
        };
        let mut number = self.rounded(number);
        if self.percent {
            number = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number);
        }
        number.rescale(decimals);
        let mut text = number.to_string();
        if self.thousands {
            text = set_apart(&text);
        }
        if self.percent {
            text.push('%');
        }
        text
    }
}

/// The code without colours, widths and quoted text; and the text.
fn without_decoration(code: &str) -> (String, String) {
    let (mut plain, mut text) = (String::new(), String::new());
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => text.extend(rest.by_ref().take_while(|&c| c != '"')),
            '[' => {
                rest.by_ref().take_while(|&c| c != ']').for_each(drop);
            }
            '\\' => text.extend(rest.next()),
            // The width of a character, and one that fills the cell.
            '_' | '*' => {
                rest.next();
            }
            ' ' => {}
            '-' | '(' | ')' | '（' | '）' => text.push(c),
            _ => plain.push(c),
        }
    }
    let text = text.trim().to_owned();
    (plain, text)
}

fn set_apart(number: &str) -> String {
    let (sign, digits) = number
        .strip_prefix('-')
        .map_or(("", number), |rest| ("-", rest));
    let (whole, rest) = digits
        .find('.')
        .map_or((digits, ""), |at| digits.split_at(at));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (0.4088, "0.00%", "40.88%"),
            (2.675, "0.00", "2.68"),
        ] {
            assert_eq!(shown(stored, code), text, "{stored} {code}");
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
