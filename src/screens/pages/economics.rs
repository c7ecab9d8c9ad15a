/*!
经济分类: department classes, government classes, and the pairs of both.
*/

use crate::budget::{Classification, Figure, Measure, Row, RowKind, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::{Shown, share};
use crate::screens::model::places::{At, Page, Side};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::functions::next;
use crate::screens::pages::levels::{Coded, Node, crumbs, main_measures};
use crate::screens::pages::view::{Context, Opened, View};

/// The classification of a side.
pub fn classification(side: Side) -> Classification {
    match side {
        Side::Department | Side::Pairs => Classification::DepartmentEconomic,
        Side::Government => Classification::GovernmentEconomic,
    }
}

/// The tables that classify by economic class: the one with 人员经费 and 公用经费 first.
const KINDS: [TableKind; 3] = [
    TableKind::GeneralBudgetBasic,
    TableKind::EconomicSummary,
    TableKind::FiscalByEconomicClass,
];

/// Those of them that a budget has on a side.
pub fn tables(opened: Opened<'_>, side: Side) -> Vec<TableKind> {
    KINDS
        .into_iter()
        .filter(|&kind| table_of(opened, kind, side).is_some())
        .collect()
}

/// The first table of a kind that has codes on a side: the one that all pages mean by the kind.
pub fn table_of(opened: Opened<'_>, kind: TableKind, side: Side) -> Option<&Table> {
    opened.book.tables_of(kind).find(|table| match side {
        Side::Pairs => has_pairs(table),
        side => !Coded::of(opened, table, classification(side)).is_empty(),
    })
}

fn has_pairs(table: &Table) -> bool {
    table.rows.iter().any(is_pair)
}

fn is_pair(row: &Row) -> bool {
    row.kind == RowKind::DepartmentEconomic && !row.code2.is_empty()
}

/// The view of a side, or of a level of it.
pub fn view(
    opened: Opened,
    table: Option<TableKind>,
    side: Side,
    under: Option<&str>,
    _context: &Context,
) -> View {
    let kinds = tables(opened, side);
    let kind = table
        .filter(|kind| kinds.contains(kind))
        .or(kinds.first().copied());
    let economic = (
        !tables(opened, Side::Government).is_empty(),
        !tables(opened, Side::Pairs).is_empty(),
    );
    let Some((kind, table)) = kind.and_then(|kind| Some((kind, table_of(opened, kind, side)?)))
    else {
        return View {
            says: Some("这份预算没有按经济分类的表；按 6 看它有哪些表".to_owned()),
            economic,
            ..View::default()
        };
    };
    let coded = Coded::of(opened, table, classification(side));
    let measures = main_measures(table);
    let sheet = match side {
        Side::Pairs => pairs(opened, table, &measures),
        side => level(opened, (kind, table), &coded, side, under, &measures),
    };
    let mut view = View::of(sheet);
    view.crumbs = crumbs(&coded, under);
    view.crumbs.insert(0, side_name(side).to_owned());
    view.corner = format!("{} · {}", kind.short_name(), table.money_unit.name());
    view.economic = economic;
    view.next_table = next(&kinds, kind).map(|next| {
        let page = Page::Economics {
            table: Some(next),
            side,
            under: None,
        };
        At::Budget(opened.id, page)
    });
    view
}

/// What a side is called.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Department => "部门经济分类",
        Side::Government => "政府经济分类",
        Side::Pairs => "部门与政府分类对应",
    }
}

fn level(
    opened: Opened,
    (kind, table): (TableKind, &Table),
    coded: &Coded,
    side: Side,
    under: Option<&str>,
    measures: &[Measure],
) -> Sheet {
    let nodes = coded.children(under);
    let total = coded.total(table, under);
    let whole = total
        .as_ref()
        .and_then(|node| node.figure(Measure::TOTAL))
        .cloned();
    let mut columns = vec![
        SheetColumn::new("code", ColumnKind::Code).titled(""),
        SheetColumn::new("name", ColumnKind::Name).titled(match under.map(str::len) {
            None => "类",
            Some(3) => "款",
            _ => "明细科目",
        }),
    ];
    columns.extend(
        measures
            .iter()
            .map(|m| SheetColumn::new(*m, ColumnKind::Figure)),
    );
    columns.push(SheetColumn::new("占比", ColumnKind::Figure).passed_over());
    let line = |node: &Node| {
        let page = if node.has_children {
            Page::Economics {
                table: Some(kind),
                side,
                under: Some(node.code.clone()),
            }
        } else {
            Page::EconomicClass {
                side,
                code: node.code.clone(),
            }
        };
        SheetRow::new(
            RowId::Code(node.code.clone()),
            cells(node, measures, whole.as_ref()),
        )
        .leading(Go::to(opened.page(page)))
        .at(node.place.and_then(|place| opened.spot(place)))
    };
    let mut rows: Vec<SheetRow> = nodes.iter().map(line).collect();
    let pinned = usize::from(total.is_some());
    rows.extend(total.map(|node| {
        SheetRow::new(RowId::Total, cells(&node, measures, None))
            .total()
            .at(node.place.and_then(|place| opened.spot(place)))
    }));
    Sheet {
        columns,
        rows,
        pinned,
        dashes: true,
        says: "这张表在这里没有数".to_owned(),
        ..Sheet::default()
    }
}

fn cells(node: &Node, measures: &[Measure], whole: Option<&Shown>) -> Vec<Cell> {
    let mut cells = vec![Cell::text(node.code.clone()), Cell::text(node.shown_name())];
    cells.extend(
        measures
            .iter()
            .map(|m| Cell::figure(node.figure(*m).cloned())),
    );
    let part = node.figure(Measure::TOTAL).zip(whole);
    cells.push(Cell::text(
        part.map_or_else(String::new, |(part, whole)| {
            share(&part.amount, &whole.amount)
        }),
    ));
    cells
}

fn own_figures<'a>(opened: Opened<'a>, row: &'a Row) -> impl Iterator<Item = &'a Figure> {
    let year = opened.book.identity.year;
    row.figures.iter().filter(move |figure| figure.year == year)
}

fn pairs(opened: Opened, table: &Table, measures: &[Measure]) -> Sheet {
    let mut columns = vec![
        SheetColumn::new("code", ColumnKind::Code).titled(""),
        SheetColumn::new("name", ColumnKind::Name).titled("部门预算经济分类"),
        SheetColumn::new("code2", ColumnKind::Text).titled("政府"),
        SheetColumn::new("name2", ColumnKind::Text).titled("政府预算经济分类"),
    ];
    columns.extend(
        measures
            .iter()
            .map(|m| SheetColumn::new(*m, ColumnKind::Figure)),
    );
    let rows = table
        .rows
        .iter()
        .filter(|row| is_pair(row))
        .map(|row| pair(opened, row, measures))
        .collect();
    Sheet {
        columns,
        rows,
        dashes: true,
        ..Sheet::default()
    }
}

fn pair(opened: Opened, row: &Row, measures: &[Measure]) -> SheetRow {
    let mut cells = vec![
        Cell::text(row.code.clone()),
        Cell::text(row.name.clone()),
        Cell::text(row.code2.clone()),
        Cell::text(row.name2.clone()),
    ];
    cells.extend(measures.iter().map(|measure| {
        let figure = own_figures(opened, row).find(|figure| figure.measure == *measure);
        Cell::figure(figure.map(|figure| Shown::printed(figure, opened.id)))
    }));
    let page = Page::EconomicClass {
        side: Side::Department,
        code: row.code.clone(),
    };
    let id = RowId::Pair {
        code: row.code.clone(),
        government: row.code2.clone(),
        ordinal: row.ordinal,
    };
    SheetRow::new(id, cells)
        .leading(Go::to(opened.page(page)))
        .at(opened.spot(row.place))
}
