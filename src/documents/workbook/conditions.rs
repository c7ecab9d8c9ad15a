/*!
Formats that a cell has only where its number meets a condition.

A condition that holds a number against a number is decided here; of any other it is said that
it was not.
*/

use super::dress::{Color, Dress, Ground};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// Rows and columns.
pub type Area = (RangeInclusive<u32>, RangeInclusive<u32>);

/// How cells look where they meet a condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditional {
    /// The cells that it is for.
    pub reach: Reach,
    /// When it holds.
    pub when: When,
    /// How they look then.
    pub look: ConditionalLook,
    /// Whether conditions of its group that come after it are not asked where it is met.
    pub stops: bool,
    pub group: u32,
}

/// The cells that a condition is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// By their places, which all conditions of a group share.
    Areas(Rc<[Area]>),
    /// By the number of their format.
    Format(u32),
}

impl Default for Reach {
    fn default() -> Self {
        Self::Areas(Rc::default())
    }
}

/// When a condition holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum When {
    /// Where a number is met.
    Is(Comparison),
    /// In every cell.
    Always,
    /// What is more than that is not decided.
    #[default]
    Undecided,
}

impl When {
    /// A comparison, where it is known.
    pub fn of(comparison: Option<Comparison>) -> Self {
        comparison.map_or(Self::Undecided, Self::Is)
    }
}

/// What a condition changes of a cell, as far as that takes its text out or turns its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConditionalLook {
    /// Struck out, or not.
    pub struck: Option<bool>,
    /// The colour of letters and the ground.
    pub letters: Option<Color>,
    pub ground: Option<Ground>,
    /// The code under which the number is shown.
    pub code: Option<String>,
}

impl ConditionalLook {
    /// Whether it may matter to what is read.
    pub fn matters(&self) -> bool {
        *self != Self::default()
    }

    /// A cell's dress with it.
    fn over(&self, dress: Dress) -> Dress {
        Dress {
            struck: self.struck.unwrap_or(dress.struck),
            letters: self.letters.or(dress.letters),
            ground: self.ground.unwrap_or(dress.ground),
            tiny: dress.tiny,
        }
    }

    /// What it leaves to those that come after it.
    fn fill_from(&mut self, next: &Self) {
        self.struck = self.struck.or(next.struck);
        self.letters = self.letters.or(next.letters);
        self.ground = self.ground.or(next.ground);
        if self.code.is_none() {
            self.code.clone_from(&next.code);
        }
    }
}

/// A cell that conditions are asked about.
#[derive(Debug, Clone, Copy)]
pub struct AskedCell {
    /// Where it stands.
    pub at: (u32, u32),
    /// The number of its format.
    pub format: Option<u32>,
    /// How it looks where no condition is met.
    pub dress: Dress,
    /// The number that it holds.
    pub number: Option<Decimal>,
    /// Whether it holds digits as text: these are more than every number.
    pub is_text: bool,
}

/// How a cell looks under conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenUnder {
    /// Its letters and ground.
    pub dress: Dress,
    /// The code under which its number is shown, where a condition gives one.
    pub code: Option<String>,
    /// Whether more depends on a condition that is not decided.
    pub is_undecided: bool,
}

/// How a cell looks under conditions, of which the first that is met goes before the others.
pub fn seen_under<'c>(
    conditions: impl IntoIterator<Item = &'c Conditional>,
    cell: AskedCell,
) -> SeenUnder {
    let mut look = ConditionalLook::default();
    let (mut is_undecided, mut stopped) = (false, None);
    let conditions = conditions.into_iter();
    for condition in conditions.filter(|condition| condition.is_for(cell)) {
        if stopped == Some(condition.group) {
            continue;
        }
        match condition.is_met(cell) {
            Some(true) => {
                look.fill_from(&condition.look);
                stopped = condition.stops.then_some(condition.group).or(stopped);
            }
            Some(false) => {}
            None => is_undecided |= condition.turns(cell),
        }
    }
    SeenUnder {
        dress: look.over(cell.dress),
        code: look.code,
        is_undecided,
    }
}

impl Conditional {
    fn is_for(&self, cell: AskedCell) -> bool {
        let (row, column) = cell.at;
        let holds = |(rows, columns): &Area| rows.contains(&row) && columns.contains(&column);
        match &self.reach {
            Reach::Areas(areas) => areas.iter().any(holds),
            Reach::Format(format) => cell.format == Some(*format),
        }
    }

    /// Whether a cell meets it; none where that is not decided.
    fn is_met(&self, cell: AskedCell) -> Option<bool> {
        match (&self.when, cell.number) {
            (When::Always, _) => Some(true),
            (When::Is(comparison), Some(number)) => Some(comparison.holds(number)),
            // Spreadsheet programs differ in what they hold a text against.
            (When::Is(comparison), None) if cell.is_text && comparison.holds_above() => None,
            (When::Is(_), None) => Some(false),
            (When::Undecided, _) => None,
        }
    }

    /// Whether it would take a cell's text out, bring it back, or turn its number.
    fn turns(&self, cell: AskedCell) -> bool {
        let (before, after) = (cell.dress, self.look.over(cell.dress));
        let is_dressed = before.is_unseen() != after.is_unseen() || before.struck != after.struck;
        let holds_figure = cell.number.is_some() || cell.is_text;
        holds_figure && (is_dressed || self.look.code.is_some() && cell.number.is_some())
    }
}

/// A comparison with one number or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The sign of it: `<`, `<=`, `=`, `<>`, `>=`, `>`, `between`, `notBetween`.
    sign: Sign,
    first: Decimal,
    second: Option<Decimal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    Greater,
    Between,
    NotBetween,
}

impl Comparison {
    /// The comparison of a rule, by the name of its sign and its formulas.
    pub fn named(name: &str, formulas: &[String]) -> Option<Self> {
        let sign = match name {
            "lessThan" => Sign::Less,
            "lessThanOrEqual" => Sign::AtMost,
            "equal" => Sign::Equal,
            "notEqual" => Sign::Unequal,
            "greaterThanOrEqual" => Sign::AtLeast,
            "greaterThan" => Sign::Greater,
            "between" => Sign::Between,
            "notBetween" => Sign::NotBetween,
            _ => return None,
        };
        let number = |at: usize| formulas.get(at).and_then(|text| text.trim().parse().ok());
        let is_of_two = matches!(sign, Sign::Between | Sign::NotBetween);
        let second = number(1);
        (second.is_some() || !is_of_two).then_some(Self {
            sign,
            first: number(0)?,
            second,
        })
    }

    /// The name of a comparison by the number that it has in files of records.
    pub fn name_of(number: u32) -> Option<&'static str> {
        Some(match number {
            1 => "between",
            2 => "notBetween",
            3 => "equal",
            4 => "notEqual",
            5 => "greaterThan",
            6 => "lessThan",
            7 => "greaterThanOrEqual",
            8 => "lessThanOrEqual",
            _ => return None,
        })
    }

    /// The comparison that is written with its sign: `<=0`, `between(1,5)`, `cell-content()>0`,
    /// `cell-content-is-between(1,5)`.
    pub fn written(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("of:").unwrap_or(text);
        let text = text.strip_prefix("cell-content-is-").unwrap_or(text);
        let text = text.strip_prefix("cell-content()").unwrap_or(text);
        for (sign, name) in [
            ("<=", "lessThanOrEqual"),
            (">=", "greaterThanOrEqual"),
            ("!=", "notEqual"),
            ("<>", "notEqual"),
            ("<", "lessThan"),
            (">", "greaterThan"),
            ("=", "equal"),
        ] {
            if let Some(number) = text.strip_prefix(sign) {
                return Self::named(name, &[number.to_owned()]);
            }
        }
        let (name, numbers) = text.strip_suffix(')')?.split_once('(')?;
        let numbers: Vec<String> = numbers.split(',').map(str::to_owned).collect();
        let name = match name {
            "between" => "between",
            "not-between" => "notBetween",
            _ => return None,
        };
        Self::named(name, &numbers)
    }

    /// Whether it holds of what is more than every number.
    fn holds_above(&self) -> bool {
        let signs = [
            Sign::Unequal,
            Sign::AtLeast,
            Sign::Greater,
            Sign::NotBetween,
        ];
        signs.contains(&self.sign)
    }

    /// Whether a number meets it.
    pub fn holds(&self, number: Decimal) -> bool {
        let second = self.second.unwrap_or(self.first);
        let is_between = number >= self.first.min(second) && number <= self.first.max(second);
        match self.sign {
            Sign::Less => number < self.first,
            Sign::AtMost => number <= self.first,
            Sign::Equal => number == self.first,
            Sign::Unequal => number != self.first,
            Sign::AtLeast => number >= self.first,
            Sign::Greater => number > self.first,
            Sign::Between => is_between,
            Sign::NotBetween => !is_between,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_by_name_and_by_sign() {
        let of = |text: &str, number: i64| {
            Comparison::written(text).map(|comparison| comparison.holds(number.into()))
        };
        for (text, met, missed) in [
            ("<0", -1, 0),
            ("<=0", 0, 1),
            ("=0", 0, 1),
            ("!=0", 1, 0),
            (">=5", 5, 4),
            (">5", 6, 5),
            ("between(5,1)", 3, 6),
            ("cell-content()>0", 1, 0),
            ("of:cell-content-is-not-between(1,5)", 6, 5),
            ("not-between(1,5)", 6, 5),
        ] {
            assert_eq!(
                (of(text, met), of(text, missed)),
                (Some(true), Some(false)),
                "{text}"
            );
        }
        let above = |text| Comparison::written(text).map(|comparison| comparison.holds_above());
        assert_eq!((above(">0"), above("=0")), (Some(true), Some(false)));
        assert_eq!(of("formula-is(A1>0)", 1), None);
        assert_eq!(Comparison::named("greaterThan", &["A1".to_owned()]), None);
    }

    #[test]
    fn the_first_condition_that_is_met_goes_before_the_others() {
        let rule = |text: &str, letters, stops| Conditional {
            reach: Reach::Format(7),
            when: When::of(Comparison::written(text)),
            look: ConditionalLook {
                letters: Some(letters),
                ..ConditionalLook::default()
            },
            stops,
            group: 0,
        };
        let cell = |number: i64| AskedCell {
            at: (0, 0),
            format: Some(7),
            dress: Dress::default(),
            number: Some(number.into()),
            is_text: false,
        };
        let rules = [
            rule(">60", Color::BLACK, true),
            rule(">0", Color::WHITE, false),
            rule("formula-is(A1)", Color::WHITE, false),
        ];
        let seen = |number| {
            let seen = seen_under(&rules, cell(number));
            (seen.dress.is_unseen(), seen.is_undecided)
        };
        assert_eq!(
            [seen(65), seen(5), seen(-1)],
            [(false, false), (true, true), (false, true)]
        );
        let elsewhere = AskedCell {
            format: None,
            ..cell(5)
        };
        assert_eq!(seen_under(&rules, elsewhere), SeenUnder::default());
    }
}
