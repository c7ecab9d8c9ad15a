/*!
What the keys of 对比 do: marking budgets, and going along what is compared.
*/

use crate::compare::Along;
use crate::library::DocumentId;
use crate::narrow::narrow;
use crate::screens::model::explorer::{Explorer, Overlay, Purpose};
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{At, Compared, Stop};
use crate::screens::pages::compare;

/// How many budgets can be compared: more find no room, and none of them is let go of while
/// the others are read.
const MOST: usize = 6;

impl Explorer {
    /// Marks the budget under the cursor, or asks which of several.
    pub(in crate::screens) fn mark_under_cursor(&mut self) {
        match self.unit_under_cursor().as_deref() {
            None | Some([]) => self.say("这里没有预算"),
            Some([only]) => self.mark(*only),
            Some(several) => {
                self.overlay = Some(Overlay::Choose(several.to_vec(), 0, Purpose::Mark));
            }
        }
    }

    /// Marks a budget, or takes its mark away.
    pub(in crate::screens) fn mark(&mut self, id: DocumentId) {
        let name = self
            .stock
            .entry(id)
            .map_or_else(String::new, |entry| entry.identity.to_string());
        if self.marks.contains(&id) {
            self.marks.retain(|marked| *marked != id);
            self.rebuild();
            self.say(format!("不再标记 {name}"));
        } else if self.marks.len() == MOST {
            self.say(format!("最多标记 {MOST} 份"));
        } else {
            self.marks.push(id);
            self.rebuild();
            self.say(match self.marks.len() {
                1 => format!("已标记 {name}；再标记一份，然后按 c 对比"),
                count => format!("已标记 {count} 份；按 c 对比"),
            });
        }
    }

    /// The budgets that would be compared: those marked, and beside a single one that under
    /// the cursor.
    pub(in crate::screens) fn comparable(&self) -> Vec<DocumentId> {
        let mut ids = self.marks.clone();
        if let [marked] = self.marks.as_slice() {
            let under = self.unit_under_cursor().unwrap_or_default();
            ids.extend(under.into_iter().find(|id| id != marked));
        }
        ids
    }

    /// Compares them.
    pub(in crate::screens) fn compare(&mut self) {
        let Some(catalogue) = &self.stock.catalogue else {
            return;
        };
        let documents = compare::in_order(&self.comparable(), catalogue);
        let stop = Stop::at(At::Compare(Compared {
            documents,
            along: Along::Functions,
            table: None,
            under: None,
        }));
        self.go(|trail| trail.push(stop));
    }

    /// Compares the same budgets along what a page of a budget shows.
    pub(in crate::screens) fn compare_along(&mut self, tab: Tab) {
        let along = match tab {
            Tab::Functions => Along::Functions,
            Tab::Economics => Along::Economics,
            Tab::Projects => Along::Projects,
            Tab::Balance => Along::Balance,
            Tab::ThreePublic => Along::ThreePublic,
            Tab::Tables | Tab::Source | Tab::Findings => {
                self.say("对比只有 1 到 5；o 到光标处的数的出处");
                return;
            }
        };
        let At::Compare(here) = &self.trail.here().at else {
            return;
        };
        let at = At::Compare(here.along(along));
        if self.trail.here().at == at {
            self.say(format!("已在按{}对比的最上一层", along.name()));
            return;
        }
        self.go(|trail| {
            trail.leave_comparison();
            trail.push(Stop::at(at));
        });
    }

    /// The next, or previous, thing to compare along, around the ends.
    pub(in crate::screens) fn step_comparison(&mut self, by: isize) {
        const TABS: [Tab; 5] = [
            Tab::Functions,
            Tab::Economics,
            Tab::Projects,
            Tab::Balance,
            Tab::ThreePublic,
        ];
        let At::Compare(here) = &self.trail.here().at else {
            return;
        };
        let at = Along::ALL.iter().position(|along| *along == here.along);
        let next = (narrow::<isize>(at.unwrap_or(0)) + by).rem_euclid(narrow::<isize>(TABS.len()));
        self.compare_along(TABS[next.unsigned_abs()]);
    }
}
