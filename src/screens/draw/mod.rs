/*!
From what is shown to the cells of the screen; nothing here changes anything.
*/

pub mod canvas;
pub mod frame;
pub mod look;
pub mod theme;
pub mod widgets;
