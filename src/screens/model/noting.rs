/*!
Notes between the screen and the thread that writes them.

The screen says what was pointed at and what was typed ([`Jot`]); the worker, which owns the
budgets and the notebook, writes it down and answers with the notes as they then are.
*/

use crate::budget::{Book, Identity, Measure, Place};
use crate::library::DocumentId;
use crate::notes::{About, FindingKey, Note, Now, Pointed, row_of};
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
    /// The reason why a finding is set aside.
    Aside(Subject, FindingKey),
    /// Other words of a note.
    Edit(Box<Note>),
}

impl Jotting {
    /// What stands before the words while they are typed.
    pub(in crate::screens) fn prompt(&self, field: &Field) -> &'static str {
        match (self, field.is_full()) {
            (_, true) => "已到最长：",
            (Jotting::New(_), _) => "笔记：",
            (Jotting::Aside(..), _) => "搁置的理由：",
            (Jotting::Edit(_), _) => "改笔记：",
        }
    }

    /// The change of the notes that the typed words make.
    pub(in crate::screens) fn with(self, words: String) -> Jot {
        match self {
            Jotting::New(subject) => Jot::Add(subject, words),
            Jotting::Aside(subject, finding) => Jot::SetAside(subject, finding, words),
            Jotting::Edit(note) => Jot::Edit(*note, words),
        }
    }
}

/// A change of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jot {
    /// Write a note down.
    Add(Subject, String),
    /// Set a finding aside, for a reason.
    SetAside(Subject, FindingKey, String),
    /// Take back that a finding was set aside.
    TakeBack(Note),
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
    /// The keys of the findings set aside, by the budget.
    aside: HashMap<Identity, Vec<String>>,
    /// The words of the notes at each place of the opened budgets.
    places: Option<HashMap<(DocumentId, Place), String>>,
}

impl Known {
    /// The places were those of other budgets or notes.
    pub fn forget_places(&mut self) {
        self.places = None;
    }

    /// The note that sets a finding aside, if one does.
    pub fn aside(&self, identity: &Identity, key: &str) -> Option<&Note> {
        let mut notes = self.listed.iter().flatten().map(|listed| &listed.note);
        notes.find(|note| note.sets_aside(identity, key))
    }

    /// Why a finding is set aside, if it is.
    pub fn reason_of(&self, identity: &Identity, key: &str) -> Option<&str> {
        let note = self.aside(identity, key)?;
        Some(note.reason.as_str())
    }

    /// Whether a finding is set aside.
    pub fn is_aside(&self, identity: &Identity, key: &str) -> bool {
        self.reason_of(identity, key).is_some()
    }

    /// Knows these notes from now on.
    pub fn learn(&mut self, listed: Vec<Listed>, compared: bool) {
        self.aside.clear();
        for note in listed.iter().map(|listed| &listed.note) {
            if let Some(finding) = &note.finding {
                let identity = note.about.identity.clone();
                let keys = self.aside.entry(identity).or_default();
                keys.push(finding.key.clone());
            }
        }
        self.listed = Some(listed);
        self.compared = compared;
        self.forget_places();
    }

    /// The keys of the findings of a budget that are set aside.
    pub fn keys_aside(&self, identity: &Identity) -> impl Iterator<Item = &str> {
        let keys = self.aside.get(identity);
        keys.into_iter().flatten().map(String::as_str)
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
