/*!
Ctrl-C during longer work.

The first one asks the work to end where nothing is left half done: after the document
that is being stored, before the file that is being written takes its place. A second
one ends the program at once.
*/

use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The user ended the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("已中断")]
pub struct Interrupted;

/// Knows whether Ctrl-C was pressed.
pub struct Interruption {
    asked: Arc<AtomicBool>,
}

impl Interruption {
    /// Listens from now on.
    pub fn listen() -> io::Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        // Registered first, so that it sees the flag as the signal before left it.
        flag::register_conditional_shutdown(
            SIGINT,
            i32::from(super::INTERRUPTED),
            Arc::clone(&asked),
        )?;
        flag::register(SIGINT, Arc::clone(&asked))?;
        Ok(Self { asked })
    }

    /// Whether it was pressed.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// An error once it was pressed.
    pub fn check(&self) -> Result<(), Interrupted> {
        if self.is_asked() {
            Err(Interrupted)
        } else {
            Ok(())
        }
    }
}
