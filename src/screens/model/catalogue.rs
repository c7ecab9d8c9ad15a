/*!
The budgets of the library, in the order of their identities, found by id and by unit without going
through all of them: a cursor move asks for both, and a library may hold a hundred thousand.
*/

use crate::library::{CatalogueEntry, DocumentId};
use std::collections::HashMap;
use std::ops::Deref;

/// The budgets of a library.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    by_id: HashMap<DocumentId, usize>,
    unit_count: usize,
}

impl Catalogue {
    /// Looks through the budgets once.
    pub fn of(mut entries: Vec<CatalogueEntry>) -> Self {
        if !entries.is_sorted_by_key(|entry| &entry.identity) {
            entries.sort_by(|one, another| one.identity.cmp(&another.identity));
        }
        let by_id = entries.iter().enumerate();
        let same_unit = |one: &CatalogueEntry, another: &CatalogueEntry| {
            one.identity.unit == another.identity.unit
        };
        Self {
            by_id: by_id.map(|(at, entry)| (entry.id, at)).collect(),
            unit_count: entries.chunk_by(same_unit).count(),
            entries,
        }
    }

    /// The entry of a budget.
    pub fn entry(&self, id: DocumentId) -> Option<&CatalogueEntry> {
        self.entries.get(*self.by_id.get(&id)?)
    }

    /// The budgets of a unit.
    pub fn of_unit(&self, unit: &str) -> &[CatalogueEntry] {
        let first = self
            .entries
            .partition_point(|entry| entry.identity.unit.as_str() < unit);
        let (_, rest) = self.entries.split_at(first);
        let count = rest.partition_point(|entry| entry.identity.unit == unit);
        rest.split_at(count).0
    }

    /// How many units there are.
    pub fn unit_count(&self) -> usize {
        self.unit_count
    }
}

impl Deref for Catalogue {
    type Target = [CatalogueEntry];

    fn deref(&self) -> &[CatalogueEntry] {
        &self.entries
    }
}
