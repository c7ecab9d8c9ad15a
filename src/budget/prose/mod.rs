/*!
What stands between the tables: headings, sentences, passages, with the place of every character.

Readers, rules and searches ask here what a heading is and where a sentence ends, so that they cannot
disagree.
*/

mod heading;
mod passage;
mod sentence;

pub use heading::plain;
pub use passage::{Passage, passages};
pub use sentence::{ProseLine, Sentence, pieces, sentences};
