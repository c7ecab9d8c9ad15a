/*!
Which files an import reads.

A file that is named is always tried. In a folder, files whose ending is that of a
document are; also those that cannot be read (.rar), because an auditor must
not believe that they were read. Pictures, programs and hidden files are passed over.
What is passed over is named at the end: an auditor asks whether a picture holds a table.
Bundles give way to the documents in them ([`bundles`](super::bundles)).
*/

use super::file_to_read::{FileToRead, From, bounded};
use super::{dropped, names};
use crate::commands::io_words::in_words;
use crate::documents;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The names of standard input.
const STANDARD_INPUT: &[&str] = &["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

/// The files that the paths stand for, folders with all that is below them, in order.
/// Standard input is read here, before anything else is.
pub fn files(paths: &[PathBuf]) -> Vec<FileToRead> {
    files_and_others(paths).0
}

/// The files that the paths stand for, and the names of those in folders that are no documents.
pub fn files_and_others(paths: &[PathBuf]) -> (Vec<FileToRead>, Vec<String>) {
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for path in paths {
        let path = &dropped::meant(path);
        if STANDARD_INPUT.iter().any(|name| path.as_os_str() == *name) {
            let from = bounded(io::stdin().lock()).map_or_else(From::Nowhere, From::Here);
            found.push(FileToRead::new(path, from));
        } else if path.is_dir() {
            let before = found.len();
            walk(path, &mut found, &mut others);
            if found.len() == before {
                let why = "文件夹里没有文档".to_owned();
                found.push(FileToRead::new(path, From::Nowhere(why)));
            }
        } else {
            found.push(FileToRead::new(path, From::Disk));
        }
    }
    (found, others)
}

/// What programs leave in folders.
const LEFTOVERS: [&str; 2] = ["desktop.ini", "Thumbs.db"];

/// Whether a program left a file in its folder.
pub fn is_leftover(path: &str) -> bool {
    let name = path.rsplit(['/', '!']).next().unwrap_or_default();
    LEFTOVERS.contains(&name)
}

fn walk(folder: &Path, found: &mut Vec<FileToRead>, others: &mut Vec<String>) {
    let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().collect(),
        Err(error) => {
            found.push(FileToRead::new(folder, From::Nowhere(in_words(&error))));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with(['.', '~']) {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&path, found, others);
        } else if !path.is_dir() {
            let name = names::file_name(&path);
            if documents::has_ending(&name) {
                found.push(FileToRead::new(path, From::Disk));
            } else if !is_leftover(&name) {
                others.push(name);
            }
        }
    }
}
