/*!
Which budgets of a library a budget is held against.
*/

use super::stored::{Spot, Stored, identity};
use super::{CatalogueEntry, DocumentId};
use crate::budget::{Identity, Kin, are_neighbours};
use crate::sqlite::Flaw;
use rusqlite::{Connection, OptionalExtension, Row};
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

    /// The entry of a document.
    pub fn entry(&self, id: DocumentId) -> Option<&CatalogueEntry> {
        self.catalogue.get(*self.by_id.get(&id)?)
    }

    /// The documents that a budget is held against: those of other budgets, and the one that
    /// its own took the place of. None for a document that is not in the catalogue.
    pub fn around(&self, id: DocumentId) -> Vec<DocumentId> {
        let entry = self.by_id.get(&id).and_then(|at| self.catalogue.get(*at));
        let Some(entry) = entry else {
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
            .filter(|candidate| are_neighbours(entry.kin(), candidate.kin()))
            .map(|candidate| candidate.id)
            .chain(entry.earlier)
            .collect()
    }
}

/// The number of a document that a budget is read from, and the documents that it is held against: what
/// [`Neighbourhood::around`] finds in the catalogue.
pub(super) fn around(
    connection: &Connection,
    id: DocumentId,
) -> Result<Option<(i64, Vec<DocumentId>)>, Flaw> {
    let found: Option<(i64, Option<i64>)> = connection
        .prepare_cached("SELECT number, earlier FROM documents WHERE id = ?1 AND current = 1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((number, earlier)) = found else {
        return Ok(None);
    };
    // The budgets of the unit, of the department above and of those below; the budget is among them.
    let mut select = connection.prepare_cached(
        "SELECT others.id, others.unit, others.year, others.stage, others.scope, others.department
            FROM documents AS own JOIN documents AS others
                ON others.unit IN (own.unit, own.department) AND others.current = 1
            WHERE own.number = ?1
         UNION
         SELECT others.id, others.unit, others.year, others.stage, others.scope, others.department
            FROM documents AS own JOIN documents AS others
                ON others.department = own.unit AND others.current = 1
            WHERE own.number = ?1",
    )?;
    let mut near = Vec::new();
    let mut rows = select.query([number])?;
    while let Some(row) = rows.next()? {
        near.push(Near::of(row)?);
    }
    let Some(document) = near.iter().find(|near| near.id == id) else {
        return Ok(None);
    };
    let neighbours = near.iter();
    let neighbours = neighbours.filter(|neighbour| are_neighbours(document.kin(), neighbour.kin()));
    let ids = neighbours.map(|neighbour| neighbour.id);
    Ok(Some((number, ids.chain(earlier.map(DocumentId)).collect())))
}

/// What tells whether a document is held against another.
struct Near {
    id: DocumentId,
    identity: Identity,
    department: String,
}

impl Near {
    fn of(row: &Row) -> Result<Self, Flaw> {
        let id = row.get(0)?;
        let stored = Stored::new(row, Spot::Document(id));
        Ok(Self {
            id: DocumentId(id),
            identity: identity(&stored, 1)?,
            department: stored.get(5)?,
        })
    }

    fn kin(&self) -> Kin<'_> {
        Kin {
            identity: &self.identity,
            department: &self.department,
        }
    }
}
