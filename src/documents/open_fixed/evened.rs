/*!
Lines whose characters a converter spread out evenly.

Programs that turn a PDF into an OFD know where a line of text begins and ends, and no more: they give
every character of it the same room, digits as much as Chinese characters, and write each part of a line that
has a font of its own over the whole line. So the parts are put behind each other, and the characters
stand as their fonts need them: how wide digits and points of a font are, its amounts tell. What room is left is
that of the blanks, since a blank stands wherever the line had a gap.
*/

#![expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]

use super::object::Part;
use super::page::Sheet;
use std::collections::HashMap;

/// How wide the characters of a font are that are no Chinese ones, as parts of their size.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Widths {
    digit: f64,
    point: f64,
    /// Whether its amounts told so.
    is_known: bool,
}

impl Widths {
    const USUAL: Self = Self {
        digit: 0.5,
        point: 0.5,
        is_known: false,
    };

    fn of(self, c: char) -> f64 {
        match c {
            ',' | '.' | ' ' | '-' | ':' => self.point,
            c if c.is_ascii() => self.digit,
            _ => 1.0,
        }
    }
}

/// Puts the characters of all lines where they stood.
pub fn settle(sheets: &mut [Sheet]) {
    for sheet in sheets.iter_mut() {
        turn(&mut sheet.evened);
    }
    let lines_of = sheets.iter().flat_map(|sheet| lines(&sheet.evened));
    let fonts = fonts(lines_of.filter_map(|line| match line {
        [whole] => Some(whole),
        _ => None,
    }));
    for sheet in sheets {
        let parts = std::mem::take(&mut sheet.evened);
        for line in lines(&parts) {
            lay(sheet, line, &fonts);
        }
        sheet.inked.inks.sort_by_key(|ink| ink.order);
    }
}

/// Lines that stand on end are given as much room across as one character has, and their length as
/// height. They run up where the lines that follow them on the page stand to their right.
fn turn(parts: &mut [Part]) {
    const ROOM: f64 = 1.6;
    let stands = |part: &Part| {
        let needed: f64 = part.text.iter().map(|c| Widths::USUAL.of(*c)).sum();
        let object = &part.object;
        needed > ROOM && object.width < ROOM * object.size && object.height > ROOM * object.width
    };
    let on_end: Vec<f64> = parts
        .iter()
        .filter(|part| stands(part))
        .map(|part| part.object.corner.0)
        .collect();
    if on_end.len() < 2 || on_end.len() * 2 < parts.len() {
        return;
    }
    let steps = |fits: fn(&[f64]) -> bool| on_end.windows(2).filter(|pair| fits(pair)).count();
    let is_up = steps(|pair| pair[1] > pair[0]) >= steps(|pair| pair[1] < pair[0]);
    for part in parts {
        let object = &mut part.object;
        let (wide, high) = (object.width, object.height);
        if high > wide || wide <= ROOM * object.size {
            object.matrix = if is_up {
                [0.0, -1.0, 1.0, 0.0, 0.0, high]
            } else {
                [0.0, 1.0, -1.0, 0.0, wide, 0.0]
            };
            (object.width, object.height) = (high, wide);
        }
    }
}

/// Parts that follow each other and were written over the same place, each too short for it.
fn lines(parts: &[Part]) -> Vec<&[Part]> {
    let is_short = |part: &Part| {
        let needed: f64 = part.text.iter().map(|c| Widths::USUAL.of(*c)).sum();
        needed * part.object.size < part.object.width * 0.9
    };
    parts
        .chunk_by(|one, next| {
            one.object.corner == next.object.corner
                && one.object.width.to_bits() == next.object.width.to_bits()
                && next.order == one.order + 1
                && is_short(one)
                && is_short(next)
        })
        .collect()
}

/// How wide the characters of each font are, by its amounts: sums of digits and of points.
fn fonts<'a>(parts: impl Iterator<Item = &'a Part>) -> HashMap<String, Widths> {
    let mut sums: HashMap<&str, [f64; 5]> = HashMap::new();
    for part in parts.filter(|part| is_amount(&part.text)) {
        let (digits, points) = counted(&part.text);
        let wide = part.object.width / part.object.size;
        let [dd, dp, pp, dw, pw] = sums.entry(&part.object.font).or_default();
        *dd += digits * digits;
        *dp += digits * points;
        *pp += points * points;
        *dw += digits * wide;
        *pw += points * wide;
    }
    let solved = |[dd, dp, pp, dw, pw]: [f64; 5]| {
        let divisor = dd * pp - dp * dp;
        // Where all amounts have as many points for their digits, either may be anything.
        (divisor > dd * pp * 1e-4).then(|| Widths {
            digit: (dw * pp - pw * dp) / divisor,
            point: (pw * dd - dw * dp) / divisor,
            is_known: true,
        })
    };
    let is_likely = |widths: &Widths| {
        (0.4..0.65).contains(&widths.digit) && (0.2..0.65).contains(&widths.point)
    };
    sums.into_iter()
        .filter_map(|(font, sums)| Some((font.to_owned(), solved(sums).filter(is_likely)?)))
        .collect()
}

/// Whether a text is an amount or a code, and at most one blank behind it: further ones are those of blank cells,
/// wherever they stand.
fn is_amount(text: &[char]) -> bool {
    let end = text.iter().rposition(|c| *c != ' ').map_or(0, |at| at + 1);
    let (ink, blanks) = text.split_at(end);
    let fits = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '.');
    blanks.len() < 2 && ink.first().is_some_and(char::is_ascii_digit) && ink.iter().all(fits)
}

fn counted(text: &[char]) -> (f64, f64) {
    text.iter().fold((0.0, 0.0), |(digits, points), c| {
        if c.is_ascii_digit() {
            (digits + 1.0, points)
        } else {
            (digits, points + 1.0)
        }
    })
}

/// How a line of parts is set: how much each width is stretched, and what a blank gets beside it.
struct Setting {
    stretched: f64,
    /// In parts of the size.
    blank: f64,
    is_known: bool,
}

impl Setting {
    /// None where no widths that its letters could have lead to the line's.
    fn of(line: &[Part], fonts: &HashMap<String, Widths>) -> Option<Self> {
        let first = line.first()?;
        let (given, size) = (first.object.width, first.object.size);
        let mut is_known = true;
        let mut needed = 0.0;
        for part in line {
            let widths = widths(part, fonts);
            is_known &= widths.is_known || part.text.iter().all(|c| !c.is_ascii() || *c == ' ');
            needed += part.text.iter().map(|c| widths.of(*c)).sum::<f64>() * part.object.size;
        }
        let text: Vec<char> = line.iter().flat_map(|part| part.text.clone()).collect();
        let blanks: f64 = inner_blanks(&text).map(|_| 1.0).sum();
        let beside = if blanks > 0.0 {
            (given - needed) / blanks / size
        } else {
            0.0
        };
        // A larger gap would have ended the line.
        const WIDEST: f64 = 1.6;
        const NEARLY: f64 = 0.06;
        if is_known && (0.0..WIDEST).contains(&beside) && blanks > 0.0 {
            return Some(Self {
                stretched: 1.0,
                blank: beside,
                is_known,
            });
        }
        let is_mixed = text.iter().any(char::is_ascii) && !text.iter().all(char::is_ascii);
        let tolerance = if line.len() > 1 { 0.3 } else { NEARLY };
        let is_near = (given - needed).abs() <= tolerance * needed;
        (is_near && (is_mixed || line.len() > 1)).then(|| Self {
            stretched: given / needed,
            blank: 0.0,
            is_known: false,
        })
    }
}

fn widths(part: &Part, fonts: &HashMap<String, Widths>) -> Widths {
    let known = fonts.get(&part.object.font).copied();
    known.unwrap_or(Widths::USUAL)
}

/// The blanks with something before and behind them.
fn inner_blanks(text: &[char]) -> impl Iterator<Item = usize> + '_ {
    let first = text.iter().position(|c| *c != ' ').unwrap_or(0);
    let last = text.iter().rposition(|c| *c != ' ').unwrap_or(0);
    (first..last).filter(|at| text[*at] == ' ')
}

fn lay(sheet: &mut Sheet, line: &[Part], fonts: &HashMap<String, Widths>) {
    let Some(setting) = Setting::of(line, fonts) else {
        for part in line {
            lay_evenly(sheet, part);
        }
        return;
    };
    let text: Vec<char> = line.iter().flat_map(|part| part.text.clone()).collect();
    let inner: Vec<usize> = inner_blanks(&text).collect();
    let (mut at, mut x) = (0, 0.0);
    for part in line {
        let (widths, size) = (widths(part, fonts), part.object.size);
        for c in part.text.iter().copied() {
            let width = widths.of(c) * size * setting.stretched;
            let beside = match inner.binary_search(&at) {
                Ok(_) => setting.blank * size,
                Err(_) => 0.0,
            };
            let is_gap = setting.is_known && beside + width > GAP * size;
            if c == ' ' && (is_gap || divides_cells(&text[..at], &text[at + 1..])) {
                two_blanks(sheet, part, x, width + beside);
            } else {
                sheet.letter(part, c, x, width);
            }
            x += width + beside;
            at += 1;
        }
    }
}

/// What divides two cells, in parts of the size.
const GAP: f64 = 0.6;

/// Two blanks, which divide what one does not, so far apart that they are not taken for one drawn twice.
fn two_blanks(sheet: &mut Sheet, part: &Part, x: f64, width: f64) {
    let half = (width / 2.0).max(part.object.size / 5.0);
    sheet.letter(part, ' ', x, half);
    sheet.letter(part, ' ', x + half, half);
}

fn lay_evenly(sheet: &mut Sheet, part: &Part) {
    let count: f64 = part.text.iter().map(|_| 1.0).sum();
    let step = part.object.width / count;
    let mut x = 0.0;
    for (at, c) in part.text.iter().copied().enumerate() {
        let width = step.min(Widths::USUAL.of(c) * part.object.size);
        if c == ' ' && divides_cells(&part.text[..at], &part.text[at + 1..]) {
            two_blanks(sheet, part, x, step);
        } else {
            sheet.letter(part, c, x, width);
        }
        x += step;
    }
}

/// Whether a blank stands between an amount and what is another cell's: `156,211,123 一、教育支出`.
pub fn divides_cells(before: &[char], after: &[char]) -> bool {
    const UNITS: &str = "万亿元％，、；。：）";
    let is_amount = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-');
    let begin = before
        .iter()
        .rposition(|c| *c == ' ')
        .map_or(0, |at| at + 1);
    let (_, before) = before.split_at(begin);
    let is_grouped = before.contains(&',') || before.contains(&'.');
    let next = after.iter().find(|c| **c != ' ');
    let begins = next.is_some_and(|c| is_amount(c) || !c.is_ascii() && !UNITS.contains(*c));
    before.len() > 3 && is_grouped && before.iter().all(is_amount) && begins
}

#[cfg(test)]
mod tests {
    use super::super::object::Object;
    use super::*;

    fn part(text: &str, width: f64, order: u32) -> Part {
        Part {
            object: Object {
                size: 10.0,
                width,
                font: "1".to_owned(),
                ..Object::default()
            },
            text: text.chars().collect(),
            down: 8.0,
            order,
        }
    }

    fn places(parts: Vec<Part>) -> Vec<(char, i32)> {
        let mut sheet = Sheet::new("0 0 500 500");
        sheet.evened = parts;
        let mut sheets = [sheet];
        settle(&mut sheets);
        let [sheet] = sheets;
        let glyphs = sheet.inked.inks.iter().map(|ink| ink.glyph);
        glyphs
            .map(|glyph| (glyph.c, (glyph.left + 1) * 254 / 72_000))
            .collect()
    }

    #[test]
    fn amounts_tell_how_wide_their_points_are() {
        // Digits are half as wide as their size, points and blanks a quarter.
        let amounts = [part("1,000.00", 35.0, 1), part("2010101", 35.0, 3)];
        let cells = part("1,000.00 支 ", 35.0 + 12.5 + 10.0, 5);
        let read = places([amounts.as_slice(), &[cells]].concat());
        let end = &read[read.len() - 4..];
        assert_eq!(end, [(' ', 35), (' ', 40), ('支', 45), (' ', 55)]);
    }

    #[test]
    fn parts_of_a_line_stand_behind_each_other() {
        let line = [
            part("公开", 35.0, 1),
            part("03", 35.0, 2),
            part(" ", 35.0, 3),
        ];
        let read = places(line.to_vec());
        assert_eq!(
            read,
            [('公', 0), ('开', 10), ('0', 20), ('3', 25), (' ', 30)]
        );
    }

    #[test]
    fn blanks_that_divide() {
        let divides = |before: &str, after: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            divides_cells(&chars(before), &chars(after))
        };
        assert!(divides("156,211,123", "一、教育支出"));
        assert!(divides("一、 2,925,857.00", "2,925,857.00"));
        assert!(!divides("156,211,123", "元"));
        assert!(!divides("2024", "年"));
    }
}
