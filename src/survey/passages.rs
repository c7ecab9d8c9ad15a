/*!
原文: the sentences and rows of a document that have some words.
*/

use super::words::folded;
use crate::budget::prose::pieces;
use crate::budget::{Place, Source};

/// A sentence or a printed row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPassage {
    /// The text with its white space made single.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// The passages that have all of the words, in any order, in the document's order. Upper and lower case
/// are one, and white space inside a word of the document is where its line was set apart.
pub fn passages(source: &Source, words: &[String]) -> Vec<FoundPassage> {
    let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in (1..).zip(source.text.lines()) {
        // Most lines have none of the words, and are not divided for that.
        let whole = folded(line);
        if !words.iter().all(|word| whole.contains(word)) {
            continue;
        }
        for (start, sentence) in pieces(line) {
            let squeezed = folded(sentence);
            if words.iter().all(|word| squeezed.contains(word)) {
                let length = u32::try_from(sentence.chars().count()).unwrap_or(u32::MAX);
                found.push(FoundPassage {
                    text: sentence.split_whitespace().collect::<Vec<_>>().join(" "),
                    place: Place::span(number, start, start.saturating_add(length)),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, words: &[&str]) -> Vec<(String, Place)> {
        let source = Source {
            file_name: "a.txt".to_owned(),
            sha256: String::new(),
            text: text.to_owned(),
            locations: Default::default(),
            files: Vec::new(),
        };
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let all = passages(&source, &words).into_iter();
        all.map(|passage| (passage.text, passage.place)).collect()
    }

    #[test]
    fn words_stand_in_any_order_in_one_sentence() {
        let text = "一、概况\n本级有退休人员12人。另有在职人员。\n退休\t人员经费\t3.00";
        assert_eq!(
            found(text, &["人员", "退休"]),
            [
                ("本级有退休人员12人。".to_owned(), Place::span(2, 0, 11)),
                ("退休 人员经费 3.00".to_owned(), Place::span(3, 0, 12)),
            ]
        );
        assert_eq!(found(text, &["在职", "退休"]), []);
        assert_eq!(found(text, &["退休人员"]).len(), 2);
    }

    #[test]
    fn no_word_finds_nothing() {
        assert_eq!(found("一、概况", &[" "]), []);
    }
}
