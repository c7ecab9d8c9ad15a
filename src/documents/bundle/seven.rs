/*!
Bundles in 7z.
*/

use super::super::DocumentError;
use super::{FoundMember, REOPEN, Unpacking};
use sevenz_rust2::{ArchiveReader, Error, Password};
use std::io::Cursor;

const SIGNATURE: &[u8] = b"7z\xBC\xAF\x27\x1C";

/// What its lists and the dictionaries of its methods may take, in kilobytes.
const MEMORY_KB: usize = 96 << 10;

/// Whether bytes begin as a 7z does.
pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Unpacks the members that are wanted.
pub fn unpack(
    unpacking: &mut Unpacking,
    bytes: &[u8],
    within: &str,
    depth: usize,
) -> Result<(), DocumentError> {
    let archive =
        ArchiveReader::new_with_memory_limit(Cursor::new(bytes), Password::empty(), MEMORY_KB);
    let mut archive = archive.map_err(refusal)?;
    // A child that is shut in starts no threads.
    archive.set_thread_count(1);
    let files = &archive.archive().files;
    unpacking.count(files.len())?;
    let unpacked = archive.for_each_entries(|entry, from| {
        let name = entry.name().to_owned();
        if !entry.is_directory() && unpacking.wants(&name, within) {
            let found = FoundMember {
                name: &name,
                size: entry.size(),
                // Packed together with others.
                packed: None,
                is_locked: false,
            };
            unpacking.take(&found, within, depth, from);
        }
        // What is left of it is passed over by the crate.
        Ok(true)
    });
    unpacked.map_err(refusal)
}

fn refusal(error: Error) -> DocumentError {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => {
            DocumentError::UnreadableFormat("加密的 7z 压缩包", super::super::UNPACK)
        }
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => {
            DocumentError::UnreadableFormat(
                "这种方法压缩的（或加密的）7z 压缩包",
                super::super::UNPACK,
            )
        }
        Error::MaxMemLimited { .. } => {
            DocumentError::UnreadableFormat("解压要用太多内存的 7z 压缩包", super::super::UNPACK)
        }
        _ => DocumentError::UnreadableFormat("7z 压缩包", REOPEN),
    }
}
