/*!
Reading a document in a process of its own.

Every document is a program that a stranger wrote for our readers: a PDF of a megabyte may unpack
to many hundred, a text may have one row that never ends. So the program starts itself as a
child for each of them ([`child`]), which shuts itself in before it looks at a byte
([`confinement`]); the parent only carries bytes, holds the clock ([`watch`]) and takes one answer
([`order`]). One bad file then costs its own import and nothing else.
*/

mod child;
mod confinement;
mod order;
mod watch;

use crate::budget::Book;
use crate::documents::{DocumentError, File};
use confinement::MEMORY_MB;
pub use confinement::Measure;
use order::{Answer, Order};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{
    Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Stdio,
};
use std::sync::mpsc::channel;
use std::time::Duration;
use zeroize::Zeroizing;

/// The argument with which the program starts itself, followed by the seconds that the
/// document may take; people have no use for it.
const ARGUMENT: &str = "--read-one-document";

/// The longest that a document may take where nobody says otherwise.
const LONGEST: Duration = Duration::from_secs(30);
/// What every document may take, and what a megabyte of it adds.
const SHORTEST: Duration = Duration::from_secs(8);
const A_MEGABYTE: Duration = Duration::from_secs(1);

/// No answer is longer: the child has not the memory to make one of.
const LONGEST_ANSWER: u64 = MEMORY_MB << 20;
/// What the runtime says of an end without an answer is short.
const LAST_WORDS: u64 = 16 << 10;

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

/// Serves a parent, where the program was started by itself.
pub fn serve(arguments: &[OsString]) -> Option<ExitCode> {
    if arguments.get(1)? != ARGUMENT {
        return None;
    }
    let seconds = arguments
        .get(2)
        .and_then(|text| text.to_str()?.parse().ok());
    Some(seconds.map_or(ExitCode::FAILURE, child::serve))
}

/// Reads a file as a budget.
pub fn read(file: &File, limits: Limits) -> Result<Book, Failure> {
    let order = Order::Read {
        name: file.name.to_owned(),
        password: file
            .password
            .map(|password| Zeroizing::new(password.to_owned())),
    };
    let time = limits.time(file.bytes.len());
    match ask(&order, file.bytes, time) {
        Ok(Answer::Book(book)) => Ok(*book),
        Ok(Answer::NeedsPassword) => Err(Failure::Locked(DocumentError::NeedsPassword)),
        Ok(Answer::WrongPassword) => Err(Failure::Locked(DocumentError::WrongPassword)),
        Ok(Answer::Refused(why)) | Err(why) => Err(Failure::Refused(why)),
        Ok(Answer::Fault | Answer::Confinement(_)) => Err(Failure::Refused(FAULT.to_owned())),
    }
}

/// What is said of a document that a reader panicked over.
const FAULT: &str = "读这份文件时程序出错，没有读出来（文件多半损坏）；可用 Office、WPS 或浏览器打开另存后再导入，并请把它报告给作者";

/// What shuts in the children that read documents, on this system and now. A child is started
/// and told to try what it must not be able to do.
pub fn confinement() -> Result<Vec<Measure>, String> {
    let file = Path::new("/dev/null").to_owned();
    match ask(&Order::TryToBreakOut { file }, &[], SHORTEST)? {
        Answer::Confinement(measures) => Ok(measures),
        _ => Err(FAULT.to_owned()),
    }
}

/// Gives a child an order and the bytes of a document; an error is in words for people.
fn ask(order: &Order, bytes: &[u8], time: Duration) -> Result<Answer, String> {
    let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
    let said = start(seconds)
        .and_then(|mut child| converse(&mut child, order, bytes, time))
        .map_err(|error| format!("启动不了读取进程：{}", super::io_words::in_words(&error)))?;
    match said {
        Some(said) => said.answer(seconds),
        None => Err(too_slow(seconds)),
    }
}

/// Starts the very program that runs, also where its file was replaced meanwhile.
fn start(seconds: u64) -> io::Result<Child> {
    let program = if cfg!(target_os = "linux") {
        "/proc/self/exe".into()
    } else {
        std::env::current_exe()?
    };
    Command::new(program)
        .arg0("lkx")
        .args([ARGUMENT, &seconds.to_string()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // Ctrl-C on the terminal ends the import between two documents, not inside one.
        .process_group(0)
        .spawn()
}

/// What was heard of a child that has ended.
struct Said {
    answer: Vec<u8>,
    last_words: Vec<u8>,
    status: ExitStatus,
}

/// Talks with a child until it has ended; none where its time was up.
fn converse(
    child: &mut Child,
    order: &Order,
    bytes: &[u8],
    time: Duration,
) -> io::Result<Option<Said>> {
    let (Some(input), Some(output), Some(errors)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (sender, talk) = channel();
    let heard = std::thread::scope(|scope| {
        let talking = std::thread::Builder::new().spawn_scoped(scope, move || {
            // Whoever waits has the answer, or has ended the child.
            let _ = sender.send(talk_with(input, output, errors, order, bytes));
        });
        if let Err(error) = talking {
            watch::end(child);
            return Err(error);
        }
        Ok(watch::hear(child, time, &talk))
    });
    let status = child.wait()?;
    Ok(heard?.map(|(answer, last_words)| Said {
        answer,
        last_words,
        status,
    }))
}

/// The child reads all before it writes, so neither waits for the other. One that ended
/// early did not read all of it; how it ended says why.
fn talk_with(
    mut input: ChildStdin,
    output: ChildStdout,
    errors: ChildStderr,
    order: &Order,
    bytes: &[u8],
) -> (Vec<u8>, Vec<u8>) {
    let _ = order::write(order, &mut input).and_then(|()| input.write_all(bytes));
    drop(input);
    let (mut answer, mut last_words) = (Vec::new(), Vec::new());
    let _ = output.take(LONGEST_ANSWER).read_to_end(&mut answer);
    let _ = errors.take(LAST_WORDS).read_to_end(&mut last_words);
    (answer, last_words)
}

impl Said {
    fn answer(self, seconds: u64) -> Result<Answer, String> {
        if self.status.success() {
            return serde_json::from_slice(&self.answer)
                .map_err(|_| "读取进程的回答不完整".to_owned());
        }
        let last_words = String::from_utf8_lossy(&self.last_words);
        Err(reason(self.status, &last_words, seconds))
    }
}

/// Why a child ended without an answer.
fn reason(status: ExitStatus, last_words: &str, seconds: u64) -> String {
    if status.signal() == Some(nix::libc::SIGXCPU) {
        too_slow(seconds)
    } else if last_words.contains("memory allocation of") || last_words.contains("out of memory") {
        format!("读这份文件要用的内存超过 {MEMORY_MB} MB，放弃了（可能是压缩炸弹）")
    } else if last_words.contains("overflowed its stack") {
        "这份文件一层套一层，深得读不了（可能是有意做成的）".to_owned()
    } else {
        "读取进程意外结束（文件内容可能有害或损坏）".to_owned()
    }
}

fn too_slow(seconds: u64) -> String {
    format!("{seconds} 秒内没有读完，放弃了；确要等更久请加 --timeout")
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
    fn an_end_without_an_answer_has_a_reason() {
        let ended = |signal, words| reason(ExitStatus::from_raw(signal), words, 8);
        assert!(ended(nix::libc::SIGXCPU, "").starts_with("8 秒内"));
        assert!(ended(6, "memory allocation of 9 bytes failed").contains("480 MB"));
        assert!(ended(6, "thread 'main' has overflowed its stack").contains("一层套一层"));
        assert!(ended(11, "").contains("意外结束"));
    }
}
