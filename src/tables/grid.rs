/*!
Rows of cells, divided into header and body.

A page break repeats the header in the middle of a table; such rows are dropped. A
row of column numbers (1 2 3 …) belongs to the header.
*/

use super::is_preamble;
use super::lines::{Cell, Line, squeeze};
use crate::budget::{Amount, MoneyUnit};

/// A table whose rows kept their cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The rows of the header.
    pub header: Vec<Vec<Cell>>,
    /// The rows of the body.
    pub body: Vec<Vec<Cell>>,
}

impl Grid {
    /// The grid of the lines under a title.
    pub fn of(under: &[Line]) -> Self {
        let rows = under
            .iter()
            .filter(|line| line.is_row() && line.cells.iter().any(|cell| !cell.is_empty()))
            .filter(|line| !is_preamble(line));
        let mut grid = Self::default();
        for line in rows {
            let is_header = !is_body(&line.cells)
                && (grid.header.is_empty() || !prints_whole_numbers(&line.cells));
            if grid.body.is_empty() && is_header {
                grid.header.push(line.cells.clone());
            } else if !grid.repeats_header(&line.cells) {
                grid.body.push(line.cells.clone());
            }
        }
        grid
    }

    /// Adds the rows of a page that goes on with this table.
    pub fn append(&mut self, more: Grid) {
        if self.header.is_empty() {
            self.header = more.header;
            self.body.extend(more.body);
            return;
        }
        // Before its first figure the page's rows looked like more header.
        let rows = more.header.into_iter().chain(more.body);
        let body: Vec<_> = rows.filter(|row| !self.repeats_header(row)).collect();
        self.body.extend(body);
    }

    /// The number of columns: the longest row of the body.
    pub fn width(&self) -> usize {
        self.body.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn repeats_header(&self, row: &[Cell]) -> bool {
        let texts = |cells: &[Cell]| -> Vec<String> {
            cells
                .iter()
                .filter(|cell| !cell.is_empty())
                .map(|cell| squeeze(&cell.text))
                .collect()
        };
        let row = texts(row);
        self.header.iter().any(|header| texts(header) == row)
    }
}

/// Whether a text is a figure with decimals or separators: certainly money, no code.
pub fn is_money(text: &str) -> bool {
    text.contains(['.', ',', '，', '．']) && Amount::parse(text, MoneyUnit::Wan).is_some()
}

/// Whether a text is one of the words that a row of totals begins with.
pub fn is_total_word(text: &str) -> bool {
    matches!(
        squeeze(text).trim_end_matches(['：', ':']),
        "合计" | "总计" | "合计-" | "本年合计"
    )
}

/// Whether a row cannot belong to a header.
fn is_body(cells: &[Cell]) -> bool {
    let filled: Vec<&str> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.text.as_str())
        .collect();
    let Some((first, rest)) = filled.split_first() else {
        return false;
    };
    if filled.iter().any(|text| is_money(text)) {
        return true;
    }
    if is_total_word(first) {
        return rest
            .iter()
            .all(|text| Amount::parse(text, MoneyUnit::Wan).is_some());
    }
    let is_code = first.len() >= 3 && first.bytes().all(|b| b.is_ascii_digit());
    let is_item = super::title::strip_ordinal(first) != *first && !first.contains('表');
    (is_code && !rest.is_empty()) || is_item
}

/// Whether a row prints words and whole numbers that do not count its columns: under a header
/// these are amounts without decimals.
fn prints_whole_numbers(cells: &[Cell]) -> bool {
    let mut numbers: Vec<u64> = Vec::new();
    let mut has_words = false;
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        match cell.text.trim_start_matches('-').parse() {
            Ok(number) => numbers.push(number),
            Err(_) => {
                let text = squeeze(&cell.text);
                has_words |= !matches!(text.as_str(), "栏次" | "行次" | "序号" | "列次");
            }
        }
    }
    // `1 2 3` numbers the columns; a number so large that it has no next one counts nothing.
    let counts = numbers.len() > 1
        && numbers
            .windows(2)
            .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let is_year = |number: &u64| (1990..2100).contains(number);
    has_words && !counts && numbers.iter().any(|number| !is_year(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::lines::lines;

    #[test]
    fn header_body_and_page_break() {
        let all = lines(
            "科目编码\t名称\t合计\n类\t\t\n1\t2\t3\n\t合计\t5.00\n208\t社保\t5.00\n\n科目编码\t名称\t合计\n20801\t管理\t5.00",
        );
        let grid = Grid::of(&all);
        assert_eq!(
            (grid.header.len(), grid.body.len(), grid.width()),
            (3, 3, 3)
        );
    }

    #[test]
    fn an_empty_table_has_its_total_row() {
        let all = lines("编码\t名称\t合计\t基本支出\n\t合 计\t\t");
        assert_eq!(Grid::of(&all).body.len(), 1);
    }
}
