/*!
收支总表 in one column of labels: income first, expenditure under it.

What divides it are its totals. They stand over what they add up (收入总计, its items, 支出总计 …) or
under it, and the first row tells which.
*/

use crate::budget::{Measure, Side};
use crate::records::context::Context;
use crate::records::header::shape::Shape;
use crate::records::labels::{is_total, total_name};
use crate::records::money::two_sided::{
    self, HalfTable, by_year, filled_width, income_shape, single_expenditure,
};
use crate::records::table::Part;
use crate::tables::lines::name;
use crate::tables::title::strip_ordinal;
use crate::tables::{Cell, Grid};

/// Whether both sides stand under one another in a table of labels and one column of figures, or of
/// two years'.
pub fn suits(grid: &Grid, context: &Context) -> bool {
    let sides = sides(grid);
    let has = |side| sides.contains(&side);
    let is_narrow =
        filled_width(grid) == 2 || years(grid, context.identity.year, Measure::INCOME).is_some();
    is_narrow && has(Side::Income) && has(Side::Expenditure)
}

fn years(grid: &Grid, year: u16, measure: Measure) -> Option<Shape> {
    let width = filled_width(grid);
    (width > 2)
        .then(|| by_year(grid, (1, width), year, measure))
        .flatten()
}

/// Reads the rows.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let year = context.identity.year;
    let spent = single_expenditure(context.kind);
    let income = years(grid, year, Measure::INCOME).unwrap_or_else(income_shape);
    let expenditure = years(grid, year, spent).unwrap_or_else(|| two_sided::one_column(spent));
    part.measures_of(&income);
    part.measures_of(&expenditure);
    let mut income = HalfTable::new(Side::Income, income);
    let mut expenditure = HalfTable::new(Side::Expenditure, expenditure);
    for ((ordinal, cells), side) in (1..).zip(&grid.body).zip(sides(grid)) {
        let half = match side {
            Side::Income => &mut income,
            _ => &mut expenditure,
        };
        if let Some((label, amounts)) = cells.split_first() {
            let filled = amounts.iter().enumerate();
            let filled: Vec<(usize, &Cell)> = filled.filter(|(_, cell)| !cell.is_empty()).collect();
            half.row(ordinal, label, &filled, context, part);
        }
    }
}

/// The side of each row.
fn sides(grid: &Grid) -> Vec<Side> {
    let labels: Vec<String> = grid
        .body
        .iter()
        .map(|row| {
            row.first()
                .map_or_else(String::new, |cell| name(&cell.text))
        })
        .map(|label| total_name(strip_ordinal(&label)))
        .collect();
    let divides = |label: &String| {
        let is_heading = ["收入", "支出"].contains(&label.as_str());
        match (is_total(label) || is_heading, label.contains("收入")) {
            (false, _) => None,
            (true, true) => Some(Side::Income),
            (true, false) => label.contains("支出").then_some(Side::Expenditure),
        }
    };
    let dividers: Vec<Option<Side>> = labels.iter().map(divides).collect();
    let stand_above = dividers.first().is_some_and(Option::is_some);
    let filled = |dividers: &mut dyn Iterator<Item = &Option<Side>>| {
        let mut side = Side::default();
        let sides = dividers.map(|divider| {
            side = divider.unwrap_or(side);
            side
        });
        sides.collect::<Vec<Side>>()
    };
    if stand_above {
        return filled(&mut dividers.iter());
    }
    // What stands behind the last total (结转下年) is of its side.
    let last = dividers.iter().flatten().last().copied();
    let closed: Vec<Option<Side>> = dividers.iter().copied().chain([last]).collect();
    let mut sides = filled(&mut closed.iter().rev());
    sides.reverse();
    sides.truncate(labels.len());
    sides
}
