/*!
A character of a name, and all that it may be typed as.
*/

use super::folding::fold;
use super::readings::{Reading, readings};

/// A character as it stands in names, and what it is compared by.
#[derive(Debug)]
pub(super) struct Character {
    /// As it stands.
    pub(super) raw: char,
    /// As it is compared; none where it is passed over.
    pub(super) folded: Option<char>,
    /// How it is read.
    pub(super) readings: Vec<Reading>,
}

impl Character {
    pub(super) fn of(raw: char) -> Self {
        let folded = fold(raw);
        Self {
            raw,
            folded,
            readings: folded.map(readings).unwrap_or_default(),
        }
    }
}
