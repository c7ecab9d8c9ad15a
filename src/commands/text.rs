/*!
`lkx text`: the printed sentences and rows that have some words, one a line, with their places.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::messages::tell;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use crate::cli::FullText;
use crate::exports::ExportColumn;
use crate::surroundings::Surroundings;
use crate::survey::passages;

const COLUMNS: usize = 6;

pub(super) fn run(
    arguments: &FullText,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    // Words may be typed one by one or together.
    let words: Vec<String> = arguments
        .words
        .iter()
        .flat_map(|words| words.split_whitespace())
        .map(str::to_owned)
        .collect();
    let mut rows: Vec<[String; COLUMNS]> = Vec::new();
    let mut having = 0usize;
    for entry in &entries {
        let book = library.book(entry.id)?;
        let found = passages(&book.source, &words);
        having += usize::from(!found.is_empty());
        for passage in found {
            rows.push([
                book.identity.unit.clone(),
                book.identity.year.to_string(),
                book.identity.stage.name().to_owned(),
                book.identity.scope.name().to_owned(),
                passage.text,
                book.source.name_of(passage.place),
            ]);
        }
    }
    let all = rows.len();
    rows.truncate(arguments.limit.unwrap_or(usize::MAX));
    let title = format!("原文 {}", arguments.words.join(" "));
    if !rows.is_empty() || delivery.is_file() {
        write(&title, &rows, &delivery.saying("原文", &title, &entries))?;
    }
    let searched = entries.len();
    tell(&format!(
        "查了 {searched} 份预算，{having} 份里有，共 {all} 处"
    ));
    Ok(Outcome::Done)
}

fn write(title: &str, rows: &[[String; COLUMNS]], delivery: &Delivery) -> anyhow::Result<()> {
    let columns = [
        ExportColumn::text("unit", "单位"),
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("scope", "范围"),
        ExportColumn::text("text", "原文"),
        ExportColumn::text("source", "出处"),
    ];
    delivery.deliver_rows(title, &columns, rows)
}
