/*!
Columns of a text that the classes contradict.

Where the lines of a page are not spaced alike, amounts of one column stand below another's in some of them. The
total of a class, or of the year's expenditure, then adds up and a column of it does not: what is read in that column there
is uncertain.
*/

use crate::budget::{Measure, Row, RowKind, Side, parent_code};
use crate::records::table::Part;
use std::collections::{HashMap, HashSet};

const GROUND: &str = "这一类的合计与下级相合，各栏却不相合，数字可能读到了邻栏";

/// Makes the figures uncertain of classes whose total adds up while a column does not, and says so once a table.
pub fn doubt(part: &mut Part) {
    let rows = &part.table.rows;
    // By the numbers of the rows: what stands beside each other in one is doubted together.
    let mut doubted: HashSet<(u32, Measure)> = HashSet::new();
    for (whole, parts) in classes(rows).into_iter().chain(year_of_expenditure(rows)) {
        let measures: HashSet<Measure> = std::iter::once(whole)
            .chain(parts.iter().copied())
            .flat_map(|at| rows[at].figures.iter().map(|figure| figure.measure))
            .collect();
        let lacking = |measure: Measure| {
            let sum: i128 = parts.iter().map(|&at| rows[at].sum_in(measure)).sum();
            rows[whole].sum_in(measure) - sum
        };
        let broken: Vec<Measure> = measures
            .iter()
            .copied()
            .filter(|measure| lacking(*measure) != 0)
            .collect();
        // What one column lacks another has too much: a figure that is printed wrongly breaks one alone.
        let is_moved = broken.iter().map(|measure| lacking(*measure)).sum::<i128>() == 0;
        let is_whole = |total: &Measure| measures.contains(total) && !broken.contains(total);
        let has_total = [Measure::TOTAL, Measure::EXPENDITURE_TOTAL]
            .iter()
            .any(is_whole);
        if !has_total || broken.len() < 2 || !is_moved {
            continue;
        }
        for measure in broken {
            // What follows the year's total stands in the columns that it stands in.
            let is_side = rows[whole].side == Side::Expenditure;
            let end = if is_side { rows.len() } else { whole + 1 };
            let involved = parts.iter().copied().chain(whole..end);
            doubted.extend(involved.map(|at| (rows[at].ordinal, measure)));
        }
    }
    part.doubt(GROUND, |row, figure| {
        doubted.contains(&(row.ordinal, figure.measure))
    });
}

/// The classes with those right below each, by their places among the rows.
fn classes(rows: &[Row]) -> Vec<(usize, Vec<usize>)> {
    let is_class = |row: &Row| matches!(row.kind, RowKind::Function | RowKind::DepartmentEconomic);
    let mut below: HashMap<(RowKind, &str, &str), Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| is_class(row)) {
        if let Some(above) = parent_code(&row.code) {
            let key = (row.kind, row.unit.as_str(), above);
            below.entry(key).or_default().push(at);
        }
    }
    let whole = rows.iter().enumerate().filter(|(_, row)| is_class(row));
    // A class that stands twice says nothing of which rows are whose.
    let mut classes: HashMap<(RowKind, &str, &str), Option<usize>> = HashMap::new();
    for (at, row) in whole {
        let key = (row.kind, row.unit.as_str(), row.code.as_str());
        let place = classes.entry(key).or_insert(Some(at));
        *place = place.filter(|first| *first == at);
    }
    let with_parts = classes.into_iter();
    with_parts
        .filter_map(|(key, at)| Some((at?, below.remove(&key)?)))
        .collect()
}

/// The total of the year's expenditure in a table of two sides, with the rows above it on its side.
fn year_of_expenditure(rows: &[Row]) -> Option<(usize, Vec<usize>)> {
    let is_total = |row: &Row| row.side == Side::Expenditure && row.name == "本年支出合计";
    let whole = rows.iter().position(is_total)?;
    let is_part = |row: &Row| {
        row.side == Side::Expenditure && row.kind != RowKind::Total && row.under.is_empty()
    };
    let parts = (0..whole).filter(|&at| is_part(&rows[at])).collect();
    Some((whole, parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Amount, Figure, MoneyUnit, Origin, Place, Table, TableKind, TableState};

    fn row(ordinal: u32, code: &str, amounts: &[(Measure, &str)]) -> Row {
        let figure = |(measure, text): &(Measure, &str)| {
            Some(Figure {
                measure: *measure,
                year: 2024,
                amount: Amount::parse(text, MoneyUnit::Wan)?,
                origin: Origin::Printed,
                place: Place::line(ordinal),
            })
        };
        Row {
            ordinal,
            kind: RowKind::DepartmentEconomic,
            code: code.to_owned(),
            figures: amounts.iter().filter_map(figure).collect(),
            ..Row::blank()
        }
    }

    fn printed(rows: Vec<Row>) -> Vec<bool> {
        let table = Table {
            kind: Some(TableKind::GeneralBudgetBasic),
            title: String::new(),
            state: TableState::Filled,
            money_unit: MoneyUnit::Wan,
            place: Place::line(1),
            end_line: 9,
            measures: Vec::new(),
            rows,
            overall_goal: String::new(),
        };
        let mut part = Part::new(table);
        doubt(&mut part);
        let figures = part.table.rows.iter().flat_map(|row| &row.figures);
        figures.map(Figure::is_printed).collect()
    }

    const ALL: Measure = Measure::TOTAL;

    #[test]
    fn a_column_that_another_has_taken_over() {
        let rows = vec![
            row(1, "302", &[(ALL, "5.00"), (Measure::STAFF, "5.00")]),
            row(2, "30201", &[(ALL, "3.00"), (Measure::STAFF, "3.00")]),
            row(3, "30202", &[(ALL, "2.00"), (Measure::RUNNING, "2.00")]),
        ];
        assert_eq!(printed(rows), [true, false, true, false, true, false]);
    }

    #[test]
    fn the_year_that_stands_in_another_column_than_its_items() {
        let side = |name: &str, amounts: &[(Measure, &str)]| Row {
            side: Side::Expenditure,
            kind: RowKind::IncomeOrExpenditure,
            name: name.to_owned(),
            ..row(1, "", amounts)
        };
        let total = Measure::EXPENDITURE_TOTAL;
        let (general, fund) = (
            Measure::from_path("支出/一般公共预算"),
            Measure::from_path("支出/政府性基金"),
        );
        let rows = vec![
            side("卫生健康支出", &[(total, "5.00"), (general, "5.00")]),
            side("本年支出合计", &[(total, "5.00"), (fund, "5.00")]),
        ];
        assert_eq!(printed(rows), [true, false, true, false]);
    }

    #[test]
    fn a_figure_printed_wrongly_stays() {
        let rows = vec![
            row(1, "302", &[(ALL, "5.00"), (Measure::RUNNING, "5.00")]),
            row(2, "30201", &[(ALL, "3.00"), (Measure::RUNNING, "3.30")]),
            row(3, "30202", &[(ALL, "2.00"), (Measure::RUNNING, "2.00")]),
        ];
        assert_eq!(printed(rows), [true; 6]);
    }
}
