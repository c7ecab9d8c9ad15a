/*!
Which row a row adds up to: what the sums of columns are checked against where the text lost
the columns.
*/

use crate::budget::{Amount, Row, RowKind, parent_code};
use crate::records::fitting::loose_row::tolerance;
use crate::tables::Cell;
use std::collections::HashMap;

/// The rows of a table as their sums are looked for. What is asked for every row is looked up
/// once: a table may be long.
pub struct Parents<'a> {
    rows: &'a [Row],
    amounts: &'a [Vec<Amount>],
    loose: &'a [(usize, Vec<Cell>)],
    has_classes: bool,
    total: Option<usize>,
    /// The first row of a kind and a code that is the sum of rows with finer codes.
    by_code: HashMap<(RowKind, &'a str), usize>,
    /// For each row the subtotal without a code that it stands under.
    in_order: Vec<Option<usize>>,
}

impl<'a> Parents<'a> {
    /// Looks through rows whose figures are still loose.
    pub fn of(
        rows: &'a [Row],
        amounts: &'a [Vec<Amount>],
        loose: &'a [(usize, Vec<Cell>)],
    ) -> Self {
        let is_class = |row: &Row| {
            matches!(
                row.kind,
                RowKind::Function | RowKind::DepartmentEconomic | RowKind::Project
            )
        };
        let mut parents = Self {
            rows,
            amounts,
            loose,
            has_classes: rows.iter().any(is_class),
            total: loose
                .iter()
                .position(|(at, _)| rows[*at].kind == RowKind::Total),
            by_code: HashMap::new(),
            in_order: Vec::new(),
        };
        parents.by_code = parents.sums_of_codes();
        parents.in_order = parents.subtotals();
        parents
    }

    fn row(&self, at: usize) -> &'a Row {
        &self.rows[self.loose[at].0]
    }

    /// The row that a row adds up to: the one of the class above it, or else the total.
    pub fn parent_of(&self, index: usize) -> Option<usize> {
        let row = self.row(index);
        match row.kind {
            RowKind::Total | RowKind::Department => return None,
            RowKind::Unit if self.has_classes => return None,
            _ => {}
        }
        parent_code(&row.code)
            .and_then(|above| self.by_code.get(&(row.kind, above)).copied())
            .or(self.in_order[index])
            .or(self.total)
    }

    /// The rows that are the sum of rows with finer codes, and not beside them: some provinces
    /// print 30302 and 3030201 side by side.
    fn sums_of_codes(&self) -> HashMap<(RowKind, &'a str), usize> {
        let mut parts: HashMap<(RowKind, &str), Parts> = HashMap::new();
        for (at, amounts) in self.amounts.iter().enumerate() {
            if let (Some(above), Some(amount)) = (parent_code(&self.row(at).code), amounts.first())
            {
                let kind = self.row(at).kind;
                parts.entry((kind, above)).or_default().add(amount);
            }
        }
        let mut sums = HashMap::new();
        for (at, amounts) in self.amounts.iter().enumerate() {
            let key = (self.row(at).kind, self.row(at).code.as_str());
            if let (Some(whole), Some(parts)) = (amounts.first(), parts.get(&key))
                && parts.add_up_to(whole)
            {
                sums.entry(key).or_insert(at);
            }
        }
        sums
    }

    fn is_subtotal(&self, at: usize) -> bool {
        at < self.loose.len()
            && self.row(at).kind == RowKind::Function
            && self.row(at).code.is_empty()
    }

    /// A 类 stands over a 款, a 款 over 项.
    fn level(&self, at: usize) -> usize {
        match (self.is_subtotal(at), self.is_subtotal(at + 1)) {
            (true, true) => 1,
            (true, false) => 2,
            _ => 3,
        }
    }

    fn is_row(&self, at: usize) -> bool {
        matches!(self.row(at).kind, RowKind::Function | RowKind::Project)
    }

    /// For each row the subtotal without a code that it stands under: some provinces print 类
    /// and 款 by name alone. It is one only where the rows up to the next of its kind add up to it.
    fn subtotals(&self) -> Vec<Option<usize>> {
        let mut known: HashMap<(usize, usize), bool> = HashMap::new();
        // The last row of each level, since the last row of another kind.
        let mut last: [Option<usize>; 4] = [None; 4];
        let mut subtotals = Vec::with_capacity(self.loose.len());
        for at in 0..self.loose.len() {
            let level = self.level(at);
            let above = last[..level].iter().copied().max().flatten();
            subtotals.push(above.filter(|&above| {
                *known
                    .entry((above, level))
                    .or_insert_with(|| self.stands_over(above, level))
            }));
            if self.is_row(at) {
                last[level] = Some(at);
            } else {
                last = [None; 4];
            }
        }
        subtotals
    }

    /// Whether the rows of a level under a row add up to it.
    fn stands_over(&self, above: usize, level: usize) -> bool {
        let mut parts = Parts::default();
        (above + 1..self.loose.len())
            .take_while(|&at| self.is_row(at) && self.level(at) > self.level(above))
            .filter(|&at| self.level(at) == level)
            .filter_map(|at| self.amounts[at].first())
            .for_each(|amount| parts.add(amount));
        self.amounts[above]
            .first()
            .is_some_and(|whole| parts.add_up_to(whole))
    }
}

/// The parts of a sum, as far as they are asked about.
#[derive(Debug, Default)]
struct Parts {
    sum: i64,
    count: usize,
    /// The worth of a unit of the last decimal of the coarsest.
    place: i64,
}

impl Parts {
    fn add(&mut self, amount: &Amount) {
        self.sum = self.sum.saturating_add(amount.ten_thousandths());
        self.count += 1;
        self.place = self.place.max(amount.last_place());
    }

    fn add_up_to(&self, whole: &Amount) -> bool {
        let slack = tolerance(self.count, self.place);
        let gap = whole.ten_thousandths().saturating_sub(self.sum);
        self.count > 0 && gap.saturating_abs() <= slack
    }
}
