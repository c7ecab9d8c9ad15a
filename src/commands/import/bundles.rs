/*!
Bundles among the files: each gives way to the documents in it.

Only a child that is shut in looks into a bundle; nothing lies on the disk.
*/

use super::file_to_read::{Bundle, FileToRead, From, InBundle};
use super::files::is_leftover;
use crate::commands::isolated::{Limits, Reader};
use crate::documents::bundle::{self, Member};
use std::io::Read;
use std::sync::Arc;

/// So much of the members is kept from the first look, over all bundles of an import, in bytes.
const KEPT: usize = 64 << 20;

/// The files, with the documents in a bundle in place of the bundle. What else lies in it goes to the `others`.
pub fn unfold(files: Vec<FileToRead>, limits: Limits, others: &mut Vec<String>) -> Vec<FileToRead> {
    let mut left = KEPT;
    let mut unfolded = Vec::with_capacity(files.len());
    for file in files {
        if may_be_bundle(&file) {
            unfolded.extend(members(file, limits, &mut left, others));
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
fn members(
    file: FileToRead,
    limits: Limits,
    left: &mut usize,
    others: &mut Vec<String>,
) -> Vec<FileToRead> {
    let unpacked = file
        .content()
        .and_then(|content| Reader::new(limits).unpack(&content.bytes));
    let members = match unpacked {
        Ok(Some(members)) if members.iter().all(Member::is_no_document) => {
            return vec![file.refused(bundle::WITHOUT_DOCUMENTS)];
        }
        Ok(Some(members)) => members,
        Ok(None) => return vec![file],
        Err(why) => return vec![file.refused(&why)],
    };
    let (beside, documents): (Vec<_>, Vec<_>) = (0..)
        .zip(&members)
        .map(|(index, member)| (index, member.name.clone(), member.is_no_document()))
        .partition(|(_, _, is_no_document)| *is_no_document);
    let sizes = members.iter().flat_map(|member| &member.content);
    let size: usize = sizes.map(Vec::len).sum();
    let kept = size <= *left;
    if kept {
        *left -= size;
    }
    let bundle = Arc::new(Bundle::new(file, limits, kept.then_some(members)));
    let beside = beside.into_iter().map(|(_, name, _)| name);
    others.extend(
        beside
            .filter(|name| !is_leftover(name))
            .map(|name| bundle.path_of(&name).display().to_string()),
    );
    let each = documents.into_iter().map(|(index, name, _)| {
        let path = bundle.path_of(&name);
        let member = InBundle::new(&bundle, index, name);
        FileToRead::new(path, From::Bundle(member))
    });
    each.collect()
}
