/*!
A package with one part replaced: a change of a byte inside a packed part would only break its
check sum, and never reach the reader.
*/

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::OnceLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Parts that are larger are looks and pictures, and only cost time.
const LARGEST: usize = 16 << 10;

/// A specimen of the tests whose part is replaced.
pub struct Packed {
    specimen: &'static str,
    part: &'static str,
    parts: OnceLock<Vec<(String, Vec<u8>)>>,
}

impl Packed {
    /// The specimen of a path below `tests/documents`, and the name of the part.
    pub const fn new(specimen: &'static str, part: &'static str) -> Self {
        Self {
            specimen,
            part,
            parts: OnceLock::new(),
        }
    }

    /// The package with its part replaced.
    pub fn around(&self, part: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let parts = self.parts.get_or_init(|| self.unpacked());
        for (name, bytes) in parts {
            let bytes = if name == self.part { part } else { bytes };
            if name == self.part || bytes.len() <= LARGEST {
                writer.start_file(name.as_str(), stored).unwrap();
                writer.write_all(bytes).unwrap();
            }
        }
        writer.finish().unwrap().into_inner()
    }

    /// The part as it stands in the specimen: the seed.
    pub fn seed(&self) -> Vec<u8> {
        let parts = self.parts.get_or_init(|| self.unpacked());
        let part = parts.iter().find(|(name, _)| name == self.part);
        part.map(|(_, bytes)| bytes.clone()).unwrap()
    }

    fn unpacked(&self) -> Vec<(String, Vec<u8>)> {
        let bytes = fs::read(documents().join(self.specimen)).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..archive.len())
            .map(|index| {
                let mut part = archive.by_index(index).unwrap();
                let name = part.name().unwrap().into_owned();
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).unwrap();
                (name, bytes)
            })
            .collect()
    }
}

/// The folder of the tests' specimens.
pub fn documents() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/documents"))
}
