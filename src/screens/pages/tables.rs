/*!
表: every table of the document, with its state and its number of figures.
*/

use crate::budget::{Table, TableState};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::places::Page;
use crate::screens::model::row_id::RowId;
use crate::screens::pages::view::{Opened, View};

/// The view of the list.
pub fn view(opened: Opened) -> View {
    let rows = opened
        .book
        .tables
        .iter()
        .enumerate()
        .map(|(index, table)| line(opened, index, table))
        .collect();
    let sheet = Sheet {
        columns: vec![
            SheetColumn::new("number", ColumnKind::Code).titled(""),
            SheetColumn::new("title", ColumnKind::Name).titled("表（照原文）"),
            SheetColumn::new("kind", ColumnKind::Text).titled("种类"),
            SheetColumn::new("状态", ColumnKind::Text),
            SheetColumn::new("数", ColumnKind::Figure).passed_over(),
            SheetColumn::new("单位", ColumnKind::Text),
        ],
        rows,
        says: "这份文件里没有表".to_owned(),
        ..Sheet::default()
    };
    View {
        corner: format!("{} 张表", opened.book.tables.len()),
        ..View::of(sheet)
    }
}

fn line(opened: Opened, index: usize, table: &Table) -> SheetRow {
    let missing = table.state == TableState::Missing;
    let cells = vec![
        Cell::text(format!("{:>2}", index + 1)),
        Cell::text(table.title.clone()),
        Cell::text(
            table
                .kind
                .map_or("其他", crate::budget::TableKind::short_name),
        ),
        Cell::text(table.state.label()),
        Cell::text(if missing {
            String::new()
        } else {
            table.figure_count().to_string()
        }),
        Cell::text(if missing { "" } else { table.money_unit.name() }),
    ];
    let go = if table.rows.is_empty() {
        Go::Source
    } else {
        Go::to(opened.page(Page::Grid { table: index }))
    };
    SheetRow::new(RowId::Table(index), cells)
        .leading(go)
        .at(opened.spot(table.place))
}
