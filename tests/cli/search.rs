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

/// The lines of a search, and the search index in the user's cache.
fn searched(place: &Place, typed: &str) -> Vec<Vec<String>> {
    place.lkx(&["search", typed]).well().rows()
}

fn index_file(place: &Place) -> std::path::PathBuf {
    let files = std::fs::read_dir(place.path(".cache/lkx")).unwrap();
    let mut paths = files.map(|file| file.unwrap().path());
    let path = paths.next().unwrap();
    assert_eq!(paths.next(), None, "one index a library");
    path
}

#[test]
fn the_kept_index_follows_the_library() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    let before = searched(&place, "社会保险");
    let kept = std::fs::read(index_file(&place)).unwrap();
    assert_eq!(searched(&place, "社会保险"), before);
    assert_eq!(std::fs::read(index_file(&place)).unwrap(), kept);
    let other = super::place::sample("puyang-2024");
    assert_eq!(place.lkx(&["import", &other]).status, 0);
    let by_difference = searched(&place, "社会保险");
    assert!(
        by_difference
            .iter()
            .any(|row| row[3] == "濮阳市社会保险中心")
    );
    std::fs::remove_file(index_file(&place)).unwrap();
    assert_eq!(searched(&place, "社会保险"), by_difference);
    assert_eq!(place.lkx(&["remove", "濮阳", "2024", "--yes"]).status, 0);
    assert_eq!(searched(&place, "社会保险"), before);
}

#[test]
fn a_torn_index_is_made_anew() {
    let place = Place::holding(&["xinxiang-2023"]);
    let whole = searched(&place, "社会保险");
    let path = index_file(&place);
    let kept = std::fs::read(&path).unwrap();
    for torn in [&[][..], &kept[..kept.len() / 2], b"something else"] {
        std::fs::write(&path, torn).unwrap();
        assert_eq!(searched(&place, "社会保险"), whole);
        assert_eq!(std::fs::read(&path).unwrap(), kept);
    }
}
