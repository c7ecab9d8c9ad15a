/*!
The XML of a Word document becomes paragraphs and tables.

Elements mean something only where they stand: a `tab` in a run is white space, among a
paragraph's properties it is a stop of the ruler; a `del` around runs takes them out, among
the properties of a row it takes the row out. So the way down to an element is kept, as a
list and not as recursion.
*/

use super::super::DocumentError;
use super::super::xml::{Piece, attribute, each_piece, is_on, name};
use super::content::{Block, Cell, Content, Merge, Paragraph, Row};
use super::styles::{Headings, is_outline_level};
use quick_xml::events::BytesStart;

/// A tab outside of tables: wide enough to be seen as the gap that it is.
const TAB: &str = "    ";

/// What an open element is for its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Paragraph,
    ParagraphProperties,
    /// The properties of the mark at a paragraph's end.
    MarkProperties,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    /// One thing said in several ways, and whether one of them was taken.
    Alternatives {
        taken: bool,
    },
    /// Nothing below it is read.
    Unread,
    Other,
}

/// Takes the paragraphs and tables out of a document's part.
pub fn content(xml: &str, headings: Headings) -> Result<Content, DocumentError> {
    let mut builder = Builder {
        headings,
        ..Builder::default()
    };
    each_piece(xml, super::READER.name, |piece| match piece {
        Piece::Start(element) => builder.start(&element),
        Piece::End => builder.end(),
        Piece::Text(text) => builder.text(&text),
    })?;
    Ok(builder.content)
}

/// A paragraph that is open; in a text box one is open inside another.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    /// Whether the mark at its end was deleted, so that the next paragraph goes on with it.
    goes_on: bool,
    /// Whether the run that is open is hidden.
    hidden: bool,
}

#[derive(Default)]
struct Builder {
    content: Content,
    headings: Headings,
    way: Vec<Role>,
    tables: Vec<usize>,
    paragraphs: Vec<Open>,
    /// The text of a paragraph whose end was deleted.
    carried: String,
}

impl Builder {
    fn parent(&self) -> Role {
        self.way.last().copied().unwrap_or(Role::Other)
    }

    fn table(&self) -> Option<usize> {
        self.tables.last().copied()
    }

    fn start(&mut self, element: &BytesStart) {
        let parent = self.parent();
        let role = if parent == Role::Unread {
            Role::Unread
        } else {
            self.role(name(element), parent, element)
        };
        self.way.push(role);
    }

    /// What an element is where it stands, and what follows from its beginning.
    fn role(&mut self, name: &str, parent: Role, element: &BytesStart) -> Role {
        match (name, parent) {
            (_, Role::ParagraphProperties) => self.paragraph_property(name, element),
            (_, Role::MarkProperties) => self.mark_property(name),
            (_, Role::RunProperties) => self.run_property(name, element),
            (_, Role::RowProperties) => self.row_property(name, element),
            (_, Role::CellProperties) => self.cell_property(name, element),
            ("pPr", Role::Paragraph) => Role::ParagraphProperties,
            ("rPr", Role::Run) => Role::RunProperties,
            ("trPr", Role::Row) => Role::RowProperties,
            ("tcPr", Role::Cell) => Role::CellProperties,
            ("p", _) => self.begin_paragraph(),
            ("r", _) => self.begin_run(),
            ("tbl", _) => self.begin_table(),
            ("tr", _) => self.begin_row(),
            ("tc", _) => self.begin_cell(),
            ("t", Role::Run) => Role::Text,
            ("AlternateContent", _) => Role::Alternatives { taken: false },
            ("Choice" | "Fallback", Role::Alternatives { taken }) => self.alternative(taken),
            ("del" | "moveFrom" | "rt" | "sdtPr" | "sdtEndPr" | "tblPr" | "sectPr", _) => {
                Role::Unread
            }
            (_, Role::Run) => self.character(name, element),
            _ => Role::Other,
        }
    }

    fn begin_paragraph(&mut self) -> Role {
        let text = std::mem::take(&mut self.carried);
        self.paragraphs.push(Open {
            paragraph: Paragraph {
                text,
                heading: false,
            },
            ..Open::default()
        });
        Role::Paragraph
    }

    fn begin_run(&mut self) -> Role {
        if let Some(open) = self.paragraphs.last_mut() {
            open.hidden = false;
        }
        Role::Run
    }

    fn begin_table(&mut self) -> Role {
        let index = self.content.tables.len();
        let outer = self.table();
        self.content.add(Block::Table(index), outer);
        self.content.tables.push(Vec::new());
        self.tables.push(index);
        Role::Table
    }

    fn begin_row(&mut self) -> Role {
        let table = self.table();
        if let Some(rows) = table.and_then(|table| self.content.tables.get_mut(table)) {
            rows.push(Row::default());
        }
        Role::Row
    }

    fn begin_cell(&mut self) -> Role {
        let table = self.table();
        if let Some(row) = self.content.open_row(table) {
            row.cells.push(Cell::default());
        }
        Role::Cell
    }

    /// The first way in which something is said is taken, and no other.
    fn alternative(&mut self, taken: bool) -> Role {
        if taken {
            return Role::Unread;
        }
        if let Some(parent) = self.way.last_mut() {
            *parent = Role::Alternatives { taken: true };
        }
        Role::Other
    }

    fn paragraph_property(&mut self, name: &str, element: &BytesStart) -> Role {
        let value = || attribute(element, "val").unwrap_or_default();
        match name {
            "pStyle" => {
                let heading = self.headings.contains(&value());
                self.mark_heading(heading);
            }
            "outlineLvl" => self.mark_heading(is_outline_level(&value())),
            "rPr" => return Role::MarkProperties,
            "pPrChange" => return Role::Unread,
            _ => {}
        }
        Role::Other
    }

    fn mark_heading(&mut self, heading: bool) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.paragraph.heading = heading;
        }
    }

    fn mark_property(&mut self, name: &str) -> Role {
        if matches!(name, "del" | "moveFrom")
            && let Some(open) = self.paragraphs.last_mut()
        {
            open.goes_on = true;
        }
        Role::Unread
    }

    fn run_property(&mut self, name: &str, element: &BytesStart) -> Role {
        if name == "vanish"
            && let Some(open) = self.paragraphs.last_mut()
        {
            open.hidden = is_on(element);
        }
        Role::Unread
    }

    fn row_property(&mut self, name: &str, element: &BytesStart) -> Role {
        let table = self.table();
        let Some(row) = self.content.open_row(table) else {
            return Role::Unread;
        };
        match name {
            "gridBefore" => row.indent = number(element),
            "del" => row.unread = true,
            "hidden" => row.unread = is_on(element),
            _ => {}
        }
        Role::Unread
    }

    fn cell_property(&mut self, name: &str, element: &BytesStart) -> Role {
        let table = self.table();
        let Some(cell) = self.content.open_cell(table) else {
            return Role::Unread;
        };
        let goes_on = || attribute(element, "val").as_deref() != Some("restart");
        match name {
            "gridSpan" => cell.columns = number(element),
            "vMerge" if goes_on() => cell.merge = Merge::GoesOn,
            "vMerge" => cell.merge = Merge::Begins,
            "hMerge" => cell.unread = goes_on(),
            "cellDel" => cell.unread = true,
            _ => {}
        }
        Role::Unread
    }

    /// What stands in a run for characters.
    fn character(&mut self, name: &str, element: &BytesStart) -> Role {
        match name {
            "tab" | "ptab" => self.push(TAB),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let code = attribute(element, "char").unwrap_or_default();
                self.push(symbol(&code.to_uppercase()));
            }
            _ => {}
        }
        Role::Other
    }

    fn text(&mut self, text: &str) {
        if self.parent() == Role::Text {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut().filter(|open| !open.hidden) {
            open.paragraph.text.push_str(text);
        }
    }

    fn end(&mut self) {
        match self.way.pop() {
            Some(Role::Paragraph) => self.end_paragraph(),
            Some(Role::Table) => {
                self.tables.pop();
            }
            Some(Role::Row) => {
                let table = self.table();
                if self.content.open_row(table).is_some_and(|row| row.unread)
                    && let Some(rows) = table.and_then(|table| self.content.tables.get_mut(table))
                {
                    rows.pop();
                }
            }
            Some(Role::Cell) => self.end_cell(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.paragraphs.pop() else {
            return;
        };
        if open.goes_on {
            self.carried = open.paragraph.text;
        } else {
            self.add(open.paragraph);
        }
    }

    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.carried);
        self.add(Paragraph {
            text,
            heading: false,
        });
        let table = self.table();
        if let Some(cell) = self.content.open_cell(table).filter(|cell| cell.unread) {
            cell.blocks.clear();
        }
    }

    fn add(&mut self, paragraph: Paragraph) {
        if !paragraph.text.trim().is_empty() {
            let table = self.table();
            self.content.add(Block::Paragraph(paragraph), table);
        }
    }
}

fn number(element: &BytesStart) -> usize {
    let value = attribute(element, "val").unwrap_or_default();
    value.trim().parse().unwrap_or(0)
}

/// The signs of comparison in the fonts of signs, which have no characters of their own.
fn symbol(code: &str) -> &'static str {
    match code {
        "F0B3" => "≥",
        "F0A3" => "≤",
        "F0B4" => "×",
        "F0B1" => "±",
        _ => "",
    }
}
