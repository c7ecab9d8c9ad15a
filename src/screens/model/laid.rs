/*!
A pane as it lies on the screen: its rows in their order, and which of them are in view.
*/

use crate::screens::draw::widgets::layout::{Layout, Window, scrolled_top};
use crate::screens::draw::widgets::sheet::Sheet;
use crate::screens::model::places::Stop;
use ratatui::layout::Rect;

/// A pane as it lies on the screen.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// Where.
    pub area: Rect,
    /// Its columns.
    pub layout: Layout,
    /// Its rows, filtered and sorted.
    pub order: Vec<usize>,
    /// The first of them in view.
    pub top: usize,
    /// How far it is scrolled to the side.
    pub left: usize,
    /// The row of its cursor, among those shown.
    pub cursor: Option<usize>,
}

impl Laid {
    /// Puts the cursor of a stop on its row and brings it into view.
    pub(in crate::screens) fn place(&mut self, sheet: &Sheet, stop: &Stop, with_cursor: bool) {
        let lines = self.area.height.saturating_sub(self.layout.header_height());
        let window = Window::of(sheet, &self.layout, &self.order, lines);
        self.cursor = with_cursor
            .then(|| cursor_in(sheet, &self.order, stop))
            .flatten();
        let scrolling = self.scrolling_rows(sheet, window);
        let heights: Vec<u16> = self.order[..scrolling]
            .iter()
            .map(|&index| self.layout.heights[index])
            .collect();
        let last = scrolling.saturating_sub(1);
        self.top = match self.cursor {
            Some(cursor) if cursor < scrolling => {
                let top = scrolled_top(&heights, stop.top, cursor, window.lines);
                with_headings(sheet, &self.order, &heights, top, cursor, window.lines)
            }
            _ => stop
                .top
                .min(scrolled_top(&heights, last, last, window.lines)),
        };
        self.left = match sheet.column_of(stop) {
            Some(column) => self.layout.bring_into_view(sheet, stop.left, column),
            None => stop.left,
        };
    }

    /// How many of the rows scroll; the others are pinned at the bottom.
    fn scrolling_rows(&self, sheet: &Sheet, window: Window) -> usize {
        if window.pinned == 0 {
            return self.order.len();
        }
        let body = sheet.rows.len() - sheet.pinned.min(sheet.rows.len());
        self.order.iter().filter(|&&index| index < body).count()
    }

    /// How many rows fit on the screen from the first in view on.
    pub(in crate::screens) fn rows_in_view(&self) -> usize {
        let lines = self.area.height.saturating_sub(self.layout.header_height());
        let mut left = lines;
        self.order
            .iter()
            .skip(self.top)
            .take_while(|&&index| {
                let height = self.layout.heights[index];
                let fits = height <= left;
                left = left.saturating_sub(height);
                fits
            })
            .count()
            .max(1)
    }
}

/// The headings at the very top come into view with the first row that the cursor may
/// stand on, if there is room.
fn with_headings(
    sheet: &Sheet,
    order: &[usize],
    heights: &[u16],
    top: usize,
    cursor: usize,
    lines: u16,
) -> usize {
    let above = order[..top].iter().all(|&index| !sheet.rows[index].stops());
    let taken: u32 = heights[..=cursor].iter().map(|&h| u32::from(h)).sum();
    if above && taken <= u32::from(lines) {
        0
    } else {
        top
    }
}

/// The row of a stop among those shown; the first that the cursor may stand on where the
/// stop names none or one that is gone.
fn cursor_in(sheet: &Sheet, order: &[usize], stop: &Stop) -> Option<usize> {
    let named = stop
        .row
        .as_ref()
        .and_then(|id| order.iter().position(|&index| sheet.rows[index].id == *id));
    named.or_else(|| order.iter().position(|&index| sheet.rows[index].stops()))
}
