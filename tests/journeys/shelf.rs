/*!
A shelf of the samples, read in this process: journeys need no library.
*/

use lkx::budget::{Amount, Book};
use lkx::documents;
use lkx::library::{CatalogueEntry, DocumentId};
use lkx::notes::Notebook;
use lkx::screens::{Shelf, ShelfError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The samples that a journey asks for, or all of them.
pub struct Samples {
    books: Vec<Arc<Book>>,
    notebook: Notebook,
}

impl Samples {
    /// The samples of those names (`xinxiang-2023`).
    pub fn of(names: &[&str]) -> Self {
        Self {
            books: names.iter().map(|name| read(name)).collect(),
            notebook: Notebook::in_memory(|| "2026-11-26 16:30:00".to_owned()).expect("memory"),
        }
    }

    /// All samples.
    pub fn all() -> Self {
        Self::of(&[
            "cangxi-2023",
            "haidong-2024",
            "nanchong-2024",
            "puyang-2024",
            "xinxiang-2023",
        ])
    }

    /// The same shelf and other books made from them.
    pub fn and(mut self, books: Vec<Book>) -> Self {
        self.books.extend(books.into_iter().map(Arc::new));
        self
    }

    /// The same shelf with eleven units more that are like 新乡's, of which the last spends as much again on
    /// 职业年金 (2080506).
    pub fn and_peers(self) -> Self {
        let own = read("xinxiang-2023");
        let peer = |letter: char| {
            let mut peer = Book::clone(&own);
            peer.identity.unit = format!("云{letter}市社会保险中心");
            let rows = peer.tables.iter_mut().flat_map(|table| &mut table.rows);
            let is_odd = letter == '子';
            for row in rows.filter(|row| is_odd && row.code == "2080506") {
                for figure in &mut row.figures {
                    let more = figure.amount.ten_thousandths() * 2;
                    let (unit, scale) = (figure.amount.unit(), figure.amount.scale());
                    figure.amount = Amount::from_ten_thousandths(more, unit, scale);
                }
            }
            peer
        };
        let peers = "甲乙丙丁戊己庚辛壬癸子".chars().map(peer).collect();
        self.and(peers)
    }

    /// The same shelf with notes that are kept elsewhere.
    pub fn noting_in(mut self, notebook: Notebook) -> Self {
        self.notebook = notebook;
        self
    }

    /// The books.
    pub fn books(&self) -> &[Arc<Book>] {
        &self.books
    }
}

/// The samples that were read already: each is read once, however many journeys there are.
static READ: Mutex<BTreeMap<String, Arc<Book>>> = Mutex::new(BTreeMap::new());

fn read(name: &str) -> Arc<Book> {
    let mut read = READ.lock().expect("no journey failed in here");
    let book = read.entry(name.to_owned()).or_insert_with(|| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data");
        Arc::new(read_file(&folder.join(format!("{name}.txt"))))
    });
    book.clone()
}

/// The budget in a file.
pub fn read_file(path: &Path) -> Book {
    let bytes = std::fs::read(path).expect("a sample");
    let name = path.file_name().expect("a file name").to_string_lossy();
    lkx::commands::read_book(&documents::File::new(&name, &bytes)).expect("a budget")
}

impl Shelf for Samples {
    fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError> {
        let numbered = (1..).zip(&self.books);
        Ok(numbered
            .map(|(id, book)| CatalogueEntry::of(DocumentId(id), book, "2026-11-21 08:30:00"))
            .collect())
    }

    fn book(&mut self, id: DocumentId) -> Result<Arc<Book>, ShelfError> {
        let at = usize::try_from(id.0 - 1)?;
        self.books
            .get(at)
            .cloned()
            .ok_or_else(|| "没有这份预算".into())
    }

    fn notebook(&mut self) -> Option<&mut Notebook> {
        Some(&mut self.notebook)
    }
}
