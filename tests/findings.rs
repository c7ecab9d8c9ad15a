/*!
Each rule held against a small disclosure that breaks it and one that keeps it.

In `tests/findings/RULE` stand pairs of `fires*.txt` and `expected*.txt` (what a person finds
in the first, a line a finding, `severity | line | left | line | right`), and disclosures in
which there is nothing to find: `quiet*.txt`, where the rule must have looked and been
content, and `silent*.txt`, where it must have said that it could not look. A file named
after one of them and its part, `fires+上年.txt`, is another budget of the library that it is
held against. Units, figures and prose are made up.
*/

use libtest_mimic::{Arguments, Failed, Trial};
use lkx::budget::{Book, Evidence, Finding, Outcome, Verdict};
use lkx::checks::check;
use lkx::commands::read_book;
use lkx::documents::File;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let samples = entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"));
    let samples = samples
        .into_iter()
        .filter(|path| name_of(path).ends_with(".txt"));
    let samples = samples.map(|path| {
        Trial::test(format!("{} 键", name_of(&path)), move || {
            said(&path, "R01").map(drop)
        })
    });
    let trials = folders().into_iter().flat_map(|folder| {
        let rule = name_of(&folder);
        let mut trials = vec![Trial::test(format!("{rule} 有正反例"), {
            let folder = folder.clone();
            move || has_both(&folder)
        })];
        for path in entries(&folder) {
            let file = name_of(&path);
            if file.contains('+') {
                continue;
            }
            let name = format!("{rule} {}", file.trim_end_matches(".txt"));
            let rule = rule.clone();
            if !file.starts_with("expected") {
                let path = path.clone();
                trials.push(Trial::test(format!("{name} 大数"), move || {
                    bears_any_figure(&path)
                }));
            }
            if let Some(rest) = file.strip_prefix("fires") {
                let expected = path.with_file_name(format!("expected{rest}"));
                trials.push(Trial::test(name, move || fires(&path, &expected, &rule)));
            } else if file.starts_with("quiet") {
                trials.push(Trial::test(name, move || {
                    finds_nothing(&path, &rule, &[Verdict::Holds])
                }));
            } else if file.starts_with("silent") {
                let unchecked = [Verdict::NotCheckable, Verdict::NotApplicable];
                trials.push(Trial::test(name, move || {
                    finds_nothing(&path, &rule, &unchecked)
                }));
            }
        }
        trials
    });
    libtest_mimic::run(&arguments, trials.chain(samples).collect()).exit();
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    entries.sort();
    entries
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let mut folders = entries(&all);
    folders.retain(|path| path.is_dir());
    folders
}

fn has_both(folder: &Path) -> Result<(), Failed> {
    // A rule that only keeps others from speaking has nothing to find.
    let has = |name: &str| folder.join(name).is_file();
    if has("quiet.txt") && (has("fires.txt") || has("silent.txt")) {
        Ok(())
    } else {
        Err("没有 fires.txt 或 quiet.txt".into())
    }
}

/// What a rule says of a disclosure.
fn said(path: &Path, rule: &str) -> Result<(Vec<Finding>, Outcome), Failed> {
    let read = |path: &Path| -> Result<Book, Failed> {
        Ok(read_book(&File::new("a.txt", &fs::read(path)?))?)
    };
    let others: Vec<Book> = beside(path)?
        .iter()
        .map(|other| read(other))
        .collect::<Result<_, _>>()?;
    let mut checked = check(&read(path)?, &others.iter().collect::<Vec<_>>());
    let mut keys = HashSet::new();
    for finding in &checked.findings {
        if !keys.insert(finding.key.clone()) {
            return Err(format!("两条疑点的键相同：{}", finding.key).into());
        }
    }
    checked
        .findings
        .retain(|finding| finding.rule.name() == rule);
    let mut outcomes = checked.outcomes.into_iter();
    let outcome = outcomes
        .find(|outcome| outcome.rule.name() == rule)
        .ok_or("没有这条规则")?;
    Ok((checked.findings, outcome))
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

fn fires(path: &Path, expected: &Path, rule: &str) -> Result<(), Failed> {
    let (found, _) = said(path, rule)?;
    let found: Vec<String> = found.iter().map(line).collect();
    let expected = fs::read_to_string(expected)?;
    let expected: Vec<&str> = expected.lines().collect();
    if expected == found && !expected.is_empty() {
        return Ok(());
    }
    Err(format!("应有\n{}\n找到\n{}", expected.join("\n"), found.join("\n")).into())
}

fn finds_nothing(path: &Path, rule: &str, verdicts: &[Verdict]) -> Result<(), Failed> {
    let (found, outcome) = said(path, rule)?;
    if !found.is_empty() {
        let found: Vec<String> = found
            .iter()
            .map(|finding| format!("{}（{}）", line(finding), finding.message))
            .collect();
        return Err(format!("不应有疑点，找到\n{}", found.join("\n")).into());
    }
    if verdicts.contains(&outcome.verdict) {
        return Ok(());
    }
    let (verdict, why) = (outcome.verdict.label(), outcome.why);
    Err(format!("没有疑点，结果却是{verdict}：{why}").into())
}

/// Figures that no budget prints: one is more than what any sum can hold, two of the others are.
const HOSTILE: [&str; 3] = [
    "99999999999999999999",
    "922337203685477.58",
    "-92233720368547758.07",
];

/// A stranger's figures, however large, must not bring the checks down.
fn bears_any_figure(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    for hostile in HOSTILE {
        let bytes = with_figures(&text, hostile);
        if let Ok(book) = read_book(&File::new("a.txt", bytes.as_bytes())) {
            check(&book, &[]);
        }
    }
    Ok(())
}

/// A text whose figures are another: numbers with decimals, and cells and sums of money that
/// are numbers.
fn with_figures(text: &str, figure: &str) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        let is_cell = before.ends_with(['\t', '|']) && after.starts_with(['\t', '|', '\n']);
        let is_money = after.starts_with("万元") || after.starts_with('%');
        let is_code = number.len() > 4 && !number.contains('.');
        all.push_str(before);
        all.push_str(
            if (is_cell || is_money || number.contains('.')) && !is_code {
                figure
            } else {
                number
            },
        );
        rest = after;
    }
    all + rest
}
