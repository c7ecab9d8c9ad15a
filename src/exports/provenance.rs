/*!
Where the rows of a workbook come from: a sheet that goes with them.

A workbook is passed on by mail and opened months later, when nobody knows any more which
library it was made from. So it carries the documents, by the hash that makes a file evidence,
and the time it was made.
*/

use crate::library::CatalogueEntry;

/// What the second sheet of a workbook says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The name of the sheet that holds the rows.
    pub sheet: String,
    /// What the rows are, as a sentence.
    pub about: String,
    /// When the workbook was made, local time.
    pub made_at: String,
    /// The documents that the rows were read from.
    pub documents: Vec<CatalogueEntry>,
}

/// The name of the sheet.
pub(super) const SHEET: &str = "说明";

/// The headings over the documents.
pub(super) const HEADINGS: [&str; 7] = [
    "单位",
    "年度",
    "阶段",
    "范围",
    "文件",
    "SHA-256",
    "导入时间",
];

/// How wide the columns are: a hash has 64 digits.
pub(super) const WIDTHS: [u8; 7] = [36, 8, 8, 8, 30, 68, 22];

impl Provenance {
    /// The lines above the documents: a word and what there is to say under it.
    pub(super) fn lines(&self) -> Vec<[String; 2]> {
        let mut lines = vec![
            ["内容".to_owned(), self.about.clone()],
            ["制作时间".to_owned(), self.made_at.clone()],
            [
                "制作程序".to_owned(),
                format!("lkx {}", env!("CARGO_PKG_VERSION")),
            ],
            [
                "数字".to_owned(),
                "小数位与文件所印相同；超过 15 位有效数字的写作文本；编码、年度是文本".to_owned(),
            ],
            [
                "来历".to_owned(),
                "printed 印数；derived、summed 推算；uncertain 存疑".to_owned(),
            ],
        ];
        if !self.documents.is_empty() {
            let count = format!("{} 份，如下", self.documents.len());
            lines.push(["文件".to_owned(), count]);
        }
        lines
    }

    /// A row for each document.
    pub(super) fn rows(&self) -> impl Iterator<Item = [String; 7]> {
        self.documents.iter().map(|entry| {
            let identity = &entry.identity;
            [
                identity.unit.clone(),
                identity.year.to_string(),
                identity.stage.name().to_owned(),
                identity.scope.name().to_owned(),
                entry.file_name.clone(),
                entry.sha256.clone(),
                entry.imported_at.clone(),
            ]
        })
    }
}
