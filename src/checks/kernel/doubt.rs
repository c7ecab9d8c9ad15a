/*!
Doubt the reading before the paper: a rule that most of a table's rows speak against is about how
the table was read.
*/

use crate::budget::{Compares, RuleCode};
use crate::checks::kernel::equation::{Balance, Equation, Relation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::FigureCell;
use crate::checks::wording::Doubt;
use std::collections::{BTreeMap, BTreeSet};

/// Where most rows of a table fail one rule, each by another amount, it is the column that
/// was read wrongly or that means something else, and not every row that is wrong. Sums of
/// other rows are no witnesses: they fail with the one row that does.
pub fn leave_out_misread_columns(ledger: &mut Ledger, subject: &Subject) {
    let mut columns: BTreeMap<TableEquation, Witnesses> = BTreeMap::new();
    for equation in &ledger.equations {
        if let Some((column, row)) = column_of(equation)
            && subject.is_leaf(column.1, row)
        {
            columns.entry(column).or_default().hear(equation);
        }
    }
    columns.retain(|_, witnesses| witnesses.speak_against_the_column());
    for (rule, table, words) in columns.keys() {
        ledger.doubt(subject, (*rule, *table), words, Doubt::ColumnOfOtherMeaning);
    }
    ledger.equations.retain(|equation| {
        column_of(equation).is_none_or(|(column, _)| !columns.contains_key(&column))
    });
}

/// One equation that more than a fifth of a table's places speak against, each by another
/// amount, or all by one power of ten, is about how the table was read.
pub fn leave_out_doubted_tables(ledger: &mut Ledger, subject: &Subject) {
    let mut places: BTreeMap<TableEquation, Places> = BTreeMap::new();
    for equation in &ledger.equations {
        if let Some(place) = place_of(equation) {
            places.entry(place).or_default().hear(equation);
        }
    }
    places.retain(|_, places| places.doubt().is_some());
    for ((rule, table, words), places) in &places {
        if let Some(doubt) = places.doubt() {
            ledger.doubt(subject, (*rule, *table), words, doubt);
        }
    }
    ledger
        .equations
        .retain(|equation| place_of(equation).is_none_or(|place| !places.contains_key(&place)));
}

/// A rule, the table's index and the equation in words: what all rows of a column share.
type TableEquation = (RuleCode, usize, String);

/// The column of an equation inside a row, and the row's index.
fn column_of(equation: &Equation) -> Option<(TableEquation, usize)> {
    match equation.left.cell {
        FigureCell::Printed { table, row, .. } if equation.rule.compares() == Compares::Row => {
            Some((
                (equation.rule, table, equation.requirement.to_string()),
                row,
            ))
        }
        _ => None,
    }
}

/// The table that an equation between rows, tables or prose and a table rests on.
fn place_of(equation: &Equation) -> Option<TableEquation> {
    let compares = equation.rule.compares();
    let is_between = matches!(
        compares,
        Compares::Rows | Compares::Tables | Compares::Items
    );
    let mut cells = equation.cells();
    let (table, _) = cells.find_map(|cell| cell.row())?;
    let is_sum = equation.relation == Relation::Sum && !equation.may_be_explained;
    let words = match compares {
        // The words of a sentence's equation name its item.
        Compares::Items => String::new(),
        _ => equation.requirement.to_string(),
    };
    (is_between && is_sum).then_some((equation.rule, table, words))
}

/// What the places of an equation in a table say of it.
#[derive(Default)]
struct Places {
    all: usize,
    gaps: BTreeSet<i128>,
    failing: usize,
    by_power_of_ten: usize,
}

impl Places {
    fn hear(&mut self, equation: &Equation) {
        self.all += 1;
        if equation.balance() == Balance::Apart {
            self.failing += 1;
            self.gaps.insert(equation.gap().abs());
            self.by_power_of_ten += usize::from(is_power_of_ten(equation));
        }
    }

    fn doubt(&self) -> Option<Doubt> {
        if self.failing > 1 && self.by_power_of_ten == self.failing && self.failing * 2 > self.all {
            Some(Doubt::MoneyUnit)
        } else if self.gaps.len() > 2 && self.gaps.len() * 5 > self.all {
            Some(Doubt::RowsOrColumns)
        } else {
            None
        }
    }
}

/// Whether both sides differ by thousands or ten thousands: 千元 or 元 for 万元.
fn is_power_of_ten(equation: &Equation) -> bool {
    let (left, right) = (equation.left.value, equation.right());
    left != 0
        && [1_000, 10_000].iter().any(|power| {
            let near = |large: i128, small: i128| {
                (large - small * power).abs() <= equation.twice_bound() * power
            };
            near(left, right) || near(right, left)
        })
}

/// The fewest rows that can tell a misread column from wrong figures.
const FEWEST_WITNESSES: usize = 4;

/// What the rows of a column say of a rule.
#[derive(Default)]
struct Witnesses {
    all: usize,
    failing: usize,
    gaps: BTreeSet<i128>,
}

impl Witnesses {
    fn hear(&mut self, equation: &Equation) {
        self.all += 1;
        if equation.balance() == Balance::Apart {
            self.failing += 1;
            self.gaps.insert(equation.gap().abs());
        }
    }

    fn speak_against_the_column(&self) -> bool {
        self.all >= FEWEST_WITNESSES
            && self.failing * 2 > self.all
            && self.gaps.len() * 2 > self.failing
    }
}
