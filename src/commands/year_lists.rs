/*!
The lists of codes that the user imported: a file a year in the user's data folder.

They are few and small, and may have been changed by hand or by another program, so they are looked at
as any stranger's file; one that is damaged is told and counts for nothing.
*/

use super::io_words::in_words;
use super::messages::tell;
use super::plain_file;
use crate::budget::{CodeName, ListSource, YearList, YearLists};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A year's list has some two thousand codes; a larger file is something else.
const MOST_BYTES: u64 = 2 << 20;

/// A list as it lies in the folder.
#[derive(Serialize, Deserialize)]
struct Stored {
    year: u16,
    source: ListSource,
    codes: Vec<CodeName>,
}

/// The file of a year's list.
pub(super) fn file_of(folder: &Path, year: u16) -> PathBuf {
    folder.join(format!("{year}.json"))
}

/// All lists of a folder. What cannot be read is told.
pub(super) fn load(folder: Option<&Path>) -> YearLists {
    let mut lists = YearLists::default();
    let entries = folder.and_then(|folder| fs::read_dir(folder).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let path = entry.path();
        let year = path
            .file_stem()
            .and_then(|stem| stem.to_str()?.parse().ok());
        let is_list = path
            .extension()
            .is_some_and(|extension| extension == "json");
        let Some(year) = year.filter(|_| is_list) else {
            continue;
        };
        match read(&path, year) {
            Ok((list, edition)) => lists.add(list, edition),
            Err(why) => tell(&format!(
                "科目表 {} 读不了，按没有它核对：{why}；可重新 lkx classification import",
                path.display()
            )),
        }
    }
    lists
}

fn read(path: &Path, year: u16) -> Result<(YearList, String), String> {
    let file = plain_file::open(path).map_err(|refusal| refusal.to_string())?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| in_words(&error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("超过 {} MB", MOST_BYTES >> 20));
    }
    let stored: Stored = serde_json::from_slice(&bytes).map_err(|_| "不是程序存的样子")?;
    if stored.year != year {
        return Err(format!("里面写的是 {} 年", stored.year));
    }
    let list = YearList::of(stored.year, stored.source, stored.codes);
    let list = list.map_err(|fault| fault.to_string())?;
    // The codes alone judge; of which file they were read changes nothing.
    let codes: Vec<CodeName> = list.codes().collect();
    let codes = serde_json::to_vec(&codes).map_err(|error| error.to_string())?;
    let hash = Sha256::digest(&codes);
    let edition = hash.iter().take(8).map(|byte| format!("{byte:02x}"));
    let edition = edition.collect();
    Ok((list, edition))
}

/// Keeps a list, whole or not at all.
pub(super) fn keep(folder: &Path, list: &YearList) -> anyhow::Result<()> {
    let stored = Stored {
        year: list.year,
        source: list.source.clone(),
        codes: list.codes().collect(),
    };
    let cannot = || format!("存不进 {}", folder.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
    file.write_all(&serde_json::to_vec(&stored)?)
        .with_context(cannot)?;
    file.as_file().sync_all().with_context(cannot)?;
    file.persist(file_of(folder, list.year))
        .map_err(|failed| failed.error)
        .with_context(cannot)?;
    Ok(())
}
