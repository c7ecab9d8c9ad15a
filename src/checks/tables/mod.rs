/*!
Rules inside a table: totals and classes, balances, sums of goals.
*/

pub mod balance;
pub mod goal_sums;
pub mod table_sums;
