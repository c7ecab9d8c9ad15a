/*!
The bottom line: the keys that matter now.
*/

use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::status::EDGES;
use crate::screens::draw::theme::Role;
use crate::screens::keys::{
    Action, JUDGING_KEYS, KEYS, Moment, PageKind, SEARCH_KEYS, TYPING_KEYS,
};
use crate::screens::model::explorer::{Explorer, Overlay, Purpose};
use crate::screens::model::noting::Jotting;
use ratatui::layout::Rect;

impl Explorer {
    pub(super) fn draw_keys(&self, canvas: &mut Canvas, area: Rect) {
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
            Some(
                Overlay::Filter(..) | Overlay::Find(..) | Overlay::Note(..) | Overlay::Write(..),
            ) => {
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
}
