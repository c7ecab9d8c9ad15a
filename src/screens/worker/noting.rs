/*!
The notes as the thread keeps them that owns the budgets and the notebook: read beside what
stands today, and written down.
*/

use crate::budget::{Book, Identity, Measure};
use crate::library::{CatalogueEntry, DocumentId, Neighbourhood};
use crate::notes::{
    About, Edited, Judgement, Note, Notebook, Pointed, Status, beside_today, row_of,
};
use crate::screens::model::money::Spot;
use crate::screens::model::noting::{At, Jot, Judging, Listed, Subject};
use crate::screens::model::places::{Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::{grid, source};
use crate::screens::worker::shelf::{Shelf, ShelfError, checked};
use std::borrow::Borrow;
use std::sync::Arc;

/// Reads the notes, beside what stands there today if asked.
pub(super) fn listed(shelf: &mut dyn Shelf, compared: bool) -> Result<Vec<Listed>, ShelfError> {
    let Some(notebook) = shelf.notebook() else {
        return Ok(Vec::new());
    };
    let notes = notebook.notes()?;
    if compared && !notes.is_empty() {
        return beside_shelf(shelf, notes);
    }
    Ok(notes.into_iter().map(plain).collect())
}

fn plain(note: Note) -> Listed {
    Listed {
        note,
        now: None,
        spot: None,
        stop: None,
    }
}

/// A budget of the shelf under its number.
struct Numbered(DocumentId, Arc<Book>);

impl Borrow<Book> for Numbered {
    fn borrow(&self) -> &Book {
        &self.1
    }
}

fn beside_shelf(shelf: &mut dyn Shelf, notes: Vec<Note>) -> Result<Vec<Listed>, ShelfError> {
    let catalogue = shelf.catalogue()?;
    let is_of = |identity: &Identity| {
        let identity = identity.clone();
        move |entry: &&CatalogueEntry| entry.identity == identity
    };
    let mut all = Vec::with_capacity(notes.len());
    beside_today(
        notes,
        |identity| match catalogue.iter().find(is_of(identity)) {
            Some(entry) => shelf
                .book(entry.id)
                .map(|book| Some(Numbered(entry.id, book))),
            None => Ok(None),
        },
        |note, now, book: Option<&Numbered>| {
            let (spot, stop) = book.map_or((None, None), |book| found_in(&note.about, book));
            all.push(Listed {
                note,
                now: Some(now),
                spot,
                stop,
            });
        },
    )?;
    Ok(all)
}

/// Where the row of a note stands in the budget of today, and the page that shows it.
fn found_in(about: &About, Numbered(id, book): &Numbered) -> (Option<Spot>, Option<Stop>) {
    let at = |place| Spot {
        document: *id,
        place,
    };
    if let Some((table, row)) = row_of(about, book) {
        let printed = &book.tables[table].rows[row];
        let measure = Measure::from_path(about.measure.clone());
        let figure = about.year.and_then(|year| printed.figure(measure, year));
        let place = figure.map_or(printed.place, |figure| figure.place);
        let stop = Stop::page(*id, Page::Grid { table });
        let stop = grid::on_figure(stop, &book.tables[table], row, figure);
        return (Some(at(place)), Some(stop));
    }
    match about.place {
        Some(place) if about.sha256 == book.source.sha256 => {
            let page = Page::Source { mark: Some(place) };
            let stop = Stop::page(*id, page).on(RowId::line(place.line));
            (Some(at(place)), Some(stop))
        }
        _ => (None, None),
    }
}

/// Changes the notes; what was done, in words, and the notes after it.
pub(super) fn jotted(
    shelf: &mut dyn Shelf,
    around: &Neighbourhood,
    jot: Jot,
) -> Result<(String, Vec<Listed>), ShelfError> {
    let said = match jot {
        Jot::Add(subject, words) => {
            let about = about(shelf, &subject)?;
            notebook(shelf)?.add(&about, &words)?;
            format!("已记下 {}（M 看全部笔记）", in_words(&about))
        }
        Jot::Judge(judging, reason) => judged(shelf, around, &judging, &reason)?,
        Jot::Edit(note, words) => match notebook(shelf)?.edit(&note, &words)? {
            Edited::Done => "已改".to_owned(),
            Edited::Beside(_) => "另一个会话改过或删去了这条笔记；您的文字另存为一条".to_owned(),
        },
        Jot::Delete(note) => {
            notebook(shelf)?.delete(&note)?;
            "已删去".to_owned()
        }
    };
    Ok((said, listed(shelf, false)?))
}

/// Judges a finding, which is looked up anew: what is written down is what stands there now.
fn judged(
    shelf: &mut dyn Shelf,
    around: &Neighbourhood,
    judging: &Judging,
    reason: &str,
) -> Result<String, ShelfError> {
    let checked = checked(shelf, around, judging.document)?;
    let mut findings = checked.findings.iter();
    let finding = findings
        .find(|finding| finding.key == judging.key)
        .ok_or("这处疑点已经没有了：文件或规则变了")?;
    let pointed = Pointed {
        place: Some(finding.left.place),
        label: finding.title().to_owned(),
        ..Pointed::default()
    };
    let judgement = Judgement::of(finding, judging.status);
    let about = About::of(&*shelf.book(judging.document)?, &pointed);
    notebook(shelf)?.judge(&about, &judgement, reason, judging.seen.as_deref())?;
    Ok(match judging.status {
        Status::Unjudged => format!("疑点 {} 改为未核", finding.rule),
        status => format!("疑点 {} {}，记入笔记", finding.rule, status.done()),
    })
}

fn notebook(shelf: &mut dyn Shelf) -> Result<&mut Notebook, ShelfError> {
    shelf.notebook().ok_or_else(|| "这里记不了笔记".into())
}

fn about(shelf: &mut dyn Shelf, subject: &Subject) -> Result<About, ShelfError> {
    let book = shelf.book(subject.document)?;
    let total = || source::total_figure(&book);
    Ok(match &subject.at {
        At::Pointed(pointed) => About::of(&book, pointed),
        At::Total => About::of(
            &book,
            &Pointed {
                place: total().map(|figure| figure.place),
                amount: total().map(|figure| figure.amount),
                column: total()
                    .map_or("", |figure| figure.measure.path())
                    .to_owned(),
                label: book.identity.to_string(),
            },
        ),
    })
}

/// What a note is about, in a few words.
fn in_words(about: &About) -> String {
    let figure = about.figure.as_ref().map(|figure| figure.grouped());
    let row = about.row();
    let parts = [
        about.table.as_str(),
        &row,
        &about.measure,
        figure.as_deref().unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
