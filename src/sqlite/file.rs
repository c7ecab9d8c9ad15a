/*!
What the file itself shows before SQLite touches it.

Opening is not harmless: of a file that says it keeps a write-ahead log SQLite makes files
beside it even when it only reads, and a journal that names a super-journal has that file
deleted, whatever it is. The program writes neither.
*/

use super::Fault;
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Where the header says how the file is written and read: 2 for a write-ahead log.
const WRITE_AND_READ_VERSION: std::ops::Range<usize> = 18..20;

/// The last bytes of a journal that names a super-journal.
const JOURNAL_MAGIC: [u8; 8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

/// What SQLite puts beside a database, by what it appends to the name.
pub const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// The file that SQLite would put beside a database.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Refuses what is no file and what SQLite must not open; a file that is not there yet is
/// fine, and so is one that cannot be read: SQLite says so.
pub(super) fn examine(path: &Path) -> Result<(), Fault> {
    let Ok(metadata) = path.metadata() else {
        return Ok(());
    };
    if !metadata.is_file() {
        return Err(Fault::NotOurs);
    }
    let mut header = [0; WRITE_AND_READ_VERSION.end];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    if read.is_ok() && header[WRITE_AND_READ_VERSION].contains(&2) {
        return Err(Fault::Foreign("用的是预写日志（WAL）".to_owned()));
    }
    if names_a_super_journal(&beside(path, "-journal")) {
        return Err(Fault::Foreign("旁边的日志文件指向别的文件".to_owned()));
    }
    Ok(())
}

fn names_a_super_journal(journal: &Path) -> bool {
    let mut end = [0; JOURNAL_MAGIC.len()];
    let length = i64::try_from(end.len()).unwrap_or_default();
    let read = File::open(journal).and_then(|mut file| {
        file.seek(SeekFrom::End(-length))?;
        file.read_exact(&mut end)
    });
    read.is_ok() && end == JOURNAL_MAGIC
}
