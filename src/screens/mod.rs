/*!
The explorer: what a person sees and does.

```text
bytes ─ terminal/input ─▶ keys ─ update ─▶ what was chosen (model) ─ pages ─▶ what is shown
                                     │      ▲                                      │
                                  question  answer                               draw
                                     ▼      │                                      ▼
                                     worker (shelf)              terminal/surface ─▶ bytes
```

Keys change what was chosen and nothing else; what is shown is worked out from
that and from immutable budgets; drawing only reads. The one thread that touches
the screen reads no file and asks no database.
*/

mod draw;
pub mod keys;
mod model;
mod pages;
mod terminal;
mod update;
mod worker;

pub use draw::theme::{Colors, ThemeName};
pub use model::explorer::Begin;
pub use model::written::Written;
pub use terminal::plain::run_plain;
pub use terminal::run::{ScreenError, run};
pub use terminal::{driver, input};
pub use worker::shelf::{self, OpenShelf, Shelf, ShelfError};

use crate::text::width::AmbiguousWidth;

/// How the explorer shall look, as the command line and the surroundings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Which theme.
    pub theme: ThemeName,
    /// How many colours the terminal has; none under NO_COLOR.
    pub colors: Colors,
    /// Whether only ASCII and Chinese are drawn.
    pub ascii: bool,
    /// How wide ambiguous characters are; none to ask the terminal.
    pub ambiguous: Option<AmbiguousWidth>,
    /// Whether the library is the sample that ships with the program.
    pub is_sample: bool,
    /// Whether the terminal is inside tmux.
    pub in_tmux: bool,
    /// Whether the first key shall be a panic, so that a test can see the terminal come back.
    pub panics: bool,
}
