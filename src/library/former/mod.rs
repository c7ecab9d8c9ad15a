/*!
Carrying what a library of before holds into the tables of today.
*/

mod book;

use super::remade;
use super::stored::Spot;
use super::text_hash;
use super::write::{entry_of_new, insert_entry};
use crate::sqlite::{Fault, Flaw};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::HashMap;

/// SQL knows no SHA-256: the texts of an older library are hashed as they are found.
pub(super) fn hash_texts(
    transaction: &Transaction,
    _: &mut dyn FnMut(usize, usize),
) -> Result<(), Fault> {
    let mut select = transaction.prepare(
        "SELECT id, text FROM documents
         WHERE id NOT IN (SELECT document FROM text_hashes) ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let mut insert =
        transaction.prepare("INSERT INTO text_hashes (document, sha256) VALUES (?1, ?2)")?;
    while let Some(row) = rows.next()? {
        let (id, text): (i64, String) = (row.get(0)?, row.get(1)?);
        insert.execute((id, text_hash(&text)))?;
    }
    Ok(())
}

/// A document of before: whose it is, in the form of the library, and when it came.
struct Former {
    id: i64,
    budget: (String, u16, String, String),
    imported_at: String,
    is_current: bool,
}

/// Stores every document anew, the replaced ones of a budget before the current one.
pub(super) fn carry(
    transaction: &Transaction,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), Fault> {
    let formers = formers(transaction)?;
    let mut latest: HashMap<(String, u16, String, String), i64> = HashMap::new();
    let count = formers.len();
    for (done, former) in formers.into_iter().enumerate() {
        progress(done, count);
        let book = book::book(transaction, former.id)?
            .ok_or_else(|| Flaw::at(Spot::Document(former.id), "不在"))?;
        hold_to_its_hash(transaction, former.id, &book.source.text)?;
        let earlier = latest.get(&former.budget).copied();
        let entry = entry_of_new(transaction, &book, &former.imported_at, earlier)?;
        insert_entry(transaction, (&entry, &book))?;
        let id = entry.id.0;
        let sql = "UPDATE documents SET current = 0 WHERE id = ?1";
        if !former.is_current {
            transaction.execute(sql, [id])?;
        }
        transaction.execute(
            "UPDATE history SET document = ?1 WHERE document = ?2",
            params![id, former.id],
        )?;
        latest.insert(former.budget, id);
    }
    Ok(())
}

/// Makes the tables of every document anew, out of its block.
pub(super) fn make_tables(
    transaction: &Transaction,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), Fault> {
    let numbered = remade::numbered(transaction)?;
    let count = numbered.len();
    for (done, (number, id)) in numbered.into_iter().enumerate() {
        progress(done, count);
        remade::remake(transaction, number, id)?;
    }
    Ok(())
}

fn formers(transaction: &Transaction) -> rusqlite::Result<Vec<Former>> {
    let mut select = transaction.prepare(
        "SELECT id, unit, year, stage, scope, imported_at, current FROM former_documents
         ORDER BY current, id",
    )?;
    select
        .query_map([], |row| {
            Ok(Former {
                id: row.get(0)?,
                budget: (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?),
                imported_at: row.get(5)?,
                is_current: row.get(6)?,
            })
        })?
        .collect()
}

/// What was changed in the library must not pass for what was stored.
fn hold_to_its_hash(transaction: &Transaction, id: i64, text: &str) -> Result<(), Fault> {
    let hash: Option<String> = transaction
        .prepare_cached("SELECT sha256 FROM text_hashes WHERE document = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if hash == Some(text_hash(text)) {
        return Ok(());
    }
    let what = "原文不是存入时的原文（与它的散列不符）";
    Err(Flaw::at(Spot::Document(id), what).into())
}
