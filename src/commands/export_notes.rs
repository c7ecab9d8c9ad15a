/*!
`lkx export notes`: the auditor's notes, as rows or as a working paper.

The notes need no library; where there is one, each is held against what it says today.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::messages::tell;
use super::narrowing;
use super::which_library::WhichLibrary;
use crate::budget::Book;
use crate::cli::Export;
use crate::exports::{notes, working_paper};
use crate::library::{CatalogueEntry, Library};
use crate::notes::{Note, Notebook, Now, beside_today};
use crate::surroundings::Surroundings;

pub(super) fn run(
    arguments: &Export,
    which: &WhichLibrary,
    mut notebook: Notebook,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?.that_must_arrive();
    let library = which.open_if_there()?;
    if let Some(folder) = notebook.open_folder() {
        let folder = folder.display();
        tell(&format!(
            "lkx：笔记所在的文件夹 {folder} 别人也能进入；只给自己用：chmod go= {folder}"
        ));
    }
    let chosen = narrowing::notes(notebook.notes()?, &arguments.narrowing)?;
    let all = with_today(chosen, library.as_ref())?;
    if delivery.is_paper() {
        delivery.deliver_text(&working_paper(&all, &surroundings.now()))?;
    } else {
        let delivery = delivery.saying(notes::NAME, notes::SAYS, &noted(&all, library.as_ref())?);
        delivery.deliver("", &notes::columns(), &|sink| {
            for (note, now) in &all {
                notes::row(note, now, sink)?;
            }
            Ok(())
        })?;
    }
    Ok(Outcome::Done)
}

/// The documents of the library that the notes are about.
fn noted(all: &[(Note, Now)], library: Option<&Library>) -> anyhow::Result<Vec<CatalogueEntry>> {
    let mut entries = library.map_or(Ok(Vec::new()), Library::catalogue)?;
    entries.retain(|entry| {
        let mut identities = all.iter().map(|(note, _)| &note.about.identity);
        identities.any(|identity| *identity == entry.identity)
    });
    Ok(entries)
}

/// The notes and what has become of them; one budget is held at a time.
fn with_today(chosen: Vec<Note>, library: Option<&Library>) -> anyhow::Result<Vec<(Note, Now)>> {
    let catalogue = library.map_or(Ok(Vec::new()), Library::catalogue)?;
    let mut all = Vec::with_capacity(chosen.len());
    beside_today(
        chosen,
        |identity| {
            let entry = catalogue.iter().find(|entry| entry.identity == *identity);
            let book = library
                .zip(entry)
                .map(|(library, entry)| library.book(entry.id));
            book.transpose()
        },
        |note, now, _: Option<&Book>| all.push((note, now)),
    )?;
    Ok(all)
}
