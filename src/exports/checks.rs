/*!
`export checks`: what ran and what came of it, one rule on one budget a row.

A rule that did not run is never a pass, so every rule has its row.
*/

use super::{Dataset, Document, Sink, Subject};
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "checks",
    says: "核对情况：每条规则在每份预算上的结果，一条一行",
    columns: &[
        "unit",
        "document_year",
        "stage",
        "scope",
        "rule",
        "state",
        "times",
        "why",
    ],
    rows,
};

fn rows(subject: &Subject, sink: &mut Sink) -> io::Result<()> {
    let document = Document::of(subject.book);
    let outcomes = subject.checked.map(|checked| &checked.outcomes);
    for outcome in outcomes.into_iter().flatten() {
        sink(&[
            document.unit,
            &document.year,
            document.stage,
            document.scope,
            outcome.rule.name(),
            outcome.verdict.name(),
            &outcome.times.to_string(),
            &outcome.why,
        ])?;
    }
    Ok(())
}
