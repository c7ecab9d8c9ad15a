/*!
The parts that pages are put together from.
*/

pub mod layout;
pub mod overlay;
pub mod sheet;
pub mod sheet_draw;
