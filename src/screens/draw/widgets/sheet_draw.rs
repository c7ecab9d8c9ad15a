/*!
A sheet on the screen.
*/

use crate::narrow::narrow;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::theme::Role;
use crate::screens::draw::widgets::layout::{GAP, Layout, MARGIN, Window};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Rank, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::Mark;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// What is drawn, and where the cursor is in it.
pub struct SheetProps<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its layout on the area's width.
    pub layout: &'a Layout,
    /// The rows that are shown, in their order.
    pub order: &'a [usize],
    /// The first of them in view.
    pub top: usize,
    /// How far it is scrolled to the side.
    pub left: usize,
    /// The row of the cursor, among those shown.
    pub cursor: Option<usize>,
    /// The column of the cursor.
    pub column: Option<usize>,
    /// Whether the keys move this sheet's cursor.
    pub focused: bool,
    /// What was searched for, to be marked, or nothing.
    pub found: &'a str,
}

/// The mark of a row that a note was taken on, where the cursor's would stand.
const NOTED: &str = "●";

impl SheetProps<'_> {
    /// Why no row is shown: none is there, or none has what the rows are filtered for.
    fn says_without_rows(&self) -> std::borrow::Cow<'_, str> {
        if self.found.is_empty() || self.sheet.rows.is_empty() {
            (&self.sheet.says).into()
        } else {
            format!("没有含“{}”的行；Esc 取消筛选", self.found).into()
        }
    }

    /// Draws the sheet into an area: its headings, then its rows.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let header = self.layout.header_height().min(area.height);
        self.headings(canvas, area);
        let body = Rect {
            y: area.y + header,
            height: area.height - header,
            ..area
        };
        if self.order.is_empty() {
            let cols = body.width.saturating_sub(MARGIN);
            let says = self.says_without_rows();
            for (line, text) in (0..body.height).zip(canvas.look().wrap(&says, usize::from(cols))) {
                canvas.say(body.x + MARGIN, body.y + line, cols, &text, Role::Faint);
            }
            return;
        }
        let window = Window::of(self.sheet, self.layout, self.order, body.height);
        let pinned = self.pinned_from(window);
        self.rows(
            canvas,
            Rect {
                height: window.lines,
                ..body
            },
            self.top,
            pinned,
        );
        if window.pinned > 0 {
            let bottom = Rect {
                y: body.y + window.lines,
                height: window.pinned,
                ..body
            };
            self.rows(canvas, bottom, pinned, self.order.len());
        }
    }

    /// The first of the pinned rows among those shown; all scroll where all fit.
    fn pinned_from(&self, window: Window) -> usize {
        let body = self.sheet.rows.len() - self.sheet.pinned.min(self.sheet.rows.len());
        if window.pinned == 0 {
            return self.order.len();
        }
        self.order.iter().filter(|&&index| index < body).count()
    }

    fn rows(&self, canvas: &mut Canvas, area: Rect, from: usize, to: usize) {
        let mut y = area.y;
        for at in from..to {
            let index = self.order[at];
            let height = self.layout.heights[index].min(area.bottom().saturating_sub(y));
            if height == 0 {
                return;
            }
            let row = Rect { y, height, ..area };
            self.row(canvas, row, index, self.cursor == Some(at));
            y += height;
        }
    }

    fn row(&self, canvas: &mut Canvas, area: Rect, index: usize, under_cursor: bool) {
        let line = &self.sheet.rows[index];
        match line.rank {
            Rank::Heading => {
                let text = line.cells.first().map_or("", Cell::plain);
                canvas.say(
                    area.x + MARGIN,
                    area.y,
                    area.width - MARGIN,
                    text,
                    Role::Heading,
                );
            }
            Rank::Prose => {
                let text = line.cells.first().map_or("", Cell::plain);
                canvas.say(
                    area.x + MARGIN,
                    area.y,
                    area.width - MARGIN,
                    text,
                    Role::Text,
                );
            }
            Rank::Plain | Rank::Total => self.cells(canvas, area, line),
        }
        if line.noted {
            canvas.say(area.x, area.y, MARGIN, NOTED, Role::Notice);
        }
        if under_cursor {
            self.put_cursor(canvas, area, line);
        }
    }

    fn cells(&self, canvas: &mut Canvas, area: Rect, row: &SheetRow) {
        let role = if row.rank == Rank::Total {
            Role::Strong
        } else {
            Role::Text
        };
        for (index, x) in self.layout.in_view(self.sheet, self.left) {
            let Some(cell) = row.cells.get(index) else {
                break;
            };
            let column = &self.sheet.columns[index];
            let place = Rect {
                x: area.x + x,
                y: area.y,
                width: self.layout.widths[index].min(area.width.saturating_sub(x)),
                height: area.height,
            };
            self.cell(canvas, place, cell, column, role);
        }
    }

    fn cell(&self, canvas: &mut Canvas, area: Rect, cell: &Cell, column: &SheetColumn, role: Role) {
        match cell {
            Cell::Blank if column.kind == ColumnKind::Figure && self.sheet.dashes => {
                let dash = if canvas.look().ascii { "-" } else { "—" };
                canvas.say_left_of(area.right(), area.y, 2, dash, Role::Faint);
            }
            Cell::Blank => {}
            Cell::Figure(figure) => {
                let derived = matches!(figure.mark, Mark::Derived | Mark::Uncertain);
                let role = if derived { Role::Derived } else { role };
                figure_text(canvas, area, &figure.text, role);
                canvas.say(area.right(), area.y, GAP, figure.mark.sign(), role);
            }
            Cell::Text(text) if column.kind == ColumnKind::Figure => {
                figure_text(canvas, area, text, role);
            }
            Cell::Text(text) => {
                let style = canvas.style(role);
                wrapped(canvas, area, text, style);
                self.mark_found(canvas, area, text);
            }
            Cell::Found { text, found } => {
                let style = canvas.style(role);
                wrapped(canvas, area, text, style);
                mark_characters(canvas, area, text, found);
            }
            Cell::Paper {
                text,
                marked,
                scrolls,
            } => {
                let left = if *scrolls { self.left } else { 0 };
                SheetProps { left, ..*self }.paper(canvas, area, text, *marked);
            }
        }
    }

    /// A line of the document from column `left` on, what is marked in it marked.
    fn paper(&self, canvas: &mut Canvas, area: Rect, text: &str, marked: Option<(usize, usize)>) {
        let spelled = canvas.look().spell(text);
        let visible = from_column(&spelled, self.left, canvas);
        let role = canvas.style(Role::Text);
        canvas.text(area.x, area.y, area.width, &visible, role);
        if let Some((from, to)) = marked {
            self.mark_columns(canvas, area, from, to);
        }
        self.mark_found_from(canvas, area, &spelled, self.left);
    }

    fn mark_columns(&self, canvas: &mut Canvas, area: Rect, from: usize, to: usize) {
        let at = |column: usize| {
            let column = column
                .saturating_sub(self.left)
                .min(usize::from(area.width));
            area.x + narrow::<u16>(column)
        };
        let (from, to) = (at(from), at(to));
        let style = canvas.style(Role::Match);
        canvas.restyle(
            Rect {
                x: from,
                width: to - from,
                height: 1,
                ..area
            },
            style,
        );
    }

    fn mark_found(&self, canvas: &mut Canvas, area: Rect, text: &str) {
        if area.height == 1 && !self.found.is_empty() {
            let spelled = canvas.look().spell(text).into_owned();
            if canvas.look().ruler.width(&spelled) <= usize::from(area.width) {
                self.mark_found_from(canvas, area, &spelled, 0);
            }
        }
    }

    fn mark_found_from(&self, canvas: &mut Canvas, area: Rect, spelled: &str, left: usize) {
        if self.found.is_empty() {
            return;
        }
        let ruler = canvas.look().ruler;
        for (at, part) in spelled.match_indices(self.found) {
            let from = ruler.width(&spelled[..at]);
            let to = from + ruler.width(part);
            if from >= left {
                let props = SheetProps { left, ..*self };
                props.mark_columns(canvas, area, from, to);
            }
        }
    }

    fn put_cursor(&self, canvas: &mut Canvas, area: Rect, line: &SheetRow) {
        let glyph = if canvas.look().ascii { ">" } else { "▸" };
        let role = if self.focused { Role::Key } else { Role::Faint };
        canvas.say(area.x, area.y, 1, glyph, role);
        if !self.focused {
            return;
        }
        let row = canvas.look().theme.cursor_row();
        canvas.restyle(
            Rect {
                height: 1,
                ..self.lit(area, line)
            },
            row,
        );
        self.light_further_lines(canvas, area, line, row);
        if line.rank == Rank::Heading || line.rank == Rank::Prose {
            return;
        }
        let column = self
            .column
            .filter(|&column| self.sheet.columns[column].stops);
        let seen = self.layout.in_view(self.sheet, self.left);
        if let Some(&(index, x)) = seen.iter().find(|&&(index, _)| Some(index) == column) {
            let text = line.cells.get(index).map_or("", Cell::plain);
            let width = self.layout.widths[index];
            let taken = narrow::<u16>(canvas.look().width(text).min(usize::from(width)));
            let style = canvas.look().theme.cursor_cell();
            let cell = Rect {
                x: area.x + x + width - taken,
                y: area.y,
                width: taken,
                height: 1,
            };
            canvas.restyle(cell.intersection(canvas.area()), style);
        }
    }

    /// The further lines of a wrapped name are lit as far as they go.
    fn light_further_lines(&self, canvas: &mut Canvas, area: Rect, row: &SheetRow, style: Style) {
        let named = (self.layout.in_view(self.sheet, self.left).into_iter())
            .find(|&(index, _)| self.sheet.columns[index].kind == ColumnKind::Name);
        let Some((index, x)) = named.filter(|_| area.height > 1) else {
            return;
        };
        let name = row.cells.get(index).map_or("", Cell::plain);
        let lines = canvas
            .look()
            .wrap(name, usize::from(self.layout.widths[index]));
        for (y, text) in (area.y..area.bottom()).zip(&lines).skip(1) {
            let width = x + narrow::<u16>(canvas.look().ruler.width(text));
            let lit = Rect {
                y,
                height: 1,
                width: width.min(area.width),
                ..area
            };
            canvas.restyle(lit, style);
        }
    }

    /// The part of the cursor's row that is lit: as far as the columns go.
    fn lit(&self, area: Rect, row: &SheetRow) -> Rect {
        if matches!(row.rank, Rank::Heading | Rank::Prose) {
            return area;
        }
        let seen = self.layout.in_view(self.sheet, self.left);
        let end = seen
            .last()
            .map_or(area.width, |&(index, x)| x + self.layout.widths[index] + 1);
        Rect {
            width: end.min(area.width),
            ..area
        }
    }

    fn headings(&self, canvas: &mut Canvas, area: Rect) {
        let header = self.layout.header_height();
        if header == 0 {
            return;
        }
        let lines = header - u16::from(self.layout.grouped);
        let first = area.y + u16::from(self.layout.grouped && lines > 0);
        let seen = self.layout.in_view(self.sheet, self.left);
        if self.layout.grouped {
            self.groups(canvas, area, &seen);
        }
        for &(index, x) in &seen {
            let title = &self.layout.titles[index];
            let down = lines.saturating_sub(narrow::<u16>(title.len()));
            for (line, text) in (0..).zip(title) {
                self.heading(canvas, area, first + down + line, (index, x), text);
            }
        }
        self.hints(canvas, area, first + lines.saturating_sub(1), &seen);
    }

    fn heading(&self, canvas: &mut Canvas, area: Rect, y: u16, at: (usize, u16), text: &str) {
        let (index, x) = at;
        if y >= area.bottom() {
            return;
        }
        let width = self.layout.widths[index].min(area.width.saturating_sub(x));
        if self.sheet.columns[index].kind == ColumnKind::Figure {
            canvas.say_left_of(area.x + x + width, y, width, text, Role::Heading);
        } else {
            canvas.say(area.x + x, y, width, text, Role::Heading);
        }
    }

    /// The names of groups, over the columns of theirs that are in view.
    fn groups(&self, canvas: &mut Canvas, area: Rect, seen: &[(usize, u16)]) {
        let mut at = 0;
        while at < seen.len() {
            let (index, x) = seen[at];
            let group = self.sheet.columns[index].group();
            let mut next = at + 1;
            while next < seen.len() && self.sheet.columns[seen[next].0].group() == group {
                next += 1;
            }
            let (last, last_x) = seen[next - 1];
            let end = last_x + self.layout.widths[last];
            if !group.is_empty() {
                let name = group.replace('/', " · ");
                let taken = canvas.say(area.x + x, area.y, end - x, &name, Role::Heading);
                if taken + 1 < end - x {
                    canvas.rule(
                        area.x + x + taken + 1,
                        area.y,
                        end - x - taken - 1,
                        Role::Faint,
                    );
                }
            }
            at = next;
        }
    }

    /// Signs that there are more columns to a side.
    fn hints(&self, canvas: &mut Canvas, area: Rect, y: u16, seen: &[(usize, u16)]) {
        let last = self.sheet.columns.len().saturating_sub(1);
        if self.sheet.is_paper() {
            return;
        }
        if self.left > 0 {
            let x = area.x + self.layout.scrolls_from(self.sheet);
            canvas.say(x.saturating_sub(GAP), y, 1, "‹", Role::Notice);
        }
        if seen.last().is_some_and(|&(index, _)| index < last) {
            canvas.say(area.right() - 1, y, 1, "›", Role::Notice);
        }
    }
}

/// A figure, whole or `#`.
fn figure_text(canvas: &mut Canvas, area: Rect, text: &str, role: Role) {
    let cols = usize::from(area.width);
    let spelled = canvas.look().spell(text);
    let whole = canvas.look().ruler.figure(&spelled, cols);
    let taken = narrow::<u16>(canvas.look().ruler.width(whole.trim_start()));
    let style = canvas.style(role);
    canvas.text(
        area.right() - taken,
        area.y,
        taken,
        whole.trim_start(),
        style,
    );
}

fn wrapped(canvas: &mut Canvas, area: Rect, text: &str, style: Style) {
    if area.height == 1 {
        canvas.text(area.x, area.y, area.width, text, style);
        return;
    }
    let lines = canvas.look().wrap(text, usize::from(area.width));
    for (y, line) in (area.top()..area.bottom()).zip(&lines) {
        canvas.text(area.x, y, area.width, line, style);
    }
}

/// Marks characters of a text that was drawn wrapped: its lines hold them in order, without
/// the blanks at the breaks.
fn mark_characters(canvas: &mut Canvas, area: Rect, text: &str, found: &[usize]) {
    let look = canvas.look();
    let lines = if area.height == 1 {
        vec![look.shorten(text, usize::from(area.width)).into_owned()]
    } else {
        look.wrap(text, usize::from(area.width))
    };
    let style = canvas.style(Role::Match);
    let mut characters = text.chars().enumerate().peekable();
    for (y, line) in (area.top()..area.bottom()).zip(&lines) {
        let mut x = area.x;
        for c in line.chars() {
            let width = narrow::<u16>(look.ruler.width(c.encode_utf8(&mut [0; 4])));
            // Blanks dropped at a break, and glyphs spelled otherwise, are passed over.
            while characters
                .peek()
                .is_some_and(|(_, drawn)| drawn.is_whitespace() && *drawn != c)
            {
                characters.next();
            }
            if let Some((at, drawn)) = characters.next()
                && drawn == c
                && found.binary_search(&at).is_ok()
            {
                canvas.restyle(
                    Rect {
                        x,
                        y,
                        width,
                        height: 1,
                    },
                    style,
                );
            }
            x += width;
        }
    }
}

/// A text from a column on; a glyph cut by that edge becomes a blank.
fn from_column(text: &str, column: usize, canvas: &Canvas) -> String {
    let mut at = 0;
    let mut rest = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let width = canvas.look().ruler.width(grapheme);
        if at >= column {
            rest.push_str(grapheme);
        } else if at + width > column {
            rest.push(' ');
        }
        at += width;
    }
    rest
}
