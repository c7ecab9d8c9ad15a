/*!
What `-o` must not replace: the library, the notes, and the documents that were imported.

They are known by what they are and not by how they are called, so that a link, another way
to the same folder or a document under a new name is recognised all the same.
*/

use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::cli::Cli;
use crate::sqlite::{BESIDE, beside};
use crate::surroundings::Surroundings;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Refuses a file to write to that holds what cannot be had again.
pub(super) fn refuse(
    target: &Path,
    cli: &Cli,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<()> {
    for (what, path) in kept(cli, surroundings) {
        let with_what_is_beside = BESIDE.iter().map(|ending| beside(path, ending));
        let mut files = with_what_is_beside.chain([path.clone()]);
        if files.any(|file| is_same(target, &file)) {
            let target = target.display();
            return Err(WrongUsage::new(format!(
                "-o 的 {target} 就是{what}，没有写；请写到别的文件"
            ))
            .into());
        }
    }
    if is_document(target, which) {
        let target = target.display();
        return Err(WrongUsage::new(format!(
            "-o 的 {target} 是导入过的公开文件，没有写；请写到别的文件"
        ))
        .into());
    }
    Ok(())
}

/// The files of the user's own, whichever of them this run works on.
fn kept<'c>(
    cli: &'c Cli,
    surroundings: &'c Surroundings,
) -> impl Iterator<Item = (&'static str, &'c PathBuf)> {
    let libraries = [
        &cli.library,
        &surroundings.named_library,
        &surroundings.usual_library,
    ];
    let notes = [
        &cli.notes,
        &surroundings.named_notes,
        &surroundings.usual_notes,
    ];
    let libraries = libraries.into_iter().flatten().map(|path| ("库文件", path));
    libraries.chain(notes.into_iter().flatten().map(|path| ("笔记文件", path)))
}

/// Whether two paths lead to one file, which need not be there yet.
fn is_same(left: &Path, right: &Path) -> bool {
    if let (Ok(left), Ok(right)) = (left.metadata(), right.metadata()) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            return (left.dev(), left.ino()) == (right.dev(), right.ino());
        }
    }
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left == right,
        _ => false,
    }
}

/// The path without links; of a file that is not there its folder's.
fn whole(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return Some(path);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// Whether the library knows the very bytes of a file as a document.
fn is_document(target: &Path, which: &WhichLibrary) -> bool {
    if !target.is_file() {
        return false;
    }
    // A library that cannot be opened is told of by the command itself.
    let Ok(Some(library)) = which.open_if_there() else {
        return false;
    };
    let hash = File::open(target).and_then(hash_of);
    hash.is_ok_and(|hash| library.knows_file(&hash).unwrap_or(false))
}

fn hash_of(mut file: File) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut piece)?;
        let Some(read) = piece.get(..length).filter(|read| !read.is_empty()) else {
            let hash = hasher.finalize();
            return Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect());
        };
        hasher.update(read);
    }
}
