/*!
What a key does.

Each action changes what was chosen (the trail, the cursor, the unit of money);
what is shown is worked out from that afterwards.
*/

mod addressing;
mod answers;
mod comparing;
mod copying;
mod cursor;
mod noting;
mod surveying;
mod typing;
mod way;
mod windows;
mod writing;

use crate::contained::contained;
use crate::screens::keys::{Action, PageKind, binding};
use crate::screens::model::explorer::{Effect, Explorer, Overlay};
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{At, SearchFor, Stop};
use crate::screens::terminal::input::Input;
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
    pub(in crate::screens) fn catch_up(&mut self) {
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
            Some(Overlay::Write(field)) => self.press_in_write(key, field),
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
            Some(Overlay::Write(mut field)) => {
                field.insert(text);
                self.overlay = Some(Overlay::Write(field));
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

    pub(in crate::screens) fn say(&mut self, text: impl Into<String>) {
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
            Action::Last => self.move_to_last(),
            Action::Columns(by) => self.move_columns(by),
            Action::Years(by) => match self.kind() {
                PageKind::Across => self.move_group(by),
                kind if kind != PageKind::Units => self.move_budget(by),
                _ => self.move_years(by),
            },
            Action::Across => self.look_across(),
            Action::MarkCode => self.mark_code(),
            Action::Totals => self.open_totals(),
            Action::Indicators => self.open_indicators(),
            Action::Region => self.narrow_to_region(),
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
            Action::Older => self.visit(true),
            Action::Newer => self.visit(false),
            Action::Search => self.begin_search(),
            Action::Filter => self.begin_typing(),
            Action::Find(by) => self.find_next(by),
            Action::Money => self.change_money(),
            Action::Sort => self.sort(),
            Action::Mark => self.mark_under_cursor(),
            Action::Compare => self.compare(),
            Action::Write => self.begin_writing(),
            Action::CopyRow => self.copy_row(),
            Action::CopyTable => self.copy_table(),
            Action::Help => self.overlay = Some(Overlay::Help(0)),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Redraw => self.redraw(),
            Action::Quit => self.effects.push(Effect::Quit),
        }
    }

    fn begin_search(&mut self) {
        let stop = Stop::at(At::Search(SearchFor::default()));
        self.go(|trail| trail.push(stop));
    }

    fn change_money(&mut self) {
        self.money = self.money.next();
        self.rebuild();
        self.say(format!("金额单位：{}", self.money.name()));
    }

    fn redraw(&mut self) {
        // What could not be read before may be readable now.
        self.stock.failures.clear();
        self.rebuild();
        self.effects.push(Effect::Redraw);
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

pub(in crate::screens) fn is_control_c(key: KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}
