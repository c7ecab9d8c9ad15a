/*!
The digits of a number laid into the places of a format's section.
*/

use super::number_format::{FormatSection, Token};
use rust_decimal::{Decimal, RoundingStrategy};

/// No more decimals are shown of a number.
const MOST_DECIMALS: usize = 28;
/// Fractions with more digits below the line are not looked for.
const MOST_BELOW: usize = 3;

/// A character of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownCharacter {
    /// A digit, the point or a separator of thousands.
    Number(char),
    /// A character of the format.
    Literal(char),
    /// Room.
    Blank,
}

impl ShownCharacter {
    /// How it is printed.
    pub fn character(&self) -> char {
        match self {
            Self::Number(c) | Self::Literal(c) => *c,
            Self::Blank => ' ',
        }
    }

    /// Whether it belongs to the number itself.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Whether it is a digit other than 0.
    pub fn is_digit_above_zero(&self) -> bool {
        matches!(self, Self::Number('1'..='9'))
    }

    /// Whether it says that the number is negative.
    pub fn is_sign(&self) -> bool {
        const SIGNS: &str = "-−－–—‐▲△▼负()（）";
        matches!(self, Self::Literal(c) if SIGNS.contains(*c))
    }
}

/// What a section's tokens say of digits.
#[derive(Debug, Default)]
struct Plan {
    /// The places before and behind the point.
    whole: usize,
    decimals: usize,
    /// Whether thousands are set apart.
    thousands: bool,
    /// How many powers of ten the number is shown larger (or smaller) than it is.
    shift: i64,
}

impl Plan {
    fn of(tokens: &[Token]) -> Self {
        let mut plan = Self::default();
        let mut has_point = false;
        // Commas behind which no place has come yet.
        let mut commas = 0;
        for token in tokens {
            match token {
                Token::Digit(_) => {
                    plan.thousands |= commas > 0 && plan.whole > 0 && !has_point;
                    commas = 0;
                    if has_point {
                        plan.decimals += 1;
                    } else {
                        plan.whole += 1;
                    }
                }
                Token::Comma if plan.whole + plan.decimals > 0 => commas += 1,
                Token::Point if !has_point => {
                    has_point = true;
                    plan.shift -= 3 * std::mem::take(&mut commas);
                }
                Token::Percent => plan.shift += 2,
                _ => {}
            }
        }
        plan.shift -= 3 * commas;
        plan
    }
}

/// A number that is not negative, under a section of plain digits.
pub fn laid(number: Decimal, section: &FormatSection) -> Vec<ShownCharacter> {
    let tokens = &section.tokens;
    let plan = Plan::of(tokens);
    let (whole, decimals) = digits(number, &plan);
    let mut pieces = Vec::new();
    let (mut place, mut has_point) = (0, false);
    for token in tokens {
        match token {
            Token::Digit(kind) if has_point => {
                let at = place - plan.whole;
                pieces.extend(decimal_place(*kind, at, &decimals));
                place += 1;
            }
            Token::Digit(kind) => {
                let from_right = plan.whole - 1 - place;
                whole_place(*kind, from_right, place == 0, &whole, &plan, &mut pieces);
                place += 1;
            }
            Token::Point if !has_point => {
                // `.00` has no place before its point, and the digits are there all the same.
                if plan.whole == 0 {
                    pieces.extend(whole.chars().map(ShownCharacter::Number));
                }
                has_point = true;
                pieces.push(ShownCharacter::Number('.'));
            }
            Token::Comma => {}
            token => pieces.extend(other(*token, number)),
        }
    }
    drop_bare_point(&mut pieces);
    join_points(&mut pieces, has_point);
    pieces
}

/// Without a digit behind it the point is not shown.
fn drop_bare_point(pieces: &mut Vec<ShownCharacter>) {
    let last = pieces.iter().rposition(ShownCharacter::is_number);
    if let Some(last) = last.filter(|&last| pieces[last] == ShownCharacter::Number('.'))
        && pieces.get(last + 1) != Some(&ShownCharacter::Blank)
    {
        pieces.remove(last);
    }
}

/// A point of the format between two digits belongs to the number that is seen.
fn join_points(pieces: &mut [ShownCharacter], has_point: bool) {
    let mut has_point = has_point;
    for at in 0..pieces.len() {
        let is_between = at > 0 && {
            let mut after = pieces[at + 1..].iter();
            after.next().is_some_and(ShownCharacter::is_number)
        };
        if let ShownCharacter::Literal(c @ ('.' | '．')) = pieces[at]
            && is_between
            && !has_point
        {
            has_point = true;
            pieces[at] = ShownCharacter::Number(c);
        }
    }
    // `#"."0000` begins with its point where there is no digit above it.
    if let [ShownCharacter::Literal('.'), ShownCharacter::Number(_), ..] = pieces
        && !has_point
    {
        pieces[0] = ShownCharacter::Number('.');
    }
}

/// What a token shows that is no place for a digit.
fn other(token: Token, number: Decimal) -> Vec<ShownCharacter> {
    match token {
        Token::General | Token::Text => {
            let text = number.normalize().to_string();
            text.chars().map(ShownCharacter::Number).collect()
        }
        Token::Percent => vec![ShownCharacter::Literal('%')],
        Token::Point => vec![ShownCharacter::Literal('.')],
        Token::Literal(c) => vec![ShownCharacter::Literal(c)],
        Token::Blank => vec![ShownCharacter::Blank],
        _ => Vec::new(),
    }
}

/// The digits before and behind the point, rounded to the places; without zeros in front.
fn digits(number: Decimal, plan: &Plan) -> (String, String) {
    let mut shifted = number;
    for _ in 0..plan.shift.unsigned_abs() {
        let next = if plan.shift > 0 {
            shifted.checked_mul(Decimal::TEN)
        } else {
            shifted.checked_div(Decimal::TEN)
        };
        shifted = next.unwrap_or(shifted);
    }
    let decimals = plan.decimals.min(MOST_DECIMALS);
    let scale = u32::try_from(decimals).unwrap_or(0);
    let rounded = shifted.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero);
    let text = rounded.normalize().to_string();
    let (whole, behind) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.trim_start_matches('0').to_owned();
    (whole, format!("{behind:0<width$}", width = plan.decimals))
}

/// The digit that a place before the point shows; the first shows all that come before it.
fn whole_place(
    kind: char,
    from_right: usize,
    is_first: bool,
    whole: &str,
    plan: &Plan,
    pieces: &mut Vec<ShownCharacter>,
) {
    let count = whole.len();
    let highest = if is_first {
        from_right.max(count.saturating_sub(1))
    } else {
        from_right
    };
    for position in (from_right..=highest).rev() {
        let digit = count
            .checked_sub(position + 1)
            .and_then(|at| whole[at..].chars().next());
        let shown = match (digit, kind) {
            (Some(digit), _) => Some(ShownCharacter::Number(digit)),
            (None, '0') => Some(ShownCharacter::Number('0')),
            (None, '?') => Some(ShownCharacter::Blank),
            (None, _) => None,
        };
        let is_blank = !matches!(shown, Some(ShownCharacter::Number(_)));
        pieces.extend(shown);
        if plan.thousands && position > 0 && position.is_multiple_of(3) && !is_blank {
            pieces.push(ShownCharacter::Number(','));
        }
    }
}

/// The digit that a place behind the point shows.
fn decimal_place(kind: char, at: usize, decimals: &str) -> Option<ShownCharacter> {
    let digit = decimals[at.min(decimals.len())..].chars().next()?;
    let is_end = decimals[at..].bytes().all(|digit| digit == b'0');
    match kind {
        '#' if is_end => None,
        '?' if is_end => Some(ShownCharacter::Blank),
        _ => Some(ShownCharacter::Number(digit)),
    }
}

/// A number shown as a fraction.
pub struct Fraction {
    /// What is shown.
    pub pieces: Vec<ShownCharacter>,
    /// Whether that is the number itself.
    pub is_exact: bool,
}

/// A number that is not negative, under a section with a line of a fraction: `# ?/?`, `?/8`.
pub fn fraction(number: Decimal, section: &FormatSection) -> Fraction {
    let tokens = &section.tokens;
    let line = tokens.iter().position(|token| *token == Token::Slash);
    let (above, below) = tokens.split_at(line.unwrap_or(tokens.len()));
    let has_whole = is_parted(above);
    let whole = if has_whole {
        number.trunc()
    } else {
        Decimal::ZERO
    };
    let part = number - whole;
    let best = best_fraction(part, below);
    let is_exact = best.is_some_and(|(top, bottom)| top == part * bottom);
    let Some((mut top, bottom)) = best else {
        return Fraction {
            pieces: Vec::new(),
            is_exact: false,
        };
    };
    let mut shown = whole;
    if has_whole && top == bottom {
        shown += Decimal::ONE;
        top = Decimal::ZERO;
    }
    let first = tokens
        .iter()
        .position(|token| matches!(token, Token::Digit(_)));
    let first_place = first.and_then(|at| tokens.get(at));
    let text = match (has_whole, top.is_zero()) {
        (false, _) => format!("{top}/{bottom}"),
        (true, true) => shown.normalize().to_string(),
        (true, false) if shown.is_zero() && first_place != Some(&Token::Digit('0')) => {
            format!("{top}/{bottom}")
        }
        (true, false) => format!("{} {top}/{bottom}", shown.normalize()),
    };
    let before = tokens[..first.unwrap_or(0)].iter();
    let pieces = before.flat_map(|token| other(*token, number));
    let pieces = pieces.chain(text.chars().map(|c| match c {
        ' ' => ShownCharacter::Blank,
        '/' => ShownCharacter::Literal('/'),
        c => ShownCharacter::Number(c),
    }));
    Fraction {
        pieces: pieces.collect(),
        is_exact,
    }
}

/// Whether places for a whole number stand apart from those above the line.
fn is_parted(above: &[Token]) -> bool {
    let trimmed = above
        .iter()
        .rposition(|token| matches!(token, Token::Digit(_)));
    let above = &above[..trimmed.map_or(0, |at| at + 1)];
    let first = above
        .iter()
        .position(|token| matches!(token, Token::Digit(_)));
    let inside = &above[first.unwrap_or(0)..];
    inside.iter().any(|token| !matches!(token, Token::Digit(_)))
}

/// The fraction nearest to a number below one, by what stands below the line.
fn best_fraction(part: Decimal, below: &[Token]) -> Option<(Decimal, Decimal)> {
    let nearest = |bottom: Decimal| {
        let top = (part.checked_mul(bottom)?)
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Some((top.normalize(), bottom))
    };
    let given: String = below
        .iter()
        .filter_map(|token| match token {
            Token::Literal(c) if c.is_ascii_digit() => Some(*c),
            Token::Digit('0') => Some('0'),
            _ => None,
        })
        .collect();
    if let Some(bottom) = given
        .parse()
        .ok()
        .filter(|bottom: &Decimal| !bottom.is_zero())
    {
        return nearest(bottom);
    }
    let places = below
        .iter()
        .filter(|token| matches!(token, Token::Digit(_)));
    let most = 10u32.pow(u32::try_from(places.count().min(MOST_BELOW)).unwrap_or(0)) - 1;
    let mut best: Option<(Decimal, Decimal, Decimal)> = None;
    for bottom in (1..=most).map(Decimal::from) {
        let (top, bottom) = nearest(bottom)?;
        let distance = (part - top.checked_div(bottom)?).abs();
        if best.is_none_or(|(least, _, _)| distance < least) {
            best = Some((distance, top, bottom));
        }
    }
    best.map(|(_, top, bottom)| (top, bottom))
}

/// A number that is not negative as a power of ten: `1.86E+03`.
pub fn scientific(number: Decimal, section: &FormatSection) -> Vec<ShownCharacter> {
    let tokens = &section.tokens;
    let at = tokens.iter().position(|token| *token == Token::Exponent);
    let (mantissa, behind) = tokens.split_at(at.unwrap_or(tokens.len()));
    let plan = Plan::of(mantissa);
    let mut shown = number;
    let mut exponent = 0i32;
    while shown >= Decimal::TEN {
        shown /= Decimal::TEN;
        exponent += 1;
    }
    while !shown.is_zero() && shown < Decimal::ONE {
        shown *= Decimal::TEN;
        exponent -= 1;
    }
    let scale = u32::try_from(plan.decimals.min(MOST_DECIMALS)).unwrap_or(0);
    if shown.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero) >= Decimal::TEN {
        shown /= Decimal::TEN;
        exponent += 1;
    }
    let section = FormatSection {
        condition: None,
        tokens: mantissa.to_vec(),
    };
    let mut pieces = laid(shown, &section);
    let places = behind
        .iter()
        .filter(|token| matches!(token, Token::Digit(_)));
    let sign = if exponent < 0 { '-' } else { '+' };
    let power = format!("E{sign}{:0>width$}", exponent.abs(), width = places.count());
    pieces.extend(power.chars().map(ShownCharacter::Literal));
    pieces
}
