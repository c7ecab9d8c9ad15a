/*!
Which files an import reads, and their bytes.

A file that is named is always tried. In a folder, files whose ending is that of a
document are; also those that cannot be read (.doc, .ofd), because an auditor must
not believe that they were read. Pictures, programs and hidden files are passed over.
What may never end, a device or a pipe, is not opened; standard input is read up to the size that
a file may have.
*/

use super::names;
use crate::commands::io_words::in_words;
use crate::commands::plain_file;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Endings that documents have.
const DOCUMENT_ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "tsv", "pdf", "doc", "docx", "xls", "xlsx", "wps", "et",
    "ofd", "rtf", "htm", "html", "xhtml", "xlsb", "xlsm", "ods", "csv",
];

/// No document of a disclosure is nearly as large; a larger file is something else.
const MOST_BYTES: u64 = 64 << 20;

/// The names of standard input.
const STANDARD_INPUT: &[&str] = &["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

/// What a document from standard input is called.
const ITS_NAME: &str = "标准输入";

/// A path that is to be read.
pub struct FileToRead {
    /// The path as it was given or found.
    pub path: PathBuf,
    from: From,
}

/// Where the bytes are.
enum From {
    Disk,
    /// Here: standard input can be read but once.
    Here(Vec<u8>),
    /// Nowhere, and why.
    Nowhere(String),
}

/// The bytes of a document and its name.
pub struct Content<'f> {
    /// The file's name, without its folder.
    pub name: String,
    /// The bytes.
    pub bytes: std::borrow::Cow<'f, [u8]>,
}

impl FileToRead {
    fn new(path: impl Into<PathBuf>, from: From) -> Self {
        Self {
            path: path.into(),
            from,
        }
    }

    /// The path as people read it.
    pub fn shown(&self) -> String {
        names::shown(&self.path)
    }

    /// What is to be read; an error is a text for people.
    pub fn content(&self) -> Result<Content<'_>, String> {
        match &self.from {
            From::Disk => Ok(Content {
                name: names::file_name(&self.path),
                bytes: bytes(&self.path)?.into(),
            }),
            From::Here(bytes) => Ok(Content {
                name: ITS_NAME.to_owned(),
                bytes: bytes.into(),
            }),
            From::Nowhere(why) => Err(why.clone()),
        }
    }
}

/// The files that the paths stand for, folders with all that is below them, in order.
/// Standard input is read here, before anything else is.
pub fn files(paths: &[PathBuf]) -> Vec<FileToRead> {
    let mut found = Vec::new();
    for path in paths {
        if STANDARD_INPUT.iter().any(|name| path.as_os_str() == *name) {
            let from = bounded(io::stdin().lock()).map_or_else(From::Nowhere, From::Here);
            found.push(FileToRead::new(path, from));
        } else if path.is_dir() {
            let before = found.len();
            walk(path, &mut found);
            if found.len() == before {
                let why = "文件夹里没有文档".to_owned();
                found.push(FileToRead::new(path, From::Nowhere(why)));
            }
        } else {
            found.push(FileToRead::new(path, From::Disk));
        }
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<FileToRead>) {
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
            walk(&path, found);
        } else if has_document_ending(&path) && !path.is_dir() {
            found.push(FileToRead::new(path, From::Disk));
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

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let file = plain_file::open(path).map_err(|refusal| match refusal {
        plain_file::Refusal::Pipe => {
            "是管道，不是文件；要读管道里的文档请用 lkx import -".to_owned()
        }
        refusal => refusal.to_string(),
    })?;
    bounded(file)
}

/// All that there is to read, where it is not more than a document may have.
fn bounded(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match from.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > MOST_BYTES => Err(format!(
            "超过 {} MB，不会是预算公开的文件",
            MOST_BYTES >> 20
        )),
        Ok(_) => Ok(bytes),
        Err(error) => Err(in_words(&error)),
    }
}
