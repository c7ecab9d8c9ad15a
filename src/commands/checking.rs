/*!
What the checks say of many budgets: as the library keeps it, and where it does not, found out on all
cores, a handful at a time, and kept for the next time.

The budgets come in the order of the catalogue, so that what a worker has read for one it
mostly needs for the next: the unit's other years, the department. What was found is
handed on in order and let go of, so that memory does not grow with the library.
*/

use super::interruption::Interruption;
use super::keeper::Keeper;
use super::which_library::WhichLibrary;
use crate::budget::{Book, Identity, Report, YearLists};
use crate::checks::{self, check_by};
use crate::library::{CatalogueEntry, DocumentId, Kept, Library, Neighbourhood};
use std::borrow::Borrow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Scope;

/// Whose budget, and what the checks say of it.
pub(super) struct Examined {
    pub identity: Identity,
    pub report: Report,
}

/// What the checks say of a budget, and whether that was known.
struct CheckAnswer {
    identity: Identity,
    kept: Kept,
    is_known: bool,
}

/// The answers of a stretch, which comes at that place.
type Stretch = (usize, anyhow::Result<Vec<CheckAnswer>>);

/// Takes what was found, in order.
pub(super) type Take<'t> = dyn FnMut(&Examined) -> anyhow::Result<()> + 't;

/// How many budgets a worker takes in one go: long enough that what it read for one is there for
/// the next, short enough that no worker is left waiting for another at the end.
const STRETCH: usize = 16;

/// How many budgets are worth a worker more, which has to open the library for itself.
const WORTH_A_WORKER: usize = 8;

/// How many books a worker keeps in case the next budget needs them.
const MOST_KEPT: usize = 12;

/// How many reports are kept in one go: a commit waits for the disk.
const KEPT_IN_ONE_GO: usize = 64;

/// The budgets that are to be checked, and the library they are in.
pub(super) struct Examination<'e> {
    pub which: &'e WhichLibrary,
    pub library: &'e Library,
    pub entries: &'e [CatalogueEntry],
    pub interruption: &'e Interruption,
}

impl Examination<'_> {
    /// Hands on what the checks say of every budget.
    pub fn run(&self, take: &mut Take) -> anyhow::Result<()> {
        let neighbourhood = Neighbourhood::of(self.library.catalogue()?);
        let count = self.worker_count();
        let stretch = STRETCH.min(self.entries.len().div_ceil(count)).max(1);
        let stretches: Vec<&[CatalogueEntry]> = self.entries.chunks(stretch).collect();
        if count == 1 {
            let mut here = Worker::on(self.library, self.which);
            let examined = stretches
                .iter()
                .map(|stretch| here.examine(stretch, &neighbourhood));
            return self.hand_on(examined.enumerate(), &Pace::default(), take);
        }
        let workers = (0..count)
            .map(|_| Ok(Worker::on(self.which.open()?, self.which)))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let pace = Pace::default();
        std::thread::scope(|scope| {
            // However this ends, no worker is left waiting.
            let _last = pace.end_with_this();
            let examined = side_by_side(scope, &stretches, (&neighbourhood, &pace), workers);
            self.hand_on(examined.into_iter(), &pace, take)
        })
    }

    /// Looks at every budget beside its neighbours, without checking it.
    pub fn look_at_each(
        &self,
        look: &mut dyn FnMut(&Book, &[&Book]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let neighbourhood = Neighbourhood::of(self.library.catalogue()?);
        let mut here = Worker::on(self.library, self.which);
        for entry in self.entries {
            self.interruption.check()?;
            let book = here.book(entry.id)?;
            let others = here.around(entry.id, &neighbourhood)?;
            let others: Vec<&Book> = others.iter().map(AsRef::as_ref).collect();
            look(&book, &others)?;
        }
        Ok(())
    }

    /// Hands on the budgets of which the library keeps something else than the checks find.
    pub fn differing(
        &self,
        take: &mut dyn FnMut(&CatalogueEntry) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let neighbourhood = Neighbourhood::of(self.library.catalogue()?);
        let mut here = Worker::on(self.library, self.which);
        for entry in self.entries {
            self.interruption.check()?;
            let rules = checks::edition(self.which.year_lists(), entry.identity.year);
            let basis = neighbourhood.basis(entry.id, rules);
            if let Some(known) = self.library.report(entry.id, &basis)?
                && here.found_out(entry.id, &neighbourhood)? != known
            {
                take(entry)?;
            }
        }
        Ok(())
    }

    /// Hands stretches on in the order of the catalogue, in whatever order they come.
    fn hand_on(
        &self,
        examined: impl Iterator<Item = Stretch>,
        pace: &Pace,
        take: &mut Take,
    ) -> anyhow::Result<()> {
        let mut keeping = Keeping::into(self.which);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (at, stretch) in examined {
            self.interruption.check()?;
            early.insert(at, stretch);
            while let Some(stretch) = early.remove(&due) {
                for answer in stretch? {
                    let CheckAnswer {
                        identity,
                        mut kept,
                        is_known,
                    } = answer;
                    let examined = Examined {
                        identity,
                        report: kept.report,
                    };
                    take(&examined)?;
                    if !is_known {
                        kept.report = examined.report;
                        keeping.add(kept);
                    }
                }
                due += 1;
                pace.set(due);
            }
        }
        Ok(())
    }

    /// No more workers than there are cores, and none that has next to nothing to do.
    fn worker_count(&self) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        cores
            .min(self.entries.len().div_ceil(WORTH_A_WORKER))
            .max(1)
    }
}

/// Each worker takes the next stretch until none is left. They end when nobody receives what they
/// have examined any more.
fn side_by_side<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    stretches: &'env [&'env [CatalogueEntry]],
    (neighbourhood, pace): (&'env Neighbourhood, &'env Pace),
    workers: Vec<Worker<Library>>,
) -> Receiver<Stretch> {
    let (sender, receiver) = sync_channel(workers.len());
    for mut worker in workers {
        let sender = sender.clone();
        scope.spawn(move || {
            let _panic = pace.end_with_panic();
            while let Some(at) = pace.next() {
                let Some(stretch) = stretches.get(at) else {
                    break;
                };
                let examined = worker.examine(stretch, neighbourhood);
                if sender.send((at, examined)).is_err() {
                    break;
                }
            }
        });
    }
    receiver
}

/// Which stretch is next, and how far the workers may be ahead of what is handed on, so that no
/// more than that is held while one of them is slow.
#[derive(Default)]
struct Pace {
    due: Mutex<Due>,
    moved: Condvar,
}

#[derive(Default)]
struct Due {
    /// The stretch that a worker takes next.
    next: usize,
    /// The stretch that is handed on next.
    at: usize,
    /// Whether nothing is handed on any more.
    ended: bool,
}

/// How many stretches may wait for the one that is due.
const AHEAD: usize = 32;

impl Pace {
    fn change(&self, change: impl FnOnce(&mut Due)) {
        change(&mut self.due.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_all();
    }

    fn set(&self, at: usize) {
        self.change(|due| due.at = at);
    }

    /// Takes the next stretch and waits until it is near enough; none where nothing is handed on
    /// any more.
    fn next(&self) -> Option<usize> {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let at = due.next;
        due.next += 1;
        let due = self
            .moved
            .wait_while(due, |due| !due.ended && at >= due.at + AHEAD)
            .unwrap_or_else(PoisonError::into_inner);
        (!due.ended).then_some(at)
    }

    fn end_with_this(&self) -> End<'_> {
        End {
            pace: self,
            only_in_panic: false,
        }
    }

    fn end_with_panic(&self) -> End<'_> {
        End {
            pace: self,
            only_in_panic: true,
        }
    }
}

/// Ends the pace when it goes.
struct End<'p> {
    pace: &'p Pace,
    only_in_panic: bool,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        if !self.only_in_panic || std::thread::panicking() {
            self.pace.change(|due| due.ended = true);
        }
    }
}

/// A library, and the books read last.
struct Worker<L> {
    library: L,
    lists: Arc<YearLists>,
    kept: VecDeque<(DocumentId, Arc<Book>)>,
}

impl<L: Borrow<Library>> Worker<L> {
    fn on(library: L, which: &WhichLibrary) -> Self {
        Self {
            library,
            lists: Arc::clone(which.year_lists()),
            kept: VecDeque::new(),
        }
    }

    fn examine(
        &mut self,
        stretch: &[CatalogueEntry],
        neighbourhood: &Neighbourhood,
    ) -> anyhow::Result<Vec<CheckAnswer>> {
        stretch
            .iter()
            .map(|entry| self.answer(entry, neighbourhood))
            .collect()
    }

    fn answer(
        &mut self,
        entry: &CatalogueEntry,
        neighbourhood: &Neighbourhood,
    ) -> anyhow::Result<CheckAnswer> {
        let (id, identity) = (entry.id, entry.identity.clone());
        let rules = checks::edition(&self.lists, identity.year);
        let basis = neighbourhood.basis(id, rules);
        let known = self.library.borrow().report(id, &basis)?;
        let is_known = known.is_some();
        let report = match known {
            Some(report) => report,
            None => self.found_out(id, neighbourhood)?,
        };
        Ok(CheckAnswer {
            identity,
            kept: Kept { id, basis, report },
            is_known,
        })
    }

    fn found_out(
        &mut self,
        id: DocumentId,
        neighbourhood: &Neighbourhood,
    ) -> anyhow::Result<Report> {
        let book = self.book(id)?;
        let others = self.around(id, neighbourhood)?;
        let others: Vec<&Book> = others.iter().map(AsRef::as_ref).collect();
        let checked = check_by(&book, &others, &self.lists);
        Ok(Report::of(&book, checked.findings, checked.outcomes))
    }

    /// The budgets that one is held against.
    fn around(
        &mut self,
        id: DocumentId,
        neighbourhood: &Neighbourhood,
    ) -> anyhow::Result<Vec<Arc<Book>>> {
        let ids = neighbourhood.around(id).into_iter();
        ids.map(|id| self.book(id)).collect()
    }

    fn book(&mut self, id: DocumentId) -> anyhow::Result<Arc<Book>> {
        if let Some((_, book)) = self.kept.iter().find(|(kept, _)| *kept == id) {
            return Ok(Arc::clone(book));
        }
        let book = Arc::new(self.library.borrow().book(id)?);
        if self.kept.len() == MOST_KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((id, Arc::clone(&book)));
        Ok(book)
    }
}

/// Reports on their way into the library.
struct Keeping<'w> {
    which: &'w WhichLibrary,
    keeper: Keeper,
    waiting: Vec<Kept>,
}

impl<'w> Keeping<'w> {
    fn into(which: &'w WhichLibrary) -> Self {
        Self {
            which,
            keeper: Keeper::default(),
            waiting: Vec::new(),
        }
    }

    fn add(&mut self, kept: Kept) {
        self.waiting.push(kept);
        if self.waiting.len() == KEPT_IN_ONE_GO {
            self.keep();
        }
    }

    fn keep(&mut self) {
        self.keeper.keep(self.which, &self.waiting);
        self.waiting.clear();
    }
}

/// What was found out before an interruption is kept as well.
impl Drop for Keeping<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.keep();
        }
    }
}
