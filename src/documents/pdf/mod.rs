/*!
PDF: pages of glyphs and lines become text and tables.

[`drawing`] takes down what a page draws, [`rulings`], [`words`] and [`grid`] find lines,
words and cells, [`columns`] finds the tables that have no vertical lines, [`page`] puts
these in order, [`running`] leaves page numbers out, and [`joining`] writes the pages as
one document in which a table goes on over its pages.
*/

mod columns;
mod drawing;
mod grid;
mod joining;
mod page;
mod rulings;
mod running;
mod words;

use super::{DocumentError, File, Reader, Text};
use drawing::{Drawing, Locked};
use joining::Unread;

pub(super) const READER: Reader = Reader {
    name: "PDF",
    knows,
    read,
};

/// The mark may stand a little after the beginning.
fn knows(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.windows(5).any(|window| window == b"%PDF-")
}

/// A page of which more than one character in this many has no name is not read.
const NAMED: usize = 20;

fn read(file: &File) -> Result<Text, DocumentError> {
    let pdf = drawing::open(file.bytes, file.password).map_err(|locked| refusal(file, locked))?;
    let drawings = drawing::draw(&pdf);
    if drawings.iter().all(|drawing| drawing.glyphs.is_empty()) {
        return Err(without_text(&drawings));
    }
    let mut readable: Vec<page::Page> = drawings
        .iter()
        .filter(|drawing| unread(drawing).is_none())
        .map(page::page)
        .collect();
    running::remove(&mut readable);
    let mut readable = readable.into_iter();
    let pages = drawings.iter().map(|drawing| match unread(drawing) {
        Some(why) => Err(why),
        None => Ok(readable.next().unwrap_or_default()),
    });
    Ok(joining::write(pages.collect()))
}

fn refusal(file: &File, locked: Locked) -> DocumentError {
    match (locked, file.password) {
        (Locked::Password, None) => DocumentError::NeedsPassword,
        (Locked::Password, Some(_)) => DocumentError::WrongPassword,
        (Locked::Unknown, _) => DocumentError::Damaged {
            format: "PDF",
            why: "加密方式不明".to_owned(),
        },
        (Locked::Damaged, _) => DocumentError::Damaged {
            format: "PDF",
            why: "文件不完整，或者不是 PDF".to_owned(),
        },
    }
}

fn without_text(drawings: &[Drawing]) -> DocumentError {
    if drawings.iter().any(|drawing| drawing.pictures > 0) {
        DocumentError::Scanned {
            pages: drawings.len(),
        }
    } else {
        DocumentError::Empty
    }
}

/// Why a page is not read: digits of one whose characters have no names may be others, and a
/// picture says nothing.
fn unread(drawing: &Drawing) -> Option<Unread> {
    if drawing.nameless * NAMED > drawing.glyphs.len() {
        return Some(Unread::Nameless);
    }
    let is_blank = drawing.glyphs.iter().all(|glyph| glyph.c.is_whitespace());
    (is_blank && drawing.pictures > 0).then_some(Unread::Picture)
}
