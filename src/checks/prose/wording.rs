/*!
What sentences say without figures: that there is no fund, which items a class has, what
the glossary explains, how many offices there are.
*/

use crate::budget::{
    Classification, Place, RuleCode, Severity,
    TableKind::{
        self, EconomicSummary, Expenditure, GeneralBudget, GeneralBudgetBasic, GovernmentFund,
        StateCapital,
    },
    official_name,
};
use crate::budget::{alike, plain_name};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::prose::sentences::Sentence;
use crate::checks::prose::{item_parts, note, reasons};
use crate::checks::wording::{CountFault, NamedFault, PeriodFault, ProseReason};
use crate::pattern::regex;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static NO_FUND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "(?:没有|无|未)(?:使用|安排|有)?[^，。；、]{0,8}?(政府性基金|国有资本经营)[^，。；]{0,12}(?:预算|拨款|支出|收支)",
    )
});
static NO_SIGN: LazyLock<Regex> = LazyLock::new(|| {
    // 增加5.00万元，增长13.95。 — behind the change itself a figure is the rate.
    regex(
        "(?:占比|增长率|下降率|增幅|降幅|元，(?:增长|下降|上升|降低))(?:为|是|约)?[0-9][0-9,.]*([^0-9,.%％])",
    )
});
static NO_FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:占[^0-9，。；%％]{1,14}|增长率?为?|下降率?为?|增幅为?|降幅为?)[%％]")
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| regex("((?:19|20)[0-9]{2})年"));
static LISTED: LazyLock<Regex> =
    LazyLock::new(|| regex("(人员经费|公用经费)[^：；。]{0,24}主要(?:包括|用于)[：:]?([^；。]+)"));
static OFFICES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "(?:内设(?:机构|科室)|科室|处室)[^0-9，。；、]{0,4}([0-9]+)个[，,]?(?:包括|分别为|分别是|即|有)?[：:]([^。；]+)|([0-9]+)个(?:内设机构|内设科室|职能科室|派出机构)[，,]?(?:包括|分别为|分别是|即|有)?[：:]([^。；]+)",
    )
});
static EXPLAINED: LazyLock<Regex> =
    LazyLock::new(|| regex("[（(]款[)）]([^（(：:]*(?:（[^项）]*）[^（(：:]*)*)[（(]项[)）]"));

pub fn check(subject: &Subject, sentences: &[Sentence], ledger: &mut Ledger) {
    for sentence in sentences {
        // A word that a pattern cannot do without is found sooner than the pattern.
        let names = |words: &[&str]| words.iter().any(|word| sentence.text().contains(word));
        if names(&["政府性基金", "国有资本"]) {
            no_fund(subject, sentence, ledger);
        }
        if names(&["主要"]) {
            listed(subject, sentence, ledger);
        }
        if names(&["占", "增", "降", "幅", "%", "％"]) {
            per_cent(sentence, ledger);
        }
        if names(&["机构", "科室", "处室"]) {
            offices(sentence, ledger);
        }
    }
    reasons::check(sentences, ledger);
    item_parts::check(subject, sentences, ledger);
    glossary(subject, sentences, ledger);
}

/// P10: 没有使用政府性基金 and a table of it with figures.
fn no_fund(subject: &Subject, sentence: &Sentence, ledger: &mut Ledger) {
    for found in NO_FUND.captures_iter(sentence.text()) {
        let name = &found[1];
        let range = found.get(0).map_or(0..0, |found| found.range());
        if speaks_of_something_else(clause_at(sentence.text(), range.clone()), subject.year()) {
            continue;
        }
        let kind = match name {
            "政府性基金" => GovernmentFund,
            _ => StateCapital,
        };
        match first_amount(subject, kind) {
            Some((printed, place)) => ledger.remark(note(
                NamedFault::FundDenied {
                    fund: name.to_owned(),
                },
                Severity::Error,
                sentence.place(range),
                (found[0].to_owned(), Some((printed, place))),
            )),
            None => ledger.holds(RuleCode::P10),
        }
    }
}

/// The clause around a piece of a sentence.
fn clause_at(text: &str, piece: std::ops::Range<usize>) -> &str {
    const ENDS: [char; 3] = ['，', '；', '。'];
    let begin = text[..piece.start].rfind(ENDS).map_or(0, |at| {
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        at + width
    });
    let end = text[piece.end..]
        .find(ENDS)
        .map_or(text.len(), |at| piece.end + at);
    &text[begin..end]
}

/// Whether a clause is about another year's fund, or about what is bought, carried over or
/// spent on 三公 from it.
fn speaks_of_something_else(clause: &str, year: u16) -> bool {
    let words = [
        "上年", "结转", "结余", "三公", "采购", "调整", "调剂", "追加",
    ];
    let is_of_another_year = YEAR
        .captures_iter(clause)
        .any(|found| found[1].parse() != Ok(year));
    is_of_another_year || words.iter().any(|word| clause.contains(word))
}

/// The first amount of this year in a table that is not nothing.
fn first_amount(subject: &Subject, kind: TableKind) -> Option<(String, Place)> {
    subject
        .tables_of(kind)
        .flat_map(|(_, table)| &table.rows)
        .flat_map(|row| &row.figures)
        .find(|figure| {
            figure.year == subject.year() && figure.is_printed() && !figure.amount.is_zero()
        })
        .map(|figure| (figure.amount.to_string(), figure.place))
}

/// P04: economic items that a sentence names and the basic table has not.
fn listed(subject: &Subject, sentence: &Sentence, ledger: &mut Ledger) {
    if sentence.is_of_glossary() {
        return;
    }
    for found in LISTED.captures_iter(sentence.text()) {
        let Some(list) = found.get(2) else { continue };
        let Some((table, printed)) = subject.only(GeneralBudgetBasic) else {
            let label = found[1].to_owned();
            ledger.not_checkable(RuleCode::P04, ProseReason::NoTableFor { label });
            continue;
        };
        // What was not read may be what the sentence names.
        if subject.is_read_in_part(printed) {
            let why = ProseReason::UnreadTable {
                table: printed.title.clone(),
            };
            ledger.not_checkable(RuleCode::P04, why);
            continue;
        }
        let classes: &[&str] = match &found[1] {
            "人员经费" => &["301", "303"],
            _ => &["302", "310"],
        };
        let mut missing = Vec::new();
        misplaced(subject, sentence, (&found[1], list), ledger);
        for name in list.as_str().split('、') {
            let name = name.trim_end_matches("等支出").trim_end_matches('等');
            if is_class(name, classes) && !has_money(subject, table, name) {
                missing.push(name.to_owned());
            }
        }
        if missing.is_empty() {
            ledger.holds(RuleCode::P04);
            continue;
        }
        let fault = NamedFault::ClassesWithoutMoney {
            heading: found[1].to_owned(),
            classes: missing.len(),
        };
        let first = list.as_str().find(&missing[0]).unwrap_or(0) + list.start();
        ledger.remark(note(
            fault,
            Severity::Warning,
            sentence.place(first..first + missing[0].len()),
            (missing.join("、"), None),
        ));
    }
}

/// P04: goods and services that a sentence counts among what persons receive, or the other way.
fn misplaced(
    subject: &Subject,
    sentence: &Sentence,
    (heading, list): (&str, regex::Match),
    ledger: &mut Ledger,
) {
    let (own, foreign): (&[&str], &[&str]) = match heading {
        "人员经费" => (&["301", "303"], &["302", "310"]),
        _ => (&["302", "310"], &["301", "303"]),
    };
    let names = list.as_str().split('、');
    let names = names.map(|name| name.trim_end_matches("等支出").trim_end_matches('等'));
    let misplaced: Vec<String> = names
        .filter(|name| is_class(name, foreign) && !is_class(name, own))
        .map(str::to_owned)
        .collect();
    let Some(first) = misplaced.first() else {
        return;
    };
    let at = list.as_str().find(first.as_str()).unwrap_or(0) + list.start();
    let place = sentence.place(at..at + first.len());
    let right = named_row(subject, first)
        .map(|at| (format!("{} {}", at.row.code, at.row.name), at.row.place));
    let sides = (misplaced.join("、"), right);
    let fault = NamedFault::ForeignClasses {
        heading: heading.to_owned(),
        classes: misplaced,
    };
    ledger.remark(note(fault, Severity::Warning, place, sides));
}

/// The row of the basic table that has a name.
fn named_row<'b>(subject: &Subject<'b>, name: &str) -> Option<RowAt<'b>> {
    let (table, _) = subject.only(GeneralBudgetBasic)?;
    subject.rows(table).find(|at| alike(&at.row.name, name))
}

/// The plain names of the official economic items, by their class.
static ECONOMIC: LazyLock<HashMap<&'static str, HashSet<String>>> = LazyLock::new(|| {
    ["301", "302", "303", "310"]
        .into_iter()
        .map(|class| {
            let names = (1..=99)
                .filter_map(|number| {
                    let code = format!("{class}{number:02}");
                    official_name(Classification::DepartmentEconomic, &code)
                })
                .map(plain_name)
                .collect();
            (class, names)
        })
        .collect()
});

/// Whether a name is an economic item of one of the classes, by the official list.
fn is_class(name: &str, classes: &[&str]) -> bool {
    let name = plain_name(name);
    classes
        .iter()
        .filter_map(|class| ECONOMIC.get(class))
        .any(|names| names.contains(&name))
}

fn has_money(subject: &Subject, table: usize, name: &str) -> bool {
    subject.rows(table).any(|at| {
        let is_named = [at.row.name.as_str(), official(subject, &at.row.code)]
            .iter()
            .any(|own| alike(own, name) || own.contains(name));
        is_named && at.row.figures.iter().any(|figure| !figure.amount.is_zero())
    })
}

fn official<'b>(subject: &Subject<'b>, code: &str) -> &'b str {
    let section = code.get(..5);
    let name = |code| {
        subject
            .official
            .name(Classification::DepartmentEconomic, code)
    };
    section.and_then(name).unwrap_or_default()
}

/// P14: a share or a rate without its sign, or a sign without its figure.
fn per_cent(sentence: &Sentence, ledger: &mut Ledger) {
    // 占比5个百分点, 增幅2倍 have a unit of their own.
    let unsigned = NO_SIGN
        .captures_iter(sentence.text())
        .filter(|found| !matches!(&found[1], "个" | "倍" | "‰" | "万" | "亿" | "元"))
        .filter_map(|found| found.get(0))
        .map(|found| (found, PeriodFault::WithoutPercentSign));
    let blank = NO_FIGURE
        .find_iter(sentence.text())
        .map(|found| (found, PeriodFault::WithoutPercentFigure));
    for (found, fault) in unsigned.chain(blank) {
        ledger.remark(note(
            fault,
            Severity::Note,
            sentence.place(found.range()),
            (found.as_str().to_owned(), None),
        ));
    }
    if sentence.text().contains(['%', '％']) {
        ledger.holds(RuleCode::P14);
    }
}

/// P17: 内设机构12个，包括：….
fn offices(sentence: &Sentence, ledger: &mut Ledger) {
    for found in OFFICES.captures_iter(sentence.text()) {
        let number = found.get(1).or_else(|| found.get(3));
        let list = found.get(2).or_else(|| found.get(4));
        let (Some(number), Some(list)) = (number, list) else {
            continue;
        };
        let names = count_of_names(list.as_str());
        if number.as_str().parse() == Ok(names) {
            ledger.holds(RuleCode::P17);
        } else {
            let fault = CountFault::Offices {
                stated: number.as_str().to_owned(),
                named: names,
            };
            ledger.remark(note(
                fault,
                Severity::Note,
                sentence.place(number.range()),
                (format!("{}个", number.as_str()), None),
            ));
        }
    }
}

/// The names of a list, those in brackets not counted.
fn count_of_names(list: &str) -> usize {
    let mut depth = 0usize;
    let mut names = 1;
    for c in list.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '，' if depth == 0 => names += 1,
            _ => {}
        }
    }
    names
}

/// P16: the items that the glossary explains and those that the tables have.
fn glossary(subject: &Subject, sentences: &[Sentence], ledger: &mut Ledger) {
    let explained: Vec<(String, Place)> = sentences
        .iter()
        .filter(|sentence| sentence.is_of_glossary())
        .flat_map(|sentence| {
            EXPLAINED
                .captures_iter(sentence.text())
                .filter_map(|found| found.get(1))
                .map(|found| (found.as_str().to_owned(), sentence.place(found.range())))
                .collect::<Vec<_>>()
        })
        .collect();
    if explained.is_empty() {
        ledger.not_applicable(RuleCode::P16, ProseReason::NoExplainedItems);
        return;
    }
    let names: Vec<&str> = [GeneralBudget, Expenditure, GovernmentFund, EconomicSummary]
        .into_iter()
        .flat_map(|kind| subject.tables_of(kind))
        .flat_map(|(_, table)| &table.rows)
        .filter(|row| row.code.len() == 7)
        .map(|row| row.name.as_str())
        .collect();
    let unused: Vec<&(String, Place)> = explained
        .iter()
        .filter(|(name, _)| !names.iter().any(|own| alike(own, name)))
        .collect();
    unexplained(subject, &explained, ledger);
    let Some((_, place)) = unused.first() else {
        ledger.holds(RuleCode::P16);
        return;
    };
    let listed: Vec<&str> = unused.iter().map(|(name, _)| name.as_str()).collect();
    if unused.len() * 2 > explained.len() {
        ledger.not_checkable(RuleCode::P16, ProseReason::CommonGlossary);
        return;
    }
    let items = listed.len();
    ledger.remark(Remark {
        fault: NamedFault::UnusedTerms { items }.into(),
        severity: Severity::Note,
        table: None,
        row: None,
        left: (listed.join("、"), *place),
        right: None,
    });
}

/// P16: items of the general budget that a glossary which explains most of them leaves out.
fn unexplained(subject: &Subject, explained: &[(String, Place)], ledger: &mut Ledger) {
    let used: Vec<(&str, Place)> = subject
        .tables_of(GeneralBudget)
        .flat_map(|(_, table)| &table.rows)
        .filter(|row| row.code.len() == 7)
        .map(|row| (row.name.as_str(), row.place))
        .collect();
    let is_explained = |name: &str| explained.iter().any(|(own, _)| alike(own, name));
    let left_out: Vec<&(&str, Place)> = used
        .iter()
        .filter(|(name, _)| !is_explained(name))
        .collect();
    let Some((_, place)) = left_out
        .first()
        .filter(|_| left_out.len() * 2 <= used.len())
    else {
        return;
    };
    let names: Vec<&str> = left_out.iter().map(|(name, _)| *name).collect();
    let items = names.len();
    ledger.remark(Remark {
        fault: NamedFault::UnexplainedItems { items }.into(),
        severity: Severity::Note,
        table: None,
        row: None,
        left: (names.join("、"), *place),
        right: explained
            .first()
            .map(|(name, place)| (name.clone(), *place)),
    });
}
