/*!
Comments beside the text of an office file: who wrote 应为330.13 beside a figure meant something by it.

They are no text of the document and are not read, but said where they hold figures.
*/

use super::DocumentError;
use super::package::{self, Package};
use super::xml::{XmlPiece, each_piece, name};

const FORMAT: &str = "Office";

/// Says how many comments of an office file hold figures; nothing of other files.
pub fn remark(bytes: &[u8]) -> Option<String> {
    let count = package::is_package(bytes).then(|| count(bytes).ok())??;
    (count > 0).then(|| format!("文件里有 {count} 处批注写着数字；批注不是正文，没有读，请核实。"))
}

fn count(bytes: &[u8]) -> Result<usize, DocumentError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let mut count = 0;
    for part in package.names().iter().filter(|part| may_hold(part)) {
        if let Some(xml) = package.text(part)? {
            count += of_part(&xml)?;
        }
    }
    Ok(count)
}

/// Whether a part may hold comments; OpenDocument keeps them in its text.
fn may_hold(part: &str) -> bool {
    let is_of_sheets = part.starts_with("xl/comments") && part.ends_with(".xml");
    is_of_sheets || matches!(part, "word/comments.xml" | "content.xml")
}

/// The comments of a part whose own text holds a digit; who wrote them and when is none of it.
fn of_part(xml: &str) -> Result<usize, DocumentError> {
    let (mut open, mut count) = (Vec::new(), 0);
    each_piece(xml, FORMAT, |piece| match piece {
        XmlPiece::Start(element) => open.push(match name(&element) {
            "comment" | "annotation" => Element::Comment { holds: false },
            "date" | "creator" | "date-string" | "creator-initials" => Element::Aside,
            _ => Element::Other,
        }),
        XmlPiece::End => {
            count += usize::from(open.pop() == Some(Element::Comment { holds: true }));
        }
        XmlPiece::Text(text) => {
            if open.last() != Some(&Element::Aside)
                && text.contains(|c: char| c.is_ascii_digit())
                && let Some(Element::Comment { holds }) = open.iter_mut().rfind(is_comment)
            {
                *holds = true;
            }
        }
    })?;
    Ok(count)
}

/// What an open element is.
#[derive(Debug, PartialEq, Eq)]
enum Element {
    Comment { holds: bool },
    Aside,
    Other,
}

fn is_comment(element: &&mut Element) -> bool {
    matches!(element, Element::Comment { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_with_figures() {
        let xml = "<comments><comment ref='E5'><text><r><t>应为330.13</t></r></text></comment>\
                   <comment ref='E6'><text><t>已核</t></text></comment></comments>";
        assert_eq!(of_part(xml), Ok(1));
        let xml =
            "<text><p>5.00<annotation><date>2026-01-01</date><p>已核</p></annotation></p></text>";
        assert_eq!(of_part(xml), Ok(0));
    }
}
