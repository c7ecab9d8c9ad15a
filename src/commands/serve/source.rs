/*!
The source of figures: the lines of a document around one, or around the figures that an address means.
*/

use super::tools::Tool;
use crate::budget::{Address, Book, Figure, Place, Row, RowKind, Scope, Stage, Table};
use crate::cli::Cli;
use crate::commands::narrowing::{Wanted, one_budget};
use crate::commands::which_library::WhichLibrary;
use crate::library::{CatalogueEntry, Library};
use crate::surroundings::Surroundings;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The lines around a place, where nobody says how many, and at most.
const AROUND: u32 = 5;
const MOST_AROUND: u32 = 200;
/// An address without a table means a figure in each column of each table that has its row.
const MOST_FIGURES: usize = 200;

/// A figure, and where it stands among the others.
type Found<'b> = (&'b Table, &'b Row, &'b Figure);

/// What a call asks for.
pub(super) fn lines_of(
    tool: &Tool,
    values: &Map<String, Value>,
    cli: &Cli,
    surroundings: &Surroundings,
) -> Result<Value, String> {
    let around = tool.number("around", values)?;
    let around = around.unwrap_or(AROUND).min(MOST_AROUND);
    let which = WhichLibrary::of(cli, surroundings).map_err(|error| error.to_string())?;
    let library = which.open().map_err(|error| format!("{error:#}"))?;
    match values.get("address").and_then(Value::as_str) {
        Some(address) => of_address(&library, &Address::parse(address)?, around),
        None => of_line(&library, tool, values, around),
    }
}

fn of_line(
    library: &Library,
    tool: &Tool,
    values: &Map<String, Value>,
    around: u32,
) -> Result<Value, String> {
    let text = |name: &str| values.get(name).and_then(Value::as_str);
    let number = |name: &str| tool.number(name, values);
    let (Some(unit), Some(year), Some(line)) = (text("unit"), number("year")?, number("line")?)
    else {
        return Err("source 要有 address，或 unit、year、line".to_owned());
    };
    let wanted = Wanted {
        year: None,
        stage: text("stage").and_then(Stage::from_name),
        scope: text("scope").and_then(Scope::from_name),
    };
    let year = u16::try_from(year).map_err(|_| "年度是四位数字，如 2023".to_owned())?;
    let entry = one_budget(library, unit, year, wanted).map_err(|error| format!("{error:#}"))?;
    let book = library.book(entry.id).map_err(|error| error.to_string())?;
    let rows = lines(&book, &[line], around);
    if rows.is_empty() {
        return Err(format!("{} 没有第 {line} 行", entry.file_name));
    }
    Ok(json!({"rows": rows, "documents": [document(&entry)]}))
}

fn of_address(library: &Library, address: &Address, around: u32) -> Result<Value, String> {
    let catalogue = library.catalogue().map_err(|error| error.to_string())?;
    let is_meant = |entry: &&CatalogueEntry| entry.identity == address.identity;
    let entry = catalogue.iter().find(is_meant);
    let entry = entry.ok_or_else(|| format!("库中没有 {}", address.identity))?;
    let book = library.book(entry.id).map_err(|error| error.to_string())?;
    let figures = figures_of(&book, address)?;
    if figures.is_empty() {
        return Err(format!("{} 没有印“{address}”的数", entry.file_name));
    }
    let places: Vec<u32> = figures
        .iter()
        .map(|(.., figure)| figure.place.line)
        .collect();
    let figures: Vec<Value> = figures.iter().map(|found| told(&book, found)).collect();
    Ok(json!({
        "figures": figures,
        "rows": lines(&book, &places, around),
        "documents": [document(entry)],
    }))
}

/// The printed figures that an address means, in the order of the document.
fn figures_of<'b>(book: &'b Book, address: &Address) -> Result<Vec<Found<'b>>, String> {
    let (Some(part), Some(thing)) = (&address.part, &address.thing) else {
        return Err("地址要说到哪一个科目、项目或哪一行，如 …/功能/2080506".to_owned());
    };
    let is_row = |row: &Row| match part.as_str() {
        "功能" => row.kind == RowKind::Function && row.code == *thing,
        "经济" => row.kind == RowKind::DepartmentEconomic && row.code == *thing,
        "政府经济" => {
            row.code2 == *thing || row.kind == RowKind::GovernmentEconomic && row.code == *thing
        }
        _ => row.name == *thing,
    };
    let is_table = |table: &&Table| {
        let named = address.figure.as_ref();
        named.is_none_or(|(name, _)| table.kind_name() == name)
    };
    let is_column = |figure: &&Figure| {
        let named = address.figure.as_ref().map(|(_, column)| column);
        named.is_none_or(|column| column.is_empty() || figure.measure.path() == column)
    };
    let mut found = Vec::new();
    for table in book.tables.iter().filter(is_table) {
        for row in table.rows.iter().filter(|row| is_row(row)) {
            let figures = row.figures.iter().filter(is_column);
            found.extend(figures.map(|figure| (table, row, figure)));
        }
    }
    found.truncate(MOST_FIGURES);
    Ok(found)
}

fn told(book: &Book, (table, row, figure): &Found) -> Value {
    json!({
        "table": table.kind_name(),
        "row_code": row.code,
        "row_name": row.name,
        "year": figure.year,
        "measure": figure.measure.path(),
        "amount": figure.amount.to_string(),
        "money_unit": figure.amount.unit().name(),
        "origin": figure.origin.name(),
        "source": book.source.name_of(figure.place),
    })
}

/// Lines and those around them, each once.
fn lines(book: &Book, wanted: &[u32], around: u32) -> Vec<Value> {
    let near = |line: &u32| line.saturating_sub(around).max(1)..=line.saturating_add(around);
    let wanted: BTreeSet<u32> = wanted.iter().flat_map(near).collect();
    let lines = (1..).zip(book.source.text.lines());
    let lines = lines.filter(|(at, _)| wanted.contains(at));
    lines
        .map(|(at, text): (u32, &str)| {
            let source = book.source.name_of(Place::line(at));
            json!({"line": at, "source": source, "text": text})
        })
        .collect()
}

/// A document as answers name it.
pub(super) fn document(entry: &CatalogueEntry) -> Value {
    json!({
        "unit": entry.identity.unit,
        "document_year": entry.identity.year,
        "stage": entry.identity.stage.name(),
        "scope": entry.identity.scope.name(),
        "file_name": entry.file_name,
        "sha256": entry.sha256,
    })
}
