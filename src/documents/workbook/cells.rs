/*!
The cells of a sheet that hold something.

calamine's own range holds every cell of the rectangle around them: one stray cell at the far
end of a sheet is then more than the memory of a machine.
*/

use calamine::Data;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A sheet that is wider is no table of a disclosure.
pub const WIDEST: u32 = 1024;

/// The cells of a sheet; rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Cells {
    rows: BTreeMap<u32, BTreeMap<u32, Data>>,
    /// How many cells stand further to the right than a table can reach.
    pub beyond: usize,
}

impl Cells {
    /// Adds a cell; one that holds nothing is passed over.
    pub fn add(&mut self, (row, column): (u32, u32), data: Data) {
        if matches!(data, Data::Empty) {
            return;
        }
        if column >= WIDEST {
            self.beyond += 1;
            return;
        }
        self.rows.entry(row).or_default().insert(column, data);
    }

    /// Takes away what merged cells cover; how many cells that were is given back.
    pub fn uncover(&mut self, merged: &[(RangeInclusive<u32>, RangeInclusive<u32>)]) -> usize {
        let mut covered = 0;
        for (rows, columns) in merged {
            let origin = (*rows.start(), *columns.start());
            if rows.is_empty() || columns.is_empty() {
                continue;
            }
            for (&row, cells) in self.rows.range_mut(rows.clone()) {
                let inside = cells.range(columns.clone()).map(|(column, _)| *column);
                let hidden: Vec<u32> = inside.filter(|&column| (row, column) != origin).collect();
                covered += hidden.len();
                for column in hidden {
                    cells.remove(&column);
                }
            }
        }
        self.rows.retain(|_, cells| !cells.is_empty());
        covered
    }

    /// What a cell holds.
    pub fn at(&self, (row, column): (u32, u32)) -> &Data {
        let row = self.rows.get(&row);
        row.and_then(|row| row.get(&column)).unwrap_or(&Data::Empty)
    }

    /// The rows that hold something, in order.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// The columns of a row that hold something, in order.
    pub fn columns(&self, row: u32) -> impl Iterator<Item = u32> {
        self.rows
            .get(&row)
            .into_iter()
            .flat_map(|row| row.keys().copied())
    }

    /// The first and the last column that holds something.
    pub fn width(&self) -> Option<(u32, u32)> {
        let first = self.rows.values().filter_map(|row| row.keys().next()).min();
        let last = self
            .rows
            .values()
            .filter_map(|row| row.keys().next_back())
            .max();
        Some((*first?, *last?))
    }
}
