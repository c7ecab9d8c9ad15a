/*!
Bundles in ZIP.
*/

use super::super::DocumentError;
use super::{FoundMember, REOPEN, Unpacking, name_of};
use std::io::Cursor;
use zip::ZipArchive;
use zip::read::Config;

const WITH_MEMBERS: &[u8] = b"PK\x03\x04";
const EMPTY: &[u8] = b"PK\x05\x06";

/// Whether bytes begin as a ZIP does.
pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(WITH_MEMBERS) || bytes.starts_with(EMPTY)
}

/// Unpacks the members that are wanted.
pub fn unpack(
    unpacking: &mut Unpacking,
    bytes: &[u8],
    within: &str,
    depth: usize,
) -> Result<(), DocumentError> {
    // Counted before the list is read, which takes memory for each.
    unpacking.count(declared(bytes))?;
    let damaged = |_| DocumentError::UnreadableFormat("ZIP 压缩包", REOPEN);
    let archive = ZipArchive::with_config(Config::default(), Cursor::new(bytes));
    let mut archive = archive.map_err(damaged)?;
    for index in 0..archive.len() {
        let (name, size, packed, is_locked) = {
            let member = archive.by_index_raw(index).map_err(damaged)?;
            let name = name_of(member.name_raw());
            let packed = Some(member.compressed_size());
            (name, member.size(), packed, member.encrypted())
        };
        if !unpacking.wants(&name, within) {
            continue;
        }
        let found = FoundMember {
            name: &name,
            size,
            packed,
            is_locked,
        };
        if is_locked {
            unpacking.take(&found, within, depth, &mut std::io::empty());
            continue;
        }
        match archive.by_index(index) {
            Ok(mut member) => unpacking.take(&found, within, depth, &mut member),
            Err(error) => unpacking.refuse(&found, within, &std::io::Error::from(error)),
        }
    }
    Ok(())
}

/// How many members a ZIP says it has at its end, where the mark of the end stands last.
pub fn declared(bytes: &[u8]) -> usize {
    const END: &[u8] = b"PK\x05\x06";
    const COUNT: usize = 10;
    const LONGEST_REMARK: usize = 0xFFFF;
    /// Where so many are said there are as many or more, and another record says how many.
    const MORE: u16 = 0xFFFF;
    let tail = &bytes[bytes.len().saturating_sub(LONGEST_REMARK + 22)..];
    let at = tail.windows(END.len()).rposition(|window| window == END);
    let count = at.and_then(|at| tail.get(at + COUNT..at + COUNT + 2));
    let count = count.and_then(|count| count.try_into().ok());
    match count.map(u16::from_le_bytes) {
        Some(MORE) => usize::MAX,
        Some(count) => usize::from(count),
        None => 0,
    }
}
