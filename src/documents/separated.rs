/*!
CSV and TSV: one table with its title above it.

A text is taken for CSV where its lines have the same number of fields, as a program
writes them; figures with thousands set apart and sentences have commas too, and no two
lines the same number. Tabs need no such care, since tables with tabs are read as text
anyway: only where fields are quoted they must be taken out of their quotes. A place is the
line on which the record begins.
*/

use super::{Paper, Text};
use crate::budget::Location;
use csv::{ReaderBuilder, StringRecord};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A field that is quoted as a whole.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant that the tests compile"
)]
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?m)(?:^|\t)"[^"\t]*"(?:\t|\r?$)"#).expect("a valid pattern"));

/// Fewer columns make no table, fewer lines say nothing of a text.
const FEWEST_FIELDS: usize = 3;
const FEWEST_RECORDS: usize = 3;

/// One table is never larger, in bytes; every field of it lies in memory.
const LARGEST: usize = 8 << 20;

/// The table of a text whose fields are separated; none where they are not.
pub fn read(text: &str) -> Option<Text> {
    if text.len() > LARGEST {
        return None;
    }
    let records = if text.contains('\t') {
        QUOTED.is_match(text).then(|| records(text, b'\t'))?
    } else {
        // Where the comma is the decimal sign, semicolons separate: such figures are not ours to read.
        let separator = if text.matches(';').count() > text.matches(',').count() {
            b';'
        } else {
            b','
        };
        let records = records(text, separator);
        let is_ours = are_a_table(&records)
            && (separator == b';' || !are_thousands(text))
            && (separator == b',' || !have_decimal_commas(&records));
        is_ours.then_some(records)?
    };
    let mut paper = Paper::new();
    let (mut line, mut counted) = (1, 0);
    for record in &records {
        // Line breaks inside quotes are lines of the file as well.
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(counted);
        let between = text.as_bytes().get(counted..start).unwrap_or_default();
        line += between.iter().filter(|byte| **byte == b'\n').count();
        counted = start.max(counted);
        let place = Location::Element(line.to_string());
        paper.row(record.iter().map(|field| (field, Some(&place))));
    }
    Some(paper.finish())
}

fn records(text: &str, separator: u8) -> Vec<StringRecord> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader.records().flatten().collect()
}

/// Whether some field is a figure whose last comma stands before one or two digits.
fn have_decimal_commas(records: &[StringRecord]) -> bool {
    let mut fields = records.iter().flatten();
    fields.any(|field| {
        field
            .trim()
            .rsplit_once(',')
            .is_some_and(|(whole, decimals)| {
                let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                matches!(decimals.len(), 1 | 2)
                    && are_digits(decimals)
                    && !whole.is_empty()
                    && whole
                        .bytes()
                        .all(|byte| byte.is_ascii_digit() || byte == b'.')
            })
    })
}

/// Whether most commas of a text part thousands: one to three digits stand before them and are no
/// field of their own, and three behind.
fn are_thousands(text: &str) -> bool {
    let (mut commas, mut thousands) = (0_usize, 0_usize);
    // What is quoted has its commas for itself.
    for piece in text.split('"').step_by(2) {
        let bytes = piece.as_bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut last = None;
        for (at, _) in piece.match_indices(',') {
            commas += 1;
            let before = &bytes[..at];
            let run = before.iter().rev().take_while(|byte| byte.is_ascii_digit());
            let run = run.count();
            let outer = (at - run).checked_sub(1);
            let is_field = outer.is_none_or(|outer| b",\r\n.-".contains(&bytes[outer]));
            let goes_on = last.is_some() && outer == last;
            let is_parted = (1..=3).all(|ahead| is_digit(at + ahead)) && !is_digit(at + 4);
            if (1..=3).contains(&run) && (goes_on || !is_field) && is_parted {
                thousands += 1;
                last = Some(at);
            }
        }
    }
    thousands * 2 > commas
}

/// Whether most records have as many fields as the longest, and the others (a title, the unit
/// of money) have one alone.
fn are_a_table(records: &[StringRecord]) -> bool {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for record in records {
        *counts.entry(record.len()).or_default() += 1;
    }
    let longest = counts.keys().copied().max().unwrap_or(0);
    let full = counts.get(&longest).copied().unwrap_or(0);
    let short: usize = counts
        .iter()
        .filter(|(fields, _)| **fields <= 2)
        .map(|(_, count)| count)
        .sum();
    longest >= FEWEST_FIELDS
        && full >= FEWEST_RECORDS
        && full + short == records.len()
        && full >= short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_fields_and_their_lines() {
        let text = "支出总表,,\n单位：万元,,\n科目,合计,\"基本\n支出\"\n208,\"1,234.50\",5.00\n";
        let read = read(text).unwrap();
        assert_eq!(
            read.text,
            "支出总表\t\t\n单位：万元\t\t\n科目\t合计\t基本 支出\n208\t1,234.50\t5.00\n"
        );
        let place = crate::budget::Place::span(4, 4, 12);
        assert_eq!(
            read.locations.at(place).map(ToString::to_string),
            Some("5".to_owned())
        );
    }

    #[test]
    fn a_title_may_stand_alone() {
        let text = "支出总表\n单位,万元\n科目,合计,基本\n208,5.00,1.00\n210,4.00,2.00\n";
        assert!(read(text).is_some());
    }

    #[test]
    fn semicolons_separate_too() {
        let text = "支出总表;;\n单位：万元;;\n科目;合计;基本\n208;1,234.50;5.00\n";
        let read = read(text).unwrap();
        assert!(
            read.text.ends_with("208\t1,234.50\t5.00\n"),
            "{}",
            read.text
        );
        for figures in ["1234,50;5,00", "1.234,5;5,0"] {
            let text = format!("支出总表;;\n科目;合计;基本\n208;{figures}\n210;{figures}\n");
            assert!(super::read(&text).is_none(), "{figures}");
        }
    }

    #[test]
    fn text_with_commas_is_text() {
        for text in [
            "支出总表\n合计 1,234.50 5.00\n208 1,234.50 4,321.00 2,000.00\n",
            "支出总表\n单位：万元\n204  公共安全  1,110.00  1,110.00\n208  社保  1,120.00  1,120.00\n210  卫生  1,150.00  1,150.00\n",
            "负责社保,医保,失业\n制定计划,规程\n完成任务\n",
            "科目\t合计\n208\t\"三公\"经费\n",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn whole_numbers_of_three_digits_are_fields() {
        let text = "支出总表,,,\n单位：万元,,,\n科目,合计,基本,项目\n208,500,500,500\n210,400,100,100\n211,400,100,100\n";
        assert!(read(text).is_some());
    }

    #[test]
    fn quoted_fields_between_tabs() {
        let read = read("科目\t合计\n\"208\n社保\"\t\"1,234.50\"\n").unwrap();
        assert_eq!(read.text, "科目\t合计\n208 社保\t1,234.50\n");
    }
}
