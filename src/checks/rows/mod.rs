/*!
Rules inside a row: its sums, its rates, its cells, and rows that stand twice.
*/

pub mod column_sum;
pub mod item_rows;
pub mod learned;
pub mod listed;
pub mod money_units;
pub mod oddities;
pub mod plausible;
pub mod rates;
pub mod repeated;
pub mod row_sums;
pub mod shifted;
pub mod swapped;
