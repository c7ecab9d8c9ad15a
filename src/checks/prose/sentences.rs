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
    /// The heading of its part: 第四部分 名词解释.
    part: String,
    places: Passage,
}

impl Sentence {
    /// Its text.
    pub fn text(&self) -> &str {
        &self.places.text
    }

    /// Whether it explains words: the glossary has headings of its own below its title.
    pub fn is_of_glossary(&self) -> bool {
        [&self.section, &self.part]
            .iter()
            .any(|heading| heading.contains("名词解释"))
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
    let mut heading = Heading::default();
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '#');
    for (number, line) in subject.prose() {
        if line.contains('\t') {
            continue;
        }
        let plain: String = line.chars().filter(|c| !is_mark(*c)).collect();
        if is_heading(&plain) {
            close(&mut sentences, &mut open, &heading);
            if plain.starts_with('第') {
                heading.part.clone_from(&plain);
            }
            heading.section = plain;
            continue;
        }
        for (column, c) in (0u32..).zip(line.chars()).filter(|(_, c)| !is_mark(*c)) {
            open.push(number, column, c);
            if c == '。' {
                close(&mut sentences, &mut open, &heading);
            }
        }
    }
    close(&mut sentences, &mut open, &heading);
    sentences
}

/// The headings above a sentence.
#[derive(Default)]
struct Heading {
    section: String,
    part: String,
}

fn close(sentences: &mut Vec<Sentence>, open: &mut Passage, heading: &Heading) {
    let places = std::mem::take(open);
    if !places.text.is_empty() {
        sentences.push(Sentence {
            section: heading.section.clone(),
            part: heading.part.clone(),
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
