/*!
What is known of the library so far.
*/

use crate::budget::{Book, Classification, RowUnit, YearLists, of_unit};
use crate::checks::Checked;
use crate::library::{CatalogueEntry, DocumentId};
use crate::screens::model::catalogue::Catalogue;
use crate::screens::model::noting;
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::survey::Surveys;
use crate::screens::worker::shelf::{Counted, Occurrence, Question};
use crate::search::{Found, Index, Kind, Occurrence as NameOccurrence, Query};
use std::collections::HashMap;
use std::sync::Arc;

/// What is known of the library so far.
#[derive(Debug, Default)]
pub struct Stock {
    /// The budgets, once they are known.
    pub catalogue: Option<Catalogue>,
    /// The lists of codes that the user imported.
    pub lists: Arc<YearLists>,
    /// Those that were opened.
    pub books: HashMap<DocumentId, Arc<Book>>,
    /// The units that each of those tells apart.
    pub row_units: HashMap<DocumentId, Vec<RowUnit>>,
    /// The one that is narrowed to a unit.
    pub narrowed: Option<Narrowed>,
    /// Where a code stands in all of them.
    pub occurrences: Option<(Classification, String, Vec<Occurrence>)>,
    /// What the checks say of those whose findings were looked at.
    pub checked: HashMap<DocumentId, Arc<Checked>>,
    /// The findings of the budgets in short, as far as they were counted.
    pub counted: HashMap<DocumentId, Counted>,
    /// The budgets before that one in the catalogue are all counted.
    pub counted_before: usize,
    /// The names of the library, to search in.
    pub index: Option<NameIndex>,
    /// What the last search found.
    pub answered: Option<Answered>,
    /// The auditor's notes.
    pub notes: noting::Known,
    /// What was asked of all budgets.
    pub surveys: Surveys,
    /// What could not be fetched, and why.
    pub failures: Vec<(Question, String)>,
}

/// A budget narrowed to a unit.
#[derive(Debug)]
pub struct Narrowed {
    document: DocumentId,
    /// Which unit.
    pub unit: RowUnit,
    /// The budget, as if it printed that unit alone.
    pub book: Book,
}

impl Stock {
    /// The units that a budget tells apart.
    pub fn row_units(&self, id: DocumentId) -> &[RowUnit] {
        self.row_units.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Makes the narrowed budget that a stop shows, unless it is there.
    pub fn narrow(&mut self, stop: &Stop) {
        let (Some(id), Some(key)) = (stop.document(), &stop.unit) else {
            return;
        };
        let is_there = |narrowed: &Narrowed| narrowed.document == id && narrowed.unit.key() == key;
        if self.narrowed.as_ref().is_some_and(is_there) {
            return;
        }
        let mut units = self.row_units(id).iter();
        let unit = units.find(|unit| unit.key() == key).cloned();
        self.narrowed = unit.zip(self.books.get(&id)).map(|(unit, book)| Narrowed {
            document: id,
            book: of_unit(book, &unit),
            unit,
        });
    }

    /// The narrowed budget of a stop. The document itself, its tables and what the checks say
    /// are always whole.
    pub(in crate::screens) fn narrowed_at(&self, stop: &Stop) -> Option<&Narrowed> {
        let At::Budget(id, page) = &stop.at else {
            return None;
        };
        let is_whole = match page {
            Page::Indicator { .. } | Page::RowUnits => true,
            page => matches!(
                page.kind().tab(),
                Some(Tab::Tables | Tab::Source | Tab::Findings)
            ),
        };
        let key = stop.unit.as_ref().filter(|_| !is_whole)?;
        let narrowed = self.narrowed.as_ref()?;
        (narrowed.document == *id && narrowed.unit.key() == key).then_some(narrowed)
    }

    /// The entry of a budget.
    pub fn entry(&self, id: DocumentId) -> Option<&CatalogueEntry> {
        self.catalogue.as_ref()?.entry(id)
    }

    /// Knows these budgets from now on.
    pub fn take_catalogue(&mut self, catalogue: Vec<CatalogueEntry>) {
        self.catalogue = Some(Catalogue::of(catalogue));
        self.counted_before = 0;
        self.count_counted();
    }

    /// Finds the first budget that is not counted, from where that was last time: counts come in
    /// the catalogue's order.
    pub fn count_counted(&mut self) {
        let catalogue = self.catalogue.iter().flat_map(|catalogue| catalogue.iter());
        let mut left = catalogue.skip(self.counted_before);
        let counted = |entry: &CatalogueEntry| self.counted.contains_key(&entry.id);
        let more = left.position(|entry| !counted(entry));
        let count = self
            .catalogue
            .as_ref()
            .map_or(0, |catalogue| catalogue.len());
        self.counted_before = more.map_or(count, |more| self.counted_before + more);
    }

    /// Where a code stands in all budgets, if that is known.
    pub fn occurrences_of(
        &self,
        classification: Classification,
        code: &str,
    ) -> Option<&[Occurrence]> {
        match &self.occurrences {
            Some((of, about, found)) if *of == classification && about == code => Some(found),
            _ => None,
        }
    }

    pub(in crate::screens) fn failure(&self, question: &Question) -> Option<&str> {
        self.failures
            .iter()
            .find(|(asked, _)| asked == question)
            .map(|(_, why)| why.as_str())
    }
}

/// The names of a library; kept and handed on, never looked into on the screen's thread.
pub type NameIndex = Arc<Index>;

/// What was found for what.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// Names of which kind.
    pub kind: Option<Kind>,
    /// The query as it was meant.
    pub query: Query,
    /// The hits.
    pub found: Found,
    /// The occurrences of the unfolded hit.
    pub unfolded: Option<(u32, Vec<NameOccurrence>)>,
}
