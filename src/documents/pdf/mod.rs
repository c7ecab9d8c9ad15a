/*!
PDF: pages of glyphs and lines become text and tables.

[`drawing`] takes down what a page draws, [`rulings`], [`words`] and [`grid`] find lines,
words and cells, [`columns`] finds the tables that have no vertical lines, [`page`] puts
these in order, [`running`] leaves page numbers out, and [`joining`] writes the pages, with their [`paragraphs`], as
one document in which a table goes on over its pages. [`remarks`] says what a reader should know
beside it.
*/

mod columns;
mod decimals;
mod drawing;
mod grid;
mod joining;
mod overflow;
mod page;
mod paragraphs;
mod parts;
mod remarks;
mod rulings;
mod running;
mod words;

use super::{DocumentError, File, Reader, Text};
use drawing::Locked;
use drawing::Package;
pub(super) use drawing::{
    Drawing, Glyph, Length, POINT, Package as BesidePages, Rule, drawn, ink, named,
};
use parts::Unread;

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
    let package = drawing::package(&pdf);
    text_of(&drawing::draw(&pdf), package)
}

/// The text of pages that were drawn, and of what a reader should know beside it.
pub(super) fn text_of(drawings: &[Drawing], package: Package) -> Result<Text, DocumentError> {
    if drawings.iter().all(says_nothing) {
        return Err(without_text(drawings, package));
    }
    let mut readable: Vec<parts::PaperPage> = Vec::new();
    let mut sheets: Vec<Result<usize, Unread>> = Vec::new();
    for drawing in drawings {
        sheets.push(match unread(drawing) {
            Some(why) => Err(why),
            None => {
                let last = readable.last().and_then(parts::PaperPage::last_block);
                let goes_on = last.is_some_and(parts::Block::lists_indicators);
                let pages = page::pages(drawing, goes_on);
                let count = pages.len();
                readable.extend(pages);
                Ok(count)
            }
        });
    }
    if let Some(refusal) = notice_alone(&readable, &package) {
        return Err(refusal);
    }
    running::remove(&mut readable);
    let mut readable = readable.into_iter();
    let sheets = sheets.into_iter();
    let sheets = sheets.map(|sheet| sheet.map(|count| readable.by_ref().take(count).collect()));
    let mut text = joining::write(sheets.collect());
    remarks::add(&mut text, drawings, &package);
    Ok(text)
}

/// A notice that stands for a document has fewer characters.
const NOTICE: usize = 400;

/// Why pages that hold nothing but a notice are no document.
fn notice_alone(pages: &[parts::PaperPage], package: &Package) -> Option<DocumentError> {
    let blocks = || pages.iter().flat_map(|page| &page.blocks);
    let is_table = |block: &parts::Block| !matches!(block, parts::Block::Line(_));
    let count: usize = blocks()
        .map(|block| match block {
            parts::Block::Line(line) => line.squeezed().chars().count(),
            parts::Block::Table(_) | parts::Block::Laid(_) => 0,
        })
        .sum();
    if blocks().any(is_table) || count > NOTICE {
        return None;
    }
    beside_pages(package)
}

/// What holds the contents, where the pages do not.
fn beside_pages(package: &Package) -> Option<DocumentError> {
    if package.is_xml_form {
        return Some(DocumentError::XmlForm);
    }
    let names = package.attachments.clone();
    (!names.is_empty()).then_some(DocumentError::OnlyAttachments { names })
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

fn without_text(drawings: &[Drawing], package: Package) -> DocumentError {
    if let Some(refusal) = beside_pages(&package) {
        return refusal;
    }
    if drawings.iter().any(|drawing| drawing.pictures > 0) {
        DocumentError::Scanned {
            pages: drawings.len(),
        }
    } else {
        DocumentError::Empty
    }
}

/// Whether a page is blank, or a picture.
fn says_nothing(drawing: &Drawing) -> bool {
    let is_blank = drawing.glyphs.iter().all(|glyph| glyph.c.is_whitespace());
    is_blank || unread(drawing) == Some(Unread::Picture)
}

/// Why a page is not read: digits of one whose characters have no names may be others, and a
/// picture says nothing.
fn unread(drawing: &Drawing) -> Option<Unread> {
    if drawing.nameless * NAMED > drawing.glyphs.len() {
        return Some(Unread::Nameless);
    }
    let mut letters = drawing
        .glyphs
        .iter()
        .filter(|glyph| !glyph.c.is_whitespace());
    let is_picture = match letters.next() {
        None => drawing.pictures > 0,
        // A number of the page, or its running title, says nothing of the picture.
        Some(first) => {
            drawing.seen.pictured
                && is_at_edge(first, drawing)
                && letters.all(|glyph| is_at_edge(glyph, drawing))
        }
    };
    is_picture.then_some(Unread::Picture)
}

/// Whether a glyph stands where page numbers do.
fn is_at_edge(glyph: &Glyph, drawing: &Drawing) -> bool {
    const EDGE: i32 = 10;
    let (high, wide) = (drawing.height, drawing.width);
    let within = |at: i32, length: i32| at < length / EDGE || at > length - length / EDGE;
    within(glyph.baseline, high) || within(glyph.left, wide)
}
