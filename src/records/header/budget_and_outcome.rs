/*!
Columns that are printed twice, once for 预算数 and once for 决算数.

Final accounts divide each column so. The header is then read as if every column stood
there once, and each measure is given twice with the word in front.
*/

use crate::budget::Measure;
use crate::records::header::shape::{Leaf, Shape, Sum};
use crate::tables::lines::squeeze;
use crate::tables::{Cell, Grid};

const WORDS: [&str; 2] = Measure::COLUMN_GROUPS;

/// The grid with each pair of columns from `first` on as one; none where the columns are no
/// such pairs.
pub fn halved(grid: &Grid, first: usize) -> Option<Grid> {
    let words = words_at(grid, first)?;
    let halve = |row: &Vec<Cell>| {
        let split = first.min(row.len());
        let mut cells = row[..split].to_vec();
        cells.extend(row[split..].chunks(2).map(either));
        cells
    };
    let mut halved = grid.clone();
    for (column, &row) in words.iter().enumerate() {
        halved.header[row][first + column] = Cell::default();
    }
    halved
        .header
        .retain(|row| row.iter().any(|c| !c.is_empty()));
    halved.header = halved.header.iter().map(halve).collect();
    halved.body = grid.body.iter().map(halve).collect();
    Some(halved)
}

/// The row of the header in which each column from `first` on says 预算数 or 决算数, in turn. A
/// heading without parts has the words a row higher than its neighbours with parts.
fn words_at(grid: &Grid, first: usize) -> Option<Vec<usize>> {
    let lowest = |column: usize| {
        let is_filled = |row: &Vec<Cell>| row.get(column).is_some_and(|cell| !cell.is_empty());
        grid.header.iter().rposition(is_filled)
    };
    let rows: Vec<usize> = (first..grid.width()).map_while(lowest).collect();
    let cells: Vec<Cell> = rows
        .iter()
        .zip(first..)
        .map(|(&row, column)| grid.header[row][column].clone())
        .collect();
    (rows.len() + first == grid.width() && are_pairs(&cells)).then_some(rows)
}

/// The grid with one of two equal groups of columns from `first` on, over which the words stand;
/// none where there are no such groups.
pub fn one_of_two(grid: &Grid, first: usize) -> Option<Grid> {
    let count = grid.width().checked_sub(first)?;
    let middle = first + count / 2;
    let text = |row: &[Cell], column: usize| {
        row.get(column)
            .map_or_else(String::new, |cell| squeeze(&cell.text))
    };
    let over = |row: &Vec<Cell>| {
        let mut filled = (first..first + count).filter(|&column| !text(row, column).is_empty());
        let places = [filled.next(), filled.next(), filled.next()];
        places == [Some(first), Some(middle), None]
            && WORDS
                .iter()
                .zip([first, middle])
                .all(|(word, at)| text(row, at).ends_with(word))
    };
    let over_at = grid.header.iter().position(over)?;
    let mut half = grid.up_to(middle);
    half.header.remove(over_at);
    let are_equal = grid.header.iter().enumerate().all(|(index, row)| {
        let is_equal = |column| text(row, first + column) == text(row, middle + column);
        index == over_at || (0..count / 2).all(is_equal)
    });
    (count.is_multiple_of(2) && are_equal && !half.header.is_empty()).then_some(half)
}

/// The shape of both groups: the columns of the first with one word, then those of the second.
pub fn beside_itself(shape: &Shape) -> Shape {
    both(shape, |index, word| index + word * shape.len())
}

fn are_pairs(cells: &[Cell]) -> bool {
    cells.len() >= 4
        && cells.len().is_multiple_of(2)
        && cells
            .iter()
            .zip(WORDS.iter().cycle())
            .all(|(cell, word)| squeeze(&cell.text).ends_with(word))
}

/// The cell of a pair that holds something, the first before the second.
fn either(pair: &[Cell]) -> Cell {
    pair.iter()
        .find(|cell| !cell.is_empty())
        .or(pair.first())
        .cloned()
        .unwrap_or_default()
}

/// The shape of the pairs: each column with one word and then with the other.
pub fn doubled(shape: &Shape) -> Shape {
    both(shape, |index, word| index * WORDS.len() + word)
}

/// Each column twice, each sum for either word; where a column stands with a word, `place` says.
fn both(shape: &Shape, place: impl Fn(usize, usize) -> usize) -> Shape {
    let place = &place;
    let mut leaves: Vec<(usize, Leaf)> = Vec::new();
    for (word, name) in WORDS.iter().enumerate() {
        let own = shape.leaves.iter().enumerate().map(|(index, leaf)| {
            let measure = leaf.measure.under(Measure::from_path(name));
            let leaf = Leaf {
                measure,
                last_year: false,
            };
            (place(index, word), leaf)
        });
        leaves.extend(own);
    }
    leaves.sort_by_key(|(at, _)| *at);
    let sums = shape.sums.iter().flat_map(|sum| {
        [0, 1].map(|word| Sum {
            whole: place(sum.whole, word),
            parts: sum.parts.iter().map(|&part| place(part, word)).collect(),
        })
    });
    let within = shape
        .within
        .iter()
        .flat_map(|&(part, whole)| [0, 1].map(|word| (place(part, word), place(whole, word))));
    Shape {
        leaves: leaves.into_iter().map(|(_, leaf)| leaf).collect(),
        sums: sums.collect(),
        within: within.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::TableKind;
    use crate::records::header;
    use crate::tables::pages::lines;

    #[test]
    fn each_column_is_given_twice() {
        let text = "“三公”经费\t\t\t\t\t\n合计\t\t因公出国（境）费\t\t公务接待费\t\n\
                    预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n2.85\t0.39\t0.00\t0.00\t2.85\t0.39";
        let figures = header::read(TableKind::ThreePublic, &Grid::of(&lines(text)));
        let paths: Vec<&str> = figures
            .shape
            .leaves
            .iter()
            .map(|leaf| leaf.measure.path())
            .collect();
        assert_eq!(
            paths,
            [
                "预算数/合计",
                "决算数/合计",
                "预算数/因公出国（境）费",
                "决算数/因公出国（境）费",
                "预算数/公务接待费",
                "决算数/公务接待费",
            ]
        );
        assert!(figures.sure);
    }
}
