//! What a person sees in a file and what is read of it: one small table in every format that a
//! test can write, each time with one cell that shows something else than it stores.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as expected"
)]

use lkx::budget::{Table, TableState};
use lkx::commands::read_book;
use lkx::documents::File;
use std::io::{Cursor, Read, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a file shows for 项目支出 of the one item, and whether the import says something of a
/// figure or a part that it left out.
fn seen(name: &str, bytes: &[u8]) -> (Option<String>, bool) {
    let book = read_book(&File::new(name, bytes)).unwrap();
    let rows = book.tables.iter().flat_map(|table| &table.rows);
    let figures = rows
        .filter(|row| row.code == "2130313")
        .flat_map(|row| &row.figures);
    let figure = figures
        .last()
        .filter(|figure| figure.measure.to_string() == "项目支出");
    let amount = figure.map(|figure| format!("{} {}", figure.amount, figure.amount.unit().name()));
    (amount, !book.notes.is_empty())
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TITLES: [&str; 3] = ["某某县水文站2025年单位预算", "支出总表", "单位：万元"];
const HEADER: [&str; 5] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"];

/// A page whose last cell holds what is given.
fn page(cell: &str, head: &str) -> Vec<u8> {
    let paragraphs: String = TITLES
        .iter()
        .map(|title| format!("<p>{title}</p>"))
        .collect();
    let header: String = HEADER
        .iter()
        .map(|word| format!("<th>{word}</th>"))
        .collect();
    let row = |code: &str, name: &str, last: &str| {
        format!(
            "<tr><td>{code}</td><td>{name}</td><td>910.05</td><td>307.80</td><td>{last}</td></tr>"
        )
    };
    let rows = [
        row("213", "农林水支出", "602.25"),
        row("2130313", "水文测报", cell),
    ]
    .concat();
    let html = format!(
        "<html><head>{head}</head><body>{paragraphs}<table><tr>{header}</tr>{rows}</table></body></html>"
    );
    html.into_bytes()
}

#[test]
fn web_pages() {
    for (cell, amount, is_said) in [
        ("602.25", Some("602.25 万元"), false),
        ("602.25<sup>1</sup>", Some("602.25 万元"), false),
        ("602.25<sup>注</sup>1", None, true),
        ("<del>120</del>602", Some("602 万元"), true),
        ("<span class=x>7</span>602.25", Some("602.25 万元"), true),
        (
            "<span style='visibility:hidden'>7</span>602.25",
            Some("602.25 万元"),
            true,
        ),
        (
            "<span style='font-size:0'>7</span>602.25",
            Some("602.25 万元"),
            true,
        ),
        (
            "<font color=white>7</font>602.25",
            Some("602.25 万元"),
            true,
        ),
        (
            "<b style='background:#036'><i style='color:#003366'>7</i></b>602.25",
            Some("602.25 万元"),
            true,
        ),
        (
            "<b style='color:#fff'><i style='background:#036'>602.25</i></b>",
            Some("602.25 万元"),
            false,
        ),
        ("<span hidden>说明</span>602.25", Some("602.25 万元"), false),
        ("<input value='602.25'>", Some("602.25 万元"), false),
        ("602&shy;.25", Some("602.25 万元"), false),
        ("（602.25）", Some("-602.25 万元"), false),
        ("▲602.25", Some("-602.25 万元"), false),
        ("￥602.25", Some("602.25 万元"), false),
        ("602.25万元", Some("602.25 万元"), false),
        ("6,022,500元", None, true),
        ("40<br>25", None, true),
        ("602,25", None, true),
        ("########", None, true),
    ] {
        let found = seen("a.html", &page(cell, "<style>.x { display: none }</style>"));
        assert_eq!(found, (amount.map(str::to_owned), is_said), "{cell}");
    }
}

/// What is set out of the page or clipped away is not seen; a hanging indent is.
#[test]
fn what_is_out_of_the_page() {
    for style in [
        "position:absolute; left:-9999px",
        "position:absolute; clip:rect(0 , 0, 0, 0)",
        "transform:scale(0)",
        "clip-path:inset(50%)",
    ] {
        let cell = format!("<span style='{style}'>7</span>602.25");
        let found = seen("a.html", &page(&cell, ""));
        assert_eq!(found, (Some("602.25 万元".to_owned()), true), "{style}");
    }
    let hanging = "<p style='text-indent:-28px; margin-left:-5.4pt'>602.25</p>";
    let found = seen("a.html", &page(hanging, ""));
    assert_eq!(found, (Some("602.25 万元".to_owned()), false));
}

/// Styles: a number format of the test's own, and letters that are struck out.
fn styles(format: &str) -> String {
    format!(
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\">\
         <numFmt numFmtId=\"200\" formatCode=\"{format}\"/></numFmts><fonts count=\"2\"><font/><font><strike/></font></fonts>\
         <fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellXfs count=\"3\">\
         <xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"200\" fontId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"0\" fontId=\"1\" applyFont=\"1\"/>\
         </cellXfs><dxfs count=\"1\"><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
    )
}

/// A workbook whose last cell is given as XML, with further parts of its sheet and styles.
fn workbook(cell: &str, before: &str, after: &str, format: &str) -> Vec<u8> {
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let titles = TITLES.iter().zip(1..);
    let mut rows: String = titles
        .map(|(title, row)| format!("<row r=\"{row}\">{}</row>", text(&format!("A{row}"), title)))
        .collect();
    let header: String = (b'A'..=b'E')
        .zip(HEADER)
        .map(|(column, word)| text(&format!("{}4", char::from(column)), word))
        .collect();
    rows += &format!("<row r=\"4\">{header}</row>");
    for (row, code, name, last) in [
        (5, "213", "农林水支出", "<c r=\"E5\"><v>602.25</v></c>"),
        (6, "2130313", "水文测报", cell),
    ] {
        rows += &format!(
            "<row r=\"{row}\">{}{}<c r=\"C{row}\"><v>910.05</v></c><c r=\"D{row}\"><v>307.8</v></c>{last}</row>",
            text(&format!("A{row}"), code),
            text(&format!("B{row}"), name)
        );
    }
    let styles = styles(format);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "http://schemas.openxmlformats.org/package/2006/relationships";
    package(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{types}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{types}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", &styles),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                "<worksheet xmlns=\"{main}\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
            ),
        ),
    ])
}

#[expect(clippy::too_many_lines, reason = "a table of cells")]
#[test]
fn workbooks() {
    let styled = |value: &str| format!("<c r=\"E6\" s=\"1\"><v>{value}</v></c>");
    let runs = "<c r=\"E6\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>120</t></r><r><t>602</t></r>\
        <r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is></c>";
    let white = "<c r=\"E6\" t=\"inlineStr\"><is><r><t>602.25</t></r>\
        <r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>99</t></r></is></c>";
    let no_text = "<c r=\"E6\" t=\"str\"><f>IF(A9=\"\",\"\",A9)</f><v></v></c>";
    let rule = |kind: &str| {
        format!(
            "<conditionalFormatting sqref=\"E6\"><cfRule type=\"{kind}\" dxfId=\"0\" operator=\"greaterThan\">\
             <formula>0</formula></cfRule></conditionalFormatting>"
        )
    };
    for (cell, before, after, format, amount, is_said) in [
        (
            styled("6022500").as_str(),
            "",
            "",
            "0!.0000",
            Some("602.2500 万元"),
            false,
        ),
        (
            &styled("602250"),
            "",
            "",
            "#,##0.00,",
            Some("602.25 万元"),
            false,
        ),
        (
            &styled("-602.25"),
            "",
            "",
            "0.00;[Red]0.00",
            Some("-602.25 万元"),
            false,
        ),
        (
            &styled("-602.25"),
            "",
            "",
            "0.00;▲0.00",
            Some("-602.25 万元"),
            false,
        ),
        (&styled("602.5"), "", "", "# ?/?", Some("602.5 万元"), false),
        (&styled("602.25"), "", "", "[$$-409]0.00", None, true),
        (
            &styled("0"),
            "<sheetViews><sheetView showZeros=\"0\" workbookViewId=\"0\"/></sheetViews>",
            "",
            "0.00",
            None,
            false,
        ),
        (
            &styled("602.25"),
            "",
            "<mergeCells><mergeCell ref=\"D6:E6\"/></mergeCells>",
            "0.00",
            None,
            true,
        ),
        (
            "<c r=\"E6\" s=\"2\"><v>602.25</v></c>",
            "",
            "",
            "0",
            None,
            true,
        ),
        (
            "<c r=\"E6\"><f>C6-D6</f></c>",
            "",
            "",
            "0",
            Some("602.25 万元"),
            true,
        ),
        (
            "<c r=\"E6\"><f>ROUND(C6,2)</f></c>",
            "",
            "",
            "0",
            None,
            true,
        ),
        (runs, "", "", "0", Some("602 万元"), true),
        (white, "", "", "0", Some("602.25 万元"), true),
        (&styled("602.25"), "", "", ";;;", None, true),
        (no_text, "", "", "0", None, false),
        (
            &styled("602.25"),
            "<cols><col min=\"5\" max=\"5\" width=\"3\" customWidth=\"1\"/></cols>",
            "",
            "0.00",
            None,
            true,
        ),
        (&styled("602.25"), "", &rule("cellIs"), "0.00", None, true),
        (
            &styled("602.25"),
            "",
            &rule("expression"),
            "0.00",
            Some("602.25 万元"),
            true,
        ),
    ] {
        let bytes = workbook(cell, before, after, format);
        let found = seen("a.xlsx", &bytes);
        assert_eq!(
            found,
            (amount.map(str::to_owned), is_said),
            "{cell} {format}"
        );
    }
}

/// What two tables on one sheet show: struck and white figures, those in the colour of the ground, a
/// narrow column; and the unit, which rows above the first table print on every page.
#[test]
fn the_same_is_seen_in_every_kind_of_workbook() {
    const SHOWN: [&str; 10] = [
        "208 合计 900.00 元",
        "208 基本支出 900.00 元",
        "2080502 合计 150 元",
        "2080503 合计 65.50 元",
        "2080507 合计 65.50 元",
        "2080508 合计 65.50 元",
        "2081001 合计 -65.50 元",
        "2081004 合计 65.5000 元",
        "2081006 合计 -65.50 元",
        "2081006 项目支出 1.50 元",
    ];
    for ending in ["xlsx", "xls", "ods", "xlsb"] {
        let name = format!("seen.{ending}");
        let bytes = std::fs::read(format!("tests/documents/workbook/{name}")).unwrap();
        let book = read_book(&File::new(&name, &bytes)).unwrap();
        assert_eq!(figures(&book.tables[0]), SHOWN, "{name}");
        let later = figures(&book.tables[1]);
        assert_eq!(later[0], "208 合计 900.00 元", "{name}");
        let said: Vec<&str> = book
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        for word in ["删除线", "底色", "列太窄"] {
            assert!(said.iter().any(|said| said.contains(word)), "{name} {word}");
        }
        assert!(
            !said.iter().any(|said| said.contains("没有印金额单位")),
            "{name}"
        );
    }
}

/// What cells show under conditions: letters, ground, line and number format of their own, of which the first
/// that is met goes before the others; a white figure that a condition turns black is seen.
#[test]
fn conditions_hold_in_every_kind_of_workbook() {
    const SHOWN: [&str; 8] = [
        "208 合计 900.00 元",
        "2080503 合计 -65.50 元",
        "2080504 合计 65.5000 元",
        "2080505 合计 65.50 元",
        "2080508 合计 65.50 元",
        "2080599 合计 65.50 元",
        "2081002 合计 65.50 元",
        "2081004 合计 65.50 元",
    ];
    for ending in ["xlsx", "xls", "ods", "xlsb"] {
        let name = format!("conditions.{ending}");
        let bytes = std::fs::read(format!("tests/documents/workbook/{name}")).unwrap();
        let book = read_book(&File::new(&name, &bytes)).unwrap();
        assert_eq!(figures(&book.tables[0]), SHOWN, "{name}");
        let said = book.notes.iter().map(|note| note.message.as_str());
        let said: Vec<&str> = said.collect();
        let expected = ["1 格划了", "4 格的字", "1 格按数字", "1 格有条件格式"];
        for word in expected {
            assert!(said.iter().any(|said| said.contains(word)), "{name} {word}");
        }
    }
}

/// The code, column, amount and unit of each figure of a table.
fn figures(table: &Table) -> Vec<String> {
    let rows = table.rows.iter();
    let figures = rows.flat_map(|row| row.figures.iter().map(move |figure| (row, figure)));
    let words = figures.map(|(row, figure)| {
        let (measure, amount) = (&figure.measure, &figure.amount);
        format!("{} {measure} {amount} {}", row.code, amount.unit().name())
    });
    words.collect()
}

/// Struck, white, hidden, tiny and raised parts of figures, a minus of the Symbol font, white letters
/// on a ground; and the unit, which only the page header prints.
#[test]
fn the_same_is_seen_in_every_kind_of_word_document() {
    const SHOWN: [&str; 9] = [
        "208 合计 900.00 元",
        "2080502 合计 150 元",
        "2080503 合计 65.50 元",
        "2080505 合计 65.50 元",
        "2080506 合计 65.50 元",
        "2080507 合计 65.50 元",
        "2080508 合计 65.50 元",
        "2080599 合计 -65.50 元",
        "2081001 合计 65.50 元",
    ];
    for ending in ["docx", "doc", "odt", "rtf"] {
        let name = format!("seen.{ending}");
        let bytes = std::fs::read(format!("tests/documents/word/{name}")).unwrap();
        let book = read_book(&File::new(&name, &bytes)).unwrap();
        assert_eq!(figures(&book.tables[0]), SHOWN, "{name}");
        assert_eq!(book.notes.len(), 2, "{name}");
    }
}

/// A text of OpenDocument whose table is a workbook that lies in it.
#[test]
fn a_workbook_in_an_open_text() {
    let cell = |text: &str| format!("<t:table-cell><x:p>{text}</x:p></t:table-cell>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<t:table-row>{cells}</t:table-row>")
    };
    let rows = [
        row(&HEADER),
        row(&["213", "农林水支出", "910.05", "307.80", "602.25"]),
        row(&["2130313", "水文测报", "910.05", "307.80", "602.25"]),
    ];
    let sheet = format!(
        "<c><office:body><office:spreadsheet><t:table t:name=\"表\">{}</t:table></office:spreadsheet></office:body></c>",
        rows.concat()
    );
    let titles: String = TITLES.map(|title| format!("<x:p>{title}</x:p>")).concat();
    let text = format!(
        "<c><office:body><office:text>{titles}<x:p><d:frame><d:object k:href=\"./Object 1\"/>\
         <d:image k:href=\"./ObjectReplacements/Object 1\"/></d:frame></x:p></office:text></office:body></c>"
    );
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &text),
        ("Object 1/content.xml", &sheet),
    ]);
    let found = seen("a.odt", &bytes);
    assert_eq!(found, (Some("602.25 万元".to_owned()), true));
}

/// The files that are attached to an OFD are named.
#[test]
fn what_is_attached_to_an_ofd_is_said() {
    let bytes = std::fs::read("tests/documents/ofd/lines-across.ofd").unwrap();
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = vec![(
        "Doc_0/Attachs/Attachments.xml".to_owned(),
        "<o:Attachments><o:Attachment ID=\"1\" Name=\"附表.xlsx\"/></o:Attachments>".to_owned(),
    )];
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let mut text = String::new();
        let name = part.name().unwrap().into_owned();
        if name.ends_with(".xml") {
            part.read_to_string(&mut text).unwrap();
            let list = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>";
            let text = text.replace("</ofd:Document>", list);
            parts.push((name, text));
        }
    }
    let parts: Vec<(&str, &str)> = (parts.iter())
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let book = read_book(&File::new("a.ofd", &package(&parts))).unwrap();
    let said = book
        .notes
        .iter()
        .any(|note| note.message.contains("附表.xlsx"));
    assert!(said, "{:?}", book.notes);
}

/// A Word document whose last cell is given as XML.
fn document(cell: &str, styles: &str) -> Vec<u8> {
    let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cells = |texts: [&str; 4], last: &str| {
        let cells = texts.map(|text| format!("<w:tc>{}</w:tc>", words(text)));
        format!("<w:tr>{}<w:tc>{last}</w:tc></w:tr>", cells.concat())
    };
    let titles: String = TITLES.map(words).concat();
    let rows = [
        cells(
            ["科目编码", "科目名称", "合计", "基本支出"],
            &words("项目支出"),
        ),
        cells(["213", "农林水支出", "910.05", "307.80"], &words("602.25")),
        cells(["2130313", "水文测报", "910.05", "307.80"], cell),
    ];
    let body = format!("{titles}<w:tbl>{}</w:tbl>", rows.concat());
    package(&[
        (
            "word/document.xml",
            &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/styles.xml",
            &format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>"),
        ),
    ])
}

#[test]
fn word_documents() {
    let hidden = "<w:style w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let paragraph = |runs: &[String]| format!("<w:p>{}</w:p>", runs.concat());
    let plain = |text: &str| paragraph(&[run("", text)]);
    for (cell, amount, is_said) in [
        (
            paragraph(&[run("<w:strike/>", "120"), run("", "602")]),
            Some("602 万元"),
            true,
        ),
        (paragraph(&[run("<w:strike/>", "602.25")]), None, true),
        (
            paragraph(&[
                run("", "602.25"),
                run("<w:vertAlign w:val=\"superscript\"/>", "1"),
            ]),
            Some("602.25 万元"),
            false,
        ),
        (
            paragraph(&[run("", "602.25"), run("<w:rStyle w:val=\"h\"/>", "99")]),
            Some("602.25 万元"),
            true,
        ),
        (
            paragraph(&[run("", "602.25"), run("<w:color w:val=\"FFFFFF\"/>", "99")]),
            Some("602.25 万元"),
            true,
        ),
        (
            paragraph(&[
                run("", "602.25"),
                run("<w:position w:val=\"12\"/><w:sz w:val=\"12\"/>", "1"),
            ]),
            Some("602.25 万元"),
            false,
        ),
        (
            paragraph(&[
                "<w:r><w:sym w:font=\"Symbol\" w:char=\"F02D\"/></w:r>".to_owned(),
                run("", "602.25"),
            ]),
            Some("-602.25 万元"),
            false,
        ),
        ([plain("40"), plain("25")].concat(), None, true),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
                plain("602.25")
            ),
            Some("602.25 万元"),
            false,
        ),
    ] {
        let found = seen("a.docx", &document(&cell, hidden));
        assert_eq!(found, (amount.map(str::to_owned), is_said), "{cell}");
    }
}

/// A rich text of ASCII: its Chinese characters as numbers.
fn rich_text(body: &str) -> Vec<u8> {
    let escaped: String = body
        .chars()
        .map(|c| match c {
            c if c.is_ascii() => c.to_string(),
            c => format!("\\u{}?", u32::from(c)),
        })
        .collect();
    format!("{{\\rtf1\\ansi {escaped}}}").into_bytes()
}

fn rich_row(cells: &[&str]) -> String {
    let ends: String = (1..=cells.len())
        .map(|at| format!("\\cellx{}", at * 1500))
        .collect();
    let cells: String = cells.iter().map(|cell| format!("{cell}\\cell ")).collect();
    format!("\\trowd{ends}\\pard\\intbl {cells}\\row\\pard ")
}

/// What the header of each page says of the unit holds for every table, however much stands before it.
#[test]
fn the_unit_of_a_page_holds_for_all_its_tables() {
    let table = |title: &str| {
        let rows = [
            rich_row(&HEADER),
            rich_row(&["213", "农林水支出", "910.05", "307.80", "602.25"]),
            rich_row(&["2130313", "水文测报", "910.05", "307.80", "602.25"]),
        ];
        format!("{title}\\par {}", rows.concat())
    };
    let words = "部门职责和机构设置的说明。\\par ".repeat(12);
    let text = |header: &str| {
        rich_text(&format!(
            "{header}某某县水文站2025年单位预算\\par {words}{}{words}{}",
            table("支出总表"),
            table("一般公共预算支出表")
        ))
    };
    let book = read_book(&File::new("a.rtf", &text("{\\header 金额单位：元\\par}"))).unwrap();
    let units = |book: &lkx::budget::Book| -> Vec<Vec<String>> {
        book.tables.iter().map(figures).collect()
    };
    assert!(
        units(&book)
            .iter()
            .all(|table| table[0] == "213 合计 910.05 元"),
        "{:?}",
        units(&book)
    );
    assert_eq!(book.notes, []);
    // Pages of two units say nothing of any table.
    let two = "{\\header 单位：元\\par}{\\footer 单位：万元\\par}";
    let book = read_book(&File::new("a.rtf", &text(two))).unwrap();
    let said = |word: &str| book.notes.iter().any(|note| note.message.contains(word));
    assert!(said("不同的金额单位（元、万元）") && said("没有印金额单位"));
}

/// The workbook that lies in a rich text is read, and the picture of it is no picture of a table.
#[test]
fn a_workbook_in_a_rich_text() {
    let workbook = std::fs::read("tests/documents/workbook/conditions.xls").unwrap();
    let mut data = vec![1, 5, 0, 0, 2, 0, 0, 0, 14, 0, 0, 0];
    data.extend(b"Excel.Sheet.8\0\0\0\0\0\0\0\0\0");
    data.extend(u32::try_from(workbook.len()).unwrap().to_le_bytes());
    data.extend(workbook);
    let digits: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
    let bytes = rich_text(&format!(
        "某某县水文站2025年单位预算\\par {{\\object\\objemb{{\\*\\objclass Excel.Sheet.8}}{{\\*\\objdata {digits}}}\
         {{\\result {{\\pict\\picwgoal9000\\pichgoal6000 00}}}}}}\\par"
    ));
    let book = read_book(&File::new("a.rtf", &bytes)).unwrap();
    assert_eq!(figures(&book.tables[0])[0], "208 合计 900.00 元");
    let said = |word: &str| book.notes.iter().any(|note| note.message.contains(word));
    assert!(said("嵌着一份电子表格") && !said("张大图片"));
}

/// What shows a workbook is not read again; what shows another object of the paragraph is.
#[test]
fn what_shows_a_later_object_of_a_paragraph_is_read() {
    let object = |class: &str, shown: &str| {
        let mut data = vec![1, 5, 0, 0, 2, 0, 0, 0];
        data.extend(u32::try_from(class.len() + 1).unwrap().to_le_bytes());
        data.extend(class.bytes().chain([0; 9]));
        data.extend([2, 0, 0, 0, b'a', b'\n']);
        let digits: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{{\\object\\objemb{{\\*\\objdata {digits}}}{{\\result {shown}}}}}")
    };
    let rows = [
        rich_row(&HEADER),
        rich_row(&["213", "农林水支出", "910.05", "307.80", "602.25"]),
        rich_row(&["2130313", "水文测报", "910.05", "307.80", "602.25"]),
    ];
    let bytes = rich_text(&format!(
        "某某县水文站2025年单位预算\\par {}{}\\par {}",
        object("Excel.Sheet.8", "支出"),
        object("Equation.3", "支出总表（单位：元）"),
        rows.concat()
    ));
    let book = read_book(&File::new("a.rtf", &bytes)).unwrap();
    assert_eq!(figures(&book.tables[0])[0], "213 合计 910.05 元");
}

/// A table in a unit that no amount is kept in is not read, and is not empty.
#[test]
fn a_table_of_a_strange_unit_is_not_empty() {
    let titles = TITLES.join("\n");
    let header = "科目编码\t科目名称\t合计（千元）\t基本支出（千元）\t项目支出（千元）";
    let text = format!(
        "{titles}\n{header}\n\t合计\t450.00\t400.00\t50.00\n213\t农林水支出\t450.00\t400.00\t50.00\n"
    );
    let book = read_book(&File::new("a.txt", text.as_bytes())).unwrap();
    let states: Vec<TableState> = book.tables.iter().map(|table| table.state).collect();
    assert_eq!(states, [TableState::Cut]);
}

/// A column whose heading prints a unit of its own is in that unit, under a table of another.
#[test]
fn a_column_of_another_unit_is_read_in_it() {
    let text = |heading: &str, cell: &str| {
        let titles = TITLES.join("\n");
        let header = HEADER[..4].join("\t");
        format!(
            "{titles}\n{header}\t{heading}\n213\t农林水支出\t910.05\t307.80\t{cell}\n2130313\t水文测报\t910.05\t307.80\t{cell}\n"
        )
    };
    for (heading, cell, amount, said) in [
        (
            "项目支出（元）",
            "6,022,500.00",
            Some("6022500.00 元"),
            None,
        ),
        (
            "项目支出（单位：元）",
            "6022500.00元",
            Some("6022500.00 元"),
            None,
        ),
        ("项目支出（亿元）", "0.060225", Some("0.060225 亿元"), None),
        (
            "项目支出（千元）",
            "6022.50",
            None,
            Some("单位不是元、万元、亿元"),
        ),
        ("项目支出（元）", "602.25万元", Some("602.25 万元"), None),
        (
            "项目支出（元）",
            "(6022500.00)",
            Some("-6022500.00 元"),
            None,
        ),
        ("项目支出（元）", "6022500.00①", Some("6022500.00 元"), None),
        ("项目支出", "6,022,500.00元", None, Some("自己带着单位元")),
        ("项目支出", "'602.25", None, Some("撇号")),
        ("项目支出", "602,25", None, Some("逗号后面不是三位")),
        ("项目支出", "6022,500.00", None, Some("不是千分位")),
    ] {
        let bytes = text(heading, cell).into_bytes();
        let (found, _) = seen("a.txt", &bytes);
        assert_eq!(found.as_deref(), amount, "{heading} {cell}");
        let book = read_book(&File::new("a.txt", &bytes)).unwrap();
        let is_said = |word: &str| book.notes.iter().any(|note| note.message.contains(word));
        assert!(
            said.map_or(book.notes.is_empty(), is_said),
            "{heading} {cell} {:?}",
            book.notes
        );
    }
}

/// Sheets that are hidden, and comments, are no text of a workbook and are said.
#[test]
fn hidden_sheets_and_comments_are_said() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/workbook/");
    let read = |name: &str| {
        let bytes = std::fs::read(format!("{folder}{name}")).unwrap();
        read_book(&File::new(name, &bytes))
    };
    let refused = read("hidden-alone.xlsx").unwrap_err().to_string();
    assert!(refused.contains("都是隐藏的（支出）"), "{refused}");
    for name in ["commented.xlsx", "commented.ods"] {
        let book = read(name).unwrap();
        let said = book.notes.iter().map(|note| note.message.as_str());
        let said: Vec<&str> = said.collect();
        assert!(said[0].starts_with("文件里有 1 处批注"), "{name} {said:?}");
        assert_eq!(book.fact_count(), 18, "{name}");
    }
}
