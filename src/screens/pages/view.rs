/*!
What a page shows, worked out from what was chosen and what the library says.

A page is a function from a stop and the budgets at hand to a view; it keeps
nothing, asks nothing and draws nothing. What it lacks it names as a question.
*/

use crate::budget::{Book, Classification, RowUnit, of_unit};
use crate::checks::Checked;
use crate::compare::Along;
use crate::library::{CatalogueEntry, DocumentId};
use crate::screens::draw::look::Look;
use crate::screens::draw::widgets::sheet::Sheet;
use crate::screens::model::contained::Fault;
use crate::screens::model::money::{MoneyChoice, Spot};
use crate::screens::model::trail::{At, Compared, Page, Stop, Tab};
use crate::screens::pages;
use crate::screens::worker::shelf::{Counted, Occurrence, Question};
use std::collections::HashMap;
use std::sync::Arc;

/// What is known of the library so far.
#[derive(Debug, Default)]
pub struct Stock {
    /// The budgets, once they are known.
    pub catalogue: Option<Vec<CatalogueEntry>>,
    /// Those that were opened.
    pub books: HashMap<DocumentId, Arc<Book>>,
    /// The units that each of those tells apart.
    pub row_units: HashMap<DocumentId, Vec<RowUnit>>,
    /// The one that is narrowed to a unit.
    pub narrowed: Option<Narrowed>,
    /// Where a code stands in all of them.
    pub occurrences: Option<(Classification, String, Vec<Occurrence>)>,
    /// What the checks say of those whose findings were looked at.
    pub checked: HashMap<DocumentId, Arc<Checked>>,
    /// The findings of the budgets in short, as far as they were counted.
    pub counted: HashMap<DocumentId, Counted>,
    /// The names of the library, to search in.
    pub index: Option<pages::search::Names>,
    /// What the last search found.
    pub answered: Option<pages::search::Answered>,
    /// The auditor's notes.
    pub notes: crate::screens::model::noting::Known,
    /// What could not be fetched, and why.
    pub failures: Vec<(Question, String)>,
}

/// A budget narrowed to a unit.
#[derive(Debug)]
pub struct Narrowed {
    document: DocumentId,
    unit: RowUnit,
    book: Book,
}

impl Stock {
    /// The units that a budget tells apart.
    pub fn row_units(&self, id: DocumentId) -> &[RowUnit] {
        self.row_units.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Makes the narrowed budget that a stop shows, unless it is there.
    pub fn narrow(&mut self, stop: &Stop) {
        let (Some(id), Some(key)) = (stop.document(), &stop.unit) else {
            return;
        };
        let is_there = |narrowed: &Narrowed| narrowed.document == id && narrowed.unit.key() == key;
        if self.narrowed.as_ref().is_some_and(is_there) {
            return;
        }
        let mut units = self.row_units(id).iter();
        let unit = units.find(|unit| unit.key() == key).cloned();
        self.narrowed = unit.zip(self.books.get(&id)).map(|(unit, book)| Narrowed {
            document: id,
            book: of_unit(book, &unit),
            unit,
        });
    }

    /// The narrowed budget of a stop. The document itself, its tables and what the checks say
    /// are always whole.
    fn narrowed_at(&self, stop: &Stop) -> Option<&Narrowed> {
        let At::Budget(id, page) = &stop.at else {
            return None;
        };
        let is_whole = match page {
            Page::Indicator { .. } | Page::RowUnits => true,
            page => matches!(page.tab(), Tab::Tables | Tab::Source | Tab::Findings),
        };
        let key = stop.unit.as_ref().filter(|_| !is_whole)?;
        let narrowed = self.narrowed.as_ref()?;
        (narrowed.document == *id && narrowed.unit.key() == key).then_some(narrowed)
    }

    /// The entry of a budget.
    pub fn entry(&self, id: DocumentId) -> Option<&CatalogueEntry> {
        self.catalogue.as_ref()?.iter().find(|entry| entry.id == id)
    }

    /// Where a code stands in all budgets, if that is known.
    pub fn occurrences_of(
        &self,
        classification: Classification,
        code: &str,
    ) -> Option<&[Occurrence]> {
        match &self.occurrences {
            Some((of, about, found)) if *of == classification && about == code => Some(found),
            _ => None,
        }
    }

    pub(in crate::screens) fn failure(&self, question: &Question) -> Option<&str> {
        self.failures
            .iter()
            .find(|(asked, _)| asked == question)
            .map(|(_, why)| why.as_str())
    }
}

/// What a page may look at.
pub struct Context<'a> {
    /// The library so far.
    pub stock: &'a Stock,
    /// Where we are.
    pub stop: &'a Stop,
    /// The unit of pages that show several tables.
    pub money: MoneyChoice,
    /// The budgets marked for comparison.
    pub marks: &'a [DocumentId],
    /// The columns of the terminal.
    pub width: u16,
    /// Its look.
    pub look: &'a Look,
}

/// One of the sheets that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pane {
    /// The sheet.
    pub sheet: Sheet,
    /// The row that its cursor stands on where the keys do not move it.
    pub cursor: Option<String>,
    /// Its part of the width.
    pub weight: u16,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// The way here, outermost first.
    pub crumbs: Vec<String>,
    /// The page's tab, where it is one of a budget.
    pub tab: Option<Tab>,
    /// What is compared, where it is a comparison.
    pub along: Option<Along>,
    /// What table and money unit are shown.
    pub corner: String,
    /// Lines above the rows.
    pub top: Vec<String>,
    /// The sheets, side by side.
    pub panes: Vec<Pane>,
    /// Which of them the keys move.
    pub focus: usize,
    /// The lines of the panel below.
    pub panel: u16,
    /// What the panel says of each row of the first sheet, where it says something in words.
    pub explanations: Vec<Vec<String>>,
    /// Whether the panes depend on where the cursor is.
    pub follows_cursor: bool,
    /// Whether the money unit may be changed.
    pub many_units: bool,
    /// Where the next table of the same sort is, if there is one.
    pub next_table: Option<At>,
    /// Whether it is the search.
    pub searches: bool,
    /// How many names a search found, by kind.
    pub totals: Option<crate::search::Totals>,
    /// Whether the table has government classes, and pairs of classes.
    pub economic: (bool, bool),
    /// What is wanted and not there yet.
    pub wanted: Vec<Question>,
    /// What there is no page without: the one question that may hold a frame, and keys typed
    /// ahead of the page.
    pub awaited: Option<Question>,
    /// The place that the stop turns out to mean.
    pub redirect: Option<Stop>,
    /// What is said instead of the rows.
    pub says: Option<String>,
}

impl View {
    /// A view of one sheet.
    pub fn of(sheet: Sheet) -> Self {
        Self {
            panes: vec![Pane {
                sheet,
                cursor: None,
                weight: 1,
            }],
            ..Self::default()
        }
    }

    /// The sheet that the keys move.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.panes.get(self.focus).map(|pane| &pane.sheet)
    }

    /// Whether a line below the way here names the budget's pages or what is searched for.
    pub fn has_bar(&self) -> bool {
        self.tab.is_some() || self.along.is_some() || self.searches
    }

    /// A view that waits for an answer, or says why there is none.
    pub(in crate::screens) fn waiting(question: Question, stock: &Stock) -> Self {
        let says = match stock.failure(&question) {
            Some(why) => format!("读不出来：{why}"),
            None => "正在读取…（Esc 不等了）".to_owned(),
        };
        Self {
            says: Some(says),
            wanted: vec![question.clone()],
            awaited: Some(question),
            ..Self::default()
        }
    }
}

impl View {
    /// What stands for a page that the program is at fault with.
    pub(in crate::screens) fn at_fault(fault: Fault, here: &Stop) -> Self {
        Self {
            crumbs: vec!["出错的一页".to_owned()],
            tab: match &here.at {
                At::Budget(_, page) => Some(page.tab()),
                _ => None,
            },
            says: Some(format!("{fault}。别的页照常可看：Esc 回上一层")),
            ..Self::default()
        }
    }
}

/// A budget and its entry in the library.
#[derive(Clone, Copy)]
pub struct Opened<'a> {
    /// Its number.
    pub id: DocumentId,
    /// The budget.
    pub book: &'a Book,
}

impl Opened<'_> {
    /// A place in its document.
    pub fn spot(&self, place: crate::budget::Place) -> Option<Spot> {
        Some(Spot {
            document: self.id,
            place,
        })
    }

    /// A page of it.
    pub fn page(&self, page: Page) -> Stop {
        Stop::page(self.id, page)
    }
}

/// The view of a stop.
pub fn view(context: &Context) -> View {
    match &context.stop.at {
        At::Units => match &context.stock.catalogue {
            Some(catalogue) => pages::units::view(catalogue, context),
            None => View {
                crumbs: vec!["单位×年度".to_owned()],
                ..View::waiting(Question::Catalogue, context.stock)
            },
        },
        At::Budget(id, page) => budget(*id, page, context),
        At::Search(sought) => pages::search::view(sought, context),
        At::Notes => pages::notes::view(context),
        At::Findings => pages::library_findings::view(context),
        At::Compare(compared) => comparison(compared, context),
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
        return pages::compare::view(compared, context);
    };
    View {
        crumbs: vec!["对比".to_owned()],
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
            tab: Some(page.tab()),
            ..View::waiting(Question::Book(id), stock)
        };
    };
    let narrowed = stock.narrowed_at(context.stop);
    let book = narrowed.map_or(book.as_ref(), |narrowed| &narrowed.book);
    let opened = Opened { id, book };
    let mut view = match page {
        Page::Functions { table, under } => {
            pages::functions::view(opened, *table, under.as_deref(), context)
        }
        Page::Function { code } => pages::function::view(opened, code, context),
        Page::Economics { table, side, under } => {
            pages::economics::view(opened, *table, *side, under.as_deref(), context)
        }
        Page::EconomicClass { side, code } => {
            pages::economic_class::view(opened, *side, code, context)
        }
        Page::Projects => pages::projects::view(opened, context),
        Page::Indicator { index } => View {
            redirect: Some(pages::project::of_indicator(opened, *index)),
            ..View::default()
        },
        Page::Project { name } => pages::project::view(opened, name.as_deref(), context),
        Page::Balance => pages::balance::view(opened, context),
        Page::ThreePublic => pages::three_public::view(opened, context),
        Page::RowUnits => pages::row_units::view(opened, stock.row_units(id), context),
        Page::Tables => pages::tables::view(opened),
        Page::Grid { table } => pages::grid::view(opened, *table),
        Page::SourceOfTotal => View {
            redirect: Some(pages::source::total_of(opened)),
            ..View::default()
        },
        Page::Source { mark } => pages::source::view(opened, *mark, context),
        Page::Findings => pages::findings::view(opened, context),
        Page::Finding { key } => pages::finding::view(opened, key, context),
        Page::Checks => pages::findings::outcomes(opened, context),
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
    view.tab = Some(page.tab());
    view
}

/// Which budget of a unit it is: 2023 单位预算.
pub fn edition(identity: &crate::budget::Identity) -> String {
    format!(
        "{} {}{}",
        identity.year,
        identity.scope.name(),
        identity.stage.name()
    )
}
