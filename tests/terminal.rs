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
