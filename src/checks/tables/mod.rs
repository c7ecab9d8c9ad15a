/*!
Rules inside a table: totals and classes, balances, sums of goals.
*/

pub mod balance;
pub mod goal_sums;
pub mod side_sum;
pub mod table_sums;
