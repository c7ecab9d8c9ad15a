use super::place::{Place, Ran, sample_text};

fn check(arguments: &[&str]) -> Ran {
    Place::new().lkx(&[&["check", "--sample"], arguments].concat())
}

/// The rows of a rule as severity, both figures, difference and both places.
fn of_rule(ran: &Ran, rule: &str) -> Vec<String> {
    let rows = ran.rows();
    let own = rows.iter().filter(|row| row[4] == rule);
    own.map(|row| [6, 9, 10, 11, 16, 17].map(|at| row[at].as_str()).join("|"))
        .collect()
}

#[test]
fn a_finding_lays_both_places_side_by_side() {
    // The sentence says 1.20 more than last year; the table prints 5.40 last year and 1.20 now.
    let ran = check(&["海东", "2024"]);
    assert_eq!(ran.status, 0);
    assert_eq!(
        of_rule(&ran, "P05"),
        ["error|1.20|-4.20|5.40|haidong-2024.txt:361|haidong-2024.txt:263"]
    );
    assert!(
        ran.err
            .contains("海东市社会保险服务局 2024 年部门预算：错误 2")
    );
    assert!(ran.err.contains("无法核对"));
}

#[test]
fn the_rows_are_those_of_the_export() {
    let place = Place::new();
    let checked = place.lkx(&["check", "--sample"]);
    let exported = place.lkx(&["export", "findings", "--sample"]).well();
    assert_eq!(checked.out, exported.out);
    assert!(checked.err.contains("共 5 份：错误 4"));
}

#[test]
fn people_read_paragraphs() {
    let ran = check(&["海东", "2024", "--rule", "P05", "--format", "table"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "海东市社会保险服务局 2024 年部门预算");
    assert!(
        lines[1].starts_with("  错误 P05 三公经费：文字说增加 1.20，表中减少 4.20"),
        "{}",
        ran.out
    );
    assert_eq!(
        lines[3],
        "      haidong-2024.txt:361 1.20  对  haidong-2024.txt:263 -4.20"
    );
    assert_eq!(lines.len(), 4);
}

#[test]
fn strict_is_about_the_findings_asked_for() {
    assert_eq!(check(&["海东", "--strict"]).status, 1);
    assert_eq!(check(&["海东", "--strict", "--rule", "p05"]).status, 1);
    assert_eq!(check(&["海东", "--strict", "--rule", "T02"]).status, 0);
    assert_eq!(check(&["xxsb", "--strict"]).status, 0);
}

#[test]
fn narrowed_by_severity_and_table() {
    let errors = check(&["--severity", "error"]).rows();
    assert!(!errors.is_empty() && errors.iter().all(|row| row[6] == "error"));
    let of_table = check(&["--table", "三公经费表"]).rows();
    assert!(of_table.iter().all(|row| row[7] == "三公经费表"));
    check(&["--severity", "bad"]).refused(2, &["bad"]);
    check(&["--rule", "Z99"]).refused(2, &["没有这条规则", "lkx explain"]);
}

#[test]
fn what_ran_is_exported_rule_by_rule() {
    let place = Place::new();
    let ran = place
        .lkx(&["export", "checks", "--sample", "--unit", "xxsb"])
        .well();
    let rows = ran.rows();
    let state = |rule: &str| {
        let row = rows.iter().find(|row| row[4] == rule).unwrap();
        row[5].clone()
    };
    assert_eq!(state("R01"), "holds");
    // The library has no other year of the unit.
    assert_eq!(state("Y05"), "not checkable");
    assert!(rows.iter().all(|row| !row[5].is_empty()));
    place
        .lkx(&["export", "checks", "--sample", "--table", "支出总表"])
        .refused(2, &["--table"]);
}

#[test]
fn a_document_published_again_is_held_against_the_one_before() {
    let place = Place::holding(&["xinxiang-2023"]);
    let text = sample_text("xinxiang-2023");
    // 办公费 of 50502, 37.47, is printed three times in its row; the first is 合计.
    place.write("again.txt", text.replacen("37.47", "73.47", 1));
    assert_eq!(place.lkx(&["import", "again.txt"]).status, 0);
    let ran = place.lkx(&["check", "xxsb", "--rule", "U01"]);
    let rows = of_rule(&ran, "U01");
    assert_eq!(rows.len(), 1, "{}", ran.out);
    assert!(
        rows[0].starts_with("warning|73.47|37.47|36.00|again.txt:"),
        "{rows:?}"
    );
    assert!(rows[0].contains("|xinxiang-2023.txt:"), "{rows:?}");
}

#[test]
fn many_budgets_come_in_order_whoever_checked_them() {
    let place = Place::new();
    let text = sample_text("haidong-2024");
    for number in 10..60 {
        let unit = format!("海东市第{number}社会保险服务局");
        let own = text.replace("海东市社会保险服务局", &unit);
        place.write(&format!("all/{number}.txt"), own);
    }
    assert_eq!(place.lkx(&["import", "all"]).status, 0);
    let ran = place.lkx(&["check", "--rule", "P05"]);
    let units: Vec<String> = ran.rows().into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(units.len(), 50);
    assert!(units.is_sorted(), "{units:?}");
}

#[test]
fn a_rule_is_explained() {
    let place = Place::new();
    let ran = place.lkx(&["explain", "x07"]).well();
    assert!(ran.out.starts_with("X07 ") && ran.out.contains("不符时：错误"));
    let all = place.lkx(&["explain"]).well();
    for rule in lkx::checks::rules() {
        assert!(all.out.contains(rule.code.name()), "{}", rule.code);
    }
    place
        .lkx(&["explain", "Z99"])
        .refused(1, &["没有规则“Z99”"]);
}

#[test]
fn a_finding_lists_its_figures_in_json() {
    let place = Place::holding(&["haidong-2024"]);
    let ran = place.lkx(&["check", "--format", "json", "--rule", "P05"]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    // 三公 1.20 this year, 5.40 last year; the sentence says 1.20 more.
    let figures = &found[0]["operands"];
    let of = |index: usize, name: &str| figures[index][name].as_str().unwrap().to_owned();
    assert_eq!(figures.as_array().unwrap().len(), 3);
    assert_eq!(
        (of(0, "role"), of(0, "figure")),
        ("whole".into(), "1.20".into())
    );
    assert_eq!(
        (of(1, "role"), of(1, "figure")),
        ("plus".into(), "1.20".into())
    );
    assert_eq!(
        (of(2, "role"), of(2, "figure")),
        ("minus".into(), "5.40".into())
    );
    assert_eq!(of(2, "table"), "三公经费表");
    assert_eq!(
        (of(2, "heading"), of(2, "unit")),
        ("合计".into(), "万元".into())
    );
    assert!(of(2, "place").starts_with("haidong-2024.txt:"));
    let rows = place.lkx(&["check", "--format", "csv", "--rule", "P05"]);
    assert!(!rows.out.contains("operands"));
}

/// The reports that the usual library keeps, as numbers of documents.
fn kept(place: &Place) -> i64 {
    let connection = rusqlite::Connection::open(place.usual_library()).unwrap();
    let sql = "SELECT count(*) FROM outcomes";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn what_was_found_is_kept_and_said_in_the_same_words() {
    let place = Place::holding(&["haidong-2024", "xinxiang-2023"]);
    let asked: [&[&str]; 4] = [
        &["check"],
        &["check", "--format", "json"],
        &["export", "findings"],
        &["export", "checks"],
    ];
    for arguments in asked {
        rusqlite::Connection::open(place.usual_library())
            .unwrap()
            .execute_batch("DELETE FROM findings; DELETE FROM outcomes")
            .unwrap();
        let first = place.lkx(arguments);
        assert_eq!((first.status, kept(&place)), (0, 2), "{}", first.err);
        let again = place.lkx(arguments);
        let said = [&first, &again].map(|ran| (&ran.out, &ran.err));
        assert_eq!(said[0], said[1], "{arguments:?}");
    }
    assert_eq!(place.lkx(&["remove", "海东", "2024", "--yes"]).status, 0);
    assert_eq!(kept(&place), 1);
}

#[cfg(unix)]
#[test]
fn a_library_that_may_not_be_written_is_checked_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::holding(&["haidong-2024"]);
    let file = place.usual_library();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
    let before = std::fs::read(&file).unwrap();
    let ran = place.lkx(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("海东"), "{}", ran.out);
    // The administrator may write everything.
    if std::fs::OpenOptions::new()
        .append(true)
        .open(&file)
        .is_err()
    {
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }
}
