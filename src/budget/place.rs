/*!
Where in the document a thing stands.
*/

use serde::{Deserialize, Serialize};

/// A place in the document's text: the line, from 1, and the characters of it that
/// hold the thing (`start..end`, from 0; equal where only the line is known).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
pub struct Place {
    /// Line number, from 1.
    pub line: u32,
    /// First character of the thing in its line, from 0.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
}

impl Place {
    /// A whole line.
    pub fn line(line: u32) -> Self {
        Self {
            line,
            start: 0,
            end: 0,
        }
    }

    /// Characters `start..end` of a line.
    pub fn span(line: u32, start: u32, end: u32) -> Self {
        Self { line, start, end }
    }
}
