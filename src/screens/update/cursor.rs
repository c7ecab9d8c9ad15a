/*!
Moving the cursor on a page, and the order of the rows that it moves over.
*/

use crate::narrow::narrow;
use crate::screens::draw::widgets::sheet::Cell;
use crate::screens::model::explorer::Explorer;
use crate::screens::model::places::Order;

impl Explorer {
    /// Moves the cursor over rows that it may stand on.
    pub(in crate::screens) fn move_rows(&mut self, by: isize) {
        let Some(cursor) = self.focused().and_then(|(_, laid)| laid.cursor) else {
            return;
        };
        self.move_to(cursor.saturating_add_signed(by), by.signum());
    }

    pub(in crate::screens) fn move_screens(&mut self, by: isize) {
        let Some((_, laid)) = self.focused() else {
            return;
        };
        let (Some(cursor), rows) = (laid.cursor, laid.rows_in_view()) else {
            return;
        };
        let moved = by * narrow::<isize>(rows.saturating_sub(1).max(1));
        let top = laid.top.saturating_add_signed(moved);
        self.trail.here_mut().top = top;
        self.move_to(cursor.saturating_add_signed(moved), by.signum());
    }

    /// Puts the cursor on the row at `target`, or the nearest that it may stand on.
    pub(in crate::screens) fn move_to(&mut self, target: usize, direction: isize) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let last = laid.order.len().saturating_sub(1);
        let stops = |at: &usize| sheet.rows[laid.order[*at]].stops();
        let target = target.min(last);
        let found = if laid.order.is_empty() {
            None
        } else if direction < 0 {
            (0..=target)
                .rev()
                .find(stops)
                .or_else(|| (target..=last).find(stops))
        } else {
            (target..=last)
                .find(stops)
                .or_else(|| (0..=target).rev().find(stops))
        };
        let Some(id) = found.map(|at| sheet.rows[laid.order[at]].id.clone()) else {
            return;
        };
        self.trail.here_mut().row = Some(id);
        self.cursor_moved();
    }

    pub(in crate::screens) fn cursor_moved(&mut self) {
        if self.view.follows_cursor {
            self.rebuild();
        } else {
            self.settle();
        }
    }

    pub(in crate::screens) fn move_columns(&mut self, by: isize) {
        let Some((sheet, _)) = self.focused() else {
            return;
        };
        if sheet.is_paper() {
            self.move_paper(by);
            return;
        }
        let stops = sheet.stops();
        let at = sheet
            .column_of(self.trail.here())
            .and_then(|column| stops.iter().position(|&stop| stop == column))
            .unwrap_or(0);
        let to = at
            .saturating_add_signed(by)
            .min(stops.len().saturating_sub(1));
        if to == at {
            self.say(if by < 0 {
                "已在第一列"
            } else {
                "已在最后一列"
            });
            return;
        }
        if let Some(&column) = stops.get(to) {
            let id = sheet.columns[column].id.clone();
            self.trail.here_mut().column = Some(id);
            self.settle();
        }
    }

    /// To the last row of those that scroll, and only from there to what is pinned below them.
    pub(in crate::screens) fn move_to_last(&mut self) {
        let last_scrolling = self.focused().and_then(|(sheet, laid)| {
            let body = sheet.rows.len() - sheet.pinned.min(sheet.rows.len());
            laid.order.iter().rposition(|&index| index < body)
        });
        let at = self.focused().and_then(|(_, laid)| laid.cursor);
        match last_scrolling {
            Some(last) if at.is_some_and(|at| at < last) => self.move_to(last, -1),
            _ => self.move_to(usize::MAX, -1),
        }
    }

    /// Moves a document's lines sideways, no further than the longest goes.
    pub(in crate::screens) fn move_paper(&mut self, by: isize) {
        const STEP: usize = 8;
        let last = self.focused().map_or(0, |(sheet, laid)| {
            let cells = sheet.rows.iter().flat_map(|row| &row.cells);
            let widths = cells.filter_map(|cell| match cell {
                Cell::Paper { text, scrolls, .. } if *scrolls => Some(self.look.width(text)),
                _ => None,
            });
            let seen = laid.layout.widths.last().copied().map_or(0, usize::from);
            let hidden = widths.max().unwrap_or(0).saturating_sub(seen);
            hidden.next_multiple_of(STEP)
        });
        let left = self.trail.here().left;
        let moved = left
            .saturating_add_signed(by * STEP.cast_signed())
            .min(last);
        if moved == left {
            self.say("这一边没有更多的文字了");
        }
        self.trail.here_mut().left = moved;
        self.settle();
    }

    /// Puts the cursor on the first year that is out of view.
    pub(in crate::screens) fn move_years(&mut self, by: isize) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let seen = laid.layout.in_view(sheet, laid.left);
        let stops = sheet.stops();
        let column = if by < 0 {
            let first = seen
                .iter()
                .map(|&(column, _)| column)
                .find(|c| stops.contains(c));
            first.and_then(|first| stops.iter().copied().rfind(|&stop| stop < first))
        } else {
            let last = seen.last().map(|&(column, _)| column);
            last.and_then(|last| stops.iter().copied().find(|&stop| stop > last))
        };
        if let Some(column) = column {
            let id = sheet.columns[column].id.clone();
            self.trail.here_mut().column = Some(id);
            self.settle();
        }
    }

    pub(in crate::screens) fn sort(&mut self) {
        // The cursor stays on its row, wherever that goes.
        if let Some(row) = self.row_here().cloned() {
            self.trail.here_mut().row = Some(row);
        }
        let here = self.trail.here_mut();
        here.order = match here.order {
            Order::AsPrinted => Order::Descending,
            Order::Descending => Order::Ascending,
            Order::Ascending => Order::AsPrinted,
        };
        let order = here.order;
        self.reorder();
        let name = self.focused().and_then(|(sheet, _)| {
            let column = sheet.column_of(self.trail.here())?;
            Some(sheet.columns[column].title.clone())
        });
        let name = name.unwrap_or_default();
        self.say(match order {
            Order::AsPrinted => "原序".to_owned(),
            Order::Descending => format!("按 {name} 从大到小"),
            Order::Ascending => format!("按 {name} 从小到大"),
        });
    }
}
