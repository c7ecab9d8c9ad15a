/*!
A row laid into the columns, and what the sums make of its lost cells.
*/

use crate::records::header::shape::Sum;

/// A row laid into the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidRow {
    /// For each figure its column.
    pub columns: Vec<usize>,
    /// Cells that the sums force: column, amount, and the sum in words' place.
    pub derived: Vec<Derived>,
    /// For each figure whether something other than a mere likelihood decided its column.
    pub decided: Vec<bool>,
}

/// A cell that the text lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// Its column.
    pub column: usize,
    /// Ten-thousandths of a 元.
    pub amount: i64,
    /// The sum that forces it.
    pub sum: Sum,
}
