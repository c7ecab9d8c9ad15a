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
    let (mut one, mut other) = ((printed / ulp).unsigned_abs(), (meant / ulp).unsigned_abs());
    while one > 0 && one % 10 == 0 && other % 10 == 0 {
        (one, other) = (one / 10, other / 10);
    }
    let is_long = one.max(other) >= LEAST;
    let (one, other) = (one.to_string(), other.to_string());
    if is_long && is_slip(one.as_bytes(), other.as_bytes()) {
        Likeness::Slip
    } else {
        Likeness::Other
    }
}

/// Of shorter figures most are a slip away from each other, which says nothing.
const LEAST: u128 = 100;

fn is_slip(one: &[u8], other: &[u8]) -> bool {
    match one.len().abs_diff(other.len()) {
        0 => {
            let pairs = one.iter().zip(other).enumerate();
            let differing: Vec<usize> = pairs
                .filter(|(_, (one, other))| one != other)
                .map(|(at, _)| at)
                .collect();
            match differing.as_slice() {
                [_] => true,
                [at, next] => {
                    *next == at + 1 && one[*at] == other[*next] && one[*next] == other[*at]
                }
                _ => false,
            }
        }
        1 if one.len() < other.len() => lacks_one(one, other),
        1 => lacks_one(other, one),
        _ => false,
    }
}

/// Whether the shorter is the longer without one of its digits.
fn lacks_one(shorter: &[u8], longer: &[u8]) -> bool {
    let same = shorter
        .iter()
        .zip(longer)
        .take_while(|(one, other)| one == other)
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
