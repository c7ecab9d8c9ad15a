//! What an auditor does in a day, in as few keys as it may take. What is typed at a prompt (writing a table, reading the paper,
//! line by line) is in `tests/cli`.

use crate::journey::{Journey, journey_over_all};
use crate::shelf::Samples;
use lkx::budget::Book;
use lkx::screens::{Colors, Settings, ThemeName};

/// 1: the unit that spends most on 职业年金 with all its codes, in six keys.
#[test]
fn who_spends_most() {
    journey_over_all()
        .press("/ z y n j ctrl-x")
        .cursor_on("1    南充市职工社会保险事业管理局");
}

/// 2: the targets of 满意度 below 95 %, all of them, in fewer than fourteen keys.
#[test]
fn targets_below() {
    journey_over_all()
        .press("i f")
        .types("满意度<95%")
        .press("enter")
        .sees("13 条，在 2 份预算里");
}

/// 5: errors are judged from the list, one after the other.
#[test]
fn errors_are_judged() {
    journey_over_all()
        .press("g space")
        .types("属实")
        .press("tab enter j space")
        .types("再问")
        .press("tab tab enter")
        .sees("待核")
        .press("M")
        .sees("认定")
        .sees("待核");
}

fn in_year(book: &Book, year: u16) -> Book {
    let mut other = book.clone();
    other.identity.year = year;
    let rows = other.tables.iter_mut().flat_map(|table| &mut table.rows);
    for figure in rows.flat_map(|row| &mut row.figures) {
        figure.year = year;
    }
    other
}

/// 7: the same 项 a year before, in one key; and back.
#[test]
fn the_same_a_year_before() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let before = in_year(&samples.books()[0], 2022);
    Journey::on(samples.and(vec![before]), 80, 24)
        .press("enter enter j enter j j")
        .cursor_on("06 机关事业单位职业年金缴费支出")
        .press("[")
        .path("新乡市社会保险中心 › 2022 单位预算 › 208 › 20805")
        .cursor_on("06 机关事业单位职业年金缴费支出")
        .press("[")
        .sees("没有这个单位更早年度")
        .press("]")
        .path("新乡市社会保险中心 › 2023 单位预算 › 208 › 20805")
        .press("esc esc esc")
        .path("类款项  单位×年度");
}

/// 10: the rank of this unit for an item among the units of its region, in two keys from the item.
#[test]
fn the_rank_in_the_region() {
    journey_over_all()
        .press("end enter x r")
        .sees("筛选：新乡市")
        .cursor_on("1    新乡市社会保险中心");
}

/// 12: all with a forgotten input method.
#[test]
fn with_a_forgotten_input_method() {
    journey_over_all()
        .press("ｊ enter ｘ")
        .path("类款项  横看 208")
        .press("【")
        .sees("2023 年预算")
        .press("？")
        .sees("横看 的键");
}

/// 13: in monochrome ASCII everything is said in ASCII and Chinese.
#[test]
fn in_monochrome_ascii() {
    let settings = Settings {
        colors: Colors::None,
        ascii: true,
        ..Settings::default()
    };
    for keys in [
        "",
        "enter",
        "enter x",
        "t",
        "i",
        "end 3 enter",
        "end 7",
        "j 8 enter",
    ] {
        let journey = Journey::with(Samples::all(), settings, 80, 24).press(keys);
        let screen = journey.screen();
        // Glyphs of lines, bars and marks have spellings there.
        let drawn = screen
            .chars()
            .find(|c| matches!(c, '\u{2190}'..='\u{25FF}'));
        assert_eq!(drawn, None, "{keys}:\n{screen}");
    }
}

/// 15: on a white terminal the words are the same.
#[test]
fn on_a_white_terminal() {
    let settings = Settings {
        theme: ThemeName::Light,
        ..Settings::default()
    };
    Journey::with(Samples::all(), settings, 80, 24)
        .press("j enter x")
        .path("类款项  横看 208");
}
