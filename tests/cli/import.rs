use super::place::{Place, run, sample, sample_text};
use serde_json::{Value, json};

fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn one_json_object_a_document() {
    let place = Place::new();
    let path = sample("xinxiang-2023");
    let ran = place.lkx(&["import", "--json", &path]).well();
    let lines = json_lines(&ran.out);
    assert_eq!(lines.len(), 1);
    let line = lines[0].as_object().unwrap();
    let keys: Vec<&str> = line.keys().map(String::as_str).collect();
    let mut expected = [
        "path",
        "status",
        "unit",
        "year",
        "stage",
        "scope",
        "tables",
        "facts",
        "indicators",
        "warnings",
        "part",
        "error",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(line["path"], json!(path));
    assert_eq!(line["status"], "imported");
    assert_eq!(line["unit"], "新乡市社会保险中心");
    assert_eq!(line["year"], 2023);
    assert_eq!(line["stage"], "预算");
    assert_eq!(line["scope"], "单位");
    assert_eq!(line["part"], "whole");
    assert_eq!(line["error"], Value::Null);
    // 三公经费表 prints six figures, 政府性基金支出表 eight zeros, 项目支出表 ten rows of two.
    assert_eq!(line["tables"]["三公经费表"], 6);
    assert_eq!(line["tables"]["政府性基金支出表"], 8);
    assert_eq!(line["tables"]["项目支出表"], 20);
    assert!(line["facts"].is_u64() && line["indicators"].is_u64());
    assert!(line["warnings"].is_array());
}

#[test]
fn the_same_document_again_is_unchanged() {
    let place = Place::holding(&["xinxiang-2023"]);
    place.write("renamed.txt", sample_text("xinxiang-2023"));
    let ran = place.lkx(&["import", "--json", "renamed.txt"]).well();
    assert_eq!(json_lines(&ran.out)[0]["status"], "unchanged");
    assert_eq!(place.lkx(&["list"]).rows().len(), 1);
}

#[test]
fn another_document_of_the_same_budget_replaces_it() {
    let place = Place::holding(&["xinxiang-2023"]);
    let corrected = sample_text("xinxiang-2023").replace("72.00", "73.00");
    place.write("corrected.txt", corrected);
    let would = place.lkx(&["import", "--json", "--dry-run", "corrected.txt"]);
    assert_eq!(json_lines(&would.out)[0]["status"], "replaced");
    assert!(!place.lkx(&["export", "projects"]).out.contains(",73.00,"));
    let ran = place.lkx(&["import", "--json", "corrected.txt"]).well();
    assert_eq!(json_lines(&ran.out)[0]["status"], "replaced");
    assert!(place.lkx(&["export", "projects"]).out.contains(",73.00,"));
    assert_eq!(place.lkx(&["list"]).rows().len(), 1);
}

#[test]
fn a_replacement_that_reads_less_than_half_needs_to_be_confirmed() {
    let place = Place::holding(&["haidong-2024"]);
    let text = sample_text("haidong-2024");
    let whole = text.find("财政拨款收支总表\n\n部门名称").unwrap();
    place.write("torn.txt", &text[..whole]);
    let ran = place.lkx(&["import", "--json", "torn.txt"]);
    assert_eq!(ran.status, 1);
    let line = &json_lines(&ran.out)[0];
    assert_eq!(line["status"], "failed");
    assert_eq!(line["unit"], "海东市社会保险服务局");
    assert!(line["error"].as_str().unwrap().contains("--replace"));
    assert!(ran.err.contains("torn.txt") && ran.err.contains("--replace"));
    let forced = place.lkx(&["import", "--json", "--replace", "torn.txt"]);
    assert_eq!(json_lines(&forced.out)[0]["status"], "replaced");
}

#[test]
fn a_dry_run_leaves_nothing_behind() {
    let place = Place::new();
    let path = sample("haidong-2024");
    let ran = place
        .lkx(&["import", "--json", "--dry-run", &path, &path])
        .well();
    let statuses: Vec<Value> = json_lines(&ran.out)
        .iter()
        .map(|line| line["status"].clone())
        .collect();
    assert_eq!(statuses, ["imported", "unchanged"]);
    assert!(!place.usual_library().exists());
}

#[test]
fn a_folder_is_read_with_all_below_it_and_one_failure_stops_no_other() {
    let place = Place::new();
    place.write("in/甲/haidong.txt", sample_text("haidong-2024"));
    place.write("in/乙/xinxiang.md", sample_text("xinxiang-2023"));
    place.write(
        "in/乙/novel.txt",
        "话说天下大势，分久必合，合久必分。\n".repeat(50),
    );
    place.write("in/scan.pdf", b"%PDF-1.7\n\x00");
    place.write("in/photo.jpg", b"\xFF\xD8\xFF\xE0");
    place.write("in/.hidden.txt", "…");
    let ran = place.lkx(&["import", "--json", "in"]);
    assert_eq!(ran.status, 1);
    let told: Vec<(String, String)> = json_lines(&ran.out)
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap().to_owned();
            (text("path"), text("status"))
        })
        .collect();
    let expected = [
        ("in/scan.pdf", "failed"),
        ("in/乙/novel.txt", "failed"),
        ("in/乙/xinxiang.md", "imported"),
        ("in/甲/haidong.txt", "imported"),
    ];
    assert_eq!(told, expected.map(|(p, s)| (p.to_owned(), s.to_owned())));
    assert!(ran.err.contains("in/scan.pdf") && ran.err.contains("PDF"));
    assert!(ran.err.contains("in/乙/novel.txt"));
    assert_eq!(place.lkx(&["list"]).rows().len(), 2);
}

#[test]
fn what_is_no_budget_is_named_and_makes_no_library() {
    let place = Place::new();
    place.write("empty.txt", "");
    place.write(
        "picture.txt",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
    );
    place.write(
        "program.txt",
        b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\xfe\xff\x80",
    );
    place.write("folder/notes.rs", "fn main() {}");
    for (path, says) in [
        ("empty.txt", "空"),
        ("picture.txt", "图片"),
        ("program.txt", "二进制"),
        ("folder", "文件夹里没有文档"),
        ("gone.txt", "没有这个文件"),
    ] {
        place.lkx(&["import", path]).refused(1, &[path, says]);
    }
    assert!(!place.usual_library().exists());
}

#[test]
fn people_are_told_on_standard_error() {
    let place = Place::new();
    let ran = place.lkx(&["import", &sample("xinxiang-2023"), &sample("haidong-2024")]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains("新乡市社会保险中心 2023 年单位预算"));
    assert!(ran.err.contains("57 条指标"), "{}", ran.err);
    assert!(
        ran.err.contains("新导入    2     461     116"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_no_document_in_a_folder_is_named() {
    let place = Place::new();
    place.write("下载/a.txt", sample_text("xinxiang-2023"));
    for name in [
        "照片.png",
        "b.xls.crdownload",
        "desktop.ini",
        ".DS_Store",
        "~$a.doc",
    ] {
        place.write(&format!("下载/{name}"), b"x");
    }
    let ran = place.lkx(&["import", "下载"]);
    let said = "文件夹或压缩包里另有 2 个文件不是文档，没有读：b.xls.crdownload、照片.png。";
    assert!(ran.err.contains(said), "{}", ran.err);
    let ran = place.lkx(&["import", "--json", "下载"]);
    assert!(!ran.err.contains("照片"), "{}", ran.err);
}

#[test]
fn a_library_that_cannot_be_written_is_said_once_and_kept() {
    let place = Place::new();
    place.write("other.sqlite", "这不是库");
    let (one, two) = (sample("xinxiang-2023"), sample("haidong-2024"));
    let ran = place
        .lkx(&["import", "--library", "other.sqlite", &one, &two])
        .refused(1, &["other.sqlite", "不是 lkx 的库"]);
    assert_eq!(ran.err.matches("不是 lkx 的库").count(), 1);
    assert_eq!(place.read("other.sqlite"), "这不是库");
    let ran = place.lkx(&["import", "--json", "--library", "other.sqlite", &one, &two]);
    assert_eq!(ran.status, 1);
    let lines = json_lines(&ran.out);
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line["status"] == "failed"));
    place
        .lkx(&["import", "--library", "no/such/folder.sqlite", &one])
        .refused(1, &["no/such"]);
}

#[test]
fn the_library_is_named_by_option_then_by_variable() {
    let place = Place::new();
    let path = sample("xinxiang-2023");
    let in_variable = |arguments: &[&str]| {
        run(place
            .command()
            .env("LKX_LIBRARY", "by-variable.sqlite")
            .args(arguments))
    };
    assert_eq!(in_variable(&["import", &path]).status, 0);
    assert!(place.path("by-variable.sqlite").exists());
    let ran = in_variable(&["import", "--library", "by-option.sqlite", &path]);
    assert_eq!(ran.status, 0);
    assert!(place.path("by-option.sqlite").exists());
    assert!(!place.usual_library().exists());
}

#[test]
fn the_samples_cannot_be_imported_into() {
    let place = Place::new();
    place
        .lkx(&["import", "--sample", &sample("xinxiang-2023")])
        .refused(2, &["样本"]);
}

/// Runs an import that reads these bytes from standard input.
fn from_input(place: &Place, arguments: &[&str], input: &[u8]) -> super::place::Ran {
    run(place
        .command()
        .arg("import")
        .args(arguments)
        .write_stdin(input.to_vec()))
}

#[test]
fn standard_input_is_a_document() {
    for name in ["-", "/dev/stdin"] {
        let place = Place::new();
        let text = sample_text("xinxiang-2023");
        let ran = from_input(&place, &["--json", name], text.as_bytes()).well();
        let line = &json_lines(&ran.out)[0];
        assert_eq!(
            (&line["path"], &line["status"]),
            (&json!(name), &json!("imported"))
        );
        assert!(
            place
                .lkx(&["list", "--format", "csv"])
                .out
                .contains("标准输入")
        );
        from_input(&place, &[name], b"").refused(1, &["空"]);
    }
}

#[test]
fn standard_input_has_an_end() {
    let place = Place::new();
    let input = vec![b' '; (64 << 20) + 1];
    from_input(&place, &["-"], &input).refused(1, &["超过 64 MB"]);
}

#[cfg(unix)]
#[test]
fn what_may_never_end_is_not_read() {
    let place = Place::new();
    let pipe = place.path("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    std::os::unix::fs::symlink("loop.txt", place.path("loop.txt")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", place.path("zero.txt")).unwrap();
    std::fs::create_dir(place.path("folder")).unwrap();
    for (path, says) in [
        ("pipe.txt", "管道"),
        ("zero.txt", "设备"),
        ("loop.txt", "绕成了圈"),
    ] {
        place.lkx(&["import", path]).refused(1, &[path, says]);
        let document = sample("xinxiang-2023");
        place
            .lkx(&["import", "--password-file", path, &document])
            .refused(1, &["密码文件", path, says]);
    }
    let document = sample("xinxiang-2023");
    place.write("long", "1".repeat(5000));
    place.write("binary", b"\xFF\xFE\n");
    for (path, says) in [("folder", "文件夹"), ("long", "1024"), ("binary", "UTF-8")] {
        place
            .lkx(&["import", "--password-file", path, &document])
            .refused(1, &["密码文件", path, says]);
    }
    assert!(!place.usual_library().exists());
}

#[cfg(unix)]
#[test]
fn names_of_files_are_shown_as_they_were_meant_and_on_one_line() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let gbk = OsStr::from_bytes(b"\xD6\xA7\xB3\xF6.txt");
    std::fs::write(place.path("").join(gbk), sample_text("xinxiang-2023")).unwrap();
    let ran = run(place.command().args(["import", "--json"]).arg(gbk)).well();
    assert_eq!(json_lines(&ran.out)[0]["path"], "支出.txt");
    let ran = run(place.command().arg("import").arg(gbk));
    assert!(ran.err.starts_with("未变 支出.txt"), "{}", ran.err);
    let name = "a\n已导入 b.txt";
    place.write(name, "");
    let ran = place.lkx(&["import", name]);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(
        ran.err.starts_with("失败 a\\x0A已导入 b.txt"),
        "{}",
        ran.err
    );
    let ran = place.lkx(&["import", "--json", name]);
    assert_eq!(json_lines(&ran.out)[0]["path"], name);
}

#[test]
fn a_packed_file_is_named_with_what_to_do() {
    let place = Place::new();
    place.write("d.zip", b"PK\x03\x04\x14\0\0\0\0\0a.txt");
    place.write("d.rar", b"Rar!\x1A\x07\x01\0");
    place.lkx(&["import", "d.zip"]).refused(1, &["ZIP", "解压"]);
    place.lkx(&["import", "d.rar"]).refused(1, &["RAR", "解压"]);
}

/// A file of a department's table and one of each of its units'.
fn of_several_units(total: &str) -> String {
    let table = |title: &str, caption: &str, total: &str| {
        format!(
            "{title}\n{caption}\t单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{total}\t{total}\t\n213\t农林水支出\t{total}\t{total}\t\n\n"
        )
    };
    [
        "青石市水利局2024年部门预算\n\n".to_owned(),
        table("部门支出总表", "部门：青石市水利局", total),
        table("单位支出总表", "单位：青石市水利局本级", "300.00"),
        table("单位支出总表", "单位：青石市水库管理处", "200.00"),
    ]
    .concat()
}

#[test]
fn each_units_tables_are_its_budget() {
    let place = Place::new();
    place.write("a.txt", of_several_units("500.00"));
    let ran = place.lkx(&["import", "--json", "a.txt"]).well();
    let budgets: Vec<Value> = json_lines(&ran.out)
        .iter()
        .map(|line| {
            json!([
                line["path"],
                line["status"],
                line["unit"],
                line["scope"],
                line["facts"]
            ])
        })
        .collect();
    assert_eq!(
        budgets,
        [
            json!(["a.txt", "imported", "青石市水利局", "部门", 4]),
            json!(["a.txt", "imported", "青石市水利局本级", "单位", 4]),
            json!(["a.txt", "imported", "青石市水库管理处", "单位", 4]),
        ]
    );
    let again = place.lkx(&["import", "--json", "a.txt"]).well();
    let unchanged = |line: &Value| line["status"] == "unchanged";
    assert!(json_lines(&again.out).iter().all(unchanged));
    assert_eq!(place.lkx(&["list"]).rows().len(), 3);
    // A unit that is taken out comes back with the file.
    let removed = place.lkx(&["remove", "水库管理处", "2024", "--yes"]);
    assert_eq!(removed.status, 0);
    place.lkx(&["import", "--json", "a.txt"]).well();
    assert_eq!(place.lkx(&["list"]).rows().len(), 3);
    place.write("b.txt", of_several_units("501.00"));
    let ran = place.lkx(&["import", "--json", "b.txt"]).well();
    let replaced = |line: &Value| line["status"] == "replaced";
    assert!(json_lines(&ran.out).iter().all(replaced));
}

#[test]
fn a_file_of_several_units_is_stored_whole_or_not_at_all() {
    let place = Place::new();
    place.write("a.txt", of_several_units("500.00"));
    place.lkx(&["import", "--json", "a.txt"]).well();
    // Of one unit the second file reads less than half.
    let poor = of_several_units("501.00")
        .replace("\t200.00\t200.00", "\t201.00\t")
        .replace("213\t农林水支出\t201.00\t\t\n", "");
    place.write("b.txt", poor);
    let ran = place.lkx(&["import", "--json", "b.txt"]);
    assert_eq!(ran.status, 1);
    let failed = |line: &Value| line["status"] == "failed";
    assert!(json_lines(&ran.out).iter().all(failed));
    let listed = place.lkx(&["list"]).well().out;
    assert!(
        listed.contains("500.00") && !listed.contains("501.00"),
        "{listed}"
    );
}

#[test]
fn whose_budget_it_is_can_be_said() {
    let place = Place::new();
    let table = "2024年支出总表\n单位：万元\n科目编码\t科目名称\t合计\n\t合计\t5.00\n213\t农林水支出\t5.00\n";
    place.write("a.txt", table);
    place.lkx(&["import", "a.txt"]).refused(1, &["--unit"]);
    let ran = place
        .lkx(&["import", "--json", "--unit", "青石市档案馆", "a.txt"])
        .well();
    let line = &json_lines(&ran.out)[0];
    assert_eq!(line["unit"], "青石市档案馆");
    assert_eq!(line["scope"], "单位");
    assert!(
        line["warnings"][0].as_str().unwrap().contains("--scope"),
        "{line}"
    );
    // Said otherwise, the same file is another budget, and the first reading of it goes.
    let options = [
        "--unit",
        "青石市档案局",
        "--year",
        "2023",
        "--stage",
        "决算",
        "--scope",
        "部门",
    ];
    let arguments = [&["import", "--json"], options.as_slice(), &["a.txt"]].concat();
    let ran = place.lkx(&arguments).well();
    let line = &json_lines(&ran.out)[0];
    assert_eq!(line["status"], "imported");
    assert_eq!(line["warnings"], json!([]));
    let rows = place.lkx(&["list"]).rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0][..4], ["青石市档案局", "2023", "决算", "部门"]);
    let again = place.lkx(&arguments).well();
    assert_eq!(json_lines(&again.out)[0]["status"], "unchanged");
    place.write("b.txt", of_several_units("500.00"));
    place
        .lkx(&["import", "--unit", "青石市水利局", "b.txt"])
        .refused(1, &["3 个单位", "--unit"]);
}

const EXPLANATION: &str = "青石市档案馆2024年单位预算\n目录\n一、支出总表\n二、三公经费表\n情况说明\n2024年支出合计6.00万元，其中：基本支出3.00万元。\n";

/// The tables of the same budget, in a file of their own.
fn tables_apart(total: &str) -> String {
    format!(
        "2024年单位支出总表\n单位名称：青石市档案馆\t单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{total}\t3.00\t2.00\n201\t一般公共服务支出\t{total}\t3.00\t2.00\n"
    )
}

#[test]
fn text_and_tables_of_one_budget_are_joined() {
    let place = Place::new();
    place.write("说明.txt", EXPLANATION);
    place.write("表.txt", tables_apart("5.00"));
    let ran = place
        .lkx(&["import", "--json", "说明.txt", "表.txt"])
        .well();
    let lines = json_lines(&ran.out);
    let told = |line: &Value| json!([line["status"], line["unit"], line["part"], line["facts"]]);
    assert_eq!(
        told(&lines[0]),
        json!(["imported", "青石市档案馆", "text", 0])
    );
    assert_eq!(
        told(&lines[1]),
        json!(["imported", "青石市档案馆", "tables", 6])
    );
    assert!(
        lines[0]["warnings"][0]
            .as_str()
            .unwrap()
            .contains("另一个文件")
    );
    let listed = place.lkx(&["list"]).rows();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0][10], "说明.txt、表.txt");
    // Places name the file that they are in, and count its lines.
    let facts = place.lkx(&["export", "facts"]).well().out;
    assert!(facts.contains("表.txt:4"), "{facts}");
    let states = place.lkx(&["export", "tables"]).well().out;
    assert!(
        states.contains("支出总表,filled") || states.contains("2024年单位支出总表,filled"),
        "{states}"
    );
    assert!(
        states.contains("missing") && states.contains("说明.txt:4"),
        "{states}"
    );
    // The prose of one is held against the tables of the other.
    let found = place.lkx(&["check", "--format", "csv"]).out;
    let prose = found.lines().find(|line| line.contains("说明.txt:6"));
    assert!(
        prose.is_some_and(|line| line.contains("表.txt:4")),
        "{found}"
    );
    for again in ["说明.txt", "表.txt"] {
        let ran = place.lkx(&["import", "--json", again]).well();
        assert_eq!(json_lines(&ran.out)[0]["status"], "unchanged");
    }
    place.lkx(&["library", "check"]);
}

#[test]
fn a_new_version_of_one_file_leaves_the_other() {
    let place = Place::new();
    // The order of import changes nothing.
    place.write("说明.txt", EXPLANATION);
    place.write("表.txt", tables_apart("5.00"));
    place.write("新表.txt", tables_apart("6.00"));
    place
        .lkx(&["import", "--json", "表.txt", "说明.txt"])
        .well();
    let ran = place.lkx(&["import", "--json", "新表.txt"]).well();
    assert_eq!(json_lines(&ran.out)[0]["status"], "replaced");
    let listed = place.lkx(&["list"]).rows();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0][10], "说明.txt、新表.txt");
    assert_eq!(listed[0][4], "6.00");
    let history = place.lkx(&["list", "--history"]).rows();
    let current: Vec<[&str; 2]> = history
        .iter()
        .map(|row| [row[8].as_str(), row[7].as_str()])
        .collect();
    assert_eq!(
        current,
        [["表.txt", "no"], ["说明.txt", "yes"], ["新表.txt", "yes"]]
    );
    let removed = place.lkx(&["remove", "档案馆", "2024", "--yes"]);
    assert_eq!(removed.status, 0);
    assert_eq!(place.lkx(&["list"]).rows().len(), 0);
}

#[test]
fn prose_that_says_nothing_of_whose_it_is_stays_refused() {
    let place = Place::new();
    place.write("a.txt", "会议纪要\n2024年支出6.00万元。\n");
    place.lkx(&["import", "a.txt"]).refused(1, &["没有找到"]);
}

/// A specimen of the tests.
fn specimen(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/documents/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        written.start_file(*name, options).unwrap();
        written.write_all(bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn a_folder_as_it_was_downloaded() {
    let place = Place::new();
    let inner = zip(&[
        ("附件2.xls", &specimen("workbook/budget.xls")),
        ("图.jpg", b"x"),
    ]);
    let outer = zip(&[
        ("预算公开/附件1.doc", &specimen("word/budget.doc")),
        ("预算公开/附件.zip", &inner),
        ("__MACOSX/._附件1.doc", b"x"),
        ("../../坏.txt", b"x"),
    ]);
    place.write("下载/a.zip", outer);
    place.write("下载/b.7z", specimen("bundle/attachments.7z"));
    place.write("下载/c.7z", specimen("bundle/locked.7z"));
    place.write("下载/d.rar", b"Rar!\x1A\x07\x01\0");
    place.write("下载/e.zip", zip(&[("图.jpg", b"x")]));
    place.write("下载/f.pdf", specimen("pdf/lines-across.pdf"));
    let ran = place.lkx(&["import", "--json", "下载"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let lines = json_lines(&ran.out);
    let gist: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| {
            (
                line["path"].as_str().unwrap(),
                line["status"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        gist,
        [
            ("下载/a.zip!预算公开/附件1.doc", "imported"),
            ("下载/a.zip!预算公开/附件.zip!附件2.xls", "replaced"),
            ("下载/a.zip!../../坏.txt", "failed"),
            ("下载/b.7z!预算公开/附件1.ofd", "replaced"),
            ("下载/c.7z", "failed"),
            ("下载/d.rar", "failed"),
            ("下载/e.zip", "failed"),
            ("下载/f.pdf", "replaced"),
        ],
        "{}",
        ran.err
    );
    for said in ["加密", "RAR", "压缩包里没有文档"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    place.write(
        "g.zip",
        zip(&[("内/附件2.xls", &specimen("workbook/budget.xls"))]),
    );
    for status in ["replaced", "unchanged"] {
        // The workbook is the one that lay in the folder, but the page read after it took its place.
        let ran = place.lkx(&["import", "--json", "--replace", "g.zip"]);
        assert_eq!(json_lines(&ran.out)[0]["status"], status, "{}", ran.err);
    }
    let facts = place.lkx(&["export", "facts"]).well();
    assert!(facts.out.contains("g.zip!内/附件2.xls:"), "{}", facts.out);
}

#[test]
fn a_path_as_a_file_manager_hands_it_over() {
    let place = Place::new();
    place.write("预 算.txt", sample_text("xinxiang-2023"));
    let path = place.path("预 算.txt");
    let path = path.to_str().unwrap();
    let address = format!("file://{}", path.replace(' ', "%20"));
    for given in [format!("'{path}'"), path.replace(' ', "\\ "), address] {
        let ran = place.lkx(&["import", "--json", &given]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(json_lines(&ran.out)[0]["path"], path);
    }
}
