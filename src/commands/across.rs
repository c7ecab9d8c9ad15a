/*!
`lkx across`: a 科目, an item of 三公 or the projects of some name over all budgets, ranked.

The rows are for programs and people alike; the sum, the quartiles and the number of budgets of each year
are words for people, and go to standard error.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::list::figure;
use super::messages::tell;
use super::narrowing::budgets;
use super::origins::origin_of;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::budget::{Amount, Book, MoneyUnit, TableKind};
use crate::cli::Across;
use crate::compare;
use crate::exports::ExportColumn;
use crate::library::{CatalogueEntry, DocumentId, Kind, Library, Summed};
use crate::surroundings::Surroundings;
use crate::survey::{Ranking, Spread, Topic, TopicFigure, TopicLine, ranked};
use std::collections::HashMap;

/// Of fewer figures each is seen at once, and quartiles would only repeat them.
const FEWEST_WITH_QUARTILES: usize = 4;

/// So few budgets are asked themselves: a table of all budgets would have to be looked through.
pub(super) const FEW: usize = 3;

pub(super) fn run(
    arguments: &Across,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let topic = Topic::of(&arguments.topic).map_err(|error| WrongUsage::new(error.0))?;
    let library = which.open()?;
    let entries = budgets(&library, &arguments.narrowing)?;
    let rankings = ranked(lines(
        &library,
        &entries,
        &topic,
        arguments.narrowing.table,
    )?);
    let title = format!("横看 {} · 万元", topic.in_words());
    let delivery = delivery.saying("横看", &title, &entries);
    if rankings.is_empty() {
        tell(&format!(
            "{} 份预算里都没有 {}",
            entries.len(),
            topic.in_words()
        ));
    } else {
        write(&title, &rankings, &delivery)?;
    }
    for ranking in &rankings {
        if let Some(spread) = &ranking.spread {
            tell(&at_a_glance(ranking, spread));
        }
    }
    Ok(Outcome::Done)
}

/// What each budget has of the topic.
fn lines(
    library: &Library,
    entries: &[CatalogueEntry],
    topic: &Topic,
    table: Option<TableKind>,
) -> anyhow::Result<Vec<TopicLine>> {
    let asked = topic.asked();
    if asked.is_empty() {
        let having = library.having_entry(Kind::Project, &|name| topic.means_project(name))?;
        let having = entries.iter().filter(|entry| having.contains(&entry.id));
        return lines_of_books(library, having, topic, table);
    }
    if entries.len() <= FEW {
        return lines_of_books(library, entries.iter(), topic, table);
    }
    let mut found = Vec::new();
    for (along, under, code) in asked {
        found.extend(library.sums_of(along, under.as_deref(), &code)?);
    }
    let found = by_budget(found);
    let made = library.made_by_this_edition()?;
    let mut lines = Vec::new();
    for entry in entries {
        if !made.contains(&entry.id) {
            let book = library.book(entry.id)?;
            lines.extend(lines_of(entry, &book, topic, table));
            continue;
        }
        let summed = found.get(&entry.id).map_or(&[][..], Vec::as_slice);
        let items: Vec<&compare::Item> = summed.iter().map(|summed| &summed.item).collect();
        for found in topic.found_among(&items, table) {
            let place = found.held.place;
            // A place has one name, whatever figure stands there.
            let mut all = summed.iter();
            let at = all.find(|summed| place.is_some() && summed.item.held.place == place);
            let source = at.map_or_else(String::new, |summed| summed.source.clone());
            lines.push(TopicLine::new(entry.kin(), found, source));
        }
    }
    Ok(lines)
}

/// The figures of each budget, in their order.
pub(super) fn by_budget(found: Vec<Summed>) -> HashMap<DocumentId, Vec<Summed>> {
    let mut by_budget: HashMap<DocumentId, Vec<Summed>> = HashMap::new();
    for summed in found {
        by_budget.entry(summed.document).or_default().push(summed);
    }
    by_budget
}

/// The same, told by the budgets themselves; which projects are one thing nobody else can tell.
fn lines_of_books<'e>(
    library: &Library,
    entries: impl Iterator<Item = &'e CatalogueEntry>,
    topic: &Topic,
    table: Option<TableKind>,
) -> anyhow::Result<Vec<TopicLine>> {
    let mut lines = Vec::new();
    for entry in entries {
        let book = library.book(entry.id)?;
        lines.extend(lines_of(entry, &book, topic, table));
    }
    Ok(lines)
}

fn lines_of(
    entry: &CatalogueEntry,
    book: &Book,
    topic: &Topic,
    table: Option<TableKind>,
) -> Vec<TopicLine> {
    let found = topic.found_in(book, table).into_iter();
    let line = |found: TopicFigure| {
        let place = found.held.place;
        let source = place.map_or_else(String::new, |place| book.source.name_of(place));
        TopicLine::new(entry.kin(), found, source)
    };
    found.map(line).collect()
}

/// 2024 年预算：3 条计入，合计 …
fn at_a_glance(ranking: &Ranking, spread: &Spread) -> String {
    let within = ranking.lines.len().saturating_sub(spread.count);
    let within = match within {
        0 => String::new(),
        within => format!("（另有 {within} 条已在部门的数里，不重复计）"),
    };
    let quartiles = if spread.count < FEWEST_WITH_QUARTILES {
        String::new()
    } else {
        let quartiles = [spread.lower_quartile, spread.median, spread.upper_quartile];
        let quartiles: Vec<String> = quartiles.iter().map(Amount::grouped).collect();
        format!("，四分位 {}", quartiles.join("、"))
    };
    format!(
        "{} 年{}：{} 条{within}，合计 {}{quartiles} 万元",
        ranking.year,
        ranking.stage.name(),
        spread.count,
        spread.sum.exactly_in(MoneyUnit::Wan).grouped(),
    )
}

fn write(title: &str, rankings: &[Ranking], delivery: &Delivery) -> anyhow::Result<()> {
    let people = delivery.is_table();
    let columns = [
        ExportColumn::number("rank", "名次"),
        ExportColumn::text("unit", "单位"),
        ExportColumn::label("document_year", "年度"),
        ExportColumn::text("stage", "阶段"),
        ExportColumn::text("scope", "范围"),
        ExportColumn::text("code", "编码"),
        ExportColumn::text("name", "名称"),
        ExportColumn::number("amount", "金额"),
        ExportColumn::text("money_unit", "金额单位"),
        ExportColumn::number("share", "占比"),
        ExportColumn::number("change", "比上年"),
        ExportColumn::text("table", "表"),
        ExportColumn::text("origin", "来历"),
        ExportColumn::text("source", "出处"),
    ];
    delivery.deliver(title, &columns, &|sink| {
        for line in rankings.iter().flat_map(|ranking| &ranking.lines) {
            let (identity, found) = (&line.identity, &line.found);
            let rank = line.rank.map_or_else(String::new, |rank| rank.to_string());
            sink(&[
                &rank,
                &identity.unit,
                &identity.year.to_string(),
                identity.stage.name(),
                identity.scope.name(),
                &found.code,
                &found.name,
                &figure(&found.held.amount.exactly_in(MoneyUnit::Wan), people),
                MoneyUnit::Wan.name(),
                &line.share(),
                &line.change,
                found.table.map_or("", TableKind::name),
                origin_of(found.held.origin, people),
                &line.source,
            ])?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::parent_code;
    use crate::commands::reading::read_book;
    use crate::compare::items;
    use crate::documents::File;
    use crate::survey::Totals;
    use std::collections::BTreeSet;
    use std::fs;

    /// Texts, and documents whose places are pages and cells.
    const FOLDERS: [&str; 3] = [
        "sample-data",
        "tests/documents/pdf",
        "tests/documents/workbook",
    ];

    /// Of any table, and of such as many documents, few and none have.
    const TABLES: [Option<TableKind>; 4] = [
        None,
        Some(TableKind::GeneralBudget),
        Some(TableKind::EconomicSummary),
        Some(TableKind::Income),
    ];

    /// The documents that are budgets, and a library of them.
    fn library_of(folders: &[&str]) -> (Library, Vec<Book>) {
        let mut library = Library::in_memory().unwrap();
        let files = folders
            .iter()
            .flat_map(|folder| fs::read_dir(folder).unwrap());
        for file in files.map(|file| file.unwrap().path()) {
            let name = file.file_name().unwrap().to_string_lossy();
            let bytes = fs::read(&file).unwrap_or_default();
            if let Ok(book) = read_book(&File::new(&name, &bytes)) {
                library.store(&book, "2026-01-02 03:04:05", true).unwrap();
            }
        }
        let entries = library.catalogue().unwrap();
        let books = entries.iter().map(|entry| library.book(entry.id).unwrap());
        let books = books.collect();
        (library, books)
    }

    /// All codes of the budgets, those above them, and some that nobody has.
    fn codes(books: &[Book]) -> BTreeSet<String> {
        let rows = books
            .iter()
            .flat_map(|book| &book.tables)
            .flat_map(|table| &table.rows);
        let mut codes: BTreeSet<String> = rows.map(|row| row.code.clone()).collect();
        let above: Vec<String> = codes
            .iter()
            .filter_map(|code| parent_code(code).map(str::to_owned))
            .collect();
        codes.extend(above);
        codes.extend(["299".to_owned(), "20899".to_owned(), "39999".to_owned()]);
        codes
    }

    fn topics(codes: &BTreeSet<String>) -> Vec<Topic> {
        let of = |word: &str| Topic::of(&[word.to_owned()]).ok();
        let mut topics: Vec<Topic> = codes.iter().filter_map(|code| of(code)).collect();
        let words = [
            "三公",
            "公务接待费",
            "因公出国（境）费",
            "208+210",
            "2080506、2080505",
        ];
        topics.extend(
            words
                .iter()
                .chain(&["301+30201", "信息系统", "经费"])
                .filter_map(|word| of(word)),
        );
        topics
    }

    /// What the budgets themselves tell.
    fn told(
        entries: &[CatalogueEntry],
        books: &[Book],
        topic: &Topic,
        table: Option<TableKind>,
    ) -> Vec<TopicLine> {
        let mut lines = Vec::new();
        for (entry, book) in entries.iter().zip(books) {
            lines.extend(lines_of(entry, book, topic, table));
        }
        lines
    }

    #[test]
    fn the_table_of_sums_gives_the_answers_of_the_budgets() {
        let (library, books) = library_of(&FOLDERS);
        let entries = library.catalogue().unwrap();
        assert!(entries.len() > FEW);
        for topic in topics(&codes(&books)) {
            for table in TABLES {
                let asked = lines(&library, &entries, &topic, table).unwrap();
                let told = told(&entries, &books, &topic, table);
                // Amounts are equal whatever their decimals; what is shown of them is not.
                let [asked, told] = [asked, told].map(|lines| format!("{lines:?}"));
                assert_eq!(asked, told, "{topic:?} {table:?}");
            }
        }
    }

    #[test]
    fn sums_over_all_budgets_are_those_of_the_budgets() {
        let (library, books) = library_of(&FOLDERS);
        let entries = library.catalogue().unwrap();
        let codes = codes(&books);
        let unders = codes.iter().map(|code| Some(code.as_str()));
        for table in TABLES {
            for under in unders.clone().chain([None]) {
                let found = by_budget(library.sums_under(Totals::along(under), under).unwrap());
                let (mut asked, mut told) = (Totals::default(), Totals::default());
                for (entry, book) in entries.iter().zip(&books) {
                    let summed = found.get(&entry.id).map_or(&[][..], Vec::as_slice);
                    let items: Vec<&compare::Item> =
                        summed.iter().map(|summed| &summed.item).collect();
                    asked.add_items(entry.kin(), &items, table);
                    told.add(entry.kin(), book, table, under);
                }
                let [asked, told] = [asked, told].map(|totals| format!("{:?}", totals.sums()));
                assert_eq!(asked, told, "{under:?} {table:?}");
            }
        }
    }

    #[test]
    fn items_come_back_as_they_were_stored() {
        let (library, books) = library_of(&["sample-data"]);
        let entries = library.catalogue().unwrap();
        for (entry, book) in entries.iter().zip(&books) {
            for item in items(book) {
                let found = library
                    .sums_of(item.along, item.under.as_deref(), &item.code)
                    .unwrap();
                assert!(
                    found
                        .iter()
                        .any(|summed| summed.document == entry.id && summed.item == item),
                    "{item:?}"
                );
            }
        }
    }
}
