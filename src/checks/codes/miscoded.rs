/*!
Sums of a tree that a wrong code has broken (T01, T02).

A row under a wrong code hangs under another section: the section that lacks it and the one
that has it do not add up, nor may the whole. The code is the one cause of that.
*/

use crate::budget::{RuleCode, Verdict};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::term::FigureCell;
use crate::checks::wording::TableReason;
use std::collections::BTreeSet;

/// Takes back the violated sums of tables in which an item's code was found wrong.
pub fn broken_trees(ledger: &mut Ledger) {
    let tables: BTreeSet<usize> = [RuleCode::C02, RuleCode::X16]
        .into_iter()
        .flat_map(|rule| ledger.found(rule))
        .filter(|finding| finding.verdict == Verdict::Violated)
        .filter(|finding| is_item(&finding.left.printed))
        .filter_map(|finding| finding.table)
        .collect();
    let is_broken = |equation: &Equation| {
        matches!(equation.rule, RuleCode::T01 | RuleCode::T02)
            && equation.balance() == Balance::Apart
            && equation.cells().any(
                |cell| matches!(cell, FigureCell::Printed { table, .. } if tables.contains(&table)),
            )
    };
    if !tables.is_empty() {
        ledger.leave_out(is_broken, TableReason::RowOfWrongCode);
    }
}

/// Whether a text begins with the code of an item.
fn is_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 7
}
