/*!
Which cell, changed to which value, satisfies the most violated equations.

Every violated equation proposes for each of its cells the value that would satisfy it. A
proposal scores one for each violated equation that it satisfies and loses one for each
holding equation that it breaks; of equal ones the value that a slip of the hand explains is the
better. Taking the best one out lowers the scores of proposals for
cells in the same equations alone, so that the others are not weighed again: scores only
fall, and a heap that looks anew at its top finds the next best.
*/

use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::explained::is_explained;
use crate::checks::kernel::likely_slip::{Likeness, likeness};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::FigureCell;
use crate::narrow::narrow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

/// A cell and the value it would have to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Root {
    /// The cell.
    pub cell: FigureCell,
    /// Its value, in ten-thousandths of a 元.
    pub value: i128,
}

/// A cause and what it breaks.
pub struct Mended {
    /// The cell and its value.
    pub root: Root,
    /// Whether no other cell is as good for the same equations.
    pub is_only: bool,
    /// The violated equations that the change satisfies, by index.
    pub equations: Vec<usize>,
}

/// How many values are tried for one cell: a total that stands in thousands of violated
/// equations is not tried with each of theirs.
const MOST_VALUES: usize = 16;

/// The causes of violated equations, best first.
pub struct Roots<'e> {
    subject: &'e Subject<'e>,
    violated: &'e [Equation],
    holding: &'e [Equation],
    violated_by_cell: HashMap<FigureCell, Vec<usize>>,
    holding_by_cell: HashMap<FigureCell, Vec<usize>>,
    /// Which violated equations have no cause yet.
    open: BTreeSet<usize>,
    /// Scores that were true when they were written down; of equal ones the first cell.
    heap: BinaryHeap<(Score, Reverse<FigureCell>)>,
    /// The newest score of each cell and the value that has it.
    best: HashMap<FigureCell, (Score, i128)>,
}

/// Violated equations that a change satisfies without the holding ones that it breaks, and how
/// well the change explains what is printed.
type Score = (i64, Likeness);

impl<'e> Roots<'e> {
    pub fn of(subject: &'e Subject<'e>, violated: &'e [Equation], holding: &'e [Equation]) -> Self {
        let mut roots = Self {
            subject,
            violated,
            holding,
            violated_by_cell: by_cell(violated),
            holding_by_cell: HashMap::new(),
            open: (0..violated.len()).collect(),
            heap: BinaryHeap::new(),
            best: HashMap::new(),
        };
        roots.holding_by_cell = by_cell(holding);
        let cells: Vec<FigureCell> = roots.violated_by_cell.keys().copied().collect();
        for cell in cells {
            roots.weigh(cell);
        }
        roots
    }

    /// The best cause of those that are left; none where no change of one cell helps.
    pub fn next(&mut self) -> Option<Mended> {
        loop {
            let (written, Reverse(cell)) = self.heap.pop()?;
            let Some(&(score, value)) = self.best.get(&cell) else {
                continue;
            };
            if written != score {
                continue;
            }
            if score.0 <= 0 {
                return None;
            }
            let root = Root { cell, value };
            let equations = self.mended(root);
            let is_only = !self.has_rival(root, score, &equations);
            self.close(&equations);
            return Some(Mended {
                root,
                is_only,
                equations,
            });
        }
    }

    /// The violated equations that no change of one cell explains.
    pub fn left(&self) -> impl Iterator<Item = usize> {
        self.open.iter().copied()
    }

    /// Takes equations out and weighs the other cells in them anew.
    fn close(&mut self, equations: &[usize]) {
        for equation in equations {
            self.open.remove(equation);
        }
        let violated = self.violated;
        let touched: BTreeSet<FigureCell> = equations
            .iter()
            .flat_map(|equation| violated[*equation].cells())
            .collect();
        for cell in touched {
            if let Some(indices) = self.violated_by_cell.get_mut(&cell) {
                indices.retain(|equation| self.open.contains(equation));
            }
            self.weigh(cell);
        }
    }

    /// Finds the value of a cell with the best score.
    fn weigh(&mut self, cell: FigureCell) {
        let mut values: Vec<i128> = Vec::new();
        for equation in self.violated_by_cell.get(&cell).into_iter().flatten() {
            if let Some(value) = self.violated[*equation].solved_for(cell)
                && !values.contains(&value)
            {
                values.push(value);
            }
            if values.len() == MOST_VALUES {
                break;
            }
        }
        let scored = values
            .into_iter()
            .map(|value| (self.score(Root { cell, value }), value));
        match scored.max_by_key(|(score, _)| *score) {
            Some((score, value)) => {
                self.best.insert(cell, (score, value));
                self.heap.push((score, Reverse(cell)));
            }
            None => {
                self.best.remove(&cell);
            }
        }
    }

    fn score(&self, root: Root) -> Score {
        let holding = self.holding_by_cell.get(&root.cell);
        let broken = holding
            .into_iter()
            .flatten()
            .filter(|equation| !self.still_holds(root, &self.holding[**equation]))
            .count();
        let mended = self.mended(root);
        let printed = mended
            .first()
            .and_then(|equation| self.violated[*equation].term_of(root.cell));
        let likeness = printed.map_or(Likeness::Other, |printed| {
            likeness(printed.value, root.value, printed.ulp)
        });
        (
            narrow::<i64>(mended.len()) - narrow::<i64>(broken),
            likeness,
        )
    }

    /// Whether an equation holds after a change, or is explained as it was before.
    fn still_holds(&self, root: Root, holding: &Equation) -> bool {
        if holding.balance_with(root.cell, root.value) != Balance::Apart {
            return true;
        }
        holding.balance() == Balance::Apart
            && is_explained(self.subject, &holding.with(root.cell, root.value))
    }

    fn mended(&self, root: Root) -> Vec<usize> {
        let violated = self.violated_by_cell.get(&root.cell);
        violated
            .into_iter()
            .flatten()
            .copied()
            .filter(|equation| self.satisfies(root, *equation))
            .collect()
    }

    fn satisfies(&self, root: Root, equation: usize) -> bool {
        let equation = &self.violated[equation];
        if equation.balance_with(root.cell, root.value) != Balance::Apart {
            return true;
        }
        equation.may_be_explained
            && is_explained(self.subject, &equation.with(root.cell, root.value))
    }

    /// Whether another cell is as good and mends one of the same equations: then nothing says
    /// which of the two is wrong.
    fn has_rival(&self, root: Root, score: Score, equations: &[usize]) -> bool {
        equations.iter().any(|&equation| {
            self.violated[equation].cells().any(|cell| {
                cell != root.cell
                    && self.best.get(&cell).is_some_and(|&(rival_score, value)| {
                        rival_score == score && self.satisfies(Root { cell, value }, equation)
                    })
            })
        })
    }
}

fn by_cell(equations: &[Equation]) -> HashMap<FigureCell, Vec<usize>> {
    let mut found: HashMap<FigureCell, Vec<usize>> = HashMap::new();
    for (index, equation) in equations.iter().enumerate() {
        for cell in equation.cells() {
            let indices = found.entry(cell).or_default();
            if indices.last() != Some(&index) {
                indices.push(index);
            }
        }
    }
    found
}
