/*!
The explorer: what a person sees and does.

```text
bytes ─ input ─▶ keys ─ update ─▶ what was chosen (trail) ─ view ─▶ what is shown
                                     │      ▲                            │
                                  question  answer                     frame
                                     ▼      │                            ▼
                                     worker (shelf)               surface ─▶ bytes
```

Keys change what was chosen and nothing else; what is shown is worked out from
that and from immutable budgets; drawing only reads. The one thread that touches
the screen reads no file and asks no database.
*/

pub mod brief;
mod canvas;
mod contained;
pub mod driver;
mod event;
mod explorer;
mod frame;
pub mod input;
pub mod keys;
pub mod look;
pub mod money;
pub mod noting;
mod pace;
mod pages;
mod run;
pub mod shelf;
pub mod surface;
mod terminal;
pub mod theme;
pub mod trail;
mod typing;
mod update;
mod update_compare;
mod update_notes;
mod update_typing;
mod view;
mod widgets;
mod worker;

pub use run::{ScreenError, run};
pub use shelf::{OpenShelf, Shelf, ShelfError};
pub use theme::{Colors, ThemeName};

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
