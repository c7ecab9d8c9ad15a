//! The auditor's notes: what they are about, what has become of it, and two sessions at once.
//!
//! The figures that are expected were read in the sample documents.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as expected"
)]

use lkx::budget::{Amount, Book, MoneyUnit, Place, TableKind};
use lkx::documents::File;
use lkx::notes::{
    About, Edited, Judgement, Judgements, Notebook, NotesError, Now, Pointed, Status,
};
use std::path::{Path, PathBuf};
use std::thread;

fn text_of(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap()
}

fn book_of(text: &str) -> Book {
    lkx::commands::read_book(&File::new("预算.txt", text.as_bytes())).unwrap()
}

fn xinxiang() -> Book {
    book_of(&text_of("xinxiang-2023"))
}

fn clock() -> String {
    "2026-11-26 16:30:00".to_owned()
}

fn wan(printed: &str) -> Amount {
    Amount::parse(printed, MoneyUnit::Wan).unwrap()
}

/// Points at the figure of a row as the explorer does: by its place.
fn pointed(book: &Book, code: &str, measure: &str) -> Pointed {
    let table = book.table(TableKind::Expenditure).unwrap();
    let row = table.rows.iter().find(|row| row.code == code).unwrap();
    let figure = row
        .figures
        .iter()
        .find(|figure| figure.measure.path() == measure)
        .unwrap();
    Pointed {
        place: Some(figure.place),
        amount: Some(figure.amount),
        column: measure.to_owned(),
        label: String::new(),
    }
}

fn about(book: &Book) -> About {
    About::of(book, &pointed(book, "2080506", "合计"))
}

#[test]
fn what_was_pointed_at() {
    let book = xinxiang();
    let about = about(&book);
    assert_eq!(about.identity, book.identity);
    assert_eq!(about.table, "支出总表");
    assert_eq!(about.row(), "6 2080506 机关事业单位职业年金缴费支出");
    assert_eq!((about.measure.as_str(), about.year), ("合计", Some(2023)));
    let figure = about.figure.as_ref().unwrap();
    assert_eq!(figure.plain(), "4660.00 万元");
    assert_eq!(figure.grouped(), "4,660.00 万元");
    assert_eq!(about.sha256, book.source.sha256);
    assert!(about.source.starts_with("预算.txt:"), "{}", about.source);
}

#[test]
fn what_no_table_prints() {
    let book = xinxiang();
    let summed = About::of(
        &book,
        &Pointed {
            amount: Some(wan("5281.07")),
            column: "合计".to_owned(),
            label: "20805 行政事业单位养老支出".to_owned(),
            ..Pointed::default()
        },
    );
    assert_eq!(
        summed.figure.as_ref().unwrap().plain(),
        "5281.07 万元（推算）"
    );
    assert_eq!((summed.ordinal, summed.source.as_str()), (0, ""));
    assert_eq!(Now::of(&summed, Some(&book)), Now::Nothing);
    // A line of prose has a place and nothing else.
    let prose = About::of(
        &book,
        &Pointed {
            place: Some(Place::line(1)),
            label: "一行文字".to_owned(),
            ..Pointed::default()
        },
    );
    assert_eq!(prose.row(), "一行文字");
    assert_eq!(prose.source, "预算.txt:1");
    // A whole line of the document that holds a row is that row.
    let row = book.table(TableKind::Expenditure).unwrap().rows[2].clone();
    let line = About::of(
        &book,
        &Pointed {
            place: Some(Place::line(row.place.line)),
            ..Pointed::default()
        },
    );
    assert_eq!((line.ordinal, line.code), (row.ordinal, row.code));
}

#[test]
fn what_has_become_of_it() {
    let text = text_of("xinxiang-2023");
    let about = about(&book_of(&text));
    let now = |text: &str| Now::of(&about, Some(&book_of(text)));
    assert_eq!(now(&text).plain(), "4660.00 万元");
    assert_eq!(now(&text).in_words(), "未变");
    let other = text
        .replace("4,660.00", "4,661.50")
        .replace("4660.00", "4661.50");
    assert_eq!(now(&other).plain(), "4661.50 万元");
    assert_eq!(now(&other).in_words(), "现为 4,661.50 万元");
    // Lines above move it, and it is found all the same.
    assert_eq!(now(&format!("\n\n{text}")).in_words(), "未变");
    let gone = text.replace("职业年金缴费支出", "其他缴费支出");
    assert_eq!(now(&gone), Now::RowGone);
    assert_eq!(Now::of(&about, None), Now::NoBudget);
}

#[test]
fn written_read_changed_and_deleted() {
    let book = xinxiang();
    let mut notebook = Notebook::in_memory(clock).unwrap();
    assert_eq!(notebook.notes().unwrap(), []);
    let about = about(&book);
    notebook.add(&about, "与职业年金记账口径核对").unwrap();
    let notes = notebook.notes().unwrap();
    let note = &notes[0];
    assert_eq!(
        (note.about.clone(), note.words()),
        (about, "与职业年金记账口径核对")
    );
    assert_eq!(
        (note.time.as_str(), note.edited.as_str()),
        ("2026-11-26 16:30:00", "")
    );
    assert_eq!(notebook.edit(note, "已核对").unwrap(), Edited::Done);
    let edited = notebook.notes().unwrap().remove(0);
    assert_eq!((edited.words(), edited.id), ("已核对", note.id));
    assert!(!edited.edited.is_empty());
    // A session that still shows the old words neither deletes nor overwrites the new ones.
    assert!(matches!(
        notebook.delete(note),
        Err(NotesError::ChangedMeanwhile)
    ));
    assert!(matches!(
        notebook.edit(note, "另一说法").unwrap(),
        Edited::Beside(_)
    ));
    let words: Vec<String> = notebook
        .notes()
        .unwrap()
        .iter()
        .map(|note| note.words().to_owned())
        .collect();
    assert_eq!(words, ["已核对", "另一说法"]);
    notebook.delete(&edited).unwrap();
    notebook.delete(&edited).unwrap();
    assert_eq!(notebook.notes().unwrap().len(), 1);
}

#[test]
fn findings_are_judged_and_taken_back() {
    let book = xinxiang();
    let notebook = Notebook::in_memory(clock).unwrap();
    let about = about(&book);
    let aside = Judgement {
        status: Status::Aside,
        rule: "R01".to_owned(),
        key: "R01|支出总表/合计".to_owned(),
        title: "支出总表 合计 印 4660.00，各项之和 4659.99".to_owned(),
        equation: "合计＝基本支出＋项目支出".to_owned(),
        difference: "0.01 万元".to_owned(),
        figures: "4660.00；4659.99".to_owned(),
    };
    let mut notebook = notebook.by("张三");
    notebook.judge(&about, &aside, "四舍五入", None).unwrap();
    let seen = notebook.notes().unwrap().remove(0);
    assert_eq!(seen.finding.as_ref(), Some(&aside));
    assert_eq!((seen.words(), seen.text.as_str()), ("四舍五入", ""));
    assert_eq!(seen.author, "张三");
    let confirmed = Judgement {
        status: Status::Confirmed,
        ..aside
    };
    notebook.judge(&about, &confirmed, "", Some(&seen)).unwrap();
    let seen = notebook.notes().unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].finding.as_ref(), Some(&confirmed));
    let unjudged = Judgement {
        status: Status::Unjudged,
        ..confirmed
    };
    notebook
        .judge(&about, &unjudged, "", Some(&seen[0]))
        .unwrap();
    assert_eq!(notebook.notes().unwrap(), []);
}

#[test]
fn a_judgement_outlives_a_new_document_unless_a_figure_moved() {
    let book = xinxiang();
    let checked = lkx::checks::check(&book, &[]);
    let finding = &checked.findings[0];
    let mut notebook = Notebook::in_memory(clock).unwrap();
    let judgement = Judgement::of(finding, Status::Confirmed);
    notebook
        .judge(&about(&book), &judgement, "属实", None)
        .unwrap();
    let judged = Judgements::among(notebook.notes().unwrap());
    let mut now = finding.clone();
    now.left.place = lkx::budget::Place::line(1);
    now.message = "改了说法".to_owned();
    let standing = judged.of(&book.identity, &now).unwrap();
    assert_eq!(standing.status(), Status::Confirmed);
    now.left.printed.push('9');
    for operand in &mut now.operands {
        operand.printed.push('9');
    }
    let standing = judged.of(&book.identity, &now).unwrap();
    assert_eq!(
        (standing.then, standing.status()),
        (Status::Confirmed, Status::Unjudged)
    );
    assert!(standing.in_words().starts_with("原已认定：属实"));
}

/// A file of the first version, in which a finding was set aside under the key of then.
fn of_the_first_version(path: &Path, key: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch(include_str!("../src/notes/schema/0001.sql"))
        .unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection
        .pragma_update(None, "application_id", 0x6C6B_6E31)
        .unwrap();
    let book = xinxiang();
    connection
        .execute(
            "INSERT INTO notes VALUES (1, ?1, ?2, ?3, ?4, '', 0, '', '', '', '', '', NULL, '', '', \
             '', 'a.txt', '', '', NULL, NULL, NULL, '', 'R01', ?5, '四舍五入', '', '')",
            rusqlite::params![
                book.identity.unit,
                book.identity.year,
                book.identity.stage.name(),
                book.identity.scope.name(),
                key
            ],
        )
        .unwrap();
}

#[test]
fn what_was_set_aside_under_a_former_key_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own/notes.sqlite");
    let book = xinxiang();
    let checked = lkx::checks::check(&book, &[]);
    let finding = &checked.findings[0];
    of_the_first_version(&path, &finding.former_key());
    let mut notebook = in_file(&path);
    for _ in 0..2 {
        let judged = Judgements::among(notebook.notes().unwrap());
        let standing = judged.of(&book.identity, finding).unwrap();
        assert_eq!(standing.status(), Status::Aside);
        assert_eq!(standing.in_words(), "已搁置：四舍五入");
        // The file is brought to the newest version by the first note that is added.
        notebook.add(&about(&book), "记").unwrap();
    }
}
fn in_file(path: &Path) -> Notebook {
    Notebook::at(Some(path.to_owned()), clock)
}

#[test]
fn sessions_that_write_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own/notes.sqlite");
    let book = xinxiang();
    thread::scope(|scope| {
        for session in 0..4 {
            let (path, book) = (&path, &book);
            scope.spawn(move || {
                let mut notebook = in_file(path);
                for number in 0..25 {
                    let text = format!("{session}/{number}");
                    notebook.add(&about(book), &text).unwrap();
                }
            });
        }
    });
    let notes = in_file(&path).notes().unwrap();
    let texts: std::collections::BTreeSet<&str> = notes.iter().map(|note| note.words()).collect();
    assert_eq!(texts.len(), 100);
}

#[cfg(unix)]
#[test]
fn for_the_users_eyes_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own/notes.sqlite");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(in_file(&path).notes().unwrap(), []);
    assert!(!path.exists(), "reading makes no file");
    in_file(&path).add(&about(&xinxiang()), "一").unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn what_is_no_notes_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    std::fs::write(&path, "这是一份文件，不是笔记。".repeat(200)).unwrap();
    assert!(matches!(
        in_file(&path).notes(),
        Err(NotesError::NotNotes(_))
    ));
    let book = xinxiang();
    assert!(matches!(
        in_file(&path).add(&about(&book), "一"),
        Err(NotesError::NotNotes(_))
    ));
    let below = path.join("notes.sqlite");
    assert!(matches!(
        in_file(&below).add(&about(&book), "一"),
        Err(NotesError::Folder(_))
    ));
    let nowhere = Notebook::at(None, clock).add(&about(&book), "一");
    assert!(matches!(nowhere, Err(NotesError::NoPlace)));
}

#[cfg(unix)]
#[test]
fn what_holds_no_notes_keeps_its_content_and_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("预算.txt");
    std::fs::write(&path, "这不是笔记。".repeat(30)).unwrap();
    let other = folder.path().join("别的.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    for path in [path, other] {
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        let before = std::fs::read(&path).unwrap();
        let added = Notebook::at(Some(path.clone()), clock).add(&about(&xinxiang()), "记");
        assert!(matches!(added, Err(NotesError::NotNotes(_))), "{added:?}");
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_the_notes_own_is_closed_and_another_is_said_to_be_open() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let open_up = |folder: &Path| {
        std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    };
    let own = folder.path().join("笔记");
    std::fs::create_dir(&own).unwrap();
    open_up(&own);
    let mut notebook = Notebook::at(Some(own.join("n.sqlite")), clock);
    notebook.add(&about(&xinxiang()), "记").unwrap();
    assert_eq!(own.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(notebook.open_folder(), None);
    let shared = folder.path().join("共用");
    std::fs::create_dir(&shared).unwrap();
    std::fs::write(shared.join("别的"), "").unwrap();
    open_up(&shared);
    let mut notebook = Notebook::at(Some(shared.join("n.sqlite")), clock);
    notebook.add(&about(&xinxiang()), "记").unwrap();
    assert_eq!(notebook.open_folder(), Some(shared));
}

#[test]
fn notes_that_somebody_changed_are_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("n.sqlite");
    let mut notebook = Notebook::at(Some(whole.clone()), clock);
    notebook.add(&about(&xinxiang()), "记").unwrap();
    for (sql, told) in [
        ("UPDATE notes SET stage = '结算'", "「结算」"),
        ("UPDATE notes SET side = '左'", "「左」"),
        ("UPDATE notes SET figure = '12x'", "「12x」"),
        ("UPDATE notes SET money_unit = ''", "money_unit"),
        ("UPDATE notes SET year = -1", "year"),
        ("UPDATE notes SET text = x'ff'", "text"),
        (
            "UPDATE notes SET first_character = 9, end_character = 1",
            "end_character",
        ),
        (
            "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
            "触发器 t",
        ),
        ("CREATE VIEW v AS SELECT 1", "视图 v"),
    ] {
        let path = folder.path().join("改.sqlite");
        std::fs::copy(&whole, &path).unwrap();
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        let refused = Notebook::at(Some(path), clock).notes().unwrap_err();
        assert!(refused.to_string().contains(told), "{sql}: {refused}");
    }
}
