//! Arguments in, exit status out.

use lkx::surroundings::Surroundings;
use std::process::ExitCode;

fn main() -> ExitCode {
    lkx::commands::main(std::env::args_os(), &Surroundings::read())
}
