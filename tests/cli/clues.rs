//! `lkx check --clues`: what is unusual among budgets, beside the findings.

use super::place::Place;

/// A made-up budget: most of it for pensions, some for a library; figures in 万元.
fn budget(unit: &str, year: u16, pensions: u32, books: u32) -> String {
    let total = pensions + books;
    format!(
        "{unit}{year}年单位预算\n\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         \t合计\t{total}.00\t{total}.00\t\n\
         2080505\t机关事业单位基本养老保险缴费支出\t{pensions}.00\t{pensions}.00\t\n\
         2070104\t图书馆\t{books}.00\t{books}.00\t\n"
    )
}

fn counties() -> impl Iterator<Item = String> {
    "甲乙丙丁戊己庚辛壬癸子丑"
        .chars()
        .map(|c| format!("云{c}县文化服务中心"))
}

#[test]
fn a_share_far_from_those_of_ten_peers_is_a_clue_and_no_finding() {
    let place = Place::new();
    for (number, unit) in (0..).zip(counties()) {
        // The last spends 45 % on its library, the others about 10 %.
        let books = if number == 11 { 450 } else { 95 + number };
        place.write(
            &format!("{number}.txt"),
            budget(&unit, 2024, 1000 - books, books),
        );
    }
    let files: Vec<String> = (0..12).map(|number| format!("{number}.txt")).collect();
    let import: Vec<&str> = ["import"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    assert_eq!(place.lkx(&import).status, 0);
    let ran = place.lkx(&["check", "--clues", "--format", "csv"]);
    let clues: Vec<&str> = ran.out.lines().skip(1).collect();
    let of_library: Vec<&&str> = clues
        .iter()
        .filter(|clue| clue.contains("图书馆"))
        .collect();
    assert_eq!(of_library.len(), 1, "{}", ran.out);
    assert!(of_library[0].starts_with(
        "云丑县文化服务中心,2024,预算,单位,占比离群,2070104 图书馆 占支出 45.00%；11 个同类单位"
    ));
    assert!(of_library[0].contains("云甲县文化服务中心 9.50%"));
    let findings = place.lkx(&["check", "--format", "csv"]);
    assert!(!findings.out.contains("离群"));
    assert_eq!(place.lkx(&["check", "--clues", "--strict"]).status, 2);
}

#[test]
fn projects_of_one_amount_and_round_sums() {
    let place = Place::new();
    let projects = ["培训", "宣传", "设备", "维修", "调研"];
    let mut text = String::from(
        "云甲县文化服务中心2024年单位预算\n\n项目支出表\n单位：万元\n项目名称\t项目类别\t合计\n",
    );
    for (number, name) in (0..).zip(projects) {
        let amount = if number < 3 { 30 } else { 10 * number };
        text.push_str(&format!("{name}经费\t特定目标类\t{amount}.00\n"));
    }
    text.push_str("合计\t\t160.00\n");
    place.write("a.txt", text);
    assert_eq!(place.lkx(&["import", "a.txt"]).status, 0);
    let out = place.lkx(&["check", "--clues", "--format", "table"]).out;
    assert!(
        out.contains("金额相同 4 个项目的金额都是 30.00 万元"),
        "{out}"
    );
    assert!(
        out.contains("对照：培训经费、宣传经费、设备经费、维修经费"),
        "{out}"
    );
    assert!(
        out.contains("都是整数 5 个项目里 5 个的金额是 10 万元的整倍数"),
        "{out}"
    );
}
