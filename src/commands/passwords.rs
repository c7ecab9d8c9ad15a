/*!
The password of a locked document: from a file, from the environment, or asked for on
the terminal. It is never an argument, which everybody on the machine could read.
*/

use super::messages::tell;
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use anyhow::Context;
use std::path::Path;

/// How often a wrong password may be tried anew.
pub const TRIES: usize = 3;

/// The password that is known before anything is read.
pub fn given(file: Option<&Path>, surroundings: &Surroundings) -> anyhow::Result<Option<String>> {
    let Some(file) = file else {
        return Ok(surroundings.password.clone());
    };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("读不了密码文件 {}", file.display()))?;
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    Ok(Some(line.to_owned()))
}

/// Asks for the password of a document; none where nobody can be asked, or nothing is said.
pub fn ask(path: &Path, again: bool, surroundings: &Surroundings) -> Option<String> {
    if !surroundings.stdin_is_terminal || !surroundings.stderr_is_terminal {
        return None;
    }
    if again {
        tell("密码不对");
    }
    let name = path.to_string_lossy();
    tell(&format!("{} 加了密", for_terminal(&name)));
    let said = rpassword::prompt_password("密码（直接回车则跳过）：").ok()?;
    (!said.is_empty()).then_some(said)
}
