/*!
A total that a text seems to put under the heading beside it: 合计 left of 本年拨款 and its parts.

In a text the words of a heading over several do not show how far it reaches. Where the first column is the only
total of a table, and nothing shows that it adds up the columns under that heading alone, it is the table's.
*/

use crate::budget::{Figure, Measure, Row, TableKind};
use crate::records::table::Part;

/// Gives such a total back to the table.
pub fn give_back(part: &mut Part) {
    let has_vocabulary = !matches!(part.table.kind, None | Some(TableKind::Other));
    let Some(first) = part.table.measures.first().copied() else {
        return;
    };
    let is_total = |measure: Measure| matches!(measure.leaf(), "合计" | "总计");
    let Some(heading) = first.parent().filter(|_| is_total(first)) else {
        return;
    };
    let is_only = part.table.measures.iter().filter(|m| is_total(**m)).count() == 1;
    if !has_vocabulary
        || !is_only
        || part
            .table
            .rows
            .iter()
            .any(|row| adds_up(row, first, heading))
    {
        return;
    }
    part.table.measures[0] = Measure::TOTAL;
    let figures = part.table.rows.iter_mut().flat_map(|row| &mut row.figures);
    for figure in figures.filter(|figure| figure.measure == first) {
        figure.measure = Measure::TOTAL;
    }
}

/// Whether a total is in a row the sum of what stands under its heading, and something stands beside that.
fn adds_up(row: &Row, total: Measure, heading: Measure) -> bool {
    let sum = |is_such: &dyn Fn(&Figure) -> bool| -> i128 {
        let such = row.figures.iter().filter(|figure| is_such(figure));
        such.map(|figure| i128::from(figure.amount.ten_thousandths()))
            .sum()
    };
    let own = sum(&|figure| figure.measure == total);
    let parts = sum(&|figure| figure.measure != total && figure.measure.is_within(heading));
    let beside = sum(&|figure| !figure.measure.is_within(heading));
    beside != 0 && own == parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Amount, MoneyUnit, Origin, Place};

    const WHOLE: &str = "本年拨款/合计";

    fn row(amounts: &[(&str, &str)]) -> Row {
        let figure = |(path, text): &(&str, &str)| {
            Some(Figure {
                measure: Measure::from_path(path),
                year: 2024,
                amount: Amount::parse(text, MoneyUnit::Wan)?,
                origin: Origin::Printed,
                place: Place::line(1),
            })
        };
        Row {
            figures: amounts.iter().filter_map(figure).collect(),
            ..Row::blank()
        }
    }

    fn is_of_block(row: &Row) -> bool {
        let total = Measure::from_path(WHOLE);
        adds_up(row, total, Measure::from_path("本年拨款"))
    }

    #[test]
    fn a_total_of_all_is_no_total_of_the_block() {
        let part = ("本年拨款/一般公共预算", "3.00");
        assert!(!is_of_block(&row(&[
            (WHOLE, "5.00"),
            part,
            ("单位资金", "2.00")
        ])));
        assert!(is_of_block(&row(&[
            (WHOLE, "3.00"),
            part,
            ("单位资金", "2.00")
        ])));
        assert!(!is_of_block(&row(&[(WHOLE, "3.00"), part])));
    }
}
