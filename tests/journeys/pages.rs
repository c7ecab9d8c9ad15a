//! 收支, 三公, 表 and the tables themselves.

use crate::journey::{Journey, journey};
use crate::shelf::{Samples, read_file};
use std::path::PathBuf;

#[test]
fn income_beside_expenditure() {
    journey("xinxiang-2023")
        .press("enter 4")
        .sees("一般公共预算      11,436.06")
        .sees("社会保障和就业      11,144.72")
        .sees("2023年财政拨款收支总体情况表")
        .press("j j")
        .cursor_on("社会保障和就业      11,144.72")
        .press("enter")
        .sees("208 〔社会保障和就业支出〕")
        .press("esc")
        .sees("[收支]");
}

#[test]
fn three_public_with_the_year_before() {
    journey("haidong-2024")
        .press("enter 5")
        .sees("2023年")
        .sees("5.40")
        .sees("-77.78%")
        .sees("公务接待费");
    journey("xinxiang-2023")
        .press("enter 5")
        .sees("5.20")
        .sees("0.00");
}

#[test]
fn three_public_as_planned_and_as_spent() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let book = read_file(&folder.join("final-account.txt"));
    Journey::on(Samples::of(&[]).and(vec![book]), 80, 24)
        .press("enter 5")
        .sees("2023年")
        .sees("项目                    预算数  决算数     占比   比预算")
        .sees("合计                      3.50    2.40  100.00%  -31.43%")
        .sees("公务接待费              1.00    0.40   16.67%  -60.00%");
}

#[test]
fn every_table_with_its_state() {
    journey("cangxi-2023")
        .press("enter 6")
        .sees("有数")
        .sees("空表")
        .sees("缺表")
        .press("end")
        .press("enter")
        .sees("[");
}

#[test]
fn a_table_as_printed_scrolls_sideways_and_keeps_its_names() {
    journey("xinxiang-2023")
        .press("enter 6 j j enter")
        .sees("编码    名称")
        .sees("2080109 社会保险经办机构")
        .sees("基本支出")
        .press("L L L L L L L")
        .sees("6,592.98")
        .sees("2080109 社会保险经办机构")
        .sees("‹")
        .press("o")
        .sees("[原文]")
        .sees("6,592.98");
}

#[test]
fn the_last_figure_of_a_wide_table_can_be_reached() {
    journey("nanchong-2024")
        .press("enter 6 j j enter")
        .press("L L L L L L L L L L L L")
        .sees("合计");
}
