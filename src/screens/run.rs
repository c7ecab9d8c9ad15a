/*!
The loop: wait for what happens, change the state, show the frame.

It waits on one channel without a clock. Only three things ever make it wake by
itself: an ESC that may be the beginning of a sequence, a page whose budget is
still being read (nothing is drawn before the answer or a tenth of a second), and
the first frame, which waits as long for the catalogue.
*/

use super::Settings;
use super::event::Event;
use super::explorer::{Effect, Explorer};
use super::input::Decoder;
use super::shelf::{SayGone, Shelf, Worker};
use super::surface::Surface;
use super::terminal::{self, Hold, WIDTH_PROBE};
use crate::search::{self, Desk, Index};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Why the explorer could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// There is no terminal.
    #[error("浏览需要终端；在管道和脚本里请用 lkx list、lkx show、lkx export")]
    NoTerminal,
    /// The terminal failed.
    #[error("终端读写失败：{0}")]
    Terminal(#[from] io::Error),
    /// The thread that reads the library, or the one that searches, died.
    #[error("读取库或搜索的线程意外停止")]
    WorkerGone,
}

/// How long a page that waits for its budget shows what was there before.
const CALM: Duration = Duration::from_millis(100);
/// The same for the hits of a search.
const CALM_WHILE_TYPING: Duration = Duration::from_millis(12);
/// How long the explorer stays for an answer of the terminal once it is to go.
const TIME_TO_ANSWER: Duration = Duration::from_millis(200);
/// How long a lone ESC waits longer for the answer of a terminal that may have none.
const PATIENCE: Duration = Duration::from_secs(3);

/// Shows the explorer until the user leaves it.
pub fn run(shelf: Box<dyn Shelf>, settings: Settings) -> Result<(), ScreenError> {
    if !terminal::is_there() {
        return Err(ScreenError::NoTerminal);
    }
    let (sender, events) = channel();
    let worker = Worker::start(shelf, sender.clone())?;
    let size = terminal::measured();
    let mut explorer = Explorer::new(settings, size);
    for effect in explorer.take_effects() {
        if let Effect::Ask(question) = effect {
            worker.ask(question);
        }
    }
    terminal::listen(&sender)?;
    let hold = Hold::take()?;
    let mut decoder = Decoder::default();
    let mut surface = Surface::new(terminal::output()?, size);
    if settings.ambiguous.is_none() {
        surface.send(WIDTH_PROBE)?;
        decoder.expect_answer();
    }
    let mut session = Session {
        explorer,
        worker,
        events,
        hold,
        surface,
        decoder,
        in_tmux: settings.in_tmux,
        started: Instant::now(),
        last_bytes: Instant::now(),
        waits_since: Some(Instant::now()),
        own_stops: 0,
        changed: true,
        lent: false,
        panics: settings.panics,
        sender,
        desk: None,
        turn: 0,
    };
    let end = session.go_on();
    if matches!(end, Ok(End::Left)) {
        // Whatever comes in between, it is left.
        let _ = session.hear_answer_out();
    }
    drop(session);
    if let Ok(End::Signal(signal)) = end {
        terminal::end_by(signal);
    }
    end.map(|_| ())
}

/// How it ends.
enum End {
    Left,
    Signal(i32),
}

struct Session {
    explorer: Explorer,
    worker: Worker,
    events: Receiver<Event>,
    hold: Hold,
    surface: Surface<File>,
    decoder: Decoder,
    in_tmux: bool,
    started: Instant,
    last_bytes: Instant,
    /// Since when the page has been waiting for its budget.
    waits_since: Option<Instant>,
    /// Stop signals that we sent ourselves and that are still to come back.
    own_stops: u32,
    /// Whether the frame on the screen is out of date.
    changed: bool,
    /// Whether the terminal is lent to others: nothing is drawn on their screen.
    lent: bool,
    /// Whether the first key is a panic.
    panics: bool,
    /// Where the search sends what it finds.
    sender: Sender<Event>,
    /// Where questions to the search are left.
    desk: Option<Desk>,
    /// The newest of them.
    turn: u64,
}

impl Session {
    fn go_on(&mut self) -> Result<End, ScreenError> {
        loop {
            self.show()?;
            let Some(event) = self.next_event() else {
                return Err(ScreenError::WorkerGone);
            };
            if let Some(end) = self.take(event)? {
                return Ok(end);
            }
            while let Ok(event) = self.events.try_recv() {
                if let Some(end) = self.take(event)? {
                    return Ok(end);
                }
            }
        }
    }

    /// Waits for the next event; none when all senders are gone.
    fn next_event(&mut self) -> Option<Event> {
        if self.started.elapsed() > PATIENCE {
            self.decoder.lose_patience();
        }
        let Some(wait) = self.deadline() else {
            return self.events.recv().ok();
        };
        match self.events.recv_timeout(wait) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) if self.hold_left() == Some(Duration::ZERO) => {
                Some(Event::NoMoreBytes)
            }
            Err(RecvTimeoutError::Timeout) => {
                self.waits_since = None;
                Some(Event::Tired)
            }
        }
    }

    /// How long what was there before is shown: what is typed must appear sooner.
    fn calm(&self) -> Duration {
        if self.explorer.is_searching() {
            CALM_WHILE_TYPING
        } else {
            CALM
        }
    }

    /// How much longer an ESC waits for what may follow it.
    fn hold_left(&self) -> Option<Duration> {
        let hold = self.decoder.hold()?;
        Some(hold.saturating_sub(self.last_bytes.elapsed()))
    }

    /// How long to wait before something happens by itself.
    fn deadline(&self) -> Option<Duration> {
        let calm = self
            .waits_since
            .filter(|_| self.explorer.is_waiting())
            .map(|since| self.calm().saturating_sub(since.elapsed()));
        match (self.hold_left(), calm) {
            (Some(hold), Some(calm)) => Some(hold.min(calm)),
            (hold, calm) => hold.or(calm),
        }
    }

    fn take(&mut self, event: Event) -> Result<Option<End>, ScreenError> {
        let inputs = match event {
            Event::Bytes(_) if self.panics => panic!("a panic was asked for\u{1b}[31m"),
            Event::Bytes(bytes) => {
                self.last_bytes = Instant::now();
                self.decoder.feed(&bytes)
            }
            Event::NoMoreBytes => self.decoder.give_up(),
            Event::Answer(answer) => {
                self.explorer.answer(answer);
                self.changed = true;
                Vec::new()
            }
            Event::Found(answer) => {
                if answer.turn == self.turn {
                    self.explorer.found(answer.found);
                    self.changed = true;
                }
                Vec::new()
            }
            Event::Tired => {
                self.changed = true;
                Vec::new()
            }
            Event::Signal(signal) => return self.signal(signal),
            Event::HungUp => return Ok(Some(End::Signal(SIGHUP))),
            Event::WorkerGone => return Err(ScreenError::WorkerGone),
        };
        for input in inputs {
            self.explorer.input(input);
            self.changed = true;
        }
        self.carry_out()
    }

    /// Does what the explorer wants done.
    fn carry_out(&mut self) -> Result<Option<End>, ScreenError> {
        for effect in self.explorer.take_effects() {
            match effect {
                Effect::Ask(question) => {
                    self.waits_since = Some(Instant::now());
                    self.worker.ask(question);
                }
                Effect::Search(question, index) => self.search(question, index)?,
                Effect::Copy(text) => self.surface.send(&clipboard(&text, self.in_tmux))?,
                Effect::Suspend => {
                    if let Some(end) = self.suspend()? {
                        return Ok(Some(end));
                    }
                }
                Effect::Redraw => self.redraw(),
                Effect::Quit => return Ok(Some(End::Left)),
            }
        }
        Ok(None)
    }

    /// Leaves a question at the desk of the search, which opens with the first.
    fn search(&mut self, question: search::Question, index: Arc<Index>) -> io::Result<()> {
        self.waits_since = Some(Instant::now());
        let desk = match self.desk.take() {
            Some(desk) => desk,
            None => {
                let events = self.sender.clone();
                let gone = SayGone(self.sender.clone());
                Desk::open(
                    move || Some(index),
                    move |answer| {
                        // The guard lives as long as the searching thread.
                        let _ = &gone;
                        // Nobody listens any more once the explorer is left.
                        let _ = events.send(Event::Found(answer));
                    },
                )?
            }
        };
        self.turn = desk.ask(question);
        self.desk = Some(desk);
        Ok(())
    }

    fn signal(&mut self, signal: i32) -> Result<Option<End>, ScreenError> {
        match signal {
            SIGWINCH => {
                self.redraw();
                Ok(None)
            }
            SIGCONT => {
                self.hold.retake()?;
                self.lent = false;
                self.redraw();
                Ok(None)
            }
            SIGTSTP if self.own_stops > 0 => {
                self.own_stops -= 1;
                Ok(None)
            }
            SIGTSTP => self.suspend(),
            signal => Ok(Some(End::Signal(signal))),
        }
    }

    /// Stops until the program is continued; SIGCONT then brings the screen back.
    fn suspend(&mut self) -> Result<Option<End>, ScreenError> {
        if !terminal::can_be_continued() {
            self.explorer.say("没有可以返回的命令行，不能暂停；q 退出");
            self.changed = true;
            return Ok(None);
        }
        if let Some(end) = self.hear_answer_out()? {
            return Ok(Some(end));
        }
        self.hold.lend();
        self.lent = true;
        self.own_stops += 1;
        terminal::stop();
        Ok(None)
    }

    /// Takes the answer about the width that is on its way, for the shell would read it as
    /// typed. Keys that come in that moment come too late.
    fn hear_answer_out(&mut self) -> Result<Option<End>, ScreenError> {
        let since = Instant::now();
        while self.decoder.awaits_answer() {
            let wait = TIME_TO_ANSWER.saturating_sub(since.elapsed());
            match self.events.recv_timeout(wait) {
                Ok(Event::Bytes(bytes)) => drop(self.decoder.feed(&bytes)),
                Ok(Event::Signal(SIGTSTP)) => {
                    self.own_stops = self.own_stops.saturating_sub(1);
                }
                Ok(event) => {
                    if let Some(end) = self.take(event)? {
                        return Ok(Some(end));
                    }
                }
                Err(_) => self.decoder.lose_patience(),
            }
        }
        Ok(None)
    }

    fn redraw(&mut self) {
        let size = terminal::measured();
        self.surface.forget(size);
        self.explorer.resize(size);
        self.changed = true;
    }

    /// Shows the frame, unless the page still waits calmly for its budget.
    fn show(&mut self) -> Result<(), ScreenError> {
        let waiting = self.explorer.is_waiting() && self.waits_since.is_some();
        if !self.changed || waiting || self.lent {
            return Ok(());
        }
        self.changed = false;
        let size = self.surface.size();
        let mut cells = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let cursor = self.explorer.draw(&mut cells);
        let scrolled = self.explorer.scrolling_rows();
        self.surface.show(cells, cursor, scrolled)?;
        Ok(())
    }
}

/// The sequence that sends a text to the terminal's clipboard (OSC 52); inside tmux also
/// handed through to the terminal around it.
fn clipboard(text: &str, in_tmux: bool) -> String {
    let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    if in_tmux {
        let inner = sequence.replace('\x1b', "\x1b\x1b");
        return format!("{sequence}\x1bPtmux;{inner}\x1b\\");
    }
    sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clipboard_also_inside_tmux() {
        assert_eq!(clipboard("a\tb", false), "\x1b]52;c;YQli\x07");
        assert_eq!(
            clipboard("a", true),
            "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\"
        );
    }
}
