//! Texts that are larger than their cells.

use super::builder::{HEIGHT, Sheet};
use super::{XS, book, heading, plain, rows, said};

const TOP: i32 = 120;
/// Rows are lower than two lines of text, and hardly higher than one.
const LOW: i32 = 15;

/// A sheet whose headings wrap in rows too low for them, over a row that numbers the columns or
/// over the first row of amounts.
fn sheet(numbered: bool) -> Sheet {
    let mut sheet = Sheet::default();
    heading(&mut sheet, 0);
    let rows: [&[&str]; 6] = [
        &["科目编码", "科目名称", "合计", "", ""],
        &["1", "2", "3", "4", "5"],
        &["", "合计", "1862.40", "1240.15", "622.25"],
        &["208", "社会保障和就业支出", "1682.40", "1160.15", "522.25"],
        &["210", "卫生健康支出", "100.00", "20.00", "80.00"],
        &["221", "住房保障支出", "80.00", "60.00", "20.00"],
    ];
    let mut rows = rows.to_vec();
    if !numbered {
        rows.remove(1);
    }
    sheet.table(&XS, TOP, LOW, &rows);
    sheet
}

/// A text of two lines around the middle of a row of the header.
fn wrapped(sheet: &mut Sheet, column: usize, row: i32, lines: [&str; 2]) {
    let middle = TOP + row * LOW + LOW / 2;
    for (baseline, line) in [middle - 3, middle + 11].into_iter().zip(lines) {
        let wide = 11 * i32::try_from(line.chars().count()).unwrap();
        let x = i32::midpoint(XS[column], XS[column + 1]);
        sheet.text(x - wide / 2, baseline, 11, line);
    }
}

#[test]
fn the_last_line_of_a_heading_stays_in_its_cell() {
    for numbered in [true, false] {
        let mut sheet = sheet(numbered);
        wrapped(&mut sheet, 3, 0, ["财政拨款基本", "支出"]);
        wrapped(&mut sheet, 4, 0, ["财政拨款项目", "支出"]);
        let book = book(&[sheet]);
        assert_eq!(rows(&book), plain(), "{}", said(&book));
        let figures = &book.tables[0].rows[0].figures;
        let measures: Vec<String> = figures
            .iter()
            .map(|figure| figure.measure.to_string())
            .collect();
        assert_eq!(measures, ["合计", "财政拨款基本支出", "财政拨款项目支出"]);
        assert_eq!(said(&book), "");
    }
}

#[test]
fn a_line_that_its_cell_cuts_is_read_and_a_figure_is_not() {
    let mut sheet = sheet(true);
    // Both cells show the upper parts of their second lines.
    let high = LOW - 3;
    for (column, lines) in [(3, ["用于基本工作", "经费"]), (4, ["用于项目工作", "9.87"])]
    {
        let (left, wide) = (XS[column], XS[column + 1] - XS[column]);
        let bottom = HEIGHT - TOP - high;
        let clip = format!("q {left} {bottom} {wide} {high} re W n");
        sheet.raw(&clip);
        wrapped(&mut sheet, column, 0, lines);
        sheet.raw("Q");
    }
    let book = book(&[sheet]);
    let figures = &book.tables[0].rows[0].figures;
    let measures: Vec<String> = figures
        .iter()
        .map(|figure| figure.measure.to_string())
        .collect();
    assert_eq!(measures, ["合计", "用于基本工作经费", "用于项目工作"]);
    assert_eq!(rows(&book), plain());
}

#[test]
fn rows_beside_their_lines_stay_apart() {
    // The lines are drawn half a row too low: every text stands on one.
    let mut lines = Sheet::default();
    heading(&mut lines, 0);
    lines.table(&XS, TOP + 5, LOW, &[&[], &[], &[], &[], &[]]);
    let mut texts = Sheet::default();
    let names = [
        "科目名称",
        "合计",
        "社会保障和就业支出",
        "卫生健康支出",
        "住房保障支出",
    ];
    let codes = ["科目编码", "", "208", "210", "221"];
    for (row, (code, name)) in (0..).zip(codes.into_iter().zip(names)) {
        let y = TOP + row * LOW + 10;
        texts
            .text(XS[0] + 3, y, 9, code)
            .text(XS[1] + 3, y, 9, name);
    }
    let amounts = [
        ["1862.40", "1240.15", "622.25"],
        ["1682.40", "1160.15", "522.25"],
        ["100.00", "20.00", "80.00"],
        ["80.00", "60.00", "20.00"],
    ];
    for (column, words) in (2..).zip(["合计", "基本支出", "项目支出"]) {
        texts.text(XS[column] + 3, TOP + 10, 9, words);
        for (row, amounts) in (1..).zip(amounts) {
            texts.figure(
                XS[column + 1] - 3,
                TOP + row * LOW + 10,
                9,
                amounts[column - 2],
            );
        }
    }
    lines.raw(texts.content());
    assert_eq!(rows(&book(&[lines])), plain());
}
