/*!
The rows of a page: its words in their columns, wrapped names and torn rows put together.
*/

use super::columns::{BlankColumn, Columns, Holds};
use super::names::{self, Fragment};
use super::token::Token;
use super::{BlankPage, line_of};
use crate::tables::grid::is_total_word;
use crate::tables::lines::{Cell, Line, name, squeeze};
use crate::tables::title::strip_ordinal;
use std::collections::HashSet;
use unicode_width::UnicodeWidthStr;

/// The rows of a page, their names put together.
pub fn body_lines(
    page: &BlankPage,
    columns: &Columns,
    places: &[usize],
    width: usize,
    under: &[Line],
) -> Vec<Line> {
    let mut cells: Vec<Vec<Cell>> = vec![vec![Cell::default(); width]; page.body.len()];
    for (row, (words, in_columns)) in page.body.iter().zip(&columns.places).enumerate() {
        for (word, &column) in words.words.iter().zip(in_columns) {
            if columns.all[column].holds != Holds::Words {
                cells[row][places[column]] = word.cell.clone();
            }
        }
    }
    let sides = sides(&columns.all);
    for (column, place) in places.iter().enumerate() {
        if columns.all[column].holds == Holds::Words {
            let side = &sides[column];
            for (row, cell) in whole_names(page, columns, column, side) {
                cells[row][*place] = cell;
            }
        }
    }
    join_codes(page, columns, places, &sides, &mut cells);
    move_totals(columns, places, &sides, &mut cells);
    let rows = page.body.iter().zip(cells);
    rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .map(|(row, cells)| line_of(under[row.at].number, cells))
        .collect()
}

/// A code that stands alone on its side, a line above its name and its amounts, goes to these; with its
/// name, where the amounts stand alone.
fn join_codes(
    page: &BlankPage,
    columns: &Columns,
    places: &[usize],
    sides: &[Vec<usize>],
    cells: &mut [Vec<Cell>],
) {
    let of_side = |column: usize, holds: Holds| {
        let all = (0..columns.all.len()).filter(move |&at| sides[at] == sides[column]);
        all.filter(move |&at| columns.all[at].holds == holds)
            .map(|at| places[at])
    };
    let codes = (0..columns.all.len()).filter(|&at| columns.all[at].holds == Holds::Codes);
    for column in codes {
        let is_empty =
            |row: &[Cell], holds: Holds| of_side(column, holds).all(|at| row[at].is_empty());
        let place = places[column];
        for row in 1..cells.len() {
            let (code, name) = (&cells[row - 1], &cells[row]);
            let is_next = page.body[row].at == page.body[row - 1].at + 1;
            let is_alone = !code[place].is_empty()
                && is_empty(code, Holds::Words)
                && is_empty(code, Holds::Amounts);
            let is_nameless = is_empty(name, Holds::Codes)
                && !is_empty(name, Holds::Words)
                && !is_empty(name, Holds::Amounts);
            let is_total = of_side(column, Holds::Words).any(|at| is_total_word(&name[at].text));
            let is_above = !code[place].is_empty() && is_empty(code, Holds::Amounts);
            let is_bare = is_empty(name, Holds::Codes)
                && is_empty(name, Holds::Words)
                && !is_empty(name, Holds::Amounts);
            if is_next && is_alone && is_nameless && !is_total {
                cells[row][place] = std::mem::take(&mut cells[row - 1][place]);
            } else if is_next && is_above && is_bare {
                // Code and name in one cell that wrapped around its amounts.
                let labels = of_side(column, Holds::Words).chain([place]);
                for at in labels.collect::<Vec<usize>>() {
                    cells[row][at] = std::mem::take(&mut cells[row - 1][at]);
                }
            }
        }
    }
}

/// A total that is set in the middle over two sides belongs to that which prints its amount.
fn move_totals(columns: &Columns, places: &[usize], sides: &[Vec<usize>], cells: &mut [Vec<Cell>]) {
    let is_words = |at: &usize| columns.all[*at].holds == Holds::Words;
    let words: Vec<usize> = (0..columns.all.len()).filter(is_words).collect();
    for pair in words
        .windows(2)
        .filter(|pair| sides[pair[0]] != sides[pair[1]])
    {
        let has_amounts =
            |row: &[Cell], word: usize| sides[word].iter().any(|&at| !row[places[at]].is_empty());
        let (from, to) = (places[pair[0]], places[pair[1]]);
        for row in cells.iter_mut() {
            let text = squeeze(&row[from].text);
            let is_total = ["合计", "小计", "总计"]
                .iter()
                .any(|end| text.ends_with(end));
            if is_total
                && row[to].is_empty()
                && !has_amounts(row, pair[0])
                && has_amounts(row, pair[1])
            {
                row.swap(from, to);
            }
        }
    }
}

/// For each column the columns of numbers of its side: a side begins with words (and their codes)
/// behind amounts.
fn sides(columns: &[BlankColumn]) -> Vec<Vec<usize>> {
    let mut side_of: Vec<usize> = Vec::with_capacity(columns.len());
    let (mut side, mut has_amounts) = (0, false);
    for column in columns {
        if column.holds == Holds::Amounts {
            has_amounts = true;
        } else if has_amounts {
            side += 1;
            has_amounts = false;
        }
        side_of.push(side);
    }
    let numbers = |side: usize| {
        let all = columns.iter().enumerate();
        let own = all.filter(|(at, column)| side_of[*at] == side && column.holds != Holds::Words);
        own.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let everywhere: Vec<usize> = (0..columns.len())
        .filter(|&at| columns[at].holds != Holds::Words)
        .collect();
    let of_side = |side: usize| Some(numbers(side)).filter(|own| !own.is_empty());
    side_of
        .iter()
        .map(|&side| of_side(side).unwrap_or_else(|| everywhere.clone()))
        .collect()
}

/// How many brackets a text opens and does not close.
fn brackets(text: &str) -> i32 {
    let of = |c: char| match c {
        '（' | '(' => 1,
        '）' | ')' => -1,
        _ => 0,
    };
    text.chars().map(of).sum()
}

/// Whether a name begins with these words for certain.
fn begins_name(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "本年收入",
        "本年支出",
        "收入总计",
        "支出总计",
        "收入合计",
        "支出合计",
        "上年结",
        "年终结",
        "年末",
        "年初",
        "结转下年",
        "结余分配",
        "其中",
        "当年",
    ];
    let squeezed = squeeze(text);
    strip_ordinal(text) != text
        || is_total_word(text)
        || STARTS.iter().any(|start| squeezed.starts_with(start))
}

/// Whether a name ends with these words, however wide its cell is.
fn ends_name(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "支出", "收入", "合计", "总计", "小计", "结余", "结转", "资金", "拨款",
    ];
    ENDS.iter().any(|end| text.ends_with(end))
}

/// The names of a column and in which rows they stand.
fn whole_names(
    page: &BlankPage,
    columns: &Columns,
    column: usize,
    side: &[usize],
) -> Vec<(usize, Cell)> {
    let mut words: Vec<&Token> = Vec::new();
    let mut fragments: Vec<Fragment> = Vec::new();
    let has_numbers = |row: usize| {
        let mut places = columns.places.get(row).into_iter().flatten();
        places.any(|place| side.contains(place))
    };
    for (row, (line, places)) in page.body.iter().zip(&columns.places).enumerate() {
        let Some(at) = places.iter().position(|place| *place == column) else {
            continue;
        };
        let word = &line.words[at];
        words.push(word);
        fragments.push(Fragment {
            line: row,
            at: line.at,
            begin: (word.left, word.middle()),
            is_full: false,
            begins: begins_name(word.text()),
            has_numbers: has_numbers(row),
            brackets: brackets(word.text()),
            ends: ends_name(word.text()),
            is_end: ends_name(word.text()) && word.text().chars().count() == 2,
        });
    }
    let widest = words
        .iter()
        .map(|word| word.text().width())
        .max()
        .unwrap_or(0);
    for (fragment, word) in fragments.iter_mut().zip(&words) {
        let is_wide = word.text().width() + 1 >= widest || word.right >= columns.all[column].right;
        let reaches_end = is_wide && widest > 6;
        fragment.is_full = reaches_end && !ends_name(word.text());
    }
    let named: HashSet<usize> = fragments.iter().map(|fragment| fragment.line).collect();
    let is_row = |row: usize| !named.contains(&row) && has_numbers(row);
    let names = names::names(&fragments, is_row);
    names
        .into_iter()
        .map(|whole| {
            let texts: Vec<&str> = whole.fragments.iter().map(|&at| words[at].text()).collect();
            let place = words[whole.fragments[0]].cell.place;
            let text = if texts.len() == 1 {
                texts[0].to_owned()
            } else {
                name(&texts.join(" "))
            };
            (whole.row, Cell { text, place })
        })
        .collect()
}
