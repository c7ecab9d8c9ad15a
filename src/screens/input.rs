/*!
From the bytes of a terminal to keys.

Over a slow line the bytes of one arrow key arrive in pieces, and the answer to a
question about the cursor's place arrives late and among keys. So what begins
with ESC waits: a lone ESC becomes the key only when nothing has followed for a
moment, a sequence once begun is never broken up into keys, and an answer is
never a key.
*/

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::time::Duration;

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// A text pasted as one.
    Paste(String),
    /// The answer to the question where the cursor is: row and column, from 1.
    CursorAt(u16, u16),
}

/// How long a lone ESC waits for the rest of a sequence.
const HOLD: Duration = Duration::from_millis(125);
/// The same while an answer from the terminal, which begins with ESC, is on its way.
const HOLD_FOR_ANSWER: Duration = Duration::from_millis(500);
/// No pasted text may grow beyond this many bytes.
const LONGEST_PASTE: usize = 1 << 16;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Puts bytes together to keys, however they are cut.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// An answer from the terminal is on its way, and may be late.
    answer_expected: bool,
    /// The user has not waited long for it yet.
    patient: bool,
    /// The ESC before the pending bytes has already been given out as a key.
    escape_given: bool,
    /// Nothing has come since an ESC was given out as a key.
    after_escape: bool,
}

/// What the beginning of the pending bytes is.
enum Step {
    /// So many bytes make this.
    Take(usize, Option<Input>),
    /// Not whole yet.
    Wait,
}

impl Decoder {
    /// Expects an answer from the terminal: a lone ESC waits longer.
    pub fn expect_answer(&mut self) {
        self.answer_expected = true;
        self.patient = true;
    }

    /// Whether an answer is on its way that is not given up yet.
    pub fn awaits_answer(&self) -> bool {
        self.answer_expected && self.patient
    }

    /// A lone ESC no longer waits longer for an answer that is late.
    pub fn lose_patience(&mut self) {
        self.patient = false;
    }

    /// Takes bytes and gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        if self.after_escape && self.answer_expected && bytes.first() == Some(&b'[') {
            self.pending.push(0x1b);
            self.escape_given = true;
        }
        self.after_escape = false;
        self.pending.extend_from_slice(bytes);
        let mut inputs = Vec::new();
        while !self.pending.is_empty() {
            if self.paste.is_some() {
                match self.take_paste() {
                    Some(text) => inputs.push(Input::Paste(text)),
                    None => break,
                }
                continue;
            }
            match self.step() {
                Step::Wait => break,
                Step::Take(count, input) => {
                    self.pending.drain(..count);
                    self.escape_given = false;
                    inputs.extend(input);
                }
            }
        }
        if inputs
            .iter()
            .any(|input| matches!(input, Input::CursorAt(..)))
        {
            self.answer_expected = false;
        }
        inputs
    }

    /// How long to wait for more before [`Decoder::give_up`]; none where only the rest
    /// of a sequence can follow, or where nothing is pending.
    pub fn hold(&self) -> Option<Duration> {
        let lone = match self.pending.as_slice() {
            [0x1b] | [0x1b, b'O'] => true,
            [0x1b, b'['] => self.escape_given,
            _ => false,
        };
        (lone && self.paste.is_none()).then_some(if self.answer_expected && self.patient {
            HOLD_FOR_ANSWER
        } else {
            HOLD
        })
    }

    /// Nothing has followed: what is pending are keys of their own.
    pub fn give_up(&mut self) -> Vec<Input> {
        let pending = std::mem::take(&mut self.pending);
        let given = std::mem::take(&mut self.escape_given);
        self.after_escape = pending == [0x1b];
        pending
            .iter()
            .skip(usize::from(given))
            .map(|&byte| plain(byte))
            .collect()
    }

    fn step(&mut self) -> Step {
        match self.pending[0] {
            0x1b => self.escape(),
            byte if byte < 0x80 => Step::Take(1, Some(plain(byte))),
            _ => self.character(),
        }
    }

    /// A character of several bytes; what is no UTF-8 is dropped.
    fn character(&self) -> Step {
        let some = &self.pending[..self.pending.len().min(4)];
        match std::str::from_utf8(some) {
            Ok(text) => first_character(text),
            Err(error) if error.valid_up_to() > 0 => {
                let text = std::str::from_utf8(&some[..error.valid_up_to()]);
                first_character(text.unwrap_or_default())
            }
            Err(error) => match error.error_len() {
                None => Step::Wait,
                Some(length) => Step::Take(length, None),
            },
        }
    }

    fn escape(&mut self) -> Step {
        match self.pending.get(1) {
            None => Step::Wait,
            Some(b'[') => self.control_sequence(),
            Some(b'O') => match self.pending.get(2) {
                None => Step::Wait,
                Some(&last) => Step::Take(3, named(last, KeyModifiers::NONE)),
            },
            Some(_) => Step::Take(1, key(KeyCode::Esc, KeyModifiers::NONE)),
        }
    }

    fn control_sequence(&mut self) -> Step {
        let body = &self.pending[2..];
        if body.first() == Some(&b'[') {
            return if body.len() < 2 {
                Step::Wait
            } else {
                Step::Take(4, None)
            };
        }
        let Some(end) = body.iter().position(|byte| !(0x20..0x40).contains(byte)) else {
            return Step::Wait;
        };
        let last = body[end];
        if !(0x40..0x7f).contains(&last) {
            // A sequence that breaks off: what broke it is read anew.
            return Step::Take(2 + end, None);
        }
        let parameters: Vec<u16> = String::from_utf8_lossy(&body[..end])
            .split(';')
            .map(|number| number.parse().unwrap_or(0))
            .collect();
        let input = self.sequence(&parameters, last);
        Step::Take(2 + end + 1, input)
    }

    fn sequence(&mut self, parameters: &[u16], last: u8) -> Option<Input> {
        let modifiers = match parameters.get(1) {
            Some(&code) if code > 0 => modifiers_of(code - 1),
            _ => KeyModifiers::NONE,
        };
        match (last, parameters) {
            // Unasked it is F3 with Shift, Alt or Ctrl.
            (b'R', &[row, column]) if self.answer_expected => Some(Input::CursorAt(row, column)),
            (b'~', [200, ..]) => {
                self.paste = Some(Vec::new());
                None
            }
            (b'~', [number, ..]) => numbered(*number).and_then(|code| key(code, modifiers)),
            _ => named(last, modifiers),
        }
    }

    /// The pasted text, once its end has come.
    fn take_paste(&mut self) -> Option<String> {
        let paste = self.paste.as_mut()?;
        paste.append(&mut self.pending);
        let end = paste
            .windows(PASTE_ENDS.len())
            .position(|window| window == PASTE_ENDS);
        let Some(end) = end else {
            if paste.len() > LONGEST_PASTE {
                // Keep what may be the beginning of the end.
                let keep = paste.len() - PASTE_ENDS.len();
                paste.drain(..keep);
            }
            return None;
        };
        self.pending = paste.split_off(end + PASTE_ENDS.len());
        paste.truncate(end);
        let text = String::from_utf8_lossy(paste).into_owned();
        self.paste = None;
        Some(text)
    }
}

fn first_character(text: &str) -> Step {
    match text.chars().next() {
        Some(c) => Step::Take(c.len_utf8(), key(KeyCode::Char(c), KeyModifiers::NONE)),
        None => Step::Wait,
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

/// A key of one ASCII byte.
fn plain(byte: u8) -> Input {
    let (code, modifiers) = match byte {
        b'\r' | b'\n' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7f | 0x08 => (KeyCode::Backspace, KeyModifiers::NONE),
        0x1b => (KeyCode::Esc, KeyModifiers::NONE),
        0 => (KeyCode::Null, KeyModifiers::NONE),
        1..=26 => (
            KeyCode::Char(char::from(byte - 1 + b'a')),
            KeyModifiers::CONTROL,
        ),
        28..=31 => (
            KeyCode::Char(char::from(byte - 28 + b'4')),
            KeyModifiers::CONTROL,
        ),
        _ => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
    };
    Input::Key(KeyEvent::new(code, modifiers))
}

fn modifiers_of(bits: u16) -> KeyModifiers {
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

/// A key whose sequence ends in a letter.
fn named(last: u8, modifiers: KeyModifiers) -> Option<Input> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'Z' => KeyCode::BackTab,
        b'M' => KeyCode::Enter,
        _ => return None,
    };
    key(code, modifiers)
}

/// A key whose sequence ends in a number and `~`.
fn numbered(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode) -> Input {
        Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn typed(text: &str) -> Vec<Input> {
        text.chars().map(|c| pressed(KeyCode::Char(c))).collect()
    }

    #[test]
    fn whole_sequences() {
        for (bytes, code) in [
            ("\x1b[A", KeyCode::Up),
            ("\x1bOB", KeyCode::Down),
            ("\x1b[6~", KeyCode::PageDown),
            ("\x1b[H", KeyCode::Home),
            ("\x1b[Z", KeyCode::BackTab),
            ("\r", KeyCode::Enter),
            ("\x7f", KeyCode::Backspace),
            ("年", KeyCode::Char('年')),
        ] {
            assert_eq!(Decoder::default().feed(bytes.as_bytes()), [pressed(code)]);
        }
        let shifted = Input::Key(KeyEvent::new(KeyCode::Right, KeyModifiers::SHIFT));
        assert_eq!(Decoder::default().feed(b"\x1b[1;2C"), [shifted]);
        let control = Input::Key(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL));
        assert_eq!(Decoder::default().feed(b"\x1a"), [control]);
    }

    #[test]
    fn every_cut_gives_the_same_keys() {
        let bytes = "j\x1b[A年\x1b[5~\x1bOB\x1b[1;80Rq".as_bytes();
        let asking = || {
            let mut decoder = Decoder::default();
            decoder.expect_answer();
            decoder
        };
        let whole = asking().feed(bytes);
        assert_eq!(whole.len(), 7);
        for cut in 0..bytes.len() {
            let mut decoder = asking();
            let mut inputs = decoder.feed(&bytes[..cut]);
            inputs.extend(decoder.feed(&bytes[cut..]));
            assert_eq!(inputs, whole, "cut at {cut}");
        }
    }

    #[test]
    fn a_lone_escape_is_a_key_after_a_moment() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert_eq!(decoder.hold(), Some(HOLD));
        assert_eq!(decoder.give_up(), [pressed(KeyCode::Esc)]);
        assert_eq!(decoder.hold(), None);
        assert_eq!(decoder.feed(b"\x1b\x1b"), [pressed(KeyCode::Esc)]);
        assert_eq!(
            decoder.feed(b"j"),
            [pressed(KeyCode::Esc), typed("j").remove(0)]
        );
    }

    #[test]
    fn an_answer_is_no_key_however_late() {
        let mut decoder = Decoder::default();
        decoder.expect_answer();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert_eq!(decoder.hold(), Some(HOLD_FOR_ANSWER));
        assert_eq!(decoder.give_up(), [pressed(KeyCode::Esc)]);
        assert_eq!(decoder.feed(b"["), []);
        assert!(decoder.hold().is_some());
        assert_eq!(decoder.feed(b"1;"), []);
        assert_eq!(decoder.hold(), None);
        assert_eq!(
            decoder.feed(b"3Rj"),
            [Input::CursorAt(1, 3), typed("j").remove(0)]
        );
    }

    #[test]
    fn a_function_key_is_no_answer() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b[1;5R"), []);
        decoder.expect_answer();
        assert_eq!(decoder.feed(b"\x1b[1;2R"), [Input::CursorAt(1, 2)]);
        assert_eq!(decoder.feed(b"\x1b[1;5R"), []);
    }

    #[test]
    fn a_bracket_typed_after_escape_is_a_bracket() {
        let mut decoder = Decoder::default();
        decoder.expect_answer();
        decoder.feed(b"\x1b");
        decoder.give_up();
        assert_eq!(decoder.feed(b"["), []);
        assert_eq!(decoder.give_up(), typed("["));
        assert_eq!(decoder.feed(b"["), typed("["));
    }

    #[test]
    fn what_is_pasted_is_no_key() {
        let bytes = "\x1b[200~qq\x1b[A年\x1b[201~j".as_bytes();
        for cut in 0..bytes.len() {
            let mut decoder = Decoder::default();
            let mut inputs = decoder.feed(&bytes[..cut]);
            inputs.extend(decoder.feed(&bytes[cut..]));
            let pasted = Input::Paste("qq\u{1b}[A年".to_owned());
            assert_eq!(inputs, [pasted, typed("j").remove(0)], "cut at {cut}");
        }
    }

    #[test]
    fn rubbish_is_dropped_and_keys_go_on() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\xff\xc3\x28"), typed("("));
        assert_eq!(
            decoder.feed(b"\x1b[99;99X\x1b[[A\x1b[12\x1b[B"),
            [pressed(KeyCode::Down)]
        );
    }
}
