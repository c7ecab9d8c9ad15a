/*!
三公: its five figures, and those of the year before where they are printed.
*/

use super::super::money::{Shown, change, share};
use super::super::view::{Context, Opened, View};
use super::super::widgets::sheet::{Cell, Column, Kind, Line, Sheet};
use crate::budget::{Measure, Row, Table, TableKind};

/// The tables of 三公.
const KINDS: [TableKind; 2] = [TableKind::ThreePublic, TableKind::GovernmentFundThreePublic];

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
    let years = years(&tables);
    let mut rows = Vec::new();
    for table in &tables {
        section(opened, table, &years, &mut rows);
    }
    let mut columns = vec![Column::new("name", Kind::Name).titled("项目")];
    columns.extend(
        years
            .iter()
            .map(|year| Column::new(format!("{year}年"), Kind::Figure)),
    );
    columns.push(Column::new("占比", Kind::Figure).passed_over());
    if years.len() > 1 {
        columns.push(Column::new("同比", Kind::Figure).passed_over());
    }
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

/// The years that figures are printed for, oldest first.
fn years(tables: &[&Table]) -> Vec<u16> {
    let mut years: Vec<u16> = tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.figures)
        .map(|figure| figure.year)
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn section(opened: Opened, table: &Table, years: &[u16], rows: &mut Vec<Line>) {
    rows.push(Line::heading(format!(
        "{}（{}）",
        table.title,
        table.money_unit.name()
    )));
    let Some(row) = table.rows.iter().find(|row| !row.figures.is_empty()) else {
        rows.push(
            Line::prose(
                format!("{}/empty", table.title),
                format!("{}，没有数", table.state.label()),
            )
            .at(opened.spot(table.place)),
        );
        return;
    };
    for measure in &table.measures {
        rows.push(line(opened, table, row, measure, years));
    }
}

fn line(opened: Opened, table: &Table, row: &Row, measure: &Measure, years: &[u16]) -> Line {
    let figure = |year: u16| row.figure(measure, year);
    let is_within = *measure != Measure::TOTAL && !is_beside(measure);
    let indent = "  ".repeat(usize::from(is_within) + usize::from(is_part(measure)));
    let mut cells = vec![Cell::text(format!("{indent}{}", measure.leaf()))];
    cells.extend(
        years.iter().map(|&year| {
            Cell::figure(figure(year).map(|figure| Shown::printed(figure, opened.id)))
        }),
    );
    let now = opened.book.identity.year;
    let whole = row.figure(&Measure::TOTAL, now);
    let part = figure(now).zip(whole).filter(|_| !is_beside(measure));
    cells.push(Cell::text(
        part.map_or_else(String::new, |(part, whole)| {
            share(&part.amount, &whole.amount)
        }),
    ));
    if let [.., before, last] = years {
        let pair = figure(*before).zip(figure(*last));
        cells.push(Cell::text(pair.map_or_else(String::new, |(from, to)| {
            change(&from.amount, &to.amount)
        })));
    }
    let id = format!("{}/{}", table.kind_name(), measure.path());
    let line = Line::new(id, cells).at(opened.spot(row.place));
    if *measure == Measure::TOTAL {
        line.total()
    } else {
        line
    }
}

/// What the table prints beside 三公 and is no part of it.
fn is_beside(measure: &Measure) -> bool {
    measure.leaf() == "机关运行经费"
}

/// The two parts of 公务用车购置及运行费.
fn is_part(measure: &Measure) -> bool {
    matches!(measure.leaf(), "公务用车购置费" | "公务用车运行费")
}
