/*!
One note.
*/

use super::{About, Judgement};
use crate::budget::{Address, CodeLevel, TableKind};

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

    /// The address of what it is about: the finding, or the code with its figure, or the budget.
    pub fn address(&self) -> Address {
        let about = &self.about;
        let budget = Address::of(about.identity.clone());
        if let Some(judgement) = &self.finding {
            return Address {
                part: Some("勾稽".to_owned()),
                thing: Some(judgement.key.clone()),
                ..budget
            };
        }
        let part = match about.code.as_bytes() {
            [b'2', ..] => "功能",
            [b'3', ..] => "经济",
            _ => return budget,
        };
        if CodeLevel::of(&about.code).is_none() {
            return budget;
        }
        let has_figure = about.figure.is_some() && TableKind::from_name(&about.table).is_some();
        Address {
            part: Some(part.to_owned()),
            thing: Some(about.code.clone()),
            figure: has_figure.then(|| (about.table.clone(), about.measure.clone())),
            ..budget
        }
    }
}
