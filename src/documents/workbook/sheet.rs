/*!
A sheet written down as it is seen: a line a row, under the name of the sheet.
*/

use super::super::Paper;
use super::cells::{Cells, WIDEST};
use super::formulas::{self, CellValue};
use super::looks::Looks;
use super::number;
use crate::budget::Location;
use calamine::{CellErrorType, Data};
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};

/// So many blank rows part two tables as well as more do.
const MOST_BLANK: u32 = 100;

/// What stands in place of the result of a formula that is not known: no blank, and no figure.
const WITHOUT_RESULT: &str = "（公式没有结果）";

/// A sheet and what is known of it.
#[derive(Debug)]
pub struct Sheet {
    /// Its name, which is the title where the sheet prints none.
    pub name: String,
    /// What it holds.
    pub cells: Cells,
    /// How it looks.
    pub looks: Looks,
    /// What its formulas give that the file does not say.
    results: HashMap<(u32, u32), Decimal>,
    /// How many cells merged ones cover although something stands in them.
    covered: usize,
}

impl Sheet {
    /// A sheet of that name.
    pub fn new(name: &str, mut cells: Cells, looks: Looks) -> Self {
        let covered = cells.uncover(looks.hidden.merged());
        let results = formulas::results(&looks.uncached, |at| match cells.at(at) {
            Data::Empty => CellValue::Number(Decimal::ZERO),
            Data::Int(number) => CellValue::Number((*number).into()),
            Data::Float(stored) => {
                number::decimal(*stored).map_or(CellValue::Unknown, CellValue::Number)
            }
            Data::String(_) => CellValue::Text,
            _ => CellValue::Unknown,
        });
        // A cell that the file leaves blank is one of the sheet all the same.
        for (at, _) in &looks.uncached {
            cells.add(*at, Data::Error(CellErrorType::Null));
        }
        Self {
            name: name.to_owned(),
            cells,
            looks,
            results,
            covered,
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
        if let Some(unit) = page_unit(&self.looks.page_text) {
            paper.paragraph(&unit, &self.place(top, first));
        }
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
        (self.shown((row, column)), self.place(row, column))
    }

    fn shown(&self, at: (u32, u32)) -> String {
        let (code, dress) = (
            self.looks.formats.code(at.0, at.1),
            self.looks.formats.dress(at.0, at.1),
        );
        if dress.struck || dress.unseen {
            return String::new();
        }
        if let Some(result) = self.results.get(&at) {
            return self.number(*result, code);
        }
        if self.looks.uncached.iter().any(|(cell, _)| *cell == at) {
            return WITHOUT_RESULT.to_owned();
        }
        if let Some(rich) = self.looks.texts.get(&at) {
            return number::shown_text(&rich.text, code).into_owned();
        }
        match self.cells.at(at) {
            Data::String(text) => number::shown_text(text, code).into_owned(),
            Data::Int(number) => self.number((*number).into(), code),
            Data::Float(stored) => number::decimal(*stored)
                .map_or_else(|| stored.to_string(), |number| self.number(number, code)),
            cell => text(cell),
        }
    }

    fn number(&self, number: Decimal, code: &str) -> String {
        if self.looks.hides_zeros && number.is_zero() {
            return String::new();
        }
        number::shown(number, code)
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
        self.remark_dress(paper);
        self.remark_formulas(paper);
        if self.cells.beyond > 0 {
            paper.gap(format!(
                "工作表“{}”第 {WIDEST} 列以后还有 {} 格，没有读。",
                self.name, self.cells.beyond
            ));
        }
    }

    /// Says what stands in cells and does not hold, or is not seen.
    fn remark_dress(&self, paper: &mut Paper) {
        let (mut struck, mut unseen) = (self.looks.struck, 0);
        for row in self.cells.rows() {
            for column in self.cells.columns(row) {
                let dress = self.looks.formats.dress(row, column);
                let rich = self.looks.texts.get(&(row, column));
                let is_struck = dress.struck || rich.is_some_and(|rich| rich.has_struck_digits);
                struck += usize::from(is_struck);
                unseen += usize::from(dress.unseen && !is_struck);
            }
        }
        let counted = [
            (struck, "划了删除线，划掉的已不作数，没有读"),
            (unseen, "的字与底色相同，看不见，没有读"),
            (self.covered, "被合并的单元格盖住，看不见，没有读"),
        ];
        for (count, what) in counted.iter().filter(|(count, _)| *count > 0) {
            paper.remark(format!("工作表“{}”有 {count} 格{what}。", self.name));
        }
    }

    /// Says which results of formulas were reckoned here, and which are missing.
    fn remark_formulas(&self, paper: &mut Paper) {
        const MOST_NAMED: usize = 5;
        if !self.results.is_empty() {
            paper.remark(format!(
                "工作表“{}”有 {} 格公式没有存下结果，已按公式加减算出。",
                self.name,
                self.results.len()
            ));
        }
        let uncached = self.looks.uncached.iter().map(|(at, _)| at);
        let missing: Vec<String> = uncached
            .filter(|at| !self.results.contains_key(at))
            .map(|(row, column)| format!("{}{}", letters(*column), u64::from(*row) + 1))
            .collect();
        if !missing.is_empty() {
            let named = missing.iter().take(MOST_NAMED).cloned();
            paper.gap(format!(
                "工作表“{}”有 {} 格公式没有存下结果（{}{}），算不出来，没有读；请用 Excel 或 WPS 打开，保存一次再导入。",
                self.name,
                missing.len(),
                named.collect::<Vec<_>>().join("、"),
                if missing.len() > MOST_NAMED { "等" } else { "" }
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

/// What is no number and no text, as the sheet shows it.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(stored) => stored.to_string(),
        Data::DateTime(date) => match date.to_ymd_hms_milli() {
            (year, month, day, 0, 0, 0, 0) => format!("{year}-{month:02}-{day:02}"),
            _ => date.to_string(),
        },
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// The unit of money that is printed above or below each page; its codes (`&R`, `&"宋体"`, `&10`)
/// are left out.
fn page_unit(page_text: &str) -> Option<String> {
    let (_, after) = page_text.split_once("单位")?;
    let words: String = after
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '（' | '('))
        .take_while(|c| *c != '&')
        .collect();
    let words = words.strip_prefix("人民币").unwrap_or(&words);
    let (unit, _) = words.split_once('元')?;
    let is_unit = unit.chars().all(|c| "十百千万亿".contains(c));
    is_unit.then(|| format!("单位：{unit}元"))
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
    fn units_of_pages() {
        for (page, unit) in [
            ("&R单位：元", Some("单位：元")),
            (
                "&L&\"宋体\"表&C公开03表&R&10金额单位: 人民币万元&P",
                Some("单位：万元"),
            ),
            ("&L单位：某局", None),
            ("&P/&N", None),
        ] {
            assert_eq!(page_unit(page).as_deref(), unit, "{page}");
        }
    }

    #[test]
    fn what_merged_cells_cover_is_not_shown() {
        let mut cells = Cells::default();
        for at in [(0, 0), (0, 1), (1, 1)] {
            cells.add(at, Data::Int(5));
        }
        let mut looks = Looks::default();
        looks.hidden.merge(0..=0, 0..=1);
        let sheet = Sheet::new("表", cells, looks);
        let mut paper = Paper::new();
        sheet.write(&mut paper);
        let text = paper.finish();
        assert!(text.text.ends_with("5\t\n\t5\n"), "{}", text.text);
        assert_eq!(text.remarks.len(), 1);
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
