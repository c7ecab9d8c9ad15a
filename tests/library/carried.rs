//! Libraries of before: what they hold is carried over, whole or not at all.

use super::AT;
use lkx::library::{Library, LibraryError};
use std::fs;
use std::path::{Path, PathBuf};

/// A library of format 4: 甲市乙中心 with a replaced version (5.00) and the current one (6.00), its
/// year 2023 imported and removed, 甲市丁中心 in two files, 甲市戊中心 from a web page.
fn of_before(folder: &Path) -> PathBuf {
    let path = folder.join("旧.lkx");
    fs::copy("tests/library/format-4.lkx", &path).unwrap();
    path
}

#[test]
fn a_library_of_before_holds_what_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_before(folder.path());
    assert!(matches!(
        Library::open(&path),
        Err(LibraryError::Older { version: 4, .. })
    ));
    let mut heard = Vec::new();
    let library = Library::open_and_carry(&path, &mut |done, of| heard.push((done, of))).unwrap();
    // Once into blocks, once for the sums.
    let once = [(0, 4), (1, 4), (2, 4), (3, 4)];
    assert_eq!(heard, [once, once].concat());
    let catalogue = library.catalogue().unwrap();
    let listed: Vec<String> = catalogue
        .iter()
        .map(|entry| {
            let printed = entry.summary.expenditure.unwrap();
            format!("{} {} {printed}", entry.identity, entry.file_name)
        })
        .collect();
    assert_eq!(
        listed,
        [
            "甲市丁中心 2024 年单位预算 丁说明.txt、丁表.txt 5.00",
            "甲市乙中心 2024 年单位预算 乙二.txt 6.00",
            "甲市戊中心 2024 年单位预算 网.html 5.00",
        ]
    );
    let [parted, replacing, page] = &catalogue[..] else {
        panic!("{listed:?}");
    };
    let files = library.book(parted.id).unwrap().source.files;
    assert_eq!(files.len(), 2);
    let earlier = library.book(replacing.earlier.unwrap()).unwrap();
    assert_eq!(earlier.source.file_name, "乙.txt");
    assert!(!page.has_lines && replacing.has_lines && !parted.has_lines);
    let current: Vec<bool> = library
        .history()
        .unwrap()
        .iter()
        .map(|h| h.current)
        .collect();
    assert_eq!(current, [false, true, false, true, true, true, false]);
    for id in library.all_documents().unwrap() {
        assert_eq!(library.doubts_of(id), []);
    }
    assert_eq!(library.doubts_of_the_file().unwrap(), []);
}

#[test]
fn removing_takes_the_replaced_versions_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_before(folder.path());
    let mut library = Library::open_for_writing(&path).unwrap();
    let replacing = library.catalogue().unwrap().remove(1);
    library.remove(replacing.id, AT).unwrap();
    assert_eq!(library.all_documents().unwrap().len(), 2);
}

#[test]
fn a_library_of_two_versions_before_is_carried_over_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = of_before(folder.path());
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("DROP TABLE parts; DROP TABLE text_hashes; PRAGMA user_version = 2")
        .unwrap();
    let library = Library::open_for_writing(&path).unwrap();
    assert_eq!(library.catalogue().unwrap().len(), 3);
}

#[test]
fn what_somebody_changed_is_not_carried_over() {
    for (sql, told) in [
        (
            "UPDATE documents SET text = replace(text, '运行', '运营')",
            "原文不是存入时的原文",
        ),
        ("DELETE FROM text_hashes", "原文不是存入时的原文"),
        ("UPDATE figures SET printed = '5.0'", "不是印着的"),
        ("UPDATE figures SET row_no = row_no + 9", "不属于任何"),
        ("DELETE FROM table_rows WHERE row_no = 0", "编号应当是 0"),
        ("UPDATE printed_tables SET kind = '天气表'", "「天气表」"),
        ("UPDATE locations SET anchors = '['", "的出处：读不懂"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = of_before(folder.path());
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection
            .execute_batch(&format!("PRAGMA foreign_keys = 0; {sql}"))
            .unwrap();
        drop(connection);
        let before = fs::read(&path).unwrap();
        match Library::open_for_writing(&path) {
            Err(LibraryError::Damaged { detail, .. }) => {
                assert!(detail.contains(told), "{sql}: {detail}");
            }
            other => panic!("{sql}: {other:?}"),
        }
        assert_eq!(fs::read(&path).unwrap(), before, "{sql}");
    }
}
