/*!
Which lines are those of a table that has no vertical lines.

A line of several words apart from each other may be one; lines of one word between and
next to them are names that wrapped, or rows without figures. Titles, units and sentences
end a table.
*/

use super::super::drawing::{Length, POINT, Rule};
use super::super::words::Word;
use crate::documents::pdf::parts::FreeLine;
use regex::Regex;
use std::sync::LazyLock;

/// Words on one height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// The words, from left to right.
    pub words: Vec<Word>,
}

/// Lines that may form a table.
pub struct Region {
    /// The lines, from top to bottom.
    pub lines: Vec<TextLine>,
    /// The ruling lines of the page, from left to right.
    pub rules: Vec<Rule>,
}

/// A part of a page outside of grids.
pub enum Segment {
    /// A line of text.
    Line(TextLine),
    /// What may be a table.
    Region(Region),
}

/// What says that a line is no row: a title, a unit of money, a note, a sentence.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static NO_ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:注|备注|说明)[：:]|(?:单位|部门|名称)(?:名称|（[^）]*）)?[：:]|单位[：:].*元|^第.{1,3}部分|。|[总情明预决支采目]\S{0,4}表$|^公开\S*表|^预算\S*表|；$")
        .expect("a valid pattern")
});

/// What ends the line above a table.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static UNIT_OF_MONEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"单位[：:].*元$").expect("a valid pattern"));

/// The shortest ruling line of a table.
const SHORTEST_RULE: Length = 100 * POINT;

/// Headings of two characters that are set far apart.
const SPREAD: [&str; 12] = [
    "收入", "支出", "项目", "科目", "合计", "小计", "总计", "金额", "名称", "编码", "单位", "备注",
];

impl TextLine {
    /// The upper edge.
    pub fn top(&self) -> Length {
        self.words.iter().map(Word::top).min().unwrap_or(0)
    }

    /// The lower edge.
    pub fn bottom(&self) -> Length {
        self.words.iter().map(Word::bottom).max().unwrap_or(0)
    }

    /// The size of its font.
    pub fn size(&self) -> Length {
        self.words.iter().map(|word| word.size).max().unwrap_or(0)
    }

    /// From the left edge to the right one.
    pub fn width(&self) -> Length {
        let left = self.words.first().map_or(0, |word| word.left);
        self.words.iter().map(|word| word.right).max().unwrap_or(0) - left
    }

    /// Whether it prints an amount, or figures beside each other.
    pub fn prints_amount(&self) -> bool {
        let whole = self
            .words
            .iter()
            .filter(|word| is_whole(&word.text))
            .count();
        self.amounts() > 0 || whole > 1
    }

    fn amounts(&self) -> usize {
        self.words
            .iter()
            .filter(|word| is_amount(&word.text))
            .count()
    }

    /// Whether the rows of figures begin here: an amount, a code, an ordinal or the numbers of
    /// the columns.
    pub fn begins_body(&self) -> bool {
        self.prints_amount()
            || self.words.iter().any(|word| is_ordinal(&word.text))
            || self
                .words
                .first()
                .is_some_and(|word| begins_row(&word.text))
    }

    /// Whether it prints the numbers of the columns: 栏次 1 2 3.
    pub fn numbers_columns(&self) -> bool {
        let mut last = 0;
        let mut counts_on = |text: &str| {
            let number: Option<u32> = text.parse().ok();
            let goes_on = number.is_some_and(|number| number > last && number <= last + 2);
            last = number.unwrap_or(last);
            goes_on
        };
        let is_label = |text: &str| text == "栏次" || text == "**";
        // Two numbers without a label may be what two columns count.
        let is_labelled = self.words.iter().any(|word| is_label(&word.text));
        let least = if is_labelled { 2 } else { 3 };
        self.words.len() >= least
            && self
                .words
                .iter()
                .all(|word| is_label(&word.text) || counts_on(&word.text))
            && last > 0
    }

    /// Whether it is a row of a table: its words stand apart and are no entry of a list of
    /// contents.
    fn is_row(&self) -> bool {
        let leads_to_page = self.words.last().is_some_and(|word| is_page(&word.text))
            && self.words.len() < 4
            && self.amounts() == 0
            && !self.begins_with_code();
        self.words.len() > 1 && self.begins_body() && !leads_to_page
    }

    /// Whether it says how high a row stands: by an amount or its code.
    pub fn is_anchor(&self) -> bool {
        self.prints_amount() || self.begins_with_code()
    }

    /// Whether its first word is a code, and no year.
    fn begins_with_code(&self) -> bool {
        let first = self.words.first().map_or("", |word| word.text.as_str());
        let is_year = first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
        first.len() >= 3 && is_whole(first) && !is_year
    }

    /// The line with its spread words whole: 收 入 is one heading, however wide the blank between its
    /// characters, where others are farther away. The ends of two headings that wrapped, 费 and 费, are none.
    pub fn gathered(&self) -> TextLine {
        let gap = |at: usize| {
            let (word, next) = (self.words.get(at)?, self.words.get(at + 1)?);
            Some(next.left - word.right)
        };
        let is_spread = |at: usize| {
            let word = format!("{}{}", self.words[at].text, self.words[at + 1].text);
            let own = gap(at).unwrap_or(0);
            let is_farther = |gap: Option<Length>| gap.is_none_or(|gap| own <= gap + gap / 10);
            SPREAD.contains(&word.as_str())
                && is_farther(at.checked_sub(1).and_then(gap))
                && is_farther(gap(at + 1))
        };
        let mut words: Vec<Word> = Vec::with_capacity(self.words.len());
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let mut word = word.clone();
            if let Some(next) = self.words.get(at + 1).filter(|_| is_spread(at)) {
                word.text.push_str(&next.text);
                word.right = next.right;
                at += 1;
            }
            words.push(word);
            at += 1;
        }
        TextLine { words }
    }

    /// The line as text whose wide gaps divide it.
    pub fn free(self) -> FreeLine {
        let (top, bottom) = (self.top(), self.bottom());
        let mut parts: Vec<Word> = Vec::new();
        for word in self.words {
            match parts.last_mut() {
                Some(part) if word.left - part.right < part.size.max(word.size) * 2 => {
                    part.text.push(' ');
                    part.text.push_str(&word.text);
                    part.right = part.right.max(word.right);
                    part.size = part.size.max(word.size);
                }
                _ => parts.push(word),
            }
        }
        FreeLine { parts, top, bottom }
    }

    /// The line with each word a part of its own.
    pub fn apart(self) -> FreeLine {
        let (top, bottom) = (self.top(), self.bottom());
        FreeLine {
            parts: self.words,
            top,
            bottom,
        }
    }

    /// Whether it is the same line printed again, as headings are.
    fn says_the_same(&self, other: &TextLine) -> bool {
        let texts = |line: &TextLine| -> Vec<String> {
            line.words.iter().map(|word| word.text.clone()).collect()
        };
        texts(self) == texts(other)
    }

    /// Whether it names the unit of money, which stands above a table.
    pub fn says_unit(&self) -> bool {
        self.words
            .last()
            .is_some_and(|word| UNIT_OF_MONEY.is_match(&word.text))
    }

    fn is_no_row(&self) -> bool {
        self.words.iter().any(|word| NO_ROW.is_match(&word.text))
    }

    /// Whether it is as long as sentences are, and no name that wrapped in a row beside it.
    fn is_sentence(&self, before: Option<&TextLine>, after: Option<&TextLine>) -> bool {
        let beside = |other: Option<&TextLine>| {
            other.is_some_and(|other| {
                let gap = (other.top() - self.bottom()).max(self.top() - other.bottom());
                other.words.len() > 1 && gap * 10 <= self.size() * 4
            })
        };
        let is_long = self.words.len() == 1 && self.width() > self.size() * 24;
        is_long && !beside(before) && !beside(after)
    }
}

/// A figure with decimals or with its thousands apart.
pub fn is_amount(text: &str) -> bool {
    text.contains(['.', ','])
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// Whether a text begins with an ordinal, as items of a table do.
fn is_ordinal(text: &str) -> bool {
    let open = text.starts_with(['（', '(']);
    let rest = text.trim_start_matches(['（', '(']);
    let count = rest
        .chars()
        .take_while(|c| "一二三四五六七八九十".contains(*c))
        .count();
    let after = rest.chars().nth(count);
    count > 0
        && match after {
            Some('、' | '.' | '．') => true,
            Some('）' | ')') => open,
            _ => false,
        }
}

/// Whether a first text is a code or stands before the numbers of columns.
fn begins_row(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = text.len() >= 3 && is_whole(&text);
    is_code || text == "栏次"
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text may be the number of a page.
fn is_page(text: &str) -> bool {
    is_whole(text) && text.len() <= 4
}

/// Of lines from top to bottom what may be a table.
pub fn segments(lines: Vec<TextLine>, horizontal: &[Rule]) -> Vec<Segment> {
    let is_long = |rule: &&Rule| rule.to - rule.from >= SHORTEST_RULE;
    let rules: Vec<Rule> = horizontal.iter().filter(is_long).copied().collect();
    let mut segments = Vec::new();
    let mut run: Vec<TextLine> = Vec::new();
    let sentences: Vec<bool> = (0..lines.len())
        .map(|at| {
            let before = at.checked_sub(1).and_then(|before| lines.get(before));
            lines[at].is_sentence(before, lines.get(at + 1))
        })
        .collect();
    for (line, is_sentence) in lines.into_iter().zip(sentences) {
        if is_sentence || line.is_no_row() {
            close(&mut run, &rules, &mut segments);
            segments.push(Segment::Line(line));
            continue;
        }
        let near = run
            .last()
            .is_some_and(|last| line.top() - last.bottom() <= 4 * last.size().max(line.size()));
        let again = run
            .first()
            .is_some_and(|first| first.words.len() > 1 && first.says_the_same(&line));
        if !near || again {
            close(&mut run, &rules, &mut segments);
        }
        run.push(line);
    }
    if is_header_alone(&run, &segments) {
        // What stands alone below it, away from it, is the page's number.
        let rest = run.split_off(last_of(&run).map_or(0, |last| last + 1));
        segments.push(Segment::Region(Region { lines: run, rules }));
        segments.extend(rest.into_iter().map(Segment::Line));
        return segments;
    }
    close(&mut run, &rules, &mut segments);
    segments
}

/// Whether the last lines of a page are the header of a table whose rows are on the next one:
/// they stand below the unit of money, and print no figures.
fn is_header_alone(run: &[TextLine], segments: &[Segment]) -> bool {
    is_below_unit(segments)
        && run.iter().any(|line| line.words.len() > 2)
        && !run.iter().any(TextLine::begins_body)
}

/// Below the unit of money stands nothing but the table.
fn is_below_unit(segments: &[Segment]) -> bool {
    matches!(segments.last(), Some(Segment::Line(line)) if line.says_unit())
}

/// Takes a run of lines as a region, without the lines of one word before and after it that
/// stand too far away.
fn close(run: &mut Vec<TextLine>, rules: &[Rule], segments: &mut Vec<Segment>) {
    let lines = std::mem::take(run);
    let Some((first, last)) = extent(&lines, is_below_unit(segments)) else {
        segments.extend(lines.into_iter().map(Segment::Line));
        return;
    };
    let mut lines = lines.into_iter();
    segments.extend(lines.by_ref().take(first).map(Segment::Line));
    let lines_of: Vec<TextLine> = lines.by_ref().take(last + 1 - first).collect();
    segments.push(Segment::Region(Region {
        lines: lines_of,
        rules: rules.to_vec(),
    }));
    segments.extend(lines.map(Segment::Line));
}

/// The first and the last line that belong to a table, where there is one.
fn extent(lines: &[TextLine], is_below_unit: bool) -> Option<(usize, usize)> {
    // Where no figure has decimals, one row of figures alone tells a table below its unit.
    let is_row_of_figures = |line: &&TextLine| {
        let is_figure = |word: &Word| is_whole(&word.text) || is_amount(&word.text);
        line.words.len() > 3 && line.words.iter().all(is_figure) && !line.numbers_columns()
    };
    let figures = lines
        .iter()
        .filter(|_| is_below_unit)
        .filter(is_row_of_figures);
    let several = lines.iter().filter(|line| line.amounts() > 1).count() + figures.count();
    let rows = lines.iter().filter(|line| line.is_row()).count();
    let divided = lines.iter().filter(|line| line.words.len() > 1).count();
    // A page may end below the first row.
    let is_first_row = is_below_unit && rows == 1 && lines.iter().any(|line| line.words.len() > 2);
    if several == 0 && (rows < 2 || divided < 3) && !is_first_row {
        return None;
    }
    let mut first = lines.iter().position(|line| line.words.len() > 1)?;
    if is_below_unit {
        first = 0;
    }
    while first > 0 && is_close(&lines[first - 1], &lines[first]) {
        first -= 1;
    }
    Some((first, last_of(lines)?))
}

/// The last line of several words, or of one word close below it.
fn last_of(lines: &[TextLine]) -> Option<usize> {
    let mut last = lines.iter().rposition(|line| line.words.len() > 1)?;
    while last + 1 < lines.len() && is_close(&lines[last], &lines[last + 1]) {
        last += 1;
    }
    Some(last)
}

fn is_close(one: &TextLine, other: &TextLine) -> bool {
    other.top() - one.bottom() <= one.size().min(other.size())
}

/// Words by the line that they stand on, from top to bottom and left to right.
pub fn lines(mut words: Vec<Word>) -> Vec<TextLine> {
    words.sort_by_key(|word| (word.baseline, word.left));
    let mut lines: Vec<TextLine> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line)
                if word.baseline - line.words[0].baseline
                    <= line.words[0].size.min(word.size) / 3 =>
            {
                line.words.push(word);
            }
            _ => lines.push(TextLine { words: vec![word] }),
        }
    }
    for line in &mut lines {
        line.words.sort_by_key(|word| word.left);
    }
    lines
}
