/*!
One habit, one finding.

A document whose template left thirteen blanks has one cause of them. Places that say the
same are gathered into one remark that stands at the first and names the others.
*/

use crate::budget::{Evidence, Place, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{Clause, Fault};

/// A place where a rule fails.
#[derive(Debug, Clone)]
pub struct Spot {
    /// What stands there.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The table it stands in.
    pub table: Option<usize>,
    /// The ordinal of its row.
    pub row: Option<u32>,
}

impl Spot {
    /// A place outside of any table.
    pub fn in_prose(text: impl Into<String>, place: Place) -> Self {
        Self {
            text: text.into(),
            place,
            table: None,
            row: None,
        }
    }

    /// A place in a table.
    pub fn in_table(text: impl Into<String>, place: Place, table: usize) -> Self {
        Self {
            table: Some(table),
            ..Self::in_prose(text, place)
        }
    }
}

/// What is said of the places of a cluster.
#[derive(Debug, Clone)]
pub struct Saying {
    /// What is wrong at each of them.
    pub fault: Fault,
    /// How much it weighs.
    pub severity: Severity,
}

/// How many other places a message names.
const MOST_NAMED: usize = 6;

/// Writes one remark for all the places; nothing where there are none.
pub fn remark(subject: &Subject, ledger: &mut Ledger, saying: Saying, spots: &[Spot]) {
    let Some((first, others)) = spots.split_first() else {
        return;
    };
    let left = Evidence::at(first.text.clone(), first.place);
    let mut finding = saying.fault.finding(saying.severity, left);
    (finding.table, finding.row) = (first.table, first.row);
    if !others.is_empty() {
        let named = others.iter().take(MOST_NAMED).map(|spot| {
            let name = subject.book.source.name_of(spot.place);
            (name, shortened(&spot.text))
        });
        let clause = Clause::Alike {
            count: spots.len(),
            others: named.collect(),
            are_more: others.len() > MOST_NAMED,
        };
        finding.message.push_str(&clause.to_string());
    }
    ledger.finding(finding);
}

/// A text short enough to be quoted in a message.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 24;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MOST - 1).collect();
    kept + "…"
}
