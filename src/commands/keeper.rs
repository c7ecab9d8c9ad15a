/*!
Keeping in the library what the checks said of its budgets, where it may be written.
*/

use super::which_library::WhichLibrary;
use crate::library::{Kept, Library};

/// A library that is opened for writing once there is something to keep. What cannot be kept is
/// found out again the next time, so that no failure is worth a word.
#[derive(Default)]
pub(super) enum Keeper {
    /// Nothing was to be kept so far.
    #[default]
    Idle,
    /// The library can be written.
    Open(Box<Library>),
    /// It cannot.
    Refused,
}

impl Keeper {
    /// Keeps reports, if the library can be written.
    pub(super) fn keep(&mut self, which: &WhichLibrary, reports: &[Kept]) {
        if reports.is_empty() {
            return;
        }
        if matches!(self, Keeper::Idle) {
            let opened = which.open_for_reports();
            *self = opened.map_or(Keeper::Refused, |library| Keeper::Open(Box::new(library)));
        }
        if let Keeper::Open(library) = self
            && library.keep_reports(reports).is_err()
        {
            *self = Keeper::Refused;
        }
    }
}
