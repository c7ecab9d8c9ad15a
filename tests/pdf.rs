//! A figure of a PDF is what a person sees on the page, and nothing else.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as expected"
)]

#[path = "pdf/builder.rs"]
mod builder;
#[path = "pdf/crossing_pages.rs"]
mod crossing_pages;
#[path = "pdf/overflowing.rs"]
mod overflowing;
#[path = "pdf/tight_headings.rs"]
mod tight_headings;
#[path = "pdf/without_lines.rs"]
mod without_lines;

use builder::{HEIGHT, Sheet, file, hexadecimal, stream};
use lkx::budget::{Book, TableKind};
use lkx::commands::{ReadError, read_book};
use lkx::documents::{DocumentError, File};

const XS: [i32; 6] = [20, 80, 260, 340, 420, 500];
const TOP: i32 = 120;
const HIGH: i32 = 20;

const PLAIN: [[&str; 5]; 5] = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["", "合计", "1862.40", "1240.15", "622.25"],
    ["208", "社会保障和就业支出", "1682.40", "1160.15", "522.25"],
    ["210", "卫生健康支出", "100.00", "20.00", "80.00"],
    ["221", "住房保障支出", "80.00", "60.00", "20.00"],
];

/// The sheet of a small 支出总表, some cells of it changed.
fn sheet(changed: &[(usize, usize, &'static str)]) -> Sheet {
    let mut rows = PLAIN;
    for (row, column, cell) in changed {
        rows[*row][*column] = cell;
    }
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let mut sheet = Sheet::default();
    heading(&mut sheet, 0);
    sheet.table(&XS, TOP, HIGH, &rows);
    sheet
}

fn heading(sheet: &mut Sheet, right: i32) {
    sheet
        .text(right + 20, 40, 14, "青岭县水文站2025年单位预算")
        .text(right + 200, 80, 14, "支出总表")
        .text(right + 420, 105, 9, "单位：万元");
}

/// The line of a row, and the right end of a column's figures.
fn place(row: i32, column: usize) -> (i32, i32) {
    (XS[column + 1] - 3, TOP + row * HIGH + HIGH * 2 / 3)
}

fn read(bytes: &[u8]) -> Result<Book, ReadError> {
    read_book(&File::new("a.pdf", bytes))
}

fn book(sheets: &[Sheet]) -> Book {
    read(&file(sheets, "", &[])).unwrap()
}

/// The rows of 支出总表 as `code name | amount …`.
fn rows(book: &Book) -> Vec<String> {
    let table = book.table(TableKind::Expenditure).unwrap();
    let row = |row: &lkx::budget::Row| {
        let amounts = row.figures.iter().map(|figure| figure.amount.to_string());
        let amounts: Vec<String> = amounts.collect();
        let name = format!("{} {}", row.code, row.name);
        format!("{} | {}", name.trim(), amounts.join(" "))
    };
    table.rows.iter().map(row).collect()
}

fn plain() -> Vec<String> {
    rows(&book(&[sheet(&[])]))
}

fn said(book: &Book) -> String {
    let notes = book.notes.iter().map(|note| note.message.as_str());
    notes.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_page_without_anything_odd() {
    assert_eq!(
        plain(),
        [
            "合计 | 1862.40 1240.15 622.25",
            "208 社会保障和就业支出 | 1682.40 1160.15 522.25",
            "210 卫生健康支出 | 100.00 20.00 80.00",
            "221 住房保障支出 | 80.00 60.00 20.00",
        ]
    );
}

#[test]
fn marks_of_notes_are_no_digits() {
    let mut sheet = sheet(&[]);
    let (x, y) = place(3, 2);
    sheet.text(x, y - 4, 5, "1");
    let (x, y) = place(4, 3);
    sheet
        .text(x, y - 4, 5, "12")
        .text(80 + 3 + 54, TOP + 4 * HIGH + 9, 5, "2");
    assert_eq!(rows(&book(&[sheet])), plain());
}

#[test]
fn what_nobody_sees_is_not_read() {
    let (x, y) = place(3, 2);
    // An old figure under a white box.
    let mut under = Sheet::default();
    under
        .figure(x, y, 9, "671.58")
        .fill("1", x - 40, y - 10, 42, 14);
    let whole = sheet(&[]);
    let mut covered = Sheet::default();
    covered.raw(under.content()).raw(whole.content());
    // White on white, and without ink.
    let mut white = sheet(&[]);
    white.raw("1 g").figure(x - 20, y, 9, "99").raw("0 g");
    let mut invisible = sheet(&[]);
    invisible.raw("3 Tr").figure(x - 20, y, 9, "99").raw("0 Tr");
    let mut small = sheet(&[]);
    small.figure(x - 30, y, 1, "99");
    let mut clear = sheet(&[]);
    clear.raw("q /Clear gs").figure(x - 20, y, 9, "99").raw("Q");
    for (what, sheet) in [
        ("small", small),
        ("clear", clear),
        ("covered", covered),
        ("white", white),
        ("invisible", invisible),
    ] {
        let book = book(&[sheet]);
        assert_eq!(rows(&book), plain(), "{what}");
        assert!(
            said(&book).contains("第 1 页有 1 处数字看不见"),
            "{what}: {}",
            said(&book)
        );
    }
}

#[test]
fn white_figures_on_a_dark_ground_are_seen() {
    let mut dark = Sheet::default();
    dark.fill("0.2", 20, TOP + HIGH, 480, HIGH);
    let whole = sheet(&[(1, 2, ""), (1, 3, ""), (1, 4, "")]);
    dark.raw(whole.content()).raw("1 g");
    for (column, amount) in (2..).zip(["1862.40", "1240.15", "622.25"]) {
        let (x, y) = place(1, column);
        dark.figure(x, y, 9, amount);
    }
    assert_eq!(rows(&book(&[dark]))[0], "合计 | 1862.40 1240.15 622.25");
}

#[test]
fn watermarks_enter_no_figure_and_no_name() {
    let words = hexadecimal("内部资料严禁外传2024");
    let at = |size: i32| format!("1 0 0 1 60 {} Tm /F {size} Tf <{words}> Tj", HEIGHT - 185);
    let slanted = format!("BT /F 30 Tf 0.7 0.7 -0.7 0.7 120 620 Tm <{words}> Tj ET");
    let faint = format!("q /Faint gs BT {} ET Q", at(20));
    let named = format!(
        "/Artifact << /Subtype /Watermark >> BDC BT {} ET EMC",
        at(12)
    );
    let large = format!("BT {} ET", at(40));
    let grey = format!("q 0.8 g BT {} ET Q", at(9));
    let lower = HEIGHT - TOP - 4 * HIGH + 8;
    let over = format!("q 0.6 0.6 1 rg BT 1 0 0 1 84 {lower} Tm /F 9 Tf <{words}> Tj ET Q");
    for (what, mark) in [
        ("slanted", slanted),
        ("faint", faint),
        ("named", named),
        ("large", large),
        ("grey", grey),
        ("over", over),
    ] {
        let mut sheet = sheet(&[]);
        sheet.raw(&mark);
        let book = book(&[sheet]);
        assert_eq!(rows(&book), plain(), "{what}");
        assert!(!book.source.text.contains('严'), "{what}");
    }
}

#[test]
fn a_figure_that_is_struck_through_is_not_read() {
    let mut sheet = sheet(&[(3, 2, "")]);
    let (x, y) = place(3, 2);
    sheet
        .figure(x - 36, y, 9, "671.58")
        .line((x - 36 - 28, y - 3), (x - 35, y - 3))
        .figure(x, y, 9, "100.00");
    let book = book(&[sheet]);
    assert_eq!(rows(&book), plain());
    assert!(said(&book).contains("划掉"), "{}", said(&book));
}

#[test]
fn texts_on_both_sides_of_a_ruling_never_join() {
    // The amount fills its cell up to the border; the code in the next begins at it.
    let mut sheet = sheet(&[(3, 2, ""), (3, 3, "")]);
    let y = place(3, 2).1;
    sheet
        .figure(XS[3] - 1, y, 9, "100.00")
        .text(XS[3] + 1, y, 9, "20.00");
    assert_eq!(rows(&book(&[sheet])), plain());
}

#[test]
fn a_figure_wider_than_its_cell_stays_whole() {
    let mut sheet = sheet(&[(3, 2, ""), (3, 3, "")]);
    let y = place(3, 2).1;
    // Character by character over the border into the empty cell beside it.
    let mut x = XS[3] - 20;
    for digit in "1234567.89".chars() {
        sheet.text(x, y, 8, &digit.to_string());
        x += 4;
    }
    let printed = rows(&book(&[sheet]));
    assert!(printed[2].contains("| 1234567.89 80.00"), "{printed:?}");
}

#[test]
fn a_soft_hyphen_that_is_drawn_is_a_minus() {
    let mut sheet = sheet(&[(3, 2, ""), (3, 3, "")]);
    for (column, drawn) in [(2, "<2D3130302E3030>"), (3, "<32302E3030>")] {
        let (x, y) = place(3, column);
        let (x, y) = (x - 36, HEIGHT - y);
        sheet.raw(&format!("BT /G 9 Tf 1 0 0 1 {x} {y} Tm {drawn} Tj ET"));
    }
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 45 /LastChar 50 \
                /Widths [ 333 278 278 556 556 556 ] /ToUnicode 5 0 R >>";
    let names = "1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar <2D> <00AD> \
                 <30> <0030> <31> <0031> <32> <0032> endbfchar 1 beginbfchar <2E> <002E> endbfchar";
    let objects = [font.to_owned(), stream("", names)];
    let book = read(&file(&[sheet], "", &objects)).unwrap();
    assert_eq!(rows(&book)[2], "210 卫生健康支出 | -100.00 20.00 80.00");
}

#[test]
fn two_figures_in_a_cell_are_two_and_one_that_fills_it_is_one() {
    let mut two = sheet(&[(3, 2, "")]);
    let (x, y) = place(3, 2);
    two.figure(x, y - 5, 7, "40").figure(x, y + 4, 7, "25");
    let text = book(&[two]).source.text;
    assert!(text.contains("40 25") && !text.contains("4025"), "{text}");
}

#[test]
fn fields_of_a_form_are_read() {
    let mut form = sheet(&[(3, 2, ""), (3, 3, "")]);
    let bottom = HEIGHT - (TOP + 4 * HIGH);
    let rect = |column: usize| {
        format!(
            "/Rect [ {} {} {} {} ]",
            XS[column] + 2,
            bottom + 2,
            XS[column + 1] - 2,
            bottom + HIGH - 2
        )
    };
    // One has a look of its own, of the other only the value is known.
    form.annotation(&format!(
        "/Subtype /Widget /FT /Tx /V (7) {} /AP << /N 4 0 R >>",
        rect(2)
    ));
    form.annotation(&format!("/Subtype /Widget /FT /Tx /V (20.00) {}", rect(3)));
    let words = hexadecimal("100.00");
    let look = stream(
        "/Type /XObject /Subtype /Form /BBox [ 0 0 76 16 ] /Resources << /Font << /F 3 0 R >> >>",
        &format!("BT /F 9 Tf 1 0 0 1 30 4 Tm <{words}> Tj ET"),
    );
    let book = read(&file(&[form], "", &[look])).unwrap();
    assert_eq!(rows(&book), plain());
}

#[test]
fn notes_stuck_on_a_page_are_said_and_not_read() {
    let (x, y) = place(3, 2);
    let rect = format!(
        "/Rect [ {} {} {x} {} ]",
        x - 40,
        HEIGHT - y - 4,
        HEIGHT - y + 10
    );
    let words = hexadecimal("更正为71.80");
    let mut noted = sheet(&[]);
    noted.annotation(&format!(
        "/Subtype /FreeText {rect} /Contents <FEFF{words}>"
    ));
    noted.annotation(&format!("/Subtype /StrikeOut {rect}"));
    let book = book(&[noted]);
    assert_eq!(rows(&book), plain());
    let said = said(&book);
    assert!(said.contains("“更正为71.80”，压在“100.00”上"), "{said}");
    assert!(said.contains("划在“100.00”上"), "{said}");
}

#[test]
fn what_is_attached_is_named() {
    let name = hexadecimal("支出总表.pdf");
    let names = format!(
        "/Names << /EmbeddedFiles << /Names [ (a) << /Type /Filespec /UF <FEFF{name}> >> ] >> >>"
    );
    let mut notice = Sheet::default();
    notice.text(60, 100, 12, "请打开附件查看。");
    let refused = read(&file(&[notice], &names, &[])).unwrap_err();
    assert_eq!(
        refused,
        ReadError::Document(DocumentError::OnlyAttachments {
            names: vec!["支出总表.pdf".to_owned()]
        })
    );
    let beside = read(&file(&[sheet(&[])], &names, &[])).unwrap();
    assert_eq!(rows(&beside), plain());
    assert!(said(&beside).contains("支出总表.pdf"));
}

#[test]
fn a_form_in_xml_is_named() {
    let mut notice = Sheet::default();
    notice.text(60, 100, 12, "Please wait...");
    let form = "/AcroForm << /Fields [ ] /XFA (x) >>";
    let refused = read(&file(&[notice], form, &[])).unwrap_err();
    assert_eq!(refused, ReadError::Document(DocumentError::XmlForm));
}

/// A picture that takes the whole page.
const PICTURE: &str = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7f} EI Q";

#[test]
fn a_picture_with_a_page_number_is_named() {
    let mut picture = Sheet::default();
    picture.raw(PICTURE).text(290, HEIGHT - 20, 9, "- 2 -");
    let book = book(&[sheet(&[]), picture]);
    assert_eq!(rows(&book), plain());
    assert!(said(&book).contains("第 2 页是图片"), "{}", said(&book));
}

#[test]
fn a_table_that_is_a_picture_is_said() {
    let mut picture = Sheet::default();
    let half = PICTURE.replace("842 0 0 cm", "400 0 100 cm");
    picture
        .text(200, 80, 14, "收入总表")
        .raw(&half)
        .text(290, HEIGHT - 20, 9, "- 2 -");
    let said = said(&book(&[sheet(&[]), picture]));
    assert!(said.contains("第 2 页有一幅大图"), "{said}");
}

#[test]
fn the_text_behind_a_scan_is_read_and_said_to_be_recognised() {
    let mut scan = Sheet::default();
    let whole = sheet(&[]);
    scan.raw(PICTURE).raw("3 Tr").raw(whole.content());
    let book = book(&[scan]);
    assert_eq!(rows(&book), plain());
    assert!(said(&book).contains("识别"), "{}", said(&book));
    // Its sums add up, so it was recognised right.
    assert_eq!(uncertain(&book), [""; 0]);
}

#[test]
fn recognised_figures_that_no_sum_confirms_are_uncertain() {
    let mut scan = Sheet::default();
    let whole = sheet(&[(2, 3, "1180.15"), (3, 4, "30.00")]);
    scan.raw(PICTURE).raw("3 Tr").raw(whole.content());
    assert_eq!(
        uncertain(&book(&[scan])),
        ["1180.15", "522.25", "20.00", "30.00"]
    );
}

fn uncertain(book: &Book) -> Vec<String> {
    let table = book.table(TableKind::Expenditure).unwrap();
    let figures = table.rows.iter().flat_map(|row| &row.figures);
    figures
        .filter(|figure| !figure.is_printed())
        .map(|figure| figure.amount.to_string())
        .collect()
}

#[test]
fn texts_wider_than_their_cells_stay_in_them() {
    let name = "其他社会保障和就业支出及残疾人事业项目";
    let mut sheet = sheet(&[(2, 1, name), (3, 1, "")]);
    // Character by character, too.
    let y = place(3, 1).1;
    for (at, c) in (0..).zip(name.chars()) {
        sheet.text(XS[1] + 3 + at * 9 + at / 3, y, 9, &c.to_string());
    }
    let printed = rows(&book(&[sheet]));
    assert_eq!(printed[1], format!("208 {name} | 1682.40 1160.15 522.25"));
    assert_eq!(printed[2], format!("210 {name} | 100.00 20.00 80.00"));
}

#[test]
fn two_pages_on_a_sheet_are_two() {
    let mut wide = Sheet::wide();
    let left = [10, 60, 220, 280, 340, 400];
    let right: Vec<i32> = left.iter().map(|x| x + 421).collect();
    let [head, rest @ ..] = &PLAIN;
    heading(&mut wide, 0);
    wide.table(&left, TOP, HIGH, &[head, &rest[0], &rest[1]]);
    wide.text(441, 40, 14, "青岭县水文站2025年单位预算")
        .text(590, 80, 14, "支出总表")
        .text(760, 105, 9, "单位：万元");
    wide.table(&right, TOP, HIGH, &[head, &rest[2], &rest[3]]);
    assert_eq!(rows(&book(&[wide])), plain());
}

#[test]
fn a_title_over_two_lines_is_one() {
    let rows: Vec<&[&str]> = PLAIN.iter().map(|row| &row[..]).collect();
    let mut sheet = Sheet::default();
    sheet
        .text(20, 40, 14, "青岭县水文站2025年单位预算")
        .text(78, 80, 12, "十一、一般公共预算财政拨款基本支出及项目支出预")
        .text(78, 97, 12, "算表")
        .text(420, 112, 9, "单位：万元")
        .table(&XS, TOP, HIGH, &rows);
    let text = book(&[sheet]).source.text;
    assert!(text.contains("项目支出预算表\n"), "{text}");
}

/// The figures of a kind of table as `name | measure amount | …`.
fn figures_of(book: &Book, kind: TableKind) -> Vec<String> {
    let table = book.table(kind).unwrap();
    let row = |row: &lkx::budget::Row| {
        let figures = row.figures.iter().filter(|figure| figure.is_printed());
        let figures = figures.map(|figure| format!(" | {} {}", figure.measure, figure.amount));
        format!("{}{}", row.name, figures.collect::<String>())
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn figures_close_to_the_names_of_the_other_side_are_no_part_of_them() {
    let mut sheet = Sheet::default();
    sheet
        .text(100, 40, 14, "青岭县水文站2025年单位预算")
        .text(200, 80, 14, "收支总表")
        .text(440, 105, 9, "单位：元");
    let rows = [
        ("项目", "预算数", "项目", "预算数"),
        (
            "一、一般公共预算拨款收入",
            "12,665,092",
            "一、公共安全支出",
            "10,369,981",
        ),
        ("二、事业收入", "0", "二、住房保障支出", "2,295,111"),
        ("收入总计", "12,665,092", "支出总计", "12,665,092"),
    ];
    for (y, (income, received, expenditure, spent)) in (130..).step_by(20).zip(rows) {
        sheet
            .text(40, y, 9, income)
            .figure(250, y, 9, received)
            .text(254, y, 9, expenditure)
            .figure(480, y, 9, spent);
    }
    assert_eq!(
        figures_of(&book(&[sheet]), TableKind::IncomeAndExpenditure),
        [
            "一般公共预算拨款收入 | 收入 12665092",
            "公共安全支出 | 支出 10369981",
            "事业收入 | 收入 0",
            "住房保障支出 | 支出 2295111",
            "收入总计 | 收入 12665092",
            "支出总计 | 支出 12665092",
        ]
    );
}

#[test]
fn a_name_in_the_middle_of_the_page_joins_no_columns() {
    let mut sheet = Sheet::default();
    heading(&mut sheet, 0);
    for (y, row) in (130..).step_by(20).zip(PLAIN) {
        for (x, cell) in [20, 80].into_iter().zip(row) {
            sheet.text(x, y, 9, cell);
        }
        for (right, cell) in [300, 400, 500].into_iter().zip(&row[2..]) {
            if cell.contains('.') {
                sheet.figure(right, y, 9, cell);
            } else {
                sheet.text(right - 40, y, 9, cell);
            }
        }
    }
    sheet.text(155, 227, 9, "青岭县水文站及其所属各测站");
    assert_eq!(rows(&book(&[sheet]))[..4], plain());
}

#[test]
fn one_row_of_whole_numbers_below_its_unit_is_a_table() {
    let mut sheet = sheet(&[]);
    sheet
        .text(200, 300, 14, "一般公共预算“三公”经费支出表")
        .text(440, 320, 9, "单位：万元")
        .text(300, 340, 9, "公务用车购置及运行费")
        .text(40, 350, 9, "合计")
        .text(120, 350, 9, "因公出国（境）费")
        .text(460, 350, 9, "公务接待费")
        .text(250, 360, 9, "小计")
        .text(310, 360, 9, "购置费")
        .text(390, 360, 9, "运行费");
    for (right, figure) in [
        (60, "24"),
        (160, "0"),
        (270, "9"),
        (340, "0"),
        (420, "9"),
        (500, "15"),
    ] {
        sheet.figure(right, 385, 9, figure);
    }
    assert_eq!(
        figures_of(&book(&[sheet]), TableKind::ThreePublic),
        [
            " | 合计 24 | 因公出国（境）费 0 | 公务用车购置及运行费 9 | 公务用车购置费 0 | 公务用车运行费 9 | 公务接待费 15"
        ]
    );
}
