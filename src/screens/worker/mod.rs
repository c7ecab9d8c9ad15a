/*!
The threads that own the shelves, and who answers on them.

One answers what a page is waited for with; what goes through the whole library (counts,
names) or waits for another session (notes) has a shelf and a thread of its own, so that it
keeps nobody from a page. Long answers are worked out in short stretches, and whatever was
asked meanwhile goes before them. A panic costs the answer, not the thread.
*/

pub mod brief;
mod noting;
pub mod shelf;
mod surveying;

use crate::contained::contained;
use crate::library::Neighbourhood;
use crate::screens::terminal::event::Event;
use crate::screens::worker::shelf::{
    Answer, Naming, OpenShelf, Question, Shelf, ShelfError, checked, tallies,
};
use crate::screens::worker::surveying::Gathering;
use crate::search::Index;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who answers: a shelf, and what was made from it.
pub struct Clerk {
    shelf: Box<dyn Shelf>,
    around: Around,
    naming: Option<Naming>,
    gathering: Option<Gathering>,
    index: Option<Arc<Index>>,
}

/// The budgets as the explorer shows them, known to all clerks.
#[derive(Debug, Clone, Default)]
struct Around(Arc<Mutex<Arc<Neighbourhood>>>);

impl Around {
    fn lock(&self) -> MutexGuard<'_, Arc<Neighbourhood>> {
        // It is replaced whole, so a poisoned lock holds a good one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self) -> Arc<Neighbourhood> {
        Arc::clone(&self.lock())
    }
}

impl Clerk {
    /// A clerk of a shelf.
    pub fn new(shelf: Box<dyn Shelf>) -> Self {
        Self::beside(shelf, Around::default())
    }

    fn beside(shelf: Box<dyn Shelf>, around: Around) -> Self {
        Self {
            shelf,
            around,
            naming: None,
            gathering: None,
            index: None,
        }
    }

    /// Answers one question, however long that takes.
    pub fn answer(&mut self, question: Question) -> Answer {
        loop {
            if let Some(answer) = self.work_on(&question) {
                return answer;
            }
        }
    }

    /// Works on a question for a while: the answer, or none where it is to be asked again.
    fn work_on(&mut self, question: &Question) -> Option<Answer> {
        match contained(|| self.try_on(question)) {
            Ok(answer) => answer,
            Err(fault) => {
                self.naming = None;
                self.gathering = None;
                Some(question.clone().failed(fault.to_string()))
            }
        }
    }

    fn try_on(&mut self, question: &Question) -> Option<Answer> {
        let told = |error: ShelfError| error.to_string();
        let shelf = self.shelf.as_mut();
        Some(match question.clone() {
            Question::Catalogue => {
                let found = shelf.catalogue();
                if let Ok(catalogue) = &found {
                    *self.around.lock() = Arc::new(Neighbourhood::of(catalogue.clone()));
                }
                Answer::Catalogue(found.map_err(told))
            }
            Question::Book(id) => Answer::Book(id, shelf.book(id).map_err(told)),
            Question::Checked(id) => {
                let checked = checked(shelf, &self.around.get(), id);
                let checked = checked.map(Arc::new);
                Answer::Checked(id, checked.map_err(told))
            }
            Question::Tallies(from) => {
                Answer::Tallies(from, Ok(tallies(shelf, &self.around.get(), from)))
            }
            Question::Occurrences(classification, code) => {
                let found = shelf.occurrences(classification, &code).map_err(told);
                Answer::Occurrences(classification, code, found)
            }
            Question::Survey(survey) => {
                let around = self.around.get();
                let kept = self.gathering.take();
                let kept = kept.and_then(|kept| kept.turned_to(&survey, &around));
                let begin = || Gathering::begin((*survey).clone(), around);
                let gathering = self.gathering.insert(kept.unwrap_or_else(begin));
                let report = gathering.go_on(shelf)?;
                Answer::Surveyed(survey, Ok(report))
            }
            Question::Index => match self.name_on() {
                Ok(index) => Answer::Index(Ok(index?)),
                Err(error) => {
                    self.naming = None;
                    Answer::Index(Err(told(error)))
                }
            },
            Question::Unfold(asked) => {
                let all = self
                    .index
                    .as_ref()
                    .map(|index| index.occurrences(&asked.0, &asked.1));
                Answer::Unfold(asked, all.unwrap_or_default())
            }
            Question::Notes { compared } => {
                let listed = noting::listed(shelf, compared);
                Answer::Notes(compared, listed.map_err(told))
            }
            Question::Write(written) => Answer::Written(shelf.write(&written).map_err(told)),
            Question::Jot(jot) => {
                let around = self.around.get();
                Answer::Jotted(noting::jotted(shelf, &around, *jot).map_err(told))
            }
        })
    }

    /// Gathers names for a while; the index once it has all.
    fn name_on(&mut self) -> Result<Option<Arc<Index>>, ShelfError> {
        let shelf = self.shelf.as_mut();
        let mut naming = match self.naming.take() {
            Some(naming) => naming,
            None => Naming::begin(shelf)?,
        };
        if !naming.go_on(shelf)? {
            self.naming = Some(naming);
            return Ok(None);
        }
        let index = Arc::new(naming.done(shelf));
        self.index = Some(Arc::clone(&index));
        Ok(Some(index))
    }
}

/// The threads that own the shelves.
pub struct Worker {
    pages: Sender<Question>,
    /// What no page is waited for with, where a second shelf could be had.
    aside: Option<Sender<Question>>,
}

impl Worker {
    /// Starts the threads; their answers come as events.
    pub fn start(mut shelf: Box<dyn Shelf>, events: &Sender<Event>) -> io::Result<Self> {
        let around = Around::default();
        let aside = match shelf.aside() {
            Some(open) => Some(start_aside(open, around.clone(), events.clone())?),
            None => None,
        };
        let pages = start_thread("shelf", events.clone(), move || {
            Ok(Clerk::beside(shelf, around))
        })?;
        Ok(Self { pages, aside })
    }

    /// Asks; the answer comes as an event.
    pub fn ask(&self, question: Question) {
        let thread = match &self.aside {
            Some(aside) if question.is_aside() => aside,
            _ => &self.pages,
        };
        // A worker that is gone has said so as an event.
        let _ = thread.send(question);
    }
}

fn start_aside(
    open: OpenShelf,
    around: Around,
    events: Sender<Event>,
) -> io::Result<Sender<Question>> {
    start_thread("aside", events, move || Ok(Clerk::beside(open()?, around)))
}

/// Starts a thread whose clerk comes to work with the first question.
fn start_thread(
    name: &str,
    events: Sender<Event>,
    clerk: impl FnOnce() -> Result<Clerk, ShelfError> + Send + 'static,
) -> io::Result<Sender<Question>> {
    let (questions, asked) = channel();
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            let gone = SayGone(events.clone());
            work(clerk, &asked, &events);
            drop(gone);
        })?;
    Ok(questions)
}

/// Says that the worker that owns it is gone, even when it panics.
pub struct SayGone(pub Sender<Event>);

impl Drop for SayGone {
    fn drop(&mut self) {
        let _ = self.0.send(Event::WorkerGone);
    }
}

fn work(
    clerk: impl FnOnce() -> Result<Clerk, ShelfError>,
    asked: &Receiver<Question>,
    events: &Sender<Event>,
) {
    let Ok(first) = asked.recv() else {
        return;
    };
    let mut waiting = vec![first];
    let mut clerk = contained(clerk).unwrap_or_else(|fault| Err(fault.into()));
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
        let question = take_foremost(&mut waiting);
        let answer = match &mut clerk {
            Ok(clerk) => clerk.work_on(&question),
            Err(why) => Some(question.clone().failed(why.to_string())),
        };
        match answer {
            Some(answer) => {
                if events.send(Event::Answer(answer)).is_err() {
                    return;
                }
            }
            None => waiting.push(question),
        }
    }
}

/// The question that is answered next: the first of those that somebody may wait for.
fn take_foremost(waiting: &mut Vec<Question>) -> Question {
    let foremost = (0..waiting.len())
        .min_by_key(|&at| (waiting[at].rank(), at))
        .unwrap_or_default();
    waiting.remove(foremost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Book;
    use crate::library::{CatalogueEntry, DocumentId};

    /// A shelf at fault.
    struct Faulty;

    impl Shelf for Faulty {
        fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError> {
            Ok(Vec::new())
        }

        fn book(&mut self, _: DocumentId) -> Result<Arc<Book>, ShelfError> {
            panic!("a panic was asked for")
        }
    }

    #[test]
    fn a_panic_costs_the_answer_and_not_the_thread() {
        let (events, answers) = channel();
        let worker = Worker::start(Box::new(Faulty), &events).unwrap();
        worker.ask(Question::Book(DocumentId(1)));
        worker.ask(Question::Catalogue);
        let answer = || answers.recv().unwrap();
        assert!(matches!(answer(), Event::Answer(Answer::Book(_, Err(_)))));
        assert!(matches!(answer(), Event::Answer(Answer::Catalogue(Ok(_)))));
    }

    #[test]
    fn what_a_page_waits_for_is_answered_first() {
        let mut waiting = vec![
            Question::Tallies(0),
            Question::Index,
            Question::Book(DocumentId(1)),
        ];
        assert_eq!(take_foremost(&mut waiting), Question::Book(DocumentId(1)));
        assert_eq!(take_foremost(&mut waiting), Question::Index);
    }
}
