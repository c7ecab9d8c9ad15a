/*!
One economic class: its lines in every table, its share, and where else it appears.
*/

use crate::budget::{Classification, Measure, Row, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Shown, share};
use crate::screens::model::places::{Page, Side, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::economics::{classification, side_name, table_of, tables};
use crate::screens::pages::function_sheet::first_of_each_budget;
use crate::screens::pages::levels::{Coded, printed_total};
use crate::screens::pages::view::{Context, Opened, View, edition};
use crate::screens::worker::shelf::Question;

/// The view of a class.
pub fn view(opened: Opened, side: Side, code: &str, context: &Context) -> View {
    let class = Class {
        opened,
        side,
        code,
        context,
    };
    let mut rows = Vec::new();
    let mut name = String::new();
    for kind in tables(opened, side) {
        if let Some(table) = table_of(opened, kind, side) {
            let coded = Coded::of(opened, table, classification(side));
            if name.is_empty() || name.starts_with('〔') {
                name = coded.node(code).shown_name();
            }
            class.lines(kind, table, &mut rows);
        }
    }
    class.elsewhere(&mut rows);
    let sheet = Sheet {
        columns: vec![
            SheetColumn::new("name", ColumnKind::Name).titled("各表中的行"),
            SheetColumn::new("other", ColumnKind::Text).titled("对应科目"),
            SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
            SheetColumn::new("占比", ColumnKind::Figure).passed_over(),
        ],
        rows,
        says: format!("这份预算里没有 {code}"),
        ..Sheet::default()
    };
    let mut view = View::of(sheet);
    view.crumbs = vec![side_name(side).to_owned(), format!("{code} {name}")];
    view.corner = format!("全单位 · {}", context.money.name());
    view.many_units = true;
    let question = Question::Occurrences(classification(side), code.to_owned());
    if context
        .stock
        .occurrences_of(classification(side), code)
        .is_none()
    {
        view.wanted.push(question);
    }
    view
}

struct Class<'a> {
    opened: Opened<'a>,
    side: Side,
    code: &'a str,
    context: &'a Context<'a>,
}

impl Class<'_> {
    fn has(&self, row: &Row) -> bool {
        match classification(self.side) {
            Classification::GovernmentEconomic => {
                row.code2 == self.code
                    || row.kind == crate::budget::RowKind::GovernmentEconomic
                        && row.code == self.code
            }
            _ => row.kind == crate::budget::RowKind::DepartmentEconomic && row.code == self.code,
        }
    }

    /// The lines of a table that carry the code, every measure of them.
    fn lines(&self, kind: TableKind, table: &Table, rows: &mut Vec<SheetRow>) {
        let is_of_class = |row: &&Row| self.has(row);
        if !table.rows.iter().any(|row| self.has(row)) {
            return;
        }
        rows.push(SheetRow::heading(format!("{} · 全单位", kind.name())));
        let year = self.opened.book.identity.year;
        let whole = printed_total(table).and_then(|row| row.amount(Measure::TOTAL));
        for row in table.rows.iter().filter(is_of_class) {
            for figure in row.figures.iter().filter(|figure| figure.year == year) {
                let part = whole.map_or_else(String::new, |whole| share(&figure.amount, &whole));
                let shown = Shown::printed(figure, self.opened.id).in_money(self.context.money);
                let spot = shown.spot;
                let name = format!(
                    "{} · {}",
                    row.name,
                    figure.measure.path().replace('/', " · ")
                );
                let cells = vec![
                    Cell::text(name),
                    Cell::text(self.counterpart(row)),
                    Cell::Figure(shown),
                    Cell::text(part),
                ];
                let id = RowId::Figure {
                    table: Some(kind),
                    ordinal: row.ordinal,
                    measure: figure.measure,
                };
                rows.push(SheetRow::new(id, cells).at(spot));
            }
        }
    }

    /// What the row pairs the class with.
    fn counterpart(&self, row: &Row) -> String {
        match self.side {
            Side::Government if row.code2 == self.code => format!("{} {}", row.code, row.name),
            _ if row.code2.is_empty() => String::new(),
            _ => format!("{} {}", row.code2, row.name2),
        }
    }

    fn elsewhere(&self, rows: &mut Vec<SheetRow>) {
        let stock = self.context.stock;
        let Some(found) = stock.occurrences_of(classification(self.side), self.code) else {
            return;
        };
        let others: Vec<_> = first_of_each_budget(found)
            .into_iter()
            .filter(|occurrence| occurrence.document != self.opened.id)
            .collect();
        if others.is_empty() {
            return;
        }
        rows.push(SheetRow::heading("其他预算"));
        for occurrence in others {
            let shown = Shown::plain(occurrence.amount)
                .at(occurrence.document, occurrence.place)
                .in_money(self.context.money);
            let spot = shown.spot;
            let name = format!(
                "{} {}",
                occurrence.identity.unit,
                edition(&occurrence.identity)
            );
            let page = Page::EconomicClass {
                side: self.side,
                code: self.code.to_owned(),
            };
            let cells = vec![
                Cell::text(name),
                Cell::text(occurrence.table.short_name()),
                Cell::Figure(shown),
                Cell::text(""),
            ];
            let line = SheetRow::new(RowId::Elsewhere(occurrence.document), cells)
                .leading(Go::to(Stop::page(occurrence.document, page)))
                .at(spot);
            rows.push(line);
        }
    }
}
