/*!
How likely it is that somebody who meant one figure printed another.

Slips of the hand change a digit, swap two, drop one or print one twice, and so shift the point.
Where two cells could each be the wrong one, the one that such a slip explains is.
*/

/// How well a changed value explains what is printed; the better is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Amounts are seldom negative.
    Negative,
    /// Any other figure.
    Other,
    /// A slip of the hand.
    Slip,
}

/// How well a value that was meant explains the printed one, both in ten-thousandths of a 元,
/// where `ulp` is a one in the last place that is printed.
pub fn likeness(printed: i128, meant: i128, ulp: i128) -> Likeness {
    if printed >= 0 && meant < 0 {
        return Likeness::Negative;
    }
    if ulp <= 0 || printed % ulp != 0 || meant % ulp != 0 {
        return Likeness::Other;
    }
    let (mut printed, mut meant) = ((printed / ulp).unsigned_abs(), (meant / ulp).unsigned_abs());
    while printed > 0 && printed % 10 == 0 && meant % 10 == 0 {
        (printed, meant) = (printed / 10, meant / 10);
    }
    let is_long = printed.max(meant) >= LEAST;
    let (printed, meant) = (printed.to_string(), meant.to_string());
    if is_long && is_slip(printed.as_bytes(), meant.as_bytes()) {
        Likeness::Slip
    } else {
        Likeness::Other
    }
}

/// Of shorter figures most are a slip away from each other, which says nothing.
const LEAST: u128 = 100;

/// Whether one code is another with a digit changed, or two changed about.
pub fn is_misprint(printed: &str, meant: &str) -> bool {
    printed.len() == meant.len() && is_slip(printed.as_bytes(), meant.as_bytes())
}

fn is_slip(printed: &[u8], meant: &[u8]) -> bool {
    match printed.len().abs_diff(meant.len()) {
        0 => {
            let pairs = printed.iter().zip(meant).enumerate();
            let differing: Vec<usize> = pairs
                .filter(|(_, (printed, meant))| printed != meant)
                .map(|(at, _)| at)
                .collect();
            match differing.as_slice() {
                [_] => true,
                [at, next] => {
                    *next == at + 1 && printed[*at] == meant[*next] && printed[*next] == meant[*at]
                }
                _ => false,
            }
        }
        1 if printed.len() < meant.len() => lacks_one(printed, meant),
        1 => lacks_one(meant, printed),
        _ => false,
    }
}

/// Whether the shorter is the longer without one of its digits.
fn lacks_one(shorter: &[u8], longer: &[u8]) -> bool {
    let same = shorter
        .iter()
        .zip(longer)
        .take_while(|(left, right)| left == right)
        .count();
    shorter[same..] == longer[same + 1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ULP: i128 = 1_000_000;

    #[test]
    fn slips_of_the_hand() {
        for (printed, meant) in [
            (13_420, 1_420),
            (1_420, 13_420),
            (12_345, 12_945),
            (12_345, 12_435),
            (8_560, 856),
        ] {
            let found = likeness(printed * ULP, meant * ULP, ULP);
            assert_eq!(found, Likeness::Slip, "{printed} for {meant}");
        }
        for (printed, meant) in [(12_345, 12_954), (12_345, 92_845), (500, 0), (2_500, 2_000)] {
            let found = likeness(printed * ULP, meant * ULP, ULP);
            assert_eq!(found, Likeness::Other, "{printed} for {meant}");
        }
        assert_eq!(likeness(5 * ULP, -5 * ULP, ULP), Likeness::Negative);
        assert_eq!(likeness(-512 * ULP, -513 * ULP, ULP), Likeness::Slip);
    }
}
