//! The ways out: addresses, a table as it is printed, Chinese headings, the explorer line by line.

use super::place::{Place, Ran};

fn lkx(arguments: &[&str]) -> Ran {
    Place::new().lkx(arguments)
}

/// 苍溪 prints 24,107.98 as the total of 支出总表, its 项 come to that.
#[test]
fn a_table_as_printed_sums_to_its_total() {
    let of = [
        "export",
        "grid",
        "--sample",
        "--unit",
        "苍溪",
        "--table",
        "支出总表",
    ];
    let ran = lkx(&[&of[..], &["--format", "csv"]].concat());
    assert!(
        ran.err
            .contains("14 行，合计 相加 24,107.98，等于印出的合计"),
        "{}",
        ran.err
    );
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (amount, counts) = (at("合计"), at("counts"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let counted = rows.iter().filter(|row| &row[counts] == "是");
    let hundredths: i64 = counted
        .map(|row| row[amount].replace('.', "").parse::<i64>().unwrap())
        .sum();
    assert_eq!(hundredths, 2_410_798);
}

#[test]
fn a_grid_is_of_one_table_of_one_budget() {
    lkx(&["export", "grid", "--sample", "--unit", "苍溪"]).refused(2, &["--table"]);
    lkx(&["export", "grid", "--sample", "--table", "支出总表"])
        .refused(1, &["这里有 5 份", "--unit"]);
}

#[test]
fn headings_in_chinese() {
    let ran = lkx(&["export", "facts", "--sample", "--headings", "zh"]).well();
    assert!(
        ran.header()
            .starts_with("单位,预算年度,数的年度,阶段,范围,表,行"),
        "{}",
        ran.header()
    );
    let of_json = [
        "export",
        "facts",
        "--sample",
        "--headings",
        "zh",
        "--format",
        "json",
    ];
    lkx(&of_json).refused(2, &["JSON、Parquet 的键总是英文"]);
}

#[test]
fn an_address_that_is_none_is_refused_before_the_screen() {
    lkx(&["open", "新乡/2023"]).refused(2, &["不是地址"]);
}

/// 新乡 prints 4,660.00 under 2080506 in 支出总表, on line 192.
#[test]
fn a_page_is_written_as_it_is_shown() {
    let place = Place::new();
    let lines = "j\nenter\nenter\nj\nenter\nw\npage.csv\nw\npage.csv\nq\n";
    let ran = place.lkx_reading(&["--plain", "--sample"], lines);
    assert!(ran.out.contains("4 行写到了"), "{}", ran.out);
    assert!(ran.out.contains("已有 page.csv，没有动它"), "{}", ran.out);
    let page = place.read("page.csv");
    let row = "06,机关事业单位职业年金缴费支出,4660.00,,4660.00,88.24%,,新乡市社会保险中心 2023 年单位预算,xinxiang-2023.txt:192";
    assert!(page.lines().any(|line| line == row), "{page}");
}

#[test]
fn the_explorer_line_by_line() {
    let place = Place::new();
    let ran = place.lkx_reading(
        &["--plain", "--sample"],
        "j\nenter\n/\n职业年金虚账\n:enter\nq\n",
    );
    let said = ran.out;
    for statement in [
        "在：单位×年度",
        "第 2 行（光标）：新乡市社会保险中心，2023年 11,436.06",
        "在：新乡市社会保险中心，2023 单位预算",
        "第 1 行（光标）：208，〔社会保障和就业支出〕，合计 11,144.72（推算）",
        "在：新乡市社会保险中心，2023 单位预算，职业年金虚账记实资金",
    ] {
        assert!(said.contains(statement), "no “{statement}” in\n{said}");
    }
    let draws = |c: char| matches!(c, '─' | '│' | '▸' | '▇' | '┌' | '\u{1b}');
    assert!(!said.contains(draws), "{said}");
}
