/*!
How the cells of a sheet look: what is hidden, and under which format a number is shown.
*/

use super::conditions::Conditional;
use super::dress::{self, Dress, Ground};
use super::hidden::Hidden;
use super::rich_text::RichText;
use super::widths::{Room, Widths};
use calamine::{Color, FillPattern, Style, StyleRange, TextRotation};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// The code of a number that is shown as it is.
pub const GENERAL: &str = "General";

/// What is known of a sheet beside its cells.
#[derive(Debug, Default)]
pub struct Looks {
    /// What is hidden in it.
    pub hidden: Hidden,
    /// The formats of its cells.
    pub formats: Formats,
    /// What holds of the texts of which a part does not.
    pub texts: HashMap<(u32, u32), RichText>,
    /// Formulas whose result the file does not hold.
    pub uncached: Vec<((u32, u32), String)>,
    /// Whether a number that is nothing shows nothing.
    pub hides_zeros: bool,
    /// How many cells hold struck digits, where the reader of cells has left them out already.
    pub struck: usize,
    /// What numbers cells hold that are given as text.
    pub numbers: HashMap<(u32, u32), Decimal>,
    /// How many cells hold digits that are not seen, where the reader of cells has left them out.
    pub unseen: usize,
    /// What is printed above and below each page, with its codes.
    pub page_text: String,
    /// The rows that are printed again on each page, and the rows before which a page begins.
    pub repeated_rows: Option<RangeInclusive<u32>>,
    pub page_starts: HashSet<u32>,
    /// How wide its columns are.
    pub widths: Widths,
    /// Cells whose look depends on a condition: what that says, and how it makes them look.
    pub conditions: Vec<Conditional>,
    /// Those that a format has, by its number; all sheets share them.
    pub conditions_of_formats: Rc<HashMap<u32, Vec<Conditional>>>,
}

/// The formats of the numbers of a sheet.
#[derive(Debug, Default)]
pub enum Formats {
    /// The sheet tells none, or shows its numbers as text.
    #[default]
    General,
    /// As calamine tells them.
    Styles(Box<StyleRange>),
    /// The code of each cell, by its number in the list of codes.
    Codes {
        /// The codes of the workbook's cell formats, and what else they do to a cell.
        codes: Vec<String>,
        dresses: Vec<(Dress, Room)>,
        /// The format of a cell.
        of_cells: HashMap<(u32, u32), u32>,
    },
}

impl Formats {
    /// The code under which a cell shows its number.
    pub fn code(&self, row: u32, column: u32) -> &str {
        let code = match self {
            Self::General => None,
            Self::Styles(styles) => styles
                .get((row, column))
                .and_then(|style| style.number_format.as_ref())
                .map(|format| format.format_code.as_str()),
            Self::Codes {
                codes, of_cells, ..
            } => of_cells
                .get(&(row, column))
                .and_then(|&format| codes.get(usize::try_from(format).ok()?))
                .map(String::as_str),
        };
        code.unwrap_or(GENERAL)
    }

    /// What takes a cell's text out of the sheet.
    pub fn dress(&self, row: u32, column: u32) -> Dress {
        match self {
            Self::General => Dress::default(),
            Self::Styles(styles) => {
                let style = styles.get((row, column));
                style.map(dress_of).unwrap_or_default()
            }
            Self::Codes {
                dresses, of_cells, ..
            } => dress_and_room(dresses, of_cells, (row, column)).0,
        }
    }

    /// The number of a cell's format, where the file has a list of them.
    pub fn number(&self, row: u32, column: u32) -> Option<u32> {
        match self {
            Self::Codes { of_cells, .. } => of_cells.get(&(row, column)).copied(),
            Self::General | Self::Styles(_) => None,
        }
    }

    /// How a cell makes room for its text.
    pub fn room(&self, row: u32, column: u32) -> Room {
        match self {
            Self::General => Room::default(),
            Self::Styles(styles) => styles.get((row, column)).map(room_of).unwrap_or_default(),
            Self::Codes {
                dresses, of_cells, ..
            } => dress_and_room(dresses, of_cells, (row, column)).1,
        }
    }
}

fn dress_and_room(
    dresses: &[(Dress, Room)],
    of_cells: &HashMap<(u32, u32), u32>,
    at: (u32, u32),
) -> (Dress, Room) {
    let format = of_cells
        .get(&at)
        .and_then(|&format| usize::try_from(format).ok());
    let found = format.and_then(|format| dresses.get(format));
    found.copied().unwrap_or_default()
}

/// How a style of calamine's makes room.
fn room_of(style: &Style) -> Room {
    let alignment = style.alignment.as_ref();
    let fits = alignment
        .is_some_and(|text| text.shrink_to_fit || text.text_rotation != TextRotation::None);
    // The size is a binary fraction; its text is decimal again.
    let size = style.font.as_ref().and_then(|font| font.size);
    let size = size.and_then(|size| size.to_string().parse::<Decimal>().ok());
    Room {
        fits,
        letters: size.map_or(0, twentieths),
    }
}

/// Points in twentieths.
pub fn twentieths(points: Decimal) -> u32 {
    let twentieths = points.checked_mul(Decimal::from(20));
    let twentieths = twentieths.and_then(|size| size.trunc().try_into().ok());
    twentieths.unwrap_or(0)
}

/// What a style of calamine's says.
fn dress_of(style: &Style) -> Dress {
    let color = |color: Color| dress::Color::Rgb([color.red, color.green, color.blue]);
    let painted = style.fill.as_ref();
    let painted = painted.filter(|fill| fill.pattern != FillPattern::None);
    let ground = painted.map_or(Ground::Paper, |fill| {
        fill.foreground_color
            .map_or(Ground::Pattern, |ground| Ground::Plain(color(ground)))
    });
    let font = style.font.as_ref();
    Dress {
        struck: font.is_some_and(|font| font.strikethrough),
        letters: font.and_then(|font| font.color).map(color),
        ground,
        tiny: false,
    }
}

/// The codes of a workbook's cell formats: those that it writes out, else those that every
/// spreadsheet program knows by their number.
pub fn codes(cell_formats: &[u16], written: &HashMap<u16, String>) -> Vec<String> {
    let codes = cell_formats.iter().map(|format| code_of(*format, written));
    codes.collect()
}

/// The code of a format's number.
pub fn code_of(format: u16, written: &HashMap<u16, String>) -> String {
    let written = written.get(&format).cloned();
    written.unwrap_or_else(|| known(format).to_owned())
}

/// The formats of numbers that need not be written out.
fn known(format: u16) -> &'static str {
    match format {
        1 => "0",
        2 => "0.00",
        3 | 5 | 6 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 7 | 8 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        _ => GENERAL,
    }
}
