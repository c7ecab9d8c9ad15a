/*!
Which elements of a page are seen.

A page hides text by attributes, by the style of an element and by rules in its style sheets;
rules are matched by the same selectors that browsers use, and a later rule overrules an
earlier one. Struck text no longer holds, and raised text is the mark of a note.
*/

use ego_tree::NodeId;
use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;

/// Elements that nobody reads as the document's text.
const UNREAD: &[&str] = &[
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "button",
    "option", "iframe", "svg", "del", "s", "strike",
];

/// More rules than a page of a disclosure has are not matched one by one.
const MOST_RULES: usize = 400;

/// What the style sheets of a page say of its elements.
#[derive(Debug, Default)]
pub struct Looks {
    hidden: HashSet<NodeId>,
    raised: HashSet<NodeId>,
    /// Elements with a ground of their own, and elements with white letters.
    grounded: HashSet<NodeId>,
    white: HashSet<NodeId>,
    /// Whether style sheets of other files have a say too.
    is_styled_elsewhere: bool,
}

/// What declarations say of an element; none where they do not say it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Said {
    hidden: Option<bool>,
    raised: bool,
    grounded: bool,
    white: bool,
}

impl Looks {
    /// Reads the style sheets of a page.
    pub fn of(page: &Html) -> Self {
        let mut looks = Self::default();
        let select = |selector: &str| {
            let selector = Selector::parse(selector).ok();
            selector.map(|selector| page.select(&selector).collect::<Vec<_>>())
        };
        let links = select("link[rel~=stylesheet]").unwrap_or_default();
        looks.is_styled_elsewhere = !links.is_empty();
        let sheets = select("style").unwrap_or_default();
        let css: String = sheets.iter().flat_map(ElementRef::text).collect();
        for (selector, declarations) in rules(&css).into_iter().take(MOST_RULES) {
            let said = Said::of(&declarations);
            if said == Said::default() {
                continue;
            }
            for element in select(&selector).unwrap_or_default() {
                looks.note(element.id(), said);
            }
        }
        looks
    }

    fn note(&mut self, id: NodeId, said: Said) {
        match said.hidden {
            Some(true) => {
                self.hidden.insert(id);
            }
            Some(false) => {
                self.hidden.remove(&id);
            }
            None => {}
        }
        let sets = [
            (&mut self.raised, said.raised),
            (&mut self.grounded, said.grounded),
            (&mut self.white, said.white),
        ];
        for (set, _) in sets.into_iter().filter(|(_, is_said)| *is_said) {
            set.insert(id);
        }
    }

    /// Whether an element and all below it are no text of the page.
    pub fn is_unread(&self, element: &ElementRef) -> bool {
        let value = element.value();
        if UNREAD.contains(&value.name()) || value.attr("hidden").is_some() {
            return true;
        }
        let said = Said::of(value.attr("style").unwrap_or_default());
        let is_hidden = said
            .hidden
            .unwrap_or_else(|| self.hidden.contains(&element.id()));
        is_hidden || self.is_white_on_white(element, said)
    }

    /// Letters in the colour of the paper; a ground that a style sheet of another file may give
    /// is not known.
    fn is_white_on_white(&self, element: &ElementRef, said: Said) -> bool {
        let is_font = element.value().name() == "font"
            && (element.value().attr("color")).is_some_and(|color| is_white(&squeezed(color)));
        let is_white = said.white || is_font || self.white.contains(&element.id());
        is_white && !self.is_styled_elsewhere && !self.stands_on_ground(element)
    }

    fn stands_on_ground(&self, element: &ElementRef) -> bool {
        let above = element.ancestors().filter_map(ElementRef::wrap);
        std::iter::once(*element).chain(above).any(|element| {
            let value = element.value();
            let is_colored = |color: &str| !is_white(&squeezed(color));
            value.attr("bgcolor").is_some_and(is_colored)
                || value.attr("background").is_some()
                || self.grounded.contains(&element.id())
                || Said::of(value.attr("style").unwrap_or_default()).grounded
        })
    }

    /// Whether an element's text is raised or lowered.
    pub fn is_raised(&self, element: &ElementRef) -> bool {
        let value = element.value();
        matches!(value.name(), "sup" | "sub")
            || Said::of(value.attr("style").unwrap_or_default()).raised
            || self.raised.contains(&element.id())
    }
}

impl Said {
    fn of(declarations: &str) -> Self {
        let mut said = Self::default();
        // A box of no size hides what it does not let flow over.
        let (mut is_nothing_wide, mut is_cut_off) = (false, false);
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else {
                continue;
            };
            let value = squeezed(value).trim_end_matches("!important").to_owned();
            let is_zero = is_zero_length(&value);
            match squeezed(name).as_str() {
                "display" => said.hidden = Some(value == "none"),
                "visibility" => said.hidden = Some(matches!(value.as_str(), "hidden" | "collapse")),
                "opacity" if value.parse() == Ok(0u8) => said.hidden = Some(true),
                "font-size" if is_zero || is_tiny(&value) => said.hidden = Some(true),
                "width" | "height" | "max-height" if is_zero => is_nothing_wide = true,
                "overflow" if value == "hidden" => is_cut_off = true,
                "text-decoration" | "text-decoration-line" if value.contains("line-through") => {
                    said.hidden = Some(true);
                }
                "vertical-align" if matches!(value.as_str(), "super" | "sub") => said.raised = true,
                "color" if value == "transparent" => said.hidden = Some(true),
                "color" => said.white = is_white(&value),
                "background" | "background-color" | "background-image" => {
                    said.grounded =
                        !is_white(&value) && !matches!(value.as_str(), "none" | "transparent");
                }
                _ => {}
            }
        }
        if is_nothing_wide && is_cut_off {
            said.hidden = Some(true);
        }
        said
    }
}

fn squeezed(text: &str) -> String {
    let text = text.chars().filter(|c| !c.is_whitespace());
    text.collect::<String>().to_ascii_lowercase()
}

fn is_zero_length(value: &str) -> bool {
    value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%') == "0"
}

/// Letters that nobody can see: a point or a pixel high.
fn is_tiny(size: &str) -> bool {
    let number = size.strip_suffix("pt").or_else(|| size.strip_suffix("px"));
    number
        .is_some_and(|number| number == "1" || number.starts_with("0.") || number.starts_with('.'))
}

fn is_white(color: &str) -> bool {
    matches!(
        color,
        "white" | "#fff" | "#ffffff" | "rgb(255,255,255)" | "rgba(255,255,255,1)"
    )
}

/// The rules of a style sheet, a selector and its declarations. Of the rules for some media those
/// for screens count.
fn rules(css: &str) -> Vec<(String, String)> {
    let css = without_comments(css);
    let mut rules = Vec::new();
    let mut rest = css.as_str();
    // Whether what an at-rule holds is passed over.
    let mut skipped = false;
    while let Some(open) = rest.find(['{', '}']) {
        let head = rest[..open].trim();
        let is_end = rest[open..].starts_with('}');
        rest = &rest[open + 1..];
        if is_end {
            skipped = false;
            continue;
        }
        if head.starts_with('@') {
            let is_for_screens = head.starts_with("@media") && !head.contains("print");
            let holds_rules = head.starts_with("@media") || head.starts_with("@supports");
            skipped = holds_rules && !is_for_screens;
            if !holds_rules {
                rest = rest.split_once('}').map_or("", |(_, rest)| rest);
            }
            continue;
        }
        let (declarations, after) = rest.split_once('}').unwrap_or((rest, ""));
        rest = after;
        if !skipped {
            rules.push((head.to_owned(), declarations.to_owned()));
        }
    }
    rules
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    // Old pages wrap their style sheets in comments of the page.
    out.replace("<!--", "").replace("-->", "")
}
