/*!
Tables whose columns are runs of blanks, as a text made from a PDF keeps them.

What stands under what over a whole page tells the columns; the headings are laid over them. The
result is a grid like any other, whose cells know their characters. Where the blanks prove no
columns nothing is returned, and the table is read as one that lost them.
*/

mod bounds;
mod columns;
mod dividing;
mod find;
mod frame;
mod goals;
mod groups;
mod heads;
mod laying;
mod matching;
mod merged_codes;
mod names;
mod numbers;
mod pushed;
mod rank;
mod rows;
mod series;
mod stack;
mod token;
mod torn_amounts;
mod words;

use super::grid::{Grid, is_money, is_total_word};
use super::lines::{Cell, Line, squeeze};
use super::title::strip_ordinal;
use super::{LeftOpen, PERIOD_ALONE, TABLE_NUMBER, is_about_table, is_note, is_preamble};
use crate::budget::Place;
use std::collections::HashSet;
use token::{Ruler, Token, tokens};

/// A table read by its blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blanks {
    /// Its rows.
    pub grid: Grid,
    /// How many of the lines belong to it.
    pub taken: usize,
    /// What the blanks leave open.
    pub open: LeftOpen,
}

/// A line of the table and its number among the lines under the title.
#[derive(Debug, Clone)]
struct PageRow {
    at: usize,
    words: Vec<Token>,
}

/// The lines of a page.
#[derive(Debug, Clone, Default)]
struct BlankPage {
    header: Vec<PageRow>,
    body: Vec<PageRow>,
    /// The numbers that count the columns, between header and body.
    counters: Vec<Token>,
}

impl BlankPage {
    /// Takes the numbers of a line that counts the columns, above the rows.
    fn count_by(&mut self, mut words: Vec<Token>) {
        words.retain(Token::is_number);
        if self.body.is_empty() && !words.is_empty() {
            self.counters = words;
        }
    }
}

/// A table on paper has a few dozen columns. What compares columns with each other may take its
/// time for so many, and a line of thousands of figures is read by the order of its words.
const MOST_COLUMNS: usize = 400;

/// Reads the lines under a title, above which the table's number may stand; none where blanks prove no columns.
pub fn read(under: &[Line], number: Option<String>) -> Option<Blanks> {
    let under = up_to_next_number(under, number);
    if let Some(goals) = goals::read(under) {
        return Some(goals);
    }
    if !keeps_columns(under) {
        return None;
    }
    let rulers = [Ruler::Characters, Ruler::Display];
    let mut readings: Vec<Vec<BlankPage>> = rulers
        .into_iter()
        .filter_map(|ruler| pages(under, ruler))
        .collect();
    readings.sort_by_key(|pages| unevenness(pages));
    let lay =
        |(at, pages): (usize, Vec<BlankPage>)| Some((at > 0, laying::laid(&pages, under)?, pages));
    let (is_other, (rows, mut open), pages) = readings.into_iter().enumerate().find_map(lay)?;
    if is_other {
        // Under the other ruler long names push their figures below the next headings.
        open.amounts = numbers(&pages);
    }
    let grid = Grid::of(&rows);
    let last = pages
        .iter()
        .filter_map(|page| page.body.last())
        .next_back()?;
    Some(Blanks {
        grid,
        taken: last.at + 1,
        open,
    })
}

/// The lines before the number of another table: 表5 behind the rows of 表4. What stands before the first row is the
/// table's own, above its title or below.
fn up_to_next_number(under: &[Line], number: Option<String>) -> &[Line] {
    let mut own: HashSet<String> = number.into_iter().collect();
    let mut has_rows = false;
    let is_next = |line: &Line| {
        let text = line.squeezed();
        // Whole 元 beside each other are amounts as decimals are.
        let words = || line.text.split_whitespace();
        has_rows |=
            words().any(is_money) || words().filter(|word| token::is_number(word)).count() > 1;
        if !TABLE_NUMBER.is_match(&text) {
            return false;
        }
        if !has_rows {
            own.insert(text);
            return false;
        }
        !own.is_empty() && !own.contains(&text)
    };
    let end = under.iter().position(is_next).unwrap_or(under.len());
    &under[..end]
}

/// The places of all numbers.
fn numbers(pages: &[BlankPage]) -> Vec<Place> {
    let rows = pages.iter().flat_map(|page| &page.body);
    let words = rows.flat_map(|row| &row.words);
    let numbers = words.filter(|word| word.is_number());
    numbers.map(|word| word.cell.place).collect()
}

/// Whether the lines keep columns at all: numbers stand behind wide gaps, in a number that paper has
/// room for.
fn keeps_columns(under: &[Line]) -> bool {
    let (mut wide, mut narrow) = (0, 0);
    for line in under.iter().filter(|line| !line.is_row()) {
        if line.text.split_whitespace().nth(MOST_COLUMNS).is_some() {
            return false;
        }
        let mut gap = usize::MAX;
        for word in line.text.split(' ') {
            if word.is_empty() {
                gap = gap.saturating_add(1);
                continue;
            }
            if token::is_number(word) && gap != usize::MAX {
                *(if gap > 1 { &mut wide } else { &mut narrow }) += 1;
            }
            gap = 1;
        }
    }
    wide > narrow
}

/// The pages of a table: on each its header and its body.
fn pages(under: &[Line], ruler: Ruler) -> Option<Vec<BlankPage>> {
    let mut pages = vec![BlankPage::default()];
    let mut known: HashSet<String> = HashSet::new();
    let mut in_body = false;
    for (at, line) in under.iter().enumerate() {
        if line.begins_page && !pages.last()?.body.is_empty() {
            pages.push(BlankPage::default());
            in_body = false;
        }
        if line.is_blank() || TABLE_NUMBER.is_match(&line.squeezed()) {
            continue;
        }
        let is_year = !in_body && PERIOD_ALONE.is_match(&line.squeezed());
        if is_preamble(line) || is_year || is_preamble(&apart(line, ruler)?) {
            // What stands above is the end of a title or of a name that wrapped.
            if pages.len() == 1 && !in_body {
                pages[0].header.clear();
                known.clear();
            }
            continue;
        }
        if line.is_row() {
            return None;
        }
        if is_behind_table(line, !known.is_empty() && pages[0].body.len() > 1) {
            break;
        }
        let mut words = tokens(line, ruler, !in_body)?;
        words.retain(|word| !is_about_table(&word.cell));
        let is_first = pages.len() == 1;
        if words.is_empty() || counts(&words) {
            pages.last_mut()?.count_by(words);
            continue;
        }
        let repeats = |token: &Token| known.contains(&squeeze(token.text()));
        if in_body && repeats_header(&pages[0].header, &under[at..], ruler) {
            pages.push(BlankPage::default());
            in_body = false;
        }
        let page = pages.last_mut()?;
        if !in_body && prints_again(page, &words) {
            // The rows stand under the header that a page break prints right behind the first.
            page.header.clear();
            page.counters.clear();
        }
        let is_section = page
            .header
            .last()
            .is_some_and(|row| is_section(&words, &row.words));
        if !in_body
            && !is_section
            && !begins_body(&words)
            && (is_first || words.iter().all(repeats))
        {
            known.extend(words.iter().map(|word| squeeze(word.text())));
            page.header.push(PageRow { at, words });
        } else {
            in_body = true;
            let words = tokens(line, ruler, false)?;
            page.body.push(PageRow { at, words });
        }
    }
    finished(pages, ruler)
}

/// The pages without what stands around their rows; none where the first has no header or no rows.
fn finished(mut pages: Vec<BlankPage>, ruler: Ruler) -> Option<Vec<BlankPage>> {
    for page in &mut pages {
        take_torn_name(page);
        let number = take_page_number(page);
        dividing::divide(page, ruler);
        let are_torn = torn_amounts::join(&mut page.body);
        // Where other amounts of the page are torn, the digits below the last row may be the end of one.
        if are_torn && let Some(number) = number {
            page.body.push(number);
            torn_amounts::join(&mut page.body);
            take_page_number(page);
        }
    }
    // A page without a number is none of the table's.
    let has_number = |page: &BlankPage| {
        let mut rows = page.body.iter();
        rows.any(|row| row.words.iter().any(Token::is_number))
    };
    let end = pages.iter().position(|page| !has_number(page));
    pages.truncate(end.unwrap_or(pages.len()));
    drop_tail(pages.last_mut()?);
    (!pages[0].header.is_empty() && !pages[0].body.is_empty()).then_some(pages)
}

/// Whether a line of words set apart by blanks says whose table it is, its number or its unit of money.
pub fn is_caption(line: &Line) -> bool {
    apart(line, Ruler::Characters).is_some_and(|line| line.is_row() && is_preamble(&line))
}

/// The words of a line that blanks set apart.
pub fn words(line: &Line) -> Vec<Cell> {
    apart(line, Ruler::Characters).map_or_else(Vec::new, |line| line.cells)
}

/// The line with its words as cells.
fn apart(line: &Line, ruler: Ruler) -> Option<Line> {
    let words = tokens(line, ruler, true)?;
    Some(Line {
        cells: words.into_iter().map(|word| word.cell).collect(),
        ..line.clone()
    })
}

/// Whether a line ends the table: a note, or prose.
fn is_behind_table(line: &Line, has_rows: bool) -> bool {
    let squeezed = line.squeezed();
    let has_gap = line.text.contains("   ");
    is_note(&squeezed) && !has_gap
        || has_rows && !has_gap && (squeezed.contains('。') || squeezed.chars().count() > 40)
}

/// Whether a line numbers the columns: 栏次 1 2 3.
fn counts(words: &[Token]) -> bool {
    // 栏 above the numbers and 次 below them, in a cell as narrow as one character.
    if let [word] = words
        && matches!(word.text(), "栏" | "次")
    {
        return true;
    }
    let is_counter = |text: &str| matches!(squeeze(text).as_str(), "栏次" | "行次" | "**");
    let numbers: Vec<Option<u32>> = words
        .iter()
        .filter(|word| !is_counter(word.text()))
        .map(|word| word.text().parse().ok())
        .collect();
    let follows =
        |pair: &[Option<u32>]| matches!(pair, [Some(one), Some(next)] if *next == one + 1);
    let starts = matches!(numbers.first(), Some(Some(0..=2)));
    // 行次 beside other headings is the heading of the numbers of the rows.
    let is_heading = words.iter().all(|word| squeeze(word.text()) != "栏次")
        && numbers.iter().any(Option::is_none);
    starts && numbers.len() > 1 && numbers.windows(2).all(follows)
        || !is_heading && words.iter().any(|word| is_counter(word.text()))
}

fn is_code(word: &Token) -> bool {
    word.text().len() >= 3 && word.text().bytes().all(|b| b.is_ascii_digit())
        || token::is_divided_code(word.text())
}

/// Whether a line begins a header anew that stands above already, its columns counted.
fn prints_again(page: &BlankPage, words: &[Token]) -> bool {
    let texts = |words: &[Token]| -> Vec<String> {
        words.iter().map(|word| squeeze(word.text())).collect()
    };
    let first = page.header.first();
    !page.counters.is_empty() && first.is_some_and(|row| texts(&row.words) == texts(words))
}

/// Whether lines print the whole header again, in the middle of a page too: the document's page ended there before
/// it was set anew.
fn repeats_header(header: &[PageRow], lines: &[Line], ruler: Ruler) -> bool {
    let texts = |words: &[Token]| -> Vec<String> {
        words.iter().map(|word| squeeze(word.text())).collect()
    };
    let mut filled = lines.iter().filter(|line| !line.is_blank());
    let says = |row: &PageRow| {
        let words = filled.next().and_then(|line| tokens(line, ruler, true));
        words.is_some_and(|words| texts(&words) == texts(&row.words))
    };
    !header.is_empty() && header.iter().all(says)
}

/// Whether a line cannot belong to a header.
fn begins_body(words: &[Token]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let has_numbers = words.iter().any(Token::is_number);
    let is_amount = |word: &Token| is_money(word.text()) || token::is_broken(word.text());
    words.iter().any(is_amount)
        || is_code(first)
        || is_total_word(first.text()) && has_numbers
        || strip_ordinal(first.text()) != first.text() && !first.text().contains('表')
        || !first.is_number() && words.len() > 1 && words[1..].iter().all(Token::is_number)
}

/// Whether a line under a row of headings is the first label of a body: 收入 alone, left of them all, above the
/// lines of income.
fn is_section(words: &[Token], headings: &[Token]) -> bool {
    let [word] = words else {
        return false;
    };
    let is_left = headings
        .first()
        .is_some_and(|first| word.right <= first.left);
    headings.len() > 1 && is_left && words::is_outer(word.text())
}

/// The first name of a body may begin on a line above its numbers: the last of the header.
fn take_torn_name(page: &mut BlankPage) {
    let Some(first) = page.body.first() else {
        return;
    };
    let has_words = first.words.iter().any(|word| !word.is_number());
    let torn = page.header.last().is_some_and(|row| {
        let is_beside = row.words.len() == 1 && row.at + 1 == first.at;
        is_beside && !has_words && first.words.first().is_some_and(is_code)
    });
    if torn && let Some(row) = page.header.pop() {
        page.body.insert(0, row);
    }
}

/// A page ends with its number: that line.
fn take_page_number(page: &mut BlankPage) -> Option<PageRow> {
    page.body.pop_if(|row| {
        let [word] = row.words.as_slice() else {
            return false;
        };
        word.text().len() <= 3 && word.text().bytes().all(|b| b.is_ascii_digit())
    })
}

/// Takes away what follows the last row without standing in one of its columns: a heading of prose.
fn drop_tail(page: &mut BlankPage) {
    let has_number = |row: &PageRow| row.words.iter().any(Token::is_number);
    let Some(last) = page.body.iter().rposition(has_number) else {
        return;
    };
    let edges: HashSet<usize> = page.body[..=last]
        .iter()
        .flat_map(|row| row.words.iter().map(|word| word.left))
        .collect();
    let mut end = last + 1;
    while let Some(row) = page.body.get(end) {
        let is_near = row.at <= page.body[end - 1].at + 3;
        if !is_near || !row.words.iter().all(|word| edges.contains(&word.left)) {
            break;
        }
        end += 1;
    }
    page.body.truncate(end);
}

/// How many edges the numbers of a reading have and how many columns they take: under the right ruler
/// they stand under each other. Pages of no columns at all say nothing of the ruler.
fn unevenness(pages: &[BlankPage]) -> (usize, usize) {
    let columns_of = |page: &BlankPage| {
        let words: Vec<Vec<Token>> = page.body.iter().map(|row| row.words.clone()).collect();
        let found = find::columns(&words);
        let found = found.or_else(|| find::by_order(&words, None));
        found.map_or(1000, |columns| columns.all.len())
    };
    let columns = pages.iter().map(columns_of).sum();
    let of_page = |page: &BlankPage| {
        let words = page.body.iter().flat_map(|row| &row.words);
        let edges: HashSet<usize> = words
            .filter(|word| word.is_number() && !is_code(word))
            .map(|word| word.right)
            .collect();
        edges.len()
    };
    (pages.iter().map(of_page).sum(), columns)
}

fn line_of(number: u32, cells: Vec<Cell>) -> Line {
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    Line {
        number,
        text: texts.join(" ").trim().to_owned(),
        cells,
        heading: false,
        begins_page: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn paper_has_no_thousand_columns() {
        let row = |figures| format!("类  款  项\n2080505  养老  {}", "3.00  ".repeat(figures));
        assert!(keeps_columns(&lines(&row(MOST_COLUMNS - 2))));
        assert!(!keeps_columns(&lines(&row(MOST_COLUMNS - 1))));
    }
}
