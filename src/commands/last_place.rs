/*!
Where the explorer was left, so that it begins there tomorrow: one line for the library that was open, in the user's data
folder, for the user's eyes alone.
*/

use super::which_library::WhichLibrary;
use crate::budget::Address;
use crate::surroundings::Surroundings;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file, and the library that it is about.
pub(super) struct LastPlace {
    file: Option<PathBuf>,
    library: String,
}

impl LastPlace {
    /// That of the library at hand; the samples have none.
    pub fn of(which: &WhichLibrary, surroundings: &Surroundings) -> Self {
        let library = match which.falls_back_on_samples() {
            true => None,
            false => which.path_for_writing().ok(),
        };
        let library = library.map(|path| path.canonicalize().unwrap_or_else(|_| path.to_owned()));
        let notes = surroundings.usual_notes.as_deref();
        let folder = notes.and_then(|notes| notes.parent()?.parent());
        Self {
            file: library
                .is_some()
                .then(|| folder.map(|folder| folder.join("last-place.txt")))
                .flatten(),
            library: library.map_or_else(String::new, |path| path.display().to_string()),
        }
    }

    /// The place, where the same library was left at one.
    pub fn read(&self) -> Option<Address> {
        let text = fs::read_to_string(self.file.as_ref()?).ok()?;
        let (address, library) = text.trim_end().split_once('\n')?;
        let is_here = library == self.library;
        is_here.then(|| Address::parse(address).ok()).flatten()
    }

    /// Keeps the place, or forgets the one before. Where that cannot be done, nothing is lost but the way.
    pub fn keep(&self, address: Option<&Address>) {
        let Some(file) = &self.file else { return };
        let Some(address) = address else {
            let _ = fs::remove_file(file);
            return;
        };
        if let Some(folder) = file.parent() {
            let _ = made(folder);
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        if let Ok(mut file) = options.open(file) {
            let _ = write!(file, "{address}\n{}\n", self.library);
        }
    }
}

/// Makes the user's data folder, where nothing lies yet: for the user alone.
fn made(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
