/*!
A line of text being typed.

Where text is typed, only Enter, Esc, the arrows, Tab and Ctrl keys are commands.
*/

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

/// A text and the cursor in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    text: String,
    at: usize,
    /// How much longer than usual the text may become, in bytes.
    more: usize,
}

/// The longest text that may be typed, in bytes.
const LONGEST: usize = 400;
/// The same of a note.
const LONGEST_NOTE: usize = 3000;

impl Field {
    /// A field that holds a text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            at: text.len(),
            more: 0,
        }
    }

    /// The same for a text as long as a note.
    pub fn for_note(text: &str) -> Self {
        Self {
            more: LONGEST_NOTE - LONGEST,
            ..Self::new(text)
        }
    }

    /// Whether no more can be typed.
    pub fn is_full(&self) -> bool {
        // A Chinese character takes three bytes, the rarest four.
        self.text.len() + 4 > LONGEST + self.more
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Puts in a text; controls in it become blanks.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if c.is_control() { ' ' } else { c };
            if self.text.len() + c.len_utf8() <= LONGEST + self.more {
                self.text.insert(self.at, c);
                self.at += c.len_utf8();
            }
        }
    }

    /// Takes a key; false where it is none for a text.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('u') if control => {
                self.text.drain(..self.at);
                self.at = 0;
            }
            KeyCode::Char('w') if control => self.delete_word(),
            KeyCode::Char(_) if control => return false,
            KeyCode::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace => self.delete_back(),
            KeyCode::Delete => self.delete_forward(),
            KeyCode::Left => self.at -= self.last_before(),
            KeyCode::Right => self.at += self.first_after(),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            _ => return false,
        }
        true
    }

    fn last_before(&self) -> usize {
        self.text[..self.at]
            .graphemes(true)
            .next_back()
            .map_or(0, str::len)
    }

    fn first_after(&self) -> usize {
        self.text[self.at..]
            .graphemes(true)
            .next()
            .map_or(0, str::len)
    }

    fn delete_back(&mut self) {
        let from = self.at - self.last_before();
        self.text.drain(from..self.at);
        self.at = from;
    }

    fn delete_forward(&mut self) {
        let to = self.at + self.first_after();
        self.text.drain(self.at..to);
    }

    fn delete_word(&mut self) {
        let before = self.text[..self.at].trim_end();
        let from = before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
        self.text.drain(from..self.at);
        self.at = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut Field, code: KeyCode) {
        assert!(field.press(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    #[test]
    fn typing_and_deleting() {
        let mut field = Field::new("职业");
        field.insert("年金\n");
        assert_eq!(field.text(), "职业年金 ");
        press(&mut field, KeyCode::Backspace);
        press(&mut field, KeyCode::Left);
        press(&mut field, KeyCode::Char('x'));
        assert_eq!((field.before(), field.text()), ("职业年x", "职业年x金"));
        press(&mut field, KeyCode::Delete);
        assert_eq!(field.text(), "职业年x");
        let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        let mut words = Field::new("社保 经办 ");
        assert!(words.press(control('w')));
        assert_eq!(words.text(), "社保 ");
        assert!(words.press(control('u')));
        assert_eq!(words.text(), "");
        assert!(!words.press(control('z')));
    }
}
