/*!
The rows of a table as a tree of codes: which row is the sum of which.

A row's parent is the nearest printed row whose code its own begins with, under the same
unit. A subtotal that is printed without its code (社会保障和就业支出 above 2080101) gets
the code whose official name it has, else the one whose rows add up to it. Some provinces
print 30302 and 3030201 as two lines of one list: where all rows come nearer to the total than
the outermost do, no row is another's sum.
*/

pub mod outline;
mod uncoded;

pub use uncoded::{headings, parents};

use super::{
    Classification, Measure, Row, RowKind, Table, TableKind, classification_of, official_code,
    official_name,
};
use std::collections::HashMap;
use uncoded::is_uncoded;

/// A table's rows by code.
#[derive(Debug, Clone)]
pub struct CodeTree {
    codes: Vec<Option<String>>,
    parents: Vec<Option<usize>>,
    has_children: Vec<bool>,
    groups: Vec<usize>,
    units: Vec<bool>,
    /// Whether a subtotal without a code could not be placed.
    pub has_unplaced: bool,
    /// Whether coarser rows are lines beside the finer ones, and none is the sum of others.
    pub is_list: bool,
}

impl CodeTree {
    /// The tree of a table; none for a table whose rows have no codes. `functions` are the names
    /// of functions that the document prints, with their codes: a row with such a name and a
    /// misprinted code is no unit.
    pub fn of(table: &Table, functions: &HashMap<&str, &str>) -> Option<Self> {
        let kind = table.kind?;
        let classification = classification_of(kind).or_else(|| {
            let of_functions = table.rows.iter().any(|row| row.kind == RowKind::Function);
            of_functions.then_some(Classification::Function)
        })?;
        Some(Self::along(table, classification, functions))
    }

    /// The tree of a table along a classification, for rows of whatever kind of table.
    pub fn along(
        table: &Table,
        classification: Classification,
        functions: &HashMap<&str, &str>,
    ) -> Self {
        let uncoded = table.kind.is_some_and(TableKind::is_by_function) && is_uncoded(table);
        let found = uncoded.then(|| uncoded::codes(table)).flatten();
        let units: Vec<bool> = table
            .rows
            .iter()
            .map(|row| row.kind.is_organisation() && !is_class(&row.name, functions))
            .collect();
        let groups = groups(&units);
        let mut tree = Self {
            codes: found.unwrap_or_else(|| codes(&table.rows, &groups, classification, functions)),
            parents: vec![None; table.rows.len()],
            has_children: vec![false; table.rows.len()],
            groups,
            units,
            has_unplaced: false,
            is_list: false,
        };
        tree.has_unplaced = table
            .rows
            .iter()
            .zip(&tree.codes)
            .any(|(row, code)| row.kind == RowKind::Function && code.is_none());
        tree.find_parents(&table.rows);
        tree.is_list = tree.finds_a_list(&table.rows);
        if tree.is_list {
            tree.parents.fill(None);
        }
        for parent in tree.parents.clone().into_iter().flatten() {
            tree.has_children[parent] = true;
        }
        tree
    }

    /// Of each row the last one under its unit with the longest code that its own begins with. In the
    /// order of the codes, what is above a code is what came before it and is not over yet: a table is
    /// asked for its tree by every page, and a foreign library may hold codes of any length.
    fn find_parents(&mut self, rows: &[Row]) {
        let key = |row: &usize| (self.groups[*row], self.codes[*row].as_deref());
        let mut ordered: Vec<usize> = (0..rows.len())
            .filter(|row| self.codes[*row].is_some())
            .collect();
        ordered.sort_by_key(key);
        let mut above: Vec<usize> = Vec::new();
        for alike in ordered.chunk_by(|row, next| key(row) == key(next)) {
            let (group, code) = key(&alike[0]);
            let is_above = |row: &usize| {
                let begins = code
                    .zip(key(row).1)
                    .map(|(code, above)| code.starts_with(above));
                key(row).0 == group && begins == Some(true)
            };
            while above.pop_if(|row| !is_above(row)).is_some() {}
            let last = |fits: &dyn Fn(RowKind) -> bool| {
                let fits = |row: &&usize| fits(rows[**row].kind);
                alike.iter().rev().find(fits).copied()
            };
            // A project carries the code of the 项 that it stands under.
            let item = last(&|kind| kind == RowKind::Function);
            for row in alike {
                let item = item.filter(|_| rows[*row].kind == RowKind::Project);
                self.parents[*row] = item.or(above.last().copied());
            }
            above.extend(last(&|kind| kind != RowKind::Project));
        }
    }

    /// Whether the coarser rows are lines of their own beside the finer ones: then all rows
    /// add up to the printed total. Where a wrong figure spoils that, no coarser row is the sum
    /// of the finer ones below it, and each is less than they are.
    fn finds_a_list(&self, rows: &[Row]) -> bool {
        let coded = (0..rows.len()).filter(|row| self.codes[*row].is_some());
        let sum = |of: &mut dyn Iterator<Item = usize>| -> i128 {
            of.filter_map(|row| total(&rows[row])).sum()
        };
        let mut below: HashMap<usize, i128> = HashMap::new();
        for (row, parent) in rows.iter().zip(&self.parents) {
            if let Some(parent) = *parent {
                *below.entry(parent).or_default() += total(row).unwrap_or_default();
            }
        }
        let parents: Vec<(i128, i128)> = below
            .into_iter()
            .filter_map(|(row, below)| Some((total(&rows[row])?, below)))
            .collect();
        let all_are_less = !parents.is_empty()
            && parents
                .iter()
                .all(|(amount, below)| *below > amount + ROUNDING);
        let is_total = |row: &&Row| row.kind == RowKind::Total;
        let Some(printed) = rows.iter().find(is_total).and_then(total) else {
            return all_are_less;
        };
        let gap = |sum: i128| (printed - sum).abs();
        let (of_list, of_tree) = (gap(sum(&mut coded.clone())), gap(sum(&mut self.roots())));
        let has_sum = parents
            .iter()
            .any(|(amount, below)| (amount - below).abs() <= ROUNDING);
        if of_tree <= ROUNDING {
            false
        } else if of_list <= ROUNDING {
            true
        } else if has_sum || all_are_less {
            all_are_less
        } else {
            // The sum that is meant stays the nearer one.
            of_list + ROUNDING < of_tree
        }
    }

    /// The code of a row, printed or found.
    pub fn code(&self, row: usize) -> Option<&str> {
        self.codes.get(row)?.as_deref()
    }

    /// The rows right below a row.
    pub fn children(&self, row: usize) -> impl Iterator<Item = usize> {
        self.parents
            .iter()
            .enumerate()
            .filter(move |(_, parent)| **parent == Some(row))
            .map(|(index, _)| index)
    }

    /// Whether a row has a code and no row below.
    pub fn is_leaf(&self, row: usize) -> bool {
        self.code(row).is_some() && !self.has_children.get(row).copied().unwrap_or(true)
    }

    /// The rows with a code and no row above.
    pub fn roots(&self) -> impl Iterator<Item = usize> {
        self.parents
            .iter()
            .zip(&self.codes)
            .enumerate()
            .filter(|(_, (parent, code))| parent.is_none() && code.is_some())
            .map(|(index, _)| index)
    }

    /// Whether a row is that of a unit or of a department.
    pub fn is_unit(&self, row: usize) -> bool {
        self.units.get(row).copied().unwrap_or(false)
    }

    /// The row of the unit that a row stands under: its index and one, or nothing.
    pub fn group(&self, row: usize) -> usize {
        self.groups.get(row).copied().unwrap_or(0)
    }
}

/// Five hundredths of a 万元, which rounding may explain; in ten-thousandths of a 元.
const ROUNDING: i128 = 5_000_000;

fn total(row: &Row) -> Option<i128> {
    let figure = row
        .figures
        .iter()
        .find(|figure| figure.measure == Measure::TOTAL)
        .or(row.figures.first())?;
    Some(i128::from(figure.amount.ten_thousandths()))
}

/// Whether a name is that of a class: no unit is called 住房公积金.
fn is_class(name: &str, functions: &HashMap<&str, &str>) -> bool {
    let kinds = [Classification::Function, Classification::DepartmentEconomic];
    functions.contains_key(name)
        || kinds
            .iter()
            .any(|kind| official_code(*kind, name).is_some())
}

/// Of each row the last row of a unit before it, counted from one.
fn groups(units: &[bool]) -> Vec<usize> {
    let mut group = 0;
    units
        .iter()
        .enumerate()
        .map(|(index, is_unit)| {
            if *is_unit {
                group = index + 1;
            }
            group
        })
        .collect()
}

fn codes(
    rows: &[Row],
    groups: &[usize],
    classification: Classification,
    functions: &HashMap<&str, &str>,
) -> Vec<Option<String>> {
    let has_code = |row: &Row| {
        matches!(
            row.kind,
            RowKind::Function
                | RowKind::DepartmentEconomic
                | RowKind::GovernmentEconomic
                | RowKind::Project
        )
    };
    let mut found: Vec<Option<String>> = rows
        .iter()
        .map(|row| {
            if is_crossed(row, classification) {
                return Some(row.code2.clone());
            }
            let named = || {
                let printed = functions.get(row.name.as_str()).copied();
                printed.or_else(|| official_code(classification, &row.name))
            };
            match row.kind.is_organisation() {
                true => named().map(str::to_owned),
                false => (has_code(row) && !row.code.is_empty()).then(|| row.code.clone()),
            }
        })
        .collect();
    for index in (0..rows.len()).rev() {
        let row = &rows[index];
        let is_subtotal = has_code(row) && row.code.is_empty() && row.kind != RowKind::Project;
        if is_subtotal {
            found[index] = code_of_subtotal((rows, groups), &found, index, classification);
        }
    }
    found
}

/// Whether a row by 部门经济分类 says its class of 政府经济分类 beside, and that is asked for.
pub(super) fn is_crossed(row: &Row, classification: Classification) -> bool {
    classification == Classification::GovernmentEconomic
        && row.kind == RowKind::DepartmentEconomic
        && !row.code2.is_empty()
}

/// The code of a subtotal that prints none: a beginning of the next printed code that has its
/// name, else one whose rows add up to it.
fn code_of_subtotal(
    (rows, groups): (&[Row], &[usize]),
    codes: &[Option<String>],
    index: usize,
    classification: Classification,
) -> Option<String> {
    // Under the same unit; those before it in the document stand above it.
    let group = |row: &usize| groups[*row] == groups[index];
    let begins = |row: usize, code: &str| rows[row].code.starts_with(code);
    let next = codes
        .iter()
        .zip(rows)
        .skip(index + 1)
        .filter(|(_, row)| !row.code.is_empty())
        .find_map(|(code, _)| code.as_deref())?;
    let beginnings = || {
        [3, 5, 7]
            .into_iter()
            .filter_map(|digits| next.get(..digits))
    };
    let by_name = beginnings().find(|code| {
        official_name(classification, code).is_some_and(|name| alike(name, &rows[index].name))
    });
    let by_sum = || {
        let subtotal = total(&rows[index])?;
        beginnings().find(|code| {
            let is_first = !(0..index).filter(group).any(|row| begins(row, code));
            let below = (index + 1..rows.len()).filter(group).filter(|row| {
                !rows[*row].code.is_empty()
                    && codes[*row]
                        .as_deref()
                        .is_some_and(|found| found.starts_with(code))
            });
            is_first && subtotal == below.filter_map(|row| total(&rows[row])).sum::<i128>()
        })
    };
    by_name.or_else(by_sum).map(str::to_owned)
}

/// Whether two names say the same: brackets and a trailing 支出 do not count.
pub fn alike(one: &str, other: &str) -> bool {
    one == other || plain_letters(one).eq(plain_letters(other))
}

/// A name without what varies between documents.
pub fn plain_name(name: &str) -> String {
    plain_letters(name).collect()
}

fn plain_letters(name: &str) -> impl Iterator<Item = char> {
    let is_sign = |c: &char| {
        c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '、' | ',' | '，' | '·')
    };
    let letters = name.chars().filter(move |c| !is_sign(c));
    let count = letters.clone().count();
    let ends = count > 2 && letters.clone().rev().take(2).eq(['出', '支']);
    letters.take(if ends { count - 2 } else { count })
}
