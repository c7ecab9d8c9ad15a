/*!
Which hits come first, and the best few of them.
*/

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How well a name answers; the greater the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Every word stands in one piece.
    pub(super) contiguous: bool,
    /// fuzzy-matcher's score, summed over the words.
    pub(super) score: i32,
    /// The number of the name: shorter names, then earlier ones, have the smaller.
    pub(super) name: Reverse<u32>,
}

/// The best so far, at most `limit`.
#[derive(Debug)]
pub(super) struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<Rank>>,
}

impl Best {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::new(),
        }
    }

    /// Whether a name of that rank, or of any rank below it, could come in.
    pub(super) fn admits(&self, rank: Rank) -> bool {
        match self.heap.peek() {
            Some(Reverse(worst)) if self.heap.len() >= self.limit => rank > *worst,
            _ => self.limit > 0,
        }
    }

    pub(super) fn add(&mut self, rank: Rank) {
        if !self.admits(rank) {
            return;
        }
        if self.heap.len() >= self.limit {
            self.heap.pop();
        }
        self.heap.push(Reverse(rank));
    }

    /// The best, best first.
    pub(super) fn in_order(&self) -> Vec<Rank> {
        let mut ranks: Vec<Rank> = self.heap.iter().map(|Reverse(rank)| *rank).collect();
        ranks.sort_unstable_by(|a, b| b.cmp(a));
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contiguous_then_score_then_name() {
        let rank = |contiguous, score, name| Rank {
            contiguous,
            score,
            name: Reverse(name),
        };
        let mut best = Best::new(3);
        for each in [
            rank(false, 90, 1),
            rank(true, 10, 9),
            rank(true, 10, 2),
            rank(true, 20, 7),
            rank(true, 5, 3),
        ] {
            best.add(each);
        }
        assert_eq!(
            best.in_order(),
            [rank(true, 20, 7), rank(true, 10, 2), rank(true, 10, 9)]
        );
        assert!(!best.admits(rank(false, 100, 0)));
        assert!(!Best::new(0).admits(rank(true, 100, 0)));
    }
}
