/*!
线索: what is unusual among the budgets of the library, and what it is measured against.

Clues are no findings: they have a page of their own and no severity, and no count of findings has
them. Enter on one lists its peers (or the projects, or the goal before); Enter again leads to the figure.
*/

use crate::budget::Identity;
use crate::library::DocumentId;
use crate::screening::{Against, Clue, ClueKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{MoneyChoice, Shown, Spot};
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{
    ClueId, Clued, Survey, SurveyReport, Surveyed, Surveying, What,
};
use crate::screens::pages::surveyed;
use crate::screens::pages::view::{Context, View, edition};
use std::collections::HashMap;

/// The lines of the panel.
const PANEL: u16 = 5;

fn survey(narrowed: &str) -> Survey {
    Survey {
        what: What::Clues,
        narrowed: narrowed.to_owned(),
    }
}

/// The clues of all budgets, or what one of them is measured against.
pub fn view(opened: Option<&ClueId>, context: &Context) -> View {
    match opened {
        None => list(context),
        Some(id) => clue_page(id, context),
    }
}

fn list(context: &Context) -> View {
    let survey = survey(&context.stop.filter);
    let crumbs = vec![PageKind::Clues.name().to_owned(), "全库".to_owned()];
    let stock = context.stock;
    let Some(report) = surveyed::report(&survey, stock) else {
        return View {
            crumbs,
            ..surveyed::waiting(survey, stock)
        };
    };
    let (listed, all) = found(report);
    let shown = match all > listed.len() {
        true => format!("前 {} 条，共 {all} 条", listed.len()),
        false => format!("{all} 条"),
    };
    let (rows, explanations) = rows(listed, context.money);
    let mut sheet = Sheet {
        columns: columns(),
        rows,
        is_filtered: true,
        says: surveyed::nothing(report, "没有线索"),
        ..Sheet::default()
    };
    sheet.drop_blank_columns();
    View {
        crumbs,
        corner: format!(
            "{}{shown} · 不是疑点 · {}",
            report.progress(),
            context.money.name()
        ),
        many_units: true,
        next_table: Some(At::Findings),
        wanted: surveyed::wanted(survey, stock),
        explanations,
        panel: PANEL,
        ..View::of(sheet)
    }
}

fn found(report: &SurveyReport) -> (&[Clued], usize) {
    match &*report.found {
        Surveyed::Clues { listed, all } => (listed, *all),
        _ => (&[], 0),
    }
}

fn columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::new("kind", ColumnKind::Text).titled("种类"),
        SheetColumn::new("what", ColumnKind::Name).titled("线索"),
        SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
        SheetColumn::new("rate", ColumnKind::Figure).titled("占比增幅"),
        SheetColumn::new("median", ColumnKind::Figure).titled("中位数"),
        SheetColumn::new("mad", ColumnKind::Figure).titled("离差"),
        SheetColumn::new("peers", ColumnKind::Figure).titled("同类"),
    ]
}

/// The clues under the headings of their budgets, and what the panel says of each row.
fn rows(listed: &[Clued], money: MoneyChoice) -> (Vec<SheetRow>, Vec<Vec<String>>) {
    let (mut rows, mut explanations) = (Vec::new(), Vec::new());
    let mut above = None;
    for clued in listed {
        if above != Some(clued.document) {
            above = Some(clued.document);
            rows.push(SheetRow::heading(clued.identity.to_string()));
            explanations.push(Vec::new());
        }
        rows.push(row(clued, money));
        explanations.push(vec![
            clued.clue.words.clone(),
            format!("出处 {}", clued.clue.source),
        ]);
    }
    (rows, explanations)
}

fn row(clued: &Clued, money: MoneyChoice) -> SheetRow {
    let Clued { document, clue, .. } = clued;
    let what = match clue.code.as_str() {
        "" => clue.name.clone(),
        code => format!("{code} {}", clue.name),
    };
    let (mut cells, id) = (
        vec![Cell::text(clue.kind.label()), Cell::text(what)],
        clued.id(),
    );
    cells.push(amount(clue.amount, Some(*document), clue.place, money));
    match &clue.measured {
        Some(measured) => cells.extend([
            Cell::text(measured.value.clone()),
            Cell::text(measured.median.clone()),
            Cell::text(measured.deviation.clone()),
            Cell::text(measured.peers.to_string()),
        ]),
        None => cells.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]),
    }
    let against = At::Survey(Surveying {
        clue: Some(id.clone()),
        ..Surveying::of(What::Clues)
    });
    let stop = Stop::at(against).on(row_id(0, &clued.identity, clue.measured.is_some()));
    SheetRow::new(RowId::Clue(id), cells)
        .leading(Go::to(stop))
        .at(Some(Spot {
            document: *document,
            place: clue.place,
        }))
}

fn amount(
    amount: Option<crate::budget::Amount>,
    document: Option<DocumentId>,
    place: crate::budget::Place,
    money: MoneyChoice,
) -> Cell {
    let Some(amount) = amount else {
        return Cell::Blank;
    };
    let figure = Shown::plain(amount).in_money(money);
    Cell::Figure(match document {
        Some(document) => figure.at(document, place),
        None => figure,
    })
}

/// What a row of the second page is: a peer its budget, so that the cursor can be set on it.
fn row_id(number: usize, identity: &Identity, is_peer: bool) -> RowId {
    RowId::Budget {
        identity: identity.clone(),
        number: if is_peer { 0 } else { number },
    }
}

/// What a clue is measured against.
fn clue_page(id: &ClueId, context: &Context) -> View {
    let crumbs = vec![PageKind::Clues.name().to_owned(), "对照".to_owned()];
    let stock = context.stock;
    let latest = stock.surveys.latest(&What::Clues);
    let whole = survey("");
    let reports = [latest, stock.surveys.answer(&whole)];
    let clued = reports.into_iter().flatten().find_map(|report| {
        let (listed, _) = found(report);
        listed.iter().find(|clued| clued.id() == *id)
    });
    let Some(clued) = clued else {
        let is_whole = stock
            .surveys
            .answer(&whole)
            .is_some_and(SurveyReport::is_whole);
        return match is_whole {
            true => View {
                crumbs,
                says: Some("这条线索已经没有了：库变了".to_owned()),
                ..View::default()
            },
            false => View {
                crumbs,
                ..surveyed::waiting(whole, stock)
            },
        };
    };
    let clue = &clued.clue;
    let cols = usize::from(context.width.saturating_sub(2));
    let mut sheet = Sheet {
        columns: columns_against(clue.kind),
        rows: against(clued, context),
        says: "没有可以对照的".to_owned(),
        ..Sheet::default()
    };
    sheet.drop_blank_columns();
    View {
        crumbs,
        top: context
            .look
            .wrap(&format!("{}：{}", clued.identity, clue.words), cols),
        corner: context.money.name().to_owned(),
        many_units: true,
        ..View::of(sheet)
    }
}

fn columns_against(kind: ClueKind) -> Vec<SheetColumn> {
    let rate = match kind {
        ClueKind::Peers => "占比",
        ClueKind::Growth => "增幅",
        ClueKind::SameAmount
        | ClueKind::RoundSums
        | ClueKind::LowerGoal
        | ClueKind::BelowReached => "目标值",
    };
    vec![
        SheetColumn::new("what", ColumnKind::Name).titled(match kind {
            ClueKind::Peers | ClueKind::Growth => "单位",
            _ => "名称",
        }),
        SheetColumn::new("edition", ColumnKind::Text).titled("年度"),
        SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
        SheetColumn::new("rate", ColumnKind::Figure).titled(rate),
    ]
}

fn against(clued: &Clued, context: &Context) -> Vec<SheetRow> {
    let clue: &Clue = &clued.clue;
    let mut documents: HashMap<&Identity, DocumentId> = HashMap::new();
    if let Some(catalogue) = &context.stock.catalogue {
        let known = catalogue.iter().map(|entry| (&entry.identity, entry.id));
        documents.extend(known);
    }
    let is_peer = clue.measured.is_some();
    let line = |(number, against): (usize, &Against)| {
        let Against {
            identity, place, ..
        } = against;
        let what = match against.name.as_str() {
            "" if *identity == clued.identity => format!("{}（本单位）", identity.unit),
            "" => identity.unit.clone(),
            name => name.to_owned(),
        };
        let document = documents.get(identity).copied();
        let cells = vec![
            Cell::text(what),
            Cell::text(edition(identity)),
            amount(against.amount, document, *place, context.money),
            Cell::text(against.value.clone()),
        ];
        let row = SheetRow::new(row_id(number, identity, is_peer), cells);
        let Some(document) = document else {
            return row.leading(Go::Nowhere("库中已没有这份预算"));
        };
        let mark = Some(*place);
        let spot = Some(Spot {
            document,
            place: *place,
        });
        let stop = Stop::page(document, Page::Source { mark }).on(RowId::line(place.line));
        row.leading(Go::to(stop)).at(spot)
    };
    clue.against.iter().enumerate().map(line).collect()
}
