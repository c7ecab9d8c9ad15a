/*!
What is usual among peers: the median, and the median of the deviations from it (MAD), which one odd
peer does not move.
*/

/// Fewer peers say nothing.
const LEAST_PEERS: usize = 10;
/// How many times the usual deviation is far: six, where 1.4826 MAD is one of them.
const FAR: i128 = 6 * 14_826;

/// What is usual among peers.
pub struct Usual {
    /// The middle of all values.
    pub median: i128,
    /// The median of the deviations.
    pub deviation: i128,
}

impl Usual {
    /// None where there are too few: the one itself is no peer of its own.
    pub fn of(values: &[i128]) -> Option<Self> {
        if values.len() <= LEAST_PEERS {
            return None;
        }
        let median = median(values.to_vec());
        let deviations = values.iter().map(|value| (value - median).abs());
        Some(Self {
            median,
            deviation: self::median(deviations.collect()),
        })
    }

    /// Whether a value is off by so much at least and by far more than is usual.
    pub fn is_far(&self, value: i128, least: i128) -> bool {
        let off = (value - self.median).abs();
        off >= least && off * 10_000 > FAR * self.deviation
    }
}

fn median(mut values: Vec<i128>) -> i128 {
    values.sort_unstable();
    let middle = values.len() / 2;
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    match values.len() % 2 {
        0 => i128::midpoint(at(middle.saturating_sub(1)), at(middle)),
        _ => at(middle),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_is_not_moved_by_an_odd_one() {
        let mut values: Vec<i128> = (0..11).map(|at| 100_000 + at * 1_000).collect();
        assert!(Usual::of(&values[..10]).is_none());
        values.push(900_000);
        let usual = Usual::of(&values).unwrap();
        assert_eq!((usual.median, usual.deviation), (105_500, 3_000));
        assert!(usual.is_far(900_000, 50_000));
        assert!(!usual.is_far(110_000, 1));
        assert!(!usual.is_far(900_000, 1_000_000));
    }
}
