/*!
What a Word document holds: paragraphs and tables, in order.

A table inside a cell is named by its number in one list of all tables, so that a document
nested a hundred thousand deep is as flat as any other and is walked without recursion.
*/

/// What stands in the document or in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table, by its index in [`Content::tables`].
    Table(usize),
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
pub struct Cell {
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
pub struct Row {
    /// How many columns it leaves out at its beginning.
    pub indent: usize,
    /// Whether it was deleted or is not printed.
    pub unread: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl Row {
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
    pub tables: Vec<Vec<Row>>,
}

impl Content {
    /// What stands in the last cell of a table; none where it has no cell yet.
    fn cell(&mut self, table: usize) -> Option<&mut Cell> {
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
    pub fn open_row(&mut self, table: Option<usize>) -> Option<&mut Row> {
        self.tables.get_mut(table?)?.last_mut()
    }

    /// The cell that is open in a table.
    pub fn open_cell(&mut self, table: Option<usize>) -> Option<&mut Cell> {
        self.cell(table?)
    }
}
