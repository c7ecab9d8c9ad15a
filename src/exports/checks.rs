/*!
`export checks`: what ran and what came of it, one rule on one budget a row.

A rule that did not run is never a pass, so every rule has its row.
*/

use super::{Dataset, Reported, Rows, Sink};
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
    rows: Rows::Report(rows),
};

fn rows(subject: &Reported, sink: &mut Sink) -> io::Result<()> {
    let identity = subject.identity;
    for outcome in &subject.report.outcomes {
        sink(&[
            &identity.unit,
            &identity.year.to_string(),
            identity.stage.name(),
            identity.scope.name(),
            outcome.rule.name(),
            outcome.verdict.name(),
            &outcome.times.to_string(),
            &outcome.why,
        ])?;
    }
    Ok(())
}
