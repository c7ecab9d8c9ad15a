//! What `-o` must not destroy, and where output cannot go.

use super::place::{Place, run, sample};
use std::fs;
use std::process::Command;

#[test]
fn the_library_the_notes_and_the_documents_are_kept() {
    let place = Place::holding(&["xinxiang-2023"]);
    fs::copy(sample("xinxiang-2023"), place.path("原件.csv")).unwrap();
    place.write("notes.csv", "笔记");
    fs::create_dir_all(place.path("data/lkx/notes")).unwrap();
    fs::copy(
        place.path("notes.csv"),
        place.path("data/lkx/notes/notes.sqlite"),
    )
    .unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(place.usual_library(), place.path("链接.csv")).unwrap();
    #[cfg(not(unix))]
    fs::hard_link(place.usual_library(), place.path("链接.csv")).unwrap();
    fs::hard_link(place.usual_library(), place.path("硬链接.csv")).unwrap();
    let library = fs::read(place.usual_library()).unwrap();
    for (target, what) in [
        ("data/lkx/library.sqlite", "库文件"),
        ("data/lkx/../lkx/library.sqlite", "库文件"),
        ("data/lkx/library.sqlite-journal", "库文件"),
        ("链接.csv", "库文件"),
        ("硬链接.csv", "库文件"),
        ("data/lkx/notes/notes.sqlite", "笔记文件"),
        ("原件.csv", "导入过的公开文件"),
    ] {
        for command in ["list", "check"] {
            place
                .lkx(&[command, "--format", "csv", "-o", target])
                .refused(2, &[what]);
        }
    }
    assert_eq!(fs::read(place.usual_library()).unwrap(), library);
    assert_eq!(place.read("data/lkx/notes/notes.sqlite"), "笔记");
    assert!(!place.path("data/lkx/library.sqlite-journal").exists());
    // A file of one's own may be written again.
    place.lkx(&["list", "-o", "a.csv"]).well();
    place.lkx(&["list", "-o", "a.csv"]).well();
}

#[cfg(unix)]
#[test]
fn links_lead_where_they_lead() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.write("inner/readme", "");
    symlink("inner/middle.csv", place.path("link.csv")).unwrap();
    symlink("later.csv", place.path("inner/middle.csv")).unwrap();
    place.lkx(&["list", "--sample", "-o", "link.csv"]).well();
    assert!(place.path("link.csv").is_symlink());
    assert!(place.path("inner/middle.csv").is_symlink());
    assert_eq!(place.read("inner/later.csv").lines().count(), 6);
    symlink("circle.csv", place.path("circle.csv")).unwrap();
    place
        .lkx(&["list", "--sample", "-o", "circle.csv"])
        .refused(1, &["circle.csv", "链接绕成了圈"]);
}

/// Runs the program from a shell that has set something up first.
#[cfg(target_os = "linux")]
fn from_shell(place: &Place, script: &str) -> super::place::Ran {
    let program = env!("CARGO_BIN_EXE_lkx");
    let mut command = Command::new("sh");
    command
        .args(["-c", &script.replace("lkx", program)])
        .current_dir(place.path("."))
        .env("HOME", place.path("."))
        .env("LC_ALL", "C.UTF-8");
    run(&mut assert_cmd::Command::from_std(command))
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_standard_output_is_an_error_and_a_discarded_one_is_not() {
    let place = Place::new();
    from_shell(&place, "lkx export facts --sample --format csv >&-")
        .refused(1, &["标准输出是关着的"]);
    from_shell(&place, "lkx export facts --sample >/dev/null").well();
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_is_said_and_nothing_stays() {
    let place = Place::new();
    from_shell(&place, "ulimit -f 8; lkx export facts --sample -o a.csv")
        .refused(1, &["a.csv", "ulimit -f"]);
    assert_eq!(fs::read_dir(place.path(".")).unwrap().count(), 0);
}
