//! Files that are damaged or made to do harm: each is refused with its reason, within the
//! limits, and costs no other file of the run its import.

use super::place::{Place, sample};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // OpenDocument says what it is in a part that is not packed.
        let method = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn word(document: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn workbook(sheet: &[u8]) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            br#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// Imports a file beside a good one: it is refused for one of the reasons, and the good one is
/// imported.
fn refused(name: &str, content: impl AsRef<[u8]>, reasons: &[&str]) {
    let place = Place::new();
    place.write(name, content);
    // A machine that is busy with other tests may be slow; what is asked here is the reason.
    let sample = sample("xinxiang-2023");
    let ran = place.lkx(&["import", "--timeout", "90", name, &sample]);
    assert_eq!(ran.status, 1, "{name}: {}", ran.err);
    assert!(ran.err.contains(&format!("失败 {name}")), "{}", ran.err);
    assert!(
        reasons.iter().any(|reason| ran.err.contains(reason)),
        "{name}: {}",
        ran.err
    );
    assert!(ran.err.contains("已导入"), "{name}: {}", ran.err);
    assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
}

/// A specimen of the tests, cut in its middle.
fn half(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/documents/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    bytes[..bytes.len() / 2].to_vec()
}

#[test]
fn truncated_files() {
    refused("a.docx", half("word/budget.docx"), &["Word 文件损坏"]);
    refused(
        "a.xlsx",
        half("workbook/budget.xlsx"),
        &["电子表格 文件损坏"],
    );
    refused(
        "a.xls",
        half("workbook/budget.xls"),
        &["旧版 Office 文件损坏"],
    );
}

#[test]
fn garbage_under_every_name() {
    let garbage: Vec<u8> = (0u32..50_000)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for name in [
        "a.docx", "a.xlsx", "a.ods", "a.pdf", "a.html", "a.txt", "a.csv",
    ] {
        refused(name, &garbage, &["二进制", "没有找到预算公开的表格"]);
    }
    let with = |start: &[u8]| [start, &garbage].concat();
    refused("a.docx", with(b"PK\x03\x04"), &["解压"]);
    refused("a.pdf", with(b"%PDF-1.7\n"), &["PDF 文件损坏"]);
    refused(
        "b.docx",
        with(b"PK\x03\x04word/document.xml"),
        &["Word 文件损坏"],
    );
}

#[test]
fn files_that_unpack_to_too_much() {
    let blanks = vec![b' '; 130 << 20];
    let too_much = ["展开后超过 128 MB"];
    refused(
        "a.docx",
        package(&[("word/document.xml", &blanks)]),
        &too_much,
    );
    refused("a.xlsx", workbook(&blanks), &too_much);
    refused(
        "a.ods",
        package(&[
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            ("content.xml", &blanks),
        ]),
        &too_much,
    );
}

/// The sizes that a package declares may be lies.
#[test]
fn a_file_that_hides_how_much_it_unpacks_to() {
    let blanks = vec![b' '; 130 << 20];
    let mut bytes = package(&[("word/document.xml", &blanks)]);
    let size = (130u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|&at| bytes[at..at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    refused("a.docx", bytes, &["展开后超过 128 MB", "Word 文件损坏"]);
}

#[test]
fn entities_that_multiply() {
    let mut laughs = String::from("<!DOCTYPE a [<!ENTITY a0 \"哈哈哈哈\">");
    for level in 1..40 {
        let before = format!("&a{};", level - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY a{level} \"{before}\">"));
    }
    laughs.push_str("]>");
    let document = format!("{laughs}<document><body><p><r><t>&a39;</t></r></p></body></document>");
    refused("a.docx", word(&document), &["实体声明"]);
    let sheet = format!(
        "{laughs}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a39;</v></c></row></sheetData></worksheet>"
    );
    refused("a.xlsx", workbook(sheet.as_bytes()), &["实体声明"]);
}

#[test]
fn tables_nested_deeper_than_anybody_prints() {
    let deep = format!(
        "<document><body>{}{}</body></document>",
        "<tbl><tr><tc>".repeat(10_000),
        "</tc></tr></tbl>".repeat(10_000)
    );
    refused("a.docx", word(&deep), &["没有文字"]);
    let unclosed = format!("<document>{}", "<tbl><tr><tc>".repeat(100_000));
    refused("b.docx", word(&unclosed), &["Word 文件损坏"]);
    let page = format!("<html><body>{}支出", "<table><tr><td>".repeat(10_000));
    refused("a.html", page, &["没有找到预算公开的表格"]);
}

#[test]
fn a_line_of_fifty_megabytes() {
    let line = "1,234.56 ".repeat((50 << 20) / 9);
    let none = ["有一行超过 1 MB"];
    refused("a.txt", &line, &none);
    let short = &line[..line.len() / 10];
    let document = format!("<document><body><p><r><t>{short}</t></r></p></body></document>");
    refused("a.docx", word(&document), &none);
    let cells = "支出\t1.00\t".repeat((50 << 20) / 12);
    refused("b.txt", format!("2024年支出总表\n{cells}"), &none);
}
