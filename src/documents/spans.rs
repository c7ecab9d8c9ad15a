/*!
Rows of cells that span rows and columns, laid onto columns.

Word and the web say how far a cell reaches and leave the rest of its area out; each
row then begins where the cells that reach down into it leave room.
*/

use super::Paper;
use crate::budget::Location;

/// No disclosure's table is wider: a cell that claims more is a mistake or an attack.
const MOST_COLUMNS: usize = 400;
/// Nor does a cell reach down further.
const MOST_ROWS: usize = 4000;

/// A cell as a format gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanningCell {
    /// Its text.
    pub text: String,
    /// How many columns it takes, at least one.
    pub columns: usize,
    /// How many rows it takes, at least one.
    pub rows: usize,
    /// Where it stands.
    pub location: Location,
}

/// Writes the rows of a table, each text in the first row and column of its cell.
pub fn write_rows(rows: &[Vec<SpanningCell>], paper: &mut Paper) {
    let mut laid: Vec<Vec<(usize, &SpanningCell)>> = Vec::with_capacity(rows.len());
    // For each column, how many further rows a cell from above takes.
    let mut taken: Vec<usize> = Vec::new();
    for row in rows {
        let mut places = Vec::new();
        let mut below = taken.iter().map(|left| left.saturating_sub(1)).collect();
        let mut column = 0;
        for cell in row {
            while taken.get(column).is_some_and(|left| *left > 0) {
                column += 1;
            }
            let end = (column + cell.columns.max(1)).min(MOST_COLUMNS);
            if column >= end {
                break;
            }
            reach_down(&mut below, column..end, cell.rows.clamp(1, MOST_ROWS) - 1);
            places.push((column, cell));
            column = end;
        }
        taken = below;
        laid.push(places);
    }
    let width = laid
        .iter()
        .flatten()
        .map(|(column, cell)| (column + cell.columns.max(1)).min(MOST_COLUMNS))
        .max()
        .unwrap_or(0);
    for places in laid {
        let mut cells: Vec<(&str, Option<&Location>)> = vec![("", None); width];
        for (column, cell) in places {
            cells[column] = (&cell.text, Some(&cell.location));
        }
        paper.row(cells);
    }
}

fn reach_down(below: &mut Vec<usize>, columns: std::ops::Range<usize>, rows: usize) {
    if below.len() < columns.end {
        below.resize(columns.end, 0);
    }
    for left in &mut below[columns] {
        *left = (*left).max(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_begin_where_there_is_room() {
        let cell = |text: &str, columns, rows| SpanningCell {
            text: text.to_owned(),
            columns,
            rows,
            location: Location::Element(text.to_owned()),
        };
        let mut paper = Paper::new();
        write_rows(
            &[
                vec![cell("科目", 1, 2), cell("支出", 2, 1)],
                vec![cell("基本", 1, 1), cell("项目", 1, 1)],
                vec![
                    cell("208", 1, 1),
                    cell("5.00", 1, 1),
                    cell("1.00", 1_000_000, 1_000_000),
                ],
            ],
            &mut paper,
        );
        let text = paper.finish().text;
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        assert_eq!(lines, ["科目\t支出", "\t基本\t项目", "208\t5.00\t1.00"]);
    }
}
