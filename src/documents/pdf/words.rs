/*!
Glyphs become words: runs of characters that stand together on one line.

A figure is never taken apart: it goes into a cell as a whole or not at all, however
narrow the cell was drawn. Other text is divided where a gap is wide, and where a ruling
line stands in a gap between two runs.
*/

use super::drawing::{Glyph, Length, POINT};
use super::rulings::Rulings;
use crate::narrow::narrow;

/// Characters that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The characters; single spaces between them stay.
    pub text: String,
    /// The left edge.
    pub left: Length,
    /// The right edge.
    pub right: Length,
    /// The line it stands on.
    pub baseline: Length,
    /// The size of its font.
    pub size: Length,
}

impl Word {
    /// The middle from left to right.
    pub fn center(&self) -> Length {
        i32::midpoint(self.left, self.right)
    }

    /// The middle of its characters from top to bottom.
    pub fn middle(&self) -> Length {
        self.baseline - self.size * 35 / 100
    }

    /// The upper edge.
    pub fn top(&self) -> Length {
        self.baseline - self.size * 88 / 100
    }

    /// The lower edge.
    pub fn bottom(&self) -> Length {
        self.baseline + self.size * 12 / 100
    }

    /// Whether it says something in Chinese; a figure or a code does not.
    pub fn is_text(&self) -> bool {
        self.text.contains(is_wide)
    }
}

/// The words of a page, from top to bottom and left to right.
pub fn words(glyphs: &[Glyph], rulings: &Rulings) -> Vec<Word> {
    let mut words = Vec::new();
    for mut line in lines(once(glyphs)) {
        if overlaps(&line) {
            // Text that is wider than its cell runs over the text in the next.
            line.sort_by_key(|glyph| (glyph.run, glyph.left));
        }
        let mut open: Option<(Word, Glyph)> = None;
        for glyph in line {
            match open.take() {
                Some((mut word, last)) if belongs(&word, &last, &glyph, rulings) => {
                    add(&mut word, &glyph);
                    open = Some((word, glyph));
                }
                before => {
                    words.extend(before.and_then(|(word, _)| finished(word)));
                    open = Some((first(&glyph), glyph));
                }
            }
        }
        words.extend(open.and_then(|(word, _)| finished(word)));
    }
    words
}

/// The glyphs without those drawn a second time nearly where they stand already: bold type
/// is often faked so.
fn once(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut sorted = glyphs.to_vec();
    sorted.sort_by_key(|glyph| (glyph.c, glyph.baseline, glyph.left));
    let mut kept: Vec<Glyph> = Vec::with_capacity(sorted.len());
    for glyph in sorted {
        let near = glyph.size / 6;
        let twice = kept
            .iter()
            .rev()
            .take_while(|other| other.c == glyph.c && glyph.baseline - other.baseline <= near)
            .take(64)
            .any(|other| (other.left - glyph.left).abs() <= near);
        if !twice {
            kept.push(glyph);
        }
    }
    kept
}

/// The glyphs by the line they stand on, lines from top to bottom, glyphs from left to right.
fn lines(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by_key(|glyph| (glyph.baseline, glyph.left));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if glyph.baseline - line[0].baseline <= slack(&line[0], &glyph) => {
                line.push(glyph);
            }
            _ => lines.push(vec![glyph]),
        }
    }
    for line in &mut lines {
        line.sort_by_key(|glyph| (glyph.left, glyph.right));
    }
    lines
}

/// How far two glyphs of one line may stand apart in height: digits and Chinese characters of
/// two fonts seldom share a baseline.
fn slack(one: &Glyph, other: &Glyph) -> Length {
    one.size.min(other.size) / 4
}

/// Whether a text of a line lies over another.
fn overlaps(line: &[Glyph]) -> bool {
    line.windows(2).any(|pair| {
        let [last, next] = pair else {
            return false;
        };
        let is_ink = !last.c.is_whitespace() && !next.c.is_whitespace();
        is_ink && last.run != next.run && lies_over(last, next)
    })
}

/// Whether a glyph begins well before the one before it ends.
fn lies_over(last: &Glyph, next: &Glyph) -> bool {
    next.left - last.right < -last.size.min(next.size) * 35 / 100
}

fn first(glyph: &Glyph) -> Word {
    Word {
        text: glyph.c.to_string(),
        left: glyph.left,
        right: glyph.right,
        baseline: glyph.baseline,
        size: glyph.size,
    }
}

fn add(word: &mut Word, glyph: &Glyph) {
    let gap = glyph.left - word.right;
    let apart = gap > glyph.size / 4 && !(is_wide(glyph.c) && word.text.ends_with(is_wide));
    if apart && !word.text.ends_with(char::is_whitespace) {
        word.text.push(' ');
    }
    word.text.push(glyph.c);
    word.right = word.right.max(glyph.right);
    word.baseline = word.baseline.max(glyph.baseline);
    word.size = word.size.max(glyph.size);
}

/// The word without the blanks at its ends; none where it is blank.
fn finished(mut word: Word) -> Option<Word> {
    let count = narrow::<Length>(word.text.chars().count());
    let leading = narrow::<Length>(word.text.chars().take_while(|c| c.is_whitespace()).count());
    let text = word.text.trim();
    if text.is_empty() {
        return None;
    }
    let trailing = count - leading - narrow::<Length>(text.chars().count());
    // Blanks are as wide as anything else in the run, which is near enough for a margin.
    let each = (word.right - word.left) / count.max(1);
    word.left += each * leading;
    word.right -= each * trailing;
    word.text = text.to_owned();
    Some(word)
}

/// Whether a glyph goes on with a word.
fn belongs(word: &Word, last: &Glyph, next: &Glyph, rulings: &Rulings) -> bool {
    let gap = next.left - last.right;
    let size = last.size.max(next.size);
    let is_over = last.run != next.run && lies_over(last, next);
    if gap > size * 6 / 10 || next.left < word.left - size || is_over {
        return false;
    }
    if next.c.is_whitespace() || last.c.is_whitespace() {
        return !is_ruled(last, next, rulings) && !word.text.ends_with("  ");
    }
    if begins_another(word, last, next) {
        return false;
    }
    if is_of_figure(last.c) && is_of_figure(next.c) {
        return !divides_figures(word, last, next, rulings);
    }
    // Drawn character by character, text that is wider than its cell has no gap at the border.
    let apart = if last.run == next.run {
        gap > size * 15 / 100
    } else {
        gap > size / 20 || !is_wide(last.c) || !is_wide(next.c)
    };
    !(apart && is_ruled(last, next, rulings))
}

/// Whether a ruling line between two digits ends a figure. One that fills its cell up to the
/// border stands close to the code in the next cell: 598.09|302. One that is wider than its
/// cell has no gap where the border crosses it.
fn divides_figures(word: &Word, last: &Glyph, next: &Glyph, rulings: &Rulings) -> bool {
    let (gap, size) = (next.left - last.right, last.size.max(next.size));
    let is_new_text = last.run != next.run && (gap > size / 10 || is_whole_amount(&word.text));
    (is_new_text || gap > size * 3 / 10) && is_ruled(last, next, rulings)
}

/// Whether a text is an amount with all its decimals.
fn is_whole_amount(text: &str) -> bool {
    let decimals = text.rsplit_once('.').map_or(0, |(_, after)| after.len());
    decimals >= 2 && text.chars().all(is_of_figure)
}

/// Whether a text is an amount whose thousands are set apart: 12,665,092.
fn is_grouped(text: &str) -> bool {
    let groups: Vec<&str> = text.split(',').collect();
    let are_digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3)
        && groups.iter().all(are_digits)
}

/// Whether a text of its own begins at a glyph: cells stand close to each other where a figure
/// fills its own up to the right, or two headings theirs.
fn begins_another(word: &Word, last: &Glyph, next: &Glyph) -> bool {
    let (gap, size) = (next.left - last.right, last.size.max(next.size));
    last.run != next.run
        && (gap > size * 3 / 10 && is_after_figure(word, next.c)
            || gap > size * 4 / 10
                && is_set_close(word)
                && (is_wide(next.c) || next.c.is_ascii_digit()))
}

/// Whether a word is a whole amount, a dash for none or a code and no more, and what comes next
/// is not its unit.
fn is_after_figure(word: &Word, next: char) -> bool {
    let is_amount = is_whole_amount(&word.text) || is_grouped(&word.text) || word.text == "0";
    let is_code = word.text.bytes().all(|byte| byte.is_ascii_digit());
    let begins = |units: &str| is_wide(next) && !units.contains(next);
    // A dash in the place of an amount.
    let is_dash = word
        .text
        .chars()
        .all(|c| matches!(c, '-' | '－' | '—' | '–'));
    is_dash && begins(UNITS)
        || is_amount && (begins(UNITS) || next.is_ascii_digit() || next == '-')
        || is_code && begins(UNITS) && begins(COUNTED)
}

/// What stands behind an amount in a sentence.
const UNITS: &str = "万亿元％，、；。：）";

/// What stands behind a whole number in a sentence.
const COUNTED: &str = "年月日号个项人名辆台套次户家";

/// Whether a word that ends with Chinese characters is not spread out, as titles are.
fn is_set_close(word: &Word) -> bool {
    let count =
        |fits: fn(char) -> bool| narrow::<Length>(word.text.chars().filter(|c| fits(*c)).count());
    let (wide, others) = (count(is_wide), count(|c| !is_wide(c)));
    let is_plain = word.text.ends_with(is_wide) && !word.text.contains(char::is_whitespace);
    let set_close = word.size * (wide * 10 + others * 6);
    wide > 1 && is_plain && (word.right - word.left) * 100 <= set_close * 11
}

/// Whether a vertical line stands between two glyphs.
fn is_ruled(last: &Glyph, next: &Glyph, rulings: &Rulings) -> bool {
    let y = last.baseline - last.size / 3;
    rulings.is_vertical_between(
        i32::midpoint(last.left, last.right),
        i32::midpoint(next.left, next.right),
        y,
    )
}

fn is_of_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '%')
}

/// Whether a character is as wide as it is high.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// The text of words that stand in one cell or paragraph, line by line. A figure that the cell,
/// of that width where lines draw it, divided is one again.
pub fn text_of(words: &mut [Word], cell: Option<Length>) -> String {
    words.sort_by_key(|word| (word.baseline, word.left));
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for word in words.iter() {
        match lines.last_mut() {
            Some(line) if word.baseline - line[0].baseline <= line[0].size.min(word.size) / 2 => {
                line.push(word);
            }
            _ => lines.push(vec![word]),
        }
    }
    let mut text = String::new();
    // Whether the line before left no room for what comes next.
    let mut is_full = false;
    for line in lines {
        let full = fills(&line, cell);
        let line = line_of(line);
        let goes_on = text.is_empty() || is_full && is_divided_figure(&text, &line);
        if !goes_on {
            text.push('\n');
        }
        text.push_str(&line);
        is_full = full;
    }
    text
}

/// Whether a line leaves no room for another digit in its cell. Where no lines draw the cell,
/// a line of four figures may.
fn fills(line: &[&Word], cell: Option<Length>) -> bool {
    let left = line.iter().map(|word| word.left).min().unwrap_or(0);
    let right = line.iter().map(|word| word.right).max().unwrap_or(0);
    let size = line.iter().map(|word| word.size).max().unwrap_or(0);
    match cell {
        // The margins of a cell are up to a character wide, at either side.
        Some(width) => right - left + size * 5 / 2 >= width,
        None => line.iter().map(|word| word.text.len()).sum::<usize>() >= 4,
    }
}

fn line_of(mut line: Vec<&Word>) -> String {
    let mut text = String::new();
    line.sort_by_key(|word| word.left);
    for (index, word) in line.iter().enumerate() {
        if index > 0 && word.left - line[index - 1].right > POINT / 2 {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// Whether a narrow cell divided a figure: the end of a line and the beginning of the next are
/// digits, and the figure before is not already whole.
fn is_divided_figure(before: &str, next: &str) -> bool {
    let last = before.lines().next_back().unwrap_or_default();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let ends = last.ends_with(is_part) && next.starts_with(is_part);
    let figures = last.chars().chain(next.chars()).all(is_of_figure);
    let in_name = last.contains(is_wide) && next.contains(is_wide);
    let decimals = last.rsplit_once('.').map_or(0, |(_, after)| after.len());
    let is_short = next.chars().count() <= 6;
    ends && (in_name
        || figures && decimals < 2 && is_short && !(next.contains(',') && decimals > 0))
}
