//! The gallery of messages: for each rule a finding as `lkx check` says it.
//!
//! `tests/messages.txt` shows of every rule the findings of `tests/findings/RULE/fires.txt`, as
//! people read them. It is made by the program (`LKX_BLESS=1`) and read by a person: a change of
//! words shows in it, and whoever changes them reads all of them beside each other.

#![expect(clippy::unwrap_used, reason = "a fault of the tree is a failed test")]

use lkx::budget::{Book, Finding, RuleCode};
use lkx::checks::{Rule, check, faults, rules};
use lkx::commands::read_book;
use lkx::documents::File;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(rule: RuleCode) -> PathBuf {
    Path::new("tests/findings").join(rule.name())
}

fn read(path: &Path) -> Book {
    read_book(&File::new("a.txt", &fs::read(path).unwrap())).unwrap()
}

/// The disclosures of a rule that break it.
fn firing(rule: RuleCode) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(rule)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let is_firing = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("fires") && !name.contains('+')
    };
    paths.retain(is_firing);
    paths.sort();
    paths
}

/// The budgets that one is held against: `fires+上年.txt`.
fn beside(path: &Path) -> Vec<Book> {
    let stem = format!("{}+", path.file_stem().unwrap().to_string_lossy());
    let entries = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with(&stem)
    });
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn said(finding: &Finding) -> String {
    let mut text = format!("  {} {}\n", finding.severity.label(), finding.message);
    if !finding.equation.is_empty() {
        let _ = writeln!(text, "    {}", finding.equation);
    }
    text
}

/// The findings that the gallery shows, by rule.
fn shown() -> Vec<(&'static Rule, Vec<Finding>)> {
    let of = |rule: &'static Rule| {
        let findings = firing(rule.code).into_iter().flat_map(|path| {
            let others = beside(&path);
            let checked = check(&read(&path), &others.iter().collect::<Vec<_>>());
            checked.findings
        });
        let own = findings.filter(|finding| finding.rule == rule.code);
        (rule, own.collect())
    };
    rules().map(of).collect()
}

fn gallery() -> String {
    let mut text = String::new();
    for (rule, findings) in shown() {
        let _ = writeln!(text, "{} {}", rule.code, rule.title);
        let mut shown = BTreeSet::new();
        for said in findings.iter().map(said) {
            if shown.insert(said.clone()) {
                text.push_str(&said);
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn every_fault_is_in_the_gallery() {
    let mut missing: BTreeSet<String> = faults().into_iter().collect();
    for (_, findings) in shown() {
        for finding in findings {
            missing.remove(&finding.fault);
        }
    }
    assert!(
        missing.is_empty(),
        "add a disclosure that has it, tests/findings/RULE/fires-….txt: {missing:#?}"
    );
}

#[test]
fn every_message_is_shown() {
    let made = gallery();
    let path = Path::new("tests/messages.txt");
    #[expect(
        clippy::disallowed_methods,
        reason = "the test asks whether to rewrite"
    )]
    let blesses = std::env::var_os("LKX_BLESS").is_some();
    if blesses {
        fs::write(path, &made).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    for (kept, made) in kept.lines().zip(made.lines()) {
        assert_eq!(kept, made);
    }
    assert_eq!(kept.lines().count(), made.lines().count());
}

#[test]
fn every_code_is_a_rule_of_one_family() {
    let mut codes: Vec<RuleCode> = rules().map(|rule| rule.code).collect();
    codes.sort();
    assert_eq!(codes, RuleCode::ALL);
}
