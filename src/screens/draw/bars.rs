/*!
The two lines above a page: the way here, and the budget's pages or what is searched for.
*/

use crate::compare::Along;
use crate::narrow::narrow;
use crate::screens::draw::areas::Areas;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::theme::Role;
use crate::screens::model::explorer::Explorer;
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::SearchFor;
use crate::screens::pages::search::kinds_text;
use ratatui::layout::{Position, Rect};

impl Explorer {
    /// What is typed to be searched, and the kinds of names.
    pub(super) fn draw_search(
        &self,
        canvas: &mut Canvas,
        area: Rect,
        sought: &SearchFor,
    ) -> Option<Position> {
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
        let behind = narrow::<u16>(look.width(text).saturating_sub(look.width(before)));
        Some(Position::new(x + taken.saturating_sub(behind), area.y))
    }

    pub(super) fn draw_title(&self, canvas: &mut Canvas, areas: &Areas) {
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

    pub(super) fn draw_tabs(&self, canvas: &mut Canvas, area: Rect) {
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
}
