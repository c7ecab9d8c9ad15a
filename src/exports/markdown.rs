/*!
Markdown: a table for a report, and the escapes that keep foreign text a text.
*/

use super::column::{Cells, ExportColumn};
use crate::text::clean::for_terminal;
use std::io::{self, Write};

pub(super) struct Markdown<W: Write> {
    out: W,
}

impl<W: Write> Markdown<W> {
    pub(super) fn begin(mut out: W, columns: &[ExportColumn]) -> io::Result<Self> {
        let headings: Vec<String> = columns.iter().map(|c| escaped(&c.heading)).collect();
        let rules: Vec<&str> = columns
            .iter()
            .map(|column| match column.cells {
                Cells::Text | Cells::Objects => "---",
                Cells::Label | Cells::Number => "--:",
            })
            .collect();
        writeln!(out, "| {} |", headings.join(" | "))?;
        writeln!(out, "|{}|", rules.join("|"))?;
        Ok(Self { out })
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A text that Markdown shows as it is, on one line: signs of the markup are escaped, controls
/// are visible marks.
pub(super) fn escaped(text: &str) -> String {
    let one_line = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    let mut plain = String::with_capacity(one_line.len());
    for c in for_terminal(&one_line).chars() {
        match c {
            '<' => plain.push_str("&lt;"),
            '&' => plain.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '>' => {
                plain.push('\\');
                plain.push(c);
            }
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_text() {
        let columns = [
            ExportColumn::text("name", "名称"),
            ExportColumn::number("amount", "金额"),
        ];
        let mut out = Vec::new();
        let mut markdown = Markdown::begin(&mut out, &columns).unwrap();
        markdown.row(&["甲|乙 <b>*重*", "139.00"]).unwrap();
        markdown.row(&["两\n行\u{1b}[31m", ""]).unwrap();
        markdown.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "| 名称 | 金额 |\n|---|--:|\n| 甲\\|乙 &lt;b\\>\\*重\\* | 139.00 |\n\
             | 两 行\\\\x1B\\[31m |  |\n"
        );
    }
}
