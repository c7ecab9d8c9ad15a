/*!
Word documents (.docx): the text as it is printed, changes accepted. Beside it the formats of
other and older offices that hold the same: [`binary`] (.doc), [`open_text`] (.odt), [`rich_text`] (.rtf).

[`markup`] takes the paragraphs and tables out of the XML, [`styles`] knows which of them
are headings, [`writing`] lays them down as lines and rows of cells. Where a format has no
elements, [`composer`] puts its paragraphs, cells and rows together. Headers, footers,
notes and comments stand outside of the text and are not read.
*/

mod binary;
mod code_pages;
mod composer;
mod content;
mod markup;
mod open_text;
mod paragraph_text;
mod rich_objects;
mod rich_text;
mod styles;
mod symbols;
mod writing;

use super::package::{self, Package};
use super::{DocumentError, File, Reader, Text, compound, plain_text, web_page, workbook};
use content::{Block, Content};
use std::collections::HashMap;
use writing::Chunk;

pub(super) const BINARY: Reader = binary::READER;
pub(super) const OPEN_TEXT: Reader = open_text::READER;
pub(super) const RICH_TEXT: Reader = rich_text::READER;

pub(super) const READER: Reader = Reader {
    name: "Word",
    knows,
    read,
};

/// The part that holds the text, under its usual name.
const DOCUMENT: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";

fn knows(bytes: &[u8]) -> bool {
    package::holds(bytes, is_document, &[b"word/"])
}

/// Some producers number the part: `word/document2.xml`.
fn is_document(name: &str) -> bool {
    let number = name
        .strip_prefix("word/document")
        .and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn read(file: &File) -> Result<Text, DocumentError> {
    read_at(file, 0)
}

/// Reads a document that lies so deep in others.
fn read_at(file: &File, depth: usize) -> Result<Text, DocumentError> {
    let mut package = Package::open(file.bytes, READER.name)?;
    let names = package.names();
    let name = names.iter().find(|name| is_document(name));
    let name = name.map_or(DOCUMENT, String::as_str);
    let document = package.text(name)?;
    let document = document.ok_or_else(|| DocumentError::Damaged {
        format: READER.name,
        why: "缺少正文".to_owned(),
    })?;
    let styles = match package.text(STYLES)? {
        Some(styles) => styles::styles(&styles)?,
        None => styles::Styles::default(),
    };
    let mut content = markup::content(&document, styles)?;
    for part in names.iter().filter(|name| is_page_edge(name)) {
        if let Some(xml) = package.text(part)? {
            content.page_text += &words(&xml)?;
        }
    }
    let relations = format!(
        "word/_rels/{part}.rels",
        part = name.trim_start_matches("word/")
    );
    let chunks = match package.text(&relations)? {
        Some(relations) => chunks(&content, &relations, &mut package, depth)?,
        None => HashMap::new(),
    };
    Ok(writing::write(&content, &chunks))
}

/// Whether a part is printed above or below each page.
fn is_page_edge(name: &str) -> bool {
    let part = name.strip_prefix("word/").unwrap_or_default();
    (part.starts_with("header") || part.starts_with("footer")) && part.ends_with(".xml")
}

/// The words of a part, each of its paragraphs on a line.
fn words(xml: &str) -> Result<String, DocumentError> {
    let content = markup::content(xml, styles::Styles::default())?;
    Ok(writing::write(&content, &HashMap::new()).text)
}

/// What the files say that lie in a document, by their relations.
fn chunks(
    content: &Content,
    relations: &str,
    package: &mut Package,
    depth: usize,
) -> Result<HashMap<String, Chunk>, DocumentError> {
    let cells = content.tables.iter().flatten().flat_map(|row| &row.cells);
    let blocks = content
        .body
        .iter()
        .chain(cells.flat_map(|cell| &cell.blocks));
    let meant = blocks.filter_map(|block| match block {
        Block::Chunk(relation) => Some(relation),
        _ => None,
    });
    let targets = package::targets(relations, READER.name, "word")?;
    let mut chunks = HashMap::new();
    for relation in meant.take(MOST_CHUNKS) {
        if let Some(target) = targets.get(relation)
            && let Some(bytes) = package.part(target)?
        {
            chunks.insert(relation.clone(), chunk(&bytes, depth));
        }
    }
    Ok(chunks)
}

/// More files than these do not lie in a disclosure.
const MOST_CHUNKS: usize = 64;
/// Files lie in files that lie in files no deeper.
const DEEPEST: usize = 2;

/// What a file says that lies in a document: of a workbook the sheet that the page shows.
fn chunk(bytes: &[u8], depth: usize) -> Chunk {
    let file = File::new("", bytes);
    let text = if depth >= DEEPEST {
        return Chunk::Unread("嵌得太深".to_owned());
    } else if knows(bytes) {
        read_at(&file, depth + 1)
    } else if (workbook::READER.knows)(bytes) {
        workbook::shown_sheet(&file)
    } else if (web_page::READER.knows)(bytes) {
        (web_page::READER.read)(&file)
    } else if let Some(inside) = compound::stream(bytes, &["Package", "CONTENTS"]) {
        return chunk(&inside, depth + 1);
    } else if compound::kind(bytes).is_some() || package::is_package(bytes) {
        return Chunk::Unread("不认识它的格式，请打开它另存后导入".to_owned());
    } else {
        (plain_text::READER.read)(&file)
    };
    text.map_or_else(|error| Chunk::Unread(error.to_string()), Chunk::Read)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a document with that body reads as; a blank line follows every table.
    fn text(body: &str) -> String {
        let xml = format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
        );
        let content = markup::content(&xml, styles::Styles::default()).unwrap();
        writing::write(&content, &HashMap::new()).text
    }

    fn paragraph(words: &str) -> String {
        format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    }

    fn cell(properties: &str, words: &str) -> String {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
            paragraph(words)
        )
    }

    fn table(rows: &[&[String]]) -> String {
        let rows: String = rows
            .iter()
            .map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()))
            .collect();
        format!("<w:tbl>{rows}</w:tbl>")
    }

    #[test]
    fn cells_span_columns_and_rows() {
        let restart = "<w:vMerge w:val=\"restart\"/>";
        let goes_on = "<w:vMerge/>";
        let two = "<w:gridSpan w:val=\"2\"/>";
        let body = table(&[
            &[cell(restart, "科目"), cell(two, "支出")],
            &[cell(goes_on, ""), cell("", "基本"), cell("", "项目")],
            &[
                cell(goes_on, "有人忘了的字"),
                cell("", "5.00"),
                cell("", "&lt;1&#x20;"),
            ],
        ]);
        assert_eq!(text(&body), "科目\t支出\t\n\t基本\t项目\n\t5.00\t<1\n\n");
        let alone = table(&[&[cell(goes_on, "甲"), cell("", "乙")]]);
        assert_eq!(text(&alone), "甲\t乙\n\n");
    }

    #[test]
    fn a_table_of_layout_holds_a_real_one() {
        let inner = table(&[&[cell("", "科目"), cell("", "合计")]]);
        let frame = format!(
            "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>",
            paragraph("支出总表"),
            paragraph("注：无")
        );
        assert_eq!(text(&frame), "支出总表\n科目\t合计\n\n注：无\n");
    }

    #[test]
    fn rows_around_a_table_inside_a_table_stay_rows() {
        let inner = table(&[&[cell("", "产出"), cell("", "≥1")]]);
        let holding = format!("<w:tc>{inner}</w:tc>");
        let body = table(&[
            &[cell("", "项目"), cell("", "5.00")],
            &[cell("", "指标"), holding],
            &[cell("", "备注"), cell("", "无")],
        ]);
        assert_eq!(text(&body), "项目\t5.00\n\n指标\n产出\t≥1\n\n备注\t无\n\n");
    }

    #[test]
    fn changes_are_accepted() {
        let body = "<w:p><w:r><w:t>支</w:t></w:r><w:ins><w:r><w:t>出</w:t></w:r></w:ins>\
            <w:del><w:r><w:delText>入</w:delText><w:t>入</w:t></w:r></w:del>\
            <w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom>\
            <w:moveTo><w:r><w:t>总表</w:t></w:r></w:moveTo></w:p>\
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>两段</w:t></w:r></w:p>\
            <w:p><w:r><w:t>成一段</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删去的行</w:t></w:r></w:p></w:tc>\
            <w:tc/></w:tr></w:tbl>";
        assert_eq!(text(body), "支出总表\n两段成一段\n");
    }

    #[test]
    fn one_branch_of_alternatives_is_read() {
        let shape = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(words));
        let body = format!(
            "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>{}</mc:Choice>\
             <mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            shape("框里"),
            shape("框里")
        );
        assert_eq!(text(&body), "框里\n正文\n");
    }

    #[test]
    fn what_is_not_printed_is_left_out() {
        let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>\
            <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>收支总表</w:t><w:tab/><w:t>3</w:t></w:r>\
            <w:r><w:instrText>PAGE</w:instrText><w:br/><w:t>二行</w:t>\
            <w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r></w:p>";
        assert_eq!(text(body), "收支总表    3\n二行≥\n");
    }

    #[test]
    fn what_does_not_hold_is_left_out() {
        let run = |properties: &str, words: &str| {
            format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>")
        };
        let white = "<w:color w:val=\"FFFFFF\"/>";
        let runs = [
            run("<w:strike/>", "120"),
            run("<w:strike w:val=\"0\"/>", "150"),
            run("<w:vertAlign w:val=\"superscript\"/>", "1"),
            run("", " km"),
            run("<w:vertAlign w:val=\"superscript\"/>", "2"),
            run(white, "9"),
            run(
                "<w:shd w:fill=\"000000\"/><w:color w:val=\"FFFFFF\"/>",
                "白",
            ),
            run("<w:dstrike/>", "乙"),
        ];
        let body = format!("<w:p>{}</w:p>", runs.concat());
        assert_eq!(text(&body), "150 km2白\n");
    }

    #[test]
    fn a_table_in_a_cell_of_data_is_part_of_the_cell() {
        let nested = |cells: &[String]| format!("<w:tc>{}<w:p/></w:tc>", table(&[cells]));
        let row = |inner: String| table(&[&[cell("", "甲"), inner, cell("", "5.00")]]);
        assert_eq!(
            text(&row(nested(&[cell("", "1.00")]))),
            "甲\t1.00\t5.00\n\n"
        );
        let two = nested(&[cell("", "1"), cell("", "2")]);
        assert_eq!(text(&row(two)), "甲\t1 2\t5.00\n\n");
    }

    #[test]
    fn lines_of_a_cell_are_wrapped_text() {
        let words = format!("{}{}", paragraph("机关事业单位"), paragraph("养老保险"));
        let body = format!("<w:tbl><w:tr><w:tc>{words}</w:tc><w:tc/></w:tr></w:tbl>");
        assert_eq!(text(&body), "机关事业单位 养老保险\t\n\n");
    }

    #[test]
    fn deep_nesting_is_walked() {
        let body = format!(
            "{}{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(100_000),
            paragraph("支出"),
            "</w:tc></w:tr></w:tbl>".repeat(100_000)
        );
        assert_eq!(text(&body).trim(), "支出");
    }

    #[test]
    fn entities_are_refused() {
        let xml = "<!DOCTYPE a [<!ENTITY b \"ccc\">]><a>&b;</a>";
        let refused = markup::content(xml, styles::Styles::default());
        assert!(matches!(refused, Err(DocumentError::Damaged { .. })));
    }

    #[test]
    fn the_text_may_stand_in_a_numbered_part() {
        assert!(is_document("word/document.xml") && is_document("word/document2.xml"));
        assert!(!is_document("word/documents.xml") && !is_document("word/styles.xml"));
    }
}
