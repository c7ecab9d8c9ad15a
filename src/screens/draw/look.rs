/*!
How text and glyphs are spelled on this terminal.

Some terminals draw `≥ “ … │` two columns wide, some cannot draw them at all.
There they are spelled in ASCII at the last moment, where text meets the screen;
exports and the clipboard keep the original. What has no spelling is measured
two columns wide, so that columns stay straight all the same.
*/

use crate::screens::draw::theme::Theme;
use crate::text::clean::for_terminal;
use crate::text::width::{AmbiguousWidth, Ruler};
use crate::text::wrap;
use std::borrow::Cow;

/// Glyphs, widths and colours of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How wide ambiguous characters are.
    pub ruler: Ruler,
    /// Whether glyphs beyond ASCII and Chinese are spelled in ASCII.
    pub ascii: bool,
    /// Colours.
    pub theme: Theme,
}

impl Look {
    /// A look for a terminal; wide ambiguous characters mean ASCII glyphs.
    pub fn new(ambiguous: AmbiguousWidth, ascii: bool, theme: Theme) -> Self {
        Self {
            ruler: Ruler::new(ambiguous),
            ascii: ascii || ambiguous == AmbiguousWidth::Wide,
            theme,
        }
    }

    /// The text as this terminal shows it: foreign controls as marks, glyphs spelled.
    pub fn spell<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let clean = for_terminal(text);
        if !self.ascii || !clean.chars().any(|c| ascii_of(c).is_some()) {
            return clean;
        }
        let mut spelled = String::with_capacity(clean.len());
        for c in clean.chars() {
            match ascii_of(c) {
                Some(ascii) => spelled.push_str(ascii),
                None => spelled.push(c),
            }
        }
        Cow::Owned(spelled)
    }

    /// The columns that a text takes on this terminal.
    pub fn width(&self, text: &str) -> usize {
        self.ruler.width(&self.spell(text))
    }

    /// The text in lines of at most `cols` columns, spelled.
    pub fn wrap(&self, text: &str, cols: usize) -> Vec<String> {
        wrap::wrap(&self.spell(text), cols.max(2), self.ruler)
    }

    /// What ends a shortened name.
    pub fn ellipsis(&self) -> &'static str {
        if self.ascii { ".." } else { "…" }
    }

    /// A spelled text of at most `cols` columns: whole, or its beginning and an ellipsis.
    pub fn shorten<'a>(&self, text: &'a str, cols: usize) -> Cow<'a, str> {
        let spelled = self.spell(text);
        if self.ruler.width(&spelled) <= cols {
            return spelled;
        }
        let ellipsis = self.ellipsis();
        let room = cols.saturating_sub(self.ruler.width(ellipsis));
        if room == 0 {
            return Cow::Owned(self.ruler.fitting(ellipsis, cols).to_owned());
        }
        Cow::Owned(format!("{}{ellipsis}", self.ruler.fitting(&spelled, room)))
    }

    /// The part of a typed text around its cursor in at most `cols` columns, spelled, and the
    /// columns before the cursor in it: the beginning, or what stands before the cursor.
    pub fn around(&self, text: &str, before: &str, cols: usize) -> (String, usize) {
        let at = self.width(before);
        if at < cols {
            return (self.shorten(text, cols).into_owned(), at);
        }
        let shown = self.shorten_left(before, cols);
        let at = self.ruler.width(&shown);
        (shown, at)
    }

    /// A spelled text of at most `cols` columns that keeps its end.
    pub fn shorten_left(&self, text: &str, cols: usize) -> String {
        let spelled = self.spell(text);
        if self.ruler.width(&spelled) <= cols {
            return spelled.into_owned();
        }
        let room = cols.saturating_sub(self.ruler.width(self.ellipsis()));
        let mut rest: &str = &spelled;
        while self.ruler.width(rest) > room {
            let mut chars = rest.chars();
            chars.next();
            rest = chars.as_str();
        }
        format!("{}{rest}", self.ellipsis())
    }
}

/// The ASCII spelling of a glyph that may be two columns wide or missing.
fn ascii_of(c: char) -> Option<&'static str> {
    Some(match c {
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '≈' => "~",
        '“' | '”' | '„' => "\"",
        '‘' | '’' => "'",
        '…' => "..",
        '—' | '–' | '―' | '─' | '━' => "-",
        '·' | '•' | '∙' => ".",
        '×' => "x",
        '÷' => "/",
        '±' => "+-",
        '│' | '┃' => "|",
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => "+",
        '▇' | '█' | '■' => "#",
        '▁' | '□' => ".",
        '▏' | '▎' => "_",
        '▸' | '›' | '»' => ">",
        '‹' | '«' => "<",
        '→' => "->",
        '←' => "<-",
        '↑' => "^",
        '↓' => "v",
        '●' | '★' | '※' => "*",
        '○' | '☆' => "o",
        '√' => "v",
        '°' => "o",
        _ => return enclosed(c),
    })
}

/// ① to ⑳, as `(1)` to `(20)`.
fn enclosed(c: char) -> Option<&'static str> {
    const NUMBERS: [&str; 20] = [
        "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)",
        "(13)", "(14)", "(15)", "(16)", "(17)", "(18)", "(19)", "(20)",
    ];
    let index = u32::from(c).checked_sub(u32::from('①'))?;
    NUMBERS.get(index as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(ambiguous: AmbiguousWidth, ascii: bool) -> Look {
        Look::new(ambiguous, ascii, Theme::plain())
    }

    #[test]
    fn spelled_only_where_it_must_be() {
        let narrow = look(AmbiguousWidth::Narrow, false);
        assert_eq!(narrow.spell("“三公”≥96%"), "“三公”≥96%");
        assert_eq!(narrow.width("“三公”≥96%"), 10);
        for spelled in [
            look(AmbiguousWidth::Narrow, true),
            look(AmbiguousWidth::Wide, false),
        ] {
            assert_eq!(spelled.spell("“三公”≥96%…①"), "\"三公\">=96%..(1)");
            assert_eq!(spelled.width("≥96%"), 5);
        }
    }

    #[test]
    fn what_has_no_spelling_is_measured_wide() {
        assert_eq!(look(AmbiguousWidth::Wide, false).width("℃"), 2);
        assert_eq!(look(AmbiguousWidth::Narrow, true).width("℃"), 1);
    }

    #[test]
    fn shortened_from_either_end() {
        let narrow = look(AmbiguousWidth::Narrow, false);
        assert_eq!(narrow.shorten("社会保险中心", 9), "社会保险…");
        assert_eq!(narrow.shorten_left("社会保险中心", 9), "…保险中心");
        let ascii = look(AmbiguousWidth::Narrow, true);
        assert_eq!(ascii.shorten("社会保险中心", 9), "社会保..");
        assert_eq!(ascii.shorten("社会", 1), ".");
    }

    #[test]
    fn controls_become_marks() {
        let narrow = look(AmbiguousWidth::Narrow, false);
        assert_eq!(narrow.spell("公\u{1b}[31m"), "公\\x1B[31m");
    }
}
