/*!
JSON: an array of objects, one a line, every value a string or a list of such objects, so that `139.00` stays
`139.00` in every program that reads it.
*/

use super::column::{Cells, ExportColumn};
use std::io::{self, Write};

pub(super) struct Json<'a, W: Write> {
    out: W,
    columns: &'a [ExportColumn],
    is_first: bool,
}

impl<'a, W: Write> Json<'a, W> {
    pub(super) fn begin(mut out: W, columns: &'a [ExportColumn]) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self {
            out,
            columns,
            is_first: true,
        })
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        let before: &[u8] = if self.is_first { b"\n{" } else { b",\n{" };
        self.out.write_all(before)?;
        self.is_first = false;
        for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            serde_json::to_writer(&mut self.out, &column.key)?;
            self.out.write_all(b":")?;
            match column.cells {
                Cells::Objects => self.out.write_all(cell.as_bytes())?,
                _ => serde_json::to_writer(&mut self.out, cell)?,
            }
        }
        self.out.write_all(b"}")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        let end: &[u8] = if self.is_first { b"]\n" } else { b"\n]\n" };
        self.out.write_all(end)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[[&str; 2]]) -> String {
        let columns = [
            ExportColumn::text("name", "名称"),
            ExportColumn::number("amount", "金额"),
        ];
        let mut out = Vec::new();
        let mut json = Json::begin(&mut out, &columns).unwrap();
        for row in rows {
            json.row(row).unwrap();
        }
        json.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_array_of_objects_of_strings() {
        assert_eq!(written(&[]), "[]\n");
        assert_eq!(
            written(&[["甲\"乙", "139.00"], ["\u{1b}\u{202e}", ""]]),
            "[\n{\"name\":\"甲\\\"乙\",\"amount\":\"139.00\"},\n\
             {\"name\":\"\\u001b\u{202e}\",\"amount\":\"\"}\n]\n"
        );
    }
}
