/*!
One note.
*/

use super::About;
use crate::budget::Identity;

/// The number of a note in its file; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub i64);

/// Which finding a note sets aside.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingKey {
    /// The rule's code.
    pub rule: String,
    /// What tells the finding from the others of its budget, also after another import.
    pub key: String,
}

impl FindingKey {
    /// What the finding says for people: its rule, and the equation in words that ends its key.
    pub fn short(&self) -> String {
        let words = self.key.rsplit('|').next().unwrap_or_default();
        match words {
            "" => self.in_words(),
            words => format!("{} {words}", self.rule),
        }
    }

    /// As exports name it: the rule, and behind it what the key says beyond the rule.
    pub fn in_words(&self) -> String {
        let key = self.key.strip_prefix(&self.rule).unwrap_or(&self.key);
        let key = key.trim_start_matches('|').trim();
        format!("{} {key}", self.rule).trim_end().to_owned()
    }
}

/// What was written down, about what, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// What it is about, as that stood.
    pub about: About,
    /// What was written; empty where a finding was set aside.
    pub text: String,
    /// The finding that was set aside; none for a plain note.
    pub finding: Option<FindingKey>,
    /// Why it was set aside, or empty.
    pub reason: String,
    /// When it was written: `2026-11-21 08:30:00`, local time.
    pub time: String,
    /// When its words were last changed, or empty.
    pub edited: String,
}

impl Note {
    /// Whether it sets a finding of a budget aside.
    pub fn sets_aside(&self, identity: &Identity, key: &str) -> bool {
        let finding = self.finding.as_ref();
        finding.is_some_and(|finding| finding.key == key) && self.about.identity == *identity
    }

    /// What was written: the text, or the reason why a finding was set aside.
    pub fn words(&self) -> &str {
        match self.finding {
            Some(_) => &self.reason,
            None => &self.text,
        }
    }
}
