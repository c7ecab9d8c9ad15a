//! What only happens when a person sits there: in a pseudo-terminal.

use super::place::{Place, sample, sample_text};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs the program on a terminal where `typed` waits to be read; gives status and screen.
fn on_terminal(place: &Place, locale: &str, arguments: &[&str], typed: &str) -> (u32, String) {
    let size = PtySize {
        rows: 24,
        cols: 80,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lkx"));
    command.env_clear();
    command.args(arguments);
    command.cwd(place.path("."));
    command.env("HOME", place.path("."));
    command.env("XDG_DATA_HOME", place.path("data"));
    command.env("LC_ALL", locale);
    command.env("TERM", "xterm");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(typed.as_bytes()).unwrap();
    let mut screen = Vec::new();
    // A pseudo-terminal whose other side is closed may end in an error instead of an end.
    let _ = reader.read_to_end(&mut screen);
    let status = child.wait().unwrap().exit_code();
    (status, String::from_utf8_lossy(&screen).into_owned())
}

#[test]
fn a_terminal_gets_a_table() {
    let place = Place::new();
    let (status, screen) = on_terminal(&place, "zh_CN.UTF-8", &["list", "--sample"], "");
    assert_eq!(status, 0);
    assert!(
        screen.contains("支出总计") && screen.contains("11,436.06"),
        "{screen}"
    );
}

#[test]
fn another_character_set_is_told_in_ascii() {
    let place = Place::new();
    let (status, screen) = on_terminal(&place, "zh_CN.GB18030", &["list", "--sample"], "");
    assert_eq!(status, 1);
    assert!(
        screen.is_ascii() && screen.contains("zh_CN.GB18030"),
        "{screen}"
    );
    assert!(screen.contains("UTF-8"));
}

#[test]
fn removing_asks() {
    let place = Place::holding(&["xinxiang-2023"]);
    let remove = ["remove", "xxsb", "2023"];
    let (status, screen) = on_terminal(&place, "C.UTF-8", &remove, "\n");
    assert_eq!(status, 1, "{screen}");
    assert!(screen.contains("移除 新乡市社会保险中心 2023 年单位预算？"));
    assert_eq!(place.lkx(&["list"]).rows().len(), 1);
    let (status, screen) = on_terminal(&place, "C.UTF-8", &remove, "y\n");
    assert_eq!(status, 0, "{screen}");
    assert!(place.lkx(&["list"]).rows().is_empty());
}

#[test]
fn importing_shows_how_far_it_is() {
    let place = Place::new();
    place.write("in/1.txt", sample_text("xinxiang-2023"));
    place.write("in/2\u{1b}]0;x\u{7}.txt", sample_text("haidong-2024"));
    let (status, screen) = on_terminal(&place, "C.UTF-8", &["import", "in"], "");
    assert_eq!(status, 0, "{screen}");
    assert!(screen.contains("1/2 ["), "{screen}");
    assert!(
        !screen.contains("\u{1b}]0;"),
        "a file's name reached the terminal"
    );
    let alone = place.lkx(&["import", &sample("puyang-2024"), &sample("cangxi-2023")]);
    assert!(!alone.err.contains("1/2"), "no bar without a terminal");
}

#[test]
fn an_interrupted_import_ends_between_two_documents() {
    let place = Place::new();
    for number in 0..200 {
        let text = format!("{}\n{number}\n", sample_text("puyang-2024"));
        place.write(&format!("in/{number}.txt"), text);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_lkx"))
        .args(["import", "in"])
        .current_dir(place.path("."))
        .env("HOME", place.path("."))
        .env("XDG_DATA_HOME", place.path("data"))
        .env("LC_ALL", "C.UTF-8")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    while !place.usual_library().exists() && started.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let stored = place.lkx(&["list"]).well().rows();
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0][7], "293");
}

#[test]
fn a_workbook_is_not_for_a_terminal() {
    let place = Place::new();
    let arguments = ["list", "--sample", "--format", "xlsx"];
    let (status, screen) = on_terminal(&place, "zh_CN.UTF-8", &arguments, "");
    assert_eq!(status, 2);
    assert!(screen.contains("-o 文件.xlsx"), "{screen}");
}
