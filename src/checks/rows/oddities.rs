/*!
Rows and cells that look wrong by themselves: without a figure, negative, in
the wrong column.
*/

use crate::budget::{Figure, Measure, Origin, Place, RowKind, RuleCode, Severity, TableKind};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::rows::plausible;
use crate::checks::wording::RowFault;

pub const FAMILY: Family = Family {
    title: "行与格",
    rules: &[
        Rule::new(
            RuleCode::R14,
            "金额不为负，小数位数、单位与同表的数一致",
            Severity::Warning,
            "预算支出、收入的金额没有负数，红字冲减只见于决算和调整；个别数比同表的数多印小数，或除以一万各栏才相符（元误作万元），要问明。一列同样的错是一条疑点。",
        ),
        Rule::new(
            RuleCode::R15,
            "301、303 类在人员经费列，302、310 类在公用经费列",
            Severity::Warning,
            "工资福利支出、对个人和家庭的补助属人员经费，商品和服务支出、资本性支出属公用经费；退休人员公用（30299）和交通补贴（30239）各地列法不同，只作提示。",
        ),
        Rule::new(
            RuleCode::T09,
            "有编码的行有数，有数的行有名称",
            Severity::Note,
            "只有名称没有任何金额的科目行，或有金额而没有名称的行，多为模板残留或漏印。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables() {
        let Some(kind) = table.kind.filter(|kind| !kind.is_performance()) else {
            continue;
        };
        if kind == TableKind::GeneralBudgetBasic {
            wrong_column(subject, ledger, index);
        }
    }
    plausible::figures(subject, ledger);
    without_figures(subject, ledger);
}

/// A figure of a row, or its code and name; and where that stands.
pub fn about(at: RowAt, figure: Option<&Figure>) -> (String, Place) {
    match figure {
        Some(figure) => (figure.amount.to_string(), figure.place),
        None => {
            let words = format!("{} {}", at.row.code, at.row.name);
            (words.trim().to_owned(), at.row.place)
        }
    }
}

fn wrong_column(subject: &Subject, ledger: &mut Ledger, index: usize) {
    for at in subject.rows(index) {
        let class = at.row.code.get(..3).unwrap_or_default();
        let wrong = match class {
            "301" | "303" => Measure::RUNNING,
            "302" | "309" | "310" => Measure::STAFF,
            _ => continue,
        };
        let found = at
            .row
            .figures
            .iter()
            .find(|figure| figure.measure == wrong && figure.amount.ten_thousandths() != 0);
        // What nothing decides, or what the sums put there, is no habit of the document.
        let Some(figure) = found.filter(|figure| !matches!(figure.origin, Origin::Uncertain(_)))
        else {
            ledger.holds(RuleCode::R15);
            continue;
        };
        let varies = ["30299", "30239"]
            .iter()
            .any(|code| at.row.code.starts_with(code))
            || at.row.code.len() == 3;
        let fault = RowFault::WrongColumn {
            code: at.row.code.clone(),
            name: at.row.name.clone(),
            amount: figure.amount,
            column: wrong.to_string(),
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity: if varies {
                Severity::Note
            } else {
                Severity::Warning
            },
            table: Some(index),
            row: Some(at.row.ordinal),
            left: about(at, Some(figure)),
            right: None,
        });
    }
}

/// T09, as one finding a kind of slip.
fn without_figures(subject: &Subject, ledger: &mut Ledger) {
    let rows: Vec<RowAt> = subject
        .tables()
        .filter(|(_, table)| table.figure_count() > 0)
        .filter(|(_, table)| {
            let lists = |kind: TableKind| !kind.is_two_sided() && !kind.is_performance();
            table.kind.is_some_and(lists)
        })
        .flat_map(|(index, _)| subject.rows(index))
        .collect();
    let bare = |at: &&RowAt| {
        at.row.figures.is_empty() && !at.row.code.is_empty() && at.row.kind != RowKind::Unit
    };
    let nameless = |at: &&RowAt| {
        !at.row.figures.is_empty() && at.row.name.is_empty() && at.row.kind != RowKind::Other
    };
    let bare: Vec<&RowAt> = rows.iter().filter(bare).collect();
    report(subject, ledger, &bare, |table, rows| {
        RowFault::WithoutFigures { table, rows }
    });
    let nameless: Vec<&RowAt> = rows.iter().filter(nameless).collect();
    report(subject, ledger, &nameless, |table, rows| {
        RowFault::WithoutName { table, rows }
    });
}

/// One finding for all rows of a kind, at the first of them.
fn report(
    subject: &Subject,
    ledger: &mut Ledger,
    rows: &[&RowAt],
    fault: fn(String, usize) -> RowFault,
) {
    let Some(first) = rows.first() else {
        return ledger.holds(RuleCode::T09);
    };
    let title = subject.book.tables[first.table].title.clone();
    ledger.remark(Remark {
        fault: fault(title, rows.len()).into(),
        severity: Severity::Note,
        table: Some(first.table),
        row: Some(first.row.ordinal),
        left: about(**first, first.row.figures.first()),
        right: None,
    });
}
