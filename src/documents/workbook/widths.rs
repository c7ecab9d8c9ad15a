/*!
Whether a number has room in its column: one that has none is shown as `####`.

What is said is said for certain alone: a digit is as wide as the sheet's own digits are, all
else a third of that, and a column whose width nobody has set is wide enough.
*/

use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// What a cell shows in place of a number that has no room.
pub const NO_ROOM: &str = "########";

/// Widths and sizes are reckoned in this part of a digit's width.
const PARTS: u64 = 30;

/// The widths of a sheet's columns that somebody has set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Widths {
    /// In parts of a digit's width, from the column on, up to the last.
    columns: Vec<(RangeInclusive<u32>, u64)>,
    /// The size of the sheet's usual letters, in twentieths of a point; nothing where unknown.
    pub letters: u32,
}

/// How a cell makes room for its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// It is made as small as its cell, or turned.
    pub fits: bool,
    /// The size of its letters, in twentieths of a point; nothing where unknown.
    pub letters: u32,
}

impl Widths {
    /// Sets the width of columns, in digits.
    pub fn set(&mut self, columns: RangeInclusive<u32>, width: Decimal) {
        let parts = width.checked_mul(Decimal::from(PARTS));
        let parts = parts.and_then(|parts| parts.trunc().try_into().ok());
        self.columns.extend(parts.map(|parts| (columns, parts)));
    }

    /// Whether a number is wider than the columns that its cell takes.
    pub fn are_too_narrow(&self, shown: &str, columns: RangeInclusive<u32>, room: Room) -> bool {
        if room.fits || self.columns.is_empty() {
            return false;
        }
        let mut width = 0u64;
        for column in columns {
            let Some(set) = self.of(column) else {
                return false;
            };
            width = width.saturating_add(set);
        }
        let parts = shown
            .chars()
            .map(|c| if c.is_ascii_digit() { PARTS } else { PARTS / 3 });
        let parts: u64 = parts.sum();
        let (letters, usual) = match (room.letters, self.letters) {
            (0, _) | (_, 0) => (1, 1),
            sizes => sizes,
        };
        parts.saturating_mul(letters.into()) > width.saturating_mul(usual.into())
    }

    fn of(&self, column: u32) -> Option<u64> {
        let found = self
            .columns
            .iter()
            .find(|(columns, _)| columns.contains(&column));
        found.map(|(_, width)| *width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_certainly_wider_than_its_columns() {
        let mut widths = Widths {
            letters: 220,
            ..Widths::default()
        };
        widths.set(2..=2, Decimal::from(4));
        widths.set(4..=5, Decimal::from(3));
        let room = |letters| Room {
            fits: false,
            letters,
        };
        let narrow = |shown, columns, room| widths.are_too_narrow(shown, columns, room);
        assert!(narrow("65.50", 2..=2, room(220)));
        assert!(!narrow("65.5", 2..=2, room(220)));
        assert!(narrow("65.5", 2..=2, room(400)));
        assert!(!narrow("65.50", 2..=2, room(180)));
        assert!(!narrow("65.50", 4..=5, room(220)) && narrow("65.50", 4..=4, room(220)));
        // Nobody has set the width of the next, or the text is made to fit.
        assert!(!narrow("18624000.00", 3..=3, room(220)));
        let fits = Room {
            fits: true,
            ..room(220)
        };
        assert!(!narrow("65.50", 2..=2, fits));
    }
}
