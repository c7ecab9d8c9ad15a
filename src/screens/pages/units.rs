/*!
单位×年度: units down, years across, the budget under the cursor at a glance below.
*/

use crate::budget::{Amount, Scope, Stage};
use crate::library::{CatalogueEntry, DocumentId};
use crate::notes::Sign;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::catalogue::Catalogue;
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Mark, MoneyChoice, Shown, change, sum};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::Stop;
use crate::screens::model::row_id::RowId;
use crate::screens::model::stock::Stock;
use crate::screens::pages::compare;
use crate::screens::pages::units_panel::PANEL;
use crate::screens::pages::view::{Context, View};
use crate::screens::worker::shelf::Question;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The columns of usual counts, 2错 14警: kept free, so that nothing moves when they come.
const USUAL_COUNTS: u16 = 8;

/// The view of a library.
pub fn view(catalogue: &Catalogue, context: &Context) -> View {
    let table = Units::of(catalogue, context);
    let compares = table.compares();
    let mut rows = table.lines(compares);
    let has_total = table.units.len() > 1;
    if has_total {
        rows.push(table.total(compares));
    }
    let mut columns = vec![SheetColumn::new("unit", ColumnKind::Name).titled("单位")];
    columns.extend(
        table
            .years
            .iter()
            .map(|year| SheetColumn::new(ColumnId::Year(*year), ColumnKind::Figure)),
    );
    if compares {
        columns.push(
            SheetColumn::new("同比", ColumnKind::Figure)
                .passed_over()
                .at_the_end(),
        );
    }
    let findings = SheetColumn::new("疑点", ColumnKind::Figure).passed_over();
    columns.push(findings.at_least(USUAL_COUNTS).at_the_end());
    let sheet = Sheet {
        columns,
        rows,
        pinned: usize::from(has_total),
        dashes: true,
        main: (!table.years.is_empty()).then_some(table.years.len()),
        says: "库里还没有预算。导入：lkx import 文件或文件夹".to_owned(),
        is_filtered: false,
    };
    View {
        crumbs: vec![PageKind::Units.name().to_owned()],
        wanted: uncounted(context.stock).into_iter().collect(),
        corner: corner(catalogue, table.units.len(), context),
        top: marked(catalogue, context),
        panel: if catalogue.is_empty() { 0 } else { PANEL },
        many_units: true,
        ..View::of(sheet)
    }
}

/// The budgets that are marked for comparison, numbered as the comparison will have them.
fn marked(catalogue: &Catalogue, context: &Context) -> Vec<String> {
    if context.marks.is_empty() {
        return Vec::new();
    }
    let ordered = compare::in_order(context.marks, catalogue);
    let named: Vec<String> = (0..)
        .zip(&ordered)
        .filter_map(|(index, id)| {
            let entry = catalogue.entry(*id)?;
            Some(format!("{}{}", compare::sign(index), entry.identity))
        })
        .collect();
    let text = format!("标记：{}", named.join(" "));
    let cols = usize::from(context.width.saturating_sub(2));
    context.look.wrap(&text, cols)
}

/// What the library holds; and how far the checks are, once, while they go on.
fn corner(catalogue: &[CatalogueEntry], units: usize, context: &Context) -> String {
    let (budgets, counted) = (catalogue.len(), context.stock.counted.len());
    let checks = match uncounted(context.stock) {
        None => String::new(),
        Some(question) if context.stock.failure(&question).is_some() => {
            format!(" · 只核对了 {counted} 份")
        }
        Some(_) => {
            // Nothing beside it moves while the number grows.
            let digits = budgets.to_string().len();
            format!(" · 核对中 {counted:>digits$}/{budgets}")
        }
    };
    let money = context.money.name();
    format!("{units} 单位 · {budgets} 份预算{checks} · {money}")
}

/// The budgets whose findings are still to be counted, from the first of them on.
pub fn uncounted(stock: &Stock) -> Option<Question> {
    let count = stock.catalogue.as_ref()?.len();
    (stock.counted_before < count).then_some(Question::Tallies(stock.counted_before))
}

/// Puts the counts of some budgets into their rows; gives the widest of them.
pub fn recount(view: &mut View, context: &Context, recounted: &[DocumentId]) -> usize {
    let Some(catalogue) = &context.stock.catalogue else {
        return 0;
    };
    let entries = recounted.iter().filter_map(|id| catalogue.entry(*id));
    let units: BTreeSet<&str> = entries.map(|entry| entry.identity.unit.as_str()).collect();
    let mut widest = 0;
    for pane in &mut view.panes {
        let body = pane.sheet.rows.len().saturating_sub(pane.sheet.pinned);
        let rows = &mut pane.sheet.rows[..body];
        for unit in &units {
            // The rows stand in the catalogue's order, a unit a row.
            let row = catalogue.number_of_unit(unit);
            let line = row.and_then(|row| rows.get_mut(row));
            let is_its = |id: &RowId| matches!(id, RowId::Unit(listed) if listed == unit);
            let line = line.filter(|line| is_its(&line.id));
            if let Some(cell) = line.and_then(|line| line.cells.last_mut()) {
                let text = findings(catalogue.of_unit(unit), context.stock);
                widest = widest.max(context.look.width(&text));
                *cell = Cell::text(text);
            }
        }
    }
    view.corner = corner(catalogue, catalogue.unit_count(), context);
    widest
}

/// How many errors and warnings some budgets have that are not set aside, 1错 7警; nothing
/// before all are counted.
fn findings<'e>(entries: impl Iterator<Item = &'e CatalogueEntry>, stock: &Stock) -> String {
    let mut sums = [0_usize; 3];
    for entry in entries {
        let Some(counted) = stock.counted.get(&entry.id) else {
            return String::new();
        };
        if counted.failed {
            return "未核".to_owned();
        }
        let is_aside = |sign: &Sign| stock.notes.is_aside(&entry.identity, sign);
        let left = match stock.notes.has_judged(&entry.identity) {
            true => counted.without(is_aside),
            false => counted.tally,
        };
        for (sum, count) in sums.iter_mut().zip(left) {
            *sum = sum.saturating_add(count);
        }
    }
    match sums {
        [0, 0, _] => "0".to_owned(),
        [0, warnings, _] => format!("{warnings}警"),
        [errors, 0, _] => format!("{errors}错"),
        [errors, warnings, _] => format!("{errors}错 {warnings}警"),
    }
}

/// The budgets of a library by unit and year, as the page lays them out.
struct Units<'a> {
    units: Vec<&'a str>,
    cells: HashMap<(&'a str, u16), Vec<&'a CatalogueEntry>>,
    years: Vec<u16>,
    money: MoneyChoice,
    stock: &'a Stock,
    marks: &'a [DocumentId],
}

impl<'a> Units<'a> {
    fn of(catalogue: &'a [CatalogueEntry], context: &Context<'a>) -> Self {
        let mut units: Vec<&str> = Vec::new();
        let mut cells: HashMap<(&str, u16), Vec<&CatalogueEntry>> = HashMap::new();
        let mut known: HashSet<&str> = HashSet::new();
        for entry in catalogue {
            let identity = &entry.identity;
            let unit = identity.unit.as_str();
            if known.insert(unit) {
                units.push(unit);
            }
            cells.entry((unit, identity.year)).or_default().push(entry);
        }
        for entries in cells.values_mut() {
            in_order(entries);
        }
        let years: BTreeSet<u16> = cells.keys().map(|(_, year)| *year).collect();
        Self {
            units,
            cells,
            years: years.into_iter().collect(),
            money: context.money,
            stock: context.stock,
            marks: context.marks,
        }
    }

    /// The budgets of a cell, the one that is shown first.
    fn cell(&self, unit: &'a str, year: u16) -> &[&'a CatalogueEntry] {
        self.cells.get(&(unit, year)).map_or(&[], Vec::as_slice)
    }

    /// The cells of a unit, year by year.
    fn cells(&self, unit: &'a str) -> Vec<&[&'a CatalogueEntry]> {
        let years = self.years.iter();
        years.map(|&year| self.cell(unit, year)).collect()
    }

    /// The page's lines, without the total.
    fn lines(&self, compares: bool) -> Vec<SheetRow> {
        let units = self.units.iter();
        units.map(|unit| self.line(unit, compares)).collect()
    }

    /// Whether there are neighbouring years to compare.
    fn compares(&self) -> bool {
        self.years.windows(2).any(|pair| follows(pair[0], pair[1]))
            && self
                .units
                .iter()
                .any(|unit| !year_on_year(&self.years, &self.cells(unit)).is_empty())
    }

    fn line(&self, unit: &'a str, compares: bool) -> SheetRow {
        let cells = self.cells(unit);
        let mut shown = vec![Cell::text(unit)];
        shown.extend(
            cells
                .iter()
                .map(|entries| Cell::figure(self.shown(entries))),
        );
        if compares {
            shown.push(Cell::text(year_on_year(&self.years, &cells)));
        }
        let entries = cells.into_iter().flatten();
        shown.push(Cell::text(findings(entries.copied(), self.stock)));
        SheetRow::new(RowId::Unit(unit.to_owned()), shown)
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
    fn total(&self, compares: bool) -> SheetRow {
        let mut cells = vec![Cell::text("合计（推算）")];
        for &year in &self.years {
            let amounts = self.counted(year);
            let total = sum(amounts.iter());
            cells.push(Cell::figure(total.map(|total| {
                Shown::summed(total, "各单位预算之和").in_money(self.money)
            })));
        }
        if compares {
            cells.push(Cell::text(""));
        }
        cells.push(Cell::text(""));
        SheetRow::new(RowId::Total, cells)
            .total()
            .leading(Go::Nowhere("这是各单位之和，没有下一层"))
    }

    fn counted(&self, year: u16) -> Vec<Amount> {
        let budgets: Vec<&CatalogueEntry> = self
            .units
            .iter()
            .filter_map(|unit| self.cell(unit, year).first().copied())
            .filter(|entry| entry.identity.stage == Stage::Budget)
            .collect();
        let departments: HashSet<&str> = budgets
            .iter()
            .filter(|entry| entry.identity.scope == Scope::Department)
            .map(|entry| entry.identity.unit.as_str())
            .collect();
        budgets
            .iter()
            .filter(|entry| {
                entry.identity.scope == Scope::Department
                    || !departments.contains(entry.summary.department.as_str())
            })
            .filter_map(|entry| entry.summary.expenditure)
            .collect()
    }
}

/// Whether a year is the one after another; a library may hold any number for one.
fn follows(year: u16, next: u16) -> bool {
    year.checked_add(1) == Some(next)
}

/// The change between the last two neighbouring years that have a budget of the unit.
fn year_on_year(years: &[u16], cells: &[&[&CatalogueEntry]]) -> String {
    let amount = |entries: &[&CatalogueEntry]| {
        let first = entries.first()?;
        (first.identity.stage == Stage::Budget).then_some(first.summary.expenditure)?
    };
    let pair = (1..years.len())
        .rev()
        .filter(|&at| follows(years[at - 1], years[at]))
        .find_map(|at| Some((amount(cells[at - 1])?, amount(cells[at])?)));
    pair.map_or_else(String::new, |(from, to)| change(&from, &to))
}

/// 预算 before 决算, 部门 before 单位.
fn in_order(entries: &mut [&CatalogueEntry]) {
    entries.sort_by_key(|entry| {
        let identity = &entry.identity;
        (
            identity.stage == Stage::Final,
            identity.scope == Scope::Unit,
        )
    });
}

/// The budgets that a stop's cursor is on: those of the cell, or of the unit's newest year.
pub fn under_cursor(catalogue: &Catalogue, stop: &Stop, unit: &str) -> Vec<DocumentId> {
    let of_unit = catalogue.of_unit(unit);
    let of_year = |year: u16| {
        let in_year = |entry: &&CatalogueEntry| entry.identity.year == year;
        let mut entries: Vec<&CatalogueEntry> = of_unit.clone().filter(in_year).collect();
        in_order(&mut entries);
        entries
    };
    let chosen = match stop.column {
        Some(ColumnId::Year(year)) => Some(of_year(year)),
        _ => None,
    };
    let chosen = chosen.filter(|entries| !entries.is_empty());
    let newest = of_unit.clone().map(|entry| entry.identity.year).max();
    let entries = chosen.or(newest.map(of_year)).unwrap_or_default();
    entries.iter().map(|entry| entry.id).collect()
}
