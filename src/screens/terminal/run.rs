/*!
The loop: hear what happens, change the state, show the frame.

It waits on one channel. It wakes by itself only for bytes that may be the beginning of a
sequence, and for the frame that is due, which `pace` says. What comes is heard before it is
worked through: however many keys wait, what ends the program is found among them, and a
frame is drawn between one stretch of them and the next.
*/

use crate::budget::Address;
use crate::contained;
use crate::screens::Settings;
use crate::screens::model::explorer::{Begin, Effect, Explorer};
use crate::screens::terminal::event::Event;
use crate::screens::terminal::input::{Decoder, Input};
use crate::screens::terminal::pace::{CALM_AT_START, Change, Pace, STRETCH};
use crate::screens::terminal::surface::Surface;
use crate::screens::terminal::{self, Hold, WIDTH_PROBE};
use crate::screens::update::is_control_c;
use crate::screens::worker::Worker;
use crate::screens::worker::shelf::{Answer, Shelf};
use crate::search::{self, Desk, Index};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};
use std::collections::VecDeque;
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

/// How many keys may wait; those that come faster than they are worked through are no
/// person's, and are dropped.
const MOST_WAITING: usize = 1 << 14;
/// How long the explorer stays for an answer of the terminal once it is to go.
const TIME_TO_ANSWER: Duration = Duration::from_millis(200);
/// How long keeping what was being typed may take once the line is lost.
const TIME_TO_KEEP: Duration = Duration::from_millis(700);
/// How long a lone ESC waits longer for the answer of a terminal that may have none.
const PATIENCE: Duration = Duration::from_secs(3);

/// Shows the explorer until the user leaves it; begins elsewhere than at the top where it shall, and has the place
/// kept that it is left at.
pub fn run(
    shelf: Box<dyn Shelf>,
    settings: Settings,
    begin: Option<Begin>,
    keep_place: &dyn Fn(Option<&Address>),
) -> Result<(), ScreenError> {
    if !terminal::is_there() {
        return Err(ScreenError::NoTerminal);
    }
    let (sender, events) = channel();
    let size = terminal::measured();
    let mut explorer = Explorer::new(settings, size);
    explorer.stock.lists = shelf.year_lists();
    let worker = Worker::start(shelf, &sender)?;
    if let Some(begin) = begin {
        explorer.begin_at(begin);
    }
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
        pace: Pace::default(),
        waiting: VecDeque::new(),
        own_stops: 0,
        lent: false,
        panics: settings.panics,
        sender,
        desk: None,
        turn: 0,
    };
    let now = Instant::now();
    session.pace.changed(now, Change::AskedFor(CALM_AT_START));
    let end = session.go_on();
    if matches!(end, Ok(End::Left)) {
        // Whatever comes in between, it is left.
        let _ = session.hear_answer_out();
    }
    if end.is_ok() {
        keep_place(session.explorer.place_to_come_back_to().as_ref());
    }
    if matches!(end, Ok(End::Signal(_))) {
        session.keep_unsaved();
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
    /// When the next frame is drawn.
    pace: Pace,
    /// What came from the terminal and was not worked through yet.
    waiting: VecDeque<Input>,
    /// Stop signals that we sent ourselves and that are still to come back.
    own_stops: u32,
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
    /// Has the note kept that was being typed, and waits until that is done.
    fn keep_unsaved(&mut self) {
        let Some(question) = self.explorer.unsaved() else {
            return;
        };
        self.worker.ask(question);
        let begun = Instant::now();
        loop {
            let left = TIME_TO_KEEP.saturating_sub(begun.elapsed());
            match self.events.recv_timeout(left) {
                Ok(Event::Answer(Answer::Jotted(_))) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn go_on(&mut self) -> Result<End, ScreenError> {
        loop {
            self.show()?;
            if let Some(end) = self.hear()? {
                return Ok(end);
            }
            if let Some(end) = self.work_through()? {
                return Ok(end);
            }
        }
    }

    /// Takes everything that has come; waits for something where nothing is left to do.
    fn hear(&mut self) -> Result<Option<End>, ScreenError> {
        let begun = Instant::now();
        let mut next = if self.waiting.is_empty() {
            self.wait()?
        } else {
            self.events.try_recv().ok()
        };
        while let Some(event) = next {
            if let Some(end) = self.take(event)? {
                return Ok(Some(end));
            }
            if begun.elapsed() > STRETCH {
                break;
            }
            next = self.events.try_recv().ok();
        }
        Ok(None)
    }

    /// Waits for the next event; none where a frame is due or a sequence does not go on.
    fn wait(&mut self) -> Result<Option<Event>, ScreenError> {
        if self.started.elapsed() > PATIENCE {
            self.decoder.lose_patience();
        }
        let hold = self.hold_left();
        let frame = self.pace.wait(Instant::now()).filter(|_| !self.lent);
        let Some(wait) = hold.into_iter().chain(frame).min() else {
            let event = self.events.recv().ok();
            return event.map(Some).ok_or(ScreenError::WorkerGone);
        };
        match self.events.recv_timeout(wait) {
            Ok(event) => Ok(Some(event)),
            Err(RecvTimeoutError::Disconnected) => Err(ScreenError::WorkerGone),
            Err(RecvTimeoutError::Timeout) => {
                if self.hold_left() == Some(Duration::ZERO) {
                    let inputs = self.decoder.give_up();
                    self.queue(inputs);
                }
                Ok(None)
            }
        }
    }

    /// How much longer an ESC, or a paste, waits for what may follow it.
    fn hold_left(&self) -> Option<Duration> {
        let hold = self.decoder.hold()?;
        Some(hold.saturating_sub(self.last_bytes.elapsed()))
    }

    fn take(&mut self, event: Event) -> Result<Option<End>, ScreenError> {
        match event {
            Event::Bytes(_) if self.panics => panic!("a panic was asked for\u{1b}[31m"),
            Event::Bytes(bytes) => {
                self.last_bytes = Instant::now();
                let inputs = self.decoder.feed(&bytes);
                self.queue(inputs);
            }
            Event::Answer(answer) => {
                let change = self.explorer.answer(answer);
                self.answered(change);
            }
            Event::Found(answer) if answer.turn == self.turn => {
                self.explorer.found(answer.found);
                self.answered(Change::Page);
            }
            Event::Found(_) => {}
            Event::Signal(signal) => return self.signal(signal),
            Event::HungUp => return Ok(Some(End::Signal(SIGHUP))),
            Event::SearchGone => {
                self.desk = None;
                self.explorer.lose_search();
                self.answered(Change::Page);
            }
            Event::WorkerGone => return Err(ScreenError::WorkerGone),
        }
        self.carry_out()
    }

    /// An answer changed the screen. While a page that was asked for is awaited, answers to
    /// other questions neither hasten nor delay its frame.
    fn answered(&mut self, change: Change) {
        let now = Instant::now();
        match self.explorer.calm() {
            Some(_) => self.pace.changed_behind(now, change),
            None => self.pace.changed(now, change),
        }
    }

    fn queue(&mut self, inputs: Vec<Input>) {
        for input in inputs {
            if self.waiting.len() < MOST_WAITING || ends(&input) {
                self.waiting.push_back(input);
            }
        }
    }

    /// Works through what was typed, for no longer than a frame may be late. A Ctrl-C that
    /// has to wait longer than that goes before everything typed ahead of it.
    fn work_through(&mut self) -> Result<Option<End>, ScreenError> {
        let begun = Instant::now();
        while let Some(input) = self.waiting.pop_front() {
            self.explorer.input(input);
            let change = self.explorer.calm().map_or(Change::Page, Change::AskedFor);
            self.pace.changed(Instant::now(), change);
            if let Some(end) = self.carry_out()? {
                return Ok(Some(end));
            }
            if begun.elapsed() > STRETCH {
                if let Some(at) = self.waiting.iter().position(ends) {
                    self.waiting.drain(..at);
                    continue;
                }
                break;
            }
        }
        Ok(None)
    }

    /// Does what the explorer wants done.
    fn carry_out(&mut self) -> Result<Option<End>, ScreenError> {
        for effect in self.explorer.take_effects() {
            match effect {
                Effect::Ask(question) => self.worker.ask(question),
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
        let desk = match self.desk.take() {
            Some(desk) => desk,
            None => {
                let events = self.sender.clone();
                let gone = SaySearchGone(self.sender.clone());
                Desk::open(
                    move || {
                        contained::from_now_on();
                        Some(index)
                    },
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
            self.pace.changed(Instant::now(), Change::Page);
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
        self.pace.changed(Instant::now(), Change::Page);
    }

    /// Shows the frame, if one is due.
    fn show(&mut self) -> Result<(), ScreenError> {
        if self.lent || !self.pace.is_due(Instant::now()) {
            return Ok(());
        }
        self.explorer.show_counts();
        let size = self.surface.size();
        let mut cells = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let cursor = self.explorer.draw(&mut cells);
        let scrolled = self.explorer.scrolling_rows();
        self.surface.show(cells, cursor, scrolled)?;
        self.pace.drawn(Instant::now());
        Ok(())
    }
}

/// Whether it is the key that ends the program, whatever is on the screen.
fn ends(input: &Input) -> bool {
    matches!(input, Input::Key(key) if is_control_c(*key))
}

/// Says that the thread that searches is gone, as a panic in it makes it.
struct SaySearchGone(Sender<Event>);

impl Drop for SaySearchGone {
    fn drop(&mut self) {
        let _ = self.0.send(Event::SearchGone);
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
