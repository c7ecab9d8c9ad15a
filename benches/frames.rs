/*!
What the explorer itself does between a key and the bytes of its frame, without a
terminal, at 200x50: `cargo bench --bench frames`.

Budgets are at hand, as they are once a page was opened; what a terminal and the
system between them add is measured by the bench of the whole process.
*/

use divan::Bencher;
use lkx::budget::Book;
use lkx::commands::sample_library;
use lkx::library::{CatalogueEntry, DocumentId};
use lkx::screens::driver::Driver;
use lkx::screens::{Colors, Settings, Shelf, ShelfError};
use std::sync::Arc;

/// Pages by the keys that lead there from the page of the units.
const PAGES: [(&str, &str); 9] = [
    ("单位×年度", ""),
    ("功能分类", "enter"),
    ("经济分类", "enter 2"),
    ("项目绩效", "enter 3"),
    ("项目", "enter 3 enter"),
    ("收支", "enter 4"),
    ("表", "enter 6"),
    ("表格", "enter 6 enter"),
    ("原文", "enter 7"),
];
const NAMES: [&str; 9] = {
    let mut names = [""; 9];
    let mut at = 0;
    while at < names.len() {
        names[at] = PAGES[at].0;
        at += 1;
    }
    names
};

fn main() {
    divan::main();
}

/// The samples, read before anything is measured.
struct Held(Vec<(CatalogueEntry, Arc<Book>)>);

impl Held {
    fn samples() -> Self {
        let library = sample_library().expect("the samples");
        let entries = library.catalogue().expect("a catalogue");
        let with_book = |entry: CatalogueEntry| {
            let book = library.book(entry.id).expect("a budget");
            (entry, Arc::new(book))
        };
        Self(entries.into_iter().map(with_book).collect())
    }
}

impl Shelf for Held {
    fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError> {
        Ok(self.0.iter().map(|(entry, _)| entry.clone()).collect())
    }

    fn book(&mut self, id: DocumentId) -> Result<Arc<Book>, ShelfError> {
        let held = self.0.iter().find(|(entry, _)| entry.id == id);
        held.map(|(_, book)| book.clone())
            .ok_or_else(|| "no such budget".into())
    }
}

fn on_page(name: &str) -> Driver {
    let settings = Settings {
        colors: Colors::Palette,
        ..Settings::default()
    };
    let mut driver = Driver::new(Box::new(Held::samples()), settings, 200, 50);
    let way = PAGES.iter().find(|(page, _)| *page == name);
    driver.press(way.expect("a page").1);
    driver.bytes_of_frame();
    driver
}

/// Two keys, one there and one back, each with its frame.
fn there_and_back(bencher: Bencher, page: &str, there: &str, back: &str) {
    let mut driver = on_page(page);
    bencher.bench_local(|| {
        let down = driver.press(there).bytes_of_frame();
        down + driver.press(back).bytes_of_frame()
    });
}

#[divan::bench(args = NAMES)]
fn cursor_down_and_up(bencher: Bencher, page: &str) {
    there_and_back(bencher, page, "↓", "↑");
}

#[divan::bench(args = NAMES)]
fn page_down_and_up(bencher: Bencher, page: &str) {
    there_and_back(bencher, page, "pagedown", "pageup");
}

/// From a page of a budget to another and back.
#[divan::bench(args = NAMES[1..].iter().copied())]
fn next_page_and_back(bencher: Bencher, page: &str) {
    there_and_back(bencher, page, "tab", "shift-tab");
}

/// Into what the cursor is on, and back.
#[divan::bench(args = ["单位×年度", "功能分类", "经济分类", "项目绩效", "表"])]
fn open_and_back(bencher: Bencher, page: &str) {
    there_and_back(bencher, page, "enter", "backspace");
}

/// To the source of the figure that the cursor is on, and back.
#[divan::bench(args = ["单位×年度", "项目绩效", "收支"])]
fn source_and_back(bencher: Bencher, page: &str) {
    there_and_back(bencher, page, "o", "backspace");
}
