/*!
The prose as whole sentences, those without figures too.
*/

use super::super::subject::Subject;

/// A sentence, white space and marks taken out, with the line that it begins on.
#[derive(Debug)]
pub(super) struct Sentence {
    /// The line of the document.
    pub line: u32,
    /// The heading before it.
    pub section: String,
    /// Its text.
    pub text: String,
}

/// The sentences outside of the tables.
pub(super) fn read(subject: &Subject) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut open = String::new();
    let mut begin = 0;
    let mut section = String::new();
    for (number, line) in subject.prose() {
        if line.contains('\t') {
            continue;
        }
        let plain: String = line
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '#'))
            .collect();
        if is_heading(&plain) {
            close(&mut sentences, &mut open, begin, &section);
            section = plain;
            continue;
        }
        for piece in plain.split_inclusive('。') {
            if open.is_empty() {
                begin = number;
            }
            open.push_str(piece);
            if piece.ends_with('。') {
                close(&mut sentences, &mut open, begin, &section);
            }
        }
    }
    close(&mut sentences, &mut open, begin, &section);
    sentences
}

fn close(sentences: &mut Vec<Sentence>, open: &mut String, line: u32, section: &str) {
    if !open.is_empty() {
        sentences.push(Sentence {
            line,
            section: section.to_owned(),
            text: std::mem::take(open),
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
