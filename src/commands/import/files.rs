/*!
Which files an import reads, and their bytes.

A file that is named is always tried. In a folder, files whose ending is that of a
document are; also those that cannot be read (.rar), because an auditor must
not believe that they were read. Pictures, programs and hidden files are passed over.
Bundles give way to the documents in them ([`bundles`](super::bundles)).
What may never end, a device or a pipe, is not opened; standard input is read up to the size that
a file may have.
*/

use super::bundles::InBundle;
use super::{dropped, names};
use crate::commands::io_words::in_words;
use crate::commands::plain_file;
use crate::documents::{self, bundle::WITHIN};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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
pub enum From {
    /// In a file at the path.
    Disk,
    /// Here: standard input can be read but once.
    Here(Vec<u8>),
    /// In a bundle.
    Bundle(InBundle),
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
    /// A file whose bytes are there.
    pub fn new(path: impl Into<PathBuf>, from: From) -> Self {
        Self {
            path: path.into(),
            from,
        }
    }

    /// The path as people read it.
    pub fn shown(&self) -> String {
        match &self.from {
            From::Bundle(member) => member.shown(),
            _ => names::shown(&self.path),
        }
    }

    /// The file's name, without its folder.
    pub fn file_name(&self) -> String {
        match &self.from {
            From::Here(_) => ITS_NAME.to_owned(),
            From::Bundle(member) => member.file_name(),
            _ => names::file_name(&self.path),
        }
    }

    /// The path of a member of the bundle that this is.
    pub fn within(&self, name: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(WITHIN);
        path.push(name);
        path.into()
    }

    /// The same path, of which nothing is read, and why.
    pub fn refused(&self, why: &str) -> Self {
        Self::new(&self.path, From::Nowhere(why.to_owned()))
    }

    /// Opens what lies on the disk or here already, to look at its beginning.
    pub fn open(&self) -> Result<Box<dyn Read + '_>, String> {
        match &self.from {
            From::Disk => Ok(Box::new(
                plain_file::open(&self.path).map_err(in_pipe_words)?,
            )),
            From::Here(bytes) => Ok(Box::new(bytes.as_slice())),
            From::Bundle(_) => Ok(Box::new(io::empty())),
            From::Nowhere(why) => Err(why.clone()),
        }
    }

    /// Whether its bytes can be had again without unpacking.
    pub fn is_at_hand(&self) -> bool {
        matches!(self.from, From::Disk | From::Here(_))
    }

    /// What is to be read; an error is a text for people.
    pub fn content(&self) -> Result<Content<'_>, String> {
        let bytes = match &self.from {
            From::Disk => bytes(&self.path)?.into(),
            From::Here(bytes) => bytes.into(),
            From::Bundle(member) => member.bytes()?.into(),
            From::Nowhere(why) => return Err(why.clone()),
        };
        let name = self.file_name();
        Ok(Content { name, bytes })
    }
}

/// The files that the paths stand for, folders with all that is below them, in order.
/// Standard input is read here, before anything else is.
pub fn files(paths: &[PathBuf]) -> Vec<FileToRead> {
    let mut found = Vec::new();
    for path in paths {
        let path = &dropped::meant(path);
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
        } else if documents::has_ending(&names::file_name(&path)) && !path.is_dir() {
            found.push(FileToRead::new(path, From::Disk));
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    bounded(plain_file::open(path).map_err(in_pipe_words)?)
}

fn in_pipe_words(refusal: plain_file::Refusal) -> String {
    match refusal {
        plain_file::Refusal::Pipe => {
            "是管道，不是文件；要读管道里的文档请用 lkx import -".to_owned()
        }
        refusal => refusal.to_string(),
    }
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
