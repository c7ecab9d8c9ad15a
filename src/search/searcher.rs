/*!
A search that remembers the question before: each keystroke narrows the list.
*/

use super::scan::{Leftover, Scan};
use super::{Found, Index, Kind, Query};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A query with the kind of names and the number of hits asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What was typed.
    pub query: Query,
    /// Names of one kind, or of all.
    pub kind: Option<Kind>,
    /// The most hits that are of use.
    pub limit: usize,
}

/// Searches one index, question after question.
#[derive(Debug)]
pub struct Searcher {
    index: Arc<Index>,
    earlier: Option<(Query, Leftover)>,
}

/// A first look is given after this long, so that a person sees hits within a frame.
const FIRST_LOOK: Duration = Duration::from_millis(8);

impl Searcher {
    /// A searcher of an index.
    pub fn new(index: Arc<Index>) -> Self {
        Self {
            index,
            earlier: None,
        }
    }

    /// The index.
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// Answers a question; none where `wanted` said no meanwhile. If that takes long,
    /// `first_look` gets what is there after a few milliseconds, once, before the answer.
    pub fn search(
        &mut self,
        question: &Question,
        wanted: &dyn Fn() -> bool,
        first_look: &mut dyn FnMut(Found),
    ) -> Option<Found> {
        let before = match self.earlier.take() {
            Some((query, leftover)) if question.query.narrows(&query) => leftover,
            _ => Leftover::default(),
        };
        let index = Arc::clone(&self.index);
        let mut scan = Scan::over(
            &index,
            &question.query,
            question.kind,
            question.limit,
            before,
        );
        let started = Instant::now();
        let mut looked = false;
        let mut still_wanted = wanted();
        while still_wanted && scan.advance() {
            if !looked && scan.found_any() && started.elapsed() >= FIRST_LOOK {
                looked = true;
                first_look(scan.found());
            }
            still_wanted = wanted();
        }
        let found = still_wanted.then(|| scan.found());
        self.earlier = Some((question.query.clone(), scan.leftover()));
        found
    }
}
