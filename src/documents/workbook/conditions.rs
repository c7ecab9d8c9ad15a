/*!
Formats that a cell has only where its number meets a condition.

A condition that holds a number against a number is decided here; of any other it is said that
it was not.
*/

use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// Rows and columns.
pub type Area = (RangeInclusive<u32>, RangeInclusive<u32>);

/// How cells look where they meet a condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditional {
    /// The cells that it is for.
    pub areas: Vec<Area>,
    /// What their numbers are held against; none where it is more than that.
    pub comparison: Option<Comparison>,
    /// How they look then.
    pub look: ConditionalLook,
}

/// What a condition changes of a cell, as far as that takes its text out or turns its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConditionalLook {
    /// Struck out.
    pub struck: bool,
    /// In the colour of paper, on no ground of its own.
    pub white: bool,
    /// The code under which the number is shown.
    pub code: Option<String>,
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

impl ConditionalLook {
    /// Whether it matters to what is read.
    pub fn matters(&self) -> bool {
        *self != Self::default()
    }
}

impl Conditional {
    /// Whether it is for a cell.
    pub fn is_for(&self, (row, column): (u32, u32)) -> bool {
        let holds = |(rows, columns): &Area| rows.contains(&row) && columns.contains(&column);
        self.areas.iter().any(holds)
    }
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

    /// The comparison that is written with its sign: `<=0`, `between(1,5)`.
    pub fn written(text: &str) -> Option<Self> {
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
            ("not-between(1,5)", 6, 5),
        ] {
            assert_eq!(
                (of(text, met), of(text, missed)),
                (Some(true), Some(false)),
                "{text}"
            );
        }
        assert_eq!(of("formula-is(A1>0)", 1), None);
        assert_eq!(Comparison::named("greaterThan", &["A1".to_owned()]), None);
    }
}
