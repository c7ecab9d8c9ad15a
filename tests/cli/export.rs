use super::place::{Place, Ran, sample_text};
use serde_json::Value;

fn export(arguments: &[&str]) -> Ran {
    Place::new().lkx(&[&["export", "--sample"], arguments].concat())
}

#[test]
fn the_columns_are_the_public_ones() {
    for (dataset, columns) in [
        (
            "facts",
            "unit,document_year,year,stage,scope,table,row,row_kind,row_code,row_code2,row_name,\
             under,row_unit,measure,amount,money_unit,origin,source,title",
        ),
        (
            "projects",
            "unit,document_year,stage,scope,table,project_code,project,type,function_code,measure,\
             amount,money_unit,source",
        ),
        (
            "indicators",
            "unit,document_year,year,stage,scope,project_code,project,project_amount,money_unit,\
             goal,level1,level2,name,operator,value,value_unit,weight,direction,about,printed,source",
        ),
        (
            "tables",
            "unit,document_year,stage,scope,table,title,state,figures,money_unit,source",
        ),
    ] {
        assert_eq!(export(&[dataset]).well().header(), columns);
    }
    export(&["weather"]).refused(2, &["facts", "projects", "indicators", "tables"]);
}

#[test]
fn facts_are_as_printed() {
    let ran = export(&["facts", "--unit", "xxsb"]).well();
    for line in [
        // 2080109 社会保险经办机构 4,103.95 3,757.44 3,360.15 …
        "新乡市社会保险中心,2023,2023,预算,单位,支出总表,3,功能,2080109,,社会保险经办机构,,,\
         基本支出/工资福利支出,3360.15,万元,printed,xinxiang-2023.txt:189,2023年单位支出预算表",
        "新乡市社会保险中心,2023,2023,预算,单位,三公经费表,1,其他,,,,,,公务用车运行费,5.20,万元,\
         printed,xinxiang-2023.txt:342,2023年一般公共预算“三公”经费预算表",
        "新乡市社会保险中心,2023,2023,预算,单位,政府性基金支出表,1,合计,,,合计,,,合计,0.00,万元,\
         printed,xinxiang-2023.txt:355,2023年政府性基金支出预算表",
    ] {
        assert!(ran.out.lines().any(|own| own == line), "{line}");
    }
    assert!(!ran.out.contains("项目绩效目标表"));
    assert!(!ran.out.contains('\r'));
}

#[test]
fn the_samples_come_out_as_the_goldens_have_them() {
    let place = Place::new();
    for dataset in ["facts", "projects", "indicators", "tables"] {
        let mut expected: Vec<String> = Vec::new();
        // In the order of the units' code points.
        for name in [
            "nanchong-2024",
            "xinxiang-2023",
            "haidong-2024",
            "puyang-2024",
            "cangxi-2023",
        ] {
            let golden = format!(
                "{}/tests/golden/{name}.{dataset}.csv",
                env!("CARGO_MANIFEST_DIR")
            );
            let golden = std::fs::read_to_string(golden).unwrap();
            expected.extend(golden.lines().skip(1).map(str::to_owned));
        }
        let ran = place.lkx(&["export", dataset, "--sample"]).well();
        let rows: Vec<&str> = ran.out.lines().skip(1).collect();
        for (own, golden) in rows.iter().zip(&expected) {
            assert_eq!(own, golden);
        }
        assert_eq!(rows.len(), expected.len(), "{dataset}");
    }
}

#[test]
fn the_year_of_a_figure_is_its_own() {
    let rows = export(&["facts", "--unit", "海东", "--table", "三公"])
        .well()
        .rows();
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {} {}", row[1], row[2], row[13], row[14]))
        .collect();
    assert!(told.contains(&"2024 2023 合计 5.40".to_owned()), "{told:?}");
    assert!(told.contains(&"2024 2024 合计 1.20".to_owned()), "{told:?}");
}

#[test]
fn projects_hold_the_money_of_the_performance_tables() {
    let ran = export(&["projects", "--unit", "xxsb"]).well();
    for line in [
        "新乡市社会保险中心,2023,预算,单位,项目支出表,,信息系统维护费,其他运转类,,合计,72.00,万元,\
         xinxiang-2023.txt:371",
        "新乡市社会保险中心,2023,预算,单位,项目绩效目标表,410700220000000029774,\
         职业年金虚账记实资金,",
    ] {
        assert!(ran.out.lines().any(|own| own.starts_with(line)), "{line}");
    }
}

#[test]
fn indicators_with_their_project() {
    let ran = export(&["indicators", "--unit", "xxsb"]).well();
    let rows = ran.rows();
    let row = rows
        .iter()
        .find(|row| row[12] == "2023年办理退休及中断职业年金人数")
        .unwrap();
    let told = row[5..].join("|");
    assert_eq!(
        told,
        "410700220000000029774|职业年金虚账记实资金|4660.00|万元||产出指标||\
         2023年办理退休及中断职业年金人数||1180|人|||项目|1180 人|xinxiang-2023.txt:411"
    );
    assert_eq!(rows.len(), 57);
}

#[test]
fn tables_say_what_is_empty_and_what_is_missing() {
    let rows = export(&["tables"]).well().rows();
    let find = |unit: &str, table: &str| {
        rows.iter()
            .find(|row| row[0].starts_with(unit) && row[4] == table)
            .map(|row| row[6..9].join(" "))
    };
    assert_eq!(
        find("新乡", "政府性基金支出表").as_deref(),
        Some("empty 8 万元")
    );
    assert_eq!(find("新乡", "三公经费表").as_deref(), Some("filled 6 万元"));
    assert_eq!(find("南充", "收入总表").as_deref(), Some("missing 0 "));
}

#[test]
fn documents_come_in_the_order_of_code_points() {
    let rows = export(&["tables"]).well().rows();
    let units: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
    assert!(units.is_sorted());
}

#[test]
fn json_is_an_array_of_objects_of_strings() {
    let csv = export(&["facts"]).well();
    let json = export(&["facts", "--format", "json"]).well();
    let Value::Array(objects) = serde_json::from_str(&json.out).unwrap() else {
        panic!("no array");
    };
    let names: Vec<&str> = csv.header().split(',').collect();
    let rows = csv.rows();
    assert_eq!(objects.len(), rows.len());
    for (object, row) in objects.iter().zip(&rows) {
        for (name, cell) in names.iter().zip(row) {
            assert_eq!(object[*name].as_str(), Some(cell.as_str()));
        }
    }
}

#[test]
fn into_a_file_whose_ending_decides() {
    let place = Place::new();
    let csv = place.lkx(&["export", "tables", "--sample"]).out;
    for (file, begins) in [("t.csv", "unit,"), ("t.json", "["), ("t.txt", "unit  ")] {
        place.write(file, "什么都还没有");
        let ran = place
            .lkx(&["export", "tables", "--sample", "-o", file])
            .well();
        assert_eq!(ran.out, "");
        assert!(place.read(file).starts_with(begins), "{file}");
    }
    assert_eq!(place.read("t.csv"), csv);
    place
        .lkx(&["export", "tables", "--sample", "-o", "t.csv", "--bom"])
        .well();
    assert_eq!(place.read("t.csv"), format!("\u{FEFF}{csv}"));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let place = Place::new();
    place.write("t.csv", "旧的");
    place
        .lkx(&["export", "facts", "--library", "none.sqlite", "-o", "t.csv"])
        .refused(1, &["none.sqlite"]);
    assert_eq!(place.read("t.csv"), "旧的");
    place
        .lkx(&["export", "facts", "--sample", "-o", "no/t.csv"])
        .refused(1, &["no/t.csv"]);
    let left = std::fs::read_dir(place.path(".")).unwrap().count();
    assert_eq!(left, 1, "nothing half-written is left behind");
}

#[test]
fn formats_that_contradict_each_other() {
    export(&["facts", "-o", "t.csv", "--format", "json"]).refused(2, &["--format"]);
    export(&["facts", "-o", "t.dat"]).refused(2, &[".csv"]);
    export(&["facts", "--format", "json", "--bom"]).refused(2, &["--bom"]);
    export(&["facts", "--format", "xml"]).refused(2, &["xml", "csv"]);
}

#[test]
fn foreign_text_is_unchanged_for_programs_and_visible_for_people() {
    let place = Place::new();
    let hostile = "信息\u{1b}]52;c;eA==\u{7}系\u{202e}统\u{200b}维护费";
    let text =
        sample_text("xinxiang-2023").replace("\t信息系统维护费\t", &format!("\t{hostile}\t"));
    place.write("hostile.txt", text);
    assert_eq!(place.lkx(&["import", "hostile.txt"]).status, 0);
    let csv = place.lkx(&["export", "projects"]).well();
    assert!(csv.rows().iter().any(|row| row[6] == hostile));
    let table = place
        .lkx(&["export", "projects", "--format", "table"])
        .well();
    assert!(
        table
            .out
            .contains("信息\\x1B]52;c;eA==\\x07系\\u{202E}统\\u{200B}维护费")
    );
    assert!(
        !table
            .out
            .contains(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}'])
    );
}

#[test]
fn a_package_says_what_its_files_are() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    place.lkx(&["export", "package", "data-of-both"]).well();
    let described = place.read("data-of-both/datapackage.json");
    let described: Value = serde_json::from_str(&described).unwrap();
    let resources = described["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 7);
    for resource in resources {
        let text = place.read(&format!(
            "data-of-both/{}",
            resource["path"].as_str().unwrap()
        ));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(text.lines().next().unwrap(), names.join(","));
        assert_eq!(resource["bytes"], text.len());
    }
    let facts = place.read("data-of-both/facts.csv");
    let plain = place.lkx(&["export", "facts"]).well().out;
    assert_eq!(facts.lines().count(), plain.lines().count());
    // 新乡市社会保险中心's total, 11,436.06 万元.
    assert!(facts.contains(
        ",11436.06,万元,printed,xinxiang-2023.txt:127,2023年单位收支预算表,,,,114360600.0000\n"
    ));
    place
        .lkx(&["export", "package", "data-of-both"])
        .refused(2, &["已经有东西了"]);
    place
        .lkx(&["export", "package"])
        .refused(2, &["export package 文件夹"]);
    place
        .lkx(&["export", "package", "a", "-o", "b"])
        .refused(2, &["只写一次"]);
    place
        .lkx(&["export", "facts", "a"])
        .refused(2, &["只有 export package"]);
}
