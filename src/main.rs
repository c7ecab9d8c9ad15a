//! Arguments in, exit status out.

use lkx::commands;
use lkx::surroundings::Surroundings;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // A process that reads a stranger's document looks at nothing else, not even around itself.
    if let Some(status) = commands::serve_as_reader(&arguments) {
        return status;
    }
    commands::main(arguments, &Surroundings::read())
}
