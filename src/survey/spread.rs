/*!
Many amounts at a glance: how many, their sum, the middle ones.
*/

use crate::budget::{Amount, MoneyUnit};

/// Decimals of 万元 in which what is reckoned from printed amounts is shown.
const DECIMALS: u32 = 2;

/// Amounts at a glance. The sum is exact; the others lie between amounts and are rounded to the
/// hundredth of a 万元.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// Their sum.
    pub sum: Amount,
    /// The amount that a quarter of them do not reach.
    pub lower_quartile: Amount,
    /// The middle one.
    pub median: Amount,
    /// The amount that three quarters of them do not exceed.
    pub upper_quartile: Amount,
}

impl Spread {
    /// The spread of amounts; none of no amounts, or of more money than there is.
    pub fn of(amounts: &[Amount]) -> Option<Self> {
        let mut sorted: Vec<i64> = amounts.iter().map(Amount::ten_thousandths).collect();
        sorted.sort_unstable();
        let quarter = |quarters| {
            let value = at_quarter(&sorted, quarters)?;
            Some(Amount::from_ten_thousandths(
                value,
                MoneyUnit::Wan,
                DECIMALS,
            ))
        };
        Some(Self {
            count: amounts.len(),
            sum: Amount::sum(amounts)?,
            lower_quartile: quarter(1)?,
            median: quarter(2)?,
            upper_quartile: quarter(3)?,
        })
    }
}

/// The value that lies so many quarters of the way from the least to the greatest, between two
/// of them by how far it is on: what spreadsheets call QUARTILE.INC.
fn at_quarter(sorted: &[i64], quarters: usize) -> Option<i64> {
    let steps = sorted.len().checked_sub(1)?.checked_mul(quarters)?;
    let (before, part) = (steps / 4, i128::try_from(steps % 4).ok()?);
    let low = i128::from(*sorted.get(before)?);
    let high = sorted.get(before + 1).map_or(low, |next| i128::from(*next));
    i64::try_from(low + (high - low) * part / 4).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(printed: &[&str]) -> Spread {
        let amounts: Vec<Amount> = printed
            .iter()
            .map(|text| Amount::parse(text, MoneyUnit::Wan).unwrap())
            .collect();
        Spread::of(&amounts).unwrap()
    }

    #[test]
    fn quartiles_are_those_of_spreadsheets() {
        let five = spread(&["4.00", "1.00", "3.00", "2.00", "5.00"]);
        let shown = [five.lower_quartile, five.median, five.upper_quartile].map(|a| a.to_string());
        assert_eq!(shown, ["2.00", "3.00", "4.00"]);
        let four = spread(&["1.00", "2.00", "3.00", "4.00"]);
        let shown = [four.lower_quartile, four.median, four.upper_quartile].map(|a| a.to_string());
        assert_eq!(shown, ["1.75", "2.50", "3.25"]);
        assert_eq!(four.sum.to_string(), "10.00");
    }

    #[test]
    fn one_amount_is_all_of_them_and_none_is_nothing() {
        let one = spread(&["7.25"]);
        assert_eq!(one.median, one.upper_quartile);
        assert_eq!(Spread::of(&[]), None);
    }
}
