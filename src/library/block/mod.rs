/*!
A document as one block: everything that was read from it, packed.

The inside is the book as JSON, whose fields have names, so that a later program can read what
an earlier one wrote, with figures and anchors by columns; zstd takes the repetition out, with a
dictionary of two disclosures, because budgets say the same in the same words. The form says
both. A form is never changed once released: blocks that were packed with it must be read for ever.
*/

mod columns;

use crate::budget::{Book, Locations};
use columns::{Anchors, Figures};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read};
use std::sync::LazyLock;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// The form that is written: JSON, zstd with [`DICTIONARY`].
pub(super) const FORM: i64 = 1;

/// Texts that budgets share.
static DICTIONARY: &[u8] = include_bytes!("dictionary-1");

/// Higher levels cost more at every import than they save.
const LEVEL: i32 = 5;

/// More than any document comes to: a package unpacks to 128 MB at most.
const LONGEST: u64 = 512 << 20;

static PACKING: LazyLock<EncoderDictionary> =
    LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static UNPACKING: LazyLock<DecoderDictionary> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

/// A book whose figures and anchors lie apart.
#[derive(Serialize, Deserialize)]
struct Laid {
    book: Book,
    figures: Figures,
    anchors: Anchors,
}

/// Packs a book.
pub(super) fn pack(book: &Book) -> io::Result<Vec<u8>> {
    let mut book = book.clone();
    let figures = Figures::taken_from(&mut book);
    let anchors = Anchors::of(&std::mem::take(&mut book.source.locations));
    pack_json(&Laid {
        book,
        figures,
        anchors,
    })
}

/// Packs something in the form of a book.
pub(super) fn pack_json(data: &impl Serialize) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(data)?;
    zstd::bulk::Compressor::with_prepared_dictionary(&PACKING)?.compress(&json)
}

/// The book in a block, or what is wrong with it, as the end of a sentence.
pub(super) fn unpack(form: i64, block: &[u8]) -> Result<Book, String> {
    let laid: Laid = unpack_json(form, block)?;
    let mut book = laid.book;
    laid.figures.put_into(&mut book).ok_or_else(unclear)?;
    if book.source.locations != Locations::default() {
        return Err(unclear());
    }
    book.source.locations = laid.anchors.locations().ok_or_else(unclear)?;
    Ok(book)
}

fn unclear() -> String {
    "的内容读不懂".to_owned()
}

/// What is packed in a block, or what is wrong with it, as the end of a sentence.
pub(super) fn unpack_json<T: DeserializeOwned>(form: i64, block: &[u8]) -> Result<T, String> {
    if form != FORM {
        return Err(format!("的存法 {form} 本程序不认识；请升级 lkx"));
    }
    let torn = |_| "的内容解不开".to_owned();
    let mut json = Vec::new();
    zstd::Decoder::with_prepared_dictionary(block, &UNPACKING)
        .map_err(torn)?
        .take(LONGEST)
        .read_to_end(&mut json)
        .map_err(torn)?;
    serde_json::from_slice(&json).map_err(|_| unclear())
}

/// What tells whether a block is still the one that was stored.
pub(super) fn hash(block: &[u8]) -> [u8; 32] {
    Sha256::digest(block).into()
}
