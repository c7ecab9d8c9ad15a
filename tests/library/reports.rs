//! What the checks said of budgets is kept, and counts while what it rests on stays as it was.

use super::tampered::changed;
use super::{AT, book, document, library_file};
use lkx::budget::{Report, Severity};
use lkx::checks::check;
use lkx::library::{Basis, DocumentId, Doubt, Kept, Library, Neighbourhood};
use std::fs;
use std::path::{Path, PathBuf};

const RULES: &str = "these rules";

/// What the checks say of a budget alone.
fn report_of(library: &Library, id: DocumentId) -> Report {
    let book = library.book(id).unwrap();
    let checked = check(&book, &[]);
    Report::of(&book, checked.findings, checked.outcomes)
}

/// What a report of a budget rests on now.
fn basis(library: &Library, id: DocumentId) -> Basis {
    Neighbourhood::of(library.catalogue().unwrap()).basis(id, RULES)
}

fn keep(library: &mut Library, ids: &[DocumentId]) {
    let kept = ids.iter().map(|&id| Kept {
        id,
        basis: basis(library, id),
        report: report_of(library, id),
    });
    let kept: Vec<Kept> = kept.collect();
    library.keep_reports(&kept).unwrap();
}

fn is_known(library: &Library, id: DocumentId) -> bool {
    let basis = basis(library, id);
    library.report(id, &basis).unwrap().is_some()
}

/// A budget that does not add up, its unit's next year, and a stranger's.
fn of_three(library: &mut Library) -> [DocumentId; 3] {
    let texts = [
        document("5.50", ""),
        document("5.00", "").replace("2024", "2025"),
        document("5.00", "").replace("甲市乙中心", "丙县丁中心"),
    ];
    let mut ids = Vec::new();
    for text in &texts {
        let read = book(text, &format!("{:x}", ids.len()));
        library.store(&read, AT, false).unwrap();
        let catalogue = library.catalogue().unwrap();
        let stored = catalogue
            .iter()
            .find(|entry| entry.identity == read.identity);
        ids.push(stored.unwrap().id);
    }
    ids.try_into().unwrap()
}

#[test]
fn a_report_comes_back_as_it_was_kept() {
    let mut library = Library::in_memory().unwrap();
    let [wrong, ..] = of_three(&mut library);
    let report = report_of(&library, wrong);
    assert!(report.tally()[0] > 0 && report.findings[0].finding.severity == Severity::Error);
    assert!(!is_known(&library, wrong));
    for _ in 0..2 {
        keep(&mut library, &[wrong]);
    }
    let basis = basis(&library, wrong);
    assert_eq!(library.report(wrong, &basis).unwrap(), Some(report));
    let neighbourhood = Neighbourhood::of(library.catalogue().unwrap());
    let others = neighbourhood.basis(wrong, "other rules");
    assert_eq!(library.report(wrong, &others).unwrap(), None);
}

type Change<'c> = &'c dyn Fn(&mut Library, DocumentId);

#[test]
fn a_change_makes_the_reports_around_it_stale_and_no_others() {
    let before = document("5.00", "").replace("2024", "2023");
    let replacing = document("6.00", "").replace("2024", "2025");
    let changes: [Change; 3] = [
        &|library, next| library.remove(next, AT).unwrap(),
        &|library, _| drop(library.store(&book(&before, "before"), AT, false)),
        &|library, _| drop(library.store(&book(&replacing, "replacing"), AT, false)),
    ];
    for change in changes {
        let mut library = Library::in_memory().unwrap();
        let ids = of_three(&mut library);
        let [wrong, next, stranger] = ids;
        keep(&mut library, &ids);
        let rested_on = basis(&library, wrong);
        change(&mut library, next);
        assert_ne!(basis(&library, wrong), rested_on);
        assert!(!is_known(&library, wrong));
        assert!(is_known(&library, stranger));
        // What was found out before the change is not kept after it.
        let report = report_of(&library, wrong);
        let (id, basis) = (wrong, rested_on.clone());
        library.keep_reports(&[Kept { id, basis, report }]).unwrap();
        assert_eq!(library.report(wrong, &rested_on).unwrap(), None);
    }
}

#[test]
fn a_change_that_nobody_noted_makes_a_report_stale_too() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("库.lkx");
    let mut library = Library::open_for_writing(&whole).unwrap();
    let [wrong, next, _] = of_three(&mut library);
    keep(&mut library, &[wrong]);
    drop(library);
    let without = changed(
        &whole,
        &format!("DELETE FROM documents WHERE id = {}", next.0),
    );
    let library = Library::open(&without).unwrap();
    assert!(!is_known(&library, wrong));
}

/// A library with the report of one budget.
fn reported(folder: &Path) -> (PathBuf, DocumentId) {
    let whole = library_file(folder);
    let mut library = Library::open_for_writing(&whole).unwrap();
    let wrong = book(&document("5.50", ""), "wrong");
    library.store(&wrong, AT, true).unwrap();
    let id = library.catalogue().unwrap()[0].id;
    keep(&mut library, &[id]);
    assert!(is_known(&library, id));
    (whole, id)
}

#[test]
fn a_changed_report_is_not_believed_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, id) = reported(folder.path());
    let doubts = |library: &Library| {
        let doubts = library.doubts_of(id).into_iter();
        doubts.map(|Doubt(words)| words).collect::<String>()
    };
    assert_eq!(doubts(&Library::open(&whole).unwrap()), "");
    let of_hash = "与它的散列不符";
    for (sql, words) in [
        ("UPDATE outcomes SET errors = errors - 1", of_hash),
        ("UPDATE outcomes SET holds = holds + 1", of_hash),
        ("UPDATE outcomes SET report = x'00'", of_hash),
        ("UPDATE outcomes SET form = 99", of_hash),
        ("UPDATE outcomes SET sha256 = zeroblob(32)", of_hash),
        ("UPDATE outcomes SET report = 'x'", "report 的类型不对"),
        ("UPDATE outcomes SET notes = 'x'", "notes 的类型不对"),
    ] {
        let library = Library::open(&changed(&whole, sql)).unwrap();
        assert!(!is_known(&library, id), "{sql}");
        let doubts = doubts(&library);
        assert!(doubts.contains(words), "{sql}: {doubts}");
    }
    // What people who come with SQL see is believed by nobody else.
    for sql in [
        "DELETE FROM findings WHERE finding_no = 0",
        "UPDATE findings SET severity = 'note'",
        "UPDATE findings SET difference = 1",
        "UPDATE findings SET message = x'00'",
    ] {
        let library = Library::open(&changed(&whole, sql)).unwrap();
        assert!(is_known(&library, id), "{sql}");
        let doubts = doubts(&library);
        assert!(
            doubts.contains("表 findings 与存着的核对结果不同"),
            "{sql}: {doubts}"
        );
    }
}

#[test]
fn a_report_of_another_document_is_none_of_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, id) = reported(folder.path());
    let sql = format!("UPDATE documents SET id = id + 1 WHERE id = {}", id.0);
    let library = Library::open(&changed(&whole, &sql)).unwrap();
    assert!(!is_known(&library, DocumentId(id.0 + 1)));
}

#[test]
fn a_view_tells_the_findings() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, id) = reported(folder.path());
    let report = report_of(&Library::open(&whole).unwrap(), id);
    let connection = rusqlite::Connection::open(&whole).unwrap();
    let seen: Vec<(String, String, String)> = connection
        .prepare("SELECT rule, \"table\", message FROM v_findings")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let told = report.findings.iter().map(|told| {
        let kind = told.kind.map_or("", lkx::budget::TableKind::name);
        let finding = &told.finding;
        (
            finding.rule.name().to_owned(),
            kind.to_owned(),
            finding.message.clone(),
        )
    });
    assert_eq!(seen, told.collect::<Vec<_>>());
}

#[test]
fn reports_are_kept_only_in_a_library_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("没有.lkx");
    assert!(Library::open_for_reports(&path).is_err());
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
}
