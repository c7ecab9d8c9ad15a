/*!
Text that other people wrote, on its way to a terminal.

[`clean`] is the one gate that it passes, [`width`] the one ruler that measures
it, [`wrap`] lays it out in lines.
*/

pub mod clean;
pub mod width;
pub mod wrap;
