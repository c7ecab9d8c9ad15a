/*!
The objects of a page of OFD, and the lines of text that wait for their places.
*/

#![expect(
    clippy::disallowed_types,
    reason = "coordinates of a page are no money"
)]

use super::super::pdf::ink::Colour;
use super::outline::Point;

/// A size of letters that no program leaves out on purpose, in millimetres.
const USUAL_SIZE: f64 = 3.7;

/// An object: where it lies, and how it is drawn.
#[derive(Debug, Clone)]
pub struct Object {
    pub corner: Point,
    /// How wide it says that it is.
    pub width: f64,
    pub height: f64,
    /// What its font is called in the package.
    pub font: String,
    /// What turns and stretches it.
    pub matrix: [f64; 6],
    /// The size of its letters.
    pub size: f64,
    pub fills: bool,
    pub strokes: bool,
    pub fill: Colour,
    pub stroke: Colour,
    pub opacity: u8,
}

impl Default for Object {
    fn default() -> Self {
        Self {
            corner: (0.0, 0.0),
            width: 0.0,
            height: 0.0,
            font: String::new(),
            matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            size: USUAL_SIZE,
            fills: false,
            strokes: true,
            fill: [0; 3],
            stroke: [0; 3],
            opacity: 255,
        }
    }
}

/// A part of a line, with one font.
#[derive(Debug, Clone)]
pub struct Part {
    pub object: Object,
    pub text: Vec<char>,
    /// How far below the corner of its object its letters stand.
    pub down: f64,
    pub order: u32,
}

/// Whether steps of a code, of whom one is given with how often it is taken, spread its characters
/// over a width.
pub fn is_evened(steps: &[(usize, f64)], text: &[char], width: f64) -> bool {
    const NEARLY: f64 = 0.002;
    let [(count, step)] = *steps else {
        return false;
    };
    let given: f64 = text.iter().map(|_| step).sum();
    !text.is_empty() && count + 1 >= text.len() && (given - width).abs() <= NEARLY * width
}
