/*!
A cell's style in the terminal's codes, as short as they can be said.
*/

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// The style in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InForce {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

impl InForce {
    /// What a terminal begins with.
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// The style of a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }
}

const MODIFIERS: [(Modifier, &str); 5] = [
    (Modifier::BOLD, "1;"),
    (Modifier::DIM, "2;"),
    (Modifier::ITALIC, "3;"),
    (Modifier::UNDERLINED, "4;"),
    (Modifier::REVERSED, "7;"),
];

/// What ends modifiers; bold and dim end together.
const ENDS: [(Modifier, &str); 4] = [
    (Modifier::BOLD.union(Modifier::DIM), "22;"),
    (Modifier::ITALIC, "23;"),
    (Modifier::UNDERLINED, "24;"),
    (Modifier::REVERSED, "27;"),
];

/// The codes of a cell's style after everything before was undone.
pub(super) fn codes_anew(cell: &Cell) -> String {
    let mut codes = String::from("0;");
    push_modifiers(&mut codes, cell.modifier);
    if cell.fg != Color::Reset {
        push_color(&mut codes, cell.fg, 30);
    }
    if cell.bg != Color::Reset {
        push_color(&mut codes, cell.bg, 40);
    }
    codes
}

fn push_modifiers(codes: &mut String, modifier: Modifier) {
    for (flag, code) in MODIFIERS {
        if modifier.contains(flag) {
            codes.push_str(code);
        }
    }
}

/// The code of a colour; `base` is 30 for the text and 40 for what is behind it.
fn push_color(codes: &mut String, color: Color, base: u8) {
    let basic = |n: u8| if n < 8 { base + n } else { base + 60 + n - 8 };
    let number = match color {
        Color::Black => basic(0),
        Color::Red => basic(1),
        Color::Green => basic(2),
        Color::Yellow => basic(3),
        Color::Blue => basic(4),
        Color::Magenta => basic(5),
        Color::Cyan => basic(6),
        Color::Gray => basic(7),
        Color::DarkGray => basic(8),
        Color::LightRed => basic(9),
        Color::LightGreen => basic(10),
        Color::LightYellow => basic(11),
        Color::LightBlue => basic(12),
        Color::LightMagenta => basic(13),
        Color::LightCyan => basic(14),
        Color::White => basic(15),
        Color::Indexed(n) => {
            let _ = write!(codes, "{};5;{n};", base + 8);
            return;
        }
        Color::Reset | Color::Rgb(..) => base + 9,
    };
    let _ = write!(codes, "{number};");
}

/// The codes that change only what differs; none where that needs codes for an end that
/// a terminal without colours may not know.
pub(super) fn codes_of_change(from: InForce, cell: &Cell) -> Option<String> {
    let mut codes = String::new();
    let mut left = from.modifier;
    let ended = from.modifier - cell.modifier;
    if !ended.is_empty() && (from.fg, from.bg) == (Color::Reset, Color::Reset) {
        return None;
    }
    for (flags, code) in ENDS {
        if ended.intersects(flags) {
            codes.push_str(code);
            left -= flags;
        }
    }
    push_modifiers(&mut codes, cell.modifier - left);
    if cell.fg != from.fg {
        push_color(&mut codes, cell.fg, 30);
    }
    if cell.bg != from.bg {
        push_color(&mut codes, cell.bg, 40);
    }
    Some(codes)
}
