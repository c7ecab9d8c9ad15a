/*!
Figures as the screen shows them.

A page of one table shows what is printed, in the table's own unit. A page that
lays several tables or documents side by side shows all in one unit; a figure
that had to be rounded for that carries `~`, a derived one `*`, an uncertain one
`?`, and what was added up here says 推算.
*/

use crate::budget::{Amount, Figure, MoneyUnit, Origin, Place};
pub use crate::budget::{change, share};
use crate::library::DocumentId;

/// The unit in which a page of several tables shows its money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyChoice {
    /// All in one unit.
    In(MoneyUnit),
    /// Each figure as its table prints it, with its unit.
    AsPrinted,
}

impl Default for MoneyChoice {
    fn default() -> Self {
        MoneyChoice::In(MoneyUnit::Wan)
    }
}

impl MoneyChoice {
    /// The next choice: 万元, 元, 亿元, 原样.
    pub fn next(self) -> Self {
        match self {
            MoneyChoice::In(MoneyUnit::Wan) => MoneyChoice::In(MoneyUnit::Yuan),
            MoneyChoice::In(MoneyUnit::Yuan) => MoneyChoice::In(MoneyUnit::Yi),
            MoneyChoice::In(MoneyUnit::Yi) => MoneyChoice::AsPrinted,
            MoneyChoice::AsPrinted => MoneyChoice::In(MoneyUnit::Wan),
        }
    }

    /// What the screen calls it.
    pub fn name(self) -> &'static str {
        match self {
            MoneyChoice::In(unit) => unit.name(),
            MoneyChoice::AsPrinted => "原样",
        }
    }
}

/// Where a thing stands: in which budget, and where in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The budget.
    pub document: DocumentId,
    /// The place in its document.
    pub place: Place,
}

/// What is to be known of a figure besides its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Printed, and shown as printed.
    #[default]
    None,
    /// Derived: `*`.
    Derived,
    /// Uncertain: `?`.
    Uncertain,
    /// One of several budgets: `+`.
    More,
    /// Of a final account where budgets are expected: `决`.
    Final,
    /// Of a budget that is marked for comparison: `√`.
    Marked,
}

impl Mark {
    /// The mark of an origin by its name; what was added up is derived.
    pub fn of_name(origin: &str) -> Self {
        match origin {
            "printed" => Mark::None,
            "uncertain" => Mark::Uncertain,
            _ => Mark::Derived,
        }
    }

    /// The mark of an origin.
    pub fn of(origin: &Origin) -> Self {
        match origin {
            Origin::Printed => Mark::None,
            Origin::Derived(_) => Mark::Derived,
            Origin::Uncertain(_) => Mark::Uncertain,
        }
    }

    /// What it means, in a few words.
    pub fn says(self) -> &'static str {
        match self {
            Mark::None => "",
            Mark::Derived => "* 推算",
            Mark::Uncertain => "? 存疑",
            Mark::More => "+ 不止一份",
            Mark::Final => "决 决算",
            Mark::Marked => "√ 已标记",
        }
    }

    /// The character behind the figure.
    pub fn sign(self) -> &'static str {
        match self {
            Mark::None => "",
            Mark::Derived => "*",
            Mark::Uncertain => "?",
            Mark::More => "+",
            Mark::Final => "决",
            Mark::Marked => "√",
        }
    }
}

/// A figure ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its digits, with `~` in front where they were rounded.
    pub text: String,
    /// What is to be known of it.
    pub mark: Mark,
    /// The ground of a derived or uncertain figure.
    pub ground: String,
    /// Where it stands; none for what was added up here.
    pub spot: Option<Spot>,
    /// The amount, to sort and to take shares by.
    pub amount: Amount,
}

impl Shown {
    /// A figure of a table as printed.
    pub fn printed(figure: &Figure, document: DocumentId) -> Self {
        Self {
            text: figure.amount.grouped(),
            mark: Mark::of(&figure.origin),
            ground: figure.origin.ground().to_owned(),
            spot: Some(Spot {
                document,
                place: figure.place,
            }),
            amount: figure.amount,
        }
    }

    /// An amount that was added up here.
    pub fn summed(amount: Amount, ground: &str) -> Self {
        Self {
            text: amount.grouped(),
            mark: Mark::Derived,
            ground: ground.to_owned(),
            spot: None,
            amount,
        }
    }

    /// The amount as it is, without a place.
    pub fn plain(amount: Amount) -> Self {
        Self {
            text: amount.grouped(),
            mark: Mark::None,
            ground: String::new(),
            spot: None,
            amount,
        }
    }

    /// The same figure in the unit of the page.
    pub fn in_money(mut self, money: MoneyChoice) -> Self {
        // What nobody printed has no decimals of its own.
        let is_reckoned = self.spot.is_none() && self.mark == Mark::Derived;
        self.text = match is_reckoned {
            true => sum_in_money(&self.amount, money),
            false => in_money(&self.amount, money),
        };
        self
    }

    /// The same figure with another mark.
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self
    }

    /// The same figure with its place.
    pub fn at(mut self, document: DocumentId, place: Place) -> Self {
        self.spot = Some(Spot { document, place });
        self
    }
}

/// An amount in the unit of the page; `~` in front where it had to be rounded.
pub fn in_money(amount: &Amount, money: MoneyChoice) -> String {
    let unit = match money {
        MoneyChoice::AsPrinted => return format!("{}{}", amount.grouped(), amount.unit().name()),
        MoneyChoice::In(unit) => unit,
    };
    if amount.unit() == unit {
        return amount.grouped();
    }
    let (shown, rounded) = amount.in_unit(unit, decimals(unit));
    format!("{}{}", if rounded { "~" } else { "" }, shown.grouped())
}

/// An amount that was added up, in the unit of the page: with the decimals that figures get there, also
/// where it was added up from figures in 元 and in 万元.
pub fn sum_in_money(amount: &Amount, money: MoneyChoice) -> String {
    match money {
        MoneyChoice::In(unit) if amount.unit() == unit && amount.scale() > decimals(unit) => {
            let (shown, rounded) = amount.in_unit(unit, decimals(unit));
            format!("{}{}", if rounded { "~" } else { "" }, shown.grouped())
        }
        _ => in_money(amount, money),
    }
}

/// The decimals that a converted figure gets.
fn decimals(unit: MoneyUnit) -> u32 {
    match unit {
        MoneyUnit::Yuan | MoneyUnit::Wan => 2,
        MoneyUnit::Yi => 6,
    }
}

/// The exact sum of amounts; none for no amounts.
pub fn sum<'a>(amounts: impl IntoIterator<Item = &'a Amount>) -> Option<Amount> {
    let amounts: Vec<Amount> = amounts.into_iter().copied().collect();
    Amount::sum(&amounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wan(printed: &str) -> Amount {
        Amount::parse(printed, MoneyUnit::Wan).unwrap()
    }

    #[test]
    fn one_unit_for_all() {
        let yuan = Amount::parse("2132777.54", MoneyUnit::Yuan).unwrap();
        for (money, in_yuan, in_wan) in [
            (MoneyChoice::In(MoneyUnit::Wan), "~213.28", "11,436.06"),
            (
                MoneyChoice::In(MoneyUnit::Yuan),
                "2,132,777.54",
                "114,360,600.00",
            ),
            (MoneyChoice::In(MoneyUnit::Yi), "~0.021328", "1.143606"),
            (MoneyChoice::AsPrinted, "2,132,777.54元", "11,436.06万元"),
        ] {
            assert_eq!(in_money(&yuan, money), in_yuan);
            assert_eq!(in_money(&wan("11436.06"), money), in_wan);
        }
    }
}
