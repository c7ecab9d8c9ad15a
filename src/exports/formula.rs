/*!
Texts that a spreadsheet would take for a formula.

A name such as `=HYPERLINK("http://…","单位")` comes from whoever wrote the document, and runs
when somebody opens the table. CSV holds it as it is printed, unless it is made for a
spreadsheet: then an apostrophe in front says that it is text. A workbook says so by itself.
*/

use std::borrow::Cow;

/// What begins a formula, in the forms that a Chinese keyboard gives as well, and the white
/// space that spreadsheets pass over.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would reckon with a text: `-2+3`, and not `-2.00` or `+2.50%`, which
/// are numbers.
pub(super) fn is_live(text: &str) -> bool {
    text.starts_with(BEGINNINGS) && !is_number(text)
}

/// The text with an apostrophe in front where it would be a formula.
pub(super) fn disarmed(text: &str) -> Cow<'_, str> {
    if is_live(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.strip_suffix('%').unwrap_or(unsigned);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !whole.is_empty() && all_digits(whole) && all_digits(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_numbers() {
        for live in [
            "=HYPERLINK(\"http://evil.example\",\"单位\")",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "+cmd|' /C calc'!A0",
            "\t=1",
            "\r=1",
            "-",
            "-.5",
            "-1,2",
            "＝1+1",
        ] {
            assert!(is_live(live), "{live}");
            assert_eq!(disarmed(live), format!("'{live}"));
        }
        for dead in ["", "-3.50", "+2.50%", "-7", "社会保险", "1=1", "'=1", "—"] {
            assert!(!is_live(dead), "{dead}");
            assert_eq!(disarmed(dead), dead);
        }
    }
}
