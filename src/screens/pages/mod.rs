/*!
A file a page: from a budget and what was chosen to what is shown.
*/

pub mod balance;
pub mod compare;
pub mod economic_class;
pub mod economics;
pub mod finding;
pub mod findings;
pub mod function;
pub mod functions;
pub mod grid;
pub mod levels;
pub mod library_findings;
pub mod notes;
pub mod project;
pub mod projects;
pub mod row_units;
pub mod search;
pub mod source;
pub mod tables;
pub mod three_public;
pub mod units;
pub mod units_panel;
pub mod view;
