/*!
A window laid over the page; glyphs of two columns at its edges are cleared whole.
*/

use crate::narrow::narrow;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::theme::Role;
use ratatui::layout::Rect;

/// Clears a window of at most `width` by `height` in the middle of `area`, draws its
/// border and title, and gives the room inside.
pub fn open(canvas: &mut Canvas, area: Rect, width: u16, height: u16, title: &str) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    let window = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    canvas.clear(window);
    if !window.is_empty() {
        border(canvas, window);
    }
    let room = width.saturating_sub(6);
    let taken = narrow::<u16>(canvas.look().width(title).min(usize::from(room)));
    canvas.say(
        window.x + 2,
        window.y,
        taken + 2,
        &format!(" {title} "),
        Role::Title,
    );
    Rect {
        x: window.x + 2,
        y: window.y + 1,
        width: width.saturating_sub(4),
        height: height.saturating_sub(2),
    }
}

fn border(canvas: &mut Canvas, window: Rect) {
    let (right, bottom) = (window.right() - 1, window.bottom() - 1);
    canvas.rule(window.x, window.y, window.width, Role::Faint);
    canvas.rule(window.x, bottom, window.width, Role::Faint);
    canvas.upright(window.x, window.y, window.height, Role::Faint);
    canvas.upright(right, window.y, window.height, Role::Faint);
    for (x, y, corner) in [
        (window.x, window.y, "┌"),
        (right, window.y, "┐"),
        (window.x, bottom, "└"),
        (right, bottom, "┘"),
    ] {
        canvas.say(x, y, 1, corner, Role::Faint);
    }
}
