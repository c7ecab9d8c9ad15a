/*!
`lkx` (类款项): a keyboard-driven terminal explorer of Chinese budget disclosures.

The modules stand in the order in which the data flows: foreign text is cleaned,
a budget has a language, a document becomes lines, lines become printed tables,
tables become records, records go into a library, questions are asked of it, what does
not add up is found, the auditor takes notes, and answers are shown or written out.
*/

pub mod text;

pub mod budget;

pub mod documents;
pub mod tables;

pub mod records;

mod sqlite;

pub mod library;

pub mod checks;
pub mod screening;

pub mod search;

pub mod notes;

pub mod compare;

mod survey;

mod exports;

pub mod screens;

pub mod surroundings;

pub mod cli;
pub mod commands;
