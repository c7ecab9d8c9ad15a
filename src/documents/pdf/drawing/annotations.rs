/*!
What is stuck on a page: fields of a form, whose values are what the page says, and notes,
which are no part of what was published but may say that it is no longer right.
*/

use super::ink::{Bounds, Ink, Inked};
use super::package::text;
use super::pen::Pen;
use super::{Glyph, Length, POINT, hundredths};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::dict::keys::{
    ANNOTS, AP, AS, BBOX, CONTENTS, F, FT, MATRIX, N, PARENT, RECT, RESOURCES, SUBTYPE, V,
};
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Name, Object, Rect, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::kurbo::{Affine, Rect as Box, Shape};
use hayro_interpret::{Context, interpret};

/// A note that somebody stuck on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its words; empty where it is a line through the text.
    pub text: String,
    /// Whether it strikes out what it stands on.
    pub strikes: bool,
    /// The text of the page that it stands on.
    pub over: String,
}

/// A note, before it is known what lies under it.
pub struct Stuck {
    note: Annotation,
    bounds: Bounds,
}

impl Stuck {
    /// The note with the text that lies under it.
    pub fn over(self, inks: &[Ink]) -> Annotation {
        let under = inks.iter().filter(|ink| self.bounds.holds(ink.middle));
        let over: String = under.map(|ink| ink.glyph.c).take(MOST_OVER).collect();
        Annotation {
            over: over.trim().to_owned(),
            ..self.note
        }
    }
}

/// No more of the text under a note is quoted.
const MOST_OVER: usize = 40;
/// Of a page with more of them the rest is passed over.
const MOST: usize = 5000;
/// Hidden, or not to be viewed.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// Draws the fields of the forms of a page; hands back its notes.
pub fn draw<'a>(
    page: &Page<'a>,
    upright: Affine,
    pen: &mut Pen,
    around: impl Fn(Affine) -> Context<'a>,
) -> Vec<Stuck> {
    let mut notes = Vec::new();
    let Some(annotations) = page.raw().get::<Array<'_>>(ANNOTS) else {
        return notes;
    };
    for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
        let subtype = annotation.get::<Name<'_>>(SUBTYPE);
        let Some((subtype, rect)) = subtype.zip(annotation.get::<Rect>(RECT)) else {
            continue;
        };
        if annotation.get::<u32>(F).unwrap_or(0) & UNSEEN != 0 {
            continue;
        }
        let rect = Box::new(rect.x0, rect.y0, rect.x1, rect.y1);
        let bounds = bounds(upright.transform_rect_bbox(rect));
        match subtype.as_ref() {
            b"Widget" => {
                let drawn = appearance(&annotation)
                    .and_then(|drawn| draw_field(&drawn, rect, page, upright, pen, &around));
                if drawn.is_none() {
                    write_field(&annotation, bounds, &mut pen.inked);
                }
            }
            b"FreeText" | b"Text" | b"Caret" | b"Redact" | b"Stamp" | b"StrikeOut" | b"Line"
            | b"Ink" | b"PolyLine" => {
                let words = annotation.get::<object::String<'_>>(CONTENTS);
                let note = Annotation {
                    text: words.map(|words| text(&words)).unwrap_or_default(),
                    strikes: matches!(
                        subtype.as_ref(),
                        b"StrikeOut" | b"Redact" | b"Line" | b"Ink" | b"PolyLine"
                    ),
                    over: String::new(),
                };
                notes.push(Stuck { note, bounds });
            }
            _ => {}
        }
    }
    notes
}

/// How a field looks in its present state.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'_>>(AP)?.get::<Object<'_>>(N)? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'_>>(annotation.get::<Name<'_>>(AS)?),
        _ => None,
    }
}

/// Draws a field as the file says that it looks; none where that cannot be drawn.
#[expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]
fn draw_field<'a>(
    drawn: &Stream<'a>,
    rect: Box,
    page: &Page<'a>,
    upright: Affine,
    pen: &mut Pen,
    around: impl Fn(Affine) -> Context<'a>,
) -> Option<()> {
    let dict = drawn.dict();
    let content = drawn.decoded_data().ok()?;
    let [x0, y0, x1, y1] = dict.get::<[f64; 4]>(BBOX)?;
    let matrix = dict
        .get::<[f64; 6]>(MATRIX)
        .map_or(Affine::IDENTITY, Affine::new);
    let from = (matrix * Box::new(x0, y0, x1, y1).to_path(0.1)).bounding_box();
    if from.width() <= 0.0 || from.height() <= 0.0 {
        return None;
    }
    // The box of the appearance comes to lie on that of the field (ISO 32000, 12.5.5).
    let (wide, high) = (rect.width() / from.width(), rect.height() / from.height());
    let onto = Affine::new([
        wide,
        0.0,
        0.0,
        high,
        rect.x0 - wide * from.x0,
        rect.y0 - high * from.y0,
    ]);
    let resources = dict.get::<Dict<'_>>(RESOURCES).map(Resources::new);
    let resources = resources.as_ref().unwrap_or(page.resources());
    let before = pen.inked.inks.len();
    let mut context = around(upright * onto * matrix);
    interpret(TypedIter::new(&content), resources, &mut context, pen);
    // Some programs leave the look of a field to whoever shows it.
    (pen.inked.inks.len() > before).then_some(())
}

/// Writes the value of a field that has no look of its own into its box.
fn write_field(annotation: &Dict<'_>, bounds: Bounds, inked: &mut Inked) {
    let is_text = inherited(annotation, |field| field.get::<Name<'_>>(FT))
        .is_some_and(|kind| matches!(kind.as_ref(), b"Tx" | b"Ch"));
    let value = inherited(annotation, |field| field.get::<object::String<'_>>(V));
    let Some(value) = value.filter(|_| is_text) else {
        return;
    };
    let value = text(&value);
    let lines: Vec<&str> = value.split(['\r', '\n']).collect();
    let count = Length::try_from(lines.len()).unwrap_or(1).max(1);
    let size = ((bounds.bottom - bounds.top) * 7 / 10 / count).clamp(POINT, 12 * POINT);
    for ((line, words), run) in (0..).zip(lines).zip(inked.free_run()..) {
        let baseline = bounds.top + (bounds.bottom - bounds.top) / count * line + size;
        let mut left = bounds.left + POINT;
        for c in words.chars().filter(|c| !c.is_control()) {
            let right = left + if c.is_ascii() { size / 2 } else { size };
            inked.inks.push(Ink {
                glyph: Glyph {
                    c,
                    left,
                    right,
                    baseline,
                    size,
                    run,
                    colour: [0; 3],
                },
                direction: 0,
                slanted: false,
                middle: (i32::midpoint(left, right), baseline - size / 3),
                opacity: u8::MAX,
                invisible: false,
                watermark: false,
                clipped: false,
                order: u32::MAX,
            });
            left = right;
        }
    }
}

/// What a field or the nearest of those it belongs to says.
fn inherited<'a, T>(annotation: &Dict<'a>, of: impl Fn(&Dict<'a>) -> Option<T>) -> Option<T> {
    const DEEPEST: usize = 16;
    let mut field = annotation.clone();
    for _ in 0..DEEPEST {
        if let Some(found) = of(&field) {
            return Some(found);
        }
        field = field.get::<Dict<'_>>(PARENT)?;
    }
    None
}

fn bounds(area: Box) -> Bounds {
    Bounds {
        left: hundredths(area.x0),
        top: hundredths(area.y0),
        right: hundredths(area.x1),
        bottom: hundredths(area.y1),
    }
}
