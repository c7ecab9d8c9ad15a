/*!
A change that several sentences tell: one total, one base, one change.
*/

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::prose::change::{Change, UnchangedAmount};
use crate::checks::prose::reading::Mention;
use crate::checks::prose::remark;
use crate::checks::prose::total::{Concept, Scope, Total, total_of};
use crate::checks::wording::{ChangeFault, Sentences};
use std::collections::HashMap;

/// What a change is held against, where it says so: 执行数, 决算数 or 预算数.
fn base(mention: &Mention) -> Option<&'static str> {
    let label = mention.label;
    let end = ["增加", "减少", "增长", "下降", "上升", "降低"]
        .iter()
        .filter_map(|word| label.find(word))
        .min()
        .unwrap_or(label.len());
    match label.find(['比', '较']).filter(|begin| *begin < end) {
        Some(begin) => base_named(&label[begin..end]),
        // 与2022年预算相比，收入减少…，支出减少…
        None => {
            let (before, _) = mention.head.rsplit_once("相比")?;
            base_named(before.rsplit(['，', '。', '；']).next()?)
        }
    }
}

fn base_named(compared: &str) -> Option<&'static str> {
    [("执行", "执行数"), ("决算", "决算数"), ("预算", "预算数")]
        .iter()
        .find(|(word, _)| compared.contains(word))
        .map(|(_, name)| *name)
}

/// Y01 and Y06.
pub fn check(changes: &[Change], unchanged: &[UnchangedAmount], ledger: &mut Ledger) {
    let mut told: HashMap<i128, Vec<Told>> = HashMap::new();
    let mut has_two_bases = false;
    for change in changes {
        let Some(total) = total_of(change.owner).filter(|_| change.of != 0) else {
            continue;
        };
        let current = Told {
            change: *change,
            total,
            base: base(change.mention),
        };
        let earlier = told.entry(change.of).or_default();
        if let Some(same) = earlier.iter().find(|told| current.is_again(told)) {
            ledger.equation(current.same_as(same));
        } else if let Some(opposite) = earlier.iter().find(|told| current.is_opposite(told)) {
            current.contradicts(opposite, ledger);
        }
        let based = earlier.iter().find(|told| told.base.is_some());
        if let (Some(base), Some(based)) = (current.base, based) {
            let other = based.base.unwrap_or_default();
            if other == base {
                ledger.holds(RuleCode::Y06);
            } else if !has_two_bases {
                has_two_bases = true;
                ledger.remark(remark(
                    ChangeFault::TwoBases { base, other },
                    change.mention,
                    (base.to_owned(), other.to_owned()),
                ));
            }
        }
        earlier.push(current);
    }
    for amount in unchanged {
        check_unchanged(amount, &told, ledger);
    }
}

/// A total that one sentence says is last year's and another that it changed.
fn check_unchanged(
    unchanged: &UnchangedAmount,
    told: &HashMap<i128, Vec<Told>>,
    ledger: &mut Ledger,
) {
    let (Some(total), Some(money)) = (total_of(unchanged.owner), unchanged.owner.money()) else {
        return;
    };
    let base = base_named(unchanged.words);
    let changed = told.get(&money.value).into_iter().flatten().find(|told| {
        let same_base = base == told.base || base.is_none() || told.base.is_none();
        told.change.delta.value != 0 && told.is_of(total.scope) && same_base
    });
    match changed {
        Some(changed) => {
            let label = changed.change.mention.label.to_owned();
            let mut found = remark(
                ChangeFault::LevelAndChanged,
                unchanged.owner,
                (unchanged.words.to_owned(), label.clone()),
            );
            if !changed.is_surely(total) {
                found.severity = Severity::Warning;
            }
            found.right = Some((label, changed.change.mention.place()));
            ledger.remark(found);
        }
        None => ledger.holds(RuleCode::Y01),
    }
}

/// A change of a total as a sentence tells it.
struct Told<'m, 'b> {
    change: Change<'m, 'b>,
    total: Total,
    base: Option<&'static str>,
}

impl Told<'_, '_> {
    /// Whether it tells of the same change, as far as both say what they compare with. A part that is
    /// all of its whole this year need not have been so last year.
    fn is_again(&self, other: &Told) -> bool {
        let same_base = self.base == other.base || self.base.is_none() || other.base.is_none();
        let is_part = self
            .change
            .owner
            .wholes
            .contains(&Some(other.change.owner.label));
        self.change.rises == other.change.rises && same_base && !is_part && self.may_be_same(other)
    }

    /// Whether the money of both can be the same last year too: where all money is the appropriation this year, last
    /// year's may have had other income. What is told without the carry-over says that it is this year's.
    fn may_be_same(&self, other: &Told) -> bool {
        let scopes = [self.total.scope, other.total.scope];
        let is_without = |told: &Told| {
            let owner = told.change.owner.money();
            owner.map(|term| term.value) != Some(told.change.of)
        };
        // 财政拨款收、支总计 has a carry-over in it that 一般公共预算支出 need not have had last year.
        let concepts = [self.total.concept, other.total.concept];
        let is_total_of_both =
            concepts.contains(&Concept::Both) && concepts.contains(&Concept::Expenditure);
        scopes[0] == scopes[1]
            || !scopes.contains(&Scope::All) && !is_total_of_both
            || self.change.delta.value == other.change.delta.value
            || is_without(self)
            || is_without(other)
    }

    /// Whether it tells of a change of the same money the other way; where other money is
    /// meant, the same change is told if it is as great.
    fn is_opposite(&self, other: &Told) -> bool {
        let (delta, other_delta) = (self.change.delta.value, other.change.delta.value);
        let same_base = self.base == other.base || self.base.is_none() || other.base.is_none();
        self.change.rises != other.change.rises
            && same_base
            && delta != 0
            && other_delta != 0
            && (self.total.scope == other.total.scope || delta == other_delta)
    }

    /// Whether it is of that money; what is left without the carry-over is 当年拨款.
    fn is_of(&self, scope: Scope) -> bool {
        let is_without = self.change.owner.money().map(|term| term.value) != Some(self.change.of);
        self.total.scope == scope || is_without && scope == Scope::GeneralOfYear
    }

    /// Whether it is a change of that very total: 收入 may leave out a carry-over of last year
    /// that 支出 has in it.
    fn is_surely(&self, total: Total) -> bool {
        self.is_of(total.scope) && self.total.concept == total.concept
    }

    fn contradicts(&self, other: &Told, ledger: &mut Ledger) {
        let (mention, other_mention) = (self.change.mention, other.change.mention);
        let mut found = remark(
            ChangeFault::RiseAndFall,
            mention,
            (mention.label.to_owned(), other_mention.label.to_owned()),
        );
        if !self.is_surely(other.total) {
            found.severity = Severity::Warning;
        }
        found.right = Some((other_mention.label.to_owned(), other_mention.place()));
        ledger.remark(found);
    }

    /// Totals of other money may be equal this year and not have been so last year, and who
    /// does not name the base may mean another: then it is no more than a warning.
    fn same_as(&self, other: &Told) -> Equation {
        let (delta, other_delta) = (self.change.delta, other.change.delta);
        let equation = Equation::same(RuleCode::Y01, delta, other_delta, Sentences::SameChange);
        if self.total.scope == other.total.scope && self.base == other.base {
            equation
        } else {
            equation.weighing(Severity::Warning)
        }
    }
}
