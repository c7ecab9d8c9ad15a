/*!
What is asked about many budgets, made from the book of each: a list of rows a table.

One list serves three purposes: it is stored, it is held against what is stored, and it is put in
its place again.
*/

use super::codes::{CLASSIFICATIONS, standings};
use super::entries::entries_of;
use super::sums::{in_lines, level_under, number_of, on_page};
use super::{CatalogueEntry, Entry, Kind, Target};
use crate::budget::{Book, Location, Origin, Place};
use crate::compare::{Item, items};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params_from_iter};
use std::collections::HashMap;

/// Names what makes the tables: another text where another program might make others.
pub(super) const EDITION: &str = env!("LKX_MADE");

/// A value of a row.
#[derive(Debug, Clone, Copy)]
enum RowValue<'b> {
    Nothing,
    Number(i64),
    Text(&'b str),
    /// A text that lies among the names.
    Name(&'b str),
}

/// A text that is an amount: kept here because rows borrow it.
type AmountText = String;

/// A table that is made from books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// The tables of a document.
    Contents,
    /// The figures.
    Facts,
    /// Where codes stand.
    Codes,
    /// The figures of codes and of 三公, as a comparison shows them.
    Sums,
    /// What a search finds.
    Entries,
}

impl Made {
    /// Every table.
    pub(super) const ALL: [Made; 5] = [
        Made::Contents,
        Made::Facts,
        Made::Codes,
        Made::Sums,
        Made::Entries,
    ];

    /// Its name in the library.
    pub(super) fn name(self) -> &'static str {
        match self {
            Made::Contents => "contents",
            Made::Facts => "facts",
            Made::Codes => "codes",
            Made::Sums => "sums",
            Made::Entries => "entries",
        }
    }

    fn insert(self) -> &'static str {
        match self {
            Made::Contents => "INSERT INTO contents VALUES (?1, ?2, ?3, ?4)",
            Made::Facts => {
                "INSERT INTO facts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
            }
            Made::Codes => {
                "INSERT INTO codes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
            }
            Made::Sums => {
                "INSERT INTO sums VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
            }
            Made::Entries => "INSERT INTO entries VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        }
    }

    fn delete(self) -> &'static str {
        match self {
            Made::Contents => "DELETE FROM contents WHERE document = ?1",
            Made::Facts => "DELETE FROM facts WHERE document = ?1",
            Made::Codes => "DELETE FROM codes WHERE document = ?1",
            Made::Sums => "DELETE FROM sums WHERE document = ?1",
            Made::Entries => "DELETE FROM entries WHERE document = ?1",
        }
    }

    fn select(self) -> &'static str {
        match self {
            Made::Contents => "SELECT * FROM contents WHERE document = ?1",
            Made::Facts => "SELECT * FROM facts WHERE document = ?1",
            Made::Codes => "SELECT * FROM codes WHERE document = ?1",
            Made::Sums => "SELECT * FROM sums WHERE document = ?1",
            Made::Entries => "SELECT * FROM entries WHERE document = ?1",
        }
    }
}

/// What rows borrow beside the book.
struct Borrowed<'b> {
    entries: Vec<Entry<'b>>,
    /// The amounts of the entries, as they are printed.
    printed: Vec<Option<AmountText>>,
    codes: Vec<(super::codes::CodeStanding<'b>, AmountText)>,
    sums: Vec<BorrowedSum>,
}

/// A figure that a comparison shows.
struct BorrowedSum {
    item: Item,
    printed: AmountText,
    source: Source,
}

/// Where a figure is printed: on the line that it stands on, on a page, or where it is said.
enum Source {
    Line,
    Page(i64),
    Said(String),
}

impl<'b> Borrowed<'b> {
    fn of(entry: &'b CatalogueEntry, book: &'b Book) -> Self {
        let entries = entries_of(entry, book, None);
        let printed = entries.iter().map(|entry| {
            let amount = entry.amount?;
            Some(amount.to_string())
        });
        let codes = standings(book).into_iter().map(|standing| {
            let printed = standing.figure.amount.to_string();
            (standing, printed)
        });
        Self {
            printed: printed.collect(),
            codes: codes.collect(),
            sums: items(book)
                .into_iter()
                .map(|item| BorrowedSum::of(item, book))
                .collect(),
            entries,
        }
    }
}

impl BorrowedSum {
    fn of(item: Item, book: &Book) -> Self {
        Self {
            printed: item.held.amount.to_string(),
            source: item
                .held
                .place
                .map_or(Source::Line, |place| Source::of(book, place)),
            item,
        }
    }
}

impl Source {
    fn of(book: &Book, place: Place) -> Self {
        let (file_name, said) = (&book.source.file_name, book.source.name_of(place));
        if said == in_lines(file_name, place.line) {
            return Source::Line;
        }
        match book.source.location(place) {
            Some(Location::Page { page, .. }) if said == on_page(file_name, (*page).into()) => {
                Source::Page((*page).into())
            }
            _ => Source::Said(said),
        }
    }
}

fn int(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn rows<'b>(
    made: Made,
    number: i64,
    book: &'b Book,
    borrowed: &'b Borrowed<'b>,
) -> Vec<Vec<RowValue<'b>>> {
    match made {
        Made::Contents => contents(number, book),
        Made::Facts => facts(number, book),
        Made::Codes => codes(number, book, borrowed),
        Made::Sums => sums(number, borrowed),
        Made::Entries => entries(number, borrowed),
    }
}

fn contents(number: i64, book: &Book) -> Vec<Vec<RowValue<'_>>> {
    let tables = book.tables.iter().enumerate();
    tables
        .map(|(table_no, table)| {
            vec![
                RowValue::Number(number),
                RowValue::Number(int(table_no)),
                RowValue::Name(table.kind_name()),
                RowValue::Text(table.state.name()),
            ]
        })
        .collect()
}

fn facts(number: i64, book: &Book) -> Vec<Vec<RowValue<'_>>> {
    let mut facts = Vec::new();
    for table in &book.tables {
        let Some(kind) = table.kind else { continue };
        for row in &table.rows {
            for figure in &row.figures {
                facts.push(vec![
                    RowValue::Number(number),
                    RowValue::Number(int(facts.len())),
                    RowValue::Name(kind.name()),
                    RowValue::Number(i64::from(row.ordinal)),
                    RowValue::Name(row.kind.name()),
                    RowValue::Text(&row.code),
                    RowValue::Name(&row.name),
                    RowValue::Name(figure.measure.path()),
                    match figure.year == book.identity.year {
                        true => RowValue::Nothing,
                        false => RowValue::Number(i64::from(figure.year)),
                    },
                    RowValue::Number(figure.amount.ten_thousandths()),
                    RowValue::Number(i64::from(figure.amount.unit().exponent())),
                    match &figure.origin {
                        Origin::Printed => RowValue::Nothing,
                        origin => RowValue::Text(origin.name()),
                    },
                ]);
            }
        }
    }
    facts
}

fn codes<'b>(number: i64, _book: &'b Book, borrowed: &'b Borrowed<'b>) -> Vec<Vec<RowValue<'b>>> {
    let codes = borrowed.codes.iter();
    codes
        .map(|(standing, printed)| {
            let mut all = CLASSIFICATIONS.iter();
            let classification = all.position(|c| *c == standing.classification);
            let place = standing.figure.place;
            vec![
                RowValue::Number(int(classification.unwrap_or_default())),
                RowValue::Text(standing.code),
                RowValue::Number(number),
                RowValue::Number(int(standing.table_no)),
                RowValue::Name(standing.kind.name()),
                RowValue::Name(&standing.row.name),
                RowValue::Text(printed),
                RowValue::Number(i64::from(standing.figure.amount.unit().exponent())),
                RowValue::Number(i64::from(place.line)),
                RowValue::Number(i64::from(place.start)),
                RowValue::Number(i64::from(place.end)),
            ]
        })
        .collect()
}

fn sums<'b>(number: i64, borrowed: &'b Borrowed<'b>) -> Vec<Vec<RowValue<'b>>> {
    let sums = borrowed.sums.iter();
    sums.map(|sum| {
        let (item, held) = (&sum.item, &sum.item.held);
        let place = |number: fn(Place) -> u32| {
            let place = held.place.map(number);
            place.map_or(RowValue::Nothing, |number| RowValue::Number(number.into()))
        };
        vec![
            RowValue::Number(number_of(item.along).unwrap_or(-1)),
            RowValue::Number(level_under(item.under.as_deref())),
            RowValue::Text(&item.code),
            RowValue::Number(number),
            RowValue::Number(int(item.rank)),
            RowValue::Name(item.kind.name()),
            RowValue::Name(&item.name),
            RowValue::Text(&sum.printed),
            RowValue::Number(held.amount.unit().exponent().into()),
            match held.is_printed() {
                true => RowValue::Nothing,
                false => RowValue::Text(held.origin),
            },
            match held.ground.as_str() {
                "" => RowValue::Nothing,
                ground => RowValue::Name(ground),
            },
            place(|place| place.line),
            place(|place| place.start),
            place(|place| place.end),
            match &sum.source {
                Source::Line => RowValue::Nothing,
                Source::Page(page) => RowValue::Number(*page),
                Source::Said(said) => RowValue::Text(said),
            },
        ]
    })
    .collect()
}

fn entries<'b>(number: i64, borrowed: &'b Borrowed<'b>) -> Vec<Vec<RowValue<'b>>> {
    let entries = borrowed.entries.iter().zip(&borrowed.printed);
    entries
        .enumerate()
        .map(|(entry_no, (entry, printed))| {
            let kind = Kind::ALL.iter().position(|kind| *kind == entry.kind);
            let (target, table_no, row_no) = numbers_of(entry.target);
            let unit = entry
                .amount
                .map(|amount| i64::from(amount.unit().exponent()));
            let number_or_nothing =
                |value: Option<i64>| value.map_or(RowValue::Nothing, RowValue::Number);
            vec![
                RowValue::Number(number),
                RowValue::Number(int(entry_no)),
                RowValue::Number(kind.map_or(-1, int)),
                RowValue::Name(entry.name),
                match entry.code {
                    "" => RowValue::Nothing,
                    code => RowValue::Text(code),
                },
                printed.as_deref().map_or(RowValue::Nothing, RowValue::Text),
                number_or_nothing(unit),
                RowValue::Number(target),
                number_or_nothing(table_no),
                number_or_nothing(row_no),
            ]
        })
        .collect()
}

/// Where an entry leads, as the library numbers it.
fn numbers_of(target: Target) -> (i64, Option<i64>, Option<i64>) {
    match target {
        Target::Unit => (0, None, None),
        Target::Function => (1, None, None),
        Target::Economic { government: false } => (2, None, None),
        Target::Economic { government: true } => (3, None, None),
        Target::Project { table, row } => (4, Some(table.into()), Some(row.into())),
        Target::Indicator { index } => (5, None, Some(index.into())),
    }
}

/// Where an entry leads, by its numbers in the library.
pub(super) fn target_of(target: i64, table_no: Option<i64>, row_no: Option<i64>) -> Option<Target> {
    let row = || u32::try_from(row_no?).ok();
    Some(match target {
        0 => Target::Unit,
        1 => Target::Function,
        2 => Target::Economic { government: false },
        3 => Target::Economic { government: true },
        4 => Target::Project {
            table: u16::try_from(table_no?).ok()?,
            row: row()?,
        },
        5 => Target::Indicator { index: row()? },
        _ => return None,
    })
}

/// Puts what a book gives into all tables, under the number of its document.
pub(super) fn insert_all(
    transaction: &Transaction,
    number: i64,
    (entry, book): (&CatalogueEntry, &Book),
) -> rusqlite::Result<()> {
    let borrowed = Borrowed::of(entry, book);
    let mut names = WrittenNames::default();
    for made in Made::ALL {
        let rows = rows(made, number, book, &borrowed);
        insert_rows(transaction, made, &rows, &mut names)?;
    }
    transaction
        .prepare_cached("INSERT INTO made VALUES (?1, ?2)")?
        .execute((number, EDITION))?;
    Ok(())
}

/// Takes what was made of a document out of all tables.
pub(super) fn delete_all(transaction: &Transaction, number: i64) -> rusqlite::Result<()> {
    for made in Made::ALL {
        transaction
            .prepare_cached(made.delete())?
            .execute([number])?;
    }
    transaction
        .prepare_cached("DELETE FROM made WHERE document = ?1")?
        .execute([number])?;
    Ok(())
}

fn insert_rows<'b>(
    transaction: &Transaction,
    made: Made,
    rows: &[Vec<RowValue<'b>>],
    names: &mut WrittenNames<'b>,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(made.insert())?;
    for row in rows {
        let mut values = Vec::with_capacity(row.len());
        for cell in row {
            values.push(match *cell {
                RowValue::Name(name) => RowValue::Number(names.id(transaction, name)?),
                cell => cell,
            });
        }
        insert.execute(params_from_iter(values))?;
    }
    Ok(())
}

impl ToSql for RowValue<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            RowValue::Nothing => ValueRef::Null,
            RowValue::Number(number) => ValueRef::Integer(*number),
            RowValue::Text(text) | RowValue::Name(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// The tables whose rows of a document are not what its book gives.
pub(super) fn differing(
    connection: &Connection,
    number: i64,
    entry: &CatalogueEntry,
    book: &Book,
) -> rusqlite::Result<Vec<Made>> {
    let borrowed = Borrowed::of(entry, book);
    let mut differing = Vec::new();
    for made in Made::ALL {
        let rows = rows(made, number, book, &borrowed);
        if !are_there(connection, made, number, &rows)? {
            differing.push(made);
        }
    }
    Ok(differing)
}

/// Whether these rows, and no others, are those of a document.
fn are_there(
    connection: &Connection,
    made: Made,
    number: i64,
    rows: &[Vec<RowValue>],
) -> rusqlite::Result<bool> {
    let mut select = connection.prepare_cached(made.select())?;
    let width = select.column_count();
    let mut stored: Vec<Vec<Value>> = Vec::new();
    let mut found = select.query([number])?;
    while let Some(row) = found.next()? {
        stored.push(
            (0..width)
                .map(|column| row.get(column))
                .collect::<Result<_, _>>()?,
        );
    }
    let mut names: HashMap<&str, Option<i64>> = HashMap::new();
    let mut made: Vec<Vec<Value>> = Vec::new();
    for row in rows {
        let mut values = Vec::with_capacity(width);
        for cell in row {
            values.push(match *cell {
                RowValue::Nothing => Value::Null,
                RowValue::Number(number) => Value::Integer(number),
                RowValue::Text(text) => Value::Text(text.to_owned()),
                RowValue::Name(name) => {
                    let id = match names.get(name) {
                        Some(id) => *id,
                        None => *names.entry(name).or_insert(known(connection, name)?),
                    };
                    id.map_or(Value::Null, Value::Integer)
                }
            });
        }
        made.push(values);
    }
    let key = |row: &Vec<Value>| format!("{row:?}");
    stored.sort_by_cached_key(key);
    made.sort_by_cached_key(key);
    Ok(stored == made)
}

/// The number of a name that is stored.
pub(super) fn known(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT id FROM names WHERE text = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

/// Names on their way into the library, each stored once.
#[derive(Default)]
pub(super) struct WrittenNames<'b>(HashMap<&'b str, i64>);

impl<'b> WrittenNames<'b> {
    /// The number of a name, which is stored where it is not yet.
    pub(super) fn id(&mut self, transaction: &Transaction, name: &'b str) -> rusqlite::Result<i64> {
        if let Some(id) = self.0.get(name) {
            return Ok(*id);
        }
        let id = match known(transaction, name)? {
            Some(id) => id,
            None => transaction
                .prepare_cached("INSERT INTO names (text) VALUES (?1)")?
                .insert([name])?,
        };
        self.0.insert(name, id);
        Ok(id)
    }
}
