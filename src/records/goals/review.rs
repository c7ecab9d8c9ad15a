/*!
项目支出绩效自评表: a form that prints beside the goals what came of them, with scores.

Its indicators are those of any form. Its money has a column each for 年初预算数, 全年预算数 and 全年执行数,
so each of its rows is one of the table, under the project's name.
*/

use super::form_labels::bare;
use crate::budget::{Amount, Measure, Origin, Row};
use crate::records::context::Context;
use crate::records::header::shape::Leaf;
use crate::records::table::{Part, figure};
use crate::tables::Cell;
use crate::tables::grid::is_money;
use crate::tables::lines::{is_dash, name};

/// The money of the form at hand.
#[derive(Debug, Clone, Default)]
pub struct Money {
    project: String,
    /// The headings of columns of money, as far as they were printed.
    heads: Vec<(usize, Measure)>,
}

impl Money {
    /// The money of a project's form.
    pub fn of(project: &str) -> Self {
        Self {
            project: project.to_owned(),
            heads: Vec::new(),
        }
    }

    /// Takes what a row prints of money.
    pub fn take(&mut self, ordinal: u32, cells: &[Cell], context: &Context, part: &mut Part) {
        let heads: Vec<(usize, Measure)> = heads(cells);
        if heads.len() > 1 {
            self.heads = heads;
            return;
        }
        let first = self.heads.first().map_or(0, |(first, _)| *first);
        let mut labels = cells.iter().take(first).rev();
        let label = labels.find(|cell| !cell.is_empty());
        // A label under a heading of money: the words of the row stand in other columns than the headings.
        let is_label = |cell: &Cell| !Amount::is_amount(&cell.text) && !is_dash(&cell.text);
        let under_heads = self
            .heads
            .iter()
            .filter_map(|(column, _)| cells.get(*column));
        let mut filled = under_heads.filter(|cell| !cell.is_empty());
        let label = label.filter(|_| !filled.any(is_label));
        self.leave_strays(cells, label.is_some(), part);
        let Some(label) = label else { return };
        let mut row = Row {
            ordinal,
            name: name(&label.text),
            under: self.project.clone(),
            place: label.place,
            ..Row::blank()
        };
        for (column, measure) in &self.heads {
            let cell = cells.get(*column).filter(|cell| !cell.is_empty());
            let amount = cell.and_then(|cell| Amount::parse(&cell.text, context.money_unit));
            if let (Some(cell), Some(amount)) = (cell, amount) {
                let leaf = Leaf {
                    measure: *measure,
                    last_year: false,
                };
                part.has_measure(*measure);
                row.figures
                    .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
            }
        }
        if !row.figures.is_empty() {
            part.table.rows.push(row);
        }
    }

    /// Leaves amounts that stand under none of the headings; behind them stand scores. Where a text lost its
    /// columns no label stands before the headings' columns.
    fn leave_strays(&self, cells: &[Cell], is_labelled: bool, part: &mut Part) {
        let last = self.heads.last().filter(|_| is_labelled);
        let end = last.map_or(cells.len(), |(last, _)| *last);
        let is_headed =
            |column: usize| is_labelled && self.heads.iter().any(|(head, _)| *head == column);
        for (column, cell) in cells.iter().enumerate().take(end) {
            if !is_headed(column) && cell.text.contains('.') && is_money(&cell.text) {
                part.leave(cell, "自评表的这个金额不在读得出的栏名之下，未收入。");
            }
        }
    }
}

/// The headings of money of a row, and their columns.
fn heads(cells: &[Cell]) -> Vec<(usize, Measure)> {
    const MONEY: [&str; 4] = ["预算数", "执行数", "决算数", "支出数"];
    let is_head = |text: &str| MONEY.iter().any(|word| bare(text).contains(word));
    let heads = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| is_head(&cell.text));
    heads
        .map(|(column, cell)| (column, Measure::from_path(name(&cell.text))))
        .collect()
}
