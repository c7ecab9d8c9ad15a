/*!
三公: its five figures, those of the year before where they are printed, and of a final account
what was planned beside what was spent.
*/

use super::super::money::{Shown, change, share};
use super::super::view::{Context, Opened, View};
use super::super::widgets::sheet::{Cell, Column, Kind, Line, Sheet};
use crate::budget::{Figure, Measure, Place, Row, Table, TableKind};

/// The tables of 三公.
const KINDS: [TableKind; 2] = [TableKind::ThreePublic, TableKind::GovernmentFundThreePublic];

/// A column of figures: a year, and of a final account whether they were planned or spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Counted {
    year: u16,
    plan: Option<Plan>,
}

/// What a final account prints beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Plan {
    Planned,
    Spent,
}

impl Plan {
    const ALL: [Plan; 2] = [Plan::Planned, Plan::Spent];

    fn name(self) -> &'static str {
        match self {
            Plan::Planned => "预算数",
            Plan::Spent => "决算数",
        }
    }

    /// Which of both a measure is of, and the rest of its path.
    fn split(measure: &Measure) -> (Option<Self>, &str) {
        let path = measure.path();
        Self::ALL
            .into_iter()
            .find_map(|plan| {
                let item = path.strip_prefix(plan.name())?.strip_prefix('/')?;
                Some((Some(plan), item))
            })
            .unwrap_or((None, path))
    }
}

impl Counted {
    fn of(figure: &Figure) -> Self {
        Self {
            year: figure.year,
            plan: Plan::split(&figure.measure).0,
        }
    }

    fn title(self) -> String {
        match self.plan {
            None => format!("{}年", self.year),
            Some(plan) => format!("{}年/{}", self.year, plan.name()),
        }
    }

    fn figure<'a>(self, rows: &[&'a Row], item: &str) -> Option<&'a Figure> {
        let mut figures = rows.iter().flat_map(|row| &row.figures);
        figures.find(|figure| Self::of(figure) == self && Plan::split(&figure.measure).1 == item)
    }
}

/// The view of the budget's 三公.
pub fn view(opened: Opened, _context: &Context) -> View {
    let tables: Vec<&Table> = KINDS
        .iter()
        .flat_map(|&kind| opened.book.tables_of(kind))
        .collect();
    if tables.is_empty() {
        return View {
            says: Some("这份预算没有三公经费表；按 6 看它有哪些表".to_owned()),
            ..View::default()
        };
    }
    let counted = counted(&tables);
    let mut rows = Vec::new();
    for table in &tables {
        section(opened, table, &counted, &mut rows);
    }
    let mut columns = vec![Column::new("name", Kind::Name).titled("项目")];
    columns.extend(
        counted
            .iter()
            .map(|counted| Column::new(counted.title(), Kind::Figure)),
    );
    columns.push(Column::new("占比", Kind::Figure).passed_over());
    columns.extend(against(&counted).map(|title| Column::new(title, Kind::Figure).passed_over()));
    let sheet = Sheet {
        columns,
        rows,
        dashes: true,
        ..Sheet::default()
    };
    View {
        corner: "三公经费表".to_owned(),
        ..View::of(sheet)
    }
}

/// What figures are printed for, oldest first, what was planned before what was spent.
fn counted(tables: &[&Table]) -> Vec<Counted> {
    let figures = tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.figures);
    let mut counted: Vec<Counted> = figures.map(Counted::of).collect();
    counted.sort_unstable();
    counted.dedup();
    counted
}

/// What the last column of figures is held against, as a title: the one before it.
fn against(counted: &[Counted]) -> Option<&'static str> {
    let [.., before, last] = counted else {
        return None;
    };
    Some(if before.year == last.year {
        "比预算"
    } else {
        "同比"
    })
}

fn section(opened: Opened, table: &Table, counted: &[Counted], rows: &mut Vec<Line>) {
    rows.push(Line::heading(format!(
        "{}（{}）",
        table.title,
        table.money_unit.name()
    )));
    let lines = lines_of_years(table, opened.book.identity.year);
    let Some(row) = lines.first() else {
        rows.push(
            Line::prose(
                format!("{}/empty", table.title),
                format!("{}，没有数", table.state.label()),
            )
            .at(opened.spot(table.place)),
        );
        return;
    };
    let mut items: Vec<&str> = Vec::new();
    for measure in &table.measures {
        let (_, item) = Plan::split(measure);
        if !items.contains(&item) {
            items.push(item);
        }
    }
    for item in items {
        rows.push(line(opened, (table, row.place), &lines, item, counted));
    }
}

/// The table's row, that of the budget's year where each year has one, and those of other years.
fn lines_of_years(table: &Table, year: u16) -> Vec<&Row> {
    let filled = || table.rows.iter().filter(|row| !row.figures.is_empty());
    let is_of = |row: &&Row| row.figures.iter().any(|figure| figure.year == year);
    let Some(own) = filled().find(is_of).or_else(|| filled().next()) else {
        return Vec::new();
    };
    // Where the items stand one under another, each row has one.
    let is_one_item = own
        .figures
        .iter()
        .all(|figure| figure.measure == own.figures[0].measure);
    let are_items = is_one_item && table.measures.len() > 1;
    let others = filled().filter(|row| are_items || !is_of(row));
    std::iter::once(own).chain(others).collect()
}

fn line(
    opened: Opened,
    (table, place): (&Table, Place),
    rows: &[&Row],
    item: &str,
    counted: &[Counted],
) -> Line {
    let is_total = item == Measure::TOTAL.path();
    let is_beside = is_beside(item);
    let indent = "  ".repeat(usize::from(!is_total && !is_beside) + usize::from(is_part(item)));
    let mut cells = vec![Cell::text(format!("{indent}{}", leaf(item)))];
    cells.extend(counted.iter().map(|counted| {
        let figure = counted.figure(rows, item);
        Cell::figure(figure.map(|figure| Shown::printed(figure, opened.id)))
    }));
    // The share is that of the column that counts: the last of the budget's own year.
    let own = |counted: &&Counted| counted.year == opened.book.identity.year;
    let part = counted
        .iter()
        .rfind(own)
        .filter(|_| !is_beside)
        .and_then(|own| {
            let whole = own.figure(rows, Measure::TOTAL.path())?;
            Some(share(&own.figure(rows, item)?.amount, &whole.amount))
        });
    cells.push(Cell::text(part.unwrap_or_default()));
    if let [.., before, last] = counted {
        let pair = before.figure(rows, item).zip(last.figure(rows, item));
        cells.push(Cell::text(pair.map_or_else(String::new, |(from, to)| {
            change(&from.amount, &to.amount)
        })));
    }
    let id = format!("{}/{item}", table.kind_name());
    let line = Line::new(id, cells).at(opened.spot(place));
    if is_total { line.total() } else { line }
}

fn leaf(item: &str) -> &str {
    item.rsplit('/').next().unwrap_or(item)
}

/// What the table prints beside 三公 and is no part of it.
fn is_beside(item: &str) -> bool {
    leaf(item) == "机关运行经费"
}

/// The two parts of 公务用车购置及运行费.
fn is_part(item: &str) -> bool {
    matches!(leaf(item), "公务用车购置费" | "公务用车运行费")
}
