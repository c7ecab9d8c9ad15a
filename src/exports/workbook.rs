/*!
An Excel workbook: numbers to reckon with, codes that stay as they are.

A spreadsheet that guesses turns 2080506 into a number and 4,660.00 into 4660. So a column
says what it holds: numbers are written as numbers that show the decimals the document
prints, everything else as text. Spreadsheets keep numbers in binary and show fifteen
digits; a figure that would not come back as it was printed is written as text instead.

The rows lie in a file of their own until the workbook is finished, so that a library of
any size needs the memory of one budget; nothing is handed on before that.
*/

use super::column::{Cells, ExportColumn};
use super::formula::is_live;
use super::provenance::{self, Provenance};
use super::whole::hand_on;
use crate::narrow::narrow;
use crate::text::width::Ruler;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, IgnoreError, Worksheet, XlsxError};
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};

/// How many rows a sheet can have, the header among them.
const ROWS_A_SHEET: u32 = 1_048_576;
/// How many UTF-16 units a cell can hold.
const UNITS_A_CELL: usize = 32_767;
/// What stands at the end of a text that was longer.
const CUT: &str = "……（超出一格的上限，全文见 CSV）";
/// How many digits a spreadsheet keeps.
const DIGITS: usize = 15;
/// The bounds of a column's width, in characters.
const WIDTHS: (usize, usize) = (6, 60);
/// What the button of the filter takes of a heading.
const BUTTON: usize = 3;

pub(super) struct Workbook<'a, W: Write> {
    out: W,
    columns: &'a [ExportColumn],
    provenance: &'a Provenance,
    book: rust_xlsxwriter::Workbook,
    heading: Format,
    text: Texts,
    /// The formats of numbers, by what they show.
    numbers: HashMap<String, Format>,
    /// How wide the columns of this sheet are.
    widths: Vec<usize>,
    /// The next row of the sheet.
    row: u32,
    rows_a_sheet: u32,
    sheets: usize,
}

impl<'a, W: Write> Workbook<'a, W> {
    pub(super) fn begin(
        out: W,
        columns: &'a [ExportColumn],
        provenance: &'a Provenance,
    ) -> io::Result<Self> {
        Self::with_sheets_of(ROWS_A_SHEET, out, columns, provenance)
    }

    fn with_sheets_of(
        rows_a_sheet: u32,
        out: W,
        columns: &'a [ExportColumn],
        provenance: &'a Provenance,
    ) -> io::Result<Self> {
        let mut workbook = Self {
            out,
            columns,
            provenance,
            book: rust_xlsxwriter::Workbook::new(),
            heading: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0xD9_E1_F2)),
            text: Texts::new(),
            numbers: HashMap::new(),
            widths: Vec::new(),
            row: 0,
            rows_a_sheet,
            sheets: 0,
        };
        workbook.begin_sheet().map_err(as_it_was)?;
        Ok(workbook)
    }

    /// A sheet with its header: the first, or one more where the rows are too many for one.
    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = match self.sheets {
            1 => self.provenance.sheet.clone(),
            number => format!("{} {number}", self.provenance.sheet),
        };
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        self.widths.clear();
        for (index, column) in (0..).zip(self.columns) {
            sheet.write_string_with_format(0, index, &*column.key, &self.heading)?;
            self.widths.push(Ruler::WIDE.width(&column.key) + BUTTON);
        }
        self.row = 1;
        Ok(())
    }

    /// Sets what is known of a sheet only when its last row is written.
    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
        let (least, most) = WIDTHS;
        for (index, &width) in (0..).zip(&self.widths) {
            sheet.set_column_width(index, narrow::<u32>((width + 1).clamp(least, most)))?;
        }
        let last = narrow::<u16>(self.columns.len()).saturating_sub(1);
        sheet.autofilter(0, 0, self.row - 1, last)?;
        // Codes are text on purpose; nobody wants a mark on each of them.
        sheet.ignore_error_range(0, 0, self.row - 1, last, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.write_row(cells).map_err(as_it_was)
    }

    fn write_row(&mut self, cells: &[&str]) -> Result<(), XlsxError> {
        if self.row == self.rows_a_sheet {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
        for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let at = (self.row, narrow::<u16>(index));
            let number = Some(cell)
                .filter(|_| column.cells == Cells::Number)
                .and_then(|cell| Number::read(cell));
            let width = match &number {
                Some(number) => {
                    let format = self
                        .numbers
                        .entry(number.format.clone())
                        .or_insert_with(|| Format::new().set_num_format(&number.format));
                    number.write(sheet, at, format)?;
                    // The separators that the sheet will show.
                    cell.len() + cell.len() / 3
                }
                None => write_text(sheet, at, cell, &self.text)?,
            };
            if let Some(widest) = self.widths.get_mut(index) {
                *widest = width.max(*widest);
            }
        }
        self.row += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        let file = self.saved()?;
        hand_on(file, self.out)
    }

    /// The whole workbook in a file without a name.
    fn saved(&mut self) -> io::Result<std::fs::File> {
        self.end_sheet().map_err(as_it_was)?;
        self.write_provenance().map_err(as_it_was)?;
        let mut file = BufWriter::new(tempfile::tempfile()?);
        self.book.save_to_writer(&mut file).map_err(as_it_was)?;
        Ok(file.into_inner()?)
    }

    fn write_provenance(&mut self) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet();
        sheet.set_name(provenance::SHEET)?;
        let top = Format::new().set_align(FormatAlign::Top);
        let mut row = 0;
        for [word, sentence] in self.provenance.lines() {
            sheet.write_string_with_format(row, 0, word, &self.heading)?;
            sheet.write_string_with_format(row, 1, sentence, &top)?;
            row += 1;
        }
        if !self.provenance.documents.is_empty() {
            row += 1;
            for (index, heading) in (0..).zip(provenance::HEADINGS) {
                sheet.write_string_with_format(row, index, heading, &self.heading)?;
            }
        }
        for cells in self.provenance.rows() {
            row += 1;
            for (index, cell) in cells.iter().enumerate() {
                write_text(sheet, (row, narrow::<u16>(index)), cell, &self.text)?;
            }
        }
        for (index, width) in (0..).zip(provenance::WIDTHS) {
            sheet.set_column_width(index, width)?;
        }
        Ok(())
    }
}

/// The formats of texts.
struct Texts {
    plain: Format,
    /// Of what would be a formula once somebody edits or copies its cell.
    live: Format,
}

impl Texts {
    fn new() -> Self {
        let plain = Format::new().set_num_format("@");
        Self {
            live: plain.clone().set_quote_prefix(),
            plain,
        }
    }

    fn of(&self, text: &str) -> &Format {
        if is_live(text) {
            &self.live
        } else {
            &self.plain
        }
    }
}

/// Writes a text and says how wide it is; nothing at all for none.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    formats: &Texts,
) -> Result<usize, XlsxError> {
    if text.is_empty() {
        return Ok(0);
    }
    sheet.write_string_with_format(row, column, fitting(text), formats.of(text))?;
    Ok(text
        .lines()
        .map(|line| Ruler::WIDE.width(line))
        .max()
        .unwrap_or(0))
}

/// The text, or as much of it as a cell can hold and a word that says so.
fn fitting(text: &str) -> String {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    if units(text) <= UNITS_A_CELL {
        return text.to_owned();
    }
    let room = UNITS_A_CELL - units(CUT);
    let mut used = 0;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    kept.push_str(CUT);
    kept
}

/// A number as a spreadsheet can hold it, and how it is to be shown.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    value: Decimal,
    format: String,
}

impl Number {
    /// Reads a cell: `4660.00`, `40.88%`, `+2.50%`; nothing where a number would not say the
    /// same, such as 007 or a figure of sixteen digits.
    fn read(cell: &str) -> Option<Self> {
        let (sign, unsigned) = match cell.strip_prefix('+') {
            Some(rest) => ("+", rest),
            None => ("", cell),
        };
        let (digits, percent) = match unsigned.strip_suffix('%') {
            Some(rest) => (rest, "%"),
            None => (unsigned, ""),
        };
        let mut value = Decimal::from_str_exact(digits).ok()?;
        if value.to_string() != digits || significant(digits) > DIGITS {
            return None;
        }
        let scale = value.scale();
        if !percent.is_empty() {
            value.set_scale(scale + 2).ok()?;
        }
        let whole = if percent.is_empty() { "#,##0" } else { "0" };
        let decimals = match scale {
            0 => String::new(),
            scale => format!(".{}", "0".repeat(scale as usize)),
        };
        let shown = format!("{whole}{decimals}{percent}");
        let format = match sign {
            "" => shown,
            sign => format!("{sign}{shown};-{shown}"),
        };
        Some(Self { value, format })
    }

    /// The only place where an amount becomes binary: workbooks know no other numbers. The
    /// nearest binary number of at most fifteen digits gives these digits back.
    #[expect(
        clippy::disallowed_types,
        reason = "the format of the file; the digits come back as they were"
    )]
    fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        format: &Format,
    ) -> Result<(), XlsxError> {
        let digits = self.value.to_string();
        match digits.parse::<f64>() {
            Ok(binary) => sheet.write_number_with_format(row, column, binary, format)?,
            Err(_) => sheet.write_string(row, column, digits)?,
        };
        Ok(())
    }
}

/// How many digits of a number count: not the zeros in front.
fn significant(digits: &str) -> usize {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .skip_while(|&digit| digit == b'0')
        .count()
}

/// The input/output error inside: a full disk must still look like one.
fn as_it_was(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn shown(cell: &str) -> Option<(String, String)> {
        Number::read(cell).map(|number| (number.value.to_string(), number.format))
    }

    #[test]
    fn a_number_shows_the_decimals_it_was_printed_with() {
        for (cell, value, format) in [
            ("4660.00", "4660.00", "#,##0.00"),
            ("0", "0", "#,##0"),
            ("-3.5", "-3.5", "#,##0.0"),
            ("40.88%", "0.4088", "0.00%"),
            ("+2.50%", "0.0250", "+0.00%;-0.00%"),
            ("123456789012345", "123456789012345", "#,##0"),
            (
                "0.001234567890123",
                "0.001234567890123",
                "#,##0.000000000000000",
            ),
        ] {
            let expected = (value.to_owned(), format.to_owned());
            assert_eq!(shown(cell), Some(expected), "{cell}");
        }
        for text in [
            "",
            "—",
            "007",
            "1,234",
            "1234567890123456",
            "12345678901234.56",
            "5 分",
            "1e3",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_too_long_for_a_cell_says_that_it_was_cut() {
        assert_eq!(fitting("目标"), "目标");
        let long = fitting(&"标".repeat(40_000));
        assert_eq!(long.chars().count(), UNITS_A_CELL);
        assert!(long.ends_with(CUT));
    }

    #[test]
    fn more_rows_than_a_sheet_holds_go_on_in_the_next() {
        let columns = [
            ExportColumn::text("name", "名称"),
            ExportColumn::number("amount", "金额"),
        ];
        let provenance = Provenance {
            sheet: "facts".to_owned(),
            ..Provenance::default()
        };
        let mut out = Vec::new();
        let mut workbook = Workbook::with_sheets_of(3, &mut out, &columns, &provenance).unwrap();
        for amount in ["1.00", "2.00", "3.00"] {
            workbook.row(&["=甲", amount]).unwrap();
        }
        workbook.finish().unwrap();
        let mut read = Xlsx::new(Cursor::new(out)).unwrap();
        assert_eq!(read.sheet_names(), ["facts", "facts 2", "说明"]);
        let second = read.worksheet_range("facts 2").unwrap();
        let cells: Vec<Vec<Data>> = second.rows().map(<[Data]>::to_vec).collect();
        assert_eq!(cells.len(), 2);
        assert_eq!(cells[0][0], Data::String("name".to_owned()));
        assert_eq!(cells[1], [Data::String("=甲".to_owned()), Data::Float(3.0)]);
    }
}
