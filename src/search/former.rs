/*!
An index of before, taken apart by document, so that the next one asks the library for new
documents alone.
*/

use super::{Entry, Index};
use crate::library::{CatalogueEntry, DocumentId};
use crate::narrow::narrow;
use std::collections::HashMap;

/// An index that is not of the library as it is now.
#[derive(Debug)]
pub struct Former {
    index: Index,
    numbers: HashMap<DocumentId, u32>,
    /// Where the occurrences of a document begin in `by_document`; one more than there are.
    starts: Vec<usize>,
    by_document: Vec<u32>,
    /// The name of each occurrence.
    names: Vec<u32>,
}

impl Index {
    /// Whether the index is of these budgets, in this order.
    pub fn is_of(&self, catalogue: &[CatalogueEntry]) -> bool {
        let documents = &self.occurrences.documents;
        let ids = documents.iter().map(|document| document.id);
        documents.len() == catalogue.len() && ids.eq(catalogue.iter().map(|entry| entry.id))
    }
}

impl Former {
    /// Takes an index apart; none where it does not know the order of its entries.
    pub fn of(index: Index) -> Option<Self> {
        let all = &index.occurrences;
        if all.order.len() != all.len() {
            return None;
        }
        let mut starts = vec![0; all.documents.len() + 1];
        for document in &all.document {
            starts[*document as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut names = vec![0; all.len()];
        for name in 0..index.names.len() {
            names[all.of(name)].fill(narrow::<u32>(name));
        }
        let mut next = starts.clone();
        let mut by_document = vec![0; all.len()];
        for (at, document) in all.document.iter().enumerate() {
            let slot = &mut next[*document as usize];
            by_document[*slot] = narrow::<u32>(at);
            *slot += 1;
        }
        for pair in starts.windows(2) {
            by_document[pair[0]..pair[1]].sort_by_key(|at| all.order[*at as usize]);
        }
        let ids = all.documents.iter().map(|document| document.id);
        Some(Self {
            numbers: ids.zip(0..).collect(),
            starts,
            by_document,
            names,
            index,
        })
    }

    /// Hands on the entries of a document in their order; whether it has the document.
    pub fn entries(&self, document: DocumentId, take: &mut dyn FnMut(&Entry<'_>)) -> bool {
        let Some(number) = self.numbers.get(&document).map(|number| *number as usize) else {
            return false;
        };
        let all = &self.index.occurrences;
        for at in &self.by_document[self.starts[number]..self.starts[number + 1]] {
            let name = self.names[*at as usize] as usize;
            let occurrence = all.whole(*at as usize);
            take(&Entry {
                kind: self.index.names.about(name).kind,
                name: self.index.names.text(name),
                code: &occurrence.code,
                unit: &occurrence.unit,
                year: occurrence.year,
                stage: occurrence.stage,
                scope: occurrence.scope,
                amount: occurrence.amount,
                document: occurrence.document,
                target: occurrence.target,
            });
        }
        true
    }
}
