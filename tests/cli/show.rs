use super::place::Place;

fn show(arguments: &[&str]) -> super::place::Ran {
    let place = Place::new();
    place.lkx(&[&["show", "--sample"], arguments].concat())
}

#[test]
fn the_outermost_level_is_summed_where_it_is_not_printed() {
    let ran = show(&["xxsb", "2023"]).well();
    assert_eq!(
        ran.out,
        "code,name,合计,基本支出,项目支出,share,money_unit,origin,source\n\
         208,社会保障和就业支出,11144.72,4383.87,6760.85,97.45%,万元,summed,\n\
         210,卫生健康支出,291.34,291.34,,2.55%,万元,summed,\n\
         ,合计,11436.06,4675.21,6760.85,100.00%,万元,printed,xinxiang-2023.txt:187\n"
    );
}

#[test]
fn one_level_down_and_the_item_itself() {
    let ran = show(&["新乡", "2023", "20805"]).well();
    let rows = ran.rows();
    assert_eq!(
        rows[2].join(","),
        "2080506,机关事业单位职业年金缴费支出,4660.00,,4660.00,88.24%,万元,printed,\
         xinxiang-2023.txt:192"
    );
    assert_eq!(rows[3][..5].join(","), ",合计,5281.07,621.07,4660.00");
    assert_eq!(rows[3][7], "summed");
    let detail = show(&["新乡", "2023", "2080506"]).well();
    assert_eq!(
        detail.header(),
        "kind,table,name,amount,money_unit,share,origin,source"
    );
    assert_eq!(
        detail.rows()[2].join(","),
        "口径,支出总表,项目支出/特定目标类,4660.00,万元,100.00%,printed,xinxiang-2023.txt:192"
    );
}

#[test]
fn a_level_that_the_document_prints_is_printed() {
    let rows = show(&["海东", "2024", "208"]).well().rows();
    let sections: Vec<String> = rows.iter().map(|row| row[..3].join(" ")).collect();
    assert_eq!(
        sections,
        [
            "20801 人力资源和社会保障管理事务 445.48",
            "20805 行政事业单位养老支出 102.81",
            "20899 其他社会保障和就业支出 32.64",
            " 合计 580.93",
        ]
    );
    assert!(rows.iter().all(|row| row[row.len() - 2] == "printed"));
}

#[test]
fn a_table_for_people_marks_what_is_not_the_documents() {
    let ran = show(&["xxsb", "2023", "--format", "table"]).well();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(
        lines[0],
        "新乡市社会保险中心 2023 年单位预算 · 支出总表 · 万元"
    );
    assert_eq!(
        lines[2],
        "208   〔社会保障和就业支出〕  11,144.72  4,383.87  6,760.85   97.45%  推算"
    );
}

#[test]
fn economic_classes_by_their_table() {
    let ran = show(&["海东", "2024", "--table", "一般公共预算基本支出表"]).well();
    assert!(ran.rows().iter().any(|row| row[0] == "301"));
    show(&["海东", "2024", "--table", "收支总表"]).refused(1, &["不按科目分级"]);
}

#[test]
fn unclear_and_unknown() {
    show(&["社会保险中心", "2023"]).refused(1, &["新乡市社会保险中心", "濮阳市社会保险中心"]);
    show(&["北京", "2023"]).refused(1, &["北京", "海东市社会保险服务局"]);
    show(&["xxsb", "2024"]).refused(1, &["新乡市社会保险中心 2023 年单位预算"]);
    show(&["xxsb", "2023", "--stage", "决算"]).refused(1, &["新乡市社会保险中心 2023 年单位预算"]);
    show(&["xxsb", "2023", "20899999"]).refused(2, &["3、5 或 7 位"]);
    show(&["xxsb", "2023", "20806"]).refused(1, &["20806", "20805"]);
    show(&["xxsb", "明年"]).refused(2, &["年度"]);
}

#[test]
fn several_budgets_of_one_unit_and_year() {
    let place = Place::holding(&["xinxiang-2023"]);
    let whole = super::place::sample_text("xinxiang-2023").replace("单位预算", "部门预算");
    place.write("department.txt", whole);
    assert_eq!(place.lkx(&["import", "department.txt"]).status, 0);
    place
        .lkx(&["show", "xxsb", "2023"])
        .refused(1, &["年单位预算", "年部门预算", "--scope"]);
    let ran = place
        .lkx(&["show", "xxsb", "2023", "--scope", "单位"])
        .well();
    assert!(ran.out.contains("xinxiang-2023.txt:187"));
}
