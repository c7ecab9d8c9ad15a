/*!
A table too wide for its page: the rest of its columns stands on the next, behind the same labels.
*/

use super::Grid;
use crate::tables::Cell;
use crate::tables::lines::squeeze;
use std::collections::HashSet;

/// Rows that tell that two pages print the same labels, at least.
const FEWEST_ROWS: usize = 2;

impl Grid {
    /// Whether another grid prints other headings than this one over its amounts.
    pub fn heads_others(&self, more: &Grid) -> bool {
        let labels = self.shared_labels(more);
        let own = self.headings(labels);
        let others = more.headings(labels);
        !own.is_empty() && !others.is_empty() && own.is_disjoint(&others)
    }

    /// Whether another grid goes on with the columns of this one: its rows have the same labels, one for one, and
    /// its amounts other headings.
    pub fn goes_on_beside(&self, more: &Grid) -> bool {
        let labels = self.shared_labels(more);
        let same = |(own, other): (&Vec<Cell>, &Vec<Cell>)| {
            (0..labels).all(|at| text(own, at) == text(other, at))
        };
        labels > 0
            && self.body.len() == more.body.len()
            && self.body.len() >= FEWEST_ROWS
            && self.heads_others(more)
            && self.body.iter().zip(&more.body).all(same)
    }

    /// Puts the columns of a grid that goes on with this one behind its own.
    pub fn put_beside(&mut self, more: Grid) {
        let labels = self.shared_labels(&more);
        let width = self.width();
        let depth = self.header.len().max(more.header.len());
        self.header.resize(depth, Vec::new());
        let rest = |row: Vec<Cell>| row.into_iter().skip(labels).collect::<Vec<Cell>>();
        let headings = more.header.into_iter().chain(std::iter::repeat(Vec::new()));
        for (row, more) in self.header.iter_mut().zip(headings) {
            row.resize(width, Cell::default());
            row.extend(rest(more));
        }
        for (row, more) in self.body.iter_mut().zip(more.body) {
            row.resize(width, Cell::default());
            row.extend(rest(more));
        }
        self.repeats.clear();
    }

    /// How many columns both begin with under the same headings: those of the labels.
    fn shared_labels(&self, more: &Grid) -> usize {
        let heading = |grid: &Grid, at: usize| -> String {
            grid.header.iter().map(|row| text(row, at)).collect()
        };
        let is_shared = |at: &usize| {
            let own = heading(self, *at);
            !own.is_empty() && own == heading(more, *at)
        };
        let width = self.width().min(more.width());
        (0..width).take_while(is_shared).count()
    }

    /// The words of the header behind the labels, but for those that any group has below it.
    fn headings(&self, labels: usize) -> HashSet<String> {
        let cells = self.header.iter().flat_map(|row| row.iter().skip(labels));
        let words = cells.map(|cell| squeeze(&cell.text));
        words
            .filter(|word| !matches!(word.as_str(), "" | "小计" | "合计" | "其中"))
            .collect()
    }
}

fn text(row: &[Cell], at: usize) -> String {
    row.get(at)
        .map(|cell| squeeze(&cell.text))
        .unwrap_or_default()
}
