/*!
The budgets of the library in its order, found by id and by unit without going through all of them: a
cursor move asks for both, and a library may hold a hundred thousand.
*/

use crate::library::{CatalogueEntry, DocumentId};
use std::collections::HashMap;
use std::ops::Deref;

/// The budgets of a library.
#[derive(Debug, Default)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    by_id: HashMap<DocumentId, usize>,
    /// For each unit which it is, counted by their first budgets, and where its budgets stand.
    by_unit: HashMap<String, (usize, Vec<usize>)>,
}

impl Catalogue {
    /// Looks through the budgets once.
    pub fn of(entries: Vec<CatalogueEntry>) -> Self {
        let mut by_unit: HashMap<String, (usize, Vec<usize>)> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let number = by_unit.len();
            let unit = by_unit.entry(entry.identity.unit.clone());
            let (_, budgets) = unit.or_insert_with(|| (number, Vec::new()));
            budgets.push(at);
        }
        let by_id = entries.iter().enumerate();
        Self {
            by_id: by_id.map(|(at, entry)| (entry.id, at)).collect(),
            by_unit,
            entries,
        }
    }

    /// The entry of a budget.
    pub fn entry(&self, id: DocumentId) -> Option<&CatalogueEntry> {
        self.entries.get(*self.by_id.get(&id)?)
    }

    /// The budgets of a unit.
    pub fn of_unit(&self, unit: &str) -> impl Iterator<Item = &CatalogueEntry> + Clone {
        let budgets = self.by_unit.get(unit);
        let places = budgets.into_iter().flat_map(|(_, places)| places);
        places.filter_map(|at| self.entries.get(*at))
    }

    /// Which of the units this is, counted by their first budgets.
    pub fn number_of_unit(&self, unit: &str) -> Option<usize> {
        self.by_unit.get(unit).map(|(number, _)| *number)
    }

    /// How many units there are.
    pub fn unit_count(&self) -> usize {
        self.by_unit.len()
    }
}

impl Deref for Catalogue {
    type Target = [CatalogueEntry];

    fn deref(&self) -> &[CatalogueEntry] {
        &self.entries
    }
}
