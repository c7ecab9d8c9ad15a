/*!
Tables without vertical lines: columns are where texts of many rows stand under each other.
*/

use super::page::{Block, FreeLine};
use super::rulings::Rulings;

/// Lines as blocks; those that form columns as tables.
pub fn blocks(lines: Vec<FreeLine>, _rulings: &Rulings) -> Vec<Block> {
    lines.into_iter().map(Block::Line).collect()
}
