//! Workbooks, read back as a spreadsheet reads them.

use super::place::{Place, sample};
use calamine::{Data, Reader, Xlsx};
use std::fs::{self, File};
use std::io::{BufReader, Cursor};

type Rows = Vec<Vec<Data>>;

fn sheet(place: &Place, file: &str, name: &str) -> Rows {
    let mut workbook: Xlsx<BufReader<File>> = calamine::open_workbook(place.path(file)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn text(data: &Data) -> String {
    match data {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        other => panic!("no text: {other:?}"),
    }
}

fn of_sample(arguments: &[&str], sheet_name: &str) -> Rows {
    let place = Place::new();
    let ran = place.lkx(&[arguments, &["--sample", "-o", "a.xlsx"]].concat());
    ran.well();
    sheet(&place, "a.xlsx", sheet_name)
}

#[test]
fn figures_are_numbers_and_codes_and_years_are_text() {
    let rows = of_sample(
        &["export", "facts", "--unit", "xxsb", "--table", "支出总表"],
        "facts",
    );
    let header: Vec<String> = rows[0].iter().map(text).collect();
    assert_eq!(header[..3], ["unit", "document_year", "year"]);
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    // 2080506 机关事业单位职业年金缴费支出 4,660.00
    let row = rows
        .iter()
        .find(|row| {
            row[at("row_code")] == Data::String("2080506".to_owned())
                && text(&row[at("measure")]) == "合计"
        })
        .unwrap();
    assert_eq!(row[at("amount")], Data::Float(4660.0));
    assert_eq!(row[at("document_year")], Data::String("2023".to_owned()));
    assert_eq!(text(&row[at("money_unit")]), "万元");
    assert_eq!(text(&row[at("source")]), "xinxiang-2023.txt:192");
}

#[test]
fn every_export_has_the_rows_of_its_csv() {
    let place = Place::new();
    for dataset in [
        "facts",
        "projects",
        "indicators",
        "tables",
        "findings",
        "checks",
    ] {
        let csv = place.lkx(&["export", dataset, "--sample"]).well();
        let file = format!("{dataset}.xlsx");
        place
            .lkx(&["export", dataset, "--sample", "-o", &file])
            .well();
        let rows = sheet(&place, &file, dataset);
        assert_eq!(rows.len(), csv.rows().len() + 1, "{dataset}");
        for (own, of_csv) in rows[1..].iter().zip(csv.rows()) {
            for (cell, printed) in own.iter().zip(&of_csv) {
                held_to(cell, printed);
            }
        }
    }
}

/// A cell says what the CSV says, as text or as a number.
fn held_to(cell: &Data, printed: &str) {
    match cell {
        Data::Float(_) | Data::Int(_) => {
            // The number as shortest text; the CSV may have zeros at its end.
            let own = cell.to_string();
            let trimmed = match printed.contains('.') {
                true => printed.trim_end_matches('0').trim_end_matches('.'),
                false => printed,
            };
            assert_eq!(own, trimmed);
        }
        other => assert_eq!(text(other), printed),
    }
}

#[test]
fn the_printed_decimals_are_shown_and_the_header_stays() {
    let place = Place::new();
    place
        .lkx(&["export", "facts", "--sample", "-o", "a.xlsx"])
        .well();
    let styles = part(&place, "a.xlsx", "xl/styles.xml");
    assert!(styles.contains("#,##0.00") || styles.contains("numFmtId=\"4\""));
    let sheet = part(&place, "a.xlsx", "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("state=\"frozen\""), "no frozen header");
    assert!(sheet.contains("<autoFilter ref=\"A1:S"), "no filter");
    assert!(sheet.contains("<cols>"), "no widths");
}

/// A file inside the workbook.
fn part(place: &Place, file: &str, name: &str) -> String {
    let bytes = fs::read(place.path(file)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

#[test]
fn a_sheet_says_from_which_documents_and_when() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    place
        .lkx(&["export", "facts", "--unit", "海东", "-o", "a.xlsx"])
        .well();
    let rows = sheet(&place, "a.xlsx", "说明");
    let all: Vec<String> = rows
        .iter()
        .map(|row| row.iter().map(text).collect::<Vec<_>>().join("|"))
        .collect();
    let all = all.join("\n");
    let hash = place.lkx(&["list", "--unit", "海东"]).rows()[0][11].clone();
    assert_eq!(hash.len(), 64);
    for words in [
        "制作时间|20",
        "lkx ",
        "haidong-2024.txt",
        &hash,
        "海东市社会保险服务局|2024|预算|部门",
    ] {
        assert!(all.contains(words), "no {words} in {all}");
    }
    assert!(!all.contains("新乡"), "{all}");
}

#[test]
fn list_show_and_search_too() {
    let listed = of_sample(&["list"], "目录");
    assert_eq!(listed.len(), 6);
    let nanchong = &listed[1];
    assert_eq!(nanchong[1], Data::String("2024".to_owned()));
    assert_eq!(nanchong[4], Data::Float(931.78));
    let shown = of_sample(&["show", "xxsb", "2023", "20805"], "下钻");
    let row = shown.iter().find(|row| text(&row[0]) == "2080506").unwrap();
    assert_eq!(row[2], Data::Float(4660.0));
    assert!(row.contains(&Data::Float(0.8824)), "{row:?}");
    let found = of_sample(&["search", "zynj"], "搜索");
    assert!(found.len() > 5);
    let checked = Place::new();
    let ran = checked.lkx(&["check", "--sample", "-o", "a.xlsx"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert!(sheet(&checked, "a.xlsx", "findings").len() > 1);
    let history = of_sample(&["list", "--history"], "历史");
    assert_eq!(history.len(), 6);
}

#[test]
fn bytes_into_a_pipe_and_a_file_whole_or_not_at_all() {
    let place = Place::new();
    let output = place
        .command()
        .args(["list", "--sample", "--format", "xlsx"])
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(output.stdout.starts_with(b"PK"));
    Xlsx::new(Cursor::new(output.stdout)).unwrap();

    place.write("old.xlsx", "old");
    let ran = place.lkx(&["show", "xxsb", "2023", "999", "--sample", "-o", "old.xlsx"]);
    assert_eq!(ran.status, 1);
    assert_eq!(place.read("old.xlsx"), "old");
    place
        .lkx(&["list", "--sample", "--format", "csv", "-o", "a.xlsx"])
        .refused(2, &["后缀"]);
    place
        .lkx(&[
            "list", "--sample", "--format", "xlsx", "--bom", "-o", "a.xlsx",
        ])
        .refused(2, &["--bom"]);
}

#[test]
fn what_looks_like_a_formula_is_text() {
    let place = Place::new();
    let document = fs::read_to_string(sample("xinxiang-2023"))
        .unwrap()
        .replace("信息系统维护费", "=1+1");
    place.write("a.txt", document);
    place.lkx(&["import", "a.txt"]);
    place.lkx(&["export", "projects", "-o", "a.xlsx"]).well();
    let rows = sheet(&place, "a.xlsx", "projects");
    assert!(
        rows.iter()
            .any(|row| row[6] == Data::String("=1+1".to_owned())),
        "{rows:?}"
    );
    assert!(!part(&place, "a.xlsx", "xl/worksheets/sheet1.xml").contains("<f>"));
    assert!(part(&place, "a.xlsx", "xl/styles.xml").contains("quotePrefix=\"1\""));
}
