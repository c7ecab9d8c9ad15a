//! What is still on its way holds nobody up; what the program is at fault with costs a page.

use crate::journey::Journey;
use crate::shelf::Samples;
use lkx::budget::Book;
use lkx::library::{CatalogueEntry, DocumentId};
use lkx::screens::driver::Driver;
use lkx::screens::shelf::Question;
use lkx::screens::{Colors, Settings, Shelf, ShelfError};
use std::sync::Arc;

/// A shelf that answers for the pages and for nothing else.
fn only_pages(question: &Question) -> bool {
    matches!(
        question,
        Question::Tallies(_)
            | Question::Index
            | Question::Unfold(_)
            | Question::Notes { .. }
            | Question::Occurrences(..)
    )
}

fn waiting_journey() -> Driver {
    let settings = Settings {
        colors: Colors::None,
        ..Settings::default()
    };
    Driver::never_answering(only_pages, Box::new(Samples::all()), settings, 80, 24)
}

fn screen(driver: &Driver) -> String {
    driver.lines().join("\n")
}

#[test]
fn every_page_is_shown_without_counts_names_and_notes() {
    for (keys, seen) in [
        ("", "新乡市社会保险中心"),
        ("enter", "[功能分类]"),
        ("enter enter enter enter", "明细"),
        ("enter 2", "[经济分类]"),
        ("enter 2 enter", "占"),
        ("enter 3", "[项目绩效]"),
        ("enter 3 enter", "指标"),
        ("enter 4", "[收支]"),
        ("enter 5", "[三公]"),
        ("enter 6", "[表]"),
        ("enter 6 enter", "表"),
        ("enter 7", "SHA-256"),
        ("enter 8", "[勾稽]"),
        ("enter 8 enter", "[勾稽]"),
        ("enter 8 t", "规则"),
        ("g", "已核对 0/5 份"),
        ("space j space c", "对比"),
        ("/", "搜索"),
        ("M", "笔记"),
        ("M 1", "笔记"),
        ("?", "的键"),
    ] {
        let mut driver = waiting_journey();
        driver.press(keys);
        assert!(!driver.holds_frame() || keys.starts_with('M'), "{keys}");
        let shown = screen(&driver);
        assert!(
            shown.contains(seen) || keys.is_empty(),
            "{keys}: no {seen} in\n{shown}"
        );
    }
}

#[test]
fn every_key_is_taken_while_nothing_is_answered() {
    let mut driver = waiting_journey();
    for keys in [
        "j", "k", "↓", "↑", "pagedown", "pageup", "home", "end", "L", "H", "s", "u", "[", "]", "y",
        "Y", "n", "p", "U", "ctrl-l",
    ] {
        driver.press(keys);
        assert!(!driver.holds_frame(), "{keys}");
    }
    driver.press("home");
    assert!(
        screen(&driver).contains("核对中 0/5"),
        "{}",
        screen(&driver)
    );
    driver.press("f").types("新乡").press("enter");
    assert!(screen(&driver).contains("筛选：新乡"));
    // Even where the page itself is what never comes.
    driver.press("esc M / esc esc");
    assert!(screen(&driver).contains("5 单位"), "{}", screen(&driver));
    driver.press("/").types("zynj");
    assert!(screen(&driver).contains("zynj"));
    driver.press("ctrl-c");
    assert!(driver.has_left());
}

#[test]
fn what_is_still_checked_is_said_once_and_no_longer() {
    let all = Journey::on(Samples::all(), 80, 24);
    let all = all.sees("2错 9警").sees_no("核对中");
    let waiting = screen(&waiting_journey());
    // Nothing moves when the counts come.
    let heading = |screen: &str| screen.lines().nth(1).map(str::to_owned);
    assert_eq!(heading(&all.screen()), heading(&waiting));
    assert_eq!(waiting.matches("核对中").count(), 1);
}

/// A shelf whose third budget the program is at fault with.
struct Faulty(Samples);

impl Shelf for Faulty {
    fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError> {
        self.0.catalogue()
    }

    fn book(&mut self, id: DocumentId) -> Result<Arc<Book>, ShelfError> {
        assert!(id != DocumentId(3), "a panic was asked for");
        self.0.book(id)
    }
}

#[test]
fn a_fault_costs_its_page_and_no_other() {
    let mut driver = Driver::new(
        Box::new(Faulty(Samples::all())),
        Settings::default(),
        80,
        24,
    );
    // The others are counted all the same.
    assert!(screen(&driver).contains("2错 9警"));
    assert!(screen(&driver).contains("未核"));
    driver.press("j j enter");
    assert!(screen(&driver).contains("程序在这里出错"));
    driver.press("esc k enter");
    assert!(screen(&driver).contains("[功能分类]"));
}
