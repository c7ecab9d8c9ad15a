/*!
汇总: the codes of one level, added over many budgets.
*/

use crate::budget::{Amount, Book, Kin, Scope, Stage, TableKind};
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
    unit: String,
    department: String,
    scope: Scope,
    year: u16,
    stage: Stage,
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
            unit: kin.identity.unit.clone(),
            department: kin.department.to_owned(),
            scope: kin.identity.scope,
            year: kin.identity.year,
            stage: kin.identity.stage,
            codes,
        });
    }

    /// The sums by year, the latest first, and by code; a unit whose department's budget is there
    /// too is in that one already.
    pub fn sums(&self) -> Vec<CodeTotal> {
        let departments: HashSet<(&str, u16, Stage)> = self
            .budgets
            .iter()
            .filter(|entry| entry.scope == Scope::Department)
            .map(|entry| (entry.unit.as_str(), entry.year, entry.stage))
            .collect();
        let counts = |entry: &&Entry| {
            let is_there = |unit: &str| departments.contains(&(unit, entry.year, entry.stage));
            entry.scope == Scope::Department
                || !is_there(&entry.unit) && !is_there(&entry.department)
        };
        let mut groups: BTreeMap<(Reverse<u16>, &str), Vec<&Entry>> = BTreeMap::new();
        for entry in self.budgets.iter().filter(counts) {
            let group = (Reverse(entry.year), entry.stage.name());
            groups.entry(group).or_default().push(entry);
        }
        groups
            .values()
            .flat_map(|entries| sums_of(entries))
            .collect()
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
        year: first.year,
        stage: first.stage,
        code: code.to_owned(),
        name: name.to_owned(),
        amount: Amount::sum(&amounts),
        having: amounts.len(),
        of: entries.len(),
    };
    codes.into_iter().map(total).collect()
}
