/*!
A file a subcommand.

Each command joins what the other folders offer; none of them is used by anything but
[`main`], which reads the arguments, hands them to the command and turns what came of
it into an exit status: 0 done, 1 something could not be done, 2 wrong usage, 130
interrupted. Data goes to standard output, every word for people to standard error.
*/

mod across;
mod check;
mod checking;
mod classification;
mod clues;
mod compare;
mod completions;
mod dataset_rows;
mod delivery;
mod explain;
mod explore;
mod export;
mod export_grid;
mod export_notes;
mod export_package;
mod import;
mod index_file;
mod indicators;
mod interruption;
mod io_words;
mod isolated;
mod keeper;
mod last_place;
mod library;
mod library_copy;
mod licences;
mod list;
mod manual;
mod messages;
mod narrowing;
mod origins;
mod overwriting;
mod panics;
mod passwords;
mod plain_file;
mod reading;
mod remove;
mod sample;
mod search;
mod serve;
mod show;
mod show_item;
mod text;
mod totals;
mod unit_name;
mod version;
mod which_library;
mod written;
mod wrong_usage;
mod year_lists;

pub use isolated::serve as serve_as_reader;
pub use reading::{ReadError, read_book, read_books};
pub use sample::{SAMPLES, library as sample_library};

use crate::budget::Address;
use crate::cli::{self, Cli, Command};
use crate::notes::Notebook;
use crate::surroundings::{self, Surroundings};
use clap::FromArgMatches;
use clap::error::ErrorKind;
use interruption::Interrupted;
use messages::tell;
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;
use which_library::WhichLibrary;
use wrong_usage::WrongUsage;

const INCOMPLETE: u8 = 1;
const WRONG_USAGE: u8 = 2;
const INTERRUPTED: u8 = 130;

/// What a command came to, where it did not fail altogether.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Something could not be done; people have been told what.
    Incomplete,
}

/// Does what the arguments say and gives the exit status.
pub fn main(arguments: Vec<OsString>, surroundings: &Surroundings) -> ExitCode {
    panics::tell_cleanly();
    let _ = outlive_size_limits();
    if messages::charset_is_foreign(surroundings) {
        return ExitCode::from(INCOMPLETE);
    }
    let version = version::Asked::by(&arguments);
    let parsed = cli::command()
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let ran = match parsed {
        Ok(cli) => run(cli, surroundings),
        Err(error) if error.kind() == ErrorKind::DisplayVersion => version.tell(),
        Err(error) => return wrong_usage::answer(&error),
    };
    match ran {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete) => ExitCode::from(INCOMPLETE),
        Err(error) => ExitCode::from(status_of(&error)),
    }
}

fn run(cli: Cli, surroundings: &Surroundings) -> anyhow::Result<Outcome> {
    if cli.licenses {
        return licences::run();
    }
    let which = WhichLibrary::of(&cli, surroundings)?;
    if let Some(target) = cli.command.as_ref().and_then(Command::output_file) {
        overwriting::refuse(target, &cli, &which, surroundings)?;
    }
    let notebook = notebook(&cli, surroundings);
    match cli.command {
        None => explore::run(&cli, &which, notebook, surroundings, None),
        Some(Command::Open(ref open)) => {
            let address = Address::parse(&open.address).map_err(WrongUsage::new)?;
            explore::run(&cli, &which, notebook, surroundings, Some(address))
        }
        Some(Command::Import(import)) => import::run(&import, &which, surroundings),
        Some(Command::List(list)) => list::run(&list, &which, surroundings),
        Some(Command::Show(show)) => show::run(show, &which, surroundings),
        Some(Command::Search(search)) => search::run(&search, &which, surroundings),
        Some(Command::Across(across)) => across::run(&across, &which, surroundings),
        Some(Command::Totals(over)) => totals::run(&over, &which, surroundings),
        Some(Command::Indicators(over)) => indicators::run(&over, &which, surroundings),
        Some(Command::Text(asked)) => text::run(&asked, &which, surroundings),
        Some(Command::Compare(compare)) => compare::run(compare, &which, surroundings),
        Some(Command::Export(export)) => export::run(&export, &which, notebook, surroundings),
        Some(Command::Check(check)) => check::run(&check, &which, notebook, surroundings),
        Some(Command::Explain(explain)) => explain::run(&explain),
        Some(Command::Remove(remove)) => remove::run(&remove, &which, surroundings),
        Some(Command::Library(library)) => library::run(&library, &which),
        Some(Command::Classification(arguments)) => {
            classification::run(&arguments, &which, surroundings)
        }
        Some(Command::Serve(_)) => serve::run(&cli, surroundings),
        Some(Command::Completions(completions)) => completions::run(&completions),
        Some(Command::Man) => manual::run(),
    }
}

/// Beyond `ulimit -f` the system ends a program that does not listen; one that does is told
/// of an error, can say so and clean up.
fn outlive_size_limits() -> io::Result<()> {
    #[cfg(unix)]
    signal_hook::flag::register(
        nix::sys::signal::Signal::SIGXFSZ as i32,
        std::sync::Arc::default(),
    )?;
    Ok(())
}

/// The user's notes; nothing is opened or made before they are asked for.
fn notebook(cli: &Cli, surroundings: &Surroundings) -> Notebook {
    let named = cli.notes.as_ref().or(surroundings.named_notes.as_ref());
    let path = named.or(surroundings.usual_notes.as_ref());
    Notebook::at(path.cloned(), surroundings::now).by(&surroundings.author)
}

/// Tells people what went wrong, except where nobody is to be told: a reader that closed
/// the pipe has what it wanted.
fn status_of(error: &anyhow::Error) -> u8 {
    if io_error_in(error).is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        return 0;
    }
    if error.is::<Interrupted>() {
        tell("已中断");
        return INTERRUPTED;
    }
    tell(&format!("lkx：{}", in_words(error)));
    if error.is::<WrongUsage>() {
        WRONG_USAGE
    } else {
        INCOMPLETE
    }
}

/// The chain of causes as one sentence, what the system says in Chinese.
fn in_words(error: &anyhow::Error) -> String {
    let is_bare = error
        .chain()
        .next()
        .is_some_and(|outermost| outermost.is::<io::Error>());
    match io_error_in(error) {
        Some(io_error) if is_bare => io_words::in_words(io_error),
        Some(io_error) => format!("{error}：{}", io_words::in_words(io_error)),
        None => format!("{error:#}"),
    }
}

fn io_error_in(error: &anyhow::Error) -> Option<&io::Error> {
    error
        .chain()
        .find_map(|cause| cause.downcast_ref::<io::Error>())
}
