/*!
Whether the parts of a budget fit each other: places lie in the text, indicators point to
rows that are there, years are years.

Readers of documents keep to it, so it is asked before a budget is stored, where a failure
would be the program's own, and of every budget that comes out of a library, which may be
somebody else's.
*/

use super::stored::DocumentPart;
use crate::budget::{Book, Indicator, Place, Statement, Table};
use std::ops::RangeInclusive;

/// The first part of a budget that does not fit the others, as a sentence.
pub(super) fn contradiction(book: &Book) -> Option<String> {
    let text = Lines::of(&book.source.text);
    strange_year(book)
        .or_else(|| files_that_stray(book, &text))
        .or_else(|| anchors_that_stray(book, &text))
        .or_else(|| {
            let mut tables = book.tables.iter().enumerate();
            tables.find_map(|(number, table)| table_that_strays(number, table, &text))
        })
        .or_else(|| {
            let mut indicators = book.indicators.iter().enumerate();
            indicators.find_map(|(number, indicator)| {
                indicator_that_strays(number, indicator, &book.tables, &text)
            })
        })
        .or_else(|| {
            let mut statements = book.statements.iter().enumerate();
            statements
                .find_map(|(number, statement)| statement_that_strays(number, statement, &text))
        })
        .or_else(|| {
            let mut notes = book.notes.iter().enumerate();
            notes.find_map(|(number, note)| text.outside(note.place, DocumentPart::Note(number)))
        })
}

/// The years that a budget, and what it compares itself with, can be of. Rules reckon with the
/// years around one.
const YEARS: RangeInclusive<u16> = 1850..=2999;

fn strange_year(book: &Book) -> Option<String> {
    let year = book.identity.year;
    if !YEARS.contains(&year) {
        return Some(format!("年度是 {year}"));
    }
    for (table_no, table) in book.tables.iter().enumerate() {
        for (row_no, row) in table.rows.iter().enumerate() {
            let strange = |year: u16| !YEARS.contains(&year);
            let mut figures = row.figures.iter();
            if let Some(figure_no) = figures.position(|figure| strange(figure.year)) {
                let part = DocumentPart::Figure(table_no, row_no, figure_no);
                return Some(format!("{part}：年度不是年度"));
            }
        }
    }
    None
}

/// How long the lines of a text are, in characters.
struct Lines(Vec<u32>);

impl Lines {
    fn of(text: &str) -> Self {
        let length = |line: &str| u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        Self(text.split('\n').map(length).collect())
    }

    fn count(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// What is wrong with a place outside the text. A row without cells stands nowhere.
    fn outside(&self, place: Place, part: DocumentPart) -> Option<String> {
        if place == Place::default() {
            return None;
        }
        let index = place.line.checked_sub(1)?;
        let length = usize::try_from(index).ok().and_then(|at| self.0.get(at));
        let is_inside =
            length.is_some_and(|&length| place.start <= place.end && place.end <= length);
        (!is_inside).then(|| {
            let Place { line, start, end } = place;
            format!("{part}：位置（第 {line} 行第 {start} 至 {end} 字）不在原文之内")
        })
    }
}

/// Several files stand one after the other, each under a line with its name.
fn files_that_stray(book: &Book, text: &Lines) -> Option<String> {
    let mut next = 2;
    for (number, file) in book.source.files.iter().enumerate() {
        if !(next..=text.count()).contains(&file.first_line) {
            let line = file.first_line;
            return Some(format!(
                "{}：首行（第 {line} 行）不在原文之内",
                DocumentPart::File(number)
            ));
        }
        next = file.first_line + 2;
    }
    None
}

fn anchors_that_stray(book: &Book, text: &Lines) -> Option<String> {
    let anchors = book.source.locations.anchors();
    if !anchors.is_sorted_by_key(|anchor| anchor.place) {
        return Some(format!("{}：次序不对", DocumentPart::Anchors));
    }
    let mut places = anchors.iter().map(|anchor| anchor.place);
    places.find_map(|place| text.outside(place, DocumentPart::Anchors))
}

fn table_that_strays(number: usize, table: &Table, text: &Lines) -> Option<String> {
    if table.end_line > text.count() {
        let last = table.end_line;
        return Some(format!(
            "{}：末行（第 {last} 行）不在原文之内",
            DocumentPart::Table(number)
        ));
    }
    text.outside(table.place, DocumentPart::Table(number))
        .or_else(|| {
            table.rows.iter().enumerate().find_map(|(row_no, row)| {
                let of_row = text.outside(row.place, DocumentPart::Row(number, row_no));
                of_row.or_else(|| {
                    let mut figures = row.figures.iter().enumerate();
                    figures.find_map(|(figure_no, figure)| {
                        text.outside(
                            figure.place,
                            DocumentPart::Figure(number, row_no, figure_no),
                        )
                    })
                })
            })
        })
}

fn indicator_that_strays(
    number: usize,
    indicator: &Indicator,
    tables: &[Table],
    text: &Lines,
) -> Option<String> {
    let table = tables.get(indicator.table);
    let row_is_there = |table: &Table| indicator.row.is_none_or(|row| row < table.rows.len());
    if !table.is_some_and(row_is_there) {
        return Some(format!(
            "{}：所指的表或行不存在",
            DocumentPart::Indicator(number)
        ));
    }
    text.outside(indicator.place, DocumentPart::Indicator(number))
}

fn statement_that_strays(number: usize, statement: &Statement, text: &Lines) -> Option<String> {
    text.outside(statement.place, DocumentPart::Statement(number))
        .or_else(|| {
            let length = statement.sentence.chars().count();
            let strays = |start: u32| usize::try_from(start).map_or(true, |start| start > length);
            let mut figures = statement.figures.iter();
            let figure_no = figures.position(|figure| strays(figure.start))?;
            Some(format!(
                "{}：位置不在句子之内",
                DocumentPart::StatedFigure(number, figure_no)
            ))
        })
}
