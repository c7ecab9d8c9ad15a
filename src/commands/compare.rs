/*!
`lkx compare`: two budgets along one drill-down, row by row.

Money is in 万元 throughout, exactly: a figure printed in 元 has six decimals then. People
read the two budgets in the heading, of which the first is the base; programs find them in
every row.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::list::figure;
use super::messages::tell;
use super::narrowing::{Wanted, one_budget};
use super::origins::origin_of;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::budget::{Amount, Book, MoneyUnit, parent_code};
use crate::cli::Compare;
use crate::compare::{Along, Comparison, ComparisonRow, Held, Holding, Rank, Standing, compare};
use crate::exports::ExportColumn;
use crate::library::{CatalogueEntry, Library};
use crate::surroundings::Surroundings;
use anyhow::bail;

pub(super) fn run(
    arguments: Compare,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let along = along(&arguments)?;
    let library = which.open()?;
    let entries = both(&library, &arguments)?;
    let books = [library.book(entries[0].id)?, library.book(entries[1].id)?];
    let books = [&books[0], &books[1]];
    let compared = compared(books, along, &arguments)?;
    // A workbook and a file of commas have no room for a remark; it goes to people.
    for note in &compared.notes {
        tell(note);
    }
    let delivery = delivery.saying("对比", &title(books, along, &compared), &entries);
    ComparisonTable {
        books,
        compared: &compared,
        with_codes: along.has_levels() || along == Along::Projects,
        people: delivery.is_table(),
    }
    .write(&title(books, along, &compared), &delivery)?;
    Ok(Outcome::Done)
}

/// What is compared: as asked, or as the code says.
fn along(arguments: &Compare) -> anyhow::Result<Along> {
    let by_code = match arguments.code.as_deref() {
        Some(code) if code.starts_with('3') => Along::Economics,
        _ => Along::Functions,
    };
    let along = arguments.by.unwrap_or(by_code);
    if arguments.code.is_some() && !along.has_levels() {
        return Err(WrongUsage::new("只有按功能、经济对比时才写科目编码").into());
    }
    Ok(along)
}

/// The two budgets that are meant.
fn both(library: &Library, arguments: &Compare) -> anyhow::Result<[CatalogueEntry; 2]> {
    let (first_stage, second_stage) = arguments.stage.unzip();
    let (first_scope, second_scope) = arguments.scope.unzip();
    let wanted = |stage, scope| Wanted {
        year: None,
        stage,
        scope,
    };
    let base = one_budget(
        library,
        &arguments.base,
        arguments.base_year,
        wanted(first_stage, first_scope),
    )?;
    let other = one_budget(
        library,
        &arguments.other,
        arguments.other_year,
        wanted(second_stage, second_scope),
    )?;
    if base.id == other.id {
        bail!(
            "两边是同一份：{}；同一年的预算与决算用 --stage 预算,决算",
            base.identity
        );
    }
    Ok([base, other])
}

/// The comparison under the code; of a code that has nothing below, its own row.
fn compared(books: [&Book; 2], along: Along, arguments: &Compare) -> anyhow::Result<Comparison> {
    let code = arguments.code.as_deref();
    let below = compare(&books, along, arguments.table, code);
    if !below.rows.is_empty() {
        return Ok(below);
    }
    let Some(code) = code else {
        bail!("两份预算都没有可以这样对比的表：{}", along.name());
    };
    let mut level = compare(&books, along, arguments.table, parent_code(code));
    level.rows.retain(|row| row.code == code);
    level.total = None;
    if level.rows.is_empty() {
        bail!("两份预算都没有科目 {code}；不写编码时列出各类");
    }
    Ok(level)
}

/// 对比（功能）：② 甲 2024 年单位预算 比 ① 甲 2023 年单位预算（基期）· 支出总表 · 万元
fn title(books: [&Book; 2], along: Along, compared: &Comparison) -> String {
    let mut tables: Vec<&str> = Vec::new();
    for kind in compared.tables.iter().flatten() {
        if !tables.contains(&kind.name()) {
            tables.push(kind.name());
        }
    }
    format!(
        "对比（{}）：② {} 比 ① {}（基期）· {} · 万元",
        along.name(),
        books[1].identity,
        books[0].identity,
        tables.join("、")
    )
}

/// How the rows are written.
struct ComparisonTable<'c> {
    books: [&'c Book; 2],
    compared: &'c Comparison,
    with_codes: bool,
    people: bool,
}

impl ComparisonTable<'_> {
    fn write(&self, title: &str, delivery: &Delivery) -> anyhow::Result<()> {
        let columns = self.columns();
        delivery.deliver(title, &columns, &|sink| {
            for row in self.compared.rows.iter().chain(&self.compared.total) {
                // A heading has nothing that a program could use: the rows say their side.
                if self.people || row.rank != Rank::Heading {
                    let cells = self.cells(row);
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    sink(&cells)?;
                }
            }
            Ok(())
        })
    }

    fn columns(&self) -> Vec<ExportColumn> {
        let mut columns = Vec::new();
        if self.with_codes || !self.people {
            columns.push(ExportColumn::text("code", "编码"));
        }
        if !self.people {
            columns.push(ExportColumn::text("section", "收支"));
        }
        columns.push(ExportColumn::text("name", "名称"));
        for (number, (sign, book)) in (1..).zip(["①", "②"].iter().zip(self.books)) {
            let identity = &book.identity;
            if !self.people {
                columns.push(ExportColumn::text(format!("budget_{number}"), "预算"));
            }
            let heading = format!("{sign}{}年{}", identity.year, identity.stage.name());
            columns.push(ExportColumn::number(format!("amount_{number}"), heading));
            if !self.people {
                columns.push(ExportColumn::text(format!("origin_{number}"), "来历"));
                columns.push(ExportColumn::text(format!("source_{number}"), "出处"));
            }
        }
        if !self.people {
            columns.push(ExportColumn::text("money_unit", "金额单位"));
        }
        columns.push(ExportColumn::number("difference", "差额"));
        columns.push(ExportColumn::number("change", "②比①"));
        if self.people {
            columns.push(ExportColumn::text("origin", "来历"));
        } else {
            columns.push(ExportColumn::text("standing", "变动"));
        }
        columns
    }

    fn cells(&self, row: &ComparisonRow) -> Vec<String> {
        let mut cells = Vec::new();
        if self.with_codes || !self.people {
            cells.push(row.code.clone());
        }
        if !self.people {
            cells.push(row.section.to_owned());
        }
        cells.push(self.name(row));
        for index in 0..self.books.len() {
            self.budget_cells(row, index, &mut cells);
        }
        if !self.people {
            cells.push(MoneyUnit::Wan.name().to_owned());
        }
        let difference = row.difference(0, 1).map(|amount| self.money(&amount));
        cells.push(difference.unwrap_or_default());
        if self.people {
            cells.push(if row.rank == Rank::Heading {
                String::new()
            } else {
                let [base, budget] = self.books;
                row.change_or_word(0, 1, base.identity.unit == budget.identity.unit)
            });
            cells.push(self.origins(row));
        } else {
            cells.push(row.change(0, 1));
            cells.push(standing(row.standing(0, 1)).to_owned());
        }
        cells
    }

    /// What one budget has.
    fn budget_cells(&self, row: &ComparisonRow, index: usize, cells: &mut Vec<String>) {
        let held = row.holdings.get(index).and_then(Holding::held);
        let book = self.books.get(index);
        if !self.people {
            cells.push(book.map_or_else(String::new, |book| book.identity.to_string()));
        }
        cells.push(held.map_or_else(String::new, |held| self.money(&held.amount)));
        if !self.people {
            cells.push(held.map_or("", |held| held.origin).to_owned());
            let place = held.and_then(|held| Some(book?.source.name_of(held.place?)));
            cells.push(place.unwrap_or_default());
        }
    }

    /// The name; for people in brackets where no document prints it.
    fn name(&self, row: &ComparisonRow) -> String {
        if self.people && row.named_by_list {
            format!("〔{}〕", row.name)
        } else {
            row.name.clone()
        }
    }

    fn money(&self, amount: &Amount) -> String {
        figure(&amount.exactly_in(MoneyUnit::Wan), self.people)
    }

    /// How the figures came to be here, where they are not all printed.
    fn origins(&self, row: &ComparisonRow) -> String {
        let signs = ["①", "②"].iter().zip(&row.holdings);
        let told: Vec<(&str, &str)> = signs
            .filter_map(|(sign, holding)| {
                let word = origin_of(holding.held().map(|held: &Held| held.origin)?, true);
                (!word.is_empty()).then_some((*sign, word))
            })
            .collect();
        match told.as_slice() {
            [(_, first), (_, second)] if first == second => (*first).to_owned(),
            told => told
                .iter()
                .map(|(sign, word)| format!("{sign}{word}"))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

/// How a row stands, for programs.
fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Both => "both",
        Standing::New => "new",
        Standing::Gone => "gone",
        Standing::Unknown => "unknown",
    }
}
