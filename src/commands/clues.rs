/*!
`lkx check --clues`: 线索, what is unusual among the budgets asked for. They are no findings, and
no exit status hangs on them.
*/

use super::Outcome;
use super::checking::Examination;
use super::delivery::Delivery;
use super::messages::tell;
use crate::budget::{Book, Identity};
use crate::exports::{Clued, Dataset, Rows};
use crate::screening::{Against, Clue, Peers, clues_of, year_before};
use crate::text::clean::for_terminal;
use anyhow::{Context, bail};
use std::collections::HashSet;
use std::io::Write;

/// How many of what a clue is measured against are shown to people.
const MOST_SHOWN: usize = 12;

pub(super) fn run(examination: &Examination, delivery: &Delivery) -> anyhow::Result<Outcome> {
    let clues = gathered(examination)?;
    if delivery.is_table() && !delivery.is_file() {
        let mut out = std::io::stdout().lock();
        for (identity, clue) in &clues {
            writeln!(out, "{}", for_terminal(&identity.to_string()))?;
            for line in paragraph(identity, clue) {
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

/// The clues of the budgets asked for: of each by itself, and among its peers, who are those of the whole
/// library whatever is asked for. In the order of the budgets.
pub(super) fn gathered(examination: &Examination) -> anyhow::Result<Vec<(Identity, Clue)>> {
    let asked: HashSet<&Identity> = examination
        .entries
        .iter()
        .map(|entry| &entry.identity)
        .collect();
    let all = examination.library.catalogue()?;
    let examination = Examination {
        entries: &all,
        ..*examination
    };
    let mut peers = Peers::default();
    let mut clues = Vec::new();
    examination.look_at_each(&mut |book: &Book, others: &[&Book]| {
        peers.add(book);
        if asked.contains(&book.identity) {
            let found = clues_of(book, year_before(book, others));
            clues.extend(found.into_iter().map(|clue| (book.identity.clone(), clue)));
        }
        Ok(())
    })?;
    let among_peers = peers.clues().into_iter();
    clues.extend(among_peers.filter(|(identity, _)| asked.contains(identity)));
    clues.sort_by(|(first, clue), (second, than)| (first, clue.kind).cmp(&(second, than.kind)));
    Ok(clues)
}

fn paragraph(identity: &Identity, clue: &Clue) -> Vec<String> {
    let mut shown: Vec<String> = clue.others(identity).map(Against::in_words).collect();
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
    let dataset = Dataset::from_name("clues").context("没有这种数据")?;
    let Rows::Clue(row) = dataset.rows else {
        bail!("没有这种数据");
    };
    delivery.deliver("", &dataset.written_columns(false), &|sink| {
        for (identity, clue) in clues {
            row(&Clued { identity, clue }, sink)?;
        }
        Ok(())
    })
}
