/*!
A pseudo-terminal with a program in it, and a clock that looks at every byte.

A thread of its own notes when bytes come; what they mean on a screen is worked out
after the program has fallen silent, so that the emulation takes no time from what is
measured.
*/

use anyhow::{Context, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A program that says nothing for so long has drawn its frame. It is longer than the
/// tenth of a second that the explorer may wait calmly for a budget.
const SILENCE: Duration = Duration::from_millis(130);
/// How long a program may take for its first byte.
const PATIENCE: Duration = Duration::from_secs(10);
/// The question where the cursor stands.
const PROBE: &[u8] = b"\x1b[6n";
/// The answer of a terminal that draws ambiguous glyphs in one column.
const PROBE_ANSWER: &[u8] = b"\x1b[1;2R";

/// Bytes and when they came.
struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// What a program sent until it fell silent.
pub struct Reply {
    /// From the cause to the first bytes that put something on the screen.
    pub began: Duration,
    /// From the cause (start or key) to the bytes that completed the frame.
    pub took: Duration,
    /// How many bytes were sent.
    pub bytes: usize,
}

/// A program in a pseudo-terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    // Without it the program would be hung up on.
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    chunks: Receiver<Chunk>,
    screen: vt100::Parser,
}

impl Terminal {
    /// Starts a program, waits until its frame stands, and says how long that took.
    pub fn start(
        command: CommandBuilder,
        columns: u16,
        rows: u16,
    ) -> anyhow::Result<(Self, Reply)> {
        let (mut terminal, started) = Self::begin(command, columns, rows)?;
        let heard = terminal.listen(true)?;
        let reply = terminal.complete(started, &heard);
        Ok((terminal, reply.context("the program drew nothing")?))
    }

    /// Starts a program and waits until its screen is whole, whatever it adds later: how long that
    /// took. The program may fall silent before, while it reads.
    pub fn start_until(
        command: CommandBuilder,
        (columns, rows): (u16, u16),
        is_whole: impl Fn(&str) -> bool,
    ) -> anyhow::Result<(Self, Reply)> {
        let (mut terminal, started) = Self::begin(command, columns, rows)?;
        let mut began = None;
        let mut bytes = 0;
        while started.elapsed() < PATIENCE {
            for chunk in terminal.listen(bytes == 0)? {
                terminal.screen.process(&chunk.bytes);
                bytes += chunk.bytes.len();
                let contents = terminal.contents();
                if !contents.trim().is_empty() {
                    began = began.or(Some(chunk.at));
                }
                if is_whole(&contents) {
                    let reply = Reply {
                        began: began.unwrap_or(chunk.at).duration_since(started),
                        took: chunk.at.duration_since(started),
                        bytes,
                    };
                    return Ok((terminal, reply));
                }
            }
        }
        bail!("the screen is not whole: {}", terminal.contents())
    }

    fn begin(command: CommandBuilder, columns: u16, rows: u16) -> anyhow::Result<(Self, Instant)> {
        let pair = native_pty_system().openpty(PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        })?;
        let chunks = read_on(pair.master.try_clone_reader()?);
        let writer = pair.master.take_writer()?;
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let terminal = Self {
            child,
            _master: pair.master,
            writer,
            chunks,
            screen: vt100::Parser::new(
                NonZero::new(rows).context("no rows")?,
                NonZero::new(columns).context("no columns")?,
                0,
            ),
        };
        Ok((terminal, started))
    }

    /// Sends a key and waits until its frame stands; none where nothing was sent.
    pub fn press(&mut self, key: &str) -> anyhow::Result<Option<Reply>> {
        let pressed = Instant::now();
        self.writer.write_all(key.as_bytes())?;
        self.writer.flush()?;
        let heard = self.listen(false)?;
        Ok(self.complete(pressed, &heard))
    }

    /// What is on the screen.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// The number of the process.
    pub fn process(&self) -> anyhow::Result<u32> {
        self.child.process_id().context("the program has ended")
    }

    /// Leaves the program.
    pub fn quit(mut self) -> anyhow::Result<()> {
        self.writer.write_all(b"q")?;
        self.writer.flush()?;
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        self.child.kill()?;
        bail!("the program does not leave")
    }

    /// Listens until the program falls silent; its very first bytes may be long in coming.
    fn listen(&mut self, is_first: bool) -> anyhow::Result<Vec<Chunk>> {
        let mut heard: Vec<Chunk> = Vec::new();
        let mut next = match is_first {
            true => Some(self.chunks.recv_timeout(PATIENCE)?),
            false => None,
        };
        loop {
            if let Some(chunk) = next {
                if chunk.bytes.windows(PROBE.len()).any(|four| four == PROBE) {
                    self.writer.write_all(PROBE_ANSWER)?;
                    self.writer.flush()?;
                }
                heard.push(chunk);
            }
            next = match self.chunks.recv_timeout(SILENCE) {
                Ok(chunk) => Some(chunk),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => bail!("the program has ended"),
            };
        }
        Ok(heard)
    }

    /// When the screen first looked as it does in the end.
    fn complete(&mut self, since: Instant, heard: &[Chunk]) -> Option<Reply> {
        let before = self.screen.screen().contents_formatted();
        let mut screens = Vec::new();
        let mut began = None;
        for chunk in heard {
            self.screen.process(&chunk.bytes);
            let screen = self.screen.screen();
            let formatted = screen.contents_formatted();
            if formatted != before && !screen.contents().trim().is_empty() {
                began = began.or(Some(chunk.at));
            }
            screens.push(formatted);
        }
        let whole = screens
            .iter()
            .position(|screen| Some(screen) == screens.last())?;
        Some(Reply {
            began: began.unwrap_or(heard[whole].at).duration_since(since),
            took: heard[whole].at.duration_since(since),
            bytes: heard.iter().map(|chunk| chunk.bytes.len()).sum(),
        })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A program that was left has ended already.
        let _ = self.child.kill();
    }
}

/// Reads what the program sends; the channel ends with it.
fn read_on(mut reader: Box<dyn Read + Send>) -> Receiver<Chunk> {
    let (sender, chunks) = channel();
    std::thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            let chunk = Chunk {
                at: Instant::now(),
                bytes: bytes[..count].to_vec(),
            };
            if sender.send(chunk).is_err() {
                return;
            }
        }
    });
    chunks
}
