/*!
The auditor's notes: what was written down on which row, with its place and figure as
they stood.

Notes live in a file of the user's own, apart from the library, which may be shared and
read-only. A note therefore holds everything that it needs to be read alone: whose budget,
which table, row and column, the figure, the document and its hash. Where the library at
hand has the budget, the figure of today is looked up beside it ([`Now`]).

What was decided of a finding (核定), with its reason, is a note as well.
*/

mod about;
mod comparing;
mod error;
mod judgement;
mod note;
mod notebook;
mod now;
mod privacy;
mod schema;
mod stored;

pub use about::{About, Noted, Pointed};
pub use comparing::beside_today;
pub use error::NotesError;
pub use judgement::{Judgement, Judgements, Sign, Standing, Status};
pub use note::{Note, NoteId};
pub use notebook::{Edited, Notebook};
pub use now::{Now, row_of};
