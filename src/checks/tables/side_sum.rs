/*!
One total of a side and the lines above it.

Of the ways to read the lines (`outline`) the first that satisfies the total is taken; only
where none does the total is wrong, or a line that the total shows to be the sum of those
below it.
*/

use crate::budget::code_tree::outline::{
    Cover, Ground, OutlineLine, OutlineReading, level_of, readings,
};
use crate::budget::{RowKind, RuleCode, Severity};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::RowSums;

/// A line of a side with its figure.
#[derive(Clone, Copy)]
pub struct SideLine<'b> {
    /// The row.
    pub at: RowAt<'b>,
    /// Its figure in the column that is added up.
    pub term: Term,
}

impl SideLine<'_> {
    /// Whether it sums up the lines above: 本年收入合计, 当年收入小计.
    pub fn is_total(&self) -> bool {
        let ends = ["合计", "总计", "小计"];
        self.at.row.kind == RowKind::Total || ends.iter().any(|end| self.at.row.name.ends_with(end))
    }

    /// Whether it says itself that it is a part of the line above.
    pub fn is_part(&self) -> bool {
        self.at.row.name.starts_with("其中")
    }
}

/// Holds a total against the total before it and the lines between both.
pub fn check(
    subject: &Subject,
    ledger: &mut Ledger,
    (total, before, lines): (&SideLine, Option<&SideLine>, &[SideLine]),
    rule: RuleCode,
) {
    let side = Side {
        subject,
        rule,
        total,
        before,
        lines,
        filled: filled(lines),
    };
    if side.filled.is_empty() && before.is_none() {
        return;
    }
    let outline = side.outline();
    let found = readings(&outline);
    let balance = |reading: &OutlineReading| side.sum(&reading.tops).balance();
    let holding = [Balance::Equal, Balance::Rounding]
        .into_iter()
        .find_map(|wanted| found.iter().find(|reading| balance(reading) == wanted));
    if let Some(reading) = holding {
        ledger.equation(side.sum(&reading.tops));
        side.hand_in(ledger, &reading.covers);
        return;
    }
    if let Some((sum, cover)) = side.mended(&found) {
        ledger.equation(sum);
        side.hand_in(ledger, &[cover]);
        return;
    }
    let nearest = found
        .iter()
        .min_by_key(|reading| side.sum(&reading.tops).gap().abs());
    if let Some(reading) = nearest {
        ledger.equation(side.sum(&reading.tops));
        side.hand_in(ledger, &reading.covers);
    }
}

/// The lines below the last total: what their ordinals say of each other.
pub fn covers(subject: &Subject, ledger: &mut Ledger, lines: &[SideLine], rule: RuleCode) {
    let Some(first) = lines.first() else { return };
    let side = Side {
        subject,
        rule,
        total: first,
        before: None,
        lines,
        filled: filled(lines),
    };
    if let Some(reading) = readings(&side.outline()).first() {
        side.hand_in(ledger, &reading.covers);
    }
}

/// The places of the lines with money.
fn filled(lines: &[SideLine]) -> Vec<usize> {
    (0..lines.len())
        .filter(|index| lines[*index].term.value != 0)
        .collect()
}

struct Side<'s, 'b> {
    subject: &'s Subject<'b>,
    rule: RuleCode,
    total: &'s SideLine<'b>,
    before: Option<&'s SideLine<'b>>,
    lines: &'s [SideLine<'b>],
    /// Which of the lines have money: lines of nothing add nothing, wherever they stand.
    filled: Vec<usize>,
}

impl Side<'_, '_> {
    /// The lines with money and what their labels tell of their places.
    fn outline(&self) -> Vec<OutlineLine> {
        let level = |index: usize| {
            let line = &self.lines[index];
            level_of(&self.subject.printed_at(line.at.row.place))
        };
        let named = |index: usize| {
            let under = self.lines[index].at.row.under.as_str();
            let mut above = self.lines[..index].iter();
            !under.is_empty() && above.any(|line| line.at.row.name == under)
        };
        self.filled
            .iter()
            .map(|index| OutlineLine {
                level: match level(*index) {
                    Some(level) => Some(level),
                    None if named(*index) => Some(2),
                    None => None,
                },
                is_within: self.lines[*index].is_part(),
                value: self.lines[*index].term.value,
                ulp: self.lines[*index].term.ulp,
            })
            .collect()
    }

    /// The total as the sum of the outermost lines, and of the total before it.
    fn sum(&self, tops: &[usize]) -> Equation {
        let before = self.before.map(|line| line.term);
        let addends = tops.iter().map(|top| self.lines[self.filled[*top]].term);
        let requirement = if self.before.is_some() {
            RowSums::SideWithCarryOver
        } else {
            RowSums::SideTotal
        };
        let parts = before.into_iter().chain(addends).collect();
        Equation::sum(self.rule, self.total.term, parts, requirement)
    }

    /// Lines under another: their sum where they must be all of it, else no more than it.
    fn hand_in(&self, ledger: &mut Ledger, covers: &[Cover]) {
        for cover in covers.iter().filter(|cover| !cover.below.is_empty()) {
            let sum = self.cover_sum(cover);
            let may_lack = cover.ground == Ground::Portion
                || cover.ground == Ground::Ordinals && cover.below.len() == 1;
            match may_lack && sum.gap() > 0 {
                true if cover.below.len() > 1 && sum.balance() == Balance::Apart => {
                    ledger.equation(sum.weighing(Severity::Warning));
                }
                true => ledger.holds(self.rule),
                false => ledger.equation(sum),
            }
        }
    }

    fn cover_sum(&self, cover: &Cover) -> Equation {
        let head = &self.lines[self.filled[cover.head]];
        let parts = cover.below.iter();
        let parts = parts.map(|line| self.lines[self.filled[*line]].term);
        Equation::sum(self.rule, head.term, parts.collect(), RowSums::LinesBelow)
    }

    /// The total holds if one line covers those right below it, although they do not add up to
    /// it: then that line, or one of them, is wrong.
    fn mended(&self, found: &[OutlineReading]) -> Option<(Equation, Cover)> {
        let mut best: Option<(Equation, Cover)> = None;
        for reading in found {
            for first in 0..reading.tops.len() {
                for last in first + 1..reading.tops.len() {
                    let below = reading.tops[first + 1..=last].to_vec();
                    let kept = [&reading.tops[..=first], &reading.tops[last + 1..]].concat();
                    let sum = self.sum(&kept);
                    if sum.balance() == Balance::Apart
                        || !self.may_stand_under(&reading.tops[first..=last])
                    {
                        continue;
                    }
                    let cover = Cover {
                        head: reading.tops[first],
                        below,
                        ground: Ground::Portion,
                    };
                    let gap = |cover: &Cover| self.cover_sum(cover).gap().abs();
                    if best
                        .as_ref()
                        .is_none_or(|(_, best_cover)| gap(&cover) < gap(best_cover))
                    {
                        best = Some((sum, cover));
                    }
                }
            }
        }
        best
    }

    /// Whether lines may be parts of the first of them although they do not add up to it:
    /// none has an ordinal of its level, and one alone is a fund of an appropriation.
    fn may_stand_under(&self, lines: &[usize]) -> bool {
        let Some((head, below)) = lines.split_first() else {
            return false;
        };
        let outline = self.outline();
        let level = |line: &usize| outline[*line].level;
        let by_level = below.iter().all(|line| match (level(head), level(line)) {
            (_, None) => true,
            (Some(head), Some(line)) => line > head,
            (None, Some(line)) => line > 1,
        });
        let name = |line: &usize| self.lines[self.filled[*line]].at.row.name.as_str();
        let is_fund = |line: &usize| FUNDS.iter().any(|fund| name(line).starts_with(fund));
        let are_named = name(head).contains("拨款") && below.iter().all(is_fund);
        by_level && (are_named || below.len() > 1)
    }
}

/// The budgets that an appropriation comes from.
const FUNDS: [&str; 3] = ["一般公共预算", "政府性基金", "国有资本经营"];
