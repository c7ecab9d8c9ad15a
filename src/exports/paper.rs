/*!
The working paper: the notes as a Markdown document that is read from top to bottom, by
unit and budget, each with its figure, its place and the hash of the document.
*/

use super::markdown::escaped;
use crate::budget::{Identity, RuleCode};
use crate::checks::rule;
use crate::notes::{Judgement, Note, Now};
use std::fmt::Write;

/// The working paper of notes that are in the order of their budgets.
pub fn working_paper(notes: &[(Note, Now)], made_at: &str) -> String {
    let mut text = String::from("# 工作底稿\n\n");
    let budgets = budgets(notes);
    line(
        &mut text,
        &format!(
            "{} 条笔记，{} 份预算；制于 {made_at}，lkx {}。",
            notes.len(),
            budgets.len(),
            env!("CARGO_PKG_VERSION")
        ),
    );
    changes(&mut text, notes);
    let mut number = 0;
    let mut unit = "";
    for notes in budgets {
        let Some((first, _)) = notes.first() else {
            continue;
        };
        let identity = &first.about.identity;
        if identity.unit != unit {
            unit = &identity.unit;
            line(&mut text, &format!("## {}", escaped(unit)));
        }
        let documents = budget(&mut text, identity, notes);
        for (note, now) in notes {
            number += 1;
            entry(&mut text, number, note, now, documents > 1);
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The notes of each budget.
fn budgets(notes: &[(Note, Now)]) -> Vec<&[(Note, Now)]> {
    notes
        .chunk_by(|(note, _), (next, _)| note.about.identity == next.about.identity)
        .collect()
}

/// A paragraph.
fn line(text: &mut String, paragraph: &str) {
    text.push_str(paragraph);
    text.push_str("\n\n");
}

/// The notes whose figures are no longer what was noted come first: they want another look.
fn changes(text: &mut String, notes: &[(Note, Now)]) {
    let is_other = |now: &Now| matches!(now, Now::Changed(_) | Now::FigureGone | Now::RowGone);
    let changed: Vec<String> = (1..)
        .zip(notes)
        .filter(|(_, (_, now))| is_other(now))
        .map(|(number, _)| number.to_string())
        .collect();
    if !changed.is_empty() {
        line(
            text,
            &format!("记下以后有变动的：第 {} 条。", changed.join("、")),
        );
    }
}

/// The heading of a budget and the documents that its notes were taken from, and how many
/// these are.
fn budget(text: &mut String, identity: &Identity, notes: &[(Note, Now)]) -> usize {
    line(
        text,
        &format!(
            "### {} 年{}{}",
            identity.year,
            identity.scope.name(),
            identity.stage.name()
        ),
    );
    let mut documents: Vec<(&str, &str)> = Vec::new();
    for (note, _) in notes {
        let document = (note.about.document.as_str(), note.about.sha256.as_str());
        if !documents.contains(&document) {
            documents.push(document);
        }
    }
    for (name, sha256) in &documents {
        line(text, &format!("文件 {}，SHA-256 `{sha256}`", escaped(name)));
    }
    documents.len()
}

/// A note; which document it was taken from is said where the budget has had several.
fn entry(text: &mut String, number: usize, note: &Note, now: &Now, many: bool) {
    let about = &note.about;
    line(text, &format!("#### {number}. {}", title(note)));
    if !note.words().is_empty() {
        line(text, &format!("> {}", escaped(note.words())));
    }
    let mut facts: Vec<(&str, String)> = Vec::new();
    if let Some(judgement) = &note.finding {
        facts.extend(judged(judgement));
    }
    if !about.measure.is_empty() {
        facts.push(("口径", about.measure.clone()));
    }
    if let Some(noted) = &about.figure {
        facts.push(("记下的数", noted.grouped()));
    }
    if !now.in_words().is_empty() {
        facts.push(("现在的数", now.in_words()));
    }
    if !about.source.is_empty() {
        facts.push(("出处", about.source.clone()));
    }
    facts.push(("地址", note.address().to_string()));
    if many {
        facts.push(("SHA-256", about.sha256.clone()));
    }
    facts.push(("记于", when(note)));
    if note.finding.is_some() {
        facts.push(("编制人", note.author.clone()));
        facts.push(("复核人", String::new()));
    }
    for (name, fact) in facts {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- {name}：{}", escaped(&fact));
    }
    text.push('\n');
}

/// A judged finding: 事实, 标准, 差额, 结论.
fn judged(judgement: &Judgement) -> Vec<(&'static str, String)> {
    let rule = RuleCode::from_name(&judgement.rule).and_then(rule);
    let standard = rule.map_or_else(
        || judgement.rule.clone(),
        |rule| format!("{} {}", rule.code, rule.title),
    );
    let facts = [
        ("事实", judgement.title.clone()),
        ("算式", judgement.equation.clone()),
        ("标准", standard),
        ("差额", judgement.difference.clone()),
        (
            "疑点",
            if judgement.title.is_empty() {
                judgement.short()
            } else {
                String::new()
            },
        ),
        ("结论", judgement.status.label().to_owned()),
    ];
    let facts = facts.into_iter();
    facts.filter(|(_, fact)| !fact.is_empty()).collect()
}

/// The row as people say it: 支出总表 第 6 行 2080506 机关事业单位职业年金缴费支出.
fn title(note: &Note) -> String {
    let about = &note.about;
    let row = match about.ordinal {
        0 => String::new(),
        ordinal => format!("第 {ordinal} 行"),
    };
    let parts = [about.table.as_str(), &row, &about.code, &about.name];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(escaped)
        .collect();
    parts.join(" ")
}

fn when(note: &Note) -> String {
    if note.edited.is_empty() {
        note.time.clone()
    } else {
        format!("{}，改于 {}", note.time, note.edited)
    }
}
