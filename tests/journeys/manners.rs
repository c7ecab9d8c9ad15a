//! Small windows, foreign text, wide glyphs, pasted text.

use crate::journey::{Journey, journey, journey_over_all};
use crate::shelf::Samples;
use lkx::screens::input::Input;
use lkx::screens::{Colors, Settings};
use lkx::text::width::{AmbiguousWidth, Ruler};

#[test]
fn a_small_window_shows_what_fits_and_says_so() {
    journey("xinxiang-2023")
        .press("enter enter j")
        .resize(50, 12)
        .sees("50×12 太小，要 80×24")
        .cursor_on("05")
        .resize(80, 24)
        .cursor_on("05 〔行政事业单位养老支出〕")
        .sees_no("太小");
    for (width, height) in [(1, 1), (2, 2), (5, 3), (20, 5), (30, 8), (200, 50)] {
        for page in [
            "",
            "1",
            "2",
            "3",
            "3 enter",
            "4",
            "5",
            "6",
            "6 j j enter",
            "7",
        ] {
            Journey::on(Samples::all(), width, height)
                .press(page)
                .press("j pagedown end L ?")
                .drawn()
                .press("esc f")
                .types("年")
                .drawn();
        }
    }
}

#[test]
fn the_place_survives_a_resize() {
    journey_over_all()
        .press("end 3 j j j")
        .resize(160, 45)
        .cursor_on("职业年金虚账记实资金")
        .resize(80, 24)
        .cursor_on("职业年金虚账记实资金");
}

#[test]
fn a_pasted_text_is_no_command() {
    journey("xinxiang-2023")
        .bytes("\x1b[200~qqq\x1b[201~".as_bytes())
        .sees("贴入的文字没有用上")
        .press("f")
        .bytes("\x1b[200~新乡\n\x1b[201~".as_bytes())
        .sees("筛选：新乡");
}

#[test]
fn foreign_text_reaches_the_screen_as_marks() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut book = (*samples.books()[0]).clone();
    book.identity.unit = "新乡\u{1b}]52;c;x\u{7}市\u{202e}社".to_owned();
    Journey::on(Samples::of(&[]).and(vec![book]), 80, 24)
        .sees("新乡\\x1B]52;c;x\\x07市\\u{202E}社");
}

#[test]
fn an_empty_library_says_how_to_fill_it() {
    Journey::on(Samples::of(&[]), 80, 24)
        .sees("库里还没有预算")
        .press("enter")
        .sees("没有可以打开的行");
}

fn wide_journey() -> Journey {
    let settings = Settings {
        colors: Colors::None,
        ambiguous: Some(AmbiguousWidth::Wide),
        ..Settings::default()
    };
    Journey::with(Samples::all(), settings, 80, 24)
}

/// Nothing on a screen for wide ambiguous glyphs is ambiguous, so every line is as wide
/// as its cells.
#[test]
fn where_ambiguous_glyphs_are_wide_none_are_drawn() {
    for page in [
        "",
        "1",
        "2",
        "3",
        "3 enter",
        "4",
        "5",
        "6",
        "6 j j enter",
        "7",
        "?",
    ] {
        let journey = wide_journey().press("j j").press(page);
        for line in journey.screen().lines() {
            assert_eq!(Ruler::NARROW.width(line), Ruler::WIDE.width(line), "{line}");
        }
    }
    wide_journey().press("j 3 enter").sees(">= 280 名");
}

#[test]
fn the_answer_of_the_terminal_changes_the_look() {
    let mut journey = journey("xinxiang-2023").sees("────");
    journey.driver().input(Input::CursorAt(1, 3));
    journey = journey.sees_no("─").sees("----");
    journey.driver().input(Input::CursorAt(1, 2));
    journey.sees("────");
}

#[test]
fn a_text_without_end_breaks_nothing() {
    let long = "款".repeat(40_000);
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut book = (*samples.books()[0]).clone();
    book.identity.unit = long.clone();
    for table in &mut book.tables {
        table.title = long.clone();
        for row in &mut table.rows {
            row.name = long.clone();
            row.code = format!("{}{}", row.code, "9".repeat(70_000));
            if let Some(project) = &mut row.project {
                project.kind = long.clone();
            }
        }
    }
    for page in ["", "1", "2", "3", "3 enter", "4", "5", "6", "6 j j enter"] {
        Journey::on(Samples::of(&[]).and(vec![book.clone()]), 80, 24)
            .press(page)
            .press("j pagedown end L ?")
            .drawn();
    }
}
