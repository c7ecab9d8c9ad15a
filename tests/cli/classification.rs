//! `lkx classification`: a year's list of codes taken in, and what is judged by it.

use super::place::Place;

/// A made-up list: thirty classes, and below 208 what a budget prints. Its names are no year's.
fn list(title: &str) -> String {
    let mut text = format!("{title}\n科目编码,科目名称,说明\n101,税收收入,\n");
    for class in 201..=230 {
        text.push_str(&format!("{class},第{class}类支出,反映支出\n"));
    }
    text + "20801,人力资源管理事务,\n2080101,行政运行,\n2080109,社会保险经办机构,\n20805,养老支出,\n2080506,职业年金缴费支出,\n"
}

/// A budget with an item that the list has, one by another name, and one that it lacks.
fn budget(year: u16) -> String {
    format!(
        "云甲县社会保险中心{year}年单位预算\n\n支出总表\n单位：万元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t60.00\t60.00\t\n\
         2080109\t社会保险经办机构\t10.00\t10.00\t\n2080506\t社会保险经办机构\t20.00\t20.00\t\n\
         2080599\t其他养老支出\t30.00\t30.00\t\n"
    )
}

fn codes_found(place: &Place) -> Vec<(String, String)> {
    let ran = place.lkx(&["check", "--format", "csv"]);
    let rule = ran
        .header()
        .split(',')
        .position(|name| name == "rule")
        .unwrap();
    let message = ran
        .header()
        .split(',')
        .position(|name| name == "message")
        .unwrap();
    let rows = ran.rows().into_iter();
    let found = rows.map(|row| (row[rule].clone(), row[message].clone()));
    found.filter(|(rule, _)| rule.starts_with('C')).collect()
}

#[test]
fn a_budget_is_judged_by_the_list_of_its_year_and_says_so() {
    let place = Place::new();
    place.write("a.txt", budget(2031));
    place.write("b.txt", budget(2030).replace("云甲县", "云乙县"));
    assert_eq!(place.lkx(&["import", "a.txt", "b.txt"]).status, 0);
    let before = codes_found(&place);
    let unlisted =
        |found: &[(String, String)]| found.iter().any(|(_, says)| says.contains("2080599"));
    assert!(!unlisted(&before), "{before:?}");

    place.write("list.csv", list("2031年政府收支分类科目"));
    place
        .lkx(&["classification", "import", "list.csv"])
        .well_saying("2031 年科目表已导入：支出功能分类 30 类 2 款 3 项");
    let listed = place
        .lkx(&["classification", "list"])
        .well_saying("classification");
    assert!(
        listed.out.contains("2031 年　支出功能分类 30 类 2 款 3 项"),
        "{}",
        listed.out
    );
    assert!(listed.out.contains("导入自 list.csv"), "{}", listed.out);

    let after = codes_found(&place);
    assert!(
        after.contains(&(
            "C01".to_owned(),
            "2031 年科目表（导入）里没有 2080599".to_owned()
        )),
        "{after:?}"
    );
    let named = "印的是 2080109 的名称；2080506 是“职业年金缴费支出”（据2031 年科目表（导入））";
    assert!(
        after.contains(&("C02".to_owned(), named.to_owned())),
        "{after:?}"
    );
    // The other year's budget is judged as before.
    let of_the_other = |found: &[(String, String)]| {
        found
            .iter()
            .filter(|(_, says)| says.contains("内置科目表"))
            .count()
    };
    assert_eq!(of_the_other(&before), 2 * of_the_other(&after), "{after:?}");

    // A name that the document leaves out is the year's.
    let shown = place.lkx(&[
        "show",
        "云甲县社会保险中心",
        "2031",
        "208",
        "--format",
        "csv",
    ]);
    assert!(shown.out.contains("养老支出"), "{}", shown.out);
    let info = place.lkx(&["library", "info"]).well();
    assert!(
        info.out.contains("2 份已按本程序的规则核对"),
        "{}",
        info.out
    );
}

#[test]
fn a_list_of_no_known_year_is_asked_for_it() {
    let place = Place::new();
    place.write("list.csv", list("政府收支分类科目"));
    place
        .lkx(&["classification", "import", "list.csv"])
        .refused(1, &["看不出是哪一年的科目", "--year"]);
    let import = ["classification", "import", "list.csv", "--year", "2031"];
    place.lkx(&import).well_saying("2031 年科目表已导入");
    place.lkx(&import).well_saying("替换了原有的");
}

#[test]
fn what_is_no_list_is_not_taken_in() {
    let place = Place::new();
    place.write("a.txt", budget(2031));
    place
        .lkx(&["classification", "import", "a.txt", "--year", "2031"])
        .refused(1, &["a.txt", "没有存入，只有 0 个类"]);
    place.write(
        "torn.csv",
        list("2031年政府收支分类科目").replace("20805,养老支出,\n", ""),
    );
    place
        .lkx(&["classification", "import", "torn.csv"])
        .refused(1, &["有 2080506 职业年金缴费支出，没有它上面的 20805"]);
    place
        .lkx(&["classification", "import"])
        .refused(2, &["科目文件"]);
    place
        .lkx(&["classification", "list", "a.txt"])
        .refused(2, &["list"]);
    let listed = place.lkx(&["classification", "list"]);
    assert!(!listed.out.contains("2031"), "{}", listed.out);
}

#[test]
fn a_damaged_list_counts_for_nothing_and_is_told() {
    let place = Place::new();
    place.write("a.txt", budget(2031));
    assert_eq!(place.lkx(&["import", "a.txt"]).status, 0);
    let before = codes_found(&place);
    place.write(
        "data/lkx/classification/2031.json",
        "{\"year\": 2031, \u{1b}[31m",
    );
    let ran = place.lkx(&["check", "--format", "csv"]);
    assert!(ran.err.contains("2031.json 读不了"), "{}", ran.err);
    assert_eq!(codes_found(&place), before);
}
