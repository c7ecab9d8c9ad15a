/*!
Questions about many budgets, which read none of them whole.
*/

use super::codes::CLASSIFICATIONS;
use super::made::target_of;
use super::stored::{Spot, Stored, amount, identity, place};
use super::{CatalogueEntry, CodePlace, DocumentId, Entry, Kind, Library, LibraryError};
use crate::budget::{Classification, TableKind};
use crate::sqlite::Flaw;
use rusqlite::Connection;
use std::collections::HashSet;

impl Library {
    /// The budgets that print or promise a table of a kind.
    pub fn having_table(&self, kind: TableKind) -> Result<HashSet<DocumentId>, LibraryError> {
        let connection = self.database.asked();
        let read = || -> Result<HashSet<DocumentId>, Flaw> {
            let mut select = connection.prepare_cached(
                "SELECT documents.id FROM contents JOIN documents ON number = document
                 WHERE kind = (SELECT id FROM names WHERE text = ?1) AND current = 1",
            )?;
            let found = select.query_map([kind.name()], |row| row.get(0).map(DocumentId))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        };
        read().map_err(|flaw| self.flawed(flaw, None))
    }

    /// The budgets in which a search finds a thing of a kind by a name that is meant.
    pub fn having_entry(
        &self,
        kind: Kind,
        is_meant: &dyn Fn(&str) -> bool,
    ) -> Result<HashSet<DocumentId>, LibraryError> {
        let connection = self.database.asked();
        having_entry(connection, kind, is_meant).map_err(|flaw| self.flawed(flaw, None))
    }

    /// Where a code stands in all the budgets, one place a table, in the order of their
    /// identities.
    pub fn code_places(
        &self,
        classification: Classification,
        code: &str,
    ) -> Result<Vec<CodePlace>, LibraryError> {
        let connection = self.database.asked();
        code_places(connection, classification, code).map_err(|flaw| self.flawed(flaw, None))
    }

    /// Hands on what a search finds in a budget.
    pub fn search_entries(
        &self,
        budget: &CatalogueEntry,
        take: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<(), LibraryError> {
        let connection = self.database.asked();
        entries_in(connection, budget, take).map_err(|flaw| self.flawed(flaw, Some(budget.id)))
    }
}

fn having_entry(
    connection: &Connection,
    kind: Kind,
    is_meant: &dyn Fn(&str) -> bool,
) -> Result<HashSet<DocumentId>, Flaw> {
    let mut meant: HashSet<i64> = HashSet::new();
    let mut select = connection.prepare_cached("SELECT id, text FROM names")?;
    let mut names = select.query([])?;
    while let Some(row) = names.next()? {
        let text: String = row.get(1)?;
        if is_meant(&text) {
            meant.insert(row.get(0)?);
        }
    }
    let mut having = HashSet::new();
    if meant.is_empty() {
        return Ok(having);
    }
    let number = Kind::ALL.iter().position(|numbered| *numbered == kind);
    let number = number.and_then(|number| i64::try_from(number).ok());
    let mut select = connection.prepare_cached(
        "SELECT name, documents.id FROM entries JOIN documents ON number = document
         WHERE kind = ?1 AND current = 1",
    )?;
    let mut entries = select.query([number])?;
    while let Some(row) = entries.next()? {
        if meant.contains(&row.get(0)?) {
            having.insert(DocumentId(row.get(1)?));
        }
    }
    Ok(having)
}

fn code_places(
    connection: &Connection,
    classification: Classification,
    code: &str,
) -> Result<Vec<CodePlace>, Flaw> {
    let number = CLASSIFICATIONS.iter().position(|c| *c == classification);
    let mut select = connection.prepare_cached(
        "SELECT documents.id, unit, year, stage, scope, kinds.text, names.text, printed, money_unit,
            line, start, stop
         FROM codes JOIN documents ON number = document
            LEFT JOIN names AS kinds ON kinds.id = codes.kind
            LEFT JOIN names ON names.id = codes.name
         WHERE classification = ?1 AND code = ?2 AND current = 1
         ORDER BY document, table_no",
    )?;
    let number = number.and_then(|number| i64::try_from(number).ok());
    let mut rows = select.query((number, code))?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let stored = Stored::new(row, Spot::Document(id));
        places.push(CodePlace {
            document: DocumentId(id),
            identity: identity(&stored, 1)?,
            table: stored.word(5, TableKind::from_name)?,
            name: stored.get(6)?,
            amount: amount(&stored, 7, 8)?,
            place: place(&stored, 9)?,
        });
    }
    // The places of one budget stay in the order of its tables.
    places.sort_by(|place, other| place.identity.cmp(&other.identity));
    Ok(places)
}

fn entries_in(
    connection: &Connection,
    budget: &CatalogueEntry,
    take: &mut dyn FnMut(&Entry<'_>),
) -> Result<(), Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT entry_no, kind, names.text, code, printed, money_unit, target, table_no, row_no
         FROM entries LEFT JOIN names ON names.id = entries.name
         WHERE document = (SELECT number FROM documents WHERE id = ?1) ORDER BY entry_no",
    )?;
    let mut rows = select.query([budget.id.0])?;
    let mut next = 0;
    while let Some(row) = rows.next()? {
        let stored = Stored::new(row, Spot::Document(budget.id.0));
        stored.next(0, next)?;
        next += 1;
        let kind: u8 = stored.get(1)?;
        let kind = Kind::ALL.get(usize::from(kind)).copied();
        let target = target_of(stored.get(6)?, stored.get(7)?, stored.get(8)?);
        let name: String = stored.get(2)?;
        let code: Option<String> = stored.get(3)?;
        let amount = match stored.get::<Option<String>>(4)? {
            None => None,
            Some(_) => Some(amount(&stored, 4, 5)?),
        };
        let identity = &budget.identity;
        take(&Entry {
            kind: kind.ok_or_else(|| stored.strange(1, "不是本程序认识的种类"))?,
            name: &name,
            code: code.as_deref().unwrap_or_default(),
            unit: &identity.unit,
            year: identity.year,
            stage: identity.stage,
            scope: identity.scope,
            amount,
            document: budget.id,
            target: target.ok_or_else(|| stored.strange(6, "不是本程序认识的去处"))?,
        });
    }
    Ok(())
}
