/*!
What the styles of a workbook (.xlsx) say that calamine does not tell: the size of its usual
letters, and the formats that cells have only under a condition.
*/

use super::super::DocumentError;
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::conditions::ConditionalLook;
use super::dress::{Color, Ground};
use super::looks::twentieths;
use quick_xml::events::BytesStart;

/// What is known of the styles.
#[derive(Debug, Default)]
pub struct SheetStyles {
    /// The size of the usual letters, in twentieths of a point; nothing where unknown.
    pub letters: u32,
    /// The formats under a condition, by their numbers.
    pub conditional: Vec<ConditionalLook>,
    way: Vec<String>,
}

impl SheetStyles {
    /// Reads the styles' part.
    pub fn of(xml: &str) -> Result<Self, DocumentError> {
        let mut styles = Self::default();
        each_piece(xml, super::READER.name, |piece| match piece {
            XmlPiece::Start(element) => styles.start(&element),
            XmlPiece::End => {
                styles.way.pop();
            }
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
        }
        let Some(look) = self.conditional.last_mut() else {
            return;
        };
        let parent = self.way.last().map_or("", String::as_str);
        let is_off =
            || attribute(element, "val").is_some_and(|v| matches!(v.as_str(), "0" | "false"));
        match name {
            "strike" => look.struck = Some(!is_off()),
            "color" if parent == "font" => look.letters = color(element),
            "bgColor" => look.ground = color(element).map(Ground::Plain),
            "patternFill" if attribute(element, "patternType").as_deref() == Some("none") => {
                look.ground = Some(Ground::Paper);
            }
            "numFmt" => look.code = attribute(element, "formatCode"),
            _ => {}
        }
    }
}

/// A colour, by its parts, by its number in the palette or in the theme; none where it is the
/// usual one.
pub fn color(element: &BytesStart) -> Option<Color> {
    let value = |name| attribute(element, name);
    let number = |name| value(name).and_then(|number| number.trim().parse::<u16>().ok());
    if let Some(rgb) = value("rgb") {
        return Color::of_hex(&rgb);
    }
    if let Some(number) = number("indexed") {
        return Some(Color::of_palette(number));
    }
    let tint = value("tint").is_some_and(|tint| tint.trim() != "0");
    number("theme").map(|number| Color::of_theme(number, tint.into()))
}

/// Whether a colour is that of paper.
pub fn is_white(element: &BytesStart) -> bool {
    color(element).is_some_and(Color::is_paper)
}
