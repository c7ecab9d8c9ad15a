/*!
From the bytes of a terminal to keys.

Over a slow line the bytes of one arrow key arrive in pieces, and the answer to a
question about the cursor's place arrives late and among keys. So what begins
with ESC waits: a lone ESC becomes the key only when nothing has followed for a
moment, a sequence once begun is never broken up into keys, and an answer is
never a key.

A terminal may be in modes that an earlier program left on: then keys come as CSI u
or modifyOtherKeys, and the mouse reports where it is. The former are keys like any
other, the latter are swallowed whole.
*/

mod key_codes;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use key_codes::{
    Parameter, RELEASED, coded, key, modifiers_of, named, numbered, parameters, plain,
};
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
/// How long a paste waits for more before it is taken to be over, its end mark lost.
const HOLD_FOR_PASTE: Duration = Duration::from_secs(1);
/// How long the place of a mouse report may come behind its beginning.
const HOLD_FOR_MOUSE: Duration = Duration::from_millis(500);
/// No sequence of a key or an answer is longer than so many bytes.
const LONGEST_SEQUENCE: usize = 256;
/// No string that a terminal answers with is.
const LONGEST_STRING: usize = 1 << 12;
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

/// The reading of the first pending bytes.
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
                let Some(text) = self.take_paste() else {
                    inputs.extend(self.interrupted());
                    break;
                };
                inputs.push(Input::Paste(text));
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
        if self.paste.is_some() {
            return Some(HOLD_FOR_PASTE);
        }
        match self.pending.as_slice() {
            [0x1b, b'[', b'M', ..] => return Some(HOLD_FOR_MOUSE),
            [0x1b] | [0x1b, b'O' | b']' | b'P'] => {}
            [0x1b, b'['] if self.escape_given => {}
            [0x1b, b']' | b'P', ..] => return Some(HOLD_FOR_PASTE),
            _ => return None,
        }
        Some(if self.answer_expected && self.patient {
            HOLD_FOR_ANSWER
        } else {
            HOLD
        })
    }

    /// Nothing has followed: a paste is over, and what is pending are keys of their own
    /// unless it is the beginning of what is no key.
    pub fn give_up(&mut self) -> Vec<Input> {
        let pending = std::mem::take(&mut self.pending);
        let given = std::mem::take(&mut self.escape_given);
        if let Some(mut paste) = self.paste.take() {
            paste.extend(pending);
            let text = String::from_utf8_lossy(&paste).into_owned();
            return vec![Input::Paste(text)];
        }
        if let [0x1b, b'[' | b']' | b'P', _, ..] = pending.as_slice() {
            return Vec::new();
        }
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
            Some(b']' | b'P') => self.string(),
            Some(b'O') => match self.pending.get(2) {
                None => Step::Wait,
                Some(&last) => Step::Take(3, named(last, KeyModifiers::NONE)),
            },
            Some(_) => Step::Take(1, key(KeyCode::Esc, KeyModifiers::NONE)),
        }
    }

    /// A string that a terminal answers with, to whoever asked: it begins with a number and
    /// ends with BEL or ST. Anything else behind these letters was typed with Alt.
    fn string(&self) -> Step {
        let body = self.pending.get(2..).unwrap_or_default();
        let is_answer = |byte: &u8| byte.is_ascii_digit() || b">!$+".contains(byte);
        match body.first() {
            None => return Step::Wait,
            Some(first) if !is_answer(first) => {
                return Step::Take(1, key(KeyCode::Esc, KeyModifiers::NONE));
            }
            Some(_) => {}
        }
        match body.iter().position(|byte| *byte < 0x20) {
            None if body.len() > LONGEST_STRING => Step::Take(self.pending.len(), None),
            None => Step::Wait,
            Some(end) => match body.get(end..) {
                Some([0x07, ..]) => Step::Take(2 + end + 1, None),
                Some([0x1b]) => Step::Wait,
                Some([0x1b, b'\\', ..]) => Step::Take(2 + end + 2, None),
                // What broke it off is read anew.
                _ => Step::Take(2 + end, None),
            },
        }
    }

    fn control_sequence(&mut self) -> Step {
        let body = self.pending.get(2..).unwrap_or_default();
        match body {
            [b'[', _, ..] => return Step::Take(4, None),
            [b'['] => return Step::Wait,
            [b'M', place @ ..] => return mouse_report(place),
            _ => {}
        }
        let Some(end) = body.iter().position(|byte| !(0x20..0x40).contains(byte)) else {
            return if body.len() > LONGEST_SEQUENCE {
                Step::Take(self.pending.len(), None)
            } else {
                Step::Wait
            };
        };
        let (said, last) = (&body[..end], body[end]);
        if !(0x40..0x7f).contains(&last) {
            // A sequence that breaks off: what broke it is read anew.
            return Step::Take(2 + end, None);
        }
        let input = if said.first().is_some_and(|first| b"<=>?".contains(first)) {
            // Answers, and what the mouse did (`CSI < 65;10;5 M`).
            None
        } else {
            let parameters = parameters(&String::from_utf8_lossy(said));
            self.sequence(&parameters, last)
        };
        Step::Take(2 + end + 1, input)
    }

    fn sequence(&mut self, parameters: &[Parameter], last: u8) -> Option<Input> {
        let first = parameters.first().map_or(0, |parameter| parameter.number);
        let second = parameters.get(1).copied().unwrap_or_default();
        let third = parameters.get(2).map_or(0, |parameter| parameter.number);
        if second.event == RELEASED {
            return None;
        }
        let modifiers = modifiers_of(second.number.saturating_sub(1));
        match (last, parameters.len()) {
            // Unasked it is F3 with Shift, Alt or Ctrl.
            (b'R', 2) if self.answer_expected => {
                let place = |number| u16::try_from(number).unwrap_or(0);
                Some(Input::CursorAt(place(first), place(second.number)))
            }
            // What the mouse did, as some terminals report it.
            (b'M', _) => None,
            (b'u', _) => coded(first, modifiers),
            (b'~', _) if first == 27 => coded(third, modifiers),
            (b'~', _) if first == 200 => {
                self.paste = Some(Vec::new());
                None
            }
            (b'~', _) => numbered(first).and_then(|code| key(code, modifiers)),
            _ => named(last, modifiers),
        }
    }

    /// Ctrl-C, where it is the last that came: it was typed by somebody whose keys a paste
    /// without an end swallows.
    fn interrupted(&mut self) -> Option<Input> {
        if !self.paste.as_deref().is_some_and(ends_in_control_c) {
            return None;
        }
        self.paste = None;
        Some(plain(0x03))
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

/// A mouse report of three characters, as the oldest mode has them; each is a byte, or two
/// where the terminal writes them in UTF-8. A control character is none of them.
fn mouse_report(place: &[u8]) -> Step {
    let mut taken = 0;
    for _ in 0..3 {
        taken += match place.get(taken..) {
            None | Some([]) => return Step::Wait,
            Some([..0x20, ..]) => break,
            Some([0xc2..=0xdf, 0x80..=0xbf, ..]) => 2,
            Some(_) => 1,
        };
    }
    Step::Take(3 + taken, None)
}

/// Whether the last of some bytes is Ctrl-C, however it is written.
fn ends_in_control_c(bytes: &[u8]) -> bool {
    [b"\x03".as_slice(), b"\x1b[99;5u", b"\x1b[27;5;99~"]
        .iter()
        .any(|control_c| bytes.ends_with(control_c))
}

fn first_character(text: &str) -> Step {
    match text.chars().next() {
        Some(c) => Step::Take(c.len_utf8(), key(KeyCode::Char(c), KeyModifiers::NONE)),
        None => Step::Wait,
    }
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

    fn control(c: char) -> Input {
        Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
    }

    #[test]
    fn keys_as_csi_u_and_as_modify_other_keys() {
        for (bytes, input) in [
            ("\x1b[99;5u", control('c')),
            ("\x1b[99;5:1u", control('c')),
            ("\x1b[99:67:99;69u", control('c')),
            ("\x1b[27;5;99~", control('c')),
            ("\x1b[27u", pressed(KeyCode::Esc)),
            ("\x1b[27;1;27~", pressed(KeyCode::Esc)),
            ("\x1b[91;5u", pressed(KeyCode::Esc)),
            ("\x1b[13u", pressed(KeyCode::Enter)),
            ("\x1b[57414u", pressed(KeyCode::Enter)),
            ("\x1b[9;2u", pressed(KeyCode::BackTab)),
            ("\x1b[127u", pressed(KeyCode::Backspace)),
            ("\x1b[106u", pressed(KeyCode::Char('j'))),
            ("\x1b[106;2u", pressed(KeyCode::Char('J'))),
            ("\x1b[27;2;74~", pressed(KeyCode::Char('J'))),
            ("\x1b[24180u", pressed(KeyCode::Char('年'))),
            ("\x1b[57405u", pressed(KeyCode::Char('6'))),
        ] {
            for cut in 0..bytes.len() {
                let mut decoder = Decoder::default();
                let mut inputs = decoder.feed(&bytes.as_bytes()[..cut]);
                inputs.extend(decoder.feed(&bytes.as_bytes()[cut..]));
                assert_eq!(inputs, std::slice::from_ref(&input), "{bytes:?}");
            }
        }
        // A key let go of, and one that has no character.
        assert_eq!(Decoder::default().feed(b"\x1b[99;5:3u\x1b[57358u"), []);
    }

    #[test]
    fn what_the_mouse_does_is_no_key() {
        for report in [
            "\x1b[<65;10;5M",
            "\x1b[<0;10;5m",
            "\x1b[M qq",
            "\x1b[M \u{a1}\u{a2}",
            "\x1b[32;10;5M",
            "\x1b[I",
            "\x1b[O",
            "\x1b[?1;2c",
            "\x1b]11;rgb:0000/0000/0000\x1b\\",
            "\x1b]11;rgb:0000/0000/0000\x07",
            "\x1bP>|xterm(390)\x1b\\",
        ] {
            let bytes = format!("{report}j");
            for cut in 1..bytes.len() {
                let mut decoder = Decoder::default();
                let mut inputs = decoder.feed(&bytes.as_bytes()[..cut]);
                inputs.extend(decoder.feed(&bytes.as_bytes()[cut..]));
                assert_eq!(inputs, typed("j"), "{report:?} cut at {cut}");
            }
        }
        // One that breaks off leaves the next key alone.
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b[M q"), []);
        assert_eq!(decoder.hold(), Some(HOLD_FOR_MOUSE));
        assert_eq!(decoder.give_up(), []);
        assert_eq!(decoder.feed(b"q"), typed("q"));
        assert_eq!(Decoder::default().feed(b"\x1b[M \x03"), [control('c')]);
    }

    #[test]
    fn a_paste_whose_end_is_lost_ends_by_itself() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b[200~abc"), []);
        assert_eq!(decoder.hold(), Some(HOLD_FOR_PASTE));
        assert_eq!(decoder.give_up(), [Input::Paste("abc".to_owned())]);
        assert_eq!(decoder.hold(), None);
        // The end, late after all, is no key, and the keys are keys again.
        assert_eq!(decoder.feed(b"\x1b[201~j"), typed("j"));
        // Whoever cannot wait presses Ctrl-C.
        for control_c in ["\x03", "\x1b[99;5u", "jjjj\x03"] {
            decoder.feed(b"\x1b[200~abc");
            assert_eq!(decoder.feed(control_c.as_bytes()), [control('c')]);
            let at_once = format!("\x1b[200~abc{control_c}");
            assert_eq!(decoder.feed(at_once.as_bytes()), [control('c')]);
        }
    }

    #[test]
    fn no_sequence_grows_without_end() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[");
        decoder.feed(&[b'1'; 1000]);
        assert!(decoder.pending.is_empty());
        decoder.feed(b"\x1b]1");
        decoder.feed(&[b'1'; 10_000]);
        assert!(decoder.pending.is_empty());
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
