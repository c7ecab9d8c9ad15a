/*!
CSV as RFC 4180 quotes it, with LF line ends.
*/

use super::format::Column;
use std::io::{self, Write};

/// Tells Excel that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

pub(super) struct Comma<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Comma<W> {
    pub(super) fn begin(mut out: W, columns: &[Column], bom: bool) -> io::Result<Self> {
        if bom {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        out.write_record(columns.iter().map(|column| column.key.as_bytes()))
            .map_err(as_it_was)?;
        Ok(Self { out })
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.out.write_record(cells).map_err(as_it_was)
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

    #[test]
    fn quotes_where_needed_and_keeps_text_as_it_is() {
        let columns = [
            Column::text("name", "名称"),
            Column::number("amount", "金额"),
        ];
        let mut out = Vec::new();
        let mut comma = Comma::begin(&mut out, &columns, true).unwrap();
        comma.row(&["甲，\"乙\"", "139.00"]).unwrap();
        comma.row(&["两\n行, \u{1b}[31m", ""]).unwrap();
        comma.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{FEFF}name,amount\n\"甲，\"\"乙\"\"\",139.00\n\"两\n行, \u{1b}[31m\",\n"
        );
    }
}
