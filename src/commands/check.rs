/*!
`lkx check`: where the budgets do not add up, and what was checked.

For people the findings come as short paragraphs with both places; for programs as the
rows of `export findings`. What ran is summed up on standard error, since a rule that did
not run is no pass.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::interruption::Interruption;
use super::messages::tell;
use super::narrowing::budgets;
use super::neighbours::neighbours;
use super::which_library::WhichLibrary;
use crate::budget::{Book, Evidence, Finding, Severity, Verdict};
use crate::checks::{Checked, check};
use crate::cli::{Check, Narrowing};
use crate::exports::{Dataset, Subject, finding_row};
use crate::library::{CatalogueEntry, Library};
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use anyhow::Context;
use std::io::Write;

pub(super) fn run(
    arguments: &Check,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    let narrowing = Narrowing {
        unit: arguments.of.clone().or(arguments.narrowing.unit.clone()),
        year: arguments.in_year.or(arguments.narrowing.year),
        table: None,
        ..arguments.narrowing.clone()
    };
    let entries = budgets(&library, &narrowing)?;
    let delivery = delivery.saying("findings", "勾稽核对的疑点，一条一行", &entries);
    let interruption = Interruption::listen()?;
    let mut examined = Vec::new();
    for entry in &entries {
        interruption.check()?;
        examined.push(Examined::of(&library, entry, arguments)?);
    }
    let for_people = delivery.is_table() && !delivery.is_file();
    if for_people {
        write_for_people(&examined)?;
    } else {
        let dataset = Dataset::from_name("findings").context("没有 findings 这种数据")?;
        delivery.deliver("", &dataset.written_columns(), &|sink| {
            for budget in &examined {
                let subject = Subject {
                    book: &budget.book,
                    neighbours: &[],
                    table: None,
                };
                for finding in &budget.chosen {
                    finding_row(&subject, finding, sink)?;
                }
            }
            Ok(())
        })?;
    }
    for budget in &examined {
        tell(&summary(budget));
    }
    let has_error = examined
        .iter()
        .any(|budget| budget.checked.count(Severity::Error) > 0);
    Ok(if arguments.strict && has_error {
        Outcome::Incomplete
    } else {
        Outcome::Done
    })
}

/// A budget, what the checks say of it, and the findings that were asked for.
struct Examined {
    book: Book,
    checked: Checked,
    chosen: Vec<Finding>,
}

impl Examined {
    fn of(library: &Library, entry: &CatalogueEntry, asked: &Check) -> anyhow::Result<Self> {
        let book = library.book(entry.id)?;
        let others = neighbours(library, &library.catalogue()?, entry)?;
        let checked = check(&book, &others.iter().collect::<Vec<_>>());
        let mut chosen = checked.findings.clone();
        chosen.retain(|finding| {
            let kind = finding.table.and_then(|table| book.tables.get(table)?.kind);
            asked
                .narrowing
                .table
                .is_none_or(|table| kind == Some(table))
                && asked.severity.is_none_or(|least| finding.severity <= least)
                && asked
                    .rule
                    .as_ref()
                    .is_none_or(|rule| finding.rule.eq_ignore_ascii_case(rule))
        });
        Ok(Self {
            book,
            checked,
            chosen,
        })
    }
}

fn write_for_people(examined: &[Examined]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for budget in examined {
        writeln!(out, "{}", for_terminal(&budget.book.identity.to_string()))?;
        for finding in &budget.chosen {
            for line in paragraph(&budget.book, finding) {
                writeln!(out, "  {}", for_terminal(&line))?;
            }
        }
    }
    Ok(())
}

/// A finding as lines: rule and message, the equation, both places.
fn paragraph(book: &Book, finding: &Finding) -> Vec<String> {
    let source = |evidence: &Evidence| match &evidence.elsewhere {
        Some(other) => other.source.clone(),
        None => book.source.name_of(evidence.place),
    };
    let mut places = format!("    {} {}", source(&finding.left), finding.left.printed);
    if let Some(right) = &finding.right {
        places.push_str(&format!("  对  {} {}", source(right), right.printed));
    }
    let mut lines = vec![format!(
        "{} {} {}",
        finding.severity.label(),
        finding.rule,
        finding.message
    )];
    if !finding.equation.is_empty() {
        lines.push(format!("    {}", finding.equation));
    }
    lines.push(places);
    lines
}

/// What was found and what ran: 海东市… 2024 年单位预算：错误 1，警告 7，提示 9；规则 60 条：相符 …
fn summary(budget: &Examined) -> String {
    let found: Vec<String> = Severity::ALL
        .iter()
        .map(|severity| format!("{} {}", severity.label(), budget.checked.count(*severity)))
        .collect();
    let ran: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let count = budget
                .checked
                .outcomes
                .iter()
                .filter(|outcome| outcome.verdict == *verdict)
                .count();
            format!("{} {count}", verdict.label())
        })
        .collect();
    format!(
        "{}：{}；规则 {} 条：{}",
        budget.book.identity,
        found.join("，"),
        budget.checked.outcomes.len(),
        ran.join("，")
    )
}
