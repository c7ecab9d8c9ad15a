/*!
Going from page to page: down, up, to another page of the budget, to a source and back.
*/

use crate::library::{CatalogueEntry, DocumentId};
use crate::screens::draw::widgets::sheet::Go;
use crate::screens::model::explorer::{Explorer, Overlay, Purpose};
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{At, Page, Side, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::trail::Trail;

impl Explorer {
    /// Leaves the present place for another one.
    pub(in crate::screens) fn go(&mut self, change: impl FnOnce(&mut Trail)) {
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

    pub(in crate::screens) fn enter(&mut self, tab: Tab) {
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
    pub(in crate::screens) fn choose(&mut self, budgets: Vec<DocumentId>, tab: Tab) {
        match budgets.as_slice() {
            [] => self.say("这里没有预算"),
            [only] => self.open_budget(*only, tab),
            _ => self.overlay = Some(Overlay::Choose(budgets, 0, Purpose::Open(tab))),
        }
    }

    pub(in crate::screens) fn open_budget(&mut self, id: DocumentId, tab: Tab) {
        let stops = self
            .left_tabs
            .remove(&(id, tab))
            .unwrap_or_else(|| vec![Stop::page(id, tab.first_page())]);
        // From outside a budget is entered whole.
        let whole = stops.into_iter().map(|stop| Stop { unit: None, ..stop });
        self.go(|trail| trail.extend(whole.collect()));
    }

    pub(in crate::screens) fn back(&mut self) {
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
    pub(in crate::screens) fn open(&mut self, tab: Tab) {
        if matches!(self.trail.here().at, At::Compare(_)) {
            self.compare_along(tab);
            return;
        }
        let Some(id) = self.trail.here().document() else {
            self.enter(tab);
            return;
        };
        let page = match &self.trail.here().at {
            At::Budget(_, page) => page.kind().tab(),
            At::Units
            | At::Search(_)
            | At::Notes
            | At::Findings
            | At::Compare(_)
            | At::Survey(_) => Some(tab),
        };
        let is_first = |stop: &Stop| stop.at == At::Budget(id, tab.first_page());
        if page == Some(tab) && is_first(self.trail.here()) {
            return;
        }
        let before = self.trail.clone();
        let stops = self
            .left_tabs
            .remove(&(id, tab))
            .unwrap_or_else(|| vec![Stop::page(id, tab.first_page())]);
        let left = self.trail.change_over(stops);
        if let Some(page) = page.filter(|page| *page != tab) {
            self.left_tabs.insert((id, page), left);
        }
        self.visits.leave(before);
        self.found.clear();
        self.rebuild();
    }

    pub(in crate::screens) fn step(&mut self, by: isize) {
        match self.kind().tab() {
            Some(tab) => self.open(tab.step(by)),
            None => self.step_comparison(by),
        }
    }

    /// To the place of the figure under the cursor.
    pub(in crate::screens) fn open_source(&mut self) {
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
        .on(RowId::line(spot.place.line));
        self.go(|trail| trail.push(stop));
        self.show_mark();
    }

    /// Scrolls sideways until the marked place is in view, with some lines above it.
    pub(in crate::screens) fn show_mark(&mut self) {
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
    pub(in crate::screens) fn list_units(&mut self) {
        let here = self.trail.here();
        let Some(id) = here.document() else { return };
        let stop = Stop::page(id, Page::RowUnits).on(RowId::RowUnit(here.unit.clone()));
        self.go(|trail| trail.push(stop));
    }

    pub(in crate::screens) fn next_table(&mut self) {
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
    pub(in crate::screens) fn turn(&mut self, to: Side) {
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

    /// To the same place of the unit's budget of the nearest year before or after.
    pub(in crate::screens) fn move_budget(&mut self, by: isize) {
        let Some((id, beside)) = self.budget_beside(by) else {
            let which = if by < 0 { "更早" } else { "更晚" };
            self.say(format!("库中没有这个单位{which}年度的同一种预算"));
            return;
        };
        self.go(|trail| {
            let stops = trail.leave_budget().into_iter();
            trail.extend(stops.map(|stop| in_budget(stop, id, beside)).collect());
        });
    }

    /// The budget shown, and that of the same unit, stage and scope of the nearest year before or after.
    fn budget_beside(&self, by: isize) -> Option<(DocumentId, DocumentId)> {
        let id = self.trail.here().document()?;
        let catalogue = self.stock.catalogue.as_ref()?;
        let identity = &catalogue.entry(id)?.identity;
        let is_alike = |entry: &&CatalogueEntry| {
            let candidate = &entry.identity;
            candidate.stage == identity.stage && candidate.scope == identity.scope
        };
        let alike = catalogue.of_unit(&identity.unit).filter(is_alike);
        let beside = if by < 0 {
            let before = alike.filter(|entry| entry.identity.year < identity.year);
            before.max_by_key(|entry| entry.identity.year)
        } else {
            let after = alike.filter(|entry| entry.identity.year > identity.year);
            after.min_by_key(|entry| entry.identity.year)
        };
        Some((id, beside?.id))
    }

    pub(in crate::screens) fn visit(&mut self, older: bool) {
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
}

/// A stop of a budget as it is in another: what a budget numbers or finds by itself becomes the list of such things.
fn in_budget(stop: Stop, id: DocumentId, beside: DocumentId) -> Stop {
    match stop.at.clone() {
        At::Budget(document, page) if document == id => {
            let (page, row) = match page {
                Page::Grid { .. } => (Page::Tables, None),
                Page::Source { .. } | Page::SourceOfTotal => (Page::Source { mark: None }, None),
                Page::Finding { .. } => (Page::Findings, None),
                Page::Indicator { .. } => (Page::Projects, None),
                page => (page, stop.row.clone()),
            };
            Stop {
                at: At::Budget(beside, page),
                row,
                ..stop
            }
        }
        _ => stop,
    }
}
