/*!
收支: income and expenditure side by side, and what income is made of.
*/

use crate::budget::{Classification, Figure, Measure, Row, RowKind, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::Shown;
use crate::screens::model::places::Page;
use crate::screens::model::row_id::RowId;
use crate::screens::pages::grid::pairs;
use crate::screens::pages::levels;
use crate::screens::pages::levels::{Coded, printed_total};
use crate::screens::pages::view::{Context, Opened, View};

/// The view of the three tables.
pub fn view(opened: Opened, _context: &Context) -> View {
    let mut rows = Vec::new();
    let mut unit = None;
    for kind in [
        TableKind::IncomeAndExpenditure,
        TableKind::FiscalAppropriation,
    ] {
        for table in opened.book.tables_of(kind) {
            unit.get_or_insert(table.money_unit);
            two_sided(opened, (kind, table), &mut rows);
        }
    }
    for table in opened.book.tables_of(TableKind::Income) {
        unit.get_or_insert(table.money_unit);
        income(opened, table, &mut rows);
    }
    let Some(unit) = unit else {
        return View {
            says: Some("这份预算没有收支总表；按 6 看它有哪些表".to_owned()),
            ..View::default()
        };
    };
    let sheet = Sheet {
        columns: vec![
            SheetColumn::new("income", ColumnKind::Name).titled("收入"),
            SheetColumn::new("收入", ColumnKind::Figure).titled("金额"),
            SheetColumn::new("expenditure", ColumnKind::Text).titled("支出"),
            SheetColumn::new("支出", ColumnKind::Figure).titled("金额"),
        ],
        rows,
        ..Sheet::default()
    };
    View {
        corner: unit.name().to_owned(),
        ..View::of(sheet)
    }
}

fn own_figure<'a>(opened: Opened, row: &'a Row, measures: &[Measure]) -> Option<&'a Figure> {
    let year = opened.book.identity.year;
    row.figures
        .iter()
        .find(|figure| figure.year == year && measures.contains(&figure.measure))
}

/// The lines of a table that have a figure on a side; the table itself shows all.
fn two_sided(opened: Opened, (kind, table): (TableKind, &Table), rows: &mut Vec<SheetRow>) {
    rows.push(SheetRow::heading(format!(
        "{}（{}）",
        table.title,
        table.money_unit.name()
    )));
    for (left, right) in pairs(table) {
        let income = left.and_then(|row| own_figure(opened, row, &[Measure::INCOME]));
        let spent = right.and_then(|row| {
            own_figure(
                opened,
                row,
                &[Measure::EXPENDITURE, Measure::EXPENDITURE_TOTAL],
            )
        });
        if income.is_none() && spent.is_none() {
            continue;
        }
        let name = |row: Option<&Row>, figure: Option<&Figure>| {
            Cell::text(
                row.filter(|_| figure.is_some())
                    .map_or("", |row| row.name.as_str()),
            )
        };
        let shown = |figure: Option<&Figure>| {
            Cell::figure(figure.map(|figure| Shown::printed(figure, opened.id)))
        };
        let cells = vec![
            name(left, income),
            shown(income),
            name(right, spent),
            shown(spent),
        ];
        let any = left.or(right);
        let id = RowId::Sides {
            table: kind,
            ordinal: any.map_or(0, |row| row.ordinal),
        };
        let mut line = SheetRow::new(id, cells).at(any.and_then(|row| opened.spot(row.place)));
        if any.is_some_and(|row| row.kind == RowKind::Total) {
            line = line.total();
        }
        if let Some(go) = right
            .filter(|_| spent.is_some())
            .and_then(|row| class_of(opened, row))
        {
            line = line.leading(go);
        }
        rows.push(line);
    }
}

/// The 类 that a line of expenditure names, so that Enter leads to what it is made of.
fn class_of(opened: Opened, row: &Row) -> Option<Go> {
    let stem = |name: &str| name.trim_end_matches("支出").to_owned();
    let kind = *levels::tables(opened).first()?;
    let coded = Coded::of(
        opened,
        levels::table_of(opened, kind)?,
        Classification::Function,
    );
    let class = coded
        .children(None)
        .into_iter()
        .find(|node| stem(&node.name) == stem(&row.name))?;
    let page = Page::Functions {
        table: Some(kind),
        under: Some(class.code),
    };
    Some(Go::to(opened.page(page)))
}

/// What income is made of: the measures of 收入总表 in its total.
fn income(opened: Opened, table: &Table, rows: &mut Vec<SheetRow>) {
    let total = printed_total(table).or(table.rows.first());
    let Some(total) = total.filter(|row| !row.figures.is_empty()) else {
        return;
    };
    rows.push(SheetRow::heading(format!(
        "{}（{}）",
        table.title,
        table.money_unit.name()
    )));
    let year = opened.book.identity.year;
    for figure in total.figures.iter().filter(|figure| figure.year == year) {
        let indent =
            "  ".repeat(usize::from(figure.measure != Measure::TOTAL) + figure.measure.depth());
        let cells = vec![
            Cell::text(format!("{indent}{}", figure.measure.leaf())),
            Cell::Figure(Shown::printed(figure, opened.id)),
            Cell::Blank,
            Cell::Blank,
        ];
        let id = RowId::Measure {
            table: TableKind::Income,
            measure: figure.measure,
        };
        let line = SheetRow::new(id, cells).at(opened.spot(figure.place));
        rows.push(if figure.measure == Measure::TOTAL {
            line.total()
        } else {
            line
        });
    }
}
