//! Pipes, terminals, locales, read-only folders, interruption.

use super::place::{Place, run, sample};
use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let place = Place::new();
    for arguments in [
        &["export", "facts", "--sample"][..],
        &["export", "facts", "--sample", "--format", "json"],
        &["export", "facts", "--sample", "--format", "table"],
        &["man"],
        &["completions", "zsh"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lkx"))
            .args(arguments)
            .env("HOME", place.path("."))
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 8];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn without_a_terminal_there_is_no_explorer() {
    Place::new().lkx(&[]).refused(1, &["终端", "lkx list"]);
}

#[test]
fn another_character_set_matters_to_terminals_alone() {
    let place = Place::new();
    let ran = run(place
        .command()
        .env("LC_ALL", "zh_CN.GB18030")
        .args(["list", "--sample"]));
    assert_eq!(ran.well().rows().len(), 5);
}

#[cfg(unix)]
#[test]
fn a_library_is_read_where_nothing_can_be_written() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = sample("xinxiang-2023");
    place.write("shared/readme", "");
    let library = "shared/l.sqlite";
    assert_eq!(
        place.lkx(&["import", "--library", library, &path]).status,
        0
    );
    set_permissions(place.path(library), Permissions::from_mode(0o444)).unwrap();
    set_permissions(place.path("shared"), Permissions::from_mode(0o555)).unwrap();
    let before = std::fs::read_dir(place.path("shared")).unwrap().count();
    let ran = place.lkx(&["export", "facts", "--library", library]).well();
    assert_eq!(ran.rows().len(), 275);
    let after = std::fs::read_dir(place.path("shared")).unwrap().count();
    assert_eq!(before, after);
    set_permissions(place.path("shared"), Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_full_disk_is_said() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    Place::new()
        .lkx(&["list", "--sample", "--format", "csv", "-o", "/dev/full"])
        .refused(1, &["/dev/full", "磁盘已满"]);
}
