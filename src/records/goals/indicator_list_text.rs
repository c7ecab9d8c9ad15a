/*!
A list of projects whose indicators stand as text in one cell of each.
*/

use crate::budget::{About, Amount, Measure, Origin, ProjectDetails, Row, RowKind};
use crate::records::context::Context;
use crate::records::goals::form_labels::{bare, money_of_heading};
use crate::records::goals::indicator_text;
use crate::records::goals::project_names::{project_code_and_name, unit_name};
use crate::records::header::shape::Leaf;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::lines::name;
use crate::tables::{Cell, Grid};

/// The columns of such a list.
struct Columns {
    project: usize,
    unit: Option<usize>,
    goal: Option<usize>,
    money: Vec<(usize, Measure)>,
    indicators: usize,
}

/// Reads a list whose heading names projects and indicators; whether it is one.
pub fn indicators_as_text(grid: &Grid, context: &Context, part: &mut Part) -> bool {
    let rows: Vec<&Vec<Cell>> = grid.header.iter().chain(&grid.body).collect();
    let found = (0..rows.len()).find_map(|at| Some((at, columns(rows[at])?)));
    let Some((at, columns)) = found else {
        return false;
    };
    let body = rows.get(at + 1..).unwrap_or_default();
    let holds = |row: &&&Vec<Cell>| {
        row.get(columns.indicators)
            .is_some_and(indicator_text::suits)
    };
    if !body.iter().any(|row| holds(&row)) {
        return false;
    }
    for (_, measure) in &columns.money {
        part.has_measure(*measure);
    }
    let mut project = None;
    for (ordinal, cells) in (1..).zip(body) {
        if let Some(row) = labelled(ordinal, cells, &columns, context) {
            project = (row.kind == RowKind::Project).then_some(part.table.rows.len());
            part.table.rows.push(row);
        }
        if let Some(text) = cells
            .get(columns.indicators)
            .filter(|cell| !cell.is_empty())
        {
            indicator_text::read(text, project, About::Project, part);
        }
    }
    true
}

fn columns(header: &[Cell]) -> Option<Columns> {
    let texts: Vec<String> = header.iter().map(|cell| bare(&cell.text)).collect();
    let find = |fits: &dyn Fn(&str) -> bool| texts.iter().position(|text| fits(text));
    let indicators = find(&|text| text.contains("指标"))?;
    Some(Columns {
        project: find(&|text| text.contains("项目名称"))?,
        unit: find(&|text| text.contains("单位")),
        goal: find(&|text| text.contains("目标") && !text.contains("指标")),
        money: (0..texts.len())
            .filter_map(|column| Some((column, money_of_heading(&texts[column])?)))
            .collect(),
        indicators,
    })
}

fn labelled(ordinal: u32, cells: &[Cell], columns: &Columns, context: &Context) -> Option<Row> {
    let cell = |column: usize| cells.get(column).filter(|cell| !cell.is_empty());
    let text = |column: Option<usize>| {
        column
            .and_then(cell)
            .map(|cell| name(&cell.text))
            .unwrap_or_default()
    };
    let start = cells.iter().find(|cell| !cell.is_empty())?;
    let total = Some(total_name(&name(&start.text))).filter(|text| is_total(text));
    let mut row = match total {
        Some(total) => Row {
            kind: RowKind::Total,
            name: total,
            ..Row::blank()
        },
        None => {
            let (code, label) = project_code_and_name(&cell(columns.project)?.text);
            let goal = text(columns.goal);
            let project = Some(ProjectDetails {
                code,
                goal,
                ..ProjectDetails::default()
            });
            let unit = unit_name(&text(columns.unit));
            Row {
                kind: RowKind::Project,
                name: label,
                unit,
                project,
                ..Row::blank()
            }
        }
    };
    row.ordinal = ordinal;
    row.place = start.place;
    for (column, measure) in &columns.money {
        if let Some(cell) = cell(*column)
            && let Some(amount) = Amount::parse(&cell.text, context.money_unit)
        {
            let leaf = Leaf {
                measure: *measure,
                last_year: false,
            };
            row.figures
                .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
        }
    }
    Some(row)
}
