/*!
How a sheet lies on so many columns of a terminal.

Widths are worked out once for all rows, so that nothing jumps while one scrolls.
Codes and names stay where they are, figures scroll sideways when there are too
many. Names wrap instead of being cut; a figure is whole or `#`.
*/

use crate::narrow::narrow;
use crate::screens::draw::look::Look;
use crate::screens::draw::widgets::sheet::{ColumnKind, Sheet, SheetColumn, SheetRow};

/// The widths, headings and heights of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The width of each column.
    pub widths: Vec<u16>,
    /// The wrapped heading of each column.
    pub titles: Vec<Vec<String>>,
    /// Whether a line above the headings names groups of columns.
    pub grouped: bool,
    /// The lines that each row takes.
    pub heights: Vec<u16>,
    /// The columns of the area.
    pub width: u16,
}

/// The column of the cursor's mark, left of all others.
pub const MARGIN: u16 = 1;
/// At the right edge, for the mark of the last figure.
const MARK: u16 = 1;
/// Between two columns; a figure's mark stands in it.
pub const GAP: u16 = 2;
/// A name gets at least so many columns before figures scroll.
fn least_name(width: u16) -> u16 {
    (width / 3).min(24)
}

/// The first column that scrolls is in view where so many columns of it are.
const LEAST_FIGURE: u16 = 4;
/// Headings of figures wrap to no less than this.
const LEAST_TITLE: usize = 8;
/// Other texts wrap beyond this.
const MOST_TEXT: usize = 22;

impl Layout {
    /// Lays out a sheet.
    pub fn of(sheet: &Sheet, width: u16, look: &Look) -> Self {
        let body = natural_widths(sheet, look);
        let titles: Vec<Vec<String>> = sheet
            .columns
            .iter()
            .zip(&body)
            .map(|(column, &widest)| title_lines(column, widest, look))
            .collect();
        let mut widths: Vec<u16> = body
            .iter()
            .zip(&titles)
            .zip(&sheet.columns)
            .map(|((&widest, title), column)| {
                let title = title.iter().map(|line| look.width(line)).max();
                let most = if column.kind == ColumnKind::Text {
                    MOST_TEXT
                } else {
                    usize::MAX
                };
                narrowed(widest.min(most).max(title.unwrap_or(0))).max(column.least)
            })
            .collect();
        let wraps_texts = wrap_texts(sheet, &body, &mut widths, width);
        fit(sheet, &mut widths, width);
        let heights = sheet
            .rows
            .iter()
            .map(|row| height(row, sheet, &widths, wraps_texts, look))
            .collect();
        Self {
            grouped: sheet
                .columns
                .iter()
                .any(|column| !column.group().is_empty()),
            widths,
            titles,
            heights,
            width,
        }
    }

    /// The lines that the headings take.
    pub fn header_height(&self) -> u16 {
        let titled = |lines: &&Vec<String>| lines.iter().any(|line| !line.is_empty());
        let lines = self.titles.iter().filter(titled).map(Vec::len).max();
        let lines = narrowed(lines.unwrap_or(0));
        lines + u16::from(self.grouped && lines > 0)
    }

    /// The first column of what scrolls sideways.
    fn fixed_width(&self, sheet: &Sheet) -> u16 {
        sheet
            .columns
            .iter()
            .zip(&self.widths)
            .take_while(|(column, _)| column.stays())
            .map(|(column, width)| width + gap_after(column.kind))
            .fold(MARGIN, u16::saturating_add)
    }

    /// Where the columns stand that are in view when `left` of those that scroll are not.
    pub fn in_view(&self, sheet: &Sheet, left: usize) -> Vec<(usize, u16)> {
        let staying = sheet.columns.iter().take_while(|c| c.stays()).count();
        let mut x = MARGIN;
        let mut seen = Vec::with_capacity(self.widths.len());
        let ends = ends_from(sheet);
        let kept = room_of_ends(sheet, &self.widths);
        let scrolled_end = self.width.saturating_sub(kept);
        let mut is_full = false;
        for (index, column) in sheet.columns.iter().enumerate() {
            let end = if index < ends {
                scrolled_end
            } else {
                self.width
            };
            if is_full && index < ends
                || (staying..staying + left).contains(&index) && column.kind != ColumnKind::Paper
            {
                continue;
            }
            let width = self.widths[index];
            let first = index == staying && x.saturating_add(LEAST_FIGURE) <= self.width;
            if index >= staying && x.saturating_add(width + MARK) > end && !first {
                is_full = true;
                continue;
            }
            seen.push((index, x));
            x = x.saturating_add(width + gap_after(column.kind));
        }
        seen
    }

    /// The smallest shift to the side that brings a column into view, beginning from `left`.
    pub fn bring_into_view(&self, sheet: &Sheet, left: usize, column: usize) -> usize {
        let staying = sheet.columns.iter().take_while(|c| c.stays()).count();
        if column < staying || sheet.is_paper() {
            return left;
        }
        let mut left = left.min(column - staying);
        let in_view = |left| self.in_view(sheet, left).iter().any(|&(c, _)| c == column);
        while left < column - staying && !in_view(left) {
            left += 1;
        }
        // Room that is left over on the right goes to the columns on the left.
        while left > 0 && self.all_in_view_from(sheet, left - 1) {
            left -= 1;
        }
        left
    }

    fn all_in_view_from(&self, sheet: &Sheet, left: usize) -> bool {
        let last = ends_from(sheet).saturating_sub(1);
        self.in_view(sheet, left).iter().any(|&(c, _)| c == last)
    }

    /// Where the part that scrolls sideways begins.
    pub fn scrolls_from(&self, sheet: &Sheet) -> u16 {
        self.fixed_width(sheet)
    }
}

/// The first of the columns that stay in view at the right edge.
fn ends_from(sheet: &Sheet) -> usize {
    let staying = sheet.columns.iter().rev().take_while(|column| column.ends);
    sheet.columns.len() - staying.count()
}

/// The room of those columns, each with the gap before it.
fn room_of_ends(sheet: &Sheet, widths: &[u16]) -> u16 {
    let ends = widths.get(ends_from(sheet)..).unwrap_or_default();
    let room = ends.iter().map(|width| width + GAP);
    room.fold(0, u16::saturating_add)
}

/// No terminal has so many columns or lines; what would take more is foreign text that
/// means no good, and its measure must not overflow.
const MOST: usize = 8_000;

/// A measure that is safe to add a few others to.
fn narrowed(measure: usize) -> u16 {
    narrow::<u16>(measure.min(MOST))
}

/// What separates a column from the next.
pub fn gap_after(kind: ColumnKind) -> u16 {
    if kind == ColumnKind::Code { 1 } else { GAP }
}

fn natural_widths(sheet: &Sheet, look: &Look) -> Vec<usize> {
    let mut widths = vec![0; sheet.columns.len()];
    for row in sheet.rows.iter().filter(|row| !row.spans()) {
        for (index, cell) in row.cells.iter().enumerate().take(widths.len()) {
            widths[index] = cell.width(look).max(widths[index]);
        }
    }
    widths
}

fn title_lines(column: &SheetColumn, widest: usize, look: &Look) -> Vec<String> {
    match column.kind {
        ColumnKind::Code | ColumnKind::Name | ColumnKind::Paper => {
            vec![look.spell(column.leaf()).into_owned()]
        }
        ColumnKind::Text | ColumnKind::Figure => {
            look.wrap(column.leaf(), widest.clamp(LEAST_TITLE, MOST_TEXT))
        }
    }
}

/// Gives the name the room that the other columns leave; a document's lines take all.
/// Where not all columns fit, the name takes what those that do fit leave.
fn fit(sheet: &Sheet, widths: &mut [u16], width: u16) {
    let Some(filling) = sheet
        .columns
        .iter()
        .position(|column| matches!(column.kind, ColumnKind::Name | ColumnKind::Paper))
    else {
        return;
    };
    let least = match sheet.columns[filling].kind {
        ColumnKind::Paper => 1,
        _ => widths[filling].min(least_name(width)),
    };
    let mut taken = (MARGIN + least).saturating_add(room_of_ends(sheet, widths));
    let ends = ends_from(sheet);
    for (index, column) in sheet.columns.iter().enumerate().take(ends) {
        if index == filling {
            continue;
        }
        let needed = widths[index] + gap_after(column.kind);
        if !column.stays() && taken.saturating_add(needed + MARK) > width {
            break;
        }
        taken = taken.saturating_add(needed);
    }
    let room = least + width.saturating_sub(taken.saturating_add(MARK));
    widths[filling] = match sheet.columns[filling].kind {
        ColumnKind::Paper => room,
        _ => widths[filling].min(room),
    };
}

/// Texts that scroll sideways keep their whole width and wrap only where all columns fit.
fn wrap_texts(sheet: &Sheet, body: &[usize], widths: &mut [u16], sheet_width: u16) -> bool {
    let all: u32 = sheet
        .columns
        .iter()
        .zip(widths.iter())
        .map(|(column, width)| match column.kind {
            ColumnKind::Name => (*width).min(least_name(sheet_width)) + gap_after(column.kind),
            _ => width + gap_after(column.kind),
        })
        .map(u32::from)
        .sum();
    let fits = all + u32::from(MARGIN + MARK) <= u32::from(sheet_width) + u32::from(GAP);
    if !fits {
        for (index, column) in sheet.columns.iter().enumerate() {
            if column.kind == ColumnKind::Text {
                widths[index] =
                    widths[index].max(narrow::<u16>(body[index].min(usize::from(sheet_width) / 2)));
            }
        }
    }
    fits
}

fn height(row: &SheetRow, sheet: &Sheet, widths: &[u16], wraps_texts: bool, look: &Look) -> u16 {
    if row.spans() {
        return 1;
    }
    let wraps =
        |kind: ColumnKind| kind == ColumnKind::Name || kind == ColumnKind::Text && wraps_texts;
    row.cells
        .iter()
        .enumerate()
        .filter(|&(index, _)| {
            let column = sheet.columns.get(index);
            column.is_some_and(|column| wraps(column.kind))
        })
        .map(|(index, cell)| {
            let cols = usize::from(widths[index]);
            if cell.width(look) <= cols {
                1
            } else {
                narrowed(look.wrap(cell.plain(), cols).len())
            }
        })
        .max()
        .unwrap_or(1)
}

/// Which rows are in view: the first and how many lines it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The lines for rows that scroll.
    pub lines: u16,
    /// The lines for those pinned at the bottom.
    pub pinned: u16,
}

impl Window {
    /// The lines of an area of `height` for the rows in `order`.
    pub fn of(sheet: &Sheet, layout: &Layout, order: &[usize], height: u16) -> Self {
        let all: u32 = order.iter().map(|&i| u32::from(layout.heights[i])).sum();
        let body = sheet.rows.len() - sheet.pinned.min(sheet.rows.len());
        let pinned = order
            .iter()
            .filter(|&&index| index >= body)
            .map(|&index| layout.heights[index])
            .fold(0, u16::saturating_add);
        if all <= u32::from(height) || pinned > height / 2 {
            return Self {
                lines: height,
                pinned: 0,
            };
        }
        Self {
            lines: height - pinned,
            pinned,
        }
    }
}

/// The first row to show so that the one at `cursor` is whole in view, beginning from
/// `top`, without empty lines at the bottom while there are rows above.
pub fn scrolled_top(heights: &[u16], top: usize, cursor: usize, lines: u16) -> usize {
    let reach = |last: usize| {
        let mut first = last;
        let mut taken = u32::from(heights[last]);
        while first > 0 && taken + u32::from(heights[first - 1]) <= u32::from(lines) {
            first -= 1;
            taken += u32::from(heights[first]);
        }
        first
    };
    if heights.is_empty() {
        return 0;
    }
    let last = heights.len() - 1;
    top.min(cursor)
        .max(reach(cursor.min(last)))
        .min(reach(last))
}
