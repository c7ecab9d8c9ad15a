//! The library as those who import and those who read meet it.

#![expect(clippy::unwrap_used, reason = "what fails to open fails the test")]

mod carried;
mod reports;
mod tampered;

use lkx::budget::{
    About, Amount, Anchor, Area, Book, Figure, Identity, Indicator, Location, Locations, Measure,
    MoneyUnit, Note, Operator, Origin, Place, ProjectDetails, Row, RowKind, Scope, Side, Source,
    Stage, StatedFigure, Statement, Table, TableKind, TableState,
};
use lkx::library::{Happened, Library, LibraryError, Stored};
use std::fs;
use std::path::Path;

const AT: &str = "2026-01-02 03:04:05";

/// A small budget with every kind of record; `extra` lines go into its last table.
fn document(total: &str, extra: &str) -> String {
    format!(
        "甲市乙中心\n2024年单位预算\n\n一、支出预算情况说明\n\n2024年支出合计{total}万元，其中：基本支出3.00万元。\n\n\
         单位支出总表\n单位名称：甲市乙中心\n单位：万元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{total}\t3.00\t2.00\n\
         2080109\t社会保险经办机构\t{total}\t3.00\t2.00\n\n\
         单位预算项目绩效目标表\n单位名称：甲市乙中心\n单位：万元\n\
         单位名称\t项目名称\t预算数\t年度目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\n\
         甲市乙中心\t信息系统维护\t2.00\t保障运行\t产出指标\t数量指标\t维护次数\t≥\t4\t次\t20\n{extra}"
    )
}

fn book(text: &str, sha256: &str) -> Book {
    let source = Source {
        file_name: "乙.txt".to_owned(),
        sha256: sha256.to_owned(),
        text: text.to_owned(),
        locations: Default::default(),
        files: Vec::new(),
    };
    lkx::records::read(source, &lkx::tables::find(text), Vec::new()).expect("a budget")
}

#[test]
fn a_budget_comes_back_as_it_was_stored() {
    let mut library = Library::in_memory().unwrap();
    let stored = book(&document("5.00", ""), "a");
    assert!(
        !stored.indicators.is_empty() && !stored.statements.is_empty() && stored.fact_count() == 6
    );
    assert_eq!(library.store(&stored, AT, false).unwrap(), Stored::Imported);
    let entry = &library.catalogue().unwrap()[0];
    assert_eq!(library.book(entry.id).unwrap(), stored);
    assert_eq!(entry.summary, lkx::budget::Summary::of(&stored));
    assert_eq!(entry.imported_at, AT);
}

#[test]
fn the_samples_come_back_as_they_were_stored() {
    let mut library = Library::in_memory().unwrap();
    let mut stored = Vec::new();
    for file in fs::read_dir("sample-data").into_iter().flatten().flatten() {
        let text = fs::read_to_string(file.path()).unwrap();
        stored.push(book(&text, &file.file_name().to_string_lossy()));
    }
    for book in &stored {
        library.store(book, AT, false).unwrap();
    }
    for entry in library.catalogue().unwrap() {
        let book = library.book(entry.id).unwrap();
        assert!(stored.contains(&book), "{}", book.identity);
    }
}

#[test]
fn the_same_document_changes_nothing() {
    let mut library = Library::in_memory().unwrap();
    let one = book(&document("5.00", ""), "a");
    library.store(&one, AT, false).unwrap();
    assert_eq!(library.would_store(&one, false).unwrap(), Stored::Unchanged);
    assert_eq!(library.store(&one, AT, true).unwrap(), Stored::Unchanged);
    assert_eq!(library.history().unwrap().len(), 1);
}

#[test]
fn another_document_of_the_same_budget_replaces_it() {
    let mut library = Library::in_memory().unwrap();
    library
        .store(&book(&document("5.00", ""), "a"), AT, false)
        .unwrap();
    assert_eq!(
        library
            .store(&book(&document("6.00", ""), "b"), AT, false)
            .unwrap(),
        Stored::Replaced
    );
    let catalogue = library.catalogue().unwrap();
    assert_eq!((catalogue.len(), catalogue[0].sha256.as_str()), (1, "b"));
    let history = library.history().unwrap();
    let steps: Vec<_> = history
        .iter()
        .map(|entry| (entry.happened, entry.sha256.as_str(), entry.current))
        .collect();
    assert_eq!(
        steps,
        [
            (Happened::Imported, "a", false),
            (Happened::Replaced, "b", true)
        ]
    );
}

#[test]
fn a_replacement_that_reads_little_is_refused() {
    let mut library = Library::in_memory().unwrap();
    library
        .store(&book(&document("5.00", ""), "a"), AT, false)
        .unwrap();
    let poor = book(
        "甲市乙中心\n2024年单位预算\n单位支出总表\n单位名称：甲市乙中心\n单位：万元\n科目编码\t科目名称\t合计\n\t合计\t5.00\n2080109\t社会保险经办机构\t5.00\n",
        "b",
    );
    assert_eq!(
        library.store(&poor, AT, false).unwrap(),
        Stored::Refused { before: 6, now: 2 }
    );
    assert_eq!(library.catalogue().unwrap()[0].sha256, "a");
    assert_eq!(library.store(&poor, AT, true).unwrap(), Stored::Replaced);
}

#[test]
fn removing_leaves_a_line_of_history() {
    let mut library = Library::in_memory().unwrap();
    library
        .store(&book(&document("5.00", ""), "a"), AT, false)
        .unwrap();
    library
        .store(&book(&document("6.00", ""), "b"), AT, false)
        .unwrap();
    let id = library.catalogue().unwrap()[0].id;
    library.remove(id, "2026-02-03 04:05:06").unwrap();
    assert!(library.catalogue().unwrap().is_empty());
    let last = library.history().unwrap().pop().unwrap();
    assert_eq!(
        (last.happened, last.sha256.as_str(), last.current),
        (Happened::Removed, "b", false)
    );
    assert!(matches!(
        library.remove(id, AT),
        Err(LibraryError::NoDocument(_))
    ));
    assert!(matches!(library.book(id), Err(LibraryError::NoDocument(_))));
}

fn library_file(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("库.lkx");
    let mut library = Library::open_for_writing(&path).unwrap();
    library
        .store(&book(&document("5.00", ""), "a"), AT, false)
        .unwrap();
    path
}

#[test]
fn what_is_no_library_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("无");
    assert!(matches!(
        Library::open(&missing),
        Err(LibraryError::NotThere(_))
    ));
    let text = folder.path().join("文本.db");
    fs::write(
        &text,
        "这不是数据库，只是一段足够长的文字，长过文件头的一百个字节，长过文件头的一百个字节。",
    )
    .unwrap();
    let other = folder.path().join("别的.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    for path in [text, other] {
        let before = fs::read(&path).unwrap();
        assert!(
            matches!(Library::open(&path), Err(LibraryError::NotALibrary(_))),
            "{path:?}"
        );
        assert!(
            matches!(
                Library::open_for_writing(&path),
                Err(LibraryError::NotALibrary(_))
            ),
            "{path:?}"
        );
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_newer_library_asks_for_a_newer_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = library_file(folder.path());
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    assert!(matches!(
        Library::open(&path),
        Err(LibraryError::Newer { version: 99, .. })
    ));
    assert!(matches!(
        Library::open_for_writing(&path),
        Err(LibraryError::Newer { version: 99, .. })
    ));
}

#[test]
fn readers_go_on_while_an_import_is_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = library_file(folder.path());
    let mut writer = rusqlite::Connection::open(&path).unwrap();
    let under_way = writer
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    under_way
        .execute("UPDATE documents SET file_name = '半途.txt'", [])
        .unwrap();
    let reader = Library::open(&path).unwrap();
    assert_eq!(reader.catalogue().unwrap()[0].file_name, "乙.txt");
    drop(under_way);
    assert_eq!(reader.catalogue().unwrap()[0].file_name, "乙.txt");
}

#[test]
fn two_imports_at_once_both_end_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("库.lkx");
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut library = Library::open_for_writing(path).unwrap();
                for year in 0..10 {
                    let text = document("5.00", "").replace(
                        "2024年单位预算",
                        &format!("{}年单位预算", 2000 + year * 2 + worker),
                    );
                    library
                        .store(&book(&text, &format!("{year}-{worker}")), AT, false)
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(Library::open(&path).unwrap().catalogue().unwrap().len(), 20);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read_and_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = library_file(folder.path());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let read = Library::open(&path).map(|library| library.catalogue().unwrap().len());
    let probe = fs::write(folder.path().join("探"), "");
    let written = Library::open_for_writing(&path)
        .and_then(|mut library| library.store(&book(&document("6.00", ""), "b"), AT, false));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(read.unwrap(), 1);
    // The superuser may write anywhere; then there is nothing to refuse.
    if probe.is_err() {
        assert!(
            matches!(written, Err(LibraryError::ReadOnly(_))),
            "{written:?}"
        );
    }
}

/// A library as a killed import leaves it: pages half written, the journal beside it.
fn killed_halfway(folder: &Path) -> std::path::PathBuf {
    let whole = library_file(folder);
    let mut writer = rusqlite::Connection::open(&whole).unwrap();
    // One page of cache, so that the pages are in the file before the commit.
    writer.pragma_update(None, "cache_size", 1).unwrap();
    let under_way = writer
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    under_way
        .execute_batch("UPDATE documents SET file_name = '半途.txt'; DELETE FROM facts; UPDATE names SET text = text || '半途'")
        .unwrap();
    let killed = folder.join("断.lkx");
    fs::copy(&whole, &killed).unwrap();
    fs::copy(folder.join("库.lkx-journal"), folder.join("断.lkx-journal")).unwrap();
    killed
}

#[test]
fn a_killed_import_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = killed_halfway(folder.path());
    let library = Library::open(&path).unwrap();
    let entry = &library.catalogue().unwrap()[0];
    assert_eq!(entry.file_name, "乙.txt");
    assert_eq!(
        library.book(entry.id).unwrap(),
        book(&document("5.00", ""), "a")
    );
}

#[test]
fn numbers_of_removed_documents_are_not_used_again() {
    let mut library = Library::in_memory().unwrap();
    let one = book(&document("5.00", ""), "a");
    library.store(&one, AT, false).unwrap();
    let removed = library.catalogue().unwrap()[0].id;
    library.remove(removed, AT).unwrap();
    assert_eq!(library.store(&one, AT, false).unwrap(), Stored::Imported);
    assert_ne!(library.catalogue().unwrap()[0].id, removed);
    let current: Vec<_> = library
        .history()
        .unwrap()
        .iter()
        .map(|entry| entry.current)
        .collect();
    assert_eq!(current, [false, false, true]);
}

#[test]
fn a_library_is_made_with_its_folder_and_under_any_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["一/二/库.lkx", "?a=b&mode=memory", "100%23"] {
        let path = folder.path().join(name);
        let mut library = Library::open_for_writing(&path).unwrap();
        library
            .store(&book(&document("5.00", ""), "a"), AT, false)
            .unwrap();
        drop(library);
        assert!(path.is_file(), "{name}");
        assert_eq!(Library::open(&path).unwrap().catalogue().unwrap().len(), 1);
    }
    let folder = folder.path();
    assert!(matches!(
        Library::open(folder),
        Err(LibraryError::NotALibrary(_))
    ));
    assert!(matches!(
        Library::open_for_writing(folder),
        Err(LibraryError::NotALibrary(_))
    ));
}

#[test]
fn a_blank_file_becomes_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("空");
    fs::write(&empty, "").unwrap();
    assert!(matches!(
        Library::open(&empty),
        Err(LibraryError::NotThere(_))
    ));
    let stamped = folder.path().join("印");
    rusqlite::Connection::open(&stamped)
        .unwrap()
        .pragma_update(None, "user_version", 7)
        .unwrap();
    for path in [empty, stamped] {
        Library::open_for_writing(&path).unwrap();
        assert!(
            Library::open(&path)
                .unwrap()
                .catalogue()
                .unwrap()
                .is_empty()
        );
    }
}

/// A repeatable source of arbitrary records.
struct Arbitrary(u64);

impl Arbitrary {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn number(&mut self) -> u32 {
        self.below(u64::from(u32::MAX) + 1) as u32
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize].clone()
    }

    fn text(&mut self) -> String {
        let parts = [
            "",
            "社保",
            "\0",
            "\u{1b}[31m",
            "'); DROP TABLE",
            "\n",
            "\u{202e}",
            "𠀀",
            " ",
            "100%",
            "\u{feff}",
        ];
        (0..self.below(4)).map(|_| self.of(&parts)).collect()
    }

    fn several<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| one(self)).collect()
    }

    fn maybe<T>(&mut self, one: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| one(self))
    }

    fn place(&mut self) -> Place {
        let end = self.below(6) as u32;
        let start = self.below(u64::from(end) + 1) as u32;
        Place::span(self.below(2) as u32 + 1, start, end)
    }

    fn anchor(&mut self) -> Anchor {
        let area = Area {
            left: self.number() as i32,
            top: self.number() as i32,
            right: self.number() as i32,
            bottom: self.number() as i32,
        };
        let (page, sheet, cell) = (self.below(3) as u32, self.text(), self.text());
        Anchor {
            place: self.place(),
            location: self.of(&[
                Location::Page { page, area },
                Location::Element(sheet.clone()),
                Location::Cell { sheet, cell },
            ]),
        }
    }

    fn figure(&mut self) -> Figure {
        let printed = [
            "0.00",
            "139.00",
            "-3.5",
            "24107.98",
            "7",
            "0.0001",
            "999999.99",
        ];
        let ground = self.text();
        Figure {
            measure: Measure::from_path(self.text()),
            year: 1900 + self.below(200) as u16,
            amount: Amount::parse(self.of(&printed), self.of(&MoneyUnit::ALL)).unwrap(),
            origin: self.of(&[
                Origin::Printed,
                Origin::Derived(ground.clone()),
                Origin::Uncertain(ground),
            ]),
            place: self.place(),
        }
    }

    fn row(&mut self) -> Row {
        let project = ProjectDetails {
            code: self.text(),
            kind: self.text(),
            function_code: self.text(),
            goal: self.text(),
        };
        Row {
            ordinal: self.number(),
            side: self.of(&Side::ALL),
            kind: self.of(&RowKind::ALL),
            code: self.text(),
            code2: self.text(),
            name: self.text(),
            name2: self.text(),
            under: self.text(),
            unit: self.text(),
            project: self.of(&[None, Some(project)]),
            place: self.place(),
            figures: self.several(Self::figure),
        }
    }

    fn table(&mut self) -> Table {
        Table {
            kind: self.maybe(|any| any.of(TableKind::ALL)),
            title: self.text(),
            state: self.of(&TableState::ALL),
            money_unit: self.of(&MoneyUnit::ALL),
            place: self.place(),
            end_line: self.below(3) as u32,
            measures: self.several(|any| Measure::from_path(any.text())),
            rows: self.several(Self::row),
            overall_goal: self.text(),
        }
    }

    fn indicator(&mut self, tables: &[Table]) -> Option<Indicator> {
        let table = self.below(4) as usize;
        let rows = tables.get(table)?.rows.len() as u64;
        Some(Indicator {
            table,
            row: (rows > 0).then(|| self.below(rows.max(1)) as usize),
            about: self.of(&[About::Project, About::Whole]),
            level1: self.text(),
            level2: self.text(),
            name: self.text(),
            operator: self.maybe(|any| any.of(&Operator::ALL)),
            value: self.text(),
            value_unit: self.text(),
            weight: self.text(),
            direction: self.text(),
            printed: self.text(),
            place: self.place(),
        })
    }

    fn statement(&mut self) -> Statement {
        Statement {
            section: self.text(),
            sentence: format!("一二三四五{}", self.text()),
            money_unit: self.maybe(|any| any.of(&MoneyUnit::ALL)),
            figures: self.several(|any| StatedFigure {
                printed: any.text(),
                unit: any.text(),
                start: any.below(6) as u32,
            }),
            place: self.place(),
        }
    }

    fn book(&mut self) -> Book {
        let tables = self.several(Self::table);
        let indicators = self.several(|any| any.indicator(&tables));
        Book {
            identity: Identity {
                unit: self.text(),
                year: 1900 + self.below(200) as u16,
                stage: self.of(&Stage::ALL),
                scope: self.of(&Scope::ALL),
            },
            source: Source {
                file_name: self.text(),
                sha256: self.number().to_string(),
                text: format!("一二三四五\n六七八九十\n{}", self.text()),
                locations: Locations::new(self.several(Self::anchor)),
                files: Vec::new(),
            },
            tables,
            indicators: indicators.into_iter().flatten().collect(),
            statements: self.several(Self::statement),
            notes: self.several(|any| Note {
                place: any.place(),
                excerpt: any.text(),
                message: any.text(),
            }),
            department: self.text(),
        }
    }
}

#[test]
fn any_budget_comes_back_as_it_was_stored() {
    for seed in 1..400 {
        let stored = Arbitrary(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15)).book();
        let mut library = Library::in_memory().unwrap();
        library.store(&stored, AT, false).unwrap();
        let id = library.catalogue().unwrap()[0].id;
        let read = library.book(id).unwrap();
        // Amounts are equal whatever their decimals, so the text is compared as well.
        assert_eq!(format!("{read:?}"), format!("{stored:?}"), "{seed}");
    }
}

#[cfg(unix)]
#[test]
fn a_killed_import_in_a_read_only_folder_says_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = killed_halfway(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let probe = fs::write(folder.path().join("探"), "");
    let opened = Library::open(&path).map(|library| library.catalogue().unwrap().len());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    match (probe, opened) {
        // The superuser may write anywhere, and so the import is rolled back.
        (Ok(()), opened) => assert_eq!(opened.unwrap(), 1),
        (Err(_), opened) => {
            assert!(
                matches!(opened, Err(LibraryError::Interrupted(_))),
                "{opened:?}"
            );
            assert_eq!(Library::open(&path).unwrap().catalogue().unwrap().len(), 1);
        }
    }
}

#[test]
fn where_the_text_stands_in_the_file_comes_back() {
    let mut library = Library::in_memory().unwrap();
    let mut stored = book(&document("5.00", ""), "a");
    let location = Location::Cell {
        sheet: "支出".to_owned(),
        cell: "B3".to_owned(),
    };
    stored.source.locations = Locations::new(vec![Anchor {
        place: Place::span(4, 0, 4),
        location,
    }]);
    library.store(&stored, "", false).unwrap();
    let entry = library.catalogue().unwrap().remove(0);
    assert!(!entry.has_lines);
    let read = library.book(entry.id).unwrap();
    assert_eq!(read.source.locations, stored.source.locations);
    assert_eq!(read.source.name_of(Place::line(4)), "乙.txt:支出!B3");
}
