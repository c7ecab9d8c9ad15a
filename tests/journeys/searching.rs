//! 搜索 over the whole library.

use crate::journey::{Journey, journey, journey_over_all};
use crate::shelf::Samples;
use lkx::budget::{Scope, Stage};

#[test]
fn what_is_this_4660_for() {
    journey_over_all()
        .press("/")
        .sees("首字母（zynj）")
        .types("4660")
        .sees("[全部4]")
        .press("↓ ↓")
        .cursor_on("项目 职业年金虚账记实资金")
        .press("enter")
        .path("新乡市社会保险中心 › 2023 单位预算 › 职业年金虚账记实资金")
        .press("esc")
        .cursor_on("项目 职业年金虚账记实资金")
        .sees("搜索：4660")
        .press("esc")
        .path("类款项  单位×年度");
}

#[test]
fn by_initials_pinyin_code_and_amount() {
    journey_over_all()
        .press("/")
        .types("zynj")
        .cursor_on("科目 30109 职业年金缴费")
        .press("ctrl-u")
        .types("zhiyenianjin")
        .sees("职业年金虚账记实资金")
        .press("ctrl-u")
        .types("20805")
        .cursor_on("科目 20805 行政事业单位养老支出")
        .press("ctrl-u")
        .types(">20000")
        .sees("苍溪县社会保险事务中心")
        .press("ctrl-u")
        .types("没有这个词的")
        .sees("没有这样的项目、指标、科目、单位名称");
}

#[test]
fn one_kind_at_a_time() {
    journey_over_all()
        .press("/")
        .types("zynj")
        .press("tab")
        .sees("[项目5]")
        .sees_no("科目 30109")
        .press("shift-tab shift-tab")
        .sees("[单位0]")
        .sees("单位里没有；别的种类里有（Tab 换种类）：项目5、指标4、科目5");
}

#[test]
fn hits_of_many_units_unfold() {
    journey_over_all()
        .press("/")
        .types("2080506")
        .cursor_on("4 处")
        .press("enter")
        .cursor_on("4 处")
        .sees("└")
        .sees("海东市社会保险服务局")
        .press("↓ ↓ enter")
        .sees("项 2080506")
        .press("esc")
        .sees("└")
        .press("↑ ↑ enter")
        .sees_no("└");
}

#[test]
fn an_indicator_leads_to_its_project() {
    journey_over_all()
        .press("/")
        .types("发放职业年金")
        .press("enter")
        .path("新乡市社会保险中心 › 2023 单位预算 › 职业年金虚账记实资金")
        .cursor_on("发放职业年金");
}

#[test]
fn a_unit_and_an_economic_class() {
    journey_over_all()
        .press("/")
        .types("xxs")
        .press("enter")
        .path("新乡市社会保险中心");
    journey_over_all()
        .press("/")
        .types("奖金 30103")
        .press("enter")
        .sees("└")
        .press("↓ enter")
        .sees("30103 奖金");
}

#[test]
fn where_text_is_typed_letters_are_text() {
    journey_over_all()
        .press("enter /")
        .types("q?u<>[]")
        .sees("搜索：q?u<>[]")
        .press("ctrl-w esc")
        .sees("[功能分类]")
        .press("<")
        .sees("搜索：");
    journey_over_all().press("/ ctrl-c").left();
}

#[test]
fn typed_amounts_are_in_the_money_unit_shown() {
    let in_wan = journey_over_all().press("/").types(">100");
    let in_yuan = journey_over_all().press("u /").types(">100").screen();
    assert_ne!(in_wan.screen(), in_yuan);
    // The unit changes elsewhere; back at the search it asks anew.
    assert_eq!(in_wan.press("esc u <").screen(), in_yuan);
}

#[test]
fn a_pasted_text_is_searched() {
    journey_over_all()
        .press("/")
        .bytes("\x1b[200~职业年金\n\x1b[201~".as_bytes())
        .sees("搜索：职业年金")
        .sees("[全部");
}

#[test]
fn a_final_account_says_so() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut book = (*samples.books()[0]).clone();
    book.identity.stage = Stage::Final;
    book.identity.scope = Scope::Unit;
    Journey::on(Samples::of(&[]).and(vec![book]), 80, 24)
        .press("/")
        .types("虚账")
        .sees("4,660.00决");
}

#[test]
fn an_empty_library_finds_nothing() {
    Journey::on(Samples::of(&[]), 80, 24)
        .press("/")
        .types("年金")
        .sees("没有这样的项目、指标、科目、单位名称");
    journey("xinxiang-2023")
        .press("/ enter")
        .press("esc")
        .path("类款项");
}
