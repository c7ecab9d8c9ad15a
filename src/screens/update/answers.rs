/*!
What the workers and the search answer, and what becomes of it.
*/

use crate::budget::{Book, row_units};
use crate::contained::contained;
use crate::library::DocumentId;
use crate::screens::model::explorer::Explorer;
use crate::screens::model::places::At;
use crate::screens::model::stock::Answered;
use crate::screens::pages::units;
use crate::screens::pages::view::Context;
use crate::screens::terminal::pace::Change;
use crate::screens::worker::shelf::{Answer, Counted, Question};
use crate::search::{Found, Hit, Occurrence, Query};
use std::sync::Arc;

/// How many opened budgets are kept in memory.
const MOST_BOOKS: usize = 12;

impl Explorer {
    /// The search answers the newest question; it may do so twice.
    pub fn found(&mut self, found: Found) {
        let Some((question, answered)) = &mut self.sought else {
            return;
        };
        *answered |= found.complete;
        self.stock.answered = Some(Answered {
            kind: question.kind,
            query: question.query.clone(),
            found,
            unfolded: None,
        });
        self.rebuild();
    }

    /// The search came to no end; the next question has it begin anew.
    pub fn lose_search(&mut self) {
        let Some((_, answered)) = &mut self.sought else {
            return;
        };
        *answered = true;
        self.say("搜索出错，没有找完；改一个字再找");
    }

    /// An answer came; gives what changes on the screen.
    pub fn answer(&mut self, answer: Answer) -> Change {
        let question = match answer {
            Answer::Catalogue(found) => {
                let found = found.map(|catalogue| self.stock.take_catalogue(catalogue));
                self.begin();
                self.ask_for_notes();
                self.note_failure(Question::Catalogue, found)
            }
            Answer::Book(id, found) => {
                let found = found.map(|book| self.keep(id, book));
                self.note_failure(Question::Book(id), found)
            }
            Answer::Checked(id, found) => {
                let found = found.map(|checked| {
                    self.stock.checked.insert(id, checked);
                });
                self.note_failure(Question::Checked(id), found)
            }
            Answer::Tallies(from, found) => return self.tallied(from, found),
            Answer::Occurrences(classification, code, found) => {
                let question = Question::Occurrences(classification, code.clone());
                let found =
                    found.map(|found| self.stock.occurrences = Some((classification, code, found)));
                self.note_failure(question, found)
            }
            Answer::Surveyed(survey, found) => {
                let found = found.map(|report| self.stock.surveys.keep((*survey).clone(), report));
                self.note_failure(Question::Survey(survey), found)
            }
            Answer::Index(found) => {
                let found = found.map(|index| self.stock.index = Some(index));
                self.note_failure(Question::Index, found)
            }
            Answer::Unfold(asked, all) => {
                self.unfold(&asked, all);
                Question::Unfold(asked)
            }
            Answer::Notes(compared, found) => {
                let found = found.map(|notes| self.learn_notes(notes, compared));
                self.note_failure(Question::Notes { compared }, found)
            }
            Answer::Written(came) => {
                let (Ok(said) | Err(said)) = came;
                self.say(said);
                return Change::Page;
            }
            Answer::Jotted(came) => {
                self.jotted(came);
                return Change::Page;
            }
        };
        self.asked.retain(|asked| *asked != question);
        self.rebuild();
        self.catch_up();
        Change::Page
    }

    fn tallied(&mut self, from: usize, found: Result<Vec<Counted>, String>) -> Change {
        let found = found.map(|counted| self.learn_findings(counted));
        let before = self.stock.counted_before;
        self.stock.count_counted();
        let question = self.note_failure(Question::Tallies(from), found);
        self.asked.retain(|asked| *asked != question);
        // Whoever asks again for what was not answered asks for ever.
        if self.stock.counted_before > before {
            self.count_on();
        }
        Change::Counts
    }

    fn unfold(&mut self, asked: &(Query, Hit), all: Vec<Occurrence>) {
        if let Some(answered) = &mut self.stock.answered
            && answered.query == asked.0
        {
            answered.unfolded = Some((asked.1.id, all));
        }
    }

    fn learn_findings(&mut self, counted: Vec<Counted>) {
        for findings in counted {
            self.recounted.push(findings.document);
            self.stock.counted.insert(findings.document, findings);
        }
    }

    /// Has the findings of further budgets counted, where the page shows such counts.
    fn count_on(&mut self) {
        if matches!(self.trail.here().at, At::Units | At::Findings)
            && let Some(question) = units::uncounted(&self.stock)
        {
            self.ask_for(question);
        }
    }

    /// Shows the counts that came since the page last did: on the page as it is, which is not
    /// built anew for them.
    pub fn show_counts(&mut self) {
        if self.recounted.is_empty() {
            return;
        }
        match self.trail.here().at {
            At::Units => {
                let recounted = std::mem::take(&mut self.recounted);
                let fits = contained(|| self.recount(&recounted));
                if fits != Ok(true) {
                    self.rebuild();
                }
            }
            At::Findings => self.rebuild(),
            _ => self.recounted.clear(),
        }
    }

    /// Puts counts into their rows; whether the columns are wide enough for them.
    fn recount(&mut self, recounted: &[DocumentId]) -> bool {
        let context = Context {
            stock: &self.stock,
            stop: self.trail.here(),
            money: self.money,
            marks: &self.marks,
            width: self.size.width,
            look: &self.look,
        };
        let widest = units::recount(&mut self.view, &context, recounted);
        let column = self.laid.first().and_then(|laid| laid.layout.widths.last());
        column.is_some_and(|&column| widest <= usize::from(column))
    }

    fn note_failure(&mut self, question: Question, found: Result<(), String>) -> Question {
        self.stock.failures.retain(|(asked, _)| *asked != question);
        if let Err(why) = found {
            self.stock.failures.push((question.clone(), why));
        }
        question
    }

    /// Keeps an opened budget and lets go of the one not looked at for longest.
    fn keep(&mut self, id: DocumentId, book: Arc<Book>) {
        self.opened.retain(|&opened| opened != id);
        self.opened.push(id);
        self.stock.row_units.insert(id, row_units(&book));
        self.stock.narrowed = None;
        self.stock.books.insert(id, book);
        self.stock.notes.forget_places();
        if self.opened.len() > MOST_BOOKS {
            let oldest = self.opened.remove(0);
            self.stock.books.remove(&oldest);
            self.stock.row_units.remove(&oldest);
            self.stock.checked.remove(&oldest);
        }
    }
}
