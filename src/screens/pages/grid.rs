/*!
One table as printed: codes and names stay, the columns scroll sideways.
*/

use crate::budget::{Figure, Measure, Row, RowKind, Side, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::Shown;
use crate::screens::model::places::Stop;
use crate::screens::model::row_id::RowId;
use crate::screens::pages::view::{Opened, View};

/// The view of a table.
pub fn view(opened: Opened, index: usize) -> View {
    let Some(table) = opened.book.tables.get(index) else {
        return View {
            says: Some("这份文件里没有这张表".to_owned()),
            ..View::default()
        };
    };
    let sheet = match table.kind.filter(|kind| kind.is_two_sided()) {
        Some(kind) => sides(opened, kind, table),
        None => rows(opened, table),
    };
    let mut view = View::of(sheet);
    view.crumbs = vec![table.title.clone()];
    view.corner = format!("{} · {}", table.state.label(), table.money_unit.name());
    view
}

/// The stop of a table with its cursor on a figure of a row, or on the row.
pub fn on_figure(stop: Stop, table: &Table, row: usize, figure: Option<&Figure>) -> Stop {
    let ordinal = table.rows[row].ordinal;
    let id = match table.kind.filter(|kind| kind.is_two_sided()) {
        Some(table) => RowId::Sides { table, ordinal },
        None => RowId::Printed(row),
    };
    let columns = figure_columns(table);
    let at = figure.and_then(|figure| {
        let is_its =
            |(measure, year): &(Measure, u16)| *measure == figure.measure && *year == figure.year;
        columns.iter().position(is_its)
    });
    Stop {
        column: at.map(|at| titled(&columns)[at].id.clone()),
        ..stop.on(id)
    }
}

/// The columns of figures: each measure in each year that it is printed for.
fn figure_columns(table: &Table) -> Vec<(Measure, u16)> {
    let mut columns: Vec<(Measure, u16)> = Vec::new();
    for figure in table.rows.iter().flat_map(|row| &row.figures) {
        let column = (figure.measure, figure.year);
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let rank = |measure: &Measure| table.measures.iter().position(|printed| printed == measure);
    columns.sort_by_key(|(measure, year)| (*year, rank(measure)));
    columns
}

fn titled(columns: &[(Measure, u16)]) -> Vec<SheetColumn> {
    let many_years = columns.iter().any(|(_, year)| *year != columns[0].1);
    columns
        .iter()
        .map(|(measure, year)| {
            let id = match many_years {
                true => ColumnId::MeasureOf(*year, *measure),
                false => ColumnId::Measure(*measure),
            };
            SheetColumn::new(id, ColumnKind::Figure)
        })
        .collect()
}

fn figures(opened: Opened, row: &Row, columns: &[(Measure, u16)]) -> Vec<Cell> {
    columns
        .iter()
        .map(|(measure, year)| {
            Cell::figure(
                row.figure(*measure, *year)
                    .map(|figure| Shown::printed(figure, opened.id)),
            )
        })
        .collect()
}

/// A text column of the printed table that at least one row fills.
struct Label {
    title: &'static str,
    kind: ColumnKind,
    text: fn(&Row) -> &str,
}

const LABELS: [Label; 6] = [
    Label {
        title: "编码",
        kind: ColumnKind::Code,
        text: |row| &row.code,
    },
    Label {
        title: "名称",
        kind: ColumnKind::Name,
        text: |row| &row.name,
    },
    Label {
        title: "上级标题",
        kind: ColumnKind::Text,
        text: |row| &row.under,
    },
    Label {
        title: "政府编码",
        kind: ColumnKind::Text,
        text: |row| &row.code2,
    },
    Label {
        title: "政府科目",
        kind: ColumnKind::Text,
        text: |row| &row.name2,
    },
    Label {
        title: "单位",
        kind: ColumnKind::Text,
        text: |row| &row.unit,
    },
];

fn rows(opened: Opened, table: &Table) -> Sheet {
    let labels: Vec<&Label> = LABELS
        .iter()
        .filter(|label| {
            label.kind == ColumnKind::Name
                || table.rows.iter().any(|row| !(label.text)(row).is_empty())
        })
        .collect();
    let measures = figure_columns(table);
    let kinds = table
        .rows
        .iter()
        .any(|row| row.project.as_ref().is_some_and(|p| !p.kind.is_empty()));
    let mut columns: Vec<SheetColumn> = labels
        .iter()
        .map(|label| SheetColumn::new(label.title, label.kind))
        .collect();
    if kinds {
        columns.push(SheetColumn::new("类型", ColumnKind::Text));
    }
    columns.extend(titled(&measures));
    let lines = table
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mut cells: Vec<Cell> = labels
                .iter()
                .map(|label| Cell::text((label.text)(row)))
                .collect();
            if kinds {
                cells.push(Cell::text(
                    row.project.as_ref().map_or("", |project| &project.kind),
                ));
            }
            cells.extend(figures(opened, row, &measures));
            ranked(SheetRow::new(RowId::Printed(index), cells), row).at(opened.spot(row.place))
        })
        .collect();
    Sheet {
        columns,
        rows: lines,
        says: format!("{}，没有行", table.state.label()),
        ..Sheet::default()
    }
}

fn ranked(line: SheetRow, row: &Row) -> SheetRow {
    if row.kind == RowKind::Total {
        line.total()
    } else {
        line
    }
}

/// Income beside expenditure: the two rows of one ordinal in one line.
fn sides(opened: Opened, kind: TableKind, table: &Table) -> Sheet {
    let measures = figure_columns(table);
    let (income, expenditure): (Vec<_>, Vec<_>) = measures
        .into_iter()
        .partition(|(measure, _)| is_income(*measure));
    let mut columns = vec![SheetColumn::new("income", ColumnKind::Name).titled("收入项目")];
    columns.extend(titled(&income));
    columns.push(SheetColumn::new("expenditure", ColumnKind::Text).titled("支出项目"));
    columns.extend(titled(&expenditure));
    let lines = pairs(table)
        .into_iter()
        .map(|(left, right)| {
            let name = |row: Option<&Row>| Cell::text(row.map_or("", |row| &row.name));
            let side = |row: Option<&Row>, columns: &[(Measure, u16)]| match row {
                Some(row) => figures(opened, row, columns),
                None => vec![Cell::Blank; columns.len()],
            };
            let mut cells = vec![name(left)];
            cells.extend(side(left, &income));
            cells.push(name(right));
            cells.extend(side(right, &expenditure));
            let any = left.or(right);
            let id = RowId::Sides {
                table: kind,
                ordinal: any.map_or(0, |row| row.ordinal),
            };
            let line = SheetRow::new(id, cells).at(any.and_then(|row| opened.spot(row.place)));
            match any {
                Some(row) => ranked(line, row),
                None => line,
            }
        })
        .collect();
    Sheet {
        columns,
        rows: lines,
        ..Sheet::default()
    }
}

fn is_income(measure: Measure) -> bool {
    measure.is_within(Measure::INCOME)
}

/// The rows of a two-sided table by ordinal: income, expenditure.
pub fn pairs(table: &Table) -> Vec<(Option<&Row>, Option<&Row>)> {
    let mut lines: Vec<(u32, Option<&Row>, Option<&Row>)> = Vec::new();
    for row in &table.rows {
        let at = lines
            .iter()
            .position(|(ordinal, _, _)| *ordinal == row.ordinal);
        let at = at.unwrap_or_else(|| {
            lines.push((row.ordinal, None, None));
            lines.len() - 1
        });
        let line = &mut lines[at];
        match row.side {
            Side::Expenditure => line.2 = Some(row),
            Side::Income | Side::Only => line.1 = Some(row),
        }
    }
    lines
        .into_iter()
        .map(|(_, left, right)| (left, right))
        .collect()
}
