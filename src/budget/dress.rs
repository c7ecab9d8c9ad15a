/*!
What a printed figure wears: signs, brackets, currency, a unit behind, invisible characters.

A minus has many shapes (`（602.25）`, `﹣602.25`, `▲602.25`, `602.25-`), and what is pasted
from a web page carries soft hyphens and zero-width blanks among its digits. What is left when
all that is taken off is digits and one point. Where that leaves a doubt there is no figure:
`65,50` may be 65.50 or a slip of the pen, and `40 25` are two figures.
*/

use super::MoneyUnit;

/// A figure without its dress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// Its digits with at most one point, and a minus where it is negative.
    pub digits: String,
    /// The unit that stands behind it.
    pub unit: Option<MoneyUnit>,
    /// The unit that stands behind it in brackets: that of its column, where the table has another.
    pub column_unit: Option<MoneyUnit>,
}

/// Why a text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is none, or nothing that is known of figures.
    NoFigure,
    /// Two figures stand there.
    TwoFigures,
    /// A comma does not stand before three digits.
    Comma,
    /// A comma parts no thousands, although three digits follow it.
    Separators,
    /// An apostrophe stands before the digits, as for an amount that was typed as text.
    Apostrophe,
    /// A unit of money stands behind it in which no amount is kept.
    StrangeUnit,
}

/// Takes the dress off a figure.
pub fn undress(printed: &str) -> Result<Bare, Doubt> {
    // In front of the digits a soft hyphen may be the minus of a font that has no other.
    if printed.trim_start().starts_with('\u{AD}') {
        return Err(Doubt::NoFigure);
    }
    let visible: String = printed.chars().filter(|c| !is_invisible(*c)).collect();
    let text = without_note_marks(visible.trim());
    let (text, column_unit) = without_column_unit(text);
    // A mark may stand behind the figure or behind its unit.
    let (text, unit) = without_unit(without_note_marks(text));
    let text = without_note_marks(text);
    if has_strange_unit(text) {
        return Err(Doubt::StrangeUnit);
    }
    let (text, is_bracketed) = without_brackets(text)?;
    let text = without_currency(text);
    let (text, leading) = without_sign(text);
    let text = without_currency(text);
    let (text, is_trailing) = without_trailing_minus(text);
    let signs = [is_bracketed, leading.is_some(), is_trailing];
    if signs.iter().filter(|sign| **sign).count() > 1 {
        return Err(Doubt::NoFigure);
    }
    if text.starts_with(['\'', '‘', '’', '＇', '`'])
        && text.chars().nth(1).is_some_and(|c| is_digit(c) || c == '-')
    {
        return Err(Doubt::Apostrophe);
    }
    let digits = digits(text)?;
    if is_bracketed && may_be_ordinal(&digits) || is_trailing && !text.contains(['.', '．', ',']) {
        return Err(Doubt::NoFigure);
    }
    let is_negative = is_bracketed || is_trailing || leading == Some(true);
    let minus = if is_negative { "-" } else { "" };
    Ok(Bare {
        digits: format!("{minus}{digits}"),
        unit,
        column_unit,
    })
}

/// Soft hyphens, zero-width characters and the marks of writing direction.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// `65.50¹`, `65.50①`: the mark of a note is no digit.
fn is_note_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{2079}' | '①'..='⑳')
}

fn without_note_marks(text: &str) -> &str {
    text.trim_end_matches(is_note_mark).trim_end()
}

/// Whether a figure may end there: with a digit, or with the bracket of a negative one.
fn ends_figure(text: &str) -> bool {
    text.ends_with(|c: char| c.is_numeric() || matches!(c, ')' | '）'))
}

/// `655000.00（元）`.
fn without_column_unit(text: &str) -> (&str, Option<MoneyUnit>) {
    let named = |unit: MoneyUnit| {
        let rest = text.strip_suffix(['）', ')'])?.strip_suffix(unit.name())?;
        rest.strip_suffix(['（', '('])
            .map(|rest| (rest.trim_end(), unit))
    };
    let found = MoneyUnit::ALL.into_iter().find_map(named);
    let found = found.filter(|(rest, _)| ends_figure(rest));
    found.map_or((text, None), |(rest, unit)| (rest, Some(unit)))
}

/// `655.00千元`, `5.00万美元`, also in brackets.
fn has_strange_unit(text: &str) -> bool {
    const LETTERS: &str = "十百千万亿美欧港日元币英镑卢布（）()";
    let digits = text.trim_end_matches(|c| LETTERS.contains(c));
    let name = text
        .strip_prefix(digits)
        .unwrap_or_default()
        .trim_matches(['（', '）', '(', ')']);
    let is_unit = name.ends_with('元')
        || ["港币", "英镑", "卢布"]
            .iter()
            .any(|end| name.ends_with(end));
    is_unit && without_note_marks(digits.trim_end()).ends_with(is_digit)
}

fn without_unit(text: &str) -> (&str, Option<MoneyUnit>) {
    // The longest name first: 元 ends all of them.
    let units = MoneyUnit::ALL.into_iter().rev();
    let found = units.filter_map(|unit| Some((text.strip_suffix(unit.name())?.trim_end(), unit)));
    let mut found = found.filter(|(rest, _)| ends_figure(rest));
    found
        .next()
        .map_or((text, None), |(rest, unit)| (rest, Some(unit)))
}

fn without_brackets(text: &str) -> Result<(&str, bool), Doubt> {
    let inner = text.strip_prefix(['(', '（']);
    let closed = text.ends_with([')', '）']);
    match inner {
        Some(inner) if closed => Ok((inner.trim_end_matches([')', '）']).trim(), true)),
        None if !closed => Ok((text, false)),
        _ => Err(Doubt::NoFigure),
    }
}

fn without_currency(text: &str) -> &str {
    text.strip_prefix(['¥', '￥']).map_or(text, str::trim_start)
}

/// The text behind its sign, and whether that is a minus.
fn without_sign(text: &str) -> (&str, Option<bool>) {
    // Formats of accounts move the minus to the edge of its cell.
    const MINUS: [char; 4] = ['-', '－', '−', '–'];
    // A long dash fills blank cells too: it is a minus only where the digits follow at once.
    const AT_ONCE: [char; 8] = ['—', '‐', '‑', '﹣', '⁻', '▲', '△', '负'];
    if let Some(rest) = text.strip_prefix(MINUS) {
        return (rest.trim_start(), Some(true));
    }
    match text.strip_prefix(AT_ONCE) {
        Some(rest) if rest.starts_with(|c: char| is_digit(c) || matches!(c, '¥' | '￥')) => {
            (rest, Some(true))
        }
        _ => text
            .strip_prefix(['+', '＋'])
            .map_or((text, None), |rest| (rest, Some(false))),
    }
}

fn without_trailing_minus(text: &str) -> (&str, bool) {
    text.strip_suffix(['-', '－', '−'])
        .map_or((text, false), |rest| (rest, true))
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// `（2）` numbers an item and `(2024)` is a year.
fn may_be_ordinal(digits: &str) -> bool {
    let is_year = || digits.parse().is_ok_and(|n: u32| (1990..2100).contains(&n));
    !digits.contains('.') && (digits.len() < 3 || is_year())
}

/// The digits of a text of digits, points and separators of thousands.
fn digits(text: &str) -> Result<String, Doubt> {
    let mut groups = Groups::default();
    let mut blank: Option<char> = None;
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => blank = Some(c),
            ',' | '，' | '\'' => {
                groups.separate()?;
                blank = None;
            }
            '.' | '．' => {
                groups.point()?;
                blank = None;
            }
            _ if is_digit(c) => {
                if let Some(blank) = blank.take() {
                    groups.behind(blank)?;
                }
                groups.digit(c);
            }
            _ => return Err(Doubt::NoFigure),
        }
    }
    groups.finish()
}

/// The digits of a figure while they are read.
#[derive(Default)]
struct Groups {
    digits: String,
    /// How many digits stand behind the last separator or the point.
    run: usize,
    separated: bool,
    has_point: bool,
    /// Whether a separator stands where none parts thousands.
    is_misplaced: bool,
}

impl Groups {
    fn digit(&mut self, c: char) {
        let value = c as u32
            - if c.is_ascii() {
                '0' as u32
            } else {
                '０' as u32
            };
        self.digits.extend(char::from_digit(value, 10));
        self.run += 1;
    }

    /// Digits behind a blank: a narrow one sets thousands apart, any other parts two figures.
    fn behind(&mut self, blank: char) -> Result<(), Doubt> {
        if self.run == 0 {
            return Ok(());
        }
        if matches!(blank, '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}') && !self.has_point {
            return self.separate().map_err(|_| Doubt::TwoFigures);
        }
        Err(Doubt::TwoFigures)
    }

    fn separate(&mut self) -> Result<(), Doubt> {
        let is_whole = if self.separated {
            self.run == 3
        } else {
            (1..=3).contains(&self.run)
        };
        if self.separated && !is_whole {
            return Err(Doubt::Comma);
        }
        // What follows decides which of the reasons is true.
        self.is_misplaced |= !is_whole || self.has_point;
        (self.separated, self.run) = (true, 0);
        Ok(())
    }

    fn point(&mut self) -> Result<(), Doubt> {
        if self.has_point {
            return Err(Doubt::TwoFigures);
        }
        if self.separated && self.run != 3 {
            return Err(Doubt::Comma);
        }
        if self.is_misplaced {
            return Err(Doubt::Separators);
        }
        (self.has_point, self.run) = (true, 0);
        self.digits.push('.');
        Ok(())
    }

    fn finish(self) -> Result<String, Doubt> {
        if self.run == 0 {
            return Err(Doubt::NoFigure);
        }
        let is_last = self.separated && (!self.has_point || self.is_misplaced);
        if is_last && self.run != 3 {
            return Err(Doubt::Comma);
        }
        if self.is_misplaced {
            return Err(Doubt::Separators);
        }
        Ok(self.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dress_comes_off() {
        for (printed, digits) in [
            ("（602.25）", "-602.25"),
            ("(1,602.25)", "-1602.25"),
            ("（602）", "-602"),
            ("﹣602.25", "-602.25"),
            ("‐602.25", "-602.25"),
            ("‑602.25", "-602.25"),
            ("—602.25", "-602.25"),
            ("-   602.25", "-602.25"),
            ("▲602.25", "-602.25"),
            ("△602.25", "-602.25"),
            ("负602.25", "-602.25"),
            ("602.25-", "-602.25"),
            ("+602.25", "602.25"),
            ("¥602.25", "602.25"),
            ("￥ -602.25", "-602.25"),
            ("-￥602.25", "-602.25"),
            ("1,\u{AD}512.30", "1512.30"),
            ("602\u{200B}.25\u{202C}", "602.25"),
            ("4, 675. 21", "4675.21"),
            ("4\u{A0}675.21", "4675.21"),
            ("65.50①", "65.50"),
            ("１，２３４．５", "1234.5"),
        ] {
            let bare = undress(printed).map(|bare| bare.digits);
            assert_eq!(bare, Ok(digits.to_owned()), "{printed}");
        }
    }

    #[test]
    fn doubts() {
        for (printed, doubt) in [
            ("65,50", Doubt::Comma),
            ("204,6", Doubt::Comma),
            ("1234,567", Doubt::Separators),
            ("1.234,567", Doubt::Separators),
            ("1234,567.00", Doubt::Separators),
            ("'65.50", Doubt::Apostrophe),
            ("‘1,065.50", Doubt::Apostrophe),
            ("602.25千元", Doubt::StrangeUnit),
            ("602.25（万美元）", Doubt::StrangeUnit),
            ("（602.25）（千元）", Doubt::StrangeUnit),
            ("602.25①（千元）", Doubt::StrangeUnit),
            ("1.234,50", Doubt::Comma),
            ("12,3456.00", Doubt::Comma),
            ("1,234,", Doubt::NoFigure),
            ("40 25", Doubt::TwoFigures),
            ("1 234", Doubt::TwoFigures),
            ("40.00 25.50", Doubt::TwoFigures),
            ("— 25.00", Doubt::NoFigure),
            ("（2）", Doubt::NoFigure),
            ("(2024)", Doubt::NoFigure),
            ("2024-", Doubt::NoFigure),
            ("(602.25", Doubt::NoFigure),
            ("-(602.25)", Doubt::NoFigure),
            ("100%", Doubt::NoFigure),
            ("元", Doubt::NoFigure),
            ("\u{AD}65.50", Doubt::NoFigure),
        ] {
            assert_eq!(undress(printed), Err(doubt), "{printed}");
        }
    }

    #[test]
    fn a_unit_behind() {
        for (printed, unit) in [
            ("602.25万元", Some(MoneyUnit::Wan)),
            ("602.25 元", Some(MoneyUnit::Yuan)),
            ("6亿元", Some(MoneyUnit::Yi)),
            ("602.25", None),
        ] {
            assert_eq!(undress(printed).map(|bare| bare.unit), Ok(unit));
        }
        let column = undress("-602.25（元）").unwrap();
        assert_eq!(
            (column.column_unit, column.digits.as_str()),
            (Some(MoneyUnit::Yuan), "-602.25")
        );
        for printed in [
            "（602.25）（元）",
            "(602.25)①（元）",
            "-602.25元①（元）",
            "（602.25）元",
        ] {
            let bare = undress(printed).map(|bare| (bare.digits, bare.column_unit.or(bare.unit)));
            let yuan = ("-602.25".to_owned(), Some(MoneyUnit::Yuan));
            assert_eq!(bare, Ok(yuan), "{printed}");
        }
        assert!(undress("602.25千元").is_err() && undress("602.25美元").is_err());
    }
}
