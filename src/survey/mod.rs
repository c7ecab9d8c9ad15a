/*!
横看: one thing over many budgets.

What a single budget says of it is asked of [`crate::compare`], so that a code, a project or an item of
三公 means the same whether two budgets are compared or two thousand are ranked. Here the answers
are put in order, held against each other and summed, with no money counted twice. Books come in
one at a time and only the answers stay.
*/

mod passages;
mod ranking;
mod spread;
mod targets;
mod topic;
mod totals;
mod words;

pub use passages::passages;
pub use ranking::{Ranking, TopicLine, ranked};
pub use spread::Spread;
pub use targets::{Target, TargetQuery, spread_of_values, targets};
pub use topic::{Topic, TopicFigure};
pub use totals::{CodeTotal, Totals};
