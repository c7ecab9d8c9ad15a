/*!
Notes between the screen and the thread that writes them.

The screen says what was pointed at and what was typed ([`Jot`]); the worker, which owns the
budgets and the notebook, writes it down and answers with the notes as they then are.
*/

use crate::budget::{Book, Identity, Measure, Place};
use crate::library::DocumentId;
use crate::notes::{About, Judgements, Note, Now, Pointed, Sign, Standing, Status, row_of};
use crate::screens::model::money::Spot;
use crate::screens::model::places::Stop;
use crate::screens::model::typing::Field;
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
    pub(in crate::screens) fn prompt(&self, field: &Field) -> &'static str {
        match (self, field.is_full()) {
            (_, true) => "已到最长：",
            (Jotting::New(_), _) => "笔记：",
            (Jotting::Judge(judging), _) => judging.prompt(),
            (Jotting::Edit(_), _) => "改笔记：",
        }
    }

    /// Whether it is nothing without words.
    pub(in crate::screens) fn needs_words(&self) -> bool {
        match self {
            Jotting::Judge(judging) => judging.needs_words(),
            Jotting::New(_) | Jotting::Edit(_) => true,
        }
    }

    /// The same with the next status, of a judgement.
    pub(in crate::screens) fn turned(self) -> Self {
        match self {
            Jotting::Judge(judging) => Jotting::Judge(Judging {
                status: judging.status.next(),
                ..judging
            }),
            plain => plain,
        }
    }

    /// The change of the notes that the typed words make.
    pub(in crate::screens) fn with(self, words: String) -> Jot {
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
    pub(in crate::screens) fn needs_words(&self) -> bool {
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
            let of_budget = books
                .iter()
                .filter(|(_, book)| book.identity == note.about.identity);
            for (&id, book) in of_budget {
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
            let figure = about.year.and_then(|year| row.figure(measure, year));
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
