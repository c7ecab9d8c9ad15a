/*!
The explorer without a terminal: its state, what keys and answers do to it, and
what it wants done.

It reads no file, asks no database and writes nothing: what it wants is handed
out as effects, and what they bring comes back as answers. So a test can drive it
as a person would, key by key.
*/

use crate::budget::{Book, row_units};
use crate::library::DocumentId;
use crate::notes::Note;
use crate::screens::Settings;
use crate::screens::draw::frame;
use crate::screens::draw::look::Look;
use crate::screens::draw::theme::Theme;
use crate::screens::draw::widgets::layout::{Layout, Window, scrolled_top};
use crate::screens::draw::widgets::sheet::Sheet;
use crate::screens::keys::{Moment, PageKind};
use crate::screens::model::contained::contained;
use crate::screens::model::money::{MoneyChoice, Spot};
use crate::screens::model::noting::Jotting;
use crate::screens::model::trail::{At, Stop, Tab, Trail, Visits};
use crate::screens::model::typing::Field;
use crate::screens::pages::search::{Answered, MOST_HITS, Names, typed_unit};
use crate::screens::pages::units;
use crate::screens::pages::view::{Context, Stock, View, view};
use crate::screens::terminal::input::Input;
use crate::screens::terminal::pace::{CALM, CALM_WHILE_TYPING, Change};
use crate::screens::worker::shelf::{Answer, Counted, Question};
use crate::search::{self, Found, Query};
use crate::text::width::AmbiguousWidth;
use ratatui::layout::{Rect, Size};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// Something that the explorer wants done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the worker.
    Ask(Question),
    /// Search; an older search is of no use any more.
    Search(search::Question, Names),
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
    Find(Field, Option<String>),
    /// A note is typed.
    Note(Field, Box<Jotting>),
    /// Whether to delete a note, or that of a finding set aside, is asked.
    Erase(Box<Note>),
}

/// What a budget is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To open a page of it.
    Open(Tab),
    /// To mark it for comparison.
    Mark,
}

/// A pane as it lies on the screen.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// Where.
    pub area: Rect,
    /// Its columns.
    pub layout: Layout,
    /// Its rows, filtered and sorted.
    pub order: Vec<usize>,
    /// The first of them in view.
    pub top: usize,
    /// How far it is scrolled to the side.
    pub left: usize,
    /// The row of its cursor, among those shown.
    pub cursor: Option<usize>,
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
    pub(in crate::screens) view: View,
    pub(in crate::screens) laid: Vec<Laid>,
    pub(in crate::screens) overlay: Option<Overlay>,
    pub(in crate::screens) status: Option<String>,
    pub(in crate::screens) found: String,
    pub(in crate::screens) effects: Vec<Effect>,
    /// What is typed on the search page.
    pub(in crate::screens) field: Field,
    /// What the search was last asked, and whether it has answered.
    sought: Option<(search::Question, bool)>,
    asked: Vec<Question>,
    opened: Vec<DocumentId>,
    /// Budgets whose findings were counted since the page last showed counts.
    recounted: Vec<DocumentId>,
    /// The words of a note that is being written, until that is done.
    pub(in crate::screens) typed: Option<(String, Box<Jotting>)>,
    /// What was typed ahead of a page that is still being read.
    pub(in crate::screens) typed_ahead: VecDeque<Input>,
}

/// How many opened budgets are kept in memory.
const MOST_BOOKS: usize = 12;

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

    /// The search answers the newest question; it may do so twice.
    pub fn found(&mut self, found: Found) {
        let Some((question, answered)) = &mut self.sought else {
            return;
        };
        *answered |= found.complete;
        self.stock.answered = Some(Answered {
            kind: question.kind,
            query: question.query.clone(),
            found,
            unfolded: None,
        });
        self.rebuild();
    }

    /// The search came to no end; the next question has it begin anew.
    pub fn lose_search(&mut self) {
        let Some((_, answered)) = &mut self.sought else {
            return;
        };
        *answered = true;
        self.say("搜索出错，没有找完；改一个字再找");
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

    /// An answer came; gives what changes on the screen.
    pub fn answer(&mut self, answer: Answer) -> Change {
        let question = match answer {
            Answer::Catalogue(found) => {
                let found = found.map(|catalogue| self.stock.catalogue = Some(catalogue));
                self.ask_for_notes();
                self.note_failure(Question::Catalogue, found)
            }
            Answer::Book(id, found) => {
                let found = found.map(|book| self.keep(id, book));
                self.note_failure(Question::Book(id), found)
            }
            Answer::Checked(id, found) => {
                let found = found.map(|checked| {
                    self.stock.checked.insert(id, checked);
                });
                self.note_failure(Question::Checked(id), found)
            }
            Answer::Tallies(from, found) => {
                let found = found.map(|counted| self.learn_findings(counted));
                let question = self.note_failure(Question::Tallies(from), found);
                self.asked.retain(|asked| *asked != question);
                self.count_on();
                return Change::Counts;
            }
            Answer::Occurrences(classification, code, found) => {
                let question = Question::Occurrences(classification, code.clone());
                let found =
                    found.map(|found| self.stock.occurrences = Some((classification, code, found)));
                self.note_failure(question, found)
            }
            Answer::Index(found) => {
                let found = found.map(|index| self.stock.index = Some(index));
                self.note_failure(Question::Index, found)
            }
            Answer::Unfold(asked, all) => {
                if let Some(answered) = &mut self.stock.answered
                    && answered.query == asked.0
                {
                    answered.unfolded = Some((asked.1.id, all));
                }
                Question::Unfold(asked)
            }
            Answer::Notes(compared, found) => {
                let found = found.map(|notes| self.learn_notes(notes, compared));
                self.note_failure(Question::Notes { compared }, found)
            }
            Answer::Jotted(came) => {
                self.jotted(came);
                return Change::Page;
            }
        };
        self.asked.retain(|asked| *asked != question);
        self.rebuild();
        self.catch_up();
        Change::Page
    }

    fn learn_findings(&mut self, counted: Vec<Counted>) {
        for findings in counted {
            self.recounted.push(findings.document);
            self.stock.counted.insert(findings.document, findings);
        }
    }

    /// Has the findings of further budgets counted, where the page shows such counts.
    fn count_on(&mut self) {
        if matches!(self.trail.here().at, At::Units | At::Findings)
            && let Some(question) = units::uncounted(&self.stock)
        {
            self.ask_for(question);
        }
    }

    /// Shows the counts that came since the page last did: on the page as it is, which is not
    /// built anew for them.
    pub fn show_counts(&mut self) {
        if self.recounted.is_empty() {
            return;
        }
        match self.trail.here().at {
            At::Units => {
                let recounted = std::mem::take(&mut self.recounted);
                let fits = contained(|| self.recount(&recounted));
                if fits != Ok(true) {
                    self.rebuild();
                }
            }
            At::Findings => self.rebuild(),
            _ => self.recounted.clear(),
        }
    }

    /// Puts counts into their rows; whether the columns are wide enough for them.
    fn recount(&mut self, recounted: &[DocumentId]) -> bool {
        let context = Context {
            stock: &self.stock,
            stop: self.trail.here(),
            money: self.money,
            marks: &self.marks,
            width: self.size.width,
            look: &self.look,
        };
        let widest = units::recount(&mut self.view, &context, recounted);
        let column = self.laid.first().and_then(|laid| laid.layout.widths.last());
        column.is_some_and(|&column| widest <= usize::from(column))
    }

    fn note_failure(&mut self, question: Question, found: Result<(), String>) -> Question {
        self.stock.failures.retain(|(asked, _)| *asked != question);
        if let Err(why) = found {
            self.stock.failures.push((question.clone(), why));
        }
        question
    }

    /// Keeps an opened budget and lets go of the one not looked at for longest.
    fn keep(&mut self, id: DocumentId, book: Arc<Book>) {
        self.opened.retain(|&opened| opened != id);
        self.opened.push(id);
        self.stock.row_units.insert(id, row_units(&book));
        self.stock.narrowed = None;
        self.stock.books.insert(id, book);
        self.stock.notes.forget_places();
        if self.opened.len() > MOST_BOOKS {
            let oldest = self.opened.remove(0);
            self.stock.books.remove(&oldest);
            self.stock.row_units.remove(&oldest);
            self.stock.checked.remove(&oldest);
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
        self.view = view(&Context {
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
        for question in self.view.wanted.clone() {
            self.ask_for(question);
        }
        self.laid = frame::panes(self.size, &self.view)
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
    fn ask_for(&mut self, question: Question) {
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
        let unit = &self.view.sheet()?.rows[self.row()?].id;
        let ids = units::under_cursor(self.stock.catalogue.as_ref()?, here, unit);
        (!ids.is_empty()).then_some(ids)
    }

    /// The kind of the page.
    pub(in crate::screens) fn kind(&self) -> PageKind {
        PageKind::of(self.trail.here())
    }

    /// What refusals depend on.
    pub(in crate::screens) fn moment(&self) -> Moment {
        let here = self.trail.here();
        let (columns, sortable) = self.focused().map_or((0, false), |(sheet, _)| {
            (sheet.stops().len(), sheet.sortable)
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

impl Laid {
    /// Puts the cursor of a stop on its row and brings it into view.
    fn place(&mut self, sheet: &Sheet, stop: &Stop, with_cursor: bool) {
        let lines = self.area.height.saturating_sub(self.layout.header_height());
        let window = Window::of(sheet, &self.layout, &self.order, lines);
        self.cursor = with_cursor
            .then(|| cursor_in(sheet, &self.order, stop))
            .flatten();
        let scrolling = self.scrolling_rows(sheet, window);
        let heights: Vec<u16> = self.order[..scrolling]
            .iter()
            .map(|&index| self.layout.heights[index])
            .collect();
        let last = scrolling.saturating_sub(1);
        self.top = match self.cursor {
            Some(cursor) if cursor < scrolling => {
                let top = scrolled_top(&heights, stop.top, cursor, window.lines);
                with_headings(sheet, &self.order, &heights, top, cursor, window.lines)
            }
            _ => stop
                .top
                .min(scrolled_top(&heights, last, last, window.lines)),
        };
        self.left = match sheet.column_of(stop) {
            Some(column) => self.layout.bring_into_view(sheet, stop.left, column),
            None => stop.left,
        };
    }

    /// How many of the rows scroll; the others are pinned at the bottom.
    fn scrolling_rows(&self, sheet: &Sheet, window: Window) -> usize {
        if window.pinned == 0 {
            return self.order.len();
        }
        let body = sheet.rows.len() - sheet.pinned.min(sheet.rows.len());
        self.order.iter().filter(|&&index| index < body).count()
    }

    /// How many rows fit on the screen from the first in view on.
    pub(in crate::screens) fn rows_in_view(&self) -> usize {
        let lines = self.area.height.saturating_sub(self.layout.header_height());
        let mut left = lines;
        self.order
            .iter()
            .skip(self.top)
            .take_while(|&&index| {
                let height = self.layout.heights[index];
                let fits = height <= left;
                left = left.saturating_sub(height);
                fits
            })
            .count()
            .max(1)
    }
}

/// The headings at the very top come into view with the first row that the cursor may
/// stand on, if there is room.
fn with_headings(
    sheet: &Sheet,
    order: &[usize],
    heights: &[u16],
    top: usize,
    cursor: usize,
    lines: u16,
) -> usize {
    let above = order[..top].iter().all(|&index| !sheet.rows[index].stops());
    let taken: u32 = heights[..=cursor].iter().map(|&h| u32::from(h)).sum();
    if above && taken <= u32::from(lines) {
        0
    } else {
        top
    }
}

/// The row of a stop among those shown; the first that the cursor may stand on where the
/// stop names none or one that is gone.
fn cursor_in(sheet: &Sheet, order: &[usize], stop: &Stop) -> Option<usize> {
    let named = stop
        .row
        .as_ref()
        .and_then(|id| order.iter().position(|&index| sheet.rows[index].id == *id));
    named.or_else(|| order.iter().position(|&index| sheet.rows[index].stops()))
}
