/*!
Money, exactly as printed.

An amount keeps the decimals and the unit that the document prints, so that
`139.00` stays `139.00`; sums are taken in ten-thousandths of a 元, and what does not fit
them exactly is no amount: nobody's money is rounded in silence. No float ever holds one.
*/

use super::decimals::unit_in_last_place;
use super::dress::undress;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The unit that a table prints its money in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元, ten thousand 元
    #[default]
    Wan,
    /// 亿元, a hundred million 元
    Yi,
}

impl MoneyUnit {
    /// All units, smallest first.
    pub const ALL: [MoneyUnit; 3] = [MoneyUnit::Yuan, MoneyUnit::Wan, MoneyUnit::Yi];

    /// The printed name.
    pub fn name(self) -> &'static str {
        match self {
            MoneyUnit::Yuan => "元",
            MoneyUnit::Wan => "万元",
            MoneyUnit::Yi => "亿元",
        }
    }

    /// The unit of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// How many powers of ten a 元 is below this unit: 0, 4 or 8.
    pub fn exponent(self) -> u32 {
        match self {
            MoneyUnit::Yuan => 0,
            MoneyUnit::Wan => 4,
            MoneyUnit::Yi => 8,
        }
    }
}

/// A printed amount of money: value, printed decimals and unit. It is a whole number of
/// ten-thousandths of a 元, and no more of them than [`MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Amount {
    value: Decimal,
    unit: MoneyUnit,
}

/// 100 万亿元 in ten-thousandths of a 元: more than all budgets of the country together, and
/// little enough that sums of several stay exact.
const MOST: i128 = 1_000_000_000_000_000_000;

/// An amount as it comes from outside.
#[derive(Deserialize)]
struct Unchecked {
    value: Decimal,
    unit: MoneyUnit,
}

impl TryFrom<Unchecked> for Amount {
    type Error = &'static str;

    fn try_from(Unchecked { value, unit }: Unchecked) -> Result<Self, Self::Error> {
        Self::new(value, unit).ok_or("金额不能精确到万分之一元，或大得不是预算的数")
    }
}

impl Amount {
    /// Reads a printed figure: `11,436.06`, `4, 675. 21`, `（3.5）`, `￥７`, `3.5万元`. Anything
    /// else, also more digits than can be kept exactly, gives `None`; so does a figure that carries
    /// another unit than its table, unless its column has that (`6550（元）`), and one that ends in a separator: its end is missing.
    pub fn parse(printed: &str, unit: MoneyUnit) -> Option<Self> {
        let (value, unit) = value_of(printed, unit)?;
        Self::new(value, unit)
    }

    /// Whether a text is an amount of any unit.
    pub fn is_amount(printed: &str) -> bool {
        undress(printed).is_ok_and(|bare| decimal(&bare.digits).is_some())
    }

    /// Whether a text is a figure that cannot be kept exactly: of parts of a ten-thousandth
    /// of a 元, or of more money than there is.
    pub fn is_beyond(printed: &str, unit: MoneyUnit) -> bool {
        value_of(printed, unit).is_some_and(|(value, unit)| Self::new(value, unit).is_none())
    }

    /// An amount from its parts; none where it cannot be kept exactly.
    pub fn new(value: Decimal, unit: MoneyUnit) -> Option<Self> {
        let whole = whole_ten_thousandths(value, unit)?;
        (whole.abs() <= MOST).then_some(Self { value, unit })
    }

    /// The same money with the other sign; nought has none.
    #[must_use]
    pub fn negated(self) -> Self {
        let value = if self.is_zero() {
            self.value
        } else {
            -self.value
        };
        Self { value, ..self }
    }

    /// An amount from ten-thousandths of a 元, in `unit` with `scale` decimals, half
    /// away from zero where that scale is too coarse.
    pub fn from_ten_thousandths(sum: i64, unit: MoneyUnit, scale: u32) -> Self {
        let mut value = Decimal::from_i128_with_scale(i128::from(sum), 4 + unit.exponent())
            .round_dp_with_strategy(scale, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        value.rescale(scale);
        Self { value, unit }
    }

    /// The value in ten-thousandths of a 元.
    pub fn ten_thousandths(&self) -> i64 {
        // Sums that were made from amounts may be beyond what is printed anywhere.
        let whole = whole_ten_thousandths(self.value, self.unit).unwrap_or_default();
        let most = if whole < 0 { -i64::MAX } else { i64::MAX };
        i64::try_from(whole).unwrap_or(most)
    }

    /// The exact sum, in the first one's unit with as many decimals as the sum needs to stay
    /// exact; nothing for no amounts, or for more money than there is.
    pub fn sum(amounts: &[Amount]) -> Option<Amount> {
        let unit = amounts.first()?.unit;
        let scale = |amount: &Amount| {
            (amount.scale() + unit.exponent()).saturating_sub(amount.unit.exponent())
        };
        let scale = amounts.iter().map(scale).max()?;
        let sum = amounts.iter().try_fold(0i64, |sum, amount| {
            sum.checked_add(amount.ten_thousandths())
        })?;
        Some(Self::from_ten_thousandths(sum, unit, scale))
    }

    /// The unit the amount is printed in.
    pub fn unit(&self) -> MoneyUnit {
        self.unit
    }

    /// The value in its own unit.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// The number of printed decimals.
    pub fn scale(&self) -> u32 {
        self.value.scale()
    }

    /// The worth of one unit of the last printed decimal, in ten-thousandths of a 元.
    pub fn last_place(&self) -> i64 {
        i64::try_from(unit_in_last_place(self.unit, self.scale())).unwrap_or(i64::MAX)
    }

    /// Whether the amount is nothing.
    pub fn is_zero(&self) -> bool {
        self.value.is_zero()
    }

    /// The figure with its printed decimals and thousands separators: `11,436.06`.
    pub fn grouped(&self) -> String {
        let plain = self.value.abs().to_string();
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::with_capacity(plain.len() + 6);
        if self.value.is_sign_negative() && !self.value.is_zero() {
            text.push('-');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push('.');
            text.push_str(decimals);
        }
        text
    }

    /// The same money in another unit, and whether it had to be rounded to `scale` decimals.
    pub fn in_unit(&self, unit: MoneyUnit, scale: u32) -> (Self, bool) {
        let sum = self.ten_thousandths();
        let shown = Self::from_ten_thousandths(sum, unit, scale);
        (shown, shown.ten_thousandths() != sum)
    }

    /// The same money in another unit without rounding, with at least two decimals where it was
    /// printed in another unit.
    #[must_use]
    pub fn exactly_in(&self, unit: MoneyUnit) -> Self {
        if self.unit == unit {
            return *self;
        }
        let scale = (self.scale() + unit.exponent()).saturating_sub(self.unit.exponent());
        let (exact, _) = self.in_unit(unit, scale);
        let mut value = exact.value.normalize();
        if value.scale() < 2 {
            value.rescale(2);
        }
        Self::new(value, unit).unwrap_or(exact)
    }
}

/// The value of a printed figure, whatever its size, and its unit, which is `unit` unless its column
/// has another; none where the figure carries one that is neither.
fn value_of(printed: &str, unit: MoneyUnit) -> Option<(Decimal, MoneyUnit)> {
    let bare = undress(printed).ok()?;
    let unit = bare.column_unit.unwrap_or(unit);
    if bare.unit.is_some_and(|behind| behind != unit) {
        return None;
    }
    Some((decimal(&bare.digits)?, unit))
}

/// The digits of an amount as a number. `05` is a code or a number of something: no amount of money
/// is printed with a nought before its digits.
fn decimal(digits: &str) -> Option<Decimal> {
    let whole = digits.strip_prefix('-').unwrap_or(digits);
    let is_padded = whole.len() > 1 && whole.starts_with('0') && !whole.contains('.');
    (!is_padded)
        .then(|| Decimal::from_str_exact(digits).ok())
        .flatten()
}

/// A value in ten-thousandths of a 元, where it is a whole number of them.
fn whole_ten_thousandths(value: Decimal, unit: MoneyUnit) -> Option<i128> {
    let (places, scale) = (4 + unit.exponent(), value.scale());
    match places.checked_sub(scale) {
        Some(more) => value.mantissa().checked_mul(10i128.checked_pow(more)?),
        None => {
            let finer = 10i128.checked_pow(scale - places)?;
            (value.mantissa() % finer == 0).then_some(value.mantissa() / finer)
        }
    }
}

/// The figure as the exports write it: printed decimals, no separators.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_unit_rounds_nothing() {
        for (printed, unit, shown) in [
            ("2132777.54", MoneyUnit::Yuan, "213.277754"),
            ("2130000", MoneyUnit::Yuan, "213.00"),
            ("139.0", MoneyUnit::Wan, "139.0"),
            ("1.5", MoneyUnit::Yi, "15000.00"),
        ] {
            let amount = Amount::parse(printed, unit).unwrap();
            assert_eq!(amount.exactly_in(MoneyUnit::Wan).to_string(), shown);
        }
    }

    #[test]
    fn text_and_back() {
        for (printed, plain) in [
            ("11,436.06", "11436.06"),
            ("4, 675. 21", "4675.21"),
            ("139.00", "139.00"),
            ("0", "0"),
            ("-3.50", "-3.50"),
            ("１２．３", "12.3"),
        ] {
            let amount = Amount::parse(printed, MoneyUnit::Wan).unwrap();
            assert_eq!(amount.to_string(), plain);
        }
        for not_money in [
            "0.12345678901234567890123456789",
            "",
            "—",
            "-",
            "100%",
            "2080109a",
            "05",
            "-007",
            "。",
        ] {
            assert_eq!(
                Amount::parse(not_money, MoneyUnit::Wan),
                None,
                "{not_money}"
            );
        }
    }

    #[test]
    fn sums_are_exact() {
        let amount = Amount::parse("24107.98", MoneyUnit::Wan).unwrap();
        assert_eq!(amount.ten_thousandths(), 2_410_798_000_000);
        assert_eq!(
            Amount::from_ten_thousandths(2_410_798_000_000, MoneyUnit::Wan, 2).to_string(),
            "24107.98"
        );
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_no_amount() {
        for (printed, unit) in [
            ("0.00001", MoneyUnit::Yuan),
            ("-12.34567", MoneyUnit::Yuan),
            ("0.333333333", MoneyUnit::Wan),
            ("0.0000000000001", MoneyUnit::Yi),
            ("1000000.01", MoneyUnit::Yi),
            ("-99999999999999999999", MoneyUnit::Yuan),
            ("79228162514264337593543950335", MoneyUnit::Yi),
        ] {
            assert_eq!(Amount::parse(printed, unit), None, "{printed}");
            assert!(Amount::is_beyond(printed, unit), "{printed}");
            let json = format!("{{\"value\":\"{printed}\",\"unit\":{unit:?}}}");
            let json = json.replace(&format!("{unit:?}"), &format!("\"{unit:?}\""));
            assert!(serde_json::from_str::<Amount>(&json).is_err(), "{json}");
        }
        // The same scales where nothing is lost.
        for (printed, unit, exact) in [
            ("0.0001", MoneyUnit::Yuan, 1),
            ("1.500000", MoneyUnit::Yuan, 15_000),
            ("0.00000001", MoneyUnit::Wan, 1),
            ("-1000000", MoneyUnit::Yi, -1_000_000_000_000_000_000),
        ] {
            let amount = Amount::parse(printed, unit).unwrap();
            assert_eq!(amount.ten_thousandths(), exact, "{printed}");
            assert_eq!(amount.to_string(), printed);
            let json = serde_json::to_string(&amount).unwrap();
            assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
        }
        for no_figure in ["", "—", "100%", "1,"] {
            assert!(
                !Amount::is_beyond(no_figure, MoneyUnit::Yuan),
                "{no_figure}"
            );
        }
    }

    #[test]
    fn a_rounded_figure_says_so() {
        let amount = Amount::parse("2132777.54", MoneyUnit::Yuan).unwrap();
        let (shown, rounded) = amount.in_unit(MoneyUnit::Wan, 2);
        assert_eq!((shown.grouped().as_str(), rounded), ("213.28", true));
        let (whole, rounded) = amount.in_unit(MoneyUnit::Wan, 6);
        assert_eq!((whole.to_string().as_str(), rounded), ("213.277754", false));
    }

    #[test]
    fn grouping() {
        for (plain, grouped) in [
            ("11436.06", "11,436.06"),
            ("999", "999"),
            ("-1234567", "-1,234,567"),
        ] {
            assert_eq!(
                Amount::parse(plain, MoneyUnit::Wan).unwrap().grouped(),
                grouped
            );
        }
    }
}
