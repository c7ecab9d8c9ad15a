/*!
The words of a line whose cells are lost.
*/

use crate::budget::Place;
use crate::narrow::narrow;
use crate::tables::{Cell, Line};

/// The words of a line, each with its place.
pub fn words(line: &Line) -> Vec<Cell> {
    let mut filled = line.cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next();
    let offset = first.map_or(0, |cell| cell.place.start);
    let end = filled
        .next_back()
        .or(first)
        .map_or(0, |cell| cell.place.end);
    let mut words = Vec::new();
    let mut start = None;
    let chars: Vec<char> = line.text.chars().chain([' ']).collect();
    let has_marks = chars.len() - 1 != end.saturating_sub(offset) as usize;
    for (index, c) in chars.iter().enumerate() {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(index),
            (true, Some(from)) => {
                let place = match has_marks {
                    // Marks that were taken out moved the words: they are somewhere in the line.
                    true => Place::span(line.number, offset, end),
                    false => Place::span(
                        line.number,
                        offset + narrow::<u32>(from),
                        offset + narrow::<u32>(index),
                    ),
                };
                words.push(Cell {
                    text: chars[from..index].iter().collect(),
                    place,
                });
                start = None;
            }
            _ => {}
        }
    }
    with_whole_figures(words)
}

/// Puts figures together that print a gap behind their separators: `4, 675. 21`.
fn with_whole_figures(words: Vec<Cell>) -> Vec<Cell> {
    let is_open = |text: &str, end: char| {
        let digits = text.trim_start_matches('-');
        digits.ends_with(end)
            && digits.starts_with(|c: char| c.is_ascii_digit())
            && digits
                .chars()
                .all(|c| c.is_ascii_digit() || c == ',' || c == end)
    };
    // Three digits after a comma, two after a point, and what may be open again behind them.
    let goes_on = |text: &str, count: usize| {
        let digits = text.trim_end_matches(['.', ',']);
        let first = digits.split([',', '.']).next().unwrap_or_default();
        first.len() == count && first.bytes().all(|b| b.is_ascii_digit())
    };
    let mut whole: Vec<Cell> = Vec::with_capacity(words.len());
    for word in words {
        match whole.last_mut() {
            Some(last)
                if is_open(&last.text, ',') && goes_on(&word.text, 3)
                    || is_open(&last.text, '.') && goes_on(&word.text, 2) =>
            {
                last.text.push_str(&word.text);
                last.place.end = word.place.end;
            }
            _ => whole.push(word),
        }
    }
    whole
}
