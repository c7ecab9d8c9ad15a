//! Questions over all budgets: 横看, 汇总, 指标.

use crate::journey::{Journey, journey_over_all};
use crate::shelf::Samples;
use lkx::budget::{Book, Scope, Stage};

/// 苍溪 prints 1,112.52 under 2080506 and 5,001.37 under 2080508, 新乡 4,660.00 under the first.
#[test]
fn who_spends_most_on_all_the_codes_of_a_thing() {
    journey_over_all()
        .press("/ z y n j ctrl-x")
        .path("类款项  横看 2080506 机关事业单位职业年金缴费支出 + 2080508")
        .sees("2024 年预算：2 条计入，合计 60.88*")
        .cursor_on("1    南充市职工社会保险事业管理局（部门）")
        .press("[")
        .sees("2023 年预算：2 条计入，合计 10,773.89*")
        .cursor_on("1    苍溪县社会保险事务中心（单位）  6,113.89*")
        .press("j")
        .cursor_on("2    新乡市社会保险中心（单位）      4,660.00")
        .press("[")
        .sees("没有更早的年度了")
        .press("L s")
        .sees("按 占比 从大到小")
        .press("home")
        .cursor_on("2    新乡市社会保险中心（单位）      4,660.00  40.75%")
        .press("s s home enter")
        .path("苍溪县社会保险事务中心 › 2023 单位预算 › 208")
        .cursor_on("06");
}

#[test]
fn marked_codes_are_added() {
    journey_over_all()
        .press("enter")
        .press("down enter down down space down space")
        .sees("标记的科目：")
        .press("x")
        .path("类款项  横看 208")
        .press("esc")
        .sees_no("标记的科目");
}

#[test]
fn what_is_no_topic_is_said() {
    journey_over_all()
        .press("x")
        .sees("这一行没有可以横看的科目");
}

#[test]
fn an_item_of_three_public_and_a_project() {
    journey_over_all()
        .press("j 5 x")
        .path("类款项  横看 三公经费")
        .sees("2024 年预算：3 条计入，合计 7.70*")
        .cursor_on("2    海东市社会保险服务局（部门）          1.20")
        .press("o")
        .sees("haidong-2024.txt")
        .press("esc esc 3 x")
        .path("类款项  横看 项目");
}

/// The same budget under another identity.
fn like(book: &Book, unit: &str, year: u16, scope: Scope) -> Book {
    let mut other = book.clone();
    other.identity.unit = unit.to_owned();
    other.identity.year = year;
    other.identity.stage = Stage::Budget;
    other.identity.scope = scope;
    let rows = other.tables.iter_mut().flat_map(|table| &mut table.rows);
    for figure in rows.flat_map(|row| &mut row.figures) {
        figure.year = year;
    }
    other
}

#[test]
fn the_rank_among_the_units_of_a_region() {
    let samples = Samples::of(&["xinxiang-2023", "cangxi-2023"]);
    let book = samples.books()[0].clone();
    let more = vec![
        like(&book, "新乡市医疗保障局", 2023, Scope::Unit),
        like(&book, "新乡市社会保险中心", 2022, Scope::Unit),
    ];
    Journey::on(samples.and(more), 80, 24)
        .press("/")
        .types("新乡市社会保险中心")
        .press("enter down enter x")
        .press("r")
        .sees("筛选：新乡市")
        .sees("2 条计入")
        .sees_no("苍溪县")
        .sees("██")
        .press("r")
        .sees("苍溪县");
}

/// The 类 of the samples as they print them: 205 is 苍溪's alone.
#[test]
fn sums_of_all_budgets_level_by_level() {
    journey_over_all()
        .press("t")
        .path("类款项  汇总")
        .sees("2024 年预算 3 份、2023 年预算 2 份")
        .sees("205  教育支出             3,026.00*        —")
        .press("j enter")
        .path("类款项  汇总 › 208 社会保障和就业支出")
        .press("f")
        .types("新乡")
        .press("enter")
        .sees("筛选：新乡")
        .sees("2023 年预算 1 份")
        .press("esc")
        .sees("2024 年预算 3 份")
        .press("enter enter")
        .path("类款项  横看 208");
}

#[test]
fn indicators_by_words_and_bounds() {
    journey_over_all()
        .press("i f")
        .types("满意度 <95%")
        .press("enter")
        .sees("13 条，在 2 份预算里")
        .sees("数值最小 90%，居中 90%，最大 90%")
        .cursor_on("企业退休人员满意度大于等于90%")
        .sees("满意度指标 › 服务对象满意度 · 企业职工基本养老保险生活补助 · 权重 10")
        .press("enter")
        .path("海东市社会保险服务局 › 2024 部门预算 › 企业职工基本养老保险生活补助")
        .press("i")
        .path("类款项  指标 › 海东市社会保险服务局 2024 年部门预算")
        .press("i")
        .path("类款项  指标 › 全库")
        .press("f")
        .types("<高")
        .sees("里的比较要写数");
}

#[test]
fn clues_lead_to_their_peers_and_to_the_figure() {
    let samples = Samples::of(&["xinxiang-2023"]).and_peers();
    Journey::on(samples, 80, 24)
        .press("g")
        .path("类款项  全库疑点")
        .press("t")
        .path("类款项  线索 › 全库")
        .sees("不是疑点")
        // 4660.00 of 11436.06 is 40.75 %, and twice as much of 16096.06 is 57.90 %.
        .sees("57.90%")
        .sees("10 个同类单位")
        .press("f")
        .types("2080506")
        .press("enter")
        .cursor_on("占比离群  2080506")
        .press("enter")
        .path("类款项  线索 › 对照")
        .cursor_on("云子市社会保险中心（本单位）")
        .press("down")
        .cursor_on("云甲市社会保险中心")
        .sees("40.75%")
        .press("enter")
        .sees("[原文]")
        .press("esc esc")
        .cursor_on("占比离群  2080506")
        .press("t")
        .path("类款项  全库疑点");
}

#[test]
fn where_nothing_is_unusual_that_is_said() {
    journey_over_all()
        .press("g t")
        .sees("没有线索；查了 5 份预算");
}
