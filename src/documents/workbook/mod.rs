/*!
Workbooks: Excel of every age and OpenDocument, a sheet after the other.

What the sheet shows is what was published: numbers under their format (of .xlsx and .ods;
the other kinds do not tell it, and a number is given with the digits it has), formulas by
the value that was stored with them, hidden sheets, rows and columns left out. Merged cells hold their
text in their first cell.
*/

mod hidden;
mod number;
mod open_document;

use super::package::{self, Package};
use super::{DocumentError, File, Paper, Reader, Text, compound};
use crate::budget::Location;
use calamine::{
    Data, Range, Reader as _, SheetVisible, Sheets, StyleRange, open_workbook_auto_from_rs,
};
use hidden::Hidden;
use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;

pub(super) const READER: Reader = Reader {
    name: "电子表格",
    knows,
    read,
};

fn knows(bytes: &[u8]) -> bool {
    compound::kind(bytes) == Some(compound::Kind::Workbook)
        || package::holds(bytes, is_workbook, &[b"xl/w", b"xl/_rels/"])
        || package::holds_type(bytes, OPEN_DOCUMENT)
}

fn is_workbook(name: &str) -> bool {
    name.starts_with("xl/workbook") && (name.ends_with(".xml") || name.ends_with(".bin"))
}

/// What an OpenDocument workbook says of itself.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn read(file: &File) -> Result<Text, DocumentError> {
    let damaged = |why: String| DocumentError::Damaged {
        format: "电子表格",
        why,
    };
    let mut hidden = HashMap::new();
    if package::is_package(file.bytes) {
        Package::open(file.bytes, READER.name)?.check()?;
        if package::holds_type(file.bytes, OPEN_DOCUMENT) {
            return open_document(file);
        }
        hidden = hidden::of_sheets(file.bytes)?;
    }
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(file.bytes))
        .map_err(|error| refusal(&error.to_string()))?;
    let mut paper = Paper::new();
    for name in visible(&workbook) {
        let range = workbook
            .worksheet_range(&name)
            .map_err(|error| damaged(error.to_string()))?;
        let sheet = Sheet {
            range: &range,
            styles: &workbook.worksheet_style(&name).unwrap_or_default(),
            hidden: &hidden.remove(&name).unwrap_or_default(),
            name: &name,
        };
        sheet.write(&mut paper);
    }
    Ok(paper.finish())
}

fn open_document(file: &File) -> Result<Text, DocumentError> {
    let mut paper = Paper::new();
    for sheet in open_document::sheets(file.bytes)? {
        let sheet = Sheet {
            name: &sheet.name,
            range: &Range::from_sparse(sheet.cells),
            styles: &StyleRange::default(),
            hidden: &sheet.hidden,
        };
        sheet.write(&mut paper);
    }
    Ok(paper.finish())
}

fn refusal(error: &str) -> DocumentError {
    if error.to_lowercase().contains("password") {
        return DocumentError::LockedOffice;
    }
    DocumentError::Damaged {
        format: "电子表格",
        why: error.to_owned(),
    }
}

fn visible<R: std::io::Read + std::io::Seek>(workbook: &Sheets<R>) -> Vec<String> {
    workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect()
}

/// A sheet and what is known of it.
struct Sheet<'a> {
    name: &'a str,
    range: &'a Range<Data>,
    styles: &'a StyleRange,
    hidden: &'a Hidden,
}

impl Sheet<'_> {
    /// Writes the sheet under its name, which is the title where the sheet prints none.
    fn write(&self, paper: &mut Paper) {
        let Some((first_row, first_column)) = self.range.start() else {
            return;
        };
        paper.blank();
        paper.paragraph(self.name, &place(self.name, first_row, first_column));
        self.remark_hidden(first_row, first_column, paper);
        for (row, cells) in (first_row..).zip(self.range.rows()) {
            if self.hidden.has_row(row) {
                continue;
            }
            let texts: Vec<(String, Location)> = (first_column..)
                .zip(cells)
                .filter(|(column, _)| !self.hidden.has_column(*column))
                .map(|(column, _)| self.cell(row, column))
                .collect();
            if texts.iter().all(|(text, _)| text.is_empty()) {
                paper.blank();
            } else {
                paper.row(
                    texts
                        .iter()
                        .map(|(text, place)| (text.as_str(), (!text.is_empty()).then_some(place))),
                );
            }
        }
    }

    /// What a cell shows, and where that stands.
    fn cell(&self, row: u32, column: u32) -> (String, Location) {
        let (row, column) = self.hidden.shown_at(row, column);
        let data = self.range.get_value((row, column)).unwrap_or(&Data::Empty);
        (
            text(data, format_of(self.styles, row, column)),
            place(self.name, row, column),
        )
    }

    /// Says what of the sheet is hidden and holds something.
    fn remark_hidden(&self, first_row: u32, first_column: u32, paper: &mut Paper) {
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for (row, cells) in (first_row..).zip(self.range.rows()) {
            for (column, _) in (first_column..)
                .zip(cells)
                .filter(|(_, cell)| !matches!(cell, Data::Empty))
            {
                if self.hidden.has_row(row) {
                    rows.insert(row);
                } else if self.hidden.has_column(column) {
                    columns.insert(column);
                }
            }
        }
        let counted = [(rows.len(), "行"), (columns.len(), "列")];
        let words: Vec<String> = counted
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if !words.is_empty() {
            paper.remark(format!(
                "工作表“{}”有 {}是隐藏的，没有读。",
                self.name,
                words.join("、")
            ));
        }
    }
}

fn place(sheet: &str, row: u32, column: u32) -> Location {
    Location::Cell {
        sheet: sheet.to_owned(),
        cell: format!("{}{}", letters(column), u64::from(row) + 1),
    }
}

/// The name of a column: A, Z, AA.
fn letters(column: u32) -> String {
    let mut name = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    name.iter().rev().collect()
}

fn format_of(styles: &StyleRange, row: u32, column: u32) -> &str {
    styles
        .get((row, column))
        .and_then(|style| style.number_format.as_ref())
        .map_or("General", |format| format.format_code.as_str())
}

/// A cell as the sheet shows it.
fn text(cell: &Data, format: &str) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number::shown((*number).into(), format),
        Data::Float(stored) => number::decimal(*stored).map_or_else(
            || stored.to_string(),
            |number| number::shown(number, format),
        ),
        Data::DateTime(date) => match date.to_ymd_hms_milli() {
            (year, month, day, 0, 0, 0, 0) => format!("{year}-{month:02}-{day:02}"),
            _ => date.to_string(),
        },
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let names: Vec<String> = [0, 25, 26, 701, 702].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
