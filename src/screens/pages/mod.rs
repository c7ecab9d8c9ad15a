/*!
A file a page: from a budget and what was chosen to what is shown.
*/

pub mod across;
pub mod addresses;
pub mod balance;
pub mod clues;
pub mod compare;
pub mod economic_class;
pub mod economics;
pub mod finding;
pub mod findings;
pub mod function;
pub mod function_sheet;
pub mod functions;
pub mod grid;
pub mod indicators;
pub mod levels;
pub mod library_findings;
pub mod notes;
pub mod project;
pub mod projects;
pub mod row_units;
pub mod search;
pub mod source;
pub mod surveyed;
pub mod tables;
pub mod three_public;
pub mod totals;
pub mod units;
pub mod units_panel;
pub mod view;

use crate::library::DocumentId;
use crate::screens::model::page_kind::PageKind;
use crate::screens::model::places::{At, Compared, Page};
use crate::screens::model::survey::What;
use crate::screens::pages::view::{Context, Opened, View, edition};
use crate::screens::worker::shelf::Question;

/// The view of a stop.
pub fn view(context: &Context) -> View {
    match &context.stop.at {
        At::Units => match &context.stock.catalogue {
            Some(catalogue) => units::view(catalogue, context),
            None => View {
                crumbs: vec![PageKind::Units.name().to_owned()],
                ..View::waiting(Question::Catalogue, context.stock)
            },
        },
        At::Budget(id, page) => budget(*id, page, context),
        At::Search(sought) => search::view(sought, context),
        At::Notes => notes::view(context),
        At::Findings => library_findings::view(context),
        At::Compare(compared) => comparison(compared, context),
        At::Survey(surveying) => match &surveying.what {
            What::Across(topic) => across::view(surveying, topic, context),
            What::Totals(under) => totals::view(under.as_deref(), context),
            What::Indicators(document) => indicators::view(*document, context),
            What::Clues => clues::view(surveying.clue.as_ref(), context),
        },
    }
}

/// A comparison, once all its budgets are there.
fn comparison(compared: &Compared, context: &Context) -> View {
    let stock = context.stock;
    let missing: Vec<Question> = compared
        .documents
        .iter()
        .filter(|id| !stock.books.contains_key(id))
        .map(|id| Question::Book(*id))
        .collect();
    // What is waited for is the one that cannot be read, if there is one.
    let failed = missing
        .iter()
        .find(|wanted| stock.failure(wanted).is_some());
    let Some(waited) = failed.or(missing.first()) else {
        return compare::view(compared, context);
    };
    View {
        crumbs: vec![PageKind::Compare.name().to_owned()],
        along: Some(compared.along),
        wanted: missing.clone(),
        ..View::waiting(waited.clone(), stock)
    }
}

fn budget(id: DocumentId, page: &Page, context: &Context) -> View {
    let stock = context.stock;
    let Some(book) = stock.books.get(&id) else {
        return View {
            crumbs: stock.entry(id).map_or_else(Vec::new, |entry| {
                vec![entry.identity.unit.clone(), edition(&entry.identity)]
            }),
            tab: page.kind().tab(),
            ..View::waiting(Question::Book(id), stock)
        };
    };
    let narrowed = stock.narrowed_at(context.stop);
    let book = narrowed.map_or(book.as_ref(), |narrowed| &narrowed.book);
    let opened = Opened {
        id,
        book,
        official: stock.lists.in_year(book.identity.year),
    };
    let mut view = match page {
        Page::Functions { table, under } => {
            functions::view(opened, *table, under.as_deref(), context)
        }
        Page::Function { code } => function::view(opened, code, context),
        Page::Economics { table, side, under } => {
            economics::view(opened, *table, *side, under.as_deref(), context)
        }
        Page::EconomicClass { side, code } => economic_class::view(opened, *side, code, context),
        Page::Projects => projects::view(opened, context),
        Page::Indicator { index } => View {
            redirect: Some(project::of_indicator(opened, *index)),
            ..View::default()
        },
        Page::Project { name } => project::view(opened, name.as_deref(), context),
        Page::Balance => balance::view(opened, context),
        Page::ThreePublic => three_public::view(opened, context),
        Page::RowUnits => row_units::view(opened, stock.row_units(id), context),
        Page::Tables => tables::view(opened),
        Page::Grid { table } => grid::view(opened, *table),
        Page::SourceOfTotal => View {
            redirect: Some(source::total_of(opened)),
            ..View::default()
        },
        Page::Source { mark } => source::view(opened, *mark, context),
        Page::Findings => findings::view(opened, context),
        Page::Finding { key } => finding::view(opened, key, context),
        Page::Checks => findings::outcomes(opened, context),
    };
    let whose = match narrowed {
        Some(narrowed) => format!("只看 {}", narrowed.unit.label()),
        None => book.identity.unit.clone(),
    };
    if narrowed.is_some() && view.says.is_some() {
        view.says = Some("这份文件在这里没有分单位的数；按 U 换单位，或看全部".to_owned());
    }
    let mut crumbs = vec![whose, edition(&book.identity)];
    crumbs.append(&mut view.crumbs);
    view.crumbs = crumbs;
    view.tab = page.kind().tab();
    view
}
