/*!
单位预算项目绩效目标表 that prints indicators in pairs of columns: name and value under
成本指标, 产出指标, 效益指标 and 满意度指标.
*/

use crate::budget::{
    About, Amount, Indicator, Measure, Origin, Place, ProjectDetails, Row, RowKind,
};
use crate::records::context::Context;
use crate::records::goals::indicator_columns;
use crate::records::goals::indicator_headings::{Columns, cell_at};
use crate::records::goals::indicator_level::{Levels, is_first, may_be_level};
use crate::records::goals::indicator_text;
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
    let pairs = pairs(grid);
    let Some(first) = pairs.first().map(|pair| pair.columns.third) else {
        return;
    };
    let rows: Vec<&[Cell]> = grid.header.iter().map(Vec::as_slice).collect();
    let columns = Columns::default().with_project(&rows, first);
    if columns.project.is_some() {
        let columns = Columns {
            third: first,
            ..columns
        };
        let indicators = |cells: &[Cell], project: Option<usize>, part: &mut Part| {
            pairs
                .iter()
                .for_each(|pair| pair.read(cells, project, part));
        };
        indicator_columns::read_projects(grid, &columns, &indicators, context, part);
    } else {
        read_by_labels(grid, first, &pairs, context, part);
    }
}

/// Reads rows whose project no heading names: it is what stands before the money.
fn read_by_labels(
    grid: &Grid,
    first: usize,
    pairs: &[LevelPair],
    context: &Context,
    part: &mut Part,
) {
    let money = money_columns(grid, first);
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
        for pair in pairs {
            pair.read(cells, project, part);
        }
    }
}

/// One pair of columns under its levels.
struct LevelPair {
    levels: Levels,
    columns: Columns,
    /// Whether name and value share one column.
    is_text: bool,
}

/// The pairs of columns, each with the levels over it.
fn pairs(grid: &Grid) -> Vec<LevelPair> {
    let is_of_levels = |row: &Vec<Cell>| row.iter().filter(|cell| is_first(&cell.text)).count() > 1;
    let Some(at) = grid.header.iter().position(is_of_levels) else {
        return Vec::new();
    };
    let below = &grid.header[at + 1..];
    let rows = grid.header.iter().chain(&grid.body);
    let width = rows.map(Vec::len).max().unwrap_or(0);
    let mut pairs = Vec::new();
    for (start, end, first) in spans(&grid.header[at], (0, width), &is_first) {
        let is_second = |text: &str| may_be_level(text) && !names_indicators(text);
        let seconds = below
            .iter()
            .map(|row| spans(row, (start, end), &is_second))
            .find(|spans| !spans.is_empty());
        let seconds = seconds.unwrap_or_else(|| vec![(start, end, String::new())]);
        for (start, end, second) in seconds {
            for columns in Columns::of_pairs(below, (start, end)) {
                pairs.push(LevelPair {
                    levels: Levels {
                        first: first.clone(),
                        second: second.clone(),
                    },
                    columns,
                    is_text: end == start + 1,
                });
            }
        }
    }
    pairs
}

/// The cells of a heading that `fits`, each with the columns from its own to the next filled one.
fn spans(
    row: &[Cell],
    (start, end): (usize, usize),
    fits: &dyn Fn(&str) -> bool,
) -> Vec<(usize, usize, String)> {
    let filled: Vec<usize> = (start..end.min(row.len()))
        .filter(|&column| !row[column].is_empty())
        .collect();
    let ends = filled.iter().copied().skip(1).chain([end]);
    let spans = filled.iter().zip(ends);
    spans
        .filter(|(start, _)| fits(&row[**start].text))
        .map(|(start, end)| (*start, end, squeeze(&row[*start].text)))
        .collect()
}

/// Whether a heading names indicators and no level.
fn names_indicators(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "指标" | "三级指标" | "具体指标")
}

impl LevelPair {
    /// Reads the indicator of a row, where it prints one.
    fn read(&self, cells: &[Cell], project: Option<usize>, part: &mut Part) {
        let label = cell_at(cells, Some(self.columns.third));
        if let Some(label) = label.filter(|_| self.is_text) {
            let levels = self.levels.clone();
            indicator_text::read_below(levels, label, project, About::Project, part);
            return;
        }
        let value = cell_at(cells, Some(self.columns.value));
        let Some(label) = label else {
            if let Some(stray) = value {
                part.note(stray.place, &stray.text, "这个指标值没有指标名称，未收入。");
            }
            return;
        };
        let mut indicator = self.columns.indicator(&self.levels, label, cells);
        indicator.row = project;
        part.indicators.push(indicator);
    }
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
