/*!
What a tool answers: rows, and the documents that they are from with their hashes.
*/

use super::source::{self, document};
use super::tools::{Asks, Tool};
use crate::checks::rules;
use crate::cli::{self, Captured, Cli};
use crate::commands::which_library::WhichLibrary;
use crate::library::CatalogueEntry;
use crate::surroundings::Surroundings;
use clap::FromArgMatches;
use serde_json::{Map, Value, json};

/// More rows than this are not for one answer.
const MOST_ROWS: usize = 2_000;

/// The result of a call. What a tool cannot do is an answer too: whoever asked can ask better.
pub(super) fn to(tool: &Tool, values: &Value, cli: &Cli, surroundings: &Surroundings) -> Value {
    let none = Map::new();
    let values = values.as_object().unwrap_or(&none);
    let answer = tool.check_names(values).and_then(|()| match tool.asks {
        Asks::Command(words) => rows_of(tool, words, values, cli, surroundings),
        Asks::Lines => source::lines_of(tool, values, cli, surroundings),
        Asks::Rules => Ok(json!({"rows": every_rule()})),
    });
    match answer {
        Ok(answer) => json!({
            "content": [{"type": "text", "text": answer.to_string()}],
            "structuredContent": answer,
        }),
        Err(why) => json!({"content": [{"type": "text", "text": why}], "isError": true}),
    }
}

/// Runs a subcommand and takes what it would print.
fn rows_of(
    tool: &Tool,
    words: &[&str],
    values: &Map<String, Value>,
    cli: &Cli,
    surroundings: &Surroundings,
) -> Result<Value, String> {
    let line = tool.command_line(words, values)?;
    let mut asked = cli::command()
        .try_get_matches_from(line)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| error.render().to_string())?;
    asked.library.clone_from(&cli.library);
    asked.notes.clone_from(&cli.notes);
    asked.sample = cli.sample;
    let captured = Captured::default();
    let output = asked.command.as_mut().and_then(cli::Command::output_mut);
    output.ok_or("不是可以问的")?.captured = Some(captured.clone());
    crate::commands::run(asked, surroundings).map_err(|error| format!("{error:#}"))?;
    let printed = captured.take();
    // A search without a hit prints nothing.
    let mut rows: Vec<Value> = if printed.is_empty() {
        Vec::new()
    } else {
        serde_json::from_slice(&printed).map_err(|error| error.to_string())?
    };
    let catalogue = catalogue(cli, surroundings)?;
    let mut documents = documents_of(&rows, &catalogue);
    if documents.is_empty() {
        documents = summed_documents(&rows, values, &catalogue);
    }
    let count = rows.len();
    rows.truncate(MOST_ROWS);
    let mut answer = Map::new();
    answer.insert("rows".to_owned(), rows.into());
    answer.insert("documents".to_owned(), documents.into());
    if count > MOST_ROWS {
        let says = format!("共 {count} 行，只给出前 {MOST_ROWS} 行；用 unit、year、table 缩小");
        answer.insert("truncated".to_owned(), says.into());
    }
    Ok(answer.into())
}

/// The documents that rows name: by their unit, or by the file of a place.
fn documents_of(rows: &[Value], catalogue: &[CatalogueEntry]) -> Vec<Value> {
    let cells = || {
        rows.iter()
            .filter_map(Value::as_object)
            .flat_map(Map::values)
    };
    let texts: std::collections::HashSet<&str> = cells().filter_map(Value::as_str).collect();
    let names = |entry: &CatalogueEntry| {
        let is_place = |text: &&str| {
            let rest = text.strip_prefix(entry.file_name.as_str());
            rest.is_some_and(|rest| rest.starts_with([':', '#']))
        };
        texts.contains(entry.identity.unit.as_str()) || texts.iter().any(is_place)
    };
    let named = catalogue.iter().filter(|entry| names(entry));
    named.map(document).collect()
}

/// The documents of sums, whose rows name a year and a stage and no unit.
fn summed_documents(
    rows: &[Value],
    values: &Map<String, Value>,
    catalogue: &[CatalogueEntry],
) -> Vec<Value> {
    let is_summed = |entry: &&CatalogueEntry| {
        let year = entry.identity.year.to_string();
        let is_of = |row: &Value| {
            row["document_year"] == year.as_str() && row["stage"] == entry.identity.stage.name()
        };
        let scope = values.get("scope").and_then(Value::as_str);
        rows.iter().any(is_of) && scope.is_none_or(|scope| scope == entry.identity.scope.name())
    };
    catalogue.iter().filter(is_summed).map(document).collect()
}

fn catalogue(cli: &Cli, surroundings: &Surroundings) -> Result<Vec<CatalogueEntry>, String> {
    let which = WhichLibrary::of(cli, surroundings).map_err(|error| error.to_string())?;
    let library = which.open().map_err(|error| format!("{error:#}"))?;
    library.catalogue().map_err(|error| error.to_string())
}

fn every_rule() -> Vec<Value> {
    rules()
        .map(|rule| {
            json!({
                "code": rule.code.to_string(),
                "severity": rule.severity.name(),
                "title": rule.title,
                "why": rule.why,
            })
        })
        .collect()
}
