/*!
Figures whose thousands are set apart by blanks: `3 000.00`.

One cell alone does not tell that from a code or a number before its amount (`302 152.01`). A table
does: its figures of four digits and more are all printed so, and one of them begins with fewer digits
than a code has.
*/

use super::lines::Line;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

static SPACED: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"^-?[1-9]\d{0,2}(?:[ \u{3000}]\d{3})+\.\d{1,6}$"));
/// Figures that set thousands apart otherwise or not at all.
static OTHERWISE: LazyLock<Regex> =
    LazyLock::new(|| super::regex(r"^-?(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{4,}\.\d+)$"));

/// The lines of a table with such figures as one number each.
pub fn joined(lines: &[Line]) -> Cow<'_, [Line]> {
    let is_spaced = |text: &str| text.contains([' ', '\u{3000}']) && SPACED.is_match(text);
    let begins_short = |text: &str| text.trim_start_matches('-').find([' ', '\u{3000}']) < Some(3);
    let mut cells = lines.iter().filter(|line| line.is_row());
    let are_so = cells.any(|line| {
        let mut cells = line.cells.iter();
        cells.any(|cell| is_spaced(&cell.text) && begins_short(&cell.text))
    });
    let mut all = lines.iter().flat_map(|line| &line.cells);
    if !are_so || all.any(|cell| OTHERWISE.is_match(&cell.text)) {
        return Cow::Borrowed(lines);
    }
    let mut joined = lines.to_vec();
    let rows = joined.iter_mut().filter(|line| line.is_row());
    for cell in rows.flat_map(|line| &mut line.cells) {
        if is_spaced(&cell.text) {
            cell.text.retain(|c| !c.is_whitespace());
        }
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    fn cells(text: &str) -> Vec<String> {
        let lines = lines(text);
        let joined = joined(&lines).into_owned();
        let cells = joined.into_iter().flat_map(|line| line.cells);
        cells.map(|cell| cell.text).collect()
    }

    #[test]
    fn a_table_tells_a_blank_from_a_gap() {
        assert_eq!(
            cells("合计\t3 000.00\t500.00\n办公费\t302 152.01\t"),
            ["合计", "3000.00", "500.00", "办公费", "302152.01", ""]
        );
        // A code before its amount.
        assert_eq!(cells("办公费\t302 152.01"), ["办公费", "302 152.01"]);
        assert_eq!(
            cells("合计\t3 000.00\t4,000.00"),
            ["合计", "3 000.00", "4,000.00"]
        );
    }
}
