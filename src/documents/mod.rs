/*!
Bytes become a document: decoded text whose lines and characters places count.

Nothing here knows what a budget is. A text is kept as the file has it (a figure is
evidence only together with the words around it); only line ends are unified. Of other
formats the text is what a reader makes of them on a [`Paper`]: a line a
paragraph, a line of cells a row of a table, and for each of them where it stands in
the file.

A format is known by its bytes and never by its name: an .xls may be a web page. What
can be read is the list [`READERS`].
*/

pub mod bundle;
mod comments;
mod compound;
mod encoding;
mod locked;
mod mail;
mod open_fixed;
mod open_styles;
mod package;
mod page_edges;
mod paper;
mod pdf;
mod plain_text;
mod raised;
mod separated;
mod spans;
mod web_page;
mod word;
mod workbook;
mod xml;

use crate::budget::{Locations, Note, Place};
pub use paper::Paper;
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;
use thiserror::Error;

/// A file that is to be read.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name, without its folder.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What opens it, where it is locked.
    pub password: Option<&'a str>,
}

impl<'a> File<'a> {
    /// A file that needs no password.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self {
            name,
            bytes,
            password: None,
        }
    }
}

/// A document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file's name, without its folder.
    pub file_name: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The decoded text, line ends made `\n`.
    pub text: String,
    /// Where the text stands in a file that has no lines.
    pub locations: Locations,
    /// What could not be read: the line of the text after which it is missing, and a sentence.
    pub gaps: Vec<Note>,
    /// What a reader of the document should know, where nothing of it is missing.
    pub remarks: Vec<Note>,
    /// The lines whose text was recognised on a picture.
    pub recognised: Vec<RangeInclusive<u32>>,
}

/// What a reader makes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The text, line ends made `\n`.
    pub text: String,
    /// Where it stands in a file that has no lines.
    pub locations: Locations,
    /// What could not be read.
    pub gaps: Vec<Note>,
    /// What a reader of the document should know, where nothing of it is missing.
    pub remarks: Vec<Note>,
    /// The lines whose text was recognised on a picture.
    pub recognised: Vec<RangeInclusive<u32>>,
}

/// Why bytes are no document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// The file has no bytes, or white space alone.
    #[error("文件是空的")]
    Empty,
    /// A format that is known and cannot be read: its name, and what to do.
    #[error("{0}读不了；请{1}")]
    UnreadableFormat(&'static str, &'static str),
    /// An office file of a kind between text and package that no office writes any more.
    #[error("{0} 读不了；请用 Office 或 WPS 打开，另存为 .xlsx 或 .docx 再导入")]
    OldMarkup(&'static str),
    /// A Word document from before Word 97.
    #[error("Word 95 及更早的文件读不了；请用 Word 或 WPS 打开，另存为 .docx 再导入")]
    OldWord,
    /// An office file that is locked in a way that no password given here opens.
    #[error("这种加密的 Office 文件读不了；请用 Office 或 WPS 打开，去掉密码另存一份再导入")]
    LockedOffice,
    /// A web page that only names other pages.
    #[error("这个网页只是框架（frameset），表在框架里的网页上；请打开那些网页，各自另存后导入")]
    Frameset,
    /// A workbook none of whose sheets that are shown holds anything.
    #[error("有内容的工作表都是隐藏的（{}），没有读；请取消隐藏，另存后再导入", names.join("、"))]
    HiddenSheets {
        /// The names of those that are hidden.
        names: Vec<String>,
    },
    /// A file that holds no text although it holds something.
    #[error("{0} 文件里没有文字（可能全是图片，或要靠程序载入内容）；请换一份有文字的再导入")]
    WithoutText(&'static str),
    /// Bytes that are no text in any known encoding.
    #[error("不是文本文件：含有二进制数据")]
    NotText,
    /// The file says what it is and is not whole.
    #[error("{format} 文件损坏，读不出来：{why}")]
    Damaged {
        /// The format's name.
        format: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// It is locked, and no password was given.
    #[error("文件加了密：请在终端里按提示输入密码，或用 --password-file、LKX_PASSWORD 给出")]
    NeedsPassword,
    /// The password does not open it.
    #[error("密码不对，打不开这份文件")]
    WrongPassword,
    /// Its pages are pictures.
    #[error("{pages} 页全是图片（扫描件），没有文字；请先做文字识别（OCR），再导入带文字层的 PDF")]
    Scanned {
        /// The number of its pages.
        pages: usize,
    },
    /// Its pages hold nothing but a word of greeting; what it says is attached to it.
    #[error("这份文件是文件包，表在它的附件里（{}）：请用阅读器打开，把附件另存出来，再导入附件", names.join("、"))]
    OnlyAttachments {
        /// The names of the files attached.
        names: Vec<String>,
    },
    /// A form in XML whose pages are a notice.
    #[error(
        "这份 PDF 是 XFA 动态表单，页面上没有内容，只有 Adobe Reader 显示得出来：请用它打开，打印（另存）成普通 PDF，再导入"
    )]
    XmlForm,
    /// A line of it is longer than a whole disclosure.
    #[error("有一行超过 {limit_mb} MB，不会是预算公开的文件")]
    EndlessLine {
        /// The limit, in megabytes.
        limit_mb: usize,
    },
    /// A bundle of more files than a disclosure has.
    #[error("压缩包里的文件超过 {most} 个，不会是预算公开的附件；请解压后挑出要用的导入")]
    TooManyMembers {
        /// The limit.
        most: usize,
    },
    /// It holds more than a disclosure can.
    #[error("展开后超过 {limit_mb} MB，不会是预算公开的文件（可能是压缩炸弹）")]
    TooLarge {
        /// The limit, in megabytes.
        limit_mb: usize,
    },
}

/// A format that can be read.
pub struct Reader {
    /// Its name, for messages and help.
    pub name: &'static str,
    /// Whether bytes are of this format.
    pub knows: fn(&[u8]) -> bool,
    /// Makes text of a file.
    pub read: fn(&File) -> Result<Text, DocumentError>,
}

/// Every format that can be read; the first that knows the bytes reads them.
pub const READERS: &[Reader] = &[
    pdf::READER,
    locked::READER,
    word::READER,
    word::BINARY,
    word::OPEN_TEXT,
    word::RICH_TEXT,
    open_fixed::READER,
    workbook::READER,
    mail::READER,
    web_page::READER,
    plain_text::READER,
];

const UNPACK: &str = "先解压，再导入解压出来的文件";
const SAVE_AS_DOCX: &str = "用 Word 或 WPS 打开，另存为 .docx 再导入";
const RECOGNISE: &str = "先做文字识别（OCR），再导入带文字层的 PDF";

/// File signatures of formats that cannot be read, their names, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "ZIP 压缩包", UNPACK),
    (b"PK\x05\x06", "ZIP 压缩包", UNPACK),
    (b"Rar!\x1A\x07", "RAR 压缩包", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "7z 压缩包", UNPACK),
    (b"\x1F\x8B", "gzip 压缩包", UNPACK),
    (compound::SIGNATURE, "旧版 Office 文件", SAVE_AS_DOCX),
    (
        b"SQLite format 3\0",
        "SQLite 文件",
        "导入公开的文档本身；库用 --library 打开",
    ),
    (b"\x89PNG", "图片", RECOGNISE),
    (b"\xFF\xD8\xFF", "图片", RECOGNISE),
    (b"II*\0", "图片", RECOGNISE),
    (b"MM\0*", "图片", RECOGNISE),
    (b"GIF8", "图片", RECOGNISE),
];

/// What the beginnings of text files say that are office files and no text.
const OLD_MARKUP: &[(&[u8], &str)] = &[
    (
        b"urn:schemas-microsoft-com:office:spreadsheet",
        "Excel 2003 的 XML 表格",
    ),
    (
        b"http://schemas.microsoft.com/office/word/2003/wordml",
        "Word 2003 的 XML 文档",
    ),
];

/// How far into a text its beginning reaches.
const BEGINNING: usize = 4096;

/// What a text is that is an office file.
fn old_markup(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(BEGINNING)];
    let holds = |mark: &[u8]| head.windows(mark.len()).any(|window| window == mark);
    let found = OLD_MARKUP.iter().find(|(mark, _)| holds(mark));
    found.map(|(_, name)| *name)
}

/// No line is longer, in megabytes: whole disclosures are shorter. What looks for tables in
/// a line goes over it many times.
const LONGEST_LINE_MB: usize = 1;

/// Endings that documents have, and the bundles that hold them; also those that cannot be read,
/// because an auditor must not believe that they were.
pub const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "tsv", "csv", "pdf", "doc", "docx", "wps", "rtf", "odt",
    "xls", "xlsx", "xlsb", "xlsm", "et", "ods", "ofd", "htm", "html", "xhtml", "mht", "mhtml",
    "zip", "7z", "rar",
];

/// Whether a file has the name of a document.
pub fn has_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let is_known = |ending: &str| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    };
    ending.is_some_and(is_known)
}

/// Whether a file is read as plain text, by nothing but code without foreign formats.
pub fn is_plain_text(bytes: &[u8]) -> bool {
    let reader = READERS.iter().find(|reader| (reader.knows)(bytes));
    reader.is_some_and(|reader| reader.name == plain_text::READER.name)
}

/// Reads a file as a document.
pub fn read(file: &File) -> Result<Document, DocumentError> {
    let bytes = package::with_slashes(file.bytes);
    let sha256 = hexadecimal(&Sha256::digest(file.bytes));
    let file = &File {
        bytes: &bytes,
        ..*file
    };
    let Some(reader) = READERS.iter().find(|reader| (reader.knows)(file.bytes)) else {
        return Err(unreadable(file.bytes));
    };
    let Text {
        text,
        locations,
        gaps,
        mut remarks,
        recognised,
    } = (reader.read)(file)?;
    if text.trim().is_empty() {
        let is_empty = reader.name == plain_text::READER.name;
        return Err(if is_empty {
            DocumentError::Empty
        } else {
            DocumentError::WithoutText(reader.name)
        });
    }
    hold_lines(&text)?;
    remarks.extend(comments::remark(file.bytes).map(|message| Note {
        place: Place::line(1),
        excerpt: String::new(),
        message,
    }));
    Ok(Document {
        file_name: file.name.to_owned(),
        sha256,
        text,
        locations,
        gaps,
        remarks,
        recognised,
    })
}

/// Refuses a text one of whose lines never ends.
fn hold_lines(text: &str) -> Result<(), DocumentError> {
    if text
        .split('\n')
        .any(|line| line.len() > LONGEST_LINE_MB << 20)
    {
        return Err(DocumentError::EndlessLine {
            limit_mb: LONGEST_LINE_MB,
        });
    }
    Ok(())
}

fn unreadable(bytes: &[u8]) -> DocumentError {
    if compound::kind(bytes).is_some() {
        return DocumentError::Damaged {
            format: "旧版 Office",
            why: "里面找不到文档或电子表格，可能没有下载完".to_owned(),
        };
    }
    if let Some(name) = old_markup(bytes) {
        return DocumentError::OldMarkup(name);
    }
    if package::holds(bytes, |name| name.starts_with("ppt/"), &[b"ppt/"]) {
        return DocumentError::UnreadableFormat(
            "演示文稿（.pptx）",
            "把里面的表复制到 Word 或 Excel 文件里，再导入",
        );
    }
    let known = SIGNATURES
        .iter()
        .find(|(start, ..)| bytes.starts_with(start));
    known.map_or(DocumentError::NotText, |(_, format, what_to_do)| {
        DocumentError::UnreadableFormat(format, what_to_do)
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_say_what_the_file_is() {
        let refused = |bytes: &[u8]| read(&File::new("a", bytes)).unwrap_err();
        assert_eq!(refused(b" \n"), DocumentError::Empty);
        assert_eq!(refused(&[0, 1, 2, 3, 0, 0, 0, 9]), DocumentError::NotText);
        assert_eq!(
            refused(b"\x89PNG\r\n\x1a\n"),
            DocumentError::UnreadableFormat("图片", RECOGNISE)
        );
        for packed in [&b"PK\x03\x04d.txt"[..], b"Rar!\x1A\x07\0", b"\x1F\x8B\x08"] {
            assert!(refused(packed).to_string().contains("解压"));
        }
        let sheet = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert_eq!(
            refused(sheet),
            DocumentError::OldMarkup("Excel 2003 的 XML 表格")
        );
        let streams = |name: &str| compound::cut_with(&[name]);
        let open_text = b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text";
        for cut in [
            &streams("EncryptedPackage")[..],
            &streams("WordDocument"),
            b"{\\rtf1\\ansi",
            open_text,
        ] {
            assert!(matches!(refused(cut), DocumentError::Damaged { .. }));
        }
    }

    #[test]
    fn line_ends_and_hash() {
        let document = read(&File::new("a.txt", "甲\r\n乙\r丙\n".as_bytes())).unwrap();
        assert_eq!(document.text, "甲\n乙\n丙\n");
        assert_eq!(document.sha256.len(), 64);
    }
}
