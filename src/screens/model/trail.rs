/*!
The places of the explorer, the way that led to the present one, and those
visited before.

A stop holds what was chosen (the page, the row, the column) and nothing that
could be derived from the library; rows are named, not counted, so that a change
of the library cannot slide the cursor onto another figure. The trail is never
empty, and going up is leaving its last stop.
*/

use crate::budget::{Place, TableKind};
use crate::compare::Along;
use crate::library::DocumentId;

/// The pages of a budget, in the order of their keys 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tab {
    /// 功能分类
    Functions,
    /// 经济分类
    Economics,
    /// 项目绩效
    Projects,
    /// 收支
    Balance,
    /// 三公
    ThreePublic,
    /// 表
    Tables,
    /// 原文
    Source,
    /// 勾稽
    Findings,
}

impl Tab {
    /// Every page, in order.
    pub const ALL: [Tab; 8] = [
        Tab::Functions,
        Tab::Economics,
        Tab::Projects,
        Tab::Balance,
        Tab::ThreePublic,
        Tab::Tables,
        Tab::Source,
        Tab::Findings,
    ];

    /// The name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Functions => "功能分类",
            Tab::Economics => "经济分类",
            Tab::Projects => "项目绩效",
            Tab::Balance => "收支",
            Tab::ThreePublic => "三公",
            Tab::Tables => "表",
            Tab::Source => "原文",
            Tab::Findings => "勾稽",
        }
    }

    /// The page that opens the tab.
    pub fn first_page(self) -> Page {
        match self {
            Tab::Functions => Page::Functions {
                table: None,
                under: None,
            },
            Tab::Economics => Page::Economics {
                table: None,
                side: Side::Department,
                under: None,
            },
            Tab::Projects => Page::Projects,
            Tab::Balance => Page::Balance,
            Tab::ThreePublic => Page::ThreePublic,
            Tab::Tables => Page::Tables,
            Tab::Source => Page::Source { mark: None },
            Tab::Findings => Page::Findings,
        }
    }

    /// The tab `steps` further on, around the ends.
    pub fn step(self, steps: isize) -> Tab {
        let count = Self::ALL.len() as isize;
        let here = Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0) as isize;
        Self::ALL[(here + steps).rem_euclid(count) as usize]
    }
}

/// Which classification an economic page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// 部门预算支出经济分类
    Department,
    /// 政府预算支出经济分类
    Government,
    /// The pairs of both.
    Pairs,
}

/// A page of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Page {
    /// One level of 功能分类 in a table (none: the first there is), under a code.
    Functions {
        /// The table.
        table: Option<TableKind>,
        /// The code whose children are shown.
        under: Option<String>,
    },
    /// 明细: everything there is about one function code.
    Function {
        /// The code.
        code: String,
    },
    /// One level of 经济分类 in a table (none: the first there is), under a code.
    Economics {
        /// The table.
        table: Option<TableKind>,
        /// Which classification.
        side: Side,
        /// The code whose children are shown.
        under: Option<String>,
    },
    /// Everything there is about one economic class.
    EconomicClass {
        /// Which classification.
        side: Side,
        /// The code.
        code: String,
    },
    /// The projects.
    Projects,
    /// The indicator of that number, on the page of its project once the budget is there.
    Indicator {
        /// Its index in the book.
        index: usize,
    },
    /// The units that the budget of a department tells apart.
    RowUnits,
    /// One project, or the department's overall goals (none).
    Project {
        /// The project's name.
        name: Option<String>,
    },
    /// Income and expenditure.
    Balance,
    /// 三公
    ThreePublic,
    /// The tables of the document.
    Tables,
    /// One table as printed.
    Grid {
        /// Its index in the book.
        table: usize,
    },
    /// Its findings.
    Findings,
    /// One finding, by its key.
    Finding {
        /// What tells it from the others.
        key: String,
    },
    /// What was checked, and what came of it.
    Checks,
    /// The place of the budget's total expenditure, once the budget is there.
    SourceOfTotal,
    /// The document.
    Source {
        /// The place asked for.
        mark: Option<Place>,
    },
}

impl Page {
    /// The tab that the page belongs to.
    pub fn tab(&self) -> Tab {
        match self {
            Page::Functions { .. } | Page::Function { .. } | Page::RowUnits => Tab::Functions,
            Page::Economics { .. } | Page::EconomicClass { .. } => Tab::Economics,
            Page::Projects | Page::Project { .. } | Page::Indicator { .. } => Tab::Projects,
            Page::Balance => Tab::Balance,
            Page::ThreePublic => Tab::ThreePublic,
            Page::Tables | Page::Grid { .. } => Tab::Tables,
            Page::Source { .. } | Page::SourceOfTotal => Tab::Source,
            Page::Findings | Page::Finding { .. } | Page::Checks => Tab::Findings,
        }
    }
}

/// What a stop shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum At {
    /// 单位×年度
    Units,
    /// A page of a budget.
    Budget(DocumentId, Page),
    /// 搜索 over the whole library.
    Search(SearchFor),
    /// The auditor's notes.
    Notes,
    /// The findings of every budget.
    Findings,
    /// 对比
    Compare(Compared),
}

/// What of which budgets is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Compared {
    /// The budgets, the base first.
    pub documents: Vec<DocumentId>,
    /// Along what.
    pub along: Along,
    /// From which kind of table; none for the first that all of them have.
    pub table: Option<TableKind>,
    /// The code whose children are shown.
    pub under: Option<String>,
}

impl Compared {
    /// The same budgets along something, from its outermost level.
    pub fn along(&self, along: Along) -> Self {
        Self {
            documents: self.documents.clone(),
            along,
            table: None,
            under: None,
        }
    }
}

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SearchFor {
    /// What was typed.
    pub text: String,
    /// Names of one kind, or of all.
    pub kind: Option<crate::search::Kind>,
    /// The number of the hit whose occurrences are unfolded.
    pub unfolded: Option<u32>,
}

/// How the rows of a page are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they come.
    #[default]
    AsPrinted,
    /// The largest first.
    Descending,
    /// The smallest first.
    Ascending,
}

/// A place in the explorer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What is shown.
    pub at: At,
    /// The row of the cursor, by its name; none for the first.
    pub row: Option<String>,
    /// The column of the cursor, by its name; none for the page's main column.
    pub column: Option<String>,
    /// The first row on the screen.
    pub top: usize,
    /// The first of the columns that scroll; in a document, of its characters.
    pub left: usize,
    /// The order of the rows.
    pub order: Order,
    /// What the rows are filtered by, or empty.
    pub filter: String,
    /// The unit that the budget of a department is narrowed to, by its key; none for the whole.
    pub unit: Option<String>,
}

impl Stop {
    /// A place with the cursor on its first row.
    pub fn at(at: At) -> Self {
        Self {
            at,
            row: None,
            column: None,
            top: 0,
            left: 0,
            order: Order::AsPrinted,
            filter: String::new(),
            unit: None,
        }
    }

    /// A page of a budget.
    pub fn page(document: DocumentId, page: Page) -> Self {
        Self::at(At::Budget(document, page))
    }

    /// The same place with the cursor on a row.
    pub fn on(mut self, row: impl Into<String>) -> Self {
        self.row = Some(row.into());
        self
    }

    /// The same place with the budget narrowed to a unit, by its key.
    pub fn of_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Whether it is the document itself.
    pub fn is_source(&self) -> bool {
        matches!(&self.at, At::Budget(_, Page::Source { .. }))
    }

    fn lists_units(&self) -> bool {
        matches!(self.at, At::Budget(_, Page::RowUnits))
    }

    /// The budget shown, if it is one.
    pub fn document(&self) -> Option<DocumentId> {
        match self.at {
            At::Budget(document, _) => Some(document),
            At::Units | At::Search(_) | At::Notes | At::Findings | At::Compare(_) => None,
        }
    }
}

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
