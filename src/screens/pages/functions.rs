/*!
功能分类: one level of it, or on a wide terminal all of them side by side.
*/

use crate::budget::{Classification, CodeLevel, Measure, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::{Shown, share};
use crate::screens::model::places::{At, Page};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::function_sheet;
use crate::screens::pages::levels::{
    Coded, Node, SIDE_BY_SIDE, crumbs, main_measures, table_of, tables,
};
use crate::screens::pages::view::{Context, Opened, Pane, View};

/// From this width on they have room for shares.
const WITH_SHARES: u16 = 150;

/// The view of a level.
pub fn view(
    opened: Opened,
    table: Option<TableKind>,
    under: Option<&str>,
    context: &Context,
) -> View {
    let kinds = tables(opened);
    let kind = table
        .filter(|kind| kinds.contains(kind))
        .or(kinds.first().copied());
    let Some((kind, table)) = kind.and_then(|kind| Some((kind, table_of(opened, kind)?))) else {
        return View {
            says: Some("这份预算没有按功能分类的表；按 6 看它有哪些表".to_owned()),
            ..View::default()
        };
    };
    let coded = Coded::of(opened, table, Classification::Function);
    let level = FunctionLevel {
        opened,
        kind,
        table,
        coded: &coded,
    };
    let mut view = if context.width >= SIDE_BY_SIDE {
        level.side_by_side(under, context)
    } else {
        View::of(level.sheet(under, &main_measures(table), true))
    };
    view.crumbs = crumbs(&coded, under);
    let name = if context.width < SIDE_BY_SIDE {
        kind.short_name()
    } else {
        kind.name()
    };
    view.corner = format!("{name} · {}", table.money_unit.name());
    view.next_table = next(&kinds, kind).map(|next| {
        let page = Page::Functions {
            table: Some(next),
            under: None,
        };
        At::Budget(opened.id, page)
    });
    view
}

/// The kind after this one, around the end; none where it is the only one.
pub fn next(kinds: &[TableKind], kind: TableKind) -> Option<TableKind> {
    let at = kinds.iter().position(|&candidate| candidate == kind)?;
    let next = kinds[(at + 1) % kinds.len()];
    (next != kind).then_some(next)
}

struct FunctionLevel<'a> {
    opened: Opened<'a>,
    kind: TableKind,
    table: &'a Table,
    coded: &'a Coded<'a>,
}

impl FunctionLevel<'_> {
    fn sheet(&self, under: Option<&str>, measures: &[Measure], with_share: bool) -> Sheet {
        let nodes = self.coded.children(under);
        let total = self.coded.total(self.table, under);
        let whole = total
            .as_ref()
            .and_then(|total| total.figure(Measure::TOTAL));
        let mut columns = vec![
            SheetColumn::new("code", ColumnKind::Code).titled(""),
            SheetColumn::new("name", ColumnKind::Name).titled(level_name(under)),
        ];
        columns.extend(
            measures
                .iter()
                .map(|m| SheetColumn::new(*m, ColumnKind::Figure)),
        );
        if with_share {
            columns.push(SheetColumn::new("占比", ColumnKind::Figure).passed_over());
        }
        let mut rows: Vec<SheetRow> = nodes
            .iter()
            .map(|node| self.line(node, under, measures, whole))
            .collect();
        let pinned = usize::from(total.is_some());
        rows.extend(total.map(|total| self.total_line(&total, measures)));
        Sheet {
            columns,
            rows,
            pinned,
            dashes: true,
            says: "这张表在这里没有数".to_owned(),
            ..Sheet::default()
        }
    }

    fn line(
        &self,
        node: &Node,
        under: Option<&str>,
        measures: &[Measure],
        whole: Option<&Shown>,
    ) -> SheetRow {
        let code = node.code.get(under.map_or(0, str::len)..);
        let code = code.unwrap_or(&node.code);
        let mut cells = vec![Cell::text(code), Cell::text(node.shown_name())];
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
        let page = if node.has_children {
            Page::Functions {
                table: Some(self.kind),
                under: Some(node.code.clone()),
            }
        } else {
            Page::Function {
                code: node.code.clone(),
            }
        };
        SheetRow::new(RowId::Code(node.code.clone()), cells)
            .leading(Go::to(self.opened.page(page)))
            .at(node.place.and_then(|place| self.opened.spot(place)))
    }

    fn total_line(&self, total: &Node, measures: &[Measure]) -> SheetRow {
        let mut cells = vec![Cell::Blank, Cell::text(total.name.clone())];
        cells.extend(
            measures
                .iter()
                .map(|m| Cell::figure(total.figure(*m).cloned())),
        );
        cells.push(Cell::text(""));
        SheetRow::new(RowId::Total, cells)
            .total()
            .at(total.place.and_then(|place| self.opened.spot(place)))
    }

    /// 类 │ 款 │ 项 │ 明细: the levels above with the way here, those below for the row of
    /// the cursor.
    fn side_by_side(&self, under: Option<&str>, context: &Context) -> View {
        let under_text = under.unwrap_or_default();
        let here = self.coded.children(under);
        let row = context.stop.row.as_ref();
        let code = row.and_then(RowId::code);
        let chosen = here.iter().find(|node| Some(node.code.as_str()) == code);
        let chosen = chosen.or(here.first());
        let chosen = chosen.filter(|_| row != Some(&RowId::Total));
        let way = chosen.map_or(under_text, |node| node.code.as_str());
        let focus = match under_text.len() {
            0 => 0,
            3 => 1,
            _ => 2,
        };
        self.panes(way, focus, context)
    }

    /// The levels down to a code, and everything about the code.
    fn panes(&self, way: &str, focus: usize, context: &Context) -> View {
        let mut panes = Vec::new();
        for (index, (above, length, weight)) in
            [(0, 3, 22), (3, 5, 25), (5, 7, 27)].into_iter().enumerate()
        {
            let parent = way.get(..above);
            let cursor = way.get(..length).filter(|_| index != focus);
            panes.push(Pane {
                sheet: parent.map_or_else(Sheet::default, |parent| {
                    let parent = Some(parent).filter(|code| !code.is_empty());
                    let shares = index > 0 && context.width >= WITH_SHARES;
                    self.sheet(parent, &[Measure::TOTAL], shares)
                }),
                cursor: cursor.map(|code| RowId::Code(code.to_owned())),
                weight,
            });
        }
        let whole = focus == DETAIL;
        panes.push(Pane {
            sheet: function_sheet::sheet(self.opened, way, context, whole),
            cursor: None,
            weight: 26,
        });
        View {
            panes,
            focus,
            follows_cursor: focus != DETAIL,
            ..View::default()
        }
    }
}

/// The pane of 明细.
const DETAIL: usize = 3;

/// 明细 with the levels beside it, where a table has the code and the screen the room.
pub fn beside_levels(opened: Opened, code: &str, context: &Context) -> Option<View> {
    if context.width < SIDE_BY_SIDE {
        return None;
    }
    let kind = *tables(opened).first()?;
    let table = table_of(opened, kind)?;
    let coded = Coded::of(opened, table, Classification::Function);
    let level = FunctionLevel {
        opened,
        kind,
        table,
        coded: &coded,
    };
    Some(level.panes(code, DETAIL, context))
}

fn level_name(under: Option<&str>) -> &'static str {
    match under.map(str::len) {
        None => CodeLevel::Class.name(),
        Some(3) => CodeLevel::Section.name(),
        _ => CodeLevel::Item.name(),
    }
}
