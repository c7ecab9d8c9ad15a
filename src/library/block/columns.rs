/*!
Figures and anchors by columns: most of a block are places, and what lies side by side of one sort,
each as its distance from the one before, packs to a fraction.
*/

use crate::budget::{
    Amount, Anchor, Area, Book, Figure, Location, Locations, Measure, MoneyUnit, Origin, Place,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Places, each by its distance from the one before.
#[derive(Default, Serialize, Deserialize)]
struct Places {
    /// The line, from that of the place before.
    lines: Vec<i64>,
    /// The first character, from the end of the place before in the same line.
    starts: Vec<i64>,
    lengths: Vec<i64>,
}

impl Places {
    fn push(&mut self, place: Place, before: &mut Place) {
        let (line, start) = (i64::from(place.line), i64::from(place.start));
        self.lines.push(line - i64::from(before.line));
        let from = if place.line == before.line {
            before.end
        } else {
            0
        };
        self.starts.push(start - i64::from(from));
        self.lengths.push(i64::from(place.end) - start);
        *before = place;
    }

    fn get(&self, at: usize, before: &mut Place) -> Option<Place> {
        let line = number(i64::from(before.line).checked_add(*self.lines.get(at)?)?)?;
        let from = if line == before.line { before.end } else { 0 };
        let start = i64::from(from).checked_add(*self.starts.get(at)?)?;
        let end = start.checked_add(*self.lengths.get(at)?)?;
        let place = Place::span(line, number(start)?, number(end)?);
        *before = place;
        Some(place)
    }
}

fn number(number: i64) -> Option<u32> {
    u32::try_from(number).ok()
}

/// The figures of a book, row by row.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Figures {
    /// How many each row has.
    counts: Vec<usize>,
    measures: Vec<Measure>,
    /// The years, from the budget's.
    years: Vec<i32>,
    values: Vec<Decimal>,
    units: Vec<MoneyUnit>,
    origins: Vec<Origin>,
    places: Places,
}

impl Figures {
    /// Takes the figures out of a book.
    pub(super) fn taken_from(book: &mut Book) -> Self {
        let mut columns = Self::default();
        let year = i32::from(book.identity.year);
        for row in book.tables.iter_mut().flat_map(|table| &mut table.rows) {
            columns.counts.push(row.figures.len());
            let mut before = Place {
                end: 0,
                ..row.place
            };
            for figure in std::mem::take(&mut row.figures) {
                columns.measures.push(figure.measure);
                columns.years.push(i32::from(figure.year) - year);
                columns.values.push(figure.amount.value());
                columns.units.push(figure.amount.unit());
                columns.origins.push(figure.origin);
                columns.places.push(figure.place, &mut before);
            }
        }
        columns
    }

    /// Puts them back; none where they are not those of the book.
    pub(super) fn put_into(self, book: &mut Book) -> Option<()> {
        let year = i32::from(book.identity.year);
        let count = self
            .counts
            .iter()
            .try_fold(0usize, |sum, count| sum.checked_add(*count))?;
        let rows = book
            .tables
            .iter()
            .map(|table| table.rows.len())
            .sum::<usize>();
        if rows != self.counts.len() || count != self.measures.len() {
            return None;
        }
        let (places, mut at) = (self.places, 0);
        let mut counts = self.counts.into_iter();
        let mut figures = self
            .measures
            .into_iter()
            .zip(self.years)
            .zip(self.values)
            .zip(self.units)
            .zip(self.origins);
        for row in book.tables.iter_mut().flat_map(|table| &mut table.rows) {
            let mut before = Place {
                end: 0,
                ..row.place
            };
            for _ in 0..counts.next()? {
                let ((((measure, years), value), unit), origin) = figures.next()?;
                row.figures.push(Figure {
                    measure,
                    year: u16::try_from(year.checked_add(years)?).ok()?,
                    amount: Amount::new(value, unit)?,
                    origin,
                    place: places.get(at, &mut before)?,
                });
                at += 1;
            }
        }
        Some(())
    }
}

/// The anchors of a document: what they are of, and where it stands in the file.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Anchors {
    places: Places,
    /// The page of each anchor that is on one, none for the others.
    pages: Vec<Option<u32>>,
    /// The areas: the left edge from the right one of the area before, the upper edge from the
    /// upper one, width and height.
    lefts: Vec<i64>,
    tops: Vec<i64>,
    widths: Vec<i64>,
    heights: Vec<i64>,
    /// The locations of the anchors that are on no page.
    elsewhere: Vec<Location>,
}

impl Anchors {
    /// The anchors of a document.
    pub(super) fn of(locations: &Locations) -> Self {
        let mut columns = Self::default();
        let (mut before, mut area_before) = (Place::default(), Area::default());
        for anchor in locations.anchors() {
            columns.places.push(anchor.place, &mut before);
            match &anchor.location {
                Location::Page { page, area } => {
                    columns.pages.push(Some(*page));
                    columns.push_area(*area, area_before);
                    area_before = *area;
                }
                location @ (Location::Cell { .. } | Location::Element(_)) => {
                    columns.pages.push(None);
                    columns.elsewhere.push(location.clone());
                }
            }
        }
        columns
    }

    fn push_area(&mut self, area: Area, before: Area) {
        let from = |edge: i32, before: i32| i64::from(edge) - i64::from(before);
        self.lefts.push(from(area.left, before.right));
        self.tops.push(from(area.top, before.top));
        self.widths.push(from(area.right, area.left));
        self.heights.push(from(area.bottom, area.top));
    }

    fn area(&self, at: usize, before: Area) -> Option<Area> {
        let sum = |from: i32, by: i64| i32::try_from(i64::from(from).checked_add(by)?).ok();
        let left = sum(before.right, *self.lefts.get(at)?)?;
        let top = sum(before.top, *self.tops.get(at)?)?;
        Some(Area {
            left,
            top,
            right: sum(left, *self.widths.get(at)?)?,
            bottom: sum(top, *self.heights.get(at)?)?,
        })
    }

    /// The anchors again; none where the columns do not fit each other.
    pub(super) fn locations(self) -> Option<Locations> {
        let (mut before, mut area_before) = (Place::default(), Area::default());
        let (mut anchors, mut areas) = (Vec::new(), 0);
        let mut elsewhere = self.elsewhere.iter();
        for (at, page) in self.pages.iter().enumerate() {
            let place = self.places.get(at, &mut before)?;
            let location = match page {
                None => elsewhere.next()?.clone(),
                Some(page) => {
                    area_before = self.area(areas, area_before)?;
                    areas += 1;
                    Location::Page {
                        page: *page,
                        area: area_before,
                    }
                }
            };
            anchors.push(Anchor { place, location });
        }
        Some(Locations::in_order(anchors))
    }
}
