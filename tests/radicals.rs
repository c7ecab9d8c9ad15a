//! A budget whose characters are printed as radicals (⼀ for 一) says what the budget says that
//! prints them as they are.

use lkx::budget::{Book, unified};
use lkx::commands::read_book;
use lkx::documents::File;
use std::collections::HashMap;

/// The text with every character that is a radical printed as that radical.
fn in_radicals(text: &str) -> String {
    let radicals: HashMap<char, char> = ('\u{2E80}'..='\u{2FD5}')
        .filter(|&radical| unified(radical) != radical)
        .map(|radical| (unified(radical), radical))
        .collect();
    text.chars()
        .map(|c| radicals.get(&c).copied().unwrap_or(c))
        .collect()
}

fn folded(text: &str) -> String {
    text.chars().map(unified).collect()
}

/// Everything that a book says, a line a figure and an indicator, radicals folded.
fn said(book: &Book) -> Vec<String> {
    let mut lines = vec![format!("{:?} {}", book.identity, book.tables.len())];
    for table in &book.tables {
        lines.push(format!("{} {:?}", table.title, table.kind));
        for row in &table.rows {
            let project = &row.project;
            lines.push(format!(
                "{} {} {} {project:?}",
                row.code, row.name, row.under
            ));
            lines.extend(row.figures.iter().map(|figure| format!("{figure:?}")));
        }
    }
    lines.extend(book.indicators.iter().map(|found| format!("{found:?}")));
    lines.iter().map(|line| folded(line)).collect()
}

#[test]
fn radicals_change_nothing() {
    for name in [
        "xinxiang-2023",
        "haidong-2024",
        "nanchong-2024",
        "puyang-2024",
        "cangxi-2023",
    ] {
        let path = format!("{}/sample-data/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let printed = read_book(&File::new("a.txt", text.as_bytes())).unwrap();
        let text = in_radicals(&text);
        let in_radicals = read_book(&File::new("a.txt", text.as_bytes())).unwrap();
        for (expected, found) in said(&printed).iter().zip(said(&in_radicals)) {
            assert_eq!(*expected, found, "{name}");
        }
    }
}
