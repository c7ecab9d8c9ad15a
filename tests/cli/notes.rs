use super::place::{Place, Ran, sample_text};
use lkx::budget::{Book, TableKind};
use lkx::documents::File;
use lkx::notes::{About, Judgement, Notebook, Pointed, Status};

/// The notes of a place, where the program looks for them when nothing names them.
fn notebook(place: &Place) -> Notebook {
    let path = place.path("data/lkx/notes/notes.sqlite");
    Notebook::at(Some(path), || "2026-11-26 16:30:00".to_owned())
}

fn book(name: &str) -> Book {
    let file = format!("{name}.txt");
    lkx::commands::read_book(&File::new(&file, sample_text(name).as_bytes())).unwrap()
}

/// The first figure of a row of 支出总表.
fn about(book: &Book, name: &str) -> About {
    let table = book.table(TableKind::Expenditure).unwrap();
    let row = table.rows.iter().find(|row| row.name == name).unwrap();
    let figure = &row.figures[0];
    let pointed = Pointed {
        place: Some(figure.place),
        amount: Some(figure.amount),
        ..Pointed::default()
    };
    About::of(book, &pointed)
}

const ANNUITY: &str = "机关事业单位职业年金缴费支出";

/// A place with a library of one budget, a note on a row of it, and a finding set aside.
fn noted() -> Place {
    let place = Place::holding(&["xinxiang-2023"]);
    let book = book("xinxiang-2023");
    let mut notebook = notebook(&place);
    notebook
        .add(&about(&book, ANNUITY), "与“记账”口径, 核对")
        .unwrap();
    let finding = Judgement {
        status: Status::Aside,
        rule: "R01".to_owned(),
        key: "R01|支出总表/合计".to_owned(),
        title: "合计 印 4660.00，各项之和 4659.99".to_owned(),
        equation: "合计＝基本支出＋项目支出：4660.00 对 4659.99".to_owned(),
        difference: "0.01 万元".to_owned(),
        figures: "4660.00；4659.99".to_owned(),
    };
    let other = about(&book, "社会保险经办机构");
    notebook
        .by("张三")
        .judge(&other, &finding, "差额为上年结转", None)
        .unwrap();
    place
}

#[cfg(feature = "parquet")]
#[test]
fn notes_are_columns_for_programs_too() {
    let place = noted();
    place
        .lkx(&["export", "notes", "-o", "notes.parquet"])
        .well();
}

fn cell(ran: &Ran, row: usize, column: &str) -> String {
    let at = ran.header().split(',').position(|name| name == column);
    ran.rows()[row][at.unwrap()].clone()
}

#[test]
fn a_note_a_row() {
    let ran = noted().lkx(&["export", "notes"]).well();
    assert_eq!(
        ran.header(),
        "unit,document_year,stage,scope,table,row,measure,figure_noted,figure_now,text,finding,\
         reason,time,document,sha256,source,status,author,address"
    );
    let sha256 = book("xinxiang-2023").source.sha256;
    // 208 05 06 机关事业单位职业年金缴费支出 4,660.00
    let line = format!(
        "新乡市社会保险中心,2023,预算,单位,支出总表,6 2080506 {ANNUITY},合计,4660.00 万元,\
         4660.00 万元,\"与“记账”口径, 核对\",,,2026-11-26 16:30:00,xinxiang-2023.txt,{sha256},\
         xinxiang-2023.txt:192,,,新乡市社会保险中心/2023/预算/单位/功能/2080506@支出总表#合计"
    );
    assert_eq!(ran.out.lines().nth(1), Some(line.as_str()));
    assert_eq!(cell(&ran, 1, "reason"), "差额为上年结转");
    assert_eq!(
        cell(&ran, 1, "finding"),
        "R01 合计 印 4660.00，各项之和 4659.99"
    );
    let json = noted().lkx(&["export", "notes", "--format", "json"]).well();
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json[0]["figure_noted"], "4660.00 万元");
}

#[test]
fn the_working_paper() {
    let place = noted();
    let paper = place.lkx(&["export", "notes", "--format", "md"]).well().out;
    let sha256 = book("xinxiang-2023").source.sha256;
    for line in [
        "# 工作底稿",
        "## 新乡市社会保险中心",
        "### 2023 年单位预算",
        &format!("#### 1. 支出总表 第 6 行 2080506 {ANNUITY}"),
        "> 与“记账”口径, 核对",
        "- 口径：合计",
        "- 记下的数：4,660.00 万元",
        "- 现在的数：未变",
        "- 出处：xinxiang-2023.txt:192",
        &format!("文件 xinxiang-2023.txt，SHA-256 `{sha256}`"),
        "- 事实：合计 印 4660.00，各项之和 4659.99",
        "- 标准：R01 支出行：合计＝基本支出＋项目支出（＋经营、上缴、补助支出）",
        "- 差额：0.01 万元",
        "- 结论：搁置",
        "- 编制人：张三",
        "> 差额为上年结转",
    ] {
        assert!(paper.lines().any(|own| own == line), "no {line} in {paper}");
    }
    place.lkx(&["export", "notes", "-o", "底稿.md"]).well();
    assert!(place.read("底稿.md").starts_with("# 工作底稿\n"));
}

#[test]
fn a_new_import_leaves_the_note_and_shows_what_has_changed() {
    let place = noted();
    let text = sample_text("xinxiang-2023");
    let changed = text
        .replace("4,660.00", "4,661.50")
        .replace("4660.00", "4661.50");
    place.write("新版.txt", changed);
    assert_eq!(place.lkx(&["import", "新版.txt"]).status, 0);
    let ran = place.lkx(&["export", "notes"]).well();
    assert_eq!(cell(&ran, 0, "figure_noted"), "4660.00 万元");
    assert_eq!(cell(&ran, 0, "figure_now"), "4661.50 万元");
    // What was noted is about the document of then.
    assert_eq!(cell(&ran, 0, "document"), "xinxiang-2023.txt");
    let paper = place.lkx(&["export", "notes", "--format", "md"]).well().out;
    assert!(paper.contains("记下以后有变动的：第 1 条。"), "{paper}");
    assert!(paper.contains("- 现在的数：现为 4,661.50 万元"), "{paper}");
    place.write("无此行.txt", text.replace(ANNUITY, "另一种支出"));
    assert_eq!(place.lkx(&["import", "无此行.txt"]).status, 0);
    let ran = place.lkx(&["export", "notes"]).well();
    assert_eq!(cell(&ran, 0, "figure_now"), "此行已不在");
}

#[test]
fn notes_need_no_library() {
    let place = noted();
    std::fs::remove_file(place.usual_library()).unwrap();
    let ran = place.lkx(&["export", "notes"]).well();
    assert_eq!(cell(&ran, 0, "figure_now"), "库中没有这份预算");
    assert_eq!(cell(&ran, 0, "figure_noted"), "4660.00 万元");
    let ran = place.lkx(&["export", "notes", "--sample"]).well();
    assert_eq!(cell(&ran, 0, "figure_now"), "4660.00 万元");
    place
        .lkx(&["export", "notes", "--library", "none.sqlite"])
        .refused(1, &["none.sqlite"]);
}

#[test]
fn without_notes_there_are_no_rows_and_no_file() {
    let place = Place::new();
    let ran = place.lkx(&["export", "notes"]).well();
    assert_eq!(ran.rows().len(), 0);
    assert!(!place.path("data").exists());
}

#[test]
fn notes_are_narrowed_like_budgets() {
    let place = noted();
    let other = book("puyang-2024");
    let row = other.table(TableKind::Expenditure).unwrap().rows[1].clone();
    notebook(&place)
        .add(&about(&other, &row.name), "濮阳")
        .unwrap();
    let rows = |arguments: &[&str]| {
        let ran = place
            .lkx(&[&["export", "notes"], arguments].concat())
            .well();
        ran.rows().len()
    };
    assert_eq!(rows(&[]), 3);
    assert_eq!(rows(&["--unit", "濮阳"]), 1);
    assert_eq!(rows(&["--year", "2023"]), 2);
    assert_eq!(rows(&["--table", "支出总表", "--stage", "决算"]), 0);
    place
        .lkx(&["export", "notes", "--unit", "郑州"])
        .refused(1, &["濮阳市社会保险中心", "新乡市社会保险中心"]);
}

#[test]
fn a_named_file_goes_before_the_usual_one() {
    let place = noted();
    let ran = place
        .lkx(&["export", "notes", "--notes", "none.sqlite"])
        .well();
    assert_eq!(ran.rows().len(), 0);
    place.write("文字.txt", "不是笔记".repeat(500));
    place
        .lkx(&["export", "notes", "--notes", "文字.txt"])
        .refused(1, &["文字.txt 不是 lkx 的笔记"]);
}

#[test]
fn foreign_text_is_a_text_in_the_working_paper() {
    let place = Place::new();
    let mut notebook = notebook(&place);
    let mut about = about(&book("xinxiang-2023"), ANNUITY);
    about.name = "甲\u{1b}[31m<b>|乙".to_owned();
    notebook.add(&about, "# 一\n二").unwrap();
    let paper = place.lkx(&["export", "notes", "--format", "md"]).well().out;
    assert!(paper.contains("甲\\\\x1B\\[31m&lt;b\\>\\|乙"), "{paper}");
    assert!(paper.contains("> \\# 一 二"), "{paper}");
    let csv = place.lkx(&["export", "notes"]).well();
    assert_eq!(cell(&csv, 0, "row"), "6 2080506 甲\u{1b}[31m<b>|乙");
}

#[test]
fn a_check_says_what_was_set_aside_and_why() {
    let place = Place::holding(&["haidong-2024"]);
    let book = book("haidong-2024");
    let checked = lkx::checks::check(&book, &[]);
    let finding = checked
        .findings
        .iter()
        .find(|finding| finding.rule.name() == "P05");
    let finding = finding.expect("the sentence about 三公");
    let aside = Judgement::of(finding, Status::Aside);
    let row = book.table(TableKind::Expenditure).unwrap().rows[1]
        .name
        .clone();
    notebook(&place)
        .by("张三")
        .judge(&about(&book, &row), &aside, "已与单位核实", None)
        .unwrap();
    let ran = place.lkx(&["check", "--format", "table", "--rule", "P05"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[4], "      已搁置：已与单位核实（张三）");
    assert!(ran.err.contains("错误 2，"), "{}", ran.err);
    assert!(ran.err.contains("（其中已搁置 1）；规则"), "{}", ran.err);
    // What was set aside is still an error, and there is no other of this rule.
    let errors = checked.findings.iter().filter(|finding| {
        finding.rule.name() == "P05" && finding.severity == lkx::budget::Severity::Error
    });
    assert_eq!(errors.count(), 1);
    assert_eq!(place.lkx(&["check", "--strict", "--rule", "P05"]).status, 1);
    let rows = place.lkx(&["export", "findings"]).well();
    let judged: Vec<usize> = (0..rows.rows().len())
        .filter(|row| cell(&rows, *row, "status") != "未核")
        .collect();
    let [only] = judged.as_slice() else {
        panic!("{judged:?}")
    };
    assert_eq!(cell(&rows, *only, "status"), "搁置");
    assert_eq!(cell(&rows, *only, "reason"), "已与单位核实");
    assert_eq!(cell(&rows, *only, "author"), "张三");
}
