//! Makes the seeds of every target out of the specimens of the tests:
//! `cargo run --manifest-path fuzz/Cargo.toml --example seeds`.

use lkx_fuzz::{BINARY_SHEET, OPEN_DOCUMENT, Packed, SHEET, WORD};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The targets that take files as they are, and the folders whose files they take.
const WHOLE: [(&str, &[&str]); 5] = [
    ("pdf", &["tests/documents/pdf"]),
    (
        "workbook",
        &["tests/documents/workbook", "tests/documents/locked"],
    ),
    ("web_page", &["tests/documents/html"]),
    ("text", &["sample-data", "tests/reading"]),
    ("separated", &["tests/documents/separated"]),
];

/// The targets that take a part of a package.
const PARTS: [(&str, &Packed); 4] = [
    ("word", &WORD),
    ("sheet", &SHEET),
    ("binary_sheet", &BINARY_SHEET),
    ("open_document", &OPEN_DOCUMENT),
];

fn main() -> std::io::Result<()> {
    for (target, folders) in WHOLE {
        let corpus = corpus(target)?;
        for folder in folders {
            for path in files(&Path::new(ROOT).join(folder)) {
                let name = path.file_name().unwrap_or_default();
                fs::copy(&path, corpus.join(name))?;
            }
        }
    }
    for (target, packed) in PARTS {
        fs::write(corpus(target)?.join("specimen"), packed.seed())?;
    }
    fs::write(corpus("page")?.join("specimen"), lkx_fuzz::page::seed())?;
    Ok(())
}

fn corpus(target: &str) -> std::io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The files of a folder but what a person read in them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.is_file())
        .filter(|path| {
            path.extension()
                .is_none_or(|ending| ending != "expected" && ending != "rs")
        })
        .collect()
}
