/*!
A budget as the rules look at it: tables with the scale of their figures, rows by code,
totals, and the prose.
*/

use crate::budget::columns::{ColumnSum, Role, sums};
use crate::budget::prose::{Passage, passages};
use crate::budget::{
    Book, Classification, CodeTree, Decimals, Measure, Official, Place, Row, RowKind, Stage, Table,
    TableKind, TableState, alike,
};
use crate::checks::kernel::scope::{is_carry_over, is_other_funds};
use crate::checks::kernel::term::{FigureCell, Term};
use crate::narrow::narrow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// A budget under examination.
pub struct Subject<'b> {
    /// The budget.
    pub book: &'b Book,
    /// Other budgets that it can be held against.
    pub neighbours: &'b [&'b Book],
    /// The names that its codes have in its year.
    pub official: Official<'b>,
    decimals: Vec<Decimals>,
    trees: Vec<Option<CodeTree>>,
    of_other_scope: OnceCell<Vec<Term>>,
    /// The bytes of each line.
    lines: OnceCell<Vec<Range<usize>>>,
    /// The number of each line of the prose.
    prose: OnceCell<Vec<u32>>,
    passages: OnceCell<Vec<Passage>>,
}

/// A row of a table with its place in the book.
#[derive(Debug, Clone, Copy)]
pub struct RowAt<'b> {
    /// The table's index.
    pub table: usize,
    /// The row's index.
    pub index: usize,
    /// The row.
    pub row: &'b Row,
}

/// The names of the functions that a document prints with one code each.
fn functions(book: &Book) -> HashMap<&str, &str> {
    let mut found: HashMap<&str, Option<&str>> = HashMap::new();
    let rows = book.tables.iter().flat_map(|table| &table.rows);
    for row in rows.filter(|row| row.kind == RowKind::Function) {
        if row.code.is_empty() || row.name.is_empty() {
            continue;
        }
        let code = found.entry(row.name.as_str()).or_insert(Some(&row.code));
        if code.is_some_and(|known| known != row.code) {
            *code = None;
        }
    }
    let unique = found.into_iter();
    unique
        .filter_map(|(name, code)| Some((name, code?)))
        .collect()
}

impl<'b> Subject<'b> {
    /// Looks at a budget, its codes by the built-in lists.
    pub fn of(book: &'b Book, neighbours: &'b [&'b Book]) -> Self {
        Self::by(book, neighbours, Official::built_in(book.identity.year))
    }

    /// Looks at a budget, with the names that its codes have in its year.
    pub fn by(book: &'b Book, neighbours: &'b [&'b Book], official: Official<'b>) -> Self {
        let functions = functions(book);
        let tree = |table| CodeTree::of(table, &functions);
        Self {
            book,
            neighbours,
            official,
            decimals: book.tables.iter().map(Decimals::of).collect(),
            trees: book.tables.iter().map(tree).collect(),
            of_other_scope: OnceCell::new(),
            lines: OnceCell::new(),
            prose: OnceCell::new(),
            passages: OnceCell::new(),
        }
    }

    /// The figures that are a carry-over or money of other funds: what tables of different
    /// scope may differ by.
    pub fn of_other_scope(&self) -> &[Term] {
        self.of_other_scope
            .get_or_init(|| figures_of_other_scope(self))
    }

    /// Whether the document prints money that is carried from one year into another.
    pub fn prints_carry_over(&self) -> bool {
        let mut terms = self.of_other_scope().iter();
        terms.any(|term| is_carry_over(&term.cell.words(self.book)))
    }

    /// The year of the budget.
    pub fn year(&self) -> u16 {
        self.book.identity.year
    }

    /// The tables that are there, with their indices.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &'b Table)> {
        self.book
            .tables
            .iter()
            .enumerate()
            .filter(|(_, table)| table.state != TableState::Missing)
    }

    /// The tables that the vocabulary has no kind for.
    pub fn tables_of_no_kind(&self) -> impl Iterator<Item = (usize, &'b Table)> {
        let is_such = |kind: TableKind| kind == TableKind::Other;
        self.tables()
            .filter(move |(_, table)| table.kind.is_none_or(is_such))
    }

    /// The tables of a kind that are there.
    pub fn tables_of(&self, kind: TableKind) -> impl Iterator<Item = (usize, &'b Table)> {
        self.tables()
            .filter(move |(_, table)| table.kind == Some(kind))
    }

    /// The one table of a kind that is whole and has figures; none where there are several,
    /// since nothing says then which is meant.
    pub fn only(&self, kind: TableKind) -> Option<(usize, &'b Table)> {
        let mut filled = self
            .tables_of(kind)
            .filter(|(_, table)| table.state == TableState::Filled);
        let first = filled.next()?;
        filled.next().is_none().then_some(first)
    }

    /// The codes of a table as a tree, where its rows have codes.
    pub fn tree(&self, table: usize) -> Option<&CodeTree> {
        self.trees.get(table)?.as_ref()
    }

    /// A row and the table that it stands in.
    fn row(&self, table: usize, row: usize) -> Option<(&'b Table, &'b Row)> {
        let table = self.book.tables.get(table)?;
        Some((table, table.rows.get(row)?))
    }

    /// The operand of a figure.
    pub fn term(&self, table: usize, row: usize, figure: usize) -> Option<Term> {
        let (_, printed_row) = self.row(table, row)?;
        let printed = printed_row.figures.get(figure)?;
        let cell = FigureCell::Printed { table, row, figure };
        Some(Term::of_figure(cell, printed, *self.decimals.get(table)?))
    }

    /// The operand of a row's measure in the budget's own year.
    pub fn measured(&self, at: RowAt, measure: Measure) -> Option<Term> {
        self.measured_in(at, measure, self.year())
    }

    /// The operand of a row's measure in a year.
    pub fn measured_in(&self, at: RowAt, measure: Measure, year: u16) -> Option<Term> {
        let figure = at
            .row
            .figures
            .iter()
            .position(|figure| figure.year == year && figure.measure == measure)?;
        self.term(at.table, at.index, figure)
    }

    /// The operand of a row's measure as the document's stage has it: where a final account prints 预算数 beside
    /// 决算数, that of 决算数.
    pub fn measured_of_stage(&self, at: RowAt, measure: Measure) -> Option<Term> {
        let group = match self.book.identity.stage {
            Stage::Final => Measure::OUTCOME,
            Stage::Budget => Measure::BUDGETED,
        };
        self.measured(at, measure)
            .or_else(|| self.measured(at, measure.under(group)))
    }

    /// The rows of a table with their indices.
    pub fn rows(&self, table: usize) -> impl Iterator<Item = RowAt<'b>> {
        let rows = self
            .book
            .tables
            .get(table)
            .map_or(&[][..], |table| &table.rows);
        rows.iter()
            .enumerate()
            .map(move |(index, row)| RowAt { table, index, row })
    }

    /// The grand total's row of a table: the one total row that is 合计 or 总计; none where
    /// there are several.
    pub fn total_row(&self, table: usize) -> Option<RowAt<'b>> {
        let mut totals = self.rows(table).filter(|at| at.row.kind == RowKind::Total);
        let first = totals.next()?;
        totals.next().is_none().then_some(first)
    }

    /// The total of a table in a measure; where it prints no total row and one unit's row
    /// alone, that unit's.
    pub fn total(&self, kind: TableKind, measure: Measure) -> Option<Term> {
        let (table, _) = self.only(kind)?;
        let is_unit = |row: &Row| row.kind.is_organisation();
        let row = self
            .total_row(table)
            .or_else(|| self.only_row(table, is_unit))?;
        self.measured_of_stage(row, measure)
    }

    /// The one row of a table that is so; none where several are.
    fn only_row(&self, table: usize, is: impl Fn(&Row) -> bool) -> Option<RowAt<'b>> {
        let mut found = self.rows(table).filter(|at| is(at.row));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The row of 三公 that holds the whole budget's figures: the total, or the only row.
    pub fn three_public_row(&self) -> Option<RowAt<'b>> {
        let (table, _) = self.only(TableKind::ThreePublic)?;
        let holds_figures = |row: &Row| {
            matches!(
                row.kind,
                RowKind::Other | RowKind::Unit | RowKind::Department
            )
        };
        // Above 会议费 and 培训费 the total of the three has a row of its own: “三公”经费小计.
        let is_named = |row: &Row| {
            let mut measures = row.figures.iter().map(|figure| figure.measure);
            row.name.contains("三公") && measures.any(|measure| measure.leaf() == "合计")
        };
        self.only_row(table, is_named)
            .or_else(|| self.total_row(table))
            .or_else(|| self.only_row(table, holds_figures))
    }

    /// Whether all expenditure is the general budget's, so that 支出总表 and the tables of the
    /// general budget are of one scope: both print the same total.
    pub fn is_all_general(&self) -> bool {
        let all = self.total(TableKind::Expenditure, Measure::TOTAL);
        let general = self.total(TableKind::GeneralBudget, Measure::TOTAL);
        matches!((all, general), (Some(all), Some(general)) if all.value == general.value)
    }

    /// The carry-over that a row prints beside its parts, where its table's total, or the row, says that it is
    /// just what they lack: then 基本支出 and 项目支出 are this year's alone, and the total is not.
    pub fn carried_beside(&self, at: RowAt) -> Option<Term> {
        let table = self.book.tables.get(at.table)?;
        let found = sums(table.kind?, &table.measures);
        let measure = |index: usize| table.measures.get(index).copied();
        let is_of_total =
            |sum: &&ColumnSum| sum.role == Role::Part && measure(sum.whole) == Some(Measure::TOTAL);
        let sum = found.iter().find(is_of_total)?;
        let carried = |at: RowAt| {
            let beside = sum.beside.iter().chain(&sum.unknown);
            let mut beside = beside.filter_map(|index| measure(*index));
            let column = beside.find(|measure| is_carry_over(measure.path()))?;
            self.measured(at, column).filter(|term| term.value != 0)
        };
        let is_lacking = |at: RowAt| {
            let term = |index: &usize| self.measured(at, measure(*index)?);
            let parts: i128 = sum
                .parts
                .iter()
                .filter_map(term)
                .map(|part| part.value)
                .sum();
            let gap = term(&sum.whole).map_or(0, |whole| whole.value) - parts;
            carried(at).is_some_and(|carried| carried.value == gap)
        };
        let is_proven = is_lacking(at) || self.total_row(at.table).is_some_and(is_lacking);
        carried(at).filter(|_| is_proven)
    }

    /// Whether figures may stand in a table that the reading has without any: a note says that some were left out,
    /// or lines below its title are amounts and no sentences.
    pub fn may_hide_figures(&self, table: &Table) -> bool {
        let end = self.before_next_table(table.place.line);
        let is_within = |line: u32| (table.place.line..=end).contains(&line);
        let mut notes = self.book.notes.iter();
        notes.any(|note| note.leaves_figure_out() && is_within(note.place.line))
            || self
                .lines_within(table.place.line, end)
                .any(|(_, line)| is_amount(line))
    }

    /// Whether some of a table's figures may not have been read.
    pub fn is_read_in_part(&self, table: &Table) -> bool {
        let end = self.before_next_table(table.place.line);
        let is_within = |line: u32| (table.place.line..=end).contains(&line);
        let mut notes = self.book.notes.iter();
        match table.state {
            TableState::Filled => {
                notes.any(|note| note.leaves_figure_out() && is_within(note.place.line))
            }
            TableState::Empty => self.may_hide_figures(table),
            TableState::Cut | TableState::Missing => true,
        }
    }

    /// The last line before the next table.
    pub fn before_next_table(&self, line: u32) -> u32 {
        self.tables()
            .map(|(_, table)| table.place.line)
            .filter(|start| *start > line)
            .min()
            .map_or(u32::MAX, |next| next - 1)
    }

    /// Whether a row has fewer figures than its table has columns, on a line where a blank cell
    /// leaves no trace.
    pub fn may_have_lost_cells(&self, table: usize, row: usize) -> bool {
        let Some((table, row)) = self.row(table, row) else {
            return false;
        };
        let source = &self.book.source;
        row.figures.len() < table.measures.len()
            && source.locations.is_empty()
            && !source.line(row.place.line).contains(['\t', '|'])
    }

    /// Whether a row is no sum of other rows of its table.
    pub fn is_leaf(&self, table: usize, row: usize) -> bool {
        let is_sum = |row: &Row| {
            matches!(
                row.kind,
                RowKind::Total | RowKind::Unit | RowKind::Department
            )
        };
        let Some((_, printed_row)) = self.row(table, row) else {
            return false;
        };
        match self.tree(table) {
            Some(tree) => tree.is_leaf(row),
            None => !is_sum(printed_row),
        }
    }

    /// The row of a two-sided table whose name begins so.
    pub fn line(&self, kind: TableKind, is: impl Fn(&Row) -> bool) -> Option<RowAt<'b>> {
        let (table, _) = self.only(kind)?;
        self.only_row(table, is)
    }

    /// The figures of a measure by code, of a table's printed rows that have no printed rows
    /// below: what adds up to the total without counting anything twice.
    pub fn leaves(&self, table: usize, measure: Measure) -> Vec<(&str, Term)> {
        let Some(tree) = self.tree(table) else {
            return Vec::new();
        };
        self.rows(table)
            .filter(|at| tree.is_leaf(at.index))
            .filter_map(|at| Some((tree.code(at.index)?, self.measured(at, measure)?)))
            .collect()
    }

    /// The leaves of a measure gathered by a prefix of their codes.
    pub fn leaves_by(
        &self,
        table: usize,
        measure: Measure,
        digits: usize,
    ) -> HashMap<&str, Vec<Term>> {
        let mut found: HashMap<&str, Vec<Term>> = HashMap::new();
        for (code, term) in self.leaves(table, measure) {
            if let Some(prefix) = code.get(..digits) {
                found.entry(prefix).or_default().push(term);
            }
        }
        found
    }

    /// What adds up to the 类 of a table whose name is given: its only printed row, or its
    /// leaves; of several units each prints a row of its own.
    pub fn class_sum(&self, table: usize, name: &str, measure: Measure) -> Option<Vec<Term>> {
        let tree = self.tree(table)?;
        let mut named = self.rows(table).filter(|at| {
            tree.code(at.index)
                .is_some_and(|code| code.len() == 3 && alike(&at.row.name, name))
        });
        let class = match (named.next(), named.next()) {
            (Some(only), None) => return Some(vec![self.measured(only, measure)?]),
            (Some(first), Some(_)) => tree.code(first.index)?,
            _ => self.rows(table).find_map(|at| {
                let class = tree.code(at.index)?.get(..3)?;
                let names = self.official.names(Classification::Function, class);
                let is_named = names.iter().any(|official| alike(official, name));
                is_named.then_some(class)
            })?,
        };
        self.leaves_by(table, measure, 3).remove(class)
    }

    /// Whether a table has a column.
    pub fn has_column(&self, table: usize, measure: Measure) -> bool {
        self.book
            .tables
            .get(table)
            .is_some_and(|table| table.measures.contains(&measure))
    }

    fn line_ranges(&self) -> &[Range<usize>] {
        self.lines.get_or_init(|| {
            let mut begin = 0;
            let lines = self.book.source.text.split('\n').map(|line| {
                let end = begin + line.len();
                std::mem::replace(&mut begin, end + 1)..end
            });
            lines.collect()
        })
    }

    /// A line of the document, numbered from 1.
    pub fn text_line(&self, number: u32) -> Option<&'b str> {
        let range = self.line_ranges().get((number as usize).checked_sub(1)?)?;
        self.book.source.text.get(range.clone())
    }

    /// The lines of the document, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &'b str)> {
        let text = self.book.source.text.as_str();
        let lines = self.line_ranges().iter();
        (1u32..).zip(lines.filter_map(move |range| text.get(range.clone())))
    }

    /// Where a word stands that does not wrap: the line's number, the line, and the byte in it.
    pub fn places_of(&self, word: &str) -> impl Iterator<Item = (u32, &'b str, usize)> {
        let text = self.book.source.text.as_str();
        let lines = self.line_ranges();
        text.match_indices(word).filter_map(move |(at, _)| {
            let number = lines.partition_point(|line| line.start <= at);
            let line = lines.get(number.checked_sub(1)?)?;
            let number = u32::try_from(number).ok()?;
            Some((number, text.get(line.clone())?, at - line.start))
        })
    }

    /// What is printed at a place: a row's label with its ordinal.
    pub fn printed_at(&self, place: Place) -> String {
        let line = self.text_line(place.line).unwrap_or_default();
        let (start, end) = (place.start as usize, place.end as usize);
        line.chars()
            .skip(start)
            .take(end.saturating_sub(start))
            .collect()
    }

    /// Those of a range of lines that the document has.
    pub fn lines_within(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, &'b str)> {
        let end = u32::try_from(self.line_ranges().len()).unwrap_or(u32::MAX);
        (first.max(1)..=last.min(end)).filter_map(|number| Some((number, self.text_line(number)?)))
    }

    /// The lines of the document that stand outside of its tables, numbered from 1.
    pub fn prose(&self) -> impl Iterator<Item = (u32, &'b str)> {
        let outside = self.prose.get_or_init(|| self.lines_outside_of_tables());
        outside
            .iter()
            .filter_map(|&number| Some((number, self.text_line(number)?)))
    }

    fn lines_outside_of_tables(&self) -> Vec<u32> {
        let tables: Vec<(u32, u32)> = self
            .tables()
            .map(|(_, table)| (table.place.line, table.end_line))
            .collect();
        let is_outside = |number: u32| {
            !tables
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&number))
        };
        let numbers = self.lines().map(|(number, _)| number);
        numbers.filter(|number| is_outside(*number)).collect()
    }

    /// The prose put together again.
    pub fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| passages(self.prose()))
    }

    /// The place of a piece of a line.
    pub fn piece(line: u32, text: &str, found: std::ops::Range<usize>) -> Place {
        let chars =
            |end: usize| narrow::<u32>(text.get(..end).map_or(0, |before| before.chars().count()));
        Place::span(line, chars(found.start), chars(found.end))
    }
}

/// Whether a line is an amount of money other than zero and nothing else: a cell of a table whose columns a text lost.
fn is_amount(line: &str) -> bool {
    let line = line.trim();
    let (whole, decimals) = line.split_once('.').unwrap_or_default();
    let is_number =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == ',');
    decimals.len() >= 2
        && is_number(whole.trim_start_matches('-'))
        && is_number(decimals)
        && line.contains(|c| ('1'..='9').contains(&c))
}

/// The figures other than zero that are a carry-over or money of other funds.
fn figures_of_other_scope(subject: &Subject) -> Vec<Term> {
    let mut found = Vec::new();
    for (table, printed) in subject.tables() {
        for (row_index, row) in printed.rows.iter().enumerate() {
            for (index, figure) in row.figures.iter().enumerate() {
                if is_of_other_scope(row, figure.measure) {
                    let term = subject.term(table, row_index, index);
                    found.extend(term.filter(|term| term.value != 0));
                }
            }
        }
    }
    found
}

/// Whether a figure is a carry-over or money of other funds, by the words beside it.
fn is_of_other_scope(row: &Row, measure: Measure) -> bool {
    [row.name.as_str(), row.under.as_str(), measure.path()]
        .iter()
        .any(|words| is_carry_over(words) || is_other_funds(words))
}
