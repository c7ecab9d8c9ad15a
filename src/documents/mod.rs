/*!
Bytes become a document: decoded text whose lines and characters places count.

Nothing here knows what a budget is. The text is kept as the file has it (a figure
is evidence only together with the words around it); only line ends are unified.
*/

mod encoding;

use sha2::{Digest, Sha256};
use thiserror::Error;

/// A document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file's name, without its folder.
    pub file_name: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The decoded text, line ends made `\n`.
    pub text: String,
}

/// Why bytes are no document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// The file has no bytes, or white space alone.
    #[error("文件是空的")]
    Empty,
    /// A format that is known and cannot be read.
    #[error("{0} 文件还不能读；请先把它转存为文本（UTF-8 或 GB18030）再导入")]
    UnreadableFormat(&'static str),
    /// Bytes that are no text in any known encoding.
    #[error("不是文本文件：含有二进制数据")]
    NotText,
}

/// File signatures of formats that are not text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word、Excel（docx、xlsx）或 ZIP"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "旧版 Word、Excel（doc、xls）",
    ),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x89PNG", "图片"),
    (b"\xFF\xD8\xFF", "图片"),
];

/// Reads bytes as a document.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    if let Some((_, format)) = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
    {
        return Err(DocumentError::UnreadableFormat(format));
    }
    let text = encoding::decode(bytes).ok_or(DocumentError::NotText)?;
    if text.trim().is_empty() {
        return Err(DocumentError::Empty);
    }
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    Ok(Document {
        file_name: file_name.to_owned(),
        sha256: hexadecimal(&Sha256::digest(bytes)),
        text,
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
        assert_eq!(
            read("a.pdf", b"%PDF-1.7 \x00"),
            Err(DocumentError::UnreadableFormat("PDF"))
        );
        assert_eq!(read("a.txt", b" \n"), Err(DocumentError::Empty));
        assert_eq!(
            read("a.bin", &[0, 1, 2, 3, 0, 0, 0, 9]),
            Err(DocumentError::NotText)
        );
    }

    #[test]
    fn line_ends_and_hash() {
        let document = read("a.txt", "甲\r\n乙\r丙\n".as_bytes()).unwrap();
        assert_eq!(document.text, "甲\n乙\n丙\n");
        assert_eq!(document.sha256.len(), 64);
    }
}
