/*!
Reading a document in a process of its own.

A PDF, a workbook or a web page is a program that a stranger wrote for our readers: one
of a megabyte may unpack to many hundred, or never end. So the program starts itself as
a child for each of them, which limits its own memory and time before it looks at a
byte. One bad file then costs its own import and nothing else. Plain text that is not
large cannot do such things and is read in place, which is faster.
*/

use super::reading::{ReadError, read_book};
use super::{messages, panics};
use crate::budget::Book;
use crate::documents::{self, DocumentError, File};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Read, Write};
use std::panic::catch_unwind;
use std::process::{Child, Command, ExitCode, ExitStatus, Output, Stdio};
use std::time::Duration;

/// The argument with which the program starts itself; people have no use for it.
pub const ARGUMENT: &str = "--read-one-document";

/// The memory that one document may take, in megabytes.
const MEMORY_MB: u64 = 480;
/// Text up to this length is read in place.
const READ_IN_PLACE: usize = 4 << 20;
/// The longest that a document may take where nobody says otherwise.
const LONGEST: Duration = Duration::from_secs(30);
/// What every document may take, and what a megabyte of it adds.
const SHORTEST: Duration = Duration::from_secs(8);
const A_MEGABYTE: Duration = Duration::from_secs(1);

/// How a child ends that its own clock has ended.
const TOO_SLOW: u8 = 124;

/// How a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// The time that it may take, where somebody says so.
    pub timeout: Option<Duration>,
}

impl Limits {
    /// The time that a document of so many bytes may take.
    fn time(self, bytes: usize) -> Duration {
        let megabytes = u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
        let usual = SHORTEST.saturating_add(A_MEGABYTE.saturating_mul(megabytes));
        self.timeout.unwrap_or(usual.min(LONGEST))
    }
}

/// Why a file gave no budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It is locked: with a password it may be another matter.
    Locked(DocumentError),
    /// For good, in words.
    Refused(String),
}

impl Failure {
    /// The reason in words.
    pub fn in_words(&self) -> String {
        match self {
            Failure::Locked(error) => error.to_string(),
            Failure::Refused(why) => why.clone(),
        }
    }
}

/// What a child says on its standard output.
#[derive(Serialize, Deserialize)]
enum Answer {
    Book(Box<Book>),
    NeedsPassword,
    WrongPassword,
    Refused(String),
}

/// What a child is told on its standard input, before the bytes.
#[derive(Serialize, Deserialize)]
struct Order {
    name: String,
    password: Option<String>,
    seconds: u64,
}

/// Reads a file as a budget; one that might do harm in a process of its own.
pub fn read(file: &File, limits: Limits) -> Result<Book, Failure> {
    let answer = if documents::is_plain_text(file.bytes) && file.bytes.len() <= READ_IN_PLACE {
        answer(file)
    } else {
        ask_child(file, limits.time(file.bytes.len()))
            .unwrap_or_else(|error| Answer::Refused(format!("启动不了读取进程：{error}")))
    };
    match answer {
        Answer::Book(book) => Ok(*book),
        Answer::NeedsPassword => Err(Failure::Locked(DocumentError::NeedsPassword)),
        Answer::WrongPassword => Err(Failure::Locked(DocumentError::WrongPassword)),
        Answer::Refused(why) => Err(Failure::Refused(why)),
    }
}

/// Reads a file here and now. A reader that panics fails this document and no other.
fn answer(file: &File) -> Answer {
    match catch_unwind(|| read_book(file)) {
        Ok(Ok(book)) => Answer::Book(Box::new(book)),
        Ok(Err(ReadError::Document(DocumentError::NeedsPassword))) => Answer::NeedsPassword,
        Ok(Err(ReadError::Document(DocumentError::WrongPassword))) => Answer::WrongPassword,
        Ok(Err(error)) => Answer::Refused(error.to_string()),
        Err(_) => Answer::Refused("读取时程序出错；请把这份文件和上面的话报告给作者".to_owned()),
    }
}

fn ask_child(file: &File, time: Duration) -> io::Result<Answer> {
    let order = Order {
        name: file.name.to_owned(),
        password: file.password.map(str::to_owned),
        // Rounded up: a fraction of a second is no time at all for a child.
        seconds: time.as_secs() + u64::from(time.subsec_nanos() > 0),
    };
    let mut child = start()?;
    let told = tell(&mut child, &order, file.bytes);
    let output = child.wait_with_output()?;
    // A child that ended early did not read all of it; how it ended says why.
    if output.status.success() {
        told?;
    }
    Ok(heard(&output, order.seconds))
}

fn start() -> io::Result<Child> {
    use std::os::unix::process::CommandExt;
    Command::new(std::env::current_exe()?)
        .arg(ARGUMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // Ctrl-C on the terminal ends the import between two documents, not inside one.
        .process_group(0)
        .spawn()
}

/// The child reads all before it writes, so neither waits for the other.
fn tell(child: &mut Child, order: &Order, bytes: &[u8]) -> io::Result<()> {
    let Some(mut input) = child.stdin.take() else {
        return Ok(());
    };
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    input.write_all(&line)?;
    input.write_all(bytes)
}

fn heard(output: &Output, seconds: u64) -> Answer {
    if output.status.success() {
        // A panic that was caught has told its place there.
        let said = String::from_utf8_lossy(&output.stderr);
        if !said.trim().is_empty() {
            messages::tell(said.trim_end());
        }
        return serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| Answer::Refused(format!("读取进程的回答不完整：{error}")));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Answer::Refused(reason(output.status, &said, seconds))
}

/// Why a child ended without an answer.
fn reason(status: ExitStatus, said: &str, seconds: u64) -> String {
    let out_of_memory = said.contains("memory allocation of") || said.contains("out of memory");
    if status.code() == Some(i32::from(TOO_SLOW)) {
        format!("{seconds} 秒内没有读完，放弃了；确要等更久请加 --timeout")
    } else if out_of_memory {
        format!("读这份文件要用的内存超过 {MEMORY_MB} MB，放弃了（可能是压缩炸弹）")
    } else {
        "读取进程意外结束（文件内容可能有害或损坏）".to_owned()
    }
}

/// The child's part: limits first, then the order, the bytes, and one answer.
pub fn serve() -> ExitCode {
    limit_memory();
    panics::tell_cleanly();
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    let mut bytes = Vec::new();
    if input.read_until(b'\n', &mut line).is_err() {
        return ExitCode::FAILURE;
    }
    let Ok(order) = serde_json::from_slice::<Order>(&line) else {
        return ExitCode::FAILURE;
    };
    let seconds = order.seconds;
    let clock = std::thread::Builder::new().spawn(move || {
        std::thread::sleep(Duration::from_secs(seconds));
        std::process::exit(i32::from(TOO_SLOW));
    });
    if clock.is_err() || input.read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let answer = answer(&File {
        name: &order.name,
        bytes: &bytes,
        password: order.password.as_deref(),
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer(&mut out, &answer).is_ok() && out.flush().is_ok();
    if written {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Where the system knows no such limit, the time alone is limited.
fn limit_memory() {
    use nix::sys::resource::{Resource, setrlimit};
    let bytes = MEMORY_MB << 20;
    let _ = setrlimit(Resource::RLIMIT_AS, bytes, bytes);
    let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_grows_with_the_file_up_to_a_limit() {
        let usual = Limits::default();
        assert_eq!(usual.time(1000), SHORTEST);
        assert_eq!(usual.time(5 << 20), SHORTEST + 5 * A_MEGABYTE);
        assert_eq!(usual.time(usize::MAX), LONGEST);
        let asked = Limits {
            timeout: Some(Duration::from_secs(90)),
        };
        assert_eq!(asked.time(1000), Duration::from_secs(90));
    }

    #[test]
    fn text_is_read_in_place() {
        let read = read(&File::new("a.txt", b"no budget"), Limits::default());
        let why = read.unwrap_err().in_words();
        assert!(why.contains("没有找到预算公开的表格"), "{why}");
    }
}
