/*!
Where the parts of a frame stand.
*/

use crate::narrow::narrow;
use crate::screens::pages::view::View;
use ratatui::layout::{Rect, Size};

/// Where the parts of a frame stand.
pub(super) struct Areas {
    pub(super) title: Rect,
    pub(super) tabs: Option<Rect>,
    pub(super) top: Rect,
    pub(super) body: Rect,
    pub(super) panel: Rect,
    pub(super) status: Rect,
    pub(super) keys: Rect,
}

pub(super) fn areas(size: Size, view: &View) -> Areas {
    let width = size.width;
    let row = |y: u16, height: u16| Rect::new(0, y, width, height);
    let tabs = u16::from(view.has_bar());
    let above = 1 + tabs;
    let below = 2.min(size.height.saturating_sub(1));
    let room = size.height.saturating_sub(above + below);
    let top = narrow::<u16>(view.top.len()).min(room.saturating_sub(3));
    // The panel and its rule give way to the rows where the screen is low.
    let panel = if view.panel > 0 && room >= view.panel + 1 + 6 {
        view.panel + 1
    } else {
        0
    };
    let body = room.saturating_sub(top + panel);
    Areas {
        title: row(0, 1.min(size.height)),
        tabs: view.has_bar().then(|| row(1, 1)),
        top: row(above, top),
        body: row(above + top, body),
        panel: row(above + top + body, panel),
        status: row(size.height.saturating_sub(2), u16::from(size.height > 2)),
        keys: row(size.height.saturating_sub(1), u16::from(size.height > 1)),
    }
}

/// Where the panes of a view stand.
pub fn panes(size: Size, view: &View) -> Vec<Rect> {
    let body = areas(size, view).body;
    let count = narrow::<u16>(view.panes.len());
    if count <= 1 {
        return view.panes.iter().map(|_| body).collect();
    }
    let weights: u32 = view.panes.iter().map(|pane| u32::from(pane.weight)).sum();
    let room = u32::from(body.width.saturating_sub(count - 1));
    let mut x = body.x;
    let mut rects = Vec::with_capacity(view.panes.len());
    for (index, pane) in view.panes.iter().enumerate() {
        let last = index + 1 == view.panes.len();
        let width = if last {
            body.right() - x
        } else {
            let width = room * u32::from(pane.weight) / weights.max(1);
            u16::try_from(width).unwrap_or(body.width)
        };
        rects.push(Rect { x, width, ..body });
        x += width + 1;
    }
    rects
}
