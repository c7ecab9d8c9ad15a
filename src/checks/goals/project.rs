/*! A project with its indicators, and what kind of indicator each is. */

use crate::budget::{
    Amount, Figure, Indicator, Measure, MoneyUnit, Operator, Place, Row, RowKind, Severity, Table,
    TableKind, unit_in_last_place,
};
use crate::checks::goals::review::{is_review, money_of};
use crate::checks::kernel::cluster::Spot;
use crate::checks::kernel::ledger::Remark;
use crate::checks::kernel::left_out::leaves_open;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term;
use crate::checks::wording::{Fault, GoalReason};

/// A project of a table of goals, or the whole department.
pub struct Project<'b> {
    /// The table's index.
    pub table: usize,
    /// Its row; none for the whole department.
    pub row: Option<&'b Row>,
    /// Its name; 部门整体 for the whole department.
    pub name: &'b str,
    /// Its goal.
    pub goal: &'b str,
    /// Its indicators, in printed order.
    pub indicators: Vec<&'b Indicator>,
    /// The row of its name in a table of projects, for the money that the goals do not print.
    budgeted: Option<Amount>,
    /// Whether the import left out some of its indicators: what is not among the others may be there.
    pub lacks_indicators: bool,
}

/// The projects that have indicators, in order. A project that is printed again at the top of
/// the next page is one. What a review repeats of last year's goals sets none.
pub fn projects<'b>(subject: &Subject<'b>) -> Vec<Project<'b>> {
    let mut all: Vec<Project<'b>> = Vec::new();
    for indicator in &subject.book.indicators {
        let sets_goals = |table: &&Table| {
            table.kind.is_some_and(TableKind::is_performance) || is_review(subject, table)
        };
        let table = subject.book.tables.get(indicator.table);
        let Some(table) = table.filter(sets_goals) else {
            continue;
        };
        let row = indicator.row.and_then(|row| table.rows.get(row));
        let name = row.map_or("部门整体", |row| row.name.as_str());
        let is_open = |project: &Project| {
            project.table == indicator.table
                && project.row.is_some() == row.is_some()
                && project.name == name
                && (same_row(project.row, row)
                    || project.row.and_then(amount_of) == row.and_then(amount_of))
        };
        if let Some(project) = all.last_mut().filter(|project| is_open(project)) {
            project.indicators.push(indicator);
            continue;
        }
        let goal = row
            .and_then(|row| row.project.as_ref())
            .map_or(table.overall_goal.as_str(), |project| project.goal.as_str());
        all.push(Project {
            table: indicator.table,
            row,
            name,
            goal,
            indicators: vec![indicator],
            budgeted: row.and_then(|row| {
                let printed = money_of(table, &row.name).filter(|_| is_review(subject, table));
                printed.or_else(|| budgeted(subject, &row.name))
            }),
            lacks_indicators: false,
        });
    }
    tell_incomplete(subject, &mut all);
    all
}

/// Tells of each project whether the import left out indicators between its own and those of the next.
fn tell_incomplete(subject: &Subject, projects: &mut [Project]) {
    let begins: Vec<(usize, u32)> = projects
        .iter()
        .map(|project| (project.table, project.begins()))
        .collect();
    for (at, project) in projects.iter_mut().enumerate() {
        let Some(table) = subject.book.tables.get(project.table) else {
            continue;
        };
        let next = begins
            .get(at + 1)
            .filter(|(table, _)| *table == project.table);
        let end = next.map_or(table.end_line, |(_, line)| line.saturating_sub(1));
        project.lacks_indicators = leaves_open(subject.book, project.begins()..=end);
    }
}

/// The money of a project of that name in the one table of projects that has it: of all its rows, where it
/// has one an item.
fn budgeted(subject: &Subject, name: &str) -> Option<Amount> {
    let is_named = |row: &&Row| row.kind == RowKind::Project && row.name == name;
    let lists_it = |table: &Table| table.rows.iter().any(|row| is_named(&row));
    let mut tables = subject.tables().map(|(_, table)| table).filter(|table| {
        let kind = table.kind;
        kind.is_some_and(|kind| kind.lists_projects() && !kind.is_performance()) && lists_it(table)
    });
    let (table, next) = (tables.next()?, tables.next());
    let rows: Vec<&Row> = table.rows.iter().filter(is_named).collect();
    let mut figures = rows.iter().flat_map(|row| &row.figures);
    if next.is_some() || !figures.all(Figure::is_printed) {
        return None;
    }
    let amounts: Option<Vec<Amount>> = rows.iter().map(|row| amount_of(row)).collect();
    match amounts?.as_slice() {
        [only] => Some(*only),
        several => {
            let unit = several.first()?.unit();
            let sum = several
                .iter()
                .map(|amount| i128::from(amount.ten_thousandths()));
            Some(term::amount(sum.sum(), unit, 2))
        }
    }
}

fn same_row(left: Option<&Row>, right: Option<&Row>) -> bool {
    left.map(|row| row.ordinal) == right.map(|row| row.ordinal)
}

fn amount_of(row: &Row) -> Option<Amount> {
    row.figures
        .iter()
        .find(|figure| Measure::PROJECT_TOTALS.contains(&figure.measure))
        .or(row.figures.first())
        .map(|figure| figure.amount)
}

impl Project<'_> {
    /// The project's money: beside its goals, else in a table of projects.
    pub fn amount(&self) -> Option<Amount> {
        let amount = self.row.and_then(amount_of);
        amount.or(self.budgeted)
    }

    /// The first of its lines: its name may stand in the middle of them.
    fn begins(&self) -> u32 {
        let indicators = self.indicators.iter().map(|indicator| indicator.place.line);
        let name = self.row.map(|row| row.place.line);
        indicators.chain(name).min().unwrap_or(0)
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        let first = self.indicators.first().map(|indicator| indicator.place);
        self.row.map(|row| row.place).or(first).unwrap_or_default()
    }

    /// Why nothing is said of all of its indicators together.
    pub fn left_out(&self) -> GoalReason {
        GoalReason::LeftOut {
            project: self.name.to_owned(),
        }
    }

    /// An indicator as a place of a cluster.
    pub fn spot(&self, indicator: &Indicator) -> Spot {
        Spot {
            row: self.row.map(|row| row.ordinal),
            ..Spot::in_table(in_words(indicator), indicator.place, self.table)
        }
    }

    /// A remark on the project.
    pub fn remark(&self, fault: impl Into<Fault>, severity: Severity) -> Remark {
        Remark {
            fault: fault.into(),
            severity,
            table: Some(self.table),
            row: self.row.map(|row| row.ordinal),
            left: (self.name.to_owned(), self.place()),
            right: None,
        }
    }
}

/// An indicator as one reads it: 办事群众满意度≥95%.
pub fn in_words(indicator: &Indicator) -> String {
    let sign = match indicator.operator {
        Some(Operator::Qualitative) => "：",
        Some(operator) => operator.sign(),
        None => "＝",
    };
    format!(
        "{}{sign}{}{}",
        indicator.name, indicator.value, indicator.value_unit
    )
}

/// Whether it is a 成本指标 of money, not of society or nature.
pub fn is_cost(indicator: &Indicator) -> bool {
    let about_money = !indicator.level2.contains("社会") && !indicator.level2.contains("生态");
    (indicator.level1.contains("成本") || indicator.level2.starts_with("经济成本")) && about_money
}

/// The money that an indicator's value names, in ten-thousandths of a 元; wide enough for any
/// sum or product of what a stranger's document prints.
pub fn money(indicator: &Indicator) -> Option<i128> {
    let unit = MoneyUnit::from_name(indicator.value_unit.trim())?;
    let amount = Amount::parse(indicator.value.trim(), unit)?;
    Some(i128::from(amount.ten_thousandths()))
}

/// The unit in the last place of an indicator's amount, in ten-thousandths of a 元; nothing where it has none.
pub fn last_place(indicator: &Indicator) -> i128 {
    let unit = MoneyUnit::from_name(indicator.value_unit.trim());
    let amount = unit.and_then(|unit| Amount::parse(indicator.value.trim(), unit));
    amount.map_or(0, |amount| {
        unit_in_last_place(amount.unit(), amount.scale())
    })
}

/// The number that an indicator's value is, times a hundred.
pub fn number(indicator: &Indicator) -> Option<i128> {
    // An amount in 元 is a number with four decimals.
    let parsed = Amount::parse(indicator.value.trim(), MoneyUnit::Yuan)?;
    Some(i128::from(parsed.ten_thousandths()) / 100)
}

/// Whether the value is per cent.
pub fn is_percent(indicator: &Indicator) -> bool {
    matches!(indicator.value_unit.trim(), "%" | "％")
}

/// The text of an amount in ten-thousandths of a 元, in a unit.
pub fn shown(value: i128, unit: MoneyUnit) -> String {
    let amount = crate::checks::kernel::term::amount(value, unit, 0);
    format!("{amount} {}", unit.name())
}
