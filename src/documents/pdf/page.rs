/*!
A page as somebody reads it: lines of text and tables, from top to bottom.
*/

use super::columns;
use super::drawing::{Drawing, Length, POINT};
use super::grid::{Grid, GridCell, grids};
use super::rulings::Rulings;
use super::words::{Word, text_of, words};
use crate::budget::Area;

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of text outside of tables.
    Line(FreeLine),
    /// A table, or the part of one that this page holds.
    Table(Table),
}

impl Block {
    fn top(&self) -> Length {
        match self {
            Block::Line(line) => line.top,
            Block::Table(table) => table.top,
        }
    }
}

/// A line of text; wide gaps divide it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeLine {
    /// The texts between wide gaps, one where there is none.
    pub parts: Vec<Word>,
    /// The upper edge.
    pub top: Length,
    /// The lower edge.
    pub bottom: Length,
}

impl FreeLine {
    /// The left edge.
    pub fn left(&self) -> Length {
        self.parts.first().map_or(0, |part| part.left)
    }

    /// The right edge.
    pub fn right(&self) -> Length {
        self.parts.last().map_or(0, |part| part.right)
    }

    /// The size of its font.
    pub fn size(&self) -> Length {
        self.parts.iter().map(|part| part.size).max().unwrap_or(0)
    }

    /// Its text without white space.
    pub fn squeezed(&self) -> String {
        let texts = self.parts.iter().flat_map(|part| part.text.chars());
        texts.filter(|c| !c.is_whitespace()).collect()
    }
}

/// A table of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The borders of its columns, one more than columns.
    pub xs: Vec<Length>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The upper edge.
    pub top: Length,
    /// The lower edge.
    pub bottom: Length,
    /// Where the texts of its columns stand, where no lines divide them.
    pub stretches: Vec<(Length, Length)>,
    /// Whether a line closes its last row.
    pub closed_below: bool,
}

/// A row of a table: the cells that begin in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The first column.
    pub column: usize,
    /// How many columns it takes.
    pub columns: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// Its text, wrapped lines divided by line breaks.
    pub text: String,
    /// Whether the last line of its text is as wide as the cell, so that it may go on elsewhere.
    pub full: bool,
    /// Whether its text reaches down to its lower edge, so that no line more had room.
    pub deep: bool,
    /// Where it stands.
    pub area: Area,
}

/// A box in hundredths of a point as a place names it.
pub fn area(left: Length, top: Length, right: Length, bottom: Length) -> Area {
    let tenths = |length: Length| length / (POINT / 10);
    Area {
        left: tenths(left),
        top: tenths(top),
        right: tenths(right),
        bottom: tenths(bottom),
    }
}

/// Lays a page out.
pub fn page(drawing: &Drawing) -> Page {
    let rulings = Rulings::of(&drawing.rules);
    let mut free = words(&drawing.glyphs, &rulings);
    let mut blocks: Vec<Block> = Vec::new();
    for grid in grids(&rulings) {
        let (inside, outside) = free
            .into_iter()
            .partition(|word| grid.holds(word.center(), word.middle()));
        free = outside;
        match table(&grid, inside) {
            Ok(table) => blocks.push(Block::Table(table)),
            Err(words) => free.extend(words),
        }
    }
    blocks.extend(columns::blocks(free, &rulings.horizontal));
    blocks.sort_by_key(Block::top);
    Page {
        width: drawing.width,
        height: drawing.height,
        blocks,
    }
}

/// The table of a grid; the words again where it is a frame around text.
fn table(grid: &Grid, words: Vec<Word>) -> Result<Table, Vec<Word>> {
    if grid.cells.len() < 2 || grid.xs.len() < 3 || words.is_empty() {
        return Err(words);
    }
    let mut inside: Vec<Vec<Word>> = vec![Vec::new(); grid.cells.len()];
    for word in words {
        if let Some(cell) = grid.cell_at(word.center(), word.middle()) {
            inside[cell].push(word);
        }
    }
    let mut rows = vec![Row::default(); grid.ys.len() - 1];
    for (cell, mut words) in grid.cells.iter().zip(inside) {
        let GridCell {
            row,
            column,
            rows: high,
            columns,
        } = *cell;
        rows[row].cells.push(Cell {
            column,
            columns,
            rows: high,
            full: is_full(&words, grid.xs[column + columns] - grid.xs[column]),
            deep: is_deep(&words, grid.ys[row + high]),
            text: text_of(&mut words),
            area: area(
                grid.xs[column],
                grid.ys[row],
                grid.xs[column + columns],
                grid.ys[row + high],
            ),
        });
    }
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.column);
    }
    Ok(Table {
        xs: grid.xs.clone(),
        rows,
        top: grid.ys[0],
        bottom: grid.ys.last().copied().unwrap_or(0),
        stretches: Vec::new(),
        closed_below: grid.closed_below,
    })
}

/// Whether words leave no room for another line above an edge.
fn is_deep(words: &[Word], edge: Length) -> bool {
    let lowest = words.iter().max_by_key(|word| word.baseline);
    lowest.is_some_and(|word| edge - word.bottom() < word.size * 11 / 10)
}

/// Whether the last line of words leaves no room for another two characters, margins aside.
fn is_full(words: &[Word], width: Length) -> bool {
    let Some(last) = words.iter().max_by_key(|word| word.baseline) else {
        return false;
    };
    let line = words
        .iter()
        .filter(|word| last.baseline - word.baseline <= last.size / 3);
    let left = line.clone().map(|word| word.left).min().unwrap_or(0);
    let right = line.map(|word| word.right).max().unwrap_or(0);
    right - left + last.size * 2 + 6 * POINT >= width
}
