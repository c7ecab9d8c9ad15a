/*!
The codes under which a workbook shows its numbers ([MS-OI29500] 18.8.31), a small language.

A code has sections for positive, negative and zero, or for what their conditions say; a section
is a row of places for digits with other characters among and around them. A character that
stands among the places may be a point (`0!.0000` shows 元 as 万元), a comma behind the last
place takes three digits away, and a section for negatives may show no minus at all. All
reckoning is decimal.
*/

use rust_decimal::Decimal;
use std::cmp::Ordering;

/// A section's code, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatSection {
    /// Which numbers it is for, where it says so.
    pub condition: Option<Condition>,
    /// What it shows, from left to right.
    pub tokens: Vec<Token>,
}

/// Which numbers a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    limit: Decimal,
}

/// A part of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    /// The point.
    Point,
    /// A comma that is not quoted.
    Comma,
    /// Hundredfold.
    Percent,
    /// The line of a fraction.
    Slash,
    /// The number as a power of ten.
    Exponent,
    /// The number as it is.
    General,
    /// The text of the cell.
    Text,
    /// A part of a date.
    Date,
    /// A character that shows itself.
    Literal(char),
    /// Room as wide as a character.
    Blank,
}

impl Condition {
    fn of(text: &str) -> Option<Self> {
        let signs = text.trim_start_matches(['<', '>', '=']);
        let sign = &text[..text.len() - signs.len()];
        let (less, equal, greater) = match sign {
            "<" => (true, false, false),
            "<=" => (true, true, false),
            ">" => (false, false, true),
            ">=" => (false, true, true),
            "=" => (false, true, false),
            "<>" => (true, false, true),
            _ => return None,
        };
        let limit = signs.trim().parse().ok()?;
        Some(Self {
            less,
            equal,
            greater,
            limit,
        })
    }

    /// Whether a number is meant.
    pub fn holds(&self, number: Decimal) -> bool {
        match number.cmp(&self.limit) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }

    /// Whether negative numbers alone are meant, so that the section says their sign itself.
    fn is_for_negatives(&self) -> bool {
        let below = self.limit < Decimal::ZERO || self.limit.is_zero() && !self.equal;
        !self.greater && (below || self.limit.is_zero())
    }
}

impl FormatSection {
    /// Takes a section's code apart.
    pub fn of(code: &str) -> Self {
        let mut section = Self::default();
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let general = ["General", "G/通用格式"]
                .iter()
                .find(|word| starts_with_ignoring_case(rest, word));
            if let Some(word) = general {
                section.tokens.push(Token::General);
                rest = &rest[word.len()..];
                continue;
            }
            rest = section.take(c, &rest[c.len_utf8()..]);
        }
        section
    }

    /// Takes one token; what is left of the code is given back.
    fn take<'c>(&mut self, c: char, rest: &'c str) -> &'c str {
        let behind = |rest: &'c str| {
            let mut chars = rest.chars();
            (chars.next(), chars.as_str())
        };
        let token = match c {
            '"' => {
                let (quoted, after) = rest.split_once('"').unwrap_or((rest, ""));
                self.tokens.extend(quoted.chars().map(Token::Literal));
                return after;
            }
            '[' => {
                let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                self.take_brackets(inside);
                return after;
            }
            '\\' | '!' => {
                let (literal, after) = behind(rest);
                self.tokens.extend(literal.map(Token::Literal));
                return after;
            }
            '_' => {
                self.tokens.push(Token::Blank);
                return behind(rest).1;
            }
            // A character that fills the cell.
            '*' => return behind(rest).1,
            'E' | 'e' if rest.starts_with(['+', '-']) => {
                self.tokens.push(Token::Exponent);
                return &rest[1..];
            }
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '/' => Token::Slash,
            '@' => Token::Text,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => Token::Date,
            _ => Token::Literal(c),
        };
        self.tokens.push(token);
        rest
    }

    /// `[红色]`, `[>=10000]`, `[$¥-804]`, `[DBNum1]`, `[h]`.
    fn take_brackets(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.tokens.extend(sign.chars().map(Token::Literal));
        } else if let Some(condition) = Condition::of(inside) {
            self.condition = Some(condition);
        } else if matches!(inside, "h" | "hh" | "m" | "mm" | "s" | "ss") {
            self.tokens.push(Token::Date);
        }
    }

    /// Whether it holds a token.
    pub fn has(&self, token: Token) -> bool {
        self.tokens.contains(&token)
    }

    /// Whether it shows digits of its number.
    pub fn has_digits(&self) -> bool {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_) | Token::General);
        self.tokens.iter().any(is_digit)
    }
}

fn starts_with_ignoring_case(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The sections of a code; the divider may be quoted or escaped.
pub fn sections(code: &str) -> Vec<FormatSection> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for (at, c) in code.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '!' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            ';' if !bracketed => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts.into_iter().map(FormatSection::of).collect()
}

/// The section under which a number is shown, and whether that says the sign of a negative
/// number itself. None where no section is for the number.
pub fn section_for(sections: &[FormatSection], number: Decimal) -> Option<(&FormatSection, bool)> {
    let numeric = if sections.len() > 3 {
        &sections[..3]
    } else if sections.len() > 1 && sections.last().is_some_and(|last| last.has(Token::Text)) {
        &sections[..sections.len() - 1]
    } else {
        sections
    };
    let (first, second, third) = (numeric.first()?, numeric.get(1), numeric.get(2));
    let conditions = (
        first.condition,
        second.and_then(|section| section.condition),
    );
    let says_sign = |section: &FormatSection| {
        let condition = section.condition;
        condition.is_some_and(|condition| condition.is_for_negatives())
    };
    match conditions {
        (None, None) => Some(match (second, third) {
            (Some(negative), _) if number < Decimal::ZERO => (negative, true),
            (_, Some(zero)) if number.is_zero() => (zero, true),
            _ => (first, false),
        }),
        (Some(condition), _) if condition.holds(number) => Some((first, says_sign(first))),
        (None, _) if number > Decimal::ZERO => Some((first, false)),
        (_, Some(condition)) if condition.holds(number) => second.map(|s| (s, says_sign(s))),
        // Two conditions of which none holds leave the third section; one leaves the second.
        (Some(_) | None, Some(_)) => third.map(|section| (section, false)),
        (Some(_), None) => match (second, third) {
            (Some(negative), Some(_)) if number < Decimal::ZERO => Some((negative, true)),
            (_, Some(rest)) => Some((rest, false)),
            // It takes the place of the section for negatives and shows no minus either.
            (Some(rest), None) => Some((rest, true)),
            (None, None) => None,
        },
    }
}
