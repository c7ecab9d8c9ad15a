//! y and Y.

use crate::journey::{Journey, journey};
use crate::shelf::Samples;
use lkx::budget::Origin;

#[test]
fn a_row_and_a_page() {
    journey("xinxiang-2023")
        .press("enter enter j enter y")
        .copied(
            "01\t行政单位离退休\t338.57\t338.57\t\t6.41%\t\
             新乡市社会保险中心/2023/预算/单位/功能/2080501@支出总表#合计",
        )
        .sees("本行和地址已送往终端剪贴板")
        .sees("lkx export facts")
        .press("Y")
        .copied(
            "\t项\t合计\t基本支出\t项目支出\t占比\n\
             01\t行政单位离退休\t338.57\t338.57\t\t6.41%\n\
             05\t机关事业单位基本养老保险缴费支出\t282.50\t282.50\t\t5.35%\n\
             06\t机关事业单位职业年金缴费支出\t4,660.00\t\t4,660.00\t88.24%\n\
             \t合计（推算）\t5,281.07*\t621.07*\t4,660.00*\t",
        );
}

#[test]
fn a_name_reaches_the_clipboard_as_it_reaches_the_screen() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut book = (*samples.books()[0]).clone();
    for row in book.tables.iter_mut().flat_map(|table| &mut table.rows) {
        // The end of a paste, a command and what runs it; a tab and lines of its own.
        row.name = "养\u{1b}[201~;touch x\u{f}\t老\r\n".to_owned();
    }
    let copied = |keys: &str| {
        let shelf = Samples::of(&[]).and(vec![book.clone()]);
        let mut journey = Journey::on(shelf, 80, 24).press(keys);
        journey.driver().copied().unwrap_or_default().to_owned()
    };
    let row = copied("enter enter j enter y");
    assert!(
        row.contains("养\\x1B[201~;touch x\\x0F\\x09老\\x0D\\x0A\t"),
        "{row}"
    );
    assert!(!row.contains(|c: char| c.is_control() && c != '\t'));
    let page = copied("enter enter j enter Y");
    assert_eq!(page.lines().count(), 5);
    assert!(!page.contains(|c: char| c.is_control() && c != '\t' && c != '\n'));
}

#[test]
fn what_is_said_is_said_whole() {
    journey("xinxiang-2023")
        .press("enter enter j enter y")
        .sees("本行和地址已送往终端剪贴板；若没有收到：lkx export facts -o 数据.csv");
}

#[test]
fn a_long_ground_goes_on_where_the_keys_stand() {
    let samples = Samples::of(&["xinxiang-2023"]);
    let mut book = (*samples.books()[0]).clone();
    let ground = "合计 11,436.06 = 基本支出 4,675.21 + 项目支出 6,760.85；".repeat(2) + "到此为止";
    for table in &mut book.tables {
        for figure in table.rows.iter_mut().flat_map(|row| &mut row.figures) {
            figure.origin = Origin::Derived(ground.clone());
        }
    }
    Journey::on(Samples::of(&[]).and(vec![book]), 80, 24)
        .press("enter end end")
        .sees("推算：合计 11,436.06")
        .sees("到此为止");
}
