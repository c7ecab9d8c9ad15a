//! The auditor's notes: taken on any row, listed, followed, changed and deleted.

use crate::journey::{Journey, journey, journey_over_all};
use crate::shelf::{Samples, read_file};
use lkx::notes::Notebook;
use std::path::PathBuf;

/// On 2080506 机关事业单位职业年金缴费支出, whose 合计 is 4,660.00.
fn on_the_row() -> Journey {
    journey("xinxiang-2023")
        .press("enter enter j enter j j")
        .cursor_on("机关事业单位职业年金缴费支出")
}

fn noted(words: &str) -> Journey {
    on_the_row().press("m").types(words).press("enter")
}

#[test]
fn a_note_keeps_place_and_figure_as_they_stood() {
    noted("与记账口径核对")
        .sees("已记下 支出总表 6 2080506 机关事业单位职业年金缴费支出 合计 4,660.00 万元")
        .press("M")
        .path("类款项  笔记")
        .sees("1 条")
        .sees("与记账口径核对")
        .sees("4,660.00万元")
        .sees("未变")
        .sees("新乡市社会保险中心 2023 年单位预算")
        .press("esc")
        .cursor_on("机关事业单位职业年金缴费支出");
}

#[test]
fn rows_with_notes_carry_a_mark_and_say_the_words() {
    noted("核对")
        .press("k")
        .sees("●06")
        .sees("● 有笔记")
        .press("j")
        .sees("笔记：核对")
        .press("o")
        .sees("笔记：核对");
}

#[test]
fn enter_leads_to_the_row_and_o_to_its_place() {
    noted("核对")
        .press("M enter")
        .cursor_on("机关事业单位职业年金缴费支出")
        .sees("有数 · 万元")
        .press("esc")
        .path("类款项  笔记")
        .press("o")
        .sees("[原文]")
        .sees("出处：第")
        .press("esc")
        .path("类款项  笔记");
}

#[test]
fn words_are_changed_and_kept() {
    noted("核对")
        .press("M e")
        .sees("改笔记：核对")
        .types("完毕")
        .press("enter")
        .sees("已改")
        .sees("核对完毕")
        .press("e")
        .types("不要的字")
        .press("esc")
        .sees("没有存下")
        .sees_no("不要的字");
}

#[test]
fn a_note_is_deleted_once_that_is_confirmed() {
    noted("核对")
        .press("M d")
        .sees("删去这条笔记？y 删去，n 不删：核对")
        .sees("y 删去")
        .press("n")
        .sees("没有删")
        .sees("核对")
        .press("d")
        .types("ｙ")
        .sees("已删去")
        .sees("还没有笔记");
}

#[test]
fn what_is_typed_is_no_key() {
    on_the_row()
        .press("m")
        .types("q是问号？1/2")
        .sees("笔记：q是问号？1/2")
        .press("esc")
        .sees("没有存下")
        .press("m ctrl-u enter")
        .sees("没有写字，没有存下")
        .press("M")
        .sees("还没有笔记");
}

#[test]
fn what_is_typed_ahead_of_a_page_waits_for_it() {
    // Enter, a note and its text arrive before the budget is read: no letter is a command.
    journey("xinxiang-2023")
        .bytes("\rm/q6问\r".as_bytes())
        .sees("已记下")
        .press("M")
        .sees("/q6问");
    // An ESC gives up what was typed before it.
    journey("xinxiang-2023")
        .bytes(b"\rmx\x1b")
        .path("类款项  单位×年度");
}

#[test]
fn pasted_text_goes_into_the_note() {
    on_the_row()
        .press("m")
        .bytes(b"\x1b[200~\xe4\xb8\xa4\n\xe8\xa1\x8c\x1b[201~")
        .sees("笔记：两 行");
}

#[test]
fn a_long_note_is_typed_with_its_cursor_in_view() {
    let long = "长".repeat(60);
    let typing = on_the_row().press("m").types(&long).types("末");
    let typing = typing.sees("长末").press("home").types("首");
    typing.sees("笔记：首长").press("enter M").sees("首长");
}

#[test]
fn on_every_page_with_rows() {
    for (keys, about) in [
        ("", "单位"),
        ("enter", "208"),
        ("enter 2", "301"),
        ("enter 3", "项目"),
        ("enter 3 enter j j j j j j", "项目绩效目标表"),
        ("enter 4", "收支总表"),
        ("enter 5", "三公经费表"),
        ("enter 6", "表"),
        ("enter 6 j j enter", "支出总表"),
        ("enter 7 j j", "已记下"),
    ] {
        journey("xinxiang-2023")
            .press(keys)
            .press("m")
            .types("甲乙丙")
            .press("enter")
            .sees("已记下")
            .sees(about)
            .press("M")
            .sees("甲乙丙");
    }
}

#[test]
fn the_budget_of_a_cell_of_the_first_page_is_its_total() {
    journey_over_all()
        .press("end m")
        .types("总数")
        .press("enter")
        .sees("11,436.06 万元")
        .press("M enter")
        .sees("[表]");
}

#[test]
fn a_row_without_a_figure_at_its_left_is_noted_with_the_one_it_has() {
    // 收入 is blank in the row of 社会保障和就业; nobody chose a column.
    journey("xinxiang-2023")
        .press("enter 4 f")
        .types("社会保障和就业")
        .press("enter m")
        .types("核对")
        .press("enter")
        .sees("社会保障和就业 支出 11,144.72 万元");
}

#[test]
fn the_sum_over_units_takes_no_note() {
    journey_over_all()
        .press("end end m")
        .sees("不属于哪一份预算");
}

#[test]
fn the_list_is_filtered() {
    noted("核对")
        .press("j m")
        .types("第二条")
        .press("enter M f")
        .types("第二")
        .press("enter")
        .sees("第二条")
        .sees_no("核对")
        .press("esc f")
        .types("新乡 核对")
        .press("enter")
        .sees("核对")
        .sees_no("第二条");
}

#[test]
fn the_list_says_what_has_changed_since() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes.sqlite");
    let notebook = || Notebook::at(Some(file.clone()), || "2026-11-26 16:30:00".to_owned());
    let before = Samples::of(&["xinxiang-2023"]).noting_in(notebook());
    Journey::on(before, 80, 24)
        .press("enter enter j enter j j m")
        .types("核对")
        .press("enter")
        .sees("已记下");
    let sample = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data/xinxiang-2023.txt");
    let text = std::fs::read_to_string(sample).expect("a sample");
    let other = folder.path().join("新版.txt");
    let text = format!(
        "\n{}",
        text.replace("4,660.00", "4,661.50")
            .replace("4660.00", "4661.50")
    );
    std::fs::write(&other, text).expect("a folder");
    let after = Samples::of(&[])
        .and(vec![read_file(&other)])
        .noting_in(notebook());
    Journey::on(after, 80, 24)
        .press("M")
        .sees("1 条 · 1 条有变动")
        .sees("4,660.00万元")
        .sees("4,661.50万元")
        .press("enter")
        .cursor_on("机关事业单位职业年金缴费支出")
        .sees("4,661.50");
    // Where the library has no such budget the note is there all the same.
    let none = Samples::of(&["puyang-2024"]).noting_in(notebook());
    Journey::on(none, 80, 24)
        .press("M")
        .sees("核对")
        .sees("库中无")
        .press("enter")
        .sees("库中没有这份预算");
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let in_the_way = folder.path().join("file");
    std::fs::write(&in_the_way, "").expect("a folder");
    let path = in_the_way.join("notes.sqlite");
    let notebook = Notebook::at(Some(path), String::new);
    let shelf = Samples::of(&["xinxiang-2023"]).noting_in(notebook);
    Journey::on(shelf, 80, 24)
        .press("enter m")
        .types("核对")
        .press("enter")
        .sees("笔记没有存下")
        .sees("笔记：核对")
        .press("esc")
        .sees_no("核对");
}

#[test]
fn a_finding_is_set_aside_with_a_reason_and_taken_back() {
    journey("puyang-2024")
        .press("enter 8 space")
        .sees("搁置（Tab 换）的理由：")
        .types("差额为上年结转")
        .press("enter")
        .sees("已搁置，记入笔记")
        .sees("已搁置：差额为上年结转")
        .press("enter")
        .sees("已搁置：差额为上年结转")
        .press("M")
        .sees("搁置 ")
        .sees("差额为上年结转")
        .press("esc esc space tab tab tab enter")
        .sees("改为未核")
        .sees_no("已搁置：")
        .press("M")
        .sees("还没有笔记");
}

#[test]
fn what_was_typed_is_not_lost_by_esc_or_with_the_line() {
    let mut journey = journey_over_all()
        .press("m")
        .types("向财务要明细")
        .press("esc")
        .sees("接着写")
        .press("m")
        .sees("笔记：向财务要明细")
        .types("账");
    journey.driver().hang_up();
    journey.press("M").sees("向财务要明细账");
}
