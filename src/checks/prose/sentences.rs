/*!
The prose as whole sentences, those without figures too.
*/

use crate::budget::Place;
use crate::checks::kernel::passages::Passage;
use crate::checks::kernel::subject::Subject;
use std::ops::Range;

/// A sentence, white space and marks taken out.
#[derive(Debug)]
pub struct Sentence {
    /// The heading before it.
    pub section: String,
    places: Passage,
}

impl Sentence {
    /// Its text.
    pub fn text(&self) -> &str {
        &self.places.text
    }

    /// Where a piece of the text stands.
    pub fn place(&self, piece: Range<usize>) -> Place {
        self.places.place(piece)
    }
}

/// The sentences outside of the tables.
pub fn read(subject: &Subject) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut open = Passage::default();
    let mut section = String::new();
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '#');
    for (number, line) in subject.prose() {
        if line.contains('\t') {
            continue;
        }
        let plain: String = line.chars().filter(|c| !is_mark(*c)).collect();
        if is_heading(&plain) {
            close(&mut sentences, &mut open, &section);
            section = plain;
            continue;
        }
        for (column, c) in (0u32..).zip(line.chars()).filter(|(_, c)| !is_mark(*c)) {
            open.push(number, column, c);
            if c == '。' {
                close(&mut sentences, &mut open, &section);
            }
        }
    }
    close(&mut sentences, &mut open, &section);
    sentences
}

fn close(sentences: &mut Vec<Sentence>, open: &mut Passage, section: &str) {
    let places = std::mem::take(open);
    if !places.text.is_empty() {
        sentences.push(Sentence {
            section: section.to_owned(),
            places,
        });
    }
}

/// A short line that begins with an ordinal and ends no sentence.
fn is_heading(plain: &str) -> bool {
    let is_short = plain.chars().count() <= 40 && !plain.contains("万元");
    let ordinal = plain.trim_start_matches(['（', '(', '第']);
    let is_numbered = ordinal
        .starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
        && ordinal
            .trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
            .starts_with(['、', '）', ')', '部']);
    is_short && is_numbered && !plain.ends_with(['。', '；', '，', '、'])
}
