/*!
What the styles of a workbook (.xlsx) say that calamine does not tell: the size of its usual
letters, and the formats that cells have only under a condition.
*/

use super::super::DocumentError;
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::conditions::ConditionalLook;
use super::looks::twentieths;
use quick_xml::events::BytesStart;

/// What is known of the styles.
#[derive(Debug, Default)]
pub struct SheetStyles {
    /// The size of the usual letters, in twentieths of a point; nothing where unknown.
    pub letters: u32,
    /// The formats under a condition, by their numbers.
    pub conditional: Vec<ConditionalLook>,
    /// Whether the one that is open has a ground of its own.
    is_grounded: bool,
    way: Vec<String>,
}

impl SheetStyles {
    /// Reads the styles' part.
    pub fn of(xml: &str) -> Result<Self, DocumentError> {
        let mut styles = Self::default();
        each_piece(xml, super::READER.name, |piece| match piece {
            XmlPiece::Start(element) => styles.start(&element),
            XmlPiece::End => styles.end(),
            XmlPiece::Text(_) => {}
        })?;
        Ok(styles)
    }

    fn start(&mut self, element: &BytesStart) {
        let name = name(element).to_owned();
        let is_inside = |outer: &str| self.way.iter().any(|name| name == outer);
        if is_inside("dxfs") {
            self.take(&name, element);
        } else if name == "sz" && is_inside("fonts") && self.letters == 0 {
            let size = attribute(element, "val").and_then(|size| size.trim().parse().ok());
            self.letters = size.map_or(0, twentieths);
        }
        self.way.push(name);
    }

    fn take(&mut self, name: &str, element: &BytesStart) {
        if name == "dxf" {
            self.conditional.push(ConditionalLook::default());
            self.is_grounded = false;
        }
        let Some(look) = self.conditional.last_mut() else {
            return;
        };
        let parent = self.way.last().map_or("", String::as_str);
        let is_off =
            || attribute(element, "val").is_some_and(|v| matches!(v.as_str(), "0" | "false"));
        match name {
            "strike" => look.struck = !is_off(),
            "color" if parent == "font" => look.white = is_white(element),
            "bgColor" => self.is_grounded = !is_white(element),
            "numFmt" => look.code = attribute(element, "formatCode"),
            _ => {}
        }
    }

    fn end(&mut self) {
        if self.way.pop().as_deref() == Some("dxf")
            && let Some(look) = self.conditional.last_mut()
        {
            look.white &= !self.is_grounded;
        }
    }
}

/// Whether a colour is that of paper: by its parts, by its number in the palette or as the ground of
/// the theme.
pub fn is_white(color: &BytesStart) -> bool {
    let value = |name| attribute(color, name).unwrap_or_default();
    let rgb = value("rgb").to_uppercase();
    rgb == "FFFFFF"
        || rgb.len() == 8 && rgb.ends_with("FFFFFF")
        || matches!(value("indexed").as_str(), "1" | "9" | "65")
        || value("theme") == "0" && attribute(color, "tint").is_none()
}
