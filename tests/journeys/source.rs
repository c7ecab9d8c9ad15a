//! 原文: the place asked for, and finding in the document.

use crate::journey::journey;

#[test]
fn the_head_makes_it_evidence() {
    journey("xinxiang-2023")
        .press("enter 7")
        .sees("xinxiang-2023.txt · ")
        .sees("导入于 2026-11-21 08:30:00")
        .sees("SHA-256 ")
        .cursor_on("1 节录：表格照录，文字另写。");
}

#[test]
fn finding() {
    journey("xinxiang-2023")
        .press("enter 7 n")
        .sees("先按 f 查找")
        .press("f")
        .types("职业年金")
        .press("enter")
        .sees("n 下一处")
        .cursor_on("职业年金")
        .press("n n N")
        .cursor_on("职业年金")
        .press("esc")
        .sees("[原文]")
        .press("esc")
        .path("类款项");
}

#[test]
fn what_is_not_there_is_said() {
    journey("xinxiang-2023")
        .press("enter 7 f")
        .types("没有的字")
        .press("enter")
        .sees("没有找到")
        .press("esc")
        .cursor_on("1 节录");
}

#[test]
fn enter_has_no_use_where_one_has_arrived() {
    journey("xinxiang-2023")
        .press("enter 7 enter")
        .sees("按 ? 看本页的键");
}
