/*!
The one way of text onto the screen.

Everything drawn passes here: it is cleaned, spelled for the terminal, measured
by the one ruler and laid grapheme by grapheme into cells. A glyph of two columns
takes two cells, the second one empty; whatever overwrites half of it blanks the
other half, so that nothing is ever cut through the middle.
*/

use crate::narrow::narrow;
use crate::screens::draw::look::Look;
use crate::screens::draw::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// A buffer to draw on and the look of the terminal it goes to.
pub struct Canvas<'a> {
    cells: &'a mut Buffer,
    look: &'a Look,
}

impl<'a> Canvas<'a> {
    /// A canvas over a buffer.
    pub fn new(cells: &'a mut Buffer, look: &'a Look) -> Self {
        Self { cells, look }
    }

    /// The whole of it.
    pub fn area(&self) -> Rect {
        self.cells.area
    }

    /// The look of the terminal.
    pub fn look(&self) -> &'a Look {
        self.look
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.look.theme.style(role)
    }

    /// Writes a text at `x`, `y` in at most `cols` columns, shortened where it does not
    /// fit. Gives the columns taken.
    pub fn text(&mut self, x: u16, y: u16, cols: u16, text: &str, style: Style) -> u16 {
        let look = self.look;
        let shown = look.shorten(text, usize::from(cols));
        self.lay(x, y, cols, &shown, style)
    }

    /// Writes a text in the style of a role.
    pub fn say(&mut self, x: u16, y: u16, cols: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.text(x, y, cols, text, style)
    }

    /// Writes a text so that it ends before column `end`. Gives its first column.
    pub fn say_left_of(&mut self, end: u16, y: u16, cols: u16, text: &str, role: Role) -> u16 {
        let width = narrow::<u16>((self.look.width(text)).min(usize::from(cols)));
        let x = end.saturating_sub(width);
        self.say(x, y, width, text, role);
        x
    }

    /// Lays a spelled text into cells; stops before what does not fit.
    fn lay(&mut self, x: u16, y: u16, cols: u16, text: &str, style: Style) -> u16 {
        let area = self.cells.area;
        if y < area.top() || y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let end = x.saturating_add(cols).min(area.right());
        let mut at = x;
        for grapheme in text.graphemes(true) {
            let width = narrow::<u16>(self.look.ruler.width(grapheme));
            if width == 0 {
                continue;
            }
            if at + width > end {
                break;
            }
            self.cell(at, y, width, grapheme, style);
            at += width;
        }
        at - x
    }

    fn cell(&mut self, x: u16, y: u16, width: u16, symbol: &str, style: Style) {
        self.blank_left_half(x, y);
        for column in x..x + width {
            let cell = &mut self.cells[(column, y)];
            cell.reset();
            cell.set_style(style);
            cell.set_symbol(if column == x { symbol } else { "" });
        }
        self.blank_right_half(x + width, y);
    }

    /// A wide glyph whose second half is about to be overwritten becomes blank.
    fn blank_left_half(&mut self, x: u16, y: u16) {
        let mut column = x;
        while column > self.cells.area.left() && self.cells[(column, y)].symbol().is_empty() {
            column -= 1;
            let head = self.cells[(column, y)].symbol().is_empty();
            self.cells[(column, y)].set_symbol(" ");
            if !head {
                break;
            }
        }
    }

    /// What is left of a wide glyph whose first half was overwritten becomes blank.
    fn blank_right_half(&mut self, x: u16, y: u16) {
        let mut column = x;
        while column < self.cells.area.right() && self.cells[(column, y)].symbol().is_empty() {
            self.cells[(column, y)].set_symbol(" ");
            column += 1;
        }
    }

    /// A line of one glyph across an area's row.
    pub fn rule(&mut self, x: u16, y: u16, cols: u16, role: Role) {
        let style = self.style(role);
        let glyph = if self.look.ascii { "-" } else { "─" };
        self.lay(x, y, cols, &glyph.repeat(usize::from(cols)), style);
    }

    /// A line of one glyph down an area's column.
    pub fn upright(&mut self, x: u16, y: u16, rows: u16, role: Role) {
        let style = self.style(role);
        let glyph = if self.look.ascii { "|" } else { "│" };
        for row in y..y + rows {
            self.lay(x, row, 1, glyph, style);
        }
    }

    /// Lays a style over the cells of an area.
    pub fn restyle(&mut self, area: Rect, style: Style) {
        self.cells.set_style(area, style);
    }

    /// Blanks an area, wide glyphs at its edges too.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.cells.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.cell(x, y, 1, " ", Style::new());
            }
        }
    }
}

/// The lines of a buffer as the eye sees them, without trailing blanks.
pub fn lines_of(cells: &Buffer) -> Vec<String> {
    let area = cells.area;
    (area.top()..area.bottom())
        .map(|y| {
            let line: String = (area.left()..area.right())
                .map(|x| cells[(x, y)].symbol())
                .collect();
            line.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::draw::theme::Theme;
    use crate::text::width::AmbiguousWidth;

    fn drawn(ambiguous: AmbiguousWidth, draw: impl Fn(&mut Canvas)) -> String {
        let look = Look::new(ambiguous, false, Theme::plain());
        let mut cells = Buffer::empty(Rect::new(0, 0, 12, 1));
        draw(&mut Canvas::new(&mut cells, &look));
        lines_of(&cells).remove(0)
    }

    #[test]
    fn half_a_glyph_is_never_left() {
        let over = |at| {
            drawn(AmbiguousWidth::Narrow, move |canvas| {
                canvas.text(0, 0, 12, "社会保险", Style::new());
                canvas.text(at, 0, 12, "│", Style::new());
            })
        };
        assert_eq!(over(2), "社│ 保险");
        assert_eq!(over(3), "社 │保险");
    }

    #[test]
    fn clearing_takes_whole_glyphs() {
        let cleared = drawn(AmbiguousWidth::Narrow, |canvas| {
            canvas.text(0, 0, 12, "社会保险中", Style::new());
            canvas.clear(Rect::new(3, 0, 4, 1));
        });
        assert_eq!(cleared, "社      中");
    }

    #[test]
    fn wide_glyphs_without_spelling_take_two_cells() {
        let line = drawn(AmbiguousWidth::Wide, |canvas| {
            let taken = canvas.text(0, 0, 12, "℃1", Style::new());
            assert_eq!(taken, 3);
        });
        assert_eq!(line, "℃1");
    }

    #[test]
    fn what_does_not_fit_is_shortened() {
        let line = drawn(AmbiguousWidth::Narrow, |canvas| {
            canvas.text(0, 0, 7, "社会保险", Style::new());
        });
        assert_eq!(line, "社会保…");
    }
}
