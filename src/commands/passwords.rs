/*!
The password of a locked document: from a file, from the environment, or asked for on
the terminal. It is never an argument, which everybody on the machine could read, and it is wiped
from memory when it is no longer needed.
*/

use super::messages::tell;
use super::plain_file::{self, Refusal};
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use anyhow::{Context, bail};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// How often a wrong password may be tried anew.
pub const TRIES: usize = 3;

/// The first line of a password file is no longer, in bytes.
const LONGEST: usize = 1024;

/// A password.
pub type Password = Zeroizing<String>;

/// The password that is known before anything is read.
pub fn given(file: Option<&Path>, surroundings: &Surroundings) -> anyhow::Result<Option<Password>> {
    let password = match file {
        Some(file) => Some(first_line(file).with_context(|| {
            format!("读不了密码文件 {}", for_terminal(&file.to_string_lossy()))
        })?),
        None => surroundings.password.clone(),
    };
    if password.is_some() {
        leave_no_image();
    }
    Ok(password)
}

fn first_line(path: &Path) -> anyhow::Result<Password> {
    let file = match plain_file::open(path) {
        // `--password-file <(…)`: the shell has opened both its ends.
        Err(Refusal::Pipe) if path.starts_with("/dev/fd") => File::open(path)?,
        opened => opened?,
    };
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
    file.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    if end.is_none() && bytes.len() > LONGEST {
        bail!("第一行超过 {LONGEST} 字节，不会是密码");
    }
    let line = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(line) {
        Ok(line) => Ok(Zeroizing::new(line.to_owned())),
        Err(_) => bail!("第一行不是 UTF-8 文本"),
    }
}

/// Asks for the password of a document; none where nobody can be asked, or nothing is said.
pub fn ask(document: &str, again: bool, surroundings: &Surroundings) -> Option<Password> {
    if !surroundings.stdin_is_terminal || !surroundings.stderr_is_terminal {
        return None;
    }
    leave_no_image();
    if again {
        tell("密码不对");
    }
    tell(&format!("{} 加了密", for_terminal(document)));
    let said = rpassword::prompt_password("密码（直接回车则跳过）：").ok()?;
    let said = Zeroizing::new(said);
    (!said.is_empty()).then_some(said)
}

/// From now on this process leaves no image of its memory on a disk if it should crash.
fn leave_no_image() {
    use nix::sys::resource::{Resource, setrlimit};
    let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_dumpable(false);
}
