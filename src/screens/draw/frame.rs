/*!
One frame: where everything stands, and drawing it.

```text
 way here, outermost first                                     示例库 · corner
 the budget's pages                                                    corner
 lines above the rows
 headings
 rows
 ───────────────────────────────────────────────────────────────────────────
 panel
 ── what is to be said ───────────────────────────────── where the figure is ──
 the keys that matter now
```
*/

use crate::contained::contained;
use crate::screens::draw::areas::areas;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::theme::Role;
use crate::screens::draw::widgets::sheet_draw::SheetProps;
use crate::screens::model::explorer::Explorer;
use crate::screens::model::places::At;
use crate::screens::pages::units_panel;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::ops::Range;

impl Explorer {
    /// Draws the frame; gives the place of the text cursor where text is typed. Where the
    /// program is at fault with it, the frame says so, and the keys go on.
    pub fn draw(&self, cells: &mut Buffer) -> Option<Position> {
        match contained(|| self.draw_whole(cells)) {
            Ok(cursor) => cursor,
            Err(fault) => {
                cells.reset();
                let mut canvas = Canvas::new(cells, &self.look);
                let room = self.size.width.saturating_sub(2);
                let says = format!("{fault}。Esc 回上一层，q 退出");
                for (y, line) in (1..).zip(self.look.wrap(&says, usize::from(room))) {
                    canvas.say(1, y, room, &line, Role::Notice);
                }
                None
            }
        }
    }

    fn draw_whole(&self, cells: &mut Buffer) -> Option<Position> {
        let areas = areas(self.size, &self.view);
        let mut canvas = Canvas::new(cells, &self.look);
        self.draw_title(&mut canvas, &areas);
        let mut typing = None;
        match (&self.trail.here().at, areas.tabs) {
            (At::Search(sought), Some(area)) => {
                typing = self.draw_search(&mut canvas, area, sought);
            }
            (_, Some(area)) => self.draw_tabs(&mut canvas, area),
            _ => {}
        }
        for (y, text) in (areas.top.top()..areas.top.bottom()).zip(&self.view.top) {
            canvas.say(1, y, areas.top.width.saturating_sub(1), text, Role::Faint);
        }
        self.draw_panes(&mut canvas, areas.body);
        self.draw_panel(&mut canvas, areas.panel);
        let cursor = self.draw_status(&mut canvas, areas.status);
        self.draw_keys(&mut canvas, areas.keys);
        self.draw_overlay(&mut canvas);
        cursor.or(typing)
    }

    /// The rows whose lines may have moved up or down as a whole since the last frame.
    pub fn scrolling_rows(&self) -> Option<Range<u16>> {
        let body = areas(self.size, &self.view).body;
        let header = self.focused()?.1.layout.header_height();
        let rows = body.y + header..body.bottom();
        (rows.len() > 3).then_some(rows)
    }

    fn draw_panes(&self, canvas: &mut Canvas, body: Rect) {
        if let Some(says) = &self.view.says {
            let room = body.width.saturating_sub(2);
            let lines = canvas.look().wrap(says, usize::from(room));
            for (y, line) in (body.y + 1..body.bottom()).zip(&lines) {
                canvas.say(1, y, room, line, Role::Faint);
            }
        }
        for (index, laid) in self.laid.iter().enumerate() {
            let focused = index == self.view.focus;
            let sheet = &self.view.panes[index].sheet;
            SheetProps {
                sheet,
                layout: &laid.layout,
                order: &laid.order,
                top: laid.top,
                left: laid.left,
                cursor: laid.cursor,
                column: sheet.column_of(self.trail.here()),
                focused,
                found: if focused { self.marked_text() } else { "" },
            }
            .draw(canvas, laid.area);
            if index > 0 {
                canvas.upright(laid.area.x - 1, body.y, body.height, Role::Faint);
            }
        }
    }

    /// What is marked in the rows: what is searched or filtered for.
    fn marked_text(&self) -> &str {
        if self.trail.here().is_source() {
            &self.found
        } else {
            &self.trail.here().filter
        }
    }

    fn draw_panel(&self, canvas: &mut Canvas, area: Rect) {
        if area.height == 0 {
            return;
        }
        canvas.rule(area.x, area.y, area.width, Role::Faint);
        let inside = Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        };
        if let Some(sentences) = self.explanation() {
            self.draw_sentences(canvas, inside, sentences);
        } else if let Some(entry) = self.budget_under_cursor() {
            units_panel::draw(canvas, inside, entry, self.money);
        }
    }

    /// What the panel says of the row under the cursor.
    fn explanation(&self) -> Option<&[String]> {
        let sentences = self.view.explanations.get(self.row()?)?;
        Some(sentences.as_slice())
    }

    fn draw_sentences(&self, canvas: &mut Canvas, area: Rect, sentences: &[String]) {
        let room = area.width.saturating_sub(2);
        let lines: Vec<String> = sentences
            .iter()
            .filter(|sentence| !sentence.is_empty())
            .flat_map(|sentence| canvas.look().wrap(sentence, usize::from(room)))
            .collect();
        for (y, line) in (area.y..area.bottom()).zip(&lines) {
            canvas.say(area.x + 1, y, room, line, Role::Text);
        }
    }

    fn budget_under_cursor(&self) -> Option<&crate::library::CatalogueEntry> {
        let ids = self.unit_under_cursor()?;
        self.stock.entry(*ids.first()?)
    }
}
