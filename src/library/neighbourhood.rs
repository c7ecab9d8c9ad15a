/*!
Which budgets of a library a budget is held against.
*/

use super::{CatalogueEntry, DocumentId};
use crate::budget::are_neighbours;
use std::collections::{BTreeSet, HashMap};

/// The budgets of a library by unit and by department, so that those around one are found
/// without asking all.
#[derive(Debug, Default)]
pub struct Neighbourhood {
    catalogue: Vec<CatalogueEntry>,
    by_id: HashMap<DocumentId, usize>,
    by_unit: HashMap<String, Vec<usize>>,
    by_department: HashMap<String, Vec<usize>>,
}

impl Neighbourhood {
    /// Looks through a catalogue once.
    pub fn of(catalogue: Vec<CatalogueEntry>) -> Self {
        let mut by_id = HashMap::new();
        let mut by_unit: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_department: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in catalogue.iter().enumerate() {
            by_id.insert(entry.id, index);
            let unit = entry.identity.unit.clone();
            by_unit.entry(unit).or_default().push(index);
            let department = entry.summary.department.clone();
            by_department.entry(department).or_default().push(index);
        }
        Self {
            catalogue,
            by_id,
            by_unit,
            by_department,
        }
    }

    /// The budgets, in the catalogue's order.
    pub fn catalogue(&self) -> &[CatalogueEntry] {
        &self.catalogue
    }

    /// The documents that a budget is held against: those of other budgets, and the one that
    /// its own took the place of. None for a document that is not in the catalogue.
    pub fn around(&self, id: DocumentId) -> Vec<DocumentId> {
        let own = self.by_id.get(&id).and_then(|at| self.catalogue.get(*at));
        let Some(entry) = own else {
            return Vec::new();
        };
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
            .filter(|other| are_neighbours(entry.kin(), other.kin()))
            .map(|other| other.id)
            .chain(entry.earlier)
            .collect()
    }
}
