/*!
Everything that can happen to the explorer, on one channel.
*/

use super::shelf::Answer;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// Bytes came from the terminal.
    Bytes(Vec<u8>),
    /// No bytes followed an ESC for a moment.
    NoMoreBytes,
    /// A page has waited for its budget long enough to say so.
    Tired,
    /// A signal came.
    Signal(i32),
    /// The worker answers a question.
    Answer(Answer),
    /// The search answers the question of a turn.
    Found(crate::search::Answer),
    /// The terminal is gone.
    HungUp,
    /// A worker is gone.
    WorkerGone,
}
