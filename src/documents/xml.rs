/*!
The XML of office files, an element after the other.

Office files declare no entities, and a declaration of them is the beginning of an attack:
it is refused. Names are compared without their prefix, which every producer chooses for
itself.
*/

use super::DocumentError;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// What a text of XML holds.
pub enum XmlPiece<'x> {
    /// An element begins.
    Start(BytesStart<'x>),
    /// The element that began last and has not ended ends.
    End,
    /// Characters.
    Text(String),
}

/// Hands every piece of an XML text to `take`, in order; an element without content begins
/// and ends.
pub fn each_piece<'x>(
    xml: &'x str,
    format: &'static str,
    mut take: impl FnMut(XmlPiece<'x>),
) -> Result<(), DocumentError> {
    let damaged = |why: String| DocumentError::Damaged { format, why };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0usize;
    loop {
        let event = reader.read_event();
        match event.map_err(|_| damaged("XML 不合格式，可能没有下载完".to_owned()))? {
            Event::Start(element) => {
                depth += 1;
                take(XmlPiece::Start(element));
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                take(XmlPiece::End);
            }
            Event::Text(text) => take(XmlPiece::Text(text.xml10_content().into_owned())),
            Event::CData(text) => take(XmlPiece::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(reference) => take(XmlPiece::Text(resolved(&reference))),
            Event::DocType(_) => {
                return Err(damaged(
                    "含有实体声明（DTD），Office 文件里不该有".to_owned(),
                ));
            }
            Event::Eof if depth > 0 => return Err(damaged("内容在中途断了".to_owned())),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
        }
    }
}

/// `&lt;`, `&#20803;`; what is declared nowhere stays as it is written.
fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = reference;
    resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}

/// The value of an attribute, found by its name without prefix.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_or_else(
                |_| found.value.clone().into_owned(),
                std::borrow::Cow::into_owned,
            ),
    )
}

/// The name of an element without its prefix.
pub fn name<'e>(element: &'e BytesStart) -> &'e str {
    let whole = element.name().into_inner();
    whole.rsplit_once(':').map_or(whole, |(_, name)| name)
}

/// Whether a switch of Word is on: there without a value, or with one that is not no.
pub fn is_on(element: &BytesStart) -> bool {
    !attribute(element, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}
