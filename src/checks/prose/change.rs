/*!
What a sentence says of a year on year: a change, or an amount of the year before.
*/

use crate::checks::kernel::term::Term;
use crate::checks::prose::reading::Mention;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// Words behind an amount of the year before.
pub static LEVEL: LazyLock<Regex> =
    LazyLock::new(|| regex("^[，,]?((?:与|比|较|同)[^，。；]{0,16}(?:持平|一致|相同|不变))"));

/// A change of an amount.
#[derive(Clone, Copy)]
pub struct Change<'m, 'b> {
    /// The figure of the change.
    pub mention: &'m Mention<'b>,
    /// What it is of.
    pub owner: &'m Mention<'b>,
    /// How much.
    pub delta: Term,
    /// Whether it rises.
    pub rises: bool,
    /// The value of what it is a change of.
    pub of: i128,
}

impl Change<'_, '_> {
    /// The change with its sign.
    pub fn signed(&self) -> i128 {
        if self.rises {
            self.delta.value
        } else {
            -self.delta.value
        }
    }

    /// The change of what is left without an amount.
    pub fn without(self, amount: i128) -> Self {
        Self {
            of: self.of - amount,
            ..self
        }
    }
}

/// An amount that is said to be last year's.
#[derive(Clone, Copy)]
pub struct UnchangedAmount<'m, 'b> {
    /// The amount.
    pub owner: &'m Mention<'b>,
    /// The words that say so.
    pub words: &'b str,
}

impl<'m, 'b> UnchangedAmount<'m, 'b> {
    pub fn of(owner: &'m Mention<'b>) -> Option<Self> {
        let words = LEVEL.captures(owner.tail)?.get(1)?.as_str();
        Some(Self { owner, words })
    }
}
