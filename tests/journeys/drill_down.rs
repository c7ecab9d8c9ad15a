//! From a unit to an item and back.

use crate::journey::{Journey, journey, journey_over_all};
use crate::shelf::Samples;

#[test]
fn what_is_this_4660_for() {
    journey("xinxiang-2023")
        .press("enter")
        .path("新乡市社会保险中心 › 2023 单位预算")
        .sees("[功能分类]")
        .sees("支出总表 · 万元")
        .cursor_on("208 〔社会保障和就业支出〕  11,144.72* 4,383.87* 6,760.85* 97.45%")
        .press("enter j enter")
        .sees("20805 〔行政事业单位养老支出〕")
        .press("j j")
        .cursor_on("06 机关事业单位职业年金缴费支出      4,660.00         —  4,660.00  88.24%")
        .press("o")
        .sees("[原文]")
        .cursor_on("192")
        .sees("4,660.00");
}

#[test]
fn going_up_puts_the_cursor_back() {
    journey("xinxiang-2023")
        .press("enter enter j enter j j enter")
        .sees("明细")
        .press("esc")
        .cursor_on("06 机关事业单位职业年金缴费支出")
        .press("esc")
        .cursor_on("05 〔行政事业单位养老支出〕")
        .press("←")
        .cursor_on("208 〔社会保障和就业支出〕")
        .press("h")
        .cursor_on("新乡市社会保险中心")
        .press("backspace")
        .sees("已在最上一层");
}

#[test]
fn a_printed_level_is_shown_as_printed() {
    journey("haidong-2024")
        .press("enter")
        .cursor_on("208 社会保障和就业支出  580.93    513.43     67.50  85.12%")
        .press("enter")
        .sees("合计                        580.93    513.43     67.50")
        .sees_no("推算");
}

#[test]
fn a_subtotal_printed_without_its_code_is_printed_all_the_same() {
    journey("cangxi-2023")
        .press("enter t")
        .sees("一般预算 · 万元")
        .cursor_on("205 教育支出")
        .sees("208 社会保障和就业支出")
        .sees("21,017.35")
        .sees("17,742.62")
        .sees("上年结转")
        .sees_no("推算");
}

#[test]
fn details_of_an_item() {
    journey_over_all()
        .press("end enter enter j enter j j enter")
        .sees("项 2080506 机关事业单位职业年金缴费支出")
        .sees("特定目标类")
        .sees("更细的经济科目只有全单位的数")
        .sees("其他单位")
        .sees("苍溪县社会保险事务中心 2023 单位预算 · 支出总表        1,112.52")
        .press("end enter")
        .path("南充市职工社会保险事")
        .sees("2080506")
        .press("esc")
        .path("新乡市");
}

#[test]
fn details_in_another_money_unit() {
    journey("xinxiang-2023")
        .press("enter enter j enter j j enter u")
        .sees("46,600,000.00")
        .press("u")
        .sees("0.466000")
        .press("u")
        .sees("4,660.00万元")
        .press("u")
        .sees("4,660.00");
}

#[test]
fn levels_side_by_side() {
    Journey::on(Samples::of(&["xinxiang-2023"]), 160, 45)
        .press("enter")
        .sees("│    款")
        .cursor_on("208")
        .press("enter j enter j j")
        .cursor_on("06 机关事业单位职业年")
        .sees("│ 项 2080506")
        .press("enter")
        .sees("特定目标类")
        .press("esc esc esc")
        .cursor_on("208")
        .resize(80, 24)
        .cursor_on("208")
        .sees_no("│");
}

#[test]
fn places_visited() {
    journey("xinxiang-2023")
        .press("<")
        .sees("先前没有看过别的地方")
        .press("enter 6 <")
        .sees("[功能分类]")
        .press("<")
        .path("类款项  单位×年度")
        .press("> >")
        .sees("[表]")
        .press(">")
        .sees("后来没有看过别的地方");
}

#[test]
fn the_pages_remember_where_they_were_left() {
    journey("xinxiang-2023")
        .press("enter enter j")
        .press("3 1")
        .sees("208 〔社会保障和就业支出〕")
        .cursor_on("05 〔行政事业单位养老支出〕")
        .press("1")
        .cursor_on("208 〔社会保障和就业支出〕");
}
