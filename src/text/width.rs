/*!
The one ruler: how many columns a text takes on a terminal.

社会保险 is 12 bytes, 4 characters and 8 columns; only columns line up. Some
characters of daily use (`≥ “ ” — │ …`) take one column on some terminals and two
on others, so a ruler knows which kind of terminal it measures for. A name that
does not fit ends in `…`; a figure is whole or `#`, because 3943.46 must never be
what is left of 133943.46.
*/

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How wide the terminal draws characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, clap::ValueEnum)]
pub enum AmbiguousWidth {
    /// One column.
    #[default]
    Narrow,
    /// Two columns, as some Chinese terminals do.
    Wide,
}

/// Measures text in terminal columns, grapheme by grapheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Ruler {
    /// How ambiguous characters count.
    pub ambiguous: AmbiguousWidth,
}

impl Ruler {
    /// A ruler for terminals that draw ambiguous characters one column wide.
    pub const NARROW: Ruler = Ruler {
        ambiguous: AmbiguousWidth::Narrow,
    };
    /// A ruler for terminals that draw them two columns wide.
    pub const WIDE: Ruler = Ruler {
        ambiguous: AmbiguousWidth::Wide,
    };

    /// A ruler for a terminal.
    pub fn new(ambiguous: AmbiguousWidth) -> Self {
        Self { ambiguous }
    }

    /// The columns that a text takes.
    pub fn width(self, text: &str) -> usize {
        text.chars()
            .map(width_alone)
            .sum::<Option<usize>>()
            .unwrap_or_else(|| text.graphemes(true).map(|g| self.grapheme(g)).sum())
    }

    /// The columns of one grapheme.
    fn grapheme(self, grapheme: &str) -> usize {
        match self.ambiguous {
            AmbiguousWidth::Narrow => grapheme.width(),
            AmbiguousWidth::Wide => grapheme.width_cjk(),
        }
    }

    /// A printed figure right-aligned in `cols` columns, or `#`s where it does not fit.
    pub fn figure(self, printed: &str, cols: usize) -> String {
        match cols.checked_sub(self.width(printed)) {
            Some(space) => " ".repeat(space) + printed,
            None => "#".repeat(cols),
        }
    }

    /// A text left-aligned in exactly `cols` columns, shortened where it does not fit.
    pub fn pad(self, text: &str, cols: usize) -> String {
        let mut padded = self.shorten(text, cols);
        let space = cols - self.width(&padded);
        padded.extend(std::iter::repeat_n(' ', space));
        padded
    }

    /// A name in at most `cols` columns: whole, or its beginning and `…`.
    pub fn shorten(self, text: &str, cols: usize) -> String {
        if self.width(text) <= cols {
            return text.to_owned();
        }
        let ellipsis = self.width("…");
        if cols < ellipsis {
            return " ".repeat(cols);
        }
        format!("{}…", self.fitting(text, cols - ellipsis))
    }

    /// The longest beginning of a text that takes at most `cols` columns.
    pub fn fitting(self, text: &str, cols: usize) -> &str {
        let mut taken = 0;
        for (at, grapheme) in text.grapheme_indices(true) {
            taken += self.grapheme(grapheme);
            if taken > cols {
                return text.get(..at).unwrap_or(text);
            }
        }
        text
    }
}

/// The columns of the characters that budgets mostly consist of, on every terminal. They
/// combine with none of their kind, so that a text of them needs no segmentation.
fn width_alone(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{3001}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_not_characters() {
        for (text, narrow, wide) in [
            ("社会保险", 8, 8),
            ("3943.95", 7, 7),
            ("“三公”经费", 10, 12),
            ("≥96%", 4, 5),
            ("─│…", 3, 6),
            ("e\u{301}", 1, 1),
            ("", 0, 0),
        ] {
            assert_eq!(Ruler::NARROW.width(text), narrow, "{text}");
            assert_eq!(Ruler::WIDE.width(text), wide, "{text}");
        }
    }

    #[test]
    fn characters_measured_alone_are_as_wide_as_segmented() {
        for c in ('\0'..='\u{FFFF}').filter(|&c| width_alone(c).is_some()) {
            let text = format!("a{c}中{c}");
            for ruler in [Ruler::NARROW, Ruler::WIDE] {
                let graphemes: Vec<&str> = text.graphemes(true).collect();
                assert_eq!(graphemes.len(), 4, "U+{:04X}", u32::from(c));
                let segmented: usize = graphemes.iter().map(|g| ruler.grapheme(g)).sum();
                assert_eq!(ruler.width(&text), segmented, "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn a_figure_is_whole_or_hashes() {
        let ruler = Ruler::NARROW;
        assert_eq!(ruler.figure("133,943.46", 12), "  133,943.46");
        assert_eq!(ruler.figure("133,943.46", 10), "133,943.46");
        assert_eq!(ruler.figure("133,943.46", 9), "#########");
        assert_eq!(ruler.figure("1", 0), "");
        assert_eq!(Ruler::WIDE.figure("—", 3), " —");
    }

    #[test]
    fn names_end_in_an_ellipsis() {
        let ruler = Ruler::NARROW;
        assert_eq!(ruler.shorten("社会保险中心", 12), "社会保险中心");
        assert_eq!(ruler.shorten("社会保险中心", 11), "社会保险中…");
        assert_eq!(ruler.shorten("社会保险中心", 10), "社会保险…");
        assert_eq!(Ruler::WIDE.shorten("社会保险中心", 11), "社会保险…");
        assert_eq!(ruler.shorten("社会", 1), "…");
        assert_eq!(Ruler::WIDE.shorten("社会", 1), " ");
    }

    #[test]
    fn padding_fills_exactly() {
        for ruler in [Ruler::NARROW, Ruler::WIDE] {
            for text in ["", "a", "社会保险中心", "“三公”经费"] {
                for cols in 0..16 {
                    assert_eq!(ruler.width(&ruler.pad(text, cols)), cols);
                    assert_eq!(ruler.width(&ruler.figure(text, cols)), cols);
                }
            }
        }
    }
}
