/*!
The ways to read one header, and which of them is taken.

The headings over a column say what it is, where every column has its own. Where cells slipped or
are missing, the order of the words is another way, and what is printed over each column, known or not,
a third. Each way is a candidate with one cost; the least is taken, and what it rests on is kept.
*/

use super::confirmed::{Confirmed, broken, rows_broken, sums_broken};
use super::headings::own_cell;
use super::shape::Shape;
use super::torn::{aligned, as_printed, by_words, has_slipped, only_column};
use super::{Figures, placed, with_groups};
use crate::budget::Measure;
use crate::budget::columns::Column;
use crate::tables::{Cell, Grid};

/// What a reading of a header rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// Each column has headings of its own, which the tree knows or keeps.
    OwnHeadings,
    /// What stands over each column, every column having a heading of its own.
    HeadingsOver,
    /// The order of the words, as far as the rows agree.
    Order,
    /// What stands over each column, some of which has none of its own.
    HeadingsNear,
    /// What is printed over columns that the tree knows in part.
    Printed,
    /// That there is one column alone.
    OneColumn,
}

impl Ground {
    /// What a note says of it.
    pub fn words(self) -> &'static str {
        match self {
            Ground::OwnHeadings => "各栏按各自的表头",
            Ground::HeadingsOver | Ground::HeadingsNear => "各栏按其上方的表头",
            Ground::Order => "各栏按表头文字的次序",
            Ground::Printed => "各栏按印出的表头",
            Ground::OneColumn => "按只有一栏",
        }
    }

    /// The readings by which all columns are the tree's come before those that keep what is printed.
    fn tier(self) -> u8 {
        match self {
            Ground::OwnHeadings => 0,
            Ground::HeadingsOver | Ground::Order | Ground::HeadingsNear => 1,
            Ground::Printed => 2,
            Ground::OneColumn => 3,
        }
    }
}

/// Why a candidate is not taken, the weightiest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// It has another number of columns than the rows.
    is_unfit: bool,
    /// More rows speak against it than for it, where the headings' own places are doubted.
    is_doubted: bool,
    tier: u8,
    /// Sums of rows that break under it.
    broken: usize,
    ground: Ground,
}

/// A grid's header over the columns from `first` on.
#[derive(Clone, Copy)]
struct GridHeader<'g> {
    total: Measure,
    tree: &'static [Column],
    grid: &'g Grid,
    first: usize,
}

impl GridHeader<'_> {
    fn count(&self) -> usize {
        self.grid.width().saturating_sub(self.first)
    }

    fn rows(&self, shape: &Shape) -> Confirmed {
        rows_broken(shape, self.grid, self.first)
    }

    /// Whether the words name more columns than the rows have cells, and the rows agree: their
    /// blank cells at the end were dropped with the tabs before them.
    fn names_more(&self, shape: &Shape) -> bool {
        let count = self.count();
        count > 1
            && shape.len() > count
            && shape.sums.iter().any(|sum| sum.whole < count)
            && sums_broken(shape, self.grid, self.first) == 0
    }

    /// Whether shape and rows agree on the number of columns, and the rows do not refute it.
    fn is_sure(&self, shape: &Shape) -> bool {
        let (count, rows) = (self.count(), self.rows(shape));
        let is_refuted = rows.held == 0 && rows.broken > 0;
        let reaches_all = shape.len() < count && tail_is_blank(self.grid, self.first + shape.len());
        shape.len() == count && !is_refuted
            || reaches_all && sums_broken(shape, self.grid, self.first) == 0
            || self.names_more(shape)
    }

    /// The reading by headings that stand over their columns, and whether the rows speak against it.
    fn placed(&self) -> Option<(Shape, bool)> {
        if !placed::is_headed(self.grid, self.first) {
            return None;
        }
        let shape = placed::shape((self.total, self.tree), self.grid, self.first)?;
        let shape = with_groups(shape, self.grid);
        let is_doubted = self.rows(&shape).is_many() || has_slipped(&shape);
        Some((shape, is_doubted))
    }

    /// The readings of a header whose cells do not stand over the columns that they name.
    fn torn(&self) -> Vec<(Ground, Shape)> {
        let Self {
            total,
            tree,
            grid,
            first,
        } = *self;
        let count = self.count();
        let over = match (first..grid.width()).all(|column| own_cell(grid, column).is_some()) {
            true => Ground::HeadingsOver,
            false => Ground::HeadingsNear,
        };
        let aligned = aligned(total, tree, grid, first, count).map(|shape| (over, shape));
        let words = (Ground::Order, by_words(total, tree, grid, first));
        let printed = || as_printed(total, tree, grid, first, count);
        let only = || only_column(total, tree, count);
        let kept = [(Ground::Printed, printed()), (Ground::OneColumn, only())];
        let kept = kept
            .into_iter()
            .filter_map(|(ground, shape)| Some((ground, shape?)));
        aligned.into_iter().chain([words]).chain(kept).collect()
    }

    fn cost(&self, ground: Ground, shape: &Shape, is_doubted: bool) -> Cost {
        let fits = shape.len() == self.count() || self.names_more(shape);
        let broken = match ground {
            // What its own places say is taken or doubted as a whole.
            Ground::OwnHeadings => 0,
            _ => broken(shape, self.grid, self.first),
        };
        Cost {
            is_unfit: !fits,
            is_doubted,
            tier: ground.tier(),
            broken,
            ground,
        }
    }
}

/// Reads the header over the columns from `first` on, where no column is printed twice.
pub fn read(total: Measure, tree: &'static [Column], grid: &Grid, first: usize) -> Figures {
    let header = GridHeader {
        total,
        tree,
        grid,
        first,
    };
    let placed = header.placed();
    let figures = |ground, shape: Shape, sure| Figures {
        first,
        shape,
        sure,
        ground,
    };
    if let Some((shape, false)) = placed {
        return figures(Ground::OwnHeadings, shape, true);
    }
    let mut candidates: Vec<(Cost, Shape)> = Vec::new();
    for (ground, shape) in header.torn() {
        // Only what the rows confirm beats headings that stand over their columns.
        let is_doubted = placed.is_some() && {
            let rows = header.rows(&shape);
            !header.is_sure(&shape) || rows.held == 0 || rows.is_many()
        };
        candidates.push((header.cost(ground, &shape, is_doubted), shape));
    }
    if let Some((shape, is_doubted)) = placed {
        let cost = header.cost(Ground::OwnHeadings, &shape, is_doubted);
        candidates.push((cost, shape));
    }
    let least = candidates.into_iter().min_by_key(|(cost, _)| *cost);
    match least {
        Some((cost, shape)) if cost.ground == Ground::OwnHeadings => {
            figures(cost.ground, shape, true)
        }
        Some((cost, shape)) => {
            let shape = with_groups(shape, grid);
            let sure = header.is_sure(&shape);
            figures(cost.ground, shape, sure)
        }
        None => figures(Ground::Order, Shape::default(), false),
    }
}

fn tail_is_blank(grid: &Grid, from: usize) -> bool {
    grid.body
        .iter()
        .all(|row| row.iter().skip(from).all(Cell::is_empty))
}
