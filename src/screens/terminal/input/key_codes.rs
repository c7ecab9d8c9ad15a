/*!
The codes that terminals name keys by.
*/

use crate::screens::terminal::input::Input;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A number of a sequence, and what kind of event its key is (kitty's protocol).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parameter {
    pub(super) number: u32,
    pub(super) event: u32,
}

/// The kind of event of a key that was let go of.
pub(super) const RELEASED: u32 = 3;

/// The numbers between the semicolons. What stands behind a colon says more of a number: of
/// the modifiers, whether the key was pressed or let go of.
pub(super) fn parameters(said: &str) -> Vec<Parameter> {
    said.split(';')
        .map(|parameter| {
            let mut numbers = parameter.split(':').map(|number| number.parse().ok());
            Parameter {
                number: numbers.next().flatten().unwrap_or(0),
                event: numbers.next().flatten().unwrap_or(0),
            }
        })
        .collect()
}

/// A key that is named by the code of its character (CSI u, modifyOtherKeys).
pub(super) fn coded(code: u32, modifiers: KeyModifiers) -> Option<Input> {
    if let Some(digit) = code.checked_sub(KEYPAD).filter(|digit| *digit < 10) {
        return key(KeyCode::Char(char::from_digit(digit, 10)?), modifiers);
    }
    if let Some((_, code)) = KEYPAD_KEYS.iter().find(|(number, _)| *number == code) {
        return key(*code, modifiers);
    }
    // The codes that a protocol has for keys without a character.
    let character = char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))?;
    let shift = modifiers.contains(KeyModifiers::SHIFT);
    if modifiers.contains(KeyModifiers::CONTROL) && matches!(character, '@'..='~') {
        // As the byte that the same keys send where no protocol is spoken.
        return u8::try_from(character).ok().map(|byte| plain(byte & 0x1f));
    }
    match character {
        _ if modifiers.contains(KeyModifiers::CONTROL) => {
            key(KeyCode::Char(character), KeyModifiers::CONTROL)
        }
        '\t' if shift => key(KeyCode::BackTab, KeyModifiers::NONE),
        '\0'..='\x1f' | '\x7f' => u8::try_from(character).ok().map(plain),
        _ if shift => key(
            KeyCode::Char(character.to_ascii_uppercase()),
            KeyModifiers::NONE,
        ),
        _ => key(KeyCode::Char(character), KeyModifiers::NONE),
    }
}

/// The code of the keypad's 0 in kitty's protocol.
const KEYPAD: u32 = 57399;

/// The keypad's other keys.
const KEYPAD_KEYS: [(u32, KeyCode); 14] = [
    (57409, KeyCode::Char('.')),
    (57410, KeyCode::Char('/')),
    (57411, KeyCode::Char('*')),
    (57412, KeyCode::Char('-')),
    (57413, KeyCode::Char('+')),
    (57414, KeyCode::Enter),
    (57417, KeyCode::Left),
    (57418, KeyCode::Right),
    (57419, KeyCode::Up),
    (57420, KeyCode::Down),
    (57421, KeyCode::PageUp),
    (57422, KeyCode::PageDown),
    (57423, KeyCode::Home),
    (57424, KeyCode::End),
];

pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

/// A key of one ASCII byte.
pub(super) fn plain(byte: u8) -> Input {
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

pub(super) fn modifiers_of(bits: u32) -> KeyModifiers {
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
pub(super) fn named(last: u8, modifiers: KeyModifiers) -> Option<Input> {
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
pub(super) fn numbered(number: u32) -> Option<KeyCode> {
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
