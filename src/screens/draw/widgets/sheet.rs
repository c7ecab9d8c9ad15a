/*!
Rows and columns: what nearly every page is.

A sheet is plain data that knows how to be filtered, sorted and copied. How it
lies on a terminal is its layout's to say, how it looks the drawing's.
*/

use crate::screens::draw::look::Look;
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Mark, Shown, Spot};
use crate::screens::model::places::{Order, Stop};
use crate::screens::model::row_id::RowId;
use crate::text::clean::for_terminal;
use std::borrow::Cow;

/// The kinds of columns: what stands in them, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A short text that stays in place: a code, a number.
    Code,
    /// The text that a row is called by: stays in place, takes what room there is, wraps.
    Name,
    /// Another text, wrapped where it is long.
    Text,
    /// A figure, or something aligned like one.
    Figure,
    /// A line of the document, scrolled sideways by columns.
    Paper,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its identity.
    pub id: ColumnId,
    /// Its heading; what stands before a `/` heads a group of columns.
    pub title: String,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether the cursor stops here.
    pub stops: bool,
    /// The columns of the terminal that it has at least, whatever stands in it.
    pub least: u16,
    /// Whether it stays in view at the right edge while the columns before it scroll.
    pub ends: bool,
}

impl SheetColumn {
    /// A column headed by what it is.
    pub fn new(id: impl Into<ColumnId>, kind: ColumnKind) -> Self {
        let id = id.into();
        Self {
            title: id.to_string(),
            id,
            kind,
            stops: kind == ColumnKind::Figure,
            least: 0,
            ends: false,
        }
    }

    /// The same column staying in view at the right edge.
    pub fn at_the_end(mut self) -> Self {
        self.ends = true;
        self
    }

    /// The same column with so many columns of the terminal at least: for what comes later.
    pub fn at_least(mut self, least: u16) -> Self {
        self.least = least;
        self
    }

    /// The same column, passed over by the cursor.
    pub fn passed_over(mut self) -> Self {
        self.stops = false;
        self
    }

    /// The same column under another heading.
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The heading without that of its group.
    pub fn leaf(&self) -> &str {
        self.title.rsplit('/').next().unwrap_or(&self.title)
    }

    /// The heading of its group, or nothing.
    pub fn group(&self) -> &str {
        self.title.rsplit_once('/').map_or("", |(group, _)| group)
    }

    pub(super) fn stays(&self) -> bool {
        matches!(self.kind, ColumnKind::Code | ColumnKind::Name)
    }
}

/// What stands in a row at a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A figure.
    Figure(Shown),
    /// A text, and which of its characters were searched for.
    Found {
        /// The text.
        text: String,
        /// Indices of its characters, ascending.
        found: Vec<usize>,
    },
    /// A line of the document; the columns `from..to` of it are marked.
    Paper {
        /// The line, its tabs expanded.
        text: String,
        /// The columns that are marked.
        marked: Option<(usize, usize)>,
        /// Whether it scrolls sideways, as the rows of tables do.
        scrolls: bool,
    },
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// A figure, or nothing.
    pub fn figure(figure: Option<Shown>) -> Self {
        figure.map_or(Cell::Blank, Cell::Figure)
    }

    /// The text as it is copied: a figure with its mark, so that a derived or uncertain one
    /// is never taken for a printed one elsewhere. It passes the gate: pasted at a prompt, the
    /// end of a paste in a name would run what follows as a command.
    fn copied(&self) -> Cow<'_, str> {
        match self {
            Cell::Figure(figure) if !matches!(figure.mark, Mark::None | Mark::Marked) => {
                let text = for_terminal(&figure.text);
                Cow::Owned(format!("{text}{}", figure.mark.sign()))
            }
            cell => for_terminal(cell.plain()),
        }
    }

    /// The text as it is measured and searched.
    pub fn plain(&self) -> &str {
        match self {
            Cell::Blank => "",
            Cell::Text(text) | Cell::Found { text, .. } | Cell::Paper { text, .. } => text,
            Cell::Figure(figure) => &figure.text,
        }
    }

    pub(super) fn width(&self, look: &Look) -> usize {
        match self {
            Cell::Blank => 1,
            cell => look.width(cell.plain()),
        }
    }
}

/// Where Enter leads from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Go {
    /// To another place.
    To(Box<Stop>),
    /// To the source of the figure under the cursor, or of the row.
    Source,
    /// Nowhere, for this reason.
    Nowhere(&'static str),
}

impl Go {
    /// To a place.
    pub fn to(stop: Stop) -> Self {
        Go::To(Box::new(stop))
    }
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// It does not.
    #[default]
    Plain,
    /// A sum.
    Total,
    /// The heading of a section; the cursor passes over it.
    Heading,
    /// A line of running text across the columns.
    Prose,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its identity.
    pub id: RowId,
    /// What stands in it, a cell a column.
    pub cells: Vec<Cell>,
    /// How it stands out.
    pub rank: Rank,
    /// Where Enter leads.
    pub go: Go,
    /// Where it stands in a document.
    pub spot: Option<Spot>,
    /// Whether a note was taken on it.
    pub noted: bool,
}

impl SheetRow {
    /// A row of cells.
    pub fn new(id: RowId, cells: Vec<Cell>) -> Self {
        Self {
            id,
            cells,
            rank: Rank::Plain,
            go: Go::Source,
            spot: None,
            noted: false,
        }
    }

    /// The heading of a section.
    pub fn heading(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            rank: Rank::Heading,
            ..Self::new(RowId::Heading(text.clone()), vec![Cell::Text(text)])
        }
    }

    /// A line of running text.
    pub fn prose(id: RowId, text: impl Into<String>) -> Self {
        Self {
            rank: Rank::Prose,
            ..Self::new(id, vec![Cell::Text(text.into())])
        }
    }

    /// The same row as a sum.
    pub fn total(mut self) -> Self {
        self.rank = Rank::Total;
        self
    }

    /// The same row leading somewhere.
    pub fn leading(mut self, go: Go) -> Self {
        self.go = go;
        self
    }

    /// The same row with its place.
    pub fn at(mut self, spot: Option<Spot>) -> Self {
        self.spot = spot;
        self
    }

    /// Whether the cursor stops here.
    pub fn stops(&self) -> bool {
        self.rank != Rank::Heading
    }

    /// The row as tab-separated text, whose only tabs are those between the cells.
    pub fn tabbed(&self) -> String {
        let cells: Vec<Cow<str>> = self.cells.iter().map(Cell::copied).collect();
        cells.join("\t")
    }

    pub(super) fn spans(&self) -> bool {
        matches!(self.rank, Rank::Heading | Rank::Prose)
    }
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// The rows.
    pub rows: Vec<SheetRow>,
    /// How many of the last rows stay in view at the bottom.
    pub pinned: usize,
    /// Whether a blank cell among figures is drawn as a dash.
    pub dashes: bool,
    /// The column where the cursor begins; none for the first that it stops at.
    pub main: Option<usize>,
    /// Whether the rows are those that the filter leaves already, under their headings.
    pub is_filtered: bool,
    /// What is said where there are no rows.
    pub says: String,
}

impl Sheet {
    /// The columns that the cursor stops at.
    pub fn stops(&self) -> Vec<usize> {
        (0..self.columns.len())
            .filter(|&index| self.columns[index].stops)
            .collect()
    }

    /// The column of the cursor: the stop's, or the one where it begins.
    pub fn column_of(&self, stop: &Stop) -> Option<usize> {
        let named = stop
            .column
            .as_ref()
            .and_then(|id| self.columns.iter().position(|column| column.id == *id));
        named
            .or(self.main)
            .or_else(|| self.columns.iter().position(|column| column.stops))
    }

    /// The column of the cursor in a row, and its figure: where nobody chose a column and the row
    /// has nothing in its own, that of the row's first figure.
    pub fn pointed_at(&self, row: usize, stop: &Stop) -> (Option<usize>, Option<&Shown>) {
        let column = self.column_of(stop);
        let figure = self.figure_at(row, column);
        if figure.is_some() || stop.column.is_some() {
            return (column, figure);
        }
        let first = self.rows.get(row).and_then(|line| {
            let is_figure = |cell: &Cell| matches!(cell, Cell::Figure(_));
            line.cells.iter().position(is_figure)
        });
        match first {
            Some(first) => (Some(first), self.figure_at(row, Some(first))),
            None => (column, None),
        }
    }

    /// The figure at a row and column.
    pub fn figure_at(&self, row: usize, column: Option<usize>) -> Option<&Shown> {
        let cells = &self.rows.get(row)?.cells;
        match column.and_then(|column| cells.get(column)) {
            Some(Cell::Figure(figure)) => Some(figure),
            _ => None,
        }
    }

    /// The rows that the stop's filter leaves, in the stop's order.
    pub fn order(&self, stop: &Stop) -> Vec<usize> {
        let body = self.rows.len() - self.pinned.min(self.rows.len());
        let mut order: Vec<usize> = (0..self.rows.len())
            .filter(|&index| self.passes(index, &stop.filter))
            .collect();
        if stop.order != Order::AsPrinted && self.is_sortable(stop) {
            let column = self.column_of(stop);
            let kept = order.iter().filter(|&&index| index < body).count();
            order[..kept].sort_by_cached_key(|&index| {
                let amount = self.sorted_by(index, column);
                match stop.order {
                    Order::Descending => (amount.is_none(), amount.map(|n| -n)),
                    _ => (amount.is_none(), amount),
                }
            });
        }
        order
    }

    /// Whether the rows may be put in another order: those of such a page, unless they stand under headings.
    pub fn is_sortable(&self, stop: &Stop) -> bool {
        stop.kind().is_sorted() && self.rows.iter().all(SheetRow::stops)
    }

    /// What a row is put in order by: its amount, or its per cent, whose decimals are always two.
    fn sorted_by(&self, row: usize, column: Option<usize>) -> Option<i64> {
        match self.rows.get(row)?.cells.get(column?)? {
            Cell::Figure(figure) => Some(figure.amount.ten_thousandths()),
            Cell::Text(text) => {
                let digits = text.strip_suffix('%')?;
                digits.replace(['+', ',', '.'], "").parse().ok()
            }
            _ => None,
        }
    }

    fn passes(&self, index: usize, filter: &str) -> bool {
        let row = &self.rows[index];
        if filter.is_empty() || self.is_filtered || self.is_paper() {
            return true;
        }
        row.stops() && row.contains(filter)
    }

    /// Takes out the texts that no row fills.
    pub fn drop_blank_columns(&mut self) {
        for index in (0..self.columns.len()).rev() {
            let blank = |row: &SheetRow| {
                row.cells
                    .get(index)
                    .is_none_or(|cell| cell.plain().is_empty())
            };
            if self.columns[index].kind == ColumnKind::Text && self.rows.iter().all(blank) {
                self.columns.remove(index);
                for row in &mut self.rows {
                    if index < row.cells.len() {
                        row.cells.remove(index);
                    }
                }
            }
        }
    }

    /// Whether the rows are lines of a document.
    pub fn is_paper(&self) -> bool {
        self.columns
            .iter()
            .any(|column| column.kind == ColumnKind::Paper)
    }

    /// The sheet as tab-separated text, its headings first.
    pub fn tabbed(&self, order: &[usize]) -> String {
        let titles = self
            .columns
            .iter()
            .map(|column| for_terminal(&column.title));
        let titles: Vec<Cow<str>> = titles.collect();
        let mut text = titles.join("\t");
        for &index in order {
            text.push('\n');
            text.push_str(&self.rows[index].tabbed());
        }
        text
    }
}

impl Sheet {
    /// The columns of a document's line that are marked.
    pub fn marked_columns(&self, row: usize) -> Option<(usize, usize)> {
        self.rows[row].cells.iter().find_map(|cell| match cell {
            Cell::Paper { marked, .. } => *marked,
            _ => None,
        })
    }
}

impl SheetRow {
    /// Whether the text occurs in the row.
    pub fn holds(&self, text: &str) -> bool {
        self.cells.iter().any(|cell| cell.plain().contains(text))
    }

    /// Whether all the words of a text occur in the row.
    pub fn contains(&self, words: &str) -> bool {
        let lower = |text: &str| text.to_lowercase();
        words.split_whitespace().map(lower).all(|word| {
            self.cells.iter().any(|cell| {
                let text = cell.plain();
                text.contains(&word) || lower(text).contains(&word) || ungrouped(text, &word)
            })
        })
    }
}

/// 4660 finds 4,660.00.
fn ungrouped(text: &str, word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(',')
        && text.replace(',', "").contains(word)
}
