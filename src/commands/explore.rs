/*!
Without a subcommand: the explorer, on the library or on the samples.

A library is opened before the screen is taken, so that what is wrong with it is said on
the terminal that people know. The samples are read when the explorer first asks for
them, on its worker's thread, so that the first frame does not wait.
*/

use super::Outcome;
use super::keeper::Keeper;
use super::last_place::LastPlace;
use super::sample;
use super::which_library::WhichLibrary;
use super::written;
use crate::budget::{Address, Book, Classification, Report, YearLists};
use crate::cli::{Cli, Theme};
use crate::library::{
    Basis, CatalogueEntry, CodePlace, DocumentId, Entry, Kept, Library, LibraryError,
};
use crate::notes::Notebook;
use crate::screens::{
    self, Begin, Colors, OpenShelf, Settings, Shelf, ShelfError, ThemeName, Written,
};
use crate::search::{Former, Index};
use crate::surroundings::Surroundings;
use anyhow::bail;
use std::io;
use std::mem::replace;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) fn run(
    cli: &Cli,
    which: &WhichLibrary,
    notebook: Notebook,
    surroundings: &Surroundings,
    begins_at: Option<Address>,
) -> anyhow::Result<Outcome> {
    let is_plain = cli.plain || surroundings.term == "dumb";
    if is_plain {
        let shelf = shelf(which, notebook)?;
        let settings = settings(cli, surroundings, which.falls_back_on_samples());
        let settings = Settings {
            ascii: true,
            ..settings
        };
        let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
        screens::run_plain(shelf, settings, begins_at.as_ref(), &mut input, &mut output)?;
        return Ok(Outcome::Done);
    }
    if !surroundings.stdin_is_terminal || !surroundings.stdout_is_terminal {
        bail!("浏览需要终端；在管道和脚本里请用 lkx list、lkx show、lkx export");
    }
    if !moves_its_cursor(&surroundings.term) {
        bail!(
            "浏览需要能移动光标的终端，这里的 TERM 是 {}；请用 lkx list、lkx show、lkx export，\
             或在别的终端里浏览",
            match surroundings.term.as_str() {
                "" => "空的",
                term => term,
            }
        );
    }
    let is_sample = which.falls_back_on_samples();
    let shelf = shelf(which, notebook)?;
    let last = LastPlace::of(which, surroundings);
    let begin = match begins_at {
        Some(address) => Some(Begin::At(address)),
        None => last.read().map(Begin::BackAt),
    };
    screens::run(
        shelf,
        settings(cli, surroundings, is_sample),
        begin,
        &|address| last.keep(address),
    )?;
    Ok(Outcome::Done)
}

/// The budgets that are explored.
fn shelf(which: &WhichLibrary, notebook: Notebook) -> anyhow::Result<Box<dyn Shelf>> {
    // Read now, so that what is wrong with them is said before the screen is taken.
    let lists = Arc::clone(which.year_lists());
    if which.falls_back_on_samples() {
        return Ok(Box::new(Samples {
            lists,
            books: ReadOnce::default(),
            notebook,
        }));
    }
    Ok(Box::new(Held {
        library: which.open()?,
        keeper: Keeper::default(),
        which: which.clone(),
        notebook,
    }))
}

fn settings(cli: &Cli, surroundings: &Surroundings, is_sample: bool) -> Settings {
    Settings {
        theme: match cli.theme {
            Some(Theme::Dark) => ThemeName::Dark,
            Some(Theme::Light) => ThemeName::Light,
            Some(Theme::Plain) => ThemeName::Plain,
            None => match surroundings.theme.as_deref() {
                Some("light") => ThemeName::Light,
                Some("plain") => ThemeName::Plain,
                _ => ThemeName::Dark,
            },
        },
        colors: colors(surroundings),
        ascii: cli.ascii || surroundings.term.starts_with("vt"),
        ambiguous: cli.ambiguous,
        is_sample,
        in_tmux: surroundings.in_tmux,
        panics: surroundings.panics,
    }
}

/// Whether a terminal of that name does what escape sequences say: the shells inside editors
/// do not, and say so, and where nothing is said, nothing is known.
fn moves_its_cursor(term: &str) -> bool {
    !matches!(term, "" | "dumb" | "unknown" | "emacs")
}

/// What the terminal's name says of its colours.
fn colors(surroundings: &Surroundings) -> Colors {
    let term = surroundings.term.as_str();
    let colorless = term.starts_with("vt");
    if surroundings.no_color || colorless {
        Colors::None
    } else if term.contains("256color") || term.contains("direct") || term.contains("kitty") {
        Colors::Palette
    } else {
        Colors::Sixteen
    }
}

/// The budgets of a library.
struct Held {
    library: Library,
    keeper: Keeper,
    which: WhichLibrary,
    notebook: Notebook,
}

impl Held {
    /// Asks the library. Where an import of another process was killed halfway, opening the
    /// library anew rolls its traces back, and it is asked again.
    fn ask<T>(
        &mut self,
        question: impl Fn(&Library) -> Result<T, LibraryError>,
    ) -> Result<T, ShelfError> {
        match question(&self.library) {
            Err(LibraryError::Interrupted(_)) => {
                self.library = self.which.open()?;
                Ok(question(&self.library)?)
            }
            answer => Ok(answer?),
        }
    }
}

impl Shelf for Held {
    fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError> {
        self.ask(Library::catalogue)
    }

    fn book(&mut self, id: DocumentId) -> Result<Arc<Book>, ShelfError> {
        self.ask(|library| library.book(id)).map(Arc::new)
    }

    fn year_lists(&self) -> Arc<YearLists> {
        Arc::clone(self.which.year_lists())
    }

    fn report(&mut self, id: DocumentId, basis: &Basis) -> Option<Report> {
        self.ask(|library| library.report(id, basis)).ok().flatten()
    }

    fn keep_reports(&mut self, reports: &[Kept]) {
        self.keeper.keep(&self.which, reports);
    }

    fn search_entries(
        &mut self,
        budget: &CatalogueEntry,
        take: &mut dyn FnMut(&Entry<'_>),
    ) -> Result<(), ShelfError> {
        Ok(self.library.search_entries(budget, take)?)
    }

    fn index(&mut self, catalogue: &[CatalogueEntry]) -> Option<Index> {
        self.which.index_file().current(catalogue)
    }

    fn former_index(&mut self) -> Option<Former> {
        self.which.index_file().former()
    }

    fn keep_index(&mut self, index: &Index) {
        self.which.index_file().keep(index);
    }

    fn occurrences(
        &mut self,
        classification: Classification,
        code: &str,
    ) -> Result<Vec<CodePlace>, ShelfError> {
        self.ask(|library| library.code_places(classification, code))
    }

    fn notebook(&mut self) -> Option<&mut Notebook> {
        Some(&mut self.notebook)
    }

    fn write(&mut self, page: &Written) -> Result<String, ShelfError> {
        written::write(page)
    }

    fn aside(&mut self) -> Option<OpenShelf> {
        let which = self.which.clone();
        let notebook = replace(&mut self.notebook, nobodys());
        Some(Box::new(move || {
            Ok(Box::new(Held {
                library: which.open()?,
                keeper: Keeper::default(),
                which,
                notebook,
            }))
        }))
    }
}

/// The notes of a shelf whose notes another one took along.
fn nobodys() -> Notebook {
    Notebook::at(None, String::new)
}

/// Budgets with their entries in the catalogue.
type Budgets = Arc<[(CatalogueEntry, Arc<Book>)]>;
/// Budgets that are read once, whoever asks first.
type ReadOnce = Arc<Mutex<Option<Budgets>>>;

/// The samples, read when they are first asked for.
struct Samples {
    lists: Arc<YearLists>,
    books: ReadOnce,
    notebook: Notebook,
}

impl Samples {
    fn books(&mut self) -> Result<Budgets, ShelfError> {
        // They are put there whole, so a poisoned lock holds all or none.
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(books) = &*books {
            return Ok(Arc::clone(books));
        }
        let read = sample::books()?.into_iter();
        let read = read.map(|(entry, book)| (entry, Arc::new(book))).collect();
        Ok(Arc::clone(books.insert(read)))
    }
}

impl Shelf for Samples {
    fn year_lists(&self) -> Arc<YearLists> {
        Arc::clone(&self.lists)
    }

    fn catalogue(&mut self) -> Result<Vec<CatalogueEntry>, ShelfError> {
        let books = self.books()?;
        Ok(books.iter().map(|(entry, _)| entry.clone()).collect())
    }

    fn book(&mut self, id: DocumentId) -> Result<Arc<Book>, ShelfError> {
        let books = self.books()?;
        books
            .iter()
            .find(|(entry, _)| entry.id == id)
            .map(|(_, book)| Arc::clone(book))
            .ok_or_else(|| format!("样本中没有编号为 {} 的文件", id.0).into())
    }

    fn notebook(&mut self) -> Option<&mut Notebook> {
        Some(&mut self.notebook)
    }

    fn write(&mut self, page: &Written) -> Result<String, ShelfError> {
        written::write(page)
    }

    fn aside(&mut self) -> Option<OpenShelf> {
        let aside = Samples {
            lists: Arc::clone(&self.lists),
            books: Arc::clone(&self.books),
            notebook: replace(&mut self.notebook, nobodys()),
        };
        Some(Box::new(move || Ok(Box::new(aside))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_come_in_the_order_of_the_exports() {
        let mut samples = Samples {
            lists: Arc::default(),
            books: ReadOnce::default(),
            notebook: nobodys(),
        };
        let catalogue = samples.catalogue().unwrap();
        assert!(catalogue.is_sorted_by_key(|entry| &entry.identity));
        for entry in catalogue {
            let book = samples.book(entry.id).unwrap();
            assert_eq!(book.identity, entry.identity);
        }
    }

    #[test]
    fn colours_by_the_terminals_name() {
        let of = |term: &str, no_color| {
            colors(&Surroundings {
                term: term.to_owned(),
                no_color,
                ..Surroundings::default()
            })
        };
        assert_eq!(of("xterm-256color", false), Colors::Palette);
        assert_eq!(of("xterm-256color", true), Colors::None);
        assert_eq!(of("linux", false), Colors::Sixteen);
        assert_eq!(of("vt100", false), Colors::None);
    }

    #[test]
    fn a_white_terminal_has_the_light_theme() {
        use clap::Parser;
        let theme = |arguments: &[&str], named: Option<&str>| {
            let cli = Cli::try_parse_from(arguments).unwrap();
            let surroundings = Surroundings {
                theme: named.map(str::to_owned),
                ..Surroundings::default()
            };
            settings(&cli, &surroundings, false).theme
        };
        assert_eq!(theme(&["lkx"], None), ThemeName::Dark);
        assert_eq!(theme(&["lkx"], Some("light")), ThemeName::Light);
        assert_eq!(
            theme(&["lkx", "--theme", "dark"], Some("light")),
            ThemeName::Dark
        );
    }

    #[test]
    fn a_terminal_without_a_cursor_is_told_so_by_its_name() {
        assert!(!moves_its_cursor("dumb"));
        assert!(!moves_its_cursor(""));
        assert!(moves_its_cursor("vt100"));
    }
}
