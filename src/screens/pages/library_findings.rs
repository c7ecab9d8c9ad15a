/*!
全库疑点: the findings of every budget of the library, worst first.

They come while the budgets are checked in the background, as the counts of 单位×年度 do.
A library may have more findings than a screen can hold ready, so that only the worst are
listed; the filter looks through all of them.
*/

use crate::budget::Severity;
use crate::library::CatalogueEntry;
use crate::screens::draw::widgets::sheet::{Cell, Go, Sheet, SheetRow};
use crate::screens::model::money::Spot;
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{Surveying, What};
use crate::screens::pages::findings::{cells, columns};
use crate::screens::pages::units::uncounted;
use crate::screens::pages::view::{Context, View, edition};
use crate::screens::worker::brief::Brief;
use crate::screens::worker::shelf::Question;

/// How many rows are listed.
const MOST_ROWS: usize = 2_000;

/// The view of the findings of all budgets.
pub fn view(context: &Context) -> View {
    let crumbs = vec![PageKind::LibraryFindings.name().to_owned()];
    let Some(catalogue) = &context.stock.catalogue else {
        return View {
            crumbs,
            ..View::waiting(Question::Catalogue, context.stock)
        };
    };
    let found: Vec<(&CatalogueEntry, &Brief)> = catalogue
        .iter()
        .filter_map(|entry| Some((entry, context.stock.counted.get(&entry.id)?)))
        .flat_map(|(entry, counted)| counted.briefs.iter().map(move |brief| (entry, brief)))
        .collect();
    let (rows, all) = worst(&found, context);
    let checked = context.stock.counted.len();
    let progress = if checked < catalogue.len() {
        format!("已核对 {checked}/{} 份", catalogue.len())
    } else {
        format!("{} 份", catalogue.len())
    };
    let shown = if all > MOST_ROWS {
        format!("最重的 {MOST_ROWS} 条，共 {all} 条")
    } else {
        format!("{all} 条")
    };
    let sheet = Sheet {
        columns: columns(),
        rows,
        is_filtered: true,
        says: "没有疑点；规则运行的情况见各份预算的核对情况".to_owned(),
        ..Sheet::default()
    };
    View {
        crumbs,
        corner: format!("{shown} · {progress}"),
        next_table: Some(At::Survey(Surveying::of(What::Clues))),
        wanted: uncounted(context.stock).into_iter().collect(),
        ..View::of(sheet)
    }
}

/// The worst of those that the filter leaves, in the order of the library and under the
/// headings of their budgets, and how many it leaves.
fn worst(found: &[(&CatalogueEntry, &Brief)], context: &Context) -> (Vec<SheetRow>, usize) {
    let filter = &context.stop.filter;
    let (mut all, mut listed) = (0, 0);
    let mut rows: Vec<SheetRow> = Vec::new();
    for severity in Severity::ALL {
        let of_severity = found.iter().filter(|(_, brief)| brief.severity == severity);
        let mut under = None;
        for (entry, brief) in of_severity {
            let is_shown = listed < MOST_ROWS;
            if !is_shown && filter.is_empty() {
                all += 1;
                continue;
            }
            let line = line(entry, brief, context);
            if !filter.is_empty() && !line.contains(filter) {
                continue;
            }
            all += 1;
            if !is_shown {
                continue;
            }
            if under != Some(entry.id) {
                under = Some(entry.id);
                let heading = format!("{} · {}", severity.label(), entry.identity);
                rows.push(SheetRow::heading(heading));
            }
            listed += 1;
            rows.push(line);
        }
    }
    (rows, all)
}

fn line(entry: &CatalogueEntry, brief: &Brief, context: &Context) -> SheetRow {
    let status = context.stock.notes.status(&entry.identity, &brief.sign);
    let mut cells = cells(brief, status);
    // The headings show these; the rows are filtered by them.
    cells.push(Cell::text(entry.identity.unit.clone()));
    cells.push(Cell::text(edition(&entry.identity)));
    let page = Page::Finding {
        key: brief.sign.key.clone(),
    };
    let stop = Stop::page(entry.id, page).on(RowId::left_line(brief.place.line));
    let id = RowId::LibraryFinding(entry.id, brief.sign.key.clone());
    SheetRow::new(id, cells)
        .leading(Go::to(stop))
        .at(Some(Spot {
            document: entry.id,
            place: brief.place,
        }))
}
