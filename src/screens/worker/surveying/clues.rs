/*!
Gathering clues: of each budget by itself, and of all among their peers.
*/

use super::{MOST_LISTED, fits};
use crate::budget::{Book, Identity};
use crate::library::{CatalogueEntry, Neighbourhood};
use crate::screening::{Clue, Peers, clues_of, year_before};
use crate::screens::model::survey::{Clued, Surveyed};
use std::collections::HashMap;
use std::sync::Arc;

/// What was gathered so far.
#[derive(Default)]
pub struct Clues {
    peers: Peers,
    /// The clues of budgets by themselves, with their places in the catalogue.
    alone: Vec<(usize, Clue)>,
    /// The budgets of the unit read last: the year before comes right before, for the catalogue goes by unit
    /// and year.
    of_unit: Vec<Arc<Book>>,
}

impl Clues {
    /// Takes in the budget at a place of the catalogue.
    pub fn take(&mut self, at: usize, book: &Arc<Book>) {
        self.of_unit
            .retain(|earlier| earlier.identity.unit == book.identity.unit);
        let others: Vec<&Book> = self.of_unit.iter().map(AsRef::as_ref).collect();
        let found = clues_of(book, year_before(book, &others));
        self.alone.extend(found.into_iter().map(|clue| (at, clue)));
        self.peers.add(book);
        self.of_unit.push(Arc::clone(book));
    }

    /// The clues of the budgets of which these words are said, in the catalogue's order.
    pub fn put_together(&self, around: &Neighbourhood, words: &[&str]) -> Surveyed {
        let budgets = around.catalogue();
        let at: HashMap<&Identity, usize> = (0..)
            .zip(budgets)
            .map(|(at, entry)| (&entry.identity, at))
            .collect();
        let among_peers = self.peers.clues().into_iter();
        let among_peers =
            among_peers.filter_map(|(identity, clue)| Some((*at.get(&identity)?, clue)));
        let mut all: Vec<(usize, Clue)> = self.alone.iter().cloned().chain(among_peers).collect();
        let is_asked = |entry: &CatalogueEntry, clue: &Clue| {
            let is_said =
                |word: &&&str| clue.words.contains(**word) || clue.kind.label().contains(**word);
            let of_budget: Vec<&str> = words
                .iter()
                .filter(|word| !is_said(word))
                .copied()
                .collect();
            fits(entry.kin(), &of_budget)
        };
        all.retain(|(at, clue)| budgets.get(*at).is_some_and(|entry| is_asked(entry, clue)));
        all.sort_by_key(|(at, clue)| (*at, clue.kind));
        let count = all.len();
        let listed = all.into_iter().take(MOST_LISTED);
        let clued = |(at, clue): (usize, Clue)| {
            let entry = budgets.get(at)?;
            Some(Clued {
                document: entry.id,
                identity: entry.identity.clone(),
                clue,
            })
        };
        Surveyed::Clues {
            listed: listed.filter_map(clued).collect(),
            all: count,
        }
    }
}
