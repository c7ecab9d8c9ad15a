/*!
The terminal as we found it, and as we leave it.

Whatever ends the explorer, be it `q`, a signal, a lost line or a panic, the
terminal is put back: that is done in one place, at most once, and needs nothing
but the standard output.
*/

pub mod driver;
pub mod event;
pub mod input;
pub mod pace;
pub mod plain;
pub mod run;
pub mod surface;

use crate::contained::is_contained;
use crate::screens::terminal::event::Event;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::layout::Size;
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1,
    SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::Signals;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// The other screen, no text cursor, pasted text in brackets.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h";
const LEAVE: &str = "\x1b[0m\x1b[r\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Draws a glyph of ambiguous width at the top left and asks where the cursor stands.
pub const WIDTH_PROBE: &str = "\x1b[1;1H“\x1b[6n\x1b[1;1H    ";

/// How long the explorer may take to end in its own way once a signal asks for it.
const TIME_TO_END: Duration = Duration::from_secs(1);
/// How long the last words to the terminal may take then.
const TIME_TO_LEAVE: Duration = Duration::from_millis(200);

/// The signals that would end the program as it stands, with the terminal in its hands. Those
/// that say that the program itself is broken (SIGSEGV and the like) cannot be awaited.
const ENDING: [i32; 11] = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF,
    SIGXCPU,
];

static ENTERED: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// The terminal in the explorer's hands; dropping it gives it back.
pub struct Hold(());

impl Hold {
    /// Takes the terminal.
    pub fn take() -> io::Result<Self> {
        HOOK.call_once(restore_on_panic);
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let hold = Self(());
        write_out(ENTER)?;
        Ok(hold)
    }

    /// Takes it anew after the program was stopped.
    pub fn retake(&self) -> io::Result<()> {
        // The modes may have changed meanwhile: what is there now is what we leave.
        disable_raw_mode()?;
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        write_out(ENTER)
    }

    /// Gives it back for the while that the program is stopped.
    pub fn lend(&self) {
        give_back();
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was, if we have it; errors have nobody to be told to.
fn give_back() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let _ = write_out(LEAVE);
        let _ = disable_raw_mode();
    }
}

fn restore_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if is_contained() {
            return;
        }
        give_back();
        report(panic);
    }));
}

fn write_out(bytes: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes.as_bytes())?;
    out.flush()
}

/// The standard output without a buffer in between: one frame, one write.
pub fn output() -> io::Result<File> {
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

/// The terminal's size; 80×24 where it does not say.
pub fn measured() -> Size {
    match size() {
        Ok((width, height)) if width > 0 && height > 0 => Size { width, height },
        _ => Size {
            width: 80,
            height: 24,
        },
    }
}

/// Whether there is a terminal to show anything on.
pub fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// Lets the keys and signals of the terminal come as events.
pub fn listen(events: &Sender<Event>) -> io::Result<()> {
    let signals = Signals::new(ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]))?;
    let keys: Box<dyn Read + Send> = if io::stdin().is_terminal() {
        Box::new(File::from(io::stdin().as_fd().try_clone_to_owned()?))
    } else {
        Box::new(File::open("/dev/tty")?)
    };
    let sender = events.clone();
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || forward_signals(signals, &sender))?;
    let sender = events.clone();
    std::thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || forward_bytes(keys, &sender))?;
    Ok(())
}

fn forward_signals(mut signals: Signals, events: &Sender<Event>) {
    for signal in signals.forever() {
        if ENDING.contains(&signal) {
            end_in_any_case(signal);
        }
        if events.send(Event::Signal(signal)).is_err() {
            return;
        }
    }
}

/// Ends the program by the signal when the explorer has not done so in time: it hangs
/// where it writes to a terminal that reads no more. The first words to such a terminal
/// hang too, so they are left to a thread of their own.
fn end_in_any_case(signal: i32) {
    let watch = move || {
        std::thread::sleep(TIME_TO_END);
        // Without a thread the screen stays as it is; the modes come back in any case.
        let _ = std::thread::Builder::new().spawn(give_back);
        std::thread::sleep(TIME_TO_LEAVE);
        let _ = disable_raw_mode();
        end_by(signal);
    };
    if std::thread::Builder::new().spawn(watch).is_err() {
        let _ = disable_raw_mode();
        end_by(signal);
    }
}

fn forward_bytes(mut keys: Box<dyn Read + Send>, events: &Sender<Event>) {
    let mut bytes = [0; 1024];
    loop {
        let event = match keys.read(&mut bytes) {
            Ok(0) => Event::HungUp,
            Ok(count) => Event::Bytes(bytes[..count].to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => Event::HungUp,
        };
        let over = matches!(event, Event::HungUp);
        if events.send(event).is_err() || over {
            return;
        }
    }
}

/// Whether somebody can continue the program once it is stopped: a shell of the same
/// session that started it as a job of its own. Where there is none (`ssh -t host lkx`, a
/// login command), the system stops nobody by the terminal's Ctrl-Z either.
pub fn can_be_continued() -> bool {
    use nix::unistd::{getpgrp, getppid, getsid};
    // A parent outside the container's PID namespace has no session that can be named
    // here: the system says 0, which is never ours.
    match (getsid(None), getsid(Some(getppid()))) {
        (Ok(session), Ok(parents)) => parents == session && getpgrp() != session,
        _ => false,
    }
}

/// Stops the program and those that were started with it (a pager, cargo), as the
/// terminal itself does on Ctrl-Z; comes back when it is continued.
pub fn stop() {
    use nix::sys::signal::{Signal, killpg};
    // Others of the group may already be gone; we stop in any case.
    let _ = killpg(nix::unistd::getpgrp(), Signal::SIGTSTP);
    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
}

/// Ends the program the way the signal would have ended it.
pub fn end_by(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
