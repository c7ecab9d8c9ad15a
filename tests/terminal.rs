//! The manners of the program on a real terminal: few tests, and slow ones.

#[path = "terminal/pty.rs"]
mod pty;

use nix::sys::signal::Signal;
use pty::Pty;

const FIRST: &str = "单位×年度";

#[test]
fn it_starts_and_leaves() {
    let mut pty = Pty::start(80, 24);
    pty.sees(FIRST).sees("示例库").cursor_on("南充市");
    pty.wait("the other screen", |screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
    });
    pty.send(b"q");
    assert!(pty.ends().success());
    pty.is_as_it_was();
    assert_eq!(
        std::fs::read_dir(pty.home()).unwrap().count(),
        0,
        "wrote into the home folder"
    );
}

#[test]
fn it_follows_the_size_of_the_window() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市").send(b"j\r").sees("[功能分类]");
    pty.resize(160, 45).sees("│").resize(80, 24);
    pty.wait("no panes", |screen| {
        let contents = screen.contents();
        contents.contains("[功能分类]") && !contents.contains('│')
    });
    pty.send(b"q");
    assert!(pty.ends().success());
}

#[test]
fn it_suspends_and_comes_back_whole() {
    let mut pty = Pty::under_a_shell(80, 24);
    pty.cursor_on("南充市").send(b"j").cursor_on("新乡市");
    pty.send(b"\x1a").is_stopped().is_as_it_was();
    pty.send(b"\n").cursor_on("新乡市");
    pty.wait("the other screen", vt100::Screen::alternate_screen);
    pty.send(b"k").cursor_on("南充市");
    pty.signal(Signal::SIGTSTP).is_stopped().is_as_it_was();
    pty.send(b"\n").cursor_on("南充市").send(b"q");
    pty.is_as_it_was();
}

#[test]
fn it_does_not_stop_where_nobody_can_continue_it() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市").send(b"\x1a").sees("不能暂停");
    pty.send(b"j").cursor_on("新乡市").send(b"q");
    assert!(pty.ends().success());
}

#[test]
fn a_signal_ends_it_though_the_terminal_reads_no_more() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市").deaf(true);
    for _ in 0..40 {
        pty.resize(160, 45).pause(10).resize(80, 24).pause(10);
    }
    pty.signal(Signal::SIGTERM);
    assert_eq!(pty.ends().signal(), Some("Terminated"));
}

#[test]
fn signals_leave_the_terminal_as_it_was() {
    for (signal, name) in [
        (Signal::SIGTERM, "Terminated"),
        (Signal::SIGHUP, "Hangup"),
        (Signal::SIGINT, "Interrupt"),
        (Signal::SIGQUIT, "Quit"),
        (Signal::SIGABRT, "Aborted"),
        (Signal::SIGUSR1, "User defined signal 1"),
        (Signal::SIGALRM, "Alarm clock"),
    ] {
        let mut pty = Pty::start(80, 24);
        pty.cursor_on("南充市").signal(signal);
        assert_eq!(pty.ends().signal(), Some(name));
        pty.is_as_it_was();
    }
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    let mut pty = Pty::with(80, 24, &[("LKX_PANIC_FOR_TEST", "1")]);
    pty.cursor_on("南充市")
        .send(b"j")
        .wrote("a panic was asked for\\x1B[31m");
    assert!(!pty.ends().success());
    pty.is_as_it_was();
}

#[test]
fn an_arrow_that_arrives_in_pieces_is_an_arrow() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市").send(b"\r").sees("[功能分类]");
    pty.send(b"j").cursor_on("210");
    pty.send(b"\x1b").pause(50).send(b"[A").cursor_on("208");
    pty.send(b"\x1b")
        .pause(50)
        .send(b"[")
        .pause(50)
        .send(b"B")
        .cursor_on("210");
    // A lone ESC still goes up.
    pty.send(b"\x1b").cursor_on("南充市").send(b"q");
    assert!(pty.ends().success());
}

#[test]
fn a_late_answer_about_the_width_is_no_key() {
    let mut pty = Pty::start(80, 24);
    pty.wrote("\x1b[6n")
        .cursor_on("南充市")
        .send(b"\r")
        .sees("[功能分类]");
    pty.send(b"j").cursor_on("210");
    pty.send(b"\x1b[")
        .pause(200)
        .send(b"1;2")
        .pause(200)
        .send(b"R");
    pty.send(b"k").cursor_on("208").sees("[功能分类]");
    // Even when its ESC has come to be taken for the key.
    let mut late = Pty::start(80, 24);
    late.cursor_on("南充市").send(b"j").cursor_on("新乡市");
    late.send(b"\x1b").sees("已在最上一层").send(b"[1;3R");
    late.wait("ASCII glyphs", |screen| {
        let contents = screen.contents();
        contents.contains(">新乡市") && !contents.contains('─') && contents.contains("单位x年度")
    });
    late.send(b"q");
    assert!(late.ends().success());
}

#[test]
fn a_dumb_terminal_is_drawn_in_ascii() {
    let mut pty = Pty::with(80, 24, &[("TERM", "vt100"), ("NO_COLOR", "1")]);
    pty.sees("单位x年度").sees("----").send(b"q");
    assert!(pty.ends().success());
}

#[test]
fn a_terminal_without_a_cursor_is_told_what_to_use() {
    let mut pty = Pty::with(80, 24, &[("TERM", "")]);
    pty.wrote("lkx list");
    assert!(!pty.ends().success());
    assert!(!pty.bytes().contains(&0x1b));
}

#[test]
fn a_dumb_terminal_gets_lines() {
    let mut pty = Pty::with(80, 24, &[("TERM", "dumb")]);
    pty.wrote("单位×年度");
    pty.send(b"q\n");
    assert!(pty.ends().success());
    assert!(!pty.bytes().contains(&0x1b));
}

#[test]
fn a_locale_of_another_character_set_is_told_in_ascii() {
    for locale in ["zh_CN", "zh_CN.GB18030"] {
        let mut pty = Pty::with(80, 24, &[("LC_ALL", locale), ("LANG", locale)]);
        pty.wrote("which is not UTF-8");
        assert!(!pty.ends().success());
        assert!(pty.bytes().is_ascii(), "{locale}");
    }
}

#[test]
fn a_flood_of_keys_holds_up_neither_frames_nor_the_end() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市");
    let frames = pty.bytes().len();
    // A megabyte, up and down; the last frame need not be the one that is seen.
    pty.send(&b"jk".repeat(1 << 19)).send(b"\x03");
    assert!(pty.ends().success());
    assert!(pty.bytes().len() > frames, "no frame was drawn");
    pty.is_as_it_was();
}

#[test]
fn a_paste_whose_end_is_lost_lets_go_of_the_keys() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市").send(b"/").sees("键入名称");
    pty.send(b"\x1b[200~zynj").sees("搜索：zynj");
    pty.send(b"\x1b").cursor_on("南充市").send(b"j");
    pty.cursor_on("新乡市").send(b"\x1b[200~qq").send(b"\x03");
    assert!(pty.ends().success());
    pty.is_as_it_was();
}

#[test]
fn keys_in_the_modes_of_an_earlier_program_are_keys() {
    for control_c in ["\x1b[99;5u", "\x1b[27;5;99~"] {
        let mut pty = Pty::start(80, 24);
        pty.cursor_on("南充市").send(b"\r").sees("[功能分类]");
        pty.send(b"\x1b[27u").cursor_on("南充市");
        pty.send(control_c.as_bytes());
        assert!(pty.ends().success());
        pty.is_as_it_was();
    }
}

#[test]
fn reports_of_the_mouse_are_no_keys() {
    let mut pty = Pty::start(80, 24);
    pty.cursor_on("南充市");
    pty.send(b"\x1b[<65;10;5M\x1b[<0;10;5m\x1b[M qq\x1b[32;10;5Mj");
    pty.cursor_on("新乡市").sees("单位×年度").send(b"q");
    assert!(pty.ends().success());
}

#[test]
fn a_terminal_of_any_size_is_drawn_in_that_size() {
    for (width, height) in [(1200, 30), (100, 700), (1100, 520)] {
        let mut pty = Pty::start(width, height);
        pty.wait("the keys in the last line", |screen| {
            let last = screen.contents_between(height - 1, 0, height - 1, width);
            last.contains("q 退出")
        });
        pty.wait("the rule across the screen", |screen| {
            let rule = screen.cell(height - 2, width - 1);
            rule.is_some_and(|cell| cell.contents() == "─")
        });
        pty.send(b"q");
        assert!(pty.ends().success());
    }
}

#[test]
fn a_total_below_a_ten_thousandth_is_no_end_of_the_program() {
    let library = imported(
        "2024年单位预算公开\n一、2024年单位支出预算表\n单位名称：测试市社会保险中心\n单位：元\n\
         科目编码\t科目名称\t合计\t基本支出\t项目支出\n\
         208\t社会保障和就业支出\t0.00001\t0.00001\t\n\
         20805\t养老\t0.00001\t0.00001\t\n\
         2080505\t机关养老\t0.00001\t0.00001\t\n\
         \t合计\t0.00001\t0.00001\t\n",
    );
    let path = library.path().join("library.sqlite");
    let mut pty = Pty::on_library(80, 24, &path);
    pty.cursor_on("测试市社会保险中心")
        .send(b"\r")
        .sees("[功能分类]");
    pty.send(b"12345678/q\x03");
    assert!(pty.ends().success());
}

/// A folder with a library of one document in it.
fn imported(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("document.txt");
    std::fs::write(&text, document).expect("a document");
    let import = std::process::Command::new(env!("CARGO_BIN_EXE_lkx"))
        .arg("--library")
        .arg(folder.path().join("library.sqlite"))
        .arg("import")
        .arg(&text)
        .output()
        .expect("the program");
    assert!(import.status.success(), "{import:?}");
    folder
}

#[test]
fn two_sessions_take_notes_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own/notes.sqlite");
    let variables = [("LKX_NOTES", path.to_str().expect("a plain path"))];
    let mut sessions: Vec<Pty> = (0..2).map(|_| Pty::with(80, 24, &variables)).collect();
    for (session, pty) in sessions.iter_mut().enumerate() {
        pty.cursor_on("南充市").send(b"\r").sees("[功能分类]");
        for note in 0..5 {
            pty.send(format!("m{session}/{note}\r").as_bytes());
        }
    }
    for pty in &mut sessions {
        pty.sees("已记下").send(b"M");
        pty.sees("/4").send(b"q");
        assert!(pty.ends().success());
        pty.is_as_it_was();
    }
    let mut notes = lkx::notes::Notebook::at(Some(path), String::new);
    assert_eq!(notes.notes().expect("notes").len(), 10);
}
