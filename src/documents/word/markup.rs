/*!
The XML of a Word document becomes paragraphs and tables.

Elements mean something only where they stand: a `tab` in a run is white space, among a
paragraph's properties it is a stop of the ruler; a `del` around runs takes them out, among
the properties of a row it takes the row out. So the way down to an element is kept, as a
list and not as recursion.
*/

use super::super::DocumentError;
use super::super::raised::is_note_mark;
use super::super::xml::{Piece, attribute, each_piece, is_on, name};
use super::content::{Block, Cell, Content, Merge, Paragraph, Row};
use super::styles::{Look, Styles, is_outline_level};
use super::symbols::symbol;
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
    TableProperties,
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
pub fn content(xml: &str, styles: Styles) -> Result<Content, DocumentError> {
    let mut builder = Builder {
        styles,
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
    /// How its style makes it look.
    style: Look,
    /// How the run that is open looks by itself and by its style, and its letters where they are
    /// raised.
    run: Look,
    run_style: Look,
    raised: String,
    /// Whether the run was struck out and held digits.
    has_struck_digits: bool,
    /// Whether the paragraph or the run has a ground of its own.
    grounded: bool,
    run_grounded: bool,
    /// Files that lie in it and come after it.
    chunks: Vec<String>,
}

/// What colours the ground of an open table.
#[derive(Debug, Clone, Copy, Default)]
struct Ground {
    /// A style, whose ground is not known here.
    by_style: bool,
    /// The cell that is open.
    by_cell: bool,
}

#[derive(Default)]
struct Builder {
    content: Content,
    styles: Styles,
    way: Vec<Role>,
    tables: Vec<usize>,
    /// Whether the letters of each open table may stand on a ground of its own.
    grounds: Vec<Ground>,
    paragraphs: Vec<Open>,
    /// Whether the drawing that is open is large.
    is_large: bool,
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
            (_, Role::TableProperties) => self.table_property(name),
            ("pPr", Role::Paragraph) => Role::ParagraphProperties,
            ("rPr", Role::Run) => Role::RunProperties,
            ("trPr", Role::Row) => Role::RowProperties,
            ("tcPr", Role::Cell) => Role::CellProperties,
            ("tblPr", Role::Table) => Role::TableProperties,
            ("p", _) => self.begin_paragraph(),
            ("r", _) => self.begin_run(),
            ("tbl", _) => self.begin_table(),
            ("tr", _) => self.begin_row(),
            ("tc", _) => self.begin_cell(),
            ("t", Role::Run) => Role::Text,
            ("altChunk", _) => self.chunk(element),
            ("AlternateContent", _) => Role::Alternatives { taken: false },
            ("Choice" | "Fallback", Role::Alternatives { taken }) => self.alternative(taken),
            ("del" | "moveFrom" | "rt" | "sdtPr" | "sdtEndPr" | "tblPr" | "sectPr", _) => {
                Role::Unread
            }
            (_, Role::Run) => self.character(name, element),
            _ => self.inside(name, element),
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
            (open.run, open.run_style) = (Look::default(), Look::default());
            open.run_grounded = false;
        }
        Role::Run
    }

    fn begin_table(&mut self) -> Role {
        let index = self.content.tables.len();
        let outer = self.table();
        self.content.add(Block::Table(index), outer);
        self.content.tables.push(Vec::new());
        self.tables.push(index);
        self.grounds.push(Ground::default());
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
        if let Some(ground) = self.grounds.last_mut() {
            ground.by_cell = false;
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
                let heading = self.styles.is_heading(&value());
                self.mark_heading(heading);
                let look = self.styles.look(&value());
                if let Some(open) = self.paragraphs.last_mut() {
                    open.style = look;
                }
            }
            "shd" if is_ground(element) => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.grounded = true;
                }
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
        if let Some(open) = self.paragraphs.last_mut() {
            match name {
                "rStyle" => {
                    let style = attribute(element, "val").unwrap_or_default();
                    open.run_style = self.styles.look(&style);
                }
                "shd" if is_ground(element) => open.run_grounded = true,
                "highlight" => open.run_grounded = true,
                _ => open.run.take(name, element),
            }
        }
        Role::Unread
    }

    fn table_property(&mut self, name: &str) -> Role {
        if let Some(ground) = self.grounds.last_mut() {
            ground.by_style |= matches!(name, "tblStyle" | "shd");
        }
        Role::Unread
    }

    /// A file that lies in the package and is part of the page: HTML, another document, a workbook.
    fn chunk(&mut self, element: &BytesStart) -> Role {
        let Some(relation) = attribute(element, "id") else {
            return Role::Unread;
        };
        match self.paragraphs.last_mut() {
            Some(open) => open.chunks.push(relation),
            None => {
                let table = self.table();
                self.content.add(Block::Chunk(relation), table);
            }
        }
        Role::Unread
    }

    /// What stands inside of objects and drawings.
    fn inside(&mut self, name: &str, element: &BytesStart) -> Role {
        match name {
            "OLEObject" if attribute(element, "DrawAspect").as_deref() == Some("Icon") => {
                self.content.icons += 1;
            }
            "OLEObject" => {
                let program = attribute(element, "ProgID").unwrap_or_default();
                let is_sheet = ["Excel", "ET.", "KET", "Package", "Word", "WPS"];
                if is_sheet.iter().any(|start| program.starts_with(start)) {
                    return self.chunk(element);
                }
            }
            "extent" => self.is_large = is_large(element),
            "blip" if std::mem::take(&mut self.is_large) => self.content.pictures += 1,
            _ => {}
        }
        Role::Other
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
            "shd" if is_ground(element) => {
                if let Some(ground) = self.grounds.last_mut() {
                    ground.by_cell = true;
                }
            }
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
                let font = attribute(element, "font").unwrap_or_default();
                if let Some(character) = symbol(&code, &font) {
                    self.push(character.encode_utf8(&mut [0; 4]));
                }
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
        let is_on_ground = |ground: &Ground| ground.by_style || ground.by_cell;
        let table_is_coloured = self.grounds.last().is_some_and(is_on_ground);
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        let look = open.run.over(open.run_style).over(open.style);
        let is_coloured = table_is_coloured || open.grounded || open.run_grounded;
        if look.vanished == Some(true) || look.white == Some(true) && !is_coloured {
            return;
        }
        if look.struck == Some(true) {
            open.has_struck_digits |= text.contains(|c: char| c.is_ascii_digit());
        } else if look.raised == Some(true) {
            open.raised.push_str(text);
        } else {
            open.paragraph.text.push_str(text);
        }
    }

    /// Raised letters are text where they are no mark of a note.
    fn end_run(&mut self) {
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        let raised = std::mem::take(&mut open.raised);
        if !raised.is_empty() && !is_note_mark(&raised, &open.paragraph.text) {
            open.paragraph.text.push_str(&raised);
        }
        self.content.struck += usize::from(std::mem::take(&mut open.has_struck_digits));
    }

    fn end(&mut self) {
        match self.way.pop() {
            Some(Role::Paragraph) => self.end_paragraph(),
            Some(Role::Run) => self.end_run(),
            Some(Role::Table) => {
                self.tables.pop();
                self.grounds.pop();
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
        let table = self.table();
        for relation in open.chunks {
            self.content.add(Block::Chunk(relation), table);
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

/// Whether a shading colours the ground.
fn is_ground(element: &BytesStart) -> bool {
    let fill = attribute(element, "fill").unwrap_or_default();
    !["", "AUTO", "FFFFFF"].contains(&fill.to_uppercase().as_str())
}

/// Whether a drawing is large enough to be a table: 8 cm by 3 cm, in the units of drawings.
fn is_large(element: &BytesStart) -> bool {
    let side = |name| attribute(element, name).and_then(|value| value.parse::<u64>().ok());
    side("cx").is_some_and(|width| width >= 2_880_000)
        && side("cy").is_some_and(|height| height >= 1_080_000)
}
