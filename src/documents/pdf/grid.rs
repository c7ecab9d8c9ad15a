/*!
Grids: where ruling lines cross, they divide a part of the page into cells.

A border that is missing between two places makes one cell of them, so merged cells
come out as they were drawn. A side of the table that has no line of its own (the last
row of a page, a table open to the left and right) ends where the crossing lines end.
*/

use super::drawing::{Length, POINT, Rule};
use super::rulings::Rulings;
use super::words::Word;
use std::collections::BTreeMap;

/// Lines that cross may miss each other by this.
const NEAR: Length = POINT * 3;
/// Borders closer than this are one border.
const ONE_BORDER: Length = POINT * 5 / 2;
/// A table is at least as far open at a side as this before the side counts as one.
const OPEN: Length = POINT * 6;
/// No disclosure's page has a larger grid; more lines are a drawing.
const MOST_PLACES: usize = 100_000;

/// A cell of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// The first row.
    pub row: usize,
    /// The first column.
    pub column: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// How many columns it takes.
    pub columns: usize,
}

/// A part of the page that is divided into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The borders of the columns, one more than columns.
    pub xs: Vec<Length>,
    /// The borders of the rows, one more than rows.
    pub ys: Vec<Length>,
    /// The cells, row by row.
    pub cells: Vec<GridCell>,
    /// The cell of each place, row by row.
    places: Vec<usize>,
    /// Whether the last row has a line below it.
    pub closed_below: bool,
    /// The columns whose cells go over the line that closes the others above or below.
    open: [Vec<bool>; 2],
}

impl Grid {
    /// Whether a point lies inside.
    pub fn holds(&self, x: Length, y: Length) -> bool {
        let within = |borders: &[Length], at: Length| {
            borders.first().is_some_and(|first| *first <= at)
                && borders.last().is_some_and(|last| at <= *last)
        };
        within(&self.xs, x) && within(&self.ys, y)
    }

    /// Whether a word stands inside, or in a cell that goes over the line at an end of the table, where
    /// the page cut it.
    pub fn takes(&self, word: &Word) -> bool {
        let (x, middle, touch) = (word.center(), word.middle(), word.size / 5);
        let after = self.xs.partition_point(|border| *border <= x);
        let is_open = |open: &[bool]| after > 0 && open.get(after - 1) == Some(&true);
        let [above, below] = &self.open;
        let (first, last) = (self.ys[0], self.ys[self.ys.len() - 1]);
        self.holds(x, middle)
            || middle > last && word.top() + touch < last && is_open(below)
            || middle < first && word.bottom() - touch > first && is_open(above)
    }

    /// The index of the cell at a point inside.
    pub fn cell_at(&self, x: Length, y: Length) -> Option<usize> {
        let index = |borders: &[Length], at: Length| {
            let after = borders.partition_point(|border| *border <= at);
            after.clamp(1, borders.len() - 1) - 1
        };
        let columns = self.xs.len() - 1;
        let place = index(&self.ys, y) * columns + index(&self.xs, x);
        self.places.get(place).copied()
    }

    /// Whether a cell comes from the page before, and whether it goes on on the next: the line that
    /// closes the cells beside it leaves it open.
    pub fn crosses_page(&self, cell: &GridCell) -> (bool, bool) {
        let is_open = |open: &[bool]| {
            let columns = cell.column..cell.column + cell.columns;
            columns.into_iter().all(|column| open[column])
        };
        let last = self.ys.len() - 1;
        let [above, below] = &self.open;
        (
            cell.row == 0 && is_open(above),
            cell.row + cell.rows == last && is_open(below),
        )
    }

    /// Where a cell begins and ends from left to right.
    pub fn sides(&self, cell: usize) -> (Length, Length) {
        let GridCell {
            column, columns, ..
        } = self.cells[cell];
        (self.xs[column], self.xs[column + columns])
    }

    /// Where a cell begins and ends from top to bottom.
    pub fn ends(&self, cell: usize) -> (Length, Length) {
        let GridCell { row, rows, .. } = self.cells[cell];
        (self.ys[row], self.ys[row + rows])
    }
}

/// The grids of a page, from top to bottom.
pub fn grids(rulings: &Rulings) -> Vec<Grid> {
    let mut grids: Vec<Grid> = components(rulings)
        .into_iter()
        .filter_map(|component| grid_of(&component))
        .collect();
    grids.sort_by_key(|grid| (grid.ys[0], grid.xs[0]));
    grids
}

/// Lines that cross, directly or by way of others.
fn components(rulings: &Rulings) -> Vec<Rulings> {
    let (across, down) = (&rulings.horizontal, &rulings.vertical);
    let mut groups = Groups::new(across.len() + down.len());
    for (index, horizontal) in across.iter().enumerate() {
        // The vertical lines are sorted by where they stand.
        let first = down.partition_point(|rule| rule.at < horizontal.from - NEAR);
        for (offset, vertical) in down[first..].iter().enumerate() {
            if vertical.at > horizontal.to + NEAR {
                break;
            }
            if vertical.from - NEAR <= horizontal.at && horizontal.at <= vertical.to + NEAR {
                groups.join(index, across.len() + first + offset);
            }
        }
    }
    let mut found: BTreeMap<usize, Rulings> = BTreeMap::new();
    for (index, rule) in across.iter().chain(down).enumerate() {
        let component = found.entry(groups.root(index)).or_default();
        if index < across.len() {
            component.horizontal.push(*rule);
        } else {
            component.vertical.push(*rule);
        }
    }
    found.into_values().collect()
}

/// Which things belong together (union-find).
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// The grid of lines that cross each other.
pub fn grid_of(lines: &Rulings) -> Option<Grid> {
    if lines.horizontal.len() < 2 || lines.vertical.is_empty() {
        return None;
    }
    let xs = borders(&lines.vertical, &lines.horizontal);
    let ys = borders(&lines.horizontal, &lines.vertical);
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if columns < 1 || rows < 1 || columns.saturating_mul(rows) > MOST_PLACES {
        return None;
    }
    let right = walls(&xs, &ys, &lines.vertical);
    let below = walls(&ys, &xs, &lines.horizontal);
    let mut groups = Groups::new(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            if column + 1 < columns && !right[(column + 1) * rows + row] {
                groups.join(place, place + 1);
            }
            if row + 1 < rows && !below[(row + 1) * columns + column] {
                groups.join(place, place + columns);
            }
        }
    }
    let lowest = lines.horizontal.iter().map(|rule| rule.at).max()?;
    let (cells, places) = cells(&mut groups, rows, columns);
    let of_border = |border: usize| {
        let walls = &below[border * columns..(border + 1) * columns];
        let is_closed = walls.contains(&true);
        walls.iter().map(|wall| is_closed && !wall).collect()
    };
    Some(Grid {
        open: [of_border(0), of_border(rows)],
        closed_below: lowest + OPEN >= ys[rows],
        xs,
        ys,
        cells,
        places,
    })
}

/// Where lines stand, and where the lines that cross them go on beyond the outermost.
fn borders(lines: &[Rule], crossing: &[Rule]) -> Vec<Length> {
    let mut at: Vec<Length> = lines.iter().map(|rule| rule.at).collect();
    at.sort_unstable();
    let mut borders: Vec<Length> = Vec::new();
    for border in at {
        if borders.last().is_none_or(|last| border - last > ONE_BORDER) {
            borders.push(border);
        }
    }
    let first = crossing.iter().map(|rule| rule.from).min();
    let last = crossing.iter().map(|rule| rule.to).max();
    if let (Some(first), Some(start)) = (first, borders.first().copied())
        && first + OPEN < start
    {
        borders.insert(0, first);
    }
    if let (Some(last), Some(end)) = (last, borders.last().copied())
        && last > end + OPEN
    {
        borders.push(last);
    }
    borders
}

/// For each border and each stretch between two crossing borders, whether a line stands there.
fn walls(borders: &[Length], stretches: &[Length], lines: &[Rule]) -> Vec<bool> {
    let count = stretches.len() - 1;
    let mut walls = vec![false; borders.len() * count];
    for line in lines {
        let after = borders.partition_point(|border| *border < line.at - ONE_BORDER);
        for (border, _) in borders
            .iter()
            .enumerate()
            .skip(after)
            .take_while(|(_, border)| **border <= line.at + ONE_BORDER)
        {
            for (stretch, ends) in stretches.windows(2).enumerate() {
                let middle = i32::midpoint(ends[0], ends[1]);
                if line.from <= middle && middle <= line.to {
                    walls[border * count + stretch] = true;
                }
            }
        }
    }
    walls
}

/// Groups of places become cells. A group that is no rectangle has lost a border on the way:
/// its rows are cells of their own.
fn cells(groups: &mut Groups, rows: usize, columns: usize) -> (Vec<GridCell>, Vec<usize>) {
    let mut boxes: Vec<Option<(GridCell, usize)>> = vec![None; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            let root = groups.root(row * columns + column);
            let (cell, count) = boxes[root].get_or_insert((
                GridCell {
                    row,
                    column,
                    rows: 1,
                    columns: 1,
                },
                0,
            ));
            let left = cell.column.min(column);
            cell.columns = (cell.column + cell.columns).max(column + 1) - left;
            cell.column = left;
            cell.rows = row + 1 - cell.row;
            *count += 1;
        }
    }
    let mut found: Vec<GridCell> = Vec::new();
    let mut places = vec![0; rows * columns];
    let mut number: Vec<Option<usize>> = vec![None; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            let place = row * columns + column;
            let root = groups.root(place);
            let whole = boxes[root].filter(|(cell, count)| cell.rows * cell.columns == *count);
            let goes_on = column > 0 && groups.root(place - 1) == root;
            match (whole, number[root]) {
                (Some(_), Some(known)) => places[place] = known,
                (Some((cell, _)), None) => {
                    number[root] = Some(found.len());
                    places[place] = found.len();
                    found.push(cell);
                }
                (None, _) if goes_on => {
                    places[place] = places[place - 1];
                    found[places[place]].columns += 1;
                }
                (None, _) => {
                    places[place] = found.len();
                    found.push(GridCell {
                        row,
                        column,
                        rows: 1,
                        columns: 1,
                    });
                }
            }
        }
    }
    (found, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(horizontal: bool, at: Length, from: Length, to: Length) -> Rule {
        Rule {
            horizontal,
            at,
            from,
            to,
        }
    }

    /// Two columns under a merged heading, the last row open below.
    fn lines() -> Rulings {
        Rulings::of(&[
            rule(true, 0, 0, 20_000),
            rule(true, 2_000, 0, 20_000),
            rule(true, 4_000, 0, 20_000),
            rule(false, 0, 0, 6_000),
            rule(false, 10_000, 2_000, 6_000),
            rule(false, 20_000, 0, 6_000),
        ])
    }

    #[test]
    fn merged_cells_and_an_open_end() {
        let grids = grids(&lines());
        assert_eq!(grids.len(), 1);
        let grid = &grids[0];
        assert_eq!((grid.xs.len(), grid.ys.len()), (3, 4));
        assert!(!grid.closed_below);
        assert_eq!(grid.cells.len(), 5);
        assert_eq!(grid.cells[0].columns, 2);
        assert_eq!(grid.cell_at(15_000, 1_000), Some(0));
        assert_eq!(grid.cell_at(15_000, 5_000), Some(4));
        assert!(!grid.holds(15_000, 7_000));
    }

    #[test]
    fn an_underline_is_no_table() {
        let underline = Rulings::of(&[rule(true, 0, 0, 5_000), rule(true, 3_000, 0, 5_000)]);
        assert!(grids(&underline).is_empty());
    }
}
