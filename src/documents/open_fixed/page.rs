/*!
What a page of OFD draws, in hundredths of a point.

An object says where its own corner lies and may turn and stretch what is in it. Characters say
how far each stands from the one before it.
*/

#![expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]

use super::super::DocumentError;
use super::super::pdf::ink::{Bounds, Colour, Fill, Ink, Inked};
use super::super::pdf::{self, Drawing, Glyph, Length, POINT, Rule};
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::READER;
use super::object::{Object, Part, is_evened};
use super::outline::{Outline, Point, numbers, outlines};
use quick_xml::events::BytesStart;

/// Hundredths of a point in a millimetre.
const MILLIMETRE: f64 = 7200.0 / 25.4;
/// No page is larger, in millimetres.
const LARGEST: f64 = 5080.0;
/// Lines no thicker than this are rules; what is thicker is an area.
const THICKEST: Length = 3 * POINT;
/// Shorter pieces are no lines.
const SHORTEST: Length = POINT / 4;

/// A page that is being drawn.
#[derive(Default)]
pub struct Sheet {
    /// What was drawn so far.
    pub inked: Inked,
    /// The page, from 0.
    pub bounds: Bounds,
    /// Where its corner lies, in millimetres.
    corner: Point,
    order: u32,
    open: Vec<ElementRole>,
    object: Object,
    code: Code,
    path: String,
    /// Lines whose characters are put in their places when all pages are known.
    pub evened: Vec<Part>,
}

/// The role of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementRole {
    Size,
    Text,
    Code,
    Path,
    PathData,
    FillColour,
    StrokeColour,
    /// The numbers of a colour that stand in an element of their own.
    Value {
        fill: bool,
    },
    Unread,
    Other,
}

/// The characters that are open, and where they stand.
#[derive(Debug, Clone, Default)]
struct Code {
    text: String,
    start: Point,
    across: Vec<(usize, f64)>,
    down: Vec<(usize, f64)>,
}

/// The names of the pages that lie under one.
pub fn templates(xml: &str) -> Result<Vec<String>, DocumentError> {
    let mut found = Vec::new();
    each_piece(xml, READER.name, |piece| {
        if let XmlPiece::Start(element) = piece
            && name(&element) == "Template"
        {
            found.extend(attribute(&element, "TemplateID"));
        }
    })?;
    Ok(found)
}

impl Sheet {
    /// A blank page of a size: its corner, width and height in millimetres.
    pub fn new(size: &str) -> Self {
        let mut sheet = Self::default();
        sheet.resize("0 0 210 297");
        sheet.resize(size);
        sheet
    }

    fn resize(&mut self, size: &str) {
        if let [x, y, width, height] = numbers(size)[..]
            && width > 0.0
            && height > 0.0
        {
            self.corner = (x, y);
            self.bounds.right = hundredths(width.min(LARGEST));
            self.bounds.bottom = hundredths(height.min(LARGEST));
        }
    }

    /// Draws what a page says.
    pub fn draw(&mut self, xml: &str) -> Result<(), DocumentError> {
        each_piece(xml, READER.name, |piece| match piece {
            XmlPiece::Start(element) => self.start(&element),
            XmlPiece::End => self.end(),
            XmlPiece::Text(text) => self.text(&text),
        })
    }

    /// What somebody sees of it.
    pub fn drawn(self) -> Drawing {
        pdf::drawn(self.inked, self.bounds)
    }

    fn start(&mut self, element: &BytesStart) {
        let role = if self.open.last() == Some(&ElementRole::Unread) {
            ElementRole::Unread
        } else {
            self.role(element)
        };
        self.open.push(role);
    }

    fn role(&mut self, element: &BytesStart) -> ElementRole {
        let parent = self.open.last().copied();
        match (name(element), parent) {
            _ if attribute(element, "Visible").is_some_and(|value| value == "false") => {
                ElementRole::Unread
            }
            ("PhysicalBox", _) => ElementRole::Size,
            ("TextObject", _) => self.begin_object(element, ElementRole::Text),
            ("PathObject", _) => self.begin_object(element, ElementRole::Path),
            ("ImageObject", _) => {
                self.picture(element);
                ElementRole::Unread
            }
            ("TextCode", Some(ElementRole::Text)) => self.begin_code(element),
            ("AbbreviatedData", Some(ElementRole::Path)) => ElementRole::PathData,
            ("FillColor", Some(ElementRole::Text | ElementRole::Path)) => {
                self.colour(element, true);
                ElementRole::FillColour
            }
            ("StrokeColor", Some(ElementRole::Text | ElementRole::Path)) => {
                self.colour(element, false);
                ElementRole::StrokeColour
            }
            ("Value", Some(ElementRole::FillColour)) => ElementRole::Value { fill: true },
            ("Value", Some(ElementRole::StrokeColour)) => ElementRole::Value { fill: false },
            // What marks off where something is drawn draws nothing.
            ("Clips" | "Actions", _) => ElementRole::Unread,
            _ => ElementRole::Other,
        }
    }

    fn begin_object(&mut self, element: &BytesStart, role: ElementRole) -> ElementRole {
        self.order += 1;
        let value = |name: &str| attribute(element, name);
        let mut object = Object::default();
        if let Some([x, y, size @ ..]) = value("Boundary").as_deref().map(numbers).as_deref() {
            object.corner = (x - self.corner.0, y - self.corner.1);
            let [width, height] = [0, 1].map(|at| size.get(at).copied().unwrap_or_default());
            (object.width, object.height) = (width, height);
        }
        object.font = value("Font").unwrap_or_default();
        if let Some(&[a, b, c, d, e, f]) = value("CTM").as_deref().map(numbers).as_deref() {
            object.matrix = [a, b, c, d, e, f];
        }
        // Some write the attribute small.
        let size = value("Size").or(value("size"));
        if let Some(&[size, ..]) = size.as_deref().map(numbers).as_deref() {
            object.size = size;
        }
        object.fills =
            role == ElementRole::Text || value("Fill").is_some_and(|fill| fill == "true");
        object.strokes = value("Stroke").is_none_or(|stroke| stroke != "false");
        object.opacity = opacity(element).unwrap_or(255);
        self.object = object;
        role
    }

    fn begin_code(&mut self, element: &BytesStart) -> ElementRole {
        let number = |name: &str| {
            let value = attribute(element, name).unwrap_or_default();
            numbers(&value).first().copied().unwrap_or_default()
        };
        let steps = |name: &str| steps(&attribute(element, name).unwrap_or_default());
        self.code = Code {
            text: String::new(),
            start: (number("X"), number("Y")),
            across: steps("DeltaX"),
            down: steps("DeltaY"),
        };
        ElementRole::Code
    }

    fn colour(&mut self, element: &BytesStart, fill: bool) {
        if let Some(value) = attribute(element, "Value") {
            self.set_colour(&value, fill);
        }
        if let Some(opacity) = opacity(element).filter(|_| fill) {
            self.object.opacity = opacity.min(self.object.opacity);
        }
    }

    fn set_colour(&mut self, value: &str, fill: bool) {
        let Some(colour) = colour(value) else { return };
        if fill {
            self.object.fill = colour;
        } else {
            self.object.stroke = colour;
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(ElementRole::Size) => self.resize(text),
            Some(ElementRole::Code) => self.code.text.push_str(text),
            Some(ElementRole::PathData) => self.path.push_str(text),
            Some(&ElementRole::Value { fill }) => self.set_colour(text, fill),
            _ => {}
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(ElementRole::Code) => self.characters(),
            Some(ElementRole::Path) => self.end_path(),
            _ => {}
        }
    }

    /// A point of the open object on the page.
    fn place(&self, (x, y): Point) -> Point {
        let [a, b, c, d, e, f] = self.object.matrix;
        let (left, top) = self.object.corner;
        (a * x + c * y + e + left, b * x + d * y + f + top)
    }

    fn characters(&mut self) {
        let code = std::mem::take(&mut self.code);
        let text: Vec<char> = code
            .text
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r'))
            .collect();
        let (x, y) = code.start;
        if code.down.is_empty() && x == 0.0 && is_evened(&code.across, &text, self.object.width) {
            self.evened.push(Part {
                object: self.object.clone(),
                text,
                down: y,
                order: self.order,
            });
        } else {
            self.by_steps(&code, &text);
        }
    }

    /// Characters that stand as far from each other as their steps say.
    fn by_steps(&mut self, code: &Code, text: &[char]) {
        let mut across = each_step(&code.across);
        let mut down = each_step(&code.down);
        let (mut x, mut y) = code.start;
        for c in text.iter().copied() {
            let step = (across.next(), down.next());
            let width = self.object.size * if c.is_ascii() { 0.5 } else { 1.0 };
            // Where the next stands closer, this one is no wider.
            let end = match step.0 {
                Some(step) if step > 0.0 => step.min(width),
                _ => width,
            };
            self.character(c, (x, y), end);
            match step {
                (Some(step), down) => (x, y) = (x + step, y + down.unwrap_or(0.0)),
                (None, Some(step)) => y += step,
                (None, None) => x += width,
            }
        }
    }

    /// A character of a line that was spread out, at its place.
    pub fn letter(&mut self, part: &Part, c: char, x: f64, width: f64) {
        self.object = part.object.clone();
        let order = std::mem::replace(&mut self.order, part.order);
        self.character(c, (x, part.down), width);
        self.order = order;
    }

    fn character(&mut self, c: char, at: Point, width: f64) {
        let [a, b, c_, d, ..] = self.object.matrix;
        let direction = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let start = self.place(at);
        let end = self.place((at.0 + width, at.1));
        let middle = self.place((at.0 + width / 2.0, at.1 - self.object.size * 0.35));
        let size = self.object.size * c_.hypot(d);
        let is_near = |(x, y): Point| x.abs() <= LARGEST && y.abs() <= LARGEST;
        if size <= 0.0 || size > LARGEST || ![start, end, middle].into_iter().all(is_near) {
            return;
        }
        let along = |(x, y): Point| match direction {
            0 => (hundredths(x), hundredths(y)),
            1 => (hundredths(y), hundredths(-x)),
            2 => (hundredths(-x), hundredths(-y)),
            _ => (hundredths(-y), hundredths(x)),
        };
        let (left, baseline) = along(start);
        let named = pdf::named(c);
        self.inked.nameless += usize::from(named == Some(char::REPLACEMENT_CHARACTER));
        let Some(c) = named else { return };
        self.inked.inks.push(Ink {
            glyph: Glyph {
                c,
                left,
                right: along(end).0,
                baseline,
                size: hundredths(size),
                run: self.order,
                colour: self.object.fill,
            },
            direction,
            slanted: a.abs().min(b.abs()) * 20.0 > a.abs().max(b.abs()),
            middle: (hundredths(middle.0), hundredths(middle.1)),
            opacity: self.object.opacity,
            invisible: false,
            watermark: false,
            clipped: false,
            order: self.order,
        });
    }

    fn end_path(&mut self) {
        let path = std::mem::take(&mut self.path);
        let outlines: Vec<Outline> = outlines(&path)
            .into_iter()
            .map(|outline| Outline {
                points: outline.points.into_iter().map(|p| self.place(p)).collect(),
                ..outline
            })
            .collect();
        let is_seen = |colour: Colour| colour.iter().any(|part| *part < 250);
        if self.object.strokes && self.object.opacity > 0 && is_seen(self.object.stroke) {
            let lines = outlines.iter().flat_map(Outline::lines);
            let lines: Vec<Bounds> = lines.map(|(from, to)| around(&[from, to])).collect();
            lines.into_iter().for_each(|line| {
                self.thin(line);
            });
        }
        if self.object.fills {
            for outline in &outlines {
                let area = around(&outline.points);
                let is_line = is_seen(self.object.fill) && self.thin(area);
                if !is_line && is_rectangle(outline, area) {
                    self.ground(area);
                } else if !is_line {
                    self.inked.shapes += 1;
                }
            }
        }
    }

    /// Takes down a line that is thin; says whether it is.
    fn thin(&mut self, area: Bounds) -> bool {
        let (wide, high) = (area.right - area.left, area.bottom - area.top);
        let horizontal = wide > high;
        if wide.min(high) > THICKEST {
            return false;
        }
        if wide.max(high) >= SHORTEST {
            let rule = |at, from, to| Rule {
                horizontal,
                at,
                from,
                to,
            };
            self.inked.rules.push(if horizontal {
                rule(i32::midpoint(area.top, area.bottom), area.left, area.right)
            } else {
                rule(i32::midpoint(area.left, area.right), area.top, area.bottom)
            });
        }
        true
    }

    fn ground(&mut self, bounds: Bounds) {
        const ALMOST_OPAQUE: u8 = 242;
        if self.object.opacity > 0 {
            let covers = self.object.opacity > ALMOST_OPAQUE;
            self.inked.fills.push(Fill {
                bounds,
                colour: covers.then_some(self.object.fill),
                covers,
                picture: false,
                order: self.order,
            });
        }
    }

    fn picture(&mut self, element: &BytesStart) {
        self.order += 1;
        let boundary = attribute(element, "Boundary").unwrap_or_default();
        if let [x, y, width, height] = numbers(&boundary)[..] {
            let (x, y) = (x - self.corner.0, y - self.corner.1);
            self.inked.fills.push(Fill {
                bounds: around(&[(x, y), (x + width, y + height)]),
                colour: None,
                // A seal is a picture that shows what it lies on.
                covers: false,
                picture: true,
                order: self.order,
            });
        }
    }
}

fn opacity(element: &BytesStart) -> Option<u8> {
    attribute(element, "Alpha")?.trim().parse().ok()
}

/// A colour by its numbers: of a grey one, of print four.
fn colour(value: &str) -> Option<Colour> {
    let parts: Vec<u8> = value
        .split_whitespace()
        .map_while(|part| part.parse().ok())
        .collect();
    match parts[..] {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => {
            let mixed = |ink: u8| 255 - ink.saturating_add(black);
            Some([mixed(cyan), mixed(magenta), mixed(yellow)])
        }
        _ => None,
    }
}

/// Steps from one character to the next: `g 3 1.5` is three of 1.5.
fn steps(text: &str) -> Vec<(usize, f64)> {
    let mut found = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let (count, step) = if word == "g" {
            let count = words.next().and_then(|count| count.parse().ok());
            (count, words.next())
        } else {
            (Some(1), Some(word))
        };
        match (count, step.and_then(super::outline::number)) {
            (Some(count), Some(step)) => found.push((count, step)),
            _ => break,
        }
    }
    found
}

/// Each step as often as it is to be taken.
fn each_step(steps: &[(usize, f64)]) -> impl Iterator<Item = f64> + '_ {
    let each = steps.iter();
    each.flat_map(|(count, step)| std::iter::repeat_n(*step, *count))
}

fn around(points: &[Point]) -> Bounds {
    let xs = || points.iter().map(|(x, _)| hundredths(*x));
    let ys = || points.iter().map(|(_, y)| hundredths(*y));
    Bounds {
        left: xs().min().unwrap_or(0),
        top: ys().min().unwrap_or(0),
        right: xs().max().unwrap_or(0),
        bottom: ys().max().unwrap_or(0),
    }
}

/// Whether an outline is the rectangle around it.
fn is_rectangle(outline: &Outline, area: Bounds) -> bool {
    const NEAR: Length = POINT / 2;
    let near = |at: Length, to: Length| (at - to).abs() <= NEAR;
    let is_corner = |(x, y): &Point| {
        let (x, y) = (hundredths(*x), hundredths(*y));
        (near(x, area.left) || near(x, area.right)) && (near(y, area.top) || near(y, area.bottom))
    };
    (4..=5).contains(&outline.points.len())
        && outline.is_straight()
        && outline.points.iter().all(is_corner)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and no page is so large"
)]
fn hundredths(millimetres: f64) -> Length {
    (millimetres.clamp(-2.0 * LARGEST, 2.0 * LARGEST) * MILLIMETRE).round() as Length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(objects: &str) -> Sheet {
        let mut sheet = Sheet::new("0 0 100 100");
        sheet
            .draw(&format!(
                "<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
            ))
            .unwrap();
        sheet
    }

    #[test]
    fn characters_stand_where_their_steps_lead() {
        let sheet = sheet(
            "<ofd:TextObject Boundary='10 20 30 5' Size='4'>\
             <ofd:TextCode X='0' Y='4' DeltaX='4 g 2 2'>支1.5</ofd:TextCode></ofd:TextObject>\
             <ofd:TextObject Boundary='10 20 30 5' Size='4' Visible='false'>\
             <ofd:TextCode X='0' Y='4'>9</ofd:TextCode></ofd:TextObject>",
        );
        let glyphs = sheet.inked.inks.iter().map(|ink| ink.glyph);
        // Whole millimetres are a little less in whole hundredths of a point.
        let millimetres = |length: Length| (length + 1) * 254 / 72_000;
        let places: Vec<_> = glyphs
            .map(|g| (g.c, millimetres(g.left), millimetres(g.right)))
            .collect();
        assert_eq!(
            places,
            [('支', 10, 14), ('1', 14, 16), ('.', 16, 18), ('5', 18, 20)]
        );
    }

    #[test]
    fn lines_frames_and_grounds() {
        let sheet = sheet(
            "<ofd:PathObject Boundary='0 0 100 100'><ofd:AbbreviatedData>M 0 0 L 50 0 L 50 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>\
             <ofd:PathObject Boundary='5 5 40 1' Stroke='false' Fill='true'><ofd:FillColor Value='0 0 0'/>\
             <ofd:AbbreviatedData>M 0 0 L 40 0 L 40 0.2 L 0 0.2 C</ofd:AbbreviatedData></ofd:PathObject>\
             <ofd:PathObject Boundary='5 5 40 10' Stroke='false' Fill='true'><ofd:FillColor Value='255 255 255'/>\
             <ofd:AbbreviatedData>M 0 0 L 40 0 L 40 10 L 0 10 C</ofd:AbbreviatedData></ofd:PathObject>",
        );
        assert_eq!(sheet.inked.rules.len(), 5);
        assert_eq!(sheet.inked.fills.len(), 1);
        assert!(sheet.inked.fills[0].covers);
    }
}
