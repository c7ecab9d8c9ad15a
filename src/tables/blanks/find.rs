/*!
The columns of a page by what stands under what: first the numbers, whose columns never cross,
then the words between them.
*/

use super::columns::{BlankColumn, Columns, Holds};
use super::numbers::number_columns;
use super::pushed::{beside_words, in_order, unpacked};
use super::token::Token;
use crate::tables::grid::is_total_word;

/// Finds the columns of rows; none where two words of a row would be in one.
pub fn columns(rows: &[Vec<Token>]) -> Option<Columns> {
    let rows = &beside_words(rows);
    let count = |columns: &Columns| columns.count(Holds::Amounts);
    let as_they_stand = found_in(rows);
    let moved = unpacked(rows).and_then(|rows| found_in(&rows));
    let most = moved.as_ref().map_or(usize::MAX, count);
    as_they_stand
        .filter(|columns| count(columns) <= most)
        .or(moved)
}

/// The columns of rows of which each is full, by the order of their amounts, where those `found` are none or reach into
/// each other, pushed aside. Whether the rows are full only the header can tell: they may be blank by turns.
pub fn by_order(rows: &[Vec<Token>], found: Option<&Columns>) -> Option<Columns> {
    let is_pushed = |columns: &Columns| {
        let mut pairs = columns.all.windows(2);
        columns.count(Holds::Amounts) > columns.most_amounts()
            && pairs.any(|pair| pair[0].right > pair[1].left)
    };
    if !found.is_none_or(is_pushed) {
        return None;
    }
    in_order(&beside_words(rows)).and_then(|rows| found_in(&rows))
}

fn found_in(rows: &[Vec<Token>]) -> Option<Columns> {
    let numbers = number_columns(rows)?;
    // For each row and word: the column of numbers, or the gap between two of them.
    let mut in_gaps: Vec<Vec<(usize, usize)>> = vec![Vec::new(); numbers.len() + 1];
    let mut homes: Vec<Vec<Home>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let row_homes = homes_of(row, &numbers);
        for (word, home) in row_homes.iter().enumerate() {
            if let Home::Gap(gap) = home {
                in_gaps[*gap].push((at, word));
            }
        }
        homes.push(row_homes);
    }
    let mut columns = Columns {
        all: Vec::new(),
        places: rows.iter().map(|row| vec![0; row.len()]).collect(),
    };
    for (gap, words) in in_gaps.iter().enumerate() {
        for (column, members) in word_columns(rows, words)? {
            for (row, word) in members {
                columns.places[row][word] = columns.all.len();
            }
            columns.all.push(column);
        }
        let Some(column) = numbers.get(gap) else {
            continue;
        };
        for (row, row_homes) in homes.iter().enumerate() {
            for (word, home) in row_homes.iter().enumerate() {
                if *home == Home::Number(gap) {
                    columns.places[row][word] = columns.all.len();
                }
            }
        }
        columns.all.push(column.clone());
    }
    columns.take_codes_between(rows);
    let crosses = |places: &Vec<usize>| places.windows(2).any(|pair| pair[0] >= pair[1]);
    (!columns.places.iter().any(crosses)).then_some(columns)
}

/// Where a word of a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    Number(usize),
    Gap(usize),
}

/// Whether a word stands where others print a number: the total among the codes, a dash.
fn stands_for_number(token: &Token) -> bool {
    is_total_word(token.text()) || token.text().chars().all(|c| "-－—–/*#".contains(c))
}

fn homes_of(row: &[Token], numbers: &[BlankColumn]) -> Vec<Home> {
    // Where columns reach into each other, the one that has more of the number.
    let column_of = |token: &Token| {
        let met = numbers
            .iter()
            .enumerate()
            .filter(|(_, column)| column.meets(token));
        let shared =
            |column: &BlankColumn| column.right.min(token.right) - column.left.max(token.left);
        met.max_by_key(|(_, column)| shared(column))
            .map(|(at, _)| at)
    };
    let mut homes: Vec<Home> = Vec::with_capacity(row.len());
    let mut from = 0;
    for (word, token) in row.iter().enumerate() {
        if token.is_number() {
            let column = column_of(token).unwrap_or(0);
            homes.push(Home::Number(column));
            from = column + 1;
            continue;
        }
        let next = row[word..].iter().find(|token| token.is_number());
        let to = next.and_then(column_of).unwrap_or(numbers.len());
        let begun = numbers.iter().filter(|column| column.left <= token.left);
        let gap = begun.count().clamp(from.min(to), to);
        // 合计 may stand in the column of codes, a dash in one of amounts.
        let inside = (from..to).find(|&at| {
            let column = &numbers[at];
            let fits = token.left + 1 >= column.left && token.right <= column.right + 1;
            fits && stands_for_number(token)
        });
        match inside {
            Some(at) => {
                homes.push(Home::Number(at));
                from = at + 1;
            }
            None => homes.push(Home::Gap(gap)),
        }
    }
    homes
}

type Members = Vec<(usize, usize)>;

/// The columns of the words between two columns of numbers.
fn word_columns(
    rows: &[Vec<Token>],
    words: &[(usize, usize)],
) -> Option<Vec<(BlankColumn, Members)>> {
    let token = |&(row, word): &(usize, usize)| &rows[row][word];
    let mut sorted = words.to_vec();
    sorted.sort_by_key(|at| (token(at).left, token(at).right));
    let mut columns: Vec<(BlankColumn, Members)> = Vec::new();
    for at in sorted {
        match columns.last_mut() {
            Some((column, members)) if column.meets(token(&at)) => {
                column.take(token(&at));
                members.push(at);
            }
            _ => columns.push((BlankColumn::around(token(&at), Holds::Words), vec![at])),
        }
    }
    let has_two = |members: &Members| {
        let mut in_rows: Vec<usize> = members.iter().map(|(row, _)| *row).collect();
        in_rows.sort_unstable();
        in_rows.windows(2).any(|pair| pair[0] == pair[1])
    };
    (!columns.iter().any(|(_, members)| has_two(members))).then_some(columns)
}
