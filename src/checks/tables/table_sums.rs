/*!
Inside a table: totals, classes and their sections, departments and their units.
*/

use crate::budget::{
    CodeTree, Figure, Measure, Origin, RowKind, RuleCode, Severity, Table, TableKind, TableState,
    code_tree,
};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::{Term, Trust};
use crate::checks::tables::goal_sums;
use crate::checks::wording::{RowSums, TableReason};

pub const FAMILY: Family = Family {
    title: "表内",
    rules: &[
        Rule::new(
            RuleCode::T01,
            "合计行＝各顶层行之和",
            Severity::Error,
            "表的合计应等于没有上级行的各行之和，每一列都如此；残缺的表不核。",
        ),
        Rule::new(
            RuleCode::T02,
            "类＝各款之和，款＝各项之和",
            Severity::Error,
            "功能分类的小计应等于其下级各行之和；没有印编码的小计按名称和金额归位。",
        ),
        Rule::new(
            RuleCode::T03,
            "经济分类：类＝各款之和，款＝其明细之和",
            Severity::Error,
            "经济分类的小计应等于其下级各行之和。",
        ),
        Rule::new(
            RuleCode::T04,
            "部门行＝各单位之和，单位行＝其各科目之和",
            Severity::Error,
            "分单位列示的表，单位的合计等于其下各行之和，部门的合计等于各单位之和。",
        ),
        Rule::new(
            RuleCode::T07,
            "项目表：合计＝各项目之和",
            Severity::Error,
            "项目支出表的合计（及单位、科目小计）应等于所列项目之和。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables() {
        if table.state == TableState::Cut {
            for rule in [RuleCode::T01, RuleCode::T02, RuleCode::T04] {
                ledger.not_checkable(
                    rule,
                    TableReason::Torn {
                        table: table.title.clone(),
                    },
                );
            }
            continue;
        }
        let Some(kind) = table
            .kind
            .filter(|kind| !kind.is_two_sided() && !kind.is_performance())
        else {
            continue;
        };
        let Some(tree) = subject.tree(index) else {
            project_table(subject, ledger, index, table, kind);
            continue;
        };
        classes(subject, ledger, index, table, tree);
        totals(subject, ledger, index, table, tree);
    }
    goal_sums::check(subject, ledger);
}

/// The figures of some rows under the measure and year of one of a whole's.
fn below(
    subject: &Subject,
    table: usize,
    rows: impl Iterator<Item = usize>,
    of: &Figure,
) -> Vec<Term> {
    let printed = &subject.book.tables[table];
    rows.filter_map(|row| {
        let figures = &printed.rows.get(row)?.figures;
        let index = figures
            .iter()
            .position(|figure| figure.measure == of.measure && figure.year == of.year)?;
        subject.term(table, row, index)
    })
    .collect()
}

/// Holds every figure of a row against the same column of the rows that it sums up.
fn sum_of_rows(
    subject: &Subject,
    ledger: &mut Ledger,
    at: RowAt,
    parts: &[usize],
    (rule, requirement): (RuleCode, RowSums),
) {
    for (index, figure) in at.row.figures.iter().enumerate() {
        let Some(whole) = subject.term(at.table, at.index, index) else {
            continue;
        };
        let terms = below(subject, at.table, parts.iter().copied(), figure);
        if terms.is_empty() {
            if whole.value != 0 {
                ledger.not_checkable(
                    rule,
                    TableReason::TotalAlone {
                        table: subject.book.tables[at.table].title.clone(),
                    },
                );
            }
            continue;
        }
        let equation = Equation::sum(rule, whole, terms, requirement);
        let equation = without_derived(&equation).unwrap_or(equation);
        if equation.balance() == Balance::Apart
            && is_open(subject, (at.table, figure), parts, equation.gap())
        {
            ledger.not_checkable(rule, TableReason::UncertainRows);
        } else {
            ledger.equation(equation);
        }
    }
}

/// Whether a figure that may stand in another column is what a column's sum lacks, or has too
/// much: one whose column nothing decides, or one that its class puts into 人员经费 or 公用经费,
/// where units differ (交通补贴 under 302 may be 人员经费).
fn is_open(subject: &Subject, (table, whole): (usize, &Figure), rows: &[usize], gap: i128) -> bool {
    let printed = &subject.book.tables[table];
    let is_of_class = |figure: &Figure| matches!(figure.measure, Measure::STAFF | Measure::RUNNING);
    let by_class = printed.kind == Some(TableKind::GeneralBudgetBasic) && is_of_class(whole);
    let may_move = |figure: &&Figure| {
        matches!(figure.origin, Origin::Uncertain(_)) || by_class && is_of_class(figure)
    };
    rows.iter()
        .filter_map(|row| printed.rows.get(*row))
        .flat_map(|row| &row.figures)
        .filter(may_move)
        .any(|figure| i128::from(figure.amount.ten_thousandths()) == gap.abs())
}

/// The sum without the parts that their rows forced, where it holds only so: a wrong figure
/// of a row also forces a wrong one.
fn without_derived(equation: &Equation) -> Option<Equation> {
    if equation.trust() != Trust::Derived || equation.balance() != Balance::Apart {
        return None;
    }
    let mut printed = equation.clone();
    printed
        .parts
        .retain(|part| part.term.trust == Trust::Printed);
    (!printed.parts.is_empty() && printed.balance() != Balance::Apart).then_some(printed)
}

/// T02 and T03: every printed row against the rows right below.
fn classes(subject: &Subject, ledger: &mut Ledger, index: usize, table: &Table, tree: &CodeTree) {
    let economic = table.kind.is_some_and(TableKind::is_by_economic_class);
    for at in subject.rows(index) {
        let children: Vec<usize> = tree.children(at.index).collect();
        if children.is_empty() {
            continue;
        }
        let is_projects = children
            .iter()
            .any(|child| table.rows[*child].kind == RowKind::Project);
        let (rule, requirement) = match (is_projects, economic) {
            (true, _) => (RuleCode::T07, RowSums::ProjectsOfFunction),
            (_, true) => (RuleCode::T03, RowSums::UnderEconomic),
            (_, false) => (RuleCode::T02, RowSums::UnderFunction),
        };
        sum_of_rows(subject, ledger, at, &children, (rule, requirement));
    }
}

/// T01 and T04: total, departments, units and the outermost rows.
fn totals(subject: &Subject, ledger: &mut Ledger, index: usize, table: &Table, tree: &CodeTree) {
    let roots: Vec<usize> = tree.roots().collect();
    if roots.is_empty() {
        return;
    }
    let is_projects = table.kind.is_some_and(TableKind::lists_projects);
    let rule = if is_projects {
        RuleCode::T07
    } else {
        RuleCode::T01
    };
    if tree.has_unplaced {
        ledger.not_checkable(
            rule,
            TableReason::SubtotalWithoutCode {
                table: table.title.clone(),
            },
        );
        return;
    }
    let is_unexplained = |at: &RowAt| {
        let has_money = at.row.figures.iter().any(|figure| !figure.amount.is_zero());
        let is_named = at.row.kind.is_organisation() && !tree.is_unit(at.index);
        has_money && is_named && tree.code(at.index).is_none()
    };
    if subject.rows(index).any(|at| is_unexplained(&at)) {
        ledger.not_checkable(
            rule,
            TableReason::RowOfNoLevel {
                table: table.title.clone(),
            },
        );
        return;
    }
    let totals: Vec<RowAt> = subject
        .rows(index)
        .filter(|at| at.row.kind == RowKind::Total)
        .collect();
    if let [total] = totals.as_slice() {
        sum_of_rows(subject, ledger, *total, &roots, (rule, RowSums::Outermost));
    }
    units(subject, ledger, index, table, tree, &roots);
}

fn units(
    subject: &Subject,
    ledger: &mut Ledger,
    index: usize,
    table: &Table,
    tree: &CodeTree,
    roots: &[usize],
) {
    let unit_rows: Vec<usize> = (0..table.rows.len())
        .filter(|row| tree.is_unit(*row))
        .collect();
    for at in subject.rows(index).filter(|at| tree.is_unit(at.index)) {
        let rows_of_unit: Vec<usize> = roots
            .iter()
            .copied()
            .filter(|root| tree.group(*root) == at.index + 1)
            .collect();
        if !rows_of_unit.is_empty() {
            sum_of_rows(
                subject,
                ledger,
                at,
                &rows_of_unit,
                (RuleCode::T04, RowSums::UnderUnit),
            );
            continue;
        }
        // A department right above its units.
        let below: Vec<usize> = unit_rows
            .iter()
            .copied()
            .filter(|row| *row > at.index)
            .take_while(|row| table.rows[*row].kind == RowKind::Unit)
            .collect();
        if at.row.kind == RowKind::Department && !below.is_empty() {
            sum_of_rows(
                subject,
                ledger,
                at,
                &below,
                (RuleCode::T04, RowSums::UnitsOfDepartment),
            );
        }
    }
}

/// Projects may stand under headings that print no code, as projects do: 项, kinds, subtotals.
/// Each heading against the projects under it; the outermost rows are what is left.
fn projects_and_headings(
    subject: &Subject,
    ledger: &mut Ledger,
    index: usize,
    table: &Table,
    projects: &[usize],
) -> Vec<usize> {
    let Some(parents) = code_tree::parents(table, |row| row.kind == RowKind::Project) else {
        return projects.to_vec();
    };
    for heading in projects {
        let below: Vec<usize> = projects
            .iter()
            .copied()
            .filter(|row| parents[*row] == Some(*heading))
            .collect();
        if !below.is_empty() {
            let at = RowAt {
                table: index,
                index: *heading,
                row: &table.rows[*heading],
            };
            sum_of_rows(
                subject,
                ledger,
                at,
                &below,
                (RuleCode::T07, RowSums::ProjectsOfHeading),
            );
        }
    }
    let is_top = |row: &usize| parents[*row].is_none();
    projects.iter().copied().filter(is_top).collect()
}

/// A project table without codes, and tables that list units alone.
fn project_table(
    subject: &Subject,
    ledger: &mut Ledger,
    index: usize,
    table: &Table,
    kind: TableKind,
) {
    let totals: Vec<RowAt> = subject
        .rows(index)
        .filter(|at| at.row.kind == RowKind::Total)
        .collect();
    let [total] = totals.as_slice() else { return };
    let of_kind = |wanted: RowKind| -> Vec<usize> {
        (0..table.rows.len())
            .filter(|row| table.rows[*row].kind == wanted)
            .collect()
    };
    let projects = of_kind(RowKind::Project);
    let units = outermost(table, of_kind(RowKind::Unit));
    if kind == TableKind::Projects && !projects.is_empty() {
        let tops = projects_and_headings(subject, ledger, index, table, &projects);
        let of_total = (RuleCode::T07, RowSums::Projects);
        sum_of_rows(subject, ledger, *total, &tops, of_total);
        if let [unit] = units.as_slice() {
            let of_unit = (RuleCode::T07, RowSums::ProjectsOfUnit);
            sum_of_rows(subject, ledger, row_at(index, table, *unit), &tops, of_unit);
        }
        return;
    }
    let departments = of_kind(RowKind::Department);
    if !departments.is_empty() {
        let of_departments = (RuleCode::T04, RowSums::Departments);
        sum_of_rows(subject, ledger, *total, &departments, of_departments);
    } else if !units.is_empty() && kind == TableKind::Income {
        sum_of_rows(
            subject,
            ledger,
            *total,
            &units,
            (RuleCode::T04, RowSums::Units),
        );
    }
    if let ([department], false) = (departments.as_slice(), units.is_empty()) {
        let at = row_at(index, table, *department);
        sum_of_rows(
            subject,
            ledger,
            at,
            &units,
            (RuleCode::T04, RowSums::UnitsOfDepartment),
        );
    }
}

/// The rows of units that stand under no other of them: 317001 is a part of 317.
fn outermost(table: &Table, units: Vec<usize>) -> Vec<usize> {
    let code = |row: usize| table.rows[row].code.as_str();
    let is_under = |row: usize, above: usize| {
        let above = code(above);
        !above.is_empty() && above.len() < code(row).len() && code(row).starts_with(above)
    };
    let is_outermost = |row: &usize| !units.iter().any(|above| is_under(*row, *above));
    units.iter().copied().filter(is_outermost).collect()
}

fn row_at(table: usize, printed: &Table, index: usize) -> RowAt<'_> {
    RowAt {
        table,
        index,
        row: &printed.rows[index],
    }
}
