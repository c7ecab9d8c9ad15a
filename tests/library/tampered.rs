//! Libraries that somebody changed: each change is told by its place, and none is believed.

use super::{AT, book, document, library_file};
use lkx::library::{Doubt, Library, LibraryError, Stored};
use std::fs;
use std::path::{Path, PathBuf};

const ENDLESS: &str =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

/// A copy of a library that `sql` has changed.
fn changed(whole: &Path, sql: &str) -> PathBuf {
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
        "ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS SELECT i AS document FROM ({ENDLESS})"
    );
    for (sql, named) in [
        (
            "CREATE TRIGGER t AFTER INSERT ON figures BEGIN UPDATE figures SET amount = 1; END",
            "触发器 t（在表 figures 上）",
        ),
        (view.as_str(), "多了视图 v"),
        (instead.as_str(), "表 n"),
        (
            "DROP TABLE notes; CREATE VIEW notes AS SELECT 1",
            "表 notes 变成了视图",
        ),
        (
            "ALTER TABLE documents ADD COLUMN g TEXT AS (upper(unit))",
            "表 documents 与本程序建立的不同",
        ),
        ("CREATE INDEX i ON documents (length(text))", "多了索引 i"),
        ("DROP INDEX documents_by_hash", "少了索引 documents_by_hash"),
        ("CREATE TABLE z (a)", "多了表 z"),
        ("PRAGMA user_version = 2", "多了表 text_hashes"),
        ("PRAGMA user_version = -7", "多了表 documents"),
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
        ("UPDATE documents SET year = 0", "年度是 0"),
        ("UPDATE documents SET unit = x'00'", "unit 的类型不对"),
        (
            "UPDATE documents SET file_name = CAST(x'ff' AS TEXT)",
            "UTF-8",
        ),
        ("UPDATE documents SET text = x'ff'", "text 的类型不对"),
        ("UPDATE documents SET text = '短'", "不在原文之内"),
        ("UPDATE documents SET facts = facts + 1", "存着的不是这么多"),
        ("UPDATE history SET happened = 'x'", "历史的第 1 条"),
        ("UPDATE summaries SET printed = '12x'", "「12x」"),
        ("UPDATE summaries SET money_unit = 5", "5 不是金额单位"),
    ]);
}

#[test]
fn changed_figures_are_told_with_their_place() {
    told(&[
        (
            "UPDATE figures SET printed = '12x' WHERE row_no = 1 AND figure_no = 0",
            "编号为 1 的文件第 1 张表第 2 行第 1 个数：printed 「12x」不是金额",
        ),
        ("UPDATE figures SET printed = '5.0'", "不是印着的"),
        ("UPDATE figures SET printed = '05.00'", "不是金额"),
        (
            "UPDATE figures SET amount = amount + 1",
            "不是印着的 5.00 万元",
        ),
        ("UPDATE figures SET amount = 'x'", "amount 的类型不对"),
        ("UPDATE figures SET money_unit = 5", "5 不是金额单位"),
        ("UPDATE figures SET origin = 'guess'", "「guess」"),
        ("UPDATE figures SET year = -1", "year 的数超出范围"),
        ("UPDATE figures SET year = 65535", "年度不是年度"),
        ("UPDATE figures SET line = -1", "line 的数超出范围"),
        ("UPDATE figures SET line = 999999", "第 999999 行"),
        ("UPDATE figures SET stop = 4000000000", "不在原文之内"),
        ("UPDATE figures SET start = stop + 1", "不在原文之内"),
        ("UPDATE figures SET row_no = row_no + 9", "不属于任何"),
        ("DELETE FROM figures WHERE row_no = 1", "存着的不是这么多"),
    ]);
}

#[test]
fn changed_tables_rows_and_sentences_are_told_with_their_place() {
    told(&[
        ("UPDATE printed_tables SET kind = '天气表'", "「天气表」"),
        ("UPDATE printed_tables SET state = 'ok'", "「ok」"),
        ("UPDATE printed_tables SET end_line = 4294967295", "末行"),
        (
            "DELETE FROM printed_tables WHERE table_no = 0",
            "编号应当是 0",
        ),
        ("UPDATE table_rows SET kind = '?'", "「?」"),
        ("UPDATE table_rows SET side = '左'", "「左」"),
        ("UPDATE table_rows SET ordinal = -5", "ordinal"),
        ("DELETE FROM table_rows WHERE row_no = 0", "编号应当是 0"),
        ("DELETE FROM names WHERE id = 1", "text 的类型不对"),
        (
            "UPDATE names SET text = hex(zeroblob(600000)) WHERE id = 1",
            "text 太长",
        ),
        ("UPDATE indicators SET about = '?'", "「?」"),
        ("UPDATE indicators SET operator = '≈'", "「≈」"),
        (
            "UPDATE indicators SET row_no = 9223372036854775807",
            "所指的表或行不存在",
        ),
        ("UPDATE indicators SET table_no = -1", "第 1 个绩效指标"),
        ("DELETE FROM indicators", "存着的不是这么多"),
        ("UPDATE statements SET money_unit = 7", "7 不是金额单位"),
        (
            "UPDATE stated_figures SET start = 4294967295",
            "第 1 句第 1 个数",
        ),
    ]);
}

#[test]
fn anchors_that_lead_nowhere_are_told() {
    let deep = format!(
        "INSERT INTO locations VALUES (1, '{}')",
        "[".repeat(100_000)
    );
    told(&[
        (deep.as_str(), "的出处：读不懂"),
        (
            r#"INSERT INTO locations VALUES (1, '[{"place":{"line":9999,"start":0,"end":1},"location":{"Element":"x"}}]')"#,
            "的出处：位置",
        ),
    ]);
}

#[test]
fn a_whole_library_leaves_no_doubt_and_a_changed_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let doubts = |path: &Path| {
        let library = Library::open(path).unwrap();
        let mut doubts = library.doubts_of_the_file().unwrap();
        doubts.extend(library.doubts_of_the_lists());
        for id in library.all_documents().unwrap() {
            doubts.extend(library.doubts_of(id));
        }
        let words: Vec<String> = doubts.into_iter().map(|Doubt(words)| words).collect();
        words.join("\n")
    };
    assert_eq!(doubts(&whole), "");
    for (sql, told) in [
        (
            "UPDATE documents SET text = replace(text, '运行', '运营')",
            "原文不是存入时的原文",
        ),
        ("DELETE FROM text_hashes", "原文不是存入时的原文"),
        (
            "UPDATE figures SET printed = '6.00', amount = 600000000 WHERE printed = '5.00'",
            "6.00 与原文第",
        ),
        (
            "UPDATE sqlite_sequence SET seq = 9223372036854775807",
            "计数器",
        ),
        ("DELETE FROM documents", "所指的内容不存在"),
    ] {
        let doubts = doubts(&changed(&whole, sql));
        assert!(doubts.contains(told), "{sql}: {doubts}");
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
fn a_counter_at_its_end_is_not_taken_for_a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let path = changed(
        &whole,
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
    );
    assert!(matches!(
        Library::open_for_writing(&path),
        Err(LibraryError::Damaged { .. })
    ));
}

#[test]
fn an_older_library_is_upgraded_with_the_hashes_of_its_texts() {
    let folder = tempfile::tempdir().unwrap();
    let whole = library_file(folder.path());
    let path = changed(
        &whole,
        "DROP TABLE parts; DROP TABLE text_hashes; PRAGMA user_version = 2",
    );
    assert!(matches!(
        Library::open(&path),
        Err(LibraryError::Older { version: 2, .. })
    ));
    let mut library = Library::open_for_writing(&path).unwrap();
    let id = library.all_documents().unwrap()[0];
    assert_eq!(library.doubts_of(id), []);
    let again = library.store(&book(&document("5.00", ""), "a"), AT, false);
    assert_eq!(again.unwrap(), Stored::Unchanged);
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
