/*!
Tables of money: one reader for each way in which labels and figures are laid out.
*/

pub mod any_table;
pub mod collapsed;
pub mod collapsed_two_sided;
pub mod functions_across;
pub mod one_column;
pub mod proof;
pub mod side_by_side;
pub mod single_sided;
pub mod three_public_rows;
pub mod two_sided;
pub mod words;
