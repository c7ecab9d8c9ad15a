/*!
A sheet written down as it is seen: a line a row, under the name of the sheet.
*/

use super::super::Paper;
use super::cells::{Cells, WIDEST};
use super::looks::Looks;
use super::number;
use crate::budget::Location;
use calamine::Data;
use std::collections::BTreeSet;

/// So many blank rows part two tables as well as more do.
const MOST_BLANK: u32 = 100;

/// A sheet and what is known of it.
#[derive(Debug)]
pub struct Sheet {
    /// Its name, which is the title where the sheet prints none.
    pub name: String,
    /// What it holds.
    pub cells: Cells,
    /// How it looks.
    pub looks: Looks,
}

impl Sheet {
    /// A sheet of that name.
    pub fn new(name: &str, cells: Cells, looks: Looks) -> Self {
        Self {
            name: name.to_owned(),
            cells,
            looks,
        }
    }

    /// Writes the sheet under its name.
    pub fn write(&self, paper: &mut Paper) {
        let (Some((first, last)), Some(top)) = (self.cells.width(), self.cells.rows().next())
        else {
            return;
        };
        let hidden = &self.looks.hidden;
        paper.blank();
        paper.paragraph(&self.name, &self.place(top, first));
        self.remark(paper);
        let mut next = top;
        for row in self.shown_rows() {
            (next..row)
                .take(MOST_BLANK as usize)
                .for_each(|_| paper.blank());
            next = row.saturating_add(1);
            let texts: Vec<(String, Location)> = (first..=last)
                .filter(|&column| !hidden.has_column(column))
                .map(|column| self.cell(row, column))
                .collect();
            if texts.iter().all(|(text, _)| text.is_empty()) {
                paper.blank();
            } else {
                let cells = texts.iter();
                paper.row(
                    cells.map(|(text, place)| (text.as_str(), (!text.is_empty()).then_some(place))),
                );
            }
        }
    }

    /// The rows that are seen and hold something, or show what a hidden one holds.
    fn shown_rows(&self) -> BTreeSet<u32> {
        let hidden = &self.looks.hidden;
        let rows = self.cells.rows().chain(hidden.rows_that_show_others());
        rows.filter(|&row| !hidden.has_row(row)).collect()
    }

    /// What a cell shows, and where that stands.
    fn cell(&self, row: u32, column: u32) -> (String, Location) {
        let (row, column) = self.looks.hidden.shown_at(row, column);
        let data = self.cells.at((row, column));
        let shown = text(data, self.looks.formats.code(row, column));
        (shown, self.place(row, column))
    }

    /// Says what of the sheet holds something and is not read.
    fn remark(&self, paper: &mut Paper) {
        let hidden = &self.looks.hidden;
        let (mut rows, mut columns) = (0, BTreeSet::new());
        for row in self.cells.rows() {
            if hidden.has_row(row) {
                rows += 1;
            } else {
                let held = self.cells.columns(row);
                columns.extend(held.filter(|&column| hidden.has_column(column)));
            }
        }
        let counted = [(rows, "行"), (columns.len(), "列")];
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
        if self.cells.beyond > 0 {
            paper.gap(format!(
                "工作表“{}”第 {WIDEST} 列以后还有 {} 格，没有读。",
                self.name, self.cells.beyond
            ));
        }
    }

    fn place(&self, row: u32, column: u32) -> Location {
        Location::Cell {
            sheet: self.name.clone(),
            cell: format!("{}{}", letters(column), u64::from(row) + 1),
        }
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

    #[test]
    fn a_cell_at_the_far_end_of_a_sheet() {
        let mut cells = Cells::default();
        for (at, text) in [((0, 0), "甲"), ((1_048_575, 3), "乙"), ((3, 16_383), "丙")] {
            cells.add(at, Data::String(text.to_owned()));
        }
        let sheet = Sheet::new("表", cells, Looks::default());
        let mut paper = Paper::new();
        sheet.write(&mut paper);
        let text = paper.finish();
        let lines: Vec<&str> = text.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["表", "甲\t\t\t", "\t\t\t乙"]);
        let said = "工作表“表”第 1024 列以后还有 1 格，没有读。";
        assert_eq!(text.gaps[0].message, said);
    }
}
