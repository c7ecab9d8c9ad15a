/*!
The places of the explorer.

A stop holds what was chosen (the page, the row, the column) and nothing that
could be derived from the library; rows are named, not counted, so that a change
of the library cannot slide the cursor onto another figure.
*/

use crate::budget::{Place, TableKind};
use crate::compare::Along;
use crate::library::DocumentId;
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::page_kind::{PageKind, Tab};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{Surveying, What};

impl Tab {
    /// The name on the screen: that of the page that opens it.
    pub fn name(self) -> &'static str {
        self.first_page().kind().name()
    }

    /// The page that opens the tab.
    pub fn first_page(self) -> Page {
        match self {
            Tab::Functions => Page::Functions {
                table: None,
                under: None,
            },
            Tab::Economics => Page::Economics {
                table: None,
                side: Side::Department,
                under: None,
            },
            Tab::Projects => Page::Projects,
            Tab::Balance => Page::Balance,
            Tab::ThreePublic => Page::ThreePublic,
            Tab::Tables => Page::Tables,
            Tab::Source => Page::Source { mark: None },
            Tab::Findings => Page::Findings,
        }
    }
}

/// Which classification an economic page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// 部门预算支出经济分类
    Department,
    /// 政府预算支出经济分类
    Government,
    /// The pairs of both.
    Pairs,
}

/// A page of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Page {
    /// One level of 功能分类 in a table (none: the first there is), under a code.
    Functions {
        /// The table.
        table: Option<TableKind>,
        /// The code whose children are shown.
        under: Option<String>,
    },
    /// 明细: everything there is about one function code.
    Function {
        /// The code.
        code: String,
    },
    /// One level of 经济分类 in a table (none: the first there is), under a code.
    Economics {
        /// The table.
        table: Option<TableKind>,
        /// Which classification.
        side: Side,
        /// The code whose children are shown.
        under: Option<String>,
    },
    /// Everything there is about one economic class.
    EconomicClass {
        /// Which classification.
        side: Side,
        /// The code.
        code: String,
    },
    /// The projects.
    Projects,
    /// The indicator of that number, on the page of its project once the budget is there.
    Indicator {
        /// Its index in the book.
        index: usize,
    },
    /// The units that the budget of a department tells apart.
    RowUnits,
    /// One project, or the department's overall goals (none).
    Project {
        /// The project's name.
        name: Option<String>,
    },
    /// Income and expenditure.
    Balance,
    /// 三公
    ThreePublic,
    /// The tables of the document.
    Tables,
    /// One table as printed.
    Grid {
        /// Its index in the book.
        table: usize,
    },
    /// Its findings.
    Findings,
    /// One finding, by its key.
    Finding {
        /// What tells it from the others.
        key: String,
    },
    /// What was checked, and what came of it.
    Checks,
    /// The place of the budget's total expenditure, once the budget is there.
    SourceOfTotal,
    /// The document.
    Source {
        /// The place asked for.
        mark: Option<Place>,
    },
}

impl Page {
    /// Its kind.
    pub fn kind(&self) -> PageKind {
        match self {
            Page::Functions { .. } => PageKind::Functions,
            Page::Function { .. } => PageKind::Function,
            Page::Economics { .. } => PageKind::Economics,
            Page::EconomicClass { .. } => PageKind::EconomicClass,
            Page::Projects => PageKind::Projects,
            Page::Project { .. } | Page::Indicator { .. } => PageKind::Project,
            Page::Balance => PageKind::Balance,
            Page::ThreePublic => PageKind::ThreePublic,
            Page::RowUnits => PageKind::RowUnits,
            Page::Tables => PageKind::Tables,
            Page::Grid { .. } => PageKind::Grid,
            Page::Source { .. } | Page::SourceOfTotal => PageKind::Source,
            Page::Findings => PageKind::Findings,
            Page::Finding { .. } => PageKind::Finding,
            Page::Checks => PageKind::Checks,
        }
    }
}

/// What a stop shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum At {
    /// 单位×年度
    Units,
    /// A page of a budget.
    Budget(DocumentId, Page),
    /// 搜索 over the whole library.
    Search(SearchFor),
    /// The auditor's notes.
    Notes,
    /// The findings of every budget.
    Findings,
    /// 对比
    Compare(Compared),
    /// 横看, 汇总 or 指标.
    Survey(Surveying),
}

/// What of which budgets is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Compared {
    /// The budgets, the base first.
    pub documents: Vec<DocumentId>,
    /// Along what.
    pub along: Along,
    /// From which kind of table; none for the first that all of them have.
    pub table: Option<TableKind>,
    /// The code whose children are shown.
    pub under: Option<String>,
}

impl Compared {
    /// The same budgets along something, from its outermost level.
    pub fn along(&self, along: Along) -> Self {
        Self {
            documents: self.documents.clone(),
            along,
            table: None,
            under: None,
        }
    }
}

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SearchFor {
    /// What was typed.
    pub text: String,
    /// Names of one kind, or of all.
    pub kind: Option<crate::search::Kind>,
    /// The number of the hit whose occurrences are unfolded.
    pub unfolded: Option<u32>,
}

/// How the rows of a page are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they come.
    #[default]
    AsPrinted,
    /// The largest first.
    Descending,
    /// The smallest first.
    Ascending,
}

/// A place in the explorer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What is shown.
    pub at: At,
    /// The row of the cursor; none for the first.
    pub row: Option<RowId>,
    /// The column of the cursor; none for the page's main column.
    pub column: Option<ColumnId>,
    /// The first row on the screen.
    pub top: usize,
    /// The first of the columns that scroll; in a document, of its characters.
    pub left: usize,
    /// The order of the rows.
    pub order: Order,
    /// What the rows are filtered by, or empty.
    pub filter: String,
    /// The unit that the budget of a department is narrowed to, by its key; none for the whole.
    pub unit: Option<String>,
}

impl Stop {
    /// A place with the cursor on its first row.
    pub fn at(at: At) -> Self {
        Self {
            at,
            row: None,
            column: None,
            top: 0,
            left: 0,
            order: Order::AsPrinted,
            filter: String::new(),
            unit: None,
        }
    }

    /// A page of a budget.
    pub fn page(document: DocumentId, page: Page) -> Self {
        Self::at(At::Budget(document, page))
    }

    /// The same place with the cursor on a row.
    pub fn on(mut self, row: RowId) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place with the budget narrowed to a unit, by its key.
    pub fn of_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The kind of its page.
    pub fn kind(&self) -> PageKind {
        match &self.at {
            At::Units => PageKind::Units,
            At::Budget(_, page) => page.kind(),
            At::Search(_) => PageKind::Search,
            At::Notes => PageKind::Notes,
            At::Findings => PageKind::LibraryFindings,
            At::Compare(_) => PageKind::Compare,
            At::Survey(surveying) => match surveying.what {
                What::Across(_) => PageKind::Across,
                What::Totals(_) => PageKind::Totals,
                What::Indicators(_) => PageKind::Indicators,
                What::Clues if surveying.clue.is_none() => PageKind::Clues,
                What::Clues => PageKind::ClueAgainst,
            },
        }
    }

    /// Whether it is the document itself.
    pub fn is_source(&self) -> bool {
        matches!(&self.at, At::Budget(_, Page::Source { .. }))
    }

    pub(super) fn lists_units(&self) -> bool {
        matches!(self.at, At::Budget(_, Page::RowUnits))
    }

    /// The budget shown, if it is one.
    pub fn document(&self) -> Option<DocumentId> {
        match self.at {
            At::Budget(document, _) => Some(document),
            At::Units
            | At::Search(_)
            | At::Notes
            | At::Findings
            | At::Compare(_)
            | At::Survey(_) => None,
        }
    }
}
