/*!
CSV as RFC 4180 quotes it, with LF line ends.
*/

use super::column::ExportColumn;
use super::formula::disarmed;
use std::io::{self, Write};

/// Tells Excel that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// For whom CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ForSpreadsheets {
    /// Tell them that the file is UTF-8.
    pub bom: bool,
    /// Keep them from reckoning with texts.
    pub disarmed: bool,
}

pub(super) struct Comma<W: Write> {
    out: csv::Writer<W>,
    disarmed: bool,
}

impl<W: Write> Comma<W> {
    pub(super) fn begin(
        mut out: W,
        columns: &[ExportColumn],
        spreadsheets: ForSpreadsheets,
    ) -> io::Result<Self> {
        if spreadsheets.bom {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        out.write_record(columns.iter().map(|column| column.key.as_bytes()))
            .map_err(as_it_was)?;
        Ok(Self {
            out,
            disarmed: spreadsheets.disarmed,
        })
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        if !self.disarmed {
            return self.out.write_record(cells).map_err(as_it_was);
        }
        let cells = cells.iter().map(|cell| disarmed(cell));
        for cell in cells {
            self.out.write_field(cell.as_bytes()).map_err(as_it_was)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(as_it_was)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The input/output error inside: a closed pipe must still look like one.
fn as_it_was(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOM: ForSpreadsheets = ForSpreadsheets {
        bom: true,
        disarmed: false,
    };

    #[test]
    fn a_spreadsheet_is_kept_from_reckoning() {
        let columns = [
            ExportColumn::text("name", "名称"),
            ExportColumn::number("amount", "金额"),
        ];
        let row = ["=HYPERLINK(\"a\",\"b\")", "-3.50"];
        for (disarmed, written) in [
            (false, "\"=HYPERLINK(\"\"a\"\",\"\"b\"\")\",-3.50\n"),
            (true, "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\",-3.50\n"),
        ] {
            let spreadsheets = ForSpreadsheets {
                bom: false,
                disarmed,
            };
            let mut out = Vec::new();
            let mut comma = Comma::begin(&mut out, &columns, spreadsheets).unwrap();
            comma.row(&row).unwrap();
            comma.finish().unwrap();
            let text = String::from_utf8(out).unwrap();
            assert_eq!(text.split_once('\n').unwrap().1, written);
        }
    }

    #[test]
    fn quotes_where_needed_and_keeps_text_as_it_is() {
        let columns = [
            ExportColumn::text("name", "名称"),
            ExportColumn::number("amount", "金额"),
        ];
        let mut out = Vec::new();
        let mut comma = Comma::begin(&mut out, &columns, BOM).unwrap();
        comma.row(&["甲，\"乙\"", "139.00"]).unwrap();
        comma.row(&["两\n行, \u{1b}[31m", ""]).unwrap();
        comma.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{FEFF}name,amount\n\"甲，\"\"乙\"\"\",139.00\n\"两\n行, \u{1b}[31m\",\n"
        );
    }
}
