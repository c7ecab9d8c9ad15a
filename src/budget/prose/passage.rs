/*!
The prose put together again.

A document that was made from pages wraps its sentences over lines and pages, so that
`增加（` ends one line and `减少）` begins another. A passage is what stands under one
ordinal or heading, its lines joined without spaces, and it knows where each of its
characters stands.
*/

use super::heading::has_ordinal;
use crate::budget::Place;
use std::ops::Range;

/// The text under one ordinal or heading.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    /// The text without spaces.
    pub text: String,
    /// Where each character begins in `text`, its line and its number in the line.
    places: Vec<(usize, u32, u32)>,
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
        let end = |c: char| "，。；：,;:（(0123456789".contains(c);
        let text = self.text.trim_start_matches(['#', '*', '（', '(', '-']);
        let cut = text.find(end).unwrap_or(text.len());
        text.get(..cut).unwrap_or(text).chars().take(24).collect()
    }
}

/// The passages of numbered lines of prose, in order.
pub fn passages<'a>(prose: impl Iterator<Item = (u32, &'a str)>) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut open = Passage::default();
    for (number, line) in prose {
        let text = line.trim_start_matches(['-', ' ', '\u{3000}', '*', '\u{c}']);
        if (text.starts_with('#') || has_ordinal(text)) && !open.text.is_empty() {
            all.push(std::mem::take(&mut open));
        }
        open.add(number, line);
    }
    if !open.text.is_empty() {
        all.push(open);
    }
    all
}
