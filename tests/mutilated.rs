//! Arbitrary text and mutilated budgets: the reader answers, whatever it is given, and what it
//! reads it reads from the text.

#[path = "mutilated/evidence.rs"]
mod evidence;
#[path = "../fuzz/src/page.rs"]
mod page;

use evidence::holds_to_the_text;
use lkx::budget::{Book, Source};
use std::fs;
use std::io::{Cursor, Write};

/// A small generator (xorshift), so that a failing text can be made again from its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

const PIECES: [&str; 16] = [
    "\t",
    "1",
    ".",
    "，",
    "（",
    "\u{1b}[2J",
    " ",
    "合计",
    "|",
    "\u{202e}",
    "单位：万元",
    "支出总表",
    "-3.00",
    "２",
    "。",
    "\u{fffd}",
];

/// Cuts, doubles, swaps and dirties lines of a text.
fn mutilated(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<Vec<char>> = text
        .split('\n')
        .map(|line| line.chars().collect())
        .collect();
    for _ in 0..chance.below(40) {
        let at = chance.below(lines.len());
        let inside = chance.below(lines[at].len() + 1);
        match chance.below(7) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => lines[at].truncate(inside),
            3 => lines[at]
                .iter_mut()
                .filter(|c| **c == '\t')
                .for_each(|c| *c = ' '),
            4 => {
                let other = chance.below(lines.len());
                lines.swap(at, other);
            }
            5 if inside < lines[at].len() => drop(lines[at].remove(inside)),
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                lines[at].splice(inside..inside, piece.chars());
            }
        }
    }
    let lines: Vec<String> = lines
        .into_iter()
        .map(|line| line.into_iter().collect())
        .collect();
    lines.join("\n")
}

fn read(text: &str) -> Option<Book> {
    let printed = lkx::tables::find(text);
    let source = Source {
        file_name: "损.txt".to_owned(),
        sha256: String::new(),
        text: text.to_owned(),
        locations: Default::default(),
        files: Vec::new(),
    };
    lkx::records::read(source, &printed, Vec::new()).ok()
}

fn samples() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir("sample-data")
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.path())
        .collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

#[test]
fn mutilated_budgets_are_read_or_refused() {
    let samples = samples();
    assert_eq!(samples.len(), 5);
    let mut read_some = 0;
    for seed in 1..=120u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let text = mutilated(&samples[chance.below(samples.len())], &mut chance);
        if let Some(book) = read(&text) {
            read_some += usize::from(book.fact_count() > 0);
            assert_eq!(holds_to_the_text(&book), Ok(()), "seed {seed}");
        }
    }
    assert!(
        read_some > 60,
        "only {read_some} of 120 mutilated budgets gave figures"
    );
}

#[test]
fn arbitrary_text_is_read_or_refused() {
    for seed in 1..=400u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut text = String::from(
            "甲市乙中心\n2024年单位预算\n单位支出总表\n单位：万元\n科目编码\t名称\t合计\n",
        );
        for _ in 0..chance.below(200) {
            match chance.below(4) {
                0 => text.push('\n'),
                1 => text.extend(char::from_u32(chance.below(0x3000) as u32)),
                _ => text.push_str(PIECES[chance.below(PIECES.len())]),
            }
        }
        let _ = read(&text);
    }
}

/// Cuts, doubles and dirties bytes; figures of a page are what a PDF's layout hangs on.
fn mutilated_bytes(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(30) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes[at] = b'0' + u8::try_from(chance.below(10)).unwrap_or(0),
            1 => bytes[at] = u8::try_from(chance.below(256)).unwrap_or(0),
            2 => {
                let end = (at + chance.below(40)).min(bytes.len());
                let again: Vec<u8> = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let end = (at + chance.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                bytes.splice(at..at, *b"9999999");
            }
            _ if chance.below(12) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

/// The specimens of every format, with their names. What is packed is mostly refused for its
/// check sums; inside packages `fuzz/` looks.
fn specimens() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["pdf", "html", "workbook", "word", "separated", "locked"] {
        let files = fs::read_dir(format!("tests/documents/{folder}"));
        for file in files.into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if let Ok(bytes) = fs::read(file.path()) {
                found.push((name, bytes));
            }
        }
    }
    found.sort();
    found
}

/// The file of this package in which the last panic of this thread arose.
fn own_file_of_panic() -> Option<String> {
    thread_local! {
        static PLACE: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
    }
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(ToString::to_string);
            PLACE.with(|slot| *slot.borrow_mut() = place.clone());
            if place.is_some_and(|place| place.starts_with("tests/")) {
                before(panic);
            }
        }));
    });
    PLACE
        .with(|slot| slot.borrow_mut().take())
        .filter(|place| place.starts_with("src/"))
}

/// How many mutilated files of each specimen are read; `LKX_MUTANTS` asks for more.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no surroundings to take it from"
)]
fn mutants() -> u64 {
    let asked = std::env::var_os("LKX_MUTANTS");
    asked
        .and_then(|count| count.to_str()?.parse().ok())
        .unwrap_or(15)
}

#[test]
fn mutilated_files_are_read_or_refused() {
    own_file_of_panic();
    let mut read_some = 0;
    for (name, bytes) in specimens() {
        for seed in 1..=mutants() {
            let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let bytes = mutilated_bytes(&bytes, &mut chance);
            let file = lkx::documents::File::new(&name, &bytes);
            // A panic of a reader that is not ours is caught by the program too.
            let read = std::panic::catch_unwind(|| lkx::commands::read_book(&file));
            assert_eq!(own_file_of_panic(), None, "{name}, seed {seed}");
            if let Ok(Ok(book)) = read {
                read_some += usize::from(book.fact_count() > 0);
                assert_eq!(holds_to_the_text(&book), Ok(()), "{name}, seed {seed}");
            }
        }
    }
    assert!(read_some > 20, "only {read_some} gave figures");
}

/// Reads what was found by chance; a panic of our own fails the test.
fn survives(name: &str, bytes: &[u8]) -> Option<Book> {
    lkx::commands::read_book(&lkx::documents::File::new(name, bytes)).ok()
}

/// An OpenDocument workbook with that content.
fn open_document(content: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, text) in [("mimetype", kind), ("content.xml", content)] {
        writer.start_file(name, stored).expect("in memory");
        writer.write_all(text.as_bytes()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

#[test]
fn a_sheet_inside_a_row_of_a_sheet() {
    let row = "<table-row><table-cell><p>1.00</p></table-cell></table-row>";
    let content = format!("<d><table>{row}<table-row><table>{row}</table></table-row></table></d>");
    survives("a.ods", &open_document(&content));
    survives("a.ods", &open_document(&format!("<d>{row}</table></d>")));
}

#[test]
fn a_row_of_a_torn_table_that_is_a_dash() {
    let drawing = include_bytes!("mutilated/dash-alone.txt");
    survives("a.pdf", &page::around(drawing));
}

#[test]
fn what_follows_from_sums_that_prove_nothing_is_not_there() {
    let text = include_bytes!("mutilated/codes-in-columns-of-their-own.txt");
    let book = survives("a.txt", text).expect("a budget");
    assert_eq!(holds_to_the_text(&book), Ok(()));
}

#[test]
fn a_row_that_begins_like_a_heading_of_markdown() {
    let text = "5\n青岭县司法局2024年部门预算\n部门收入预算总表\n单位：万元\n\
        \x20    功能分类科目名称           总计                  事业收入 其他收入\n\
        \x20     #          合计                      5,174.03      **5,174.03**\n";
    let book = survives("a.txt", text.as_bytes()).expect("a budget");
    assert_eq!(holds_to_the_text(&book), Ok(()));
}

#[test]
fn headings_of_a_text_that_reach_over_each_other() {
    let text = include_bytes!("mutilated/headings-that-overlap.txt");
    survives("a.txt", text);
}

#[test]
fn glyphs_larger_than_any_paper() {
    for drawing in [
        "BT /F1 30000000 Tf 1 0 0 1 50 700 Tm <4E004E00> Tj ET",
        "BT /F1 9 Tf 9000000 0 0 9000000 50 700 Tm <4E004E00> Tj <4E00> Tj ET",
        "BT /F1 9 Tf 90000000 0 0 1 50 700 Tm <4E004E00> Tj <4E00> Tj ET",
    ] {
        survives("a.pdf", &page::around(drawing.as_bytes()));
    }
    let book = survives("a.pdf", &page::around(&page::seed()));
    assert!(book.is_some_and(|book| book.fact_count() > 0));
}
