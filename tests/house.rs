//! The rules of the house, held by a test: who may know whom, and the blocks of the README
//! that are made from the program's own lists.

#![expect(clippy::unwrap_used, reason = "a fault of the tree is a failed test")]

#[path = "house/circles.rs"]
mod circles;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// For each part of the program the parts that it may use; see ARCHITECTURE.md.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("budget", &["narrow", "pattern"]),
    ("documents", &["budget", "narrow"]),
    ("tables", &["budget", "narrow", "pattern"]),
    ("records", &["budget", "narrow", "pattern", "tables"]),
    ("year_lists", &["budget", "pattern", "tables"]),
    ("sqlite", &[]),
    ("library", &["budget", "compare", "narrow", "sqlite"]),
    ("checks", &["budget", "contained", "narrow", "pattern"]),
    ("screening", &["budget", "checks", "compare"]),
    ("search", &["budget", "library", "narrow"]),
    ("notes", &["budget", "sqlite"]),
    ("compare", &["budget"]),
    ("survey", &["budget", "compare"]),
    (
        "exports",
        &[
            "budget",
            "checks",
            "library",
            "narrow",
            "notes",
            "screening",
            "text",
        ],
    ),
    (
        "screens",
        &[
            "budget",
            "checks",
            "compare",
            "contained",
            "library",
            "narrow",
            "notes",
            "screening",
            "search",
            "survey",
            "text",
        ],
    ),
];

/// Crates that only the explorer may know.
const OF_THE_SCREEN: &[&str] = &["ratatui", "crossterm"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn files_of(part: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&Path::new("src").join(part), &mut found);
    found
}

/// The parts that a file names after `crate::`.
fn used_parts(text: &str) -> BTreeSet<String> {
    text.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

#[test]
fn nobody_knows_more_than_they_may() {
    let mut faults = Vec::new();
    for (part, allowed) in MAY_USE {
        for file in files_of(part) {
            let text = fs::read_to_string(&file).unwrap();
            for used in used_parts(&text) {
                if used != *part && !allowed.contains(&used.as_str()) {
                    faults.push(format!("{} uses {used}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_folder_has_its_neighbours_said() {
    for entry in fs::read_dir("src").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        // `commands` may use anything, and the arguments name what they ask for.
        let is_known =
            ["cli", "commands"].contains(&name) || MAY_USE.iter().any(|(part, _)| *part == name);
        assert!(!path.is_dir() || is_known, "MAY_USE does not know {name}");
    }
}

#[test]
fn a_file_has_one_idea() {
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    for file in &all {
        let lines = fs::read_to_string(file).unwrap().lines().count();
        assert!(
            lines <= 600,
            "{} has {lines} lines: part it by idea",
            file.display()
        );
    }
}

/// What stands before a path that is written out to be compared with a measure's.
const AS_TEXT: [&str; 4] = [
    "measure.path() == \"",
    "measure.path() != \"",
    "measure.path(), \"",
    "measure().path() == \"",
];

#[test]
fn a_measure_is_asked_for_by_its_name() {
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    for file in &all {
        let text = fs::read_to_string(file).unwrap();
        let program = text.split("#[cfg(test)]").next().unwrap();
        for written in AS_TEXT {
            assert!(
                !program.contains(written),
                "{}: {written} is a constant of Measure",
                file.display()
            );
        }
    }
}

#[test]
fn only_screens_know_the_terminal_crates() {
    for part in MAY_USE
        .iter()
        .map(|(part, _)| *part)
        .filter(|part| *part != "screens")
    {
        for file in files_of(part) {
            let text = fs::read_to_string(&file).unwrap();
            for name in OF_THE_SCREEN {
                assert!(
                    !text.contains(&format!("{name}::")),
                    "{} uses {name}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let reasons = fs::read_to_string("DECISIONS.md").unwrap();
    let lists = manifest.split("dependencies]").skip(1);
    let names = lists.flat_map(|list| list.lines().take_while(|line| !line.starts_with('[')));
    for name in names
        .filter_map(|line| line.split(" = ").next())
        .filter(|name| !name.trim().is_empty())
    {
        assert!(
            reasons.contains(name),
            "DECISIONS.md gives no reason for {name}"
        );
    }
}

#[test]
fn every_file_opens_with_its_reason() {
    let mut all = Vec::new();
    files(Path::new("src"), &mut all);
    for file in all {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("/*!") || text.starts_with("//!"),
            "{} has no opening doc",
            file.display()
        );
    }
}

/// A block of both READMEs that is made from the program's own list.
fn hold_block(name: &str, made: &str) {
    for readme in ["README.md", "README.zh-CN.md"] {
        hold_block_of(readme, name, made);
    }
}

/// A block of a README that is made from the program's own list. `LKX_BLESS=1` rewrites it.
#[expect(
    clippy::disallowed_methods,
    reason = "the test asks whether to rewrite"
)]
fn hold_block_of(readme: &str, name: &str, made: &str) {
    let text = fs::read_to_string(readme).unwrap();
    let (start, end) = (format!("<!-- {name}:"), format!("<!-- {name} end -->"));
    let from = text
        .find(&start)
        .map(|at| at + text[at..].find("-->").unwrap() + 4)
        .unwrap();
    let to = text.find(&end).unwrap();
    let expected = format!("\n{}\n\n", made.trim());
    if text[from..to] != expected && std::env::var_os("LKX_BLESS").is_some() {
        fs::write(
            readme,
            format!("{}{expected}{}", &text[..from], &text[to..]),
        )
        .unwrap();
        return;
    }
    assert_eq!(
        text[from..to],
        expected,
        "`just bless` rewrites the block {name} of {readme}"
    );
}

#[test]
fn the_readme_lists_every_key_and_every_command() {
    hold_block("keys", &lkx::screens::keys::as_markdown());
    let mut commands = String::from("| 子命令 | 作用 |\n|---|---|\n");
    for command in <lkx::cli::Cli as clap::CommandFactory>::command().get_subcommands() {
        let about = command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default();
        commands.push_str(&format!("| `lkx {}` | {about} |\n", command.get_name()));
    }
    hold_block("commands", &commands);
}

#[test]
fn the_help_of_import_names_every_ending() {
    let mut program = <lkx::cli::Cli as clap::CommandFactory>::command();
    let import = program.find_subcommand_mut("import").unwrap();
    let help = import.render_long_help().to_string();
    let is_named = |ending: &&&str| {
        let words = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        let mut words = words.map(|word| word.trim_start_matches('.'));
        words.any(|word| word == **ending)
    };
    for ending in lkx::documents::ENDINGS {
        assert!(is_named(&ending), "{ending}");
    }
}

#[test]
fn every_rule_is_held_against_a_budget_that_breaks_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let without: Vec<lkx::budget::RuleCode> = lkx::checks::rules()
        .map(|rule| rule.code)
        .filter(|code| {
            // A rule that only holds others back has nothing to find.
            let has = |name: &str| folder.join(code.name()).join(name).is_file();
            !has("fires.txt") && !has("silent.txt")
        })
        .collect();
    assert!(without.is_empty(), "rules without a fixture: {without:?}");
}
