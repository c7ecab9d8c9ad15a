/*!
Which styles of a Word document make a paragraph a heading.

Styles are named by codes that every producer chooses (`1`, `a3`); what they are is their
name (`heading 1`, `标题 1`) or the level of the outline that they give, their own or that
of the style they are based on.
*/

use super::super::DocumentError;
use super::super::xml::{Piece, attribute, each_piece, name};
use std::collections::{HashMap, HashSet};

/// How far styles are based on styles before it is a circle.
const LONGEST_CHAIN: usize = 12;

/// The codes of the styles of headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings(HashSet<String>);

impl Headings {
    /// Whether paragraphs of a style are headings.
    pub fn contains(&self, style: &str) -> bool {
        self.0.contains(style)
    }
}

#[derive(Default)]
struct Style {
    heading: Option<bool>,
    based_on: String,
}

/// Reads the styles' part.
pub fn headings(xml: &str) -> Result<Headings, DocumentError> {
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut open = String::new();
    each_piece(xml, super::READER.name, |piece| {
        let Piece::Start(element) = piece else { return };
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
                    _ => {}
                }
            }
        }
    })?;
    let codes = styles.keys().filter(|code| is_heading(code, &styles));
    Ok(Headings(codes.cloned().collect()))
}

fn is_heading_name(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("heading") || name.starts_with("标题")
}

/// Levels count from 0; 9 is the level of plain text.
pub fn is_outline_level(value: &str) -> bool {
    value.parse().is_ok_and(|level: u32| level < 9)
}

fn is_heading(code: &str, styles: &HashMap<String, Style>) -> bool {
    let chain = std::iter::successors(styles.get(code), |style| styles.get(&style.based_on));
    chain
        .take(LONGEST_CHAIN)
        .find_map(|style| style.heading)
        .unwrap_or(false)
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
        let found = headings(xml).unwrap();
        let known = ["1", "a", "b", "c"].map(|code| found.contains(code));
        assert_eq!(known, [true, true, false, false]);
    }
}
