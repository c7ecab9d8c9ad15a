/*!
Web pages saved as one file (.mht, .mhtml): a mail whose parts are the page and its pictures.

A workbook saved so has a page a sheet, and one that only says which stand beside each other.
*/

use super::{DocumentError, File, Paper, Reader, Text, web_page};
use encoding_rs::Encoding as Characters;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders};
use std::borrow::Cow;

pub(super) const READER: Reader = Reader {
    name: "单个文件网页（MHTML）",
    knows,
    read,
};

/// How far into the file its head reaches.
const HEAD: usize = 4096;
/// More pages do not stand in one file.
const MOST_PAGES: usize = 256;

fn knows(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let begins = head.trim_start_matches('\u{FEFF}').trim_start();
    let is_head = [
        "mime-version:",
        "from:",
        "content-type:",
        "subject:",
        "date:",
    ]
    .iter()
    .any(|field| begins.starts_with(field));
    is_head && head.contains("mime-version:") && head.contains("content-type:")
}

fn read(file: &File) -> Result<Text, DocumentError> {
    let damaged = || DocumentError::Damaged {
        format: READER.name,
        why: "分不开各部分，可能没有下载完".to_owned(),
    };
    let message = MessageParser::default().parse(file.bytes);
    let message = message.ok_or_else(damaged)?;
    let is_page = |part: &&MessagePart| part.is_content_type("text", "html");
    let pages = message.parts.iter().filter(is_page).take(MOST_PAGES);
    let mut read: Vec<Text> = Vec::new();
    let mut refused = None;
    for part in pages {
        match page(part, file.bytes) {
            Ok(text) => read.push(text),
            Err(error) => refused = Some(error),
        }
    }
    match (read.len(), refused) {
        (0, refused) => Err(refused.unwrap_or_else(damaged)),
        (1, _) => Ok(read.swap_remove(0)),
        _ => {
            let mut paper = Paper::new();
            read.iter().for_each(|text| paper.include(text));
            Ok(paper.finish())
        }
    }
}

/// What a part says that is a page.
fn page(part: &MessagePart, bytes: &[u8]) -> Result<Text, DocumentError> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let raw = bytes.get(place(part.raw_body_offset())..place(part.raw_end_offset()));
    let raw = raw.unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => None,
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    let bytes = decoded.map_or(Cow::Borrowed(raw), Cow::Owned);
    let said = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"));
    let characters = said.and_then(|name| Characters::for_label(name.as_bytes()));
    match characters {
        Some(characters) => web_page::read_page(&characters.decode(&bytes).0),
        None => web_page::read_page(&web_page::decode(&bytes).ok_or(DocumentError::NotText)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, Engine};

    const TABLE: &str = "<html><body><table><tr><td>科目</td><td>合计</td></tr>\
        <tr><td>208</td><td>5.00</td></tr></table></body></html>";

    fn text(mail: &str) -> Result<String, DocumentError> {
        let mail = mail.replace('\n', "\r\n");
        assert!(knows(mail.as_bytes()));
        read(&File::new("a.mht", mail.as_bytes())).map(|text| text.text)
    }

    #[test]
    fn a_page_in_each_encoding() {
        let (gbk, _, _) = encoding_rs::GBK.encode(TABLE);
        let quoted: String = gbk
            .iter()
            .map(|byte| match byte {
                b' '..=b'<' | b'>'..=b'~' => char::from(*byte).to_string(),
                byte => format!("={byte:02X}"),
            })
            .collect();
        let part = |how: &str, body: &str| {
            format!(
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\n\
                 Content-Type: text/html; charset=\"gb2312\"\nContent-Transfer-Encoding: {how}\n\n{body}\n\
                 --b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n"
            )
        };
        let read = "科目\t合计\n208\t5.00\n\n";
        let base64 = BASE64_STANDARD.encode(&gbk);
        assert_eq!(text(&part("base64", &base64)).as_deref(), Ok(read));
        assert_eq!(
            text(&part("quoted-printable", &quoted)).as_deref(),
            Ok(read)
        );
    }

    #[test]
    fn of_a_workbook_each_sheet() {
        let part = |body: &str| format!("--b\nContent-Type: text/html\n\n{body}\n");
        let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n";
        let frames = part("<html><frameset><frame src='a'></frameset></html>");
        let sheets = format!("{head}{frames}{}{}--b--\n", part(TABLE), part(TABLE));
        assert_eq!(text(&sheets).unwrap().matches("5.00").count(), 2);
        assert_eq!(
            text(&format!("{head}{frames}--b--\n")),
            Err(DocumentError::Frameset)
        );
    }
}
