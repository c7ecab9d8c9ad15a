/*!
项目绩效目标表 whose cells stand straight under their headings.

Where every row keeps its columns the headings say what a cell is, also where its words
do not: 成本指标 under 二级指标, a 序号 before the unit, a note behind the value. One cell
that stands elsewhere, and the table is read by what its cells are
([`crate::records::goals::indicator_list`]).
*/

use crate::budget::{
    About, Amount, Indicator, MoneyUnit, Operator, Origin, Place, ProjectDetails, Row, RowKind,
};
use crate::records::context::Context;
use crate::records::goals::indicator_level::{Levels, first_of_second, is_first};
use crate::records::goals::indicator_list::{
    BUDGET, project_code_and_name, strip_number, unit_name,
};
use crate::records::goals::indicator_value::{Value, split};
use crate::records::header::shape::Leaf;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// Which column holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    unit: Option<usize>,
    project: Option<usize>,
    code: Option<usize>,
    kind: Option<usize>,
    budget: Option<usize>,
    goal: Option<usize>,
    first: usize,
    second: Option<usize>,
    third: usize,
    sign: Option<usize>,
    value: usize,
    value_unit: Option<usize>,
    weight: Option<usize>,
    direction: Option<usize>,
}

impl Columns {
    /// The columns of a grid whose rows stand straight under its header.
    pub fn of(grid: &Grid) -> Option<Self> {
        let header = grid
            .header
            .iter()
            .find(|row| row.iter().any(|cell| squeeze(&cell.text) == "一级指标"))?;
        let find = |words: &[&str]| header.iter().position(|cell| says(cell, words));
        let indicators = Self::of_indicators(&find, find(&["指标值"])?)?;
        let before = |words: &[&str]| find(words).filter(|&column| column < indicators.first);
        let columns = Self {
            unit: before(&["单位名称", "预算单位", "项目单位", "实施单位"]),
            project: Some(before(&["项目名称"])?),
            code: before(&["项目编码", "项目代码"]),
            kind: before(&["项目类别", "项目类型"]),
            budget: before(&["预算数", "金额", "总额", "预算资金", "项目资金"]),
            goal: before(&["目标"]),
            ..indicators
        };
        let straight = grid.body.iter().all(|row| columns.fit(row));
        straight.then_some(columns)
    }

    /// The columns that a row of headings names below a form, whose project stands above; none
    /// where it is no such row.
    pub fn of_form(header: &[Cell]) -> Option<Self> {
        // Where 中期 and 年度 have columns each, those of the year stand at the right.
        let find = |words: &[&str]| header.iter().rposition(|cell| says(cell, words));
        Self::of_indicators(&find, find(&["指标值", "目标值"])?)
    }

    /// The columns of indicators alone, as headings are found; no project stands before them.
    fn of_indicators(find: &dyn Fn(&[&str]) -> Option<usize>, value: usize) -> Option<Self> {
        let behind = |words: &[&str]| find(words).filter(|&column| column > value);
        Some(Self {
            unit: None,
            project: None,
            code: None,
            kind: None,
            budget: None,
            goal: None,
            first: find(&["一级指标"])?,
            second: find(&["二级指标"]),
            third: find(&["三级指标", "指标名称"])?,
            sign: find(&["性质", "运算符"]),
            value,
            value_unit: behind(&["度量单位", "计量单位"]),
            weight: behind(&["权重", "分值"]),
            direction: behind(&["方向"]),
        })
    }

    /// Whether an indicator's name stands where it should. A level's word there is a cell that
    /// moved, unless a value follows it at once.
    fn names_indicator(&self, row: &[Cell]) -> bool {
        let Some(label) = cell_at(row, Some(self.third)) else {
            return false;
        };
        let is_level = is_first(&label.text) || first_of_second(&label.text).is_some();
        let has_value = cell_at(row, Some(self.value)).is_some_and(|cell| {
            let value = split(&cell.text);
            value.operator.is_some() || value.value.starts_with(|c: char| c.is_ascii_digit())
        });
        !is_level || has_value
    }

    /// Whether a row's cells are what their headings say.
    pub fn fit(&self, row: &[Cell]) -> bool {
        let text = |column: usize| row.get(column).map_or("", |cell| cell.text.as_str());
        let is = |column: Option<usize>, fits: &dyn Fn(&str) -> bool| {
            column.is_none_or(|column| text(column).is_empty() || fits(text(column)))
        };
        let is_amount = |text: &str| Amount::parse(text, MoneyUnit::Wan).is_some();
        let is_level = |text: &str| is_first(text) || first_of_second(text).is_some();
        let is_sign = |text: &str| Operator::from_sign(text).is_some() || is_blank(text);
        let prints_indicator = (self.first..row.len()).any(|column| !text(column).is_empty());
        is(Some(self.first), &is_first)
            && is(self.second, &is_level)
            && is(self.budget, &is_amount)
            && is(self.weight, &is_amount)
            && is(self.sign, &is_sign)
            && (!prints_indicator || self.names_indicator(row))
    }
}

/// Whether a heading has one of some words.
fn says(cell: &Cell, words: &[&str]) -> bool {
    let text = squeeze(&cell.text);
    words.iter().any(|word| text.contains(word))
}

fn is_blank(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "-" | "0" | "—" | "无" | "/")
}

/// Reads the rows of a grid by its columns.
pub fn read(grid: &Grid, columns: &Columns, context: &Context, part: &mut Part) {
    let mut reader = Reader {
        columns,
        unit: String::new(),
        indicators: Indicators::default(),
    };
    for (ordinal, cells) in (1..).zip(&grid.body) {
        reader.lead(ordinal, cells, context, part);
        reader.indicators.read(cells, columns, part);
    }
}

struct Reader<'a> {
    columns: &'a Columns,
    unit: String,
    indicators: Indicators,
}

/// The indicators of the project at hand.
#[derive(Debug, Default)]
pub struct Indicators {
    levels: Levels,
    /// Index of the project's row in the table.
    project: Option<usize>,
}

fn cell_at(cells: &[Cell], column: Option<usize>) -> Option<&Cell> {
    cells.get(column?).filter(|cell| !cell.is_empty())
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
        let lead = &cells[..self.columns.first.min(cells.len())];
        let Some(start) = lead.iter().find(|cell| !cell.is_empty()) else {
            return;
        };
        let total = lead
            .iter()
            .map(|cell| total_name(&name(&cell.text)))
            .find(|text| is_total(text));
        let budget = cell_at(cells, self.columns.budget);
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
        if let Some(cell) = budget
            && let Some(amount) = Amount::parse(&cell.text, context.money_unit)
        {
            let leaf = Leaf {
                measure: BUDGET,
                last_year: false,
            };
            row.figures
                .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
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
        let Some(project) = project else {
            return unit.map(|unit| Row {
                kind: context.organisation_kind(&unit, ""),
                name: unit,
                ..Row::blank()
            });
        };
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
}

impl Indicators {
    /// Those of the project in a row of a table.
    pub fn of_project(row: usize) -> Self {
        Self {
            project: Some(row),
            ..Self::default()
        }
    }

    /// Reads the indicator of a row, where it prints one.
    pub fn read(&mut self, cells: &[Cell], columns: &Columns, part: &mut Part) {
        let Some(label) = cell_at(cells, Some(columns.third)) else {
            return;
        };
        let level = |column| cell_at(cells, column).map(|cell| cell.text.as_str());
        self.levels
            .take(level(Some(columns.first)), level(columns.second));
        if self.project.is_none() {
            part.note(
                label.place,
                &label.text,
                "这一指标前面没有项目，未归入项目。",
            );
        }
        let printed = cell_at(cells, Some(columns.value))
            .map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default();
        let value = columns.value_of(cells, &printed);
        part.indicators.push(Indicator {
            table: 0,
            row: self.project,
            about: About::Project,
            level1: self.levels.first.clone(),
            level2: self.levels.second.clone(),
            name: name(&label.text),
            operator: value.operator,
            value: value.value,
            value_unit: value.unit,
            weight: text_at(cells, columns.weight),
            direction: text_at(cells, columns.direction),
            printed,
            place: Place::line(label.place.line),
        });
    }
}

impl Columns {
    /// The value with the sign and the unit of their own columns, where it has them.
    fn value_of(&self, cells: &[Cell], printed: &str) -> Value {
        let sign = cell_at(cells, self.sign);
        let unit = text_at(cells, self.value_unit);
        let mut value = if sign.is_some() || !unit.is_empty() {
            Value {
                operator: sign.and_then(|cell| Operator::from_sign(&cell.text)),
                value: name(printed),
                unit: String::new(),
            }
        } else {
            split(printed)
        };
        if !unit.is_empty() {
            value.unit = unit;
        }
        value
    }
}
