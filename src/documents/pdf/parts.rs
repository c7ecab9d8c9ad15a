/*!
What a page is made of: lines and tables, and their cells.
*/

use super::drawing::{Length, POINT};
use super::words::Word;
use crate::budget::Area;

/// The number of a page is no longer.
const SHORT: usize = 8;

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperPage {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

impl PaperPage {
    /// What stands last on it, its number aside.
    pub fn last_block(&self) -> Option<&Block> {
        let is_number = |block: &&Block| match block {
            Block::Line(line) => line.squeezed().chars().count() <= SHORT,
            _ => false,
        };
        self.blocks.iter().rev().find(|block| !is_number(block))
    }
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of text outside of tables.
    Line(FreeLine),
    /// A table, or the part of one that this page holds.
    Table(PageTable),
    /// Lines whose words stand in columns and in cells over several rows that no line draws.
    Laid(Vec<FreeLine>),
}

impl Block {
    /// Where it begins.
    pub fn top(&self) -> Length {
        match self {
            Block::Line(line) => line.top,
            Block::Table(table) => table.top,
            Block::Laid(lines) => lines.first().map_or(0, |line| line.top),
        }
    }

    /// Whether it lists indicators without lines from top to bottom.
    pub fn lists_indicators(&self) -> bool {
        match self {
            Block::Line(_) => false,
            Block::Laid(_) => true,
            Block::Table(table) => table.lists_indicators,
        }
    }

    /// The block with the columns of its table moved; where its cells stand stays.
    pub fn moved(mut self, by: Length) -> Self {
        if let Block::Table(table) = &mut self {
            for x in &mut table.xs {
                *x += by;
            }
            for (left, right) in &mut table.stretches {
                *left += by;
                *right += by;
            }
        }
        self
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
pub struct PageTable {
    /// The borders of its columns, one more than columns.
    pub xs: Vec<Length>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// The upper edge.
    pub top: Length,
    /// The lower edge.
    pub bottom: Length,
    /// Where the texts of its columns stand, where no lines divide them.
    pub stretches: Vec<(Length, Length)>,
    /// Whether a line closes its last row.
    pub closed_below: bool,
    /// Whether it lists indicators and no lines divide its columns.
    pub lists_indicators: bool,
}

/// A row of a table: the cells that begin in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// The cells, from left to right.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
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
    /// Whether the line above the table leaves it open, so that it comes from the page before.
    pub comes_over: bool,
    /// Whether the line below the table leaves it open, so that it goes on on the next page.
    pub goes_over: bool,
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

/// The pages of a sheet, or why it is not read.
pub type MaybePages = Result<Vec<PaperPage>, Unread>;

/// Why a page is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Its characters have no names.
    Nameless,
    /// It is a picture.
    Picture,
}
