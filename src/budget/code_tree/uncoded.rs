/*!
Rows without codes: which stands under which.

A file may lose the indentation and print no codes at all. What is left are the figures: the
outline of the total's column, or of the sum of the other columns where the total's is
wrong somewhere, gives readings, and the one that most columns agree with is taken. One
wrong figure spoils one column of it and no more.
*/

use super::outline::{OutlineLine, OutlineReading, level_of, readings};
use super::plain_name;
use crate::budget::columns::sums;
use crate::budget::{Decimals, Measure, Row, RowKind, Table, unit_in_last_place};
use std::collections::BTreeSet;

/// More rows than this are not read so.
const MOST_ROWS: usize = 80;

/// The row above each of a table's rows, where it stands under one; none where no reading
/// suits the figures. Rows that are not asked for, and rows without money, stand under none.
pub fn parents(table: &Table, is_asked: impl Fn(&Row) -> bool) -> Option<Vec<Option<usize>>> {
    let asked: Vec<usize> = (0..table.rows.len())
        .filter(|row| is_asked(&table.rows[*row]))
        .collect();
    if asked.is_empty() || asked.len() > MOST_ROWS {
        return None;
    }
    let columns = Columns::of(table);
    let mut best: Option<(i64, Vec<usize>, OutlineReading)> = None;
    for column in [columns.total(), columns.of_parts()].into_iter().flatten() {
        let filled: Vec<usize> = asked
            .iter()
            .copied()
            .filter(|row| column[*row] != 0)
            .collect();
        let lines: Vec<OutlineLine> = filled
            .iter()
            .map(|row| OutlineLine {
                level: level_of(&table.rows[*row].name),
                is_within: table.rows[*row].name.starts_with("其中"),
                value: column[*row],
                ulp: columns.ulp,
            })
            .collect();
        for reading in readings(&lines) {
            let score = columns.score(&filled, &reading);
            if best
                .as_ref()
                .is_none_or(|(best_score, ..)| score > *best_score)
            {
                best = Some((score, filled.clone(), reading));
            }
        }
    }
    let (score, filled, reading) = best?;
    let mut parents = vec![None; table.rows.len()];
    for cover in &reading.covers {
        for below in &cover.below {
            parents[filled[*below]] = Some(filled[cover.head]);
        }
    }
    (score > 0).then_some(parents)
}

/// The rows of a table of projects that only sum up the projects under them: 项, kinds, subtotals
/// that print no code. Without a printed total nothing says so.
pub fn headings(table: &Table) -> BTreeSet<usize> {
    let has_total = table.rows.iter().any(Row::is_whole_total);
    let is_project = |row: &Row| row.kind == RowKind::Project && row.code.is_empty();
    let found = has_total.then(|| parents(table, is_project)).flatten();
    found.into_iter().flatten().flatten().collect()
}

/// The figures of a table by column and row.
struct Columns {
    values: Vec<Vec<i128>>,
    /// The column of the total, and those that the tree says are its parts.
    total: Option<usize>,
    parts: Vec<usize>,
    total_row: Option<usize>,
    ulp: i128,
}

impl Columns {
    fn of(table: &Table) -> Self {
        let mut measures: Vec<Measure> = Vec::new();
        for &measure in &table.measures {
            if !measures.contains(&measure) {
                measures.push(measure);
            }
        }
        let year = table.rows.iter().flat_map(|row| &row.figures);
        let year = year.map(|figure| figure.year).max().unwrap_or_default();
        let value = |row: &Row, measure: Measure| {
            let figure = row.figure(measure, year);
            figure.map_or(0, |figure| i128::from(figure.amount.ten_thousandths()))
        };
        let column =
            |measure: &Measure| table.rows.iter().map(|row| value(row, *measure)).collect();
        let total = measures
            .iter()
            .position(|measure| *measure == Measure::TOTAL);
        let found = table
            .kind
            .map(|kind| sums(kind, &measures))
            .unwrap_or_default();
        let of_total = found.into_iter().find(|sum| Some(sum.whole) == total);
        let mut totals = (0..table.rows.len()).filter(|row| table.rows[*row].is_whole_total());
        let total_row = match (totals.next(), totals.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        let decimals = Decimals::of(table);
        let unit = table.money_unit;
        Self {
            values: measures.iter().map(column).collect(),
            total: total.or((!measures.is_empty()).then_some(0)),
            parts: of_total.map_or_else(Vec::new, |sum| [sum.parts, sum.unknown].concat()),
            total_row,
            ulp: unit_in_last_place(unit, decimals.most()),
        }
    }

    fn total(&self) -> Option<Vec<i128>> {
        self.values.get(self.total?).cloned()
    }

    /// The sum of the parts in each row.
    fn of_parts(&self) -> Option<Vec<i128>> {
        let rows = self.values.first()?.len();
        let sum = |row: usize| self.parts.iter().map(|part| self.values[*part][row]).sum();
        (self.parts.len() > 1).then(|| (0..rows).map(sum).collect())
    }

    /// How many sums of a reading hold in the columns, without those that fail.
    fn score(&self, rows: &[usize], reading: &OutlineReading) -> i64 {
        let sum = |column: &[i128], addends: &[usize]| -> i128 {
            addends.iter().map(|line| column[rows[*line]]).sum()
        };
        let mut score = 0;
        for column in &self.values {
            let mut hear = |whole: i128, addends: &[usize]| {
                let sum = sum(column, addends);
                let bound = self.ulp * (addends.len() as i128 + 1);
                score += match (whole - sum).abs() * 2 <= bound {
                    true if whole != 0 => 1,
                    true => 0,
                    false => -1,
                };
            };
            if let Some(total) = self.total_row {
                hear(column[total], &reading.tops);
            }
            for cover in reading
                .covers
                .iter()
                .filter(|cover| !cover.below.is_empty())
            {
                hear(column[rows[cover.head]], &cover.below);
            }
        }
        score
    }
}

/// Whether no row of a table that could have a code has one.
pub fn is_uncoded(table: &Table) -> bool {
    let mut rows = table.rows.iter().filter(|row| is_class(row)).peekable();
    rows.peek().is_some() && rows.all(|row| row.code.is_empty())
}

/// Whether a row can be a class of functions.
fn is_class(row: &Row) -> bool {
    matches!(
        row.kind,
        RowKind::Function | RowKind::IncomeOrExpenditure | RowKind::Other
    ) && !row.name.is_empty()
}

/// What stands for the codes of rows that print none, 类, 款 and 项 by what stands under what:
/// as long as codes, beginning with each other as codes do, the same for one name in every
/// table, and in no catalogue.
pub fn codes(table: &Table) -> Option<Vec<Option<String>>> {
    let parents = parents(table, is_class)?;
    let has_money = |row: &Row| row.figures.iter().any(|figure| !figure.amount.is_zero());
    let mut found: Vec<Option<String>> = vec![None; table.rows.len()];
    for (index, row) in table.rows.iter().enumerate() {
        if !is_class(row) || !has_money(row) {
            continue;
        }
        let above = match parents[index] {
            None => "x".to_owned(),
            Some(above) => found[above].clone()?,
        };
        let code = format!("{above}{}", two_signs(&row.name));
        if found.iter().flatten().any(|known| *known == code) {
            return None;
        }
        found[index] = Some(code);
    }
    Some(found)
}

/// Two signs that stand for a name.
fn two_signs(name: &str) -> String {
    const SIGNS: u32 = 90;
    let number = plain_name(name).chars().fold(0u32, |number, c| {
        number.wrapping_mul(16_777_619) ^ u32::from(c)
    });
    let sign = |number: u32| char::from_u32(u32::from('!') + number % SIGNS).unwrap_or('x');
    [sign(number / SIGNS), sign(number)].into_iter().collect()
}
