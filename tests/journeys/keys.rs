//! The list of keys and what it promises.

use crate::journey::{Journey, journey};
use crate::row_units::several_units;
use crate::shelf::Samples;
use lkx::screens::keys::{Action, KEYS, PageKind};

/// The keys that lead to a kind of page from the first; none where keys are text, or where each would have the
/// budget checked anew (`findings.rs` presses those).
fn way(page: PageKind) -> Option<&'static str> {
    Some(match page {
        PageKind::Units => "",
        PageKind::Functions => "1",
        PageKind::Function => "1 enter j enter j enter",
        PageKind::Economics => "2",
        PageKind::EconomicClass => "2 enter enter",
        PageKind::Projects => "3",
        PageKind::Project => "3 enter",
        PageKind::Balance => "4",
        PageKind::ThreePublic => "5",
        PageKind::RowUnits => "1 U",
        PageKind::Tables => "6",
        PageKind::Grid => "6 j j enter",
        PageKind::Source => "7 f",
        PageKind::Findings | PageKind::Finding | PageKind::Checks | PageKind::Search => {
            return None;
        }
        PageKind::Notes => "1 m a enter M",
        PageKind::LibraryFindings => "g",
        PageKind::Compare => "space k space c",
        PageKind::Across => "1 j x",
        PageKind::Totals => "t",
        PageKind::Indicators => "i",
        PageKind::Clues => "g t",
        PageKind::ClueAgainst => "g t enter",
    })
}

/// The kinds of pages and the keys that lead to them.
fn ways() -> impl Iterator<Item = (PageKind, &'static str)> {
    let pages = PageKind::ALL.iter();
    pages.filter_map(|&page| Some((page, way(page)?)))
}

fn at(page: PageKind, way: &str) -> Journey {
    let samples = match page {
        // A department that tells its units apart.
        PageKind::RowUnits => Samples::of(&[]).and(vec![several_units()]),
        // Two units of one year, to have a row to move to.
        PageKind::Across => Samples::of(&["xinxiang-2023", "haidong-2024", "cangxi-2023"]),
        PageKind::Clues | PageKind::ClueAgainst => {
            Samples::of(&["xinxiang-2023", "haidong-2024"]).and_peers()
        }
        _ => Samples::of(&["xinxiang-2023", "haidong-2024"]),
    };
    let journey = Journey::on(samples, 80, 24).press("end").press(way);
    if page == PageKind::Source {
        journey.types("合计").press("enter")
    } else {
        journey
    }
}

/// Where the cursor may begin, so that each key has somewhere to go from one of them.
const BEGINNINGS: [&str; 3] = [
    "j",
    "end H H H H H H H H H H H",
    "home L L L L L L L L L L L",
];

/// Whether a key changes something that can be seen from somewhere on the page, or says
/// why not.
fn has_effect(page: PageKind, way: &str, press: &str, act: Action) -> bool {
    BEGINNINGS
        .iter()
        .any(|beginning| has_effect_from(at(page, way).press(beginning), press, act))
}

fn has_effect_from(mut before: Journey, press: &str, act: Action) -> bool {
    let (screen, lit) = (before.screen(), before.lit());
    let name = if press.len() == 1 {
        press.to_owned()
    } else {
        press.to_lowercase()
    };
    before = before.press(&name);
    match act {
        Action::Quit => before.driver().has_left(),
        Action::Suspend => before.driver().was_suspended(),
        Action::Redraw => before.driver().was_redrawn(),
        // What is already open stays as it is.
        Action::Open(tab) => {
            before.screen() != screen || before.screen().contains(&format!("[{}]", tab.name()))
        }
        _ => before.screen() != screen || before.lit() != lit,
    }
}

#[test]
fn no_key_in_the_help_does_nothing() {
    for (page, way) in ways() {
        for binding in KEYS.iter().filter(|binding| binding.works_on(page)) {
            for press in binding.press {
                assert!(
                    has_effect(page, way, press, binding.act),
                    "{press} on {}",
                    page.name()
                );
            }
        }
    }
}

#[test]
fn the_help_lists_every_key_of_the_page() {
    for (page, way) in ways() {
        let mut shown = at(page, way).press("?");
        let mut seen = shown.screen();
        for _ in 0..40 {
            shown = shown.press("↓");
            seen.push_str(&shown.screen());
        }
        for binding in KEYS.iter().filter(|binding| binding.works_on(page)) {
            assert!(
                seen.contains(&binding.pressed()),
                "{}: {}",
                page.name(),
                binding.pressed()
            );
            assert!(
                seen.contains(binding.says),
                "{}: {}",
                page.name(),
                binding.says
            );
        }
    }
}

#[test]
fn a_key_without_use_says_so() {
    journey("xinxiang-2023")
        .press("z")
        .sees("这个键在本页没有用处");
}

#[test]
fn full_width_twins_count_as_the_keys() {
    journey("xinxiang-2023")
        .press("？")
        .sees("单位×年度 的键")
        .press("esc enter 6 《")
        .sees("[功能分类]")
        .press("ｑ")
        .left();
}

#[test]
fn the_bottom_line_shows_the_keys_that_matter() {
    journey("xinxiang-2023")
        .sees("Enter 打开  / 搜索  o 出处  f 筛选  s 排序  g 疑点  Space 标记  ? 帮助  q 退出")
        .press("enter")
        .sees("Enter 打开  / 搜索  t 换表")
        .press("f")
        .sees("Esc 不要了");
}
