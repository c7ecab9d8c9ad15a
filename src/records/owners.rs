/*!
Whose the tables of a document are, where it prints those of several units.

A department publishes its own tables and behind them each unit's, or a workbook has a sheet a
unit. Each unit's tables are a budget of their own. Names alone divide nothing, for captions vary
in spelling and a department's document names its units everywhere: only where two names stand over
tables of one kind, each with a total of its own and with other figures, are there two budgets.
*/

pub(in crate::records) mod names;
mod witnesses;

use crate::budget::{Amount, Given, Scope, TableKind};
use crate::records::identity;
use crate::tables::grid::is_money;
use crate::tables::{Line, Printed};
use names::Owner;
use std::collections::HashMap;
use witnesses::Witnesses;

/// A unit's part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The unit, as most of its captions spell it.
    pub unit: String,
    /// 部门 or 单位, where the rest of the document decides it.
    pub scope: Option<Scope>,
    /// The department whose unit it is, or empty.
    pub department: String,
    /// For each line of the document whether it is the unit's.
    pub lines: Vec<bool>,
}

/// The units among which a document is divided, in the order of their first tables; none where it
/// is one budget.
pub fn shares(printed: &Printed) -> Vec<Share> {
    let witnesses = Witnesses::of(printed);
    let owners = witnesses.owners();
    if owners.len() < 2 {
        return Vec::new();
    }
    let evidence: Vec<Vec<Evidence>> = (0..owners.len())
        .map(|owner| evidence(printed, &witnesses, owner))
        .collect();
    if !are_several(&evidence) {
        return Vec::new();
    }
    // Without a table of its own a name (of a project's unit, of a table's author) is no budget.
    let (mut groups, without): (Vec<_>, Vec<_>) = groups(&owners, &evidence)
        .into_iter()
        .partition(|group| group.iter().any(|&at| !evidence[at].is_empty()));
    let cover = cover(printed);
    let main = main(&groups, &owners, &witnesses, cover.unit.as_deref());
    if let Some(group) = groups.get_mut(main.unwrap_or_default()) {
        group.extend(without.into_iter().flatten());
    }
    let above = match (cover.scope, main) {
        (Some(Scope::Unit), _) => None,
        (Some(Scope::Department), _) => cover.unit.clone(),
        (None, Some(main)) => {
            let mut owners = groups[main].iter();
            let says_so = owners.any(|&at| witnesses.is_department(at));
            says_so.then(|| name(&groups[main], &witnesses))
        }
        (None, None) => None,
    };
    let has_office = owners.iter().any(Owner::is_office);
    groups
        .iter()
        .enumerate()
        .map(|(at, group)| {
            let is_main = main == Some(at);
            let takes = |owner: Option<usize>| match owner {
                Some(owner) => group.contains(&owner),
                None => is_main,
            };
            Share {
                unit: match (&cover.unit, is_main) {
                    (Some(unit), true) => unit.clone(),
                    _ => name(group, &witnesses),
                },
                scope: match (&above, is_main) {
                    (Some(_), true) => Some(Scope::Department),
                    (Some(_), false) => Some(Scope::Unit),
                    (None, true) => cover.scope,
                    // Where one is a department's office, the others are its units.
                    (None, false) => has_office.then_some(Scope::Unit),
                },
                department: above.clone().filter(|_| !is_main).unwrap_or_default(),
                lines: witnesses.of_lines.iter().copied().map(takes).collect(),
            }
        })
        .collect()
}

/// What the lines before the first table say in a heading.
fn cover(printed: &Printed) -> Given {
    let first = printed.sections.first();
    let end = first.map_or(0, |section| section.lines.start);
    printed.lines[..end]
        .iter()
        .filter_map(identity::of_heading)
        .find(|heading| heading.unit.is_some())
        .unwrap_or_default()
}

/// How most captions of a group spell its name.
fn name(group: &[usize], witnesses: &Witnesses) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let spellings = || {
        group
            .iter()
            .flat_map(|&owner| witnesses.spellings_of(owner))
    };
    for spelling in spellings() {
        *counts.entry(spelling).or_default() += 1;
    }
    let most = counts.values().copied().max();
    spellings()
        .find(|spelling| counts.get(spelling).copied() == most)
        .map(names::unit)
        .unwrap_or_default()
}

/// The group whose budget the document itself is: the one that its cover names, else the only one
/// whose captions and titles say 部门 or 汇总.
fn main(
    groups: &[Vec<usize>],
    owners: &[Owner],
    witnesses: &Witnesses,
    cover: Option<&str>,
) -> Option<usize> {
    if let Some(unit) = cover {
        let named = Owner::of(unit);
        let has = |is: fn(&Owner, &Owner) -> bool| {
            groups
                .iter()
                .position(|group| group.iter().any(|&at| is(&owners[at], &named)))
        };
        // What the tables of the whole say stands before a name that a unit has as well.
        return has(Owner::is_whole_of)
            .or_else(|| has(Owner::eq))
            .or_else(|| has(Owner::is_shortened));
    }
    let mut departments = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.iter().any(|&at| witnesses.is_department(at)));
    match (departments.next(), departments.next()) {
        (Some((only, _)), None) => Some(only),
        _ => None,
    }
}

/// A table with which names are told apart.
struct Evidence {
    kind: TableKind,
    amounts: Vec<String>,
}

/// The tables of a budget that name nobody but its unit: goals, projects and purchases are printed
/// for each unit of a department without being its budget.
const TELLING: &[TableKind] = &[
    TableKind::IncomeAndExpenditure,
    TableKind::Income,
    TableKind::Expenditure,
    TableKind::FiscalAppropriation,
    TableKind::FiscalByEconomicClass,
    TableKind::GeneralBudget,
    TableKind::GeneralBudgetBasic,
    TableKind::ThreePublic,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
];

fn evidence(printed: &Printed, witnesses: &Witnesses, owner: usize) -> Vec<Evidence> {
    printed
        .sections
        .iter()
        .zip(&witnesses.of_sections)
        .filter(|(_, of)| **of == Some(owner))
        .filter_map(|(section, _)| {
            let kind = section.kind.filter(|kind| TELLING.contains(kind))?;
            let lines = &printed.lines[section.lines.clone()];
            let mut totals = lines.iter().filter(|line| is_total(line)).peekable();
            totals.peek()?;
            let amounts: Vec<String> = lines.iter().flat_map(amounts).collect();
            let prints_money = amounts.iter().any(|amount| is_money(amount))
                || totals.any(|total| self::amounts(total).next().is_some());
            prints_money.then_some(Evidence { kind, amounts })
        })
        .collect()
}

fn is_total(line: &Line) -> bool {
    let text = line.squeezed();
    text.contains("合计") || text.contains("总计")
}

fn amounts(line: &Line) -> impl Iterator<Item = String> + '_ {
    line.cells
        .iter()
        .flat_map(|cell| cell.text.split_whitespace())
        .filter(|word| Amount::is_amount(word))
        .map(str::to_owned)
}

/// Whether two names have a table of one kind each, with other figures.
fn are_apart(evidence: &[Evidence], other: &[Evidence]) -> bool {
    let differs = |table: &Evidence| {
        let mut alike = other.iter().filter(|other| other.kind == table.kind);
        alike.any(|other| other.amounts != table.amounts)
    };
    evidence.iter().any(differs)
}

fn are_several(evidence: &[Vec<Evidence>]) -> bool {
    let mut pairs = (0..evidence.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    pairs.any(|(one, other)| are_apart(&evidence[one], &evidence[other]))
}

/// The names that are one unit's: spellings of one name, where no table keeps them apart.
fn groups(owners: &[Owner], evidence: &[Vec<Evidence>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for owner in 0..owners.len() {
        let is_spelling = |&at: &usize| {
            owners[at].may_be(&owners[owner]) && !are_apart(&evidence[at], &evidence[owner])
        };
        let spelled = groups
            .iter()
            .position(|group| group.iter().all(is_spelling));
        match spelled {
            Some(at) => groups[at].push(owner),
            None => groups.push(vec![owner]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables;

    #[test]
    fn prose_under_a_units_name_is_that_units_wherever_its_tables_stand() {
        let table = |unit: &str, total: &str| {
            format!(
                "{unit}2025年单位支出总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\n\
                 \t合计\t{total}\t{total}\n2130101\t行政运行\t{total}\t{total}\n\n"
            )
        };
        let text = format!(
            "第三部分 甲县农技推广站2025年单位预算情况说明\n农技\n\n\
             第三部分 甲县水务信息中心2025年单位预算情况说明\n水务\n\n第四部分 名词解释\n名词见上。\n\n{}{}",
            table("甲县农技推广站", "30.00"),
            table("甲县水务信息中心", "7.50")
        );
        let shares = shares(&tables::find(&text));
        let has = |word: &str| {
            let at = text.lines().position(|line| line == word).unwrap();
            let of: Vec<&str> = shares
                .iter()
                .filter(|share| share.lines[at])
                .map(|share| share.unit.as_str())
                .collect();
            of.join("、")
        };
        assert_eq!(has("农技"), "甲县农技推广站");
        assert_eq!(has("水务"), "甲县水务信息中心");
        assert_ne!(has("名词见上。"), "甲县水务信息中心");
    }
}
