/*!
Where the explorer's budgets come from, and the thread that fetches them.

The screen thread asks a question and goes on; the worker, which alone owns the
shelf, answers when it can. Of questions that replace each other, such as those
of every keystroke of a search, only the newest is answered.
*/

use super::brief::Brief;
use super::event::Event;
use super::noting::{self, Jot, Listed};
use crate::budget::{Amount, Book, Classification, Identity, Place, RowKind, Severity, TableKind};
use crate::checks::{Checked, check};
use crate::library::{CatalogueEntry, DocumentId, Neighbourhood};
use crate::notes::Notebook;
use crate::search::{Hit, Index, Query, entries_of};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// Why something could not be fetched; the text is shown.
pub type ShelfError = Box<dyn std::error::Error + Send + Sync>;

/// Where budgets are taken from.
pub trait Shelf: Send {
    /// The budgets that are there, in the exports' order.
    fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError>;

    /// One of them, whole.
    fn book(&mut self, id: DocumentId) -> Result<Arc<Book>, ShelfError>;

    /// The user's notes; a shelf may have none.
    fn notebook(&mut self) -> Option<&mut Notebook> {
        None
    }

    /// Where a code stands in all the budgets, one occurrence a table. A shelf that can
    /// ask its own index does better than this walk through every budget.
    fn occurrences(
        &mut self,
        classification: Classification,
        code: &str,
    ) -> Result<Vec<Occurrence>, ShelfError> {
        let mut found = Vec::new();
        for entry in self.catalogue()? {
            let book = self.book(entry.id)?;
            found.extend(occurrences_in(entry.id, &book, classification, code));
        }
        Ok(found)
    }
}

/// The index of a shelf's budgets, one after the other.
fn index_of(shelf: &mut dyn Shelf) -> Result<Index, ShelfError> {
    let mut names = Index::builder();
    for budget in shelf.catalogue()? {
        let book = shelf.book(budget.id)?;
        for entry in entries_of(&budget, &book, None) {
            names.add(&entry);
        }
    }
    Ok(names.build())
}

/// How many findings a budget has: errors, warnings, notes.
pub type Tally = [usize; 3];

/// Checks a budget against itself and its neighbours on the shelf.
fn checked(
    shelf: &mut dyn Shelf,
    neighbourhood: &Neighbourhood,
    id: DocumentId,
) -> Result<(Arc<Book>, Checked), ShelfError> {
    let book = shelf.book(id)?;
    let others: Vec<Arc<Book>> = neighbourhood
        .around(id)
        .into_iter()
        .map(|other| shelf.book(other))
        .collect::<Result<_, _>>()?;
    let others: Vec<&Book> = others.iter().map(AsRef::as_ref).collect();
    let checked = check(&book, &others);
    Ok((book, checked))
}

/// For how long one question counts findings, so that others are answered in between.
const COUNTING: Duration = Duration::from_millis(60);

/// What was found in a budget, counted and in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The budget.
    pub document: DocumentId,
    /// How many findings of each severity it has.
    pub tally: Tally,
    /// They, in short.
    pub briefs: Vec<Brief>,
}

impl Counted {
    /// How many findings of each severity are left when those of some keys are set aside.
    pub fn without<'k>(&self, aside: impl Iterator<Item = &'k str>) -> Tally {
        let aside: HashSet<&str> = aside.collect();
        let mut left = self.tally;
        if aside.is_empty() {
            return left;
        }
        for (left, severity) in left.iter_mut().zip(Severity::ALL) {
            let own = self.briefs.iter().filter(|one| one.severity == severity);
            *left -= own.filter(|one| aside.contains(one.key.as_str())).count();
        }
        left
    }
}

/// Counts the findings of the budgets from one on, for a while.
fn tallies(
    shelf: &mut dyn Shelf,
    neighbourhood: &Neighbourhood,
    from: usize,
) -> Result<Vec<Counted>, ShelfError> {
    let begun = Instant::now();
    let mut counted = Vec::new();
    for entry in neighbourhood.catalogue().iter().skip(from) {
        let (book, checked) = checked(shelf, neighbourhood, entry.id)?;
        let findings = checked.findings.iter();
        counted.push(Counted {
            document: entry.id,
            tally: Severity::ALL.map(|severity| checked.count(severity)),
            briefs: findings.map(|finding| Brief::of(&book, finding)).collect(),
        });
        if begun.elapsed() > COUNTING {
            break;
        }
    }
    Ok(counted)
}

/// A code in a table of a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The budget.
    pub document: DocumentId,
    /// Whose it is.
    pub identity: Identity,
    /// The table.
    pub table: TableKind,
    /// The row's printed name.
    pub name: String,
    /// The row's first printed figure of the budget's year.
    pub amount: Amount,
    /// Where that figure stands.
    pub place: Place,
}

/// The occurrences of a code in one budget.
pub fn occurrences_in(
    document: DocumentId,
    book: &Book,
    classification: Classification,
    code: &str,
) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for table in &book.tables {
        let Some(kind) = table.kind else { continue };
        let row = table.rows.iter().find(|row| match classification {
            Classification::Function => row.kind == RowKind::Function && row.code == code,
            Classification::DepartmentEconomic => {
                row.kind == RowKind::DepartmentEconomic && row.code == code
            }
            Classification::GovernmentEconomic => {
                row.kind == RowKind::GovernmentEconomic && row.code == code || row.code2 == code
            }
        });
        let figure = row.and_then(|row| {
            let printed = row.figures.iter().filter(|figure| figure.is_printed());
            let mut own = printed
                .clone()
                .filter(|figure| figure.year == book.identity.year);
            own.next().or(printed.clone().next())
        });
        if let (Some(row), Some(figure)) = (row, figure) {
            found.push(Occurrence {
                document,
                identity: book.identity.clone(),
                table: kind,
                name: row.name.clone(),
                amount: figure.amount,
                place: figure.place,
            });
        }
    }
    found
}

/// What the explorer wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What budgets are there?
    Catalogue,
    /// This budget, please.
    Book(DocumentId),
    /// What do the checks say of this budget?
    Checked(DocumentId),
    /// How many findings have the budgets from that one on, in the catalogue's order?
    Tallies(usize),
    /// Where else does this code stand?
    Occurrences(Classification, String),
    /// All names, to search in.
    Index,
    /// All occurrences of a hit of a query.
    Unfold(Box<(Query, Hit)>),
    /// The user's notes; beside what stands there today, if asked.
    Notes {
        /// Whether to look up what has become of them.
        compared: bool,
    },
    /// Change the notes.
    Jot(Box<Jot>),
}

impl Question {
    /// Whether a later question of the same sort makes this one pointless.
    fn is_replaced_by(&self, later: &Question) -> bool {
        // Every note is taken, also one of the same words.
        if matches!(self, Question::Jot(_)) {
            return false;
        }
        matches!(
            (self, later),
            (Question::Occurrences(..), Question::Occurrences(..))
                | (Question::Unfold(..), Question::Unfold(..))
        ) || self == later
    }
}

/// What the worker found out; an error is a text for people.
#[derive(Debug)]
pub enum Answer {
    /// The budgets.
    Catalogue(Result<Vec<CatalogueEntry>, String>),
    /// A budget.
    Book(DocumentId, Result<Arc<Book>, String>),
    /// What the checks say of a budget.
    Checked(DocumentId, Result<Arc<Checked>, String>),
    /// The findings of some budgets, counted; the question's number comes back.
    Tallies(usize, Result<Vec<Counted>, String>),
    /// Where a code stands.
    Occurrences(Classification, String, Result<Vec<Occurrence>, String>),
    /// The names.
    Index(Result<Arc<Index>, String>),
    /// The occurrences of a hit; the question comes back with them.
    Unfold(Box<(Query, Hit)>, Vec<crate::search::Occurrence>),
    /// The notes, and whether what has become of them was looked up.
    Notes(bool, Result<Vec<Listed>, String>),
    /// What came of a change of the notes, in words, and the notes after it.
    Jotted(Result<(String, Vec<Listed>), String>),
}

/// Who answers: the shelf, and the index of names made from it.
pub struct Clerk {
    shelf: Box<dyn Shelf>,
    /// The budgets as the explorer shows them.
    neighbourhood: Neighbourhood,
    index: Option<Arc<Index>>,
}

impl Clerk {
    /// A clerk of a shelf.
    pub fn new(shelf: Box<dyn Shelf>) -> Self {
        Self {
            shelf,
            neighbourhood: Neighbourhood::default(),
            index: None,
        }
    }

    /// Answers one question.
    pub fn answer(&mut self, question: Question) -> Answer {
        let told = |error: ShelfError| error.to_string();
        match question {
            Question::Catalogue => {
                let found = self.shelf.catalogue();
                if let Ok(catalogue) = &found {
                    self.neighbourhood = Neighbourhood::of(catalogue.clone());
                }
                Answer::Catalogue(found.map_err(told))
            }
            Question::Book(id) => Answer::Book(id, self.shelf.book(id).map_err(told)),
            Question::Checked(id) => {
                let checked = checked(self.shelf.as_mut(), &self.neighbourhood, id);
                let checked = checked.map(|(_, checked)| Arc::new(checked));
                Answer::Checked(id, checked.map_err(told))
            }
            Question::Tallies(from) => {
                let counted = tallies(self.shelf.as_mut(), &self.neighbourhood, from);
                Answer::Tallies(from, counted.map_err(told))
            }
            Question::Occurrences(classification, code) => {
                let found = self.shelf.occurrences(classification, &code).map_err(told);
                Answer::Occurrences(classification, code, found)
            }
            Question::Index => {
                let index = index_of(self.shelf.as_mut()).map(Arc::new);
                self.index = index.as_ref().ok().cloned();
                Answer::Index(index.map_err(told))
            }
            Question::Unfold(asked) => {
                let all = self
                    .index
                    .as_ref()
                    .map(|index| index.occurrences(&asked.0, &asked.1));
                Answer::Unfold(asked, all.unwrap_or_default())
            }
            Question::Notes { compared } => {
                let listed = noting::listed(self.shelf.as_mut(), compared);
                Answer::Notes(compared, listed.map_err(told))
            }
            Question::Jot(jot) => {
                Answer::Jotted(noting::jotted(self.shelf.as_mut(), *jot).map_err(told))
            }
        }
    }
}

/// The thread that owns the shelf.
pub struct Worker {
    questions: Sender<Question>,
}

impl Worker {
    /// Starts the thread; its answers come as events.
    pub fn start(shelf: Box<dyn Shelf>, events: Sender<Event>) -> std::io::Result<Self> {
        let (questions, asked) = channel();
        std::thread::Builder::new()
            .name("shelf".to_owned())
            .spawn(move || {
                let gone = SayGone(events.clone());
                work(Clerk::new(shelf), &asked, &events);
                drop(gone);
            })?;
        Ok(Self { questions })
    }

    /// Asks; the answer comes as an event.
    pub fn ask(&self, question: Question) {
        // A worker that is gone has said so as an event.
        let _ = self.questions.send(question);
    }
}

/// Says that the worker that owns it is gone, even when it panics.
pub struct SayGone(pub Sender<Event>);

impl Drop for SayGone {
    fn drop(&mut self) {
        let _ = self.0.send(Event::WorkerGone);
    }
}

fn work(mut clerk: Clerk, asked: &Receiver<Question>, events: &Sender<Event>) {
    let mut waiting: Vec<Question> = Vec::new();
    loop {
        if waiting.is_empty() {
            match asked.recv() {
                Ok(question) => waiting.push(question),
                Err(_) => return,
            }
        }
        for later in asked.try_iter() {
            waiting.retain(|earlier| !earlier.is_replaced_by(&later));
            waiting.push(later);
        }
        let question = waiting.remove(0);
        let answered = clerk.answer(question);
        if events.send(Event::Answer(answered)).is_err() {
            return;
        }
    }
}
