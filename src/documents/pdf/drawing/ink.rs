/*!
What was drawn on a page, in the order in which it was: text, areas and pictures, each with
what decides whether somebody sees it.
*/

use super::{Glyph, Length, Rule};

/// A rectangle of the page, in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// The left edge.
    pub left: Length,
    /// The upper edge.
    pub top: Length,
    /// The right edge.
    pub right: Length,
    /// The lower edge.
    pub bottom: Length,
}

impl Bounds {
    /// Whether a point lies inside.
    pub fn holds(&self, (x, y): (Length, Length)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// What two rectangles share; turned inside out where they share nothing.
    pub fn shared(&self, with: &Bounds) -> Bounds {
        Bounds {
            left: self.left.max(with.left),
            top: self.top.max(with.top),
            right: self.right.min(with.right),
            bottom: self.bottom.min(with.bottom),
        }
    }

    /// The area; none of a rectangle that is inside out.
    pub fn size(&self) -> i64 {
        let side = |from: Length, to: Length| i64::from((to - from).max(0));
        side(self.left, self.right) * side(self.top, self.bottom)
    }
}

/// A colour without its opacity: red, green, blue.
pub type Colour = [u8; 3];

/// Whether nobody could tell two colours apart in print.
pub fn is_alike(text: Colour, ground: Colour) -> bool {
    const BARELY: u8 = 20;
    let pairs = text.iter().zip(&ground);
    pairs.map(|(a, b)| a.abs_diff(*b)).all(|by| by <= BARELY)
}

/// A glyph as it was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// The glyph, measured along its own direction.
    pub glyph: Glyph,
    /// Which way its text runs: right, down, left, up.
    pub direction: u8,
    /// Whether its line is slanted.
    pub slanted: bool,
    /// The middle of it on the page as it lies.
    pub middle: (Length, Length),
    /// How opaque it is, of 255.
    pub opacity: u8,
    /// Whether it was drawn so that it leaves no ink.
    pub invisible: bool,
    /// Whether the file calls it a watermark.
    pub watermark: bool,
    /// Whether it lies outside of what may be drawn on.
    pub clipped: bool,
    /// When it was drawn.
    pub order: u32,
}

/// An area that was filled, or a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// Where.
    pub bounds: Bounds,
    /// Its colour; none where that differs from place to place.
    pub colour: Option<Colour>,
    /// Whether nothing under it shows.
    pub covers: bool,
    /// Whether it is a picture.
    pub picture: bool,
    /// When it was drawn.
    pub order: u32,
}

/// Everything that was drawn on a page.
#[derive(Debug, Clone, Default)]
pub struct Inked {
    /// The text.
    pub inks: Vec<Ink>,
    /// The areas and the pictures.
    pub fills: Vec<Fill>,
    /// The thin lines.
    pub rules: Vec<Rule>,
    /// How many shapes were filled that are no rectangles: letters, where text was turned
    /// into outlines.
    pub shapes: usize,
    /// How many characters no map names.
    pub nameless: usize,
}

impl Inked {
    /// The number of a run of text that is none of those drawn so far.
    pub fn free_run(&self) -> u32 {
        let runs = self.inks.iter().map(|ink| ink.glyph.run);
        runs.max().unwrap_or(0).saturating_add(1)
    }
}
