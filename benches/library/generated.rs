/*!
Budgets made from real ones: other units, departments, years and amounts.
*/

use anyhow::ensure;
use lkx::budget::{Amount, Book, Figure};
use lkx::commands::read_book;
use lkx::documents::File;
use lkx::library::Library;
use std::path::{Path, PathBuf};

/// How many years of a unit there are.
const YEARS: usize = 5;
/// How many units a department has.
const UNITS: usize = 20;
/// One in so many names of a project is nobody else's.
const RARE: usize = 20;

/// The budgets that the others are made from.
pub struct Templates(Vec<Book>);

impl Templates {
    /// The samples, and what is at hand in the folder LKX_DOCUMENTS.
    #[expect(clippy::disallowed_methods, reason = "benches ask for folders")]
    pub fn read() -> anyhow::Result<Self> {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")];
        folders.extend(std::env::var_os("LKX_DOCUMENTS").map(PathBuf::from));
        let mut paths = Vec::new();
        for folder in folders {
            for entry in std::fs::read_dir(folder)? {
                paths.push(entry?.path());
            }
        }
        paths.sort();
        let mut books = Vec::new();
        for path in paths {
            let bytes = std::fs::read(&path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            books.extend(read_book(&File::new(&name, &bytes)).ok());
        }
        ensure!(!books.is_empty(), "no samples");
        Ok(Self(books))
    }

    /// The budget of that number.
    pub fn budget(&self, number: usize) -> Book {
        let unit = number / YEARS;
        let mut book = self.0[unit % self.0.len()].clone();
        let year = u16::try_from(2020 + number % YEARS).unwrap_or(2020);
        let shift = i32::from(year) - i32::from(book.identity.year);
        book.identity.unit = format!("第{unit}号{}", book.identity.unit);
        book.identity.year = year;
        book.department = format!("第{}号主管部门", unit / UNITS);
        book.source.sha256 = format!("{number:064x}");
        let factor = i64::try_from(1 + number % 97).unwrap_or(1);
        let rows = book.tables.iter_mut().flat_map(|table| &mut table.rows);
        for (row_no, row) in rows.enumerate() {
            if row.project.is_some() && (number + row_no).is_multiple_of(RARE) {
                row.name = format!("{}（{number}）", row.name);
            }
            for figure in &mut row.figures {
                change(figure, shift, factor);
            }
        }
        book
    }
}

fn change(figure: &mut Figure, shift: i32, factor: i64) {
    figure.year = u16::try_from(i32::from(figure.year) + shift).unwrap_or(figure.year);
    let value = figure.amount.value() * rust_decimal::Decimal::from(factor);
    figure.amount = Amount::new(value, figure.amount.unit()).unwrap_or(figure.amount);
}

/// Stores so many budgets in a library.
pub fn fill(path: &Path, templates: &Templates, count: usize) -> anyhow::Result<()> {
    let mut library = Library::open_for_writing(path)?;
    for number in 0..count {
        library.store(&templates.budget(number), "2026-11-30 00:00:00", true)?;
    }
    Ok(())
}
