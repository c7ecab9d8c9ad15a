/*!
What a key does where text is typed: filtering rows, finding in the document,
searching the library.
*/

use crate::narrow::narrow;
use crate::screens::draw::widgets::sheet::{Cell, Go};
use crate::screens::model::explorer::{Effect, Explorer, Overlay};
use crate::screens::model::places::{At, SearchFor};
use crate::screens::model::row_id::RowId;
use crate::screens::model::typing::Field;
use crate::screens::pages::search::step_kind;
use crate::screens::update::is_control_c;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Explorer {
    pub(in crate::screens) fn begin_typing(&mut self) {
        let here = self.trail.here();
        self.overlay = Some(if here.is_source() {
            Overlay::Find(Field::new(""), here.row.clone())
        } else {
            Overlay::Filter(Field::new(&here.filter), here.filter.clone())
        });
    }

    pub(in crate::screens) fn press_in_filter(
        &mut self,
        key: KeyEvent,
        mut field: Field,
        before: String,
    ) {
        match key.code {
            // The row that was found stays the row when the filter is taken back.
            KeyCode::Enter => {
                let found = self.row_here().cloned();
                let here = self.trail.here_mut();
                here.row = found.or(here.row.take());
            }
            KeyCode::Esc => {
                self.set_filter(before);
            }
            KeyCode::Down | KeyCode::Up => {
                self.move_rows(if key.code == KeyCode::Down { 1 } else { -1 });
                self.overlay = Some(Overlay::Filter(field, before));
            }
            _ if is_control_c(key) => self.effects.push(Effect::Quit),
            _ => {
                field.press(key);
                self.filter(field, before);
            }
        }
    }

    pub(in crate::screens) fn filter(&mut self, field: Field, before: String) {
        self.set_filter(field.text().to_owned());
        self.overlay = Some(Overlay::Filter(field, before));
    }

    /// Leaves only the rows that hold the words; a page that lists the worst of many chooses
    /// them anew.
    pub(in crate::screens) fn set_filter(&mut self, filter: String) {
        self.trail.here_mut().filter = filter;
        let asks_anew = matches!(self.trail.here().at, At::Survey(_));
        if asks_anew || self.view.sheet().is_some_and(|sheet| sheet.is_filtered) {
            self.rebuild();
        } else {
            self.reorder();
        }
    }

    pub(in crate::screens) fn press_in_find(
        &mut self,
        key: KeyEvent,
        mut field: Field,
        before: Option<RowId>,
    ) {
        match key.code {
            KeyCode::Enter => {
                if self.found.is_empty() {
                    return;
                }
                self.say_found();
            }
            KeyCode::Esc => {
                self.found.clear();
                self.trail.here_mut().row = before;
                self.settle();
            }
            _ if is_control_c(key) => self.effects.push(Effect::Quit),
            _ => {
                field.press(key);
                self.find_typed(field, before);
            }
        }
    }

    /// Finds what is typed from where the typing began.
    pub(in crate::screens) fn find_typed(&mut self, field: Field, before: Option<RowId>) {
        self.found = field.text().to_owned();
        self.trail.here_mut().row = before.clone();
        self.settle();
        self.overlay = Some(Overlay::Find(field, before));
        if !self.found.is_empty() && !self.find_from(0, 1) {
            self.say("没有找到");
        }
    }

    pub(in crate::screens) fn find_next(&mut self, by: isize) {
        self.find_from(1, by);
        self.say_found();
    }

    /// Says which of the rows found the cursor is on.
    fn say_found(&mut self) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let mut found = laid.order.iter().enumerate();
        let found: Vec<usize> = found
            .by_ref()
            .filter(|(_, row)| sheet.rows[**row].holds(&self.found))
            .map(|(at, _)| at)
            .collect();
        let at = found.iter().position(|at| Some(*at) == laid.cursor);
        self.say(match at {
            None => format!("没有找到：{}", self.found),
            Some(at) => format!(
                "{}/{} 行；n 下一处，N 上一处，Esc 取消",
                at + 1,
                found.len()
            ),
        });
    }

    /// Scrolls sideways until what was found in the row under the cursor is in view.
    fn show_found(&mut self) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let room = laid.layout.widths.last().copied().map_or(0, usize::from);
        let ends = self.row().and_then(|row| {
            sheet.rows[row].cells.iter().find_map(|cell| match cell {
                Cell::Paper {
                    text,
                    scrolls: true,
                    ..
                } => {
                    let at = text.find(&self.found)?;
                    Some(self.look.width(&text[..at + self.found.len()]))
                }
                _ => None,
            })
        });
        let here = self.trail.here_mut();
        here.left = ends.map_or(0, |ends| (ends + 4).saturating_sub(room));
        self.settle();
    }

    /// Puts the cursor on the nearest row that holds what is searched for, around the ends.
    fn find_from(&mut self, skip: usize, by: isize) -> bool {
        let Some((sheet, laid)) = self.focused() else {
            return false;
        };
        let count = narrow::<isize>(laid.order.len());
        let start = narrow::<isize>(laid.cursor.unwrap_or(0));
        let at = (narrow::<isize>(skip)..count + narrow::<isize>(skip))
            .map(|n| (start + n * by).rem_euclid(count) as usize)
            .find(|&at| sheet.rows[laid.order[at]].holds(&self.found));
        match at {
            Some(at) => {
                self.move_to(at, 1);
                self.show_found();
                true
            }
            None => false,
        }
    }

    /// On the search page what is no command is text.
    pub(in crate::screens) fn press_in_search(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => self.enter_hit(),
            KeyCode::Esc => self.back(),
            KeyCode::Down => self.move_rows(1),
            KeyCode::Up => self.move_rows(-1),
            KeyCode::PageDown => self.move_screens(1),
            KeyCode::PageUp => self.move_screens(-1),
            KeyCode::Tab => self.search_kind(1),
            KeyCode::BackTab => self.search_kind(-1),
            KeyCode::Char('c') if control => self.effects.push(Effect::Quit),
            KeyCode::Char('z') if control => self.effects.push(Effect::Suspend),
            KeyCode::Char('l') if control => self.effects.push(Effect::Redraw),
            KeyCode::Char('y') if control => self.copy_row(),
            KeyCode::Char('x') if control => self.look_across_hits(),
            _ => {
                let before = self.field.text().to_owned();
                self.field.press(key);
                if self.field.text() != before {
                    self.search_typed();
                }
            }
        }
    }

    pub(in crate::screens) fn search_typed(&mut self) {
        let text = self.field.text().to_owned();
        self.change_search(|sought| {
            sought.text = text;
            sought.unfolded = None;
        });
    }

    fn search_kind(&mut self, steps: isize) {
        self.change_search(|sought| {
            sought.kind = step_kind(sought.kind, steps);
            sought.unfolded = None;
        });
    }

    /// What is searched for changes in place: a keystroke is no place visited.
    fn change_search(&mut self, change: impl FnOnce(&mut SearchFor)) {
        let here = self.trail.here_mut();
        if let At::Search(sought) = &mut here.at {
            change(sought);
            here.row = None;
            here.top = 0;
        }
        self.rebuild();
    }

    /// To the place of the hit; a hit of many places unfolds instead.
    fn enter_hit(&mut self) {
        let Some((row, (sheet, _))) = self.row().zip(self.focused()) else {
            return;
        };
        let id = sheet.rows[row].id.clone();
        match sheet.rows[row].go.clone() {
            Go::To(stop) => match stop.at {
                At::Search(folded) => {
                    let here = self.trail.here_mut();
                    here.at = At::Search(folded);
                    here.row = Some(id);
                    self.rebuild();
                }
                _ => self.go(|trail| trail.push(*stop)),
            },
            _ => self.say("这里没有下一层"),
        }
    }
}
