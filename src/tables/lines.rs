/*!
Lines and their cells.

A cell is what stands between two tabs (or between the bars of a Markdown table).
Markdown marks around it are dropped from its text, while its span still counts the
characters of the line as it stands, so that a place can be marked in the source.
*/

pub use crate::budget::{folded, squeeze};

use crate::budget::Place;
use crate::narrow::narrow;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// What stands between two tabs, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The text without Markdown marks.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Cell {
    /// Whether nothing stands in the cell.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A line of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u32,
    /// The text without Markdown marks, trimmed.
    pub text: String,
    /// Its cells; one where the line has no tabs.
    pub cells: Vec<Cell>,
    /// Whether Markdown marks it as a heading.
    pub heading: bool,
    /// Whether a page begins with it: a form feed stands before its first character.
    pub begins_page: bool,
}

impl Line {
    /// Whether the line holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the line is a row of cells.
    pub fn is_row(&self) -> bool {
        self.cells.len() > 1
    }

    /// The text as it is compared.
    pub fn squeezed(&self) -> String {
        squeeze(&self.text)
    }
}

/// Splits a text into lines.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = text
        .split('\n')
        .zip(1..)
        .map(|(raw, number)| line(raw, number))
        .collect();
    split_open_bars(&mut lines);
    lines
}

/// Rows whose cells end with bars, though no bar stands before the first: `合计 | 5.00 |`. Where all
/// of a run have as many, none has lost a blank cell.
fn split_open_bars(lines: &mut [Line]) {
    let bars = |line: &Line| {
        line.text
            .ends_with('|')
            .then(|| line.text.matches('|').count())
    };
    let mut from = 0;
    while from < lines.len() {
        let run: Vec<&Line> = lines[from..]
            .iter()
            .take_while(|line| bars(line).is_some())
            .collect();
        let count = run.first().map(|line| bars(line));
        let open = run
            .iter()
            .filter(|line| !line.text.starts_with('|'))
            .count();
        let are_alike = run.iter().all(|line| Some(bars(line)) == count);
        let run = run.len();
        if open > 1 && are_alike {
            for line in &mut lines[from..from + run] {
                let first = line.cells.iter().find(|cell| !cell.is_empty());
                let start = first.map_or(0, |cell| cell.place.start);
                let mut cells = split_cells(&line.text, '|', line.number);
                cells.pop();
                for cell in &mut cells {
                    cell.place.start += start;
                    cell.place.end += start;
                }
                line.cells = cells;
            }
        }
        from += run.max(1);
    }
}

fn line(raw: &str, number: u32) -> Line {
    let trimmed = raw.trim();
    let cells = if trimmed.len() > 2 && trimmed.starts_with('|') && trimmed.ends_with('|') {
        bar_cells(raw, number)
    } else {
        split_cells(raw, '\t', number)
    };
    // The dashes below the heading of a Markdown table say nothing.
    let is_rule = trimmed.starts_with('|') && cells.iter().all(Cell::is_empty);
    let text = if is_rule {
        String::new()
    } else {
        plain(trimmed)
    };
    Line {
        number,
        heading: trimmed.starts_with('#'),
        begins_page: raw.starts_with('\u{c}'),
        text,
        cells,
    }
}

/// The cells of a Markdown table's row; a row of dashes has none.
fn bar_cells(raw: &str, number: u32) -> Vec<Cell> {
    let mut cells = split_cells(raw, '|', number);
    cells.pop();
    if !cells.is_empty() {
        cells.remove(0);
    }
    let is_rule = cells
        .iter()
        .all(|cell| !cell.is_empty() && cell.text.chars().all(|c| matches!(c, '-' | ':' | ' ')));
    if is_rule {
        vec![Cell::default()]
    } else {
        cells
    }
}

fn split_cells(raw: &str, separator: char, number: u32) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut start = 0u32;
    for part in raw.split(separator) {
        let length = narrow::<u32>(part.chars().count());
        let trimmed = without_hashes(part.trim());
        let leading = part.trim_end().chars().count() - trimmed.chars().count();
        let leading = narrow::<u32>(leading);
        let end = start + leading + narrow::<u32>(trimmed.chars().count());
        let place = Place::span(number, (start + leading).min(end), end);
        cells.push(Cell {
            text: plain(trimmed),
            place,
        });
        start += length + 1;
    }
    cells
}

/// The text without Markdown marks: heading signs, bold, `<b>`; what is struck out and the raised
/// marks of notes are no text.
fn plain(text: &str) -> String {
    let text = without_hashes(text.trim());
    if !text.contains(['*', '<', '~']) {
        return text.to_owned();
    }
    let mut text = NOT_LIVE.replace_all(text, "").into_owned();
    for mark in ["**", "<b>", "</b>", "<strong>", "</strong>"] {
        text = text.replace(mark, "");
    }
    for mark in ["<br>", "<br/>", "<br />"] {
        text = text.replace(mark, " ");
    }
    text.trim().to_owned()
}

/// A text without the signs of a Markdown heading. A figure that did not fit is printed as `####`.
fn without_hashes(text: &str) -> &str {
    let is_figure = text.chars().all(|c| c == '#');
    if is_figure {
        text
    } else {
        text.trim_start_matches('#').trim_start()
    }
}

static NOT_LIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"~~[^~]*~~|<del>.*?</del>|<s>.*?</s>|<strike>.*?</strike>|<su[bp]>.*?</su[bp]>")
});

/// A printed name: white space between two characters of which one is Chinese comes from
/// wrapping and goes; other white space becomes one space.
pub fn name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !is_chinese(c) && !out.ends_with(is_chinese) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// Whether a text is a mark for a blank cell: a dash, or words that say so.
pub fn is_dash(text: &str) -> bool {
    const WORDS: [&str; 5] = ["不需填列", "不涉及", "不适用", "无", "空"];
    let squeezed = squeeze(text);
    WORDS.contains(&squeezed.as_str())
        || text
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '/' | '─' | '…' | ' '))
}

/// Whether a character belongs to Chinese text: an ideograph or full-width punctuation.
pub fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_place() {
        let line = &split("\t 合计\t<b>4, 675. 21</b>\t")[0];
        let texts: Vec<_> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["", "合计", "4, 675. 21", ""]);
        assert_eq!(line.cells[1].place, Place::span(1, 2, 4));
        assert_eq!(line.cells[2].place, Place::span(1, 5, 22));
    }

    #[test]
    fn rows_of_open_bars_begin_where_their_text_does() {
        let lines = split("\t合计 | 21.85 | 17.85 |\n\t公务接待费 | 2.00 | 1.00 |");
        assert_eq!(lines[0].cells[1].text, "21.85");
        assert_eq!(lines[0].cells[1].place, Place::span(1, 6, 11));
    }

    #[test]
    fn the_sign_of_a_heading_is_no_part_of_a_place() {
        let line = &split("  #  合计  5.00\t## 3.00")[0];
        assert_eq!(line.cells[0].text, "合计  5.00");
        assert_eq!(line.cells[0].place, Place::span(1, 5, 13));
        assert_eq!(line.cells[1].place, Place::span(1, 17, 21));
    }

    #[test]
    fn what_does_not_hold_is_no_text() {
        let line = &split("~~120~~150\t65.50<sup>1</sup>\t<del>1</del>2\t40<br>25\t####")[0];
        let texts: Vec<_> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["150", "65.50", "2", "40 25", "####"]);
    }

    #[test]
    fn markdown_tables_and_headings() {
        let all = split("## **支出总表**\n| 科目 | 合计 |\n|---|---:|\n| 208 | 5.00 |");
        assert_eq!(all[0].text, "支出总表");
        assert!(all[0].heading && !all[2].is_row());
        assert_eq!(all[3].cells[1].text, "5.00");
    }

    #[test]
    fn names_lose_the_gaps_of_wrapping() {
        assert_eq!(name("聘用 20 人工资及保 险"), "聘用20人工资及保险");
        assert_eq!(name("收 入 总 计"), "收入总计");
        assert_eq!(name("Word  Excel 表"), "Word Excel表");
    }
}
