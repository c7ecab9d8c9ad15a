/*!
How the cells of a sheet look: what is hidden, and under which format a number is shown.
*/

use super::hidden::Hidden;
use super::rich_text::RichText;
use calamine::{Color, FillPattern, Style, StyleRange};
use std::collections::HashMap;

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
    /// What is printed above and below each page, with its codes.
    pub page_text: String,
}

/// What takes the whole text of a cell out of the sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dress {
    /// It is struck out.
    pub struck: bool,
    /// It has the colour of the ground.
    pub unseen: bool,
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
        dresses: Vec<Dress>,
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
        code.unwrap_or("General")
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
            } => of_cells
                .get(&(row, column))
                .and_then(|&format| dresses.get(usize::try_from(format).ok()?))
                .copied()
                .unwrap_or_default(),
        }
    }
}

/// What a style of calamine's says.
fn dress_of(style: &Style) -> Dress {
    let Some(font) = &style.font else {
        return Dress::default();
    };
    let is_white =
        |color: &Color| (color.red, color.green, color.blue) == (u8::MAX, u8::MAX, u8::MAX);
    let fill = style.fill.as_ref();
    let ground = fill
        .filter(|fill| fill.pattern != FillPattern::None)
        .and_then(|fill| fill.foreground_color);
    let unseen = font.color.is_some_and(|color| match (fill, ground) {
        (_, Some(ground)) => ground == color,
        (Some(fill), None) if fill.pattern != FillPattern::None => false,
        _ => is_white(&color),
    });
    Dress {
        struck: font.strikethrough,
        unseen,
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
        _ => "General",
    }
}
