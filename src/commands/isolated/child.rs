/*!
The child's part: it shuts itself in, and answers each order that it reads.
*/

use super::confinement::{self, Measure};
use super::order::{self, Answer, Order, Reply};
use crate::budget::Given;
use crate::commands::reading::{self, ReadError, read_books};
use crate::documents::bundle::{self, Member};
use crate::documents::{self, DocumentError, File};
use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;
use std::panic::{catch_unwind, set_hook};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// Serves the parent with this process number until it has no further order. After a document
/// that is not plain text it ends: nothing that a foreign reader was led to do can reach the next.
pub fn serve(seconds: u64, parent: u32) -> ExitCode {
    // A panic is told by the answer; its message is English and may quote the document.
    set_hook(Box::new(|_| {}));
    let Some(measures) = confinement::enter(seconds, parent) else {
        return ExitCode::FAILURE;
    };
    let mut out = io::stdout().lock();
    while let Ok((order, bytes)) = order::read(&mut Unbuffered) {
        let (reply, members) = reply(order, &bytes, &measures);
        let written = order::write_reply(&reply, &mut out);
        if written
            .and_then(|()| order::write_members(&members, &mut out))
            .is_err()
        {
            return ExitCode::FAILURE;
        }
        if !reply.goes_on {
            break;
        }
    }
    ExitCode::SUCCESS
}

/// The reply to an order, and the members whose bytes follow it.
fn reply(order: Order, bytes: &[u8], measures: &[Measure]) -> (Reply, Vec<Member>) {
    let mut members = Vec::new();
    let reply = match order {
        Order::Read {
            name,
            password,
            given,
        } => {
            let file = File {
                name: &name,
                bytes,
                password: password.as_ref().map(|password| password.as_str()),
            };
            let answer = read(&file, &given);
            let goes_on = documents::is_plain_text(bytes) && !matches!(answer, Answer::Fault);
            Reply { answer, goes_on }
        }
        Order::ReadList { name, password } => {
            let file = File {
                name: &name,
                bytes,
                password: password.as_ref().map(|password| password.as_str()),
            };
            let answer = read_list(&file);
            let goes_on = false;
            Reply { answer, goes_on }
        }
        Order::Unpack => {
            let answer = unpack(bytes, &mut members);
            let goes_on = false;
            Reply { answer, goes_on }
        }
        Order::TryToBreakOut { file } => {
            let trials = try_to_break_out(&file);
            Reply {
                answer: Answer::Confinement(measures.iter().cloned().chain(trials).collect()),
                goes_on: false,
            }
        }
    };
    (reply, members)
}

/// Takes the documents out of a bundle.
fn unpack(bytes: &[u8], members: &mut Vec<Member>) -> Answer {
    match catch_unwind(|| bundle::open(bytes, documents::has_ending)) {
        Ok(Ok(Some(found))) => {
            *members = found;
            Answer::Members(order::heads(members))
        }
        Ok(Ok(None)) => Answer::NoBundle,
        Ok(Err(error)) => Answer::Refused(error.to_string()),
        Err(_) => Answer::Fault,
    }
}

/// Reads a document. A reader that panics fails this document and no other.
fn read(file: &File, given: &Given) -> Answer {
    match catch_unwind(|| read_books(file, given)) {
        Ok(Ok(books)) => Answer::Books(books),
        Ok(Err(error)) => refused(&error),
        Err(_) => Answer::Fault,
    }
}

fn refused(error: &ReadError) -> Answer {
    match error {
        ReadError::Document(DocumentError::NeedsPassword) => Answer::NeedsPassword,
        ReadError::Document(DocumentError::WrongPassword) => Answer::WrongPassword,
        error => Answer::Refused(error.to_string()),
    }
}

/// Reads a year's list of codes.
fn read_list(file: &File) -> Answer {
    match catch_unwind(|| reading::read_list(file)) {
        Ok(Ok(list)) => Answer::List(list),
        Ok(Err(error)) => refused(&error.into()),
        Err(_) => Answer::Fault,
    }
}

/// Does what a document that had taken over its reader would do: the surest way to know that
/// it cannot. Where it can, nothing comes of it.
fn try_to_break_out(file: &Path) -> Vec<Measure> {
    let forbidden = |error: io::Error| error.kind() == ErrorKind::PermissionDenied;
    let written = std::fs::OpenOptions::new().append(true).open(file);
    let read = std::fs::File::open(file);
    let connected = TcpStream::connect(("127.0.0.1", 1));
    let started = Command::new("/proc/self/exe")
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    vec![
        Measure::new("试写文件被拒", written.is_err_and(forbidden)),
        Measure::new("试读文件被拒", read.is_err_and(forbidden)),
        Measure::new("试连网络被拒", connected.is_err_and(forbidden)),
        Measure::new("试启动程序被拒", started.is_err_and(forbidden)),
        Measure::new("环境变量为空", std::env::vars_os().next().is_none()),
    ]
}

/// Standard input without the buffer of the standard library, which would keep the password.
struct Unbuffered;

impl Read for Unbuffered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(nix::unistd::read(io::stdin(), buffer)?)
    }
}
