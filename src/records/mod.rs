/*!
Printed tables become records: rows and figures with a meaning, projects, indicators.

Each file reads one family of tables, or answers one question that several families
ask: what a header's word means ([`crate::budget::columns::words`]), which columns a kind of table has
([`columns`](crate::budget::columns), [`header::shape`]), what a row's labels say ([`labels`]), where figures belong
that lost their column ([`fitting::fit`]). Nothing here knows files or SQL, and nothing knows a
unit, a file name or a line number: tables are read by titles, headers, codes and
arithmetic.
*/

mod block_total;
mod book;
mod broken_cells;
mod column_sums;
mod context;
mod cut;
mod fitting;
mod goals;
mod government;
mod group_sums;
mod header;
mod identity;
mod labels;
mod left_open;
mod misplaced;
mod money;
mod owners;
mod recognised;
mod several;
mod statements;
mod swallowed;
mod table;
mod told_elsewhere;
mod unread;

pub use book::{NotABudget, read};
pub use recognised::doubt;
pub use several::read_all;
