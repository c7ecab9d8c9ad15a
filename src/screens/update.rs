/*!
What a key does.

Each action changes what was chosen (the trail, the cursor, the unit of money);
what is shown is worked out from that afterwards.
*/

use super::contained::contained;
use super::explorer::{Effect, Explorer, Overlay, Purpose};
use super::input::Input;
use super::keys::{Action, PageKind, binding};
use super::trail::{At, Order, Page, SearchFor, Side, Stop, Tab};
use super::widgets::sheet::{Cell, Go};
use crate::library::DocumentId;
use crate::text::width::AmbiguousWidth;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// How much may be typed ahead of a page.
const MOST_TYPED_AHEAD: usize = 1 << 12;

impl Explorer {
    /// Something came from the terminal. What is typed ahead of a page that is still being
    /// read waits for it: a note typed blindly must not become commands.
    pub fn input(&mut self, input: Input) {
        let holds = self.overlay.is_none() && self.has_no_page_yet();
        let at_once = match &input {
            Input::CursorAt(..) => true,
            Input::Key(key) => {
                let is_first = self.typed_ahead.is_empty();
                let names_page = self.trail.here().document().is_some();
                acts_on_no_page(*key, is_first) || is_first && names_page && is_digit(*key)
            }
            Input::Paste(_) => false,
        };
        if holds && !at_once {
            if self.typed_ahead.len() < MOST_TYPED_AHEAD {
                self.typed_ahead.push_back(input);
            }
            return;
        }
        if matches!(input, Input::Key(_)) {
            self.typed_ahead.clear();
        }
        self.take_input(input);
    }

    /// Does what was typed ahead, up to the next page that has to be read.
    pub(super) fn catch_up(&mut self) {
        while !self.has_no_page_yet()
            && let Some(input) = self.typed_ahead.pop_front()
        {
            self.take_input(input);
        }
    }

    /// Does what an input asks for. Where the program is at fault with it, what was being
    /// typed or chosen is given up, and the page is there as before.
    fn take_input(&mut self, input: Input) {
        if let Err(fault) = contained(|| self.do_input(input)) {
            self.overlay = None;
            self.rebuild();
            self.say(fault.to_string());
        }
    }

    fn do_input(&mut self, input: Input) {
        match input {
            Input::Key(key) => self.press(key),
            Input::Paste(text) => self.paste(&text),
            Input::CursorAt(_, column) => self.learn_width(match column {
                3 => AmbiguousWidth::Wide,
                _ => AmbiguousWidth::Narrow,
            }),
        }
    }

    /// A key was pressed.
    pub fn press(&mut self, key: KeyEvent) {
        self.status = None;
        match self.overlay.take() {
            None if self.kind() == PageKind::Search => self.press_in_search(key),
            None => self.command(key),
            Some(Overlay::Help(top)) => self.press_in_help(key, top),
            Some(Overlay::Choose(budgets, at, purpose)) => {
                self.press_in_choice(key, budgets, at, purpose);
            }
            Some(Overlay::Filter(field, before)) => self.press_in_filter(key, field, before),
            Some(Overlay::Find(field, before)) => self.press_in_find(key, field, before),
            Some(Overlay::Note(field, jotting)) => self.press_in_note(key, field, jotting),
            Some(Overlay::Erase(note)) => self.press_in_erase(key, *note),
        }
    }

    /// A pasted text goes where text is typed, and is no key anywhere else.
    fn paste(&mut self, text: &str) {
        match self.overlay.take() {
            Some(Overlay::Filter(mut field, before)) => {
                field.insert(text);
                self.filter(field, before);
            }
            Some(Overlay::Find(mut field, before)) => {
                field.insert(text);
                self.find_typed(field, before);
            }
            Some(Overlay::Note(mut field, jotting)) => {
                field.insert(text);
                self.overlay = Some(Overlay::Note(field, jotting));
            }
            None if self.kind() == PageKind::Search => {
                self.field.insert(text);
                self.search_typed();
            }
            other => {
                self.overlay = other;
                self.say("没有在键入文字，贴入的文字没有用上");
            }
        }
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.status = Some(text.into());
    }

    fn command(&mut self, key: KeyEvent) {
        let Some(binding) = binding(self.kind(), key) else {
            self.say("这个键在本页没有用处；按 ? 看本页的键");
            return;
        };
        match (binding.refuse)(&self.moment()) {
            Some(reason) => self.say(reason),
            None => self.act(binding.act),
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Rows(by) => self.move_rows(by),
            Action::Screens(by) => self.move_screens(by),
            Action::First => self.move_to(0, 1),
            Action::Last => self.move_to(usize::MAX, -1),
            Action::Columns(by) => self.move_columns(by),
            Action::Years(by) => self.move_years(by),
            Action::Enter => self.enter(Tab::Functions),
            Action::Back => self.back(),
            Action::Open(tab) => self.open(tab),
            Action::Step(by) => self.step(by),
            Action::Source => self.open_source(),
            Action::NextTable => self.next_table(),
            Action::Turn(side) => self.turn(side),
            Action::Note => self.begin_note(),
            Action::Judge => self.judge(),
            Action::Notes => self.open_notes(),
            Action::RowUnits => self.list_units(),
            Action::AllFindings => self.go(|trail| trail.push(Stop::at(At::Findings))),
            Action::EditNote => self.begin_edit(),
            Action::DeleteNote => self.ask_to_erase(),
            action => self.act_on_page(action),
        }
    }

    fn act_on_page(&mut self, action: Action) {
        match action {
            Action::Older => self.visit(true),
            Action::Newer => self.visit(false),
            Action::Search => {
                let stop = Stop::at(At::Search(SearchFor::default()));
                self.go(|trail| trail.push(stop));
            }
            Action::Filter => self.begin_typing(),
            Action::Find(by) => self.find_next(by),
            Action::Money => {
                self.money = self.money.next();
                self.rebuild();
                self.say(format!("金额单位：{}", self.money.name()));
            }
            Action::Sort => self.sort(),
            Action::Mark => self.mark_under_cursor(),
            Action::Compare => self.compare(),
            Action::CopyRow => self.copy_row(),
            Action::CopyTable => self.copy_table(),
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Redraw => {
                // What could not be read before may be readable now.
                self.stock.failures.clear();
                self.rebuild();
                self.effects.push(Effect::Redraw);
            }
            Action::Quit => self.effects.push(Effect::Quit),
            _ => {}
        }
    }

    /// Moves the cursor over rows that it may stand on.
    pub(super) fn move_rows(&mut self, by: isize) {
        let Some(cursor) = self.focused().and_then(|(_, laid)| laid.cursor) else {
            return;
        };
        self.move_to(cursor.saturating_add_signed(by), by.signum());
    }

    pub(super) fn move_screens(&mut self, by: isize) {
        let Some((_, laid)) = self.focused() else {
            return;
        };
        let (Some(cursor), rows) = (laid.cursor, laid.rows_in_view()) else {
            return;
        };
        let moved = by * rows.saturating_sub(1).max(1) as isize;
        let top = laid.top.saturating_add_signed(moved);
        self.trail.here_mut().top = top;
        self.move_to(cursor.saturating_add_signed(moved), by.signum());
    }

    /// Puts the cursor on the row at `target`, or the nearest that it may stand on.
    pub(super) fn move_to(&mut self, target: usize, direction: isize) {
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

    pub(super) fn cursor_moved(&mut self) {
        if self.view.follows_cursor {
            self.rebuild();
        } else {
            self.settle();
        }
    }

    fn move_columns(&mut self, by: isize) {
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
        if let Some(&column) = stops.get(to) {
            let id = sheet.columns[column].id.clone();
            self.trail.here_mut().column = Some(id);
            self.settle();
        }
    }

    /// Moves a document's lines sideways, no further than the longest goes.
    fn move_paper(&mut self, by: isize) {
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
    fn move_years(&mut self, by: isize) {
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

    /// Leaves the present place for another one.
    pub(super) fn go(&mut self, change: impl FnOnce(&mut super::trail::Trail)) {
        let before = self.trail.clone();
        change(&mut self.trail);
        // What could not be read then may be readable now.
        self.stock.failures.clear();
        let (here, there) = (self.trail.here(), before.here());
        if here.at != there.at || here.unit != there.unit {
            self.visits.leave(before);
            self.found.clear();
        }
        self.rebuild();
    }

    fn enter(&mut self, tab: Tab) {
        let Some((sheet, _)) = self.focused() else {
            return;
        };
        let Some(row) = self.row() else { return };
        if let Some(budgets) = self.unit_under_cursor() {
            self.choose(budgets, tab);
            return;
        }
        match sheet.rows[row].go.clone() {
            Go::To(stop) => {
                let is_marked = matches!(stop.at, At::Budget(_, Page::Source { mark: Some(_) }));
                self.go(|trail| trail.push(*stop));
                if is_marked {
                    self.show_mark();
                }
            }
            Go::Source => match self.spot() {
                Some(_) => self.open_source(),
                None => self.say("这是推算的数，没有下一层，也没有出处"),
            },
            Go::Nowhere(reason) => self.say(reason),
        }
    }

    /// Opens the one budget there is, or asks which.
    fn choose(&mut self, budgets: Vec<DocumentId>, tab: Tab) {
        match budgets.as_slice() {
            [] => self.say("这里没有预算"),
            [only] => self.open_budget(*only, tab),
            _ => self.overlay = Some(Overlay::Choose(budgets, 0, Purpose::Open(tab))),
        }
    }

    fn open_budget(&mut self, id: DocumentId, tab: Tab) {
        let stops = self
            .left_tabs
            .remove(&(id, tab))
            .unwrap_or_else(|| vec![Stop::page(id, tab.first_page())]);
        // From outside a budget is entered whole.
        let whole = stops.into_iter().map(|stop| Stop { unit: None, ..stop });
        self.go(|trail| trail.extend(whole.collect()));
    }

    pub(super) fn back(&mut self) {
        if !self.found.is_empty() && self.trail.here().is_source() {
            self.found.clear();
            self.settle();
            return;
        }
        if !self.trail.here().filter.is_empty() {
            self.set_filter(String::new());
            return;
        }
        if self.trail.before().is_none() {
            self.say("已在最上一层；q 退出");
            return;
        }
        self.go(|trail| {
            trail.back();
        });
    }

    /// Opens a page of the budget shown, or of the one under the cursor.
    fn open(&mut self, tab: Tab) {
        if matches!(self.trail.here().at, At::Compare(_)) {
            self.compare_along(tab);
            return;
        }
        let Some(id) = self.trail.here().document() else {
            self.enter(tab);
            return;
        };
        let page = match &self.trail.here().at {
            At::Budget(_, page) => page.tab(),
            At::Units | At::Search(_) | At::Notes | At::Findings | At::Compare(_) => tab,
        };
        let is_first = |stop: &Stop| stop.at == At::Budget(id, tab.first_page());
        if page == tab && is_first(self.trail.here()) {
            return;
        }
        let before = self.trail.clone();
        let stops = self
            .left_tabs
            .remove(&(id, tab))
            .unwrap_or_else(|| vec![Stop::page(id, tab.first_page())]);
        let left = self.trail.change_over(stops);
        if page != tab {
            self.left_tabs.insert((id, page), left);
        }
        self.visits.leave(before);
        self.found.clear();
        self.rebuild();
    }

    fn step(&mut self, by: isize) {
        if let At::Budget(_, page) = &self.trail.here().at {
            let tab = page.tab().step(by);
            self.open(tab);
        } else {
            self.step_comparison(by);
        }
    }

    /// To the place of the figure under the cursor.
    fn open_source(&mut self) {
        if let Some(id) = self
            .unit_under_cursor()
            .and_then(|ids| ids.first().copied())
        {
            self.go(|trail| trail.push(Stop::page(id, Page::SourceOfTotal)));
            return;
        }
        let Some(spot) = self.spot() else { return };
        let stop = Stop::page(
            spot.document,
            Page::Source {
                mark: Some(spot.place),
            },
        )
        .on(spot.place.line.to_string());
        self.go(|trail| trail.push(stop));
        self.show_mark();
    }

    /// Scrolls sideways until the marked place is in view, with some lines above it.
    pub(super) fn show_mark(&mut self) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let room = laid.layout.widths.last().copied().map_or(0, usize::from);
        let marked = self.row().and_then(|row| sheet.marked_columns(row));
        let above = usize::from(laid.area.height / 3);
        let top = laid.cursor.map_or(0, |cursor| cursor.saturating_sub(above));
        let here = self.trail.here_mut();
        here.top = top;
        if let Some((_, to)) = marked {
            here.left = (to + 4).saturating_sub(room);
        }
        self.settle();
    }

    /// Lists the units of the budget shown, the cursor on the one that it is narrowed to.
    fn list_units(&mut self) {
        let here = self.trail.here();
        let Some(id) = here.document() else { return };
        let unit = here.unit.clone().unwrap_or_default();
        let stop = Stop::page(id, Page::RowUnits).on(unit);
        self.go(|trail| trail.push(stop));
    }

    fn next_table(&mut self) {
        let Some(next) = self.view.next_table.clone() else {
            return;
        };
        let before = self.trail.clone();
        let here = self.trail.here_mut();
        *here = Stop {
            row: here.row.clone(),
            unit: here.unit.clone(),
            ..Stop::at(next)
        };
        self.visits.leave(before);
        self.rebuild();
    }

    /// Turns 经济分类 to a side, or back from it.
    fn turn(&mut self, to: Side) {
        let At::Budget(id, Page::Economics { table, side, .. }) = self.trail.here().at.clone()
        else {
            return;
        };
        let side = if side == to { Side::Department } else { to };
        let stop = Stop::page(
            id,
            Page::Economics {
                table,
                side,
                under: None,
            },
        );
        let before = self.trail.clone();
        self.trail.change_over(vec![stop]);
        self.visits.leave(before);
        self.rebuild();
    }

    fn visit(&mut self, older: bool) {
        let visited = if older {
            self.visits.older(&mut self.trail)
        } else {
            self.visits.newer(&mut self.trail)
        };
        if visited {
            self.found.clear();
            self.rebuild();
        }
    }

    fn sort(&mut self) {
        // The cursor stays on its row, wherever that goes.
        if let Some((row, (sheet, _))) = self.row().zip(self.focused()) {
            let id = sheet.rows[row].id.clone();
            self.trail.here_mut().row = Some(id);
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

    pub(super) fn copy_row(&mut self) {
        let Some((sheet, _)) = self.focused() else {
            return;
        };
        if let Some(row) = self.row() {
            let text = sheet.rows[row].tabbed();
            self.copy(text, "本行");
        }
    }

    fn copy_table(&mut self) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let text = sheet.tabbed(&laid.order);
        self.copy(text, "整页");
    }

    fn copy(&mut self, text: String, what: &str) {
        const MOST: usize = 100_000;
        if text.len() > MOST {
            self.say("太长，终端的剪贴板放不下；请用 lkx export tables/facts -o 文件");
            return;
        }
        self.effects.push(Effect::Copy(text));
        self.say(format!(
            "{what}已送往终端剪贴板；若没有收到：lkx export facts -o 数据.csv"
        ));
    }

    fn press_in_help(&mut self, key: KeyEvent, top: usize) {
        let page = usize::from(self.size.height.saturating_sub(4)).max(1);
        let top = match key.code {
            KeyCode::Down | KeyCode::Char('j') => top + 1,
            KeyCode::Up | KeyCode::Char('k') => top.saturating_sub(1),
            KeyCode::PageDown => top + page,
            KeyCode::PageUp => top.saturating_sub(page),
            _ if is_control_c(key) => {
                self.effects.push(Effect::Quit);
                return;
            }
            _ => return,
        };
        self.overlay = Some(Overlay::Help(top.min(self.last_help_top())));
    }

    fn press_in_choice(
        &mut self,
        key: KeyEvent,
        budgets: Vec<DocumentId>,
        at: usize,
        purpose: Purpose,
    ) {
        let last = budgets.len() - 1;
        match key.code {
            KeyCode::Enter | KeyCode::Right | KeyCode::Char('l') => match purpose {
                Purpose::Open(tab) => self.open_budget(budgets[at], tab),
                Purpose::Mark => self.mark(budgets[at]),
            },
            KeyCode::Down | KeyCode::Char('j') => {
                self.overlay = Some(Overlay::Choose(budgets, (at + 1).min(last), purpose));
            }
            KeyCode::Up | KeyCode::Char('k') => {
                self.overlay = Some(Overlay::Choose(budgets, at.saturating_sub(1), purpose));
            }
            KeyCode::Char('q') => self.effects.push(Effect::Quit),
            _ if is_control_c(key) => self.effects.push(Effect::Quit),
            _ => {}
        }
    }
}

/// Whether a key is for the program and not for what a page shows: it is not held up, and
/// what was typed before it is of no use any more. A letter may also be part of a text.
fn acts_on_no_page(key: KeyEvent, is_first: bool) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc => true,
        KeyCode::Char('q' | '?' | '/' | 'M' | '<' | '>') if is_first && !control => true,
        KeyCode::Char('c' | 'l' | 'z') => control,
        _ => false,
    }
}

/// Whether a key names a page of the budget, which is another page whatever is on this one.
fn is_digit(key: KeyEvent) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    matches!(key.code, KeyCode::Char('1'..='8')) && !control
}

pub(super) fn is_control_c(key: KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}
