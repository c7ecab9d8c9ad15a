/*!
The explorer without a terminal: its state, what keys and answers do to it, and
what it wants done.

It reads no file, asks no database and writes nothing: what it wants is handed
out as effects, and what they bring comes back as answers. So a test can drive it
as a person would, key by key.
*/

use crate::budget::Address;
use crate::contained::contained;
use crate::library::DocumentId;
use crate::notes::Note;
use crate::screens::draw::areas;
use crate::screens::draw::look::Look;
use crate::screens::draw::theme::Theme;
use crate::screens::draw::widgets::layout::Layout;
use crate::screens::draw::widgets::sheet::Sheet;
use crate::screens::keys::{Moment, PageKind};
use crate::screens::model::laid::Laid;
use crate::screens::model::money::{MoneyChoice, Spot};
use crate::screens::model::noting::Jotting;
use crate::screens::model::page_kind::Tab;
use crate::screens::model::places::{At, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::stock::{NameIndex, Stock};
use crate::screens::model::trail::{Trail, Visits};
use crate::screens::model::typing::Field;
use crate::screens::pages::search::{MOST_HITS, typed_unit};
use crate::screens::pages::units;
use crate::screens::pages::view::{Context, View};
use crate::screens::terminal::input::Input;
use crate::screens::terminal::pace::{CALM, CALM_WHILE_TYPING};
use crate::screens::worker::shelf::Question;
use crate::screens::{Settings, pages};
use crate::search::{self, Query};
use crate::text::width::AmbiguousWidth;
use ratatui::layout::Size;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// Something that the explorer wants done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the worker.
    Ask(Question),
    /// Search; an older search is of no use any more.
    Search(search::Question, NameIndex),
    /// Send a text to the clipboard.
    Copy(String),
    /// Suspend the program.
    Suspend,
    /// Draw the screen anew.
    Redraw,
    /// Leave.
    Quit,
}

/// What lies over the page or takes the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The keys of the page, scrolled down by so many lines.
    Help(usize),
    /// Several budgets to choose from, the chosen one, and what for.
    Choose(Vec<DocumentId>, usize, Purpose),
    /// A text is typed that filters the rows, and what filtered them before.
    Filter(Field, String),
    /// A text is typed to be found, and where the cursor was.
    Find(Field, Option<RowId>),
    /// A note is typed.
    Note(Field, Box<Jotting>),
    /// The name of the file is typed that the page is written to.
    Write(Field),
    /// Whether to delete a note, or that of a finding set aside, is asked.
    Erase(Box<Note>),
}

/// Where the explorer begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// At an address that was asked for.
    At(Address),
    /// Where it was left, if that is still there.
    BackAt(Address),
}

/// What a budget is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To open a page of it.
    Open(Tab),
    /// To mark it for comparison.
    Mark,
}

/// The explorer.
pub struct Explorer {
    pub(in crate::screens) settings: Settings,
    pub(in crate::screens) look: Look,
    pub(in crate::screens) size: Size,
    pub(in crate::screens) stock: Stock,
    pub(in crate::screens) trail: Trail,
    pub(in crate::screens) visits: Visits,
    pub(in crate::screens) left_tabs: HashMap<(DocumentId, Tab), Vec<Stop>>,
    pub(in crate::screens) money: MoneyChoice,
    /// The budgets marked for comparison, in the order in which they were.
    pub(in crate::screens) marks: Vec<DocumentId>,
    /// The codes marked to be added in 横看, in the order in which they were.
    pub(in crate::screens) code_marks: Vec<String>,
    pub(in crate::screens) view: View,
    pub(in crate::screens) laid: Vec<Laid>,
    pub(in crate::screens) overlay: Option<Overlay>,
    pub(in crate::screens) status: Option<String>,
    pub(in crate::screens) found: String,
    pub(in crate::screens) effects: Vec<Effect>,
    /// What is typed on the search page.
    pub(in crate::screens) field: Field,
    /// What the search was last asked, and whether it has answered.
    pub(in crate::screens) sought: Option<(search::Question, bool)>,
    pub(in crate::screens) asked: Vec<Question>,
    pub(in crate::screens) opened: Vec<DocumentId>,
    /// Budgets whose findings were counted since the page last showed counts.
    pub(in crate::screens) recounted: Vec<DocumentId>,
    /// What was typed for a note and not kept, and for which.
    pub(in crate::screens) draft: Option<(String, Box<Jotting>)>,
    /// The file that a page was last written to.
    pub(in crate::screens) last_file: String,
    /// Where to begin, until the budgets are known.
    pub(in crate::screens) begins_at: Option<Begin>,
    /// The words of a note that is being written, until that is done.
    pub(in crate::screens) typed: Option<(String, Box<Jotting>)>,
    /// What was typed ahead of a page that is still being read.
    pub(in crate::screens) typed_ahead: VecDeque<Input>,
}

impl Explorer {
    /// An explorer on a terminal of that size; its first effect asks for the catalogue.
    pub fn new(settings: Settings, size: Size) -> Self {
        let theme = Theme::new(settings.theme, settings.colors);
        let ambiguous = settings.ambiguous.unwrap_or_default();
        let mut explorer = Self {
            look: Look::new(ambiguous, settings.ascii, theme),
            settings,
            size,
            stock: Stock::default(),
            trail: Trail::from(Stop::at(At::Units)),
            visits: Visits::default(),
            left_tabs: HashMap::new(),
            money: MoneyChoice::default(),
            marks: Vec::new(),
            code_marks: Vec::new(),
            view: View::default(),
            laid: Vec::new(),
            overlay: None,
            status: None,
            found: String::new(),
            effects: Vec::new(),
            field: Field::default(),
            sought: None,
            asked: Vec::new(),
            opened: Vec::new(),
            recounted: Vec::new(),
            draft: None,
            last_file: String::new(),
            begins_at: None,
            typed: None,
            typed_ahead: VecDeque::new(),
        };
        explorer.rebuild();
        explorer
    }

    /// What is wanted done since this was last asked.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// How long the frame before may stay for what a person asked for and is not there yet:
    /// the page itself, or the hits of what is typed. Nothing else holds a frame.
    pub fn calm(&self) -> Option<Duration> {
        if self.is_searching() {
            Some(CALM_WHILE_TYPING)
        } else {
            self.has_no_page_yet().then_some(CALM)
        }
    }

    /// Whether the page cannot be shown before an answer comes, so that keys have nothing yet
    /// to act on.
    pub(in crate::screens) fn has_no_page_yet(&self) -> bool {
        let awaited = self.view.awaited.as_ref();
        awaited.is_some_and(|question| self.asked.contains(question))
    }

    /// Whether the search page waits for hits.
    pub fn is_searching(&self) -> bool {
        matches!(self.trail.here().at, At::Search(_))
            && self.sought.as_ref().is_some_and(|(_, answered)| !answered)
    }

    /// Asks the search what is typed, unless it was asked that last.
    fn search(&mut self) {
        let At::Search(sought) = &self.trail.here().at else {
            return;
        };
        if self.field.text() != sought.text {
            self.field = Field::new(&sought.text);
        }
        let Some(index) = &self.stock.index else {
            return;
        };
        // The same text asks for other amounts in another money unit.
        let question = search::Question {
            query: Query::parse(&sought.text, typed_unit(self.money)),
            kind: sought.kind,
            limit: MOST_HITS,
        };
        if matches!(&self.sought, Some((asked, _)) if *asked == question) {
            return;
        }
        self.sought = Some((question.clone(), false));
        self.effects.push(Effect::Search(question, index.clone()));
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.rebuild();
    }

    /// The terminal draws ambiguous characters that wide.
    pub fn learn_width(&mut self, ambiguous: AmbiguousWidth) {
        if self.settings.ambiguous.is_none() && self.look.ruler.ambiguous != ambiguous {
            self.look = Look::new(ambiguous, self.settings.ascii, self.look.theme);
            self.rebuild();
        }
    }

    /// Works out the page anew and puts the cursor where it belongs. A page that the program
    /// is at fault with says so, and costs no other.
    pub(in crate::screens) fn rebuild(&mut self) {
        if let Err(fault) = contained(|| self.build()) {
            self.view = View::at_fault(fault, self.trail.here());
            self.laid.clear();
        }
    }

    fn build(&mut self) {
        self.recounted.clear();
        self.search();
        self.stock.narrow(self.trail.here());
        self.view = pages::view(&Context {
            stock: &self.stock,
            stop: self.trail.here(),
            money: self.money,
            marks: &self.marks,
            width: self.size.width,
            look: &self.look,
        });
        if let Some(stop) = self.view.redirect.take() {
            *self.trail.here_mut() = stop;
            self.build();
            self.show_mark();
            return;
        }
        self.mark_noted();
        self.show_marked_codes();
        for question in self.view.wanted.clone() {
            self.ask_for(question);
        }
        self.laid = areas::panes(self.size, &self.view)
            .into_iter()
            .zip(&self.view.panes)
            .map(|(area, pane)| Laid {
                area,
                layout: Layout::of(&pane.sheet, area.width, &self.look),
                ..Laid::default()
            })
            .collect();
        self.reorder();
    }

    /// Asks, unless that was asked already or could not be answered.
    pub(in crate::screens) fn ask_for(&mut self, question: Question) {
        if self.stock.failure(&question).is_none() && !self.asked.contains(&question) {
            self.asked.push(question.clone());
            self.effects.push(Effect::Ask(question));
        }
    }

    /// Filters and sorts the rows anew.
    pub(in crate::screens) fn reorder(&mut self) {
        for (index, laid) in self.laid.iter_mut().enumerate() {
            let sheet = &self.view.panes[index].sheet;
            laid.order = if index == self.view.focus {
                sheet.order(self.trail.here())
            } else {
                (0..sheet.rows.len()).collect()
            };
        }
        self.settle();
    }

    /// Brings the cursor into view after it moved.
    pub(in crate::screens) fn settle(&mut self) {
        for index in 0..self.laid.len() {
            let pane = &self.view.panes[index];
            let laid = &mut self.laid[index];
            if index == self.view.focus {
                let here = self.trail.here_mut();
                laid.place(&pane.sheet, here, true);
                here.top = laid.top;
                here.left = laid.left;
            } else {
                let stop = Stop {
                    row: pane.cursor.clone(),
                    ..Stop::at(At::Units)
                };
                laid.place(&pane.sheet, &stop, pane.cursor.is_some());
            }
        }
    }

    /// The sheet that the keys move, as it lies.
    pub(in crate::screens) fn focused(&self) -> Option<(&Sheet, &Laid)> {
        Some((self.view.sheet()?, self.laid.get(self.view.focus)?))
    }

    /// The row of the cursor: its index in the sheet.
    pub(in crate::screens) fn row(&self) -> Option<usize> {
        let (_, laid) = self.focused()?;
        laid.order.get(laid.cursor?).copied()
    }

    /// The identity of the cursor's row.
    pub(in crate::screens) fn row_here(&self) -> Option<&RowId> {
        Some(&self.view.sheet()?.rows[self.row()?].id)
    }

    /// The place of the figure under the cursor, or else of its row.
    pub(in crate::screens) fn spot(&self) -> Option<Spot> {
        let (sheet, _) = self.focused()?;
        let row = self.row()?;
        let column = sheet.column_of(self.trail.here());
        let figure = sheet.figure_at(row, column);
        match figure {
            Some(figure) => figure.spot,
            None => sheet.rows[row].spot,
        }
    }

    /// The budgets under the cursor of 单位×年度, the one that is shown first.
    pub(in crate::screens) fn unit_under_cursor(&self) -> Option<Vec<DocumentId>> {
        let here = self.trail.here();
        if here.at != At::Units {
            return None;
        }
        let RowId::Unit(unit) = self.row_here()? else {
            return None;
        };
        let ids = units::under_cursor(self.stock.catalogue.as_ref()?, here, unit);
        (!ids.is_empty()).then_some(ids)
    }

    /// The kind of the page.
    pub(in crate::screens) fn kind(&self) -> PageKind {
        self.trail.here().kind()
    }

    /// What refusals depend on.
    pub(in crate::screens) fn moment(&self) -> Moment {
        let here = self.trail.here();
        let (columns, sortable) = self.focused().map_or((0, false), |(sheet, _)| {
            (sheet.stops().len(), sheet.is_sortable(here))
        });
        Moment {
            on_row: self.row().is_some(),
            has_source: self.spot().is_some() || self.unit_under_cursor().is_some(),
            notable: self.subject().is_some(),
            has_older: self.visits.has_older(),
            has_newer: self.visits.has_newer(),
            many_units: self.view.many_units,
            hidden_years: self.hidden_columns(),
            searched: !self.found.is_empty(),
            more_tables: self.view.next_table.is_some(),
            has_government: self.view.economic.0,
            has_pairs: self.view.economic.1,
            many_columns: columns > 1,
            sortable,
            has_row_units: here
                .document()
                .is_some_and(|id| !self.stock.row_units(id).is_empty()),
            comparable: self.comparable().len(),
            has_topic: self.topic_here().is_some() || !self.code_marks.is_empty(),
            has_code: self.code_here().is_some(),
        }
    }

    /// Whether columns that the cursor may stop at are out of view on the left and on the
    /// right.
    fn hidden_columns(&self) -> (bool, bool) {
        let Some((sheet, laid)) = self.focused() else {
            return (false, false);
        };
        let seen: Vec<usize> = laid
            .layout
            .in_view(sheet, laid.left)
            .into_iter()
            .map(|(column, _)| column)
            .collect();
        let stops = sheet.stops();
        let hidden = |stop: Option<&usize>| stop.is_some_and(|stop| !seen.contains(stop));
        (hidden(stops.first()), hidden(stops.last()))
    }
}
