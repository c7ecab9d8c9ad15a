/*!
Which files an import reads, and their bytes.

A file that is named is always tried. In a folder, files whose ending is that of a
document are; also those that cannot be read (.doc, .ofd), because an auditor must
not believe that they were read. Pictures, programs and hidden files are passed over.
*/

use super::io_words::in_words;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Endings that documents have.
const DOCUMENT_ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "tsv", "pdf", "doc", "docx", "xls", "xlsx", "wps", "et",
    "ofd", "rtf", "htm", "html", "xhtml", "xlsb", "xlsm", "ods", "csv",
];

/// No text of a disclosure is nearly as large; a larger file is something else.
const MOST_BYTES: u64 = 64 << 20;

/// A path that is to be read, or why it gives nothing.
pub type FileToRead = (PathBuf, Result<(), String>);

/// The files that the paths stand for, folders with all that is below them, in order.
pub fn files(paths: &[PathBuf]) -> Vec<FileToRead> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            walk(path, &mut found);
            if found.len() == before {
                found.push((path.clone(), Err("文件夹里没有文档".to_owned())));
            }
        } else {
            found.push((path.clone(), Ok(())));
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<FileToRead>) {
    let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().collect(),
        Err(error) => {
            found.push((folder.to_owned(), Err(in_words(&error))));
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
            walk(&path, found);
        } else if has_document_ending(&path) && !path.is_dir() {
            found.push((path, Ok(())));
        }
    }
}

fn has_document_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        DOCUMENT_ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// The bytes of a file; an error is a text for people.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    // A pipe or a device would be waited for, or never end.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return Err("不是文件".to_owned());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > MOST_BYTES => Err(format!(
            "文件超过 {} MB，不会是预算公开的文本",
            MOST_BYTES >> 20
        )),
        Ok(_) => Ok(bytes),
        Err(error) => Err(in_words(&error)),
    }
}
