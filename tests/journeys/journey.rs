/*!
What a person does and sees, so written that it reads like that.
*/

use crate::shelf::Samples;
use lkx::screens::driver::Driver;
use lkx::screens::{Colors, Settings};

/// A person at a terminal.
pub struct Journey {
    driver: Driver,
}

/// A person who opens the explorer on one of the samples, at 80×24 without colour.
pub fn journey(sample: &str) -> Journey {
    Journey::on(Samples::of(&[sample]), 80, 24)
}

/// A person who opens it on all of them.
pub fn journey_over_all() -> Journey {
    Journey::on(Samples::all(), 80, 24)
}

impl Journey {
    /// A person with a shelf and a screen.
    pub fn on(shelf: Samples, width: u16, height: u16) -> Self {
        let settings = Settings {
            colors: Colors::None,
            ..Settings::default()
        };
        Self::with(shelf, settings, width, height)
    }

    /// The same with settings.
    pub fn with(shelf: Samples, settings: Settings, width: u16, height: u16) -> Self {
        Self {
            driver: Driver::new(Box::new(shelf), settings, width, height),
        }
    }

    /// Presses keys, named and separated by blanks.
    pub fn press(mut self, keys: &str) -> Self {
        self.driver.press(keys);
        self
    }

    /// Types a text.
    pub fn types(mut self, text: &str) -> Self {
        self.driver.types(text);
        self
    }

    /// Sends bytes as the terminal would.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.driver.bytes(bytes);
        self
    }

    /// Makes the window another size.
    pub fn resize(mut self, width: u16, height: u16) -> Self {
        self.driver.resize(width, height);
        self
    }

    /// The text stands on the screen.
    #[track_caller]
    pub fn sees(self, text: &str) -> Self {
        assert!(
            self.screen().contains(text),
            "no “{text}” on\n{}",
            self.screen()
        );
        self
    }

    /// The text does not stand on the screen.
    #[track_caller]
    pub fn sees_no(self, text: &str) -> Self {
        assert!(
            !self.screen().contains(text),
            "“{text}” on\n{}",
            self.screen()
        );
        self
    }

    /// The way here, as the first line says it.
    #[track_caller]
    pub fn path(self, path: &str) -> Self {
        let lines = self.driver.lines();
        assert!(
            lines[0].trim().starts_with(path),
            "not at “{path}”:\n{}",
            self.screen()
        );
        self
    }

    /// The cursor stands on a row with that text.
    #[track_caller]
    pub fn cursor_on(self, text: &str) -> Self {
        let rows: Vec<String> = self
            .driver
            .lines()
            .into_iter()
            .filter(|line| line.contains('▸'))
            .collect();
        assert!(
            rows.iter()
                .any(|row| row.split('▸').skip(1).any(|rest| rest.contains(text))),
            "the cursor is not on “{text}”:\n{}",
            self.screen()
        );
        self
    }

    /// The text was sent to the clipboard.
    #[track_caller]
    pub fn copied(self, text: &str) -> Self {
        assert_eq!(self.driver.copied(), Some(text));
        self
    }

    /// The person has left.
    #[track_caller]
    pub fn left(self) -> Self {
        assert!(self.driver.has_left());
        self
    }

    /// The screen can be drawn, whatever is on it.
    pub fn drawn(self) -> Self {
        self.screen();
        self
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.driver.lines().join("\n")
    }

    /// The cells of the screen with their styles: where the cursor is among columns is seen
    /// by these alone.
    pub fn lit(&self) -> ratatui::buffer::Buffer {
        self.driver.cells()
    }

    /// The driver below.
    pub fn driver(&mut self) -> &mut Driver {
        &mut self.driver
    }
}
