/*!
How exactly a table prints its money: what one unit in the last place of a figure is worth.
*/

use super::{Figure, MoneyUnit, Table};

/// One unit in the last of `scale` decimals of a money unit, in ten-thousandths of a 元; at
/// least one.
pub fn unit_in_last_place(unit: MoneyUnit, scale: u32) -> i128 {
    10i128.pow((4 + unit.exponent()).saturating_sub(scale))
}

/// How a table prints its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimals {
    /// The most that a figure of it has.
    most: u32,
    /// Whether zeros at the end are left out, so that `139` among `134.2` is 139.00.
    strips_zeros: bool,
}

impl Decimals {
    /// The decimals of a table: where one figure ends in a printed zero none is left out.
    pub fn of(table: &Table) -> Self {
        let figures = || table.rows.iter().flat_map(|row| &row.figures);
        let most = usual_most(figures().map(|figure| figure.amount.scale()));
        let ends_in_zero = |figure: &Figure| {
            let unit = figure.amount.unit();
            figure.amount.scale() == most
                && figure.amount.ten_thousandths() as i128 % (10 * unit_in_last_place(unit, most))
                    == 0
        };
        Self {
            most,
            strips_zeros: most == 0 || !figures().any(ends_in_zero),
        }
    }

    /// The most that a figure of the table has.
    pub fn most(self) -> u32 {
        self.most
    }

    /// The decimals that a figure stands for: 4348853 beside 4840547.00 was rounded to whole
    /// 元, and nothing is nothing.
    pub fn of_figure(self, figure: &Figure) -> u32 {
        if self.strips_zeros || figure.amount.is_zero() {
            self.most.max(figure.amount.scale())
        } else {
            figure.amount.scale()
        }
    }
}

/// In a table of fewer figures one may have decimals that the others left out.
const FEWEST: usize = 8;

/// The most decimals that figures have, but for one alone that has more than all others: 52.475 among amounts of two
/// decimals is a slip, and makes the others no finer.
fn usual_most(scales: impl Iterator<Item = u32> + Clone) -> u32 {
    let most = scales.clone().max().unwrap_or(0);
    let next = scales.clone().filter(|scale| *scale < most).max();
    let finest = scales.clone().filter(|scale| *scale == most).count();
    match next {
        Some(next) if finest == 1 && next > 0 && scales.count() >= FEWEST => next,
        _ => most,
    }
}
