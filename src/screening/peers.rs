/*!
A budget among its peers: those of the same year, stage, scope and level that spend most on the
same 类.

What is far off is measured by the median and the median of the deviations from it (MAD), which
one odd peer does not move. There must be ten peers that print the figure; the share must be
off by more than six times what is usual and by five per cent of the whole, and be real money.
*/

use super::{Clue, ClueKind, per_cent};
use crate::budget::{Book, Identity, Measure, RowKind, Scope, Stage, TableKind};
use std::collections::{BTreeMap, HashMap};

/// Fewer peers say nothing.
const LEAST_PEERS: usize = 10;
/// How many times the usual deviation is far: six, where 1.4826 MAD is one of them.
const FAR: i128 = 6 * 14_826;
/// Five per cent, in millionths.
const LEAST_OFF: i128 = 50_000;
/// Ten 万元, in ten-thousandths of a 元.
const LEAST_MONEY: i64 = 1_000_000_000;
/// A growth is off by half of what was there.
const LEAST_GROWTH_OFF: i128 = 500_000;

/// What peers have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Group {
    year: u16,
    stage: Stage,
    scope: Scope,
    level: &'static str,
    class: String,
}

/// A share of a budget's whole.
struct Share {
    code: String,
    name: String,
    amount: i64,
    millionths: i128,
    source: String,
}

struct Member {
    identity: Identity,
    total: i64,
    source: String,
    shares: Vec<Share>,
}

/// Budgets that are laid beside each other.
#[derive(Default)]
pub struct Peers {
    groups: BTreeMap<Group, Vec<Member>>,
    totals: HashMap<Identity, i64>,
}

impl Peers {
    /// Takes in what is compared of a budget.
    pub fn add(&mut self, book: &Book) {
        let Some((class, member)) = member(book) else {
            return;
        };
        self.totals.insert(member.identity.clone(), member.total);
        let group = Group {
            year: book.identity.year,
            stage: book.identity.stage,
            scope: book.identity.scope,
            level: level(&book.identity.unit),
            class,
        };
        self.groups.entry(group).or_default().push(member);
    }

    /// What is far off, with whose it is.
    pub fn clues(&self) -> Vec<(Identity, Clue)> {
        let mut clues = Vec::new();
        for (group, members) in &self.groups {
            shares(group, members, &mut clues);
            self.growth(group, members, &mut clues);
        }
        clues
    }

    fn growth(&self, group: &Group, members: &[Member], clues: &mut Vec<(Identity, Clue)>) {
        let grown: Vec<(&Member, i128)> = members
            .iter()
            .filter_map(|member| {
                let before = Identity {
                    year: group.year.checked_sub(1)?,
                    ..member.identity.clone()
                };
                let before = i128::from(*self.totals.get(&before)?);
                let change = i128::from(member.total) - before;
                Some((member, change * 1_000_000 / before))
            })
            .collect();
        let values: Vec<i128> = grown.iter().map(|(_, growth)| *growth).collect();
        let Some(usual) = Usual::of(&values) else {
            return;
        };
        for (member, growth) in grown.iter().filter(|(_, growth)| usual.is_far(*growth)) {
            if (growth - usual.median).abs() < LEAST_GROWTH_OFF {
                continue;
            }
            let others = grown
                .iter()
                .filter(|(other, _)| other.identity != member.identity);
            let clue = Clue {
                kind: ClueKind::Growth,
                words: format!(
                    "支出比上年增长 {}；{} 个同类单位（{}）的中位数是 {}",
                    per_cent(*growth),
                    grown.len() - 1,
                    group.in_words(),
                    per_cent(usual.median)
                ),
                against: others
                    .map(|(other, growth)| format!("{} {}", other.identity.unit, per_cent(*growth)))
                    .collect(),
                source: member.source.clone(),
            };
            clues.push((member.identity.clone(), clue));
        }
    }
}

impl Group {
    fn in_words(&self) -> String {
        format!(
            "{} 年{}{}，{}，以{}为主",
            self.year,
            self.scope.name(),
            self.stage.name(),
            self.level,
            self.class
        )
    }
}

fn shares(group: &Group, members: &[Member], clues: &mut Vec<(Identity, Clue)>) {
    let mut by_code: BTreeMap<&str, Vec<(&Member, &Share)>> = BTreeMap::new();
    for member in members {
        for share in &member.shares {
            by_code
                .entry(&share.code)
                .or_default()
                .push((member, share));
        }
    }
    for printed in by_code.values() {
        let values: Vec<i128> = printed.iter().map(|(_, share)| share.millionths).collect();
        let Some(usual) = Usual::of(&values) else {
            continue;
        };
        for (member, share) in printed.iter().filter(|(_, share)| share.is_far(&usual)) {
            let others = printed
                .iter()
                .filter(|(other, _)| other.identity != member.identity);
            let clue = Clue {
                kind: ClueKind::Peers,
                words: format!(
                    "{} {} 占支出 {}；{} 个同类单位（{}）的中位数是 {}",
                    share.code,
                    share.name,
                    per_cent(share.millionths),
                    printed.len() - 1,
                    group.in_words(),
                    per_cent(usual.median)
                ),
                against: others
                    .map(|(other, share)| {
                        format!("{} {}", other.identity.unit, per_cent(share.millionths))
                    })
                    .collect(),
                source: share.source.clone(),
            };
            clues.push((member.identity.clone(), clue));
        }
    }
}

impl Share {
    fn is_far(&self, usual: &Usual) -> bool {
        self.amount >= LEAST_MONEY
            && (self.millionths - usual.median).abs() >= LEAST_OFF
            && usual.is_far(self.millionths)
    }
}

/// What is usual among peers.
struct Usual {
    median: i128,
    /// The median of the deviations.
    deviation: i128,
}

impl Usual {
    /// None where there are too few: the one itself is no peer of its own.
    fn of(values: &[i128]) -> Option<Self> {
        if values.len() <= LEAST_PEERS {
            return None;
        }
        let median = median(values.to_vec());
        let deviations = values.iter().map(|value| (value - median).abs());
        Some(Self {
            median,
            deviation: median_of(deviations),
        })
    }

    fn is_far(&self, value: i128) -> bool {
        (value - self.median).abs() * 10_000 > FAR * self.deviation
    }
}

fn median_of(values: impl Iterator<Item = i128>) -> i128 {
    median(values.collect())
}

fn median(mut values: Vec<i128>) -> i128 {
    values.sort_unstable();
    let middle = values.len() / 2;
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    match values.len() % 2 {
        0 => (at(middle.saturating_sub(1)) + at(middle)) / 2,
        _ => at(middle),
    }
}

/// A budget's shares by 项, its whole, and the 类 on which it spends most.
fn member(book: &Book) -> Option<(String, Member)> {
    let kinds = [TableKind::Expenditure, TableKind::GeneralBudget];
    let table = kinds.iter().find_map(|kind| book.table(*kind))?;
    let mut items: BTreeMap<&str, (&str, i64, String)> = BTreeMap::new();
    for row in &table.rows {
        let amount = row
            .amount(&Measure::TOTAL)
            .map(|amount| amount.ten_thousandths());
        let is_item = row.kind == RowKind::Function && row.code.len() == 7;
        if let (true, Some(amount)) = (is_item, amount) {
            let source = || book.source.name_of(row.place);
            let item = items
                .entry(&row.code)
                .or_insert_with(|| (&row.name, 0, source()));
            item.1 = item.1.saturating_add(amount);
        }
    }
    let total: i64 = items
        .values()
        .fold(0, |sum, (_, amount, _)| sum.saturating_add(*amount));
    if total <= 0 {
        return None;
    }
    let mut classes: BTreeMap<&str, i64> = BTreeMap::new();
    for (code, (_, amount, _)) in &items {
        let class = classes
            .entry(code.get(..3).unwrap_or_default())
            .or_default();
        *class = class.saturating_add(*amount);
    }
    let class = classes.iter().max_by_key(|(_, amount)| **amount)?.0;
    let shares = items.iter().map(|(code, (name, amount, source))| Share {
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        amount: *amount,
        millionths: i128::from(*amount) * 1_000_000 / i128::from(total),
        source: source.clone(),
    });
    let member = Member {
        identity: book.identity.clone(),
        total,
        source: book.source.name_of(table.place),
        shares: shares.collect(),
    };
    Some(((*class).to_owned(), member))
}

/// The level of a unit, by the last region in its name.
fn level(unit: &str) -> &'static str {
    let ends = [
        (['县', '区', '旗'].as_slice(), "县级"),
        (&['市', '州', '盟'], "市级"),
        (&['省'], "省级"),
    ];
    let found = ends.iter().find(|(ends, _)| unit.contains(*ends));
    found.map_or("不知级次", |(_, level)| level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_is_not_moved_by_an_odd_one() {
        let mut values: Vec<i128> = (0..11).map(|at| 100_000 + at * 1_000).collect();
        assert!(Usual::of(&values[..10]).is_none());
        values.push(900_000);
        let usual = Usual::of(&values).unwrap();
        assert_eq!((usual.median, usual.deviation), (105_500, 3_000));
        assert!(usual.is_far(900_000));
        assert!(!usual.is_far(110_000));
    }

    #[test]
    fn levels_by_name() {
        assert_eq!(level("上海市普陀区司法局"), "县级");
        assert_eq!(level("新乡市社会保险中心"), "市级");
        assert_eq!(level("云川省水文局"), "省级");
    }
}
