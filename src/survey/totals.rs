/*!
汇总: the codes of one level, added over many budgets.
*/

use crate::budget::{Amount, Book, Identity, Kin, Scope, Stage, TableKind};
use crate::compare::{Along, Item, compare};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// A code's money in all budgets of a year and stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeTotal {
    /// The year.
    pub year: u16,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The code.
    pub code: String,
    /// Its name, as the first budget has it.
    pub name: String,
    /// The exact sum; none of more money than there is.
    pub amount: Option<Amount>,
    /// How many budgets have the code.
    pub having: usize,
    /// How many budgets count in this year and stage.
    pub of: usize,
}

/// Adds budgets as they come.
#[derive(Debug, Default)]
pub struct Totals {
    budgets: Vec<Entry>,
}

/// What one budget brings.
#[derive(Debug)]
struct Entry {
    identity: Identity,
    department: String,
    codes: Vec<(String, String, Amount)>,
}

impl Totals {
    /// Takes what a budget has right under a code, or its outermost codes, in a kind of table or
    /// in the first by 支出功能分类 that it prints.
    pub fn add(&mut self, kin: Kin, book: &Book, table: Option<TableKind>, under: Option<&str>) {
        let compared = compare(&[book], Self::along(under), table, under);
        let codes = compared.rows.into_iter().filter_map(|row| {
            let amount = row.holdings.first()?.held()?.amount;
            Some((row.code, row.name, amount))
        });
        self.push(kin, codes.collect());
    }

    /// The same of a budget that has these items right under the code.
    pub fn add_items(&mut self, kin: Kin, items: &[&Item], table: Option<TableKind>) {
        let is_asked = |item: &&&Item| match table {
            Some(kind) => item.kind == kind,
            None => item.rank == 0,
        };
        let codes = items
            .iter()
            .filter(is_asked)
            .map(|item| (item.code.clone(), item.name.clone(), item.held.amount));
        self.push(kin, codes.collect());
    }

    /// What the codes under a code stand along.
    pub fn along(under: Option<&str>) -> Along {
        match under {
            Some(code) if code.starts_with('3') => Along::Economics,
            _ => Along::Functions,
        }
    }

    fn push(&mut self, kin: Kin, codes: Vec<(String, String, Amount)>) {
        self.budgets.push(Entry {
            identity: kin.identity.clone(),
            department: kin.department.to_owned(),
            codes,
        });
    }

    /// The sums by year, the latest first, and by code; a unit whose department's budget is there
    /// too is in that one already.
    pub fn sums(&self) -> Vec<CodeTotal> {
        self.sums_of(|_| true)
    }

    /// The same of those of the budgets that are kept.
    pub fn sums_of(&self, keeps: impl Fn(Kin) -> bool) -> Vec<CodeTotal> {
        let kept = |entry: &&Entry| keeps(entry.kin());
        let kept: Vec<&Entry> = self.budgets.iter().filter(kept).collect();
        let departments: HashSet<(&str, u16, Stage)> = kept
            .iter()
            .filter(|entry| entry.identity.scope == Scope::Department)
            .map(|entry| entry.of(&entry.identity.unit))
            .collect();
        let counts = |entry: &&Entry| {
            let is_there = |unit| departments.contains(&entry.of(unit));
            entry.identity.scope == Scope::Department
                || !is_there(&entry.identity.unit) && !is_there(&entry.department)
        };
        let mut groups: BTreeMap<(Reverse<u16>, &str), Vec<&Entry>> = BTreeMap::new();
        for entry in kept.into_iter().filter(counts) {
            let group = (Reverse(entry.identity.year), entry.identity.stage.name());
            groups.entry(group).or_default().push(entry);
        }
        groups
            .values()
            .flat_map(|entries| sums_of(entries))
            .collect()
    }
}

impl Entry {
    fn kin(&self) -> Kin<'_> {
        Kin {
            identity: &self.identity,
            department: &self.department,
        }
    }

    /// A unit in the year and at the stage of this budget.
    fn of<'e>(&self, unit: &'e str) -> (&'e str, u16, Stage) {
        (unit, self.identity.year, self.identity.stage)
    }
}

/// The sums of the budgets of one year and stage.
fn sums_of(entries: &[&Entry]) -> Vec<CodeTotal> {
    let mut codes: BTreeMap<&str, (&str, Vec<Amount>)> = BTreeMap::new();
    for (code, name, amount) in entries.iter().flat_map(|entry| &entry.codes) {
        let (_, amounts) = codes.entry(code).or_insert((name, Vec::new()));
        amounts.push(*amount);
    }
    let Some(first) = entries.first() else {
        return Vec::new();
    };
    let total = |(code, (name, amounts)): (&str, (&str, Vec<Amount>))| CodeTotal {
        year: first.identity.year,
        stage: first.identity.stage,
        code: code.to_owned(),
        name: name.to_owned(),
        amount: Amount::sum(&amounts),
        having: amounts.len(),
        of: entries.len(),
    };
    codes.into_iter().map(total).collect()
}
