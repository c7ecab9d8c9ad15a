/*!
Levels of codes beside each other: 功能分类 and 部门经济分类.
*/

use super::row::{ComparisonRow, Held, Holding, Rank};
use super::{Along, Comparison, Item, choose};
use crate::budget::{
    Book, Classification, Drill, Measure, Node, Stage, Sum, Table, TableKind, official_name,
};
use std::collections::BTreeMap;

/// The tables by function, those that say most first.
const BY_FUNCTION: [TableKind; 4] = [
    TableKind::Expenditure,
    TableKind::GeneralBudget,
    TableKind::GovernmentFund,
    TableKind::StateCapital,
];

/// The tables by economic class, as the explorer's page has them.
const BY_CLASS: [TableKind; 3] = [
    TableKind::GeneralBudgetBasic,
    TableKind::EconomicSummary,
    TableKind::FiscalByEconomicClass,
];

pub(super) fn compare(
    books: &[&Book],
    along: Along,
    table: Option<TableKind>,
    under: Option<&str>,
) -> Comparison {
    let (classification, kinds) = listed(along);
    let has: Vec<Vec<TableKind>> = books
        .iter()
        .map(|book| {
            let there = |&&kind: &&TableKind| Coded::of(book, kind, classification).is_some();
            kinds.iter().filter(there).copied().collect()
        })
        .collect();
    let chosen = choose(books, &has, table);
    let sides: Vec<Option<Coded>> = books
        .iter()
        .zip(&chosen.kinds)
        .map(|(book, kind)| Coded::of(book, (*kind)?, classification))
        .collect();
    let levels: Vec<LevelUnder> = sides
        .iter()
        .map(|side| LevelUnder::of(side.as_ref(), under))
        .collect();
    let mut notes = chosen.notes;
    notes.extend(unsplit(books, &levels, under));
    Comparison {
        rows: rows(&levels, classification),
        total: total(&sides, &levels, under),
        tables: chosen.kinds,
        choices: chosen.choices,
        notes,
    }
}

/// The classification whose codes are the rows, and the tables that print them.
fn listed(along: Along) -> (Classification, &'static [TableKind]) {
    match along {
        Along::Economics => (Classification::DepartmentEconomic, &BY_CLASS),
        _ => (Classification::Function, &BY_FUNCTION),
    }
}

/// Hands on every figure that comparing a budget alone can show.
pub(super) fn items(book: &Book, along: Along, take: &mut dyn FnMut(Item)) {
    let (classification, kinds) = listed(along);
    let there = kinds
        .iter()
        .filter_map(|&kind| Some((kind, Coded::of(book, kind, classification)?)));
    let there: Vec<(TableKind, Coded)> = there.collect();
    let Some(&(first, _)) = there.first() else {
        return;
    };
    // The others are asked in the order in which the budget prints them.
    let mut order = vec![first];
    for kind in book.tables.iter().filter_map(|table| table.kind) {
        if !order.contains(&kind) && there.iter().any(|(known, _)| *known == kind) {
            order.push(kind);
        }
    }
    for (kind, coded) in there {
        let rank = order.iter().position(|known| *known == kind);
        let side = Side {
            classification,
            along,
            kind,
            rank: rank.unwrap_or_default(),
            coded: Some(coded),
        };
        side.hand_on(None, take);
    }
}

/// A table whose figures are handed on.
struct Side<'b> {
    classification: Classification,
    along: Along,
    kind: TableKind,
    rank: usize,
    coded: Option<Coded<'b>>,
}

impl Side<'_> {
    /// Hands on what stands under a code, level by level; first the total of the table.
    fn hand_on(&self, under: Option<&str>, take: &mut dyn FnMut(Item)) {
        let sides = std::slice::from_ref(&self.coded);
        let levels = [LevelUnder::of(self.coded.as_ref(), under)];
        let total = match under {
            None => total(sides, &levels, None),
            Some(_) => None,
        };
        // A total has no code.
        let total = total.map(|total| ComparisonRow {
            name: String::new(),
            ..total
        });
        for row in total.into_iter().chain(rows(&levels, self.classification)) {
            let code = row.code.clone();
            if let Some(held) = row.holdings.first().and_then(Holding::held) {
                take(Item {
                    along: self.along,
                    kind: self.kind,
                    rank: self.rank,
                    under: under.map(str::to_owned),
                    held: held.clone(),
                    code: row.code,
                    name: row.name,
                });
            }
            let is_divided = matches!(code.len(), 3 | 5);
            if is_divided && under != Some(code.as_str()) {
                self.hand_on(Some(&code), take);
            }
        }
    }
}

/// A table of a budget as a tree of codes, and the column that is compared.
struct Coded<'b> {
    table: &'b Table,
    drill: Drill<'b>,
    measure: Measure,
    year: u16,
}

impl<'b> Coded<'b> {
    /// The first table of a kind that has codes.
    fn of(book: &'b Book, kind: TableKind, classification: Classification) -> Option<Self> {
        let year = book.identity.year;
        book.tables_of(kind)
            .map(|table| Self {
                table,
                drill: Drill::of(table, classification, year),
                measure: measure(table, book.identity.stage),
                year,
            })
            .find(|coded| !coded.drill.is_empty())
    }

    fn held(&self, sums: &[Sum]) -> Option<Held> {
        let sum = sums.iter().find(|sum| sum.measure() == self.measure);
        sum.map(Held::of_sum)
    }

    /// The total that the table prints.
    fn printed_total(&self) -> Option<Held> {
        self.table
            .rows
            .iter()
            .filter(|row| row.is_whole_total())
            .find_map(|row| row.figure(self.measure, self.year))
            .map(Held::of)
    }
}

/// The column that counts everything: 合计, of a final account also 决算数.
fn measure(table: &Table, stage: Stage) -> Measure {
    let group = match stage {
        Stage::Final => Measure::OUTCOME,
        Stage::Budget => Measure::BUDGETED,
    };
    [Measure::TOTAL, Measure::TOTAL.under(group), group]
        .into_iter()
        .find(|measure| table.measures.contains(measure))
        .or(table.measures.first().copied())
        .unwrap_or(Measure::TOTAL)
}

/// What a budget has right under a code.
enum LevelUnder<'s> {
    /// Nothing can be known.
    Unknown,
    /// The code is there and is not split any further.
    Unsplit,
    /// The codes below; none where the budget has no money there at all.
    Nodes(&'s Coded<'s>, Vec<Node>),
}

impl<'s> LevelUnder<'s> {
    fn of(side: Option<&'s Coded<'s>>, under: Option<&str>) -> Self {
        let Some(coded) = side else {
            return LevelUnder::Unknown;
        };
        let nodes = coded.drill.children(under);
        match under {
            Some(code) if nodes.is_empty() && coded.drill.has(code) => LevelUnder::Unsplit,
            _ => LevelUnder::Nodes(coded, nodes),
        }
    }

    fn nodes(&self) -> &[Node] {
        match self {
            LevelUnder::Nodes(_, nodes) => nodes,
            _ => &[],
        }
    }

    fn holding(&self, code: &str) -> Holding {
        match self {
            LevelUnder::Nodes(coded, nodes) => {
                let node = nodes.iter().find(|node| node.code == code);
                Holding::or_nothing(node.and_then(|node| coded.held(&node.sums)))
            }
            _ => Holding::Unknown,
        }
    }
}

/// Says which budgets do not split the code.
fn unsplit(books: &[&Book], levels: &[LevelUnder], under: Option<&str>) -> Vec<String> {
    books
        .iter()
        .zip(levels)
        .filter(|(_, level)| matches!(level, LevelUnder::Unsplit))
        .map(|(book, _)| {
            let code = under.unwrap_or_default();
            format!("{}的 {code} 没有再分，其下不可比", book.identity)
        })
        .collect()
}

/// The codes of all sides, in their order.
fn rows(levels: &[LevelUnder], classification: Classification) -> Vec<ComparisonRow> {
    let mut rows: BTreeMap<&str, ComparisonRow> = BTreeMap::new();
    for node in levels.iter().flat_map(LevelUnder::nodes) {
        let row = rows.entry(&node.code).or_insert_with(|| ComparisonRow {
            id: node.code.clone(),
            code: node.code.clone(),
            name: official_name(classification, &node.code)
                .unwrap_or(&node.code)
                .to_owned(),
            named_by_list: true,
            ..ComparisonRow::default()
        });
        row.has_children |= node.has_children;
        if row.named_by_list && !node.named_by_list {
            row.named_by_list = false;
            row.name.clone_from(&node.name);
        }
    }
    rows.into_values()
        .map(|row| ComparisonRow {
            holdings: levels
                .iter()
                .map(|level| level.holding(&row.code))
                .collect(),
            ..row
        })
        .collect()
}

/// The total of the level: printed, or the sum of what stands below.
fn total(
    sides: &[Option<Coded>],
    levels: &[LevelUnder],
    under: Option<&str>,
) -> Option<ComparisonRow> {
    if levels.iter().all(|level| level.nodes().is_empty()) {
        return None;
    }
    let holding = |(side, level): (&Option<Coded>, &LevelUnder)| {
        let Some(coded) = side else {
            return Holding::Unknown;
        };
        let held = match under {
            Some(code) if coded.drill.has(code) => coded.held(&coded.drill.node(code).sums),
            Some(_) => None,
            None => coded
                .printed_total()
                .or_else(|| coded.held(&coded.drill.total_of(level.nodes()))),
        };
        Holding::or_nothing(held)
    };
    Some(ComparisonRow {
        id: "total".to_owned(),
        name: "合计".to_owned(),
        rank: Rank::Total,
        holdings: sides.iter().zip(levels).map(holding).collect(),
        ..ComparisonRow::default()
    })
}
