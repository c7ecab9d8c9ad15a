/*!
What a key does in the windows that lie over a page: the help, and a choice among budgets.
*/

use crate::library::DocumentId;
use crate::screens::model::explorer::{Effect, Explorer, Overlay, Purpose};
use crate::screens::update::is_control_c;
use crossterm::event::{KeyCode, KeyEvent};

impl Explorer {
    pub(in crate::screens) fn press_in_help(&mut self, key: KeyEvent, top: usize) {
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

    pub(in crate::screens) fn press_in_choice(
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
