/*!
项目绩效目标表 whose cells stand straight under their headings.

Where every row keeps its columns the headings say what a cell is, also where its words
do not: 成本指标 under 二级指标, a 序号 before the unit, a note behind the value. One cell
that stands elsewhere, and the table is read by what its cells are
([`crate::records::goals::indicator_list`]).
*/

use crate::budget::{
    About, Amount, Indicator, Operator, Origin, Place, ProjectDetails, Row, RowKind,
};
use crate::records::context::Context;
use crate::records::goals::indicator_headings::{
    Columns, IndicatorSection, cell_at, is_blank, is_placeholder,
};
use crate::records::goals::indicator_level::Levels;
use crate::records::goals::indicator_value::{Value, split};
use crate::records::goals::project_names::{
    project_code_and_name, project_of_title, strip_number, unit_name,
};
use crate::records::header::shape::Leaf;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::lines::name;
use crate::tables::{Cell, Grid};

/// Reads the rows of a list by its columns.
pub fn read(sections: &[IndicatorSection], context: &Context, part: &mut Part) {
    let mut unit = String::new();
    let mut indicators = Indicators::default();
    let has_project = |section: &IndicatorSection| section.columns.project.is_some();
    if !sections.iter().any(has_project)
        && let Some(name) = project_of_title(&part.table.title, &context.identity.unit)
    {
        indicators = Indicators::of_project(part.table.rows.len());
        part.table.rows.push(Row {
            kind: RowKind::Project,
            name,
            place: part.table.place,
            project: Some(ProjectDetails::default()),
            ..Row::blank()
        });
    }
    for section in sections {
        for (_, measure) in &section.columns.money {
            part.has_measure(*measure);
        }
        let mut reader = Reader {
            columns: &section.columns,
            unit,
            indicators,
        };
        for (ordinal, cells) in &section.body {
            if section.columns.fit(cells) {
                reader.lead(*ordinal, cells, context, part);
                reader.indicators.read(cells, &section.columns, part);
            } else if let Some(first) = cells.iter().find(|cell| !cell.is_empty()) {
                part.note(
                    first.place,
                    &first.text,
                    "这一行与指标的表头没有对齐，未读入。",
                );
            }
        }
        (unit, indicators) = (reader.unit, reader.indicators);
    }
}

/// What reads the indicators of a row, of a project or of none.
type ReadIndicators<'a> = &'a dyn Fn(&[Cell], Option<usize>, &mut Part);

/// Reads the projects of rows by their columns, and the indicators behind each as `indicators` does.
pub fn read_projects(
    grid: &Grid,
    columns: &Columns,
    indicators: ReadIndicators,
    context: &Context,
    part: &mut Part,
) {
    for (_, measure) in &columns.money {
        part.has_measure(*measure);
    }
    let mut reader = Reader {
        columns,
        unit: String::new(),
        indicators: Indicators::default(),
    };
    for (ordinal, cells) in (1..).zip(&grid.body) {
        reader.lead(ordinal, cells, context, part);
        indicators(cells, reader.indicators.project, part);
    }
}

struct Reader<'a> {
    columns: &'a Columns,
    unit: String,
    indicators: Indicators,
}

/// The indicators of the project at hand, or of the whole department.
#[derive(Debug, Default)]
pub struct Indicators {
    levels: Levels,
    /// Index of the project's row in the table.
    project: Option<usize>,
    is_whole: bool,
}

fn text_at(cells: &[Cell], column: Option<usize>) -> String {
    cell_at(cells, column)
        .filter(|cell| !is_blank(&cell.text))
        .map(|cell| name(&cell.text))
        .unwrap_or_default()
}

impl Reader<'_> {
    /// The cells of a project, or of a total, before the levels.
    fn lead(&mut self, ordinal: u32, cells: &[Cell], context: &Context, part: &mut Part) {
        let end = self.columns.first.unwrap_or(self.columns.third);
        let lead = &cells[..end.min(cells.len())];
        let Some(start) = lead.iter().find(|cell| !cell.is_empty()) else {
            return;
        };
        let total = lead
            .iter()
            .map(|cell| total_name(&name(&cell.text)))
            .find(|text| is_total(text));
        let mut row = match total {
            Some(total) => Row {
                kind: RowKind::Total,
                name: total,
                ..Row::blank()
            },
            None => match self.labelled(cells, context) {
                Some(row) => row,
                None => return,
            },
        };
        row.ordinal = ordinal;
        row.place = start.place;
        for (column, measure) in &self.columns.money {
            if let Some(cell) = cell_at(cells, Some(*column))
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
        self.begin(row, part);
    }

    /// A page break prints the project again; then its indicators go on.
    fn begin(&mut self, row: Row, part: &mut Part) {
        let same = |before: &Row| {
            let amount = |row: &Row| row.figures.first().map(|figure| figure.amount);
            before.name == row.name && (amount(before) == amount(&row) || row.figures.is_empty())
        };
        let before = self.indicators.project;
        if row.kind == RowKind::Project && before.is_some_and(|at| same(&part.table.rows[at])) {
            return;
        }
        self.indicators = Indicators {
            project: (row.kind == RowKind::Project).then_some(part.table.rows.len()),
            ..Indicators::default()
        };
        part.table.rows.push(row);
    }

    /// The row of a project, or of a unit that prints its sum; `None` for a 序号 alone.
    fn labelled(&mut self, cells: &[Cell], context: &Context) -> Option<Row> {
        let unit = cell_at(cells, self.columns.unit).map(|cell| unit_name(&cell.text));
        let project = cell_at(cells, self.columns.project);
        if let Some(unit) = &unit {
            self.unit.clone_from(unit);
        }
        let organisation = |unit: String| Row {
            kind: context.organisation_kind(&unit, ""),
            name: unit,
            ..Row::blank()
        };
        let Some(project) = project else {
            return unit.map(organisation);
        };
        if self.heads_projects(cells, &project.text, context) {
            self.unit = unit_name(&project.text);
            return Some(organisation(self.unit.clone()));
        }
        let (own_code, project) = project_code_and_name(&project.text);
        let code = text_at(cells, self.columns.code);
        Some(Row {
            kind: RowKind::Project,
            name: project,
            unit: self.unit.clone(),
            project: Some(ProjectDetails {
                code: if code.is_empty() { own_code } else { code },
                kind: strip_number(&text_at(cells, self.columns.kind)).to_owned(),
                goal: text_at(cells, self.columns.goal),
                ..ProjectDetails::default()
            }),
            ..Row::blank()
        })
    }

    /// Whether a row prints a unit in the projects' column, over the projects of that unit: it has
    /// neither goal nor indicator.
    fn heads_projects(&self, cells: &[Cell], label: &str, context: &Context) -> bool {
        let end = self.columns.first.unwrap_or(self.columns.third);
        let has_goal = cell_at(cells, self.columns.goal).is_some();
        let has_indicator = cells.iter().skip(end).any(|cell| !cell.is_empty());
        !has_goal && !has_indicator && context.is_organisation(&unit_name(label))
    }
}

impl Indicators {
    /// Those of the project in a row of a table.
    pub fn of_project(row: usize) -> Self {
        Self {
            project: Some(row),
            ..Self::default()
        }
    }

    /// Those of the whole department.
    pub fn of_whole() -> Self {
        Self {
            is_whole: true,
            ..Self::default()
        }
    }

    /// Reads the indicator of a row, where it prints one.
    pub fn read(&mut self, cells: &[Cell], columns: &Columns, part: &mut Part) {
        let level = |column| {
            let cell = cell_at(cells, column).filter(|cell| !is_placeholder(&cell.text));
            cell.map(|cell| cell.text.as_str())
        };
        let second = columns.second.filter(|&column| column != columns.third);
        self.levels.take(level(columns.first), level(second));
        for cell in columns
            .other_values
            .iter()
            .filter_map(|&at| cell_at(cells, Some(at)))
        {
            part.leave(cell, "指标值印有几栏，只收年度的一栏，这一栏未收入。");
        }
        let label = cell_at(cells, Some(columns.third));
        let Some(label) = label.filter(|cell| !is_placeholder(&cell.text)) else {
            if let Some(stray) = cell_at(cells, Some(columns.value)) {
                part.note(stray.place, &stray.text, "这个指标值没有指标名称，未收入。");
            }
            return;
        };
        if self.project.is_none() && !self.is_whole {
            part.note(
                label.place,
                &label.text,
                "这一指标前面没有项目，未归入项目。",
            );
        }
        part.indicators.push(Indicator {
            row: self.project,
            about: if self.is_whole {
                About::Whole
            } else {
                About::Project
            },
            ..columns.indicator(&self.levels, label, cells)
        });
    }
}

impl Columns {
    /// The indicator of a row, of no project yet.
    pub(super) fn indicator(&self, levels: &Levels, label: &Cell, cells: &[Cell]) -> Indicator {
        let printed = cell_at(cells, Some(self.value))
            .map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default();
        let value = self.value_of(cells, &printed);
        Indicator {
            table: 0,
            row: None,
            about: About::Project,
            level1: levels.first.clone(),
            level2: levels.second.clone(),
            name: name(&label.text),
            operator: value.operator,
            value: value.value,
            value_unit: value.unit,
            weight: text_at(cells, self.weight),
            direction: text_at(cells, self.direction),
            printed,
            place: Place::line(label.place.line),
        }
    }

    /// The value with the sign and the unit of their own columns, where it has them.
    fn value_of(&self, cells: &[Cell], printed: &str) -> Value {
        let sign = cell_at(cells, self.sign);
        let unit = text_at(cells, self.value_unit);
        let whole = Value {
            operator: sign.and_then(|cell| Operator::from_sign(&cell.text)),
            value: name(printed),
            unit: String::new(),
        };
        let apart = split(printed);
        let mut value = match sign {
            Some(_) if unit.is_empty() && apart.operator.is_none() => Value {
                operator: whole.operator,
                ..apart
            },
            Some(_) => whole,
            None if unit.is_empty() || apart.operator.is_some() => apart,
            None => whole,
        };
        if !unit.is_empty() {
            value.unit = unit;
        }
        let has_digit = value.value.contains(|c: char| c.is_ascii_digit());
        if self.value_has_nature
            && value.operator.is_none()
            && !has_digit
            && !value.value.is_empty()
        {
            value.operator = Some(Operator::Qualitative);
        }
        value
    }
}
