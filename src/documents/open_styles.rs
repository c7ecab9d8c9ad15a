/*!
The styles of OpenDocument, of text and of sheets: what takes text out of the page.

A style belongs to a family (a paragraph and a cell may have styles of one name) and may stand on
another of its family; what that says holds where it says nothing itself.
*/

use super::DocumentError;
use super::xml::{XmlPiece, attribute, each_piece, name};
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// What a style says of itself.
#[derive(Debug, Clone, Default)]
pub struct Style {
    base: String,
    /// Struck out, not shown, raised or lowered.
    pub struck: Option<bool>,
    pub hidden: Option<bool>,
    pub raised: Option<bool>,
    /// The colours of letters and of the ground, where there is one.
    pub color: Option<String>,
    pub ground: Option<String>,
    /// Whether text is turned or made as small as its cell.
    pub fits: Option<bool>,
    /// The size of its letters and the width of its columns, in points.
    pub size: Option<Decimal>,
    pub width: Option<Decimal>,
    /// Whether the row, column or sheet that has it takes no room.
    pub is_nothing: bool,
    /// The page that it is printed on.
    pub page: String,
    /// The format of its numbers.
    pub format: String,
    /// The styles that cells have which meet a condition, each with that.
    pub conditions: Vec<(String, String)>,
}

/// Styles stand on others no deeper than this.
const DEEPEST: usize = 16;

/// The styles of a file.
#[derive(Debug, Default)]
pub struct Styles {
    known: HashMap<(String, String), Style>,
    /// The names of styles by those that people see.
    shown_names: HashMap<(String, String), String>,
    /// The style of which properties are being read.
    open: (String, String),
}

impl Styles {
    /// Takes note of an element of a style: its beginning, or its properties.
    pub fn take(&mut self, name: &str, element: &BytesStart) {
        match name {
            "style" | "default-style" => self.begin(element),
            "map" => {
                let value = |name| attribute(element, name).unwrap_or_default();
                if let Some(style) = self.known.get_mut(&self.open) {
                    let condition = (value("condition"), value("apply-style-name"));
                    style.conditions.push(condition);
                }
            }
            _ => {
                if let Some(style) = self.known.get_mut(&self.open) {
                    style.take(name, element);
                }
            }
        }
    }

    fn begin(&mut self, element: &BytesStart) {
        let value = |name| attribute(element, name).unwrap_or_default();
        self.open = (value("family"), value("name"));
        if let Some(shown) = attribute(element, "display-name") {
            let (family, name) = self.open.clone();
            self.shown_names.insert((family, shown), name);
        }
        let style = Style {
            base: value("parent-style-name"),
            page: value("master-page-name"),
            format: value("data-style-name"),
            ..Style::default()
        };
        self.known.insert(self.open.clone(), style);
    }

    /// A style with what those say that it stands on, and the default of its family.
    pub fn of(&self, family: &str, name: &str) -> Style {
        let mut found = self.named(family, name);
        // The default has no name.
        if let Some(default) = self.find(family, "") {
            found.stand_on(default);
        }
        found
    }

    /// A style with what those say that it stands on.
    pub fn named(&self, family: &str, name: &str) -> Style {
        let mut found = Style::default();
        let mut next = self.find(family, name);
        for _ in 0..DEEPEST {
            let Some(style) = next else { break };
            found.stand_on(style);
            next = Some(style).filter(|style| !style.base.is_empty());
            next = next.and_then(|style| self.find(family, &style.base));
        }
        found
    }

    fn find(&self, family: &str, name: &str) -> Option<&Style> {
        let key = (family.to_owned(), name.to_owned());
        let named = || {
            let name = self.shown_names.get(&key)?;
            self.known.get(&(key.0.clone(), name.clone()))
        };
        self.known.get(&key).or_else(named)
    }
}

impl Style {
    fn take(&mut self, properties: &str, element: &BytesStart) {
        let value = |name: &str| attribute(element, name);
        match properties {
            "text-properties" => {
                let line = value("text-line-through-style").or(value("text-line-through-type"));
                self.struck = line.map(|line| line != "none").or(self.struck);
                self.hidden = value("display").map(|v| v == "none").or(self.hidden);
                self.raised = value("text-position").map(|v| is_moved(&v)).or(self.raised);
                self.color = value("color").or(self.color.take());
                self.size = value("font-size").and_then(|v| points(&v)).or(self.size);
            }
            "table-column-properties" => {
                self.width = value("column-width").and_then(|width| points(&width));
                self.is_nothing |= self.width.is_some_and(|width| width.is_zero());
            }
            "table-row-properties" => {
                let height = value("row-height").and_then(|height| points(&height));
                self.is_nothing |= height.is_some_and(|height| height.is_zero());
            }
            "table-properties" => self.is_nothing |= value("display").as_deref() == Some("false"),
            "section-properties" => {
                self.hidden = value("display").map(|v| v == "none").or(self.hidden);
            }
            _ => {}
        }
        let is_turned =
            value("rotation-angle").map(|angle| !matches!(angle.as_str(), "0" | "0deg"));
        let is_shrunk = value("shrink-to-fit").map(|shrunk| shrunk == "true");
        if is_turned.is_some() || is_shrunk.is_some() {
            self.fits = Some(is_turned == Some(true) || is_shrunk == Some(true));
        }
        self.ground = value("background-color").or(self.ground.take());
    }

    fn stand_on(&mut self, base: &Self) {
        self.struck = self.struck.or(base.struck);
        self.hidden = self.hidden.or(base.hidden);
        self.raised = self.raised.or(base.raised);
        self.color = self.color.take().or_else(|| base.color.clone());
        self.ground = self.ground.take().or_else(|| base.ground.clone());
        self.fits = self.fits.or(base.fits);
        self.size = self.size.or(base.size);
        self.width = self.width.or(base.width);
        self.is_nothing |= base.is_nothing;
        if self.format.is_empty() {
            self.format.clone_from(&base.format);
        }
        if self.conditions.is_empty() {
            self.conditions.clone_from(&base.conditions);
        }
        if self.page.is_empty() {
            self.page.clone_from(&base.page);
        }
    }

    /// Whether letters have the colour of paper.
    pub fn is_white(&self) -> bool {
        self.color.as_deref().is_some_and(is_paper)
    }

    /// Whether the ground has another colour than paper.
    pub fn is_grounded(&self) -> bool {
        let ground = self.ground.as_deref();
        ground.is_some_and(|ground| ground != "transparent" && !is_paper(ground))
    }

    /// Whether letters are too small for anybody.
    pub fn is_tiny(&self) -> bool {
        self.size.is_some_and(|size| size <= Decimal::ONE)
    }

    /// Whether letters have the colour of the ground, or nobody can see them for their size.
    pub fn is_unseen(&self) -> bool {
        let is_same = self.is_grounded() && self.color == self.ground;
        self.is_tiny() || is_same || self.is_white() && !self.is_grounded()
    }
}

fn is_paper(color: &str) -> bool {
    color.eq_ignore_ascii_case("#ffffff") || color.eq_ignore_ascii_case("white")
}

/// `super 58%`, `33% 58%`; `0% 100%` is the line itself.
fn is_moved(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    !matches!(first, "" | "0" | "0%")
}

/// A length in points.
fn points(length: &str) -> Option<Decimal> {
    let number = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &length[number.len()..] {
        "pt" => Decimal::ONE,
        "cm" => Decimal::new(28_346, 3),
        "mm" => Decimal::new(28_346, 4),
        "in" => Decimal::from(72),
        "px" => Decimal::new(75, 2),
        "pc" => Decimal::from(12),
        _ => return None,
    };
    number.trim().parse::<Decimal>().ok()?.checked_mul(unit)
}

/// What each kind of page prints above and below its text, by the page's name.
pub fn page_texts(
    styles: &str,
    format: &'static str,
) -> Result<HashMap<String, String>, DocumentError> {
    let mut found: HashMap<String, String> = HashMap::new();
    let (mut page, mut way) = (String::new(), Vec::new());
    each_piece(styles, format, |piece| match piece {
        XmlPiece::Start(element) => {
            let role = match name(&element) {
                "header" | "footer" | "header-first" | "footer-first"
                    if attribute(&element, "display").as_deref() != Some("false") =>
                {
                    PageRole::Line
                }
                "master-page" => {
                    page = attribute(&element, "name").unwrap_or_default();
                    PageRole::Page
                }
                _ if way.last() == Some(&PageRole::Line) => PageRole::Line,
                _ => PageRole::Other,
            };
            way.push(role);
        }
        XmlPiece::Text(text) if way.last() == Some(&PageRole::Line) => {
            found.entry(page.clone()).or_default().push_str(&text);
        }
        XmlPiece::Text(_) => {}
        XmlPiece::End => {
            if way.pop() == Some(PageRole::Line)
                && let Some(text) = found.get_mut(&page)
            {
                text.push('\n');
            }
        }
    })?;
    Ok(found)
}

/// What an open element is for what a page prints on its edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageRole {
    Page,
    Line,
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_points() {
        let known = ["0cm", "0.5in", "12pt", "58%"].map(points);
        let expected = [Some(0), Some(36), Some(12), None];
        assert_eq!(known, expected.map(|points| points.map(Decimal::from)));
    }

    #[test]
    fn what_pages_print_on_their_edges() {
        let xml = "<s:styles><s:master-styles><s:master-page s:name='A'><s:header><t:p>单位：元</t:p></s:header>\
            <s:footer s:display='false'><t:p>无</t:p></s:footer></s:master-page></s:master-styles></s:styles>";
        let found = page_texts(xml, "a").unwrap();
        assert_eq!(found["A"].trim(), "单位：元");
    }
}
