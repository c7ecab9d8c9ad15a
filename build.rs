//! Names parts of the program by a hash of their text, so that what they made and was kept is made
//! anew by a program in which they are other ones.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A part's variable, and the folders and files that it is made of.
const PARTS: [(&str, &[&str]); 4] = [
    // The files that need not be read again.
    (
        "LKX_READER",
        &["src/budget", "src/documents", "src/tables", "src/records"],
    ),
    // The findings that a library keeps.
    ("LKX_RULES", &["src/budget", "src/checks"]),
    // The tables of a library that are made from its blocks.
    (
        "LKX_MADE",
        &[
            "src/budget",
            "src/compare",
            "src/library/codes.rs",
            "src/library/entries.rs",
            "src/library/made.rs",
        ],
    ),
    // The search index in the user's cache.
    ("LKX_SEARCH", &["src/budget", "src/search"]),
];

fn main() -> io::Result<()> {
    for (variable, folders) in PARTS {
        let mut files = Vec::new();
        for folder in folders {
            println!("cargo:rerun-if-changed={folder}");
            gather(Path::new(folder), &mut files)?;
        }
        files.sort();
        let mut hash = Fnv::default();
        for file in files {
            hash.add(file.to_string_lossy().as_bytes());
            hash.add(&fs::read(file)?);
        }
        println!("cargo:rustc-env={variable}={:016x}", hash.0);
    }
    Ok(())
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        gather(&entry?.path(), files)?;
    }
    Ok(())
}

/// Fowler, Noll and Vo's hash (FNV-1a): the same on every system and under every compiler.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
