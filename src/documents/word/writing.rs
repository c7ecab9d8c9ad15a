/*!
Paragraphs and tables of Word become lines and rows of cells.

A row in whose cell a table stands only lays the page out: what is in it is written one
after the other. The rows around it are rows of a table as long as one of them has two
cells. The walk keeps a list of what is still to be written and is no recursion.
*/

use super::super::page_edges::page_units;
use super::super::spans::{SpanningCell, write_rows};
use super::super::{Paper, Text};
use super::content::{Block, Content, Merge, Paragraph, TableRow};
use crate::budget::Location;
use std::collections::{HashMap, HashSet};

/// Headings longer than this are sentences that somebody made bold by a style.
const LONGEST_HEADING: usize = 40;

/// Something still to be written.
enum Task<'c> {
    Blocks(&'c [Block]),
    Rows {
        rows: &'c [TableRow],
        /// The number of the first of them in its table, from 1.
        first: usize,
        /// The number of the table, once a row of it was written.
        table: Option<usize>,
    },
}

/// Writes a document; `chunks` are the files that lie in it, by their relations.
pub fn write(content: &Content, chunks: &HashMap<String, Chunk>) -> Text {
    let mut writer = Writer {
        units: page_units(&content.page_text),
        ..Writer::default()
    };
    let mut tasks = vec![Task::Blocks(&content.body)];
    while let Some(task) = tasks.pop() {
        match task {
            Task::Blocks([]) | Task::Rows { rows: [], .. } => {}
            Task::Blocks([block, rest @ ..]) => {
                tasks.push(Task::Blocks(rest));
                match block {
                    Block::Paragraph(paragraph) => writer.paragraph(paragraph),
                    Block::Chunk(relation) => writer.chunk(chunks.get(relation)),
                    Block::Table(index) => tasks.push(Task::Rows {
                        rows: content.tables.get(*index).map_or(&[], Vec::as_slice),
                        first: 1,
                        table: None,
                    }),
                }
            }
            Task::Rows { rows, first, table } => {
                let is_plain = |row: &&TableRow| !row.holds_table() || content.is_row_of_data(row);
                let own = rows.iter().take_while(is_plain).count();
                let table = writer.rows(&rows[..own], first, table, content);
                if let Some((holding, rest)) = rows[own..].split_first() {
                    tasks.push(Task::Rows {
                        rows: rest,
                        first: first + own + 1,
                        table,
                    });
                    let cells = holding.cells.iter().rev();
                    tasks.extend(cells.map(|cell| Task::Blocks(&cell.blocks)));
                }
            }
        }
    }
    writer.settle();
    writer.remark(content);
    writer.paper.finish()
}

/// What was made of a file that lies in the document.
pub enum Chunk {
    /// Its text.
    Read(Text),
    /// Why there is none.
    Unread(String),
}

#[derive(Default)]
struct Writer {
    paper: Paper,
    paragraphs: usize,
    tables: usize,
    /// The units of money that pages print above or below their text.
    units: Vec<String>,
    /// Paragraphs that are not written yet: a title of a table may be among them.
    pending: Vec<(String, Location)>,
}

/// The title of a table stands among so many paragraphs before it.
const HEAD: usize = 4;

impl Writer {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.paragraphs += 1;
        let place = Location::Element(format!("段{}", self.paragraphs));
        let text = paragraph.text.trim();
        if paragraph.heading && text.chars().count() <= LONGEST_HEADING {
            let joined = text.replace('\n', " ");
            self.pending.push((format!("# {joined}"), place));
        } else {
            self.pending.push((text.to_owned(), place));
        }
    }

    /// Writes the paragraphs that wait.
    fn settle(&mut self) {
        for (text, place) in std::mem::take(&mut self.pending) {
            self.paper.paragraph(&text, &place);
        }
    }

    /// Writes the paragraphs before a table: what a page prints of the unit stands over the title, so
    /// that what the table prints itself goes before it.
    fn settle_before_table(&mut self) {
        let mut waiting = std::mem::take(&mut self.pending);
        let with_text = (0..waiting.len()).rev();
        let mut with_text = with_text.filter(|&at| !waiting[at].0.is_empty());
        let begin = with_text.nth(HEAD - 1).unwrap_or(0);
        let head = waiting.split_off(begin);
        self.pending = waiting;
        self.settle();
        if let [unit] = self.units.as_slice() {
            let place = Location::Element("页眉".to_owned());
            self.paper.paragraph(unit, &place);
        }
        self.pending = head;
        self.settle();
    }

    /// Writes a file that lies in the document.
    fn chunk(&mut self, chunk: Option<&Chunk>) {
        self.settle_before_table();
        match chunk {
            Some(Chunk::Read(text)) => self.paper.include(text),
            Some(Chunk::Unread(why)) => {
                let message = format!("文档里嵌着另一份文件，没有读出来：{why}。");
                self.paper.gap(message);
            }
            None => {
                let message = "文档里嵌着另一份文件，包里却找不到它。".to_owned();
                self.paper.gap(message);
            }
        }
    }

    /// Says what of the document is not read.
    fn remark(&mut self, content: &Content) {
        let counted = [
            (content.struck, "处数字划了删除线，已不作数，没有读。"),
            (
                content.hidden,
                "处数字是隐藏的，或与底色相同、小得看不见，没有读。",
            ),
            (
                content.pictures,
                "张大图片；图片里如有表，没有读，请核对原件。",
            ),
            (
                content.icons,
                "个只显示为图标的嵌入文件，没有读；请打开它另存后导入。",
            ),
        ];
        for (count, what) in counted.iter().filter(|(count, _)| *count > 0) {
            self.paper.remark(format!("文档里有 {count} {what}"));
        }
        if self.units.len() > 1 {
            let names: Vec<&str> = self
                .units
                .iter()
                .map(|unit| unit.trim_start_matches("单位："))
                .collect();
            self.paper.remark(format!(
                "页眉页脚印着不同的金额单位（{}），分不清各表用哪一个，没有采用；请核对各表的单位。",
                names.join("、")
            ));
        }
    }

    /// Writes rows without tables in them; the number of their table is given back.
    fn rows(
        &mut self,
        rows: &[TableRow],
        first: usize,
        table: Option<usize>,
        content: &Content,
    ) -> Option<usize> {
        if rows.iter().all(|row| row.cells.len() < 2) {
            let cells = rows.iter().flat_map(|row| &row.cells);
            for paragraph in cells.flat_map(|cell| paragraphs(&cell.blocks)) {
                self.paragraph(paragraph);
            }
            return table;
        }
        if table.is_some() {
            self.settle();
        } else {
            self.settle_before_table();
        }
        let number = table.unwrap_or_else(|| {
            self.tables += 1;
            self.tables
        });
        write_rows(&spanning(rows, number, first, content), &mut self.paper);
        self.paper.blank();
        Some(number)
    }
}

fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &Paragraph> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) | Block::Chunk(_) => None,
    })
}

/// The rows with every cell in its columns. Word prints a cell that goes on with the one
/// above it as part of that one; where there is none above, it is a cell of its own.
fn spanning(
    rows: &[TableRow],
    table: usize,
    first: usize,
    content: &Content,
) -> Vec<Vec<SpanningCell>> {
    let mut merged: HashSet<usize> = HashSet::new();
    (first..)
        .zip(rows)
        .map(|(number, row)| {
            let mut goes_on = HashSet::new();
            let mut laid = Vec::with_capacity(row.cells.len() + 1);
            if row.indent > 0 {
                laid.push(SpanningCell {
                    text: String::new(),
                    columns: row.indent,
                    rows: 1,
                    location: Location::Element(format!("表{table}/行{number}")),
                });
            }
            let mut column = row.indent;
            for (at, cell) in (1..).zip(&row.cells) {
                let belongs_above = cell.merge == Merge::GoesOn && merged.contains(&column);
                let texts = content.lines(cell);
                laid.push(SpanningCell {
                    text: if belongs_above {
                        String::new()
                    } else {
                        texts.join("\n")
                    },
                    columns: cell.columns.max(1),
                    rows: 1,
                    location: Location::Element(format!("表{table}/行{number}/格{at}")),
                });
                if cell.merge != Merge::Alone {
                    goes_on.insert(column);
                }
                column = column.saturating_add(cell.columns.max(1));
            }
            merged = goes_on;
            laid
        })
        .collect()
}
