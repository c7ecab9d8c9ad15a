/*!
A change that several sentences tell: one total, one base, one change.
*/

use super::super::equation::Equation;
use super::super::ledger::Ledger;
use super::changes::Change;
use super::reading::Mention;
use super::remark;
use super::totals::{Scope, total_of};
use crate::budget::Severity;
use std::collections::HashMap;

/// What a change is held against, where it says so: 执行数, 决算数 or 预算数.
fn base(mention: &Mention) -> Option<&'static str> {
    let found = [("执行", "执行数"), ("决算", "决算数"), ("预算", "预算数")];
    let label = mention.label;
    let end = ["增加", "减少", "增长", "下降", "上升", "降低"]
        .iter()
        .filter_map(|word| label.find(word))
        .min()
        .unwrap_or(label.len());
    let compared = match label.find(['比', '较']).filter(|begin| *begin < end) {
        Some(begin) => &label[begin..end],
        // 与2022年预算相比，收入减少…，支出减少…
        None => {
            let (before, _) = mention.head.rsplit_once("相比")?;
            before.rsplit(['，', '。', '；']).next().unwrap_or_default()
        }
    };
    found
        .iter()
        .find(|(word, _)| compared.contains(word))
        .map(|(_, name)| *name)
}

/// Y01 and Y06.
pub(super) fn check(changes: &[Change], ledger: &mut Ledger) {
    let mut told: HashMap<i128, Vec<Told>> = HashMap::new();
    let mut has_two_bases = false;
    for change in changes {
        let Some(total) = total_of(change.owner).filter(|_| change.of != 0) else {
            continue;
        };
        let own = Told {
            change: *change,
            scope: total.scope,
            base: base(change.mention),
        };
        let others = told.entry(change.of).or_default();
        if let Some(other) = others.iter().find(|other| own.is_again(other)) {
            ledger.equation(own.same_as(other));
        }
        let other = others.iter().find(|other| other.base.is_some());
        if let (Some(base), Some(other)) = (own.base, other) {
            let other = other.base.unwrap_or_default();
            if other == base {
                ledger.holds("Y06");
            } else if !has_two_bases {
                has_two_bases = true;
                ledger.remark(remark(
                    "Y06",
                    change.mention,
                    (base.to_owned(), other.to_owned()),
                    "同一个数的增减以同一种上年数为基数",
                    format!("一处比上年{base}，另一处比上年{other}：基数不一"),
                ));
            }
        }
        others.push(own);
    }
}

/// A change of a total as a sentence tells it.
struct Told<'m, 'b> {
    change: Change<'m, 'b>,
    scope: Scope,
    base: Option<&'static str>,
}

impl Told<'_, '_> {
    /// Whether it tells of the same change, as far as both say what they compare with.
    fn is_again(&self, other: &Told) -> bool {
        let same_base = self.base == other.base || self.base.is_none() || other.base.is_none();
        self.change.rises == other.change.rises && same_base
    }

    /// Totals of other money may be equal this year and not have been so last year, and who
    /// does not name the base may mean another: then it is no more than a warning.
    fn same_as(&self, other: &Told) -> Equation {
        let words = "同一个数比上年的增减在几处文字里应相同";
        let equation = Equation::same("Y01", self.change.delta, other.change.delta, words);
        if self.scope == other.scope && self.base == other.base {
            equation
        } else {
            equation.weighing(Severity::Warning)
        }
    }
}
