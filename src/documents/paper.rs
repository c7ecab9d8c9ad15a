/*!
The paper that readers of formats without lines write a document's text on.

A paragraph becomes a line, a row of a table a line of cells between tabs, and each
cell remembers where it stands in the file. The steps after this one read that text as
they read any other, so that a table means the same whatever file it came in.
*/

use super::Text;
use crate::budget::{Anchor, Location, Locations, Note, Place};
use crate::narrow::narrow;
use unicode_width::UnicodeWidthStr;

/// A document's text while it is being written.
#[derive(Debug)]
pub struct Paper {
    text: String,
    /// The number of the line that is written next, from 1.
    next: u32,
    anchors: Vec<Anchor>,
    gaps: Vec<Note>,
    remarks: Vec<Note>,
}

impl Default for Paper {
    fn default() -> Self {
        Self::new()
    }
}

impl Paper {
    /// A blank paper.
    pub fn new() -> Self {
        Self {
            text: String::new(),
            next: 1,
            anchors: Vec::new(),
            gaps: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Writes a paragraph; a line break in it goes on a line of its own.
    pub fn paragraph(&mut self, text: &str, location: &Location) {
        for part in text.split('\n') {
            self.row([(part, Some(location))]);
        }
    }

    /// Writes a row of cells; what stands in no cell of its own (the further columns of a
    /// merged cell) is empty and has no location.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = (&'c str, Option<&'c Location>)>) {
        let mut start = 0u32;
        let mut first = true;
        for (text, location) in cells {
            if !first {
                self.text.push('\t');
                start += 1;
            }
            first = false;
            let before = self.text.len();
            push_joined(&mut self.text, text);
            let end = start + narrow::<u32>(self.text[before..].chars().count());
            if let Some(location) = location {
                self.anchors.push(Anchor {
                    place: Place::span(self.next, start, end),
                    location: location.clone(),
                });
            }
            start = end;
        }
        self.end_line();
    }

    /// Writes a line whose texts stand in columns of the line, with blanks between them; a text whose
    /// column is taken follows the one before it. `begins_page` sets the mark of a new page before it.
    pub fn laid<'c>(
        &mut self,
        texts: impl IntoIterator<Item = (usize, &'c str, &'c Location)>,
        begins_page: bool,
    ) {
        let mut at = 0u32;
        if begins_page {
            self.text.push('\u{c}');
            at += 1;
        }
        let mut column = 0;
        for (wanted, text, location) in texts {
            let blanks = wanted.saturating_sub(column).max(usize::from(column > 0));
            self.text.extend(std::iter::repeat_n(' ', blanks));
            let start = at + narrow::<u32>(blanks);
            let before = self.text.len();
            push_joined(&mut self.text, text);
            let written = &self.text[before..];
            at = start + narrow::<u32>(written.chars().count());
            column += blanks + written.width();
            self.anchors.push(Anchor {
                place: Place::span(self.next, start, at),
                location: location.clone(),
            });
        }
        self.end_line();
    }

    /// Writes a paragraph whose lines were wrapped: one line again, each part with its place.
    pub fn joined<'c>(&mut self, parts: impl IntoIterator<Item = (&'c str, &'c Location)>) {
        let mut start = 0u32;
        for (text, location) in parts {
            let begins_a_word = text.starts_with(|c: char| c.is_ascii_alphabetic());
            if begins_a_word && self.text.ends_with(|c: char| c.is_ascii_alphabetic()) {
                self.text.push(' ');
                start += 1;
            }
            let before = self.text.len();
            push_joined(&mut self.text, text);
            let end = start + narrow::<u32>(self.text[before..].chars().count());
            self.anchors.push(Anchor {
                place: Place::span(self.next, start, end),
                location: location.clone(),
            });
            start = end;
        }
        self.end_line();
    }

    /// Writes what a reader made of a file that lies in this one.
    pub fn include(&mut self, text: &Text) {
        let before = self.next - 1;
        let moved = |place: Place| Place {
            line: place.line + before,
            ..place
        };
        let lines = text.text.trim_end_matches('\n').split('\n');
        for line in lines {
            self.text.push_str(line);
            self.end_line();
        }
        let anchors = text.locations.anchors().iter();
        self.anchors.extend(anchors.map(|anchor| Anchor {
            place: moved(anchor.place),
            location: anchor.location.clone(),
        }));
        let note = |note: &Note| Note {
            place: moved(note.place),
            ..note.clone()
        };
        self.gaps.extend(text.gaps.iter().map(note));
        self.remarks.extend(text.remarks.iter().map(note));
        self.blank();
    }

    /// Leaves a line blank.
    pub fn blank(&mut self) {
        self.end_line();
    }

    /// Says that something of the file is missing here, and why.
    pub fn gap(&mut self, message: String) {
        let note = self.note(message);
        self.gaps.push(note);
    }

    /// Says what a reader of the file should know, where nothing of it is missing.
    pub fn remark(&mut self, message: String) {
        let note = self.note(message);
        self.remarks.push(note);
    }

    /// A note on the line that was written last.
    fn note(&self, message: String) -> Note {
        Note {
            place: Place::line(self.next.saturating_sub(1).max(1)),
            excerpt: String::new(),
            message,
        }
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.next += 1;
    }

    /// The text as it was written.
    pub fn finish(self) -> Text {
        Text {
            text: self.text,
            locations: Locations::new(self.anchors),
            gaps: self.gaps,
            remarks: self.remarks,
            recognised: Vec::new(),
        }
    }
}

/// Line breaks and tabs inside a cell come from its wrapping: they become spaces, which names
/// lose between Chinese characters.
fn push_joined(out: &mut String, text: &str) {
    let mut gap = false;
    for c in text.trim().chars() {
        if matches!(c, '\n' | '\r' | '\t') {
            gap = true;
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(sign(c));
    }
}

/// Signs of the Symbol font that lie at places of nobody's where the font is lost.
fn sign(c: char) -> char {
    match c {
        '\u{F02D}' => '-',
        '\u{F0A3}' => '≤',
        '\u{F0B1}' => '±',
        '\u{F0B3}' => '≥',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_remember_where_they_stand() {
        let cell = |cell: &str| Location::Cell {
            sheet: "表".to_owned(),
            cell: cell.to_owned(),
        };
        let (a, b) = (cell("A1"), cell("C1"));
        let mut paper = Paper::new();
        paper.paragraph("支出总表", &a);
        paper.row([("社会\n保障", Some(&a)), ("", None), ("5.00", Some(&b))]);
        let text = paper.finish();
        assert_eq!(text.text, "支出总表\n社会 保障\t\t5.00\n");
        assert_eq!(text.locations.at(Place::span(2, 7, 11)), Some(&b));
        assert_eq!(text.locations.at(Place::span(2, 0, 2)), Some(&a));
    }
}
