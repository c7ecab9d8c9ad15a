/*!
`lkx check`: where the budgets do not add up, and what was checked.

For people the findings come as short paragraphs with both places; for programs as the
rows of `export findings`. What ran is summed up on standard error, since a rule that did
not run is no pass. What the user has judged is found and counted all the same, and said to be
judged, with the reason.
*/

use super::Outcome;
use super::checking::{Examination, Examined};
use super::clues;
use super::delivery::Delivery;
use super::interruption::Interruption;
use super::messages::tell;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use crate::budget::{Identity, Severity, Told, Verdict};
use crate::cli::{Check, Narrowing};
use crate::exports::{Dataset, Reported, finding_row};
use crate::notes::{Judgements, Notebook, Standing, Status};
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use anyhow::Context;
use std::cell::RefCell;
use std::io::{BufWriter, Write};

pub(super) fn run(
    arguments: &Check,
    which: &WhichLibrary,
    mut notebook: Notebook,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    let judged = Judgements::among(notebook.notes()?);
    let narrowing = Narrowing {
        unit: arguments.of.clone().or(arguments.narrowing.unit.clone()),
        year: arguments.in_year.or(arguments.narrowing.year),
        table: None,
        ..arguments.narrowing.clone()
    };
    let entries = budgets(&library, &narrowing)?;
    let delivery = delivery.saying("findings", "勾稽核对的疑点，一条一行", &entries);
    let examination = Examination {
        which,
        library: &library,
        entries: &entries,
        interruption: &Interruption::listen()?,
    };
    if arguments.clues {
        return clues::run(&examination, &delivery);
    }
    let for_people = delivery.is_table() && !delivery.is_file();
    let tallies = if for_people {
        write_for_people(&examination, arguments, &judged)?
    } else {
        write_rows(&examination, arguments, &judged, &delivery)?
    };
    for tally in &tallies {
        tell(&tally.to_string());
    }
    if tallies.len() > 1 {
        tell(&sum(&tallies));
    }
    let has_error = tallies.iter().any(|tally| tally.chosen_errors > 0);
    Ok(if arguments.strict && has_error {
        Outcome::Incomplete
    } else {
        Outcome::Done
    })
}

/// Whether a finding is one of those asked for.
fn is_asked_for(told: &Told, asked: &Check) -> bool {
    let is_table = |table| told.kind == Some(table);
    let is_rule = |rule| told.finding.rule == rule;
    asked.narrowing.table.is_none_or(is_table)
        && (asked.severity).is_none_or(|least| told.finding.severity <= least)
        && asked.rule.is_none_or(is_rule)
}

fn write_for_people(
    examination: &Examination,
    asked: &Check,
    judged: &Judgements,
) -> anyhow::Result<Vec<Tally>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut tallies = Vec::new();
    examination.run(&mut |budget| {
        let identity = &budget.identity;
        writeln!(out, "{}", for_terminal(&identity.to_string()))?;
        let findings = budget.report.findings.iter();
        for told in findings.filter(|told| is_asked_for(told, asked)) {
            let standing = judged.of(identity, &told.finding);
            for line in paragraph(told, standing) {
                writeln!(out, "  {}", for_terminal(&line))?;
            }
        }
        tallies.push(Tally::of(budget, asked, judged));
        Ok(())
    })?;
    out.flush()?;
    Ok(tallies)
}

fn write_rows(
    examination: &Examination,
    asked: &Check,
    judged: &Judgements,
    delivery: &Delivery,
) -> anyhow::Result<Vec<Tally>> {
    let dataset = Dataset::from_name("findings").context("没有 findings 这种数据")?;
    let tallies = RefCell::new(Vec::new());
    delivery.deliver(
        "",
        &dataset.written_columns(delivery.holds_objects()),
        &|sink| {
            // A table is measured before it is written: the rows are asked for twice.
            tallies.borrow_mut().clear();
            examination.run(&mut |budget| {
                let subject = Reported {
                    identity: &budget.identity,
                    report: &budget.report,
                    judged,
                    with_operands: delivery.holds_objects(),
                    table: None,
                };
                let findings = budget.report.findings.iter();
                for told in findings.filter(|told| is_asked_for(told, asked)) {
                    finding_row(&subject, told, sink)?;
                }
                tallies.borrow_mut().push(Tally::of(budget, asked, judged));
                Ok(())
            })
        },
    )?;
    Ok(tallies.into_inner())
}

/// A finding as lines: rule and message, the equation, both places, and what was decided of it.
fn paragraph(told: &Told, standing: Option<Standing>) -> Vec<String> {
    let finding = &told.finding;
    let mut places = format!("    {} {}", told.left.source, finding.left.printed);
    if let (Some(right), Some(source)) = (&finding.right, &told.right) {
        places.push_str(&format!("  对  {source} {}", right.printed));
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
    lines.extend(standing.map(|standing| format!("    {}", standing.in_words())));
    lines
}

/// How much was found in a budget, and what ran.
struct Tally {
    identity: Identity,
    found: [usize; 3],
    ran: [usize; Verdict::ALL.len()],
    /// Errors among the findings that were asked for.
    chosen_errors: usize,
    /// How many of what was found are of each status.
    judged: [usize; Status::ALL.len()],
}

impl Tally {
    fn of(budget: &Examined, asked: &Check, judged: &Judgements) -> Self {
        let Examined { identity, report } = budget;
        let is_chosen_error =
            |told: &&Told| told.finding.severity == Severity::Error && is_asked_for(told, asked);
        Self {
            identity: identity.clone(),
            found: report.tally(),
            ran: report.came_out(),
            chosen_errors: report.findings.iter().filter(is_chosen_error).count(),
            judged: Status::ALL.map(|status| {
                let standings = report.findings.iter();
                let standings = standings.filter_map(|told| judged.of(identity, &told.finding));
                standings
                    .filter(|standing| standing.status() == status)
                    .count()
            }),
        }
    }
}

impl std::fmt::Display for Tally {
    /// 海东市… 2024 年单位预算：错误 1，警告 7，提示 9；规则 60 条：相符 …
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rules: usize = self.ran.iter().sum();
        let ran = Verdict::ALL.map(Verdict::label);
        write!(
            f,
            "{}：{}{}；规则 {rules} 条：{}",
            self.identity,
            counted(&Severity::ALL.map(Severity::label), &self.found),
            in_brackets(&self.judged),
            counted(&ran, &self.ran)
        )
    }
}

/// 错误 1，警告 7，提示 9
fn counted(labels: &[&str], counts: &[usize]) -> String {
    let words: Vec<String> = labels
        .iter()
        .zip(counts)
        .map(|(label, count)| format!("{label} {count}"))
        .collect();
    words.join("，")
}

/// All budgets together: 共 9 份：错误 10，警告 46，提示 89
fn sum(tallies: &[Tally]) -> String {
    let mut found = [0; 3];
    let mut judged = [0; Status::ALL.len()];
    for tally in tallies {
        for (sum, count) in found.iter_mut().zip(tally.found) {
            *sum += count;
        }
        for (sum, count) in judged.iter_mut().zip(tally.judged) {
            *sum += count;
        }
    }
    format!(
        "共 {} 份：{}{}",
        tallies.len(),
        counted(&Severity::ALL.map(Severity::label), &found),
        in_brackets(&judged)
    )
}

/// （其中已认定 1，已搁置 2）
fn in_brackets(judged: &[usize; Status::ALL.len()]) -> String {
    let counts = Status::ALL.iter().zip(judged);
    let counts: Vec<String> = counts
        .filter(|(status, count)| **status != Status::Unjudged && **count > 0)
        .map(|(status, count)| format!("{} {count}", status.done()))
        .collect();
    if counts.is_empty() {
        String::new()
    } else {
        format!("（其中{}）", counts.join("，"))
    }
}
