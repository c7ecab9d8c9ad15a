/*!
A document and the version of it that the library had before.
*/

use crate::budget::{Severity, TableKind};
use crate::checks::across::other::{Other, Sameness};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::wording::AcrossFault;
use std::collections::HashMap;

/// What makes a figure the same one in another version: table, both codes and the name of its
/// row, measure, year.
type Key<'b> = (TableKind, [&'b str; 3], &'b str, u16);

const VERSIONS: Sameness = Sameness {
    fault: AcrossFault::Version,
    severity: Severity::Warning,
};

/// U01: every figure that both versions print once.
pub fn check(subject: &Subject, ledger: &mut Ledger, earlier: &Subject) {
    let before = figures(earlier);
    let mut current: Vec<(Key, Term)> = figures(subject)
        .into_iter()
        .filter_map(|(key, term)| Some((key, term?)))
        .collect();
    current.sort_by_key(|(_, term)| term.cell);
    for (key, term) in current {
        if let Some(Some(then)) = before.get(&key) {
            VERSIONS.hold(subject, ledger, term, &Other::of(earlier, *then));
        }
    }
}

/// The figures of a budget; none where a key stands twice.
fn figures<'b>(subject: &Subject<'b>) -> HashMap<Key<'b>, Option<Term>> {
    let mut found: HashMap<Key, Option<Term>> = HashMap::new();
    for (table, printed) in subject.tables() {
        let Some(kind) = printed.kind else { continue };
        for (index, row) in printed.rows.iter().enumerate() {
            for (figure, printed_figure) in row.figures.iter().enumerate() {
                let key = (
                    kind,
                    [row.code.as_str(), row.code2.as_str(), row.name.as_str()],
                    printed_figure.measure.path(),
                    printed_figure.year,
                );
                found
                    .entry(key)
                    .and_modify(|term| *term = None)
                    .or_insert_with(|| subject.term(table, index, figure));
            }
        }
    }
    found
}
