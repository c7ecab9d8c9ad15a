//! `across`, `totals`, `indicators`, `text`: questions over all five samples.

use super::place::Place;
use serde_json::Value;

const ALL: [&str; 5] = [
    "cangxi-2023",
    "haidong-2024",
    "nanchong-2024",
    "puyang-2024",
    "xinxiang-2023",
];

fn rows(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let arguments: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--format", "json"])
        .collect();
    let ran = place.lkx(&arguments).well_saying("");
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out))
}

fn fields(rows: &[Value], names: &[&str]) -> Vec<String> {
    let field = |row: &Value, name: &&str| row[*name].to_string().replace('"', "");
    let line = |row| {
        names
            .iter()
            .map(|name| field(row, name))
            .collect::<Vec<_>>()
    };
    rows.iter().map(|row| line(row).join(" ")).collect()
}

/// 2080506 as the samples print it: 新乡 line 192, 南充 line 127, 海东, 苍溪.
#[test]
fn a_code_over_all_units_is_ranked_within_its_year() {
    let place = Place::holding(&ALL);
    let rows = rows(&place, &["across", "2080506"]);
    assert_eq!(
        fields(&rows, &["document_year", "rank", "unit", "amount"]),
        [
            "2024 1 南充市职工社会保险事业管理局 34.38",
            "2024 2 海东市社会保险服务局 26.50",
            "2023 1 新乡市社会保险中心 4660.00",
            "2023 2 苍溪县社会保险事务中心 1112.52",
        ]
    );
    assert_eq!(rows[2]["source"], "xinxiang-2023.txt:192");
    place
        .lkx(&["across", "2080506"])
        .well_saying("2023 年预算：2 条，合计 5,772.52 万元");
}

#[test]
fn several_codes_are_added_and_a_code_under_another_counts_once() {
    let place = Place::holding(&["xinxiang-2023"]);
    let both = rows(&place, &["across", "2080505", "2080506"]);
    assert_eq!(fields(&both, &["amount"]), ["4942.50"]);
    let covered = rows(&place, &["across", "20805", "2080506"]);
    assert_eq!(fields(&covered, &["amount"]), ["5281.07"]);
    place
        .lkx(&["across", "208", "301"])
        .refused(2, &["要么都是"]);
}

#[test]
fn projects_are_found_by_the_words_of_their_names() {
    let place = Place::holding(&ALL);
    let rows = rows(&place, &["across", "职业年金", "记实"]);
    assert!(
        fields(&rows, &["unit", "name"])
            .iter()
            .any(|line| line == "新乡市社会保险中心 职业年金虚账记实资金"),
        "{rows:?}"
    );
    let none = place.lkx(&["across", "没有这样的项目"]);
    assert!(none.well_saying("5 份预算里都没有").out.is_empty());
}

#[test]
fn codes_are_added_over_the_budgets_of_a_year() {
    let place = Place::holding(&ALL);
    let rows = rows(&place, &["totals", "20805", "--year", "2023"]);
    let sums = fields(&rows, &["code", "amount", "budgets", "of_budgets"]);
    assert!(sums.contains(&"2080506 5772.52 2 2".to_owned()), "{sums:?}");
}

#[test]
fn indicators_are_found_by_words_and_bounds() {
    let place = Place::holding(&ALL);
    let all = rows(&place, &["indicators", "满意度"]);
    let below = rows(&place, &["indicators", "满意度", "<95%"]);
    assert!(!below.is_empty() && below.len() < all.len());
    for row in &below {
        let value: u32 = row["value"].as_str().unwrap().parse().unwrap();
        assert!(value < 95, "{row}");
    }
    place.lkx(&["indicators", "<很高"]).refused(2, &["要写数"]);
}

#[test]
fn every_sentence_and_row_with_the_words_has_its_place() {
    let place = Place::holding(&ALL);
    let rows = rows(&place, &["text", "职业年金缴费", "2080506"]);
    assert!(!rows.is_empty());
    for row in &rows {
        let text = row["text"].as_str().unwrap();
        let digits: String = text.split_whitespace().collect();
        assert!(digits.contains("2080506"), "{text}");
    }
    let limited = place
        .lkx(&["text", "年金", "--limit", "1", "--format", "csv"])
        .well_saying("查了 5 份预算");
    assert_eq!(limited.out.lines().count(), 2, "{}", limited.out);
}

#[test]
fn a_code_is_found_in_the_table_that_has_it() {
    let place = Place::new();
    place.write(
        "a.txt",
        "2024年一般公共预算支出表\n单位名称：测试市社会保险中心\n单位：万元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         2080501\t行政单位离退休\t3.00\t3.00\t\n\
         合计\t\t3.00\t3.00\t\n\
         2024年政府性基金预算支出表\n单位：万元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         2120801\t征地和拆迁补偿支出\t7.00\t\t7.00\n\
         合计\t\t7.00\t\t7.00\n",
    );
    assert_eq!(place.lkx(&["import", "a.txt"]).status, 0);
    let found = rows(&place, &["across", "2120801"]);
    assert_eq!(
        fields(&found, &["amount", "table", "share"]),
        ["7.00 政府性基金支出表 100.00%"]
    );
}

/// What another edition of the program made may be otherwise: the budgets are asked, until an import.
#[test]
fn tables_of_another_edition_are_not_asked() {
    let place = Place::holding(&ALL);
    let asked: [&[&str]; 2] = [&["across", "208"], &["totals"]];
    let before = asked.map(|arguments| place.lkx(arguments).out);
    rusqlite::Connection::open(place.usual_library())
        .unwrap()
        .execute_batch("UPDATE sums SET printed = '1.00'; UPDATE made SET edition = 'another'")
        .unwrap();
    assert_eq!(asked.map(|arguments| place.lkx(arguments).out), before);
    let again = super::place::sample(ALL[0]);
    assert_eq!(place.lkx(&["import", &again]).status, 0);
    place.lkx(&["library", "check"]).well_saying("库完好");
    assert_eq!(asked.map(|arguments| place.lkx(arguments).out), before);
}
