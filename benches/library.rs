/*!
Libraries of any size, and what is asked of them.

`cargo bench --bench library -- 10000 [FILE]` makes a library of so many budgets, in FILE if one is
named and else in a folder that goes again, and measures what the library answers. The budgets are
the samples, and what lies in the folder LKX_DOCUMENTS, again and again under units, departments,
years and amounts of their own. A file that is there already is measured as it is.
*/

#[path = "library/generated.rs"]
mod generated;

use anyhow::Context;
use generated::{Templates, fill};
use lkx::budget::{Classification, MoneyUnit, Report, TableKind};
use lkx::checks::check;
use lkx::compare::Along;
use lkx::library::{CatalogueEntry, Kept, Library, Neighbourhood};
use lkx::search::{Index, Query};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let Some(count) = arguments.next() else {
        // `cargo test` runs every bench once.
        return measure(10, None);
    };
    measure(
        count.parse().context("how many budgets?")?,
        arguments.next().map(PathBuf::from),
    )
}

fn measure(count: usize, file: Option<PathBuf>) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = file.unwrap_or_else(|| folder.path().join("library.lkx"));
    if !path.exists() {
        let templates = Templates::read()?;
        timed("make", || fill(&path, &templates, count))?;
    }
    let size = path.metadata()?.len() / 1024;
    println!(
        "{:40} {} KB a budget",
        "size",
        size / u64::try_from(count.max(1))?
    );
    ask(&path)
}

fn ask(path: &Path) -> anyhow::Result<()> {
    let library = Library::open(path)?;
    let catalogue = timed("catalogue", || Ok(library.catalogue()?))?;
    let some: Vec<&CatalogueEntry> = catalogue.iter().step_by(catalogue.len() / 20 + 1).collect();
    timed(&format!("{} budgets", some.len()), || {
        let books = some.iter().map(|entry| library.book(entry.id));
        Ok(books.collect::<Result<Vec<_>, _>>()?)
    })?;
    let kind = TableKind::EconomicSummary;
    timed("budgets with a table", || Ok(library.having_table(kind)?))?;
    let function = Classification::Function;
    timed("a code in all budgets", || {
        Ok(library.code_places(function, "2080506")?)
    })?;
    timed("a 项 across all budgets", || {
        Ok(library.sums_of(Along::Functions, Some("20805"), "2080506")?)
    })?;
    timed("类 of all budgets", || {
        Ok(library.sums_under(Along::Functions, None)?)
    })?;
    let builder = timed("the names of all budgets", || {
        let mut builder = Index::builder();
        for budget in &catalogue {
            library.search_entries(budget, &mut |entry| builder.add(entry))?;
        }
        Ok(builder)
    })?;
    let index = timed("their index", || Ok(builder.build()))?;
    let query = Query::parse("职业年金", MoneyUnit::Wan);
    timed("a search", || Ok(index.search(&query, None, 50, &|| true)))?;
    println!("{:40} {}", "names", index.name_count());
    drop(library);
    let last = catalogue.last().context("no budget")?.id;
    let mut library = Library::open_for_writing(path)?;
    reports(&mut library, &some)?;
    let book = library.book(last)?;
    timed(
        "remove",
        || Ok(library.remove(last, "2026-11-30 00:00:01")?),
    )?;
    timed("store", || {
        Ok(library.store(&book, "2026-11-30 00:00:02", false)?)
    })?;
    Ok(())
}

/// What the checks say of some budgets alone: found out, kept, and asked for again.
fn reports(library: &mut Library, some: &[&CatalogueEntry]) -> anyhow::Result<()> {
    let neighbourhood = Neighbourhood::of(library.catalogue()?);
    let basis = |id| neighbourhood.basis(id, "a measurement");
    let kept = timed(&format!("check {} budgets", some.len()), || {
        let mut kept = Vec::new();
        for id in some.iter().map(|entry| entry.id) {
            let book = library.book(id)?;
            let checked = check(&book, &[]);
            let report = Report::of(&book, checked.findings, checked.outcomes);
            let basis = basis(id);
            kept.push(Kept { id, basis, report });
        }
        Ok(kept)
    })?;
    timed("keep that", || Ok(library.keep_reports(&kept)?))?;
    timed("ask for it again", || {
        let reports = some
            .iter()
            .map(|entry| library.report(entry.id, &basis(entry.id)));
        Ok(reports.collect::<Result<Vec<_>, _>>()?)
    })?;
    Ok(())
}

/// Prints how long something takes.
fn timed<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let begun = Instant::now();
    let result = work()?;
    let took = begun.elapsed();
    println!(
        "{what:40} {}.{:03} ms",
        took.as_millis(),
        took.as_micros() % 1000
    );
    Ok(result)
}
