/*!
Figures whose columns the text lost, laid where the sums confirm them.

[`fit`] tries the ways to lay a row, [`settle`] lets the rows of a family choose together, and
[`reluctance`] says which column suits a row less where the sums leave several.
*/

pub mod fit;
pub mod laid_row;
pub mod loose_row;
pub mod reluctance;
pub mod settle;
