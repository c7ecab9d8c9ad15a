use super::place::Place;

#[test]
fn a_script_must_say_yes() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    place
        .lkx(&["remove", "xxsb", "2023"])
        .refused(2, &["--yes"]);
    assert_eq!(place.lkx(&["list"]).rows().len(), 2);
    let ran = place.lkx(&["remove", "xxsb", "2023", "--yes"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert!(
        ran.err
            .contains("已移除 新乡市社会保险中心 2023 年单位预算")
    );
    let left = place.lkx(&["list"]).rows();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0][0], "海东市社会保险服务局");
}

#[test]
fn unclear_unknown_and_missing() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    place
        .lkx(&["remove", "社会保险", "2023", "--yes"])
        .refused(1, &["新乡市社会保险中心", "海东市社会保险服务局"]);
    place
        .lkx(&["remove", "xxsb", "2022", "--yes"])
        .refused(1, &["新乡市社会保险中心 2023 年单位预算"]);
    place
        .lkx(&["remove", "xxsb", "2023", "--yes", "--sample"])
        .refused(2, &["样本"]);
    assert_eq!(place.lkx(&["list"]).rows().len(), 2);
    place
        .lkx(&[
            "remove",
            "xxsb",
            "2023",
            "--yes",
            "--library",
            "none.sqlite",
        ])
        .refused(1, &["没有这个库"]);
    assert!(!place.path("none.sqlite").exists());
}
