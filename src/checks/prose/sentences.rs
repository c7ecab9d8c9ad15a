/*!
The prose as whole sentences, those without figures too.
*/

use crate::budget::Place;
use crate::budget::prose::{self, Passage, ProseLine};
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
    let lines = subject.prose().filter(|(_, text)| !text.contains('\t'));
    let lines = lines.map(|(number, text)| ProseLine {
        number,
        text,
        is_marked: text.trim_start().starts_with('#'),
    });
    let sentences = prose::sentences(lines).into_iter();
    let with_places = sentences.map(|sentence| Sentence {
        section: prose::plain(sentence.section),
        part: prose::plain(sentence.part),
        places: sentence.passage(),
    });
    with_places
        .filter(|sentence| !sentence.text().is_empty())
        .collect()
}

/// Of each statement of the book, whether it goes on from the one before: between them stand at most sentences
/// without a subject of their own, such as 主要用于….
pub fn follows(subject: &Subject, sentences: &[Sentence]) -> Vec<bool> {
    let mut rest = sentences.iter();
    let mut found = Vec::new();
    for statement in &subject.book.statements {
        let text = prose::plain(&statement.sentence);
        let ahead = rest.clone();
        let between = ahead.take_while(|sentence| sentence.text() != text);
        let between: Vec<&Sentence> = between.collect();
        let is_there = between.len() < rest.len();
        let goes_on = |sentence: &&Sentence| {
            GOES_ON
                .iter()
                .any(|words| sentence.text().starts_with(words))
        };
        found.push(is_there && between.iter().all(goes_on));
        if is_there {
            rest.nth(between.len());
        }
    }
    found
}

/// What a sentence begins with that says more of the amount before it.
const GOES_ON: [&str; 4] = ["主要用于", "主要是", "主要包括", "用于"];
