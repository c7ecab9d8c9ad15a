/*!
The numbers that final accounts print into their tables: 栏次 numbers the columns, 行次 the rows.

They are no headings and no amounts, so they go before anything is read.
*/

use super::lines::{Cell, squeeze};

/// Blanks the numbers of a row that numbers the columns: `栏次 1 2 3`, `类 款 项 栏次 1`. What
/// else the row prints stays, but for the last lines of headings that ran over into it: these are
/// given back with their columns.
pub fn blank_column_numbers(cells: &mut [Cell]) -> Vec<(usize, String)> {
    if !cells.iter().any(|cell| squeeze(&cell.text) == "栏次") {
        return Vec::new();
    }
    let mut rests = Vec::new();
    for (column, cell) in cells.iter_mut().enumerate() {
        let text = squeeze(&cell.text);
        if text == "栏次" || is_ordinal(&text) {
            cell.text.clear();
        } else if let Some((_, rest)) = ordinal_and_rest(&cell.text) {
            rests.push((column, rest));
            cell.text.clear();
        }
    }
    rests
}

/// What a row says beside the numbers of its columns, if it counts them: 1 2 3 … in order, of which
/// some bear the last line of the heading above: 费 4. None where it holds anything else.
pub fn counted_columns(cells: &[Cell]) -> Option<Vec<(usize, String)>> {
    let filled = || {
        cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
    };
    let found: Option<Vec<(u64, String)>> = filled()
        .map(|(_, cell)| ordinal_and_rest(&cell.text))
        .collect();
    let found = found?;
    let follows = |pair: &[(u64, String)]| pair[0].0.checked_add(1) == Some(pair[1].0);
    let bare = found.iter().filter(|(_, rest)| rest.is_empty()).count();
    let counts = found.len() > 1
        && found[0].0 <= 2
        && found.windows(2).all(follows)
        && bare * 2 >= found.len();
    let columns = filled().map(|(column, _)| column);
    let rests = columns.zip(found).map(|(column, (_, rest))| (column, rest));
    counts.then(|| rests.filter(|(_, rest)| !rest.is_empty()).collect())
}

/// The number in a cell that numbers a column, and the rest of a heading beside it.
fn ordinal_and_rest(text: &str) -> Option<(u64, String)> {
    let is_word = |part: &&str| !part.chars().any(|c| c.is_ascii_digit());
    let (words, numbers): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(is_word);
    let [number] = numbers[..] else {
        return None;
    };
    Some((number.parse().ok()?, words.concat()))
}

/// Gives the rests of headings back to the texts above them.
pub fn complete(header: &mut [Vec<Cell>], rests: Vec<(usize, String)>) {
    for (column, rest) in rests {
        let above = header
            .iter_mut()
            .rev()
            .filter_map(|row| row.get_mut(column));
        if let Some(heading) = above.into_iter().find(|cell| !cell.is_empty()) {
            heading.text.push_str(&rest);
        }
    }
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
