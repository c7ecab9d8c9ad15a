/*!
A table for people: columns straight on a terminal, foreign text made visible.

The widths have to be known before the first line. They are measured in a pass of
their own over the same rows, so that nothing is held. A cell that is wider than was
measured is written whole all the same: nothing is ever cut here.
*/

use super::column::{Cells, ExportColumn};
use crate::text::clean::for_terminal;
use crate::text::width::Ruler;
use std::io::{self, Write};

/// What stands between two columns.
const GAP: &str = "  ";

/// The columns' widths, as far as measured.
#[derive(Debug, Clone)]
pub struct Widths {
    ruler: Ruler,
    columns: Vec<usize>,
}

impl Widths {
    /// The widths of the headings.
    pub fn of(columns: &[ExportColumn], ruler: Ruler) -> Self {
        let columns = columns
            .iter()
            .map(|column| ruler.width(&for_terminal(&column.heading)))
            .collect();
        Self { ruler, columns }
    }

    /// Makes room for a row.
    pub fn measure(&mut self, cells: &[&str]) {
        for (width, cell) in self.columns.iter_mut().zip(cells) {
            *width = (*width).max(self.ruler.width(&for_terminal(cell)));
        }
    }
}

pub(super) struct Aligned<'a, W: Write> {
    out: W,
    columns: &'a [ExportColumn],
    widths: Widths,
    ruler: Ruler,
}

impl<'a, W: Write> Aligned<'a, W> {
    pub(super) fn begin(
        out: W,
        columns: &'a [ExportColumn],
        widths: Widths,
        ruler: Ruler,
    ) -> io::Result<Self> {
        let mut aligned = Self {
            out,
            columns,
            widths,
            ruler,
        };
        let headings: Vec<&str> = columns.iter().map(|column| &*column.heading).collect();
        aligned.row(&headings)?;
        Ok(aligned)
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        let mut line = String::new();
        for ((column, cell), width) in self.columns.iter().zip(cells).zip(&self.widths.columns) {
            let shown = for_terminal(cell);
            let space = " ".repeat(width.saturating_sub(self.ruler.width(&shown)));
            if column.cells != Cells::Text {
                line.push_str(&space);
                line.push_str(&shown);
            } else {
                line.push_str(&shown);
                line.push_str(&space);
            }
            line.push_str(GAP);
        }
        writeln!(self.out, "{}", line.trim_end_matches(' '))
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_straight_and_nothing_steers_the_terminal() {
        let columns = [
            ExportColumn::text("name", "名称"),
            ExportColumn::number("amount", "金额"),
        ];
        let rows = [["社会保险\u{1b}", "1,436.06"], ["医疗", "7"]];
        let mut widths = Widths::of(&columns, Ruler::NARROW);
        rows.iter().for_each(|row| widths.measure(row));
        let mut out = Vec::new();
        let mut table = Aligned::begin(&mut out, &columns, widths, Ruler::NARROW).unwrap();
        for row in &rows {
            table.row(row).unwrap();
        }
        table.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "名称              金额\n社会保险\\x1B  1,436.06\n医疗                 7\n"
        );
    }
}
