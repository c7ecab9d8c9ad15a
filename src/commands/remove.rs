/*!
`lkx remove`: takes one budget out of the library.

It cannot be undone, so it asks; where nobody can answer it wants `--yes`.
*/

use super::Outcome;
use super::messages::tell;
use super::narrowing::{Wanted, one_budget};
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::budget::Identity;
use crate::cli::Remove;
use crate::library::Library;
use crate::surroundings::Surroundings;
use std::io;

pub(super) fn run(
    arguments: &Remove,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let path = which.path_for_writing()?;
    // Opened for reading first: a library that is not there must not be made.
    let library = Library::open(path)?;
    let wanted = Wanted {
        year: None,
        stage: arguments.stage,
        scope: arguments.scope,
    };
    let entry = one_budget(&library, &arguments.of, arguments.in_year, wanted)?;
    drop(library);
    if !arguments.yes && !is_confirmed(&entry.identity, surroundings)? {
        tell("没有移除");
        return Ok(Outcome::Incomplete);
    }
    which
        .open_for_writing()?
        .remove(entry.id, &surroundings.now())?;
    tell(&format!("已移除 {}（{}）", entry.identity, entry.file_name));
    Ok(Outcome::Done)
}

fn is_confirmed(identity: &Identity, surroundings: &Surroundings) -> anyhow::Result<bool> {
    if !surroundings.stdin_is_terminal || !surroundings.stderr_is_terminal {
        return Err(WrongUsage::new("在脚本里移除要写明 --yes").into());
    }
    tell(&format!("移除 {identity}？它的数据不再可查。输入 y 确认："));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok(["y", "yes", "是", "ｙ"]
        .iter()
        .any(|yes| answer.eq_ignore_ascii_case(yes)))
}
