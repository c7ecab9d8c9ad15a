/*!
项目支出绩效目标申报表: a form for each project, with its name, its money, its goal and its
indicators (财政部《中央部门预算绩效目标管理办法》 prints it so).

A cell of the upper part says what the cell behind it is; the indicators stand below their
headings. Forms of several projects follow each other under one title.
*/

use crate::budget::{Amount, Figure, Measure, Origin, ProjectDetails, Row, RowKind};
use crate::records::context::Context;
use crate::records::goals::indicator_columns::{Columns, Indicators};
use crate::records::goals::indicator_list::{project_code_and_name, unit_name};
use crate::records::header::shape::Leaf;
use crate::records::table::{Part, figure};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// The measure of what a cell before an amount says.
fn measure_of(word: &str) -> Option<Measure> {
    Some(match word {
        "资金总额" | "预算资金总额" | "项目资金总额" => Measure::of("资金总额"),
        "财政拨款" => Measure::of("财政拨款"),
        "其他资金" => Measure::of("其他资金"),
        "财政专户管理资金" => Measure::of("财政专户管理资金"),
        "单位资金" => Measure::of("单位资金"),
        "政府预算资金" => Measure::of("政府预算资金"),
        _ => return None,
    })
}

/// The cells before a goal of the year.
const GOALS: [&str; 5] = [
    "总体目标",
    "年度目标",
    "年度总体目标",
    "年度绩效目标",
    "绩效目标",
];

/// Whether a grid is a form: a row names a project, and a later one heads its indicators.
pub fn suits(grid: &Grid) -> bool {
    let mut rows = grid.header.iter().chain(&grid.body);
    rows.any(|row| project_of(row).is_some()) && rows.any(|row| Columns::of_form(row).is_some())
}

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let mut form = Form::default();
    for (ordinal, cells) in (1..).zip(grid.header.iter().chain(&grid.body)) {
        if let Some(project) = project_of(cells) {
            form = Form::begun(ordinal, project, part);
            form.details(cells, part);
        } else if let Some(columns) = Columns::of_form(cells) {
            form.columns = Some(columns);
        } else if form.columns.is_some() {
            form.indicator(cells, part);
        } else {
            form.details(cells, part);
            form.money(cells, context, part);
            form.goal(cells, part);
        }
    }
}

/// The cell behind 项目名称, where a row begins with it and is no row of headings.
fn project_of(cells: &[Cell]) -> Option<&Cell> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let is_named = filled.next().is_some_and(|cell| key(cell) == "项目名称");
    let project = filled.next()?;
    let heads_columns = cells.iter().any(|cell| key(cell) == "一级指标");
    (is_named && !heads_columns && !is_label(project)).then_some(project)
}

/// What a cell says of the one behind it, without its colon, 其中 and what stands in brackets.
fn key(cell: &Cell) -> String {
    let squeezed = squeeze(&cell.text);
    let bare = squeezed.strip_prefix("其中").unwrap_or(&squeezed);
    let bare = bare.trim_start_matches(['：', ':']);
    let bare = bare.split(['（', '(']).next().unwrap_or_default();
    bare.trim_end_matches(['：', ':']).to_owned()
}

/// The form at hand.
#[derive(Default)]
struct Form {
    /// Index of the project's row in the table.
    project: Option<usize>,
    /// Whether the goals stand in the next row, below their headings.
    goal_below: bool,
    columns: Option<Columns>,
    indicators: Indicators,
}

impl Form {
    fn begun(ordinal: u32, project: &Cell, part: &mut Part) -> Self {
        let (code, label) = project_code_and_name(&project.text);
        let at = part.table.rows.len();
        part.table.rows.push(Row {
            kind: RowKind::Project,
            name: label,
            ordinal,
            place: project.place,
            project: Some(ProjectDetails {
                code,
                ..ProjectDetails::default()
            }),
            ..Row::blank()
        });
        Self {
            project: Some(at),
            indicators: Indicators::of_project(at),
            ..Self::default()
        }
    }

    fn row<'p>(&self, part: &'p mut Part) -> Option<&'p mut Row> {
        part.table.rows.get_mut(self.project?)
    }

    /// 项目编码, 项目类别, 实施单位 and the cells behind them.
    fn details(&self, cells: &[Cell], part: &mut Part) {
        let Some(row) = self.row(part) else { return };
        for (label, value) in pairs(cells) {
            let details = row.project.get_or_insert_with(ProjectDetails::default);
            match key(label).as_str() {
                "项目编码" | "项目代码" => details.code = squeeze(&value.text),
                "项目类别" | "项目类型" | "项目属性" => {
                    details.kind = name(&value.text)
                }
                "实施单位" | "项目单位" | "预算单位" | "项目实施单位" => {
                    row.unit = unit_name(&value.text);
                }
                _ => {}
            }
        }
    }

    /// The money of the year: where a row prints that of several years too, it stands last.
    fn money(&self, cells: &[Cell], context: &Context, part: &mut Part) {
        let mut printed: Vec<Figure> = Vec::new();
        for (label, value) in pairs(cells) {
            let key = key(label);
            let Some(measure) = measure_of(key.trim_start_matches("年度")) else {
                continue;
            };
            let Some(amount) = Amount::parse(&value.text, context.money_unit) else {
                continue;
            };
            let leaf = Leaf {
                measure,
                last_year: false,
            };
            let own = figure(&leaf, amount, value.place, Origin::Printed, context);
            printed.retain(|known| known.measure != own.measure);
            printed.push(own);
        }
        for own in printed {
            part.has_measure(&own.measure);
            if let Some(row) = self.row(part)
                && row.figures.iter().all(|known| known.measure != own.measure)
            {
                row.figures.push(own);
            }
        }
    }

    /// The goal of the year behind its word, or below it where 中期目标 and 年度目标 head two
    /// columns.
    fn goal(&mut self, cells: &[Cell], part: &mut Part) {
        let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let is_goal = |cell: &Cell| GOALS.contains(&key(cell).as_str());
        let is_word = |cell: &Cell| is_goal(cell) || key(cell).ends_with("期目标");
        let behind = filled
            .iter()
            .rposition(|cell| is_goal(cell))
            .and_then(|at| filled.get(at + 1))
            .filter(|cell| !is_word(cell));
        let has_words = filled.iter().any(|cell| is_word(cell));
        let is_below = std::mem::take(&mut self.goal_below) && !has_words;
        let found = match behind {
            Some(text) => Some(text),
            None if is_below => filled.last(),
            None => None,
        };
        self.goal_below = found.is_none() && filled.last().is_some_and(|cell| is_word(cell));
        if let (Some(text), Some(row)) = (found, self.row(part)) {
            let details = row.project.get_or_insert_with(ProjectDetails::default);
            details.goal = name(&text.text);
        }
    }

    fn indicator(&mut self, cells: &[Cell], part: &mut Part) {
        let Some(columns) = &self.columns else { return };
        if columns.fit(cells) {
            self.indicators.read(cells, columns, part);
        } else if let Some(first) = cells.iter().find(|cell| !cell.is_empty()) {
            part.note(
                first.place,
                &first.text,
                "这一行与指标的表头没有对齐，未读入。",
            );
        }
    }
}

/// Filled cells beside each other of which the second is what the first speaks of, and no label
/// beside one that was left blank.
fn pairs(cells: &[Cell]) -> Vec<(&Cell, &Cell)> {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let pairs = filled.windows(2).map(|pair| (pair[0], pair[1]));
    pairs.filter(|(_, value)| !is_label(value)).collect()
}

/// Whether a cell is one of the form's own words.
fn is_label(cell: &Cell) -> bool {
    let key = key(cell);
    let starts = [
        "项目名称",
        "项目编码",
        "项目代码",
        "项目类",
        "项目属性",
        "项目负责人",
        "主管部门",
    ];
    starts.iter().any(|start| key.starts_with(start))
        || [
            "实施单位",
            "项目单位",
            "预算单位",
            "项目实施单位",
            "联系电话",
        ]
        .contains(&key.as_str())
}
