/*!
One note.
*/

use super::{About, Judgement};

/// The number of a note in its file; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub i64);

/// What was written down, about what, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// What it is about, as that stood.
    pub about: About,
    /// What was written; empty where a finding was judged.
    pub text: String,
    /// The finding that was judged, and how; none for a plain note.
    pub finding: Option<Judgement>,
    /// Why it was judged so, or empty.
    pub reason: String,
    /// Who wrote it, or empty.
    pub author: String,
    /// When it was written: `2026-11-21 08:30:00`, local time.
    pub time: String,
    /// When its words were last changed, or empty.
    pub edited: String,
}

impl Note {
    /// What was written: the text, or the reason of a judgement.
    pub fn words(&self) -> &str {
        match self.finding {
            Some(_) => &self.reason,
            None => &self.text,
        }
    }
}
