//! Libraries that somebody changed: each change is told by its place, and none is believed.

use super::{AT, book, document, library_file};
use lkx::budget::Classification;
use lkx::compare::Along;
use lkx::library::{Doubt, Library, LibraryError};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const ENDLESS: &str =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

/// A copy of a library that `sql` has changed.
pub(super) fn changed(whole: &Path, sql: &str) -> PathBuf {
    let path = whole.with_file_name("改.lkx");
    fs::copy(whole, &path).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1")
        .unwrap();
    connection.execute_batch(sql).expect(sql);
    path
}

#[test]
fn a_schema_that_the_program_did_not_make_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let view = format!("CREATE VIEW v AS {ENDLESS}");
    let instead = format!(
        "ALTER TABLE imports RENAME TO n; CREATE VIEW imports AS SELECT i AS path FROM ({ENDLESS})"
    );
    for (sql, named) in [
        (
            "CREATE TRIGGER t AFTER INSERT ON facts BEGIN UPDATE facts SET amount = 1; END",
            "触发器 t（在表 facts 上）",
        ),
        (view.as_str(), "多了视图 v"),
        (instead.as_str(), "表 n"),
        (
            "DROP TABLE imports; CREATE VIEW imports AS SELECT 1",
            "表 imports 变成了视图",
        ),
        (
            "ALTER TABLE documents ADD COLUMN g TEXT AS (upper(unit))",
            "表 documents 与本程序建立的不同",
        ),
        ("CREATE INDEX i ON documents (length(unit))", "多了索引 i"),
        ("DROP INDEX documents_by_hash", "少了索引 documents_by_hash"),
        ("CREATE TABLE z (a)", "多了表 z"),
        ("PRAGMA user_version = 2", "表 documents 与本程序建立的不同"),
        ("PRAGMA user_version = -7", "多了表"),
        ("PRAGMA journal_mode = wal", "预写日志"),
    ] {
        let path = changed(&whole, sql);
        let opened = [Library::open(&path), Library::open_for_writing(&path)];
        for refused in opened {
            match refused {
                Err(LibraryError::Foreign { what, .. }) => assert!(what.contains(named), "{what}"),
                other => panic!("{sql}: {other:?}"),
            }
        }
    }
}

/// All that can be asked of a library, as far as it fails.
fn failures(path: &Path) -> Vec<String> {
    let library = match Library::open(path) {
        Ok(library) => library,
        Err(error) => return vec![error.to_string()],
    };
    let mut failures = Vec::new();
    failures.extend(library.catalogue().err().map(|error| error.to_string()));
    failures.extend(library.history().err().map(|error| error.to_string()));
    for id in library.all_documents().unwrap() {
        failures.extend(library.book(id).err().map(|error| error.to_string()));
    }
    failures
}

/// Each change is told in these words.
fn told(changes: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    for (sql, words) in changes {
        let failures = failures(&changed(&whole, sql)).concat();
        assert!(failures.contains(words), "{sql}: {failures}");
    }
}

#[test]
fn changed_documents_and_lists_are_told() {
    told(&[
        ("UPDATE documents SET stage = '结算'", "「结算」"),
        ("UPDATE documents SET scope = ''", "scope"),
        ("UPDATE documents SET year = 9223372036854775807", "year"),
        ("UPDATE documents SET year = '二〇'", "year"),
        ("UPDATE documents SET year = 0", "概要与存着的内容不同"),
        ("UPDATE documents SET unit = x'00'", "unit 的类型不对"),
        (
            "UPDATE documents SET file_name = CAST(x'ff' AS TEXT)",
            "UTF-8",
        ),
        (
            "UPDATE documents SET unit = hex(zeroblob(600000))",
            "unit 太长",
        ),
        (
            "UPDATE documents SET facts = facts + 1",
            "概要与存着的内容不同",
        ),
        ("UPDATE history SET happened = 'x'", "历史的第 1 条"),
        ("UPDATE documents SET expenditure = '12x'", "「12x」"),
        (
            "UPDATE documents SET expenditure = '5.0'",
            "概要与存着的内容不同",
        ),
        (
            "UPDATE documents SET expenditure_unit = 5",
            "5 不是金额单位",
        ),
        ("UPDATE books SET block = x'00'", "与它的散列不符"),
        ("UPDATE books SET block = 'x'", "block 的类型不对"),
        ("UPDATE books SET form = 99", "存法 99 本程序不认识"),
        ("DELETE FROM books", "的内容不在"),
    ]);
}

static DICTIONARY: &[u8] = include_bytes!("../../src/library/block/dictionary-1");

/// A copy of a library in whose block `edit` has changed something, hash and all.
fn repacked(whole: &Path, edit: &dyn Fn(&mut Value)) -> PathBuf {
    let path = changed(whole, "");
    let connection = rusqlite::Connection::open(&path).unwrap();
    let block: Vec<u8> = connection
        .query_row("SELECT block FROM books", [], |row| row.get(0))
        .unwrap();
    let mut unpacking = zstd::bulk::Decompressor::with_dictionary(DICTIONARY).unwrap();
    let json = unpacking.decompress(&block, 1 << 20).unwrap();
    let mut laid: Value = serde_json::from_slice(&json).unwrap();
    edit(&mut laid);
    let json = serde_json::to_vec(&laid).unwrap();
    let mut packing = zstd::bulk::Compressor::with_dictionary(3, DICTIONARY).unwrap();
    let block = packing.compress(&json).unwrap();
    let hash: [u8; 32] = Sha256::digest(&block).into();
    connection
        .execute("UPDATE books SET sha256 = ?1, block = ?2", (hash, block))
        .unwrap();
    path
}

#[test]
fn changes_within_a_block_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    for (pointer, value, words) in [
        ("/book/source/text", json!("短"), "不在原文之内"),
        ("/book/identity/stage", json!("结算"), "读不懂"),
        ("/book/identity/year", json!(0), "年度是 0"),
        ("/book/tables/0/kind", json!("天气表"), "读不懂"),
        ("/book/tables/0/end_line", json!(4_294_967_295u32), "末行"),
        ("/book/tables/0/rows/0/side", json!("左"), "读不懂"),
        ("/book/tables/0/rows/0/ordinal", json!(-5), "读不懂"),
        ("/book/indicators/0/row", json!(99), "所指的表或行不存在"),
        ("/book/indicators/0/operator", json!("≈"), "读不懂"),
        (
            "/book/statements/0/figures/0/start",
            json!(99_999),
            "第 1 句第 1 个数",
        ),
        ("/figures/values/0", json!("12x"), "读不懂"),
        ("/figures/values/0", json!("0.000000001"), "读不懂"),
        ("/figures/values/0", json!("6.00"), "概要与存着的内容不同"),
        ("/figures/units/0", json!("角"), "读不懂"),
        ("/figures/origins/0", json!("guess"), "读不懂"),
        ("/figures/years/0", json!(-2024 - 1), "读不懂"),
        ("/figures/years/0", json!(60_000), "年度不是年度"),
        ("/figures/counts/0", json!(2), "读不懂"),
        ("/figures/counts/0", json!(usize::MAX), "读不懂"),
        ("/figures/places/lines/0", json!(999_999), "行第"),
        ("/figures/places/lines/0", json!(i64::MAX), "读不懂"),
        ("/figures/places/starts/0", json!(4_000_000), "不在原文之内"),
        ("/anchors/pages", json!([1]), "读不懂"),
        ("/book/source/text", json!(deep), "不在原文之内"),
    ] {
        let path = repacked(&whole, &|laid| {
            *laid.pointer_mut(pointer).unwrap() = value.clone()
        });
        let failures = failures(&path).concat();
        assert!(failures.contains(words), "{pointer} {value}: {failures}");
    }
}

/// All that `lkx library check` says of a library.
fn doubts(path: &Path) -> String {
    let library = Library::open(path).unwrap();
    let mut doubts = library.doubts_of_the_file().unwrap();
    doubts.extend(library.doubts_of_the_lists());
    for id in library.all_documents().unwrap() {
        doubts.extend(library.doubts_of(id));
    }
    let words: Vec<String> = doubts.into_iter().map(|Doubt(words)| words).collect();
    words.join("\n")
}

#[test]
fn a_whole_library_leaves_no_doubt_and_a_changed_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    assert_eq!(doubts(&whole), "");
    for (sql, told) in [
        (
            "UPDATE facts SET amount = amount + 1",
            "表 facts 与存着的内容不同",
        ),
        (
            "DELETE FROM facts WHERE fact_no = 2",
            "表 facts 与存着的内容不同",
        ),
        (
            "UPDATE codes SET printed = '6.00'",
            "表 codes 与存着的内容不同",
        ),
        (
            "UPDATE sums SET origin = 'summed'",
            "表 sums 与存着的内容不同",
        ),
        (
            "UPDATE entries SET code = '2080109'",
            "表 entries 与存着的内容不同",
        ),
        ("DELETE FROM contents", "表 contents 与存着的内容不同"),
        ("UPDATE names SET text = text || '。'", "与存着的内容不同"),
        ("DELETE FROM names", "所指的内容不存在"),
        ("DELETE FROM documents", "所指的内容不存在"),
    ] {
        let doubts = doubts(&changed(&whole, sql));
        assert!(doubts.contains(told), "{sql}: {doubts}");
    }
    let printed = repacked(&whole, &|laid| {
        *laid.pointer_mut("/figures/values/3").unwrap() = json!("6.00");
    });
    assert!(
        doubts(&printed).contains("6.00 与原文第"),
        "{}",
        doubts(&printed)
    );
}

#[test]
fn what_is_asked_about_many_budgets_is_taken_for_what_it_must_be() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    for (sql, words) in [
        ("UPDATE entries SET kind = 99", "不是本程序认识的种类"),
        ("UPDATE entries SET target = 9", "不是本程序认识的去处"),
        (
            "UPDATE entries SET target = 4, row_no = -1",
            "不是本程序认识的去处",
        ),
        (
            "UPDATE entries SET printed = '5.x', money_unit = 4",
            "「5.x」",
        ),
        (
            "UPDATE entries SET entry_no = entry_no + 100",
            "编号应当是 0",
        ),
        ("DELETE FROM names", "text 的类型不对"),
        ("UPDATE codes SET printed = '5.x'", "「5.x」"),
        ("UPDATE codes SET line = -1", "line 的数超出范围"),
        ("UPDATE codes SET kind = name", "不是本程序认识的词"),
        ("UPDATE sums SET printed = '5.x'", "「5.x」"),
        ("UPDATE sums SET money_unit = 5", "5 不是金额单位"),
        ("UPDATE sums SET origin = 'guess'", "「guess」"),
        ("UPDATE sums SET rank = -1", "rank 的数超出范围"),
        ("UPDATE sums SET line = 1, start = -1", "start 的数超出范围"),
        (
            "UPDATE sums SET line = 1, source = x'00'",
            "source 的类型不对",
        ),
    ] {
        let library = Library::open(&changed(&whole, sql)).unwrap();
        let catalogue = library.catalogue().unwrap();
        let entries = library.search_entries(&catalogue[0], &mut |_| ());
        let places = library.code_places(Classification::Function, "2080109");
        let sums = library.sums_of(Along::Functions, Some("20801"), "2080109");
        let failures: Vec<String> = entries
            .err()
            .into_iter()
            .chain(places.err())
            .chain(sums.err())
            .map(|error| error.to_string())
            .collect();
        assert!(failures.concat().contains(words), "{sql}: {failures:?}");
    }
}

#[test]
fn a_budget_that_contradicts_itself_is_not_stored() {
    let mut library = Library::in_memory().unwrap();
    let mut stray = book(&document("5.00", ""), "a");
    stray.tables[0].rows[0].place.line = 10_000;
    assert!(matches!(
        library.store(&stray, AT, false),
        Err(LibraryError::Contradictory(_))
    ));
    assert!(library.catalogue().unwrap().is_empty());
}

#[test]
fn a_journal_that_names_another_file_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let journal = whole.with_file_name("库.lkx-journal");
    fs::write(&journal, [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]).unwrap();
    for refused in [Library::open(&whole), Library::open_for_writing(&whole)] {
        assert!(
            matches!(refused, Err(LibraryError::Foreign { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn tables_of_another_edition_are_not_believed_and_are_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let older = changed(
        &whole,
        "UPDATE made SET edition = 'another'; UPDATE sums SET printed = '9.00'; DELETE FROM codes",
    );
    let library = Library::open(&older).unwrap();
    assert!(library.made_by_this_edition().unwrap().is_empty());
    // What another edition made may well be otherwise.
    assert_eq!(doubts(&older), "");
    drop(library);
    let mut library = Library::open_for_writing(&older).unwrap();
    let mut heard = Vec::new();
    for _ in 0..2 {
        library
            .remake(&mut |done, of| heard.push((done, of)))
            .unwrap();
    }
    assert_eq!(heard, [(0, 1)]);
    assert_eq!(library.made_by_this_edition().unwrap().len(), 1);
    drop(library);
    assert_eq!(doubts(&older), "");
    let sums = |path: &Path| {
        let library = Library::open(path).unwrap();
        library
            .sums_of(Along::Functions, Some("20801"), "2080109")
            .unwrap()
    };
    assert_eq!(sums(&older), sums(&whole));
}
