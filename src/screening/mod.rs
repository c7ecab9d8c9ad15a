/*!
线索: what is unusual, and accuses nobody.

An amount far from those of peers, one amount in several projects, sums that are all round, a
goal below the year before's: each may have its reason. So clues are no findings, are never
counted with them, and say what they are measured against. Everything is reckoned in integers:
shares in millionths, amounts in ten-thousandths of a 元.
*/

mod alone;
mod peers;

pub use alone::clues_of;
pub use peers::Peers;

/// Why something is a clue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
}

impl ClueKind {
    /// Every kind.
    pub const ALL: [ClueKind; 5] = [
        ClueKind::Peers,
        ClueKind::Growth,
        ClueKind::SameAmount,
        ClueKind::RoundSums,
        ClueKind::LowerGoal,
    ];

    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            ClueKind::Peers => "占比离群",
            ClueKind::Growth => "增幅离群",
            ClueKind::SameAmount => "金额相同",
            ClueKind::RoundSums => "都是整数",
            ClueKind::LowerGoal => "目标低于上年",
        }
    }
}

/// Something unusual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// Why it is one.
    pub kind: ClueKind,
    /// What is unusual, as a sentence.
    pub words: String,
    /// What it is measured against: peers with their figures, the projects, the year before.
    pub against: Vec<String>,
    /// Where it stands, as the exports name it.
    pub source: String,
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
