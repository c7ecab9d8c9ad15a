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
        let most = figures().map(|figure| figure.amount.scale()).max();
        let most = most.unwrap_or(0);
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
            self.most
        } else {
            figure.amount.scale()
        }
    }
}
