/*!
Which ways the rows of one family take together, so that every column meets its total.

The rows are gone through from the largest on, and a choice is left as soon as a
column has more than its total or can no longer reach it. Every choice that meets the
totals equally well is looked at, because a figure is in no doubt only where all of
them put it into the same column.
*/

use crate::records::fitting::loose_row::{LooseRow, tolerance};

/// Rows that add up to one row, and the ways that each of them may take.
pub struct Family<'a> {
    /// How many columns there are.
    pub columns: usize,
    /// The worth of one unit of the last printed decimal.
    pub last_place: i64,
    /// All rows of the table.
    pub rows: &'a [LooseRow],
    /// For each row of the table the ways to lay it.
    pub ways: &'a [Vec<Vec<usize>>],
    /// The rows of the family.
    pub children: &'a [usize],
    /// The columns of the row that they add up to.
    pub totals: &'a [Option<i64>],
    /// Among how many readings of the totals the search has to share its steps.
    pub shares: usize,
}

/// The choice that meets the totals best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// For each row of the family its way.
    pub ways: Vec<usize>,
    /// For each row of the family and each of its figures whether all equal choices agree.
    pub agreed: Vec<Vec<bool>>,
}

/// How many steps one family may cost; a document must not hold up its import.
const MOST_STEPS: usize = 60_000;

/// How many rows one family may have: the search goes one level deeper for each.
const MOST_ROWS: usize = 600;

/// How little a choice suits the rows: first what the document says, then custom.
type Reluctance = (u32, u32);

/// Finds the best choice; `None` where no choice meets the totals. Sums that are exact go
/// before sums that rounding would have to explain.
pub fn settle(family: &Family) -> Option<Settled> {
    if family.children.len() > MOST_ROWS {
        return None;
    }
    let rounding = tolerance(family.children.len(), family.last_place);
    settle_within(family, 0).or_else(|| settle_within(family, rounding))
}

fn settle_within(family: &Family, slack: i64) -> Option<Settled> {
    let mut order: Vec<usize> = (0..family.children.len()).collect();
    let size = |at: usize| {
        let row = &family.rows[family.children[at]];
        row.figures
            .iter()
            .map(|figure| figure.saturating_abs())
            .max()
    };
    order.sort_by_key(|&at| std::cmp::Reverse(size(at)));
    let mut search = Search {
        family,
        reach: reach(family, &order),
        prunes: family
            .children
            .iter()
            .all(|&row| family.rows[row].figures.iter().all(|&figure| figure >= 0)),
        slack,
        sums: vec![None; family.columns],
        chosen: vec![0; family.children.len()],
        order,
        steps: 0,
        most_steps: MOST_STEPS / family.shares.max(1),
        best: None,
        least: (u32::MAX, u32::MAX),
    };
    search.from(0, (0, 0));
    let whole = search.steps <= search.most_steps;
    let mut best = search.best?;
    if !whole {
        best.agreed
            .iter_mut()
            .flatten()
            .for_each(|agreed| *agreed = false);
    }
    Some(best)
}

/// For each place in the order what the rows from there on can add to each column at most.
fn reach(family: &Family, order: &[usize]) -> Vec<Vec<i64>> {
    let mut reach = vec![vec![0i64; family.columns]; order.len() + 1];
    for (place, &at) in order.iter().enumerate().rev() {
        let row = family.children[at];
        let mut most = vec![0i64; family.columns];
        for way in &family.ways[row] {
            for (&figure, &column) in family.rows[row].figures.iter().zip(way) {
                most[column] = most[column].max(figure);
            }
        }
        for column in 0..family.columns {
            reach[place][column] = reach[place + 1][column].saturating_add(most[column]);
        }
    }
    reach
}

struct Search<'a> {
    family: &'a Family<'a>,
    order: Vec<usize>,
    reach: Vec<Vec<i64>>,
    /// Whether a sum only grows, so that what is too much stays too much.
    prunes: bool,
    slack: i64,
    sums: Vec<Option<i64>>,
    chosen: Vec<usize>,
    steps: usize,
    most_steps: usize,
    best: Option<Settled>,
    least: Reluctance,
}

impl Search<'_> {
    fn from(&mut self, place: usize, reluctance: Reluctance) {
        self.steps += 1;
        if self.steps > self.most_steps || reluctance.0 > self.least.0 || !self.may_meet(place) {
            return;
        }
        let Some(&at) = self.order.get(place) else {
            self.keep(reluctance);
            return;
        };
        let row = self.family.children[at];
        let count = self.family.ways[row].len();
        if count == 0 {
            self.from(place + 1, reluctance);
        }
        let before = self.sums.clone();
        for way in self.by_reluctance(row) {
            let columns = &self.family.ways[row][way];
            for (&figure, &column) in self.family.rows[row].figures.iter().zip(columns) {
                let sum = self.sums[column].get_or_insert(0);
                *sum = sum.saturating_add(figure);
            }
            self.chosen[at] = way;
            let own = self.reluctance(row, way);
            self.from(place + 1, (reluctance.0 + own.0, reluctance.1 + own.1));
            self.sums.clone_from(&before);
        }
    }

    /// The ways of a row, the most suitable first, so that a search that is cut short has
    /// seen these.
    fn by_reluctance(&self, row: usize) -> Vec<usize> {
        let mut ways: Vec<usize> = (0..self.family.ways[row].len()).collect();
        ways.sort_by_key(|&way| self.reluctance(row, way));
        ways
    }

    fn reluctance(&self, row: usize, way: usize) -> Reluctance {
        let sum = self.family.rows[row].reluctance_of(&self.family.ways[row][way]);
        if self.family.rows[row].grounded {
            (sum, 0)
        } else {
            (0, sum)
        }
    }

    /// Whether the columns can still meet their totals. A column without any figure in its
    /// rows is left out: the text may have lost it.
    fn may_meet(&self, place: usize) -> bool {
        let is_end = place == self.order.len();
        if !is_end && !self.prunes {
            return true;
        }
        (0..self.family.columns).all(|column| {
            let Some(sum) = self.sums[column] else {
                return true;
            };
            let total = self.family.totals[column].unwrap_or(0);
            let reach = self.reach[place][column];
            sum <= total.saturating_add(self.slack)
                && sum.saturating_add(reach) >= total.saturating_sub(self.slack)
        })
    }

    fn keep(&mut self, reluctance: Reluctance) {
        let ground_is_better = reluctance.0 < self.least.0;
        let is_better = reluctance < self.least;
        match &mut self.best {
            Some(best) if !ground_is_better => {
                let columns =
                    |at: usize, way: usize| self.family.ways[self.family.children[at]].get(way);
                for (at, agreed) in best.agreed.iter_mut().enumerate() {
                    let (one, other) = (columns(at, best.ways[at]), columns(at, self.chosen[at]));
                    let pairs = one.into_iter().flatten().zip(other.into_iter().flatten());
                    for (agreed, (one, other)) in agreed.iter_mut().zip(pairs) {
                        *agreed &= one == other;
                    }
                }
                if is_better {
                    best.ways.clone_from(&self.chosen);
                }
            }
            _ => {
                let agreed = self.family.children.iter();
                self.best = Some(Settled {
                    ways: self.chosen.clone(),
                    agreed: agreed
                        .map(|&row| vec![true; self.family.rows[row].figures.len()])
                        .collect(),
                });
            }
        }
        if is_better {
            self.least = reluctance;
        }
    }
}
