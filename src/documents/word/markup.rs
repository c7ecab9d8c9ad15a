/*!
The XML of a Word document becomes paragraphs and tables.

Elements mean something only where they stand: a `tab` in a run is white space, among a
paragraph's properties it is a stop of the ruler; a `del` around runs takes them out, among
the properties of a row it takes the row out. So the way down to an element is kept, as a
list and not as recursion.
*/

use super::super::DocumentError;
use super::super::raised::LeftOutMark;
use super::super::xml::{XmlPiece, attribute, each_piece, is_on, name};
use super::content::{Block, Content, Merge, Paragraph, TableCell, TableRow};
use super::styles::{Look, Styles, is_ground, is_outline_level};
use super::symbols::symbol;
use quick_xml::events::BytesStart;

/// A tab outside of tables: wide enough to be seen as the gap that it is.
const TAB: &str = "    ";

/// The role of an open element for its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementRole {
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
        XmlPiece::Start(element) => builder.start(&element),
        XmlPiece::End => builder.end(),
        XmlPiece::Text(text) => builder.text(&text),
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
    mark: LeftOutMark,
    /// Whether the run was struck out and held digits.
    has_struck_digits: bool,
    /// Whether it is not seen and holds digits.
    has_hidden_digits: bool,
    /// Whether the paragraph or the run has a ground of its own.
    grounded: bool,
    run_grounded: bool,
    /// Files that lie in it and come after it.
    chunks: Vec<String>,
}

/// What colours the ground of an open table.
#[derive(Debug, Clone, Copy, Default)]
struct Ground {
    /// The table, by itself or by its style.
    by_style: bool,
    /// The cell that is open.
    by_cell: bool,
}

#[derive(Default)]
struct Builder {
    content: Content,
    styles: Styles,
    way: Vec<ElementRole>,
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
    fn parent(&self) -> ElementRole {
        self.way.last().copied().unwrap_or(ElementRole::Other)
    }

    fn table(&self) -> Option<usize> {
        self.tables.last().copied()
    }

    fn start(&mut self, element: &BytesStart) {
        let parent = self.parent();
        let role = if parent == ElementRole::Unread {
            ElementRole::Unread
        } else {
            self.role(name(element), parent, element)
        };
        self.way.push(role);
    }

    /// What an element is where it stands, and what follows from its beginning.
    fn role(&mut self, name: &str, parent: ElementRole, element: &BytesStart) -> ElementRole {
        match (name, parent) {
            (_, ElementRole::ParagraphProperties) => self.paragraph_property(name, element),
            (_, ElementRole::MarkProperties) => self.mark_property(name),
            (_, ElementRole::RunProperties) => self.run_property(name, element),
            (_, ElementRole::RowProperties) => self.row_property(name, element),
            (_, ElementRole::CellProperties) => self.cell_property(name, element),
            (_, ElementRole::TableProperties) => self.table_property(name, element),
            ("pPr", ElementRole::Paragraph) => ElementRole::ParagraphProperties,
            ("rPr", ElementRole::Run) => ElementRole::RunProperties,
            ("trPr", ElementRole::Row) => ElementRole::RowProperties,
            ("tcPr", ElementRole::Cell) => ElementRole::CellProperties,
            ("tblPr", ElementRole::Table) => ElementRole::TableProperties,
            ("p", _) => self.begin_paragraph(),
            ("r", _) => self.begin_run(),
            ("tbl", _) => self.begin_table(),
            ("tr", _) => self.begin_row(),
            ("tc", _) => self.begin_cell(),
            ("t", ElementRole::Run) => ElementRole::Text,
            ("altChunk", _) => self.chunk(element),
            ("AlternateContent", _) => ElementRole::Alternatives { taken: false },
            ("Choice" | "Fallback", ElementRole::Alternatives { taken }) => self.alternative(taken),
            ("del" | "moveFrom" | "rt" | "sdtPr" | "sdtEndPr" | "tblPr" | "sectPr", _) => {
                ElementRole::Unread
            }
            (_, ElementRole::Run) => self.character(name, element),
            _ => self.inside(name, element),
        }
    }

    fn begin_paragraph(&mut self) -> ElementRole {
        let text = std::mem::take(&mut self.carried);
        self.paragraphs.push(Open {
            paragraph: Paragraph {
                text,
                heading: false,
            },
            ..Open::default()
        });
        ElementRole::Paragraph
    }

    fn begin_run(&mut self) -> ElementRole {
        if let Some(open) = self.paragraphs.last_mut() {
            (open.run, open.run_style) = (Look::default(), Look::default());
            open.run_grounded = false;
        }
        ElementRole::Run
    }

    fn begin_table(&mut self) -> ElementRole {
        let index = self.content.tables.len();
        let outer = self.table();
        self.content.add(Block::Table(index), outer);
        self.content.tables.push(Vec::new());
        self.tables.push(index);
        self.grounds.push(Ground::default());
        ElementRole::Table
    }

    fn begin_row(&mut self) -> ElementRole {
        let table = self.table();
        if let Some(rows) = table.and_then(|table| self.content.tables.get_mut(table)) {
            rows.push(TableRow::default());
        }
        ElementRole::Row
    }

    fn begin_cell(&mut self) -> ElementRole {
        let table = self.table();
        if let Some(row) = self.content.open_row(table) {
            row.cells.push(TableCell::default());
        }
        if let Some(ground) = self.grounds.last_mut() {
            ground.by_cell = false;
        }
        ElementRole::Cell
    }

    /// The first way in which something is said is taken, and no other.
    fn alternative(&mut self, taken: bool) -> ElementRole {
        if taken {
            return ElementRole::Unread;
        }
        if let Some(parent) = self.way.last_mut() {
            *parent = ElementRole::Alternatives { taken: true };
        }
        ElementRole::Other
    }

    fn paragraph_property(&mut self, name: &str, element: &BytesStart) -> ElementRole {
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
            "rPr" => return ElementRole::MarkProperties,
            "pPrChange" => return ElementRole::Unread,
            _ => {}
        }
        ElementRole::Other
    }

    fn mark_heading(&mut self, heading: bool) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.paragraph.heading = heading;
        }
    }

    fn mark_property(&mut self, name: &str) -> ElementRole {
        if matches!(name, "del" | "moveFrom")
            && let Some(open) = self.paragraphs.last_mut()
        {
            open.goes_on = true;
        }
        ElementRole::Unread
    }

    fn run_property(&mut self, name: &str, element: &BytesStart) -> ElementRole {
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
        ElementRole::Unread
    }

    fn table_property(&mut self, name: &str, element: &BytesStart) -> ElementRole {
        let style = || attribute(element, "val").unwrap_or_default();
        let colors = match name {
            "tblStyle" => self.styles.is_grounded(&style()),
            "shd" => is_ground(element),
            _ => false,
        };
        if let Some(ground) = self.grounds.last_mut() {
            ground.by_style |= colors;
        }
        ElementRole::Unread
    }

    /// A file that lies in the package and is part of the page: HTML, another document, a workbook.
    fn chunk(&mut self, element: &BytesStart) -> ElementRole {
        let Some(relation) = attribute(element, "id") else {
            return ElementRole::Unread;
        };
        match self.paragraphs.last_mut() {
            Some(open) => open.chunks.push(relation),
            None => {
                let table = self.table();
                self.content.add(Block::Chunk(relation), table);
            }
        }
        ElementRole::Unread
    }

    /// What stands inside of objects and drawings.
    fn inside(&mut self, name: &str, element: &BytesStart) -> ElementRole {
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
        ElementRole::Other
    }

    fn row_property(&mut self, name: &str, element: &BytesStart) -> ElementRole {
        let table = self.table();
        let Some(row) = self.content.open_row(table) else {
            return ElementRole::Unread;
        };
        match name {
            "gridBefore" => row.indent = number(element),
            "del" => row.unread = true,
            "hidden" => row.unread = is_on(element),
            _ => {}
        }
        ElementRole::Unread
    }

    fn cell_property(&mut self, name: &str, element: &BytesStart) -> ElementRole {
        let table = self.table();
        let Some(cell) = self.content.open_cell(table) else {
            return ElementRole::Unread;
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
        ElementRole::Unread
    }

    /// What stands in a run for characters.
    fn character(&mut self, name: &str, element: &BytesStart) -> ElementRole {
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
        ElementRole::Other
    }

    fn text(&mut self, text: &str) {
        if self.parent() == ElementRole::Text {
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
            open.has_hidden_digits |= text.contains(|c: char| c.is_ascii_digit());
            return;
        }
        if look.struck == Some(true) {
            open.has_struck_digits |= text.contains(|c: char| c.is_ascii_digit());
        } else if look.is_raised() {
            open.raised.push_str(text);
        } else {
            open.mark.before(text, &mut open.paragraph.text);
            open.paragraph.text.push_str(text);
        }
    }

    /// Raised letters are text where they are no mark of a note.
    fn end_run(&mut self) {
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        let raised = std::mem::take(&mut open.raised);
        open.mark.add(raised, &mut open.paragraph.text);
        self.content.struck += usize::from(std::mem::take(&mut open.has_struck_digits));
        self.content.hidden += usize::from(std::mem::take(&mut open.has_hidden_digits));
    }

    fn end(&mut self) {
        match self.way.pop() {
            Some(ElementRole::Paragraph) => self.end_paragraph(),
            Some(ElementRole::Run) => self.end_run(),
            Some(ElementRole::Table) => {
                self.tables.pop();
                self.grounds.pop();
            }
            Some(ElementRole::Row) => {
                let table = self.table();
                if self.content.open_row(table).is_some_and(|row| row.unread)
                    && let Some(rows) = table.and_then(|table| self.content.tables.get_mut(table))
                {
                    rows.pop();
                }
            }
            Some(ElementRole::Cell) => self.end_cell(),
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

/// Whether a drawing is large enough to be a table: 8 cm by 3 cm, in the units of drawings.
fn is_large(element: &BytesStart) -> bool {
    let side = |name| attribute(element, name).and_then(|value| value.parse::<u64>().ok());
    side("cx").is_some_and(|width| width >= 2_880_000)
        && side("cy").is_some_and(|height| height >= 1_080_000)
}
