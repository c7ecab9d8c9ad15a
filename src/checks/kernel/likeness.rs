/*!
How alike two Chinese texts are: the share of neighbouring pairs of characters that they
have in common.
*/

/// The pairs of neighbouring characters of a text, sorted, signs and spaces left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// The pairs of a text.
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut pairs: Vec<(char, char)> = letters
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    fn common(&self, other: &Self) -> usize {
        self.0
            .iter()
            .filter(|pair| other.0.binary_search(pair).is_ok())
            .count()
    }

    /// The hundredths that both have in common, of all that either has.
    pub fn likeness(&self, other: &Self) -> usize {
        let all = self.0.len() + other.0.len();
        (200 * self.common(other)).checked_div(all).unwrap_or(0)
    }

    /// The hundredths of these pairs that the other text has too.
    pub fn covered_by(&self, other: &Self) -> usize {
        (100 * self.common(other))
            .checked_div(self.0.len())
            .unwrap_or(0)
    }
}

/// The hundredths that two texts have in common.
pub fn likeness(left: &str, right: &str) -> usize {
    Pairs::of(left).likeness(&Pairs::of(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_and_different() {
        assert_eq!(likeness("培训合格率", "培训合格率"), 100);
        assert!(likeness("政策知晓率", "政策的知晓率") > 60);
        assert_eq!(likeness("培训人数", "设备验收"), 0);
        assert_eq!(likeness("", ""), 0);
    }
}
