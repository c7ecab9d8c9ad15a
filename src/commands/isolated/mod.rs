/*!
Reading a document in a process of its own.

Every document is a program that a stranger wrote for our readers: a PDF of a megabyte may unpack
to many hundred, a text may have one row that never ends. So the program starts itself as a
child ([`child`]), which shuts itself in before it looks at a byte ([`mod@confinement`]); the parent only
carries bytes, holds the clock ([`watch`]) and takes one answer ([`order`]). One bad file then costs its
own import and nothing else.

A child reads plain texts one after the other, for nothing but safe code of our own looks at them, and
starting costs more than a short text; it ends after its first document of any other format.
*/

mod child;
mod confinement;
mod order;
mod watch;

use crate::budget::{Book, Given};
use crate::documents::bundle::Member;
use crate::documents::{DocumentError, File};
use confinement::MEMORY_MB;
pub use confinement::Measure;
pub use order::ListRead;
use order::{Answer, Order, Reply};
use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{
    Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Stdio, id,
};
use std::str::FromStr;
use std::sync::mpsc::channel;
use std::time::Duration;
use zeroize::Zeroizing;

/// The argument with which the program starts itself, followed by the seconds that the child may
/// work and the process number of its parent; people have no use for it.
const ARGUMENT: &str = "--read-one-document";

/// The longest that a document may take where nobody says otherwise.
const LONGEST: Duration = Duration::from_secs(30);
/// What every document may take, and what a megabyte of it adds.
const SHORTEST: Duration = Duration::from_secs(8);
const A_MEGABYTE: Duration = Duration::from_secs(1);

/// A child that has worked for so long reads no further text.
const TIRED: Duration = Duration::from_secs(30);

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

    /// The time that a child may work in all, in seconds.
    fn of_a_child(self) -> u64 {
        self.timeout
            .unwrap_or(LONGEST)
            .saturating_add(TIRED)
            .as_secs()
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
    let seconds = arguments.get(2).and_then(number);
    let parent = arguments.get(3).and_then(number);
    Some(match (seconds, parent) {
        (Some(seconds), Some(parent)) => child::serve(seconds, parent),
        _ => ExitCode::FAILURE,
    })
}

fn number<N: FromStr>(argument: &OsString) -> Option<N> {
    argument.to_str()?.parse().ok()
}

/// Reads documents, one after the other.
pub struct Reader {
    limits: Limits,
    /// A child that has read texts and waits for the next.
    idle: Option<Running>,
}

impl Reader {
    /// A reader with limits for each document.
    pub fn new(limits: Limits) -> Self {
        Self { limits, idle: None }
    }

    /// Reads the budgets of a file, of which this is given.
    pub fn read(&mut self, file: &File, given: &Given) -> Result<Vec<Book>, Failure> {
        let order = Order::Read {
            name: file.name.to_owned(),
            password: file
                .password
                .map(|password| Zeroizing::new(password.to_owned())),
            given: given.clone(),
        };
        match self.ask(&order, file.bytes) {
            Ok((Answer::Books(books), _)) => Ok(books),
            Ok((answer, _)) => Err(failure(answer)),
            Err(why) => Err(Failure::Refused(why)),
        }
    }

    /// Reads a year's list of codes.
    pub fn read_list(&mut self, file: &File) -> Result<ListRead, Failure> {
        let order = Order::ReadList {
            name: file.name.to_owned(),
            password: file
                .password
                .map(|password| Zeroizing::new(password.to_owned())),
        };
        match self.ask(&order, file.bytes) {
            Ok((Answer::List(list), _)) => Ok(list),
            Ok((answer, _)) => Err(failure(answer)),
            Err(why) => Err(Failure::Refused(why)),
        }
    }

    /// The documents in a bundle; none where the bytes are no bundle. An error is in words.
    pub fn unpack(&mut self, bytes: &[u8]) -> Result<Option<Vec<Member>>, String> {
        match self.ask(&Order::Unpack, bytes)? {
            (Answer::Members(_), members) => Ok(Some(members)),
            (Answer::NoBundle, _) => Ok(None),
            (Answer::Refused(why), _) => Err(why),
            _ => Err(FAULT.to_owned()),
        }
    }

    /// Gives a child an order and the bytes of a document; an error is in words for people.
    fn ask(&mut self, order: &Order, bytes: &[u8]) -> Result<(Answer, Vec<Member>), String> {
        let time = self.limits.time(bytes.len());
        if let Some(mut running) = self.idle.take() {
            match running.converse(order, bytes, time) {
                Ok(Some(Heard::Reply(reply, members))) => {
                    return Ok((self.keep(running, reply), members));
                }
                Ok(None) => return Err(too_slow(time)),
                Ok(Some(Heard::LastWords(_))) | Err(_) => {}
            }
        }
        // What a child left behind of other texts is no reason to fail: the document has a new one.
        let mut running = Running::start(self.limits.of_a_child()).map_err(|e| not_started(&e))?;
        match running.converse(order, bytes, time) {
            Ok(Some(Heard::Reply(reply, members))) => Ok((self.keep(running, reply), members)),
            Ok(Some(Heard::LastWords(words))) => Err(running.reason(&words, time)),
            Ok(None) => Err(too_slow(time)),
            Err(error) => Err(not_started(&error)),
        }
    }

    fn keep(&mut self, running: Running, reply: Reply) -> Answer {
        if reply.goes_on && watch::processor_time(&running.child) < TIRED {
            self.idle = Some(running);
        }
        reply.answer
    }
}

/// Why an answer holds nothing that was asked for.
fn failure(answer: Answer) -> Failure {
    match answer {
        Answer::NeedsPassword => Failure::Locked(DocumentError::NeedsPassword),
        Answer::WrongPassword => Failure::Locked(DocumentError::WrongPassword),
        Answer::Refused(why) => Failure::Refused(why),
        _ => Failure::Refused(FAULT.to_owned()),
    }
}

/// What is said of a document that a reader panicked over.
const FAULT: &str = "读这份文件时程序出错，没有读出来（文件多半损坏）；可用 Office、WPS 或浏览器打开另存后再导入，并请把它报告给作者";

/// What shuts in the children that read documents, on this system and now. A child is started
/// and told to try what it must not be able to do.
pub fn confinement() -> Result<Vec<Measure>, String> {
    let file = Path::new("/dev/null").to_owned();
    match Reader::new(Limits::default()).ask(&Order::TryToBreakOut { file }, &[])? {
        (Answer::Confinement(measures), _) => Ok(measures),
        _ => Err(FAULT.to_owned()),
    }
}

/// What is heard of a child.
enum Heard {
    /// A reply, and the members of a bundle that it is about.
    Reply(Reply, Vec<Member>),
    /// It ended without a reply; the runtime may have said why.
    LastWords(Vec<u8>),
}

/// A child that takes orders. It ends when it is dropped.
struct Running {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    errors: ChildStderr,
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that was waited for has no number any more.
        if let Ok(None) = self.child.try_wait() {
            watch::end(&self.child);
        }
        let _ = self.child.wait();
    }
}

impl Running {
    /// Starts the very program that runs, also where its file was replaced meanwhile.
    fn start(seconds: u64) -> io::Result<Self> {
        let mut child = Command::new(this_program()?)
            .arg0("lkx")
            .args([ARGUMENT, &seconds.to_string(), &id().to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C on the terminal ends the import between two documents, not inside one.
            .process_group(0)
            .spawn()?;
        match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(input), Some(output), Some(errors)) => Ok(Self {
                child,
                input,
                output,
                errors,
            }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Gives an order and waits for the reply; none where the document's time was up.
    fn converse(
        &mut self,
        order: &Order,
        bytes: &[u8],
        time: Duration,
    ) -> io::Result<Option<Heard>> {
        let child = &self.child;
        let (input, output, errors) = (&mut self.input, &mut self.output, &mut self.errors);
        let (sender, talk) = channel();
        std::thread::scope(|scope| {
            let talking = std::thread::Builder::new().spawn_scoped(scope, move || {
                // The child reads all before it writes. One that ended early did not read all of
                // it; that no reply comes says so.
                let _ = order::write(order, bytes, input);
                let heard = reply(output).unwrap_or_else(|_| {
                    let mut words = Vec::new();
                    let _ = errors.take(LAST_WORDS).read_to_end(&mut words);
                    Heard::LastWords(words)
                });
                // Whoever waits has heard it, or has ended the child.
                let _ = sender.send(heard);
            });
            talking?;
            Ok(watch::hear(child, time, &talk))
        })
    }

    /// Why a child ended without a reply.
    fn reason(&mut self, words: &[u8], time: Duration) -> String {
        // It is ending, or its output was closed on purpose: then it ends now.
        watch::end(&self.child);
        match self.child.wait() {
            Ok(status) => reason(status, &String::from_utf8_lossy(words), time),
            Err(error) => not_started(&error),
        }
    }
}

/// The program that runs, for the system to start once more. Linux leads to the very file, also where
/// it was replaced or removed meanwhile; where `/proc` is not mounted, the file is where it was started.
fn this_program() -> io::Result<PathBuf> {
    const RUNNING: &str = "/proc/self/exe";
    if cfg!(target_os = "linux") && Path::new(RUNNING).exists() {
        return Ok(RUNNING.into());
    }
    std::env::current_exe().or_else(|error| started_as().ok_or(error))
}

/// The file behind the name by which the program was started.
#[expect(
    clippy::disallowed_methods,
    reason = "where a shell looked for the program is no setting of the program"
)]
fn started_as() -> Option<PathBuf> {
    let name = PathBuf::from(std::env::args_os().next()?);
    if name.components().count() > 1 {
        return name.canonicalize().ok();
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// Reads a reply and what follows it.
fn reply(from: &mut impl Read) -> io::Result<Heard> {
    let mut reply = order::read_reply(from)?;
    let mut members = Vec::new();
    if let Answer::Members(heads) = &mut reply.answer {
        members = order::read_members(std::mem::take(heads), from)?;
    }
    Ok(Heard::Reply(reply, members))
}

fn not_started(error: &io::Error) -> String {
    format!("启动不了读取进程：{}", super::io_words::in_words(error))
}

fn reason(status: ExitStatus, last_words: &str, time: Duration) -> String {
    if status.signal() == Some(nix::libc::SIGXCPU) {
        too_slow(time)
    } else if last_words.contains("memory allocation of") || last_words.contains("out of memory") {
        format!("读这份文件要用的内存超过 {MEMORY_MB} MB，放弃了（可能是压缩炸弹）")
    } else if last_words.contains("overflowed its stack") {
        "这份文件一层套一层，深得读不了（可能是有意做成的）".to_owned()
    } else {
        "读取进程意外结束（文件内容可能有害或损坏）".to_owned()
    }
}

fn too_slow(time: Duration) -> String {
    let seconds = time.as_secs();
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
        let ended = |signal, words| reason(ExitStatus::from_raw(signal), words, SHORTEST);
        assert!(ended(nix::libc::SIGXCPU, "").starts_with("8 秒内"));
        assert!(ended(6, "memory allocation of 9 bytes failed").contains("480 MB"));
        assert!(ended(6, "thread 'main' has overflowed its stack").contains("一层套一层"));
        assert!(ended(11, "").contains("意外结束"));
    }
}
