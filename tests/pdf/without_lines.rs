//! Tables of a PDF that draws no lines, or none that stand.

use super::builder::Sheet;
use super::{book, figures_of};
use lkx::budget::TableKind;

/// A text whose middle stands at `x`.
pub fn centered(sheet: &mut Sheet, x: i32, y: i32, words: &str) {
    let wide = 9 * i32::try_from(words.chars().count()).unwrap();
    sheet.text(x - wide / 2, y, 9, words);
}

/// Where the rows of 行次 stand: the middles of its columns.
const MIDDLES: [i32; 9] = [85, 155, 195, 275, 345, 385, 435, 495, 555];

fn heads_of_sides(sheet: &mut Sheet, y: i32) {
    centered(sheet, 118, y, "收入");
    centered(sheet, 400, y, "支出");
    for (x, words) in MIDDLES.into_iter().zip([
        "项目",
        "行次",
        "金额",
        "项目",
        "行次",
        "小计",
        "一般公共",
        "政府性基",
        "国有资本",
    ]) {
        centered(sheet, x, y + 18, words);
    }
    for (x, words) in MIDDLES[6..].iter().zip(["预算", "金预算", "经营预算"]) {
        centered(sheet, *x, y + 28, words);
    }
}

/// A row of either side: names at the left of their cells, figures at the right of theirs.
fn row_of_sides(sheet: &mut Sheet, y: i32, income: (&str, &str, &str), spent: (&str, &str, &str)) {
    sheet.text(24, y, 9, income.0);
    centered(sheet, 155, y, income.1);
    sheet.figure(212, y, 9, income.2);
    sheet.text(217, y, 9, spent.0);
    centered(sheet, 345, y, spent.1);
    sheet.figure(408, y, 9, spent.2).figure(463, y, 9, spent.2);
}

/// A final account by sides over two pages.
fn sheets_of_sides() -> [Sheet; 2] {
    let mut first = Sheet::default();
    first
        .text(100, 60, 14, "青岭县水文站2024年单位决算")
        .text(180, 90, 14, "财政拨款收入支出决算总表")
        .text(480, 110, 9, "单位：万元");
    heads_of_sides(&mut first, 130);
    first.text(24, 175, 9, "栏次").text(217, 175, 9, "栏次");
    for (column, number) in [(2, "1"), (5, "2"), (6, "3"), (7, "4"), (8, "5")] {
        centered(&mut first, MIDDLES[column], 175, number);
    }
    row_of_sides(
        &mut first,
        190,
        ("一、一般公共预算", "1", "885.41"),
        ("一、一般公共服务支出", "8", ""),
    );
    row_of_sides(
        &mut first,
        205,
        ("二、政府性基金预算", "2", ""),
        ("二、外交支出", "9", ""),
    );
    row_of_sides(
        &mut first,
        220,
        ("", "3", ""),
        ("五、教育支出", "10", "801.06"),
    );
    let mut second = Sheet::default();
    heads_of_sides(&mut second, 60);
    row_of_sides(
        &mut second,
        110,
        ("", "4", ""),
        ("十九、住房保障支出", "11", "84.23"),
    );
    row_of_sides(
        &mut second,
        125,
        ("本年收入合计", "5", "885.41"),
        ("本年支出合计", "12", "885.29"),
    );
    row_of_sides(
        &mut second,
        140,
        ("年初结转和结余", "6", "24.85"),
        ("年末结转和结余", "13", "24.97"),
    );
    row_of_sides(
        &mut second,
        155,
        ("总计", "7", "910.26"),
        ("总计", "14", "910.26"),
    );
    [first, second]
}

#[test]
fn numbers_of_rows_are_no_amounts() {
    let read = book(&sheets_of_sides());
    let spent = |name: &str, amount: &str| {
        format!("{name} | 支出/合计 {amount} | 支出/一般公共预算 {amount}")
    };
    let found: Vec<String> = figures_of(&read, TableKind::FiscalAppropriation);
    let found: Vec<&String> = found.iter().filter(|row| row.contains('|')).collect();
    let expected = [
        "一般公共预算 | 收入 885.41".to_owned(),
        spent("教育支出", "801.06"),
        spent("住房保障支出", "84.23"),
        "本年收入合计 | 收入 885.41".to_owned(),
        spent("本年支出合计", "885.29"),
        "年初结转和结余 | 收入 24.85".to_owned(),
        spent("年末结转和结余", "24.97"),
        "总计 | 收入 910.26".to_owned(),
        spent("总计", "910.26"),
    ];
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
}

#[test]
fn a_page_may_end_below_the_first_row() {
    let row = |sheet: &mut Sheet, y: i32, names: [&str; 2], amounts: [&str; 2]| {
        sheet.text(30, y, 9, names[0]).text(301, y, 9, names[1]);
        sheet
            .figure(296, y, 9, amounts[0])
            .figure(545, y, 9, amounts[1]);
    };
    let heads = |sheet: &mut Sheet, y: i32| {
        for (x, words) in [(160, "收入"), (420, "支出")] {
            centered(sheet, x, y, words);
        }
        for (x, words) in [
            (130, "项目"),
            (260, "决算数"),
            (385, "项目"),
            (510, "决算数"),
        ] {
            centered(sheet, x, y + 14, words);
        }
    };
    let mut first = Sheet::default();
    first
        .text(100, 60, 14, "青岭县水文站2024年单位决算")
        .text(150, 90, 14, "收入支出决算总表")
        .text(480, 110, 9, "单位：万元");
    heads(&mut first, 130);
    row(
        &mut first,
        158,
        ["一、财政拨款收入", "一、一般公共服务支出"],
        ["1299.76", ""],
    );
    let mut second = Sheet::default();
    heads(&mut second, 60);
    row(
        &mut second,
        88,
        ["二、事业收入", "二、教育支出"],
        ["0.24", "1300.00"],
    );
    row(
        &mut second,
        102,
        ["收入总计", "支出总计"],
        ["1300.00", "1300.00"],
    );
    assert_eq!(
        figures_of(&book(&[first, second]), TableKind::IncomeAndExpenditure),
        [
            "财政拨款收入 | 收入 1299.76",
            "一般公共服务支出",
            "事业收入 | 收入 0.24",
            "教育支出 | 支出 1300.00",
            "收入总计 | 收入 1300.00",
            "支出总计 | 支出 1300.00",
        ]
    );
}

#[test]
fn names_at_the_left_and_their_total_in_the_middle_are_one_column() {
    let heads = |sheet: &mut Sheet, y: i32| {
        centered(sheet, 85, y, "经济分类编码");
        centered(sheet, 270, y, "经济分类名称");
        centered(sheet, 460, y, "基本支出");
    };
    let row = |sheet: &mut Sheet, y: i32, (code, name, amount): (&str, &str, &str)| {
        sheet.text(70, y, 9, code).text(140, y, 9, name);
        sheet.figure(520, y, 9, amount);
    };
    let mut first = Sheet::default();
    first
        .text(100, 60, 14, "青岭县水文站2025年单位预算")
        .text(150, 90, 14, "一般公共预算基本支出表")
        .text(440, 110, 9, "单位：万元");
    heads(&mut first, 130);
    centered(&mut first, 220, 145, "合计");
    first.figure(520, 145, 9, "796.01");
    row(&mut first, 160, ("301", "工资福利支出", "796.01"));
    row(&mut first, 175, ("30101", "基本工资", "248.96"));
    let mut second = Sheet::default();
    heads(&mut second, 60);
    row(
        &mut second,
        75,
        ("30108", "机关事业单位基本养老保险缴费", "76.33"),
    );
    row(&mut second, 90, ("30103", "奖金", "470.72"));
    assert_eq!(
        figures_of(&book(&[first, second]), TableKind::GeneralBudgetBasic),
        [
            "合计 | 合计 796.01",
            "工资福利支出 | 合计 796.01",
            "基本工资 | 合计 248.96",
            "机关事业单位基本养老保险缴费 | 合计 76.33",
            "奖金 | 合计 470.72",
        ]
    );
}

/// Where the columns of a list of goals begin, and where the last one ends.
const LIST: [i32; 7] = [20, 110, 170, 250, 350, 480, 570];

/// A line across some columns of a list.
fn across(sheet: &mut Sheet, y: i32, from: usize) {
    sheet.line((LIST[from], y), (LIST[6], y));
}

fn heads_of_list(sheet: &mut Sheet, top: i32) {
    across(sheet, top, 0);
    let heads = [
        "项目名称",
        "预算数",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    ];
    for (column, words) in heads.into_iter().enumerate() {
        let middle = i32::midpoint(LIST[column], LIST[column + 1]);
        centered(sheet, middle, top + 12, words);
    }
    across(sheet, top + 18, 0);
}

/// An indicator in a row of 18: level, level below it, name and value, those that begin here.
fn indicator(sheet: &mut Sheet, top: i32, cells: [&str; 4]) {
    for (column, words) in (2..).zip(cells) {
        sheet.text(LIST[column] + 3, top + 12, 9, words);
    }
}

/// The indicators as `project | level | level | name | value`.
pub fn indicators(book: &lkx::budget::Book) -> Vec<String> {
    let of = |found: &lkx::budget::Indicator| {
        let rows = &book.tables[found.table].rows;
        let project = found.row.map_or("", |row| rows[row].name.as_str());
        let (first, second) = (&found.level1, &found.level2);
        format!(
            "{project} | {first} | {second} | {} | {}",
            found.name, found.printed
        )
    };
    book.indicators.iter().map(of).collect()
}

fn first_sheet_of_list(lines: &[(i32, usize)]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet
        .text(150, 60, 14, "青岭县水文站2025年单位预算")
        .text(180, 90, 14, "项目绩效目标表")
        .text(500, 108, 9, "单位：万元");
    heads_of_list(&mut sheet, 120);
    sheet.text(23, 168, 9, "水文测验经费");
    sheet.figure(165, 168, 9, "80.00");
    indicator(
        &mut sheet,
        138,
        ["产出指标", "数量指标", "测验断面数", "≥12处"],
    );
    indicator(&mut sheet, 156, ["", "质量指标", "资料合格率", "≥95%"]);
    indicator(
        &mut sheet,
        174,
        ["效益指标", "社会效益指标", "预报准确率", "≥90%"],
    );
    for (y, from) in lines {
        across(&mut sheet, *y, *from);
    }
    // Right below the table, as where a page is full.
    sheet.text(280, 212, 10, "- 9 -");
    sheet
}

#[test]
fn lines_across_end_the_cells_of_goals() {
    let first = first_sheet_of_list(&[(156, 3), (174, 2), (192, 0)]);
    // The second page prints its heading again, the third goes on without.
    let mut second = Sheet::default();
    heads_of_list(&mut second, 50);
    second.text(23, 90, 9, "仪器购置经费");
    second.figure(165, 90, 9, "15.50");
    indicator(
        &mut second,
        68,
        ["产出指标", "数量指标", "购置台数", "=3台"],
    );
    indicator(&mut second, 86, ["", "", "验收台数", "=3台"]);
    for (y, from) in [(86, 4), (104, 0)] {
        across(&mut second, y, from);
    }
    let mut third = Sheet::default();
    across(&mut third, 50, 0);
    third.text(23, 80, 9, "站房维修经费");
    third.figure(165, 80, 9, "9.20");
    indicator(
        &mut third,
        50,
        ["产出指标", "数量指标", "维修站房数量", "≥2座"],
    );
    indicator(
        &mut third,
        68,
        ["满意度指标", "服务对象满意度指标", "职工满意度", "≥85%"],
    );
    for (y, from) in [(68, 2), (86, 0)] {
        across(&mut third, y, from);
    }
    assert_eq!(
        indicators(&book(&[first, second, third])),
        [
            "水文测验经费 | 产出指标 | 数量指标 | 测验断面数 | ≥12处",
            "水文测验经费 | 产出指标 | 质量指标 | 资料合格率 | ≥95%",
            "水文测验经费 | 效益指标 | 社会效益指标 | 预报准确率 | ≥90%",
            "仪器购置经费 | 产出指标 | 数量指标 | 购置台数 | =3台",
            "仪器购置经费 | 产出指标 | 数量指标 | 验收台数 | =3台",
            "站房维修经费 | 产出指标 | 数量指标 | 维修站房数量 | ≥2座",
            "站房维修经费 | 满意度指标 | 服务对象满意度指标 | 职工满意度 | ≥85%",
        ]
    );
}

#[test]
fn where_lines_across_are_left_out_no_indicators_are_joined() {
    let joined = indicators(&book(&[first_sheet_of_list(&[(192, 0)])]));
    let names = ["测验断面数", "资料合格率", "预报准确率"];
    let of_several =
        |found: &&String| names.iter().filter(|name| found.contains(**name)).count() > 1;
    assert_eq!(joined.iter().find(of_several), None);
}

#[test]
fn columns_without_figures_leave_names_and_their_total_one_column() {
    let mut sheet = Sheet::wide();
    sheet
        .text(200, 60, 14, "青岭县水文站2025年单位预算")
        .text(300, 90, 14, "支出总表")
        .text(700, 110, 9, "单位：万元");
    centered(&mut sheet, 160, 130, "项目");
    for (x, words) in [
        (380, "合计"),
        (460, "基本支出"),
        (540, "项目支出"),
        (620, "上缴上级支出"),
        (700, "经营支出"),
    ] {
        centered(&mut sheet, x, 138, words);
    }
    centered(&mut sheet, 60, 146, "科目编码");
    centered(&mut sheet, 230, 146, "科目名称");
    centered(&mut sheet, 205, 164, "合计");
    for (y, code, name, basic) in [
        (179, "208", "社会保障支出", "50.00"),
        (194, "210", "卫生健康支出", "30.00"),
    ] {
        sheet.text(50, y, 9, code).text(105, y, 9, name);
        sheet.figure(410, y, 9, basic).figure(490, y, 9, basic);
    }
    sheet
        .figure(410, 164, 9, "80.00")
        .figure(490, 164, 9, "80.00");
    assert_eq!(
        figures_of(&book(&[sheet]), TableKind::Expenditure),
        [
            "合计 | 合计 80.00 | 基本支出 80.00",
            "社会保障支出 | 合计 50.00 | 基本支出 50.00",
            "卫生健康支出 | 合计 30.00 | 基本支出 30.00",
        ]
    );
}

/// Whole figures of 元, one a row, over two pages of which the second prints no headings: rows of a code, a
/// name and a figure are no entries of a list of contents.
#[test]
fn whole_figures_one_a_row_stand_in_their_columns() {
    let row =
        |sheet: &mut Sheet, y: i32, (code, name): (&str, &str), staff: &str, running: &str| {
            sheet.text(50, y, 9, code).text(110, y, 9, name);
            sheet.figure(360, y, 9, staff).figure(445, y, 9, running);
        };
    let mut first = Sheet::default();
    first
        .text(100, 60, 14, "青岭县水文站2025年单位预算")
        .text(150, 90, 14, "一般公共预算基本支出表")
        .text(440, 110, 9, "单位：元")
        .text(50, 130, 9, "科目编码")
        .text(110, 130, 9, "科目名称");
    centered(&mut first, 330, 130, "人员经费");
    centered(&mut first, 415, 130, "公用经费");
    row(&mut first, 150, ("", "合计"), "38069091", "22077164");
    row(&mut first, 168, ("301", "工资福利支出"), "25868263", "");
    row(&mut first, 186, ("30101", "基本工资"), "25868263", "");
    let mut second = Sheet::default();
    row(&mut second, 60, ("302", "商品和服务支出"), "", "22077164");
    row(&mut second, 78, ("30201", "办公费"), "", "22077164");
    row(
        &mut second,
        96,
        ("303", "对个人和家庭的补助"),
        "12200828",
        "",
    );
    row(&mut second, 114, ("30302", "退休费"), "12200828", "");
    let read = book(&[first, second]);
    assert_eq!(
        figures_of(&read, TableKind::GeneralBudgetBasic),
        [
            "合计 | 人员经费 38069091 | 公用经费 22077164",
            "工资福利支出 | 人员经费 25868263",
            "基本工资 | 人员经费 25868263",
            "商品和服务支出 | 公用经费 22077164",
            "办公费 | 公用经费 22077164",
            "对个人和家庭的补助 | 人员经费 12200828",
            "退休费 | 人员经费 12200828",
        ]
    );
}
