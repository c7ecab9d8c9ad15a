/*!
A sheet written down as it is seen: a line a row, under the name of the sheet.
*/

use super::super::Paper;
use super::super::page_edges::page_unit;
use super::cells::{Cells, WIDEST};
use super::conditions::{AskedCell, SeenUnder, seen_under};
use super::dress::Dress;
use super::formulas::{self, CellValue};
use super::looks::{GENERAL, Looks};
use super::number;
use super::widths;
use crate::budget::Location;
use calamine::{CellErrorType, Data};
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

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
    /// How its cells look under conditions.
    seen: HashMap<(u32, u32), SeenUnder>,
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
        let mut sheet = Self {
            name: name.to_owned(),
            cells,
            looks,
            results,
            covered,
            seen: HashMap::new(),
        };
        if sheet.has_conditions() {
            let rows = sheet.cells.rows();
            let places =
                rows.flat_map(|row| sheet.cells.columns(row).map(move |column| (row, column)));
            sheet.seen = places.map(|at| (at, sheet.under_conditions(at))).collect();
        }
        sheet
    }

    fn has_conditions(&self) -> bool {
        !(self.looks.conditions.is_empty() && self.looks.conditions_of_formats.is_empty())
    }

    /// Writes the sheet under its name.
    pub fn write(&self, paper: &mut Paper) {
        let (Some((first, last)), Some(top)) = (self.cells.width(), self.cells.rows().next())
        else {
            return;
        };
        let hidden = &self.looks.hidden;
        paper.blank();
        let page = page_unit(&self.looks.page_text);
        if let Some(unit) = &page {
            paper.paragraph(unit, &self.place(top, first));
        }
        let unit = page.or_else(|| self.repeated_unit(first..=last));
        paper.paragraph(&self.name, &self.place(top, first));
        self.remark(paper);
        let (mut next, mut was_blank) = (top, false);
        for row in self.shown_rows() {
            let begins = was_blank || row > next || self.looks.page_starts.contains(&row);
            (next..row)
                .take(MOST_BLANK as usize)
                .for_each(|_| paper.blank());
            next = row.saturating_add(1);
            let texts: Vec<(String, Location)> = (first..=last)
                .filter(|&column| !hidden.has_column(column))
                .map(|column| self.cell(row, column))
                .collect();
            let filled = texts.iter().filter(|(text, _)| !text.is_empty()).count();
            was_blank = filled == 0;
            if was_blank {
                paper.blank();
            } else {
                // A page prints its unit also above the title of a later table.
                let is_title = filled == 1 && begins && row > top && !self.is_repeated(row);
                if let Some(unit) = unit.as_ref().filter(|_| is_title) {
                    paper.paragraph(unit, &self.place(row, first));
                }
                let cells = texts.iter();
                paper.row(
                    cells.map(|(text, place)| (text.as_str(), (!text.is_empty()).then_some(place))),
                );
            }
        }
    }

    fn is_repeated(&self, row: u32) -> bool {
        let rows = self.looks.repeated_rows.as_ref();
        rows.is_some_and(|rows| rows.contains(&row))
    }

    /// The unit of money in the rows that are printed on each page.
    fn repeated_unit(&self, columns: RangeInclusive<u32>) -> Option<String> {
        let rows = self.looks.repeated_rows.clone()?;
        let rows = self.cells.rows().filter(|row| rows.contains(row));
        let mut texts =
            rows.flat_map(|row| columns.clone().map(move |column| self.shown((row, column))));
        texts.find_map(|text| page_unit(&text))
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
        let seen = self.seen(at);
        if self.is_struck(at, &seen) || self.is_unseen(at, &seen) {
            return String::new();
        }
        let code = match &seen.code {
            Some(code) => code,
            None => self.looks.formats.code(at.0, at.1),
        };
        if self.looks.uncached.iter().any(|(cell, _)| *cell == at)
            && !self.results.contains_key(&at)
        {
            return WITHOUT_RESULT.to_owned();
        }
        // What the file shows of a number is not what it shows under a condition.
        let is_shown_otherwise = seen.code.is_some();
        let number = if is_shown_otherwise {
            self.held(at)
        } else {
            self.stored(at)
        };
        if let Some(number) = number {
            return self.number(at, number, code);
        }
        if let Some(rich) = self.looks.texts.get(&at) {
            let text = if seen.dress.is_grounded() {
                &rich.on_ground
            } else {
                &rich.text
            };
            return number::shown_text(text, code).into_owned();
        }
        match self.cells.at(at) {
            Data::String(text) => number::shown_text(text, code).into_owned(),
            cell => text(cell),
        }
    }

    /// The number that a cell holds, also where what it shows is given as text.
    fn held(&self, at: (u32, u32)) -> Option<Decimal> {
        self.stored(at)
            .or_else(|| self.looks.numbers.get(&at).copied())
    }

    /// The number that a cell holds, or that its formula gives.
    fn stored(&self, at: (u32, u32)) -> Option<Decimal> {
        if let Some(result) = self.results.get(&at) {
            return Some(*result);
        }
        match self.cells.at(at) {
            Data::Int(number) => Some((*number).into()),
            Data::Float(stored) => number::decimal(*stored),
            _ => None,
        }
    }

    fn number(&self, at: (u32, u32), number: Decimal, code: &str) -> String {
        if self.looks.hides_zeros && number.is_zero() {
            return String::new();
        }
        let shown = number::shown(number, code);
        if self.has_no_room(at, &shown, code) {
            return widths::NO_ROOM.to_owned();
        }
        shown
    }

    /// Whether the column is too narrow for a number.
    fn has_no_room(&self, at: (u32, u32), shown: &str, code: &str) -> bool {
        // Under no format of its own a number loses decimals before it loses its room.
        let general = shown.split('.').next().unwrap_or(shown);
        let shown = if code == GENERAL { general } else { shown };
        let room = self.looks.formats.room(at.0, at.1);
        let is_narrow = |columns| (self.looks.widths).are_too_narrow(shown, columns, room);
        is_narrow(at.1..=at.1) && is_narrow(self.looks.hidden.columns_of(at))
    }

    /// How a cell looks, under the conditions of the sheet.
    fn seen(&self, at: (u32, u32)) -> SeenUnder {
        let seen = self.seen.get(&at).cloned();
        seen.unwrap_or_else(|| self.under_conditions(at))
    }

    /// Asks all conditions about a cell.
    fn under_conditions(&self, at: (u32, u32)) -> SeenUnder {
        let dress = self.base(at);
        if !self.has_conditions() {
            return SeenUnder {
                dress,
                ..SeenUnder::default()
            };
        }
        let number = self.held(at);
        let holds_digits = matches!(self.cells.at(at), Data::String(text) if has_digits(text));
        let cell = AskedCell {
            at,
            format: self.looks.formats.number(at.0, at.1),
            dress,
            number,
            is_text: number.is_none() && holds_digits,
        };
        let of_formats = &self.looks.conditions_of_formats;
        let of_format = cell.format.and_then(|format| of_formats.get(&format));
        let conditions = self.looks.conditions.iter();
        seen_under(conditions.chain(of_format.into_iter().flatten()), cell)
    }

    fn is_struck(&self, at: (u32, u32), seen: &SeenUnder) -> bool {
        let is_for_all = self.has_look_of_cell(at) || !self.base(at).struck;
        seen.dress.struck && is_for_all
    }

    fn is_unseen(&self, at: (u32, u32), seen: &SeenUnder) -> bool {
        let is_for_all = self.has_look_of_cell(at) || !self.base(at).is_unseen();
        seen.dress.is_unseen() && is_for_all
    }

    /// How a cell looks where no condition is met.
    fn base(&self, at: (u32, u32)) -> Dress {
        self.looks.formats.dress(at.0, at.1)
    }

    /// Whether some part of a cell's text looks as the cell says.
    fn has_look_of_cell(&self, at: (u32, u32)) -> bool {
        self.looks.texts.get(&at).is_none_or(|rich| rich.is_cells)
    }

    /// Whether digits among others of a text have the colour of paper, and stand on it.
    fn has_unseen_part(&self, at: (u32, u32), seen: &SeenUnder) -> bool {
        let rich = self.looks.texts.get(&at);
        !seen.dress.is_grounded() && rich.is_some_and(|rich| rich.has_white_digits)
    }

    /// Whether a number other than nothing, or a text, shows nothing under its format.
    fn shows_nothing(&self, at: (u32, u32)) -> bool {
        let holds_something = match (self.held(at), self.cells.at(at)) {
            (Some(number), _) => !number.is_zero(),
            (None, Data::String(text)) => has_digits(text),
            _ => false,
        };
        let is_whole = !self.looks.texts.contains_key(&at);
        holds_something && is_whole && self.shown(at).trim().is_empty()
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
        let (mut struck, mut unseen) = (self.looks.struck, self.looks.unseen);
        let (mut blank, mut narrow, mut undecided) = (0, 0, 0);
        for row in self.cells.rows() {
            for column in self.cells.columns(row) {
                let at = (row, column);
                if self.looks.hidden.hides(at) {
                    continue;
                }
                let seen = self.seen(at);
                let rich = self.looks.texts.get(&at);
                let has_struck = rich.is_some_and(|rich| rich.has_struck_digits);
                undecided += usize::from(seen.is_undecided);
                if self.is_struck(at, &seen) || has_struck {
                    struck += 1;
                } else if self.is_unseen(at, &seen) || self.has_unseen_part(at, &seen) {
                    unseen += 1;
                } else if self.shows_nothing(at) {
                    blank += 1;
                } else {
                    narrow += usize::from(self.shown(at) == widths::NO_ROOM);
                }
            }
        }
        let counted = [
            (struck, "划了删除线，划掉的已不作数，没有读"),
            (unseen, "的字与底色相同，看不见，没有读"),
            (blank, "按数字格式什么也不显示，没有读"),
            (
                narrow,
                "的列太窄，只显示 ####，没有读；请用 Excel 或 WPS 把列加宽，保存后再导入",
            ),
            (
                undecided,
                "有条件格式，符合条件时会划掉、隐去或换一种显示，条件没有算，请核对",
            ),
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

fn has_digits(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        let names: Vec<String> = [0, 25, 26, 701, 702].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
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
