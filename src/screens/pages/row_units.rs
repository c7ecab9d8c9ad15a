/*!
所属单位: the units that a department's budget tells apart, to narrow it to one of them.
*/

use crate::budget::{Figure, Measure, Row, RowKind, RowUnit, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::Shown;
use crate::screens::model::page_kind::{PageKind, Tab};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::view::{Context, Opened, View};

/// What is shown of each unit: a table's measure, and its column's name.
const SHOWN: [(TableKind, Measure, &str); 4] = [
    (TableKind::Income, Measure::TOTAL, "收入"),
    (TableKind::Expenditure, Measure::TOTAL, "支出"),
    (TableKind::Expenditure, Measure::BASIC, "基本支出"),
    (TableKind::Expenditure, Measure::PROJECT, "项目支出"),
];

/// The view of the list; its first line is the whole budget.
pub fn view(opened: Opened, units: &[RowUnit], context: &Context) -> View {
    let of_whole = |row: &Row| row.kind == RowKind::Total;
    let mut rows = vec![line(opened, context, (None, "全部"), of_whole)];
    rows.extend(units.iter().map(|unit| {
        let of_unit = |row: &Row| row.kind == RowKind::Unit && unit.has(row);
        line(opened, context, (Some(unit.key()), &unit.label()), of_unit)
    }));
    let mut columns = vec![SheetColumn::new("unit", ColumnKind::Name).titled("所属单位")];
    columns.extend(
        SHOWN
            .iter()
            .map(|(_, _, name)| SheetColumn::new(*name, ColumnKind::Figure)),
    );
    let sheet = Sheet {
        columns,
        rows,
        dashes: true,
        says: "这份文件没有分单位列出".to_owned(),
        ..Sheet::default()
    };
    View {
        crumbs: vec![PageKind::RowUnits.name().to_owned()],
        corner: format!("{} 个单位 · {}", units.len(), context.money.name()),
        many_units: true,
        ..View::of(sheet)
    }
}

fn line(
    opened: Opened,
    context: &Context,
    (key, label): (Option<&str>, &str),
    is_its: impl Fn(&Row) -> bool,
) -> SheetRow {
    let mut cells = vec![Cell::text(label)];
    cells.extend(SHOWN.iter().map(|(kind, measure, _)| {
        let figure = figure(opened, *kind, *measure, &is_its);
        let shown = figure.map(|figure| Shown::printed(figure, opened.id));
        Cell::figure(shown.map(|shown| shown.in_money(context.money)))
    }));
    let first = opened.page(Tab::Functions.first_page());
    let stop = match key {
        Some(key) => first.of_unit(key),
        None => first,
    };
    SheetRow::new(RowId::RowUnit(key.map(str::to_owned)), cells).leading(Go::to(stop))
}

/// The figure of the only row that is so.
fn figure<'a>(
    opened: Opened<'a>,
    kind: TableKind,
    measure: Measure,
    is_its: impl Fn(&Row) -> bool,
) -> Option<&'a Figure> {
    let table = opened.book.table(kind)?;
    let mut rows = table.rows.iter().filter(|row| is_its(row));
    let only = rows.next().filter(|_| rows.next().is_none())?;
    only.figure(measure, opened.book.identity.year)
}
