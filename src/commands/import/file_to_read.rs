/*!
A file that an import reads, on the disk or in a bundle, and its bytes.

A bundle hands its members over through a pipe, once for their names and once more when the
first of them is read, so that of many bundles only those that are being read lie in memory.
What may never end, a device or a pipe, is not opened; standard input is read up to the size that
a file may have.
*/

use super::names;
use crate::commands::io_words::in_words;
use crate::commands::isolated::{Limits, Reader};
use crate::commands::plain_file;
use crate::documents::bundle::{Member, WITHIN};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// No document of a disclosure is nearly as large; a larger file is something else.
const MOST_BYTES: u64 = 64 << 20;

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
    fn within(&self, name: &str) -> PathBuf {
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

/// A bundle that documents are read out of.
pub struct Bundle {
    file: FileToRead,
    limits: Limits,
    /// The members that were unpacked and not yet read.
    unpacked: Mutex<Vec<Option<Member>>>,
}

/// A document in a bundle.
pub struct InBundle {
    bundle: Arc<Bundle>,
    index: usize,
    /// Its name in the bundle.
    name: String,
}

impl Bundle {
    /// A bundle, with its members where they are kept from the first look.
    pub fn new(file: FileToRead, limits: Limits, members: Option<Vec<Member>>) -> Self {
        Self {
            file,
            limits,
            unpacked: Mutex::new(members.map(waiting).unwrap_or_default()),
        }
    }

    /// The path of a member.
    pub fn path_of(&self, name: &str) -> PathBuf {
        self.file.within(name)
    }
}

impl InBundle {
    /// The document at an index of a bundle.
    pub fn new(bundle: &Arc<Bundle>, index: usize, name: String) -> Self {
        Self {
            bundle: Arc::clone(bundle),
            index,
            name,
        }
    }

    /// Its whole path as people read it.
    pub fn shown(&self) -> String {
        format!("{}{WITHIN}{}", self.bundle.file.shown(), self.name)
    }

    /// Its name, behind that of the bundle.
    pub fn file_name(&self) -> String {
        format!("{}{WITHIN}{}", self.bundle.file.file_name(), self.name)
    }

    /// Its bytes; an error is a text for people.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        let mut unpacked = self
            .bundle
            .unpacked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // It is taken out where it was unpacked, so that it is not held twice; who asks again,
        // with a password, waits for the bundle once more.
        let take = |waiting: &mut Vec<Option<Member>>| waiting.get_mut(self.index)?.take();
        let member = match take(&mut unpacked) {
            Some(member) => Some(member),
            None => {
                let content = self.bundle.file.content()?;
                let members = Reader::new(self.bundle.limits).unpack(&content.bytes)?;
                *unpacked = waiting(members.unwrap_or_default());
                take(&mut unpacked)
            }
        };
        match member {
            Some(member) if member.name == self.name => member.content,
            _ => Err("压缩包在导入期间变了，请再导入一次".to_owned()),
        }
    }
}

fn waiting(members: Vec<Member>) -> Vec<Option<Member>> {
    members.into_iter().map(Some).collect()
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
pub fn bounded(from: impl Read) -> Result<Vec<u8>, String> {
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
