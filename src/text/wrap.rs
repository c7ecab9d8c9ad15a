/*!
Lines of at most so many columns.

Chinese breaks between any two characters, words and figures of Latin letters
and digits stay whole, and a line does not begin with a closing mark such as `，`
or `）` nor end with an opening one. Nothing is dropped but the white space at a
break, so a long name can always be read whole.
*/

use super::width::Ruler;
use unicode_segmentation::UnicodeSegmentation;

/// The text in lines of at most `cols` columns, at least one. Line ends in the text
/// end a line. A grapheme wider than `cols` stands alone on its line.
pub fn wrap(text: &str, cols: usize, ruler: Ruler) -> Vec<String> {
    text.split('\n')
        .flat_map(|paragraph| wrap_paragraph(paragraph, cols, ruler))
        .collect()
}

fn wrap_paragraph(paragraph: &str, cols: usize, ruler: Ruler) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    for piece in pieces(paragraph) {
        let width = ruler.width(piece.trim_end());
        if taken > 0 && taken + width > cols {
            lines.push(line.trim_end().to_owned());
            line.clear();
            taken = 0;
        }
        if width > cols {
            split_piece(piece, cols, ruler, &mut lines, &mut line);
            taken = ruler.width(&line);
        } else {
            line.push_str(piece);
            taken += ruler.width(piece);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// A piece too wide for a line of its own is cut between graphemes.
fn split_piece(piece: &str, cols: usize, ruler: Ruler, lines: &mut Vec<String>, line: &mut String) {
    let mut taken = 0;
    for grapheme in piece.graphemes(true) {
        let width = ruler.width(grapheme);
        if taken > 0 && taken + width > cols {
            lines.push(std::mem::take(line));
            taken = 0;
        }
        line.push_str(grapheme);
        taken += width;
    }
}

/// The parts between which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        if before.is_some_and(|before| may_break(before, grapheme)) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = Some(grapheme);
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

fn may_break(before: &str, after: &str) -> bool {
    if is_space(after) || closes(after) || opens(before) {
        return false;
    }
    is_space(before) || !(is_word(before) && is_word(after))
}

fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

/// Parts of words and figures: 11,436.06, ≥96%, R01.
fn is_word(grapheme: &str) -> bool {
    grapheme
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_graphic() || matches!(c, '≥' | '≤' | '\u{C0}'..='\u{24F}'))
}

fn closes(grapheme: &str) -> bool {
    const CLOSING: &str = "，。、；：！？）】》〉」』”’％…—,.;:!?)]}%";
    CLOSING.contains(grapheme)
}

fn opens(grapheme: &str) -> bool {
    const OPENING: &str = "（【《〈「『“‘([{";
    OPENING.contains(grapheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, cols: usize) -> Vec<String> {
        wrap(text, cols, Ruler::NARROW)
    }

    #[test]
    fn chinese_breaks_anywhere_figures_nowhere() {
        assert_eq!(wrapped("社会保险中心", 8), ["社会保险", "中心"]);
        assert_eq!(
            wrapped("合计11,436.06万元", 12),
            ["合计", "11,436.06万", "元"]
        );
        assert_eq!(wrapped("one two  three", 8), ["one two", "three"]);
        assert_eq!(wrapped("", 8), [""]);
        assert_eq!(wrapped("一\n二", 8), ["一", "二"]);
    }

    #[test]
    fn marks_keep_their_neighbours() {
        assert_eq!(wrapped("基本支出，项目", 8), ["基本支", "出，项目"]);
        assert_eq!(wrapped("支出（项目）", 6), ["支出", "（项", "目）"]);
    }

    #[test]
    fn what_is_too_wide_is_cut_between_graphemes() {
        assert_eq!(wrapped("12345678", 3), ["123", "456", "78"]);
        assert_eq!(wrapped("社会", 1), ["社", "会"]);
    }

    #[test]
    fn nothing_is_lost_and_nothing_too_wide() {
        let text = "完成职业年金“虚账”记实；补记4,660.00万元（含利息），满意度≥96%。";
        for ruler in [Ruler::NARROW, Ruler::WIDE] {
            for cols in 4..60 {
                let lines = wrap(text, cols, ruler);
                assert_eq!(lines.concat(), text);
                assert!(lines.iter().all(|line| ruler.width(line) <= cols));
            }
        }
    }
}
