/*!
Text as it comes out of PDF and Word, Markdown, tables with tabs: kept as it stands. A table
of separated fields (CSV) is the one text that is made into another.
*/

use super::{
    DocumentError, File, Reader, SIGNATURES, Text, encoding, hold_lines, old_markup, separated,
};

pub(super) const READER: Reader = Reader {
    name: "文本",
    knows,
    read,
};

/// Whatever is not of another known format and decodes as text.
fn knows(bytes: &[u8]) -> bool {
    let is_known = SIGNATURES
        .iter()
        .any(|(start, ..)| bytes.starts_with(start));
    !is_known && old_markup(bytes).is_none()
}

fn read(file: &File) -> Result<Text, DocumentError> {
    let text = encoding::decode(file.bytes).ok_or(DocumentError::NotText)?;
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    // What asks for separated fields takes a line apart.
    hold_lines(&text)?;
    if let Some(table) = separated::read(&text) {
        return Ok(table);
    }
    Ok(Text {
        text,
        ..Text::default()
    })
}
