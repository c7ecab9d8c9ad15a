/*!
What the terminal shows, and the fewest bytes that make it show the next frame.

Auditors sit behind slow lines. A frame is compared with the one before; only
cells that differ are sent, style changes as short as they can be said, and rows
that merely moved are moved by the terminal itself. One frame is one write.
*/

mod style_codes;

use crate::text::width::Ruler;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;
use style_codes::{InForce, codes_anew, codes_of_change};

/// The terminal's screen as we last painted it.
pub struct Surface<W: Write> {
    out: W,
    shown: Buffer,
    cursor: Option<Position>,
    fresh: bool,
}

/// The bytes of a frame in the making, and the state that they leave the terminal in.
struct FrameBytes {
    bytes: String,
    at: Option<Position>,
    /// The row of the terminal's cursor, known even where its column is not.
    line: Option<u16>,
    style: InForce,
}

impl<W: Write> Surface<W> {
    /// A surface of that size whose content is unknown.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            shown: Buffer::empty(Rect::new(0, 0, size.width, size.height)),
            cursor: None,
            fresh: true,
        }
    }

    /// Its size.
    pub fn size(&self) -> Size {
        self.shown.area.as_size()
    }

    /// Forgets what is shown: the next frame is sent whole.
    pub fn forget(&mut self, size: Size) {
        self.shown = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        self.fresh = true;
    }

    /// Sends bytes that are no part of a frame.
    pub fn send(&mut self, bytes: &str) -> io::Result<()> {
        self.out.write_all(bytes.as_bytes())?;
        self.out.flush()
    }

    /// Shows a frame of the surface's size, the text cursor at `cursor` or hidden.
    /// `scrolled` names rows that may have moved up or down as a whole.
    pub fn show(
        &mut self,
        next: Buffer,
        cursor: Option<Position>,
        scrolled: Option<Range<u16>>,
    ) -> io::Result<()> {
        let mut frame = FrameBytes::new();
        if self.fresh {
            frame.bytes.push_str("\x1b[0m\x1b[2J");
            self.fresh = false;
        } else if let Some(rows) = scrolled {
            self.scroll(&next, rows, &mut frame);
        }
        for y in next.area.top()..next.area.bottom() {
            frame.row(&self.shown, &next, y);
        }
        frame.style_as(&Cell::EMPTY);
        frame.cursor(self.cursor, cursor);
        if !frame.bytes.is_empty() {
            self.send(&frame.bytes)?;
        }
        self.shown = next;
        self.cursor = cursor;
        Ok(())
    }

    /// Lets the terminal move rows that the next frame has elsewhere.
    fn scroll(&mut self, next: &Buffer, rows: Range<u16>, frame: &mut FrameBytes) {
        let Some(lines) = shift(&self.shown, next, &rows) else {
            return;
        };
        let _ = write!(frame.bytes, "\x1b[{};{}r", rows.start + 1, rows.end);
        let direction = if lines > 0 { 'S' } else { 'T' };
        let _ = write!(frame.bytes, "\x1b[{}{direction}\x1b[r", lines.abs());
        let before = self.shown.clone();
        for y in rows.clone() {
            let from = i32::from(y) + lines;
            let source = u16::try_from(from).ok().filter(|from| rows.contains(from));
            for x in 0..next.area.width {
                self.shown[(x, y)] = source.map_or(Cell::EMPTY, |from| before[(x, from)].clone());
            }
        }
    }
}

impl Surface<Vec<u8>> {
    /// What was sent, where it is kept in memory.
    pub fn sent(&self) -> &[u8] {
        &self.out
    }
}

/// By how many lines the rows moved up (positive) or down, if that spares enough rows.
fn shift(shown: &Buffer, next: &Buffer, rows: &Range<u16>) -> Option<i32> {
    const WORTH_IT: usize = 3;
    let was: Vec<u64> = rows.clone().map(|y| fingerprint(shown, y)).collect();
    let is: Vec<u64> = rows.clone().map(|y| fingerprint(next, y)).collect();
    let kept = |lines: i32| {
        let by = usize::try_from(lines.unsigned_abs()).unwrap_or(usize::MAX);
        let (longer, moved) = if lines > 0 { (&was, &is) } else { (&is, &was) };
        let pairs = longer.iter().skip(by).zip(moved);
        pairs.filter(|(before, after)| before == after).count()
    };
    let in_place = kept(0);
    let most = i32::from(rows.end - rows.start) - 1;
    let (lines, spared) = (1..=most)
        .flat_map(|n| [n, -n])
        .map(|lines| (lines, kept(lines)))
        .max_by_key(|&(lines, spared)| (spared, -lines.abs()))?;
    (spared >= in_place + WORTH_IT).then_some(lines)
}

/// A number that rows of the same characters share. Comparing rows cell by cell with all
/// others would take longer than the rest of the frame; where two rows share a number by
/// chance, or differ in their styles, the cells that differ are sent as always.
fn fingerprint(cells: &Buffer, y: u16) -> u64 {
    const MULTIPLIER: u64 = 0x0100_0000_01b3;
    let start = cells.index_of(cells.area.left(), y);
    cells.content[start..start + usize::from(cells.area.width)]
        .iter()
        .flat_map(|cell| cell.symbol().bytes())
        .fold(0, |mark: u64, byte| {
            (mark ^ u64::from(byte)).wrapping_mul(MULTIPLIER)
        })
}

impl FrameBytes {
    fn new() -> Self {
        Self {
            bytes: String::with_capacity(4096),
            at: None,
            line: None,
            style: InForce::PLAIN,
        }
    }

    fn row(&mut self, shown: &Buffer, next: &Buffer, y: u16) {
        let blank_from = blank_tail(next, y);
        let mut x = next.area.left();
        while x < next.area.right() {
            let cell = &next[(x, y)];
            let width = columns(next, x, y);
            let differs =
                (x..x + width).any(|column| !looks_like(&next[(column, y)], &shown[(column, y)]));
            if differs && x >= blank_from && worth_erasing(shown, y, x) {
                self.erase_tail(x, y);
                return;
            }
            if differs {
                if !self.repeat_up_to(next, x, y) {
                    self.go(x, y);
                }
                self.restyle(cell);
                self.bytes.push_str(cell.symbol());
                self.advance(x + width, y, cell.symbol(), next.area.right());
            }
            x += width;
        }
    }

    /// After a glyph whose width the terminal may see otherwise, and at the right edge,
    /// the place of the terminal's cursor is not known.
    fn advance(&mut self, after: u16, y: u16, symbol: &str, right: u16) {
        let sure = symbol.is_ascii() || !is_ambiguous(symbol) || is_line(symbol);
        self.at = (sure && after < right).then_some(Position::new(after, y));
    }

    /// Gets over a few cells that are shown already by writing them again, where that is
    /// shorter than moving.
    fn repeat_up_to(&mut self, next: &Buffer, x: u16, y: u16) -> bool {
        const SHORTER: u16 = 4;
        let Some(at) = self
            .at
            .filter(|at| at.y == y && at.x <= x && x - at.x <= SHORTER)
        else {
            return false;
        };
        let between = || (at.x..x).map(|column| &next[(column, y)]);
        if !between().all(|cell| cell.symbol().len() == 1 && self.suits(cell)) {
            return false;
        }
        for cell in between() {
            self.bytes.push_str(cell.symbol());
        }
        true
    }

    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at.x == x && at.y == y => {}
            Some(at) if at.y == y && at.x < x => {
                let _ = write!(self.bytes, "\x1b[{}C", x - at.x);
            }
            _ if x == 0 && self.line.is_some_and(|line| line + 1 == y) => {
                self.bytes.push_str("\r\n");
            }
            _ => {
                let _ = write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        self.line = Some(y);
        self.at = Some(Position::new(x, y));
    }

    fn erase_tail(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.restyle(&Cell::EMPTY);
        self.bytes.push_str("\x1b[K");
    }

    /// Whether a cell looks right in the style in force. A blank shows no colour of text.
    fn suits(&self, cell: &Cell) -> bool {
        if InForce::of(cell) == self.style {
            return true;
        }
        let seen_on_blanks = Modifier::UNDERLINED | Modifier::REVERSED;
        cell.symbol() == " "
            && cell.bg == self.style.bg
            && !(cell.modifier | self.style.modifier).intersects(seen_on_blanks)
    }

    fn restyle(&mut self, cell: &Cell) {
        if !self.suits(cell) {
            self.style_as(cell);
        }
    }

    /// The shortest sequence from the style in force to that of a cell.
    fn style_as(&mut self, cell: &Cell) {
        if InForce::of(cell) == self.style {
            return;
        }
        let mut codes = codes_anew(cell);
        if let Some(change) = codes_of_change(self.style, cell)
            && change.len() < codes.len()
        {
            codes = change;
        }
        let _ = write!(self.bytes, "\x1b[{}m", codes.trim_end_matches(';'));
        self.style = InForce::of(cell);
    }

    /// Puts the text cursor where it belongs; between frames it is hidden or there.
    fn cursor(&mut self, before: Option<Position>, now: Option<Position>) {
        match (before, now) {
            (Some(_), None) => self.bytes.push_str("\x1b[?25l"),
            (_, Some(at)) if before != now || !self.bytes.is_empty() => {
                self.go(at.x, at.y);
                if before.is_none() {
                    self.bytes.push_str("\x1b[?25h");
                }
            }
            _ => {}
        }
    }
}

/// The columns of the glyph in a cell: itself and the empty cells behind it.
fn columns(cells: &Buffer, x: u16, y: u16) -> u16 {
    let mut width = 1;
    while x + width < cells.area.right() && cells[(x + width, y)].symbol().is_empty() {
        width += 1;
    }
    width
}

/// The first column from which a row is blank and unstyled to its end.
fn blank_tail(cells: &Buffer, y: u16) -> u16 {
    let mut from = cells.area.right();
    while from > cells.area.left() && is_blank(&cells[(from - 1, y)]) {
        from -= 1;
    }
    from
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && cell.modifier.is_empty()
}

/// Whether two cells look the same: blanks do in any colour of text.
fn looks_like(cell: &Cell, other: &Cell) -> bool {
    let seen_on_blanks = Modifier::UNDERLINED | Modifier::REVERSED;
    let bare = |cell: &Cell| cell.symbol() == " " && !cell.modifier.intersects(seen_on_blanks);
    cell == other || bare(cell) && bare(other) && cell.bg == other.bg
}

/// Whether erasing to the end of the row is shorter than writing blanks over it.
fn worth_erasing(shown: &Buffer, y: u16, x: u16) -> bool {
    (x..shown.area.right())
        .filter(|&column| !is_blank(&shown[(column, y)]))
        .count()
        > 4
}

/// Whether terminals draw the glyph in different widths.
fn is_ambiguous(symbol: &str) -> bool {
    Ruler::NARROW.width(symbol) != Ruler::WIDE.width(symbol)
}

/// Lines, bars and dashes: of those that the terminal was asked about first, and too many
/// to move after each.
fn is_line(symbol: &str) -> bool {
    matches!(symbol, "─" | "—" | "▇" | "▁")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::draw::canvas::Canvas;
    use crate::screens::draw::look::Look;
    use crate::screens::draw::theme::Theme;
    use crate::text::width::AmbiguousWidth;
    use ratatui::style::Style;

    fn look() -> Look {
        Look::new(AmbiguousWidth::Narrow, false, Theme::plain())
    }

    fn frame(lines: &[&str]) -> Buffer {
        let look = look();
        let mut cells = Buffer::empty(Rect::new(0, 0, 20, lines.len() as u16));
        let mut canvas = Canvas::new(&mut cells, &look);
        for (y, line) in lines.iter().enumerate() {
            canvas.text(0, y as u16, 20, line, Style::new());
        }
        cells
    }

    fn after(frames: &[Buffer], scrolled: Option<Range<u16>>) -> (String, usize) {
        let size = Size::new(20, frames[0].area.height);
        let mut surface = Surface::new(Vec::new(), size);
        let mut last = 0;
        for next in frames {
            last = surface.out.len();
            surface.show(next.clone(), None, scrolled.clone()).unwrap();
        }
        let mut terminal = vt100::Parser::new(
            std::num::NonZero::new(size.height).unwrap(),
            std::num::NonZero::new(size.width).unwrap(),
            0,
        );
        terminal.process(&surface.out);
        (
            terminal.screen().contents().trim_end().to_owned(),
            surface.out.len() - last,
        )
    }

    #[test]
    fn only_what_changed_is_sent() {
        let first = frame(&["社会保险中心", "合计 11,436.06"]);
        let second = frame(&["社会保险中心", "合计 11,436.07"]);
        let (text, sent) = after(&[first.clone(), second], None);
        assert_eq!(text, "社会保险中心\n合计 11,436.07");
        assert!(sent <= 10, "{sent}");
        assert_eq!(after(&[first.clone(), first], None).1, 0);
    }

    #[test]
    fn wide_glyphs_give_way_cleanly() {
        let (text, _) = after(
            &[frame(&["社会保险"]), frame(&["a社会"]), frame(&["ab"])],
            None,
        );
        assert_eq!(text, "ab");
    }

    #[test]
    fn moved_rows_are_moved_by_the_terminal() {
        let rows: Vec<String> = (0..9).map(|n| format!("第 {n} 行 社会保险")).collect();
        let names: Vec<&str> = rows.iter().map(String::as_str).collect();
        let (up, sent) = after(&[frame(&names[..8]), frame(&names[1..9])], Some(0..8));
        assert_eq!(up, names[1..9].join("\n"));
        assert!(sent < 60, "{sent}");
        let (down, _) = after(&[frame(&names[1..9]), frame(&names[..8])], Some(0..8));
        assert_eq!(down, names[..8].join("\n"));
    }

    #[test]
    fn styles_are_said_once() {
        let look = look();
        let mut cells = Buffer::empty(Rect::new(0, 0, 20, 1));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Canvas::new(&mut cells, &look).text(0, 0, 20, "bold", bold);
        let mut surface = Surface::new(Vec::new(), Size::new(20, 1));
        surface.show(cells, None, None).unwrap();
        let sent = String::from_utf8(surface.out).unwrap();
        assert_eq!(sent, "\x1b[0m\x1b[2J\x1b[1;1H\x1b[1mbold\x1b[0m");
    }

    #[test]
    fn styles_reach_the_terminal() {
        let styles = [
            Style::new(),
            Style::new()
                .add_modifier(Modifier::BOLD)
                .fg(Color::Indexed(116)),
            Style::new()
                .add_modifier(Modifier::ITALIC)
                .fg(Color::Indexed(180))
                .bg(Color::Indexed(237)),
            Style::new().bg(Color::Indexed(237)),
            Style::new()
                .add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
                .bg(Color::Indexed(237)),
            Style::new().add_modifier(Modifier::REVERSED),
            Style::new().add_modifier(Modifier::DIM).fg(Color::Red),
            Style::new().add_modifier(Modifier::DIM | Modifier::ITALIC),
        ];
        let mut surface = Surface::new(Vec::new(), Size::new(20, 2));
        let mut terminal = vt100::Parser::new(
            std::num::NonZero::new(2).unwrap(),
            std::num::NonZero::new(20).unwrap(),
            0,
        );
        let mut taken = 0;
        for turn in 0..200_usize {
            let mut cells = Buffer::empty(Rect::new(0, 0, 20, 2));
            for (at, cell) in cells.content.iter_mut().enumerate() {
                let mixed = (turn * 31 + at / 3 * 17) * (turn + 7) / 5;
                cell.set_style(styles[mixed % styles.len()]);
                cell.set_symbol(["a", " ", "b"][(mixed / 8 + at) % 3]);
            }
            surface.show(cells.clone(), None, None).unwrap();
            terminal.process(&surface.out[taken..]);
            taken = surface.out.len();
            for y in 0..2 {
                for x in 0..20 {
                    let seen = terminal.screen().cell(y, x).unwrap();
                    assert_eq!(seen_as(seen), wanted_as(&cells[(x, y)]), "{turn}: {x} {y}");
                }
            }
        }
    }

    /// What the eye sees of a cell: its character, what is behind it, and of a character
    /// also its colour and manner.
    type Seen = (String, bool, bool, Color, Option<(bool, bool, bool, Color)>);

    fn seen_as(cell: &vt100::Cell) -> Seen {
        let color = |color| match color {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(1) => Color::Red,
            vt100::Color::Idx(n) => Color::Indexed(n),
            vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
        };
        let symbol = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        let text = (
            cell.bold(),
            cell.dim(),
            cell.italic(),
            color(cell.fgcolor()),
        );
        let is_text = symbol != " " || cell.inverse();
        (
            symbol.to_owned(),
            cell.underline(),
            cell.inverse(),
            color(cell.bgcolor()),
            is_text.then_some(text),
        )
    }

    fn wanted_as(cell: &Cell) -> Seen {
        let has = |modifier| cell.modifier.contains(modifier);
        let text = (
            has(Modifier::BOLD),
            has(Modifier::DIM),
            has(Modifier::ITALIC),
            cell.fg,
        );
        let is_text = cell.symbol() != " " || has(Modifier::REVERSED);
        (
            cell.symbol().to_owned(),
            has(Modifier::UNDERLINED),
            has(Modifier::REVERSED),
            cell.bg,
            is_text.then_some(text),
        )
    }
}
