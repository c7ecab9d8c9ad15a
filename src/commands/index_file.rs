/*!
The search index of a library as a file in the user's cache: opened at once, brought up to date by
the difference, made anew where there is none. It may be deleted at any time.
*/

use crate::library::{CatalogueEntry, Library};
use crate::search::{Former, Index};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where the index of a library lies; nowhere, where the user has no cache.
#[derive(Debug, Clone, Default)]
pub(super) struct IndexFile(Option<PathBuf>);

impl IndexFile {
    /// The file of the library at `library`, in the cache `folder`.
    pub(super) fn of(folder: Option<&Path>, library: &Path) -> Self {
        let whole = library.canonicalize().ok();
        Self(folder.zip(whole).map(|(folder, library)| {
            let hash = Sha256::digest(library.as_os_str().as_encoded_bytes());
            let name: String = hash
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            folder.join(format!("{name}.index"))
        }))
    }

    fn read(&self, to_change: bool) -> Option<Index> {
        let file = File::open(self.0.as_ref()?).ok()?;
        Index::read(&mut BufReader::new(file), to_change).ok()
    }

    /// The index, if it is of these budgets.
    pub(super) fn current(&self, catalogue: &[CatalogueEntry]) -> Option<Index> {
        self.read(false).filter(|index| index.is_of(catalogue))
    }

    /// An index of the library as it was.
    pub(super) fn former(&self) -> Option<Former> {
        Former::of(self.read(true)?)
    }

    /// Keeps an index, whole or not at all. Where that fails it is made again the next time.
    pub(super) fn keep(&self, index: &Index) {
        if let Some(path) = &self.0 {
            let _made_again = write(path, index);
        }
    }
}

fn write(path: &Path, index: &Index) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut buffered = BufWriter::new(&mut file);
    index.write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    file.persist(path)?;
    Ok(())
}

/// The index of all budgets of a library, out of its file or made now.
pub(super) fn index_of(
    library: &Library,
    catalogue: &[CatalogueEntry],
    file: &IndexFile,
) -> anyhow::Result<Index> {
    if let Some(index) = file.current(catalogue) {
        return Ok(index);
    }
    let former = file.former();
    let mut builder = Index::builder();
    for budget in catalogue {
        let known = former.as_ref();
        if !known.is_some_and(|former| former.entries(budget.id, &mut |entry| builder.add(entry))) {
            library.search_entries(budget, &mut |entry| builder.add(entry))?;
        }
    }
    let index = builder.build();
    file.keep(&index);
    Ok(index)
}
