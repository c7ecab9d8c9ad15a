/*!
单位预算项目绩效目标表 that prints indicators in pairs of columns: name and value under
成本指标, 产出指标, 效益指标 and 满意度指标.
*/

use crate::budget::{
    About, Amount, Indicator, Measure, Origin, Place, ProjectDetails, Row, RowKind,
};
use crate::records::context::Context;
use crate::records::goals::indicator_level::is_first;
use crate::records::goals::indicator_value::split;
use crate::records::header::shape::Leaf;
use crate::records::labels;
use crate::records::labels::row_of;
use crate::records::table::{Part, figure};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// The money columns of these tables, in their order.
pub const MONEY: [Measure; 4] = [
    Measure::ALL_MONEY,
    Measure::GOVERNMENT_MONEY,
    Measure::SPECIAL_ACCOUNT,
    Measure::UNIT_FUNDS,
];

/// Digits of a project's code at least; a unit's has fewer.
pub const PROJECT_CODE: usize = 12;

/// Whether a header is of this kind: the 一级指标 stand over the columns.
pub fn suits(grid: &Grid) -> bool {
    grid.header
        .iter()
        .any(|row| row.iter().filter(|cell| is_first(&cell.text)).count() >= 2)
}

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let levels = levels(grid);
    let Some(first_level) = levels.first().map(|(column, _)| *column) else {
        return;
    };
    let money = money_columns(grid, first_level);
    for (_, measure) in &money {
        part.has_measure(*measure);
    }
    let mut project = None;
    for (ordinal, cells) in (1..).zip(&grid.body) {
        let first_money = money.first().map_or(2, |(column, _)| *column);
        let labels: Vec<&Cell> = cells
            .iter()
            .take(first_money)
            .filter(|cell| !cell.is_empty())
            .collect();
        if !labels.is_empty() {
            let mut row = labelled(&labels, context);
            row.ordinal = ordinal;
            row.place = labels[0].place;
            row.figures = figures(cells, &money, context);
            project = (row.kind == RowKind::Project).then_some(part.table.rows.len());
            part.table.rows.push(row);
        }
        for (column, level) in &levels {
            indicator(cells, *column, level, project, part);
        }
    }
}

/// The columns of the 一级指标, each with its name.
fn levels(grid: &Grid) -> Vec<(usize, String)> {
    grid.header
        .iter()
        .find(|row| row.iter().filter(|cell| is_first(&cell.text)).count() >= 2)
        .map(|row| {
            row.iter()
                .enumerate()
                .filter(|(_, cell)| is_first(&cell.text))
                .map(|(at, cell)| (at, squeeze(&cell.text)))
                .collect()
        })
        .unwrap_or_default()
}

fn money_columns(grid: &Grid, limit: usize) -> Vec<(usize, Measure)> {
    let find = |measure: &Measure| {
        grid.header.iter().find_map(|row| {
            row.iter()
                .take(limit)
                .position(|cell| squeeze(&cell.text) == measure.path())
        })
    };
    MONEY
        .into_iter()
        .filter_map(|measure| find(&measure).map(|column| (column, measure)))
        .collect()
}

fn figures(
    cells: &[Cell],
    money: &[(usize, Measure)],
    context: &Context,
) -> Vec<crate::budget::Figure> {
    money
        .iter()
        .filter_map(|(column, measure)| {
            let cell = cells.get(*column)?;
            let amount = Amount::parse(&cell.text, context.money_unit)?;
            let leaf = Leaf {
                measure: *measure,
                last_year: false,
            };
            Some(figure(&leaf, amount, cell.place, Origin::Printed, context))
        })
        .collect()
}

fn labelled(labels: &[&Cell], context: &Context) -> Row {
    let texts: Vec<String> = labels.iter().map(|cell| squeeze(&cell.text)).collect();
    let code = texts
        .iter()
        .find(|text| text.bytes().all(|b| b.is_ascii_alphanumeric()))
        .cloned()
        .unwrap_or_default();
    let label = labels
        .iter()
        .map(|cell| name(&cell.text))
        .find(|text| squeeze(text) != code)
        .unwrap_or_default();
    row_for(code, label, context)
}

/// The row of a code and a name: a project by the length of its code, else a total, a
/// department or a unit.
pub fn row_for(code: String, label: String, context: &Context) -> Row {
    let is_project = code.len() >= PROJECT_CODE
        || code.is_empty() && !labels::is_total(&label) && !context.is_organisation(&label);
    if is_project {
        let mut row = Row::blank();
        row.kind = RowKind::Project;
        row.name = label;
        row.project = Some(ProjectDetails {
            code,
            ..ProjectDetails::default()
        });
        return row;
    }
    let cells: Vec<&str> = [code.as_str(), label.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    row_of(labels::read(&cells, context))
}

fn indicator(cells: &[Cell], column: usize, level: &str, project: Option<usize>, part: &mut Part) {
    let cell = |at: usize| cells.get(at).filter(|cell| !cell.is_empty());
    let Some(label) = cell(column) else {
        if let Some(stray) = cell(column + 1) {
            part.note(stray.place, &stray.text, "这个指标值没有指标名称，未收入。");
        }
        return;
    };
    let printed = cell(column + 1)
        .map(|cell| cell.text.clone())
        .unwrap_or_default();
    part.indicators.push(of_pair(
        level,
        &name(&label.text),
        &printed,
        project,
        Place::line(label.place.line),
    ));
}

/// An indicator of a level from its name and its printed value.
pub fn of_pair(
    level: &str,
    label: &str,
    printed: &str,
    row: Option<usize>,
    place: Place,
) -> Indicator {
    let value = split(printed);
    Indicator {
        table: 0,
        row,
        about: About::Project,
        level1: level.to_owned(),
        level2: String::new(),
        name: label.to_owned(),
        operator: value.operator,
        value: value.value,
        value_unit: value.unit,
        weight: String::new(),
        direction: String::new(),
        printed: printed.to_owned(),
        place,
    }
}
