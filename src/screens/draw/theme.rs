/*!
Colours by role, in three themes.

Meaning never hangs on colour: what a colour says, a word, a mark or a place says
too. The plain theme has no colour at all and is what NO_COLOR gives.
*/

use ratatui::style::{Color, Modifier, Style};

/// Which theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ThemeName {
    /// For a dark background.
    #[default]
    Dark,
    /// For a light background.
    Light,
    /// Without colour.
    Plain,
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colors {
    /// None: NO_COLOR, or a terminal that cannot.
    None,
    /// The sixteen of every colour terminal.
    Sixteen,
    /// The palette of 256.
    #[default]
    Palette,
}

/// What a piece of text is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// What is there but need not be read: rules, blank cells, hints.
    Faint,
    /// The name of the program and of the place.
    Title,
    /// The headings of columns and sections.
    Heading,
    /// A sum or another row that stands out.
    Strong,
    /// A derived or uncertain figure.
    Derived,
    /// Characters that match what was typed; the place asked for in the source.
    Match,
    /// A key's name in the bottom line.
    Key,
    /// The page that is open, among the names of the pages.
    Tab,
    /// A word that must not be missed.
    Notice,
}

/// A theme at a number of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    name: ThemeName,
    palette: bool,
}

impl Theme {
    /// The theme of that name on a terminal with so many colours.
    pub fn new(name: ThemeName, colors: Colors) -> Self {
        match colors {
            Colors::None => Self::plain(),
            Colors::Sixteen => Self {
                name,
                palette: false,
            },
            Colors::Palette => Self {
                name,
                palette: true,
            },
        }
    }

    /// The theme without colour.
    pub fn plain() -> Self {
        Self {
            name: ThemeName::Plain,
            palette: false,
        }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = self.modifiers(role);
        match self.color(role) {
            Some(color) => style.fg(color),
            None => style,
        }
    }

    fn modifiers(self, role: Role) -> Style {
        let plain = self.name == ThemeName::Plain;
        let modifier = match role {
            Role::Text | Role::Faint | Role::Heading => Modifier::empty(),
            Role::Title | Role::Strong | Role::Key => Modifier::BOLD,
            Role::Derived => Modifier::ITALIC,
            Role::Match if plain => Modifier::BOLD | Modifier::UNDERLINED,
            Role::Match => Modifier::BOLD,
            Role::Tab | Role::Notice if plain => Modifier::REVERSED,
            Role::Tab | Role::Notice => Modifier::BOLD,
        };
        Style::new().add_modifier(modifier)
    }

    fn color(self, role: Role) -> Option<Color> {
        let dark = match self.name {
            ThemeName::Plain => return None,
            ThemeName::Dark => true,
            ThemeName::Light => false,
        };
        let pick = |on_dark: u8, on_light: u8, basic_dark, basic_light| {
            Some(match (self.palette, dark) {
                (true, true) => Color::Indexed(on_dark),
                (true, false) => Color::Indexed(on_light),
                (false, true) => basic_dark,
                (false, false) => basic_light,
            })
        };
        match role {
            Role::Text | Role::Strong => None,
            Role::Faint => pick(243, 245, Color::DarkGray, Color::DarkGray),
            Role::Heading => pick(109, 24, Color::Cyan, Color::Blue),
            Role::Title | Role::Tab => pick(116, 25, Color::Cyan, Color::Blue),
            Role::Derived => pick(180, 94, Color::Yellow, Color::Magenta),
            Role::Match => pick(222, 130, Color::Yellow, Color::Red),
            Role::Key => pick(116, 25, Color::Cyan, Color::Blue),
            Role::Notice => pick(215, 130, Color::Yellow, Color::Red),
        }
    }

    /// The row of the cursor, laid over the styles of its cells.
    pub fn cursor_row(self) -> Style {
        match (self.name, self.palette) {
            (ThemeName::Dark, true) => Style::new().bg(Color::Indexed(237)),
            (ThemeName::Light, true) => Style::new().bg(Color::Indexed(254)),
            _ => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// The figure of the cursor, laid over the row of the cursor.
    pub fn cursor_cell(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }
}
