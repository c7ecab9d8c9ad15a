/*!
What the rows of a grid say of a shape: their sums hold, or break.
*/

use crate::budget::{Amount, MoneyUnit};
use crate::records::fitting::fit::broken_sums;
use crate::records::header::shape::Shape;
use crate::tables::{Cell, Grid};

/// Of the rows that print a sum of a shape with its parts, how many keep it and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confirmed {
    /// Rows whose sums hold.
    pub held: usize,
    /// Rows that break one.
    pub broken: usize,
}

impl Confirmed {
    /// Whether so many rows break their sums that the reading is doubted and not the paper.
    pub fn is_many(self) -> bool {
        self.broken >= FEW && self.is_most()
    }

    /// Whether more than a fifth of the rows break them.
    pub fn is_most(self) -> bool {
        self.broken * 5 > self.held + self.broken
    }
}

/// Rows that break a sum without which a table is not doubted: one wrong figure is the paper's.
const FEW: usize = 3;

/// How the rows of a grid stand to the sums of a shape.
pub fn rows_broken(shape: &Shape, grid: &Grid, first: usize) -> Confirmed {
    let mut rows = Confirmed::default();
    for row in &grid.body {
        let cells = cells_of(shape, row, first);
        let has_sum = shape.sums.iter().any(|sum| {
            cells[sum.whole].is_some() && sum.parts.iter().any(|&part| cells[part].is_some())
        });
        let holds = broken_sums(shape, &cells, 1_000_000) == 0;
        if has_sum && (holds || has_slip_of_unit(shape, &cells)) {
            rows.held += 1;
        } else if has_sum {
            rows.broken += 1;
        }
    }
    rows
}

/// Whether a row's sums hold once one of its figures is taken for 元 pasted among 万元: a slip of
/// the paper, which says nothing against its columns.
fn has_slip_of_unit(shape: &Shape, cells: &[Option<i64>]) -> bool {
    (0..cells.len()).any(|column| {
        let mut mended = cells.to_vec();
        let pasted = mended[column].filter(|amount| *amount != 0 && amount % 10_000 == 0);
        mended[column] = pasted.map(|amount| amount / 10_000);
        pasted.is_some() && broken_sums(shape, &mended, 1_000_000) == 0
    })
}

fn cells_of(shape: &Shape, row: &[Cell], first: usize) -> Vec<Option<i64>> {
    (0..shape.len())
        .map(|column| {
            let cell = row.get(first + column)?;
            Amount::parse(&cell.text, MoneyUnit::Wan).map(|amount| amount.ten_thousandths())
        })
        .collect()
}

/// How many sums the rows break under a shape; a shape of another width breaks them all.
pub fn broken(shape: &Shape, grid: &Grid, first: usize) -> usize {
    if shape.len() != grid.width().saturating_sub(first) {
        return usize::MAX;
    }
    sums_broken(shape, grid, first)
}

pub fn sums_broken(shape: &Shape, grid: &Grid, first: usize) -> usize {
    grid.body
        .iter()
        .map(|row| broken_sums(shape, &cells_of(shape, row, first), 1_000_000))
        .sum()
}
