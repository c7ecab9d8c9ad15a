/*!
A total that the layout of a text seems to place under the heading beside it: 合计 left of 本年拨款 and its parts.

In a text the words of a heading over several do not show how far it reaches. Where the first column is the only
total of a table, and no row with money beside those columns says otherwise, it is the table's.
*/

use crate::budget::{Figure, Measure, MoneyUnit, Row, TableKind};
use crate::records::group_sums::{amount, rounding};
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
    let unit = part.table.money_unit;
    let is_of_block = |row: &Row| is_of_block(row, (first, heading), &leaves, unit);
    if part.table.rows.iter().any(is_of_block) {
        return;
    }
    part.table.measures[0] = Measure::TOTAL;
    let figures = part.table.rows.iter_mut().flat_map(|row| &mut row.figures);
    for figure in figures.filter(|figure| figure.measure == first) {
        figure.measure = Measure::TOTAL;
    }
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

/// Whether a row prints money beside the block that its total leaves out: then nothing shows that it is the table's.
fn is_of_block(
    row: &Row,
    (total, heading): (Measure, Measure),
    leaves: &[Measure],
    unit: MoneyUnit,
) -> bool {
    let Some(whole) = row.figures.iter().find(|figure| figure.measure == total) else {
        return false;
    };
    let is_leaf = |figure: &&Figure| {
        figure.year == whole.year && figure.measure != total && leaves.contains(&figure.measure)
    };
    let parts: Vec<&Figure> = row.figures.iter().filter(is_leaf).collect();
    let beside = parts.iter().filter(|part| !part.measure.is_within(heading));
    let beside: i128 = beside.map(|part| amount(part)).sum();
    let all: i128 = parts.iter().map(|part| amount(part)).sum();
    beside != 0 && amount(whole).abs_diff(all) > rounding(row, parts.len(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Amount, Origin, Place};

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

    fn is_block(amounts: &[(&str, &str)]) -> bool {
        let all = [
            WHOLE,
            "本年拨款/一般公共预算",
            "单位资金",
            "单位资金/事业收入",
        ];
        let leaves = leaves(&all.map(Measure::from_path));
        let heading = Measure::from_path("本年拨款");
        let total = Measure::from_path(WHOLE);
        is_of_block(&row(amounts), (total, heading), &leaves, MoneyUnit::Wan)
    }

    #[test]
    fn a_total_of_all_is_no_total_of_the_block() {
        let part = ("本年拨款/一般公共预算", "3.00");
        let beside = [("单位资金", "2.00"), ("单位资金/事业收入", "2.00")];
        assert!(!is_block(&[(WHOLE, "5.00"), part, beside[0], beside[1]]));
        assert!(is_block(&[(WHOLE, "3.00"), part, beside[0], beside[1]]));
        assert!(!is_block(&[(WHOLE, "3.00"), part]));
    }
}
