/*!
Of what was drawn, what somebody sees.

White text on white paper, text under a box, beside the area that may be drawn on, or drawn
so that it leaves no ink is seen by nobody; a watermark is seen and says nothing of the
table that it lies on. A page that is a scan with its recognised text hidden behind or
before the picture is the exception: what is hidden there is what the picture shows.
*/

use super::ink::{Bounds, Fill, Ink, Inked, is_alike};
use super::{Length, POINT};
use std::collections::BTreeMap;

/// What became of the text of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Whether the text was recognised on a picture of the page.
    pub recognised: bool,
    /// How many figures nobody sees.
    pub hidden_figures: usize,
    /// Whether pictures make up most of the page.
    pub pictured: bool,
    /// Whether a large picture bears no text of the page: it may be a table.
    pub mute_picture: bool,
}

/// Text that is less opaque than this, of 255, is a watermark.
const FAINT: u8 = 128;
/// So many shapes that are no rectangles are letters.
const OUTLINES: usize = 50;

/// Leaves what somebody sees of the text of a page.
pub fn keep(inked: &mut Inked, page: &Bounds) -> Seen {
    for ink in &mut inked.inks {
        ink.clipped |= !page.holds(ink.middle);
    }
    let pictures = inked.fills.iter().filter(|fill| fill.picture);
    let pictured = pictures
        .map(|fill| fill.bounds.shared(page).size())
        .sum::<i64>()
        * 2
        > page.size();
    let mute_picture = inked.fills.iter().any(|fill| is_mute(fill, inked, page));
    let grounds = Grounds::new(&inked.fills, page);
    let smallest = usual_size(&inked.inks) / 4;
    let hidden: Vec<Option<Hidden>> = inked
        .inks
        .iter()
        .map(|ink| hidden(ink, &grounds, smallest))
        .collect();
    let is_letter = |ink: &Ink| !ink.glyph.c.is_whitespace();
    let count = |wanted: fn(&Option<Hidden>) -> bool| {
        let both = inked.inks.iter().zip(&hidden);
        both.filter(|(ink, why)| is_letter(ink) && wanted(why))
            .count()
    };
    let behind = count(|why| *why == Some(Hidden::Invisible));
    let before = count(Option::is_none);
    let recognised = behind > before && (pictured || inked.shapes > OUTLINES);
    let mut dropped: Vec<bool> = hidden
        .iter()
        .map(|why| match why {
            Some(Hidden::Invisible) => !recognised,
            Some(Hidden::Covered) => true,
            None => false,
        })
        .collect();
    let hidden_figures = whole_figures(&inked.inks, &mut dropped);
    drop_marked(&inked.inks, &mut dropped);
    let mut of_glyph = dropped.into_iter();
    inked.inks.retain(|_| of_glyph.next() == Some(false));
    Seen {
        recognised,
        hidden_figures,
        pictured,
        mute_picture: mute_picture && !recognised,
    }
}

/// Whether a picture takes a fifth of the page and no line of text stands on it.
fn is_mute(fill: &Fill, inked: &Inked, page: &Bounds) -> bool {
    const LINE: usize = 10;
    let is_large = || fill.bounds.shared(page).size() * 5 > page.size();
    let is_on_it = |ink: &&Ink| fill.bounds.holds(ink.middle);
    fill.picture && is_large() && inked.inks.iter().filter(is_on_it).count() < LINE
}

/// The size of most of the text.
fn usual_size(inks: &[Ink]) -> Length {
    let mut counts: BTreeMap<Length, usize> = BTreeMap::new();
    for ink in inks {
        *counts.entry(ink.glyph.size).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(0, |(size, _)| size)
}

/// Why nobody sees a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// It was drawn without ink or lies under a picture: text that was recognised is.
    Invisible,
    /// It lies under an area, has the colour of its ground, stands where nothing is drawn, or is
    /// too small to be read.
    Covered,
}

fn hidden(ink: &Ink, grounds: &Grounds, smallest: Length) -> Option<Hidden> {
    const WHITE: [u8; 3] = [255; 3];
    if ink.clipped || ink.glyph.size < smallest {
        return Some(Hidden::Covered);
    }
    let mut ground = Some(WHITE);
    for fill in grounds.over(ink.middle) {
        if fill.order < ink.order {
            ground = fill.colour;
            break;
        }
        if fill.covers {
            return Some(if fill.picture {
                Hidden::Invisible
            } else {
                Hidden::Covered
            });
        }
    }
    if ink.invisible || ink.opacity == 0 {
        return Some(Hidden::Invisible);
    }
    let is_lost = ground.is_some_and(|ground| is_alike(ink.glyph.colour, ground));
    is_lost.then_some(Hidden::Covered)
}

/// A figure of which a part is hidden says nothing: it goes whole. Counts those that went.
fn whole_figures(inks: &[Ink], dropped: &mut [bool]) -> usize {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%');
    let goes_on = |at: usize| {
        let (before, ink) = (&inks[at - 1].glyph, &inks[at].glyph);
        before.run == ink.run
            && is_part(before.c)
            && is_part(ink.c)
            && ink.left - before.right < ink.size / 4
    };
    let mut count = 0;
    let mut from = 0;
    for at in 1..=inks.len() {
        if at < inks.len() && goes_on(at) {
            continue;
        }
        let part = &mut dropped[from..at];
        if part.contains(&true)
            && inks[from..at]
                .iter()
                .any(|ink| ink.glyph.c.is_ascii_digit())
        {
            // What stands beyond the edge of the page is often printed again on the next.
            count += usize::from(inks[from..at].iter().any(|ink| !ink.clipped));
            part.fill(true);
        }
        from = at;
    }
    count
}

/// Drops watermarks that the page gives away by how they were drawn: slanted, faint, or by name.
fn drop_marked(inks: &[Ink], dropped: &mut [bool]) {
    let marks: [fn(&Ink) -> bool; 3] = [
        |ink| ink.slanted,
        |ink| ink.opacity < FAINT,
        |ink| ink.watermark,
    ];
    for is_marked in marks {
        let left = |wanted: bool| {
            let both = inks.iter().zip(dropped.iter());
            both.filter(|(ink, gone)| !**gone && is_marked(ink) == wanted)
                .count()
        };
        // Where most is so drawn, it is the text of the page.
        if left(true) > left(false) {
            continue;
        }
        for (ink, gone) in inks.iter().zip(dropped.iter_mut()) {
            *gone |= is_marked(ink);
        }
    }
}

/// The height of a band of the page.
const BAND: Length = 16 * POINT;

/// The areas of a page by height, so that few are looked at for each glyph.
struct Grounds<'f> {
    fills: &'f [Fill],
    bands: Vec<Vec<usize>>,
}

impl<'f> Grounds<'f> {
    fn new(fills: &'f [Fill], page: &Bounds) -> Self {
        let index = |y: Length| usize::try_from(y.clamp(0, page.bottom) / BAND).unwrap_or(0);
        let mut bands = vec![Vec::new(); index(page.bottom) + 1];
        for (at, fill) in fills.iter().enumerate() {
            if fill.bounds.size() > 0 {
                for band in &mut bands[index(fill.bounds.top)..=index(fill.bounds.bottom)] {
                    band.push(at);
                }
            }
        }
        Self { fills, bands }
    }

    /// The areas at a point of the page, the uppermost first.
    fn over(&self, point: (Length, Length)) -> impl Iterator<Item = &'f Fill> {
        let band = usize::try_from(point.1.max(0) / BAND).unwrap_or(0);
        let found = self.bands.get(band).map_or(&[][..], Vec::as_slice);
        let fills = self.fills;
        found
            .iter()
            .rev()
            .map(move |at| &fills[*at])
            .filter(move |fill| fill.bounds.holds(point))
    }
}
