/*!
A whole budget out of the library.

What is stored may have been changed by others, so nothing is passed over: a block that is not
the one that was stored, a word that is not known, a place outside the text, a document that
says something else of itself than its block each make it a damaged one.
*/

use super::block::{hash, unpack};
use super::consistency::contradiction;
use super::read::entry_of;
use super::stored::{Spot, Stored};
use super::{CatalogueEntry, DocumentId, Library, LibraryError};
use crate::budget::Book;
use crate::sqlite::Flaw;
use rusqlite::Connection;

impl Library {
    /// A whole budget.
    pub fn book(&self, id: DocumentId) -> Result<Book, LibraryError> {
        let connection = self.database.asked();
        // One transaction, so that a replacement meanwhile does not mix two documents.
        let read = || {
            let snapshot = connection.unchecked_transaction()?;
            book(&snapshot, id.0)
        };
        match read() {
            Ok(Some(book)) => Ok(book),
            Ok(None) => Err(LibraryError::NoDocument(id.0)),
            Err(flaw) => Err(self.flawed(flaw, Some(id))),
        }
    }
}

pub(super) fn book(connection: &Connection, document: i64) -> Result<Option<Book>, Flaw> {
    let Some(entry) = entry_of(connection, document)? else {
        return Ok(None);
    };
    let spot = || format!("{}（{}）", Spot::Document(document), entry.file_name);
    let book = unpacked(connection, document, &spot)?;
    if let Some(contradiction) = contradiction(&book) {
        return Err(Flaw::at(spot(), contradiction));
    }
    let of_book = CatalogueEntry {
        earlier: entry.earlier,
        ..CatalogueEntry::of(entry.id, &book, &entry.imported_at)
    };
    // Amounts are equal whatever their decimals; their printed form is not.
    let printed = |entry: &CatalogueEntry| format!("{:?}", entry.summary);
    if of_book != entry || printed(&of_book) != printed(&entry) {
        return Err(Flaw::at(spot(), "库里记的概要与存着的内容不同"));
    }
    Ok(Some(book))
}

fn unpacked(
    connection: &Connection,
    document: i64,
    spot: &dyn Fn() -> String,
) -> Result<Book, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT form, books.sha256, block FROM documents JOIN books ON document = number
             WHERE id = ?1",
    )?;
    let mut rows = select.query([document])?;
    let Some(row) = rows.next()? else {
        return Err(Flaw::at(spot(), "的内容不在"));
    };
    let stored = Stored::new(row, Spot::Document(document));
    let form: i64 = stored.get(0)?;
    let sha256: Vec<u8> = stored.get(1)?;
    let block: Vec<u8> = stored.get_whole(2)?;
    if sha256 != hash(&block) {
        return Err(Flaw::at(spot(), "内容不是存入时的内容（与它的散列不符）"));
    }
    unpack(form, &block).map_err(|what| Flaw::at(spot(), what))
}
