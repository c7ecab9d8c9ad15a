//! The budget of a department, narrowed to one of its units.

use crate::journey::{Journey, journey};
use crate::shelf::{Samples, read_file};
use lkx::budget::Book;
use std::path::PathBuf;

fn book(specimen: &str) -> Book {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    read_file(&folder.join(specimen))
}

/// The budget of a department that tells its units apart.
pub fn several_units() -> Book {
    book("several-units.txt")
}

fn at(specimen: &str) -> Journey {
    Journey::on(Samples::of(&[]).and(vec![book(specimen)]), 80, 24)
}

#[test]
fn narrowed_to_a_unit_until_all_are_chosen() {
    at("several-units.txt")
        .press("enter")
        .sees("合计                3,000.00  2,500.00    500.00")
        .press("U")
        .cursor_on("全部                         3,000.00  3,000.00  2,500.00    500.00")
        .sees("105003 江北市特殊教育学校      800.00    800.00    700.00    100.00")
        .press("j j enter")
        .path("只看 105002 江北市第一中学 › 2024 部门预算")
        .cursor_on("205 教育支出            1,100.00  1,000.00    100.00  91.67%")
        .sees("合计                1,200.00  1,100.00    100.00")
        .press("enter")
        .path("只看 105002 江北市第一中学 › 2024 部门预算 › 205 教育支出")
        .cursor_on("02 普通教育")
        .press("5")
        .path("只看 105002 江北市第一中学 › 2024 部门预算")
        .cursor_on("合计                      5.00  100.00%")
        .press("3")
        .sees("这份文件在这里没有分单位的数")
        .press("U")
        .cursor_on("105002 江北市第一中学")
        .press("home enter")
        .path("江北市教育局 › 2024 部门预算")
        .sees("合计                3,000.00  2,500.00    500.00");
}

#[test]
fn the_document_its_tables_and_its_findings_stay_whole() {
    at("several-units.txt")
        .press("enter U j enter 6")
        .path("江北市教育局 › 2024 部门预算")
        .sees("收支总表")
        .press("8")
        .path("江北市教育局 › 2024 部门预算")
        .press("4")
        .path("只看 105001 江北市教育局（本级） › 2024 部门预算");
}

#[test]
fn a_unit_that_tables_print_by_code_and_by_name_is_one() {
    at("henan-units.txt")
        .press("enter U j enter")
        .path("只看 127001 豫北市农业农村局本级 › 2025 部门预算")
        .sees("合计")
        .press("3")
        .sees("4 个项目")
        .cursor_on("2025年病虫害防控");
}

#[test]
fn the_way_back_is_as_it_was() {
    at("several-units.txt")
        .press("enter U j j enter enter")
        .path("只看 105002 江北市第一中学 › 2024 部门预算 › 205 教育支出")
        .press("esc esc")
        .path("江北市教育局 › 2024 部门预算 › 所属单位")
        .press("esc")
        .path("江北市教育局 › 2024 部门预算")
        .press("<")
        .path("江北市教育局 › 2024 部门预算 › 所属单位")
        .press("<")
        .path("只看 105002 江北市第一中学 › 2024 部门预算");
}

#[test]
fn a_budget_of_one_unit_has_nothing_to_choose() {
    journey("xinxiang-2023")
        .press("enter U")
        .sees("这份文件没有分单位列出");
}
