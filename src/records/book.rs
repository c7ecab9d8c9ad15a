/*!
A document's printed tables and prose become one book.
*/

use crate::budget::columns::Concept;
use crate::budget::columns::words::concept;
use crate::budget::{
    Amount, Book, Classification, Given, Identity, Measure, MoneyUnit, Note, ONLY_TEXT, Place, Row,
    RowKind, Side, Source, Statement, Table, TableKind, TableState, department_above,
};
use crate::records::context::{Context, Evidence, UnitColumn};
use crate::records::goals::{self, misread};
use crate::records::header::code_columns;
use crate::records::labels::{printed_classification, units};
use crate::records::money::{
    any_table, collapsed, collapsed_two_sided, functions_across, one_column, side_by_side,
    single_sided, three_public_rows, two_sided, words,
};
use crate::records::table::Part;
use crate::records::{
    block_total, broken_cells, column_sums, cut, identity, left_open, misplaced, statements,
    swallowed, told_elsewhere, unread,
};
use crate::tables::grid::is_money;
use crate::tables::lines::{is_chinese, squeeze};
use crate::tables::{Layout, Printed, PrintedTable, Promise};
use std::collections::{HashMap, HashSet};
use thiserror::Error;

/// Why a document is no budget.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotABudget {
    /// No title of a budget's table stands in it, and no prose of a unit that it names.
    #[error("没有找到预算公开的表格：文中没有“收支总表”“支出总表”等表题及其数据")]
    NoTable,
    /// Nothing names the unit.
    #[error("看不出是哪个单位的预算：封面、标题和表头都没有单位名称；知道的话请加 --unit")]
    NoUnit,
    /// Nothing names the year.
    #[error("看不出是哪一年的预算：封面、标题和文件名都没有年份；知道的话请加 --year")]
    NoYear,
    /// It is a government's.
    #[error(
        "这是政府预算（全省、全市、全县、全区或本级的收支），不是哪个部门或单位的预算公开，没有导入"
    )]
    Government,
    /// It holds several, and what was given is one's.
    #[error("文件里有 {0} 个单位的预算，--unit 和 --scope 只能用于一个单位的文件")]
    Several(usize),
    /// Two budgets in it cannot be told apart.
    #[error("文件里有几个单位的表，而其中两份都像是{0}的同一份预算；请把它们分成几个文件再导入")]
    Alike(String),
}

/// Puts a book together from what a document prints. `gaps` are parts of the file that could
/// not be read as text: a table around one is not whole.
pub fn read(source: Source, printed: &Printed, gaps: Vec<Note>) -> Result<Book, NotABudget> {
    let read = identity::read(&printed.lines, &source.file_name);
    book(source, printed, gaps, read.known)
}

/// Puts a book together for a budget of which this is known.
pub(super) fn book(
    source: Source,
    printed: &Printed,
    gaps: Vec<Note>,
    known: Given,
) -> Result<Book, NotABudget> {
    let statements = statements::read(&printed.prose);
    let is_explanation = || {
        // A text whose unit is no name says nothing reliable of whose it is.
        let is_name = |unit: &String| unit.chars().all(|c| is_chinese(c) && !c.is_ascii());
        let is_named = known.unit.as_ref().is_some_and(is_name);
        let is_known = is_named && known.year.is_some() && known.stage.is_some();
        is_known && statements.iter().any(|one| one.money_unit.is_some())
    };
    if printed.tables.is_empty() && !is_explanation() {
        return Err(NotABudget::NoTable);
    }
    let identity = identity::complete(known).map_err(|missing| match missing {
        identity::Unidentified::Unit => NotABudget::NoUnit,
        identity::Unidentified::Year => NotABudget::NoYear,
    })?;
    let mut parts = parts(printed, &identity, &statements);
    cut::mark_gaps(&mut parts, &gaps);
    let last_line = printed
        .lines
        .iter()
        .rev()
        .find(|line| !line.is_blank())
        .map_or(0, |line| line.number);
    if let Some(last) = parts.last_mut() {
        cut::mark(last, last_line);
    }
    let mut book = Book {
        identity,
        department: String::new(),
        source,
        tables: Vec::new(),
        indicators: Vec::new(),
        statements,
        notes: gaps,
    };
    for part in parts {
        let table = book.tables.len();
        book.indicators
            .extend(part.indicators.into_iter().map(|mut indicator| {
                indicator.table = table;
                indicator
            }));
        book.notes.extend(part.notes);
        book.tables.push(part.table);
    }
    let above = department_above(&book.identity.unit, &book.tables);
    book.department = above.unwrap_or_default();
    add_missing(&mut book, printed);
    Ok(book)
}

/// Reads every table. The tables of income beside expenditure go first: what they say of
/// sources and carry-overs is evidence for tables that lost their columns.
fn parts(printed: &Printed, identity: &Identity, statements: &[Statement]) -> Vec<Part> {
    let mut context = Context::new(identity.clone());
    context.evidence.three_public = stated_three_public(statements);
    let usual_unit = usual_money_unit(printed);
    let mut parts: Vec<Option<Part>> = vec![None; printed.tables.len()];
    let is_first = |table: &PrintedTable| table.kind.is_some_and(TableKind::is_two_sided);
    for first in [true, false] {
        for (table, part) in printed.tables.iter().zip(&mut parts) {
            if is_first(table) == first {
                let read = table_part(table, &mut context, usual_unit);
                take_evidence(&read.table, &mut context.evidence);
                *part = Some(read);
            }
        }
    }
    parts.into_iter().flatten().collect()
}

fn take_evidence(table: &Table, evidence: &mut Evidence) {
    match table.kind {
        Some(TableKind::FiscalAppropriation) => {
            evidence.fiscal_carry_over = Some(prints_carry_over(table));
        }
        Some(TableKind::IncomeAndExpenditure) => {
            evidence.income_sources = income_sources(table);
            evidence.income_by_source = told_elsewhere::income_by_source(table);
        }
        _ => {}
    }
    let mut known: HashSet<String> = evidence.units.iter().cloned().collect();
    for row in &table.rows {
        let names_unit = row.kind.is_organisation() && !row.name.is_empty();
        if names_unit && known.insert(row.name.clone()) {
            evidence.units.push(row.name.clone());
        }
    }
}

fn income_sources(table: &Table) -> Vec<Concept> {
    let has_income = |row: &&Row| {
        row.figures
            .iter()
            .any(|figure| figure.measure == Measure::INCOME && !figure.amount.is_zero())
    };
    table
        .rows
        .iter()
        .filter(|row| row.kind != RowKind::Total)
        .filter(has_income)
        .filter_map(|row| concept(&row.name))
        .collect()
}

/// The items of 三公 whose amount some sentence gives, other than 0.
fn stated_three_public(statements: &[Statement]) -> Vec<Concept> {
    const ITEMS: [(&str, Concept); 4] = [
        ("因公出国", Concept::Abroad),
        ("公务用车购置费", Concept::CarPurchase),
        ("公务用车运行", Concept::CarRunning),
        ("公务接待费", Concept::Reception),
    ];
    let sentences: Vec<String> = statements
        .iter()
        .map(|statement| squeeze(&statement.sentence))
        .collect();
    let is_stated = |word: &str| {
        sentences
            .iter()
            .any(|sentence| sentence.split(word).skip(1).any(amount_follows))
    };
    let stated = ITEMS.iter().filter(|(word, _)| is_stated(word));
    stated.map(|(_, item)| *item).collect()
}

/// Whether a text begins with an amount other than 0, after the end of the item's name.
fn amount_follows(text: &str) -> bool {
    let name_ends = |c: char| "（境）()费用维护支出经预算数安排为 ".contains(c);
    let amount = text.trim_start_matches(name_ends);
    let digits = amount
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(amount.len());
    amount[..digits].contains(|c: char| ('1'..='9').contains(&c))
}

fn prints_carry_over(table: &Table) -> bool {
    table.rows.iter().any(|row| {
        let about = [&row.name, &row.under]
            .iter()
            .map(|name| squeeze(name))
            .any(|name| name.starts_with("上年结转") || name.starts_with("年初结转"));
        about && row.figures.iter().any(|figure| !figure.amount.is_zero())
    })
}

/// The unit that most tables print, for those that print none.
fn usual_money_unit(printed: &Printed) -> MoneyUnit {
    let count = |unit| {
        printed
            .tables
            .iter()
            .filter(|table| table.money_unit == Some(unit))
            .count()
    };
    MoneyUnit::ALL
        .into_iter()
        .max_by_key(|&unit| (count(unit), unit == MoneyUnit::Wan))
        .unwrap_or_default()
}

const BROKEN: &str = "格子太窄，数字折成几行，栏位又已丢失，分不清哪几段是一个数；这张表的数字未收入，请对照原件，或改用保留表格的文件（PDF、Word、Excel）导入。";

fn table_part(printed: &PrintedTable, context: &mut Context, usual_unit: MoneyUnit) -> Part {
    let money_unit = printed.money_unit.unwrap_or(usual_unit);
    let mut part = Part::new(blank_table(printed, money_unit));
    if let Some(unit) = &printed.strange_unit {
        let message = format!(
            "表上印的金额单位是{unit}；只收元、万元、亿元，这张表的数字未收入，请换算后另存再导入。"
        );
        part.note(printed.place, &printed.title, &message);
        part.table.state = state(&part, printed);
        return part;
    }
    // A table of counts (辆, 批次) has no unit of money to print.
    let holds_money = match &printed.layout {
        Layout::Grid(grid) if part.table.kind == Some(TableKind::Other) => {
            any_table::holds_any_money(grid)
        }
        _ => true,
    };
    if printed.money_unit.is_none() && holds_money {
        let message = format!("表上没有印金额单位，按全文常用的{}读。", money_unit.name());
        part.note(printed.place, &printed.title, &message);
    }
    if let Some((place, text)) = broken_cells::first(&printed.layout) {
        part.note(place, &text, BROKEN);
        part.table.state = state(&part, printed);
        return part;
    }
    context.money_unit = money_unit;
    part.is_by_blanks = printed.blanks.is_some();
    match part.table.kind {
        Some(kind) => read_kind(kind, &printed.layout, context, &mut part),
        None if prints_money(&printed.layout) => part.note(
            printed.place,
            &printed.title,
            "这种表不在口径之内，栏位又已丢失，只列出，未读数字。",
        ),
        None => {}
    }
    note_what_is_beyond(&printed.layout, money_unit, &mut part);
    units::carry(&mut part.table.rows);
    swallowed::doubt(&mut part);
    if printed.blanks.is_some() || matches!(printed.layout, Layout::Collapsed(_)) {
        misread::drop_misread(&mut part);
    }
    if let Some(open) = &printed.blanks {
        block_total::give_back(&mut part);
        column_sums::doubt(&mut part);
        left_open::doubt(open, &context.evidence, &mut part);
        misplaced::doubt(&mut part);
    }
    if part.table.kind == Some(TableKind::Other) {
        call_other(&mut part.table.rows);
    }
    nest_portions(&mut part.table.rows);
    part.tell_unread();
    part.table.state = state(&part, printed);
    part
}

/// 其中 is of the row before on its side and of its unit, as long as rows begin with it.
fn nest_portions(rows: &mut [Row]) {
    let mut before: HashMap<(Side, String), String> = HashMap::new();
    for row in rows {
        let whole = before.entry((row.side, row.unit.clone())).or_default();
        if !row.name.starts_with("其中") {
            whole.clone_from(&row.name);
        } else if row.under.is_empty() {
            row.under.clone_from(whole);
        }
    }
}

/// The totals of a table of no known kind are 其他 as all its rows.
fn call_other(rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Total) {
        row.kind = RowKind::Other;
    }
}

/// Says which figures were not read as amounts, whatever the table is, because no amount could
/// hold them exactly: 0.00001 元.
fn note_what_is_beyond(layout: &Layout, money_unit: MoneyUnit, part: &mut Part) {
    // A number of many digits without any mark may be that of a project.
    let is_beyond =
        |text: &str| text.contains(['.', ',', '，', '．']) && Amount::is_beyond(text, money_unit);
    let beyond: Vec<(Place, String)> = match layout {
        Layout::Grid(grid) => grid
            .body
            .iter()
            .flatten()
            .filter(|cell| is_beyond(&cell.text))
            .map(|cell| (cell.place, cell.text.clone()))
            .collect(),
        Layout::Collapsed(lines) => lines
            .iter()
            .flat_map(words::words)
            .filter(|word| is_beyond(&word.text))
            .map(|word| (word.place, word.text))
            .collect(),
    };
    if let [(place, text), ..] = beyond.as_slice() {
        let message = format!(
            "{} 个数细于万分之一元，或大于百万亿元，存不精确，没有读作金额；请对照原文。",
            beyond.len()
        );
        part.note(*place, text, &message);
    }
}

/// Reads a table by its kind and by what is left of its layout.
fn read_kind(kind: TableKind, layout: &Layout, context: &mut Context, part: &mut Part) {
    context.enter(kind, UnitColumn::None);
    let joined;
    let layout = match layout {
        Layout::Grid(grid) => {
            let mut grid = grid.without_blank_columns();
            // A form's words stand over amounts as well as over codes.
            if !kind.is_performance() {
                grid = code_columns::joined(&grid);
            }
            if kind != TableKind::Other && !kind.is_performance() {
                grid = grid.without_rates();
            }
            context.take_rows(printed_classification::of_rows(&grid));
            joined = Layout::Grid(grid);
            &joined
        }
        collapsed => collapsed,
    };
    match (kind, layout) {
        (TableKind::Other, Layout::Grid(grid)) => match goals::Review::of(grid) {
            Some(goals::Review::Form) => goals::read_review(grid, context, part),
            Some(goals::Review::List) => {
                any_table::read(grid, context, part);
                goals::read_review_list(grid, context, part);
            }
            None => any_table::read(grid, context, part),
        },
        (kind, Layout::Grid(grid)) if kind.is_two_sided() && one_column::suits(grid, context) => {
            one_column::read(grid, context, part);
        }
        (TableKind::IncomeAndExpenditure | TableKind::FiscalAppropriation, Layout::Grid(grid)) => {
            two_sided::read(grid, context, part);
        }
        (TableKind::ProjectPerformance | TableKind::DepartmentPerformance, layout) => {
            goals::read(kind, layout, context, part);
        }
        (_, Layout::Grid(grid)) if two_sided::suits(grid) => two_sided::read(grid, context, part),
        (kind, Layout::Grid(grid)) if three_public_rows::suits(kind, grid) => {
            three_public_rows::read(grid, context, part);
        }
        (kind, Layout::Grid(grid)) => match side_by_side::blocks(kind, grid) {
            Some(blocks) => side_by_side::read(grid, &blocks, context, part),
            None => single_sided::read(grid, context, part),
        },
        (
            TableKind::IncomeAndExpenditure | TableKind::FiscalAppropriation,
            Layout::Collapsed(lines),
        ) => {
            collapsed_two_sided::read(lines, context, part);
        }
        (_, Layout::Collapsed(lines)) => collapsed::read(lines, context, part),
    }
}

fn blank_table(printed: &PrintedTable, money_unit: MoneyUnit) -> Table {
    Table {
        kind: kind_of(printed),
        title: printed.title.clone(),
        state: TableState::Filled,
        money_unit,
        place: printed.place,
        end_line: printed.end_line,
        measures: Vec::new(),
        rows: Vec::new(),
        overall_goal: String::new(),
    }
}

/// The kind of a table by its title and by what it holds. What no kind means is read by its printed
/// headings, where it kept its cells.
fn kind_of(printed: &PrintedTable) -> Option<TableKind> {
    let Layout::Grid(grid) = &printed.layout else {
        return goals::kind_by_content(printed);
    };
    let kind = goals::kind_by_content(printed).unwrap_or(TableKind::Other);
    let may_be_crossed = match kind {
        TableKind::EconomicSummary | TableKind::FunctionByEconomic => true,
        TableKind::Other => printed.title.contains("经济分类"),
        kind => kind.is_by_function() || kind.is_by_economic_class(),
    };
    if may_be_crossed && functions_across::suits(grid) {
        return Some(TableKind::FunctionByEconomic);
    }
    let is_by_class =
        || printed_classification::of_rows(grid) == Some(Classification::DepartmentEconomic);
    Some(match kind {
        TableKind::FiscalExpenditure if is_by_class() => TableKind::FiscalByEconomicClass,
        kind => kind,
    })
}

/// Empty where no amount but zero is printed; cut where money stands in the table and none
/// of it could be read. A table that is only listed is filled where it prints money.
fn state(part: &Part, printed: &PrintedTable) -> TableState {
    let mut figures = part.table.rows.iter().flat_map(|row| &row.figures);
    let all_zero = figures.all(|figure| figure.amount.is_zero());
    if !all_zero || !part.indicators.is_empty() {
        return TableState::Filled;
    }
    let is_other = part.table.kind == Some(TableKind::Other);
    match (
        prints_money(&printed.layout),
        printed.kind.filter(|_| !is_other),
    ) {
        (false, _) => TableState::Empty,
        (true, None) => TableState::Filled,
        (true, Some(_)) => TableState::Cut,
    }
}

/// Whether an amount other than zero stands under the header.
fn prints_money(layout: &Layout) -> bool {
    let is_amount = |text: &str| {
        is_money(text) && Amount::parse(text, MoneyUnit::Wan).is_none_or(|amount| !amount.is_zero())
            || unread::hides_amount(text)
    };
    match layout {
        Layout::Grid(grid) => grid.body.iter().flatten().any(|cell| is_amount(&cell.text)),
        Layout::Collapsed(lines) => lines
            .iter()
            .flat_map(words::words)
            .any(|word| is_amount(&word.text)),
    }
}

/// Adds the tables that the contents promise and the document lacks, each after the table
/// that the contents name before it.
fn add_missing(book: &mut Book, printed: &Printed) {
    let mut taken = vec![false; book.tables.len()];
    let mut after = 0;
    let is_text = book.tables.is_empty();
    if is_text {
        book.notes.push(Note {
            place: Place::line(1),
            excerpt: String::new(),
            message: ONLY_TEXT.to_owned(),
        });
    }
    for promise in &printed.promises {
        let is_promised = |table: &Table| {
            // The title of the contents may say less than the table's columns do.
            let title = squeeze(&table.title);
            table.kind == Some(promise.kind) || title.ends_with(&squeeze(&promise.title))
        };
        let there = (0..book.tables.len()).find(|&at| !taken[at] && is_promised(&book.tables[at]));
        if let Some(at) = there {
            taken[at] = true;
            after = at + 1;
            continue;
        }
        let place = Place::line(promise.place.line);
        if !is_text {
            book.notes.push(Note {
                place,
                excerpt: promise.title.clone(),
                message: "目录列有此表，正文中没有。".to_owned(),
            });
        }
        insert(book, after, missing(promise));
        taken.insert(after, true);
        after += 1;
    }
}

fn insert(book: &mut Book, at: usize, table: Table) {
    book.tables.insert(at, table);
    for indicator in book
        .indicators
        .iter_mut()
        .filter(|indicator| indicator.table >= at)
    {
        indicator.table += 1;
    }
}

fn missing(promise: &Promise) -> Table {
    Table {
        kind: Some(promise.kind),
        title: promise.title.clone(),
        state: TableState::Missing,
        money_unit: MoneyUnit::default(),
        place: Place::line(promise.place.line),
        end_line: promise.place.line,
        measures: Vec::new(),
        rows: Vec::new(),
        overall_goal: String::new(),
    }
}
