/*!
How the cells of a sheet look: what is hidden, and under which format a number is shown.
*/

use super::conditions::Conditional;
use super::hidden::Hidden;
use super::rich_text::RichText;
use super::widths::{Room, Widths};
use calamine::{Color, FillPattern, Style, StyleRange, TextRotation};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

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
}

/// What takes the whole text of a cell out of the sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dress {
    /// It is struck out.
    pub struck: bool,
    /// It has the colour of the ground.
    pub unseen: bool,
    /// The ground has another colour than paper.
    pub grounded: bool,
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
    let is_white =
        |color: &Color| (color.red, color.green, color.blue) == (u8::MAX, u8::MAX, u8::MAX);
    let fill = style.fill.as_ref();
    let painted = fill.filter(|fill| fill.pattern != FillPattern::None);
    let ground = painted.and_then(|fill| fill.foreground_color);
    let grounded = painted.is_some() && !ground.is_some_and(|color| is_white(&color));
    let Some(font) = &style.font else {
        return Dress {
            grounded,
            ..Dress::default()
        };
    };
    let unseen = font.color.is_some_and(|color| match (fill, ground) {
        (_, Some(ground)) => ground == color,
        (Some(fill), None) if fill.pattern != FillPattern::None => false,
        _ => is_white(&color),
    });
    Dress {
        struck: font.strikethrough,
        unseen,
        grounded,
    }
}

/// The codes of a workbook's cell formats: those that it writes out, else those that every
/// spreadsheet program knows by their number.
pub fn codes(cell_formats: &[u16], written: &HashMap<u16, String>) -> Vec<String> {
    let code = |format: &u16| {
        let written = written.get(format).cloned();
        written.unwrap_or_else(|| known(*format).to_owned())
    };
    cell_formats.iter().map(code).collect()
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
