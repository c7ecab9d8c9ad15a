/*!
Each rule held against a small disclosure that breaks it and one that keeps it.

In `tests/findings/RULE` stand `fires.txt`, `quiet.txt` and `expected.txt`: what a person
finds in the first, a line a finding, `severity | line | left | line | right`, and nothing
in the second. A file named after one of them and its part, `fires+上年.txt`, is another
budget of the library that it is held against. Units, figures and prose are made up.
*/

use libtest_mimic::{Arguments, Failed, Trial};
use lkx::budget::{Book, Evidence, Finding};
use lkx::checks::check;
use lkx::commands::read_book;
use lkx::documents::File;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let trials = folders()
        .into_iter()
        .flat_map(|folder| {
            let rule = folder
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let (name, own, quiet) = (rule.clone(), folder.clone(), rule.clone());
            [
                Trial::test(format!("{name} 有疑点"), move || fires(&folder, &rule)),
                Trial::test(format!("{name} 无疑点"), move || {
                    stays_quiet(&own, &quiet)
                }),
            ]
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let Ok(entries) = fs::read_dir(all) else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn findings(path: &Path, rule: &str) -> Result<Vec<Finding>, Failed> {
    let read = |path: &Path| -> Result<Book, Failed> {
        Ok(read_book(&File::new("a.txt", &fs::read(path)?))?)
    };
    let others: Vec<Book> = beside(path)?
        .iter()
        .map(|other| read(other))
        .collect::<Result<_, _>>()?;
    let found = check(&read(path)?, &others.iter().collect::<Vec<_>>())
        .findings
        .into_iter()
        .filter(|finding| finding.rule == rule)
        .collect();
    Ok(found)
}

/// The other budgets that a document is held against.
fn beside(path: &Path) -> Result<Vec<PathBuf>, Failed> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let prefix = format!("{stem}+");
    let mut found = Vec::new();
    for entry in fs::read_dir(path.parent().unwrap_or(path))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn line(finding: &Finding) -> String {
    let side = |side: &Evidence| format!("{} | {}", side.place.line, side.printed);
    let right = finding.right.as_ref().map_or(String::new(), side);
    format!(
        "{} | {} | {right}",
        finding.severity.name(),
        side(&finding.left)
    )
    .trim_end_matches([' ', '|'])
    .to_owned()
}

fn fires(folder: &Path, rule: &str) -> Result<(), Failed> {
    let found = findings(&folder.join("fires.txt"), rule)?;
    let found: Vec<String> = found.iter().map(line).collect();
    let expected = fs::read_to_string(folder.join("expected.txt"))?;
    let expected: Vec<&str> = expected.lines().collect();
    if expected == found {
        return Ok(());
    }
    Err(format!("应有\n{}\n找到\n{}", expected.join("\n"), found.join("\n")).into())
}

fn stays_quiet(folder: &Path, rule: &str) -> Result<(), Failed> {
    let found = findings(&folder.join("quiet.txt"), rule)?;
    if found.is_empty() {
        return Ok(());
    }
    let found: Vec<String> = found
        .iter()
        .map(|finding| format!("{}（{}）", line(finding), finding.message))
        .collect();
    Err(format!("不应有疑点，找到\n{}", found.join("\n")).into())
}
