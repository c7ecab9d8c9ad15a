/*!
Raised and lowered text: the mark of a note is no part of the figure or name before it.
*/

/// Whether text that is raised or lowered is the mark of a note: behind a letter it is a power or
/// an index (`m²`, `CO₂`), and so is a 2 or 3 behind a metre.
pub fn is_note_mark(raised: &str, before: &str) -> bool {
    let raised = raised.trim();
    let last = before.trim_end().chars().next_back();
    let is_power = matches!(raised, "2" | "3") && last == Some('米');
    let is_of_letter = last.is_some_and(|c| c.is_ascii_alphabetic());
    // A word that somebody set smaller is text.
    let is_short = raised.chars().count() <= 5
        && raised
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || !c.is_alphabetic() || matches!(c, '注' | '备'));
    is_short && !is_power && !is_of_letter
}

/// The mark of a note that was left out last: between digits it stays, for without it two texts
/// would be one figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOutMark(String);

impl LeftOutMark {
    /// Adds raised text, unless it is a mark.
    pub fn add(&mut self, raised: String, text: &mut String) {
        if raised.is_empty() {
            return;
        }
        if is_note_mark(&raised, text) {
            self.0 = raised;
        } else {
            text.push_str(&raised);
        }
    }

    /// Brings the mark back where the next text goes on with digits.
    pub fn before(&mut self, next: &str, text: &mut String) {
        if next.is_empty() || self.0.is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.0);
        let is_among = text.ends_with(|c: char| c.is_ascii_digit())
            && next.starts_with(|c: char| c.is_ascii_digit());
        if is_among {
            text.push_str(&mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_between_digits_stays() {
        let joined = |next: &str| {
            let (mut mark, mut text) = (LeftOutMark::default(), "65.50".to_owned());
            mark.add("注".to_owned(), &mut text);
            mark.before(next, &mut text);
            text + next
        };
        assert_eq!(
            [joined("1"), joined(" 1"), joined("")],
            ["65.50注1", "65.50 1", "65.50"]
        );
    }
}
