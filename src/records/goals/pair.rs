/*!
The name of an indicator and its value as words, before they are told apart from their neighbours.
*/

use crate::tables::Cell;
use crate::tables::lines::name;
use unicode_width::UnicodeWidthStr;

/// An indicator's name and value, as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The words of the name.
    pub name: Vec<Cell>,
    /// The words of the value.
    pub value: Vec<Cell>,
}

/// Words put together as a name.
pub fn joined(words: &[Cell]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    name(&texts.join(" "))
}

/// The words of a cell, line by line: how wide each line is.
pub fn line_widths(words: &[Cell]) -> Vec<usize> {
    let mut widths: Vec<(u32, usize)> = Vec::new();
    for word in words {
        let width = printed_width(&word.text);
        match widths.last_mut() {
            Some((line, sum)) if *line == word.place.line => *sum += width + 1,
            _ => widths.push((word.place.line, width)),
        }
    }
    widths.into_iter().map(|(_, width)| width).collect()
}

/// Columns that a text takes in print, where punctuation is set half as wide as a character.
pub fn printed_width(text: &str) -> usize {
    let narrow = text
        .chars()
        .filter(|c| matches!(c, '、' | '，' | '。' | '；' | '：' | '（' | '）'))
        .count();
    text.width() - narrow
}
