/*!
A budget among its peers: those of the same year, stage, scope and level that spend most on the
same 类.

There must be ten peers that print the figure; the share must be off by more than six times what is
usual and by a part of the whole, and be real money. What a budget has of codes and of 三公 is what comparing it
shows (`compare::items`), so that a clue and a comparison never tell two figures.
*/

use super::usual::Usual;
use super::{Against, Clue, ClueKind, Measured, per_cent};
use crate::budget::{Amount, Book, CodeLevel, Identity, Place, Scope, Stage, TableKind};
use crate::checks::regions;
use crate::compare::{Along, Item, items};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Ten 万元, in ten-thousandths of a 元.
const LEAST_MONEY: i64 = 1_000_000_000;
/// A growth is off by half of what was there.
const LEAST_GROWTH_OFF: i128 = 500_000;

/// What peers have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct PeerGroup {
    year: u16,
    stage: Stage,
    scope: Scope,
    level: &'static str,
    class: String,
}

/// What shares are taken of, and of which whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum ShareKind {
    /// A 项 of all expenditure.
    Function,
    /// A 款 of basic expenditure.
    Economic,
    /// An item of 三公 of all expenditure.
    ThreePublic,
}

impl ShareKind {
    fn whole(self) -> &'static str {
        match self {
            ShareKind::Function | ShareKind::ThreePublic => "支出",
            ShareKind::Economic => "基本支出",
        }
    }

    /// How much of the whole a share must be off, in millionths: 三公 is a small part of any.
    fn least_off(self) -> i128 {
        match self {
            ShareKind::Function | ShareKind::Economic => 50_000,
            ShareKind::ThreePublic => 5_000,
        }
    }
}

/// A part by its code, of 三公 by its name.
type Topic = (ShareKind, String);

/// A share of a budget's whole.
struct Share {
    amount: Amount,
    millionths: i128,
    place: Place,
    source: String,
}

struct Member {
    identity: Identity,
    total: Amount,
    place: Place,
    source: String,
    shares: BTreeMap<Topic, Share>,
}

/// Budgets that are laid beside each other.
#[derive(Default)]
pub struct Peers {
    groups: BTreeMap<PeerGroup, Vec<Member>>,
    totals: HashMap<Identity, i64>,
    /// The name of each code, as the first budget has it.
    names: HashMap<String, String>,
}

impl Peers {
    /// Takes in what is compared of a budget.
    pub fn add(&mut self, book: &Book) {
        let Some((class, member)) = self.member(book) else {
            return;
        };
        let total = member.total.ten_thousandths();
        self.totals.insert(member.identity.clone(), total);
        let group = PeerGroup {
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
            self.shares(group, members, &mut clues);
            self.growth(group, members, &mut clues);
        }
        clues
    }

    fn shares(&self, group: &PeerGroup, members: &[Member], clues: &mut Vec<(Identity, Clue)>) {
        let mut by_topic: BTreeMap<&Topic, Vec<(&Member, &Share)>> = BTreeMap::new();
        for member in members {
            for (topic, share) in &member.shares {
                by_topic.entry(topic).or_default().push((member, share));
            }
        }
        for ((part, code), printed) in by_topic {
            let values: Vec<i128> = printed.iter().map(|(_, share)| share.millionths).collect();
            let Some(usual) = Usual::of(&values) else {
                continue;
            };
            let is_far = |(_, share): &&(&Member, &Share)| {
                share.amount.ten_thousandths() >= LEAST_MONEY
                    && usual.is_far(share.millionths, part.least_off())
            };
            let mut against: Option<Arc<[Against]>> = None;
            for (member, share) in printed.iter().filter(is_far) {
                let against = against.get_or_insert_with(|| shares_of_all(&printed));
                let measured = measured(share.millionths, &usual, printed.len());
                let name = self.names.get(code).unwrap_or(code);
                let (code, title) = match part {
                    ShareKind::ThreePublic => (String::new(), name.clone()),
                    ShareKind::Function | ShareKind::Economic => {
                        (code.clone(), format!("{code} {name}"))
                    }
                };
                let words = format!(
                    "{title} 占{} {}；{}",
                    part.whole(),
                    measured.value,
                    group.beside(&measured)
                );
                let clue = Clue {
                    kind: ClueKind::Peers,
                    code,
                    name: name.clone(),
                    amount: Some(share.amount),
                    measured: Some(measured),
                    words,
                    against: Arc::clone(against),
                    place: share.place,
                    source: share.source.clone(),
                };
                clues.push((member.identity.clone(), clue));
            }
        }
    }

    fn growth(&self, group: &PeerGroup, members: &[Member], clues: &mut Vec<(Identity, Clue)>) {
        let mut grown: Vec<(&Member, i128)> = members
            .iter()
            .filter_map(|member| {
                let before = Identity {
                    year: group.year.checked_sub(1)?,
                    ..member.identity.clone()
                };
                let before = i128::from(*self.totals.get(&before)?);
                let change = i128::from(member.total.ten_thousandths()) - before;
                Some((member, change * 1_000_000 / before))
            })
            .collect();
        grown.sort_by_key(|(_, growth)| -growth);
        let values: Vec<i128> = grown.iter().map(|(_, growth)| *growth).collect();
        let Some(usual) = Usual::of(&values) else {
            return;
        };
        let all = grown.iter().map(|(member, growth)| Against {
            identity: member.identity.clone(),
            name: String::new(),
            amount: Some(member.total),
            value: per_cent(*growth),
            place: member.place,
            source: member.source.clone(),
        });
        let against: Arc<[Against]> = all.collect();
        let is_far = |growth: i128| usual.is_far(growth, LEAST_GROWTH_OFF);
        for (member, growth) in grown.iter().filter(|(_, growth)| is_far(*growth)) {
            let measured = measured(*growth, &usual, grown.len());
            let words = format!(
                "支出比上年增长 {}；{}",
                measured.value,
                group.beside(&measured)
            );
            let clue = Clue {
                kind: ClueKind::Growth,
                code: String::new(),
                name: "支出".to_owned(),
                amount: Some(member.total),
                measured: Some(measured),
                words,
                against: Arc::clone(&against),
                place: member.place,
                source: member.source.clone(),
            };
            clues.push((member.identity.clone(), clue));
        }
    }

    /// A budget's shares, its whole, and the 类 on which it spends most.
    fn member(&mut self, book: &Book) -> Option<(String, Member)> {
        let all = items(book);
        let functions = parts(&all, Along::Functions, CodeLevel::Item, &FUNCTIONS);
        let (kind, total) = (functions.first()?.kind, sum(&functions)?);
        let mut shares = BTreeMap::new();
        let mut classes: BTreeMap<&str, i64> = BTreeMap::new();
        for item in &functions {
            let class = classes
                .entry(item.code.get(..3).unwrap_or_default())
                .or_default();
            *class = class.saturating_add(item.held.amount.ten_thousandths());
        }
        let class = (*classes.iter().max_by_key(|(_, amount)| **amount)?.0).to_owned();
        let economic = parts(&all, Along::Economics, CodeLevel::Section, &ECONOMIC);
        let three_public: Vec<&Item> = all
            .iter()
            .filter(|item| item.along == Along::ThreePublic && is_sure(item))
            .collect();
        for (part, items, whole) in [
            (ShareKind::Function, &functions, Some(total)),
            (ShareKind::Economic, &economic, sum(&economic)),
            (ShareKind::ThreePublic, &three_public, Some(total)),
        ] {
            let Some(whole) = whole.map(|whole| i128::from(whole.ten_thousandths())) else {
                continue;
            };
            for item in items {
                self.learn_name(item);
                shares.insert((part, item.code.clone()), share(book, item, whole));
            }
        }
        let place = book.table(kind)?.place;
        let member = Member {
            identity: book.identity.clone(),
            total,
            place,
            source: book.source.name_of(place),
            shares,
        };
        Some((class, member))
    }

    fn learn_name(&mut self, item: &Item) {
        let name = match item.code.as_str() {
            "合计" => "三公经费",
            _ => item.name.as_str(),
        };
        if !self.names.contains_key(&item.code) {
            self.names.insert(item.code.clone(), name.to_owned());
        }
    }
}

/// The tables that shares are taken from, the first that a budget has.
const FUNCTIONS: [TableKind; 2] = [TableKind::Expenditure, TableKind::GeneralBudget];
const ECONOMIC: [TableKind; 2] = [TableKind::GeneralBudgetBasic, TableKind::FiscalBasic];

/// The items of a level, of the first of these kinds of tables that has any.
fn parts<'i>(
    all: &'i [Item],
    along: Along,
    level: CodeLevel,
    kinds: &[TableKind],
) -> Vec<&'i Item> {
    let of_kind = |kind: &TableKind| -> Vec<&Item> {
        let own = all.iter().filter(|item| item.along == along);
        let own = own.filter(|item| item.kind == *kind && CodeLevel::of(&item.code) == Some(level));
        own.filter(|item| is_sure(item)).collect()
    };
    let mut found = kinds.iter().map(of_kind);
    found.find(|items| !items.is_empty()).unwrap_or_default()
}

/// Nothing that is only likely is laid beside what others print.
fn is_sure(item: &Item) -> bool {
    item.held.origin != "uncertain"
}

/// The sum, where there is one to take shares of.
fn sum(items: &[&Item]) -> Option<Amount> {
    let amounts: Vec<Amount> = items.iter().map(|item| item.held.amount).collect();
    Amount::sum(&amounts).filter(|sum| sum.ten_thousandths() > 0)
}

fn share(book: &Book, item: &Item, whole: i128) -> Share {
    let of_table = || book.table(item.kind).map(|table| table.place);
    let place = item.held.place.or_else(of_table).unwrap_or_default();
    Share {
        amount: item.held.amount,
        millionths: i128::from(item.held.amount.ten_thousandths()) * 1_000_000 / whole,
        place,
        source: book.source.name_of(place),
    }
}

/// The shares of all peers, the largest first.
fn shares_of_all(printed: &[(&Member, &Share)]) -> Arc<[Against]> {
    let mut printed = printed.to_vec();
    printed.sort_by_key(|(_, share)| -share.millionths);
    let against = printed.iter().map(|(member, share)| Against {
        identity: member.identity.clone(),
        name: String::new(),
        amount: Some(share.amount),
        value: per_cent(share.millionths),
        place: share.place,
        source: share.source.clone(),
    });
    against.collect()
}

fn measured(value: i128, usual: &Usual, all: usize) -> Measured {
    Measured {
        value: per_cent(value),
        median: per_cent(usual.median),
        deviation: per_cent(usual.deviation),
        peers: all.saturating_sub(1),
    }
}

impl PeerGroup {
    fn beside(&self, measured: &Measured) -> String {
        format!(
            "{} 个同类单位（{} 年{}{}，{}，以{}为主）的中位数是 {}，离差的中位数 {}",
            measured.peers,
            self.year,
            self.scope.name(),
            self.stage.name(),
            self.level,
            self.class,
            measured.median,
            measured.deviation
        )
    }
}

/// The level of a unit, by the last region in its name; the four municipalities are provinces.
fn level(unit: &str) -> &'static str {
    let named = regions::named(unit);
    let last = named.regions.last().copied();
    match last.map(|region| (regions::level(region), region)) {
        Some((_, "北京市" | "天津市" | "上海市" | "重庆市")) => "省级",
        Some((regions::RegionLevel::County, _)) => "县级",
        Some((regions::RegionLevel::Prefecture, _)) => "市级",
        Some((regions::RegionLevel::Province, _)) => "省级",
        None if unit.contains('省') => "省级",
        None => "不知级次",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_by_name() {
        assert_eq!(level("上海市普陀区司法局"), "县级");
        assert_eq!(level("新乡市社会保险中心"), "市级");
        assert_eq!(level("云川省水文局"), "省级");
        assert_eq!(level("广西壮族自治区财政厅"), "省级");
        assert_eq!(level("上海市财政局"), "省级");
        assert_eq!(level("社区服务中心"), "不知级次");
    }
}
