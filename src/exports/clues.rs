/*!
`export clues`: what is unusual, one clue a row. Clues are no findings and stand in no other list.
*/

use super::{Clued, Dataset, Rows, Sink};
use crate::budget::Amount;
use crate::screening::Measured;
use std::io;

pub(super) const DATASET: Dataset = Dataset {
    name: "clues",
    says: "线索：不寻常的占比、增幅、项目金额和目标，一条一行；不是疑点",
    columns: &[
        "unit",
        "document_year",
        "stage",
        "scope",
        "kind",
        "code",
        "item",
        "amount",
        "money_unit",
        "rate",
        "median",
        "mad",
        "peers",
        "clue",
        "against",
        "source",
    ],
    rows: Rows::Clue(row),
};

/// Writes a clue; the columns are those of [`DATASET`].
fn row(clued: &Clued, sink: &mut Sink) -> io::Result<()> {
    let Clued { identity, clue } = clued;
    let measured = |text: fn(&Measured) -> &str| clue.measured.as_ref().map_or("", text);
    let peers = clue.measured.as_ref();
    let peers = peers.map_or_else(String::new, |measured| measured.peers.to_string());
    let against: Vec<String> = clue
        .others(identity)
        .map(|against| against.in_words())
        .collect();
    let amount = |text: fn(&Amount) -> String| clue.amount.as_ref().map_or_else(String::new, text);
    sink(&[
        &identity.unit,
        &identity.year.to_string(),
        identity.stage.name(),
        identity.scope.name(),
        clue.kind.label(),
        &clue.code,
        &clue.name,
        &amount(Amount::to_string),
        &amount(|amount| amount.unit().name().to_owned()),
        measured(|measured| &measured.value),
        measured(|measured| &measured.median),
        measured(|measured| &measured.deviation),
        &peers,
        &clue.words,
        &against.join("；"),
        &clue.source,
    ])
}
