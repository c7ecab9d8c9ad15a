/*!
Everything that can happen to the explorer, on one channel.
*/

use crate::screens::worker::shelf::Answer;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// Bytes came from the terminal.
    Bytes(Vec<u8>),
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
    /// The search is gone; the next question opens it anew.
    SearchGone,
}
