/*!
明细: everything the budget prints for one function code, and where else it stands.
*/

use crate::budget::{Classification, CodeLevel, Measure, Stage, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Mark, Shown, change, share};
use crate::screens::model::places::{Page, Side};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::levels::{Coded, Node, SIDE_BY_SIDE, name_of, table_of, tables};
use crate::screens::pages::projects::projects_under;
use crate::screens::pages::view::{Context, Opened, edition};
use crate::screens::worker::shelf::Occurrence;

/// The parts of basic expenditure that are economic classes.
const ECONOMIC_PARTS: [&str; 4] = [
    "工资福利支出",
    "对个人和家庭的补助",
    "商品和服务支出",
    "资本性支出",
];

pub fn coded_tables(opened: Opened<'_>) -> Vec<(TableKind, Coded<'_>)> {
    tables(opened)
        .into_iter()
        .filter_map(|kind| {
            let table = table_of(opened, kind)?;
            Some((kind, Coded::of(opened, table, Classification::Function)))
        })
        .collect()
}

/// The sheet of a code; the budgets elsewhere only where all is wanted.
pub fn sheet(opened: Opened, code: &str, context: &Context, all: bool) -> Sheet {
    let coded = coded_tables(opened);
    let nodes: Vec<(TableKind, Node)> = coded
        .iter()
        .filter(|(_, coded)| coded.has(code))
        .map(|(kind, coded)| (*kind, coded.node(code)))
        .filter(|(_, node)| !node.figures.is_empty())
        .collect();
    let names: Vec<Coded> = coded.into_iter().map(|(_, coded)| coded).collect();
    let name = name_of(opened, &names, code);
    let level = CodeLevel::of(code).map_or("", CodeLevel::name);
    // Beside the levels the name stands in the row of the cursor already, and their corner names
    // the unit that the table prints.
    let title = if context.width < SIDE_BY_SIDE {
        format!("{level} {code} {name}")
    } else {
        format!("{level} {code} · {}", context.money.name())
    };
    let detail = Detail {
        opened,
        code,
        context,
    };
    let mut rows = Vec::new();
    for (kind, node) in &nodes {
        detail.measures(*kind, node, &mut rows);
    }
    detail.economic(&nodes, &mut rows);
    detail.projects(&mut rows);
    if all {
        detail.elsewhere(&mut rows);
    }
    let mut columns = vec![
        SheetColumn::new("name", ColumnKind::Name).titled(title),
        SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
        SheetColumn::new("占比", ColumnKind::Figure).passed_over(),
    ];
    if rows.iter().any(|row| row.cells.len() > columns.len()) {
        columns.push(SheetColumn::new("比本份", ColumnKind::Figure).passed_over());
    }
    Sheet {
        columns,
        rows,
        dashes: false,
        says: format!("这份预算里没有 {code}"),
        ..Sheet::default()
    }
}

struct Detail<'a> {
    opened: Opened<'a>,
    code: &'a str,
    context: &'a Context<'a>,
}

impl Detail<'_> {
    fn row(&self, id: RowId, name: &str, figure: &Shown, part: String) -> SheetRow {
        let spot = figure.spot;
        let figure = figure.clone().in_money(self.context.money);
        let cells = vec![Cell::text(name), Cell::Figure(figure), Cell::text(part)];
        SheetRow::new(id, cells).at(spot)
    }

    /// Every measure that a table prints for the code, with its share of the whole.
    fn measures(&self, kind: TableKind, node: &Node, rows: &mut Vec<SheetRow>) {
        rows.push(SheetRow::heading(kind.name()));
        let whole = node.figure(Measure::TOTAL).map(|shown| shown.amount);
        for (measure, shown) in &node.figures {
            let indent = "  ".repeat(measure.depth());
            let part = whole.map_or_else(String::new, |whole| share(&shown.amount, &whole));
            let id = RowId::Measure {
                table: kind,
                measure: *measure,
            };
            let name = format!("{indent}{}", measure.leaf());
            let line = self.row(id, &name, shown, part);
            rows.push(if measure.depth() == 0 && *measure == Measure::TOTAL {
                line.total()
            } else {
                line
            });
        }
    }

    /// The economic classes that the code is split into, as far as the document does so.
    fn economic(&self, nodes: &[(TableKind, Node)], rows: &mut Vec<SheetRow>) {
        rows.push(SheetRow::heading("经济分类"));
        let split = nodes.iter().find_map(|(_, node)| {
            let parts: Vec<_> = node
                .figures
                .iter()
                .filter(|(measure, _)| ECONOMIC_PARTS.contains(&measure.leaf()))
                .collect();
            (!parts.is_empty()).then_some((node, parts))
        });
        if let Some((node, parts)) = split {
            let whole = node.figure(Measure::TOTAL).map(|shown| shown.amount);
            for (measure, shown) in parts {
                let part = whole.map_or_else(String::new, |whole| share(&shown.amount, &whole));
                let id = RowId::EconomicPart(*measure);
                rows.push(self.row(id, measure.leaf(), shown, part));
            }
        }
        let page = self.opened.page(Page::Economics {
            table: None,
            side: Side::Department,
            under: None,
        });
        let whole_unit = SheetRow::new(
            RowId::EconomicClasses,
            vec![
                Cell::text("更细的经济科目只有全单位的数"),
                Cell::Blank,
                Cell::text("全单位"),
            ],
        );
        rows.push(whole_unit.leading(Go::to(page)));
    }

    fn projects(&self, rows: &mut Vec<SheetRow>) {
        let projects = projects_under(self.opened, self.code);
        if projects.is_empty() {
            return;
        }
        rows.push(SheetRow::heading("项目"));
        for (name, figure) in projects {
            let page = self.opened.page(Page::Project {
                name: Some(name.clone()),
            });
            let line = self.row(RowId::Project(name.clone()), &name, &figure, String::new());
            rows.push(line.leading(Go::to(page)));
        }
    }

    /// The same code in the unit's other budgets, and in other units.
    fn elsewhere(&self, rows: &mut Vec<SheetRow>) {
        let stock = self.context.stock;
        let Some(found) = stock.occurrences_of(Classification::Function, self.code) else {
            return;
        };
        let here = &self.opened.book.identity;
        let others: Vec<&Occurrence> = first_of_each_budget(found)
            .into_iter()
            .filter(|occurrence| occurrence.document != self.opened.id)
            .collect();
        let base = found
            .iter()
            .find(|occurrence| occurrence.document == self.opened.id);
        let (of_unit, foreign): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|occurrence| occurrence.identity.unit == here.unit);
        for (heading, list) in [("本单位其他预算", of_unit), ("其他单位", foreign)] {
            if list.is_empty() {
                continue;
            }
            rows.push(SheetRow::heading(heading));
            for occurrence in list {
                rows.push(
                    self.occurrence(occurrence, base.filter(|_| heading == "本单位其他预算")),
                );
            }
        }
    }

    fn occurrence(&self, occurrence: &Occurrence, base: Option<&Occurrence>) -> SheetRow {
        let identity = &occurrence.identity;
        let name = format!(
            "{} {} · {}",
            identity.unit,
            edition(identity),
            occurrence.table.name()
        );
        let mark = if identity.stage == Stage::Final {
            Mark::Final
        } else {
            Mark::None
        };
        let figure = Shown::plain(occurrence.amount)
            .at(occurrence.document, occurrence.place)
            .marked(mark);
        let stop = crate::screens::model::places::Stop::page(
            occurrence.document,
            Page::Function {
                code: self.code.to_owned(),
            },
        );
        let id = RowId::Elsewhere(occurrence.document);
        let mut line = self.row(id, &name, &figure, String::new());
        // How much more or less the other budget has than this one.
        line.cells
            .extend(base.map(|base| Cell::text(change(&base.amount, &occurrence.amount))));
        line.leading(Go::to(stop))
    }
}

/// Of each budget the first table that has the code.
pub fn first_of_each_budget(found: &[Occurrence]) -> Vec<&Occurrence> {
    let mut first: Vec<&Occurrence> = Vec::new();
    for occurrence in found {
        if !first
            .iter()
            .any(|seen| seen.document == occurrence.document)
        {
            first.push(occurrence);
        }
    }
    first
}
