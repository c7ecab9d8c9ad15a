/*!
指标: the performance indicators of a budget or of the library, by words and bounds.
*/

use crate::library::DocumentId;
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::Spot;
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{Indicated, Survey, Surveyed, What};
use crate::screens::pages::surveyed;
use crate::screens::pages::view::{Context, View, edition};

/// From this width on the project and the level have columns of their own.
const WITH_ALL: u16 = 120;

/// The view of the indicators of a budget, or of all.
pub fn view(document: Option<DocumentId>, context: &Context) -> View {
    let survey = Survey {
        what: What::Indicators(document),
        narrowed: context.stop.filter.clone(),
    };
    let stock = context.stock;
    let whose = document.and_then(|id| stock.entry(id));
    let crumbs = match whose {
        Some(entry) => vec![
            PageKind::Indicators.name().to_owned(),
            entry.identity.to_string(),
        ],
        None => vec![PageKind::Indicators.name().to_owned(), "全库".to_owned()],
    };
    let Some(report) = surveyed::report(&survey, stock) else {
        return View {
            crumbs,
            ..surveyed::waiting(survey, stock)
        };
    };
    let mut view = View {
        crumbs,
        corner: report.progress(),
        wanted: surveyed::wanted(survey, stock),
        ..View::default()
    };
    match &*report.found {
        Surveyed::Indicators {
            listed,
            all,
            having,
            spread,
        } => {
            view.corner.push_str(&match document {
                Some(_) => format!("{all} 条"),
                None => format!("{all} 条，在 {having} 份预算里"),
            });
            if *all > listed.len() {
                view.corner = format!("前 {} 条 · {}", listed.len(), view.corner);
            }
            if !spread.is_empty() {
                view.top.push(spread.clone());
            }
            let is_wide = context.width >= WITH_ALL;
            let mut sheet = Sheet {
                columns: columns(is_wide, document.is_none()),
                rows: rows(listed, is_wide, document.is_none()),
                is_filtered: true,
                says: surveyed::nothing(report, "没有这样的指标"),
                ..Sheet::default()
            };
            view.explanations = explanations(&sheet, listed);
            view.panel = PANEL;
            sheet.drop_blank_columns();
            view.panes = View::of(sheet).panes;
        }
        Surveyed::Nothing(why) => view.says = Some(why.clone()),
        _ => {}
    }
    view
}

/// The lines of the panel.
const PANEL: u16 = 3;

fn columns(is_wide: bool, of_all: bool) -> Vec<SheetColumn> {
    let mut columns = vec![
        SheetColumn::new("name", ColumnKind::Name).titled("指标"),
        SheetColumn::new("value", ColumnKind::Text).titled("指标值"),
    ];
    if is_wide {
        columns.push(SheetColumn::new("levels", ColumnKind::Text).titled("类别"));
        columns.push(SheetColumn::new("weight", ColumnKind::Text).titled("权重"));
        columns.push(SheetColumn::new("project", ColumnKind::Text).titled("项目"));
        if of_all {
            columns.push(SheetColumn::new("unit", ColumnKind::Text).titled("单位"));
        }
    }
    columns
}

/// The indicators under headings: their budget where the list is of all, their project else.
fn rows(listed: &[Indicated], is_wide: bool, of_all: bool) -> Vec<SheetRow> {
    let mut rows = Vec::new();
    let mut above = String::new();
    for indicated in listed {
        let heading = match of_all {
            true => format!("{}", indicated.identity),
            false if indicated.project.is_empty() => "整体绩效目标".to_owned(),
            false => indicated.project.clone(),
        };
        if heading != above && !(is_wide && of_all) {
            rows.push(SheetRow::heading(heading.clone()));
            above = heading;
        }
        rows.push(row(indicated, is_wide, of_all));
    }
    rows
}

fn row(indicated: &Indicated, is_wide: bool, of_all: bool) -> SheetRow {
    let mut cells = vec![
        Cell::text(indicated.name.clone()),
        Cell::text(indicated.value.clone()),
    ];
    if is_wide {
        cells.push(Cell::text(indicated.levels.clone()));
        cells.push(Cell::text(indicated.weight.clone()));
        cells.push(Cell::text(indicated.project.clone()));
        if of_all {
            let identity = &indicated.identity;
            cells.push(Cell::text(format!(
                "{} {}",
                identity.unit,
                edition(identity)
            )));
        }
    }
    let page = Page::Indicator {
        index: indicated.index,
    };
    let id = RowId::LibraryIndicator(indicated.document, indicated.index);
    SheetRow::new(id, cells)
        .leading(Go::to(Stop::page(indicated.document, page)))
        .at(Some(Spot {
            document: indicated.document,
            place: indicated.place,
        }))
}

/// What the panel says of each row: whose it is, its levels and project, and what others promise.
fn explanations(sheet: &Sheet, listed: &[Indicated]) -> Vec<Vec<String>> {
    let mut listed = listed.iter();
    let mut explain = |row: &SheetRow| {
        if !row.stops() {
            return Vec::new();
        }
        let Some(indicated) = listed.next() else {
            return Vec::new();
        };
        let weight = match indicated.weight.as_str() {
            "" => String::new(),
            weight => format!("权重 {weight}"),
        };
        let parts = [&indicated.levels, &indicated.project, &weight];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        vec![
            indicated.identity.to_string(),
            parts.join(" · "),
            indicated.spread.clone(),
        ]
    };
    sheet.rows.iter().map(&mut explain).collect()
}
