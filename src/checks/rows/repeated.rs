/*!
Rows that a table prints twice (T08).

A row that is printed again is counted again: the sums over it fail by just its figures.
That is one cause, the row, and not a wrong total in each of its columns.
*/

use crate::budget::{
    Amount, Classification, Finding, Location, Official, Row, RowKind, RuleCode, Severity,
    TableKind,
};
use crate::checks::kernel::equation::{Balance, Equation, Relation};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::FigureCell;
use crate::checks::rows::oddities::about;
use crate::checks::wording::{RowFault, TableReason};
use std::collections::{HashMap, HashSet};

/// It takes back what the families before it handed in.
pub const FAMILY: Family = Family {
    title: "重复的行",
    rules: &[Rule::new(
        RuleCode::T08,
        "同一表里没有重复的行",
        Severity::Warning,
        "同一单位下同一功能科目在一张表里只印一行，其他的行不与另一行完全相同；跨页重印的同一行不算；合计、带编码的行在自己下面又印一次的，在任何表里都算。除去重复的一行合计就相符的，是错误，各栏的合计不再另列。",
    )],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    let apart: Vec<Equation> = ledger
        .equations()
        .iter()
        .filter(|equation| is_apart(equation))
        .cloned()
        .collect();
    let mut causes: HashSet<(usize, usize)> = HashSet::new();
    for (index, table) in subject.tables() {
        let Some(kind) = table.kind.filter(|kind| !kind.is_performance()) else {
            continue;
        };
        let repeated = repeated(subject, index, kind);
        if repeated.is_empty() {
            ledger.holds(RuleCode::T08);
        }
        for (first, again) in repeated {
            let row = (again.table, again.index);
            let is_same = is_same(first.row, again.row);
            let is_caused = |equation: &&Equation| is_same && is_mended_without(equation, row);
            let broken = apart.iter().filter(is_caused).count();
            if broken > 0 {
                causes.insert(row);
            }
            report(ledger, first, again, (kind, broken));
        }
    }
    printed_again(subject, ledger);
    let is_caused = |equation: &Equation| {
        let mut rows = rows_of(equation);
        is_apart(equation)
            && rows.any(|row| causes.contains(&row) && is_mended_without(equation, row))
    };
    if !causes.is_empty() {
        ledger.leave_out(is_caused, TableReason::RepeatedRow);
    }
}

/// Whether an equation is a sum that fails.
fn is_apart(equation: &Equation) -> bool {
    equation.relation == Relation::Sum && equation.balance() == Balance::Apart
}

/// The rows, with their tables, that the addends of an equation stand in.
fn rows_of(equation: &Equation) -> impl Iterator<Item = (usize, usize)> {
    equation
        .parts
        .iter()
        .filter_map(|part| part.term.cell.row())
}

/// The rows that a table has twice, each with the one before it.
fn repeated<'b>(
    subject: &Subject<'b>,
    index: usize,
    kind: TableKind,
) -> Vec<(RowAt<'b>, RowAt<'b>)> {
    let mut seen: HashMap<_, Vec<RowAt>> = HashMap::new();
    let mut found = Vec::new();
    for at in subject.rows(index).filter(|at| can_repeat(at.row)) {
        let group = subject.tree(index).map_or(0, |tree| tree.group(at.index));
        // Of a function its code is enough: it has one row, whatever is printed in it.
        let is_by_code =
            kind.is_by_function() && at.row.kind == RowKind::Function && !at.row.code.is_empty();
        let name = if is_by_code { "" } else { at.row.name.as_str() };
        let (unit, under) = (at.row.unit.as_str(), at.row.under.as_str());
        let codes = (at.row.code.as_str(), at.row.code2.as_str());
        let before = seen.entry((group, codes, name, unit, under)).or_default();
        let first = before
            .iter()
            .find(|earlier| is_by_code || is_same(earlier.row, at.row));
        match first {
            Some(first) => found.push((*first, at)),
            None => before.push(at),
        }
    }
    found
}

/// Whether a row is of the kinds that a table lists once each.
fn can_repeat(row: &Row) -> bool {
    let is_listed = matches!(
        row.kind,
        RowKind::Function
            | RowKind::DepartmentEconomic
            | RowKind::GovernmentEconomic
            | RowKind::Project
            | RowKind::IncomeOrExpenditure
    );
    let has_money = row.figures.iter().any(|figure| !figure.amount.is_zero());
    let is_named = !row.code.is_empty() || !row.name.is_empty();
    is_listed && is_named && !row.figures.is_empty() && (row.kind == RowKind::Function || has_money)
}

/// Whether two rows print the same, apart from where.
fn is_same(row: &Row, other: &Row) -> bool {
    row.kind == other.kind
        && row.side == other.side
        && row.name == other.name
        && row.project == other.project
        && printed(row).eq(printed(other))
}

fn printed(row: &Row) -> impl Iterator<Item = (&str, u16, Amount)> {
    row.figures
        .iter()
        .filter(|figure| figure.is_printed())
        .map(|figure| (figure.measure.path(), figure.year, figure.amount))
}

fn report(ledger: &mut Ledger, first: RowAt, again: RowAt, (kind, broken): (TableKind, usize)) {
    // What is bought, and what comes from several sources, may be there twice.
    // Without codes, 其他社会保障和就业支出 below 其他社会保障和就业支出 is its only 项.
    let is_below = again.row.code.is_empty() && again.index == first.index + 1;
    let may_be_twice = kind == TableKind::Procurement
        || again.row.kind == RowKind::IncomeOrExpenditure
        || is_below && again.row.kind != RowKind::Project;
    if broken == 0 && may_be_twice {
        return ledger.holds(RuleCode::T08);
    }
    let words = format!("{} {}", again.row.code, again.row.name);
    let row = words.trim().to_owned();
    let (severity, fault) = if broken > 0 {
        let sums = broken;
        (Severity::Error, RowFault::RepeatedInSums { row, sums })
    } else {
        (Severity::Warning, RowFault::Repeated { row })
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity,
        table: Some(again.table),
        row: Some(again.row.ordinal),
        left: about(again, again.row.figures.first()),
        right: Some(about(first, first.row.figures.first())),
    });
}

/// Whether a sum over other rows holds without the addends that stand in one of them.
fn is_mended_without(equation: &Equation, row: (usize, usize)) -> bool {
    let is_of_row = |cell: FigureCell| cell.row() == Some(row);
    if is_of_row(equation.left.cell) || !rows_of(equation).any(|touched| touched == row) {
        return false;
    }
    let mut without = equation.clone();
    without.parts.retain(|part| !is_of_row(part.term.cell));
    !without.parts.is_empty() && without.balance() != Balance::Apart
}

/// A row that stands right below itself, of any kind and in any table: whatever it lists, it is there twice.
fn printed_again(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables() {
        if table.kind.is_some_and(may_list_alike) {
            continue;
        }
        let rows: Vec<RowAt> = subject.rows(index).collect();
        for (at, again) in rows.iter().enumerate() {
            // Both sides of a table are rows.
            let is_beside = |first: &&RowAt| first.row.side == again.row.side;
            let Some(first) = rows[..at].iter().rfind(is_beside) else {
                continue;
            };
            // What is known to be listed once each was held against every row of the table.
            let is_new = table.kind.is_none()
                || !can_repeat(again.row)
                || is_class(subject.official, again.row);
            if is_new && is_told_apart(subject.official, again.row) && is_same(first.row, again.row)
            {
                let (one, other) = (first.row, again.row);
                let is_of_same = one.code == other.code
                    && one.code2 == other.code2
                    && one.unit == other.unit
                    && one.under == other.under;
                if is_of_same && is_right_below(subject, one, other) {
                    again_below(ledger, *first, *again);
                }
            }
        }
    }
}

/// Whether the rows of a table may be alike: goals, and things that are bought.
fn may_list_alike(kind: TableKind) -> bool {
    kind.is_performance() || kind == TableKind::Procurement
}

/// Classes that have no line of their own name below them.
const CLASSES: [&str; 4] = [
    "工资福利支出",
    "商品和服务支出",
    "对个人和家庭的补助",
    "对个人和家庭的补助支出",
];

fn is_class(official: Official, row: &Row) -> bool {
    let is_of_functions = || {
        let codes = official.codes(Classification::Function, &row.name);
        !codes.is_empty() && codes.iter().all(|code| code.len() == 3)
    };
    row.code.is_empty() && (CLASSES.contains(&row.name.as_str()) || is_of_functions())
}

/// Whether a row with another of its name right below could not be its parent: a total, a class or a row with a
/// code, or figures alone. 局 and 局本级 may have one name, and so may a section and its only item.
fn is_told_apart(official: Official, row: &Row) -> bool {
    let begins_with_code = row.name.bytes().take_while(u8::is_ascii_digit).count() >= 3;
    let figures = printed(row).filter(|(_, _, amount)| !amount.is_zero());
    match (row.kind, row.name.is_empty()) {
        (_, true) => row.code.is_empty() && figures.count() >= 3,
        _ if figures.count() == 0 => false,
        (RowKind::Total, _) => true,
        _ => {
            !row.code.is_empty()
                || begins_with_code
                || row.name.contains("结转")
                || is_class(official, row)
        }
    }
}

/// Whether nothing stands between two rows, not even the end of a page, over which a row may be carried on.
fn is_right_below(subject: &Subject, first: &Row, again: &Row) -> bool {
    let source = &subject.book.source;
    let page = |row: &Row| match source.location(row.place) {
        Some(Location::Page { page, .. }) => Some(*page),
        _ => None,
    };
    let between = first.place.line + 1..again.place.line;
    let has_words = between
        .filter_map(|line| subject.text_line(line))
        .any(|line| !line.trim().is_empty());
    first.place.line < again.place.line && page(first) == page(again) && !has_words
}

fn again_below(ledger: &mut Ledger, first: RowAt, again: RowAt) {
    let is_said = |finding: &&Finding| {
        finding.table == Some(again.table) && finding.row == Some(again.row.ordinal)
    };
    if ledger.found(RuleCode::T08).any(|finding| is_said(&finding)) {
        return;
    }
    let words = format!("{} {}", again.row.code, again.row.name);
    let row = match words.trim() {
        "" => "没有名称的一行".to_owned(),
        row => row.to_owned(),
    };
    ledger.remark(Remark {
        fault: RowFault::Repeated { row }.into(),
        severity: Severity::Warning,
        table: Some(again.table),
        row: Some(again.row.ordinal),
        left: about(again, again.row.figures.first()),
        right: Some(about(first, first.row.figures.first())),
    });
}
