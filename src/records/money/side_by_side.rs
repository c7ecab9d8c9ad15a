/*!
The detail of basic expenditure that final accounts print: code, name and amount three times
beside each other, the staff's classes on the left and the running costs' on the right.

A printed line holds several rows with one ordinal, as in 收支总表.
*/

use crate::budget::columns::Concept;
use crate::budget::columns::words::{concept, is_label};
use crate::budget::{Amount, Measure, MoneyUnit, Origin, TableKind};
use crate::records::context::Context;
use crate::records::header::shape::Leaf;
use crate::records::labels::row_of;
use crate::records::table::{Part, figure};
use crate::records::{header, labels};
use crate::tables::lines::squeeze;
use crate::tables::{Cell, Grid};

/// The columns of codes of a grid that prints its rows beside each other: each is followed by
/// money before the next begins. None in any other grid.
pub fn blocks(kind: TableKind, grid: &Grid) -> Option<Vec<usize>> {
    let starts: Vec<usize> = grid.header.iter().find_map(|row| {
        let starts: Vec<usize> = row
            .iter()
            .enumerate()
            .filter(|(_, cell)| is_code_heading(&squeeze(&cell.text)))
            .map(|(column, _)| column)
            .collect();
        (starts.len() > 1).then_some(starts)
    })?;
    // Amounts may have no decimals: their column is one that no heading of labels stands over.
    let holds_money = |from: usize, to: usize| {
        (from..to)
            .filter(|&column| !is_label_column(grid, column))
            .any(|column| {
                let mut cells = grid.body.iter().filter_map(|row| row.get(column));
                cells.any(|cell| Amount::parse(&cell.text, MoneyUnit::Wan).is_some())
            })
    };
    let all = starts[..starts.len() - 1]
        .iter()
        .zip(&starts[1..])
        .all(|(&from, &to)| holds_money(from, to));
    let is_kind = matches!(kind, TableKind::GeneralBudgetBasic | TableKind::FiscalBasic);
    (is_kind && all).then_some(starts)
}

fn is_code_heading(text: &str) -> bool {
    ["科目编码", "科目代码", "经济分类科目编码", "编码"].contains(&text)
}

/// Reads the rows of a grid whose blocks begin at these columns.
pub fn read(grid: &Grid, starts: &[usize], context: &Context, part: &mut Part) {
    for (ordinal, cells) in (1..).zip(&grid.body) {
        let mut waiting: Vec<&Cell> = Vec::new();
        for (column, cell) in cells.iter().enumerate() {
            // A class without an amount ends where the next block begins; a total's name may
            // stand blocks away from its amount.
            if starts.contains(&column) && waiting.iter().any(|cell| is_code(&cell.text)) {
                waiting.clear();
            }
            if cell.is_empty() {
                continue;
            }
            let is_amount = !is_label_column(grid, column) && !waiting.is_empty();
            match Amount::parse(&cell.text, context.money_unit).filter(|_| is_amount) {
                Some(amount) => {
                    let labels = std::mem::take(&mut waiting);
                    row(
                        ordinal,
                        &labels,
                        (amount, cell),
                        (grid, column),
                        context,
                        part,
                    );
                }
                None => waiting.push(cell),
            }
        }
    }
}

/// Whether a column holds codes or names: 类 and 款 may have a column each.
fn is_label_column(grid: &Grid, column: usize) -> bool {
    header::own_heading(grid, column).is_some_and(|heading| is_label(&heading))
}

fn is_code(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Adds a row of one amount.
fn row(
    ordinal: u32,
    labels: &[&Cell],
    (amount, cell): (Amount, &Cell),
    (grid, column): (&Grid, usize),
    context: &Context,
    part: &mut Part,
) {
    let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
    let mut row = row_of(labels::read(&texts, context));
    let leaf = Leaf {
        measure: measure(grid, column),
        last_year: false,
    };
    part.has_measure(leaf.measure);
    row.ordinal = ordinal;
    row.place = labels.first().map_or(cell.place, |label| label.place);
    row.figures
        .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
    part.table.rows.push(row);
}

/// 人员经费 or 公用经费 where that stands over the block; a block under 金额 or 决算数 alone
/// prints the class's total.
fn measure(grid: &Grid, column: usize) -> Measure {
    let of = |found: Option<Concept>| match found {
        Some(Concept::Staff) => Some(Measure::STAFF),
        Some(Concept::Running) => Some(Measure::RUNNING),
        _ => None,
    };
    let heading = grid.header.iter().find_map(|row| {
        let over = row
            .iter()
            .take(column + 1)
            .rev()
            .find(|cell| !cell.is_empty())?;
        of(concept(&over.text))
    });
    heading.unwrap_or(Measure::TOTAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn pairs_of_classes_are_no_blocks() {
        let pair = "科目编码\t科目名称\t科目编码\t科目名称\t合计\n30101\t基本工资\t50101\t工资奖金津补贴\t5.00";
        assert_eq!(
            blocks(TableKind::GeneralBudgetBasic, &Grid::of(&lines(pair))),
            None
        );
        let beside =
            "科目编码\t科目名称\t金额\t科目编码\t科目名称\t金额\n301\t工资\t5.00\t302\t商品\t1.00";
        assert_eq!(
            blocks(TableKind::GeneralBudgetBasic, &Grid::of(&lines(beside))),
            Some(vec![0, 3])
        );
    }
}
