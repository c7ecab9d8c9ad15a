/*!
Lines of prose as sentences, each under its headings.

Text that came out of a PDF wraps its sentences over lines and pages; they are put together again up to
their full stop or the next heading.
*/

use super::heading::{ENDS, Titles, is_heading, is_mark, plain};
use super::passage::Passage;

/// A line of prose.
#[derive(Debug, Clone, Copy)]
pub struct ProseLine<'l> {
    /// Its number in the document.
    pub number: u32,
    /// Its text.
    pub text: &'l str,
    /// Whether Markdown marks it as a heading.
    pub is_marked: bool,
}

/// What of a line belongs to one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'l> {
    /// The line's number.
    pub line: u32,
    /// The number of the character of the line that it begins with.
    pub start: u32,
    /// Its text.
    pub text: &'l str,
}

/// A sentence, or the words between two headings that end none.
#[derive(Debug, Clone, Default)]
pub struct Sentence<'l> {
    /// The heading before it, as printed.
    pub section: &'l str,
    /// The heading of its part, as printed: 第四部分 名词解释.
    pub part: &'l str,
    /// Where it stands, line by line.
    pub pieces: Vec<Piece<'l>>,
}

impl<'l> Sentence<'l> {
    /// Its text without white space and marks, with the place of each character.
    pub fn passage(&self) -> Passage {
        let mut passage = Passage::default();
        for piece in &self.pieces {
            let characters = (piece.start..).zip(piece.text.chars());
            for (column, c) in characters.filter(|(_, c)| !is_mark(*c)) {
                passage.push(piece.line, column, c);
            }
        }
        passage
    }

    /// Whether it has not begun, or what it has may be a page's number.
    fn is_closed(&self) -> bool {
        let has_words = |piece: &Piece| {
            piece
                .text
                .chars()
                .any(|c| !c.is_ascii_digit() && !is_mark(c))
        };
        !self.pieces.iter().any(has_words)
    }

    fn close(&mut self, closed: &mut Vec<Sentence<'l>>) {
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            closed.push(Sentence {
                pieces,
                ..self.clone()
            });
        }
    }
}

/// The pieces of a line up to the end of each sentence, with the character that each begins with.
pub fn pieces(line: &str) -> impl Iterator<Item = (u32, &str)> {
    let pieces = line.split_inclusive(ENDS);
    pieces.scan(0u32, |next, piece| {
        let start = *next;
        let length = u32::try_from(piece.chars().count()).unwrap_or(u32::MAX);
        *next = start.saturating_add(length);
        Some((start, piece))
    })
}

/// The sentences of lines of prose, in their order.
pub fn sentences<'l>(lines: impl IntoIterator<Item = ProseLine<'l>>) -> Vec<Sentence<'l>> {
    let mut closed = Vec::new();
    let mut open = Sentence::default();
    let mut promised = Titles::default();
    for line in lines {
        // What the contents list with an ordinal may stand over its part without one.
        if open.is_closed() && promised.has(line.text) {
            open.close(&mut closed);
            open.section = line.text;
            continue;
        }
        if is_heading(line.text, line.is_marked) {
            open.close(&mut closed);
            if plain(line.text).starts_with('第') {
                open.part = line.text;
            }
            open.section = line.text;
            promised.learn(line.text);
            continue;
        }
        for (start, text) in pieces(line.text) {
            open.pieces.push(Piece {
                line: line.number,
                start,
                text,
            });
            if text.ends_with(ENDS) {
                open.close(&mut closed);
            }
        }
    }
    open.close(&mut closed);
    closed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Place;

    fn read<'l>(lines: &[&'l str]) -> (Vec<Sentence<'l>>, Vec<String>) {
        let lines = (1..).zip(lines).map(|(number, text)| ProseLine {
            number,
            text,
            is_marked: false,
        });
        let found = sentences(lines);
        let texts = found.iter().map(|found| found.passage().text);
        let texts = texts.collect();
        (found, texts)
    }

    #[test]
    fn a_sentence_goes_on_over_lines() {
        let lines = [
            "三、支出情况",
            "支出 3.00 万元，",
            "其中：项目 1.00 万元。下年",
        ];
        let (found, texts) = read(&lines);
        assert_eq!(texts, ["支出3.00万元，其中：项目1.00万元。", "下年"]);
        assert!(found.iter().all(|found| found.section == "三、支出情况"));
        let (passage, project) = (found[0].passage(), texts[0].find("项目").unwrap_or(0));
        assert_eq!(passage.place(project..project + 6), Place::span(3, 3, 5));
    }

    #[test]
    fn a_title_of_the_contents_stands_over_its_part_without_an_ordinal() {
        let lines = [
            "三、名词解释",
            "四、编制说明",
            "八、绩效目标",
            "2024年编制说明",
            "收入预算 3.00 万元，比上年",
            "编制说明",
            "增加。",
        ];
        let (found, texts) = read(&lines);
        assert_eq!(texts, ["收入预算3.00万元，比上年编制说明增加。"]);
        assert_eq!(found[0].section, "2024年编制说明");
    }
}
