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

use super::canvas::Canvas;
use super::contained::contained;
use super::explorer::{Explorer, Overlay, Purpose};
use super::keys::{
    Action, Binding, JUDGING_KEYS, KEYS, Moment, PageKind, SEARCH_KEYS, TYPING_KEYS,
};
use super::money::Mark;
use super::noting::Jotting;
use super::pages::search::kinds_text;
use super::pages::units_panel;
use super::theme::Role;
use super::trail::{At, SearchFor, Tab};
use super::view::{View, edition};
use super::widgets::overlay;
use super::widgets::sheet::Cell;
use super::widgets::sheet_draw::SheetProps;
use crate::budget::Place;
use crate::compare::Along;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use std::ops::Range;

/// The size that is enough for everything.
const ENOUGH: Size = Size {
    width: 80,
    height: 24,
};

/// The columns of the status line beside what is said in it.
const EDGES: u16 = 7;

/// Where the parts of a frame stand.
struct Areas {
    title: Rect,
    tabs: Option<Rect>,
    top: Rect,
    body: Rect,
    panel: Rect,
    status: Rect,
    keys: Rect,
}

fn areas(size: Size, view: &View) -> Areas {
    let width = size.width;
    let row = |y: u16, height: u16| Rect::new(0, y, width, height);
    let tabs = u16::from(view.has_bar());
    let above = 1 + tabs;
    let below = 2.min(size.height.saturating_sub(1));
    let room = size.height.saturating_sub(above + below);
    let top = (view.top.len() as u16).min(room.saturating_sub(3));
    // The panel and its rule give way to the rows where the screen is low.
    let panel = if view.panel > 0 && room >= view.panel + 1 + 6 {
        view.panel + 1
    } else {
        0
    };
    let body = room.saturating_sub(top + panel);
    Areas {
        title: row(0, 1.min(size.height)),
        tabs: view.has_bar().then(|| row(1, 1)),
        top: row(above, top),
        body: row(above + top, body),
        panel: row(above + top + body, panel),
        status: row(size.height.saturating_sub(2), u16::from(size.height > 2)),
        keys: row(size.height.saturating_sub(1), u16::from(size.height > 1)),
    }
}

/// Where the panes of a view stand.
pub fn panes(size: Size, view: &View) -> Vec<Rect> {
    let body = areas(size, view).body;
    let count = view.panes.len() as u16;
    if count <= 1 {
        return view.panes.iter().map(|_| body).collect();
    }
    let weights: u32 = view.panes.iter().map(|pane| u32::from(pane.weight)).sum();
    let room = u32::from(body.width.saturating_sub(count - 1));
    let mut x = body.x;
    let mut rects = Vec::with_capacity(view.panes.len());
    for (index, pane) in view.panes.iter().enumerate() {
        let last = index + 1 == view.panes.len();
        let width = if last {
            body.right() - x
        } else {
            (room * u32::from(pane.weight) / weights.max(1)) as u16
        };
        rects.push(Rect { x, width, ..body });
        x += width + 1;
    }
    rects
}

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
                typing = self.draw_search(&mut canvas, area, sought)
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

    /// What is typed to be searched, and the kinds of names.
    fn draw_search(&self, canvas: &mut Canvas, area: Rect, sought: &SearchFor) -> Option<Position> {
        let kinds = kinds_text(sought.kind, self.view.totals);
        let end = area.right().saturating_sub(1);
        let end = canvas.say_left_of(end, area.y, area.width * 2 / 3, &kinds, Role::Text);
        let prompt = if self.is_searching() {
            "搜索…"
        } else {
            "搜索："
        };
        canvas.say(area.x + 1, area.y, 6, prompt, Role::Key);
        let x = area.x + 7;
        let room = end.saturating_sub(x + 2);
        let (text, before) = (self.field.text(), self.field.before());
        let look = canvas.look();
        let shown = look.shorten_left(text, usize::from(room));
        let taken = canvas.say(x, area.y, room, &shown, Role::Strong);
        // Where the beginning is cut off, the cursor is measured from the end.
        let behind = look.width(text).saturating_sub(look.width(before)) as u16;
        Some(Position::new(x + taken.saturating_sub(behind), area.y))
    }

    /// The rows whose lines may have moved up or down as a whole since the last frame.
    pub fn scrolling_rows(&self) -> Option<Range<u16>> {
        let body = areas(self.size, &self.view).body;
        let header = self.focused()?.1.layout.header_height();
        let rows = body.y + header..body.bottom();
        (rows.len() > 3).then_some(rows)
    }

    fn draw_title(&self, canvas: &mut Canvas, areas: &Areas) {
        let area = areas.title;
        let mut end = area.right().saturating_sub(1);
        if self.settings.is_sample {
            end = canvas.say_left_of(end, area.y, 8, " 示例库 ", Role::Notice);
            end = end.saturating_sub(1);
        }
        if self.view.tab.is_none() && self.view.along.is_none() {
            end = canvas.say_left_of(end, area.y, end, &self.view.corner, Role::Faint);
            end = end.saturating_sub(2);
            let taken = canvas.say(1, area.y, end.saturating_sub(1), "类款项", Role::Title);
            let x = 1 + taken + 2;
            let crumb = self.view.crumbs.join(" › ");
            canvas.say(x, area.y, end.saturating_sub(x), &crumb, Role::Text);
            return;
        }
        let way = self.way(usize::from(end.saturating_sub(2)));
        let mut x = 1;
        for (index, crumb) in way.iter().enumerate() {
            if index > 0 {
                x += canvas.say(x, area.y, end.saturating_sub(x), " › ", Role::Faint);
            }
            let role = if index + 1 == way.len() {
                Role::Title
            } else {
                Role::Text
            };
            x += canvas.say(x, area.y, end.saturating_sub(x), crumb, role);
        }
    }

    /// The way here in at most `cols` columns: outer codes lose their names first, then
    /// go altogether, then the unit's name is shortened; the last stays whole longest.
    fn way(&self, cols: usize) -> Vec<String> {
        let mut way = self.view.crumbs.clone();
        let width = |way: &[String]| self.look.width(&way.join(" › "));
        let mut at = 2;
        while width(&way) > cols && at + 1 < way.len() {
            if let Some((code, _)) = way[at].split_once(' ') {
                way[at] = code.to_owned();
            }
            at += 1;
        }
        while width(&way) > cols && way.len() > 3 {
            way.remove(2);
        }
        let over = width(&way).saturating_sub(cols);
        if over > 0 && way.len() > 2 {
            let unit = self.look.width(&way[0]);
            let left = unit.saturating_sub(over).max(10);
            way[0] = self.look.shorten(&way[0], left).into_owned();
        }
        way
    }

    fn draw_tabs(&self, canvas: &mut Canvas, area: Rect) {
        let mut x = area.x + 1;
        for (number, (name, here)) in (1..).zip(self.tab_names()) {
            let room = area.right().saturating_sub(x);
            if here {
                x += canvas.say(x, area.y, room, &format!("[{name}]"), Role::Tab);
            } else {
                x += canvas.say(x, area.y, room, &number.to_string(), Role::Faint);
                x += canvas.say(x, area.y, room, name, Role::Text);
            }
            x += 1;
        }
        let room = area.right().saturating_sub(x + 2);
        canvas.say_left_of(
            area.right() - 1,
            area.y,
            room,
            &self.view.corner,
            Role::Faint,
        );
    }

    /// The pages of the budget or of the comparison, and which of them is here.
    fn tab_names(&self) -> Vec<(&'static str, bool)> {
        match self.view.along {
            Some(here) => Along::ALL
                .iter()
                .map(|&along| (along.name(), along == here))
                .collect(),
            None => Tab::ALL
                .iter()
                .map(|&tab| (tab.name(), self.view.tab == Some(tab)))
                .collect(),
        }
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

    /// The rule above the keys, and in it what is to be said.
    fn draw_status(&self, canvas: &mut Canvas, area: Rect) -> Option<Position> {
        if area.height == 0 {
            return None;
        }
        canvas.rule(area.x, area.y, area.width, Role::Faint);
        let mut end = area.right().saturating_sub(2);
        let said = self.said_lines();
        let place = self.place_text().map(|place| format!(" {place} "));
        // What is said goes before the place, which Enter or o shows too.
        if let Some(text) = place.filter(|place| self.fits_beside(&said, place)) {
            end = canvas.say_left_of(end, area.y, area.width / 2, &text, Role::Faint);
        }
        let room = end.saturating_sub(3);
        if let Some((prompt, before, text)) = self.typed() {
            let x = 2 + canvas.say(2, area.y, room, &format!(" {prompt}"), Role::Key);
            let room = room.saturating_sub(x);
            let (shown, at) = canvas.look().around(&text, &before, usize::from(room));
            let taken = canvas.say(x, area.y, room, &shown, Role::Text);
            canvas.say(x + taken, area.y, 1, " ", Role::Text);
            return Some(Position::new(x + (at as u16).min(taken), area.y));
        }
        if let Some(text) = said.first() {
            canvas.say(2, area.y, room, &format!(" {text} "), self.said().1);
        }
        None
    }

    /// What is to be said in lines as wide as the status line; the second takes the place of
    /// the keys. Nothing while the line is typed into.
    fn said_lines(&self) -> Vec<String> {
        let (text, _) = self.said();
        if self.typed().is_some() || text.is_empty() {
            return Vec::new();
        }
        let cols = usize::from(self.size.width.saturating_sub(EDGES));
        self.look.wrap(&text, cols)
    }

    fn fits_beside(&self, said: &[String], place: &str) -> bool {
        let cols = usize::from(self.size.width.saturating_sub(EDGES));
        let taken = |said: &String| self.look.width(said) + 3;
        let place = self.look.width(place).min(usize::from(self.size.width / 2));
        match said {
            [] => true,
            [only] => taken(only) + place <= cols,
            _ => false,
        }
    }

    /// What the keys are typed into: what it is, the text before the cursor, the text.
    fn typed(&self) -> Option<(String, String, String)> {
        let (prompt, field) = match self.overlay.as_ref()? {
            Overlay::Filter(field, _) => ("筛选：", field),
            Overlay::Find(field, _) => ("查找：", field),
            Overlay::Note(field, jotting) => (jotting.prompt(field), field),
            _ => return None,
        };
        Some((
            prompt.to_owned(),
            field.before().to_owned(),
            field.text().to_owned(),
        ))
    }

    /// What is to be said: a message, the ground of the figure, a filter, or what the
    /// marks on the page mean.
    fn said(&self) -> (String, Role) {
        if let Some(Overlay::Erase(note)) = &self.overlay {
            let asks = match note.finding {
                Some(_) => "删去这处疑点的核定？y 删去，n 不删",
                None => "删去这条笔记？y 删去，n 不删",
            };
            return (format!("{asks}：{}", note.words()), Role::Notice);
        }
        if let Some(status) = &self.status {
            return (status.clone(), Role::Notice);
        }
        if self.size.width < ENOUGH.width || self.size.height < ENOUGH.height {
            let Size { width, height } = self.size;
            return (format!("{width}×{height} 太小，要 80×24"), Role::Notice);
        }
        if let Some(ground) = self.ground() {
            return (ground, Role::Text);
        }
        if let Some(words) = self.note_under_cursor() {
            return (format!("笔记：{words}"), Role::Text);
        }
        let filter = &self.trail.here().filter;
        if !filter.is_empty() {
            return (format!("筛选：{filter}（Esc 取消）"), Role::Notice);
        }
        (self.legend(), Role::Faint)
    }

    /// How the figure under the cursor came to be here, where it is not printed.
    fn ground(&self) -> Option<String> {
        let (sheet, _) = self.focused()?;
        let figure = sheet.figure_at(self.row()?, sheet.column_of(self.trail.here()))?;
        match figure.mark {
            Mark::Derived => Some(format!("推算：{}", figure.ground)),
            Mark::Uncertain => Some(format!("存疑：{}", figure.ground)),
            _ => None,
        }
    }

    /// What the marks on the page mean.
    fn legend(&self) -> String {
        let (mut marks, mut rounded, mut listed) = (Vec::new(), false, false);
        for cell in self
            .view
            .panes
            .iter()
            .flat_map(|pane| &pane.sheet.rows)
            .flat_map(|row| &row.cells)
        {
            match cell {
                Cell::Figure(figure) => {
                    rounded |= figure.text.starts_with('~');
                    if figure.mark != Mark::None && !marks.contains(&figure.mark) {
                        marks.push(figure.mark);
                    }
                }
                Cell::Text(text) => listed |= text.starts_with('〔'),
                _ => {}
            }
        }
        let mut panes = self.view.panes.iter();
        let noted = panes.any(|pane| pane.sheet.rows.iter().any(|row| row.noted));
        let mut says: Vec<&str> = marks.iter().map(|mark| mark.says()).collect();
        if noted {
            says.push("● 有笔记");
        }
        if rounded {
            says.push("~ 已舍入");
        }
        if listed {
            says.push("〔〕名称取自科目表");
        }
        says.join("  ")
    }

    /// Where the figure under the cursor stands.
    fn place_text(&self) -> Option<String> {
        if self.trail.here().is_source() {
            return self.line_text();
        }
        let spot = self.spot()?;
        let entry = self.stock.entry(spot.document)?;
        match self.stock.books.get(&spot.document) {
            Some(book) => Some(book.source.name_of(spot.place)),
            None if entry.has_lines => Some(format!("{}:{}", entry.file_name, spot.place.line)),
            None => Some(entry.file_name.clone()),
        }
    }

    /// Where the line of the document under the cursor stands: in a PDF its page.
    fn line_text(&self) -> Option<String> {
        let (sheet, _) = self.focused()?;
        // A line that wraps has further rows, which are numbered behind its own number.
        let id = &sheet.rows.get(self.row()?)?.id;
        let number = id.split(|c: char| !c.is_ascii_digit()).next()?;
        let line = number.parse().ok()?;
        let book = self.stock.books.get(&self.trail.here().document()?)?;
        Some(book.source.name_of(Place::line(line)))
    }

    fn draw_keys(&self, canvas: &mut Canvas, area: Rect) {
        if area.height == 0 {
            return;
        }
        if let [_, rest, ..] = self.said_lines().as_slice() {
            let cols = area.width.saturating_sub(EDGES);
            canvas.say(area.x + 3, area.y, cols, rest, self.said().1);
            return;
        }
        // While the line above is typed into, a message stands here.
        if let Some(status) = self.status.as_ref().filter(|_| self.typed().is_some()) {
            let cols = area.width.saturating_sub(EDGES);
            canvas.say(area.x + 3, area.y, cols, status, Role::Notice);
            return;
        }
        let hints = self.hints();
        let look = canvas.look();
        let width = |(key, says): &(&str, &str)| look.width(key) + look.width(says) + 3;
        let last_two: usize = hints.iter().rev().take(2).map(width).sum();
        let mut x = area.x + 1;
        let mut room = usize::from(area.width).saturating_sub(last_two);
        for (index, hint) in hints.iter().enumerate() {
            let last = index + 2 >= hints.len();
            if !last && width(hint) > room {
                continue;
            }
            if !last {
                room -= width(hint);
            }
            x += canvas.say(x, area.y, area.right().saturating_sub(x), hint.0, Role::Key) + 1;
            x += canvas.say(
                x,
                area.y,
                area.right().saturating_sub(x),
                hint.1,
                Role::Text,
            ) + 2;
        }
    }

    /// The keys of the bottom line and what they do.
    fn hints(&self) -> Vec<(&'static str, &'static str)> {
        match &self.overlay {
            Some(Overlay::Note(_, jotting)) if matches!(**jotting, Jotting::Judge(_)) => {
                return JUDGING_KEYS.to_vec();
            }
            Some(Overlay::Filter(..) | Overlay::Find(..) | Overlay::Note(..)) => {
                return TYPING_KEYS.to_vec();
            }
            Some(Overlay::Erase(_)) => return vec![("y", "删去"), ("n", "不删")],
            Some(Overlay::Help(_)) => return vec![("↑↓", "滚动"), ("Esc", "关上")],
            Some(Overlay::Choose(_, _, purpose)) => {
                let enter = match purpose {
                    Purpose::Open(_) => "打开",
                    Purpose::Mark => "标记",
                };
                return vec![("↑↓", "选择"), ("Enter", enter), ("Esc", "不选了")];
            }
            None if self.kind() == PageKind::Search => return SEARCH_KEYS.to_vec(),
            None => {}
        }
        // What depends on the row alone is left in: the line shall not flicker with the cursor.
        let page = self.kind();
        let moment = Moment {
            on_row: true,
            has_source: true,
            ..self.moment()
        };
        KEYS.iter()
            .filter(|binding| binding.works_on(page) && !binding.short.is_empty())
            .filter(|binding| binding.act == Action::Quit || (binding.refuse)(&moment).is_none())
            .map(|binding| (binding.press[0], binding.short))
            .collect()
    }

    fn draw_overlay(&self, canvas: &mut Canvas) {
        match &self.overlay {
            Some(Overlay::Help(top)) => self.draw_help(canvas, *top),
            Some(Overlay::Choose(budgets, at, purpose)) => {
                let title = match purpose {
                    Purpose::Open(_) => "有几份预算，打开哪一份",
                    Purpose::Mark => "有几份预算，标记哪一份",
                };
                self.draw_choice(canvas, (budgets, *at), title);
            }
            _ => {}
        }
    }

    fn draw_help(&self, canvas: &mut Canvas, top: usize) {
        let screen = self.window_area();
        let keys = self.help_keys();
        let title = format!("{} 的键", self.kind().name());
        let inside = overlay::open(canvas, screen, 76, keys.len() as u16 + 2, &title);
        let lines = keys.iter().skip(top);
        for (y, binding) in (inside.top()..inside.bottom()).zip(lines) {
            canvas.say(inside.x, y, 26, &binding.pressed(), Role::Key);
            canvas.say(
                inside.x + 27,
                y,
                inside.width.saturating_sub(27),
                binding.says,
                Role::Text,
            );
        }
        let hidden = keys.len().saturating_sub(top + usize::from(inside.height));
        if hidden > 0 {
            let text = format!(" 下面还有 {hidden} 行 ");
            canvas.say_left_of(inside.right(), inside.bottom(), 20, &text, Role::Notice);
        }
    }

    fn window_area(&self) -> Rect {
        Rect::new(0, 0, self.size.width, self.size.height.saturating_sub(1))
    }

    fn help_keys(&self) -> Vec<&'static Binding> {
        let page = self.kind();
        KEYS.iter()
            .filter(|binding| binding.works_on(page))
            .collect()
    }

    /// How far the help can be scrolled down.
    pub(super) fn last_help_top(&self) -> usize {
        let room = usize::from(self.window_area().height.saturating_sub(2));
        self.help_keys().len().saturating_sub(room)
    }

    fn draw_choice(
        &self,
        canvas: &mut Canvas,
        (budgets, at): (&[crate::library::DocumentId], usize),
        title: &str,
    ) {
        let inside = overlay::open(
            canvas,
            self.window_area(),
            66,
            budgets.len() as u16 + 2,
            title,
        );
        for (index, (y, id)) in (inside.top()..inside.bottom()).zip(budgets).enumerate() {
            let Some(entry) = self.stock.entry(*id) else {
                continue;
            };
            let mark = if index == at { "▸" } else { " " };
            let text = format!("{mark} {} · {}", edition(&entry.identity), entry.file_name);
            canvas.say(inside.x, y, inside.width, &text, Role::Text);
            if index == at {
                let row = Rect {
                    y,
                    height: 1,
                    ..inside
                };
                canvas.restyle(row, canvas.look().theme.cursor_row());
            }
        }
    }
}
