//! The command line, tried on the real binary in folders of its own: a file a command.
//!
//! The figures that are expected were read in the sample documents.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as expected"
)]

mod check;
mod classification;
mod clues;
mod compare;
mod evidence;
mod export;
mod help;
mod hostile;
mod import;
mod isolation;
mod library;
mod list;
mod manners;
mod notes;
mod overwriting;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod remove;
mod search;
mod serve;
mod show;
mod survey;
#[cfg(unix)]
mod terminal;
mod xlsx;
