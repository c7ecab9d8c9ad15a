/*!
Where the explorer's budgets come from, what is asked about them, and what is answered.

The screen thread asks a question and goes on; a worker, which alone owns a shelf, answers
when it can. Of questions that replace each other, such as those of every keystroke of a
search, only the newest is answered.
*/

use crate::budget::{Book, Classification, Report, Severity, YearLists};
use crate::checks::{self, Checked, check_by};
use crate::contained::contained;
use crate::library::{Basis, CatalogueEntry, DocumentId, Kept, Neighbourhood};
pub use crate::library::{CodePlace as Occurrence, code_places as occurrences_in};
use crate::notes::{Notebook, Sign};
use crate::screens::model::noting::{Jot, Listed};
use crate::screens::model::survey::{Survey, SurveyReport};
use crate::screens::model::written::Written;
use crate::screens::worker::brief::Brief;
use crate::search::{Builder, Entry, Former, Hit, Index, Query, entries_of};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Why something could not be fetched; the text is shown.
pub type ShelfError = Box<dyn std::error::Error + Send + Sync>;

/// How a second shelf of the same budgets is opened, on the thread that will own it.
pub type OpenShelf = Box<dyn FnOnce() -> Result<Box<dyn Shelf>, ShelfError> + Send>;

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

    /// Writes a page into a file; what came of it, in words.
    fn write(&mut self, _: &Written) -> Result<String, ShelfError> {
        Err("这里写不了文件".into())
    }

    /// A second shelf of the same budgets, which takes the notes along: what goes through the
    /// whole library, or waits for another session's notes, then keeps nobody from a page.
    fn aside(&mut self) -> Option<OpenShelf> {
        None
    }

    /// The lists of codes that the user imported.
    fn year_lists(&self) -> Arc<YearLists> {
        Arc::default()
    }

    /// What the checks said of a budget, where the shelf keeps that on this basis.
    fn report(&mut self, _: DocumentId, _: &Basis) -> Option<Report> {
        None
    }

    /// Keeps what the checks said, if the shelf can.
    fn keep_reports(&mut self, _: &[Kept]) {}

    /// Hands on what a search finds in a budget. A shelf that keeps that apart does better than
    /// reading the budget.
    fn search_entries(
        &mut self,
        budget: &CatalogueEntry,
        take: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<(), ShelfError> {
        let book = self.book(budget.id)?;
        for entry in entries_of(budget, &book, None) {
            take(&entry);
        }
        Ok(())
    }

    /// The names of these budgets, where the shelf keeps them.
    fn index(&mut self, _: &[CatalogueEntry]) -> Option<Index> {
        None
    }

    /// The names of the shelf as it was.
    fn former_index(&mut self) -> Option<Former> {
        None
    }

    /// Keeps the names, if the shelf can.
    fn keep_index(&mut self, _: &Index) {}

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

/// For how long one stretch of a long piece of work goes on, so that others are answered in
/// between.
pub(super) const STRETCH: Duration = Duration::from_millis(25);

/// The index of a shelf's budgets in the making, one after the other.
pub(in crate::screens) struct Naming {
    left: std::vec::IntoIter<CatalogueEntry>,
    names: Builder,
    former: Option<Former>,
    /// The names, where the shelf had them.
    kept: Option<Index>,
}

impl Naming {
    /// Begins with the first budget.
    pub fn begin(shelf: &mut dyn Shelf) -> Result<Self, ShelfError> {
        let catalogue = shelf.catalogue()?;
        let kept = shelf.index(&catalogue);
        Ok(Self {
            former: kept.is_none().then(|| shelf.former_index()).flatten(),
            left: match kept {
                Some(_) => Vec::new().into_iter(),
                None => catalogue.into_iter(),
            },
            names: Index::builder(),
            kept,
        })
    }

    /// Goes on for a while; whether all names are gathered.
    pub fn go_on(&mut self, shelf: &mut dyn Shelf) -> Result<bool, ShelfError> {
        let begun = Instant::now();
        while begun.elapsed() < STRETCH {
            let Some(budget) = self.left.next() else {
                return Ok(true);
            };
            let names = &mut self.names;
            let former = self.former.as_ref();
            if !former
                .is_some_and(|former| former.entries(budget.id, &mut |entry| names.add(entry)))
            {
                shelf.search_entries(&budget, &mut |entry| names.add(entry))?;
            }
        }
        Ok(false)
    }

    /// The index of the names gathered.
    pub fn done(self, shelf: &mut dyn Shelf) -> Index {
        if let Some(index) = self.kept {
            return index;
        }
        let index = self.names.build();
        shelf.keep_index(&index);
        index
    }
}

/// How many findings a budget has: errors, warnings, notes.
pub type Tally = [usize; 3];

/// What the checks say of a budget: as the shelf keeps it, else found out now.
pub(in crate::screens) fn checked(
    shelf: &mut dyn Shelf,
    neighbourhood: &Neighbourhood,
    id: DocumentId,
) -> Result<Checked, ShelfError> {
    let known = basis(shelf, neighbourhood, id).and_then(|basis| shelf.report(id, &basis));
    Ok(match known {
        Some(Report { findings, outcomes }) => Checked {
            findings: findings.into_iter().map(|told| told.finding).collect(),
            outcomes,
        },
        None => found_out(shelf, neighbourhood, id)?.1,
    })
}

/// What a report of a budget rests on today; none for one that is not there.
fn basis(shelf: &dyn Shelf, neighbourhood: &Neighbourhood, id: DocumentId) -> Option<Basis> {
    let year = neighbourhood.entry(id)?.identity.year;
    Some(neighbourhood.basis(id, checks::edition(&shelf.year_lists(), year)))
}

/// Checks a budget against itself and its neighbours on the shelf.
fn found_out(
    shelf: &mut dyn Shelf,
    neighbourhood: &Neighbourhood,
    id: DocumentId,
) -> Result<(Arc<Book>, Checked), ShelfError> {
    let book = shelf.book(id)?;
    let neighbours: Vec<Arc<Book>> = neighbourhood
        .around(id)
        .into_iter()
        .map(|neighbour| shelf.book(neighbour))
        .collect::<Result<_, _>>()?;
    let neighbours: Vec<&Book> = neighbours.iter().map(AsRef::as_ref).collect();
    let checked = check_by(&book, &neighbours, &shelf.year_lists());
    Ok((book, checked))
}

/// What was found in a budget, counted and in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The budget.
    pub document: DocumentId,
    /// How many findings of each severity it has.
    pub tally: Tally,
    /// The findings, abridged for lists.
    pub briefs: Vec<Brief>,
    /// Whether the budget could not be checked, so that no findings is no good news.
    pub failed: bool,
}

impl Counted {
    /// What a report of a budget comes to.
    fn of(document: DocumentId, report: &Report) -> Self {
        Self {
            document,
            tally: report.tally(),
            briefs: report.findings.iter().map(Brief::told).collect(),
            failed: false,
        }
    }

    /// How many findings of each severity are left without those that are set aside.
    pub fn without(&self, is_aside: impl Fn(&Sign) -> bool) -> Tally {
        let mut left = self.tally;
        for (left, severity) in left.iter_mut().zip(Severity::ALL) {
            let set_aside = self
                .briefs
                .iter()
                .filter(|brief| brief.severity == severity);
            let set_aside = set_aside.filter(|brief| is_aside(&brief.sign));
            *left = left.saturating_sub(set_aside.count());
        }
        left
    }
}

/// Counts the findings of the budgets from one on, for a while. One that cannot be read or
/// checked is said to be so and costs none of the others. What the shelf keeps is not found out
/// again, and what is found out the shelf keeps.
pub(in crate::screens) fn tallies(
    shelf: &mut dyn Shelf,
    neighbourhood: &Neighbourhood,
    from: usize,
) -> Vec<Counted> {
    let begun = Instant::now();
    let (mut counted, mut new) = (Vec::new(), Vec::new());
    for entry in neighbourhood.catalogue().iter().skip(from) {
        let findings = contained(|| counted_in(shelf, neighbourhood, entry.id, &mut new));
        counted.push(match findings {
            Ok(Ok(findings)) => findings,
            Ok(Err(_)) | Err(_) => Counted {
                document: entry.id,
                tally: Tally::default(),
                briefs: Vec::new(),
                failed: true,
            },
        });
        if begun.elapsed() > STRETCH {
            break;
        }
    }
    shelf.keep_reports(&new);
    counted
}

fn counted_in(
    shelf: &mut dyn Shelf,
    neighbourhood: &Neighbourhood,
    id: DocumentId,
    new: &mut Vec<Kept>,
) -> Result<Counted, ShelfError> {
    let basis = basis(shelf, neighbourhood, id);
    let known = basis.as_ref().and_then(|basis| shelf.report(id, basis));
    if let Some(report) = known {
        return Ok(Counted::of(id, &report));
    }
    let (book, checked) = found_out(shelf, neighbourhood, id)?;
    let report = Report::of(&book, checked.findings, checked.outcomes);
    let counted = Counted::of(id, &report);
    new.extend(basis.map(|basis| Kept { id, basis, report }));
    Ok(counted)
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
    /// What do all the budgets say of this?
    Survey(Box<Survey>),
    /// All names, to search in.
    Index,
    /// All occurrences of a hit of a query.
    Unfold(Box<(Query, Hit)>),
    /// The user's notes; beside what stands there today, if asked.
    Notes {
        /// Whether to look up what has become of them.
        compared: bool,
    },
    /// Write a page into a file.
    Write(Box<Written>),
    /// Change the notes.
    Jot(Box<Jot>),
}

impl Question {
    /// Whether a later question of the same sort makes this one pointless.
    pub(in crate::screens) fn is_replaced_by(&self, later: &Question) -> bool {
        // Every note is taken, also one of the same words; and every file is written.
        if matches!(self, Question::Jot(_) | Question::Write(_)) {
            return false;
        }
        matches!(
            (self, later),
            (Question::Occurrences(..), Question::Occurrences(..))
                | (Question::Unfold(..), Question::Unfold(..))
                | (Question::Survey(_), Question::Survey(_))
        ) || self == later
    }

    /// Whether the answer goes through the whole library, or waits for other sessions: it is
    /// never a page that somebody waits for.
    pub(in crate::screens) fn is_aside(&self) -> bool {
        match self {
            Question::Tallies(_)
            | Question::Survey(_)
            | Question::Index
            | Question::Unfold(_)
            | Question::Notes { .. }
            | Question::Write(_)
            | Question::Jot(_) => true,
            Question::Catalogue
            | Question::Book(_)
            | Question::Checked(_)
            | Question::Occurrences(..) => false,
        }
    }

    /// What is answered last when several questions wait.
    pub(in crate::screens) fn rank(&self) -> usize {
        match self {
            Question::Tallies(_) => 2,
            Question::Index => 1,
            _ => 0,
        }
    }

    /// The answer when there is none, in words.
    pub(in crate::screens) fn failed(self, why: String) -> Answer {
        match self {
            Question::Catalogue => Answer::Catalogue(Err(why)),
            Question::Book(id) => Answer::Book(id, Err(why)),
            Question::Checked(id) => Answer::Checked(id, Err(why)),
            Question::Tallies(from) => Answer::Tallies(from, Err(why)),
            Question::Occurrences(classification, code) => {
                Answer::Occurrences(classification, code, Err(why))
            }
            Question::Survey(survey) => Answer::Surveyed(survey, Err(why)),
            Question::Index => Answer::Index(Err(why)),
            Question::Unfold(asked) => Answer::Unfold(asked, Vec::new()),
            Question::Notes { compared } => Answer::Notes(compared, Err(why)),
            Question::Write(_) => Answer::Written(Err(why)),
            Question::Jot(_) => Answer::Jotted(Err(why)),
        }
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
    /// What the budgets say so far; the question comes back with it.
    Surveyed(Box<Survey>, Result<SurveyReport, String>),
    /// The names.
    Index(Result<Arc<Index>, String>),
    /// The occurrences of a hit; the question comes back with them.
    Unfold(Box<(Query, Hit)>, Vec<crate::search::Occurrence>),
    /// The notes, and whether what has become of them was looked up.
    Notes(bool, Result<Vec<Listed>, String>),
    /// What came of writing a page, in words.
    Written(Result<String, String>),
    /// What came of a change of the notes, in words, and the notes after it.
    Jotted(Result<(String, Vec<Listed>), String>),
}
