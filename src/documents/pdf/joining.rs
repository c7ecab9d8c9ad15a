/*!
Pages become one document: sentences go on over lines, tables over pages.

A table at the head of a page goes on with the one at the foot of the page before when
nothing stands between them and their columns lie under each other. Of a cell that the
page break divided, the second half belongs to the first; of one that is printed again,
one is enough.
*/

use super::columns::{Stretch, borders, matched};
use super::drawing::{Length, POINT};
use super::paragraphs::{Paragraph, margins};
use super::parts::{
    Block, FreeLine, MaybePages, PageTable, PaperPage, TableCell, TableRow, Unread, area,
};
use crate::budget::Location;
use crate::documents::{Paper, Text};
use regex::Regex;
use std::sync::LazyLock;

/// Columns of two pages that lie this close are one column.
const SAME_COLUMN: Length = POINT * 4;

/// Something of the document with the page that it stands on.
enum PagePiece {
    Line(u32, FreeLine),
    /// A table; its rows remember their pages.
    Table(Vec<(u32, PageTable)>),
    /// Lines whose words keep their places.
    Laid(u32, Vec<FreeLine>),
    Gap(u32, Unread),
}

/// Writes the pages; one that could not be read is a gap.
pub fn write(sheets: Vec<MaybePages>) -> Text {
    let margins = margins(&sheets);
    let mut paper = Paper::new();
    let mut paragraph = Paragraph::default();
    for piece in pieces(sheets) {
        match piece {
            PagePiece::Line(page, line) => paragraph.add(page, line, &margins, &mut paper),
            PagePiece::Table(parts) => {
                paragraph.close(&mut paper);
                write_table(parts, &mut paper);
            }
            PagePiece::Laid(page, lines) => {
                paragraph.close(&mut paper);
                write_laid(page, &lines, &mut paper);
            }
            PagePiece::Gap(page, why) => {
                paragraph.close(&mut paper);
                paper.gap(match why {
                    Unread::Nameless => format!(
                        "第 {page} 页的文字没有编码对照（ToUnicode），读不出来，这一页没有读入。"
                    ),
                    Unread::Picture => format!(
                        "第 {page} 页是图片（扫描件），没有文字，这一页没有读入；请先做文字识别（OCR）。"
                    ),
                });
            }
        }
    }
    paragraph.close(&mut paper);
    paper.finish()
}

fn pieces(sheets: Vec<MaybePages>) -> Vec<PagePiece> {
    let mut gathered = Gathered::default();
    for (number, sheet) in (1u32..).zip(sheets) {
        match sheet {
            Ok(pages) => pages
                .into_iter()
                .for_each(|page| gathered.add(number, page)),
            Err(why) => gathered.pieces.push(PagePiece::Gap(number, why)),
        }
    }
    gathered.pieces
}

/// The pieces of the pages so far.
#[derive(Default)]
struct Gathered {
    pieces: Vec<PagePiece>,
    /// What stands above the last table: a page that goes on with it may print that again.
    title: Vec<String>,
}

impl Gathered {
    fn add(&mut self, number: u32, page: PaperPage) {
        let mut first = true;
        let mut above: Vec<FreeLine> = Vec::new();
        let lines =
            |lines: Vec<FreeLine>| lines.into_iter().map(|line| PagePiece::Line(number, line));
        for block in page.blocks {
            let table = match block {
                Block::Line(line) => {
                    above.push(line);
                    continue;
                }
                Block::Laid(laid) => {
                    self.pieces.extend(lines(std::mem::take(&mut above)));
                    self.pieces.push(PagePiece::Laid(number, laid));
                    first = false;
                    continue;
                }
                Block::Table(table) => table,
            };
            let texts: Vec<String> = above.iter().map(FreeLine::squeezed).collect();
            let is_again = first && self.title.ends_with(&texts);
            let rest = match self.pieces.last_mut() {
                Some(PagePiece::Table(parts))
                    if is_again && (texts.is_empty() || repeats_header(parts, &table)) =>
                {
                    go_on(parts, number, table)
                }
                _ => Some(table),
            };
            let above = std::mem::take(&mut above);
            if let Some(table) = rest {
                self.title = texts;
                self.pieces.extend(lines(above));
                self.pieces.push(PagePiece::Table(vec![(number, table)]));
            }
            first = false;
        }
        self.pieces.extend(lines(above));
    }
}

/// Writes lines with their words where they stand: a Chinese character takes two columns.
fn write_laid(page: u32, lines: &[FreeLine], paper: &mut Paper) {
    let words = || lines.iter().flat_map(|line| &line.parts);
    let left = words().map(|word| word.left).min().unwrap_or(0);
    let size = words().map(|word| word.size).min().unwrap_or(0);
    let each = (size / 2).max(1);
    for (at, line) in lines.iter().enumerate() {
        let places: Vec<(usize, &str, Location)> = line
            .parts
            .iter()
            .map(|word| {
                let column = usize::try_from((word.left - left + each / 2) / each).unwrap_or(0);
                let area = area(word.left, word.top(), word.right, word.bottom());
                (column, word.text.as_str(), Location::Page { page, area })
            })
            .collect();
        let texts = places
            .iter()
            .map(|(column, text, place)| (*column, *text, place));
        paper.laid(texts, at == 0);
    }
}

/// Whether a table prints the header of the one before: under a title that is printed again one
/// with another header is another, as forms of several projects are.
fn repeats_header(parts: &[(u32, PageTable)], next: &PageTable) -> bool {
    parts
        .first()
        .is_some_and(|(_, first)| repeated_header(first, next) > 0)
}

/// Adds a table at the head of a page to the one at the foot of the page before where it goes on
/// with it; else gives it back.
fn go_on(parts: &mut Vec<(u32, PageTable)>, page: u32, mut next: PageTable) -> Option<PageTable> {
    let is_same = goes_on(parts, &next);
    let Some((_, before)) = parts.last_mut() else {
        return Some(next);
    };
    if !is_same && !laid_over(&mut next, before) {
        return Some(next);
    }
    parts.push((page, next));
    None
}

/// Lays a part without vertical lines onto the columns of the part before, where its few texts
/// were taken for more columns than there are: a short name at the left and a total in the
/// middle are two, until a longer name stands under both.
fn laid_over(next: &mut PageTable, before: &PageTable) -> bool {
    let columns = &before.stretches;
    // A ruled part has columns of its own.
    if columns.is_empty() || next.stretches.is_empty() {
        return false;
    }
    let only = |stretch: &Stretch| {
        let touches = |at: &usize| columns[*at].0 < stretch.1 && stretch.0 < columns[*at].1;
        let mut over = (0..columns.len()).filter(touches);
        over.next().filter(|_| over.next().is_none())
    };
    let Some(places) = next
        .stretches
        .iter()
        .map(only)
        .collect::<Option<Vec<usize>>>()
    else {
        return false;
    };
    let is_one_each = next.rows.iter().all(|row| {
        let filled = row.cells.iter().filter(|cell| !cell.text.is_empty());
        let mut taken: Vec<usize> = filled.map(|cell| places[cell.column]).collect();
        let count = taken.len();
        taken.sort_unstable();
        taken.dedup();
        taken.len() == count
    });
    let is_plain = next
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .all(|cell| cell.columns == 1);
    if !is_one_each || !is_plain {
        return false;
    }
    for row in &mut next.rows {
        row.cells.retain(|cell| !cell.text.is_empty());
        for cell in &mut row.cells {
            cell.column = places[cell.column];
        }
    }
    next.stretches.clone_from(columns);
    next.xs.clone_from(&before.xs);
    true
}

/// Whether a table at the head of a page has the columns of the one before: most borders of
/// the narrower lie on borders of the other.
fn goes_on(parts: &[(u32, PageTable)], next: &PageTable) -> bool {
    let Some((_, before)) = parts.last() else {
        return false;
    };
    match (before.stretches.is_empty(), next.stretches.is_empty()) {
        (true, true) => {}
        (false, false) => return stand_under_each_other(&before.stretches, &next.stretches),
        _ => return false,
    }
    let (few, many) = if before.xs.len() <= next.xs.len() {
        (&before.xs, &next.xs)
    } else {
        (&next.xs, &before.xs)
    };
    let shared = few
        .iter()
        .filter(|x| many.iter().any(|other| (**x - other).abs() <= SAME_COLUMN))
        .count();
    shared * 5 >= few.len() * 4
}

/// Whether columns without lines are those of another page: none lies under two, and only a
/// few under none.
fn stand_under_each_other(one: &[Stretch], other: &[Stretch]) -> bool {
    let over = |column: &Stretch, columns: &[Stretch]| {
        let touches = |(left, right): &&Stretch| *left < column.1 && column.0 < *right;
        columns.iter().filter(touches).count()
    };
    let plain = |one: &[Stretch], other: &[Stretch]| one.iter().all(|at| over(at, other) <= 1);
    let shared = one.iter().filter(|at| over(at, other) == 1).count();
    plain(one, other) && plain(other, one) && shared * 3 >= one.len().min(other.len()) * 2
}

/// Lays the parts of a table without vertical lines onto the columns of the part that has
/// most of them: a part may have headings alone where another has figures.
fn align(parts: &mut [(u32, PageTable)]) {
    let Some(mut columns) = parts
        .iter()
        .map(|(_, table)| table.stretches.clone())
        .rev()
        .max_by_key(Vec::len)
    else {
        return;
    };
    let mut places: Vec<Vec<usize>> = Vec::new();
    for (_, table) in parts.iter() {
        let mut place: Vec<usize> = vec![0; table.stretches.len()];
        for (at, found) in matched(&columns, &table.stretches).into_iter().enumerate() {
            if let Some(found) = found {
                place[found] = at;
            }
        }
        for (at, (left, right)) in place.iter().zip(&table.stretches) {
            columns[*at] = (columns[*at].0.min(*left), columns[*at].1.max(*right));
        }
        places.push(place);
    }
    let xs = borders(&columns);
    for ((_, table), place) in parts.iter_mut().zip(places) {
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let last = place[cell.column + cell.columns - 1];
            cell.column = place[cell.column];
            cell.columns = last + 1 - cell.column;
        }
        table.xs.clone_from(&xs);
    }
}

/// The columns of all the parts of a table together.
fn all_columns(parts: &[(u32, PageTable)]) -> Vec<Length> {
    let mut xs: Vec<Length> = parts
        .iter()
        .flat_map(|(_, table)| table.xs.iter().copied())
        .collect();
    xs.sort_unstable();
    xs.dedup_by(|next, before| *next - *before <= SAME_COLUMN);
    xs
}

fn write_table(mut parts: Vec<(u32, PageTable)>, paper: &mut Paper) {
    if parts.iter().all(|(_, table)| !table.stretches.is_empty()) {
        align(&mut parts);
    }
    // As many columns are the same columns, however wide each page drew them.
    let same = parts
        .windows(2)
        .all(|pair| pair[0].1.xs.len() == pair[1].1.xs.len());
    let xs = if same {
        parts[0].1.xs.clone()
    } else {
        all_columns(&parts)
    };
    for (_, table) in parts.iter_mut().filter(|_| !same) {
        onto(table, &xs);
    }
    for at in 1..parts.len() {
        let (before, after) = parts.split_at_mut(at);
        if let (Some((_, above)), Some((_, below))) = (before.last_mut(), after.first_mut()) {
            mend_break(above, below);
        }
    }
    for (page, table) in &parts {
        for row in &table.rows {
            write_row(row, xs.len() - 1, *page, paper);
        }
    }
}

/// Lays a part's cells onto the columns of the whole table.
fn onto(table: &mut PageTable, xs: &[Length]) {
    let index = |x: Length| {
        let nearest = xs.iter().enumerate().min_by_key(|(_, at)| (**at - x).abs());
        nearest.map_or(0, |(index, _)| index)
    };
    let places: Vec<usize> = table.xs.iter().map(|x| index(*x)).collect();
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        let end = places[cell.column + cell.columns];
        cell.column = places[cell.column];
        cell.columns = end.saturating_sub(cell.column).max(1);
    }
}

fn write_row(row: &TableRow, columns: usize, page: u32, paper: &mut Paper) {
    let places: Vec<Location> = row
        .cells
        .iter()
        .map(|cell| Location::Page {
            page,
            area: cell.area,
        })
        .collect();
    let mut cells: Vec<(&str, Option<&Location>)> = vec![("", None); columns];
    for (cell, place) in row.cells.iter().zip(&places) {
        if let Some(slot) = cells.get_mut(cell.column) {
            *slot = (&cell.text, Some(place));
        }
    }
    paper.row(cells);
}

/// Mends the rows that a page break divided.
fn mend_break(above: &mut PageTable, below: &mut PageTable) {
    let repeated = repeated_header(above, below);
    let Some(first) = below.rows[repeated..]
        .iter()
        .position(|row| row.cells.iter().any(|cell| !cell.text.is_empty()))
    else {
        return;
    };
    let first = repeated + first;
    let Some(last) = above
        .rows
        .iter()
        .rposition(|row| row.cells.iter().any(|cell| !cell.text.is_empty()))
    else {
        return;
    };
    mend_merged_cells(above, last, &mut below.rows[first]);
    if is_rest_of_row(&above.rows[last], &below.rows[first]) {
        append_row(&mut above.rows[last], &mut below.rows[first]);
    }
}

/// How many rows of the second part repeat the header of the first.
fn repeated_header(above: &PageTable, below: &PageTable) -> usize {
    let same = |(one, other): &(&TableRow, &TableRow)| texts(one) == texts(other);
    let count = above.rows.iter().zip(&below.rows).take_while(same).count();
    if count == below.rows.len() { 0 } else { count }
}

fn texts(row: &TableRow) -> Vec<String> {
    row.cells.iter().map(|cell| squeezed(&cell.text)).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the first row of a page is the rest of the last row of the page before: texts alone,
/// under texts that are there, beside figures that the row before has and this has not.
fn is_rest_of_row(last: &TableRow, first: &TableRow) -> bool {
    let filled = |row: &TableRow| {
        row.cells
            .iter()
            .filter(|cell| !cell.text.is_empty())
            .count()
    };
    let under_text = |cell: &TableCell| {
        last.cells.iter().any(|above| {
            above.column == cell.column
                && above.full
                && !above.text.is_empty()
                && !is_figure(&above.text)
        })
    };
    let texts_alone = first
        .cells
        .iter()
        .filter(|cell| !cell.text.is_empty())
        .all(|cell| !is_figure(&cell.text) && !begins_row(&cell.text) && under_text(cell));
    let has_figures = last.cells.iter().any(|cell| is_amount(&cell.text));
    texts_alone && has_figures && (1..=2).contains(&filled(first)) && filled(first) < filled(last)
}

/// Whether a text is one that a row begins with: an ordinal, a total, what is carried over.
fn begins_row(text: &str) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "上年", "年初", "年末", "年终", "结转", "收入", "支出", "其中", "合计", "总计", "本年",
        "使用",
    ];
    let text = squeezed(text);
    let ordinal = text.find(['、', '）', ')', '.', '．']).is_some_and(|at| {
        at > 0
            && text[..at]
                .chars()
                .all(|c| "（(一二三四五六七八九十0123456789".contains(c))
    });
    ordinal || BEGINNINGS.iter().any(|word| text.starts_with(word))
}

fn append_row(last: &mut TableRow, first: &mut TableRow) {
    for cell in first.cells.iter_mut().filter(|cell| !cell.text.is_empty()) {
        if let Some(above) = last
            .cells
            .iter_mut()
            .find(|above| above.column == cell.column)
        {
            above.text.push('\n');
            above.text.push_str(&std::mem::take(&mut cell.text));
        }
    }
}

/// Cells merged over rows that the page break divides: printed again, or half here, half there.
fn mend_merged_cells(above: &mut PageTable, last: usize, first: &mut TableRow) {
    let has_own_figures = |cells: &[TableCell]| {
        cells
            .iter()
            .any(|cell| cell.rows > 1 && is_amount(&cell.text))
    };
    let new_begins = has_own_figures(&first.cells);
    let lacks_amount = lacks_the_amount_above(above, last, first);
    // Where a cell to the left begins anew, those to the right of it do so too, whatever they say.
    let mut has_begun = false;
    for cell in first.cells.iter_mut().filter(|cell| !cell.text.is_empty()) {
        let Some((over, at)) = merged_to_the_end(above, last, cell.column) else {
            continue;
        };
        let over = &mut above.rows[over].cells[at];
        if completes_a_level(&over.text, &cell.text) {
            over.text.push_str(&std::mem::take(&mut cell.text));
            continue;
        }
        if over.goes_over && cell.comes_over && squeezed(&over.text) != squeezed(&cell.text) {
            // No line ends it: both are one, and what it says belongs where it begins.
            if !over.text.is_empty() {
                over.text.push('\n');
            }
            over.text.push_str(&std::mem::take(&mut cell.text));
            continue;
        }
        let merged = over.rows > 1 || cell.rows > 1;
        if !merged || over.text.is_empty() {
            continue;
        }
        if squeezed(&over.text) == squeezed(&cell.text) {
            if !has_begun {
                cell.text.clear();
            }
            continue;
        }
        // Where there was room for more, the text above is whole and the one below another.
        let both = over.rows > 1 && cell.rows > 1;
        let may_go_on = over.deep && (both || lacks_amount);
        let is_whole = squeezed(&over.text).ends_with("指标");
        if !is_whole && !new_begins && may_go_on && !is_figure(&cell.text) {
            over.text.push('\n');
            over.text.push_str(&std::mem::take(&mut cell.text));
        }
        has_begun |= !cell.text.is_empty();
    }
}

/// The words of levels of indicators that a narrow cell wraps.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static LEVEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "^(?:成本|产出|效益|满意度|数量|质量|时效|(?:经济|社会|生态环境)成本|(?:经济|社会|生态)效益|可持续影响|服务对象满意度)指标$",
    )
    .expect("a valid pattern")
});

/// Whether a text ends a level of indicators that the page break divided: 经济成本指, 标.
fn completes_a_level(above: &str, below: &str) -> bool {
    let (above, below) = (squeezed(above), squeezed(below));
    let is_whole = |text: &str| LEVEL.is_match(text);
    !above.is_empty()
        && !is_whole(&above)
        && !is_whole(&below)
        && is_whole(&format!("{above}{below}"))
}

/// Whether the first row of a page leaves a cell blank under one with an amount: where one row
/// alone of a merged cell stands on one of the pages, that tells the rest of it from a new one.
fn lacks_the_amount_above(above: &PageTable, last: usize, first: &TableRow) -> bool {
    first.cells.iter().any(|cell| {
        let over = merged_to_the_end(above, last, cell.column);
        cell.text.is_empty()
            && over.is_some_and(|(row, at)| is_amount(&above.rows[row].cells[at].text))
    })
}

/// The cell of a column that reaches the last row: its row, and its index there.
fn merged_to_the_end(table: &PageTable, last: usize, column: usize) -> Option<(usize, usize)> {
    (0..=last).rev().find_map(|row| {
        let cells = &table.rows[row].cells;
        let at = cells.iter().position(|cell| cell.column == column)?;
        (row + cells[at].rows > last).then_some((row, at))
    })
}

fn is_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '%' | ' ' | '\n'))
}

/// A figure of money: with decimals or with its thousands apart, or none.
fn is_amount(text: &str) -> bool {
    is_figure(text) && (text.contains(['.', ',']) || text.trim() == "0")
}
