/*!
Equations between printed figures, and when they hold.

Let an equation hold for the true amounts. Each printed figure is off by at most half a
unit in its last place, so the two sides differ by at most the sum of these halves: a
difference inside that bound is rounding, a difference beyond it is not. A share is held
against the interval of all shares that its two rounded figures allow.
*/

use crate::budget::{MoneyUnit, RuleCode, Severity, share};
use crate::checks::kernel::term::{FigureCell, Term, Trust, amount};
use crate::checks::wording::Requirement;

/// A sign and an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedTerm {
    /// Whether it is taken away.
    pub minus: bool,
    /// The operand.
    pub term: Term,
}

impl SignedTerm {
    /// An addend.
    pub fn plus(term: Term) -> Self {
        Self { minus: false, term }
    }

    /// A subtrahend.
    pub fn minus(term: Term) -> Self {
        Self { minus: true, term }
    }

    fn signed(&self) -> i128 {
        if self.minus {
            -self.term.value
        } else {
            self.term.value
        }
    }
}

/// What an equation claims of its left figure and its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The left is the sum of the parts.
    Sum,
    /// The left is at least the sum of the parts.
    AtLeast,
    /// A share in per cent, of `parts[0]` in `parts[1]`;
    /// `printed` counts units of the last of `decimals`.
    Percent {
        /// The printed number without its point.
        printed: i128,
        /// Its decimals.
        decimals: u32,
    },
    /// A rate of change in per cent: `printed` units of the last of `decimals`.
    Rate {
        /// The printed number without its point.
        printed: i128,
        /// Its decimals.
        decimals: u32,
        /// Whether the change is a rise.
        rises: bool,
        /// Whether `parts[0]` is the change (and `parts[1]` this year's amount), else it is
        /// this year's amount (and `parts[1]` last year's).
        of_change: bool,
    },
}

/// An equation between figures of one budget.
#[derive(Debug, Clone)]
pub struct Equation {
    /// The rule's code.
    pub rule: RuleCode,
    /// The whole, the same figure elsewhere, or a stated share.
    pub left: Term,
    /// The other side.
    pub parts: Vec<SignedTerm>,
    /// What is claimed.
    pub relation: Relation,
    /// Whether a carry-over or other funds, printed elsewhere, may explain a gap.
    pub may_be_explained: bool,
    /// The severity of a violation, where it is not the rule's.
    pub severity: Option<Severity>,
    /// What it requires, without figures: 合计＝基本支出＋项目支出.
    pub requirement: Requirement,
}

/// How an equation came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Balance {
    /// Both sides are the same.
    Equal,
    /// They differ by what rounding allows.
    Rounding,
    /// They differ by more.
    Apart,
}

impl Equation {
    /// An equation of a sum.
    pub fn sum(
        rule: RuleCode,
        left: Term,
        parts: Vec<Term>,
        requirement: impl Into<Requirement>,
    ) -> Self {
        Self {
            rule,
            left,
            parts: parts.into_iter().map(SignedTerm::plus).collect(),
            relation: Relation::Sum,
            may_be_explained: false,
            severity: None,
            requirement: requirement.into(),
        }
    }

    /// One figure printed twice.
    pub fn same(
        rule: RuleCode,
        left: Term,
        right: Term,
        requirement: impl Into<Requirement>,
    ) -> Self {
        Self::sum(rule, left, vec![right], requirement)
    }

    /// A share or a rate that a sentence states, and the two figures that it is of.
    pub fn stated_ratio(
        rule: RuleCode,
        cell: FigureCell,
        parts: [Term; 2],
        relation: Relation,
        requirement: impl Into<Requirement>,
    ) -> Self {
        let left = Term {
            cell,
            value: 0,
            ulp: 0,
            trust: parts[0].trust,
        };
        Self {
            relation,
            ..Self::sum(rule, left, parts.to_vec(), requirement)
        }
    }

    /// A part and its whole.
    pub fn at_most(
        rule: RuleCode,
        part: Term,
        whole: Term,
        requirement: impl Into<Requirement>,
    ) -> Self {
        Self {
            relation: Relation::AtLeast,
            ..Self::sum(rule, whole, vec![part], requirement)
        }
    }

    /// The same equation, whose gap a printed carry-over may explain.
    pub fn explainable(self) -> Self {
        Self {
            may_be_explained: true,
            ..self
        }
    }

    /// The same equation with a severity of its own.
    pub fn weighing(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    /// Every figure in it.
    pub fn cells(&self) -> impl Iterator<Item = FigureCell> {
        std::iter::once(self.left.cell).chain(self.parts.iter().map(|part| part.term.cell))
    }

    /// The operand that a cell is in it.
    pub fn term_of(&self, cell: FigureCell) -> Option<Term> {
        let parts = self.parts.iter().map(|part| part.term);
        std::iter::once(self.left)
            .chain(parts)
            .find(|term| term.cell == cell)
    }

    /// How far its least trusted figure can be trusted.
    pub fn trust(&self) -> Trust {
        let parts = self.parts.iter().map(|part| part.term.trust);
        parts
            .chain([self.left.trust])
            .max()
            .unwrap_or(Trust::Printed)
    }

    /// Whether every figure in it is printed.
    pub fn is_all_printed(&self) -> bool {
        self.trust() == Trust::Printed
    }

    /// The other side of a sum.
    pub fn right(&self) -> i128 {
        self.parts.iter().map(SignedTerm::signed).sum()
    }

    /// Left minus right.
    pub fn gap(&self) -> i128 {
        self.left.value - self.right()
    }

    /// Twice the largest gap that rounding explains.
    pub fn twice_bound(&self) -> i128 {
        self.left.ulp + self.parts.iter().map(|part| part.term.ulp).sum::<i128>()
    }

    /// The largest gap that rounding explains, as figures of this kind can show it: a whole
    /// number of units in the finest last place.
    pub fn bound(&self) -> i128 {
        let finest = self
            .parts
            .iter()
            .map(|part| part.term.ulp)
            .chain([self.left.ulp])
            .min();
        let half = self.twice_bound() / 2;
        match finest {
            Some(ulp) if ulp > 0 => half / ulp * ulp,
            _ => half,
        }
    }

    /// How it comes out as printed.
    pub fn balance(&self) -> Balance {
        match self.relation {
            Relation::Sum => within(self.gap(), self.twice_bound()),
            Relation::AtLeast => at_least(self.gap(), self.twice_bound()),
            Relation::Percent { printed, decimals }
            | Relation::Rate {
                printed, decimals, ..
            } => self.percent(printed, decimals),
        }
    }

    /// The part and the whole of a share or a rate; none of a sum.
    fn ratio(&self) -> Option<(Term, Term)> {
        let [first, second] = self.parts.as_slice() else {
            return None;
        };
        let (first, second) = (first.term, second.term);
        match self.relation {
            Relation::Percent { .. } => Some((first, second)),
            Relation::Rate {
                rises, of_change, ..
            } => {
                let sign = if rises { 1 } else { -1 };
                let ulp = first.ulp + second.ulp;
                Some(if of_change {
                    let value = second.value - sign * first.value;
                    (
                        first,
                        Term {
                            value,
                            ulp,
                            ..second
                        },
                    )
                } else {
                    let value = sign * (first.value - second.value);
                    (
                        Term {
                            value,
                            ulp,
                            ..first
                        },
                        second,
                    )
                })
            }
            Relation::Sum | Relation::AtLeast => None,
        }
    }

    /// The share or rate that the figures give, in per cent; none where it has no value.
    pub fn recomputed(&self) -> Option<String> {
        let (part, whole) = self.ratio()?;
        let term = |value| amount(value, MoneyUnit::Yuan, 4);
        let share = share(&term(part.value), &term(whole.value));
        (!share.is_empty()).then_some(share)
    }

    /// Whether a share or rate has no value: its base may be nothing, or is below it.
    pub fn has_no_base(&self) -> bool {
        self.ratio()
            .is_some_and(|(_, whole)| 2 * whole.value - whole.ulp <= 0)
    }

    /// How it would come out if a cell held another value.
    pub fn balance_with(&self, cell: FigureCell, value: i128) -> Balance {
        let gap = || {
            let sum: i128 = self
                .parts
                .iter()
                .map(|part| match part.term.cell == cell {
                    true if part.minus => -value,
                    true => value,
                    false => part.signed(),
                })
                .sum();
            let is_left = self.left.cell == cell;
            (if is_left { value } else { self.left.value }) - sum
        };
        match self.relation {
            Relation::Sum => within(gap(), self.twice_bound()),
            Relation::AtLeast => at_least(gap(), self.twice_bound()),
            Relation::Percent { .. } | Relation::Rate { .. } => self.with(cell, value).balance(),
        }
    }

    /// The equation with another value in a cell.
    pub fn with(&self, cell: FigureCell, value: i128) -> Equation {
        let mut changed = self.clone();
        if changed.left.cell == cell {
            changed.left.value = value;
        }
        for part in &mut changed.parts {
            if part.term.cell == cell {
                part.term.value = value;
            }
        }
        changed
    }

    /// The value of one of its cells that would make both sides the same.
    pub fn solved_for(&self, cell: FigureCell) -> Option<i128> {
        if matches!(
            self.relation,
            Relation::Percent { .. } | Relation::Rate { .. }
        ) {
            return None;
        }
        if self.left.cell == cell {
            return Some(self.right());
        }
        let part = self.parts.iter().find(|part| part.term.cell == cell)?;
        let gap = if part.minus { -self.gap() } else { self.gap() };
        Some(part.term.value + gap)
    }

    /// A stated share or rate against the interval that its part and whole allow.
    fn percent(&self, printed: i128, decimals: u32) -> Balance {
        let Some((part, whole)) = self.ratio() else {
            return Balance::Equal;
        };
        let (least, most) = percent_interval(&part, &whole, decimals);
        // One unit of the last place beyond the interval is a slip of rounding.
        let stated = printed * FINE;
        if (least..=most).contains(&stated) {
            Balance::Equal
        } else if (least - FINE..=most + FINE).contains(&stated) {
            Balance::Rounding
        } else {
            Balance::Apart
        }
    }
}

/// Into how many parts a unit of a share's last place is divided for its interval.
const FINE: i128 = 1000;

/// The least and the most that a share can be printed as, in parts of its last place.
fn percent_interval(part: &Term, whole: &Term, decimals: u32) -> (i128, i128) {
    let scale = 100 * 10i128.pow(decimals) * FINE;
    let ratio = |numerator: i128, denominator: i128, up: bool| {
        // numerator and denominator are both doubled, so the doubling cancels.
        let scaled = numerator.saturating_mul(scale);
        let floor = scaled.div_euclid(denominator);
        if up && scaled.rem_euclid(denominator) != 0 {
            floor + 1
        } else {
            floor
        }
    };
    let (low_whole, high_whole) = (2 * whole.value - whole.ulp, 2 * whole.value + whole.ulp);
    if low_whole <= 0 {
        return (i128::MIN / 4, i128::MAX / 4);
    }
    let (low_part, high_part) = (2 * part.value - part.ulp, 2 * part.value + part.ulp);
    let least = if low_part < 0 {
        ratio(low_part, low_whole, false)
    } else {
        ratio(low_part, high_whole, false)
    };
    let most = if high_part < 0 {
        ratio(high_part, high_whole, true)
    } else {
        ratio(high_part, low_whole, true)
    };
    (least - FINE / 2, most + FINE / 2)
}

fn at_least(gap: i128, twice_bound: i128) -> Balance {
    if gap >= 0 {
        Balance::Equal
    } else {
        within(gap, twice_bound)
    }
}

fn within(gap: i128, twice_bound: i128) -> Balance {
    if gap == 0 {
        Balance::Equal
    } else if gap.abs() * 2 <= twice_bound {
        Balance::Rounding
    } else {
        Balance::Apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::wording::RowSums;

    fn term(figure: usize, value: i128) -> Term {
        Term {
            cell: FigureCell::Printed {
                table: 0,
                row: 0,
                figure,
            },
            value: value * 1_000_000,
            ulp: 1_000_000,
            trust: Trust::Printed,
        }
    }

    fn sum(left: i128, parts: &[i128]) -> Equation {
        let parts = parts
            .iter()
            .enumerate()
            .map(|(index, value)| term(index + 1, *value))
            .collect();
        Equation::sum(RuleCode::T01, term(0, left), parts, RowSums::Outermost)
    }

    #[test]
    fn the_bound_grows_with_the_addends() {
        // In hundredths of a 万元: n = 1 or 2 allow 0.01, n = 3 or 4 allow 0.02, n = 10 allows 0.05.
        for (n, ulps) in [(1, 1), (2, 1), (3, 2), (4, 2), (10, 5), (30, 15)] {
            let parts = vec![100; n];
            let exact = 100 * n as i128;
            assert_eq!(sum(exact, &parts).balance(), Balance::Equal);
            assert_eq!(
                sum(exact + ulps, &parts).balance(),
                Balance::Rounding,
                "{n}"
            );
            assert_eq!(
                sum(exact - ulps - 1, &parts).balance(),
                Balance::Apart,
                "{n}"
            );
            assert_eq!(sum(exact, &parts).bound(), ulps * 1_000_000, "{n}");
        }
    }

    #[test]
    fn a_part_is_no_greater_than_its_whole() {
        let part = |part, whole| {
            Equation::at_most(
                RuleCode::R13,
                term(0, part),
                term(1, whole),
                RowSums::Outermost,
            )
            .balance()
        };
        assert_eq!(part(5, 9), Balance::Equal);
        assert_eq!(part(10, 9), Balance::Rounding);
        assert_eq!(part(11, 9), Balance::Apart);
    }

    #[test]
    fn a_share_is_held_against_its_interval() {
        let share = |printed, decimals, part, whole| {
            let mut equation = sum(0, &[part, whole]);
            equation.relation = Relation::Percent { printed, decimals };
            equation.balance()
        };
        // 4675.21 of 11436.06 is 40.88 %.
        assert_eq!(share(4088, 2, 467_521, 1_143_606), Balance::Equal);
        assert_eq!(share(4090, 2, 467_521, 1_143_606), Balance::Apart);
        // 352.67 - 348.52 = 4.15 of 348.52 is 1.19 %, not 0.53 %.
        assert_eq!(share(119, 2, 415, 34_852), Balance::Equal);
        assert_eq!(share(53, 2, 415, 34_852), Balance::Apart);
        // 31.39 of 1.25 is anything between 2501 and 2522 %.
        assert_eq!(share(251_120, 2, 3139, 125), Balance::Equal);
    }

    #[test]
    fn a_cell_can_be_solved_for() {
        let equation = sum(100, &[30, 60]);
        assert_eq!(equation.solved_for(equation.left.cell), Some(90_000_000));
        assert_eq!(
            equation.solved_for(equation.parts[1].term.cell),
            Some(70_000_000)
        );
        assert_eq!(
            equation.balance_with(equation.parts[1].term.cell, 70_000_000),
            Balance::Equal
        );
    }
}
