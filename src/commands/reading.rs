/*!
From bytes to a book: the way of the data in a dozen lines.
*/

use super::isolated::ListRead;
use crate::budget::{Book, Given, Place, Source};
use crate::documents::{self, Document, DocumentError, File};
use crate::records::{self, NotABudget};
use crate::tables;
use crate::year_lists;
use std::mem;
use thiserror::Error;

/// Names what reads documents: another text where anything in that code is another.
pub const EDITION: &str = env!("LKX_READER");

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

/// Reads the bytes of a file as the budgets that it holds, one as a rule. What is given of whose
/// budget it is goes before what the file says.
pub fn read_books(file: &File, given: &Given) -> Result<Vec<Book>, ReadError> {
    let mut document = documents::read(file)?;
    let printed = tables::find(&document.text);
    let source = source_of(&mut document);
    let mut books = records::read_all(source, &printed, document.gaps, given)?;
    for book in &mut books {
        records::doubt(book, &document.recognised);
    }
    for remark in document.remarks {
        let mut whose = books.iter();
        let at = whose.position(|book| !book.source.line(remark.place.line).is_empty());
        if let Some(book) = books.get_mut(at.unwrap_or_default()) {
            book.notes.push(remark);
        }
    }
    Ok(books)
}

/// Takes out of a document what a budget or a list keeps of it.
fn source_of(document: &mut Document) -> Source {
    Source {
        file_name: mem::take(&mut document.file_name),
        sha256: mem::take(&mut document.sha256),
        text: mem::take(&mut document.text),
        locations: mem::take(&mut document.locations),
        files: Vec::new(),
    }
}

/// Reads the bytes of a file as one budget, the first that it holds.
pub fn read_book(file: &File) -> Result<Book, ReadError> {
    let mut books = read_books(file, &Given::default())?;
    if books.is_empty() {
        return Err(NotABudget::NoTable.into());
    }
    Ok(books.swap_remove(0))
}

/// Reads the bytes of a file as a year's list of codes.
pub(super) fn read_list(file: &File) -> Result<ListRead, DocumentError> {
    let mut document = documents::read(file)?;
    let found = year_lists::read(&document.text);
    let source = source_of(&mut document);
    let gaps = document
        .gaps
        .into_iter()
        .map(|gap| (gap.place, gap.message));
    let places = |all: Vec<(Place, String)>| -> Vec<(String, String)> {
        let placed = all.into_iter();
        placed
            .map(|(place, words)| (source.name_of(place), words))
            .collect()
    };
    let unread = places(gaps.chain(found.unread).collect());
    let remarks = places(found.remarks);
    Ok(ListRead {
        year: found.year,
        codes: found.codes,
        unread,
        remarks,
        file_name: source.file_name,
        sha256: source.sha256,
    })
}
