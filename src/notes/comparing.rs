/*!
All notes beside what stands there today, a budget at a time.
*/

use super::{Note, Now};
use crate::budget::{Book, Identity};
use std::borrow::Borrow;

/// Looks up what has become of each note and hands it on with that and with the budget of
/// today; the budget of notes that follow each other is asked for once.
pub fn beside_today<B: Borrow<Book>, E>(
    notes: Vec<Note>,
    mut book_of: impl FnMut(&Identity) -> Result<Option<B>, E>,
    mut take: impl FnMut(Note, Now, Option<&B>),
) -> Result<(), E> {
    let mut at_hand: Option<(Identity, Option<B>)> = None;
    for note in notes {
        let identity = &note.about.identity;
        if at_hand.as_ref().is_none_or(|(held, _)| held != identity) {
            at_hand = Some((identity.clone(), book_of(identity)?));
        }
        let book = at_hand.as_ref().and_then(|(_, book)| book.as_ref());
        let now = Now::of(&note.about, book.map(Borrow::borrow));
        take(note, now, book);
    }
    Ok(())
}
