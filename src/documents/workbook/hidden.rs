/*!
The rows and columns of a sheet that nobody sees, and the cells that merged ones cover.

What is hidden was not published: a sheet with a filter on it, or with the columns that the
bureau keeps for itself. calamine does not tell, so each kind of workbook is asked beside it.
*/

use super::cells::WIDEST;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// No sheet has more rows.
pub const LONGEST: u32 = 1 << 20;

/// What is hidden in a sheet; rows and columns count from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    rows: HashSet<u32>,
    columns: HashSet<u32>,
    /// The cells that show what stands in a hidden one, because they are merged with it.
    shown_in: HashMap<(u32, u32), (u32, u32)>,
    /// The rows and columns of merged cells.
    merged: Vec<(RangeInclusive<u32>, RangeInclusive<u32>)>,
}

impl Hidden {
    /// Whether a row is hidden.
    pub fn has_row(&self, row: u32) -> bool {
        self.rows.contains(&row)
    }

    /// Whether a column is hidden.
    pub fn has_column(&self, column: u32) -> bool {
        self.columns.contains(&column)
    }

    /// The cell whose text a cell shows: itself, unless it is merged with a hidden one.
    pub fn shown_at(&self, row: u32, column: u32) -> (u32, u32) {
        let cell = (row, column);
        self.shown_in.get(&cell).copied().unwrap_or(cell)
    }

    /// The rows with a cell that shows what stands in a hidden one.
    pub fn rows_that_show_others(&self) -> impl Iterator<Item = u32> {
        self.shown_in.keys().map(|(row, _)| *row)
    }

    /// The rows and columns of merged cells; what stands in the first of them covers the others.
    pub fn merged(&self) -> &[(RangeInclusive<u32>, RangeInclusive<u32>)] {
        &self.merged
    }

    /// Whether nothing of a cell is shown.
    pub fn hides(&self, at: (u32, u32)) -> bool {
        let is_hidden = self.has_row(at.0) || self.has_column(at.1);
        is_hidden && !self.shown_in.values().any(|origin| *origin == at)
    }

    /// The columns that a cell takes.
    pub fn columns_of(&self, (row, column): (u32, u32)) -> RangeInclusive<u32> {
        let begins = |(rows, columns): &&(RangeInclusive<u32>, RangeInclusive<u32>)| {
            *rows.start() == row && *columns.start() == column
        };
        let merged = self.merged.iter().find(begins);
        merged.map_or(column..=column, |(_, columns)| columns.clone())
    }

    /// Hides a row.
    pub fn hide_row(&mut self, row: u32) {
        self.rows.insert(row);
    }

    /// Hides columns, as far as any are read.
    pub fn hide_columns(&mut self, columns: RangeInclusive<u32>) {
        let (first, last) = columns.into_inner();
        self.columns.extend(first..=last.min(WIDEST - 1));
    }

    /// A merged cell shows its text in what is seen of it; rows and columns are hidden before.
    pub fn merge(&mut self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) {
        let origin = (*rows.start(), *columns.start());
        self.merged.push((rows.clone(), columns.clone()));
        if !self.has_row(origin.0) && !self.has_column(origin.1) {
            return;
        }
        let row = rows.into_iter().find(|&row| !self.has_row(row));
        let column = columns.into_iter().find(|&column| !self.has_column(column));
        if let (Some(row), Some(column)) = (row, column) {
            self.shown_in.insert((row, column), origin);
        }
    }
}
