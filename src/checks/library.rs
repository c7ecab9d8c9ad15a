/*!
Against other budgets of the library: the unit's other years and its final account, the
department and its units. Without such a budget the rules are not checkable.
*/

use super::ledger::Ledger;
use super::rule::{Family, Rule};
use super::subject::Subject;
use super::term::{Term, amount};
use crate::budget::{
    Book, Elsewhere, Evidence, Finding, Place, RowKind, Scope, Severity, Side, Stage, TableKind,
    Verdict,
};
use TableKind::{Expenditure, IncomeAndExpenditure, ThreePublic};
use std::collections::BTreeMap;

macro_rules! rule {
    ($code:literal, $severity:ident, $title:literal, $why:literal) => {
        Rule {
            code: $code,
            title: $title,
            why: $why,
            severity: Severity::$severity,
        }
    };
}

pub(super) const FAMILY: Family = Family {
    title: "跨年度、跨单位",
    rules: &[
        rule!(
            "Y05",
            Error,
            "上年数一列＝上年那份预算的本年数",
            "三公经费表印出的上年数，应等于库中上一年度同一单位预算的数。"
        ),
        rule!(
            "Y08",
            Note,
            "比上年变动超过 30% 且超过 10 万元的类",
            "库中有上一年度预算时，列出变动大的支出总额和项目支出，供询问。"
        ),
        rule!(
            "Y10",
            Warning,
            "上年结转＝上年那份文件的结转下年",
            "本年印出的上年结转应等于上一年度印出的结转下年。"
        ),
        rule!(
            "U02",
            Error,
            "部门不小于所属单位之和",
            "库中同一年度所属各单位的支出之和不会大于部门的支出；库中单位不全时只核这一点。"
        ),
        rule!(
            "U03",
            Warning,
            "单位编码逐年不变",
            "同一单位在各年度文件里的编码应相同。"
        ),
        rule!(
            "U04",
            Note,
            "项目编码与项目名称逐年对应",
            "同一项目编码在各年度是同一个项目；编码沿用而改名，或名称沿用而换编码的，列出供询问。"
        ),
        rule!(
            "U07",
            Error,
            "决算的年初预算数＝预算",
            "三公经费支出决算表的预算数应等于库中当年预算的数。"
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    let own = &subject.book.identity;
    let same_unit =
        |other: &&&Book| other.identity.unit == own.unit && other.identity.scope == own.scope;
    let last_year = subject
        .neighbours
        .iter()
        .filter(same_unit)
        .find(|other| other.identity.year + 1 == own.year && other.identity.stage == own.stage);
    match last_year {
        Some(other) => years(subject, ledger, other),
        None => {
            for rule in ["Y05", "Y08", "Y10", "U03", "U04"] {
                ledger.not_checkable(rule, "库中没有这个单位上一年度的文件");
            }
        }
    }
    let budget = subject
        .neighbours
        .iter()
        .filter(same_unit)
        .find(|other| other.identity.year == own.year && other.identity.stage == Stage::Budget);
    match (own.stage, budget) {
        (Stage::Final, Some(budget)) => final_account(subject, ledger, budget),
        (Stage::Final, None) => ledger.not_checkable("U07", "库中没有这个单位当年的预算"),
        (Stage::Budget, _) => ledger.not_applicable("U07", "本规则核对决算"),
    }
    department(subject, ledger);
}

/// A figure of another budget.
struct Other<'b> {
    subject: &'b Subject<'b>,
    term: Term,
}

impl Other<'_> {
    fn evidence(&self) -> Evidence {
        let book = self.subject.book;
        let place = self.term.cell.place(book);
        Evidence {
            printed: self.term.cell.printed(book),
            place,
            elsewhere: Some(Elsewhere {
                identity: book.identity.clone(),
                source: book.source.name_of(place),
            }),
        }
    }
}

/// Holds a figure of this budget against one of another.
fn same(
    subject: &Subject,
    ledger: &mut Ledger,
    rule: &'static str,
    severity: Severity,
    own: Term,
    other: &Other,
    words: &str,
) {
    let gap = own.value - other.term.value;
    let twice_bound = own.ulp + other.term.ulp;
    if gap == 0 {
        return ledger.holds(rule);
    }
    let is_rounding = gap.abs() * 2 <= twice_bound;
    let unit = own.cell.money_unit(subject.book);
    let row = own
        .cell
        .in_table(subject.book)
        .map(|(_, row, _)| row.ordinal);
    ledger.finding(Finding {
        rule,
        verdict: if is_rounding {
            Verdict::Rounding
        } else {
            Verdict::Violated
        },
        severity: if is_rounding {
            Severity::Note
        } else {
            severity
        },
        table: super::ledger::table_index(own.cell),
        row,
        left: Evidence {
            printed: own.cell.printed(subject.book),
            place: own.cell.place(subject.book),
            elsewhere: None,
        },
        right: Some(other.evidence()),
        difference: Some(amount(gap, unit, 0)),
        bound: Some(amount(twice_bound / 2, unit, 0)),
        money_unit: Some(unit),
        equation: words.to_owned(),
        message: format!(
            "{} {}，{} 印作 {}",
            own.cell.words(subject.book),
            own.cell.printed(subject.book),
            other.subject.book.identity,
            other.term.cell.printed(other.subject.book)
        ),
    });
}

const THREE: [&str; 6] = [
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行费",
    "公务用车购置费",
    "公务用车运行费",
    "公务接待费",
];

/// The figure of 三公 in a measure and year, from the table's first row that has it.
fn three_public(subject: &Subject, measure: &str, year: u16) -> Option<Term> {
    let (table, _) = subject.only(ThreePublic)?;
    subject
        .rows(table)
        .find_map(|at| subject.measured_in(at, measure, year))
}

fn years(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    let before = Subject::of(other, &[]);
    let last = before.year();
    for measure in THREE {
        if let (Some(own), Some(term)) = (
            three_public(subject, measure, last),
            three_public(&before, measure, last),
        ) {
            let other = Other {
                subject: &before,
                term,
            };
            same(
                subject,
                ledger,
                "Y05",
                Severity::Error,
                own,
                &other,
                "上年数＝上年预算的本年数",
            );
        }
    }
    let line = |of: &Subject, side: Side, word: &str| {
        let row = of.line(IncomeAndExpenditure, |row| {
            row.side == side && row.name.contains(word)
        })?;
        let measures = ["收入", "支出", "支出/合计"];
        measures
            .iter()
            .find_map(|measure| of.measured(row, measure))
    };
    if let (Some(own), Some(term)) = (
        line(subject, Side::Income, "上年结转"),
        line(&before, Side::Expenditure, "结转下年"),
    ) {
        let other = Other {
            subject: &before,
            term,
        };
        same(
            subject,
            ledger,
            "Y10",
            Severity::Warning,
            own,
            &other,
            "上年结转＝上年的结转下年",
        );
    }
    changes(subject, ledger, &before);
    codes(subject, ledger, other);
    project_codes(subject, ledger, other);
}

/// Y08: totals that changed by much.
fn changes(subject: &Subject, ledger: &mut Ledger, before: &Subject) {
    for measure in ["合计", "基本支出", "项目支出"] {
        let (Some(own), Some(term)) = (
            subject.total(Expenditure, measure),
            before.total(Expenditure, measure),
        ) else {
            continue;
        };
        let change = (own.value - term.value).abs();
        // Ten 万元 are 10^9 ten-thousandths of a 元.
        if change <= 1_000_000_000 || change * 100 <= term.value.abs() * 30 {
            ledger.holds("Y08");
            continue;
        }
        let other = Other {
            subject: before,
            term,
        };
        same(
            subject,
            ledger,
            "Y08",
            Severity::Note,
            own,
            &other,
            "比上年变动超过 30%",
        );
    }
}

/// The code of the budget's own unit, as its tables print it.
fn unit_code(book: &Book) -> Option<(&str, Place)> {
    book.tables
        .iter()
        .flat_map(|table| &table.rows)
        .find(|row| {
            row.kind == RowKind::Unit && row.name == book.identity.unit && !row.code.is_empty()
        })
        .map(|row| (row.code.as_str(), row.place))
}

fn words_elsewhere(other: &Book, printed: &str, place: Place) -> Evidence {
    Evidence {
        printed: printed.to_owned(),
        place,
        elsewhere: Some(Elsewhere {
            identity: other.identity.clone(),
            source: other.source.name_of(place),
        }),
    }
}

fn in_words(
    rule: &'static str,
    severity: Severity,
    own: (&str, Place),
    other: Evidence,
    message: String,
) -> Finding {
    Finding {
        rule,
        verdict: Verdict::Violated,
        severity,
        table: None,
        row: None,
        left: Evidence {
            printed: own.0.to_owned(),
            place: own.1,
            elsewhere: None,
        },
        right: Some(other),
        difference: None,
        bound: None,
        money_unit: None,
        equation: String::new(),
        message,
    }
}

fn codes(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    match (unit_code(subject.book), unit_code(other)) {
        (Some(own), Some((code, place))) if own.0 != code => {
            let message = format!("单位编码 {}，上年是 {code}", own.0);
            let right = words_elsewhere(other, code, place);
            ledger.finding(in_words("U03", Severity::Warning, own, right, message));
        }
        (Some(_), Some(_)) => ledger.holds("U03"),
        _ => ledger.not_checkable("U03", "没有印单位编码"),
    }
}

/// The projects of a budget by code.
fn by_code(book: &Book) -> BTreeMap<&str, (&str, Place)> {
    book.tables
        .iter()
        .flat_map(|table| &table.rows)
        .filter_map(|row| {
            let code = row.project.as_ref().map(|project| project.code.as_str())?;
            (!code.is_empty()).then_some((code, (row.name.as_str(), row.place)))
        })
        .collect()
}

fn project_codes(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    let before = by_code(other);
    for (code, (name, place)) in by_code(subject.book) {
        let Some((old, old_place)) = before.get(code) else {
            continue;
        };
        if super::tree::alike(name, old) {
            ledger.holds("U04");
            continue;
        }
        let message = format!("项目编码 {code} 上年是“{old}”");
        let right = words_elsewhere(other, old, *old_place);
        ledger.finding(in_words(
            "U04",
            Severity::Note,
            (name, place),
            right,
            message,
        ));
    }
}

/// U07: what a final account prints as the budget.
fn final_account(subject: &Subject, ledger: &mut Ledger, budget: &Book) {
    let budget = Subject::of(budget, &[]);
    for measure in THREE {
        let own = three_public(subject, &format!("预算数/{measure}"), subject.year());
        if let (Some(own), Some(term)) = (own, three_public(&budget, measure, subject.year())) {
            let other = Other {
                subject: &budget,
                term,
            };
            same(
                subject,
                ledger,
                "U07",
                Severity::Error,
                own,
                &other,
                "决算的预算数＝当年预算",
            );
        }
    }
}

/// U02: a department and those of its units that the library has.
fn department(subject: &Subject, ledger: &mut Ledger) {
    let own = &subject.book.identity;
    let is_unit = |other: &&&Book| {
        other.identity.year == own.year
            && other.identity.stage == own.stage
            && other.identity.unit != own.unit
    };
    let units: Vec<Subject> = subject
        .neighbours
        .iter()
        .filter(is_unit)
        .map(|unit| Subject::of(unit, &[]))
        .collect();
    if own.scope != Scope::Department || units.is_empty() {
        return ledger.not_applicable("U02", "不是部门预算，或库中没有所属单位的文件");
    }
    let Some(total) = subject.total(Expenditure, "合计") else {
        return ledger.not_checkable("U02", "没有支出总表合计");
    };
    let terms: Vec<(usize, Term)> = units
        .iter()
        .enumerate()
        .filter_map(|(index, unit)| Some((index, unit.total(Expenditure, "合计")?)))
        .collect();
    let sum: i128 = terms.iter().map(|(_, term)| term.value).sum();
    let bound: i128 = terms.iter().map(|(_, term)| term.ulp).sum::<i128>() + total.ulp;
    let Some((first, term)) = terms.first() else {
        return ledger.not_checkable("U02", "所属单位没有支出总表合计");
    };
    if (sum - total.value) * 2 <= bound {
        return ledger.holds("U02");
    }
    let other = Other {
        subject: &units[*first],
        term: Term {
            value: sum,
            ..*term
        },
    };
    same(
        subject,
        ledger,
        "U02",
        Severity::Error,
        total,
        &other,
        "部门支出不小于所属单位之和",
    );
}
