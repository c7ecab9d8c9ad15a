/*!
What is a heading over sentences.
*/

use crate::pattern::regex;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// 三、 （二） 第四部分
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+部分)",
    )
});

/// What ends a sentence.
pub const ENDS: [char; 3] = ['。', '！', '？'];

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex("^(?:19|20)[0-9]{2}年度?"));

/// How many characters a heading has at most.
const LONGEST: usize = 40;

/// Whether a text begins with an ordinal of a section.
pub fn has_ordinal(text: &str) -> bool {
    ORDINAL.is_match(text)
}

/// Whether a line is a heading: short, and marked as one or begun with an ordinal and ending no sentence.
pub fn is_heading(text: &str, is_marked: bool) -> bool {
    if text.chars().count() > LONGEST || text.contains("万元") {
        return false;
    }
    let plain = plain(text);
    let ends_open = !plain.ends_with(['。', '；', '，', '、', ';']);
    is_marked || ends_open && has_ordinal(&plain)
}

/// A heading without its ordinal and the dots and page number of a table of contents.
pub fn bare(text: &str) -> String {
    let plain = plain(text);
    let ordinal = ORDINAL.find(&plain).map_or(0, |found| found.end());
    let end = |c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | '-');
    let rest = plain.get(ordinal..).unwrap_or_default();
    rest.trim_end_matches(end).to_owned()
}

/// The titles that a table of contents has with ordinals: one may stand over its part without its ordinal, and with
/// the year that the contents leave out (四、单位预算编制说明, then 2026年单位预算编制说明).
#[derive(Debug, Default)]
pub struct Titles {
    names: HashSet<String>,
}

/// How many characters a title without an ordinal has at least.
const SHORTEST: usize = 4;

impl Titles {
    /// Takes in a heading.
    pub fn learn(&mut self, heading: &str) {
        let name = undated(&bare(heading)).to_owned();
        if has_ordinal(&plain(heading)) && name.chars().count() >= SHORTEST {
            self.names.insert(name);
        }
    }

    /// Whether a line is one of them.
    pub fn has(&self, line: &str) -> bool {
        self.names.contains(undated(&plain(line)))
    }
}

/// A title without the year that it begins with.
fn undated(title: &str) -> &str {
    let end = YEAR.find(title).map_or(0, |found| found.end());
    title.get(end..).unwrap_or_default()
}

/// A line without white space and the marks of Markdown.
pub fn plain(line: &str) -> String {
    line.chars().filter(|c| !is_mark(*c)).collect()
}

/// Whether a character says nothing in prose.
pub fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_short_and_ends_no_sentence() {
        assert!(is_heading("三、支出预算情况说明", false));
        assert!(is_heading("**（二）公务接待费**", false));
        assert!(is_heading("第四部分 名词解释", false));
        assert!(is_heading("其他说明", true));
        assert!(!is_heading("其他说明", false));
        assert!(!is_heading("一、收入预算 100 万元", false));
        assert!(!is_heading("一、加强管理，", false));
    }
}
