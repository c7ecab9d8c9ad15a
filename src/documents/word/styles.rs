/*!
Which styles of a Word document make a paragraph a heading, and which hide its letters.

Styles are named by codes that every producer chooses (`1`, `a3`); what they are is their
name (`heading 1`, `标题 1`) or the level of the outline that they give, their own or that
of the style they are based on.
*/

use super::super::DocumentError;
use super::super::xml::{XmlPiece, attribute, each_piece, is_on, name};
use quick_xml::events::BytesStart;
use std::collections::{HashMap, HashSet};

/// How far styles are based on styles before it is a circle.
const LONGEST_CHAIN: usize = 12;

/// How the letters of a run look, as far as that takes them out of the text; none where it is
/// left to the style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Not shown.
    pub vanished: Option<bool>,
    /// Struck out, once or twice.
    pub struck: Option<bool>,
    /// Raised or lowered.
    pub raised: Option<bool>,
    /// In the colour of paper.
    pub white: Option<bool>,
    /// The size of letters in half points, and whether they stand off the line.
    pub size: Option<u32>,
    is_moved: bool,
}

impl Look {
    /// Takes note of a property of runs; whether it is one that counts.
    pub fn take(&mut self, name: &str, element: &BytesStart) {
        let value = || attribute(element, "val").unwrap_or_default();
        match name {
            "vanish" | "specVanish" => self.vanished = Some(is_on(element)),
            "strike" | "dstrike" => {
                // Word writes both, and one of them is off.
                self.struck = Some(is_on(element) || self.struck == Some(true));
            }
            "vertAlign" => self.raised = Some(value() != "baseline"),
            // Raised by so many half points, and set smaller by hand.
            "position" => self.is_moved = value().parse().is_ok_and(|height: i32| height != 0),
            "sz" if value().parse().is_ok_and(|size: u32| size > 2) => {
                self.size = value().parse().ok();
            }
            // Half points: letters that nobody can see.
            "sz" if value().parse().is_ok_and(|size: u32| size <= 2) => self.vanished = Some(true),
            "color" => self.white = Some(value().eq_ignore_ascii_case("FFFFFF")),
            _ => {}
        }
    }

    /// Whether letters are raised or lowered: so called, or by a distance and made smaller.
    pub fn is_raised(&self) -> bool {
        const USUAL: u32 = 15;
        self.raised == Some(true) || self.is_moved && self.size.is_some_and(|size| size <= USUAL)
    }

    /// This look, and where it says nothing that of `style`.
    pub fn over(self, style: Self) -> Self {
        Self {
            vanished: self.vanished.or(style.vanished),
            struck: self.struck.or(style.struck),
            raised: self.raised.or(style.raised),
            white: self.white.or(style.white),
            size: self.size.or(style.size),
            is_moved: self.is_moved || style.is_moved,
        }
    }
}

/// What the styles of a document say, by their codes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Styles {
    headings: HashSet<String>,
    looks: HashMap<String, Look>,
    /// Styles of tables that colour the ground of cells.
    grounded: HashSet<String>,
    known: HashSet<String>,
}

impl Styles {
    /// Whether paragraphs of a style are headings.
    pub fn is_heading(&self, style: &str) -> bool {
        self.headings.contains(style)
    }

    /// Whether a style of tables colours the ground of cells; one that is not there may.
    pub fn is_grounded(&self, style: &str) -> bool {
        self.grounded.contains(style) || !self.known.contains(style)
    }

    /// How a style makes letters look.
    pub fn look(&self, style: &str) -> Look {
        self.looks.get(style).copied().unwrap_or_default()
    }
}

#[derive(Default)]
struct Style {
    heading: Option<bool>,
    look: Look,
    is_grounded: bool,
    based_on: String,
}

/// Reads the styles' part.
pub fn styles(xml: &str) -> Result<Styles, DocumentError> {
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut open = String::new();
    each_piece(xml, super::READER.name, |piece| {
        let XmlPiece::Start(element) = piece else {
            return;
        };
        let value = || attribute(&element, "val").unwrap_or_default();
        match name(&element) {
            "style" => {
                open = attribute(&element, "styleId").unwrap_or_default();
                styles.insert(open.clone(), Style::default());
            }
            other => {
                let Some(style) = styles.get_mut(&open) else {
                    return;
                };
                match other {
                    "name" if is_heading_name(&value()) => style.heading = Some(true),
                    "basedOn" => style.based_on = value(),
                    "outlineLvl" => style.heading = Some(is_outline_level(&value())),
                    "shd" => style.is_grounded |= is_ground(&element),
                    other => style.look.take(other, &element),
                }
            }
        }
    })?;
    let codes = styles.keys().filter(|code| is_heading(code, &styles));
    let looks = styles
        .keys()
        .map(|code| (code.clone(), look(code, &styles)));
    let grounded = styles
        .keys()
        .filter(|code| chain(code, &styles).any(|s| s.is_grounded));
    Ok(Styles {
        known: styles.keys().cloned().collect(),
        grounded: grounded.cloned().collect(),
        headings: codes.cloned().collect(),
        looks: looks.filter(|(_, look)| *look != Look::default()).collect(),
    })
}

/// Whether a shading colours the ground.
pub fn is_ground(element: &BytesStart) -> bool {
    let fill = attribute(element, "fill").unwrap_or_default();
    let is_themed = attribute(element, "themeFill").is_some();
    is_themed || !["", "AUTO", "FFFFFF"].contains(&fill.to_uppercase().as_str())
}

fn is_heading_name(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("heading") || name.starts_with("标题")
}

/// Levels count from 0; 9 is the level of plain text.
pub fn is_outline_level(value: &str) -> bool {
    value.parse().is_ok_and(|level: u32| level < 9)
}

/// A style and those it is based on.
fn chain<'s>(code: &str, styles: &'s HashMap<String, Style>) -> impl Iterator<Item = &'s Style> {
    let chain = std::iter::successors(styles.get(code), |style| styles.get(&style.based_on));
    chain.take(LONGEST_CHAIN)
}

fn is_heading(code: &str, styles: &HashMap<String, Style>) -> bool {
    chain(code, styles)
        .find_map(|style| style.heading)
        .unwrap_or(false)
}

fn look(code: &str, styles: &HashMap<String, Style>) -> Look {
    chain(code, styles).fold(Look::default(), |look, style| look.over(style.look))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_inherit_their_level() {
        let xml = "<w:styles><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>\
            <w:style w:styleId=\"a\"><w:name w:val=\"小标题\"/><w:basedOn w:val=\"1\"/></w:style>\
            <w:style w:styleId=\"b\"><w:basedOn w:val=\"1\"/><w:outlineLvl w:val=\"9\"/></w:style>\
            <w:style w:styleId=\"c\"><w:basedOn w:val=\"c\"/></w:style></w:styles>";
        let found = styles(xml).unwrap();
        let known = ["1", "a", "b", "c"].map(|code| found.is_heading(code));
        assert_eq!(known, [true, true, false, false]);
    }
}
