use super::place::{Place, Ran, sample_text};

fn compare(arguments: &[&str]) -> Ran {
    Place::new().lkx(&[&["compare", "--sample"], arguments].concat())
}

/// A row of CSV as code, name, both amounts, difference, change and standing.
fn told(ran: &Ran, name: &str) -> String {
    let rows = ran.rows();
    let row = rows
        .iter()
        .find(|row| row[2] == name)
        .unwrap_or_else(|| panic!("no {name} in {}", ran.out));
    [0, 4, 8, 12, 13, 14].map(|at| row[at].as_str()).join("|")
}

#[test]
fn functions_side_by_side() {
    let ran = compare(&["濮阳", "2024", "nczg", "2024"]).well();
    assert_eq!(
        ran.header(),
        "code,section,name,budget_1,amount_1,origin_1,source_1,budget_2,amount_2,origin_2,source_2,\
         money_unit,difference,change,standing"
    );
    // 濮阳 3,804.95 and 139.00, 南充 815.46, 56.63 and 59.69; totals 3,943.95 and 931.78.
    for (name, expected) in [
        (
            "社会保障和就业支出",
            "208|3804.95|815.46|-2989.49|-78.57%|both",
        ),
        ("卫生健康支出", "210|139.00|56.63|-82.37|-59.26%|both"),
        ("住房保障支出", "221||59.69|59.69||new"),
        ("合计", "|3943.95|931.78|-3012.17|-76.37%|both"),
    ] {
        assert_eq!(told(&ran, name), expected);
    }
    let row = &ran.rows()[0];
    assert_eq!(
        (row[5].as_str(), row[6].as_str(), row[11].as_str()),
        ("summed", "", "万元")
    );
}

#[test]
fn down_to_the_item_and_its_place() {
    let ran = compare(&["xxsb", "2023", "濮阳", "2024", "20805"]).well();
    assert_eq!(
        told(&ran, "机关事业单位职业年金缴费支出"),
        "2080506|4660.00||-4660.00||gone"
    );
    assert_eq!(
        told(&ran, "机关事业单位基本养老保险缴费支出"),
        "2080505|282.50|322.00|39.50|+13.98%|both"
    );
    let row = &ran.rows()[0];
    assert_eq!(
        (row[6].as_str(), row[10].as_str()),
        ("xinxiang-2023.txt:190", "puyang-2024.txt:418")
    );
    // An item has nothing below: its own row.
    let ran = compare(&["xxsb", "2023", "濮阳", "2024", "2080505"]).well();
    assert_eq!(ran.rows().len(), 1);
    compare(&["xxsb", "2023", "濮阳", "2024", "20899"]).well();
    compare(&["xxsb", "2023", "濮阳", "2024", "229"]).refused(1, &["没有科目 229"]);
}

#[test]
fn people_read_the_base_and_the_words() {
    let ran = compare(&["xxsb", "2023", "濮阳", "2024", "20805", "--format", "table"]).well();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines[0],
        "对比（功能）：② 濮阳市社会保险中心 2024 年单位预算 比 ① 新乡市社会保险中心 2023 年单位预算\
         （基期）· 支出总表 · 万元"
    );
    assert!(lines[1].contains("①2023年预算") && lines[1].contains("②2024年预算"));
    let line = |word: &str| lines.iter().find(|line| line.contains(word)).unwrap();
    // Between two units nothing is new or gone: it is one's alone.
    assert!(line("2080506").ends_with("没有"), "{}", ran.out);
    assert!(line("2080502").ends_with("独有"), "{}", ran.out);
    assert!(line("合计").ends_with("-90.25%  推算"), "{}", ran.out);
}

#[test]
fn by_class_project_balance_and_three_public() {
    let both = ["xxsb", "2023", "濮阳", "2024"];
    let by = |what: &[&str]| compare(&[&both, what].concat()).well();
    // An economic code needs no --by.
    let ran = by(&["301"]);
    assert_eq!(
        told(&ran, "机关事业单位基本养老保险缴费"),
        "30108|282.50|322.00|39.50|+13.98%|both"
    );
    let ran = by(&["--by", "项目"]);
    assert_eq!(
        told(&ran, "信息系统维护费"),
        "410700220000000029838|72.00||-72.00||gone"
    );
    let ran = by(&["--by", "收支"]);
    assert_eq!(
        told(&ran, "支出总计"),
        "|11436.06|3943.95|-7492.11|-65.51%|both"
    );
    let ran = by(&["--by", "三公"]);
    assert_eq!(told(&ran, "公务用车运行费"), "|5.20|6.00|0.80|+15.38%|both");
    // A base of nought gives no per cent.
    assert_eq!(told(&ran, "公务接待费"), "|0.00||0.00||both");
    compare(&[&both[..], &["208", "--by", "三公"]].concat()).refused(2, &["编码"]);
    compare(&[&both[..], &["--by", "天气"]].concat()).refused(2, &["功能、经济、项目、收支、三公"]);
}

#[test]
fn one_unit_over_years() {
    let place = Place::holding(&["xinxiang-2023"]);
    let next = sample_text("xinxiang-2023")
        .replace("2023", "2024")
        .replace("社保工作经费", "社保业务经费");
    place.write("next.txt", next);
    assert_eq!(place.lkx(&["import", "next.txt"]).status, 0);
    let ran = place
        .lkx(&["compare", "xxsb", "2023", "xxsb", "2024", "208"])
        .well();
    assert_eq!(
        told(&ran, "行政事业单位养老支出"),
        "20805|5281.07|5281.07|0.00|0.00%|both"
    );
    // The codes of the projects are the same: a new name makes no new project.
    let ran = place
        .lkx(&["compare", "xxsb", "2023", "xxsb", "2024", "--by", "项目"])
        .well();
    assert_eq!(ran.rows().len(), 9);
    assert_eq!(
        told(&ran, "社保工作经费"),
        "410700220000000029814|187.47|187.47|0.00|0.00%|both"
    );
}

#[test]
fn a_budget_and_its_final_account() {
    let place = Place::holding(&["xinxiang-2023"]);
    let account = sample_text("xinxiang-2023").replace("预算", "决算");
    place.write("account.txt", account);
    assert_eq!(place.lkx(&["import", "account.txt"]).status, 0);
    place
        .lkx(&["compare", "xxsb", "2023", "xxsb", "2023"])
        .refused(1, &["--stage"]);
    place
        .lkx(&["compare", "xxsb", "2023", "xxsb", "2023", "--stage", "预算"])
        .refused(1, &["同一份"]);
    let ran = place
        .lkx(&[
            "compare",
            "xxsb",
            "2023",
            "xxsb",
            "2023",
            "--stage",
            "预算,决算",
        ])
        .well();
    let row = &ran.rows()[0];
    assert!(
        row[3].ends_with("单位预算") && row[7].ends_with("单位决算"),
        "{row:?}"
    );
    place
        .lkx(&[
            "compare",
            "xxsb",
            "2023",
            "xxsb",
            "2023",
            "--stage",
            "预算,决算,预算",
        ])
        .refused(2, &["最多写两个"]);
}

#[test]
fn a_table_that_one_side_lacks_is_said() {
    let both = ["xxsb", "2023", "海东", "2024"];
    let ran = compare(&[&both[..], &["--by", "经济", "--table", "汇总表"]].concat());
    assert_eq!(ran.status, 0);
    assert!(
        ran.err
            .contains("海东市社会保险服务局 2024 年部门预算没有支出经济分类汇总表"),
        "{}",
        ran.err
    );
    assert!(ran.rows().iter().all(|row| row[14] == "unknown"));
}

#[test]
fn as_a_workbook() {
    let place = Place::new();
    place
        .lkx(&[
            "compare", "--sample", "xxsb", "2023", "濮阳", "2024", "-o", "a.xlsx",
        ])
        .well();
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(place.path("a.xlsx")).unwrap();
    use calamine::Reader;
    let rows = workbook.worksheet_range("对比").unwrap();
    assert_eq!(rows.get((1, 4)), Some(&calamine::Data::Float(11144.72)));
    let says = workbook.worksheet_range("说明").unwrap();
    let says = format!("{says:?}");
    assert!(says.contains("puyang-2024.txt") && says.contains("xinxiang-2023.txt"));
}

#[test]
fn two_projects_of_one_name_stay_two() {
    let text = |year: u16, amounts: [u32; 2]| {
        let [one, other] = amounts;
        format!(
            "明湖县文化服务中心{year}年单位预算\n\n项目支出表\n单位：万元\n\
             项目类别\t项目编码\t项目名称\t合计\t一般公共预算\n\t\t\t{sum}.00\t{sum}.00\n\
             特定目标类\t411024000000010001\t馆舍维修\t{one}.00\t{one}.00\n\
             特定目标类\t411024000000010002\t馆舍维修\t{other}.00\t{other}.00\n",
            sum = one + other
        )
    };
    let place = Place::new();
    place.write("a.txt", text(2023, [40, 20]));
    place.write("b.txt", text(2024, [45, 20]));
    assert_eq!(place.lkx(&["import", "a.txt", "b.txt"]).status, 0);
    let ran = place
        .lkx(&["compare", "明湖", "2023", "明湖", "2024", "--by", "项目"])
        .well();
    let amounts: Vec<String> = ran
        .rows()
        .iter()
        .map(|row| [0, 4, 8, 12].map(|at| row[at].as_str()).join("|"))
        .collect();
    assert_eq!(
        amounts,
        [
            "411024000000010001|40.00|45.00|5.00",
            "411024000000010002|20.00|20.00|0.00",
            "|60.00|65.00|5.00"
        ]
    );
}
