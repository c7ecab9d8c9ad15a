/*!
The prose put together again.

A document that was made from pages wraps its sentences over lines and pages, so that
`增加（` ends one line and `减少）` begins another. A passage is what stands under one
ordinal or heading, its lines joined without spaces, and it knows where each of its
characters stands.
*/

use super::heading::{ENDS, Titles, has_ordinal, is_heading};
use crate::budget::Place;
use std::ops::Range;

/// The text under one ordinal or heading.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    /// The text without spaces.
    pub text: String,
    /// Where each character begins in `text`, its line and its number in the line.
    places: Vec<(usize, u32, u32)>,
    /// Whether its first line is a title that the contents list.
    is_titled: bool,
}

impl Passage {
    fn add(&mut self, line: u32, text: &str) {
        for (column, character) in (0u32..).zip(text.chars()) {
            if !character.is_whitespace() {
                self.push(line, column, character);
            }
        }
    }

    /// Adds one character, which stands at a column of a line.
    pub fn push(&mut self, line: u32, column: u32, character: char) {
        self.places.push((self.text.len(), line, column));
        self.text.push(character);
    }

    /// Where a piece of the text stands; of a piece that runs over lines, the part on the first.
    pub fn place(&self, piece: Range<usize>) -> Place {
        let first = self.places.partition_point(|(at, ..)| *at < piece.start);
        let Some(&(_, line, start)) = self.places.get(first) else {
            return Place::default();
        };
        let end = self
            .places
            .iter()
            .skip(first)
            .take_while(|(at, place_line, _)| *at < piece.end && *place_line == line)
            .last()
            .map_or(start + 1, |(.., column)| column + 1);
        Place::span(line, start, end)
    }

    /// Whether a piece of the text stands on one line.
    pub fn is_on_one_line(&self, piece: &Range<usize>) -> bool {
        let line = |byte: usize| {
            let at = self.places.partition_point(|(start, ..)| *start <= byte);
            self.places
                .get(at.saturating_sub(1))
                .map(|(_, line, _)| *line)
        };
        line(piece.start) == line(piece.end.saturating_sub(1))
    }

    /// The characters before a byte of the text, at most so many.
    pub fn before(&self, at: usize, most: usize) -> &str {
        let here = self.places.partition_point(|(byte, ..)| *byte < at);
        let start = self
            .places
            .get(here.saturating_sub(most))
            .map_or(at, |(byte, ..)| *byte);
        self.text.get(start.min(at)..at).unwrap_or_default()
    }

    /// The characters before a byte of the text that stand on its line, at most so many.
    pub fn lead(&self, at: usize, most: usize) -> &str {
        let here = self.places.partition_point(|(byte, ..)| *byte < at);
        let line_here = self.places.get(here).map(|(_, line, _)| *line);
        let places = self.places.get(..here).unwrap_or_default();
        let start = places
            .iter()
            .rev()
            .take(most)
            .take_while(|(_, line, _)| Some(*line) == line_here)
            .last()
            .map_or(at, |(byte, ..)| *byte);
        self.text.get(start..at).unwrap_or_default()
    }

    /// The character right before a byte of the text, and the one right after another.
    pub fn around(&self, piece: &Range<usize>) -> (Option<char>, Option<char>) {
        (
            self.text
                .get(..piece.start)
                .and_then(|text| text.chars().next_back()),
            self.text
                .get(piece.end..)
                .and_then(|text| text.chars().next()),
        )
    }

    /// What the passage begins with, short enough for a message.
    pub fn heading(&self) -> String {
        let first_line = self.first_line();
        // A heading has its line to itself; words that begin a sentence may run on.
        let (text, ends) = match self.is_titled || is_heading(first_line, false) {
            true => (first_line, "。；：;:"),
            false => (self.text.as_str(), "，。；：,;:（(0123456789"),
        };
        let end = |c: char| ends.contains(c);
        let text = text.trim_start_matches(['#', '*', '-']);
        let ordinal = text
            .starts_with(['（', '('])
            .then(|| text.find(['）', ')']).map_or(0, |at| at + '）'.len_utf8()))
            .filter(|end| *end <= LONGEST_ORDINAL && text.is_char_boundary(*end))
            .unwrap_or(0);
        let year = |text: &str| text.starts_with("20");
        let (ordinal, rest) = text.split_at(ordinal);
        let from = if year(rest) { "2026".len() } else { 0 };
        let cut = rest.get(from..).and_then(|rest| rest.find(end));
        let cut = cut.map_or(rest.len(), |at| at + from);
        let name: String = rest.get(..cut).unwrap_or(rest).chars().take(24).collect();
        format!("{ordinal}{name}")
    }

    /// The characters on the line that it begins on.
    fn first_line(&self) -> &str {
        let Some((_, first, _)) = self.places.first() else {
            return "";
        };
        let end = self.places.iter().find(|(_, line, _)| line != first);
        let end = end.map_or(self.text.len(), |(byte, ..)| *byte);
        self.text.get(..end).unwrap_or_default()
    }
}

/// How many bytes an ordinal in brackets has at most: （十二）.
const LONGEST_ORDINAL: usize = 15;

/// The passages of numbered lines of prose, in order.
pub fn passages<'a>(prose: impl Iterator<Item = (u32, &'a str)>) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut open = Passage::default();
    let mut promised = Titles::default();
    for (number, line) in prose {
        let text = line.trim_start_matches(['-', ' ', '\u{3000}', '*', '\u{c}']);
        // A page's number may stand between.
        let said = open
            .text
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        let is_title = said.ends_with(ENDS) && promised.has(text);
        if is_heading(text, false) {
            promised.learn(text);
        }
        if (text.starts_with('#') || has_ordinal(text) || is_title) && !open.text.is_empty() {
            all.push(std::mem::take(&mut open));
            open.is_titled = is_title;
        }
        open.add(number, line);
    }
    if !open.text.is_empty() {
        all.push(open);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_called_by_its_heading() {
        let lines = [
            "三、名词解释",
            "四、编制说明",
            "（八）机关运行经费：指日常经费。",
            "5",
            "2026年编制说明",
            "收入增加（减少）的原因",
            "（九）“三公”经费说明",
            "某局增加0万元。",
        ];
        let found = passages((1..).zip(lines));
        let names: Vec<String> = found.iter().map(Passage::heading).collect();
        let expected = [
            "三、名词解释",
            "四、编制说明",
            "（八）机关运行经费",
            "2026年编制说明",
            "（九）“三公”经费说明",
        ];
        assert_eq!(names, expected);
    }
}
