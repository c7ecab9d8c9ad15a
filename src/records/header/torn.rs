/*!
A header whose cells do not stand over the columns that they name.

The order of its words is one reading, the headings over each column another; `candidates` decides.
*/

use super::headings::{
    is_before_last, names_a_year_alone, own_cell, path_over, printed_measure, resolve, under_known,
    year_over,
};
use crate::budget::Measure;
use crate::budget::columns::words::concept;
use crate::budget::columns::{Column, Concept};
use crate::records::header::shape::{Leaf, Shape, from_words};
use crate::tables::Grid;

/// The shape that the words of a header name, in the order of their own headings where that can be told, or
/// else of reading.
pub fn by_words(total: Measure, tree: &'static [Column], grid: &Grid, first: usize) -> Shape {
    let words: Vec<Concept> = grid
        .header
        .iter()
        .flatten()
        .filter_map(|cell| concept(&cell.text))
        .collect();
    let by_words = from_words(total, tree, &words);
    in_place(&by_words, (total, tree), grid, first).unwrap_or(by_words)
}

/// Whether a total stands under a heading that prints its own figure: the heading slipped.
pub fn has_slipped(shape: &Shape) -> bool {
    let is_headed = |leaf: &Leaf| {
        let above = leaf.measure.parent();
        above.is_some_and(|above| shape.leaves.iter().any(|leaf| leaf.measure == above))
    };
    let mut leaves = shape.leaves.iter();
    leaves.any(|leaf| concept(leaf.measure.leaf()) == Some(Concept::Total) && is_headed(leaf))
}

/// The columns that the words of a header name, in the order in which their own headings stand:
/// a heading that is merged over rows may be read before or after those beside it. `None` where
/// the headings of the columns are not those words.
fn in_place(
    by_words: &Shape,
    (total, tree): (Measure, &'static [Column]),
    grid: &Grid,
    first: usize,
) -> Option<Shape> {
    let mut rest = by_words.leaves.clone();
    let mut leaves = Vec::with_capacity(rest.len());
    for column in first..grid.width() {
        let own = concept(&own_cell(grid, column)?.text)?;
        // Which total it is, what stands over it tells; or it is that of the table.
        let ways = match own {
            Concept::Total => vec![path_over(grid, first, column), vec![own]],
            _ => vec![vec![own]],
        };
        let at = ways.iter().find_map(|path| {
            let measure = resolve(total, tree, path)?;
            rest.iter()
                .position(|leaf| leaf.measure == measure && !leaf.last_year)
        })?;
        leaves.push(rest.remove(at));
    }
    rest.is_empty()
        .then(|| Shape::of_measures(total, tree, leaves))
}

/// The shape where each header cell stands over its columns; `None` where some column
/// has no meaning or two columns have the same.
pub fn aligned(
    total: Measure,
    tree: &'static [Column],
    grid: &Grid,
    first: usize,
    count: usize,
) -> Option<Shape> {
    let mut leaves: Vec<Leaf> = Vec::with_capacity(count);
    for column in first..first + count {
        let path = path_over(grid, first, column);
        let last_year = path.contains(&Concept::LastYear);
        let measure = resolve(total, tree, &path)?;
        let leaf = Leaf { measure, last_year };
        if leaves.contains(&leaf) {
            return None;
        }
        leaves.push(leaf);
    }
    Some(Shape::of_measures(total, tree, leaves))
}

/// The shape where some columns are none of the tree's: those keep their printed headings as
/// their measure. `None` where nothing stands over a column, or two columns would be one.
pub fn as_printed(
    total: Measure,
    tree: &'static [Column],
    grid: &Grid,
    first: usize,
    count: usize,
) -> Option<Shape> {
    let years: Vec<Option<u16>> = (first..first + count)
        .map(|column| year_over(grid, first, column))
        .collect();
    let this_year = years.iter().flatten().max().copied();
    let mut leaves: Vec<Leaf> = Vec::with_capacity(count);
    let mut known = 0;
    for (column, year) in (first..first + count).zip(years) {
        let path = path_over(grid, first, column);
        let last_year = path.contains(&Concept::LastYear) || year.is_some() && year < this_year;
        let printed = || printed_measure(grid, first, column);
        let resolved = resolve(total, tree, &path);
        known += usize::from(resolved.is_some());
        let whole_year = || (last_year && names_a_year_alone(grid, first, column)).then_some(total);
        let measure = is_before_last(year, this_year)
            .then(printed)
            .flatten()
            .or_else(|| under_known(tree, grid, first, column))
            .or(resolved)
            .or_else(whole_year)
            .or_else(printed)?;
        let is_new = |measure: &Measure| {
            leaves
                .iter()
                .all(|leaf: &Leaf| leaf.measure != *measure || leaf.last_year != last_year)
        };
        // A second total is that of a heading that the tree does not know.
        let measure = Some(measure)
            .filter(is_new)
            .or_else(printed)
            .filter(is_new)?;
        leaves.push(Leaf { measure, last_year });
    }
    (known > 0).then(|| Shape::of_measures(total, tree, leaves))
}

/// One column alone is the total, whatever stands over it: 预算数, 2025年预算.
pub fn only_column(total: Measure, tree: &'static [Column], count: usize) -> Option<Shape> {
    let leaf = Leaf {
        measure: total,
        last_year: false,
    };
    (count == 1).then(|| Shape::of_measures(total, tree, vec![leaf]))
}
