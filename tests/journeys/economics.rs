//! 经济分类: department, government, pairs.

use crate::journey::{journey, journey_over_all};

#[test]
fn classes_sections_and_lines() {
    journey("cangxi-2023")
        .press("enter 2")
        .sees("部门经济分类")
        .cursor_on("301 工资福利支出")
        .sees("11,048.52")
        .press("enter")
        .press("j j enter")
        .sees("3010301 年终一次性奖金")
        .sees("10,649.53")
        .press("enter")
        .sees("3010301 年终一次性奖金")
        .sees("一般公共预算基本支出表 · 全单位");
}

#[test]
fn government_classes_and_pairs() {
    journey("nanchong-2024").press("enter 2").sees("人员经费");
    journey("xinxiang-2023")
        .press("enter 2 g")
        .sees("政府经济分类")
        .sees("501 〔机关工资福利支出〕")
        .press("p t")
        .sees("经济汇总")
        .sees("30226 劳务费")
        .sees("50502")
        .press("p g enter")
        .sees("50102 社会保障缴费")
        .press("g")
        .sees("部门经济分类");
}

#[test]
fn a_class_printed_in_several_rows_is_summed_and_says_so() {
    journey("xinxiang-2023")
        .press("enter 2 t j enter")
        .sees("30226 劳务费")
        .sees("309.04*");
}

#[test]
fn a_class_and_where_else_it_appears() {
    journey_over_all()
        .press("end 2 enter enter")
        .sees("30103 奖金")
        .sees("50101 工资奖金津补贴")
        .sees("其他预算")
        .sees("苍溪县社会保险事务中心 2023 单位预算")
        .press("end enter")
        .sees("30103")
        .press("esc")
        .path("新乡市");
}

#[test]
fn where_there_is_no_government_class_the_key_says_so() {
    journey("haidong-2024")
        .press("enter 2 g")
        .sees("这张表没有政府经济分类")
        .press("p")
        .sees("这张表没有成对的经济分类");
}
