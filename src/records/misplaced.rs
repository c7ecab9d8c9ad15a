/*!
Tables of a text whose own words say that its columns were told apart wrongly: an amount for a name, a code
for an amount, a fund whose income is another's expenditure.
*/

use crate::budget::{
    Classification, Figure, Measure, Row, RowKind, Table, TableKind, official_name,
};
use crate::records::table::Part;
use crate::tables::grid::is_money;

const FUNDS: &str = "所在的栏与收入一侧同一资金的数不符，却与另一资金的数相同，栏名可能对错了";

/// The columns of expenditure by fund, each with what its income is called.
const FUND_COLUMNS: [(Measure, &str); 3] = [
    (Measure::EXPENDITURE_GENERAL, "一般公共预算"),
    (Measure::EXPENDITURE_FUND, "政府性基金"),
    (Measure::EXPENDITURE_STATE_CAPITAL, "国有资本经营"),
];

/// Leaves out the rows of a table whose labels and amounts changed places, and makes the figures uncertain of funds
/// that did; says so once a table.
pub fn doubt(part: &mut Part) {
    if exchanges_labels(&part.table) {
        let count: usize = part.table.rows.iter().map(|row| row.figures.len()).sum();
        let (place, title) = (part.table.place, part.table.title.clone());
        let message = format!(
            "读法存疑：文字的位置把数字排到了名称之下，或把编码排到了金额之下，这张表的 {count} 个数未收入，请看原件。"
        );
        part.note(place, &title, &message);
        for row in &mut part.table.rows {
            row.figures.clear();
        }
        // Indicators stand under rows.
        if part.indicators.is_empty() {
            part.table.rows.clear();
        }
        return;
    }
    if part.table.kind == Some(TableKind::FiscalAppropriation) && exchanges_funds(&part.table) {
        // Where a fund stands in the wrong place, so may the total of its row.
        part.doubt(FUNDS, |_, figure| {
            let is_fund = FUND_COLUMNS
                .iter()
                .any(|(measure, _)| *measure == figure.measure);
            is_fund || figure.measure == Measure::EXPENDITURE_TOTAL
        });
    }
}

/// Whether a row is called by an amount, or prints codes where the others print amounts.
fn exchanges_labels(table: &Table) -> bool {
    let rows = &table.rows;
    rows.iter().any(|row| is_money(&row.name))
        || rows.iter().filter(|row| prints_code(row)).count() > 1
}

/// Whether a row prints the code of an economic class, without decimals, beside an amount with some.
fn prints_code(row: &Row) -> bool {
    let is_code = |figure: &Figure| {
        let text = figure.amount.to_string();
        official_name(Classification::DepartmentEconomic, &text).is_some()
    };
    let has_decimals = |figure: &Figure| figure.amount.to_string().contains('.');
    row.figures.iter().any(is_code) && row.figures.iter().any(has_decimals)
}

/// Whether a fund's income is not what its column of expenditure has, but what another's has whose income that is not.
fn exchanges_funds(table: &Table) -> bool {
    let income = |name: &str| {
        let mut rows = table.rows.iter().filter(|row| {
            row.kind != RowKind::Total && row.under.is_empty() && row.name.contains(name)
        });
        rows.find_map(|row| row.amount(Measure::INCOME))
    };
    let totals = || table.rows.iter().filter(|row| row.kind == RowKind::Total);
    let outgo = |measure: Measure| totals().filter_map(|row| row.amount(measure)).next_back();
    let differs = |measure: Measure, name: &str| outgo(measure) != income(name);
    FUND_COLUMNS.iter().any(|&(measure, name)| {
        let Some(received) = income(name).filter(|amount| !amount.is_zero()) else {
            return false;
        };
        let is_spent = |&(other, others): &(Measure, &str)| {
            other != measure && outgo(other) == Some(received) && differs(other, others)
        };
        differs(measure, name) && FUND_COLUMNS.iter().any(is_spent)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{About, Indicator, MoneyUnit, Place, TableState};

    /// A table with a row that is called by an amount.
    fn exchanged() -> Part {
        let row = Row {
            name: "313.40".to_owned(),
            ..Row::blank()
        };
        Part::new(Table {
            kind: Some(TableKind::GeneralBudgetBasic),
            title: String::new(),
            state: TableState::Filled,
            money_unit: MoneyUnit::Wan,
            place: Place::line(1),
            end_line: 9,
            measures: Vec::new(),
            rows: vec![row],
            overall_goal: String::new(),
        })
    }

    #[test]
    fn rows_are_left_out_but_for_those_that_indicators_stand_under() {
        let mut part = exchanged();
        doubt(&mut part);
        assert!(part.table.rows.is_empty());
        assert_eq!(part.notes.len(), 1);

        let mut part = exchanged();
        part.indicators.push(Indicator {
            table: 0,
            row: Some(0),
            about: About::Project,
            level1: String::new(),
            level2: String::new(),
            name: "工会活动".to_owned(),
            operator: None,
            value: String::new(),
            value_unit: String::new(),
            weight: String::new(),
            direction: String::new(),
            printed: String::new(),
            place: Place::line(2),
        });
        doubt(&mut part);
        assert_eq!(part.table.rows.len(), 1);
        assert!(part.table.rows[0].figures.is_empty());
    }
}
