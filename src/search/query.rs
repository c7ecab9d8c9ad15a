/*!
What was typed, as it is meant.

Words stand between white space, in any order, and every one must match. `>100`,
`<=5` and `=4660` ask for amounts; a bare number may be an amount, the beginning
of a code or stand in a name. A sign whose number is still to be typed asks
nothing yet, so that the list does not vanish between two keystrokes.
*/

use super::folding::folded;
use crate::budget::{Amount, MoneyUnit};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Longer words are matched in pieces: the matcher keeps a bit a character.
pub(super) const LONGEST_WORD: usize = 60;

/// More digits than any amount has.
const LONGEST_NUMBER: usize = 15;

/// A number as it was typed, in ten-thousandths of a 元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// The amount itself.
    pub(super) exact: i64,
    /// The amounts that are written so at the precision typed, rounded or cut off.
    pub(super) about: RangeInclusive<i64>,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its characters as they are compared.
    pub(super) text: String,
    /// The amount it may be.
    pub(super) number: Option<Number>,
    /// Whether it may be the beginning of a code.
    pub(super) code: bool,
}

impl Word {
    /// Whether it may match something other than the name.
    pub(super) fn looks_beyond_names(&self) -> bool {
        self.code || self.number.is_some()
    }
}

/// A query, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub(super) words: Vec<Word>,
    /// Amounts that an occurrence must lie in, in ten-thousandths of a 元.
    pub(super) amounts: Vec<RangeInclusive<i64>>,
}

impl Query {
    /// Reads typed text; numbers without a unit of their own are in `unit`, the money
    /// unit shown.
    pub fn parse(text: &str, unit: MoneyUnit) -> Self {
        let mut query = Self::default();
        let mut tokens = text
            .split_whitespace()
            .map(folded)
            .filter(|token| !token.is_empty())
            .peekable();
        while let Some(token) = tokens.next() {
            let Some((sign, rest)) = sign_of(&token) else {
                query.add_word(&token, unit);
                continue;
            };
            if rest.is_empty() {
                if let Some(number) = tokens.peek().and_then(|next| read_number(next, unit)) {
                    query.amounts.push(sign.amounts(&number));
                    tokens.next();
                }
            } else if let Some(number) = read_number(rest, unit) {
                query.amounts.push(sign.amounts(&number));
            } else {
                query.add_word(&token, unit);
            }
        }
        query
    }

    /// Whether it asks for nothing, and therefore finds nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.amounts.is_empty()
    }

    fn add_word(&mut self, token: &str, unit: MoneyUnit) {
        let letters: Vec<char> = without_apostrophes(token);
        let code = letters[0].is_ascii_digit() && letters.iter().all(char::is_ascii_alphanumeric);
        let number = read_number(token, unit);
        for piece in letters.chunks(LONGEST_WORD) {
            self.words.push(Word {
                text: piece.iter().collect(),
                number: number.clone(),
                code: code && letters.len() <= LONGEST_WORD,
            });
        }
    }

    /// Whether every name that answers this query also answers `earlier`, so that only
    /// the answers to that need to be looked at.
    pub(super) fn narrows(&self, earlier: &Self) -> bool {
        !earlier.is_empty()
            && earlier.amounts.iter().all(|a| self.amounts.contains(a))
            && earlier.words.iter().all(|old| {
                self.words.iter().any(|new| {
                    if old.looks_beyond_names() || new.looks_beyond_names() {
                        new == old
                    } else {
                        new.text.starts_with(&old.text)
                    }
                })
            })
    }
}

/// `xi'an` is xian typed with care; an apostrophe elsewhere is itself.
fn without_apostrophes(token: &str) -> Vec<char> {
    let all: Vec<char> = token.chars().collect();
    let is_letter = |at: Option<&char>| at.is_some_and(char::is_ascii_lowercase);
    let kept: Vec<char> = all
        .iter()
        .enumerate()
        .filter(|(at, c)| **c != '\'' || *at == 0 || !is_letter(all.get(at - 1)))
        .map(|(_, c)| *c)
        .collect();
    kept
}

#[derive(Debug, Clone, Copy)]
enum Sign {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
}

impl Sign {
    fn amounts(self, number: &Number) -> RangeInclusive<i64> {
        let exact = number.exact;
        match self {
            Sign::Above => exact.saturating_add(1)..=i64::MAX,
            Sign::AtLeast => exact..=i64::MAX,
            Sign::Below => i64::MIN..=exact.saturating_sub(1),
            Sign::AtMost => i64::MIN..=exact,
            Sign::Equal => exact..=exact,
        }
    }
}

fn sign_of(token: &str) -> Option<(Sign, &str)> {
    const SIGNS: [(&str, Sign); 7] = [
        (">=", Sign::AtLeast),
        ("<=", Sign::AtMost),
        ("≥", Sign::AtLeast),
        ("≤", Sign::AtMost),
        (">", Sign::Above),
        ("<", Sign::Below),
        ("=", Sign::Equal),
    ];
    SIGNS
        .into_iter()
        .find_map(|(spelled, sign)| Some((sign, token.strip_prefix(spelled)?)))
}

/// Reads `4,660`, `-3.5`, `1.2亿元`; anything else is no number.
fn read_number(token: &str, unit: MoneyUnit) -> Option<Number> {
    const ENDINGS: [(&str, MoneyUnit); 5] = [
        ("万元", MoneyUnit::Wan),
        ("亿元", MoneyUnit::Yi),
        ("万", MoneyUnit::Wan),
        ("亿", MoneyUnit::Yi),
        ("元", MoneyUnit::Yuan),
    ];
    let (digits, unit) = ENDINGS
        .into_iter()
        .find_map(|(ending, unit)| Some((token.strip_suffix(ending)?, unit)))
        .unwrap_or((token, unit));
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
    if plain.len() > LONGEST_NUMBER
        || !unsigned.starts_with(|c: char| c.is_ascii_digit())
        || !unsigned.chars().all(|c| c.is_ascii_digit() || c == '.')
    {
        return None;
    }
    let value = Decimal::from_str(plain.strip_suffix('.').unwrap_or(&plain)).ok()?;
    let exact = Amount::new(value, unit)?.ten_thousandths();
    let last_digit = Decimal::try_new(1, value.scale()).ok()?;
    let last_digit = Amount::new(last_digit, unit).map_or(0, |digit| digit.ten_thousandths());
    let (half, rest) = (last_digit / 2, last_digit.saturating_sub(1).max(0));
    let about = if plain.starts_with('-') {
        exact.saturating_sub(rest)..=exact.saturating_add(half)
    } else {
        exact.saturating_sub(half)..=exact.saturating_add(rest)
    };
    Some(Number { exact, about })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAN: i64 = 100_000_000;

    fn parse(text: &str) -> Query {
        Query::parse(text, MoneyUnit::Wan)
    }

    fn words(text: &str) -> Vec<String> {
        parse(text).words.into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn words_and_amounts() {
        let query = parse("＞１００　养老 ZYNJ <= 5,000.5");
        assert_eq!(words("＞１００　养老 ZYNJ <= 5,000.5"), ["养老", "zynj"]);
        assert_eq!(
            query.amounts,
            [100 * WAN + 1..=i64::MAX, i64::MIN..=5000 * WAN + WAN / 2]
        );
        assert_eq!(parse(">1亿").amounts, [10_000 * WAN + 1..=i64::MAX]);
        assert_eq!(
            Query::parse("=4660", MoneyUnit::Yuan).amounts,
            [46_600_000..=46_600_000]
        );
    }

    #[test]
    fn a_sign_without_its_number_asks_nothing() {
        assert!(parse(">").is_empty());
        assert_eq!(words("> 养老"), ["养老"]);
        assert_eq!(words("≥96%"), ["≥96%"]);
        assert!(parse("  ").is_empty());
    }

    #[test]
    fn a_bare_number_may_be_an_amount_and_a_code() {
        let word = parse("4660").words.remove(0);
        assert!(word.code);
        let number = word.number.unwrap();
        assert_eq!(number.exact, 4660 * WAN);
        assert!(number.about.contains(&(4660 * WAN + WAN / 2)));
        assert!(!number.about.contains(&(4661 * WAN)));
        let precise = parse("682.48").words.remove(0);
        assert!(!precise.code);
        assert!(precise.number.unwrap().about.contains(&68_248_000_000));
        assert_eq!(parse("20805a").words[0].number, None);
        assert!(parse("410700220000000029389").words[0].number.is_none());
        assert_eq!(words("xi'an"), ["xian"]);
    }

    #[test]
    fn what_narrows() {
        for (earlier, later, narrows) in [
            ("养", "养老", true),
            ("zy", "zyn", true),
            ("养老", "养老 >100", true),
            ("养老", "金 养老保", true),
            ("养老", "老", false),
            ("20", "208", false),
            ("208 养", "208 养老", true),
            (">1 养", ">10 养", false),
            ("", "养", false),
        ] {
            assert_eq!(
                parse(later).narrows(&parse(earlier)),
                narrows,
                "{earlier} → {later}"
            );
        }
    }

    #[test]
    fn a_long_word_goes_in_pieces() {
        let long = "养老".repeat(50);
        let lengths: Vec<usize> = parse(&long)
            .words
            .iter()
            .map(|word| word.text.chars().count())
            .collect();
        assert_eq!(lengths, [60, 40]);
    }
}
