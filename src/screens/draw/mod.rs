/*!
From what is shown to the cells of the screen; nothing here changes anything.
*/

pub mod areas;
mod bars;
pub mod canvas;
pub mod frame;
mod key_line;
pub mod look;
mod statements;
mod status;
pub mod theme;
pub mod widgets;
mod windows;
