/*!
Checking many budgets: on all cores, a handful at a time.

The budgets come in the order of the catalogue, so that what a worker has read for one it
mostly needs for the next: the unit's other years, the department. What was checked is
handed on in order and let go of, so that memory does not grow with the library.
*/

use super::interruption::Interruption;
use super::which_library::WhichLibrary;
use crate::budget::Book;
use crate::checks::{Checked, check};
use crate::library::{CatalogueEntry, DocumentId, Library, Neighbourhood};
use std::borrow::Borrow;
use std::collections::VecDeque;
use std::sync::Arc;

/// A budget and what the checks say of it.
pub(super) struct Examined {
    pub book: Arc<Book>,
    pub checked: Checked,
}

/// Takes what was checked, in order.
pub(super) type Take<'t> = dyn FnMut(&Examined) -> anyhow::Result<()> + 't;

/// How many budgets a worker checks in one go: the workers wait for each other after it, which
/// costs the less the longer it is, and what was checked is held on to until then.
const STRETCH: usize = 64;

/// How many budgets are worth a worker more, which has to open the library for itself.
const WORTH_A_WORKER: usize = 8;

/// How many books a worker keeps in case the next budget needs them.
const MOST_KEPT: usize = 12;

/// The budgets that are to be checked, and the library they are in.
pub(super) struct Examination<'e> {
    pub which: &'e WhichLibrary,
    pub library: &'e Library,
    pub entries: &'e [CatalogueEntry],
    pub interruption: &'e Interruption,
}

impl Examination<'_> {
    /// Checks every budget and hands each on.
    pub fn run(&self, take: &mut Take) -> anyhow::Result<()> {
        let neighbourhood = Neighbourhood::of(self.library.catalogue()?);
        let mut here = Worker::on(self.library);
        let mut others: Vec<Worker<Library>> = (1..self.worker_count())
            .map(|_| Ok(Worker::on(self.which.open()?)))
            .collect::<anyhow::Result<_>>()?;
        let count = others.len() + 1;
        let stretch = STRETCH.min(self.entries.len().div_ceil(count)).max(1);
        for stretches in self.entries.chunks(stretch * count) {
            self.interruption.check()?;
            let examined = side_by_side(
                &neighbourhood,
                stretches.chunks(stretch),
                &mut here,
                &mut others,
            );
            for stretch in examined {
                for budget in stretch? {
                    take(&budget)?;
                }
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

/// The first stretch is examined by this thread, each other one by a thread of its own.
fn side_by_side<'s>(
    neighbourhood: &Neighbourhood,
    mut stretches: impl Iterator<Item = &'s [CatalogueEntry]>,
    here: &mut Worker<&Library>,
    others: &mut [Worker<Library>],
) -> Vec<anyhow::Result<Vec<Examined>>> {
    let first = stretches.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let running: Vec<_> = stretches
            .zip(others)
            .map(|(stretch, worker)| scope.spawn(|| worker.examine(stretch, neighbourhood)))
            .collect();
        let mut examined = vec![here.examine(first, neighbourhood)];
        let ended = running.into_iter().map(|running| running.join());
        examined.extend(
            ended.map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
        );
        examined
    })
}

/// A library, and the books read last.
struct Worker<L> {
    library: L,
    kept: VecDeque<(DocumentId, Arc<Book>)>,
}

impl<L: Borrow<Library>> Worker<L> {
    fn on(library: L) -> Self {
        Self {
            library,
            kept: VecDeque::new(),
        }
    }

    fn examine(
        &mut self,
        stretch: &[CatalogueEntry],
        neighbourhood: &Neighbourhood,
    ) -> anyhow::Result<Vec<Examined>> {
        stretch
            .iter()
            .map(|entry| {
                let book = self.book(entry.id)?;
                let others: Vec<Arc<Book>> = neighbourhood
                    .around(entry.id)
                    .into_iter()
                    .map(|id| self.book(id))
                    .collect::<anyhow::Result<_>>()?;
                let others: Vec<&Book> = others.iter().map(AsRef::as_ref).collect();
                let checked = check(&book, &others);
                Ok(Examined { book, checked })
            })
            .collect()
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
