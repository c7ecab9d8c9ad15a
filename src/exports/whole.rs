/*!
Files that are made whole in a file without a name, and then handed on.
*/

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Hands on what a file has, from its beginning.
pub(super) fn hand_on(mut file: File, mut out: impl Write) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => return out.flush(),
            length => out.write_all(piece.get(..length).unwrap_or_default())?,
        }
    }
}
