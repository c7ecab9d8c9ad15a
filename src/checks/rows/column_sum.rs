/*!
One sum of columns in all rows of a table.

The tree says which columns are the parts. A column that it lacks, or that some tables count
in and others do not, may be a further part: the reading that most rows agree with is the
one that is meant. A blank cell is an exact zero; a row that prints its whole alone says
nothing about its parts. Where no reading holds in nearly all rows, it is the reading that
is doubted and not the paper.
*/

use crate::budget::columns::{ColumnSum, Role};
use crate::budget::{Measure, RuleCode, TableKind};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::{Term, Trust};
use crate::checks::wording::{ColumnSums, Doubt, Requirement, TableReason};
use std::collections::BTreeSet;

/// More columns of doubtful role than this are tried all together or not at all.
const MOST_DOUBTFUL: usize = 6;

/// Fewer rows than this that hold prove no reading of columns that the tree lacks.
const FEWEST_HOLDING: usize = 3;

/// Holds a sum of a table's columns, those of a group (预算数, 决算数), against its rows.
pub fn check(
    subject: &Subject,
    ledger: &mut Ledger,
    table: usize,
    (group, columns): (&str, &[Measure]),
    sum: &ColumnSum,
    rule: RuleCode,
) {
    let lines = SumLines::of(subject, table, (group, columns), sum);
    let Some(reading) = lines.best_reading(subject, sum) else {
        ledger.not_checkable(rule, TableReason::RowTotalAlone);
        return;
    };
    let requirement = requirement(columns, sum, &reading);
    if reading.extra.is_empty() && sum.is_partial {
        // One part of several may leave the rest of the total unprinted.
        return lines.at_least(ledger, rule);
    }
    if let Some(doubt) = lines.doubt(subject, sum, &reading) {
        ledger.doubt(subject, (rule, table), &requirement, doubt);
        return;
    }
    let is_explainable = subject.book.tables[table].kind == Some(TableKind::FiscalByEconomicClass)
        && columns[sum.whole] != Measure::TOTAL;
    for line in &lines.lines {
        let Some(equation) = line.equation(rule, &reading, &requirement) else {
            continue;
        };
        // What the row forced cannot bear witness for the row.
        if equation.trust() == Trust::Derived {
            ledger.not_checkable(rule, TableReason::DerivedInRow);
        } else if is_explainable {
            ledger.equation(equation.explainable());
        } else {
            ledger.equation(equation);
        }
    }
}

/// The whole and its parts in one row and year.
struct SumLine {
    whole: Term,
    parts: Vec<Term>,
    /// The figures of the columns whose role is open, by their place among the columns.
    extra: Vec<(usize, Term)>,
}

impl SumLine {
    fn equation(
        &self,
        rule: RuleCode,
        reading: &ColumnReading,
        requirement: &Requirement,
    ) -> Option<Equation> {
        let more = self.extra.iter();
        let more = more.filter(|(column, _)| reading.extra.contains(column));
        let parts = self.parts.iter().filter(|_| reading.has_parts).copied();
        let parts: Vec<Term> = parts.chain(more.map(|(_, term)| *term)).collect();
        (!parts.is_empty()).then(|| Equation::sum(rule, self.whole, parts, requirement.clone()))
    }

    /// The equation of a reading that is only tried, so that rule and words do not matter.
    fn tried(&self, reading: &ColumnReading) -> Option<Equation> {
        self.equation(RuleCode::R01, reading, &ColumnSums::PartOfTotal.into())
    }

    /// Whether a reading leaves the row wrong: also where it counts none of the row's parts.
    fn fails(&self, reading: &ColumnReading) -> bool {
        match self.tried(reading) {
            Some(equation) => equation.balance() == Balance::Apart,
            None => {
                let has_others = !self.extra.is_empty() || !self.parts.is_empty();
                has_others && self.whole.value != 0
            }
        }
    }
}

/// A choice of columns that are counted in.
struct ColumnReading {
    /// Whether the tree's parts are: else the total is divided in a way that the tree lacks.
    has_parts: bool,
    extra: Vec<usize>,
    failing: usize,
}

struct SumLines {
    lines: Vec<SumLine>,
}

impl SumLines {
    fn of(
        subject: &Subject,
        table: usize,
        (group, columns): (&str, &[Measure]),
        sum: &ColumnSum,
    ) -> Self {
        let mut lines = Vec::new();
        for at in subject.rows(table) {
            for year in years(at) {
                let term = |column: &usize| under(subject, at, group, columns[*column], year);
                let Some(whole) = term(&sum.whole) else {
                    continue;
                };
                // 上年结余 is what is there this year, whatever year its heading names.
                let balance = |column: &usize| {
                    let last_year = || under(subject, at, group, columns[*column], year - 1);
                    term(column)
                        .or_else(|| columns[*column].path().contains("结").then(last_year)?)
                };
                let beside = sum.beside.iter();
                let beside = beside.filter_map(|column| Some((*column, balance(column)?)));
                let unknown = sum.unknown.iter();
                let unknown = unknown.filter_map(|column| Some((*column, term(column)?)));
                lines.push(SumLine {
                    whole,
                    parts: sum.parts.iter().filter_map(term).collect(),
                    extra: beside.chain(unknown).collect(),
                });
            }
        }
        let mut lines = Self { lines };
        lines.gather_items(subject, table, (group, columns), sum);
        lines
    }

    /// 三公 whose items are rows print the total in one row and each part in another.
    fn gather_items(
        &mut self,
        subject: &Subject,
        table: usize,
        (group, columns): (&str, &[Measure]),
        sum: &ColumnSum,
    ) {
        let is_three_public = matches!(
            subject.book.tables[table].kind,
            Some(TableKind::ThreePublic | TableKind::GovernmentFundThreePublic)
        );
        let has_no_parts = self
            .lines
            .iter()
            .all(|line| line.parts.is_empty() && line.extra.is_empty());
        if !is_three_public || !has_no_parts {
            return;
        }
        for line in &mut self.lines {
            let whole = line.whole.cell.in_table(subject.book);
            let Some(year) = whole.map(|(_, _, figure)| figure.year) else {
                continue;
            };
            let term = |column: &usize| {
                let mut found = subject
                    .rows(table)
                    .filter_map(|at| under(subject, at, group, columns[*column], year));
                let first = found.next()?;
                found.next().is_none().then_some(first)
            };
            let open = sum.beside.iter().chain(&sum.unknown);
            line.parts = sum.parts.iter().filter_map(term).collect();
            line.extra = open
                .filter_map(|column| Some((*column, term(column)?)))
                .collect();
        }
    }

    /// The rows that are no sums of other rows; all where there are none.
    fn witnesses<'l>(&'l self, subject: &Subject) -> Vec<&'l SumLine> {
        let is_leaf = |line: &&SumLine| {
            let row = line.whole.cell.row();
            row.is_some_and(|(table, row)| subject.is_leaf(table, row))
        };
        let leaves: Vec<&SumLine> = self.lines.iter().filter(is_leaf).collect();
        if leaves.is_empty() {
            self.lines.iter().collect()
        } else {
            leaves
        }
    }

    /// The reading that fewest rows speak against, of equal ones the one nearest to the tree.
    /// None where no row prints a part.
    fn best_reading(&self, subject: &Subject, sum: &ColumnSum) -> Option<ColumnReading> {
        let has_parts = |line: &SumLine| !line.parts.is_empty() || !line.extra.is_empty();
        if !self.lines.iter().any(has_parts) {
            return None;
        }
        let witnesses = self.witnesses(subject);
        let failing = |lines: &mut dyn Iterator<Item = &SumLine>, reading: &ColumnReading| {
            lines.filter(|line| line.fails(reading)).count()
        };
        let readings = choices(sum).into_iter().map(|reading| ColumnReading {
            failing: failing(&mut witnesses.iter().copied(), &reading),
            ..reading
        });
        readings.min_by_key(|reading| {
            let of_all = failing(&mut self.lines.iter(), reading);
            (
                reading.failing,
                of_all,
                !reading.has_parts,
                reading.extra.len(),
            )
        })
    }

    /// Why a reading that rows speak against is no evidence.
    fn doubt(&self, subject: &Subject, sum: &ColumnSum, reading: &ColumnReading) -> Option<Doubt> {
        let witnesses = self.witnesses(subject);
        let all = witnesses
            .iter()
            .filter(|line| line.whole.value != 0)
            .count();
        if reading.failing == 0 {
            return None;
        }
        let gaps: BTreeSet<i128> = witnesses
            .iter()
            .filter_map(|line| line.tried(reading))
            .filter(|equation| equation.balance() == Balance::Apart)
            .map(|equation| equation.gap())
            .collect();
        // Two figures of a column that changed places leave gaps of the same size.
        let is_exchange = gaps.len() == 2 && reading.failing == 2 && gaps.iter().sum::<i128>() == 0;
        let too_many = gaps.len() > 1 && reading.failing * 5 > all && !is_exchange;
        let unproven = !sum.unknown.is_empty() && all < FEWEST_HOLDING + reading.failing;
        if unproven {
            Some(Doubt::UnknownColumn)
        } else if too_many {
            Some(Doubt::SumOfOtherColumns)
        } else {
            None
        }
    }

    /// The one printed part of several is no greater than its whole.
    fn at_least(&self, ledger: &mut Ledger, rule: RuleCode) {
        for line in &self.lines {
            if let [part] = line.parts.as_slice() {
                let is_part = ColumnSums::PartOfTotal;
                ledger.equation(Equation::at_most(rule, *part, line.whole, is_part));
            }
        }
    }
}

/// The choices of columns to count in, beside the tree's parts or in their place.
fn choices(sum: &ColumnSum) -> Vec<ColumnReading> {
    let open: Vec<usize> = sum.beside.iter().chain(&sum.unknown).copied().collect();
    let of = |has_parts: bool, extra: Vec<usize>| ColumnReading {
        has_parts,
        extra,
        failing: 0,
    };
    if open.len() > MOST_DOUBTFUL {
        return vec![of(true, Vec::new()), of(true, open)];
    }
    let subsets = || {
        (0..1usize << open.len()).map(|choice| -> Vec<usize> {
            let chosen = open.iter().enumerate();
            let chosen = chosen.filter(|(index, _)| choice & (1 << index) != 0);
            chosen.map(|(_, column)| *column).collect()
        })
    };
    let without_parts = subsets().filter(|extra| extra.len() > 1 && !sum.unknown.is_empty());
    let beside = subsets().map(|extra| of(true, extra));
    beside
        .chain(without_parts.map(|extra| of(false, extra)))
        .collect()
}

/// 合计＝基本支出＋项目支出.
fn requirement(columns: &[Measure], sum: &ColumnSum, reading: &ColumnReading) -> Requirement {
    let last = |column: &usize| columns[*column].leaf();
    let parts = sum.parts.iter().filter(|_| reading.has_parts);
    let parts = parts.chain(&reading.extra);
    let parts = parts.map(|column| last(column).to_owned()).collect();
    let whole = match (last(&sum.whole), sum.role) {
        (total, Role::OtherPart) if total == Measure::TOTAL.path() => "总计",
        (name, _) => name,
    };
    Requirement::from(ColumnSums::Sum {
        whole: whole.to_owned(),
        parts,
    })
}

/// The figure of a row under a column of a group.
fn under(subject: &Subject, at: RowAt, group: &str, column: Measure, year: u16) -> Option<Term> {
    let index = at.row.figures.iter().position(|figure| {
        let (figure_group, rest) = figure.measure.in_column_group();
        figure.year == year && figure_group == group && rest == column
    })?;
    subject.term(at.table, at.index, index)
}

fn years(at: RowAt) -> Vec<u16> {
    let mut years: Vec<u16> = at.row.figures.iter().map(|figure| figure.year).collect();
    years.sort_unstable();
    years.dedup();
    years
}
