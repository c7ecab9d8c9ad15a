/*!
Shares and changes in per cent, exactly rounded: no float divides money.
*/

use super::Amount;

/// What part of a whole an amount is, in per cent with two decimals; empty where there
/// is no whole.
pub fn share(part: &Amount, whole: &Amount) -> String {
    let (part, whole) = (
        i128::from(part.ten_thousandths()),
        i128::from(whole.ten_thousandths()),
    );
    if whole == 0 {
        return String::new();
    }
    percent(part, whole)
}

/// The change from one amount to another in per cent with a sign; empty without a base.
pub fn change(from: &Amount, to: &Amount) -> String {
    let (from, to) = (
        i128::from(from.ten_thousandths()),
        i128::from(to.ten_thousandths()),
    );
    if from == 0 {
        return String::new();
    }
    let text = percent(to - from, from.abs());
    if to > from { format!("+{text}") } else { text }
}

/// `part / whole` in hundredths of a per cent, half away from zero.
fn percent(part: i128, whole: i128) -> String {
    let scaled = part.saturating_mul(20_000);
    let half = if (scaled < 0) == (whole < 0) {
        whole
    } else {
        -whole
    };
    let hundredths = (scaled + half) / (2 * whole);
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::MoneyUnit;

    fn wan(printed: &str) -> Amount {
        Amount::parse(printed, MoneyUnit::Wan).unwrap()
    }

    #[test]
    fn shares_are_rounded_half_away_from_zero() {
        for (part, whole, expected) in [
            ("4675.21", "11436.06", "40.88%"),
            ("6760.85", "11436.06", "59.12%"),
            ("4660.00", "5281.07", "88.24%"),
            ("1", "8", "12.50%"),
            ("-1", "3", "-33.33%"),
            ("0.00", "3", "0.00%"),
            ("1", "20000", "0.01%"),
            ("1", "0", ""),
        ] {
            assert_eq!(share(&wan(part), &wan(whole)), expected);
        }
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!(change(&wan("100"), &wan("97.5")), "-2.50%");
        assert_eq!(change(&wan("100"), &wan("110")), "+10.00%");
        assert_eq!(change(&wan("-100"), &wan("110")), "+210.00%");
    }
}
