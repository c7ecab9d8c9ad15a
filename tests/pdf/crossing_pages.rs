//! Cells that a page break divides.

use super::book;
use super::builder::Sheet;
use super::without_lines::indicators;

/// The borders of the columns.
const XS: [i32; 6] = [20, 110, 200, 320, 470, 570];

/// A line across the columns from one on.
fn across(sheet: &mut Sheet, y: i32, from: usize) {
    sheet.line((XS[from], y), (XS[5], y));
}

fn down(sheet: &mut Sheet, from: i32, to: i32) {
    for x in XS {
        sheet.line((x, from), (x, to));
    }
}

fn row(sheet: &mut Sheet, top: i32, cells: [&str; 5]) {
    for (x, words) in XS.into_iter().zip(cells) {
        sheet.text(x + 3, top + 12, 9, words);
    }
}

#[test]
fn what_no_line_ends_belongs_where_it_begins() {
    let mut first = Sheet::default();
    first
        .text(150, 60, 14, "青岭县水文站2025年单位预算")
        .text(180, 90, 14, "项目绩效目标表");
    row(
        &mut first,
        120,
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
    );
    row(
        &mut first,
        138,
        [
            "水文测验经费",
            "产出指标",
            "数量指标",
            "测验断面数",
            "≥12处",
        ],
    );
    row(&mut first, 156, ["", "", "数量指标", "购置台数", "=3台"]);
    // In the middle of its rows, on the line that ends the others.
    first.text(XS[1] + 3, 178, 9, "产出指标");
    for y in [120, 138, 156] {
        across(&mut first, y, 0);
    }
    across(&mut first, 174, 2);
    down(&mut first, 120, 174);
    let mut second = Sheet::default();
    row(
        &mut second,
        50,
        ["仪器购置经费", "", "时效指标", "到货及时率", "≥90%"],
    );
    across(&mut second, 50, 2);
    across(&mut second, 68, 0);
    down(&mut second, 50, 68);
    assert_eq!(
        indicators(&book(&[first, second])),
        [
            "水文测验经费 | 产出指标 | 数量指标 | 测验断面数 | ≥12处",
            "仪器购置经费 | 产出指标 | 数量指标 | 购置台数 | =3台",
            "仪器购置经费 | 产出指标 | 时效指标 | 到货及时率 | ≥90%",
        ]
    );
}
