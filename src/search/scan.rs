/*!
One pass over the names, a few thousand at a time.

Whoever drives it may stop after any stretch, look at what is there, go on, or
drop it. What it has seen is worth something either way: the names that
answered are all that a longer query needs to look at.
*/

use super::alignment::PreparedName;
use super::index::Index;
use super::plan::{Plan, Reaches};
use super::query::Query;
use super::ranking::{Best, Rank};
use super::{Found, Kind, Totals};
use crate::narrow::narrow;
use std::cmp::Reverse;

/// Names a stretch: a fraction of a millisecond where the signature decides, a few
/// milliseconds where every name has to be scored.
const STRETCH: usize = 4096;

/// What an earlier query leaves to look at: names that answered it, and those from
/// `rest` on, which it had not come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Leftover {
    answered: Vec<u32>,
    rest: usize,
}

/// A pass over the names of an index.
pub(super) struct Scan<'a> {
    index: &'a Index,
    plan: Plan,
    kind: Option<Kind>,
    before: Leftover,
    /// How many of `before.answered`, and then how far through the names.
    listed: usize,
    next: usize,
    best: Best,
    totals: Totals,
    answered: Vec<u32>,
    reaches: Reaches,
    prepared: PreparedName,
}

impl<'a> Scan<'a> {
    /// A pass over all names.
    pub(super) fn new(index: &'a Index, query: &Query, kind: Option<Kind>, limit: usize) -> Self {
        Self::over(index, query, kind, limit, Leftover::default())
    }

    /// A pass over what an earlier query has left.
    pub(super) fn over(
        index: &'a Index,
        query: &Query,
        kind: Option<Kind>,
        limit: usize,
        before: Leftover,
    ) -> Self {
        Self {
            index,
            plan: Plan::of(query, index),
            kind,
            listed: 0,
            next: before.rest,
            before,
            best: Best::new(limit),
            totals: Totals::default(),
            answered: Vec::new(),
            reaches: Reaches::new(),
            prepared: PreparedName::default(),
        }
    }

    /// Looks at the next stretch of names; whether more are left.
    pub(super) fn advance(&mut self) -> bool {
        if !self.plan.possible {
            return false;
        }
        if self.listed < self.before.answered.len() {
            let end = (self.listed + STRETCH).min(self.before.answered.len());
            for at in self.listed..end {
                self.look_at(self.before.answered[at] as usize);
            }
            self.listed = end;
        } else {
            let end = (self.next + STRETCH).min(self.index.names.len());
            for id in self.next..end {
                self.look_at(id);
            }
            self.next = end;
        }
        self.has_more()
    }

    fn has_more(&self) -> bool {
        self.plan.possible
            && (self.listed < self.before.answered.len() || self.next < self.index.names.len())
    }

    #[inline]
    fn look_at(&mut self, id: usize) {
        let (names, wanted) = (&self.index.names, self.plan.wanted);
        if names.written[id] & wanted.written == wanted.written
            && names.spoken[id] & wanted.spoken == wanted.spoken
        {
            self.read(id);
        }
    }

    fn read(&mut self, id: usize) {
        if !self.plan.asks(self.index, id, &mut self.reaches) {
            return;
        }
        self.answered.push(narrow::<u32>(id));
        let kind = self.index.names.about(id).kind;
        self.totals.count(kind);
        if self.kind.is_some_and(|only| only != kind) {
            return;
        }
        let mut rank = Rank {
            contiguous: Plan::is_contiguous(&self.reaches),
            score: self.plan.bound(self.index, id, &self.reaches),
            name: Reverse(narrow::<u32>(id)),
        };
        if self.best.admits(rank) {
            self.prepared.set(self.index.names.text(id));
            rank.score = self
                .plan
                .score(self.index, id, &self.reaches, &self.prepared);
            self.best.add(rank);
        }
    }

    /// How many hits there are to show.
    pub(super) fn found_any(&self) -> bool {
        self.totals.of(self.kind) > 0
    }

    /// What was found so far.
    pub(super) fn found(&self) -> Found {
        Found {
            hits: self
                .best
                .in_order()
                .into_iter()
                .map(|rank| self.plan.hit(self.index, rank.name.0 as usize, rank.score))
                .collect(),
            totals: self.totals,
            complete: !self.has_more(),
        }
    }

    /// What a query that narrows this one has to look at.
    pub(super) fn leftover(mut self) -> Leftover {
        self.answered
            .extend_from_slice(&self.before.answered[self.listed..]);
        Leftover {
            answered: self.answered,
            rest: self.next,
        }
    }
}
