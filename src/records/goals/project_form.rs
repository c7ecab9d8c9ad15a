/*!
项目支出绩效目标申报表: a form for each project, with its name, its money, its goal and its
indicators (财政部《中央部门预算绩效目标管理办法》 prints it so).

A cell of the upper part says what the cell behind it is; the indicators stand below their
headings, or as text behind their word. Forms of several projects follow each other under one
title.
*/

use crate::budget::{About, MoneyUnit, ProjectDetails, Row, RowKind};
use crate::records::context::Context;
use crate::records::goals::form_labels::{
    bare, is_goal_word, is_label, is_long_goal, is_outcome_word, key, names_project,
};
use crate::records::goals::form_money::Money;
use crate::records::goals::indicator_columns::Indicators;
use crate::records::goals::indicator_headings::Columns;
use crate::records::goals::indicator_text;
use crate::records::goals::project_names::{project_code_and_name, unit_name};
use crate::records::goals::review;
use crate::records::table::Part;
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// Whether a grid is a form: a row names a project, and a later one heads its indicators or holds
/// them as text.
pub fn suits(grid: &Grid) -> bool {
    let mut rows = grid.header.iter().chain(&grid.body);
    rows.any(|row| project_of(row).is_some())
        && rows.any(|row| Columns::of_form(row, None).is_some() || text_of(row).is_some())
}

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &mut Context, part: &mut Part) {
    read_rows(grid, false, context, part);
}

/// Reads the rows of a grid whose forms print what came of the goals.
pub fn read_review(grid: &Grid, context: &mut Context, part: &mut Part) {
    read_rows(grid, true, context, part);
}

fn read_rows(grid: &Grid, is_review: bool, context: &mut Context, part: &mut Part) {
    take_money_unit(grid, context, part);
    let mut form = Form::default();
    let rows = grid.rows();
    let mut skip = 0;
    for (at, cells) in rows.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let next = rows.get(at + 1).map(|row| row.as_slice());
        let ordinal = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if let Some(project) = project_of(cells) {
            form.end(context, part);
            form = Form::begun(ordinal, project, part);
            form.details(cells, part);
            if is_review {
                form.review = form.row(part).map(|row| review::Money::of(&row.name));
            } else {
                form.money.take(&behind(cells, project), context);
            }
        } else if let Some(columns) = Columns::of_form(cells, next) {
            form.end(context, part);
            skip = columns.heading_rows - 1;
            let body = rows.get(at + columns.heading_rows..).unwrap_or_default();
            let body = body.iter().map(|row| row.as_slice());
            form.columns =
                Some(columns.with_sign_of(body.take_while(|row| project_of(row).is_none())));
        } else if form.columns.is_some() {
            form.indicator(cells, part);
        } else {
            form.details(cells, part);
            match &mut form.review {
                Some(money) => money.take(ordinal, cells, context, part),
                None => form.money.take(cells, context),
            }
            form.goal(cells, part);
            if let Some(text) = text_of(cells) {
                indicator_text::read(text, form.project, About::Project, part);
            }
        }
    }
    form.end(context, part);
}

/// The cells of a row behind its project, in their columns.
fn behind(cells: &[Cell], project: &Cell) -> Vec<Cell> {
    let at = cells.iter().position(|cell| cell.place == project.place);
    let mut cells = cells.to_vec();
    cells
        .iter_mut()
        .take(at.map_or(0, |at| at + 1))
        .for_each(|cell| cell.text.clear());
    cells
}

/// The unit of money that a form prints beside its money, 项目资金（元）, is the table's.
fn take_money_unit(grid: &Grid, context: &mut Context, part: &mut Part) {
    let mut printed = grid
        .header
        .iter()
        .chain(&grid.body)
        .flatten()
        .filter_map(|cell| {
            let text = squeeze(&cell.text);
            let is_money = text.contains("资金") || text.contains("金额") || text.contains("总额");
            let (_, behind) = text.split_once(['（', '('])?;
            let unit = behind.split(['）', ')']).next()?;
            let unit = unit
                .trim_start_matches("单位")
                .trim_start_matches(['：', ':']);
            MoneyUnit::from_name(unit).filter(|_| is_money)
        });
    let Some(unit) = printed.next() else { return };
    if printed.all(|another| another == unit) {
        context.money_unit = unit;
        part.table.money_unit = unit;
    }
}

/// The cell behind 项目名称, in a row that is none of headings.
pub fn project_of(cells: &[Cell]) -> Option<&Cell> {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let heads_columns = filled.iter().any(|cell| {
        let key = key(cell);
        key == "一级指标" || key == "三级指标" || key == "绩效指标"
    });
    let at = filled.iter().position(|cell| {
        let whole = squeeze(&cell.text);
        key(cell) != "项目" && names_project(&key(cell)) && whole.contains("名称")
            || whole.contains("项目）名称")
            || whole.contains("项目)名称")
    })?;
    let project = filled.get(at + 1)?;
    (at <= LABELS_BEFORE && !heads_columns && !is_label(project)).then_some(project)
}

/// So many cells may stand before 项目名称: the section's name, and a unit with its label.
const LABELS_BEFORE: usize = 4;

/// The cell that holds a form's indicators as text.
fn text_of(cells: &[Cell]) -> Option<&Cell> {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let (first, rest) = filled.split_first()?;
    let says = key(first).contains("绩效指标") && rest.len() == 1;
    rest.first()
        .copied()
        .filter(|cell| says && indicator_text::suits(cell))
}

/// The form at hand.
#[derive(Default)]
struct Form {
    /// Index of the project's row in the table.
    project: Option<usize>,
    /// The column below which the goal of the year stands, where the words stand over the goals.
    goal_below: Option<usize>,
    columns: Option<Columns>,
    indicators: Indicators,
    money: Money,
    /// The money of a form that prints what came of it.
    review: Option<review::Money>,
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

    /// Lays down the money that the upper part has printed.
    fn end(&mut self, context: &Context, part: &mut Part) {
        let (figures, unread) = std::mem::take(&mut self.money).figures(context);
        for figure in &figures {
            part.has_measure(figure.measure);
        }
        if let Some(row) = self.row(part) {
            row.figures.extend(figures);
        }
        for cell in &unread {
            part.leave(
                cell,
                "这个金额在表中另有不同的数，或读不出数字，未收入，请核对。",
            );
        }
    }

    /// 项目编码, 项目类别, 实施单位 and the cells behind them.
    fn details(&self, cells: &[Cell], part: &mut Part) {
        let Some(row) = self.row(part) else { return };
        for (label, value) in pairs(cells) {
            let details = row.project.get_or_insert_with(ProjectDetails::default);
            match key(label).as_str() {
                "项目编码" | "项目代码" => details.code = squeeze(&value.text),
                "项目类别" | "项目类型" | "项目属性" => {
                    details.kind = name(&value.text);
                }
                "实施单位" | "项目单位" | "预算单位" | "项目实施单位" => {
                    row.unit = unit_name(&value.text);
                }
                _ => {}
            }
        }
    }

    /// The goal of the year behind its word, or below it where 中期目标 and 年度目标 head two
    /// columns.
    fn goal(&mut self, cells: &[Cell], part: &mut Part) {
        let filled: Vec<(usize, &Cell)> = (0..)
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let is_word = |cell: &Cell| is_goal_word(&key(cell));
        let has_words = filled.iter().any(|(_, cell)| is_word(cell));
        let word = filled
            .iter()
            .rposition(|(_, cell)| is_word(cell) && !is_long_goal(&key(cell)));
        let behind = word
            .and_then(|at| filled.get(at + 1))
            .map(|(_, cell)| *cell)
            .filter(|cell| !is_word(cell) && !is_outcome_word(&key(cell)));
        let below = self.goal_below.take().filter(|_| !has_words);
        let found = match (behind, below) {
            (Some(cell), _) => Some(cell),
            (None, Some(column)) => {
                let straight = cells.get(column).filter(|cell| !cell.is_empty());
                // In a review what came of the goal stands behind it.
                let last = filled.last().map(|(at, cell)| (*at, *cell));
                match &self.review {
                    Some(_) => straight.filter(|_| last.is_some_and(|(at, _)| at > column)),
                    None => straight.or(last.map(|(_, cell)| cell)),
                }
            }
            (None, None) => None,
        };
        self.goal_below = word
            .filter(|_| behind.is_none())
            .and_then(|at| filled.get(at))
            .map(|(column, _)| *column);
        if let (Some(text), Some(row)) = (found, self.row(part)) {
            let details = row.project.get_or_insert_with(ProjectDetails::default);
            details.goal = name(&text.text);
        }
    }

    fn indicator(&mut self, cells: &[Cell], part: &mut Part) {
        let Some(columns) = &self.columns else { return };
        if columns.fit(cells) {
            self.indicators.read(cells, columns, part);
        } else if let Some(first) = cells.iter().find(|cell| !cell.is_empty())
            && !is_remark(cells)
        {
            part.note(
                first.place,
                &first.text,
                "这一行与指标的表头没有对齐，未读入。",
            );
        }
    }
}

/// Whether a row stands below the indicators and is none: a remark, the sum of the scores.
pub fn is_remark(cells: &[Cell]) -> bool {
    const STARTS: [&str; 9] = [
        "其他说明",
        "备注",
        "说明",
        "填报",
        "审核",
        "注",
        "总分",
        "合计",
        "总计",
    ];
    // 填报人：, 审核单位, 注：…; 审核通过率 and 注册企业数 are indicators.
    const GOES_ON: [char; 9] = ['：', ':', '（', '(', '人', '单', '日', '时', '意'];
    let first = cells.iter().find(|cell| !cell.is_empty());
    let label = first.map(|cell| bare(&cell.text)).unwrap_or_default();
    let mut rests = STARTS.iter().filter_map(|start| label.strip_prefix(start));
    rests.any(|rest| rest.is_empty() || rest.starts_with(GOES_ON))
}

/// Filled cells beside each other of which the second is what the first speaks of, and no label
/// beside one that was left blank.
fn pairs(cells: &[Cell]) -> Vec<(&Cell, &Cell)> {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let pairs = filled.windows(2).map(|pair| (pair[0], pair[1]));
    pairs.filter(|(_, value)| !is_label(value)).collect()
}
