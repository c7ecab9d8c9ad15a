use super::place::Place;
use sha2::Digest;

#[test]
fn what_a_library_holds() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    let ran = place.lkx(&["library", "info"]).well();
    for line in [
        "预　算　2 份",
        "单　位　2 个",
        "年　度　2023 至 2024",
        "数　　　461 个",
        "疑　点　0 份已按本程序的规则核对：错误 0，警告 0，提示 0",
    ] {
        assert!(ran.out.lines().any(|found| found == line), "{}", ran.out);
    }
    assert!(ran.out.contains(env!("CARGO_PKG_VERSION")));
    let none = Place::new().lkx(&["library", "info"]);
    none.refused(1, &["还没有库"]);
    place.lkx(&["library", "move"]).refused(2, &["info、check"]);
    place.lkx(&["library", "copy"]).refused(2, &["两个库"]);
    place
        .lkx(&["library", "info", "库.lkx"])
        .refused(2, &["--library"]);
}

#[test]
fn whether_a_library_is_whole() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    let ran = place.lkx(&["library", "check"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("库完好：核对了 2 份文件"), "{}", ran.err);
    rusqlite::Connection::open(place.usual_library())
        .unwrap()
        .execute_batch(
            "UPDATE facts SET amount = amount + 1 WHERE document = 1 AND fact_no = 0;
             UPDATE books SET block = x'00' WHERE document = 2",
        )
        .unwrap();
    let ran = place.lkx(&["library", "check"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("（xinxiang-2023.txt）"), "{}", ran.out);
    assert!(ran.out.contains("表 facts 与存着的内容不同"), "{}", ran.out);
    assert!(ran.out.contains("不是存入时的内容"), "{}", ran.out);
    assert!(ran.err.contains("库不完好"), "{}", ran.err);
}

#[test]
fn formulas_are_disarmed_for_spreadsheets_alone() {
    let place = Place::new();
    let document = super::place::sample_text("xinxiang-2023").replace("信息系统维护费", "=1+1");
    place.write("a.txt", document);
    assert_eq!(place.lkx(&["import", "a.txt"]).status, 0);
    let name = |arguments: &[&str]| {
        let ran = place.lkx(&[&["export", "projects"], arguments].concat());
        let ran = ran.well();
        let rows = ran.rows();
        rows.into_iter()
            .map(|row| row[6].clone())
            .find(|name| name.contains("=1+1"))
            .unwrap()
    };
    assert_eq!(name(&[]), "=1+1");
    assert_eq!(name(&["--excel-safe"]), "'=1+1");
    assert_eq!(name(&["--bom"]), "'=1+1");
    place
        .lkx(&["export", "projects", "--excel-safe", "--format", "json"])
        .refused(2, &["--excel-safe"]);
}

#[test]
fn findings_that_somebody_rewrote_are_told() {
    let place = Place::holding(&["xinxiang-2023"]);
    assert_eq!(place.lkx(&["check"]).status, 0);
    place
        .lkx(&["library", "check"])
        .well_saying("核对了 1 份文件");
    let connection = rusqlite::Connection::open(place.usual_library()).unwrap();
    let [id, against, form]: [i64; 3] = connection
        .query_row(
            "SELECT id, against, form FROM outcomes JOIN documents ON number = document",
            [],
            |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]),
        )
        .unwrap();
    // A report without any finding, with the hash that such a report would have.
    let dictionary = include_bytes!("../../src/library/block/dictionary-1");
    let mut packing = zstd::bulk::Compressor::with_dictionary(3, dictionary).unwrap();
    let nothing = packing
        .compress(b"{\"findings\":[],\"outcomes\":[]}")
        .unwrap();
    let rules: String = connection
        .query_row("SELECT rules FROM outcomes", [], |row| row.get(0))
        .unwrap();
    let mut hashed: Vec<u8> = [id, against, form]
        .into_iter()
        .chain([0; 9])
        .flat_map(i64::to_le_bytes)
        .collect();
    hashed.extend_from_slice(rules.as_bytes());
    hashed.push(0);
    hashed.extend_from_slice(&nothing);
    let hash: [u8; 32] = sha2::Sha256::digest(&hashed).into();
    connection.execute("DELETE FROM findings", []).unwrap();
    connection
        .execute(
            "UPDATE outcomes SET errors = 0, warnings = 0, notes = 0, violated = 0, rounding = 0,
                explained = 0, holds = 0, not_checkable = 0, not_applicable = 0,
                sha256 = ?1, report = ?2",
            (hash, nothing),
        )
        .unwrap();
    drop(connection);
    let ran = place.lkx(&["library", "check"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out.contains("存着的疑点与重新核对的不同"),
        "{}",
        ran.out
    );
}

#[test]
fn what_one_library_holds_goes_into_another() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    assert_eq!(place.lkx(&["check"]).status, 0);
    let usual = place.usual_library();
    let copy = |said: &str| {
        place
            .lkx(&["library", "copy", usual.to_str().unwrap(), "副本.lkx"])
            .well_saying(said)
    };
    copy("复制 2 份，已有 0 份，未动 0 份");
    copy("复制 0 份，已有 2 份，未动 0 份");
    for asked in [
        &["list", "--format", "json"][..],
        &["list", "--history", "--format", "json"],
        &["export", "facts"],
        &["library", "check"],
    ] {
        let [here, there] = [&[][..], &["--library", "副本.lkx"]]
            .map(|library| place.lkx(&[library, asked].concat()));
        assert_eq!((here.status, here.out), (there.status, there.out));
    }
    let info = place.lkx(&["--library", "副本.lkx", "library", "info"]);
    assert!(info.out.contains("疑　点　2 份已按"), "{}", info.out);
}

#[test]
fn a_budget_of_another_document_stays_where_it_is() {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    let other = super::place::sample_text("xinxiang-2023") + "\n";
    place.write("b.txt", other);
    let into = ["--library", "乙.lkx"];
    let imported = place.lkx(&[&into[..], &["import", "b.txt"]].concat());
    assert_eq!(imported.status, 0, "{}", imported.err);
    let usual = place.usual_library();
    let ran = place.lkx(&["library", "copy", usual.to_str().unwrap(), "乙.lkx"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains("新乡市社会保险中心 2023 年单位预算：那边"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("复制 1 份，已有 0 份，未动 1 份"),
        "{}",
        ran.err
    );
    let listed = place.lkx(&[&into[..], &["list"]].concat()).out;
    assert_eq!(listed.matches("b.txt").count(), 1, "{listed}");
}

/// What a killed program leaves is whole, and the same command goes on from there. Many more moments are
/// tried by `tools/kill_trials.py`.
#[test]
fn a_kill_leaves_whole_budgets_and_costs_nothing() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let place = Place::new();
    let kill_after = |lines: usize, arguments: &[&str]| {
        let mut running = Command::new(env!("CARGO_BIN_EXE_lkx"))
            .args(arguments)
            .env_clear()
            .env("HOME", place.path("."))
            .env("XDG_DATA_HOME", place.path("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(running.stdout.take().unwrap());
        assert_eq!(said.lines().take(lines).count(), lines);
        running.kill().unwrap();
        running.wait().unwrap();
        let checked = place.lkx(&["library", "check"]);
        assert_eq!(checked.status, 0, "{arguments:?}: {}", checked.out);
    };
    let documents = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");
    kill_after(1, &["import", "--json", "--jobs", "1", documents]);
    kill_after(2, &["import", "--json", "--jobs", "1", documents]);
    assert_eq!(place.lkx(&["import", documents]).status, 0);
    kill_after(1, &["check"]);
    let undisturbed = place.lkx(&["check"]);
    assert!(undisturbed.err.contains("共 5 份"), "{}", undisturbed.err);
    assert_eq!(undisturbed.out, place.lkx(&["check", "--sample"]).out);
}
