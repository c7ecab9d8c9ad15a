/*!
What a page draws: glyphs with their place and size, and ruling lines.

This file alone knows the crate that interprets PDF, so that another can take its place.
Coordinates leave it as whole hundredths of a point, from the top left corner of the
page as it is read: turned where the page, or most of its text, is turned.
*/

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, RenderContent, SoftMask, interpret_page,
};
use std::sync::Arc;

/// A length or a coordinate, in hundredths of a point.
pub type Length = i32;

/// One point.
pub const POINT: Length = 100;

/// A character where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// Where it begins.
    pub left: Length,
    /// Where the next one would begin.
    pub right: Length,
    /// The line that it stands on.
    pub baseline: Length,
    /// The size of its font.
    pub size: Length,
    /// The number of the run of text that it was drawn with.
    pub run: u32,
}

/// A ruling line, horizontal or vertical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Whether it runs from left to right.
    pub horizontal: bool,
    /// Its y where it is horizontal, else its x.
    pub at: Length,
    /// Where it begins along its direction.
    pub from: Length,
    /// Where it ends.
    pub to: Length,
}

/// A page as drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Its characters, in the order in which they were drawn.
    pub glyphs: Vec<Glyph>,
    /// Its ruling lines.
    pub rules: Vec<Rule>,
    /// The number of its pictures.
    pub pictures: usize,
    /// The number of characters that no map names.
    pub nameless: usize,
}

/// Why a PDF cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// It wants a password, or another one.
    Password,
    /// It is locked in a way that is not known.
    Unknown,
    /// It is no whole PDF.
    Damaged,
}

/// Opens a PDF. An owner's password alone locks nothing that reading needs, so no password
/// is tried before the given one.
pub fn open(bytes: &[u8], password: Option<&str>) -> Result<Pdf, Locked> {
    let data = Arc::new(bytes.to_vec());
    match (open_with(&data, ""), password) {
        (Err(Locked::Password), Some(password)) => open_with(&data, password),
        (opened, _) => opened,
    }
}

fn open_with(data: &Arc<Vec<u8>>, password: &str) -> Result<Pdf, Locked> {
    Pdf::new_with_password(Arc::clone(data), password).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Locked::Password,
        LoadPdfError::Decryption(_) => Locked::Unknown,
        LoadPdfError::Invalid => Locked::Damaged,
    })
}

/// What every page of a document draws.
pub fn draw(pdf: &Pdf) -> Vec<Drawing> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings {
        // Notes that somebody stuck on a page are no part of what was published.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let pages = pdf.pages();
    pages
        .iter()
        .map(|page| draw_page(pdf, page, &cache, settings.clone()))
        .collect()
}

/// No page is as large: its lines would be no lines of text (200 inches, the format's limit).
#[expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]
const LARGEST: f64 = 14_400.0;

#[expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]
fn draw_page<'a>(
    pdf: &'a Pdf,
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: InterpreterSettings,
) -> Drawing {
    let (width, height) = page.render_dimensions();
    let size = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(upright(page), size, cache, pdf.xref(), settings);
    let mut pen = Pen::default();
    interpret_page(page, &mut context, &mut pen);
    let turned = pen.quarter_turns();
    pen.drawing.width = hundredths(f64::from(width).min(LARGEST));
    pen.drawing.height = hundredths(f64::from(height).min(LARGEST));
    turn(pen, turned)
}

/// From the page's coordinates to those of a reader, y downwards.
fn upright(page: &PdfPage) -> Affine {
    Affine::new(page.initial_transform(true).as_coeffs())
}

/// Takes down what is drawn.
#[derive(Default)]
struct Pen {
    drawing: Drawing,
    /// Glyphs by the direction of their text: right, down, left, up.
    directions: [usize; 4],
    /// The direction of each glyph of the drawing.
    direction_of: Vec<u8>,
    runs: u32,
}

impl Pen {
    /// How often the page is to be turned by a quarter for most of its text to run right.
    fn quarter_turns(&self) -> u8 {
        let most = self.directions.iter().max().copied().unwrap_or(0);
        let best = self.directions.iter().position(|&count| count == most);
        if self.directions[0] * 2 >= most {
            return 0;
        }
        u8::try_from(best.unwrap_or(0)).unwrap_or(0)
    }

    #[expect(
        clippy::disallowed_types,
        reason = "coordinates of a page are no money"
    )]
    fn glyph(&mut self, glyph: &PdfGlyph, transform: Affine) {
        let advance = match glyph {
            PdfGlyph::Outline(outline) => outline.advance_width(),
            PdfGlyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(1000.0));
        let [a, b, c, d, x, y] = transform.as_coeffs();
        let direction = if a.abs() >= b.abs() {
            if a >= 0.0 { 0 } else { 2 }
        } else if b >= 0.0 {
            1
        } else {
            3
        };
        let size = hundredths(1000.0 * (c * c + d * d).sqrt());
        let end = transform * Point::new(advance, 0.0);
        // What is larger than any paper, or lies beyond it, is seen by nobody.
        let is_near = |at: f64| at.is_finite() && at.abs() <= LARGEST;
        let is_seen = [x, y, end.x, end.y].into_iter().all(is_near);
        if size <= 0 || size > hundredths(LARGEST) || !is_seen {
            return;
        }
        let along = |point: Point| match direction {
            0 => (hundredths(point.x), hundredths(point.y)),
            1 => (hundredths(point.y), hundredths(-point.x)),
            2 => (hundredths(-point.x), hundredths(-point.y)),
            _ => (hundredths(-point.y), hundredths(point.x)),
        };
        let (left, baseline) = along(Point::new(x, y));
        let (right, _) = along(end);
        let mut characters = [None; 3];
        self.nameless_or(glyph.as_unicode(), &mut characters);
        let parts = characters.iter().flatten().count().max(1) as Length;
        for (index, c) in (0..).zip(characters.into_iter().flatten()) {
            self.directions[usize::from(direction)] += 1;
            self.direction_of.push(direction);
            self.drawing.glyphs.push(Glyph {
                c,
                left: left + (right - left) * index / parts,
                right: left + (right - left) * (index + 1) / parts,
                baseline,
                size,
                run: self.runs,
            });
        }
    }

    /// The characters that a glyph stands for; one that no map names is counted.
    fn nameless_or(&mut self, named: Option<BfString>, characters: &mut [Option<char>; 3]) {
        match named {
            Some(BfString::Char(c)) if is_a_name(c) => characters[0] = Some(c),
            Some(BfString::String(text)) if text.chars().all(is_a_name) => {
                for (slot, c) in characters.iter_mut().zip(text.chars()) {
                    *slot = Some(c);
                }
            }
            _ => {
                self.drawing.nameless += 1;
                characters[0] = Some(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Whether a character says what is drawn: one of a private area is only a number.
fn is_a_name(c: char) -> bool {
    !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | char::REPLACEMENT_CHARACTER | '\0')
}

/// Lines no thicker than this are rules; what is thicker is an area.
const THICKEST: Length = 3 * POINT;
/// Shorter pieces are dots and dashes of glyphs, no lines.
const SHORTEST: Length = POINT / 4;

impl Pen {
    /// Takes the thin parts of a path for rules.
    fn path(&mut self, path: &BezPath, transform: Affine, stroked: bool) {
        let path = transform * path.clone();
        if stroked {
            self.stroke(&path);
        } else {
            self.fill(&path);
        }
    }

    fn stroke(&mut self, path: &BezPath) {
        let (mut first, mut before) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    first = point;
                    before = point;
                }
                PathEl::LineTo(point) => {
                    self.segment(before, point);
                    before = point;
                }
                PathEl::ClosePath => {
                    self.segment(before, first);
                    before = first;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => before = point,
            }
        }
    }

    fn segment(&mut self, one: Point, other: Point) {
        self.thin(Rect::from_points(one, other));
    }

    /// Thin filled rectangles are lines too; a path may hold many.
    fn fill(&mut self, path: &BezPath) {
        let mut part = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) && !part.elements().is_empty() {
                self.thin(part.bounding_box());
                part = BezPath::new();
            }
            part.push(*element);
        }
        if !part.elements().is_empty() {
            self.thin(part.bounding_box());
        }
    }

    fn thin(&mut self, area: Rect) {
        if !area.is_finite() {
            return;
        }
        let clamp = |value| hundredths(value).clamp(-10_000 * POINT, 20_000 * POINT);
        let (left, right) = (clamp(area.x0), clamp(area.x1));
        let (top, bottom) = (clamp(area.y0), clamp(area.y1));
        let (wide, high) = (right - left, bottom - top);
        let horizontal = wide > high;
        let (length, thickness) = if horizontal {
            (wide, high)
        } else {
            (high, wide)
        };
        if thickness > THICKEST || length < SHORTEST {
            return;
        }
        self.drawing.rules.push(if horizontal {
            Rule {
                horizontal,
                at: i32::midpoint(top, bottom),
                from: left,
                to: right,
            }
        } else {
            Rule {
                horizontal,
                at: i32::midpoint(left, right),
                from: top,
                to: bottom,
            }
        });
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if is_seen(&props.paint) {
            let stroked = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
            self.path(path, props.transform, stroked);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.runs += 1;
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.drawing.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    #[expect(clippy::disallowed_types, reason = "the crate's own signature")]
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Whether a paint shows on white paper.
fn is_seen(paint: &Paint) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha > 0 && (red < 250 || green < 250 || blue < 250)
        }
        Paint::Pattern(_) => true,
    }
}

/// Turns a page whose text runs in another direction. Glyphs are already measured along
/// their own direction, so those of the chosen one only need the page moved under them.
fn turn(pen: Pen, turns: u8) -> Drawing {
    let Pen {
        mut drawing,
        direction_of,
        ..
    } = pen;
    let mut directions = direction_of.into_iter();
    drawing.glyphs.retain(|_| {
        directions
            .next()
            .is_some_and(|direction| direction == turns)
    });
    let (width, height) = (drawing.width, drawing.height);
    let (across, down) = match turns {
        0 => (0, 0),
        1 => (0, width),
        2 => (width, height),
        _ => (height, 0),
    };
    for glyph in &mut drawing.glyphs {
        glyph.left += across;
        glyph.right += across;
        glyph.baseline += down;
    }
    for rule in &mut drawing.rules {
        *rule = turned(*rule, turns, across, down);
    }
    if turns % 2 == 1 {
        (drawing.width, drawing.height) = (height, width);
    }
    drawing
}

fn turned(rule: Rule, turns: u8, across: Length, down: Length) -> Rule {
    let Rule {
        horizontal,
        at,
        from,
        to,
    } = rule;
    // A quarter turn takes (x, y) to (y, -x), which the page's corner is then added to.
    let (horizontal, at, from, to) = match (turns, horizontal) {
        (0, _) => (horizontal, at, from, to),
        (1, true) => (false, at, -to, -from),
        (1, false) => (true, -at, from, to),
        (2, _) => (horizontal, -at, -to, -from),
        (_, true) => (false, -at, from, to),
        (_, false) => (true, at, -to, -from),
    };
    let (at_moves, along_moves) = if horizontal {
        (down, across)
    } else {
        (across, down)
    };
    Rule {
        horizontal,
        at: at + at_moves,
        from: from + along_moves,
        to: to + along_moves,
    }
}

#[expect(
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    reason = "coordinates of a page, which the cast saturates, are no money"
)]
fn hundredths(points: f64) -> Length {
    (points * 100.0).round() as Length
}
