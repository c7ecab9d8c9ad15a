/*!
The other budgets of a library that a budget is held against.
*/

use crate::checks::{Kin, are_neighbours};
use crate::library::{CatalogueEntry, DocumentId};
use std::collections::{BTreeSet, HashMap};

/// The budgets of a library by unit and by department, so that those around one are found
/// without asking all.
pub(super) struct Neighbourhood<'c> {
    catalogue: &'c [CatalogueEntry],
    by_unit: HashMap<&'c str, Vec<usize>>,
    by_department: HashMap<&'c str, Vec<usize>>,
}

impl<'c> Neighbourhood<'c> {
    /// Looks through a catalogue once.
    pub fn of(catalogue: &'c [CatalogueEntry]) -> Self {
        let mut found = Self {
            catalogue,
            by_unit: HashMap::new(),
            by_department: HashMap::new(),
        };
        for (index, entry) in catalogue.iter().enumerate() {
            let unit = entry.identity.unit.as_str();
            found.by_unit.entry(unit).or_default().push(index);
            let department = entry.summary.department.as_str();
            found
                .by_department
                .entry(department)
                .or_default()
                .push(index);
        }
        found
    }

    /// The documents that a budget is held against: those of other budgets, and the one that
    /// its own took the place of.
    pub fn around(&self, entry: &CatalogueEntry) -> Vec<DocumentId> {
        let unit = entry.identity.unit.as_str();
        let candidates: BTreeSet<usize> = [
            self.by_unit.get(unit),
            self.by_unit.get(entry.summary.department.as_str()),
            self.by_department.get(unit),
        ]
        .into_iter()
        .flatten()
        .flatten()
        .copied()
        .collect();
        candidates
            .into_iter()
            .filter_map(|index| self.catalogue.get(index))
            .filter(|other| are_neighbours(kin(entry), kin(other)))
            .map(|other| other.id)
            .chain(entry.earlier)
            .collect()
    }
}

fn kin(entry: &CatalogueEntry) -> Kin<'_> {
    Kin {
        identity: &entry.identity,
        department: &entry.summary.department,
    }
}
