//! Journeys through the explorer: keys pressed, screens seen.

#[path = "journeys/addresses.rs"]
mod addresses;
#[path = "journeys/compare.rs"]
mod compare;
#[path = "journeys/copying.rs"]
mod copying;
#[path = "journeys/drill_down.rs"]
mod drill_down;
#[path = "journeys/economics.rs"]
mod economics;
#[path = "journeys/evidence.rs"]
mod evidence;
#[path = "journeys/findings.rs"]
mod findings;
#[path = "journeys/journey.rs"]
mod journey;
#[path = "journeys/keys.rs"]
mod keys;
#[path = "journeys/manners.rs"]
mod manners;
#[path = "journeys/notes.rs"]
mod notes;
#[path = "journeys/pages.rs"]
mod pages;
#[path = "journeys/projects.rs"]
mod projects;
#[path = "journeys/row_units.rs"]
mod row_units;
#[path = "journeys/searching.rs"]
mod searching;
#[path = "journeys/shelf.rs"]
mod shelf;
#[path = "journeys/source.rs"]
mod source;
#[path = "journeys/surveys.rs"]
mod surveys;
#[path = "journeys/tasks.rs"]
mod tasks;
#[path = "journeys/units.rs"]
mod units;
#[path = "journeys/waiting.rs"]
mod waiting;
