/*!
The five budgets that ship inside the program.

They are documents like any other, and are read when they are first wanted, by the same
code that imports a stranger's.
*/

use super::reading::read_book;
use crate::budget::Book;
use crate::documents::File;
use crate::library::{CatalogueEntry, DocumentId, Library};
use anyhow::Context;

/// The samples: file name and text.
pub const SAMPLES: [(&str, &str); 5] = [
    (
        "xinxiang-2023.txt",
        include_str!("../../sample-data/xinxiang-2023.txt"),
    ),
    (
        "haidong-2024.txt",
        include_str!("../../sample-data/haidong-2024.txt"),
    ),
    (
        "nanchong-2024.txt",
        include_str!("../../sample-data/nanchong-2024.txt"),
    ),
    (
        "puyang-2024.txt",
        include_str!("../../sample-data/puyang-2024.txt"),
    ),
    (
        "cangxi-2023.txt",
        include_str!("../../sample-data/cangxi-2023.txt"),
    ),
];

/// When the samples count as imported: they came with the program.
const IMPORTED_AT: &str = "随程序附带";

/// The samples as books, in the order of a library, without one.
pub fn books() -> anyhow::Result<Vec<(CatalogueEntry, Book)>> {
    let mut books = Vec::new();
    for ((name, text), number) in SAMPLES.into_iter().zip(1..) {
        let book = read_book(&File::new(name, text.as_bytes())).context(name)?;
        let entry = CatalogueEntry::of(DocumentId(number), &book, IMPORTED_AT);
        books.push((entry, book));
    }
    books.sort_by(|(one, _), (other, _)| one.identity.cmp(&other.identity));
    Ok(books)
}

/// The samples as a library in memory.
pub fn library() -> anyhow::Result<Library> {
    let mut library = Library::in_memory()?;
    for (_, book) in books()? {
        library.store(&book, IMPORTED_AT, false)?;
    }
    Ok(library)
}
