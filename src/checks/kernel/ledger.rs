/*!
What the rules write down while they look at a budget.

A rule hands in equations, or findings of its own where there is nothing to add up, and
says where it could not look. What the equations mean together (one wrong cell breaks
several of them) is for `settle` to say.
*/

use crate::budget::{Compares, Evidence, Finding, Place, RuleCode, Severity, Verdict};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Trust;
use crate::checks::wording::{Doubt, Fault, OutcomeReason, Reason};
use std::collections::HashMap;
use std::fmt;

/// Everything that the rules found.
#[derive(Default)]
pub struct Ledger {
    pub(super) equations: Vec<Equation>,
    pub(super) findings: Vec<Finding>,
    pub(super) held: HashMap<RuleCode, u32>,
    pub(super) unchecked: HashMap<RuleCode, Reason>,
    pub(super) inapplicable: HashMap<RuleCode, Reason>,
}

/// A finding of a rule that adds nothing up.
#[derive(Debug, Clone)]
pub struct Remark {
    /// What is wrong.
    pub fault: Fault,
    /// How much it weighs.
    pub severity: Severity,
    /// The table it stands in.
    pub table: Option<usize>,
    /// The ordinal of its row.
    pub row: Option<u32>,
    /// What stands there, and where.
    pub left: (String, Place),
    /// What it is held against.
    pub right: Option<(String, Place)>,
}

impl Ledger {
    /// Hands in an equation; one between rows that rests on a figure whose column nothing
    /// decides is no evidence. Inside its own row it is: no column made the row add up.
    pub fn equation(&mut self, equation: Equation) {
        if equation.trust() == Trust::Uncertain && equation.rule.compares() != Compares::Row {
            self.not_checkable(equation.rule, OutcomeReason::UncertainFigures);
        } else {
            self.equations.push(equation);
        }
    }

    /// The rule holds somewhere.
    pub fn holds(&mut self, rule: RuleCode) {
        *self.held.entry(rule).or_default() += 1;
    }

    /// The rule is violated.
    pub fn remark(&mut self, remark: Remark) {
        let evidence = |(printed, place): (String, Place)| Evidence::at(printed, place);
        let left = evidence(remark.left);
        self.findings.push(Finding {
            table: remark.table,
            row: remark.row,
            right: remark.right.map(evidence),
            ..remark.fault.finding(remark.severity, left)
        });
    }

    /// A finding as it is.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The rule could not be checked somewhere; the first reason is kept.
    pub fn not_checkable(&mut self, rule: RuleCode, why: impl Into<Reason>) {
        self.unchecked.entry(rule).or_insert_with(|| why.into());
    }

    /// A rule that most of a table's rows speak against is about the reading, and not about the
    /// paper: a note with the place.
    pub fn doubt(
        &mut self,
        subject: &Subject,
        (rule, table): (RuleCode, usize),
        requirement: &(impl fmt::Display + ?Sized),
        doubt: Doubt,
    ) {
        let Some(printed) = subject.book.tables.get(table) else {
            return;
        };
        self.not_checkable(rule, Reason::Doubted(doubt, printed.title.clone()));
        let left = Evidence::at(printed.title.clone(), printed.place);
        self.findings.push(Finding {
            fault: doubt.name(),
            verdict: Verdict::Explained,
            table: Some(table),
            equation: requirement.to_string(),
            ..Finding::of(rule, Severity::Note, left, doubt.sentence())
        });
    }

    /// The program failed in the middle of these rules: none of them has passed.
    pub fn at_fault(&mut self, rules: impl Iterator<Item = RuleCode>) {
        for rule in rules {
            self.held.remove(&rule);
            self.unchecked
                .insert(rule, OutcomeReason::ProgramFailed.into());
        }
    }

    /// The document has nothing that the rule is about.
    pub fn not_applicable(&mut self, rule: RuleCode, why: impl Into<Reason>) {
        self.inapplicable.entry(rule).or_insert_with(|| why.into());
    }

    /// Takes back the equations that prove nothing: their rules could not be checked there.
    pub fn leave_out(
        &mut self,
        proves_nothing: impl Fn(&Equation) -> bool,
        why: impl Into<Reason>,
    ) {
        let why = why.into();
        let (out, kept) = std::mem::take(&mut self.equations)
            .into_iter()
            .partition(|equation| proves_nothing(equation));
        self.equations = kept;
        let out: Vec<Equation> = out;
        for equation in out {
            self.not_checkable(equation.rule, why.clone());
        }
    }

    /// The findings of a rule so far.
    pub fn found(&self, rule: RuleCode) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.rule == rule)
    }

    /// The equations handed in so far.
    pub fn equations(&self) -> &[Equation] {
        &self.equations
    }
}
