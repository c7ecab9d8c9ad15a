/*!
The explorer driven without a terminal: for journeys, whole screens and benches.

Questions are answered on the spot, so that a journey never waits and never
sleeps; what it sees is what the eye would see.
*/

use crate::budget::Address;
use crate::screens::Settings;
use crate::screens::draw::canvas::lines_of;
use crate::screens::model::explorer::{Begin, Effect, Explorer};
use crate::screens::terminal::input::{Decoder, Input};
use crate::screens::terminal::surface::Surface;
use crate::screens::worker::Clerk;
use crate::screens::worker::shelf::{Question, Shelf};
use crate::text::width::AmbiguousWidth;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

/// An explorer without a terminal.
pub struct Driver {
    explorer: Explorer,
    clerk: Clerk,
    never_answered: fn(&Question) -> bool,
    surface: Surface<Vec<u8>>,
    size: Size,
    copied: Option<String>,
    left: bool,
    suspended: bool,
    redrawn: bool,
}

impl Driver {
    /// An explorer on a shelf, on a screen of `width` by `height`.
    pub fn new(shelf: Box<dyn Shelf>, settings: Settings, width: u16, height: u16) -> Self {
        Self::never_answering(|_| false, shelf, settings, width, height)
    }

    /// The same, where some questions are never answered.
    pub fn never_answering(
        never_answered: fn(&Question) -> bool,
        shelf: Box<dyn Shelf>,
        settings: Settings,
        width: u16,
        height: u16,
    ) -> Self {
        let size = Size { width, height };
        let mut explorer = Explorer::new(settings, size);
        explorer.stock.lists = shelf.year_lists();
        let mut driver = Self {
            explorer,
            clerk: Clerk::new(shelf),
            never_answered,
            surface: Surface::new(Vec::new(), size),
            size,
            copied: None,
            left: false,
            suspended: false,
            redrawn: false,
        };
        driver.settle();
        driver
    }

    /// Goes to an address, as `lkx open` begins there.
    pub fn open(&mut self, address: &str) -> &mut Self {
        match Address::parse(address) {
            Ok(address) => {
                self.explorer.begin_at(Begin::At(address));
                self.explorer.begin();
            }
            Err(why) => self.explorer.say(why),
        }
        self.settle();
        self
    }

    /// Begins where another explorer was left.
    pub fn come_back_to(&mut self, place: Option<Address>) -> &mut Self {
        if let Some(place) = place {
            self.explorer.begin_at(Begin::BackAt(place));
            self.explorer.begin();
            self.settle();
        }
        self
    }

    /// Where an explorer begins that comes back tomorrow.
    pub fn place_to_come_back_to(&self) -> Option<Address> {
        self.explorer.place_to_come_back_to()
    }

    /// The line is lost: what is kept then is kept.
    pub fn hang_up(&mut self) -> &mut Self {
        if let Some(question) = self.explorer.unsaved() {
            let answered = self.clerk.answer(question);
            self.explorer.answer(answered);
        }
        self
    }

    /// Presses keys by name, separated by blanks: `enter j ↓ esc 7 ctrl-z`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.explorer.press(key(name));
            self.settle();
        }
        self
    }

    /// Types a text character by character.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.explorer
                .press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            self.settle();
        }
        self
    }

    /// Takes bytes as the terminal sends them, all at once: those behind a key that opens a
    /// page are typed ahead of its answer.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let mut decoder = Decoder::default();
        let mut inputs = decoder.feed(bytes);
        inputs.extend(decoder.give_up());
        for input in inputs {
            self.explorer.input(input);
        }
        self.settle();
        self
    }

    /// Takes something that came from the terminal.
    pub fn input(&mut self, input: Input) -> &mut Self {
        self.explorer.input(input);
        self.settle();
        self
    }

    /// The terminal turns out to draw ambiguous characters that wide.
    pub fn learn_width(&mut self, ambiguous: AmbiguousWidth) -> &mut Self {
        self.explorer.learn_width(ambiguous);
        self
    }

    /// The screen has another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = Size { width, height };
        self.explorer.resize(self.size);
        self.surface.forget(self.size);
        self.settle();
        self
    }

    fn settle(&mut self) {
        loop {
            let effects = self.explorer.take_effects();
            if effects.is_empty() {
                self.explorer.show_counts();
                return;
            }
            for effect in effects {
                match effect {
                    Effect::Ask(question) if (self.never_answered)(&question) => {}
                    Effect::Ask(question) => {
                        let answered = self.clerk.answer(question);
                        self.explorer.answer(answered);
                    }
                    Effect::Search(asked, index) => {
                        let found = index.search(&asked.query, asked.kind, asked.limit, &|| true);
                        self.explorer.found(found);
                    }
                    Effect::Copy(text) => self.copied = Some(text),
                    Effect::Quit => self.left = true,
                    Effect::Suspend => self.suspended = true,
                    Effect::Redraw => self.redrawn = true,
                }
            }
        }
    }

    /// The screen as lines of text.
    pub fn lines(&self) -> Vec<String> {
        lines_of(&self.cells())
    }

    /// The screen as cells, with their styles.
    pub fn cells(&self) -> Buffer {
        let mut cells = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        self.explorer.draw(&mut cells);
        cells
    }

    /// Draws the frame and gives the number of bytes that a terminal would be sent.
    pub fn bytes_of_frame(&mut self) -> usize {
        let mut cells = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        let cursor = self.explorer.draw(&mut cells);
        let rows = self.explorer.scrolling_rows();
        let before = self.surface.sent().len();
        // Writing to memory cannot fail.
        let _ = self.surface.show(cells, cursor, rows);
        self.surface.sent().len() - before
    }

    /// Everything that a terminal would have been sent by the frames drawn.
    pub fn sent(&self) -> &[u8] {
        self.surface.sent()
    }

    /// Whether the frame would be held back, for a moment, for a page that was asked for.
    pub fn holds_frame(&self) -> bool {
        self.explorer.calm().is_some()
    }

    /// The page as statements, one a line.
    pub fn statements(&self) -> Vec<String> {
        self.explorer.statements()
    }

    /// Whether what is typed is a text.
    pub fn takes_text(&self) -> bool {
        self.explorer.takes_text()
    }

    /// Whether what is typed is searched for.
    pub fn is_searching(&self) -> bool {
        self.explorer.overlay.is_none() && self.explorer.takes_text()
    }

    /// Puts the cursor on a row, counted from 1.
    pub fn to_row(&mut self, row: usize) {
        self.explorer.move_to(row.saturating_sub(1), 1);
        self.settle();
    }

    /// What was sent to the clipboard since this was last asked.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// What was last sent to the clipboard.
    pub fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    /// Whether the program was to be suspended.
    pub fn was_suspended(&self) -> bool {
        self.suspended
    }

    /// Whether the screen was to be drawn anew.
    pub fn was_redrawn(&self) -> bool {
        self.redrawn
    }

    /// Whether the explorer was left.
    pub fn has_left(&self) -> bool {
        self.left
    }
}

/// The key of a name in the list of keys, in any case.
fn key(name: &str) -> KeyEvent {
    let none = KeyModifiers::NONE;
    let code = match name.to_lowercase().as_str() {
        "enter" => KeyCode::Enter,
        "space" => KeyCode::Char(' '),
        "esc" => KeyCode::Esc,
        "backspace" => KeyCode::Backspace,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "↑" | "up" => KeyCode::Up,
        "↓" | "down" => KeyCode::Down,
        "←" | "left" => KeyCode::Left,
        "→" | "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        lower => {
            let control = lower
                .strip_prefix("ctrl-")
                .and_then(|rest| rest.chars().next());
            if let Some(c) = control {
                return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
            }
            KeyCode::Char(name.chars().next().unwrap_or(' '))
        }
    };
    KeyEvent::new(code, none)
}
