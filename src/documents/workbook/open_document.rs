/*!
OpenDocument workbooks (.ods), read as they are shown.

They keep with every number the text that the sheet shows for it (343.50), which calamine
passes over, and say which rows and columns are hidden. Comments on a cell are no text of it.
*/

use super::super::DocumentError;
use super::super::open_styles::{Style, Styles, page_texts};
use super::super::package::Package;
use super::super::raised::LeftOutMark;
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::OpenedSheets;
use super::cells::Cells;
use super::conditions::{Area, Conditional, Reach};
use super::dress::Dress;
use super::hidden::{Hidden, LONGEST};
use super::looks::{Formats, Looks, twentieths};
use super::open_formats::OpenFormats;
use super::open_looks::{OpenLooks, area, dress, fraction, with_minus};
use super::sheet::Sheet;
use super::widths::{self, Room, Widths};
use calamine::Data;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::rc::Rc;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const SETTINGS: &str = "settings.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// The size of letters that widths of columns are held against, in twentieths of a point.
const USUAL_LETTERS: u32 = 200;

/// A cell with text that is repeated further than this fills a sheet for its looks.
const MOST_REPEATED: u32 = 1000;

/// A sheet that is being read.
#[derive(Default)]
struct OpenSheet {
    name: String,
    /// Its cells with text, in order.
    cells: Vec<((u32, u32), ShownCell)>,
    hidden: Hidden,
    /// How many cells hold digits that are struck out, and that are not seen.
    struck: usize,
    unseen: usize,
    widths: Widths,
    repeated_rows: Option<RangeInclusive<u32>>,
    page_text: String,
    /// The conditions that its cells may meet.
    conditions: Vec<Conditional>,
}

/// What a cell shows, the number that it holds, and the number of its style.
#[derive(Debug, Clone)]
struct ShownCell {
    text: String,
    number: Option<Decimal>,
    style: u32,
}

impl OpenSheet {
    /// The sheet as it is; its numbers are text as it is shown.
    fn finish(
        self,
        dresses: &[(Dress, Room)],
        of_styles: &Rc<HashMap<u32, Vec<Conditional>>>,
    ) -> Sheet {
        let mut cells = Cells::default();
        let (mut numbers, mut of_cells) = (HashMap::new(), HashMap::new());
        for (at, cell) in self.cells {
            numbers.extend(cell.number.map(|number| (at, number)));
            of_cells.insert(at, cell.style);
            cells.add(at, Data::String(cell.text));
        }
        let looks = Looks {
            hidden: self.hidden,
            struck: self.struck,
            unseen: self.unseen,
            conditions: self.conditions,
            conditions_of_formats: Rc::clone(of_styles),
            numbers,
            formats: Formats::Codes {
                codes: Vec::new(),
                dresses: dresses.to_vec(),
                of_cells,
            },
            page_text: self.page_text,
            repeated_rows: self.repeated_rows,
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
    let found = sheets_in(&mut package, "")?;
    let sheets = found.ok_or_else(|| DocumentError::Damaged {
        format: super::READER.name,
        why: "缺少正文".to_owned(),
    })?;
    Ok(sheets.all)
}

/// Sheets, and the name of the one that was open last.
pub struct FolderOfSheets {
    /// The sheets.
    pub all: OpenedSheets,
    /// The name of the one that a document shows which they are embedded in.
    pub active: Option<String>,
}

/// The sheets of a workbook whose parts lie in a folder of a package; none where the folder holds
/// something else.
pub fn sheets_in(
    package: &mut Package,
    folder: &str,
) -> Result<Option<FolderOfSheets>, DocumentError> {
    let mut part = |name: &str| package.text(&format!("{folder}{name}"));
    let Some(content) = part(CONTENT)? else {
        return Ok(None);
    };
    if !folder.is_empty() && !content.contains(SPREADSHEET) {
        return Ok(None);
    }
    let styles = part(STYLES)?.unwrap_or_default();
    let settings = part(SETTINGS)?.unwrap_or_default();
    let hides_zeros = setting(&settings, "ShowZeroValues")?.as_deref() == Some("false");
    let mut builder = Builder {
        hides_zeros,
        ..Builder::default()
    };
    if !styles.is_empty() {
        builder.pages = page_texts(&styles, super::READER.name)?;
    }
    for part in [&styles, &content] {
        if part.is_empty() {
            continue;
        }
        each_piece(part, super::READER.name, |piece| match piece {
            XmlPiece::Start(element) => builder.start(&element),
            XmlPiece::End => builder.end(),
            XmlPiece::Text(text) => builder.text(&text),
        })?;
    }
    let all = OpenedSheets {
        shown: builder.finish(),
        hidden: std::mem::take(&mut builder.hidden),
        charts: Vec::new(),
    };
    let active = setting(&settings, "ActiveTable")?;
    Ok(Some(FolderOfSheets { all, active }))
}

/// The element that a workbook holds and a text does not.
const SPREADSHEET: &str = "<office:spreadsheet";

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
    Unseen,
    HeaderRows,
    /// A format of numbers, and what stands in it.
    Format,
    FormatPart,
    Unread,
    Other,
}

impl ElementRole {
    /// Whether it is a paragraph or a part of one.
    fn is_text(self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::Struck | Self::Raised | Self::Unseen
        )
    }
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
    mark: LeftOutMark,
    has_struck_digits: bool,
    style: Style,
    style_name: String,
    /// Whether digits are not seen, and whether a paragraph says what is shown.
    has_unseen_digits: bool,
    is_written: bool,
    is_number: bool,
}

#[derive(Default)]
struct Builder {
    sheets: Vec<OpenSheet>,
    /// The names of the sheets that are not shown.
    hidden: Vec<String>,
    sheet: OpenSheet,
    way: Vec<ElementRole>,
    styles: Styles,
    /// What pages print on their edges.
    pages: HashMap<String, String>,
    is_shown: bool,
    hides_zeros: bool,
    /// The styles of the cells of columns that name none.
    cell_styles: Vec<(RangeInclusive<u32>, String)>,
    /// The first of the rows that each page prints.
    header_begins: u32,
    /// The cells that the conditions are for, and how many groups of these there were.
    areas: Rc<[Area]>,
    groups: u32,
    formats: OpenFormats,
    /// The styles of cells by their numbers, which are found by their names.
    dresses: Vec<(Dress, Room)>,
    style_numbers: HashMap<String, u32>,
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
            "style" | "default-style" => self.styles.take(name, element),
            _ if matches!(parent, ElementRole::Format | ElementRole::FormatPart) => {
                self.formats.start(element);
                return ElementRole::FormatPart;
            }
            "map" => self.styles.take(name, element),
            _ if name.ends_with("-properties") => self.styles.take(name, element),
            "master-styles" => return ElementRole::Unread,
            _ if name.ends_with("-style") => {
                self.formats.start(element);
                return ElementRole::Format;
            }
            "table-header-rows" => {
                self.header_begins = self.row;
                return ElementRole::HeaderRows;
            }
            "conditional-format" => {
                let areas = attribute(element, "target-range-address").unwrap_or_default();
                self.areas = areas.split_whitespace().filter_map(area).collect();
                self.groups += 1;
            }
            "condition" => self.condition(element),
            // A table inside a cell.
            "table" if self.way.contains(&ElementRole::Table) => return ElementRole::Unread,
            "table" => return self.begin_sheet(element),
            "table-column" => self.columns(element),
            "table-row" => return self.begin_row(element),
            "table-cell" | "covered-table-cell" => return self.begin_cell(element),
            "annotation" | "shapes" | "frame" | "tracked-changes" => return ElementRole::Unread,
            "p" if parent == ElementRole::Cell => {
                self.cell.is_written = true;
                if !self.cell.text.is_empty() {
                    self.cell.text.push('\n');
                }
                return ElementRole::Paragraph;
            }
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            "span" if parent.is_text() => return self.begin_span(element, parent),
            _ if parent.is_text() => return parent,
            _ => {}
        }
        ElementRole::Other
    }

    fn begin_span(&self, element: &BytesStart, parent: ElementRole) -> ElementRole {
        let style = attribute(element, "style-name").unwrap_or_default();
        let style = self.styles.of("text", &style);
        if style.struck == Some(true) {
            ElementRole::Struck
        } else if style.is_unseen() && !self.cell.style.is_grounded() {
            ElementRole::Unseen
        } else if style.raised == Some(true) {
            ElementRole::Raised
        } else {
            parent
        }
    }

    fn begin_sheet(&mut self, element: &BytesStart) -> ElementRole {
        let style = attribute(element, "style-name").unwrap_or_default();
        let style = self.styles.of("table", &style);
        self.is_shown = !style.is_nothing;
        self.sheet = OpenSheet {
            name: attribute(element, "name").unwrap_or_default(),
            page_text: self.pages.get(&style.page).cloned().unwrap_or_default(),
            ..OpenSheet::default()
        };
        self.sheet.widths.letters = USUAL_LETTERS;
        self.cell_styles.clear();
        (self.column, self.row) = (0, 0);
        ElementRole::Table
    }

    fn columns(&mut self, element: &BytesStart) {
        let end = self
            .column
            .saturating_add(number(element, "number-columns-repeated"));
        let columns = self.column..=end - 1;
        if self.is_hidden(element, "table-column") {
            self.sheet.hidden.hide_columns(columns.clone());
        }
        let style = attribute(element, "style-name").unwrap_or_default();
        if let Some(width) = self.styles.of("table-column", &style).width {
            // A digit is half as wide as its letter is high.
            let digit = Decimal::from(USUAL_LETTERS / 20 / 2);
            self.sheet.widths.set(columns.clone(), width / digit);
        }
        if let Some(style) = attribute(element, "default-cell-style-name") {
            self.cell_styles.push((columns, style));
        }
        self.column = end;
    }

    fn begin_row(&mut self, element: &BytesStart) -> ElementRole {
        self.rows_repeated = number(element, "number-rows-repeated");
        if self.is_hidden(element, "table-row") {
            let last = self.row.saturating_add(self.rows_repeated);
            (self.row..last.min(LONGEST)).for_each(|row| self.sheet.hidden.hide_row(row));
        }
        self.column = 0;
        self.row_starts_at = self.sheet.cells.len();
        ElementRole::Row
    }

    fn begin_cell(&mut self, element: &BytesStart) -> ElementRole {
        let named = attribute(element, "style-name");
        let style_name = named.unwrap_or_else(|| self.style_of_column(self.column));
        let value = ["value", "string-value", "date-value"]
            .iter()
            .find_map(|name| attribute(element, name));
        self.cell = OpenCell {
            text: String::new(),
            value: value.unwrap_or_default(),
            repeated: number(element, "number-columns-repeated"),
            columns: number(element, "number-columns-spanned"),
            rows: number(element, "number-rows-spanned"),
            style: self.styles.of("table-cell", &style_name),
            style_name,
            is_number: ["float", "currency", "percentage"]
                .iter()
                .any(|kind| attribute(element, "value-type").as_deref() == Some(kind)),
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
        self.formats.text(text);
        match self.way.last() {
            Some(ElementRole::Unseen) => self.cell.has_unseen_digits |= has_digits,
            Some(ElementRole::Paragraph) => {
                self.cell.mark.before(text, &mut self.cell.text);
                self.cell.text.push_str(text);
            }
            Some(ElementRole::Struck) => self.cell.has_struck_digits |= has_digits,
            Some(ElementRole::Raised) => self.cell.raised.push_str(text),
            _ => {}
        }
    }

    fn end(&mut self) {
        let ended = self.way.pop();
        self.formats.end(ended == Some(ElementRole::Format));
        match ended {
            Some(ElementRole::Raised) => self.end_raised(),
            Some(ElementRole::Cell) => self.end_cell(),
            Some(ElementRole::Row) => self.end_row(),
            Some(ElementRole::Table) => self.end_sheet(),
            Some(ElementRole::HeaderRows) if self.row > self.header_begins => {
                self.sheet.repeated_rows = Some(self.header_begins..=self.row - 1);
            }
            _ => {}
        }
    }

    /// Raised letters are text where they are no mark of a note.
    fn end_raised(&mut self) {
        let raised = std::mem::take(&mut self.cell.raised);
        self.cell.mark.add(raised, &mut self.cell.text);
    }

    fn is_hidden(&self, element: &BytesStart, family: &str) -> bool {
        let style = attribute(element, "style-name").unwrap_or_default();
        is_hidden(element) || self.styles.of(family, &style).is_nothing
    }

    /// The style of the cells of a column that name none.
    fn style_of_column(&self, column: u32) -> String {
        let mut styles = self.cell_styles.iter();
        let found = styles.find(|(columns, _)| columns.contains(&column));
        found.map(|(_, style)| style.clone()).unwrap_or_default()
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.sheet.struck += usize::from(cell.has_struck_digits);
        // What a format shows nothing of is not seen either; nothing at all is no figure.
        let is_blank = cell.is_written && cell.text.trim().is_empty() && !cell.has_struck_digits;
        let is_unseen = is_blank && cell.value.contains(|c| matches!(c, '1'..='9'));
        self.sheet.unseen += usize::from(cell.has_unseen_digits || is_unseen);
        let number: Option<Decimal> = cell.value.parse().ok();
        let number = number.filter(|_| cell.is_number);
        let is_hidden_zero = self.hides_zeros && number.is_some_and(|number| number.is_zero());
        let text = if cell.is_written {
            &cell.text
        } else {
            &cell.value
        };
        let mut text = with_minus(text.clone(), &cell.value);
        if let Some(shown) = number.and_then(|number| fraction(&text, number)) {
            text = shown;
        }
        if cell.is_number && self.has_no_room(&cell, &text) {
            text = widths::NO_ROOM.to_owned();
        }
        if !text.trim().is_empty() && !is_hidden_zero {
            let style = self.style_number(&cell);
            let shown = ShownCell {
                text,
                number,
                style,
            };
            for ahead in 0..cell.repeated.min(MOST_REPEATED) {
                let at = (self.row, self.column.saturating_add(ahead));
                self.sheet.cells.push((at, shown.clone()));
            }
            if cell.columns > 1 || cell.rows > 1 {
                self.merged
                    .push((self.row, self.column, cell.rows, cell.columns));
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
    }

    fn has_no_room(&self, cell: &OpenCell, text: &str) -> bool {
        let room = Room {
            fits: cell.style.fits == Some(true),
            letters: cell.style.size.map_or(0, twentieths),
        };
        let last = self.column.saturating_add(cell.columns - 1);
        let widths = &self.sheet.widths;
        widths.are_too_narrow(text, self.column..=last, room)
    }

    /// The number of a cell's style, which says what conditions it has.
    fn style_number(&mut self, cell: &OpenCell) -> u32 {
        if let Some(number) = self.style_numbers.get(&cell.style_name) {
            return *number;
        }
        let number = u32::try_from(self.dresses.len()).unwrap_or(u32::MAX);
        self.style_numbers.insert(cell.style_name.clone(), number);
        self.dresses.push((dress(&cell.style), Room::default()));
        number
    }

    /// The condition that an element says, with the style that cells have which meet it.
    fn condition(&mut self, element: &BytesStart) {
        let value = |name| attribute(element, name).unwrap_or_default();
        let reach = Reach::Areas(Rc::clone(&self.areas));
        let looks = OpenLooks {
            styles: &self.styles,
            formats: &self.formats,
        };
        let (condition, style) = (value("value"), value("apply-style-name"));
        let condition = looks.conditional(reach, self.groups, &condition, &style);
        self.sheet.conditions.push(condition);
    }

    /// The sheets, with the conditions of the styles that their cells have.
    fn finish(&mut self) -> Vec<Sheet> {
        let looks = OpenLooks {
            styles: &self.styles,
            formats: &self.formats,
        };
        let mut of_styles: HashMap<u32, Vec<Conditional>> = HashMap::new();
        for (name, number) in &self.style_numbers {
            let style = self.styles.of("table-cell", name);
            for (condition, named) in &style.conditions {
                let reach = Reach::Format(*number);
                let condition = looks.conditional(reach, 0, condition, named);
                of_styles.entry(*number).or_default().push(condition);
            }
        }
        let of_styles = Rc::new(of_styles);
        let sheets = std::mem::take(&mut self.sheets).into_iter();
        sheets
            .map(|sheet| sheet.finish(&self.dresses, &of_styles))
            .collect()
    }

    fn end_row(&mut self) {
        // Where rows lie inside rows the outer one begins in a sheet that has ended.
        let own = self.sheet.cells.get(self.row_starts_at..);
        let own: Vec<((u32, u32), ShownCell)> = own.unwrap_or_default().to_vec();
        if !own.is_empty() {
            for ahead in 1..self.rows_repeated.min(MOST_REPEATED) {
                let row = self.row.saturating_add(ahead);
                let again = own
                    .iter()
                    .map(|((_, column), cell)| ((row, *column), cell.clone()));
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

/// A count, which is one where it is not said.
fn number(element: &BytesStart, name: &str) -> u32 {
    let value = attribute(element, name).and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1).max(1)
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "visibility").is_some_and(|value| value != "visible")
}

/// What a setting of the workbook says.
fn setting(settings: &str, named: &str) -> Result<Option<String>, DocumentError> {
    let (mut is_asked, mut found) = (false, None);
    if settings.is_empty() {
        return Ok(None);
    }
    each_piece(settings, super::READER.name, |piece| match piece {
        XmlPiece::Start(element) => {
            is_asked = attribute(&element, "name").as_deref() == Some(named);
        }
        XmlPiece::Text(text) if is_asked => found = Some(text.trim().to_owned()),
        XmlPiece::Text(_) => {}
        XmlPiece::End => is_asked = false,
    })?;
    Ok(found)
}
