use super::place::Place;

fn search(arguments: &[&str]) -> super::place::Ran {
    Place::new().lkx(&[&["search", "--sample"], arguments].concat())
}

#[test]
fn one_hit_a_line() {
    let ran = search(&["聘用", "--unit", "新乡"]).well();
    assert_eq!(
        ran.header(),
        "kind,code,name,unit,document_year,stage,scope,amount,money_unit"
    );
    let rows = ran.rows();
    assert!(rows.iter().all(|row| row[2].contains("聘用")));
    let project = "聘用20人工资及保险";
    assert!(
        rows.iter()
            .any(|row| row[0] == "项目" && row[2] == project && row[7] == "87.04")
    );
    assert!(
        rows.iter()
            .any(|row| row[0] == "指标" && row[2] == "单位聘用人员人数")
    );
}

#[test]
fn by_code_narrowed_and_limited() {
    let rows = search(&["2080506", "--year", "2023"]).well().rows();
    assert!(
        rows.iter()
            .any(|row| row[3] == "新乡市社会保险中心" && row[7] == "4660.00")
    );
    assert!(rows.iter().all(|row| row[4] == "2023"));
    assert_eq!(search(&["社会", "--limit", "3"]).well().rows().len(), 3);
}

#[test]
fn by_pinyin_initials_and_amount() {
    let project = "职业年金虚账记实资金";
    for query in ["zhiyenianjin", "zynj", "4660 职业", ">4000 虚账"] {
        let rows = search(&[query]).well().rows();
        let found = rows
            .iter()
            .any(|row| row[2] == project && row[7] == "4660.00");
        assert!(found, "{query}");
    }
}

#[test]
fn the_best_hits_come_first_a_line_for_each_budget() {
    let rows = search(&["职业年金缴费"]).well().rows();
    assert_eq!(rows[0][2], "职业年金缴费");
    let units: Vec<&str> = rows
        .iter()
        .filter(|row| row[2] == "职业年金缴费")
        .map(|row| row[3].as_str())
        .collect();
    assert_eq!(
        units,
        [
            "南充市职工社会保险事业管理局",
            "新乡市社会保险中心",
            "海东市社会保险服务局"
        ]
    );
}

#[test]
fn no_hit_prints_nothing_and_is_no_failure() {
    for format in ["csv", "json", "table"] {
        let ran = search(&["登月", "--format", format]).well();
        assert_eq!(ran.out, "");
    }
    search(&[]).refused(2, &["词"]);
}
