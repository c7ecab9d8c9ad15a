/*!
The compound files of older offices, told apart by the streams that they hold.

The same container carries .doc, .xls, .wps and .et, and every newer office file that is
locked with a password.
*/

use std::io::{self, Cursor, Read, Write};

/// The beginning of a compound file.
pub const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The kinds of compound files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompoundKind {
    /// A workbook (.xls, .et).
    Workbook,
    /// A Word document (.doc, .wps).
    Word,
    /// An office file locked with a password.
    Locked,
    /// Anything else.
    Other,
}

/// What bytes are; none where they are no compound file.
pub fn kind(bytes: &[u8]) -> Option<CompoundKind> {
    if !bytes.starts_with(SIGNATURE) {
        return None;
    }
    let streams = Streams::of(bytes);
    let has = |name: &str| streams.have(name);
    let is_workbook = has("Workbook") || has("Book");
    Some(if has("EncryptedPackage") {
        CompoundKind::Locked
    } else if has("WordDocument") && (!is_workbook || has("ObjectPool")) {
        // A workbook inside a Word document lies in its pool of objects; a Word document
        // inside a workbook lies in no such pool.
        CompoundKind::Word
    } else if is_workbook {
        CompoundKind::Workbook
    } else {
        CompoundKind::Other
    })
}

/// An entry of the list of streams begins with its name, where a multiple of this many bytes ends.
const ENTRY: usize = 128;

/// The streams and folders that lie side by side in a compound file.
enum Streams<'b> {
    /// By the file's own list.
    Listed(Vec<String>),
    /// The list is damaged or cut off: an entry of it is somewhere in what is left.
    Somewhere(&'b [u8]),
}

impl<'b> Streams<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        // A name that stands anywhere may be a word of the text: a font is called Bookman.
        match cfb::CompoundFile::open(Cursor::new(bytes)) {
            Ok(file) => {
                let entries = file.read_root_storage();
                Self::Listed(entries.map(|entry| entry.name().to_owned()).collect())
            }
            Err(_) => Self::Somewhere(bytes),
        }
    }

    fn have(&self, wanted: &str) -> bool {
        match self {
            Self::Listed(names) => names.iter().any(|name| name == wanted),
            Self::Somewhere(bytes) => {
                let name = wanted.encode_utf16().chain([0]);
                let name: Vec<u8> = name.flat_map(u16::to_le_bytes).collect();
                bytes.chunks(ENTRY).any(|entry| entry.starts_with(&name))
            }
        }
    }
}

/// The first stream that a compound file has of those names.
pub fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = names.iter().find(|name| file.is_stream(name))?;
    let mut content = Vec::new();
    // No stream is longer than the file that it lies in.
    let mut stream = file.open_stream(name).ok()?.take(bytes.len() as u64);
    stream.read_to_end(&mut content).ok()?;
    Some(content)
}

/// A compound file with one stream, of the version that every reader knows.
pub fn around(name: &str, stream: &[u8]) -> io::Result<Vec<u8>> {
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    file.create_stream(name)?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// The beginning of a compound file, of which nothing is left but the list of its streams.
#[cfg(test)]
pub fn cut_with(names: &[&str]) -> Vec<u8> {
    let mut bytes = SIGNATURE.to_vec();
    for name in names {
        bytes.resize(bytes.len().next_multiple_of(ENTRY), 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0, 0]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_tell_what_a_file_is() {
        let file = |names: &[&str]| kind(&cut_with(names)).unwrap();
        assert_eq!(file(&["Root Entry", "Workbook"]), CompoundKind::Workbook);
        assert_eq!(file(&["WordDocument", "1Table"]), CompoundKind::Word);
        assert_eq!(
            file(&["WordDocument", "ObjectPool", "Workbook"]),
            CompoundKind::Word
        );
        assert_eq!(file(&["Workbook", "WordDocument"]), CompoundKind::Workbook);
        assert_eq!(
            file(&["EncryptionInfo", "EncryptedPackage"]),
            CompoundKind::Locked
        );
        assert_eq!(file(&["Root Entry"]), CompoundKind::Other);
        // A font of that name makes no workbook.
        assert_eq!(file(&["WordDocument", "Bookman"]), CompoundKind::Word);
        assert_eq!(kind(b"PK"), None);
    }
}
