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
