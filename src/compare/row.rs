/*!
A row of a comparison, and what is to be said of two of its figures.
*/

use crate::budget::{Amount, Figure, Origin, Place, Sum, change};

/// A figure of one budget in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The amount, as printed or as added up.
    pub amount: Amount,
    /// `printed`, `derived`, `uncertain`, or `summed` for what was added up here.
    pub origin: &'static str,
    /// The ground of a figure that is not printed.
    pub ground: String,
    /// Where it is printed.
    pub place: Option<Place>,
}

/// The origin of what was added up here.
const SUMMED: &str = "summed";

impl Held {
    /// A figure of a table.
    pub fn of(figure: &Figure) -> Self {
        Self {
            amount: figure.amount,
            origin: figure.origin.name(),
            ground: figure.origin.ground().to_owned(),
            place: Some(figure.place),
        }
    }

    /// An amount that was added up.
    pub fn summed(amount: Amount, ground: &str) -> Self {
        Self {
            amount,
            origin: SUMMED,
            ground: ground.to_owned(),
            place: None,
        }
    }

    /// An amount of the drill-down.
    pub fn of_sum(sum: &Sum) -> Self {
        match sum {
            Sum::Printed(figure) => Self::of(figure),
            Sum::Summed(_, amount, ground) => Self::summed(*amount, ground.says()),
        }
    }

    /// Several figures of one thing in one table: the only one, or their sum.
    pub fn of_several(figures: &[&Figure]) -> Option<Self> {
        match figures {
            [] => None,
            [only] => Some(Self::of(only)),
            several => {
                let amounts: Vec<Amount> = several.iter().map(|figure| figure.amount).collect();
                Amount::sum(&amounts).map(|amount| Self::summed(amount, "各行之和"))
            }
        }
    }

    /// The origin of that name.
    pub fn origin_of(name: &str) -> Option<&'static str> {
        let known = ["printed", "derived", "uncertain", SUMMED];
        known.into_iter().find(|known| *known == name)
    }

    /// Whether the document prints it in this very place.
    pub fn is_printed(&self) -> bool {
        self.origin == Origin::Printed.name()
    }
}

/// What a budget has in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// A figure.
    Figure(Held),
    /// No such row, though the table prints rows of the kind.
    Nothing,
    /// It cannot be known: the table is not there, or not split so far.
    Unknown,
}

impl Holding {
    /// The figure, or nothing.
    pub fn or_nothing(held: Option<Held>) -> Self {
        held.map_or(Holding::Nothing, Holding::Figure)
    }

    /// The figure.
    pub fn held(&self) -> Option<&Held> {
        match self {
            Holding::Figure(held) => Some(held),
            _ => None,
        }
    }

    fn is_nil(&self) -> bool {
        self.held().is_none_or(|held| held.amount.is_zero())
    }
}

/// How a row of one budget stands to that of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is money on both sides, or on neither.
    Both,
    /// There is money only in the budget that is compared.
    New,
    /// There is money only in the base.
    Gone,
    /// One side cannot be known.
    Unknown,
}

impl Standing {
    /// The word for people, or nothing. Only within one unit something is new or gone; between two it is
    /// one's alone.
    pub fn name(self, is_of_one_unit: bool) -> &'static str {
        match (self, is_of_one_unit) {
            (Standing::Both, _) => "",
            (Standing::New, true) => "新增",
            (Standing::New, false) => "独有",
            (Standing::Gone, true) => "消失",
            (Standing::Gone, false) => "没有",
            (Standing::Unknown, _) => "不可比",
        }
    }
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// It does not.
    #[default]
    Plain,
    /// A sum of others.
    Total,
    /// The heading of a section, without figures.
    Heading,
}

/// One thing, and what each budget has of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComparisonRow {
    /// Its name among the rows.
    pub id: String,
    /// Its code, or empty.
    pub code: String,
    /// Its name, as the first budget that has it prints it.
    pub name: String,
    /// Whether no budget prints the name.
    pub named_by_list: bool,
    /// The side that it stands on where there are two, or empty.
    pub section: &'static str,
    /// How it stands out.
    pub rank: Rank,
    /// Whether there is a level below in one of the budgets.
    pub has_children: bool,
    /// What each budget has.
    pub holdings: Vec<Holding>,
}

impl ComparisonRow {
    /// The heading of a section.
    pub fn heading(name: &str) -> Self {
        Self {
            id: format!("heading:{name}"),
            name: name.to_owned(),
            rank: Rank::Heading,
            ..Self::default()
        }
    }

    /// How the budget `to` stands to the budget `from`.
    pub fn standing(&self, from: usize, to: usize) -> Standing {
        match (self.holdings.get(from), self.holdings.get(to)) {
            (None | Some(Holding::Unknown), _) | (_, None | Some(Holding::Unknown)) => {
                Standing::Unknown
            }
            (Some(from), Some(to)) => match (from.is_nil(), to.is_nil()) {
                (true, false) => Standing::New,
                (false, true) => Standing::Gone,
                _ => Standing::Both,
            },
        }
    }

    /// The exact difference, in the finer unit of the two figures; what a budget does not have
    /// counts as nought.
    pub fn difference(&self, from: usize, to: usize) -> Option<Amount> {
        if self.standing(from, to) == Standing::Unknown {
            return None;
        }
        let amount = |index: usize| self.holdings.get(index)?.held().map(|held| held.amount);
        let minus = Amount::negated;
        match (amount(from), amount(to)) {
            (None, None) => None,
            (None, Some(to)) => Some(to),
            (Some(from), None) => Some(minus(from)),
            (Some(from), Some(to)) if from.unit() < to.unit() => Amount::sum(&[minus(from), to]),
            (Some(from), Some(to)) => Amount::sum(&[to, minus(from)]),
        }
    }

    /// The change in per cent of the base; empty without a base, and where one side is new,
    /// gone or unknown.
    pub fn change(&self, from: usize, to: usize) -> String {
        if self.standing(from, to) != Standing::Both {
            return String::new();
        }
        let held = |index: usize| self.holdings.get(index).and_then(Holding::held);
        held(from)
            .zip(held(to))
            .map_or_else(String::new, |(from, to)| change(&from.amount, &to.amount))
    }

    /// The change, or the word that stands in its place.
    pub fn change_or_word(&self, from: usize, to: usize, is_of_one_unit: bool) -> String {
        match self.standing(from, to) {
            Standing::Both => self.change(from, to),
            standing => standing.name(is_of_one_unit).to_owned(),
        }
    }

    /// Whether both sides of a difference are printed as they are.
    pub fn is_printed(&self, from: usize, to: usize) -> bool {
        [from, to].iter().all(|&index| {
            self.holdings
                .get(index)
                .and_then(Holding::held)
                .is_none_or(Held::is_printed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::MoneyUnit;

    fn held(printed: &str, unit: MoneyUnit) -> Holding {
        let amount = Amount::parse(printed, unit).unwrap();
        Holding::Figure(Held {
            amount,
            origin: "printed",
            ground: String::new(),
            place: None,
        })
    }

    fn wan(printed: &str) -> Holding {
        held(printed, MoneyUnit::Wan)
    }

    fn told(from: Holding, to: Holding) -> (String, String) {
        let row = ComparisonRow {
            holdings: vec![from, to],
            ..ComparisonRow::default()
        };
        let difference = row.difference(0, 1);
        (
            difference.map_or_else(String::new, |amount| amount.to_string()),
            row.change_or_word(0, 1, true),
        )
    }

    #[test]
    fn differences_are_exact_and_per_cents_need_a_base() {
        use Holding::{Nothing, Unknown};
        for (from, to, difference, change) in [
            (wan("100.00"), wan("97.50"), "-2.50", "-2.50%"),
            (wan("100.00"), wan("100.00"), "0.00", "0.00%"),
            (Nothing, wan("23.10"), "23.10", "新增"),
            (wan("0.00"), wan("23.10"), "23.10", "新增"),
            (wan("46.20"), Nothing, "-46.20", "消失"),
            (wan("46.20"), wan("0.00"), "-46.20", "消失"),
            (wan("0.00"), wan("0.00"), "0.00", ""),
            (Nothing, wan("0.00"), "0.00", ""),
            (Nothing, Nothing, "", ""),
            (Unknown, wan("1.00"), "", "不可比"),
        ] {
            let expected = (difference.to_owned(), change.to_owned());
            assert_eq!(told(from, to), expected);
        }
    }

    #[test]
    fn units_of_money_do_not_matter() {
        let yuan = held("2132777.54", MoneyUnit::Yuan);
        assert_eq!(
            told(wan("213.28"), yuan.clone()),
            ("-22.46".to_owned(), "0.00%".to_owned())
        );
        assert_eq!(told(yuan, wan("213.28")).0, "22.46");
    }
}
