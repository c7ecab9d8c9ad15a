/*!
Rows of cells, divided into header and body.

A page break repeats the header in the middle of a table; such rows are dropped, and so
are the numbers of columns and rows.
*/

mod sections;
mod wide;

use super::is_preamble;
use super::lines::{Cell, Line, squeeze};
use super::numbering;
use crate::budget::Amount;
use std::collections::HashSet;

pub use sections::Section;
pub(super) use sections::is_section;

/// A table whose rows kept their cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// The rows of the header.
    pub header: Vec<Vec<Cell>>,
    /// The rows of the body.
    pub body: Vec<Vec<Cell>>,
    /// Rows of the header that stand again before a row of the body: a page break repeats them,
    /// and so does a table of several forms.
    repeats: Vec<(usize, Vec<Cell>)>,
    /// The heading of the first section, where a table is made of several: 一、政府采购情况.
    section: Option<Cell>,
    /// How many blank columns in front are gone.
    indent: usize,
    /// The columns that numbered the rows, which are gone.
    dropped: Vec<usize>,
}

/// What those who made a table write below it.
const SIGNATURES: [&str; 12] = [
    "制表",
    "制表人",
    "填表人",
    "填报人",
    "审核",
    "审核人",
    "复核",
    "复核人",
    "负责人",
    "经办人",
    "联系人",
    "联系电话",
];

/// Whether a row is signed, and holds nothing else.
fn is_signature(cells: &[Cell]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| {
            let text = squeeze(&cell.text);
            let label = text.split(['：', ':']).next().unwrap_or_default();
            label.len() < text.len() && SIGNATURES.contains(&label)
        })
}

impl Grid {
    /// The grid of the lines under a title.
    pub fn of(under: &[Line]) -> Self {
        let rows = under
            .iter()
            .filter(|line| line.is_row() && line.cells.iter().any(|cell| !cell.is_empty()))
            .filter(|line| !is_preamble(line));
        let mut rows: Vec<Vec<Cell>> = rows.map(|line| line.cells.clone()).collect();
        let section = sections::take_first(&mut rows);
        Self {
            section,
            ..Self::of_rows(rows)
        }
    }

    /// The grid of rows of cells.
    fn of_rows(rows: Vec<Vec<Cell>>) -> Self {
        let mut grid = Self::default();
        let mut header: HashSet<Vec<String>> = HashSet::new();
        for mut cells in rows {
            let mut rests = numbering::blank_column_numbers(&mut cells);
            let counted = grid.body.is_empty() && rests.is_empty();
            let counted = counted
                .then(|| numbering::counted_columns(&cells))
                .flatten();
            let is_numbers = counted.is_some();
            rests.extend(counted.into_iter().flatten());
            numbering::complete(&mut grid.header, rests);
            if is_numbers || cells.iter().all(Cell::is_empty) || is_signature(&cells) {
                continue;
            }
            let ends_header =
                grid.header.last().is_some_and(|row| heads_goals(row)) && !explains_heading(&cells);
            let is_header = !ends_header
                && !is_body(&cells)
                && (grid.header.is_empty() || !prints_whole_numbers(&cells));
            if grid.body.is_empty() && is_header {
                header.insert(texts(&cells));
                grid.header.push(cells);
            } else if !header.contains(&texts(&cells)) && !is_cut_header(&cells, &header) {
                grid.body.push(cells);
            } else {
                grid.repeats.push((grid.body.len(), cells));
            }
        }
        grid.drop_margins();
        grid.drop_row_numbers();
        numbering::blank_row_numbers(&grid.header, &mut grid.body);
        grid
    }

    fn rows_mut(&mut self) -> impl Iterator<Item = &mut Vec<Cell>> {
        let repeats = self.repeats.iter_mut().map(|(_, row)| row);
        self.header.iter_mut().chain(&mut self.body).chain(repeats)
    }

    /// Every row in its order, with the header's where they stand again.
    pub fn rows(&self) -> Vec<&Vec<Cell>> {
        let mut rows: Vec<&Vec<Cell>> = self.header.iter().collect();
        let mut repeats = self.repeats.iter().peekable();
        for (at, row) in self.body.iter().enumerate() {
            while let Some((_, repeat)) = repeats.next_if(|(before, _)| *before <= at) {
                rows.push(repeat);
            }
            rows.push(row);
        }
        rows.extend(repeats.map(|(_, repeat)| repeat));
        rows
    }

    /// Takes away the columns at both ends that have neither heading nor text: a sheet is as wide as
    /// its widest table, and some leave its first column free.
    fn drop_margins(&mut self) {
        if self.header.is_empty() || self.body.is_empty() {
            return;
        }
        let rows = || self.header.iter().chain(&self.body);
        let is_filled = |cell: &Cell| !cell.is_empty();
        let first = rows()
            .filter_map(|row| row.iter().position(is_filled))
            .min();
        let last = rows()
            .filter_map(|row| row.iter().rposition(is_filled))
            .max();
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        for row in self.rows_mut() {
            row.truncate(last + 1);
            row.drain(..first.min(row.len()));
        }
        self.indent = first;
    }

    /// The grid without the columns that hold nothing, neither in its header nor in its body: a page
    /// whose cells are wide shows more rulings than it has columns.
    #[must_use]
    pub fn without_blank_columns(&self) -> Grid {
        let rows = || self.header.iter().chain(&self.body);
        let width = rows().map(Vec::len).max().unwrap_or(0);
        // The numbers of rows under 序号 are gone already.
        let says_nothing = |cell: &Cell| cell.is_empty() || squeeze(&cell.text) == "序号";
        let is_blank = |column: &usize| {
            let mut header = self.header.iter().filter_map(|row| row.get(*column));
            let mut body = self.body.iter().filter_map(|row| row.get(*column));
            header.all(says_nothing) && body.all(Cell::is_empty)
        };
        let blank: Vec<usize> = (0..width).filter(is_blank).collect();
        let mut grid = self.clone();
        for row in grid.header.iter_mut().chain(&mut grid.body) {
            *row = numbering::without(std::mem::take(row), &blank);
        }
        grid
    }

    /// The grid without the cells of columns that hold nothing but percentages: a rate is no amount,
    /// whatever its column is called.
    #[must_use]
    pub fn without_rates(mut self) -> Grid {
        for column in 0..self.width() {
            let cells = self.body.iter().filter_map(|row| row.get(column));
            let is_blank =
                |cell: &&Cell| matches!(squeeze(&cell.text).as_str(), "" | "-" | "—" | "--");
            let mut filled = cells.filter(|cell| !is_blank(cell)).peekable();
            let is_of_rates =
                filled.peek().is_some() && filled.all(|cell| is_percentage(&cell.text));
            for cell in self.body.iter_mut().filter_map(|row| row.get_mut(column)) {
                if is_of_rates {
                    cell.text.clear();
                }
            }
        }
        self
    }

    /// Takes away as many blank cells in front as another part of the table has lost, or gives
    /// back those that only this part has.
    fn indent_by(&mut self, indent: usize) {
        let (given, taken) = (
            self.indent.saturating_sub(indent),
            indent.saturating_sub(self.indent),
        );
        let is_blank = |row: &Vec<Cell>| row.iter().take(taken).all(Cell::is_empty);
        if !self.header.iter().chain(&self.body).all(is_blank) {
            return;
        }
        let blank = vec![Cell::default(); given];
        for row in self.rows_mut() {
            row.splice(..taken.min(row.len()), blank.iter().cloned());
        }
    }

    fn drop_row_numbers(&mut self) {
        let columns = numbering::row_number_columns(&self.header);
        let all_have = |row: &Vec<Cell>| numbering::has_row_numbers(row, &columns);
        if columns.is_empty() || !self.body.iter().all(all_have) {
            return;
        }
        for row in self.rows_mut() {
            *row = numbering::without(std::mem::take(row), &columns);
        }
        self.dropped = columns;
    }

    /// Adds the rows of a page that goes on with this table.
    pub fn append(&mut self, mut more: Grid) {
        if self.header.is_empty() {
            self.header = more.header;
            self.repeats = more.repeats;
            self.body.extend(more.body);
            self.indent = more.indent;
            self.dropped = more.dropped;
            return;
        }
        more.indent_by(self.indent);
        // Before its first figure the page's rows looked like more header, and without a header
        // they still have their numbers.
        let numbers = if more.dropped.is_empty() {
            self.dropped.clone()
        } else {
            Vec::new()
        };
        let rows = more.rows().into_iter().cloned();
        let rows = rows.map(|row| numbering::without(row, &numbers));
        let header: HashSet<Vec<String>> = self.header.iter().map(|row| texts(row)).collect();
        for row in rows {
            if header.contains(&texts(&row)) || is_cut_header(&row, &header) {
                self.repeats.push((self.body.len(), row));
            } else {
                self.body.push(row);
            }
        }
        // The rows of a page without a header go on counting.
        numbering::blank_row_numbers(&self.header, &mut self.body);
    }

    /// The grid without the columns from one on.
    #[must_use]
    pub fn up_to(&self, column: usize) -> Grid {
        let mut grid = self.clone();
        for row in grid.header.iter_mut().chain(&mut grid.body) {
            row.truncate(column);
        }
        grid
    }

    /// The grid without some of its rows.
    #[must_use]
    pub fn without_rows(&self, rows: &[Vec<Cell>]) -> Grid {
        let mut grid = self.clone();
        grid.header.retain(|row| !rows.contains(row));
        grid.body.retain(|row| !rows.contains(row));
        grid
    }

    /// The number of columns: the longest row of the body.
    pub fn width(&self) -> usize {
        self.body.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// What a row prints, as it is compared with the header that a page break repeats.
fn texts(cells: &[Cell]) -> Vec<String> {
    let filled = cells.iter().filter(|cell| !cell.is_empty());
    filled.map(|cell| squeeze(&cell.text)).collect()
}

/// Whether a row is one of the header of which the page cut the last line of a text or two.
fn is_cut_header(cells: &[Cell], header: &HashSet<Vec<String>>) -> bool {
    const LEAST: usize = 4;
    let found = texts(cells);
    let repeats = |row: &Vec<String>| {
        let mut pairs = row.iter().zip(&found);
        let cut = pairs.clone().filter(|(whole, cut)| whole != cut).count();
        row.len() == found.len()
            && cut * LEAST <= row.len()
            && pairs.all(|(whole, cut)| whole.starts_with(cut.as_str()))
    };
    found.len() >= LEAST && header.iter().any(repeats)
}

/// Whether a row only says more of a heading above it: 其中：预算执行率权重10%.
pub fn explains_heading(cells: &[Cell]) -> bool {
    let explains = |text: String| text.starts_with("其中") || text.contains("权重");
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| explains(squeeze(&cell.text)))
}

/// Whether a row heads the indicators of goals: it is the last of its header.
fn heads_goals(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| squeeze(&cell.text) == "三级指标")
}

/// Whether a text is a figure with decimals or separators: certainly money, no code.
pub fn is_money(text: &str) -> bool {
    text.contains(['.', ',', '，', '．']) && Amount::is_amount(text)
}

/// Whether a text is a number of hundredths: -4.91%.
fn is_percentage(text: &str) -> bool {
    let text = squeeze(text);
    let number = text.strip_suffix(['%', '％']);
    number.is_some_and(Amount::is_amount)
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
        return rest.iter().all(|text| Amount::is_amount(text));
    }
    let is_code = first.len() >= 3 && first.bytes().all(|b| b.is_ascii_digit());
    let is_item = super::title::strip_ordinal(first) != *first && !first.contains('表');
    (is_code && !rest.is_empty()) || is_item
}

/// Whether a row prints whole numbers that do not count its columns: under a header these are
/// amounts without decimals.
fn prints_whole_numbers(cells: &[Cell]) -> bool {
    let mut numbers: Vec<u64> = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        if let Ok(number) = cell.text.trim_start_matches('-').parse() {
            numbers.push(number);
        }
    }
    // `1 2 3` numbers the columns; a number so large that it has no next one counts nothing.
    let counts = numbers.len() > 1
        && numbers
            .windows(2)
            .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let is_year = |number: &u64| (1990..2100).contains(number);
    !counts && numbers.iter().any(|number| !is_year(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn header_body_and_page_break() {
        let all = lines(
            "科目编码\t名称\t合计\n类\t\t\n1\t2\t3\n\t合计\t5.00\n208\t社保\t5.00\n\n科目编码\t名称\t合计\n20801\t管理\t5.00",
        );
        let grid = Grid::of(&all);
        assert_eq!(
            (grid.header.len(), grid.body.len(), grid.width()),
            (2, 3, 3)
        );
    }

    #[test]
    fn numbers_of_columns_and_rows_go() {
        let all = lines(
            "收入\t\t\t支出\t\t\n项目\t行次\t金额\t项目\t行次\t金额\n栏次\t\t1\t栏次\t\t2\n一、财政拨款\t1\t5.00\t一、教育\t8\t5.00\n\t2\t\t总计\t9\t5.00",
        );
        let mut grid = Grid::of(&all);
        let texts = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        assert_eq!(grid.header.len(), 2);
        assert_eq!(
            texts(&grid.body[0]),
            ["一、财政拨款", "5.00", "一、教育", "5.00"]
        );
        grid.append(Grid::of(&lines("\t3\t\t结余\t10\t1.00")));
        assert_eq!(texts(&grid.body[2]), ["", "", "结余", "1.00"]);
    }

    #[test]
    fn numbers_without_a_label_are_amounts_unless_they_count_the_columns() {
        let header = "合计\t因公出国\t公务用车\t公务接待费\n";
        let body_of = |row: &str| Grid::of(&lines(&format!("{header}{row}"))).body.len();
        assert_eq!(body_of("24\t0\t9\t15"), 1);
        assert_eq!(body_of("1\t2\t3\t4\n24\t0\t9\t15"), 1);
        assert_eq!(body_of("1\t2\t3\t4"), 0);
    }

    #[test]
    fn numbers_of_rows_are_no_labels() {
        let grid = Grid::of(&lines(
            "序号\t科目编码\t合计\n\t合计\t7.00\n1\t2080505\t5.00\n2\t2130101\t2.00",
        ));
        assert!(grid.body.iter().all(|row| row[0].is_empty()));
        let grid = Grid::of(&lines("序号\t项目\t合计\n1\t甲\t7.00\n12\t乙\t5.00"));
        assert_eq!(grid.body[1][0].text, "12");
    }

    #[test]
    fn an_empty_table_has_its_total_row() {
        let all = lines("编码\t名称\t合计\t基本支出\n\t合 计\t\t");
        assert_eq!(Grid::of(&all).body.len(), 1);
    }
}
