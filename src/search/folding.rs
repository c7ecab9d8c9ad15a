/*!
What counts as the same character.

A budget prints （ or (, Ａ or a, and an input method types the one or the other;
nobody searches for the difference. White space and invisible characters are
not compared at all: they come from wrapping, or from someone who hides.
*/

use crate::budget::unified;

/// The character as it is compared; none where it is passed over.
pub(super) fn fold(c: char) -> Option<char> {
    match c {
        '!'..='~' => Some(c.to_ascii_lowercase()),
        '\u{4E00}'..='\u{9FFF}' => Some(c),
        c if c.is_whitespace() || is_invisible(c) => None,
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(c as u32 - 0xFEE0).map(|narrow| narrow.to_ascii_lowercase())
        }
        'ü' | 'Ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => Some('v'),
        '\u{2E80}'..='\u{2FD5}' => Some(unified(c)),
        '“' | '”' | '„' | '‟' => Some('"'),
        '‘' | '’' | '‛' => Some('\''),
        '−' | '–' | '‐' | '‑' => Some('-'),
        '≧' | '⩾' => Some('≥'),
        '≦' | '⩽' => Some('≤'),
        '•' | '・' | '‧' => Some('·'),
        c => c.to_lowercase().next(),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// A text as it is compared.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form() {
        for (printed, compared) in [
            ("ＬＥＤ 屏", "led屏"),
            ("因公出国（境）费", "因公出国(境)费"),
            ("“三公”经费", "\"三公\"经费"),
            ("原\u{200B} 755　厂", "原755厂"),
            ("≧96％", "≥96%"),
            ("ｌü", "lv"),
            ("⽀出⻔⻋", "支出门车"),
        ] {
            assert_eq!(folded(printed), compared);
        }
    }
}
