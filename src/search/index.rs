/*!
The index: built once from all entries, then only asked.
*/

use super::names::{self, Names};
use super::occurrences::{self, Occurrences};
use super::{Entry, Kind};

/// Gathers entries. Names and occurrences are numbered in 32 bits.
#[derive(Debug)]
pub struct Builder {
    names: names::Gathering,
    occurrences: occurrences::Gathering,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            names: names::Gathering::default(),
            occurrences: occurrences::Gathering::new(),
        }
    }
}

impl Builder {
    /// Adds an entry. The order of adding is the library's order, which decides between
    /// hits that are alike in all else. An entry without a name is left out.
    pub fn add(&mut self, entry: &Entry<'_>) {
        if entry.name.is_empty() {
            return;
        }
        let code = self.occurrences.code_number(entry.code);
        // A 科目 is its code and its name; a project of one name has another code in
        // every unit, and is one text all the same.
        let code_of_name = if entry.kind == Kind::Subject { code } else { 0 };
        let about = names::About {
            kind: entry.kind,
            code: code_of_name,
        };
        let name = self.names.number_of(entry.name, about);
        self.occurrences.add(name, code, entry);
    }

    /// The index of all that was added.
    pub fn build(mut self) -> Index {
        let codes = self.occurrences.settle_codes();
        let (names, new_numbers) = self.names.settle(&codes);
        Index {
            names,
            occurrences: self.occurrences.settle(&new_numbers, &codes),
        }
    }
}

/// The names of a library with their occurrences.
#[derive(Debug)]
pub struct Index {
    pub(super) names: Names,
    pub(super) occurrences: Occurrences,
}

impl Index {
    /// An empty builder.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The index of these entries.
    pub fn of<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut builder = Self::builder();
        for entry in entries {
            builder.add(&entry);
        }
        builder.build()
    }

    /// How many different names there are.
    pub fn name_count(&self) -> usize {
        self.names.len()
    }
}
