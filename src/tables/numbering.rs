/*!
The numbers that final accounts print into their tables: 栏次 numbers the columns, 行次 the rows.

They are no headings and no amounts, so they go before anything is read.
*/

use super::lines::{Cell, squeeze};

/// Blanks the numbers of a row that numbers the columns: `栏次 1 2 3`, `类 款 项 栏次 1`. What
/// else the row prints stays.
pub fn blank_column_numbers(cells: &mut [Cell]) {
    if !cells.iter().any(|cell| squeeze(&cell.text) == "栏次") {
        return;
    }
    for cell in cells.iter_mut() {
        let text = squeeze(&cell.text);
        if text == "栏次" || is_ordinal(&text) {
            cell.text.clear();
        }
    }
}

/// Whether the row holds nothing but 1 2 3 … in order.
pub fn counts_columns(cells: &[Cell]) -> bool {
    let filled: Vec<Option<u64>> = cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.text.trim().parse().ok())
        .collect();
    let follows = |pair: &[Option<u64>]| matches!(pair, [Some(one), Some(next)] if one.checked_add(1) == Some(*next));
    filled.len() > 1 && filled[0] <= Some(2) && filled.windows(2).all(follows)
}

/// 12, 3=1+2, (4)
fn is_ordinal(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "=＝+＋-－()（）".contains(c))
}

/// The columns of a header that number the rows.
pub fn row_number_columns(header: &[Vec<Cell>]) -> Vec<usize> {
    let mut columns: Vec<usize> = header
        .iter()
        .flat_map(|row| row.iter().enumerate())
        .filter(|(_, cell)| squeeze(&cell.text) == "行次")
        .map(|(column, _)| column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Blanks the numbers in columns headed 序号 that count the rows: 1, 2, 3 …, with rows between that
/// have none. What else stands there (合计 over several columns) stays.
pub fn blank_row_numbers(header: &[Vec<Cell>], body: &mut [Vec<Cell>]) {
    let headed = header.iter().flat_map(|row| row.iter().enumerate());
    let columns: Vec<usize> = headed
        .filter(|(_, cell)| squeeze(&cell.text) == "序号")
        .map(|(column, _)| column)
        .collect();
    for column in columns {
        let number = |row: &Vec<Cell>| row.get(column)?.text.trim().parse::<u64>().ok();
        let numbers: Vec<u64> = body.iter().filter_map(number).collect();
        // A page goes on where the one before ended; forms begin anew.
        let goes_on = |pair: &[u64]| pair[1] == 1 || pair[0].checked_add(1) == Some(pair[1]);
        if numbers.is_empty() || !numbers.windows(2).all(goes_on) {
            continue;
        }
        for row in body.iter_mut().filter(|row| number(row).is_some()) {
            row[column].text.clear();
        }
    }
}

/// Whether a row has room for such columns: nothing but a number stands in them.
pub fn has_row_numbers(row: &[Cell], columns: &[usize]) -> bool {
    columns.iter().all(|&column| {
        row.get(column).is_none_or(|cell| {
            let text = squeeze(&cell.text);
            text == "行次" || text.bytes().all(|b| b.is_ascii_digit())
        })
    })
}

/// The row without these columns.
pub fn without(row: Vec<Cell>, columns: &[usize]) -> Vec<Cell> {
    row.into_iter()
        .enumerate()
        .filter(|(column, _)| !columns.contains(column))
        .map(|(_, cell)| cell)
        .collect()
}
