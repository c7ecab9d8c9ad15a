/*!
Tables that lost their columns and whose cells were so narrow that their numbers broke: `4493.` on one line, `21` on
another, where the text no longer says which cell either stood in.

A fragment is a number like any other, so nothing that is read there proves anything. Such a table is listed, not read.
*/

use crate::budget::Place;
use crate::pattern::regex;
use crate::records::money::words;
use crate::tables::Layout;
use regex::Regex;
use std::sync::LazyLock;

/// A number that goes on behind its comma or its point; `10.` is the number of an item.
static BROKEN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[-－−]?(?:\d{3,}|\d[\d,]*,[\d,]*)[.,]$"));

/// Broken numbers without which a mark behind digits is a slip of the hand.
const FEWEST: usize = 3;

/// Where the first of the broken numbers of such a table stands, and what is left of it.
pub fn first(layout: &Layout) -> Option<(Place, String)> {
    let Layout::Collapsed(lines) = layout else {
        return None;
    };
    let words: Vec<_> = lines.iter().flat_map(words::words).collect();
    let broken: Vec<_> = (words.iter())
        .filter(|word| BROKEN.is_match(&word.text))
        .collect();
    let first = broken.first().filter(|_| broken.len() >= FEWEST)?;
    Some((first.place, first.text.clone()))
}

#[cfg(test)]
mod tests {
    use super::first;
    use crate::tables::{Layout, pages::lines};

    fn is_broken(text: &str) -> bool {
        first(&Layout::Collapsed(lines(text))).is_some()
    }

    #[test]
    fn numbers_that_broke_are_found() {
        assert!(is_broken("合计\n4493.\n21\n3862.\n26\n631,\n000.87"));
    }

    #[test]
    fn items_and_slips_are_none() {
        assert!(!is_broken(
            "10.\n办公费\n4493.21\n11.\n水费\n12.\n电费\n3.00"
        ));
        assert!(!is_broken("合计\n4493.\n3.00"));
    }
}
