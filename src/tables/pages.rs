/*!
What pages print around the text: their numbers, and the name of the document at their head.

They stand in the middle of whatever a page break divides. A table that lost its columns
would take them for the end of a name or for a value, so they are blanked before any
table is looked for. The lines keep their numbers.
*/

use super::edges;
use super::lines::{Cell, Line, split};
use super::title;
use crate::pattern::regex;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Lines between two page numbers; nearer ones count something else (columns, items).
const SHORTEST_PAGE: usize = 10;
/// Page numbers in a row without which a bare number is a code or a value.
const SHORTEST_RUN: usize = 4;
/// Pages at whose head a line stands before it is taken for the document's name.
const RUNNING: usize = 3;

/// Blanks page numbers and running heads.
pub fn blank_furniture(lines: &mut [Line]) {
    let mut is_number: Vec<bool> = lines.iter().map(is_decorated).collect();
    for index in counted(lines) {
        is_number[index] = true;
    }
    for index in running_heads(lines, &is_number) {
        blank(&mut lines[index]);
    }
    for (line, _) in lines.iter_mut().zip(&is_number).filter(|(_, is)| **is) {
        blank(line);
    }
}

fn blank(line: &mut Line) {
    line.text.clear();
    line.cells = vec![Cell::default()];
}

/// - 7 -, 第 7 页, 第7页 共30页, 7 / 30.
static DECORATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[-－—–―]+\d{1,3}[-－—–―]+|第(?:\d{1,3}|[一二三四五六七八九十百]+)页(?:[,，/]?共\d{1,3}页)?|\d{1,3}/\d{1,3})$",
    )
});

/// What says that the table of the page before goes on.
static CONTINUED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[(（]?(?:续|续表|续上表|接上表|接上页|续上页|续前表)[)）]?$"));

/// The name of a document: a year, and what is published.
static DOCUMENT_NAME: LazyLock<Regex> =
    LazyLock::new(|| regex(r"20\d\d年.*(?:预算|决算|公开|说明|文本|资料)$"));

fn is_decorated(line: &Line) -> bool {
    let squeezed = line.squeezed();
    let filled = line.cells.iter().filter(|cell| !cell.is_empty());
    !line.is_row() && DECORATED.is_match(&squeezed)
        || filled.count() == 1 && CONTINUED.is_match(&squeezed)
}

/// The bare numbers that count on, page by page.
fn counted(lines: &[Line]) -> Vec<usize> {
    let numbers: Vec<(usize, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| Some((index, edges::bare_number(line)?)))
        .collect();
    let before = run_lengths(numbers.iter().copied(), |number| number.checked_sub(1));
    let from_behind = numbers
        .iter()
        .rev()
        .map(|&(index, number)| (lines.len() - index, number));
    let mut behind = run_lengths(from_behind, |number| Some(number + 1));
    behind.reverse();
    numbers
        .iter()
        .zip(before.iter().zip(&behind))
        .filter(|(_, (before, behind))| *before + *behind > SHORTEST_RUN)
        .map(|((index, _), _)| *index)
        .collect()
}

/// For each number the length of the longest run that ends with it, where the one before it is
/// what `previous` says and stands a page away.
fn run_lengths(
    numbers: impl Iterator<Item = (usize, usize)>,
    previous: impl Fn(usize) -> Option<usize>,
) -> Vec<usize> {
    let mut longest: HashMap<usize, usize> = HashMap::new();
    let mut near: Vec<(usize, usize, usize)> = Vec::new();
    let mut lengths = Vec::new();
    for (at, number) in numbers {
        near.retain(|&(place, number, length)| {
            let is_near = at < place + SHORTEST_PAGE;
            if !is_near {
                let best = longest.entry(number).or_default();
                *best = length.max(*best);
            }
            is_near
        });
        let run = previous(number).and_then(|number| longest.get(&number));
        let length = 1 + run.copied().unwrap_or(0);
        near.push((at, number, length));
        lengths.push(length);
    }
    lengths
}

/// The lines at the head of pages that say again and again which document this is.
fn running_heads(lines: &[Line], is_number: &[bool]) -> Vec<usize> {
    let mut heads: HashMap<String, Vec<usize>> = HashMap::new();
    let numbers = is_number.iter().enumerate().filter(|(_, is)| **is);
    for (number, _) in numbers {
        let Some(next) = (number + 1..lines.len()).find(|&at| !lines[at].is_blank()) else {
            continue;
        };
        let text = lines[next].squeezed();
        if DOCUMENT_NAME.is_match(&text) && title::meaning(&text).is_none() {
            heads.entry(text).or_default().push(next);
        }
    }
    let repeated = heads.into_values().filter(|places| places.len() >= RUNNING);
    repeated.flatten().collect()
}

/// Splits a document's text into lines; what pages print around the text is blank.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines = split(text);
    blank_furniture(&mut lines);
    for at in edges::running(&lines) {
        blank(&mut lines[at]);
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::tables::pages::lines;

    fn left(text: &str) -> Vec<String> {
        let lines = lines(text);
        let filled = lines.iter().filter(|line| !line.is_blank());
        filled.map(|line| line.text.clone()).collect()
    }

    #[test]
    fn decorated_numbers_go() {
        let text =
            "甲\n（续上表）\n- 7 -\n第 8 页\n第9页，共30页\n— 10 —\n11 / 30\n-7\n第八部分\n7-8";
        assert_eq!(left(text), ["甲", "-7", "第八部分", "7-8"]);
    }

    #[test]
    fn bare_numbers_go_where_they_count_pages() {
        let page = |number: usize| format!("{}{number}\n", "行\n".repeat(12));
        let text: String = (3..8).map(page).collect();
        assert!(left(&text).iter().all(|line| line == "行"));
    }

    #[test]
    fn codes_and_values_stay() {
        let text = "208\n01\n09\n行政运行\n301\n工资\n302\n商品\n303\n补助\n1\n2\n3\n4\n5";
        assert_eq!(left(text).len(), 15);
        let classes: String = (301..306)
            .map(|code| format!("{code}\n{}", "行\n".repeat(12)))
            .collect();
        assert!(left(&classes).contains(&"303".to_owned()));
    }

    #[test]
    fn the_name_of_the_document_goes_from_the_head_of_pages() {
        let page = |number| format!("- {number} -\n\n甲局 2024 年单位预算\n\n行\n");
        let text: String = (1..5).map(page).collect();
        assert!(left(&text).iter().all(|line| line == "行"));
        assert_eq!(left("甲局 2024 年单位预算\n行").len(), 2);
    }
}
