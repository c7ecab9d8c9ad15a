/*!
What lies over a page: the help, and a choice among budgets.
*/

use crate::library::DocumentId;
use crate::narrow::narrow;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::theme::Role;
use crate::screens::draw::widgets::overlay;
use crate::screens::keys::{Binding, KEYS};
use crate::screens::model::explorer::{Explorer, Overlay, Purpose};
use crate::screens::pages::view::edition;
use ratatui::layout::Rect;

impl Explorer {
    pub(super) fn draw_overlay(&self, canvas: &mut Canvas) {
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
        let inside = overlay::open(canvas, screen, 76, narrow::<u16>(keys.len()) + 2, &title);
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
    pub(in crate::screens) fn last_help_top(&self) -> usize {
        let room = usize::from(self.window_area().height.saturating_sub(2));
        self.help_keys().len().saturating_sub(room)
    }

    fn draw_choice(&self, canvas: &mut Canvas, (budgets, at): (&[DocumentId], usize), title: &str) {
        let inside = overlay::open(
            canvas,
            self.window_area(),
            66,
            narrow::<u16>(budgets.len()) + 2,
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
