/*!
From bytes to a book: the way of the data in a dozen lines.
*/

use crate::budget::{Book, Source};
use crate::documents::{self, DocumentError, File};
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

/// Reads the bytes of a file as a budget.
pub fn read_book(file: &File) -> Result<Book, ReadError> {
    let document = documents::read(file)?;
    let printed = tables::find(&document.text);
    let source = Source {
        file_name: document.file_name,
        sha256: document.sha256,
        text: document.text,
        locations: document.locations,
    };
    let mut book = records::read(source, &printed, document.gaps)?;
    records::doubt(&mut book, &document.recognised);
    book.notes.extend(document.remarks);
    Ok(book)
}
