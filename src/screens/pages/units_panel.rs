/*!
The budget under the cursor of 单位×年度 at a glance: its totals, its parts, what it is made of.
*/

use crate::budget::Amount;
use crate::library::CatalogueEntry;
use crate::narrow::narrow;
use crate::screens::draw::canvas::Canvas;
use crate::screens::draw::look::Look;
use crate::screens::draw::theme::Role;
use crate::screens::model::money::{MoneyChoice, in_money, share};
use ratatui::layout::Rect;

/// The lines of the panel.
pub const PANEL: u16 = 3;

/// What stands right of the parts at a glance begins here.
const RIGHT: u16 = 46;

/// Draws the budget under the cursor at a glance. What does not fit whole is left out, for
/// half a figure is a wrong one: the budget's own pages show all of it.
pub fn draw(canvas: &mut Canvas, area: Rect, entry: &CatalogueEntry, money: MoneyChoice) {
    let summary = &entry.summary;
    let (x, right) = (area.x + 1, area.x + RIGHT);
    let room = area.width.saturating_sub(2);
    let title = title(canvas.look(), entry, usize::from(room));
    let after = x + canvas.say(x, area.y, room, &title, Role::Strong) + 2;
    let amount = |name: &str, amount: Option<Amount>| {
        amount.map(|amount| format!("{name} {}", in_money(&amount, money)))
    };
    let totals: Vec<String> = [
        amount("收入", summary.income),
        amount("支出", summary.expenditure),
    ]
    .into_iter()
    .flatten()
    .collect();
    draw_totals(canvas, area, (right.max(after), after), &totals);
    let counts = [
        Some(format!("项目 {} 个", summary.project_count)),
        Some(format!("指标 {} 条", summary.indicator_count)),
        amount("三公", summary.three_public),
        Some(tables_text(entry)),
    ];
    let cols = usize::from(room_from(area, right));
    let lines = filled(canvas.look(), counts.into_iter().flatten().collect(), cols);
    for (y, line) in (area.y + 1..area.bottom()).zip(&lines) {
        canvas.say(right, y, narrow::<u16>(cols), line, Role::Text);
    }
    let parts = [("基本支出", summary.basic), ("项目支出", summary.projects)];
    let figures = parts.map(|(name, amount)| {
        (
            name,
            amount.map(|amount| (amount, in_money(&amount, money))),
        )
    });
    let widest = figures.iter().filter_map(|(_, figure)| figure.as_ref());
    let widest = widest.map(|(_, text)| canvas.look().width(text)).max();
    // A longer figure takes its room from the bar.
    let longer = widest
        .unwrap_or(0)
        .saturating_sub(usize::from(FIGURE))
        .min(usize::from(BAR));
    for (y, (name, figure)) in (area.y + 1..area.bottom()).zip(&figures) {
        let place = Rect { x, y, ..area };
        part(
            canvas,
            place,
            name,
            figure.as_ref(),
            (summary.expenditure, narrow::<u16>(longer)),
        );
    }
}

/// The columns of an area from `x` on, without its last.
fn room_from(area: Rect, x: u16) -> u16 {
    area.right().saturating_sub(x + 1)
}

/// The name of the budget; where it is too long, the unit's is shortened.
fn title(look: &Look, entry: &CatalogueEntry, cols: usize) -> String {
    let identity = &entry.identity;
    let whole = identity.to_string();
    if look.width(&whole) <= cols {
        return whole;
    }
    let edition = whole[identity.unit.len()..].to_owned();
    let room = cols.saturating_sub(look.width(&edition));
    format!("{}{edition}", look.shorten(&identity.unit, room))
}

/// The totals from the first of two places from which they fit; else as many of the last
/// as do.
fn draw_totals(canvas: &mut Canvas, area: Rect, places: (u16, u16), totals: &[String]) {
    for from in 0..totals.len() {
        let text = totals[from..].join("  ");
        let width = canvas.look().width(&text);
        for x in [places.0, places.1] {
            let room = room_from(area, x);
            if width <= usize::from(room) {
                canvas.say(x, area.y, room, &text, Role::Text);
                return;
            }
        }
    }
}

/// The pieces on two lines, the tables on the second; none is cut, and those that find no
/// room are left out.
fn filled(look: &Look, pieces: Vec<String>, cols: usize) -> [String; 2] {
    let mut lines = [String::new(), String::new()];
    let last = pieces.len().saturating_sub(1);
    let mut line = 0;
    for (index, piece) in pieces.into_iter().enumerate() {
        line = if index == last { 1 } else { line };
        for (at, text) in lines.iter_mut().enumerate().skip(line) {
            let gap = if text.is_empty() { "" } else { "  " };
            if look.width(text) + gap.len() + look.width(&piece) <= cols {
                text.push_str(gap);
                text.push_str(&piece);
                line = at;
                break;
            }
        }
    }
    lines
}

fn tables_text(entry: &CatalogueEntry) -> String {
    let summary = &entry.summary;
    let mut text = format!("表 {} 张", summary.tables);
    if summary.empty_tables > 0 {
        text.push_str(&format!("，空表 {}", summary.empty_tables));
    }
    if summary.missing_tables > 0 {
        text.push_str(&format!("，缺表 {}", summary.missing_tables));
    }
    text
}

/// The columns of a figure of the panel, unless it is longer.
const FIGURE: u16 = 13;
/// The glyphs of the bar behind it, as many as there is room for.
const BAR: u16 = 10;

/// 基本支出  4,675.21 40.88% ▇▇▇▇▁▁▁▁, the figure `longer` columns longer and the bar as
/// many shorter.
fn part(
    canvas: &mut Canvas,
    area: Rect,
    name: &str,
    figure: Option<&(Amount, String)>,
    (whole, longer): (Option<Amount>, u16),
) {
    let ends = area.x + 22 + longer;
    canvas.say(area.x, area.y, 8, name, Role::Faint);
    let Some((amount, text)) = figure else {
        say_whole(canvas, (ends, area.y), 2, "—", Role::Faint);
        return;
    };
    say_whole(canvas, (ends, area.y), FIGURE + longer, text, Role::Text);
    let Some(whole) = whole.filter(|whole| !whole.is_zero()) else {
        return;
    };
    say_whole(
        canvas,
        (ends + 9, area.y),
        8,
        &share(amount, &whole),
        Role::Text,
    );
    bar(canvas, (ends + 10, area.y), BAR - longer, (amount, &whole));
}

/// A figure that ends before a column, whole or as `#`, where the terminal goes that far.
fn say_whole(canvas: &mut Canvas, (end, y): (u16, u16), cols: u16, text: &str, role: Role) {
    if end > canvas.area().right() {
        return;
    }
    let spelled = canvas.look().spell(text).into_owned();
    let whole = canvas.look().ruler.figure(&spelled, usize::from(cols));
    canvas.say_left_of(end, y, cols, whole.trim_start(), role);
}

/// How much of the whole the part is.
fn bar(canvas: &mut Canvas, (x, y): (u16, u16), cols: u16, (part, whole): (&Amount, &Amount)) {
    let (part, all) = (
        u128::from(part.ten_thousandths().unsigned_abs()),
        u128::from(whole.ten_thousandths().unsigned_abs()),
    );
    let scaled = part
        .saturating_mul(u128::from(cols))
        .saturating_add(all / 2);
    let Some(filled) = scaled.checked_div(all) else {
        return;
    };
    let filled = u16::try_from(filled).unwrap_or(cols).min(cols);
    let (full, empty) = if canvas.look().ascii {
        ("#", ".")
    } else {
        ("▇", "▁")
    };
    let rest = cols - filled;
    canvas.say(x, y, filled, &full.repeat(usize::from(filled)), Role::Title);
    canvas.say(
        x + filled,
        y,
        rest,
        &empty.repeat(usize::from(rest)),
        Role::Faint,
    );
}
