/*!
The other budgets of a library that a budget is held against.
*/

use crate::budget::Book;
use crate::checks::{Kin, are_neighbours};
use crate::library::{CatalogueEntry, Library};

/// Reads the neighbours of a budget among the library's.
pub(super) fn neighbours(
    library: &Library,
    catalogue: &[CatalogueEntry],
    of: &CatalogueEntry,
) -> anyhow::Result<Vec<Book>> {
    catalogue
        .iter()
        .filter(|other| are_neighbours(kin(of), kin(other)))
        .map(|other| Ok(library.book(other.id)?))
        .collect()
}

fn kin(entry: &CatalogueEntry) -> Kin<'_> {
    Kin {
        identity: &entry.identity,
        department: &entry.summary.department,
    }
}
