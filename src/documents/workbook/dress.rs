/*!
What takes the whole text of a cell out of a sheet: a line through it, or letters in the colour
of their ground.
*/

/// A colour, as far as the file says which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// By its parts.
    Rgb([u8; 3]),
    /// By a number in a list that is not known here; the kind tells lists apart.
    /// The tint is counted as the file counts it: how much lighter or darker the colour is.
    Numbered { kind: u8, number: u16, tint: i32 },
}

impl Color {
    /// Of paper, and of letters.
    pub const WHITE: Self = Self::Rgb([u8::MAX; 3]);
    pub const BLACK: Self = Self::Rgb([0; 3]);

    /// The colour of a number in the list that every spreadsheet program has; 64 and 65 are
    /// letters and ground of windows.
    pub const fn of_palette(number: u16) -> Self {
        match number {
            0 | 8 | 64 => Self::BLACK,
            1 | 9 | 65 => Self::WHITE,
            2 | 10 => Self::Rgb([0xFF, 0, 0]),
            3 | 11 => Self::Rgb([0, 0xFF, 0]),
            4 | 12 => Self::Rgb([0, 0, 0xFF]),
            5 | 13 => Self::Rgb([0xFF, 0xFF, 0]),
            6 | 14 => Self::Rgb([0xFF, 0, 0xFF]),
            7 | 15 => Self::Rgb([0, 0xFF, 0xFF]),
            _ => Self::Numbered {
                kind: 1,
                number,
                tint: 0,
            },
        }
    }

    /// The colour of a number in the theme, whose first two are ground and letters.
    pub const fn of_theme(number: u16, tint: i32) -> Self {
        match (number, tint) {
            (0, 0) => Self::WHITE,
            (1, 0) => Self::BLACK,
            _ => Self::Numbered {
                kind: 3,
                number,
                tint,
            },
        }
    }

    /// `FFFFFF`, also with two digits before it that say how dense it is.
    pub fn of_hex(text: &str) -> Option<Self> {
        let digits = match text.len() {
            6 => text,
            8 => text.get(2..)?,
            _ => return None,
        };
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self::Rgb([red, green, blue]))
    }

    /// Whether it is that of paper.
    pub fn is_paper(self) -> bool {
        self == Self::WHITE
    }
}

/// What is behind the letters of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ground {
    /// The paper.
    #[default]
    Paper,
    /// All of one colour.
    Plain(Color),
    /// A pattern, or something that is not known.
    Pattern,
}

/// How a cell's letters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dress {
    /// They are struck out.
    pub struck: bool,
    /// Their colour; none where it is the usual one.
    pub letters: Option<Color>,
    /// What is behind them.
    pub ground: Ground,
    /// They are too small for anybody.
    pub tiny: bool,
}

impl Dress {
    /// Whether nobody can see them.
    pub fn is_unseen(self) -> bool {
        let Some(letters) = self.letters else {
            return self.tiny;
        };
        self.tiny
            || match self.ground {
                Ground::Paper => letters.is_paper(),
                Ground::Plain(ground) => letters == ground,
                Ground::Pattern => false,
            }
    }

    /// Whether the ground has another colour than paper.
    pub fn is_grounded(self) -> bool {
        match self.ground {
            Ground::Paper => false,
            Ground::Plain(ground) => !ground.is_paper(),
            Ground::Pattern => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_the_colour_of_their_ground() {
        let red = Color::of_hex("FFFF0000");
        assert_eq!(red, Some(Color::of_palette(10)));
        let seen = |letters, ground| {
            let dress = Dress {
                letters,
                ground,
                ..Dress::default()
            };
            !dress.is_unseen()
        };
        let white = Some(Color::WHITE);
        assert!(!seen(white, Ground::Paper) && !seen(white, Ground::Plain(Color::of_theme(0, 0))));
        assert!(seen(white, Ground::Pattern) && seen(white, Ground::Plain(Color::BLACK)));
        assert!(seen(None, Ground::Plain(Color::BLACK)));
        assert!(seen(red, Ground::Paper) && !seen(red, Ground::Plain(Color::of_palette(2))));
    }
}
