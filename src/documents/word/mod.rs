/*!
Word documents (.docx): the text as it is printed, changes accepted.

[`markup`] takes the paragraphs and tables out of the XML, [`styles`] knows which of them
are headings, [`writing`] lays them down as lines and rows of cells. Headers, footers,
notes and comments stand outside of the text and are not read.
*/

mod content;
mod markup;
mod styles;
mod writing;

use super::package::{self, Package};
use super::{DocumentError, File, Reader, Text};

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
    let mut package = Package::open(file.bytes, READER.name)?;
    let names = package.names();
    let name = names.iter().find(|name| is_document(name));
    let document = package.text(name.map_or(DOCUMENT, String::as_str))?;
    let document = document.ok_or_else(|| DocumentError::Damaged {
        format: READER.name,
        why: "缺少正文".to_owned(),
    })?;
    let headings = match package.text(STYLES)? {
        Some(styles) => styles::headings(&styles)?,
        None => styles::Headings::default(),
    };
    Ok(writing::write(&markup::content(&document, headings)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a document with that body reads as; a blank line follows every table.
    fn text(body: &str) -> String {
        let xml = format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
        );
        let content = markup::content(&xml, styles::Headings::default()).unwrap();
        writing::write(&content).text
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
        let refused = markup::content(xml, styles::Headings::default());
        assert!(matches!(refused, Err(DocumentError::Damaged { .. })));
    }

    #[test]
    fn the_text_may_stand_in_a_numbered_part() {
        assert!(is_document("word/document.xml") && is_document("word/document2.xml"));
        assert!(!is_document("word/documents.xml") && !is_document("word/styles.xml"));
    }
}
