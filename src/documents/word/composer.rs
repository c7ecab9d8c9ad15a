/*!
Puts a document together from paragraphs, cells and rows as they end.

Word 97 and rich text have no elements: a mark ends a paragraph, a cell or a row, and says
how deep in tables it stands. A row says where its cells end, so that cells of rows with
other borders come to stand in the same columns as on the page.
*/

use super::content::{Block, Content, Merge, Paragraph, TableCell, TableRow};

/// Tables lie in tables no deeper; what is deeper belongs to the deepest.
const DEEPEST: usize = 32;

/// Borders no further apart than this, in twentieths of a point, are one border.
const SAME: i32 = 40;

/// Where the cells of a row stand, as the row says at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowShape {
    /// The left edge of its first cell.
    pub left: i32,
    /// Its cells, from left to right.
    pub cells: Vec<CellShape>,
}

/// Where a cell ends, and what it is merged with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellShape {
    /// Its right edge.
    pub right: i32,
    /// Whether it belongs to the cell to the left of it.
    pub joins_left: bool,
    /// Whether it is merged with cells above or below it.
    pub merge: Merge,
}

/// A document that is being put together.
#[derive(Debug, Default)]
pub struct Composer {
    /// What was put together so far.
    pub content: Content,
    /// The tables that are open, the innermost last.
    open: Vec<OpenTable>,
}

/// A table that has not ended.
#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<OpenRow>,
    cells: Vec<Vec<Block>>,
    blocks: Vec<Block>,
}

/// A row whose cells have no columns yet.
#[derive(Debug, Default)]
struct OpenRow {
    shape: RowShape,
    cells: Vec<Vec<Block>>,
    unread: bool,
}

impl Composer {
    /// Adds what stands in so many tables.
    pub fn add(&mut self, block: Block, depth: usize) {
        self.settle(depth);
        match self.open.last_mut() {
            Some(table) => table.blocks.push(block),
            None => self.content.body.push(block),
        }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: String, heading: bool, depth: usize) {
        self.add(Block::Paragraph(Paragraph { text, heading }), depth);
    }

    /// Ends the cell that is open in the table at a depth.
    pub fn end_cell(&mut self, depth: usize) {
        self.settle(depth.max(1));
        if let Some(table) = self.open.last_mut() {
            let blocks = std::mem::take(&mut table.blocks);
            table.cells.push(blocks);
        }
    }

    /// Ends the row that is open in the table at a depth.
    pub fn end_row(&mut self, depth: usize, shape: RowShape, unread: bool) {
        self.settle(depth.max(1));
        if let Some(table) = self.open.last_mut() {
            let cells = std::mem::take(&mut table.cells);
            table.blocks.clear();
            table.rows.push(OpenRow {
                shape,
                cells,
                unread,
            });
        }
    }

    /// The whole document.
    pub fn finish(mut self) -> Content {
        self.settle(0);
        self.content
    }

    /// Ends the tables that lie deeper, and begins those that do not yet lie so deep.
    fn settle(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST);
        while self.open.len() > depth {
            self.end_table();
        }
        self.open.resize_with(depth, OpenTable::default);
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.open.pop() else {
            return;
        };
        if !table.blocks.is_empty() {
            table.cells.push(std::mem::take(&mut table.blocks));
        }
        if !table.cells.is_empty() {
            // The file was cut inside of a row, which then does not say where its cells end.
            table.rows.push(OpenRow {
                cells: std::mem::take(&mut table.cells),
                ..OpenRow::default()
            });
        }
        if table.rows.is_empty() {
            return;
        }
        let index = self.content.tables.len();
        self.content.tables.push(rows(table.rows));
        match self.open.last_mut() {
            Some(outer) => outer.blocks.push(Block::Table(index)),
            None => self.content.body.push(Block::Table(index)),
        }
    }
}

/// The rows with their cells in columns. Where cells with text would stand in no column, for the
/// borders lie close together, each border counts.
fn rows(open: Vec<OpenRow>) -> Vec<TableRow> {
    let close = Columns::of(&open, SAME);
    let columns = if open.iter().all(|row| close.separate(row)) {
        close
    } else {
        Columns::of(&open, 0)
    };
    open.into_iter().map(|row| columns.row(row)).collect()
}

/// Where the columns of a table begin.
struct Columns {
    edges: Vec<i32>,
}

impl Columns {
    fn of(rows: &[OpenRow], same: i32) -> Self {
        let shapes = rows.iter().filter(|row| has_shape(row));
        let edges = shapes.flat_map(|row| {
            let rights = row.shape.cells.iter().map(|cell| cell.right);
            rights.chain([row.shape.left])
        });
        let mut edges: Vec<i32> = edges.collect();
        edges.sort_unstable();
        edges.dedup_by(|next, before| next.saturating_sub(*before) <= same);
        Self { edges }
    }

    /// The column that begins at an edge, or a little before it.
    fn at(&self, edge: i32) -> usize {
        let after = self.edges.partition_point(|known| *known <= edge);
        after.saturating_sub(1)
    }

    /// Whether each cell with text has a column.
    fn separate(&self, row: &OpenRow) -> bool {
        if !has_shape(row) {
            return true;
        }
        let mut left = self.at(row.shape.left);
        row.shape.cells.iter().zip(&row.cells).all(|(shape, cell)| {
            let right = self.at(shape.right);
            let is_wide = right > left || shape.joins_left || !has_text(cell);
            left = right;
            is_wide
        })
    }

    fn row(&self, row: OpenRow) -> TableRow {
        let has_shape = has_shape(&row);
        let OpenRow {
            shape,
            cells: contents,
            unread,
        } = row;
        if !has_shape {
            let cells = contents.into_iter().map(|blocks| TableCell {
                columns: 1,
                blocks,
                ..TableCell::default()
            });
            return TableRow {
                indent: 0,
                unread,
                cells: cells.collect(),
            };
        }
        let indent = self.at(shape.left);
        let mut left = indent;
        let mut cells: Vec<TableCell> = Vec::with_capacity(contents.len());
        for (shape, blocks) in shape.cells.iter().zip(contents) {
            let right = self.at(shape.right).max(left);
            let columns = right - left;
            left = right;
            match cells.last_mut() {
                Some(before) if shape.joins_left => {
                    before.columns += columns;
                    before.blocks.extend(blocks);
                }
                // A cell without any width is not seen.
                _ if columns == 0 => {}
                _ => cells.push(TableCell {
                    columns,
                    merge: shape.merge,
                    unread: false,
                    blocks,
                }),
            }
        }
        TableRow {
            indent,
            unread,
            cells,
        }
    }
}

/// Whether a row says where each of its cells ends.
fn has_shape(row: &OpenRow) -> bool {
    !row.cells.is_empty() && row.shape.cells.len() == row.cells.len()
}

fn has_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        Block::Table(_) | Block::Chunk(_) => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(left: i32, rights: &[i32]) -> RowShape {
        let cells = rights.iter().map(|right| CellShape {
            right: *right,
            ..CellShape::default()
        });
        RowShape {
            left,
            cells: cells.collect(),
        }
    }

    fn table(rows: &[(RowShape, &[&str])]) -> Content {
        let mut composer = Composer::default();
        for (shape, texts) in rows {
            for text in *texts {
                composer.paragraph((*text).to_owned(), false, 1);
                composer.end_cell(1);
            }
            composer.end_row(1, shape.clone(), false);
        }
        composer.finish()
    }

    #[test]
    fn cells_stand_where_their_borders_are() {
        let content = table(&[
            (shape(0, &[1000, 5000]), &["科目", "支出"]),
            (shape(0, &[1010, 3000, 4990]), &["", "基本", "项目"]),
            (shape(995, &[3000, 5000]), &["1.00", "2.00"]),
        ]);
        let laid: Vec<(usize, Vec<usize>)> = content.tables[0]
            .iter()
            .map(|row| {
                let columns = row.cells.iter().map(|cell| cell.columns);
                (row.indent, columns.collect())
            })
            .collect();
        assert_eq!(laid, [(0, vec![1, 2]), (0, vec![1, 1, 1]), (1, vec![1, 1])]);
    }

    #[test]
    fn narrow_cells_with_text_keep_their_columns() {
        let content = table(&[(shape(0, &[20, 40, 1000]), &["1", "2", "3"])]);
        assert_eq!(content.tables[0][0].cells.len(), 3);
        let content = table(&[(shape(0, &[20, 1000]), &["", "3"])]);
        assert_eq!(content.tables[0][0].cells.len(), 1);
    }

    #[test]
    fn tables_lie_in_cells_and_no_deeper_than_they_may() {
        let mut composer = Composer::default();
        composer.paragraph("外".to_owned(), false, 1);
        composer.paragraph("内".to_owned(), false, 2);
        composer.end_cell(2);
        composer.end_row(2, RowShape::default(), false);
        composer.end_cell(1);
        composer.end_row(1, RowShape::default(), false);
        composer.paragraph("间".to_owned(), false, 0);
        composer.paragraph("深".to_owned(), false, 1_000_000);
        let content = composer.finish();
        assert_eq!(content.tables.len(), 2 + DEEPEST);
        assert!(matches!(
            content.tables[1][0].cells[0].blocks[..],
            [Block::Paragraph(_), Block::Table(0)]
        ));
    }
}
