/*!
The figures that a finding rests on, as JSON: a list of objects, the whole first.

Every value is a text, so that `139.00` stays `139.00`; what is not known is left out.
*/

use crate::budget::{Citation, MoneyUnit, Operand, Told};
use serde::Serialize;

/// A figure with what it is and where it stands.
#[derive(Serialize)]
struct Figure<'t> {
    /// `whole`, `plus` or `minus`; of two sides that are held against each other `left`, `right`.
    role: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    table: &'t str,
    #[serde(skip_serializing_if = "str::is_empty")]
    row: &'t str,
    #[serde(skip_serializing_if = "str::is_empty")]
    heading: &'t str,
    figure: &'t str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'t str,
    place: &'t str,
}

/// The figures of a finding.
pub(super) fn of(told: &Told) -> serde_json::Result<String> {
    let figures: Vec<Figure> = match told.finding.operands.as_slice() {
        [] => sides(told),
        operands => operands
            .iter()
            .zip(&told.operands)
            .enumerate()
            .map(|(index, (operand, cited))| figure(role(index, operand), operand, cited))
            .collect(),
    };
    serde_json::to_string(&figures)
}

fn role(index: usize, operand: &Operand) -> &'static str {
    match (index, operand.minus) {
        (0, _) => "whole",
        (_, true) => "minus",
        (_, false) => "plus",
    }
}

fn figure<'t>(role: &'static str, operand: &'t Operand, cited: &'t Citation) -> Figure<'t> {
    Figure {
        role,
        table: &cited.table,
        row: match cited.row.as_str() {
            "" => &operand.label,
            row => row,
        },
        heading: &operand.heading,
        figure: &operand.printed,
        unit: operand.unit_name(),
        place: &cited.source,
    }
}

/// Both sides of a finding that adds nothing up.
fn sides(told: &Told) -> Vec<Figure<'_>> {
    let finding = &told.finding;
    let unit = finding.money_unit.map_or("", MoneyUnit::name);
    let left = Figure {
        role: "left",
        table: &told.left.table,
        row: &told.left.row,
        heading: "",
        figure: &finding.left.printed,
        unit,
        place: &told.left.source,
    };
    let right = finding.right.as_ref().zip(told.right.as_deref());
    let right = right.map(|(right, place)| Figure {
        role: "right",
        table: "",
        row: "",
        heading: "",
        figure: &right.printed,
        unit,
        place,
    });
    std::iter::once(left).chain(right).collect()
}
