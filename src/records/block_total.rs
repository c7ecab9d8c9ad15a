/*!
A total that the layout of a text seems to place under the heading beside it: 合计 left of 本年拨款 and its parts.

In a text the words of a heading over several do not show how far it reaches. Where the first column is the only
total of a table, and no row with money beside those columns says otherwise, it is the table's.
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
    if !has_vocabulary || !is_only {
        return;
    }
    let leaves = leaves(&part.table.measures);
    let says = |reading: Reading| {
        part.table
            .rows
            .iter()
            .any(|row| read(row, first, heading, &leaves) == Some(reading))
    };
    if says(Reading::OfBlock) {
        return;
    }
    part.table.measures[0] = Measure::TOTAL;
    let figures = part.table.rows.iter_mut().flat_map(|row| &mut row.figures);
    for figure in figures.filter(|figure| figure.measure == first) {
        figure.measure = Measure::TOTAL;
    }
}

/// What a row says that its first amount adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Everything beside it.
    OfAll,
    /// What stands under its heading, or neither: nothing shows that it is the table's.
    OfBlock,
}

/// The columns that stand over no others.
fn leaves(measures: &[Measure]) -> Vec<Measure> {
    let has_parts = |whole: &Measure| {
        measures
            .iter()
            .any(|part| part != whole && part.is_within(*whole))
    };
    let leaves = measures.iter().filter(|measure| !has_parts(measure));
    leaves.copied().collect()
}

/// What a row with money beside the block says; nothing where there is none.
fn read(row: &Row, total: Measure, heading: Measure, leaves: &[Measure]) -> Option<Reading> {
    let year = row
        .figures
        .iter()
        .find(|figure| figure.measure == total)?
        .year;
    let of_year = || row.figures.iter().filter(|figure| figure.year == year);
    let sum = |is_such: &dyn Fn(&Figure) -> bool| -> i128 {
        let such = of_year().filter(|figure| is_such(figure));
        such.map(|figure| i128::from(figure.amount.ten_thousandths()))
            .sum()
    };
    let is_leaf = |figure: &Figure| figure.measure != total && leaves.contains(&figure.measure);
    let beside = sum(&|figure| is_leaf(figure) && !figure.measure.is_within(heading));
    let all = sum(&is_leaf);
    let own = sum(&|figure| figure.measure == total);
    let last = of_year().map(|figure| figure.amount.last_place()).max()?;
    let rounding = u128::from(last.unsigned_abs()) * row.figures.len() as u128 / 2;
    let adds_up = own.abs_diff(all) <= rounding;
    (beside != 0).then_some(if adds_up {
        Reading::OfAll
    } else {
        Reading::OfBlock
    })
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

    fn reading(amounts: &[(&str, &str)]) -> Option<Reading> {
        let all = [
            WHOLE,
            "本年拨款/一般公共预算",
            "单位资金",
            "单位资金/事业收入",
        ];
        let leaves = leaves(&all.map(Measure::from_path));
        let heading = Measure::from_path("本年拨款");
        read(&row(amounts), Measure::from_path(WHOLE), heading, &leaves)
    }

    #[test]
    fn a_total_of_all_is_no_total_of_the_block() {
        let part = ("本年拨款/一般公共预算", "3.00");
        let beside = [("单位资金", "2.00"), ("单位资金/事业收入", "2.00")];
        assert_eq!(
            reading(&[(WHOLE, "5.00"), part, beside[0], beside[1]]),
            Some(Reading::OfAll)
        );
        assert_eq!(
            reading(&[(WHOLE, "3.00"), part, beside[0], beside[1]]),
            Some(Reading::OfBlock)
        );
        assert_eq!(reading(&[(WHOLE, "3.00"), part]), None);
    }
}
