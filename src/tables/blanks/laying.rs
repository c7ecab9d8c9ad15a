/*!
The pages of a table laid under one header: the rows of each in the columns of the first.
*/

use super::columns::{Columns, Holds};
use super::frame::Frame;
use super::rows::body_lines;
use super::token::Token;
use super::{BlankPage, find, merged_codes};
use crate::budget::Place;
use crate::tables::LeftOpen;
use crate::tables::lines::{Line, is_chinese};

/// The rows of all pages, laid into the columns of the first, and what they leave open.
pub fn laid(pages: &[BlankPage], under: &[Line]) -> Option<(Vec<Line>, LeftOpen)> {
    let mut header: Vec<Line> = Vec::new();
    let mut rows: Vec<Line> = Vec::new();
    let mut doubted: Vec<Place> = Vec::new();
    let mut first: Option<Frame> = None;
    for page in pages {
        let words: Vec<Vec<Token>> = page.body.iter().map(|row| row.words.clone()).collect();
        let found = find::columns(&words);
        let ordered = find::by_order(&words, found.as_ref());
        let ordered = ordered.filter(|ordered| has_as_many_headings(page, ordered, first.as_ref()));
        let mut columns = ordered.or(found)?;
        let places = match &first {
            Some(frame) if page.header.is_empty() => {
                let places = frame.places_of(&mut columns)?;
                let is_doubted = |place: &usize| frame.doubted.contains(place);
                doubted.extend(amounts_of(page, &columns, |at| is_doubted(&places[at])));
                places
            }
            _ => {
                let frame = Frame::of(page, &mut columns, first.as_ref())?;
                let own = frame.column_places();
                let is_doubted = |at: usize| frame.doubted.contains(&own[at]);
                doubted.extend(amounts_of(page, &columns, is_doubted));
                match &first {
                    None => {
                        header = frame.header_lines(under, page);
                        let places = frame.column_places();
                        first = Some(frame);
                        places
                    }
                    Some(whole) => {
                        let places = whole.places_in(&frame)?;
                        if has_words_for_amounts(page, &columns, &places, whole) {
                            doubted.extend(amounts_of(page, &columns, |_| true));
                        }
                        places
                    }
                }
            }
        };
        let width = first.as_ref().map_or(0, |frame| frame.pairs.len());
        let mut lines = body_lines(page, &columns, &places, width, under);
        if let Some(frame) = &first {
            frame.place_outer_labels(&mut lines);
            frame.join_codes(&mut lines);
        }
        rows.extend(lines);
    }
    let frame = first?;
    let open = LeftOpen {
        amounts: doubted,
        headings: frame.header.torn(),
        codes: merged_codes::place(&mut rows, &frame),
        rows: Vec::new(),
    };
    header.extend(rows);
    Some((header, open))
}

/// Whether a page has a heading for each column of amounts, and no more: its own, or those of the page before.
fn has_as_many_headings(page: &BlankPage, columns: &Columns, before: Option<&Frame>) -> bool {
    let of_amounts = columns.count(Holds::Amounts);
    if page.header.is_empty() {
        return before.is_some_and(|frame| {
            let amounts = frame.columns.iter().filter(|c| c.holds == Holds::Amounts);
            amounts.count() == of_amounts
        });
    }
    let frame = Frame::of(page, &mut columns.clone(), before);
    frame.is_some_and(|frame| frame.header.headings_of_amounts() == of_amounts)
}

/// Whether words of a page stand where the page before has amounts: then the rows of this one are too few to tell its
/// columns.
fn has_words_for_amounts(
    page: &BlankPage,
    columns: &Columns,
    places: &[usize],
    whole: &Frame,
) -> bool {
    let holds_amounts = |place: usize| {
        let column = whole.pairs.get(place).and_then(|pair| pair.1);
        column.is_some_and(|column| whole.columns[column].holds == Holds::Amounts)
    };
    let words = page.body.iter().zip(&columns.places);
    words
        .flat_map(|(row, columns)| row.words.iter().zip(columns))
        .any(|(word, column)| word.text().contains(is_chinese) && holds_amounts(places[*column]))
}

/// The places of the amounts of such columns.
fn amounts_of(page: &BlankPage, columns: &Columns, is_such: impl Fn(usize) -> bool) -> Vec<Place> {
    let rows = page.body.iter().zip(&columns.places);
    rows.flat_map(|(row, places)| row.words.iter().zip(places))
        .filter(|(_, column)| columns.all[**column].holds == Holds::Amounts && is_such(**column))
        .map(|(word, _)| word.cell.place)
        .collect()
}
