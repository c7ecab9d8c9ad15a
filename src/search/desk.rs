/*!
The desk where questions are left, so that no key waits for the one before.

A worker takes the one question that waits; a newer one takes its place, and
ends the search for an older one. Every answer carries the turn of its question:
whoever asked knows which answers are still of use.
*/

use super::{Found, Index, Question, Searcher};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// An answer to the question of that turn. There may be two: a first look (not
/// complete), and the whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What [`Desk::ask`] returned.
    pub turn: u64,
    /// What was found.
    pub found: Found,
    /// The index it was found in, for unfolding hits.
    pub index: Arc<Index>,
}

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Option<(u64, Question)>>,
    bell: Condvar,
    /// The turn of the newest question; answers to older ones are of no use.
    turn: AtomicU64,
    closed: AtomicBool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Option<(u64, Question)>> {
        // A question is replaced whole, so a poisoned lock holds a good one.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next question; none once the desk is closed.
    fn next(&self) -> Option<(u64, Question)> {
        let mut waiting = self.lock();
        loop {
            if self.closed.load(Ordering::Acquire) {
                return None;
            }
            if let Some(job) = waiting.take() {
                return Some(job);
            }
            waiting = self
                .bell
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn wants(&self, turn: u64) -> bool {
        !self.closed.load(Ordering::Acquire) && self.turn.load(Ordering::Acquire) == turn
    }
}

/// A worker that searches. Dropping it ends the worker, without waiting for it.
#[derive(Debug)]
pub struct Desk {
    shared: Arc<Shared>,
}

impl Desk {
    /// Starts the worker. It first calls `load` for the index (none ends it) and answers
    /// through `answers`; questions asked meanwhile wait, the newest alone.
    pub fn open(
        load: impl FnOnce() -> Option<Arc<Index>> + Send + 'static,
        mut answers: impl FnMut(Answer) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let of_worker = Arc::clone(&shared);
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || {
                let Some(index) = load() else {
                    return;
                };
                let mut searcher = Searcher::new(index);
                while let Some((turn, question)) = of_worker.next() {
                    answer(&mut searcher, turn, &question, &of_worker, &mut answers);
                }
            })?;
        Ok(Self { shared })
    }

    /// Leaves a question and returns its turn; any question before it is given up.
    pub fn ask(&self, question: Question) -> u64 {
        let mut waiting = self.shared.lock();
        let turn = self.shared.turn.fetch_add(1, Ordering::AcqRel) + 1;
        *waiting = Some((turn, question));
        drop(waiting);
        self.shared.bell.notify_one();
        turn
    }

    /// Gives up whatever was asked.
    pub fn give_up(&self) {
        let mut waiting = self.shared.lock();
        self.shared.turn.fetch_add(1, Ordering::AcqRel);
        *waiting = None;
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // Under the lock, or the worker could miss the bell between its look and its wait.
        let waiting = self.shared.lock();
        self.shared.closed.store(true, Ordering::Release);
        drop(waiting);
        self.shared.bell.notify_all();
    }
}

fn answer(
    searcher: &mut Searcher,
    turn: u64,
    question: &Question,
    shared: &Shared,
    answers: &mut dyn FnMut(Answer),
) {
    let index = Arc::clone(searcher.index());
    let mut send = |found| {
        if shared.wants(turn) {
            answers(Answer {
                turn,
                found,
                index: Arc::clone(&index),
            });
        }
    };
    if let Some(found) = searcher.search(question, &|| shared.wants(turn), &mut send) {
        send(found);
    }
}
