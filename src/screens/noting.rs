/*!
Notes between the screen and the thread that writes them.

The screen says what was pointed at and what was typed ([`Jot`]); the worker, which owns the
budgets and the notebook, writes it down and answers with the notes as they then are.
*/

use super::money::Spot;
use super::pages::{grid, source};
use super::shelf::{Shelf, ShelfError, checked};
use super::trail::{Page, Stop};
use super::typing::Field;
use crate::budget::{Book, Identity, Measure, Place};
use crate::library::{CatalogueEntry, DocumentId, Neighbourhood};
use crate::notes::{
    About, Edited, Judgement, Judgements, Note, Notebook, Now, Pointed, Sign, Standing, Status,
    beside_today, row_of,
};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::Arc;

/// What a note is to be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The budget.
    pub document: DocumentId,
    /// Where in it.
    pub at: At,
}

/// Where in a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// At a row or a figure.
    Pointed(Pointed),
    /// At the total expenditure that 单位×年度 shows.
    Total,
}

/// What the words that are being typed will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jotting {
    /// A new note.
    New(Subject),
    /// The reason why a finding is judged as it is.
    Judge(Judging),
    /// Other words of a note.
    Edit(Box<Note>),
}

impl Jotting {
    /// What stands before the words while they are typed.
    pub(super) fn prompt(&self, field: &Field) -> &'static str {
        match (self, field.is_full()) {
            (_, true) => "已到最长：",
            (Jotting::New(_), _) => "笔记：",
            (Jotting::Judge(judging), _) => judging.prompt(),
            (Jotting::Edit(_), _) => "改笔记：",
        }
    }

    /// Whether it is nothing without words.
    pub(super) fn needs_words(&self) -> bool {
        match self {
            Jotting::Judge(judging) => judging.needs_words(),
            Jotting::New(_) | Jotting::Edit(_) => true,
        }
    }

    /// The same with the next status, of a judgement.
    pub(super) fn turned(self) -> Self {
        match self {
            Jotting::Judge(judging) => Jotting::Judge(Judging {
                status: judging.status.next(),
                ..judging
            }),
            plain => plain,
        }
    }

    /// The change of the notes that the typed words make.
    pub(super) fn with(self, words: String) -> Jot {
        match self {
            Jotting::New(subject) => Jot::Add(subject, words),
            Jotting::Judge(judging) => Jot::Judge(judging, words),
            Jotting::Edit(note) => Jot::Edit(*note, words),
        }
    }
}

/// The judgement of a finding while its reason is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    /// The budget.
    pub document: DocumentId,
    /// The finding's key.
    pub key: String,
    /// What is to be decided.
    pub status: Status,
    /// What was decided of it before.
    pub seen: Option<Box<Note>>,
}

impl Judging {
    /// What stands before the reason.
    fn prompt(&self) -> &'static str {
        match self.status {
            Status::Unjudged => "未核（Tab 换）：",
            Status::Confirmed => "认定（Tab 换）的理由：",
            Status::Pending => "待核（Tab 换）的理由：",
            Status::Aside => "搁置（Tab 换）的理由：",
        }
    }

    /// Whether it needs a reason: what is of no account must say why.
    pub(super) fn needs_words(&self) -> bool {
        self.status == Status::Aside
    }
}

/// A change of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jot {
    /// Write a note down.
    Add(Subject, String),
    /// Judge a finding, for a reason.
    Judge(Judging, String),
    /// Change the words of a note.
    Edit(Note, String),
    /// Delete a note.
    Delete(Note),
}

/// A note, and what the library at hand says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The note.
    pub note: Note,
    /// What has become of its figure; none where that was not looked up.
    pub now: Option<Now>,
    /// Where its row or figure stands today.
    pub spot: Option<Spot>,
    /// The page that shows it.
    pub stop: Option<Stop>,
}

/// What the screen knows of the notes.
#[derive(Debug, Default)]
pub struct Known {
    /// The notes, once they were read.
    pub listed: Option<Vec<Listed>>,
    /// Whether what has become of them was looked up.
    pub compared: bool,
    /// What was decided of findings.
    judged: Judgements,
    /// The words of the notes at each place of the opened budgets.
    places: Option<HashMap<(DocumentId, Place), String>>,
}

impl Known {
    /// The places were those of other budgets or notes.
    pub fn forget_places(&mut self) {
        self.places = None;
    }

    /// What was decided of a finding, if anything was.
    pub fn standing(&self, identity: &Identity, sign: &Sign) -> Option<Standing<'_>> {
        self.judged.standing(identity, sign)
    }

    /// The status of a finding.
    pub fn status(&self, identity: &Identity, sign: &Sign) -> Status {
        let standing = self.standing(identity, sign);
        standing.map_or(Status::Unjudged, |standing| standing.status())
    }

    /// Whether a finding is set aside.
    pub fn is_aside(&self, identity: &Identity, sign: &Sign) -> bool {
        self.status(identity, sign) == Status::Aside
    }

    /// Whether any finding of a budget was judged.
    pub fn has_judged(&self, identity: &Identity) -> bool {
        self.judged.has_any_of(identity)
    }

    /// Knows these notes from now on.
    pub fn learn(&mut self, listed: Vec<Listed>, compared: bool) {
        self.judged = Judgements::among(listed.iter().map(|listed| listed.note.clone()));
        self.listed = Some(listed);
        self.compared = compared;
        self.forget_places();
    }

    /// Works out at which places of the opened budgets notes were taken.
    pub fn find_places(&mut self, books: &HashMap<DocumentId, Arc<Book>>) {
        if self.places.is_some() {
            return;
        }
        let mut places = HashMap::new();
        for note in self.listed.iter().flatten().map(|listed| &listed.note) {
            let own = books
                .iter()
                .filter(|(_, book)| book.identity == note.about.identity);
            for (&id, book) in own {
                for place in places_of(&note.about, book) {
                    let words: &mut String = places.entry((id, place)).or_default();
                    if !words.is_empty() {
                        words.push('；');
                    }
                    words.push_str(note.words());
                }
            }
        }
        self.places = Some(places);
    }

    /// What was noted at a place.
    pub fn words_at(&self, spot: Spot) -> Option<&str> {
        let places = self.places.as_ref()?;
        places.get(&(spot.document, spot.place)).map(String::as_str)
    }

    /// Whether any note was taken on an opened budget.
    pub fn has_places(&self) -> bool {
        self.places
            .as_ref()
            .is_some_and(|places| !places.is_empty())
    }
}

/// The places under which screens know the row of a note: its own, its figure's, its line.
fn places_of(about: &About, book: &Book) -> Vec<Place> {
    let mut places = match row_of(about, book) {
        Some((table, row)) => {
            let row = &book.tables[table].rows[row];
            let measure = Measure::from_path(about.measure.clone());
            let figure = about.year.and_then(|year| row.figure(&measure, year));
            let places = figure.map(|figure| figure.place).into_iter();
            places.chain([row.place]).collect()
        }
        None if about.sha256 == book.source.sha256 => about.place.into_iter().collect(),
        None => Vec::new(),
    };
    let line = places.first().map(|place: &Place| Place::line(place.line));
    places.extend(line);
    places.sort();
    places.dedup();
    places
}

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
        let figure = about.year.and_then(|year| printed.figure(&measure, year));
        let place = figure.map_or(printed.place, |figure| figure.place);
        let stop = Stop::page(*id, Page::Grid { table });
        let stop = grid::on_figure(stop, &book.tables[table], row, figure);
        return (Some(at(place)), Some(stop));
    }
    match about.place {
        Some(place) if about.sha256 == book.source.sha256 => {
            let page = Page::Source { mark: Some(place) };
            let stop = Stop::page(*id, page).on(place.line.to_string());
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
    let (book, checked) = checked(shelf, around, judging.document)?;
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
    let about = About::of(&book, &pointed);
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
