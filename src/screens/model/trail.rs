/*!
The way that led to the present place, and those visited before. The trail is never empty,
and going up is leaving its last stop.
*/

use crate::screens::model::places::{At, Stop};

/// The way that led here; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    home: Stop,
    above: Vec<Stop>,
}

impl Trail {
    /// A trail that begins at a stop.
    pub fn from(home: Stop) -> Self {
        Self {
            home,
            above: Vec::new(),
        }
    }

    /// The present stop.
    pub fn here(&self) -> &Stop {
        self.above.last().unwrap_or(&self.home)
    }

    /// The present stop, to move its cursor.
    pub fn here_mut(&mut self) -> &mut Stop {
        self.above.last_mut().unwrap_or(&mut self.home)
    }

    /// The stop before the present one.
    pub fn before(&self) -> Option<&Stop> {
        match self.above.len() {
            0 => None,
            1 => Some(&self.home),
            n => self.above.get(n - 2),
        }
    }

    /// Goes on to another stop. In one budget the unit that it is narrowed to stays, but for
    /// the list of its units.
    pub fn push(&mut self, mut stop: Stop) {
        let here = self.here();
        if stop.unit.is_none() && stop.document() == here.document() {
            stop.unit.clone_from(&here.unit);
        }
        if stop.lists_units() {
            stop.unit = None;
        }
        self.above.push(stop);
    }

    /// Goes up; false at home.
    pub fn back(&mut self) -> bool {
        self.above.pop().is_some()
    }

    /// Leaves the stops of the budget shown, down to where it was entered, and gives them.
    pub fn leave_budget(&mut self) -> Vec<Stop> {
        let document = self.here().document();
        let from = self
            .above
            .iter()
            .rposition(|stop| stop.document() != document)
            .map_or(0, |index| index + 1);
        self.above.split_off(from)
    }

    /// Goes over to other stops of the budget shown, narrowed as it is, in the place of those
    /// that led here, which it gives.
    pub fn change_over(&mut self, mut stops: Vec<Stop>) -> Vec<Stop> {
        let unit = self.here().unit.clone();
        for stop in stops.iter_mut().filter(|stop| !stop.lists_units()) {
            stop.unit.clone_from(&unit);
        }
        let left = self.leave_budget();
        self.above.extend(stops);
        left
    }

    /// Leaves the stops of a comparison, down to where it was entered.
    pub fn leave_comparison(&mut self) {
        while matches!(self.here().at, At::Compare(_)) && self.back() {}
    }

    /// Goes on to several stops at once.
    pub fn extend(&mut self, stops: Vec<Stop>) {
        self.above.extend(stops);
    }
}

/// The trails visited before and after the present one.
#[derive(Debug, Clone, Default)]
pub struct Visits {
    older: Vec<Trail>,
    newer: Vec<Trail>,
}

impl Visits {
    /// How many trails are kept.
    const MOST: usize = 200;

    /// Notes the trail that is being left for a new one.
    pub fn leave(&mut self, trail: Trail) {
        self.newer.clear();
        self.older.push(trail);
        if self.older.len() > Self::MOST {
            self.older.remove(0);
        }
    }

    /// Puts the trail visited before in the place of the present one; false where there is
    /// none.
    pub fn older(&mut self, present: &mut Trail) -> bool {
        swap(&mut self.older, &mut self.newer, present)
    }

    /// The same with the trail visited after.
    pub fn newer(&mut self, present: &mut Trail) -> bool {
        swap(&mut self.newer, &mut self.older, present)
    }

    /// Whether there is a trail before.
    pub fn has_older(&self) -> bool {
        !self.older.is_empty()
    }

    /// Whether there is a trail after.
    pub fn has_newer(&self) -> bool {
        !self.newer.is_empty()
    }
}

fn swap(from: &mut Vec<Trail>, to: &mut Vec<Trail>, present: &mut Trail) -> bool {
    let Some(trail) = from.pop() else {
        return false;
    };
    to.push(std::mem::replace(present, trail));
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::DocumentId;
    use crate::screens::model::places::Page;

    fn page(document: i64, page: Page) -> Stop {
        Stop::page(DocumentId(document), page)
    }

    #[test]
    fn a_trail_is_never_empty() {
        let mut trail = Trail::from(Stop::at(At::Units));
        assert!(!trail.back());
        trail.push(page(1, Page::Tables));
        assert_eq!(trail.before().unwrap().at, At::Units);
        assert!(trail.back());
        assert_eq!(trail.here().at, At::Units);
    }

    #[test]
    fn leaving_a_budget_leaves_only_its_own_stops() {
        let mut trail = Trail::from(Stop::at(At::Units));
        trail.push(page(1, Page::Balance));
        trail.push(page(2, Page::Tables));
        trail.push(page(2, Page::Grid { table: 3 }));
        assert_eq!(trail.leave_budget().len(), 2);
        assert_eq!(trail.here().document(), Some(DocumentId(1)));
    }

    #[test]
    fn a_budget_stays_narrowed_until_its_units_are_listed() {
        let mut trail = Trail::from(Stop::at(At::Units));
        trail.push(page(1, Page::RowUnits));
        trail.push(page(1, Page::Balance).of_unit("105002"));
        trail.push(page(1, Page::Projects));
        assert_eq!(trail.here().unit.as_deref(), Some("105002"));
        trail.change_over(vec![page(1, Page::ThreePublic)]);
        assert_eq!(trail.here().unit.as_deref(), Some("105002"));
        trail.push(page(2, Page::Balance));
        assert_eq!(trail.here().unit, None);
        trail.back();
        trail.push(page(1, Page::RowUnits));
        trail.push(page(1, Page::Balance));
        assert_eq!(trail.here().unit, None);
    }

    #[test]
    fn places_visited() {
        let mut visits = Visits::default();
        let first = Trail::from(Stop::at(At::Units));
        let second = Trail::from(page(1, Page::Balance));
        visits.leave(first.clone());
        let mut present = second.clone();
        assert!(visits.older(&mut present));
        assert_eq!(present, first);
        assert!(visits.newer(&mut present));
        assert_eq!(present, second);
        assert!(!visits.newer(&mut present));
    }
}
