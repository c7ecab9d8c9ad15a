/*!
Files that end, opened for reading.

A path that somebody else chose, or that was mistyped, may name a device that never ends or a
pipe that nobody writes to. Neither is waited for.
*/

use super::io_words;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;
use thiserror::Error;

/// Why a path is not read.
#[derive(Debug, Error)]
pub enum Refusal {
    /// A pipe or a socket.
    #[error("是管道，不是文件")]
    Pipe,
    /// A device.
    #[error("是设备，不是文件")]
    Device,
    /// A folder.
    #[error("是文件夹，不是文件")]
    Folder,
    /// What the system says.
    #[error("{}", io_words::in_words(.0))]
    System(#[from] io::Error),
}

/// Opens a plain file.
pub fn open(path: &Path) -> Result<File, Refusal> {
    // Asked before it is opened, for opening a device may do something, and of what was opened.
    hold(&path.metadata()?)?;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(nix::libc::O_NONBLOCK)
        .open(path)?;
    hold(&file.metadata()?)?;
    Ok(file)
}

fn hold(found: &Metadata) -> Result<(), Refusal> {
    let kind = found.file_type();
    if kind.is_file() {
        Ok(())
    } else if kind.is_dir() {
        Err(Refusal::Folder)
    } else if kind.is_fifo() || kind.is_socket() {
        Err(Refusal::Pipe)
    } else {
        Err(Refusal::Device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_ends_is_opened() {
        assert!(matches!(open(Path::new("/dev/zero")), Err(Refusal::Device)));
        assert!(matches!(open(Path::new("/")), Err(Refusal::Folder)));
        let gone = open(Path::new("/no/such/file")).unwrap_err().to_string();
        assert_eq!(gone, "没有这个文件或文件夹");
    }
}
