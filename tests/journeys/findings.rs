//! 勾稽: the findings of a budget and of the library.

use crate::journey::{Journey, journey, journey_over_all};

#[test]
fn both_places_of_a_finding_lie_beside_each_other() {
    // The sentence says 1.20 more; the table prints 5.40 last year and 1.20 this year.
    journey("haidong-2024")
        .press("enter 8")
        .sees("2错 ")
        .cursor_on("P05")
        .sees("三公经费的增减＝表中本年数－上年数")
        .press("enter")
        .path("海东市社会保险服务局 › 2024 部门预算 › P05 差 5.40")
        .sees("左：1.20")
        .sees("haidong-2024.txt:361")
        .sees("右：-4.20")
        .sees("haidong-2024.txt:263")
        .press("esc")
        .cursor_on("P05");
}

#[test]
fn what_ran_is_shown_as_well() {
    journey("haidong-2024")
        .press("enter 8 t")
        .path("海东市社会保险服务局 › 2024 部门预算 › 核对情况")
        .sees("相符")
        .press("f")
        .types("Y05")
        .press("enter")
        .sees("无法核对")
        .sees("库中没有这个单位上一年度的文件");
}

fn of_the_library() -> Journey {
    journey_over_all().press("g").path("类款项  全库疑点")
}

#[test]
fn the_worst_of_the_library_come_first() {
    of_the_library()
        .sees("5 份")
        .sees("错误 · 海东市社会保险服务局 2024 年部门预算")
        .cursor_on("L04")
        .press("j j")
        .cursor_on("P05")
        .press("enter")
        .path("海东市社会保险服务局 › 2024 部门预算 › P05")
        .press("esc")
        .path("类款项  全库疑点")
        .cursor_on("P05");
}

#[test]
fn filtered_by_severity_rule_and_unit() {
    of_the_library()
        .press("f")
        .types("警告 G02")
        .press("enter")
        .sees("警告 · 海东市社会保险服务局 2024 年部门预算")
        .sees_no("错误 ·")
        .press("esc f")
        .types("苍溪 三公")
        .press("enter")
        .sees("苍溪县社会保险事务中心 2023 年单位预算")
        .sees_no("海东市")
        .press("esc home")
        .sees("海东市");
}

#[test]
fn a_finding_is_set_aside_with_a_reason_and_taken_back() {
    journey("haidong-2024")
        .press("enter 8")
        .cursor_on("P05")
        .press("space")
        .types("已与单位核实")
        .press("enter")
        .cursor_on("P05")
        .sees("已搁置：已与单位核实")
        .sees(" 搁置 1")
        .press("M")
        .sees("搁置 P05：已与单位核实")
        .press("esc space")
        .sees("搁置（Tab 换）的理由：已与单位核实")
        .press("tab enter")
        .sees("已认定：已与单位核实")
        .sees_no(" 搁置 1")
        .press("space tab tab")
        .sees("未核（Tab 换）")
        .press("enter")
        .sees("改为未核")
        .sees_no("已认定");
}

#[test]
fn what_is_set_aside_is_not_counted() {
    journey("haidong-2024")
        .sees("2错 ")
        .press("enter 8")
        .sees("2错 ")
        .cursor_on("P05")
        .press("space")
        .types("已与单位核实")
        .press("enter")
        .sees(" 1错 ")
        .press("esc esc")
        .path("类款项  单位×年度")
        .sees(" 1错 ");
}

#[test]
fn a_finding_is_judged_from_the_list_of_the_library() {
    of_the_library()
        .press("space tab")
        .types("属实")
        .press("enter")
        .sees("已认定，记入笔记")
        // What was decided stands before the columns that a narrow window leaves out.
        .sees("L04  认 ")
        .press("enter")
        .sees("已认定：属实")
        .press("M")
        .sees("：属实");
}
