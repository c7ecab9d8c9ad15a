/*!
What a page draws: glyphs with their place and size, and ruling lines.

This file and its folder alone know the crate that interprets PDF, so that another can
take its place. Coordinates leave it as whole hundredths of a point, from the top left corner
of the page as it is read: turned where the page, or most of its text, is turned.

[`pen`] takes down what is drawn as [`ink`], [`annotations`] what is stuck on the page, [`seen`]
leaves what somebody sees of it, [`overlaid`] clears away what lies on the text, and
[`mod@package`] says what else the file holds.
*/

mod annotations;
pub mod ink;
mod overlaid;
mod package;
mod pen;
mod seen;

pub use annotations::Annotation;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page,
};
use ink::{Bounds, Colour, Ink, Inked};
pub use package::{Package, package};
use pen::Pen;
pub use pen::named;
pub use seen::Seen;
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
    /// Its colour.
    pub colour: Colour,
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
    /// What somebody sees of its text.
    pub seen: Seen,
    /// How many figures are struck through, and left out.
    pub struck_figures: usize,
    /// What is stuck on it.
    pub annotations: Vec<Annotation>,
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
        // Notes that somebody stuck on a page are no part of what was published; fields of a
        // form are, and are drawn apart.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let pages = pdf.pages();
    pages
        .iter()
        .map(|page| draw_page(pdf, page, &cache, &settings))
        .collect()
}

/// No page is as large: its lines would be no lines of text (200 inches, the format's limit).
#[expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]
const LARGEST: f64 = 14_400.0;

/// What one page draws.
#[expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]
fn draw_page<'a>(
    pdf: &'a Pdf,
    page: &PdfPage<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> Drawing {
    let (width, height) = page.render_dimensions();
    let size = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = upright(page);
    let mut context = Context::new(upright, size, cache, pdf.xref(), settings.clone());
    let mut pen = Pen::default();
    interpret_page(page, &mut context, &mut pen);
    let around = |transform| Context::new(transform, size, cache, pdf.xref(), settings.clone());
    let stuck = annotations::draw(page, upright, &mut pen, around);
    let bounds = Bounds {
        left: 0,
        top: 0,
        right: hundredths(f64::from(width).min(LARGEST)),
        bottom: hundredths(f64::from(height).min(LARGEST)),
    };
    let mut inked = pen.inked;
    let seen = seen::keep(&mut inked, &bounds);
    let annotations = stuck.into_iter().map(|stuck| stuck.over(&inked.inks));
    let annotations = annotations.collect();
    let mut drawing = laid_out(&inked, seen, bounds);
    drawing.annotations = annotations;
    drawing
}

/// What somebody sees of a page on which that was drawn.
pub fn drawn(mut inked: Inked, bounds: Bounds) -> Drawing {
    let seen = seen::keep(&mut inked, &bounds);
    laid_out(&inked, seen, bounds)
}

/// The page as it is read, of what is seen on it.
fn laid_out(inked: &Inked, seen: Seen, bounds: Bounds) -> Drawing {
    let turns = quarter_turns(&inked.inks);
    let mut drawing = turn(inked, turns, (bounds.right, bounds.bottom));
    drawing.seen = seen;
    drawing.nameless = inked.nameless;
    drawing.pictures = inked.fills.iter().filter(|fill| fill.picture).count();
    drawing.struck_figures = overlaid::clear(&mut drawing);
    drawing
}

/// From the page's coordinates to those of a reader, y downwards.
fn upright(page: &PdfPage) -> Affine {
    Affine::new(page.initial_transform(true).as_coeffs())
}

/// How often the page is to be turned by a quarter for most of its text to run right.
fn quarter_turns(inks: &[Ink]) -> u8 {
    let mut directions = [0usize; 4];
    for ink in inks {
        directions[usize::from(ink.direction)] += 1;
    }
    let most = directions.iter().max().copied().unwrap_or(0);
    if directions[0] * 2 >= most {
        return 0;
    }
    let best = (0u8..).zip(directions).find(|(_, count)| *count == most);
    best.map_or(0, |(direction, _)| direction)
}

/// Turns a page whose text runs in another direction. Glyphs are already measured along
/// their own direction, so those of the chosen one only need the page moved under them.
fn turn(inked: &Inked, turns: u8, (width, height): (Length, Length)) -> Drawing {
    let (across, down) = match turns {
        0 => (0, 0),
        1 => (0, width),
        2 => (width, height),
        _ => (height, 0),
    };
    let of_direction = inked.inks.iter().filter(|ink| ink.direction == turns);
    let glyphs = of_direction.map(|ink| Glyph {
        left: ink.glyph.left + across,
        right: ink.glyph.right + across,
        baseline: ink.glyph.baseline + down,
        ..ink.glyph
    });
    let rules = inked.rules.iter();
    let (width, height) = if turns % 2 == 1 {
        (height, width)
    } else {
        (width, height)
    };
    Drawing {
        width,
        height,
        glyphs: glyphs.collect(),
        rules: rules
            .map(|rule| turned(*rule, turns, across, down))
            .collect(),
        ..Drawing::default()
    }
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
