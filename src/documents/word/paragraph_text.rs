/*!
The text of a paragraph, run by run, as it holds.

What is struck out, hidden or deleted is no part of it, nor is the raised mark of a note.
*/

use super::super::raised::LeftOutMark;

/// How a run looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dress {
    /// Struck out.
    pub struck: bool,
    /// Not shown, in the colour of the ground, or too small to be seen.
    pub hidden: bool,
    /// Taken out while changes were tracked.
    pub deleted: bool,
    /// Raised or lowered.
    pub raised: bool,
}

/// A paragraph that has ended: its text, and how many runs with digits in it are struck out or not
/// seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndedText {
    pub text: String,
    pub struck: usize,
    pub hidden: usize,
}

/// A paragraph that has not ended.
#[derive(Debug, Default)]
pub struct ParagraphText {
    text: String,
    raised: String,
    mark: LeftOutMark,
    /// Whether the run that is struck out holds digits.
    has_struck_digits: bool,
    /// How many runs with digits were struck out, and how many are not seen.
    struck: usize,
    has_hidden_digits: bool,
    hidden: usize,
}

impl ParagraphText {
    /// Adds a character.
    pub fn push(&mut self, c: char, dress: Dress) {
        if !dress.struck {
            self.end_struck();
        }
        if !dress.raised {
            self.end_raised();
        }
        if !dress.hidden {
            self.end_hidden();
        }
        if dress.hidden || dress.deleted {
            self.has_hidden_digits |= !dress.deleted && c.is_ascii_digit();
            return;
        }
        if dress.struck {
            self.has_struck_digits |= c.is_ascii_digit();
        } else if dress.raised {
            self.raised.push(c);
        } else {
            let mut bytes = [0; 4];
            self.mark.before(c.encode_utf8(&mut bytes), &mut self.text);
            self.text.push(c);
        }
    }

    /// Adds a text.
    pub fn push_str(&mut self, text: &str, dress: Dress) {
        for c in text.chars() {
            self.push(c, dress);
        }
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.raised.is_empty()
    }

    /// Ends the paragraph.
    pub fn end(&mut self) -> EndedText {
        self.end_struck();
        self.end_hidden();
        self.end_raised();
        let ended = std::mem::take(self);
        EndedText {
            text: ended.text,
            struck: ended.struck,
            hidden: ended.hidden,
        }
    }

    fn end_struck(&mut self) {
        self.struck += usize::from(self.has_struck_digits);
        self.has_struck_digits = false;
    }

    fn end_hidden(&mut self) {
        self.hidden += usize::from(self.has_hidden_digits);
        self.has_hidden_digits = false;
    }

    fn end_raised(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        self.mark.add(raised, &mut self.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_hold_is_left_out() {
        let plain = Dress::default();
        let struck = Dress {
            struck: true,
            ..plain
        };
        let raised = Dress {
            raised: true,
            ..plain
        };
        let hidden = Dress {
            hidden: true,
            ..plain
        };
        let mut text = ParagraphText::default();
        text.push_str("120", struck);
        text.push_str("150", plain);
        text.push('①', raised);
        text.push_str("9", hidden);
        text.push_str(" km", plain);
        text.push('2', raised);
        let ended = EndedText {
            text: "150 km2".to_owned(),
            struck: 1,
            hidden: 1,
        };
        assert_eq!(text.end(), ended);
        assert!(text.is_empty());
    }
}
