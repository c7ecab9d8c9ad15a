/*!
单位×年度: units down, years across, the budget under the cursor at a glance below.
*/

use super::super::canvas::Canvas;
use super::super::look::Look;
use super::super::money::{Mark, MoneyChoice, Shown, change, in_money, share, sum};
use super::super::shelf::{Question, Tally};
use super::super::theme::Role;
use super::super::trail::Stop;
use super::super::view::{Context, View};
use super::super::widgets::sheet::{Cell, Column, Go, Kind, Line, Sheet};
use super::compare;
use crate::budget::{Amount, Scope, Stage};
use crate::library::{CatalogueEntry, DocumentId};
use ratatui::layout::Rect;
use std::collections::HashMap;

/// The lines of the panel.
pub const PANEL: u16 = 3;

/// The view of a library.
pub fn view(catalogue: &[CatalogueEntry], context: &Context) -> View {
    let units = units(catalogue);
    let mut years: Vec<u16> = catalogue.iter().map(|entry| entry.identity.year).collect();
    years.sort_unstable();
    years.dedup();
    let table = Units {
        catalogue,
        years: &years,
        money: context.money,
        tallies: &context.stock.tallies,
        marks: context.marks,
    };
    let mut rows: Vec<Line> = units.iter().map(|unit| table.line(unit)).collect();
    let pinned = usize::from(units.len() > 1);
    if units.len() > 1 {
        rows.push(table.total());
    }
    let mut columns = vec![Column::new("unit", Kind::Name).titled("单位")];
    columns.extend(
        years
            .iter()
            .map(|year| Column::new(format!("{year}年"), Kind::Figure)),
    );
    if table.compares() {
        columns.push(Column::new("同比", Kind::Figure).passed_over());
    }
    columns.push(Column::new("疑点", Kind::Figure).passed_over());
    let sheet = Sheet {
        columns,
        rows,
        pinned,
        dashes: true,
        sortable: true,
        main: (!years.is_empty()).then_some(years.len()),
        says: "库里还没有预算。导入：lkx import 文件或文件夹".to_owned(),
        is_filtered: false,
    };
    View {
        crumbs: vec!["单位×年度".to_owned()],
        wanted: uncounted(catalogue, context),
        corner: format!(
            "{} 单位 · {} 份预算 · {}",
            units.len(),
            catalogue.len(),
            context.money.name()
        ),
        top: marked(catalogue, context),
        panel: if catalogue.is_empty() { 0 } else { PANEL },
        many_units: true,
        ..View::of(sheet)
    }
}

/// The budgets that are marked for comparison, numbered as the comparison will have them.
fn marked(catalogue: &[CatalogueEntry], context: &Context) -> Vec<String> {
    if context.marks.is_empty() {
        return Vec::new();
    }
    let ordered = compare::in_order(context.marks, catalogue);
    let named: Vec<String> = (0..)
        .zip(&ordered)
        .filter_map(|(index, id)| {
            let entry = catalogue.iter().find(|entry| entry.id == *id)?;
            Some(format!("{}{}", compare::sign(index), entry.identity))
        })
        .collect();
    let text = format!("标记：{}", named.join(" "));
    let cols = usize::from(context.width.saturating_sub(2));
    context.look.wrap(&text, cols)
}

fn units(catalogue: &[CatalogueEntry]) -> Vec<&str> {
    let mut units: Vec<&str> = Vec::new();
    for entry in catalogue {
        let unit = entry.identity.unit.as_str();
        if units.last() != Some(&unit) && !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

/// The budgets whose findings are still to be counted, from the first of them on.
pub(super) fn uncounted(catalogue: &[CatalogueEntry], context: &Context) -> Vec<Question> {
    catalogue
        .iter()
        .position(|entry| !context.stock.tallies.contains_key(&entry.id))
        .map(Question::Tallies)
        .into_iter()
        .collect()
}

struct Units<'a> {
    catalogue: &'a [CatalogueEntry],
    years: &'a [u16],
    money: MoneyChoice,
    tallies: &'a HashMap<DocumentId, Tally>,
    marks: &'a [DocumentId],
}

impl<'a> Units<'a> {
    /// The budgets of a cell, the one that is shown first: 预算 before 决算, 部门 before 单位.
    fn cell(&self, unit: &str, year: u16) -> Vec<&'a CatalogueEntry> {
        let mut entries: Vec<&CatalogueEntry> = self
            .catalogue
            .iter()
            .filter(|entry| entry.identity.unit == unit && entry.identity.year == year)
            .collect();
        entries.sort_by_key(|entry| {
            let identity = &entry.identity;
            (
                identity.stage == Stage::Final,
                identity.scope == Scope::Unit,
            )
        });
        entries
    }

    /// Whether there are neighbouring years to compare.
    fn compares(&self) -> bool {
        self.years.windows(2).any(|pair| pair[1] == pair[0] + 1)
            && units(self.catalogue).into_iter().any(|unit| {
                let cells: Vec<_> = self
                    .years
                    .iter()
                    .map(|&year| self.cell(unit, year))
                    .collect();
                !year_on_year(self.years, &cells).is_empty()
            })
    }

    fn line(&self, unit: &str) -> Line {
        let cells: Vec<Vec<&CatalogueEntry>> = self
            .years
            .iter()
            .map(|&year| self.cell(unit, year))
            .collect();
        let mut shown = vec![Cell::text(unit)];
        shown.extend(
            cells
                .iter()
                .map(|entries| Cell::figure(self.shown(entries))),
        );
        if self.compares() {
            shown.push(Cell::text(year_on_year(self.years, &cells)));
        }
        shown.push(Cell::text(self.findings(cells.iter().flatten())));
        Line::new(unit, shown)
    }

    /// How many errors and warnings some budgets have, 1错 7警; nothing before all are counted.
    fn findings<'e>(&self, entries: impl Iterator<Item = &'e &'e CatalogueEntry>) -> String {
        let tallies: Option<Vec<&Tally>> =
            entries.map(|entry| self.tallies.get(&entry.id)).collect();
        let Some(tallies) = tallies else {
            return String::new();
        };
        let count = |severity: usize| tallies.iter().map(|tally| tally[severity]).sum::<usize>();
        match (count(0), count(1)) {
            (0, 0) => "0".to_owned(),
            (0, warnings) => format!("{warnings}警"),
            (errors, 0) => format!("{errors}错"),
            (errors, warnings) => format!("{errors}错 {warnings}警"),
        }
    }

    fn shown(&self, entries: &[&CatalogueEntry]) -> Option<Shown> {
        let first = entries.first()?;
        let amount = first.summary.expenditure?;
        let mark = if entries.iter().any(|entry| self.marks.contains(&entry.id)) {
            Mark::Marked
        } else if first.identity.stage == Stage::Final {
            Mark::Final
        } else if entries.len() > 1 {
            Mark::More
        } else {
            Mark::None
        };
        Some(Shown::plain(amount).in_money(self.money).marked(mark))
    }

    /// The sums over the units, without those whose department is among them and
    /// without final accounts.
    fn total(&self) -> Line {
        let mut cells = vec![Cell::text("合计（推算）")];
        for &year in self.years {
            let amounts = self.counted(year);
            let total = sum(amounts.iter());
            cells.push(Cell::figure(total.map(|total| {
                Shown::summed(total, "各单位预算之和").in_money(self.money)
            })));
        }
        if self.compares() {
            cells.push(Cell::text(""));
        }
        cells.push(Cell::text(""));
        Line::new("total", cells)
            .total()
            .leading(Go::Nowhere("这是各单位之和，没有下一层"))
    }

    fn counted(&self, year: u16) -> Vec<Amount> {
        let budgets: Vec<&CatalogueEntry> = units(self.catalogue)
            .into_iter()
            .filter_map(|unit| self.cell(unit, year).first().copied())
            .filter(|entry| entry.identity.stage == Stage::Budget)
            .collect();
        let departments: Vec<&str> = budgets
            .iter()
            .filter(|entry| entry.identity.scope == Scope::Department)
            .map(|entry| entry.identity.unit.as_str())
            .collect();
        budgets
            .iter()
            .filter(|entry| {
                entry.identity.scope == Scope::Department
                    || !departments.contains(&entry.summary.department.as_str())
            })
            .filter_map(|entry| entry.summary.expenditure)
            .collect()
    }
}

/// The change between the last two neighbouring years that have a budget of the unit.
fn year_on_year(years: &[u16], cells: &[Vec<&CatalogueEntry>]) -> String {
    let amount = |entries: &[&CatalogueEntry]| {
        let first = entries.first()?;
        (first.identity.stage == Stage::Budget).then_some(first.summary.expenditure)?
    };
    let pair = (1..years.len())
        .rev()
        .filter(|&at| years[at] == years[at - 1] + 1)
        .find_map(|at| Some((amount(&cells[at - 1])?, amount(&cells[at])?)));
    pair.map_or_else(String::new, |(from, to)| change(&from, &to))
}

/// The budgets that a stop's cursor is on: those of the cell, or of the unit's newest year.
pub fn under_cursor(catalogue: &[CatalogueEntry], stop: &Stop, unit: &str) -> Vec<DocumentId> {
    let table = Units {
        catalogue,
        years: &[],
        money: MoneyChoice::default(),
        tallies: &HashMap::new(),
        marks: &[],
    };
    let chosen = stop
        .column
        .as_ref()
        .and_then(|column| column.trim_end_matches('年').parse().ok())
        .map(|year| table.cell(unit, year))
        .filter(|entries| !entries.is_empty());
    let newest = catalogue
        .iter()
        .filter(|entry| entry.identity.unit == unit)
        .map(|entry| entry.identity.year)
        .max()
        .map(|year| table.cell(unit, year));
    let entries = chosen.or(newest).unwrap_or_default();
    entries.iter().map(|entry| entry.id).collect()
}

/// What stands right of the parts at a glance begins here.
const RIGHT: u16 = 46;

/// Draws the budget under the cursor at a glance. What does not fit whole is left out, for
/// half a figure is a wrong one: the budget's own pages show all of it.
pub fn draw_panel(canvas: &mut Canvas, area: Rect, entry: &CatalogueEntry, money: MoneyChoice) {
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
        canvas.say(right, y, cols as u16, line, Role::Text);
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
            (summary.expenditure, longer as u16),
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
    let filled = (part * u128::from(cols) + all / 2) / all;
    let filled = filled.min(u128::from(cols)) as u16;
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
