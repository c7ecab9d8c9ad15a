/*!
What a page shows, worked out from what was chosen and what the library says.

A page is a function from a stop and the budgets at hand to a view; it keeps
nothing, asks nothing and draws nothing. What it lacks it names as a question.
*/

use crate::budget::{Book, Official};
use crate::compare::Along;
use crate::contained::Fault;
use crate::library::DocumentId;
use crate::screens::draw::look::Look;
use crate::screens::draw::widgets::sheet::Sheet;
use crate::screens::model::money::{MoneyChoice, Spot};
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::stock::Stock;
use crate::screens::worker::shelf::Question;

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
    pub cursor: Option<RowId>,
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
            tab: here.kind().tab(),
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
    /// The names that its codes have in its year.
    pub official: Official<'a>,
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

/// Which budget of a unit it is: 2023 单位预算.
pub fn edition(identity: &crate::budget::Identity) -> String {
    format!(
        "{} {}{}",
        identity.year,
        identity.scope.name(),
        identity.stage.name()
    )
}
