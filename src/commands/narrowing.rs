/*!
Which of the library's budgets a command is about.
*/

use super::unit_name::meant;
use crate::budget::Identity;
use crate::budget::{Scope, Stage};
use crate::cli::Narrowing;
use crate::library::{CatalogueEntry, HistoryEntry, Library};
use crate::notes::Note;
use anyhow::bail;
use std::collections::BTreeSet;

/// How many candidates a message lists.
const MOST_LISTED: usize = 20;

/// What budgets must be, beside their unit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// This year.
    pub year: Option<u16>,
    /// This stage.
    pub stage: Option<Stage>,
    /// This scope.
    pub scope: Option<Scope>,
}

impl Wanted {
    /// What the options ask for.
    pub fn of(narrowing: &Narrowing) -> Self {
        Self {
            year: narrowing.year,
            stage: narrowing.stage,
            scope: narrowing.scope,
        }
    }

    fn holds(&self, identity: &Identity) -> bool {
        self.year.is_none_or(|year| year == identity.year)
            && self.stage.is_none_or(|stage| stage == identity.stage)
            && self.scope.is_none_or(|scope| scope == identity.scope)
    }
}

/// The budgets that the options leave, in the library's order.
pub fn budgets(library: &Library, narrowing: &Narrowing) -> anyhow::Result<Vec<CatalogueEntry>> {
    let mut entries = match &narrowing.unit {
        Some(typed) => library.catalogue_of(&unit_in(library, typed)?)?,
        None => library.catalogue()?,
    };
    let wanted = Wanted::of(narrowing);
    entries.retain(|entry| wanted.holds(&entry.identity));
    if let Some(kind) = narrowing.table {
        let having = library.having_table(kind)?;
        entries.retain(|entry| having.contains(&entry.id));
    }
    Ok(entries)
}

/// The history of the budgets that the options leave, the newest last.
pub fn history(library: &Library, narrowing: &Narrowing) -> anyhow::Result<Vec<HistoryEntry>> {
    let mut events = library.history()?;
    if let Some(typed) = &narrowing.unit {
        // A unit whose budgets were all removed still has a history.
        let unit = unit(events.iter().map(|event| &event.identity), typed)?;
        events.retain(|event| event.identity.unit == unit);
    }
    let wanted = Wanted::of(narrowing);
    events.retain(|event| wanted.holds(&event.identity));
    Ok(events)
}

/// The notes that the options leave, also those on budgets that no library has any more.
pub fn notes(mut notes: Vec<Note>, narrowing: &Narrowing) -> anyhow::Result<Vec<Note>> {
    if let Some(typed) = &narrowing.unit {
        let unit = unit(notes.iter().map(|note| &note.about.identity), typed)?;
        notes.retain(|note| note.about.identity.unit == unit);
    }
    let wanted = Wanted::of(narrowing);
    notes.retain(|note| wanted.holds(&note.about.identity));
    if let Some(kind) = narrowing.table {
        notes.retain(|note| note.about.table == kind.name());
    }
    Ok(notes)
}

/// The one budget of a unit and a year; several or none are an error that lists them.
pub fn one_budget(
    library: &Library,
    typed: &str,
    year: u16,
    wanted: Wanted,
) -> anyhow::Result<CatalogueEntry> {
    let unit = unit_in(library, typed)?;
    let of_unit = library.catalogue_of(&unit)?;
    let fitting: Vec<&CatalogueEntry> = of_unit
        .iter()
        .filter(|entry| entry.identity.year == year && wanted.holds(&entry.identity))
        .collect();
    match fitting.as_slice() {
        [entry] => Ok((*entry).clone()),
        [] => bail!(
            "{unit} 没有符合的 {year} 年预算；库中有：\n{}",
            listed(of_unit.iter().map(|entry| entry.identity.to_string()))
        ),
        several => bail!(
            "有几份都符合，请加 --stage 或 --scope：\n{}",
            listed(several.iter().map(|entry| entry.identity.to_string()))
        ),
    }
}

/// The unit that is meant, where --unit says which it must be.
pub fn unit_within(library: &Library, within: &str, typed: &str) -> anyhow::Result<String> {
    of_names(&[&unit_in(library, within)?], typed)
}

/// The unit of a library that is meant.
fn unit_in(library: &Library, typed: &str) -> anyhow::Result<String> {
    let units = library.units()?;
    of_names(&units.iter().map(String::as_str).collect::<Vec<_>>(), typed)
}

/// The unit that is meant among those of some budgets.
fn unit<'e>(identities: impl Iterator<Item = &'e Identity>, typed: &str) -> anyhow::Result<String> {
    let names: BTreeSet<&str> = identities.map(|identity| identity.unit.as_str()).collect();
    of_names(&names.into_iter().collect::<Vec<_>>(), typed)
}

/// The name that is meant; an unclear or unknown one is an error that lists the candidates.
fn of_names(names: &[&str], typed: &str) -> anyhow::Result<String> {
    let lines = |names: &[&str]| listed(names.iter().map(|name| (*name).to_owned()));
    match meant(typed, names).as_slice() {
        [name] => Ok((*name).to_owned()),
        [] if names.is_empty() => bail!("库是空的，没有单位“{typed}”"),
        [] => bail!("没有单位“{typed}”；库中有：\n{}", lines(names)),
        several => bail!("“{typed}”可以指几个单位：\n{}", lines(several)),
    }
}

fn listed(candidates: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = candidates.map(|name| format!("  {name}")).collect();
    match all.split_at_checked(MOST_LISTED) {
        Some((first, [_, ..])) => format!(
            "{}\n  …… 共 {} 个，lkx list 列出全部",
            first.join("\n"),
            all.len()
        ),
        _ => all.join("\n"),
    }
}
