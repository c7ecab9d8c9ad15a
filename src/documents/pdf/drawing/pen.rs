/*!
Takes down what the interpreter draws.
*/

use super::super::words::is_wide;
use super::ink::{Bounds, Colour, Fill, Ink, Inked};
use super::{Glyph, LARGEST, Length, POINT, Rule, hundredths};
use crate::narrow::narrow;
use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

/// Takes down what is drawn.
#[derive(Default)]
pub struct Pen {
    /// What was drawn so far.
    pub inked: Inked,
    order: u32,
    /// What may be drawn on, the innermost last.
    clips: Vec<Bounds>,
    /// The groups that are being drawn, the innermost last.
    groups: Vec<DrawnGroup>,
    /// Whether the marked parts that are being drawn are watermarks, the innermost last.
    marks: Vec<bool>,
}

/// What is drawn together, and then laid on the page.
struct DrawnGroup {
    /// How opaque, of 255.
    opacity: u8,
    /// Whether it takes the place of what was there.
    plain: bool,
}

/// How a run of glyphs is drawn.
struct GlyphDress {
    colour: Colour,
    opacity: u8,
    invisible: bool,
}

impl Pen {
    #[expect(
        clippy::disallowed_types,
        reason = "coordinates of a page are no money"
    )]
    fn glyph(&mut self, glyph: &PdfGlyph, transform: Affine, dress: &GlyphDress) {
        let advance = match glyph {
            PdfGlyph::Outline(outline) => outline.advance_width(),
            PdfGlyph::Type3(drawn) => drawn.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(1000.0));
        let [a, b, c, d, x, y] = transform.as_coeffs();
        let direction = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
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
        let at_height = |height: f64| {
            let point = transform * Point::new(advance / 2.0, height);
            (hundredths(point.x), hundredths(point.y))
        };
        let middle = at_height(350.0);
        let clip = self.clips.last().copied();
        let is_shown = |point| clip.is_none_or(|clip| clip.holds(point));
        // A line of text that its cell cuts is still read; a figure cut through is none.
        let is_cut = |c| is_wide(c) && [650.0, 150.0].map(at_height).into_iter().any(is_shown);
        let mut characters = [None; 3];
        self.nameless_or(glyph.as_unicode(), &mut characters);
        let parts = narrow::<Length>(characters.iter().flatten().count().max(1));
        for (index, c) in (0..).zip(characters.into_iter().flatten()) {
            self.inked.inks.push(Ink {
                glyph: Glyph {
                    c,
                    left: left + (right - left) * index / parts,
                    right: left + (right - left) * (index + 1) / parts,
                    baseline,
                    size,
                    run: self.order,
                    colour: dress.colour,
                },
                direction,
                // A twentieth is as slanted as a scan that lay askew.
                slanted: a.abs().min(b.abs()) * 20.0 > a.abs().max(b.abs()),
                middle,
                opacity: dress.opacity,
                invisible: dress.invisible,
                watermark: self.marks.contains(&true),
                clipped: !is_shown(middle) && !is_cut(c),
                order: self.order,
            });
        }
    }

    /// The characters that a glyph stands for; one that no map names is counted.
    fn nameless_or(&mut self, named: Option<BfString>, characters: &mut [Option<char>; 3]) {
        match named.map(read_as) {
            Some(BfString::Char(c)) if is_without_ink(c) => {}
            Some(BfString::Char(c)) if is_a_name(c) => characters[0] = Some(c),
            Some(BfString::String(text)) if text.chars().all(is_a_name) => {
                for (slot, c) in characters.iter_mut().zip(text.chars()) {
                    *slot = Some(c);
                }
            }
            _ => {
                self.inked.nameless += 1;
                characters[0] = Some(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// A character as it is meant; none where it draws nothing, and one that says so where it names
/// nothing.
pub fn named(c: char) -> Option<char> {
    match read_as(BfString::Char(c)) {
        BfString::Char(c) if is_without_ink(c) => None,
        BfString::Char(c) if is_a_name(c) => Some(c),
        _ => Some(char::REPLACEMENT_CHARACTER),
    }
}

/// A name as it is meant: a soft hyphen that is drawn is a minus, and the Symbol font's digits
/// and signs stand in the private area.
fn read_as(named: BfString) -> BfString {
    let BfString::Char(c) = named else {
        return named;
    };
    let symbol = u32::from(c).checked_sub(0xF000).and_then(char::from_u32);
    BfString::Char(match (c, symbol) {
        ('\u{AD}', _) => '-',
        (_, Some(sign)) if matches!(sign, ' '..='?') => sign,
        _ => c,
    })
}

/// Whether a character is a direction or a joint of others and draws nothing.
fn is_without_ink(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character says what is drawn: one of a private area is only a number.
fn is_a_name(c: char) -> bool {
    !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | char::REPLACEMENT_CHARACTER | '\0')
}

/// Lines no thicker than this are rules; what is thicker is an area.
const THICKEST: Length = 3 * POINT;
/// Shorter pieces are dots and dashes of glyphs, no lines.
const SHORTEST: Length = POINT / 4;
/// What is more opaque than this, of 255, hides what was there.
const ALMOST_OPAQUE: u8 = 242;
/// A path of more parts is a drawing, and no ground of a table.
const MOST_PARTS: usize = 64;

impl Pen {
    /// Takes the thin parts of a path for rules.
    fn stroke(&mut self, path: &BezPath) {
        let (mut first, mut before) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    first = point;
                    before = point;
                }
                PathEl::LineTo(point) => {
                    self.thin(Rect::from_points(before, point));
                    before = point;
                }
                PathEl::ClosePath => {
                    self.thin(Rect::from_points(before, first));
                    before = first;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => before = point,
            }
        }
    }

    /// Thin filled rectangles are lines too, others areas; a path may hold many.
    fn fill(&mut self, path: &BezPath, shown: bool, props: &DrawProps) {
        let mut areas: Vec<Bounds> = Vec::new();
        let mut part = BezPath::new();
        let mut close = |part: &mut BezPath, pen: &mut Self| {
            let part = std::mem::take(part);
            if part.elements().is_empty() {
                return;
            }
            let area = part.bounding_box();
            if shown && pen.thin(area) {
                return;
            }
            if is_rectangle(&part, area) {
                areas.push(bounds(area));
            } else {
                pen.inked.shapes += 1;
            }
        };
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) {
                close(&mut part, self);
            }
            part.push(*element);
        }
        close(&mut part, self);
        // One inside of another is a frame.
        let inside = |a: &Bounds, b: &Bounds| a != b && a.shared(b) == *a;
        let is_frame = areas.iter().any(|a| areas.iter().any(|b| inside(a, b)));
        if areas.len() > MOST_PARTS || is_frame {
            return;
        }
        for area in areas {
            self.ground(area, &props.paint, is_plain(props));
        }
    }

    /// Takes down an area that is the ground of what is drawn after it, and hides what was
    /// drawn before.
    fn ground(&mut self, area: Bounds, paint: &Paint, plain: bool) {
        let bounds = self.clips.last().map_or(area, |clip| clip.shared(&area));
        if bounds.size() == 0 {
            return;
        }
        let (colour, opacity) = self.dress(paint);
        if opacity == 0 {
            return;
        }
        let plain = plain && self.groups.iter().all(|group| group.plain);
        let covers = plain && colour.is_some() && opacity > ALMOST_OPAQUE;
        self.inked.fills.push(Fill {
            bounds,
            colour: colour.filter(|_| covers),
            covers,
            picture: false,
            order: self.order,
        });
    }

    /// The colour of a paint, none of a pattern, and how opaque it is in its groups.
    fn dress(&self, paint: &Paint) -> (Option<Colour>, u8) {
        let (colour, own) = match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
                (Some([red, green, blue]), alpha)
            }
            Paint::Pattern(_) => (None, 255),
        };
        let groups = self.groups.iter().map(|group| group.opacity);
        (colour, groups.fold(own, through))
    }

    /// Takes down a line that is thin; says whether it is.
    fn thin(&mut self, area: Rect) -> bool {
        if !area.is_finite() {
            return true;
        }
        let Bounds {
            left,
            top,
            right,
            bottom,
        } = bounds(area);
        let (wide, high) = (right - left, bottom - top);
        let horizontal = wide > high;
        let (length, thickness) = if horizontal {
            (wide, high)
        } else {
            (high, wide)
        };
        if thickness > THICKEST || length < SHORTEST {
            return thickness <= THICKEST;
        }
        self.inked.rules.push(if horizontal {
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
        true
    }
}

/// How opaque something is that lies in something else.
fn through(one: u8, other: u8) -> u8 {
    u8::try_from(u32::from(one) * u32::from(other) / 255).unwrap_or(u8::MAX)
}

fn bounds(area: Rect) -> Bounds {
    let clamp = |value| hundredths(value).clamp(-10_000 * POINT, 20_000 * POINT);
    Bounds {
        left: clamp(area.x0),
        top: clamp(area.y0),
        right: clamp(area.x1),
        bottom: clamp(area.y1),
    }
}

/// Whether a closed path is the rectangle around it.
#[expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]
fn is_rectangle(path: &BezPath, area: Rect) -> bool {
    const NEAR: f64 = 0.5;
    let corner = |point: Point| {
        let at = |value: f64, one: f64, other: f64| {
            (value - one).abs() <= NEAR || (value - other).abs() <= NEAR
        };
        at(point.x, area.x0, area.x1) && at(point.y, area.y0, area.y1)
    };
    let corners = path.elements().iter().map(|element| match *element {
        PathEl::MoveTo(point) | PathEl::LineTo(point) => corner(point).then_some(1),
        PathEl::ClosePath => Some(0),
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => None,
    });
    let corners: Option<usize> = corners.sum();
    corners.is_some_and(|count| (4..=5).contains(&count))
}

/// Whether what is drawn so takes the place of what was there.
fn is_plain(props: &DrawProps) -> bool {
    props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.order += 1;
        let path = props.transform * path.clone();
        let shown = is_seen(&props.paint);
        match mode {
            DrawMode::Fill(_) => self.fill(&path, shown, &props),
            DrawMode::Stroke(_) if shown => self.stroke(&path),
            DrawMode::FillAndStroke(..) => {
                self.fill(&path, false, &props);
                if shown {
                    self.stroke(&path);
                }
            }
            DrawMode::Stroke(_) | DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.order += 1;
        let (colour, opacity) = self.dress(&props.paint);
        let dress = GlyphDress {
            colour: colour.unwrap_or_default(),
            opacity,
            invisible: matches!(mode, DrawMode::Invisible),
        };
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), &dress);
        }
    }

    #[expect(
        clippy::disallowed_types,
        reason = "coordinates of a page are no money"
    )]
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.order += 1;
        let (wide, high) = (f64::from(image.width()), f64::from(image.height()));
        let area = props.transform * Rect::new(0.0, 0.0, wide, high).to_path(0.1);
        let area = bounds(area.bounding_box());
        let opaque = match &image {
            Image::Stencil(_) => false,
            Image::Raster(raster) => {
                let dict = raster.stream().dict();
                !dict.contains_key("SMask") && !dict.contains_key("Mask")
            }
        };
        let shows_through = |group: &DrawnGroup| !group.plain || group.opacity <= ALMOST_OPAQUE;
        self.inked.fills.push(Fill {
            bounds: self.clips.last().map_or(area, |clip| clip.shared(&area)),
            colour: None,
            covers: opaque && !self.groups.iter().any(shows_through),
            picture: true,
            order: self.order,
        });
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let area = bounds(clip.path.bounding_box());
        let clip = self.clips.last().map_or(area, |outer| outer.shared(&area));
        self.clips.push(clip);
    }

    #[expect(
        clippy::disallowed_types,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the crate's own signature; the cast saturates"
    )]
    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        self.groups.push(DrawnGroup {
            opacity: (opacity * 255.0).round() as u8,
            plain: mask.is_none() && blend_mode == BlendMode::Normal,
        });
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let says = |key: &str| {
            let name = properties.and_then(|properties| properties.get::<Name<'_>>(key));
            name.is_some_and(|name| name.as_ref() == b"Watermark")
        };
        let is_watermark = tag == b"Watermark" || says("Subtype") || says("Type");
        self.marks.push(is_watermark);
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
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
