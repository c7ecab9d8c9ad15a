/*! Codes and names against the catalogues (C01–C04). */

use crate::budget::{
    Classification, CodeLevel, Official, RowKind, RuleCode, Severity, alike, comparable,
    newest_name_since,
};
use crate::checks::codes::pairs;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::likeness::likeness;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::wording::{CatalogueFault, CodeReason};
use std::collections::{HashMap, HashSet};

/// Classes of functions that were renamed, with their names before and after.
const OLD_NAMES: [(&str, &str, &str); 6] = [
    ("医疗卫生与计划生育", "210", "卫生健康支出"),
    ("城乡社区事务", "212", "城乡社区支出"),
    ("农林水事务", "213", "农林水支出"),
    ("国土海洋气象等", "220", "自然资源海洋气象等支出"),
    ("文化体育与传媒", "207", "文化旅游体育与传媒支出"),
    ("资源勘探电力信息等事务", "215", "资源勘探工业信息等支出"),
];

/// Items, by their plain names, that most sections of functions have, those too that the
/// catalogue does not have.
const OF_EVERY_SECTION: [&str; 7] = [
    "行政运行",
    "一般行政管理",
    "服务",
    "事业运行",
    "信息化建设",
    "专项业务",
    "其他",
];

/// C01 and C02.
pub fn functions(subject: &Subject, ledger: &mut Ledger) {
    let official = subject.official;
    let says = official.says(Classification::Function);
    let mut seen = HashSet::new();
    let mut variants = Vec::new();
    let printed = PrintedNames::of(subject, RowKind::Function);
    for at in rows(subject).filter(|at| at.row.kind == RowKind::Function) {
        let (code, name) = (at.row.code.as_str(), at.row.name.as_str());
        if code.is_empty() || !seen.insert((code, name)) {
            continue;
        }
        let class = code.get(..3).unwrap_or_default();
        let is_known = CodeLevel::of(code).is_some()
            && official.name(Classification::Function, class).is_some()
            && official.lacks(Classification::Function, code) != Some(true);
        if is_known {
            ledger.holds(RuleCode::C01);
        } else {
            unknown(ledger, at, (Classification::Function, code), &says);
            continue;
        }
        match judge(official, Classification::Function, code, name) {
            Judged::Own => ledger.holds(RuleCode::C02),
            Judged::Unknown => {
                let borrowed = printed.lender(official, Classification::Function, (code, name));
                if let Some(other) = borrowed {
                    another(ledger, at, Classification::Function, (other, &says));
                }
            }
            Judged::Variant(listed) => {
                variants.push(spot(at, format!("{code} {name}"), (&says, listed)));
            }
            Judged::Another(other) => {
                another(ledger, at, Classification::Function, (other, &says));
            }
        }
    }
    let saying = Saying {
        fault: CatalogueFault::NameVaries.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &variants);
    old_names(subject, ledger);
}

/// The catalogue of economic classes is that of the reform of 2018 and after: 30312 was 提租补贴
/// before, and government classes did not exist.
pub(super) const ECONOMIC_SINCE: u16 = 2018;

/// C03 and C04.
pub fn economic_classes(subject: &Subject, ledger: &mut Ledger) {
    ledger.not_applicable(RuleCode::C03, CodeReason::NoDepartmentEconomic);
    ledger.not_applicable(RuleCode::C04, CodeReason::NoGovernmentEconomic);
    if subject.year() < ECONOMIC_SINCE {
        let why = CodeReason::BeforeTheReform;
        ledger.not_checkable(RuleCode::C03, why);
        ledger.not_checkable(RuleCode::C04, why);
        return;
    }
    let mut seen = HashSet::new();
    let printed = PrintedNames::of(subject, RowKind::DepartmentEconomic);
    for at in rows(subject) {
        let (department, government) = match at.row.kind {
            RowKind::DepartmentEconomic => (at.row.code.as_str(), at.row.code2.as_str()),
            RowKind::GovernmentEconomic => ("", at.row.code.as_str()),
            _ => continue,
        };
        let sides = [
            (
                RuleCode::C03,
                Classification::DepartmentEconomic,
                department,
                at.row.name.as_str(),
            ),
            (
                RuleCode::C04,
                Classification::GovernmentEconomic,
                government,
                if department.is_empty() {
                    at.row.name.as_str()
                } else {
                    at.row.name2.as_str()
                },
            ),
        ];
        for (rule, classification, code, name) in sides {
            if !code.is_empty() && seen.insert((rule, code, name)) {
                economic_class(
                    (subject.official, &printed),
                    ledger,
                    at,
                    rule,
                    classification,
                    (code, name),
                );
            }
        }
    }
}

fn economic_class(
    (official, printed): (Official, &PrintedNames),
    ledger: &mut Ledger,
    at: RowAt,
    rule: RuleCode,
    classification: Classification,
    (code, name): (&str, &str),
) {
    let digits = code.len().min(5);
    let says = official.says(classification);
    let is_known = CodeLevel::of(code).is_some()
        && code
            .get(..digits)
            .is_some_and(|prefix| match official.lacks(classification, prefix) {
                // The local detail of a class has seven digits, and no list.
                Some(is_lacking) => !is_lacking,
                None => {
                    official.name(classification, prefix).is_some()
                        || pairs::knows(prefix)
                        || is_unlisted_class(official, classification, prefix)
                }
            });
    if !is_known {
        unknown(ledger, at, (classification, code), &says);
        return;
    }
    match judge(official, classification, code, name) {
        Judged::Another(other) => another(ledger, at, classification, (other, &says)),
        Judged::Unknown if classification == Classification::DepartmentEconomic => {
            match printed.lender(official, classification, (code, name)) {
                Some(other) => another(ledger, at, classification, (other, &says)),
                None => ledger.holds(rule),
            }
        }
        _ => ledger.holds(rule),
    }
}

/// Whether the catalogue has a class, but none of the sections below it.
fn is_unlisted_class(official: Official, classification: Classification, code: &str) -> bool {
    let Some(class) = code.get(..3) else {
        return false;
    };
    let is_listed = |number: u8| {
        official
            .name(classification, &format!("{class}{number:02}"))
            .is_some()
    };
    official.name(classification, class).is_some() && !(0..100).any(is_listed)
}

/// Whether a department and a government class are both in their catalogues.
pub fn are_known(official: Official, department: &str, government: &str) -> bool {
    let is_known = |classification, code: &str| {
        official.name(classification, code).is_some() || pairs::knows(code)
    };
    is_known(Classification::DepartmentEconomic, department)
        && is_known(Classification::GovernmentEconomic, government)
}

/// What is to be thought of a name beside a code.
pub(super) enum Judged<'l> {
    /// It is the code's.
    Own,
    /// The catalogue does not say.
    Unknown,
    /// It is written otherwise than in the catalogue.
    Variant(&'l str),
    /// It is another code's.
    Another(OtherCode<'l>),
}

pub(super) struct OtherCode<'l> {
    /// The code as printed, and the name beside it.
    printed: (String, String),
    /// The code's own name, where the catalogue has the code.
    official: Option<&'l str>,
    code: String,
}

pub(super) fn judge<'l>(
    official: Official<'l>,
    classification: Classification,
    code: &str,
    name: &str,
) -> Judged<'l> {
    let names = official.names(classification, code);
    if name.is_empty() || names.iter().any(|listed| is_same(listed, name)) {
        return Judged::Own;
    }
    if let Some(code_of_name) = code_of(official, classification, code, name) {
        return Judged::Another(OtherCode {
            printed: (code.to_owned(), name.to_owned()),
            official: names.first().copied(),
            code: code_of_name,
        });
    }
    match names.first() {
        Some(listed) if likeness(listed, name) >= 60 && official.reaches(classification, code) => {
            Judged::Variant(listed)
        }
        _ => Judged::Unknown,
    }
}

/// The names that a document prints, with the codes they stand beside.
struct PrintedNames<'b> {
    codes: HashMap<String, HashSet<&'b str>>,
}

impl<'b> PrintedNames<'b> {
    fn of(subject: &Subject<'b>, kind: RowKind) -> Self {
        let mut codes: HashMap<String, HashSet<&str>> = HashMap::new();
        for at in rows(subject).filter(|at| at.row.kind == kind && !at.row.code.is_empty()) {
            let name = comparable(&at.row.name);
            codes.entry(name).or_default().insert(&at.row.code);
        }
        Self { codes }
    }

    /// The code whose name stands beside another: 2080501 行政单位医疗, where the list calls 2080501 otherwise and
    /// 2101101 bears that name by list and document alike.
    fn lender<'l>(
        &self,
        official: Official<'l>,
        classification: Classification,
        (code, name): (&str, &str),
    ) -> Option<OtherCode<'l>> {
        let names = official.names(classification, code);
        let listed = names.first()?;
        let is_alike = |listed: &&str| likeness(listed, name) >= LIKE_ANOTHER_EDITION;
        let plain = comparable(name);
        // 行政运行 is an item of many sections; of a code whose name is proven for the year it is not another.
        let is_common = plain.starts_with("其他")
            || OF_EVERY_SECTION.contains(&plain.as_str())
                && !official.reaches(classification, code);
        if is_common || names.iter().any(is_alike) {
            return None;
        }
        let bears_it = |other: &&&str| {
            **other != code
                && official
                    .names(classification, other)
                    .iter()
                    .any(|listed| is_same(listed, name))
        };
        let lender = self.codes.get(&plain)?.iter().filter(bears_it).min()?;
        Some(OtherCode {
            printed: (code.to_owned(), name.to_owned()),
            official: Some(listed),
            code: (*lender).to_owned(),
        })
    }
}

/// From so many hundredths two names may be one code's in two years.
const LIKE_ANOTHER_EDITION: usize = 34;

/// The code that a name belongs to, of those beside a printed code; where none of them has it,
/// the only one of that name, if of the same class. A section that the catalogue does not have is of another
/// year's, which may have had the item in it.
fn code_of(
    official: Official,
    classification: Classification,
    code: &str,
    name: &str,
) -> Option<String> {
    let section = code.get(..code.len().saturating_sub(2))?;
    let codes = official.codes(classification, name);
    // The name that another year's list has for this very code is nobody else's.
    if codes.iter().any(|candidate| candidate == code) {
        return None;
    }
    let of_length = |candidate: &&String| candidate.len() == code.len();
    let mut all = codes.iter().filter(of_length);
    if code.len() == 3 {
        return all.next().cloned();
    }
    if let Some(sibling) = all.clone().find(|candidate| candidate.starts_with(section)) {
        return Some(sibling.clone());
    }
    if let Some(sibling) = sibling_of(official, classification, (code, section), name) {
        return Some(sibling);
    }
    let is_of_one = codes.len() == 1
        && official.name(classification, section).is_some()
        && !OF_EVERY_SECTION.contains(&comparable(name).as_str());
    let class = code.get(..3)?;
    all.find(|candidate| is_of_one && candidate.starts_with(class))
        .cloned()
}

/// The code beside an unlisted item that had its name in some year: 2080501 of 2080571 归口管理的行政单位离退休.
fn sibling_of(
    official: Official,
    classification: Classification,
    (code, section): (&str, &str),
    name: &str,
) -> Option<String> {
    if code.len() != 7 || !official.names(classification, code).is_empty() {
        return None;
    }
    (1..100)
        .map(|number: u8| format!("{section}{number:02}"))
        .find(|sibling| {
            let names = official.names(classification, sibling);
            names.iter().any(|listed| is_same(listed, name))
        })
}

/// Whether the name beside a function code belongs to another code (C02).
pub fn is_of_another(official: Official, code: &str, name: &str) -> bool {
    matches!(
        judge(official, Classification::Function, code, name),
        Judged::Another(_)
    )
}

/// Whether a printed name is the official one.
fn is_same(official: &str, name: &str) -> bool {
    alike(official, name) || comparable(official) == comparable(name)
}

pub(super) fn unknown(
    ledger: &mut Ledger,
    at: RowAt,
    (classification, code): (Classification, &str),
    list: &str,
) {
    let fault = CatalogueFault::UnknownCode {
        classification,
        list: list.to_owned(),
        code: code.to_owned(),
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: (format!("{code} {}", at.row.name), at.row.place),
        right: None,
    });
}

pub(super) fn another(
    ledger: &mut Ledger,
    at: RowAt,
    classification: Classification,
    (other, list): (OtherCode, &str),
) {
    let (code, name) = other.printed;
    let right = match other.official {
        Some(official) => format!("{code} {official}"),
        None => other.code.clone(),
    };
    let left = format!("{code} {name}");
    let fault = CatalogueFault::NameOfAnotherCode {
        classification,
        list: list.to_owned(),
        code,
        official: other.official.map(str::to_owned),
        code_of_name: other.code,
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: (left, at.row.place),
        right: Some((right, at.row.place)),
    });
}

fn spot(at: RowAt, text: String, (says, official): (&str, &str)) -> Spot {
    Spot {
        row: Some(at.row.ordinal),
        ..Spot::in_table(
            format!("{text}（{says}：{official}）"),
            at.row.place,
            at.table,
        )
    }
}

/// Whether a name of a class was given up before the year: its new one is proven by then, and the old
/// one may not be right any more.
fn is_given_up(official: Official, year: u16, old: &str, class: &str) -> bool {
    let names = official.names(Classification::Function, class);
    newest_name_since(Classification::Function, class).is_some_and(|since| since <= year)
        && !names.iter().any(|name| name.contains(old))
}

/// Lines of 收支总表 that keep a name from before it was changed.
fn old_names(subject: &Subject, ledger: &mut Ledger) {
    let mut found: HashMap<&str, Spot> = HashMap::new();
    let given_up = |(old, class, _): &&(&str, &str, &str)| {
        is_given_up(subject.official, subject.year(), old, class)
    };
    let given_up: Vec<_> = OLD_NAMES.iter().filter(given_up).collect();
    for at in rows(subject).filter(|at| at.row.kind == RowKind::IncomeOrExpenditure) {
        for (old, _, new) in &given_up {
            if at.row.name.contains(old) {
                found
                    .entry(old)
                    .or_insert_with(|| spot(at, at.row.name.clone(), ("科目表", new)));
            }
        }
    }
    let mut spots: Vec<Spot> = found.into_values().collect();
    spots.sort_by_key(|spot| spot.place);
    let saying = Saying {
        fault: CatalogueFault::FormerClassName.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

fn rows<'s, 'b: 's>(subject: &'s Subject<'b>) -> impl Iterator<Item = RowAt<'b>> + 's {
    subject.tables().flat_map(|(table, _)| subject.rows(table))
}
