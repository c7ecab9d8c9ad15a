//! 项目绩效: projects and their indicators.

use crate::journey::journey;

#[test]
fn projects_once_each_with_their_indicators() {
    journey("xinxiang-2023")
        .press("enter 3")
        .sees("8 个项目 · 万元")
        .sees("职业年金虚账记实资金")
        .sees("4,660.00  68.93%")
        .press("j j j enter")
        .path("新乡市社会保险中心 › 2023 单位预算 › 职业年金虚账记实资金")
        .sees("成本指标")
        .sees("发放职业年金")
        .sees("1180 人")
        .sees("项目支出表 · 合计");
}

#[test]
fn goal_weights_and_groups() {
    journey("haidong-2024")
        .press("enter 3 enter")
        .sees("年度目标")
        .sees("产出指标 › 数量指标")
        .sees("≥ 280 名      10")
        .press("end")
        .sees("权重合计（推算");
}

#[test]
fn an_indicator_leads_to_its_place() {
    journey("haidong-2024")
        .press("enter 3 enter end k enter")
        .sees("[原文]")
        .press("esc")
        .sees("权重合计");
}

#[test]
fn the_departments_overall_goals() {
    journey("nanchong-2024")
        .press("enter 3")
        .sees("整体绩效目标")
        .press("end enter")
        .sees("年度总体目标")
        .sees("权重");
}

#[test]
fn a_project_leads_to_the_item_it_stands_under() {
    journey("cangxi-2023")
        .press("enter 3 enter")
        .sees("支出科目  ")
        .press("f")
        .types("支出科目")
        .press("enter enter")
        .sees("项 208");
}

#[test]
fn projects_of_several_tables_stand_under_one_unit() {
    journey("xinxiang-2023")
        .press("enter 3 u")
        .sees("8 个项目 · 元")
        .sees("46,600,000.00  68.93%")
        .press("u u")
        .sees("4,660.00万元");
}

/// 苍溪 has a project whose name is longer than the title has room for.
#[test]
fn a_name_that_the_title_cuts_is_read_below_it() {
    journey("cangxi-2023")
        .press("enter 3 f")
        .types("职业年金虚账做实县级")
        .press("enter enter")
        .sees("关系转移等人员职业年金虚账做实县级配套");
}
