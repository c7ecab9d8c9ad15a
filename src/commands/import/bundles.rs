/*!
Bundles among the files: each gives way to the documents in it.

Only a child that is shut in looks into a bundle. It hands the members over through its pipe,
once for their names and once more when the first of them is read, so that of many bundles
only those that are being read lie in memory, and nothing lies on the disk.
*/

use super::files::{FileToRead, From};
use crate::commands::isolated::{Limits, Reader};
use crate::documents::bundle::{self, Member, WITHIN};
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

/// So much of the members is kept from the first look, over all bundles of an import, in bytes.
const KEPT: usize = 64 << 20;

/// A bundle that documents are read out of.
pub struct Bundle {
    file: FileToRead,
    limits: Limits,
    /// The members that were unpacked and not yet read.
    unpacked: Mutex<Vec<Option<Member>>>,
}

/// A document in a bundle.
pub struct InBundle {
    bundle: Arc<Bundle>,
    index: usize,
    /// Its name in the bundle.
    name: String,
}

/// The files, with the documents in a bundle in place of the bundle.
pub fn unfold(files: Vec<FileToRead>, limits: Limits) -> Vec<FileToRead> {
    let mut left = KEPT;
    let mut unfolded = Vec::with_capacity(files.len());
    for file in files {
        if may_be_bundle(&file) {
            unfolded.extend(members(file, limits, &mut left));
        } else {
            unfolded.push(file);
        }
    }
    unfolded
}

/// Whether a file begins as bundles do; what cannot be opened is told when it is read.
fn may_be_bundle(file: &FileToRead) -> bool {
    const BEGINNING: usize = 8;
    let mut beginning = Vec::with_capacity(BEGINNING);
    let read = file
        .open()
        .map(|from| from.take(BEGINNING as u64).read_to_end(&mut beginning));
    matches!(read, Ok(Ok(_))) && bundle::may_be(&beginning)
}

/// The documents in a bundle; the file itself where it is none.
fn members(file: FileToRead, limits: Limits, left: &mut usize) -> Vec<FileToRead> {
    let unpacked = file
        .content()
        .and_then(|content| Reader::new(limits).unpack(&content.bytes));
    let members = match unpacked {
        Ok(Some(members)) if members.is_empty() => {
            return vec![file.refused(bundle::WITHOUT_DOCUMENTS)];
        }
        Ok(Some(members)) => members,
        Ok(None) => return vec![file],
        Err(why) => return vec![file.refused(&why)],
    };
    let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    let sizes = members.iter().flat_map(|member| &member.content);
    let size: usize = sizes.map(Vec::len).sum();
    let kept = size <= *left;
    if kept {
        *left -= size;
    }
    let bundle = Arc::new(Bundle {
        file,
        limits,
        unpacked: Mutex::new(if kept { waiting(members) } else { Vec::new() }),
    });
    let each = (0..).zip(names).map(|(index, name)| {
        let path = bundle.file.within(&name);
        let member = InBundle {
            bundle: Arc::clone(&bundle),
            index,
            name,
        };
        FileToRead::new(path, From::Bundle(member))
    });
    each.collect()
}

fn waiting(members: Vec<Member>) -> Vec<Option<Member>> {
    members.into_iter().map(Some).collect()
}

impl InBundle {
    /// Its whole path as people read it.
    pub fn shown(&self) -> String {
        format!("{}{WITHIN}{}", self.bundle.file.shown(), self.name)
    }

    /// Its name, behind that of the bundle.
    pub fn file_name(&self) -> String {
        format!("{}{WITHIN}{}", self.bundle.file.file_name(), self.name)
    }

    /// Its bytes; an error is a text for people.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        let mut unpacked = self
            .bundle
            .unpacked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // It is taken out where it was unpacked, so that it is not held twice; who asks again,
        // with a password, waits for the bundle once more.
        let take = |waiting: &mut Vec<Option<Member>>| waiting.get_mut(self.index)?.take();
        let member = match take(&mut unpacked) {
            Some(member) => Some(member),
            None => {
                let content = self.bundle.file.content()?;
                let members = Reader::new(self.bundle.limits).unpack(&content.bytes)?;
                *unpacked = waiting(members.unwrap_or_default());
                take(&mut unpacked)
            }
        };
        match member {
            Some(member) if member.name == self.name => member.content,
            _ => Err("压缩包在导入期间变了，请再导入一次".to_owned()),
        }
    }
}
