/*!
Amounts of many decimals that a narrow cell divides behind the second: `10721.2026` above `60`.

By itself the first line is a whole amount, and the cell holds two. Where the other amounts of the table print more
decimals than it does, and the line below holds just those that it lacks, it is one.
*/

use super::parts::TableRow;
use std::collections::HashMap;

/// Amounts of so many decimals without which a table has no usual number of them.
const FEWEST: usize = 3;

/// Puts the divided amounts of a table together.
pub fn join(rows: &mut [TableRow]) {
    let Some(usual) = usual(rows) else {
        return;
    };
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some(whole) = joined(&cell.text, usual) {
            cell.text = whole;
        }
    }
}

/// How many decimals most amounts of a table print, where these are more than an amount of money has.
fn usual(rows: &[TableRow]) -> Option<usize> {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let cells = rows.iter().flat_map(|row| &row.cells);
    for count in cells.filter_map(|cell| decimals(cell.text.trim())) {
        *counts.entry(count).or_default() += 1;
    }
    let (usual, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (usual > 2 && count >= FEWEST).then_some(usual)
}

/// How many decimals an amount prints; none where a text is no such.
fn decimals(text: &str) -> Option<usize> {
    let (whole, decimals) = text.trim_start_matches('-').split_once('.')?;
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (are_digits(&whole.replace(',', "")) && are_digits(decimals)).then_some(decimals.len())
}

/// The amount that two lines are.
fn joined(text: &str, usual: usize) -> Option<String> {
    let (first, rest) = text.split_once('\n')?;
    let lacking = usual.checked_sub(decimals(first)?)?;
    let is_rest = rest.len() == lacking && rest.bytes().all(|b| b.is_ascii_digit());
    (lacking > 0 && is_rest).then(|| format!("{first}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn the_rest_is_what_is_lacking() {
        assert_eq!(joined("10721.2026\n60", 6).as_deref(), Some("10721.202660"));
        assert_eq!(joined("16673.662\n7", 4).as_deref(), Some("16673.6627"));
        assert_eq!(joined("16673.66\n7", 4), None);
        assert_eq!(joined("16673.6627\n7", 4), None);
        assert_eq!(joined("16673.662\n7.00", 4), None);
    }
}
