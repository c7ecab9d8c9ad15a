/*!
`lkx --licenses`: under which licences the crates stand that are part of the program.
*/

use super::Outcome;
use std::io::{self, Write};

/// Made by `just licences` from Cargo.lock.
const TEXT: &str = include_str!("../../THIRD-PARTY-LICENSES.txt");

pub(super) fn run() -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(TEXT.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}
