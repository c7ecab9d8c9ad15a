/*!
From bytes to a book: the way of the data in a dozen lines.
*/

use crate::budget::{Book, Source};
use crate::documents::{self, DocumentError};
use crate::records::{self, NotABudget};
use crate::tables;
use thiserror::Error;

/// Why a file gives no budget.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// It is no document that can be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// It is a document and no unit's budget.
    #[error(transparent)]
    Content(#[from] NotABudget),
}

/// Reads the bytes of a file as a budget. `file_name` is its name without the folder.
pub fn read_book(file_name: &str, bytes: &[u8]) -> Result<Book, ReadError> {
    let document = documents::read(file_name, bytes)?;
    let printed = tables::find(&document.text);
    let source = Source {
        file_name: document.file_name,
        sha256: document.sha256,
        text: document.text,
    };
    Ok(records::read(source, &printed)?)
}
