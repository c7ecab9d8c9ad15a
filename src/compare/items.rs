/*!
All that a comparison of one budget alone can show of codes and of 三公, in one go: what a question about
many budgets is answered from without asking each of them.
*/

use super::row::Held;
use super::{Along, codes, three_public};
use crate::budget::{Book, TableKind};

/// A figure of a budget, under what it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The rows that it stands among.
    pub along: Along,
    /// Its table.
    pub kind: TableKind,
    /// Which of the budget's tables is asked before it: 0 is the one that is compared unless another is
    /// asked for.
    pub rank: usize,
    /// The code that it stands right under; none for the outermost.
    pub under: Option<String>,
    /// Its code, of 三公 its name; empty for the total of the table.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The figure.
    pub held: Held,
}

/// The items of a budget.
pub fn items(book: &Book) -> Vec<Item> {
    let mut items = Vec::new();
    for along in [Along::Functions, Along::Economics] {
        codes::items(book, along, &mut |item| items.push(item));
    }
    three_public::items(book, &mut |item| items.push(item));
    items
}
