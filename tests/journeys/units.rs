//! The first page.

use crate::journey::{Journey, journey_over_all};
use crate::shelf::Samples;
use lkx::budget::{Book, Scope, Stage};

#[test]
fn units_and_years() {
    journey_over_all()
        .sees("5 单位 · 5 份预算 · 万元")
        .sees("2023年    2024年")
        .cursor_on("苍溪县社会保险事务中心        24,107.98         —")
        .sees("合计（推算）                  35,544.04* 5,558.21*")
        .sees("苍溪县社会保险事务中心 2023 年单位预算       收入 24,107.98  支出 24,107.98")
        .sees("项目 25 个  指标 86 条  三公 2.89")
        .press("j")
        .sees("海东市社会保险服务局 2024 年部门预算")
        .sees("* 推算");
}

#[test]
fn sorted_by_a_year() {
    journey_over_all()
        .press("s")
        .sees("按 2024年 从大到小")
        .cursor_on("苍溪县")
        .press("home")
        .cursor_on("濮阳市社会保险中心                    —  3,943.95")
        .press("s s")
        .sees("原序");
}

#[test]
fn filtered_by_name_and_by_amount() {
    journey_over_all()
        .press("f")
        .types("中心")
        .sees_no("海东市")
        .press("enter")
        .sees("筛选：中心")
        .cursor_on("苍溪县")
        .press("esc")
        .sees("海东市")
        .press("f")
        .types("394395")
        .sees_no("濮阳市")
        .press("ctrl-u")
        .types("3943")
        .cursor_on("濮阳市")
        .press("esc")
        .sees("苍溪县");
}

#[test]
fn a_digit_opens_the_page_of_the_budget_right_away() {
    journey_over_all()
        .press("j 5")
        .path("海东市")
        .sees("[三公]")
        .sees("2023年");
}

#[test]
fn the_source_of_the_total() {
    journey_over_all()
        .press("end o")
        .sees("xinxiang-2023.txt")
        .sees("SHA-256")
        .cursor_on("支 出 总 计                     11,436.06")
        .press("esc")
        .cursor_on("新乡市");
}

#[test]
fn the_money_unit_changes() {
    journey_over_all()
        .press("u")
        .sees("241,079,800.00")
        .press("u")
        .sees("2.410798")
        .sees("亿元")
        .press("u")
        .sees("24,107.98万元");
}

/// The same budget under another identity.
fn like(book: &Book, unit: &str, year: u16, stage: Stage, scope: Scope) -> Book {
    let mut other = book.clone();
    other.identity.unit = unit.to_owned();
    other.identity.year = year;
    other.identity.stage = stage;
    other.identity.scope = scope;
    other
}

fn shelf() -> Samples {
    let samples = Samples::of(&["xinxiang-2023"]);
    let book = samples.books()[0].clone();
    let own = "新乡市社会保险中心";
    let department = "新乡市人力资源和社会保障局";
    let more = vec![
        like(&book, own, 2023, Stage::Final, Scope::Unit),
        like(&book, own, 2022, Stage::Final, Scope::Unit),
        like(&book, own, 2024, Stage::Budget, Scope::Unit),
        like(&book, department, 2024, Stage::Budget, Scope::Department),
    ];
    samples.and(more)
}

#[test]
fn several_budgets_in_a_cell() {
    Journey::on(shelf(), 80, 24)
        .sees("11,436.06决")
        .sees("11,436.06+")
        .sees("决 决算")
        .press("enter")
        .path("新乡市社会保险中心 › 2024 单位预算")
        .press("esc H enter")
        .sees("有几份预算，打开哪一份")
        .press("j enter")
        .path("新乡市社会保险中心 › 2023 单位决算");
}

#[test]
fn sums_mix_no_stages_and_count_nothing_twice() {
    Journey::on(shelf(), 80, 24)
        .sees("合计（推算）                        —  11,436.06* 11,436.06*")
        .sees("0.00%");
}

#[test]
fn a_window_of_years() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let book = samples.books()[0].clone();
    let more = (2010..2022)
        .map(|year| like(&book, &book.identity.unit, year, Stage::Budget, Scope::Unit))
        .collect();
    Journey::on(samples.and(more), 80, 24)
        .sees("2023年")
        .sees_no("2010年")
        .press("]")
        .sees("没有更晚的年度了")
        .press("[")
        .sees_no("2023年")
        .press("[ [ [ [ [ [ [ [ [ [")
        .sees("2010年")
        .press("enter")
        .path("新乡市社会保险中心 › 2010 单位预算");
}

/// Places whose figures are looked at in every unit of money.
const PLACES: [&str; 10] = [
    "",
    "1",
    "2",
    "3",
    "3 enter",
    "4",
    "5",
    "6",
    "6 j j enter",
    "1 enter enter",
];

/// A digit before an ellipsis is half a figure.
#[track_caller]
fn has_whole_figures(screen: &str) {
    let mut before = ' ';
    for c in screen.chars() {
        let cut = c == '…' && (before.is_ascii_digit() || matches!(before, ',' | '.'));
        assert!(!cut, "half a figure on\n{screen}");
        before = c;
    }
}

#[test]
fn a_figure_is_whole_or_left_out_in_every_unit() {
    for rows in ["", "j", "j j", "j j j", "j j j j"] {
        for place in PLACES {
            for units in ["", "u", "u u", "u u u"] {
                let journey = journey_over_all().press(rows).press(units).press(place);
                has_whole_figures(&journey.screen());
            }
        }
        for width in [40, 50, 60, 70, 79] {
            let narrow = Journey::on(Samples::all(), width, 24)
                .press(rows)
                .press("u");
            has_whole_figures(&narrow.press("u u").screen());
        }
    }
}

#[test]
fn the_panel_in_yuan() {
    journey_over_all()
        .press("end u")
        .sees("收入 114,360,600.00")
        .sees("基本支出 46,752,100.00")
        .sees("三公 52,000.00  表 11 张");
}
