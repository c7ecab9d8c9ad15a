/*!
`lkx` (类款项): a keyboard-driven terminal explorer of Chinese budget disclosures.

The modules stand in the order in which the data flows: foreign text is cleaned,
a budget has a language, a document becomes lines, lines become printed tables,
tables become records, records go into a library, questions are asked of it, what does
not add up is found, the auditor takes notes, and answers are shown or written out.
*/

// What is taken out of a list or a text by a position that a stranger's document or library
// leads to is asked for, not taken. The folders that take all the same say what that costs.
#![warn(clippy::indexing_slicing, clippy::string_slice)]
// Of the pedantic lints those that find something here: a count that begins anew, a copy that is none, a result
// that is thrown away. Tests count what they made themselves.
#![cfg_attr(
    not(test),
    warn(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::cloned_instead_of_copied,
        clippy::flat_map_option,
        clippy::implicit_clone,
        clippy::manual_midpoint,
        clippy::return_self_not_must_use,
        clippy::semicolon_if_nothing_returned,
        clippy::unnested_or_patterns
    )
)]

pub mod text;

pub mod budget;

#[expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a reader runs in a process of its own: a panic in it refuses its document"
)]
pub mod documents;
#[expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "as in documents: the same process reads the tables of what it read"
)]
pub mod tables;

#[expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "as in documents: the same process makes the rows of the tables"
)]
pub mod records;

mod year_lists;

mod sqlite;

pub mod library;

#[expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a family of rules is contained: a panic in it says that its rules were not checked"
)]
pub mod checks;
pub mod screening;

#[expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "positions are those of the index: it is made here, and its file is refused where one leads nowhere"
)]
pub mod search;

pub mod notes;

pub mod compare;

mod survey;

mod exports;

#[expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a page and an answer are contained: a panic in one is said in its place, and the next key works"
)]
pub mod screens;

mod contained;
mod narrow;
mod pattern;
pub mod surroundings;

pub mod cli;
pub mod commands;
