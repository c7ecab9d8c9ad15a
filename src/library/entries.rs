/*!
What of a book can be searched for.

A thing that several tables print is one entry, and its amount is the one that a
single printed row gives it as a total; where no row does (a class that a table
splits over several rows, a 款 that only its 项 stand for) the entry has none,
since a sum is not a printed figure.
*/

use super::{CatalogueEntry, Entry, Kind, Target};
use crate::budget::{
    Amount, Book, Classification, Indicator, Measure, MoneyUnit, Row, RowKind, Table, TableKind,
    TableState, official_name, parent_code,
};
use crate::narrow::narrow;
use std::collections::{BTreeMap, BTreeSet};

/// Every entry of a book: its unit, its 科目, its projects, its indicators. With `table`,
/// only what tables of that kind print.
pub fn entries_of<'a>(
    budget: &'a CatalogueEntry,
    book: &'a Book,
    table: Option<TableKind>,
) -> Vec<Entry<'a>> {
    let gatherer = Gatherer {
        budget,
        book,
        only: table,
    };
    let mut entries = Vec::new();
    if table.is_none() {
        entries.push(gatherer.unit());
    }
    gatherer.projects(&mut entries);
    gatherer.subjects(Subjects::FUNCTIONS, &mut entries);
    gatherer.subjects(Subjects::DEPARTMENT, &mut entries);
    gatherer.subjects(Subjects::GOVERNMENT, &mut entries);
    gatherer.indicators(&mut entries);
    entries
}

/// One of the classifications, as rows carry it.
#[derive(Clone, Copy)]
struct Subjects {
    classification: Classification,
    /// The tables whose total is the amount, the widest first.
    tables: &'static [TableKind],
    /// Code and name of a row, where it has them.
    of_row: fn(&Row) -> Option<(&str, &str)>,
    target: Target,
}

impl Subjects {
    const FUNCTIONS: Self = Self {
        classification: Classification::Function,
        tables: &[
            TableKind::Expenditure,
            TableKind::GeneralBudget,
            TableKind::GovernmentFund,
            TableKind::StateCapital,
            TableKind::Income,
        ],
        of_row: |row| (row.kind == RowKind::Function).then_some((&row.code, &row.name)),
        target: Target::Function,
    };
    const DEPARTMENT: Self = Self {
        classification: Classification::DepartmentEconomic,
        tables: BY_ECONOMIC_CLASS,
        of_row: |row| (row.kind == RowKind::DepartmentEconomic).then_some((&row.code, &row.name)),
        target: Target::Economic { government: false },
    };
    const GOVERNMENT: Self = Self {
        classification: Classification::GovernmentEconomic,
        tables: BY_ECONOMIC_CLASS,
        of_row: |row| match row.kind {
            RowKind::GovernmentEconomic => Some((&row.code, &row.name)),
            _ => Some((&row.code2, &row.name2)),
        },
        target: Target::Economic { government: true },
    };
}

const BY_ECONOMIC_CLASS: &[TableKind] = &[
    TableKind::EconomicSummary,
    TableKind::FiscalByEconomicClass,
    TableKind::GeneralBudgetBasic,
];

/// The tables that list projects, the one that says most of them first.
const OF_PROJECTS: [TableKind; 4] = [
    TableKind::Projects,
    TableKind::ProjectPerformance,
    TableKind::GeneralBudgetProjects,
    TableKind::Procurement,
];

struct Gatherer<'a> {
    budget: &'a CatalogueEntry,
    book: &'a Book,
    only: Option<TableKind>,
}

impl<'a> Gatherer<'a> {
    fn entry(&self, kind: Kind, name: &'a str, code: &'a str, target: Target) -> Entry<'a> {
        let identity = &self.budget.identity;
        Entry {
            kind,
            name,
            code,
            unit: &identity.unit,
            year: identity.year,
            stage: identity.stage,
            scope: identity.scope,
            amount: None,
            document: self.budget.id,
            target,
        }
    }

    /// Tables that are there and asked for, with their index.
    fn tables(&self) -> impl Iterator<Item = (usize, &'a Table)> {
        let only = self.only;
        self.book
            .tables
            .iter()
            .enumerate()
            .filter(move |(_, table)| {
                table.state != TableState::Missing && (only.is_none() || table.kind == only)
            })
    }

    fn tables_of(&self, kind: TableKind) -> impl Iterator<Item = (usize, &'a Table)> {
        self.tables()
            .filter(move |(_, table)| table.kind == Some(kind))
    }

    fn unit(&self) -> Entry<'a> {
        let name = self.budget.identity.unit.as_str();
        let code = self
            .tables()
            .flat_map(|(_, table)| &table.rows)
            .find(|row| row.kind.is_organisation() && row.name == name && !row.code.is_empty())
            .map_or("", |row| &row.code);
        Entry {
            amount: self.budget.summary.expenditure,
            ..self.entry(Kind::Unit, name, code, Target::Unit)
        }
    }

    fn projects(&self, entries: &mut Vec<Entry<'a>>) {
        let mut known = BTreeSet::new();
        for kind in OF_PROJECTS {
            let mut of_kind = BTreeSet::new();
            for (table_index, table) in self.tables_of(kind) {
                for (row_index, row) in table.rows.iter().enumerate() {
                    if row.kind != RowKind::Project || known.contains(row.name.as_str()) {
                        continue;
                    }
                    of_kind.insert(row.name.as_str());
                    let target = Target::Project {
                        table: narrow::<u16>(table_index),
                        row: narrow::<u32>(row_index),
                    };
                    entries.push(Entry {
                        amount: total_of(row, self.book.identity.year),
                        ..self.entry(Kind::Project, &row.name, self.project_code(row), target)
                    });
                }
            }
            known.append(&mut of_kind);
        }
    }

    /// The project's code: its own row's, or that of another table's row of its name.
    fn project_code(&self, row: &'a Row) -> &'a str {
        let code_of = |row: &'a Row| {
            let code = &row.project.as_ref()?.code;
            (!code.is_empty()).then_some(code.as_str())
        };
        code_of(row)
            .or_else(|| {
                self.book
                    .tables
                    .iter()
                    .flat_map(|table| &table.rows)
                    .filter(|other| other.kind == RowKind::Project && other.name == row.name)
                    .find_map(code_of)
            })
            .unwrap_or_default()
    }

    fn indicators(&self, entries: &mut Vec<Entry<'a>>) {
        for (index, indicator) in self.book.indicators.iter().enumerate() {
            let kind = self.book.tables.get(indicator.table).and_then(|t| t.kind);
            if self.only.is_some() && self.only != kind {
                continue;
            }
            let target = Target::Indicator {
                index: narrow::<u32>(index),
            };
            entries.push(Entry {
                amount: money_of(indicator),
                ..self.entry(Kind::Indicator, &indicator.name, "", target)
            });
        }
    }

    /// The codes of one classification with every name they are printed under, and with
    /// their built-in names; the 类 and 款 above them too, which the screens sum up.
    fn subjects(&self, subjects: Subjects, entries: &mut Vec<Entry<'a>>) {
        let mut names: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        for (_, table) in self.tables() {
            for row in &table.rows {
                let Some((code, name)) = (subjects.of_row)(row).filter(|(c, _)| !c.is_empty())
                else {
                    continue;
                };
                let known = names.entry(code).or_default();
                if !name.is_empty() && !known.contains(&name) {
                    known.push(name);
                }
            }
        }
        let printed: Vec<&'a str> = names.keys().copied().collect();
        for code in printed {
            let mut above = parent_code(code);
            while let Some(code) = above {
                names.entry(code).or_default();
                above = parent_code(code);
            }
        }
        for (code, mut names) in names {
            let printed_names = names.len();
            if let Some(name) = official_name(subjects.classification, code)
                && !names.contains(&name)
            {
                names.push(name);
            }
            for name in names {
                // Where a code stands under several names, each name has its own row's amount.
                let printed_name = (printed_names > 1).then_some(name);
                entries.push(Entry {
                    amount: self.amount_of_code(subjects, code, printed_name),
                    ..self.entry(Kind::Subject, name, code, subjects.target)
                });
            }
        }
    }

    /// The total that one row prints for a code (under a name, where one is given), in the
    /// widest table where it is one row's.
    fn amount_of_code(&self, subjects: Subjects, code: &str, name: Option<&str>) -> Option<Amount> {
        subjects.tables.iter().find_map(|kind| {
            let mut rows = self
                .tables_of(*kind)
                .flat_map(|(_, table)| &table.rows)
                .filter(|row| {
                    (subjects.of_row)(row).is_some_and(|(own_code, own_name)| {
                        own_code == code && name.is_none_or(|name| own_name == name)
                    })
                });
            let row = rows.next()?;
            if rows.next().is_some() {
                return None;
            }
            total_of(row, self.book.identity.year)
        })
    }
}

/// What a row prints as its total: 合计, the performance tables' word for it, or its only
/// figure.
fn total_of(row: &Row, year: u16) -> Option<Amount> {
    Measure::PROJECT_TOTALS
        .iter()
        .find_map(|measure| row.figure(*measure, year))
        .or(match row.figures.as_slice() {
            [only] => Some(only),
            _ => None,
        })
        .filter(|figure| figure.is_printed())
        .map(|figure| figure.amount)
}

/// The value of an indicator that is money: ≤32万元.
fn money_of(indicator: &Indicator) -> Option<Amount> {
    let unit = MoneyUnit::from_name(&indicator.value_unit)?;
    Amount::parse(&indicator.value, unit)
}
