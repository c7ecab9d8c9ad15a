/*!
The search over names: projects, indicators, 科目 and units of a whole library.

A library says few things very often: of twelve million indicators a few per
cent are distinct. So a name is kept once, its occurrences lie in flat arrays
beside it, and a question first asks a 64-bit signature of every name, which
costs a nanosecond; only the names that pass are read, and only those that can
still come among the best are scored.

```text
 entries ─▶ Builder ─▶ Index ─ names (shortest first), signatures, occurrences
                         │
 typed text ─▶ Query ─▶ Scan ─ signature ─▶ reach ─▶ score ─▶ the best ─▶ Found
                         │
                       Desk  ─ a worker whose one waiting question is the newest
```

The order of hits: every word contiguous before any word scattered, then
fuzzy-matcher's score, then the shorter name, then the order of the library.

Nothing here knows of terminals or of SQL: the explorer asks through a [`Desk`],
the command line through [`Index::search`].
*/

mod alignment;
mod ask;
mod character;
mod characters;
mod desk;
mod file;
mod folding;
mod former;
mod index;
mod names;
mod occurrences;
mod pattern;
mod plan;
mod query;
mod ranking;
mod readings;
mod scan;
mod searcher;
mod signature;
mod ways;

#[cfg(test)]
mod slow_path;

pub use desk::{Answer, Desk};
pub use former::Former;
pub use index::{Builder, Index};
pub use query::Query;
pub use searcher::{Question, Searcher};

pub use crate::library::{Entry, Kind, Target, entries_of};

use crate::budget::{Amount, Scope, Stage};
use crate::library::DocumentId;
use std::sync::Arc;

/// One occurrence of a name, as it comes out of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Whose budget it stands in.
    pub unit: Arc<str>,
    /// The budget's year.
    pub year: u16,
    /// 预算 or 决算.
    pub stage: Stage,
    /// 部门 or 单位.
    pub scope: Scope,
    /// The code, or empty.
    pub code: Arc<str>,
    /// The amount as printed.
    pub amount: Option<Amount>,
    /// The document.
    pub document: DocumentId,
    /// The place in it.
    pub target: Target,
}

/// A name that answers a query, with its occurrences folded into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What the name names.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// The code of a 科目, or empty.
    pub code: Arc<str>,
    /// The matched characters: indices into the name's `chars()`, ascending. Where letters
    /// were typed, the characters whose readings they began.
    pub positions: Vec<usize>,
    /// How many leading characters of the code were typed; 0 where the code did not match.
    pub code_typed: usize,
    /// Whether every word stands in one piece.
    pub contiguous: bool,
    /// fuzzy-matcher's score, summed over the words.
    pub score: i32,
    /// How many occurrences answer the query.
    pub count: usize,
    /// The first of them, in the library's order; [`Index::occurrences`] gives all.
    pub occurrences: Vec<Occurrence>,
    /// The name's number in its index.
    pub id: u32,
}

/// How many names answer a query, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals([usize; 4]);

impl Totals {
    /// Names of one kind, or of all.
    pub fn of(&self, kind: Option<Kind>) -> usize {
        match kind {
            Some(kind) => self.0[kind as usize],
            None => self.0.iter().sum(),
        }
    }

    fn count(&mut self, kind: Kind) {
        self.0[kind as usize] += 1;
    }
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The best hits, best first, at most as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many names answer the query, of any kind, shown or not.
    pub totals: Totals,
    /// Whether every name was looked at. Where not, hits and totals are of those that
    /// were: the shorter names.
    pub complete: bool,
}
