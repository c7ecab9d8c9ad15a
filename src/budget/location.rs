/*!
Where a piece of a document's text stands in the file itself.

Places count lines and characters of the document as text. A text file is that text; of
a PDF, a workbook, a web page the text is what we made of it, and a figure is evidence
only with the page, the cell or the element that holds it.
*/

use super::Place;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A rectangle on a page, in tenths of a point from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
pub struct Area {
    /// The left edge.
    pub left: i32,
    /// The upper edge.
    pub top: i32,
    /// The right edge.
    pub right: i32,
    /// The lower edge.
    pub bottom: i32,
}

/// A place in a file that has no lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Location {
    /// A page of a PDF, from 1, and the box on it.
    Page {
        /// The page's number, from 1.
        page: u32,
        /// The cell or the words.
        area: Area,
    },
    /// A cell of a workbook.
    Cell {
        /// The sheet's name.
        sheet: String,
        /// The cell as spreadsheets name it: `B12`.
        cell: String,
    },
    /// An element of a web page or a Word document: `表3/行5/格2`, `段12`.
    Element(String),
}

impl fmt::Display for Location {
    /// As the exports name it after the file's name: `p7`, `收支总表!B12`, `表3/行5/格2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Page { page, .. } => write!(f, "p{page}"),
            Location::Cell { sheet, cell } => write!(f, "{sheet}!{cell}"),
            Location::Element(name) => f.write_str(name),
        }
    }
}

impl Location {
    /// The place in a file as the exports name it: `a.pdf#p7`, `a.xlsx:收支总表!B12`.
    pub fn of(&self, file_name: &str) -> String {
        // What viewers understand behind a file's name is a fragment.
        let mark = match self {
            Location::Page { .. } => '#',
            Location::Cell { .. } | Location::Element(_) => ':',
        };
        format!("{file_name}{mark}{self}")
    }

    /// For people: `第 7 页 (56.7, 102.3)–(98.0, 114.1)`.
    pub fn in_words(&self) -> String {
        match self {
            Location::Page { page, area } => {
                let point = |tenths: i32| format!("{}.{}", tenths / 10, (tenths % 10).abs());
                format!(
                    "第 {page} 页 ({}, {})–({}, {}) pt",
                    point(area.left),
                    point(area.top),
                    point(area.right),
                    point(area.bottom)
                )
            }
            Location::Cell { sheet, cell } => format!("工作表 {sheet} 单元格 {cell}"),
            Location::Element(name) => name.clone(),
        }
    }
}

/// A run of characters of a line and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The characters of the text.
    pub place: Place,
    /// Where they stand.
    pub location: Location,
}

/// The anchors of a document, in the order of its text; none for a text file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Locations(Vec<Anchor>);

impl Locations {
    /// The anchors in the order of lines and characters.
    pub fn new(mut anchors: Vec<Anchor>) -> Self {
        anchors.sort_by_key(|anchor| anchor.place);
        Self(anchors)
    }

    /// Anchors that should be in that order already; whether they are is for the caller to ask.
    pub fn in_order(anchors: Vec<Anchor>) -> Self {
        Self(anchors)
    }

    /// Whether the document is a text whose lines are its own.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a place stands: the last anchor of its line that begins at or before it, else
    /// the first of the line, else the last before it (a blank line between two tables).
    pub fn at(&self, place: Place) -> Option<&Location> {
        self.anchor(place).map(|anchor| &anchor.location)
    }

    /// The anchor by which a place is found.
    pub fn anchor(&self, place: Place) -> Option<&Anchor> {
        let beyond = self.0.partition_point(|anchor| {
            (anchor.place.line, anchor.place.start) <= (place.line, place.start)
        });
        let of_line = |anchor: &&Anchor| anchor.place.line == place.line;
        let before = beyond.checked_sub(1).and_then(|index| self.0.get(index));
        before
            .filter(of_line)
            .or_else(|| self.0.get(beyond).filter(of_line))
            .or(before)
    }

    /// The anchors themselves.
    pub fn anchors(&self) -> &[Anchor] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_anchor_of_the_line() {
        let cell = |cell: &str| Location::Cell {
            sheet: "收支".to_owned(),
            cell: cell.to_owned(),
        };
        let anchor = |line, start, end, name| Anchor {
            place: Place::span(line, start, end),
            location: cell(name),
        };
        let locations = Locations::new(vec![
            anchor(3, 5, 9, "B2"),
            anchor(3, 0, 4, "A2"),
            anchor(1, 0, 4, "A1"),
        ]);
        assert_eq!(locations.at(Place::span(3, 6, 8)), Some(&cell("B2")));
        assert_eq!(locations.at(Place::line(3)), Some(&cell("A2")));
        assert_eq!(locations.at(Place::line(2)), Some(&cell("A1")));
        assert_eq!(locations.at(Place::line(9)), Some(&cell("B2")));
        assert_eq!(Locations::default().at(Place::line(1)), None);
        assert_eq!(cell("B2").of("a.xlsx"), "a.xlsx:收支!B2");
        let area = Area::default();
        let page = Location::Page { page: 16, area };
        assert_eq!(page.of("a.pdf"), "a.pdf#p16");
    }
}
