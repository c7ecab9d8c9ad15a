/*!
收支 beside each other: the lines of 收支总表, or of 财政拨款收支总表, by side and name.

Provinces word the lines of income differently, and print different ones. What is known to mean
the same is one line here; a line of income, or a sum, that a budget does not print at all says
nothing of its money, while one that it prints blank does.
*/

use super::merge::{by_key, in_order};
use super::row::{ComparisonRow, Held, Holding, Rank};
use super::{Comparison, choose};
use crate::budget::{Book, Figure, Measure, RowKind, TableKind};

const KINDS: [TableKind; 2] = [
    TableKind::IncomeAndExpenditure,
    TableKind::FiscalAppropriation,
];

/// The two sides, and the columns that hold their amounts.
const SIDES: [(&str, &[Measure]); 2] = [
    (
        "收入",
        &[
            Measure::INCOME,
            Measure::INCOME_TOTAL,
            Measure::INCOME_OUTCOME,
        ],
    ),
    (
        "支出",
        &[
            Measure::EXPENDITURE_TOTAL,
            Measure::EXPENDITURE,
            Measure::EXPENDITURE_OUTCOME,
        ],
    ),
];

pub(super) fn compare(books: &[&Book], table: Option<TableKind>) -> Comparison {
    let has: Vec<Vec<TableKind>> = books
        .iter()
        .map(|book| {
            let there = |kind: &TableKind| book.table(*kind).is_some();
            KINDS.into_iter().filter(there).collect()
        })
        .collect();
    let chosen = choose(books, &has, table);
    let mut rows = Vec::new();
    for (side, measures) in SIDES {
        let lists: Vec<Vec<Entry>> = books
            .iter()
            .zip(&chosen.kinds)
            .map(|(book, kind)| {
                kind.map_or_else(Vec::new, |kind| entries(book, kind, side, measures))
            })
            .collect();
        let merged = merged(&lists, &chosen.kinds, side);
        if !merged.is_empty() {
            rows.push(ComparisonRow::heading(side));
            rows.extend(merged);
        }
    }
    Comparison {
        tables: chosen.kinds,
        choices: chosen.choices,
        rows,
        total: None,
        notes: chosen.notes,
    }
}

/// A line of one side.
struct Entry<'b> {
    name: &'b str,
    /// What the line means, under which line.
    key: (String, String),
    is_total: bool,
    /// None where it is printed blank.
    held: Option<Held>,
}

fn entries<'b>(
    book: &'b Book,
    kind: TableKind,
    side: &str,
    measures: &[Measure],
) -> Vec<Entry<'b>> {
    let year = book.identity.year;
    let rows = book.table(kind).map_or(&[][..], |table| &table.rows);
    rows.iter()
        .filter_map(|row| {
            let figure = measures.iter().find_map(|measure| {
                let is_this_year = |f: &&Figure| f.measure == *measure && f.year == year;
                row.figures.iter().find(is_this_year)
            });
            if figure.is_none() && row.side.name() != side {
                return None;
            }
            let is_total = row.kind == RowKind::Total;
            Some(Entry {
                name: &row.name,
                key: (key(&row.under, false), key(&row.name, is_total)),
                is_total,
                held: figure.map(Held::of),
            })
        })
        .collect()
}

/// What the beginning of a line of income means, whatever a province adds to it.
const BEGINNINGS: [(&str, &str); 5] = [
    ("一般公共预算", "一般公共预算"),
    ("政府性基金", "政府性基金"),
    ("国有资本经营", "国有资本经营"),
    ("上年结转", "上年结转"),
    ("年初结转", "上年结转"),
];

/// 社会保障和就业 and 社会保障和就业支出 are one line, and so are 支出总计 and 总计.
fn key(name: &str, is_total: bool) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '：' && *c != ':')
        .collect();
    if is_total {
        return ["收入", "支出", "本年"]
            .iter()
            .fold(plain, |name, word| name.replace(word, ""));
    }
    if let Some((_, meaning)) = BEGINNINGS
        .iter()
        .find(|(beginning, _)| plain.starts_with(beginning))
    {
        return (*meaning).to_owned();
    }
    match plain.strip_suffix("支出") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => plain,
    }
}

fn merged(
    lists: &[Vec<Entry>],
    kinds: &[Option<TableKind>],
    side: &'static str,
) -> Vec<ComparisonRow> {
    let same = by_key(|entry: &Entry| entry.key.clone());
    in_order(lists, same)
        .into_iter()
        .enumerate()
        .filter_map(|(number, places)| {
            let entries: Vec<Option<&Entry>> = lists
                .iter()
                .zip(&places)
                .map(|(list, place)| place.and_then(|place| list.get(place)))
                .collect();
            let mut filled = entries
                .iter()
                .flatten()
                .filter(|entry| entry.held.is_some());
            let first = filled.next()?;
            // Money is spent on a class or not; what is left over need not be printed.
            let is_class = !first.is_total && !first.key.1.contains("结转");
            let must_be_there = side == "支出" && is_class;
            let holdings = entries
                .iter()
                .zip(kinds)
                .map(|(entry, kind)| match (kind, entry) {
                    (Some(_), Some(entry)) => Holding::or_nothing(entry.held.clone()),
                    (Some(_), None) if must_be_there => Holding::Nothing,
                    _ => Holding::Unknown,
                });
            Some(ComparisonRow {
                id: format!("{side}/{}/{}#{number}", first.key.0, first.key.1),
                name: first.name.to_owned(),
                section: side,
                rank: if first.is_total {
                    Rank::Total
                } else {
                    Rank::Plain
                },
                holdings: holdings.collect(),
                ..ComparisonRow::default()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{
        Amount, Identity, Measure, MoneyUnit, Origin, Place, Row, Scope, Side, Source, Stage,
        Table, TableState,
    };

    #[test]
    fn lines_that_mean_the_same() {
        for (name, other, is_total) in [
            ("社会保障和就业", "社会保障和就业支出", false),
            ("一般公共预算拨款收入", "一般公共预算资金", false),
            ("上年结转结余", "年初结转和结余", false),
            ("支出总计", "总计", true),
            ("本年收入合计", "收入合计", true),
        ] {
            assert_eq!(key(name, is_total), key(other, is_total), "{name}");
        }
        assert_ne!(key("本年收入合计", true), key("收入总计", true));
        assert_ne!(key("其他收入", false), key("事业收入", false));
    }

    /// A 收支总表 of lines; an empty amount is a blank cell.
    fn book(lines: &[(Side, &str, &str)]) -> Book {
        let line = |(side, name, printed): &(Side, &str, &str)| Row {
            side: *side,
            kind: RowKind::IncomeOrExpenditure,
            name: (*name).to_owned(),
            figures: Amount::parse(printed, MoneyUnit::Wan)
                .map(|amount| Figure {
                    measure: Measure::from_path(side.name()),
                    year: 2024,
                    amount,
                    origin: Origin::Printed,
                    place: Place::line(1),
                })
                .into_iter()
                .collect(),
            ..Row::blank()
        };
        Book {
            identity: Identity {
                unit: "甲".to_owned(),
                year: 2024,
                stage: Stage::Budget,
                scope: Scope::Unit,
            },
            department: String::new(),
            source: Source {
                file_name: String::new(),
                sha256: String::new(),
                text: String::new(),
                locations: crate::budget::Locations::default(),
                files: Vec::new(),
            },
            tables: vec![Table {
                kind: Some(TableKind::IncomeAndExpenditure),
                title: String::new(),
                state: TableState::Filled,
                money_unit: MoneyUnit::Wan,
                place: Place::line(1),
                end_line: 2,
                measures: vec![Measure::INCOME, Measure::EXPENDITURE],
                rows: lines.iter().map(line).collect(),
                overall_goal: String::new(),
            }],
            indicators: Vec::new(),
            statements: Vec::new(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_blank_line_says_more_than_none() {
        use Side::{Expenditure, Income};
        let base = book(&[
            (Income, "事业收入", "5.00"),
            (Income, "其他收入", "1.00"),
            (Expenditure, "教育支出", "6.00"),
        ]);
        let other = book(&[
            (Income, "事业收入", ""),
            (Expenditure, "教育", ""),
            (Expenditure, "卫生健康", "2.00"),
        ]);
        let compared = compare(&[&base, &other], None);
        let told: Vec<String> = compared
            .rows
            .iter()
            .filter(|row| row.rank != Rank::Heading)
            .map(|row| format!("{} {}", row.name, row.change_or_word(0, 1, true)))
            .collect();
        assert_eq!(
            told,
            [
                "事业收入 消失",
                "其他收入 不可比",
                "教育支出 消失",
                "卫生健康 新增"
            ]
        );
    }
}
