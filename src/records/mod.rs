/*!
Printed tables become records: rows and figures with a meaning, projects, indicators.

Each file reads one family of tables, or answers one question that several families
ask: what a header's word means ([`concept`]), which columns a kind of table has
([`columns`], [`shape`]), what a row's labels say ([`labels`]), where figures belong
that lost their column ([`fit`]). Nothing here knows files or SQL, and nothing knows a
unit, a file name or a line number: tables are read by titles, headers, codes and
arithmetic.
*/

mod book;
mod budget_and_outcome;
mod code_columns;
mod collapsed;
mod collapsed_pairs;
mod collapsed_two_sided;
mod columns;
mod concept;
mod context;
mod cut;
mod department_performance;
mod fit;
mod header;
mod identity;
mod indicator_columns;
mod indicator_level;
mod indicator_list;
mod indicator_pairs;
mod indicator_value;
mod labels;
mod pair_levels;
mod parents;
mod project_form;
mod project_labels;
mod recognised;
mod reluctance;
mod settle;
mod shape;
mod side_by_side;
mod single_sided;
mod statements;
mod table;
mod three_public_rows;
mod two_sided;
mod units;

pub use book::{NotABudget, read};
pub use recognised::doubt;
