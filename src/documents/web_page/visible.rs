/*!
Which elements of a page are seen.

A page hides text by attributes, by the style of an element and by rules in its style sheets;
rules are matched by the same selectors that browsers use, and a later rule overrules an
earlier one. Letters and ground are asked where text stands, for both come from above. Struck text
no longer holds, and raised text is the mark of a note.
*/

use ego_tree::{NodeId, NodeRef};
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};
use std::collections::HashMap;

/// Elements that nobody reads as the document's text.
const UNREAD: &[&str] = &[
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "button",
    "option", "iframe", "svg",
];

/// Elements whose text no longer holds.
const STRUCK: &[&str] = &["del", "s", "strike"];

/// More rules than a page of a disclosure has are not matched one by one.
const MOST_RULES: usize = 400;

/// What is said of the elements of a page: by themselves, by style sheets, and of letters and
/// ground by what is above them.
#[derive(Debug, Default)]
pub struct Looks {
    said: HashMap<NodeId, Said>,
    /// Whether style sheets of other files have a say too.
    is_styled_elsewhere: bool,
}

/// Why an element is no text of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Nobody reads such elements as the document's text.
    Aside,
    /// It is not there, and takes no room.
    Absent,
    /// It is struck out.
    Struck,
    /// It is there, and nobody sees it: hidden, or too small.
    Unseen,
}

/// What declarations say of an element; none where they do not say it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Said {
    absent: Option<bool>,
    unseen: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    letters: Option<Color>,
    ground: Option<Color>,
}

impl Looks {
    /// Reads what a page says of its elements, each once.
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
                let before = looks.said.entry(element.id()).or_default();
                *before = said.or(*before);
            }
        }
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            let said = looks.said_of(&element);
            let above = element
                .parent()
                .and_then(|above| looks.said.get(&above.id()));
            let said = said.or(above.copied().unwrap_or_default().inherited());
            looks.said.insert(element.id(), said);
        }
        looks
    }

    /// Why an element and all below it are no text of the page; none where they are.
    pub fn unread(&self, element: &ElementRef) -> Option<Unread> {
        let value = element.value();
        if UNREAD.contains(&value.name()) {
            return Some(Unread::Aside);
        }
        let said = self.of_element(element);
        if said.absent.unwrap_or(value.attr("hidden").is_some()) {
            Some(Unread::Absent)
        } else if STRUCK.contains(&value.name()) || said.struck == Some(true) {
            Some(Unread::Struck)
        } else {
            (said.unseen == Some(true)).then_some(Unread::Unseen)
        }
    }

    fn of_element(&self, element: &ElementRef) -> Said {
        self.said.get(&element.id()).copied().unwrap_or_default()
    }

    /// What its attributes and the style sheets say of an element.
    fn said_of(&self, element: &ElementRef) -> Said {
        let value = element.value();
        let attribute = |name| value.attr(name).map(|color| Color::of(&squeezed(color)));
        let is_font = value.name() == "font";
        let plain = Said {
            letters: attribute("color").filter(|_| is_font),
            ground: attribute("bgcolor")
                .or_else(|| value.attr("background").map(|_| Color::Unknown)),
            ..Said::default()
        };
        let of_sheets = self.of_element(element);
        let by_itself = value.attr("style").map(Said::of).unwrap_or_default();
        by_itself.or(of_sheets).or(plain)
    }

    /// Whether a text has the colour of its ground; what a style sheet of another file may give is
    /// not known.
    pub fn blends(&self, text: &NodeRef<Node>) -> bool {
        if self.is_styled_elsewhere {
            return false;
        }
        let said = text.parent().and_then(|above| self.said.get(&above.id()));
        let said = said.copied().unwrap_or_default();
        match (said.letters, said.ground.unwrap_or(Color::WHITE)) {
            (Some(Color::Rgb(letters)), Color::Rgb(ground)) => letters == ground,
            _ => false,
        }
    }

    /// Whether an element's text is raised or lowered.
    pub fn is_raised(&self, element: &ElementRef) -> bool {
        let is_mark = matches!(element.value().name(), "sup" | "sub");
        is_mark || self.of_element(element).raised == Some(true)
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
                "display" => said.absent = Some(value == "none"),
                // A row that is collapsed still counts for the cells that reach into it.
                "visibility" => {
                    said.unseen = Some(matches!(value.as_str(), "hidden" | "collapse"));
                }
                "opacity" if value.parse() == Ok(0u8) => said.unseen = Some(true),
                "font-size" if is_zero || is_tiny(&value) => said.unseen = Some(true),
                // Out of the page, as texts for those who cannot see are.
                "left" | "top" | "right" | "text-indent" | "margin-left" if is_far_off(&value) => {
                    said.unseen = Some(true);
                }
                "clip" if is_nothing_left(&value) => said.unseen = Some(true),
                "clip-path" if value.starts_with("inset(5") || value.starts_with("inset(100") => {
                    said.unseen = Some(true);
                }
                "transform" if value.contains("scale(0)") => said.unseen = Some(true),
                "width" | "height" | "max-height" if is_zero => is_nothing_wide = true,
                "overflow" if value == "hidden" => is_cut_off = true,
                "text-decoration" | "text-decoration-line" => {
                    said.struck = Some(value.contains("line-through"));
                }
                "vertical-align" => {
                    said.raised = Some(matches!(value.as_str(), "super" | "sub"));
                }
                "color" if value == "transparent" => said.unseen = Some(true),
                "color" => said.letters = Some(Color::of(&value)),
                "background" | "background-color" | "background-image"
                    if !matches!(value.as_str(), "none" | "transparent" | "inherit") =>
                {
                    said.ground = Some(Color::of(&value));
                }
                _ => {}
            }
        }
        if is_nothing_wide && is_cut_off {
            said.unseen = Some(true);
        }
        said
    }

    /// What holds of all that is below as well.
    fn inherited(self) -> Self {
        Self {
            letters: self.letters,
            ground: self.ground,
            ..Self::default()
        }
    }

    /// What is said, and else what something before it says.
    fn or(self, before: Self) -> Self {
        Self {
            absent: self.absent.or(before.absent),
            unseen: self.unseen.or(before.unseen),
            struck: self.struck.or(before.struck),
            raised: self.raised.or(before.raised),
            letters: self.letters.or(before.letters),
            ground: self.ground.or(before.ground),
        }
    }
}

/// A colour, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Color {
    Rgb([u8; 3]),
    Unknown,
}

impl Color {
    const WHITE: Self = Self::Rgb([u8::MAX; 3]);

    /// A colour by its name or its parts, written in small letters and without blanks.
    fn of(text: &str) -> Self {
        Self::of_name(text)
            .or_else(|| Self::of_hex(text))
            .or_else(|| Self::of_parts(text))
            .unwrap_or(Self::Unknown)
    }

    fn of_name(text: &str) -> Option<Self> {
        let parts = match text {
            "white" => [0xFF, 0xFF, 0xFF],
            "black" => [0, 0, 0],
            "red" => [0xFF, 0, 0],
            "blue" => [0, 0, 0xFF],
            "yellow" => [0xFF, 0xFF, 0],
            "green" => [0, 0x80, 0],
            "gray" | "grey" => [0x80, 0x80, 0x80],
            "silver" => [0xC0, 0xC0, 0xC0],
            _ => return None,
        };
        Some(Self::Rgb(parts))
    }

    /// `#fff`, `#ffffff`; pages of old leave the sign out.
    fn of_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let digits = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let [_, red, green, blue] = u32::from_str_radix(&digits, 16).ok()?.to_be_bytes();
        Some(Self::Rgb([red, green, blue]))
    }

    /// `rgb(255,255,255)`, `rgba(255,255,255,1)`.
    fn of_parts(text: &str) -> Option<Self> {
        let parts = text.strip_suffix(')')?;
        let parts = parts.strip_prefix("rgb(").or(parts.strip_prefix("rgba("))?;
        let mut parts = parts.split(',');
        let mut part = || parts.next()?.parse().ok();
        let color = [part()?, part()?, part()?];
        let is_dense = parts.next().is_none_or(|density| density == "1");
        is_dense.then_some(Self::Rgb(color))
    }
}

fn squeezed(text: &str) -> String {
    let text = text.chars().filter(|c| !c.is_whitespace());
    text.collect::<String>().to_ascii_lowercase()
}

fn is_zero_length(value: &str) -> bool {
    value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%') == "0"
}

/// Whether a length leads out of any page to the left or to the top.
fn is_far_off(length: &str) -> bool {
    let digits = length.strip_prefix('-').unwrap_or_default();
    let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = digits.strip_suffix(unit).unwrap_or_default();
    let whole = digits.split('.').next().unwrap_or_default().len();
    match unit {
        "px" | "pt" => whole >= 4 || digits == "999",
        "em" | "rem" => whole >= 2,
        "%" => whole >= 4,
        _ => false,
    }
}

/// Whether a clip leaves nothing: `rect(0,0,0,0)`, `rect(1px,1px,1px,1px)`.
fn is_nothing_left(clip: &str) -> bool {
    let parts = clip
        .strip_prefix("rect(")
        .and_then(|rest| rest.strip_suffix(')'));
    parts.is_some_and(|parts| {
        let mut parts = parts.split(',').map(|part| part.trim_end_matches("px"));
        parts.clone().count() == 4 && parts.all(|part| matches!(part, "0" | "1"))
    })
}

/// Letters that nobody can see: a point or a pixel high.
fn is_tiny(size: &str) -> bool {
    let number = size.strip_suffix("pt").or_else(|| size.strip_suffix("px"));
    number
        .is_some_and(|number| number == "1" || number.starts_with("0.") || number.starts_with('.'))
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
