/*!
`lkx check --clues`: 线索, what is unusual among the budgets asked for. They are no findings, and
no exit status hangs on them.
*/

use super::Outcome;
use super::checking::Examination;
use super::delivery::Delivery;
use super::messages::tell;
use crate::budget::{Book, Identity};
use crate::exports::Column;
use crate::screening::{Clue, Peers, clues_of};
use crate::text::clean::for_terminal;
use std::io::Write;

/// How many of what a clue is measured against are shown to people.
const MOST_SHOWN: usize = 12;

pub(super) fn run(examination: &Examination, delivery: &Delivery) -> anyhow::Result<Outcome> {
    let clues = gathered(examination)?;
    if delivery.is_table() && !delivery.is_file() {
        let mut out = std::io::stdout().lock();
        for (identity, clue) in &clues {
            writeln!(out, "{}", for_terminal(&identity.to_string()))?;
            for line in paragraph(clue) {
                writeln!(out, "  {}", for_terminal(&line))?;
            }
        }
    } else {
        write_rows(&clues, delivery)?;
    }
    tell(&format!(
        "线索 {} 条：只是不寻常，不是疑点，不计入疑点的数",
        clues.len()
    ));
    Ok(Outcome::Done)
}

/// The clues of each budget, then those that only show among peers, in the order of the budgets.
fn gathered(examination: &Examination) -> anyhow::Result<Vec<(Identity, Clue)>> {
    let mut peers = Peers::default();
    let mut clues = Vec::new();
    examination.look_at_each(&mut |book: &Book, others: &[&Book]| {
        peers.add(book);
        let before = others.iter().find(|other| {
            let (own, other) = (&book.identity, &other.identity);
            other.unit == own.unit
                && other.stage == own.stage
                && other.scope == own.scope
                && other.year + 1 == own.year
        });
        let own = clues_of(book, before.copied());
        clues.extend(own.into_iter().map(|clue| (book.identity.clone(), clue)));
        Ok(())
    })?;
    clues.extend(peers.clues());
    clues.sort_by(|(one, clue), (other, than)| (one, clue.kind).cmp(&(other, than.kind)));
    Ok(clues)
}

fn paragraph(clue: &Clue) -> Vec<String> {
    let mut shown: Vec<&str> = clue.against.iter().map(String::as_str).collect();
    let rest = shown.len().saturating_sub(MOST_SHOWN);
    shown.truncate(MOST_SHOWN);
    let more = match rest {
        0 => String::new(),
        rest => format!("，另 {rest} 个"),
    };
    vec![
        format!("{} {}", clue.kind.label(), clue.words),
        format!("    对照：{}{more}", shown.join("、")),
        format!("    {}", clue.source),
    ]
}

fn write_rows(clues: &[(Identity, Clue)], delivery: &Delivery) -> anyhow::Result<()> {
    let names = [
        "unit",
        "document_year",
        "stage",
        "scope",
        "kind",
        "clue",
        "against",
        "source",
    ];
    let columns = names.map(|name| Column::text(name, name));
    delivery.deliver("", &columns, &|sink| {
        for (identity, clue) in clues {
            sink(&[
                &identity.unit,
                &identity.year.to_string(),
                identity.stage.name(),
                identity.scope.name(),
                clue.kind.label(),
                &clue.words,
                &clue.against.join("；"),
                &clue.source,
            ])?;
        }
        Ok(())
    })
}
