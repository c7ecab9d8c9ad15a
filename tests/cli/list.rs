use super::place::{Place, sample_text};

#[test]
fn one_budget_a_row_in_the_exports_order() {
    let place = Place::new();
    let ran = place.lkx(&["list", "--sample"]).well();
    assert_eq!(
        ran.header(),
        "unit,document_year,stage,scope,expenditure,money_unit,tables,facts,projects,indicators,\
         file_name,sha256,imported_at"
    );
    let listed: Vec<String> = ran.rows().iter().map(|row| row[..6].join(" ")).collect();
    assert_eq!(
        listed,
        [
            "南充市职工社会保险事业管理局 2024 预算 部门 931.78 万元",
            "新乡市社会保险中心 2023 预算 单位 11436.06 万元",
            "海东市社会保险服务局 2024 预算 部门 682.48 万元",
            "濮阳市社会保险中心 2024 预算 单位 3943.95 万元",
            "苍溪县社会保险事务中心 2023 预算 单位 24107.98 万元",
        ]
    );
}

#[test]
fn narrowed() {
    let place = Place::new();
    for (arguments, expected) in [
        (&["--year", "2023"][..], 2),
        (&["--scope", "部门"], 2),
        (&["--stage", "决算"], 0),
        (&["--unit", "濮阳"], 1),
        (&["--unit", "xxsb", "--year", "2023"], 1),
        (&["--unit", "xxsb", "--year", "2024"], 0),
        // Only the two of 河南 have 支出经济分类汇总表.
        (&["--table", "支出经济分类汇总表"], 2),
    ] {
        let ran = place.lkx(&[&["list", "--sample"], arguments].concat());
        assert_eq!(ran.well().rows().len(), expected, "{arguments:?}");
    }
}

#[test]
fn a_table_lines_up() {
    let place = Place::new();
    let ran = place.lkx(&["list", "--sample", "--format", "table"]).well();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines[2],
        "新乡市社会保险中心            2023  预算  单位  11,436.06  万元      11  275     8    57  xinxiang-2023.txt"
    );
    assert!(lines[0].starts_with("单位                          年度  阶段  范围"));
}

#[test]
fn history_remembers_what_was_replaced_and_removed() {
    let place = Place::holding(&["xinxiang-2023"]);
    place.write(
        "corrected.txt",
        sample_text("xinxiang-2023").replace("72.00", "73.00"),
    );
    assert_eq!(place.lkx(&["import", "corrected.txt"]).status, 0);
    let rows = place.lkx(&["list", "--history"]).well().rows();
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {} {}", row[1], row[2], row[7], row[8]))
        .collect();
    assert_eq!(
        told,
        [
            "imported 新乡市社会保险中心 no xinxiang-2023.txt",
            "replaced 新乡市社会保险中心 yes corrected.txt",
        ]
    );
    assert_eq!(place.lkx(&["remove", "xxsb", "2023", "--yes"]).status, 0);
    let rows = place
        .lkx(&["list", "--history", "--unit", "xxsb"])
        .well()
        .rows();
    assert_eq!(rows.last().unwrap()[1], "removed");
    assert!(place.lkx(&["list"]).well().rows().is_empty());
}

#[test]
fn no_library_is_an_error_with_a_way_out() {
    let place = Place::new();
    place.lkx(&["list"]).refused(1, &["lkx import", "--sample"]);
    place
        .lkx(&["list", "--library", "none.sqlite"])
        .refused(1, &["none.sqlite", "没有这个库"]);
    place
        .lkx(&["list", "--library", "none.sqlite", "--sample"])
        .refused(2, &["--sample"]);
}

#[test]
fn files_that_failed_are_listed_until_they_succeed() {
    let place = Place::new();
    place.write("坏.txt", "这里没有预算");
    place.write("好.txt", sample_text("xinxiang-2023"));
    assert_eq!(place.lkx(&["import", "坏.txt", "好.txt"]).status, 1);
    let ran = place.lkx(&["list", "--failed"]).well();
    assert_eq!(ran.header(), "at,path,cause,sha256");
    let rows = ran.rows();
    assert_eq!((rows.len(), rows[0][1].as_str()), (1, "坏.txt"));
    assert!(!rows[0][2].is_empty() && rows[0][3].len() == 64);
    place
        .lkx(&["list", "--failed", "--history"])
        .refused(2, &["--failed"]);
    place.write("坏.txt", sample_text("haidong-2024"));
    assert_eq!(place.lkx(&["import", "坏.txt"]).status, 0);
    assert!(place.lkx(&["list", "--failed"]).well().rows().is_empty());
}

#[test]
fn a_known_file_is_passed_over_and_told_as_before() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    place.write("改名.txt", sample_text("xinxiang-2023"));
    let again = |path: &str| place.lkx(&["import", "--json", path]).well().out;
    let known = again("改名.txt");
    for told in [
        "\"unchanged\"",
        "新乡市社会保险中心",
        "\"facts\":275",
        "改名.txt:391",
    ] {
        assert!(known.contains(told), "{told}: {known}");
    }
    // What reads is another program by now: the file is read, and comes to the same.
    rusqlite::Connection::open(place.usual_library())
        .unwrap()
        .execute("UPDATE imports SET reader = 'another'", [])
        .unwrap();
    assert_eq!(again("改名.txt"), known);
    assert_eq!(place.lkx(&["remove", "xxsb", "2023", "--yes"]).status, 0);
    assert!(again("改名.txt").contains("\"imported\""));
}
