/*!
What the consistency checks cost: all rules on each of the sample budgets, and every
family of rules by itself. A library of 10,000 budgets is 2,000 times the five of them.
*/

use divan::{Bencher, black_box};
use lkx::budget::Book;
use lkx::checks::{FAMILIES, check, check_with};
use lkx::commands::read_book;
use lkx::documents::File;
use std::path::Path;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static BOOKS: LazyLock<Vec<Book>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut books = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(bytes) = std::fs::read(entry.path()) else {
            continue;
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        books.extend(read_book(&File::new(&name, &bytes)).ok());
    }
    books
});

#[divan::bench]
fn all_rules_on_five_budgets(bencher: Bencher) {
    let books = &*BOOKS;
    bencher.bench(|| {
        for book in books {
            black_box(check(book, &[]));
        }
    });
}

#[divan::bench(args = FAMILIES.iter().map(|family| family.title))]
fn a_family_on_five_budgets(bencher: Bencher, title: &str) {
    let books = &*BOOKS;
    let own: Vec<_> = FAMILIES
        .iter()
        .filter(|family| family.title == title)
        .collect();
    bencher.bench(|| {
        for book in books {
            black_box(check_with(book, &[], &own));
        }
    });
}
