/*!
Pages that were written in other units than millimetres.

Programs that turn a PDF into an OFD divide by the wrong number, so that all text is a third as large
as it was and stands in the corner of its page. What decides where words end and cells begin is
measured in points: a document whose text nobody could read is enlarged until one can.
*/

use super::super::pdf::ink::{Bounds, Inked};
use super::super::pdf::{Length, POINT};
use super::page::Sheet;

/// Text that is mostly smaller than this was not meant so.
const SMALLEST: Length = 6 * POINT;
/// What it is enlarged to.
const USUAL: Length = 10 * POINT;

/// Enlarges the sheets of a document whose text is too small, all by as much.
pub fn settle(sheets: &mut [Sheet]) {
    let mut sizes: Vec<Length> = sheets
        .iter()
        .flat_map(|sheet| sheet.inked.inks.iter().map(|ink| ink.glyph.size))
        .collect();
    sizes.sort_unstable();
    let Some(&usual) = sizes
        .get(sizes.len() / 2)
        .filter(|usual| **usual < SMALLEST)
    else {
        return;
    };
    let enlarged = |length: &mut Length| {
        let larger = i64::from(*length) * i64::from(USUAL) / i64::from(usual.max(1));
        *length = Length::try_from(larger).unwrap_or(*length);
    };
    for sheet in sheets.iter_mut() {
        enlarge(&mut sheet.inked, enlarged);
        enlarged(&mut sheet.bounds.right);
        enlarged(&mut sheet.bounds.bottom);
    }
    shrink_to_text(sheets);
}

fn enlarge(inked: &mut Inked, enlarged: impl Fn(&mut Length)) {
    for ink in &mut inked.inks {
        let glyph = &mut ink.glyph;
        let places = [&mut glyph.left, &mut glyph.right, &mut glyph.baseline];
        places.into_iter().for_each(&enlarged);
        enlarged(&mut glyph.size);
        enlarged(&mut ink.middle.0);
        enlarged(&mut ink.middle.1);
    }
    for rule in &mut inked.rules {
        let places = [&mut rule.at, &mut rule.from, &mut rule.to];
        places.into_iter().for_each(&enlarged);
    }
    for fill in &mut inked.fills {
        let Bounds {
            left,
            top,
            right,
            bottom,
        } = &mut fill.bounds;
        [left, top, right, bottom].into_iter().for_each(&enlarged);
    }
}

/// A page whose text all stands in its corner is as large as its text with the same margins.
fn shrink_to_text(sheets: &mut [Sheet]) {
    let middles = || {
        sheets
            .iter()
            .flat_map(|s| s.inked.inks.iter().map(|i| i.middle))
    };
    let right = middles().map(|(x, _)| x);
    let bottom = middles().map(|(_, y)| y);
    let span = |least: Option<Length>, most: Option<Length>| {
        least
            .zip(most)
            .map(|(least, most)| least.max(0).saturating_add(most))
    };
    let width = span(right.clone().min(), right.max());
    let height = span(bottom.clone().min(), bottom.max());
    let (Some(width), Some(height)) = (width, height) else {
        return;
    };
    for sheet in sheets {
        let bounds = &mut sheet.bounds;
        if width < bounds.right / 2 && height < bounds.bottom / 2 {
            (bounds.right, bounds.bottom) = (width, height);
        }
    }
}
