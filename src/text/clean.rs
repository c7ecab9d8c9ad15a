/*!
The one gate for foreign text.

A disclosure is a stranger's file, shown over SSH on somebody's terminal. What
would move the cursor, answer a query, write the clipboard, turn the reading
direction or hide between two characters is shown as a visible mark instead.
CSV and JSON do not pass here: they hold the text unchanged. What goes to a clipboard
does, for a paste at a prompt is written to a terminal too.
*/

use std::borrow::Cow;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// How many combining marks one character may carry; no script that a budget is
/// printed in needs more, and a taller pile paints over the lines above.
const MARKS_ON_ONE_CHARACTER: usize = 4;

/// The text as it may be written to a terminal: on one line, every control, format,
/// bidirectional and zero-width character as a visible mark (`\x1B`, `\u{202E}`).
/// Text without them is borrowed. Line ends and tabs are controls too: whoever
/// shows a whole document splits and expands them first.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        if is_shown_as_mark(c, &mut marks) {
            return Cow::Owned(with_marks(text, at));
        }
    }
    Cow::Borrowed(text)
}

/// The text, its first `clean` bytes as they are and the rest through the gate.
fn with_marks(text: &str, clean: usize) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        if is_shown_as_mark(c, &mut marks) && at >= clean {
            push_mark(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out
}

fn push_mark(out: &mut String, c: char) {
    let code = u32::from(c);
    // Writing to a String cannot fail.
    let _ = if code <= 0xFF {
        write!(out, "\\x{code:02X}")
    } else {
        write!(out, "\\u{{{code:04X}}}")
    };
}

/// Whether `c` must not reach a terminal; `marks` counts the combining marks that
/// the character before it carries already.
fn is_shown_as_mark(c: char, marks: &mut usize) -> bool {
    match c {
        ' '..='~' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3029}' => {
            *marks = 0;
            false
        }
        c if is_invisible(c) => true,
        c if c.width() == Some(0) => {
            *marks += 1;
            *marks > MARKS_ON_ONE_CHARACTER
        }
        _ => {
            *marks = 0;
            false
        }
    }
}

/// Controls, and what Unicode calls format characters, default ignorables, line and
/// paragraph separators and fillers: nothing of it leaves ink of its own.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{070F}'
            | '\u{0890}' | '\u{0891}' | '\u{08E2}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{110BD}' | '\u{110CD}'
            | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_borrowed() {
        for clean in [
            "公用经费",
            "“三公”经费 ≥96%",
            "a b",
            "",
            "㊀ …",
            "བོད་",
            "é",
            "e\u{301}",
        ] {
            assert!(matches!(for_terminal(clean), Cow::Borrowed(text) if text == clean));
        }
    }

    #[test]
    fn what_steers_a_terminal_is_shown() {
        for (foreign, shown) in [
            ("公用\u{1b}]52;c;x经费", "公用\\x1B]52;c;x经费"),
            ("a\u{9b}31m", "a\\x9B31m"),
            ("\u{7f}\0", "\\x7F\\x00"),
            ("社\u{202e}保", "社\\u{202E}保"),
            ("社\u{2067}保", "社\\u{2067}保"),
            ("零\u{200b}宽\u{feff}", "零\\u{200B}宽\\u{FEFF}"),
            ("软\u{ad}连", "软\\xAD连"),
            ("行\r\n表\t", "行\\x0D\\x0A表\\x09"),
            ("标\u{e0041}", "标\\u{E0041}"),
            ("选\u{fe0f}", "选\\u{FE0F}"),
        ] {
            assert_eq!(for_terminal(foreign), shown);
        }
    }

    #[test]
    fn a_pile_of_marks_ends() {
        let pile = format!("a{}", "\u{301}".repeat(6));
        assert_eq!(
            for_terminal(&pile),
            format!("a{}\\u{{0301}}\\u{{0301}}", "\u{301}".repeat(4))
        );
    }

    #[test]
    fn every_character_that_has_no_width_is_a_mark_or_combines() {
        for c in ('\0'..=char::MAX).filter(|c| c.width().is_none()) {
            let text = String::from(c);
            assert_ne!(for_terminal(&text), text, "U+{:04X}", u32::from(c));
        }
    }
}
