/*!
Workbooks: Excel of every age and OpenDocument, a sheet after the other.

What the sheet shows is what was published: numbers under their format, formulas by the value
that was stored with them, hidden sheets, rows and columns left out. Merged cells hold their
text in their first cell. calamine reads what the cells hold; how they look is asked of the
file beside it, of each kind in its own way.
*/

mod binary_conditions;
mod binary_parts;
mod binary_records;
mod bytes;
mod cells;
mod conditions;
mod dress;
mod formulas;
mod hidden;
mod looks;
mod number;
mod number_format;
mod old_conditions;
mod old_records;
mod old_strings;
mod open_document;
mod open_formats;
mod open_looks;
mod places;
mod rich_text;
mod sheet;
mod sheet_markup;
mod sheet_styles;
mod widths;

use super::package::{self, Package};
use super::{DocumentError, File, Paper, Reader, Text, compound, locked};
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xls, Xlsb, Xlsx};
use cells::Cells;
use looks::{Formats, Looks};
use sheet::Sheet;
use std::collections::HashMap;
use std::io::Cursor;

pub(super) const READER: Reader = Reader {
    name: "电子表格",
    knows,
    read,
};

fn knows(bytes: &[u8]) -> bool {
    compound::kind(bytes) == Some(compound::CompoundKind::Workbook)
        || package::holds(bytes, is_workbook, &[b"xl/w", b"xl/_rels/"])
        || package::holds_type(bytes, OPEN_DOCUMENT)
}

fn is_workbook(name: &str) -> bool {
    name.starts_with("xl/workbook") && (name.ends_with(".xml") || name.ends_with(".bin"))
}

/// What an OpenDocument workbook says of itself.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// The part that a binary workbook has in place of the usual one.
const BINARY: &str = "xl/workbook.bin";

fn read(file: &File) -> Result<Text, DocumentError> {
    let found = sheets(file)?;
    let mut paper = Paper::new();
    remark_hidden(&found.hidden, &mut paper);
    if !found.charts.is_empty() {
        let names = found.charts.join("、");
        paper.remark(format!("图表工作表（{names}）只有图，没有读。"));
    }
    for sheet in found.shown {
        sheet.write(&mut paper);
    }
    let text = paper.finish();
    if text.text.trim().is_empty() && !found.hidden.is_empty() {
        return Err(DocumentError::HiddenSheets {
            names: found.hidden,
        });
    }
    Ok(text)
}

/// The sheet of a workbook that a document shows which it is embedded in.
pub(super) fn shown_sheet(file: &File) -> Result<Text, DocumentError> {
    let found = sheets(file)?;
    let active = sheet_markup::active_sheet(file.bytes)?;
    Ok(shown_of(&found, active))
}

/// The sheet of a workbook whose parts lie in a folder of a document's package (.odt); none where
/// something else lies there.
pub(super) fn shown_sheet_in(
    package: &mut Package,
    folder: &str,
) -> Result<Option<Text>, DocumentError> {
    let found = open_document::sheets_in(package, folder)?;
    Ok(found.map(|found| shown_of(&found.all, found.active)))
}

fn shown_of(found: &OpenedSheets, active: Option<String>) -> Text {
    let mut paper = Paper::new();
    let named = active.and_then(|name| found.shown.iter().find(|sheet| sheet.name == name));
    if let Some(sheet) = named.or(found.shown.first()) {
        sheet.write(&mut paper);
        paper.remark(format!(
            "文档里嵌着一份电子表格，已读它的工作表“{}”；页面上显示的是它的图片，请核对。",
            sheet.name
        ));
    }
    paper.finish()
}

/// Says which sheets are hidden: an auditor asks what is on them.
fn remark_hidden(names: &[String], paper: &mut Paper) {
    const MOST_NAMED: usize = 5;
    if names.is_empty() {
        return;
    }
    let named: Vec<&str> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if names.len() > MOST_NAMED { "等" } else { "" };
    paper.remark(format!(
        "有 {} 张工作表是隐藏的（{}{more}），没有读。",
        names.len(),
        named.join("、")
    ));
}

/// The sheets of a workbook.
#[derive(Debug, Default)]
struct OpenedSheets {
    /// What is shown, in its order.
    shown: Vec<Sheet>,
    /// The names of the others.
    hidden: Vec<String>,
    /// The names of those that are charts and hold no cells.
    charts: Vec<String>,
}

impl OpenedSheets {
    /// Takes the sheets that are shown, each with what `read` makes of it.
    fn of(
        sheets: &[calamine::Sheet],
        mut read: impl FnMut(&str) -> Result<Sheet, DocumentError>,
    ) -> Result<Self, DocumentError> {
        let mut found = Self::default();
        for sheet in sheets {
            if sheet.typ == SheetType::ChartSheet {
                found.charts.push(sheet.name.clone());
            } else if sheet.typ != SheetType::WorkSheet {
                // Sheets of macros and dialogs hold nothing that is published.
            } else if sheet.visible == SheetVisible::Visible {
                found.shown.push(read(&sheet.name)?);
            } else {
                found.hidden.push(sheet.name.clone());
            }
        }
        Ok(found)
    }
}

fn sheets(file: &File) -> Result<OpenedSheets, DocumentError> {
    let bytes = file.bytes;
    if !package::is_package(bytes) {
        return old_sheets(file);
    }
    let package = Package::open(bytes, READER.name)?;
    let is_binary = package.names().iter().any(|name| name == BINARY);
    package.check()?;
    if package::holds_type(bytes, OPEN_DOCUMENT) {
        open_document::sheets(bytes)
    } else if is_binary {
        binary_sheets(bytes)
    } else {
        open_sheets(bytes)
    }
}

fn damaged(why: &str) -> DocumentError {
    DocumentError::Damaged {
        format: READER.name,
        why: why.to_owned(),
    }
}

/// What calamine says of it is English, and of no use to an auditor.
fn broken<E>(_: E) -> DocumentError {
    damaged("内容不合格式，可能没有下载完")
}

/// The sheets of an .xlsx.
fn open_sheets(bytes: &[u8]) -> Result<OpenedSheets, DocumentError> {
    let mut looks = sheet_markup::of_sheets(&mut Package::open(bytes, READER.name)?)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let all = workbook.sheets_metadata().to_vec();
    OpenedSheets::of(&all, |name| {
        let styles = workbook.worksheet_style(name).unwrap_or_default();
        let mut found = workbook.worksheet_cells_reader(name).map_err(broken)?;
        let cells = all_cells(|| found.next_cell().map_err(broken))?;
        let looks = Looks {
            formats: Formats::Styles(Box::new(styles)),
            ..looks.remove(name).unwrap_or_default()
        };
        Ok(Sheet::new(name, cells, looks))
    })
}

/// The sheets of an .xlsb.
fn binary_sheets(bytes: &[u8]) -> Result<OpenedSheets, DocumentError> {
    let mut looks = binary_records::of_sheets(&mut Package::open(bytes, READER.name)?)?;
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(broken)?;
    let all = workbook.sheets_metadata().to_vec();
    OpenedSheets::of(&all, |name| {
        let mut found = workbook.worksheet_cells_reader(name).map_err(broken)?;
        let cells = all_cells(|| found.next_cell().map_err(broken))?;
        Ok(Sheet::new(
            name,
            cells,
            looks.remove(name).unwrap_or_default(),
        ))
    })
}

/// The cells that a sheet gives one after the other.
fn all_cells<'a>(
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, DocumentError>,
) -> Result<Cells, DocumentError> {
    let mut cells = Cells::default();
    while let Some(cell) = next()? {
        cells.add(cell.get_position(), cell.get_value().clone().into());
    }
    Ok(cells)
}

/// The sheets of an .xls. Its stream is taken out and put into a container of our own: where
/// sectors of the file lead in a circle, calamine would follow them for ever.
fn old_sheets(file: &File) -> Result<OpenedSheets, DocumentError> {
    let cut = || damaged("内容在中途断了");
    let mut stream = compound::stream(file.bytes, &STREAMS).ok_or_else(cut)?;
    if old_records::is_locked(&stream) {
        stream = compound::stream(&locked::binary(file)?, &STREAMS).ok_or_else(cut)?;
    }
    let container = compound::around(STREAMS[0], &stream).map_err(broken)?;
    let mut workbook: Xls<_> = Xls::new(Cursor::new(container)).map_err(broken)?;
    let all = workbook.sheets_metadata().to_vec();
    let names = all.iter().map(|sheet| sheet.name.clone());
    let mut looks: HashMap<String, Looks> = names.zip(old_records::looks(&stream)).collect();
    OpenedSheets::of(&all, |name| {
        let range = workbook.worksheet_range(name).map_err(broken)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::default();
        for (row, column, data) in range.used_cells() {
            let at =
                |start: u32, ahead| start.saturating_add(u32::try_from(ahead).unwrap_or(u32::MAX));
            cells.add((at(top, row), at(left, column)), data.clone());
        }
        Ok(Sheet::new(
            name,
            cells,
            looks.remove(name).unwrap_or_default(),
        ))
    })
}

/// The streams in which an .xls keeps its sheets; before 1997 it was the second.
const STREAMS: [&str; 2] = ["Workbook", "Book"];
