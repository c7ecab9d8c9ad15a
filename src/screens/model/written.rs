/*!
A page on its way into a file: what is shown, with exact figures and the place of each row.
*/

use crate::library::CatalogueEntry;
use std::path::PathBuf;

/// A page to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file, whose ending says the form.
    pub path: PathBuf,
    /// What the page is, with its filter and its unit of money.
    pub title: String,
    /// The headings, and whether numbers stand below.
    pub columns: Vec<(String, bool)>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<String>>,
    /// The budgets that the rows are from.
    pub documents: Vec<CatalogueEntry>,
}
