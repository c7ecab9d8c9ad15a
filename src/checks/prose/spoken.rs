/*!
What a sentence speaks of: after an insertion in brackets it is again what it was before.

公务用车购置及运行费 19.45 万元（其中购置费 5.73 万元、运行费 13.72 万元），比上年减少 0.05 万元: the decrease is
that of 19.45.
*/

use crate::checks::prose::reading::Mention;

/// What is spoken of, outside of all brackets and in each that is open.
#[derive(Debug, Default)]
pub struct Spoken<T> {
    levels: Vec<T>,
}

impl<T: Clone + Default> Spoken<T> {
    /// What is spoken of where a figure stands. An insertion begins with what it was put into.
    pub fn at(&mut self, mention: &Mention) -> &mut T {
        let depth = depth(mention.head);
        let above = self.levels.get(..=depth).or(Some(&self.levels));
        let above = above.and_then(<[T]>::last).cloned().unwrap_or_default();
        self.levels.resize(depth + 1, above);
        &mut self.levels[depth]
    }

    /// Forgets all: another sentence begins.
    pub fn forget(&mut self) {
        self.levels.clear();
    }
}

/// How many brackets are open at the end of some words.
fn depth(words: &str) -> usize {
    words.chars().fold(0, |depth: usize, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_are_open_are_counted() {
        assert_eq!(depth("公务用车（其中：购置费5.73万元，运行（维护）费"), 1);
        assert_eq!(depth("1）因公出国（境）费"), 0);
    }
}
