/*!
The real program in a real pseudo-terminal.

The program's output goes into a terminal emulator; a test waits until the screen
shows what it looks for, and never for a time.
*/

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// No state takes longer to come about, on the slowest machine.
const AT_MOST: Duration = Duration::from_secs(20);

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
}

/// The program, its terminal, and what that shows.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    modes_before: String,
    home: tempfile::TempDir,
    /// Whether a shell stands between the terminal and the program.
    under_shell: bool,
    deaf: Arc<AtomicBool>,
}

impl Pty {
    /// Starts the program on its samples.
    pub fn start(width: u16, height: u16) -> Self {
        Self::with(width, height, &[])
    }

    /// Starts it on its samples with variables of the environment.
    pub fn with(width: u16, height: u16, variables: &[(&str, &str)]) -> Self {
        let command = CommandBuilder::new(env!("CARGO_BIN_EXE_lkx"));
        Self::run(width, height, command, variables, false)
    }

    /// Starts it on a library.
    pub fn on_library(width: u16, height: u16, library: &std::path::Path) -> Self {
        let command = CommandBuilder::new(env!("CARGO_BIN_EXE_lkx"));
        let library = library.to_str().expect("a plain path");
        let variables = [("LKX_LIBRARY", library)];
        Self::run(width, height, command, &variables, false)
    }

    /// Starts it as a job of a shell, which continues it at each line that it reads.
    pub fn under_a_shell(width: u16, height: u16) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.arg("-c");
        command.arg("set -m; \"$0\" \"$@\"; while read -r line; do fg; done");
        command.arg(env!("CARGO_BIN_EXE_lkx"));
        Self::run(width, height, command, &[], true)
    }

    fn run(
        width: u16,
        height: u16,
        mut command: CommandBuilder,
        variables: &[(&str, &str)],
        under_shell: bool,
    ) -> Self {
        let pair = native_pty_system()
            .openpty(size(width, height))
            .expect("a terminal");
        let modes_before = format!("{:?}", pair.master.get_termios());
        let home = tempfile::tempdir().expect("a terminal");
        if !variables.iter().any(|(name, _)| *name == "LKX_LIBRARY") {
            command.arg("--sample");
        }
        command.cwd(home.path());
        for name in ["LKX_LIBRARY", "NO_COLOR", "TMUX", "LC_ALL"] {
            command.env_remove(name);
        }
        command.env("HOME", home.path());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("a terminal");
        let keys = pair.master.take_writer().expect("a terminal");
        let seen = Arc::new((
            Mutex::new(Seen {
                parser: emulator(width, height),
                bytes: Vec::new(),
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().expect("a terminal");
        let watched = Arc::clone(&seen);
        let deaf = Arc::new(AtomicBool::new(false));
        let is_deaf = Arc::clone(&deaf);
        std::thread::spawn(move || watch(reader, &watched, &is_deaf));
        Self {
            master: pair.master,
            keys,
            child,
            seen,
            modes_before,
            home,
            under_shell,
            deaf,
        }
    }

    /// Waits until the screen is as the test says.
    #[track_caller]
    pub fn wait(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let (seen, changed) = &*self.seen;
        let guard = seen.lock().expect("a terminal");
        let not_yet = |seen: &mut Seen| !holds(seen.parser.screen());
        let (guard, timeout) = changed
            .wait_timeout_while(guard, AT_MOST, not_yet)
            .expect("a terminal");
        let screen = guard.parser.screen().contents();
        assert!(!timeout.timed_out(), "waited in vain for: {what}\n{screen}");
        drop(guard);
        self
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the cursor's row holds a text.
    #[track_caller]
    pub fn cursor_on(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("the cursor on {text}"), |screen| {
            let contents = screen.contents();
            contents
                .lines()
                .any(|line| line.contains('▸') && line.contains(text))
        })
    }

    /// Sends bytes.
    pub fn send(&mut self, bytes: &[u8]) -> &mut Self {
        self.keys.write_all(bytes).expect("a terminal");
        self.keys.flush().expect("a terminal");
        self
    }

    /// Lets the line be slow: bytes sent before are on their way alone for that long.
    pub fn pause(&mut self, milliseconds: u64) -> &mut Self {
        std::thread::sleep(Duration::from_millis(milliseconds));
        self
    }

    /// Makes the window another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        let new = |n| NonZero::new(n).expect("a terminal");
        let (seen, _) = &*self.seen;
        let mut guard = seen.lock().expect("a terminal");
        guard.parser.screen_mut().set_size(new(height), new(width));
        drop(guard);
        self.master.resize(size(width, height)).expect("a terminal");
        self
    }

    /// Sends the program a signal.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        kill(self.pid(), signal).expect("a terminal");
        self
    }

    /// The terminal reads what the program writes no more, or again.
    pub fn deaf(&mut self, deaf: bool) -> &mut Self {
        self.deaf.store(deaf, Ordering::SeqCst);
        self
    }

    fn pid(&self) -> Pid {
        let mut id = self.child.process_id().expect("a terminal");
        if self.under_shell {
            let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
            id = children
                .expect("a terminal")
                .trim()
                .parse()
                .expect("one child");
        }
        Pid::from_raw(i32::try_from(id).expect("a terminal"))
    }

    /// Waits until every thread of the program is stopped: one that still reads would take
    /// the next key from the shell.
    #[track_caller]
    pub fn is_stopped(&mut self) -> &mut Self {
        let tasks = format!("/proc/{}/task", self.pid());
        let since = Instant::now();
        while !all_stopped(&tasks) {
            assert!(since.elapsed() < AT_MOST, "the program was not stopped");
            std::thread::yield_now();
        }
        self
    }

    /// Waits for the end.
    pub fn ends(&mut self) -> ExitStatus {
        self.child.wait().expect("a terminal")
    }

    /// Everything that the program wrote, once it contains a text.
    #[track_caller]
    pub fn wrote(&mut self, text: &str) -> &mut Self {
        let (seen, changed) = &*self.seen;
        let guard = seen.lock().expect("a terminal");
        let not_yet = |seen: &mut Seen| !String::from_utf8_lossy(&seen.bytes).contains(text);
        let (guard, timeout) = changed
            .wait_timeout_while(guard, AT_MOST, not_yet)
            .expect("a terminal");
        assert!(!timeout.timed_out(), "never wrote {text:?}");
        drop(guard);
        self
    }

    /// The terminal is as the program found it.
    #[track_caller]
    pub fn is_as_it_was(&mut self) -> &mut Self {
        self.wait("the screen given back", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        // The modes follow the screen: behind a shell nothing says when the program is gone.
        let since = Instant::now();
        while self.modes() != self.modes_before && since.elapsed() < AT_MOST {
            std::thread::yield_now();
        }
        assert_eq!(self.modes(), self.modes_before);
        self
    }

    /// Everything that the program wrote so far.
    pub fn bytes(&self) -> Vec<u8> {
        let (seen, _) = &*self.seen;
        seen.lock().expect("a terminal").bytes.clone()
    }

    fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// The program's home folder.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A test that failed leaves nothing running.
        let _ = self.child.kill();
    }
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize {
        rows: height,
        cols: width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn emulator(width: u16, height: u16) -> vt100::Parser {
    let new = |n| NonZero::new(n).expect("a terminal");
    vt100::Parser::new(new(height), new(width), 0)
}

fn watch(mut reader: Box<dyn Read + Send>, watched: &(Mutex<Seen>, Condvar), deaf: &AtomicBool) {
    let (seen, changed) = watched;
    let mut bytes = [0; 4096];
    while let Ok(count) = reader.read(&mut bytes) {
        if count == 0 {
            break;
        }
        while deaf.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut guard = seen.lock().expect("a terminal");
        guard.parser.process(&bytes[..count]);
        guard.bytes.extend_from_slice(&bytes[..count]);
        drop(guard);
        changed.notify_all();
    }
}

/// Whether the threads in a folder of `/proc` are all in the state T.
fn all_stopped(tasks: &str) -> bool {
    let stats = std::fs::read_dir(tasks).into_iter().flatten().flatten();
    let mut states = stats.map(|task| std::fs::read_to_string(task.path().join("stat")));
    states.all(|stat| {
        stat.is_ok_and(|text| {
            text.rsplit(") ")
                .next()
                .is_some_and(|rest| rest.starts_with('T'))
        })
    })
}
