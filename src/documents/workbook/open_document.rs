/*!
OpenDocument workbooks (.ods), read as they are shown.

They keep with every number the text that the sheet shows for it (343.50), which calamine
passes over, and say which rows and columns are hidden. Comments on a cell are no text of it.
*/

use super::super::DocumentError;
use super::super::package::Package;
use super::super::raised::is_note_mark;
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::OpenedSheets;
use super::cells::Cells;
use super::hidden::{Hidden, LONGEST};
use super::looks::Looks;
use super::sheet::Sheet;
use calamine::Data;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::collections::HashSet;

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// A cell with text that is repeated further than this fills a sheet for its looks.
const MOST_REPEATED: u32 = 1000;

/// A sheet that is being read.
#[derive(Default)]
struct OpenSheet {
    name: String,
    /// Its cells with text, in order.
    cells: Vec<((u32, u32), String)>,
    hidden: Hidden,
    /// How many cells hold digits that are struck out.
    struck: usize,
}

impl OpenSheet {
    /// The sheet as it is; its numbers are text as it is shown.
    fn finish(self) -> Sheet {
        let mut cells = Cells::default();
        for (at, text) in self.cells {
            cells.add(at, Data::String(text));
        }
        let looks = Looks {
            hidden: self.hidden,
            struck: self.struck,
            ..Looks::default()
        };
        Sheet::new(&self.name, cells, looks)
    }
}

/// The sheets of the workbook.
pub fn sheets(bytes: &[u8]) -> Result<OpenedSheets, DocumentError> {
    let mut package = Package::open(bytes, super::READER.name)?;
    let manifest = package.text(MANIFEST)?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(DocumentError::LockedOffice);
    }
    let content = package
        .text(CONTENT)?
        .ok_or_else(|| DocumentError::Damaged {
            format: super::READER.name,
            why: "缺少正文".to_owned(),
        })?;
    let mut builder = Builder::default();
    each_piece(&content, super::READER.name, |piece| match piece {
        XmlPiece::Start(element) => builder.start(&element),
        XmlPiece::End => builder.end(),
        XmlPiece::Text(text) => builder.text(&text),
    })?;
    Ok(OpenedSheets {
        shown: builder.sheets.into_iter().map(OpenSheet::finish).collect(),
        hidden: builder.hidden,
        charts: Vec::new(),
    })
}

/// The role of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementRole {
    Table,
    Row,
    Cell,
    Paragraph,
    /// A part of a paragraph that is struck out, or raised.
    Struck,
    Raised,
    Unread,
    Other,
}

/// The cell that is open.
#[derive(Default)]
struct OpenCell {
    text: String,
    /// What it holds where no text says what it shows.
    value: String,
    repeated: u32,
    columns: u32,
    rows: u32,
    /// Raised letters, which may be a note's mark, and whether digits are struck out.
    raised: String,
    has_struck_digits: bool,
    is_struck: bool,
}

/// What the styles of a workbook take out of it, by their names.
#[derive(Default)]
struct Styles {
    /// Sheets that are not shown, columns and rows of no size.
    hidden: HashSet<String>,
    struck: HashSet<String>,
    raised: HashSet<String>,
}

impl Styles {
    /// Takes note of a property of the style that is open.
    fn take(&mut self, style: &str, property: &str, element: &BytesStart) {
        let value = |name: &str| attribute(element, name).unwrap_or_default();
        let is_nothing = |name: &str| {
            let size = value(name);
            let number = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            number.parse().is_ok_and(|size: Decimal| size.is_zero())
        };
        let set = match property {
            "table-properties" if value("display") == "false" => &mut self.hidden,
            "table-column-properties" if is_nothing("column-width") => &mut self.hidden,
            "table-row-properties" if is_nothing("row-height") => &mut self.hidden,
            "text-properties" if is_line(&value("text-line-through-style")) => &mut self.struck,
            "text-properties" if is_line(&value("text-line-through-type")) => &mut self.struck,
            "text-properties" if is_moved(&value("text-position")) => &mut self.raised,
            _ => return,
        };
        set.insert(style.to_owned());
    }
}

fn is_line(style: &str) -> bool {
    !matches!(style, "" | "none")
}

/// `super 58%`, `33% 58%`; `0% 100%` is the line itself.
fn is_moved(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    !matches!(first, "" | "0" | "0%")
}

#[derive(Default)]
struct Builder {
    sheets: Vec<OpenSheet>,
    /// The names of the sheets that are not shown.
    hidden: Vec<String>,
    sheet: OpenSheet,
    way: Vec<ElementRole>,
    /// The style of which properties are being read, and what styles say.
    style: String,
    styles: Styles,
    is_shown: bool,
    /// The column and the row that come next.
    column: u32,
    row: u32,
    rows_repeated: u32,
    row_starts_at: usize,
    cell: OpenCell,
    merged: Vec<(u32, u32, u32, u32)>,
}

impl Builder {
    fn start(&mut self, element: &BytesStart) {
        let parent = self.way.last().copied().unwrap_or(ElementRole::Other);
        let role = if parent == ElementRole::Unread {
            ElementRole::Unread
        } else {
            self.role(name(element), element, parent)
        };
        self.way.push(role);
    }

    fn role(&mut self, name: &str, element: &BytesStart, parent: ElementRole) -> ElementRole {
        match name {
            "style" => self.style = attribute(element, "name").unwrap_or_default(),
            _ if name.ends_with("-properties") => self.styles.take(&self.style, name, element),
            // A table inside a cell.
            "table" if self.way.contains(&ElementRole::Table) => return ElementRole::Unread,
            "table" => return self.begin_sheet(element),
            "table-column" => self.columns(element),
            "table-row" => return self.begin_row(element),
            "table-cell" | "covered-table-cell" => return self.begin_cell(element),
            "annotation" | "shapes" | "frame" | "tracked-changes" => return ElementRole::Unread,
            "p" if parent == ElementRole::Cell => {
                if !self.cell.text.is_empty() {
                    self.cell.text.push('\n');
                }
                return ElementRole::Paragraph;
            }
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            "span"
                if matches!(
                    parent,
                    ElementRole::Paragraph | ElementRole::Struck | ElementRole::Raised
                ) =>
            {
                return self.begin_span(element, parent);
            }
            _ if matches!(
                parent,
                ElementRole::Paragraph | ElementRole::Struck | ElementRole::Raised
            ) =>
            {
                return parent;
            }
            _ => {}
        }
        ElementRole::Other
    }

    fn begin_span(&self, element: &BytesStart, parent: ElementRole) -> ElementRole {
        let style = attribute(element, "style-name").unwrap_or_default();
        if self.styles.struck.contains(&style) {
            ElementRole::Struck
        } else if self.styles.raised.contains(&style) {
            ElementRole::Raised
        } else {
            parent
        }
    }

    fn begin_sheet(&mut self, element: &BytesStart) -> ElementRole {
        let style = attribute(element, "style-name").unwrap_or_default();
        self.is_shown = !self.styles.hidden.contains(&style);
        self.sheet = OpenSheet {
            name: attribute(element, "name").unwrap_or_default(),
            ..OpenSheet::default()
        };
        (self.column, self.row) = (0, 0);
        ElementRole::Table
    }

    fn columns(&mut self, element: &BytesStart) {
        let end = self
            .column
            .saturating_add(number(element, "number-columns-repeated"));
        if self.is_hidden(element) {
            self.sheet.hidden.hide_columns(self.column..=end - 1);
        }
        self.column = end;
    }

    fn begin_row(&mut self, element: &BytesStart) -> ElementRole {
        self.rows_repeated = number(element, "number-rows-repeated");
        if self.is_hidden(element) {
            let last = self.row.saturating_add(self.rows_repeated);
            (self.row..last.min(LONGEST)).for_each(|row| self.sheet.hidden.hide_row(row));
        }
        self.column = 0;
        self.row_starts_at = self.sheet.cells.len();
        ElementRole::Row
    }

    fn begin_cell(&mut self, element: &BytesStart) -> ElementRole {
        let style = attribute(element, "style-name").unwrap_or_default();
        let value = ["value", "string-value", "date-value"]
            .iter()
            .find_map(|name| attribute(element, name));
        self.cell = OpenCell {
            text: String::new(),
            value: value.unwrap_or_default(),
            repeated: number(element, "number-columns-repeated"),
            columns: number(element, "number-columns-spanned"),
            rows: number(element, "number-rows-spanned"),
            is_struck: self.styles.struck.contains(&style),
            ..OpenCell::default()
        };
        if name(element) == "covered-table-cell" {
            // What a merged cell covers is not shown.
            self.column = self.column.saturating_add(self.cell.repeated);
            return ElementRole::Unread;
        }
        ElementRole::Cell
    }

    fn text(&mut self, text: &str) {
        let has_digits = text.contains(|c: char| c.is_ascii_digit());
        match self.way.last() {
            Some(ElementRole::Paragraph) if self.cell.is_struck => {
                self.cell.has_struck_digits |= has_digits;
            }
            Some(ElementRole::Paragraph) => self.cell.text.push_str(text),
            Some(ElementRole::Struck) => self.cell.has_struck_digits |= has_digits,
            Some(ElementRole::Raised) => self.cell.raised.push_str(text),
            _ => {}
        }
    }

    fn end(&mut self) {
        match self.way.pop() {
            Some(ElementRole::Raised) => self.end_raised(),
            Some(ElementRole::Cell) => self.end_cell(),
            Some(ElementRole::Row) => self.end_row(),
            Some(ElementRole::Table) => self.end_sheet(),
            _ => {}
        }
    }

    /// Raised letters are text where they are no mark of a note.
    fn end_raised(&mut self) {
        let raised = std::mem::take(&mut self.cell.raised);
        if !raised.is_empty() && !is_note_mark(&raised, &self.cell.text) {
            self.cell.text.push_str(&raised);
        }
    }

    fn is_hidden(&self, element: &BytesStart) -> bool {
        let style = attribute(element, "style-name").unwrap_or_default();
        is_hidden(element) || self.styles.hidden.contains(&style)
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.sheet.struck += usize::from(cell.has_struck_digits);
        let value = cell.value.clone();
        let text = if cell.text.is_empty() && !cell.has_struck_digits && !cell.is_struck {
            cell.value
        } else {
            cell.text
        };
        let text = with_minus(text, &value);
        if !text.trim().is_empty() {
            for ahead in 0..cell.repeated.min(MOST_REPEATED) {
                let at = (self.row, self.column.saturating_add(ahead));
                self.sheet.cells.push((at, text.clone()));
            }
            if cell.columns > 1 || cell.rows > 1 {
                self.merged
                    .push((self.row, self.column, cell.rows, cell.columns));
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
    }

    fn end_row(&mut self) {
        // Where rows lie inside rows the outer one begins in a sheet that has ended.
        let own = self.sheet.cells.get(self.row_starts_at..);
        let own: Vec<((u32, u32), String)> = own.unwrap_or_default().to_vec();
        if !own.is_empty() {
            for ahead in 1..self.rows_repeated.min(MOST_REPEATED) {
                let row = self.row.saturating_add(ahead);
                let again = own
                    .iter()
                    .map(|((_, column), text)| ((row, *column), text.clone()));
                self.sheet.cells.extend(again);
            }
        }
        self.row = self.row.saturating_add(self.rows_repeated);
    }

    fn end_sheet(&mut self) {
        let mut sheet = std::mem::take(&mut self.sheet);
        for (row, column, rows, columns) in std::mem::take(&mut self.merged) {
            let rows = row..=row.saturating_add(rows - 1);
            sheet
                .hidden
                .merge(rows, column..=column.saturating_add(columns - 1));
        }
        if self.is_shown {
            self.sheets.push(sheet);
        } else {
            self.hidden.push(sheet.name);
        }
    }
}

/// A negative number that the sheet shows in red alone has its minus.
fn with_minus(text: String, value: &str) -> String {
    const SIGNS: &str = "-−－–—‐▲△▼负(（";
    let is_signed = text.contains(|c| SIGNS.contains(c));
    let has_digits = text.contains(|c| matches!(c, '1'..='9'));
    if value.starts_with('-') && has_digits && !is_signed {
        return format!("-{text}");
    }
    text
}

/// A count, which is one where it is not said.
fn number(element: &BytesStart, name: &str) -> u32 {
    let value = attribute(element, name).and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1).max(1)
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "visibility").is_some_and(|value| value != "visible")
}
