/*!
The words of a line by where they stand: what is divided by runs of blanks, and a figure from
what stands a single blank beside it.
*/

use crate::budget::{Amount, Place};
use crate::narrow::narrow;
use crate::tables::grid::is_total_word;
use crate::tables::lines::{Cell, Line, is_chinese, squeeze};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What counts as a column of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruler {
    /// Every character is one column, as pdftotext counts.
    Characters,
    /// Chinese characters are two, as a terminal or an editor shows them.
    Display,
}

impl Ruler {
    /// How many columns a character takes.
    pub fn width(self, c: char) -> usize {
        match self {
            Self::Characters => 1,
            Self::Display => c.width().unwrap_or(0),
        }
    }
}

/// A word of a line and the columns that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The text and its place.
    pub cell: Cell,
    /// The first column.
    pub left: usize,
    /// The column behind the last one.
    pub right: usize,
    /// Whether it stands apart from what is before it: more than one blank, or nothing. Only then its
    /// first column says where it begins on the page; what follows a single blank is packed.
    pub is_apart: bool,
}

impl Token {
    /// The text.
    pub fn text(&self) -> &str {
        &self.cell.text
    }

    /// Twice the middle.
    pub fn middle(&self) -> usize {
        self.left + self.right
    }

    /// Whether another stands below or above it, or beside that by a column.
    pub fn touches(&self, other: &Self) -> bool {
        other.left <= self.right && self.left <= other.right
    }

    /// Whether it is a number: an amount, a code, a count.
    pub fn is_number(&self) -> bool {
        is_number(self.text())
    }

    /// Whether it is digits alone, or a code that prints its levels apart.
    pub fn is_whole(&self) -> bool {
        self.text().bytes().all(|b| b.is_ascii_digit()) || is_divided_code(self.text())
    }
}

/// Whether a text is a code that prints its levels apart: 208-05, 208-05-01, 208.05.01. What might be an
/// amount, 208.05, is left out.
pub fn is_divided_code(text: &str) -> bool {
    let groups: Vec<&str> = text.split(['-', '－', '.']).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let are_digits = groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_digit()));
    let is_amount = groups.len() == 2 && text.contains('.');
    are_digits && !is_amount && matches!(lengths.as_slice(), [3, 2] | [3, 2, 2])
}

/// Whether a number breaks off in its thousands or at its point, so that the rest of it stands elsewhere: `157,125,`,
/// `68,012,2` and `7,556,367.`.
pub fn is_broken(text: &str) -> bool {
    if let Some(whole) = text.strip_suffix('.') {
        return whole.contains(',') && Amount::is_amount(whole) && !whole.contains('.');
    }
    let digits = text.trim_start_matches(['-', '－', '−']);
    let mut groups = digits.split(',');
    let (Some(first), Some(last)) = (groups.next(), groups.next_back()) else {
        return false;
    };
    let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && last.len() < 3
        && groups.all(|group| group.len() == 3)
        && are_digits(&digits.replace(',', ""))
}

/// Digits with separators, a sign or a percent sign; also a code in levels, and a number that breaks off.
pub fn is_number(text: &str) -> bool {
    if is_divided_code(text) || is_broken(text) {
        return true;
    }
    let digits = text.trim_start_matches(['-', '－', '−']);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        && digits.matches('.').count() <= 1
}

/// The words of a line that stand apart, each with the columns it takes. None where the text is not
/// the line as it stands in the file.
pub fn tokens(line: &Line, ruler: Ruler, is_header: bool) -> Option<Vec<Token>> {
    let [cell] = line.cells.as_slice() else {
        return None;
    };
    let length = line.text.chars().count();
    if length != (cell.place.end - cell.place.start) as usize {
        return None;
    }
    let offset = cell.place.start;
    let mut column = (offset as usize).saturating_sub(usize::from(line.begins_page));
    let mut pieces: Vec<Token> = Vec::new();
    let mut in_piece = false;
    for (at, c) in (0..).zip(line.text.chars()) {
        let right = column + ruler.width(c);
        if c.is_whitespace() {
            in_piece = false;
        } else {
            if !in_piece {
                let start = offset + at;
                pieces.push(Token {
                    cell: Cell {
                        text: String::new(),
                        place: Place::span(line.number, start, start),
                    },
                    left: column,
                    right: column,
                    is_apart: pieces.last().is_none_or(|piece| column > piece.right + 1),
                });
            }
            in_piece = true;
            if let Some(piece) = pieces.last_mut() {
                piece.cell.text.push(c);
                piece.cell.place.end = offset + at + 1;
                piece.right = right;
            }
        }
        column = right;
    }
    Some(joined(pieces, is_header))
}

/// Puts together what one word is: pieces a single blank apart, and a word that was spaced.
fn joined(pieces: Vec<Token>, is_header: bool) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match tokens.last_mut() {
            Some(before) if belong_together(before, &piece, is_header) => join(before, &piece),
            _ => tokens.push(piece),
        }
    }
    tokens
}

fn belong_together(before: &Token, piece: &Token, is_header: bool) -> bool {
    let gap = piece.left - before.right;
    let last = before.text().rsplit(' ').next().unwrap_or_default();
    let are_single = last.chars().count() == 1 && piece.text().chars().count() == 1;
    if gap > 1 {
        let word = format!("{}{}", before.text(), piece.text());
        let is_next = gap <= 2 * gap_within(before) && begins_total(&word);
        return are_single && (is_spaced_word(&word) || is_next);
    }
    // 2024 年预算数比 2023 年执行数 is one heading.
    if is_year(last, piece.text()) || is_header && last.ends_with(['比', '较']) {
        return true;
    }
    // ≥12 公里 is one value: the unit of a number that a sign is before stands behind it, as type is set.
    let is_value = is_header && last.starts_with(['≥', '≤', '＞', '＜', '>', '<', '＝', '=']);
    if is_value
        && last.ends_with(|c: char| c.is_ascii_digit())
        && piece.text().starts_with(is_chinese)
    {
        return true;
    }
    let is_number = before.is_number() || piece.is_number() || is_number(last);
    let is_dash = |text: &str| text.chars().all(|c| matches!(c, '-' | '—' | '－'));
    let stands_alone = is_number || is_dash(last) || is_dash(piece.text());
    !stands_alone && (!is_header || are_single)
}

/// Whether two pieces are a year: 2024 年.
fn is_year(number: &str, behind: &str) -> bool {
    let is_number = number.len() == 4
        && number.starts_with(['1', '2'])
        && number.bytes().all(|b| b.is_ascii_digit());
    is_number && behind.starts_with('年')
}

/// The blanks between two characters of a word that is set with some between all of them.
fn gap_within(word: &Token) -> usize {
    let pieces = word.text().split(' ').count();
    let blanks = (word.right - word.left).saturating_sub(squeeze(word.text()).width());
    blanks.checked_div(pieces - 1).unwrap_or(0)
}

/// Whether a text is the beginning of the name of a total of one side: 收 入 总 计.
fn begins_total(text: &str) -> bool {
    let text = squeeze(text);
    let totals = ["收入总计", "支出总计", "收入合计", "支出合计"];
    totals.iter().any(|total| total.starts_with(&text))
}

/// Words of two characters that are set with blanks between them.
fn is_spaced_word(text: &str) -> bool {
    let text = squeeze(text);
    is_total_word(&text)
        || matches!(
            text.as_str(),
            "金额"
                | "项目"
                | "小计"
                | "收入"
                | "支出"
                | "名称"
                | "备注"
                | "科目"
                | "单位"
                | "编码"
        )
}

fn join(before: &mut Token, piece: &Token) {
    before.cell.text.push(' ');
    before.cell.text.push_str(piece.text());
    before.cell.place.end = piece.cell.place.end;
    before.right = piece.right;
}

/// Divides a word at its single blanks where what stands behind one begins in a column in which
/// words of other lines begin.
pub fn divided(token: Token, begins: impl Fn(usize) -> bool, ruler: Ruler) -> Vec<Token> {
    // 支 出 总 计
    let mut pieces = token.text().split(' ');
    let is_spaced = pieces.all(|piece| piece.chars().count() == 1);
    if !token.text().contains(' ') || is_spaced {
        return vec![token];
    }
    let mut parts: Vec<Token> = Vec::new();
    let (mut column, mut at) = (token.left, token.cell.place.start);
    let number = token.cell.place.line;
    for piece in token.text().split(' ') {
        let width: usize = piece.chars().map(|c| ruler.width(c)).sum();
        let count = narrow::<u32>(piece.chars().count());
        let part = Token {
            cell: Cell {
                text: piece.to_owned(),
                place: Place::span(number, at, at + count),
            },
            left: column,
            right: column + width,
            is_apart: parts.is_empty() && token.is_apart,
        };
        match parts.last_mut() {
            Some(before) if !begins(column) || is_year(before.text(), piece) => {
                join(before, &part);
            }
            _ => parts.push(part),
        }
        column += width + 1;
        at += count + 1;
    }
    parts
}
