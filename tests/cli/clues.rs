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
        "云丑县文化服务中心,2024,预算,单位,占比离群,2070104,图书馆,450.00,万元,45.00%,10.05%,0.30%,11,\
         2070104 图书馆 占支出 45.00%；11 个同类单位"
    ));
    assert!(of_library[0].contains("云甲县文化服务中心 9.50%"));
    assert!(!of_library[0].contains("云丑县文化服务中心 45.00%"));
    // The peers of one budget are those of the library.
    let exported = place.lkx(&["export", "clues", "--unit", "云丑县", "--format", "csv"]);
    assert_eq!(exported.header(), ran.header());
    assert!(
        exported.out.lines().any(|line| line == *of_library[0]),
        "{}",
        exported.out
    );
    let narrowed = place.lkx(&["export", "clues", "--table", "支出总表"]);
    narrowed.refused(2, &["clues", "--table"]);
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
        out.contains("对照：培训经费 30.00、宣传经费 30.00、设备经费 30.00、维修经费 30.00"),
        "{out}"
    );
    assert!(
        out.contains("都是整数 5 个项目里 5 个的金额是 10 万元的整倍数"),
        "{out}"
    );
}

/// A budget of which the basic expenditure goes to wages and allowances, and some to receptions.
fn with_basic(unit: &str, wages: u32, receptions: u32) -> String {
    let text = budget(unit, 2024, 900, 100);
    format!(
        "{text}\n一般公共预算基本支出表\n单位：万元\n经济分类编码\t经济分类名称\t合计\t人员经费\t公用经费\n\
         \t合计\t1000.00\t1000.00\t\n301\t工资福利支出\t1000.00\t1000.00\t\n\
         30101\t基本工资\t{wages}.00\t{wages}.00\t\n30102\t津贴补贴\t{rest}.00\t{rest}.00\t\n\
         \n一般公共预算“三公”经费支出表\n单位：万元\n\
         单位名称\t合计\t因公出国（境）费\t公务用车购置费\t公务用车运行费\t公务接待费\n\
         {unit}\t{receptions}.00\t\t\t\t{receptions}.00\n",
        rest = 1000 - wages
    )
}

#[test]
fn economic_classes_and_items_of_three_public_have_peers_too() {
    let place = Place::new();
    for (number, unit) in (0..).zip(counties()) {
        let wages = if number == 3 { 300 } else { 600 + number };
        let receptions = if number == 5 { 60 } else { 20 };
        place.write(
            &format!("b/{number}.txt"),
            with_basic(&unit, wages, receptions),
        );
    }
    assert_eq!(place.lkx(&["import", "b"]).status, 0);
    let ran = place.lkx(&["export", "clues", "--format", "csv"]).well();
    let of = |name: &str| {
        let rows = ran.rows().into_iter();
        let rows = rows.filter(|row| row[6] == name);
        rows.map(|row| (row[0].clone(), row[9].clone()))
            .collect::<Vec<_>>()
    };
    let only = |unit: &str, rate: &str| vec![(unit.to_owned(), rate.to_owned())];
    assert_eq!(
        of("基本工资"),
        only("云丁县文化服务中心", "30.00%"),
        "{}",
        ran.out
    );
    assert_eq!(
        of("公务接待费"),
        only("云己县文化服务中心", "6.00%"),
        "{}",
        ran.out
    );
    assert_eq!(
        of("三公经费"),
        only("云己县文化服务中心", "6.00%"),
        "{}",
        ran.out
    );
}

#[test]
fn a_goal_below_what_was_reached_the_year_before() {
    let place = Place::new();
    place.write(
        "a.txt",
        "云甲县文化服务中心2024年单位预算\n\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         \t合计\t30.00\t\t30.00\n2070104\t图书馆\t30.00\t\t30.00\n\n项目绩效目标表\n单位：万元\n\
         项目名称\t项目金额\t一级指标\t二级指标\t三级指标\t上年完成值\t指标性质\t指标值\t度量单位\n\
         图书购置\t30.00\t产出指标\t数量指标\t购书数\t1200\t≥\t1000\t册\n\
         图书购置\t30.00\t产出指标\t质量指标\t上架率\t90\t≥\t95\t%\n\
         图书购置\t30.00\t满意度指标\t服务对象满意度\t读者满意度\t97%\t≥\t95\t%\n",
    );
    assert_eq!(place.lkx(&["import", "a.txt"]).status, 0);
    let ran = place.lkx(&["export", "clues", "--format", "csv"]).well();
    let says: Vec<(String, String)> = ran
        .rows()
        .into_iter()
        .map(|row| (row[4].clone(), row[13].clone()))
        .collect();
    let below = |words: &str| ("低于上年完成".to_owned(), words.to_owned());
    assert_eq!(
        says,
        [
            below("图书购置：购书数 的目标是 ≥ 1000 册，上年完成 1200"),
            below("图书购置：读者满意度 的目标是 ≥ 95 %，上年完成 97%"),
        ],
        "{}",
        ran.out
    );
}
