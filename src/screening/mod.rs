/*!
线索: what is unusual, and accuses nobody.

A share far from those of peers, one amount in several projects, sums that are all round, a
goal below the year before's: each may have its reason. So clues are no findings, are never
counted with them, and say what they are measured against. Everything is reckoned in integers:
shares in millionths, amounts in ten-thousandths of a 元.
*/

mod alone;
mod goals;
mod peers;
mod usual;

pub use alone::clues_of;
pub use peers::Peers;

use crate::budget::{Amount, Book, Identity, Place};
use std::sync::Arc;

/// Why something is a clue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClueKind {
    /// A share far from those of peers.
    Peers,
    /// A growth far from those of peers.
    Growth,
    /// One amount in several projects.
    SameAmount,
    /// Amounts that are all round.
    RoundSums,
    /// A goal below the year before's.
    LowerGoal,
    /// A goal below what was reached the year before.
    BelowReached,
}

impl ClueKind {
    /// Every kind.
    pub const ALL: [ClueKind; 6] = [
        ClueKind::Peers,
        ClueKind::Growth,
        ClueKind::SameAmount,
        ClueKind::RoundSums,
        ClueKind::LowerGoal,
        ClueKind::BelowReached,
    ];

    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            ClueKind::Peers => "占比离群",
            ClueKind::Growth => "增幅离群",
            ClueKind::SameAmount => "金额相同",
            ClueKind::RoundSums => "都是整数",
            ClueKind::LowerGoal => "目标低于上年",
            ClueKind::BelowReached => "低于上年完成",
        }
    }
}

/// Something unusual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// Why it is one.
    pub kind: ClueKind,
    /// The code of what it is about, or empty.
    pub code: String,
    /// What it is about: a 项, an economic class, an item of 三公, a project, an indicator.
    pub name: String,
    /// The amount that is unusual, where one is.
    pub amount: Option<Amount>,
    /// How far it is from what is usual among peers.
    pub measured: Option<Measured>,
    /// What is unusual, as a sentence.
    pub words: String,
    /// What it is measured against: all peers, itself among them; the projects; the goal before.
    pub against: Arc<[Against]>,
    /// Where it stands.
    pub place: Place,
    /// The same, as the exports name it.
    pub source: String,
}

/// A figure beside those of its peers, in per cent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The figure.
    pub value: String,
    /// The median of all.
    pub median: String,
    /// The median of the deviations from it (MAD).
    pub deviation: String,
    /// How many peers there are, without itself.
    pub peers: usize,
}

/// One of the things that a clue is measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// Whose it is.
    pub identity: Identity,
    /// What it is, where that is not the same for all: a project, an indicator.
    pub name: String,
    /// Its amount.
    pub amount: Option<Amount>,
    /// Its share or growth, or its goal.
    pub value: String,
    /// Where it stands.
    pub place: Place,
    /// The same, as the exports name it.
    pub source: String,
}

impl Clue {
    /// What it is measured against, without the thing itself.
    pub fn others<'c>(&'c self, own: &'c Identity) -> impl Iterator<Item = &'c Against> {
        let is_peer = self.measured.is_some();
        let others = self.against.iter();
        others.filter(move |against| !is_peer || against.identity != *own)
    }
}

impl Against {
    /// `某中心 9.50%`, `培训经费 30.00`.
    pub fn in_words(&self) -> String {
        let what = match self.name.as_str() {
            "" => self.identity.unit.as_str(),
            name => name,
        };
        let amount = self.amount.map(|amount| amount.to_string());
        let value = match (self.value.as_str(), amount) {
            ("", Some(amount)) => amount,
            (value, _) => value.to_owned(),
        };
        format!("{what} {value}").trim_end().to_owned()
    }
}

/// The same unit's budget of the year before, among others.
pub fn year_before<'b>(book: &Book, others: &[&'b Book]) -> Option<&'b Book> {
    let before = Identity {
        year: book.identity.year.checked_sub(1)?,
        ..book.identity.clone()
    };
    let mut others = others.iter().copied();
    others.find(|other| other.identity == before)
}

/// Millionths as per cent: 407500 is 40.75%.
fn per_cent(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let hundredths = (millionths.abs() + 50) / 100;
    format!("{sign}{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millionths_in_words() {
        assert_eq!(per_cent(407_500), "40.75%");
        assert_eq!(per_cent(-1_000_000), "-100.00%");
        assert_eq!(per_cent(49), "0.00%");
        assert_eq!(per_cent(50), "0.01%");
    }
}
