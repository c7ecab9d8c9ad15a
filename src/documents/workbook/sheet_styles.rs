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
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

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
    let tint = value("tint").map_or(Some(0), |tint| thousandths(tint.trim()));
    Some(Color::of_theme(number("theme")?, tint?))
}

/// A number with decimals, also with a power of ten (`-4.99E-2`), in thousandths.
fn thousandths(number: &str) -> Option<i32> {
    let number = number.parse().or_else(|_| Decimal::from_scientific(number));
    let thousandths = number.ok()?.checked_mul(Decimal::ONE_THOUSAND)?;
    thousandths.round().to_i32()
}

/// Whether a colour is that of paper.
pub fn is_white(element: &BytesStart) -> bool {
    color(element).is_some_and(Color::is_paper)
}

#[cfg(test)]
mod tests {
    use super::super::dress::Dress;
    use super::*;

    #[test]
    fn tints_of_a_theme_are_colours_of_their_own() {
        let is_seen = |letters: &str, ground: &str| {
            let xml = format!(
                "<styleSheet><dxfs><dxf><font><color {letters}/></font><fill><patternFill>\
                 <bgColor {ground}/></patternFill></fill></dxf></dxfs></styleSheet>"
            );
            let styles = SheetStyles::of(&xml).unwrap();
            let look = &styles.conditional[0];
            let dress = Dress {
                letters: look.letters,
                ground: look.ground.unwrap(),
                ..Dress::default()
            };
            !dress.is_unseen()
        };
        let dark = "theme='4' tint='-0.24994659260841701'";
        let light = "theme='4' tint='0.79998168889431442'";
        let faint = "theme='4' tint='-4.9989318521683403E-2'";
        assert!(is_seen(dark, light) && is_seen(light, dark) && is_seen(dark, faint));
        assert!(!is_seen(light, light) && !is_seen(faint, "theme='4' tint='-0.0499893'"));
        assert!(!is_seen("theme='0'", "theme='0' tint='0.0'"));
    }
}
