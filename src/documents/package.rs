/*!
The ZIP packages of office files, unpacked within limits.

A package of a megabyte may say that it holds a thousand, or hold them without saying so.
What it declares and what really comes out of it are both counted, and the reading ends
where either is more than a disclosure can hold.
*/

use super::DocumentError;
use super::xml::{XmlPiece, attribute, each_piece};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use zip::{ZipArchive, ZipWriter};

/// The beginning of a ZIP.
const SIGNATURE: &[u8] = b"PK\x03\x04";

/// What the parts of a package may hold together, in megabytes.
const LIMIT_MB: usize = 128;
const LIMIT: u64 = (LIMIT_MB as u64) << 20;

/// How far into a package its type is looked for.
const HEAD: usize = 4096;

/// A package that is being read.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The format, for messages.
    format: &'static str,
    /// What may still be unpacked, in bytes.
    left: u64,
}

/// Whether bytes are a ZIP at all.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Whether a package holds a part that is meant. A part may itself be a package with such
/// parts (a workbook inside a Word document), so the list of parts is asked and not the
/// bytes; where the list is lost, the beginnings of names in what is left tell.
pub fn holds(bytes: &[u8], is_meant: impl Fn(&str) -> bool, marks: &[&[u8]]) -> bool {
    if !is_package(bytes) {
        return false;
    }
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive
            .file_names()
            .flatten()
            .any(|name| is_meant(&name.replace('\\', "/"))),
        Err(_) => marks
            .iter()
            .any(|mark| bytes.windows(mark.len()).any(|window| window == *mark)),
    }
}

/// Whether a package says that it is of a type, as OpenDocument does in a part that comes first and
/// is not packed; who packed it anew may have packed that too.
pub fn holds_type(bytes: &[u8], kind: &[u8]) -> bool {
    if !is_package(bytes) {
        return false;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.windows(kind.len()).any(|window| window == kind) {
        return true;
    }
    let said = || {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut part = archive.by_name("mimetype").ok()?.take(kind.len() as u64);
        let mut said = Vec::new();
        part.read_to_end(&mut said).ok()?;
        Some(said)
    };
    said().is_some_and(|said| said == kind)
}

/// The package with slashes in the names of its parts: some producers write backslashes, which
/// offices understand and readers do not. What is packed stays as it is.
pub fn with_slashes(bytes: &[u8]) -> Cow<'_, [u8]> {
    repacked(bytes).map_or(Cow::Borrowed(bytes), Cow::Owned)
}

fn repacked(bytes: &[u8]) -> Option<Vec<u8>> {
    if !is_package(bytes) {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names = archive.file_names().flatten();
    let names: Vec<String> = names.map(Cow::into_owned).collect();
    if !names.iter().any(|name| name.contains('\\')) {
        return None;
    }
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, name) in names.iter().enumerate() {
        let part = archive.by_index_raw(index).ok()?;
        written
            .raw_copy_file_rename(part, name.replace('\\', "/"))
            .ok()?;
    }
    Some(written.finish().ok()?.into_inner())
}

/// The parts that a list of relations names, by the names of the relations. A target stands in
/// the folder of the part that relates to it unless it begins at the root.
pub fn targets(
    relations: &str,
    format: &'static str,
    folder: &str,
) -> Result<HashMap<String, String>, DocumentError> {
    let mut parts = HashMap::new();
    each_piece(relations, format, |piece| {
        if let XmlPiece::Start(element) = piece
            && let (Some(id), Some(target)) =
                (attribute(&element, "Id"), attribute(&element, "Target"))
        {
            parts.insert(id, resolved(&target.replace('\\', "/"), folder));
        }
    })?;
    Ok(parts)
}

/// The name of the part that a target in a folder names.
pub fn resolved(target: &str, folder: &str) -> String {
    if let Some(from_root) = target.strip_prefix('/') {
        return from_root.to_owned();
    }
    let mut way: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                way.pop();
            }
            step => way.push(step),
        }
    }
    way.join("/")
}

impl<'a> Package<'a> {
    /// Opens a package by its list of parts.
    pub fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, DocumentError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocumentError::Damaged {
            format,
            why: "压缩包不完整，可能没有下载完".to_owned(),
        })?;
        Ok(Self {
            archive,
            format,
            left: LIMIT,
        })
    }

    /// The names of its parts.
    pub fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        names.map(Cow::into_owned).collect()
    }

    /// A part as text; none where the package lacks it.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, DocumentError> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        let encoding = Encoding::for_bom(&bytes).map_or(UTF_8, |(encoding, _)| encoding);
        Ok(Some(encoding.decode(&bytes).0.into_owned()))
    }

    /// The bytes of a part; none where the package lacks it.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocumentError> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        self.unpack(index, &mut bytes)?;
        Ok(Some(bytes))
    }

    /// Unpacks every part and keeps none: for readers that know no limits of their own.
    pub fn check(mut self) -> Result<(), DocumentError> {
        (0..self.archive.len()).try_for_each(|index| self.unpack(index, &mut io::sink()))
    }

    fn unpack(&mut self, index: usize, to: &mut impl io::Write) -> Result<(), DocumentError> {
        let format = self.format;
        let damaged = || DocumentError::Damaged {
            format,
            why: "压缩包里有一部分解不开，可能没有下载完".to_owned(),
        };
        let part = self.archive.by_index(index).map_err(|_| damaged())?;
        if part.size() > self.left {
            return Err(DocumentError::TooLarge { limit_mb: LIMIT_MB });
        }
        let mut bounded = part.take(self.left + 1);
        let unpacked = io::copy(&mut bounded, to).map_err(|_| damaged())?;
        self.left = self
            .left
            .checked_sub(unpacked)
            .ok_or(DocumentError::TooLarge { limit_mb: LIMIT_MB })?;
        Ok(())
    }
}
