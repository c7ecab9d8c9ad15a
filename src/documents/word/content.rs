/*!
What a Word document holds: paragraphs and tables, in order.

A table inside a cell is named by its number in one list of all tables, so that a document
nested a hundred thousand deep is as flat as any other and is walked without recursion.
*/

use super::paragraph_text::EndedText;

/// What stands in the document or in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table, by its index in [`Content::tables`].
    Table(usize),
    /// Another file that lies in the package, by the name of its relation.
    Chunk(String),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// Its text; line breaks inside are kept.
    pub text: String,
    /// Whether its style makes it a heading.
    pub heading: bool,
}

/// What a cell is of a cell that reaches over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// It takes one row.
    #[default]
    Alone,
    /// Its first row, which holds what is printed.
    Begins,
    /// A further row of it.
    GoesOn,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableCell {
    /// How many columns it takes where it says so; else it takes one.
    pub columns: usize,
    /// Whether it is merged with cells above or below it.
    pub merge: Merge,
    /// Whether it belongs to the cell before it, or was deleted.
    pub unread: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableRow {
    /// How many columns it leaves out at its beginning.
    pub indent: usize,
    /// Whether it was deleted or is not printed.
    pub unread: bool,
    /// Its cells.
    pub cells: Vec<TableCell>,
}

impl TableRow {
    /// Whether a table stands in one of its cells.
    pub fn holds_table(&self) -> bool {
        let mut blocks = self.cells.iter().flat_map(|cell| &cell.blocks);
        blocks.any(|block| matches!(block, Block::Table(_)))
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// What stands outside of all tables.
    pub body: Vec<Block>,
    /// The rows of every table.
    pub tables: Vec<Vec<TableRow>>,
    /// How many stretches with digits are struck out.
    pub struck: usize,
    /// How many stretches with digits are not seen.
    pub hidden: usize,
    /// What its pages print above and below the text.
    pub page_text: String,
    /// How many pictures are large enough to hold a table.
    pub pictures: usize,
    /// The objects that lie in it, by their places in the package.
    pub objects: Vec<String>,
    /// How many files lie in it that the page shows as an icon.
    pub icons: usize,
}

impl Content {
    /// Counts what a paragraph that has ended left out; its text is given back.
    pub fn take_ended(&mut self, ended: EndedText) -> String {
        self.struck += ended.struck;
        self.hidden += ended.hidden;
        ended.text
    }

    /// The lines of a cell, those of tables inside it among them.
    pub fn lines<'c>(&'c self, cell: &'c TableCell) -> Vec<&'c str> {
        let mut lines = Vec::new();
        let mut left: Vec<&Block> = cell.blocks.iter().rev().collect();
        while let Some(block) = left.pop() {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text.as_str()),
                Block::Table(index) => {
                    let rows = self.tables.get(*index).map_or(&[][..], Vec::as_slice);
                    let cells = rows.iter().rev().flat_map(|row| row.cells.iter().rev());
                    left.extend(cells.flat_map(|cell| cell.blocks.iter().rev()));
                }
                Block::Chunk(_) => {}
            }
        }
        lines
    }

    /// Whether the tables in a row's cells are part of their cells: one of them has a single
    /// cell, or the row has so many others that it lays out no page.
    pub fn is_row_of_data(&self, row: &TableRow) -> bool {
        const FEWEST: usize = 3;
        let is_single = |index: &usize| {
            let rows = self.tables.get(*index);
            rows.is_some_and(|rows| rows.len() == 1 && rows.iter().all(|row| row.cells.len() == 1))
        };
        let holds = |cell: &TableCell| cell.blocks.iter().any(|b| matches!(b, Block::Table(_)));
        let mut nested = row.cells.iter().flat_map(|cell| &cell.blocks);
        let are_single = nested.all(|block| match block {
            Block::Table(index) => is_single(index),
            _ => true,
        });
        let others = row.cells.iter().filter(|cell| !holds(cell)).count();
        row.cells.len() >= 2 && are_single
            || row.cells.len() >= FEWEST && others + 1 == row.cells.len()
    }

    /// What stands in the last cell of a table; none where it has no cell yet.
    fn cell(&mut self, table: usize) -> Option<&mut TableCell> {
        self.tables.get_mut(table)?.last_mut()?.cells.last_mut()
    }

    /// Adds a block to the cell that is open in a table, or to the body.
    pub fn add(&mut self, block: Block, table: Option<usize>) {
        let blocks = match table.and_then(|table| self.cell(table)) {
            Some(cell) => &mut cell.blocks,
            None => &mut self.body,
        };
        blocks.push(block);
    }

    /// The row that is open in a table.
    pub fn open_row(&mut self, table: Option<usize>) -> Option<&mut TableRow> {
        self.tables.get_mut(table?)?.last_mut()
    }

    /// The cell that is open in a table.
    pub fn open_cell(&mut self, table: Option<usize>) -> Option<&mut TableCell> {
        self.cell(table?)
    }
}
