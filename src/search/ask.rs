/*!
One question to an index, from its first name to its last.
*/

use super::index::Index;
use super::plan::Plan;
use super::scan::Scan;
use super::{Found, Hit, Kind, Occurrence, Query};

impl Index {
    /// The best `limit` hits of a query, of one kind or of all. `wanted` is asked every
    /// few thousand names; once it says no, what was found so far comes back, incomplete.
    pub fn search(
        &self,
        query: &Query,
        kind: Option<Kind>,
        limit: usize,
        wanted: &dyn Fn() -> bool,
    ) -> Found {
        let mut scan = Scan::new(self, query, kind, limit);
        while wanted() && scan.advance() {}
        scan.found()
    }

    /// Every occurrence of a hit that answers the query it was a hit of.
    pub fn occurrences(&self, query: &Query, hit: &Hit) -> Vec<Occurrence> {
        if hit.count == hit.occurrences.len() || hit.id as usize >= self.names.len() {
            return hit.occurrences.clone();
        }
        Plan::of(query, self).occurrences(self, hit.id as usize, usize::MAX)
    }
}
