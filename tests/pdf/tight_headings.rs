//! Headings whose rows leave no room between their texts, where no lines stand beside them.

use super::book;
use super::builder::Sheet;
use super::without_lines::centered;
use lkx::budget::{Book, TableKind};

/// Where a column of 三公 begins.
const fn begin(column: i32) -> i32 {
    50 + 62 * column
}

/// The lines of a heading in the middle of some columns, 13 points apart.
fn head(sheet: &mut Sheet, (from, to): (i32, i32), first: i32, lines: &[&str]) {
    for (y, line) in (0..).map(|at| first + 13 * at).zip(lines) {
        centered(sheet, i32::midpoint(begin(from), begin(to)), y, line);
    }
}

/// The headings of 三公 from a column on.
fn heads_of_group(sheet: &mut Sheet, from: i32) {
    let column = |at: i32| (from + at, from + at + 1);
    head(sheet, column(0), 162, &["合计"]);
    head(sheet, column(1), 156, &["因公出国", "（境）费"]);
    head(sheet, (from + 2, from + 5), 149, &["公务用车购置及运行费"]);
    head(sheet, column(2), 169, &["小计"]);
    head(sheet, column(3), 163, &["公务用车", "购置费"]);
    head(sheet, column(4), 163, &["公务用车运", "行费"]);
    head(sheet, column(5), 162, &["公务接待费"]);
}

fn titled(year: &str, title: &str) -> Sheet {
    let mut sheet = Sheet::wide();
    sheet
        .text(200, 60, 14, year)
        .text(300, 90, 14, title)
        .text(700, 110, 9, "单位：万元");
    sheet
}

fn amounts(sheet: &mut Sheet, amounts: &[(i32, &str)]) {
    for (column, amount) in amounts {
        sheet.figure(begin(column + 1) - 3, 189, 9, amount);
    }
}

/// The figures of 三公 as `year measure amount`.
fn figures(book: &Book) -> Vec<String> {
    let table = book.table(TableKind::ThreePublic).unwrap();
    let figures = table.rows.iter().flat_map(|row| &row.figures);
    figures
        .map(|figure| format!("{} {} {}", figure.year, figure.measure, figure.amount))
        .collect()
}

#[test]
fn lines_across_set_headings_apart() {
    let mut sheet = titled("青岭县水文站2024年单位决算", "“三公”经费支出决算表");
    for y in [126, 139, 179, 192] {
        sheet.line((begin(0), y), (begin(12), y));
    }
    for from in [2, 8] {
        sheet.line((begin(from), 152), (begin(from + 3), 152));
    }
    head(&mut sheet, (0, 6), 136, &["预算数"]);
    head(&mut sheet, (6, 12), 136, &["决算数"]);
    heads_of_group(&mut sheet, 0);
    heads_of_group(&mut sheet, 6);
    amounts(
        &mut sheet,
        &[(0, "5.44"), (2, "2.36"), (4, "2.36"), (5, "3.08")],
    );
    amounts(
        &mut sheet,
        &[(6, "4.96"), (8, "2.01"), (10, "2.01"), (11, "2.95")],
    );
    assert_eq!(
        figures(&book(&[sheet])),
        [
            "2024 预算数/合计 5.44",
            "2024 预算数/公务用车购置及运行费 2.36",
            "2024 预算数/公务用车运行费 2.36",
            "2024 预算数/公务接待费 3.08",
            "2024 决算数/合计 4.96",
            "2024 决算数/公务用车购置及运行费 2.01",
            "2024 决算数/公务用车运行费 2.01",
            "2024 决算数/公务接待费 2.95",
        ]
    );
}

#[test]
fn without_any_line_a_heading_over_others_is_none_of_theirs() {
    let mut sheet = titled("青岭县水文站2025年单位预算", "“三公”经费支出预算表");
    heads_of_group(&mut sheet, 0);
    amounts(
        &mut sheet,
        &[(0, "5.44"), (2, "2.36"), (4, "2.36"), (5, "3.08")],
    );
    assert_eq!(
        figures(&book(&[sheet])),
        [
            "2025 合计 5.44",
            "2025 公务用车购置及运行费 2.36",
            "2025 公务用车运行费 2.36",
            "2025 公务接待费 3.08",
        ]
    );
}
