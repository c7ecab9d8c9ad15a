/*!
部门整体支出绩效目标申报表: the year's tasks with their money, the overall goal, and the
indicators of the whole department.
*/

use crate::budget::{About, Amount, Measure, Origin, Place, ProjectDetails, Row, RowKind};
use crate::records::context::Context;
use crate::records::goals::form_labels::{
    bare, is_goal_word, is_long_goal, key, part_of_money, total_span,
};
use crate::records::goals::indicator_columns::Indicators;
use crate::records::goals::indicator_headings::Columns;
use crate::records::goals::indicator_level::{Levels, first_of_second, is_first};
use crate::records::goals::indicator_pairs::of_pair;
use crate::records::header::shape::Leaf;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// The money columns of the tasks, in their order.
const MONEY: [Measure; 3] = [
    Measure::ALL_MONEY,
    Measure::FISCAL_MONEY,
    Measure::OTHER_MONEY,
];

/// What the rows at hand are about.
enum FormSection {
    Head,
    /// The year's tasks; the columns of their money, where headings name them.
    Tasks(Vec<(usize, Measure)>),
    /// Indicators below their headings; without columns, a row is read by what its cells are.
    Indicators(Option<Box<Columns>>),
}

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    for measure in &MONEY {
        part.has_measure(*measure);
    }
    let mut form = Form::default();
    let rows = grid.rows();
    let mut skip = 0;
    for (at, cells) in rows.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let behind: Vec<&[Cell]> = rows[at + 1..].iter().map(|row| row.as_slice()).collect();
        skip = form.row(cells, &behind, context, part);
    }
}

/// The form at hand.
struct Form {
    section: FormSection,
    levels: Levels,
    second_column: Option<usize>,
    indicators: Indicators,
    ordinal: u32,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            section: FormSection::Head,
            levels: Levels::default(),
            second_column: None,
            indicators: Indicators::of_whole(),
            ordinal: 0,
        }
    }
}

impl Form {
    /// Reads a row; gives how many rows behind it belong to it.
    fn row(
        &mut self,
        cells: &[Cell],
        behind: &[&[Cell]],
        context: &Context,
        part: &mut Part,
    ) -> usize {
        let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let text: String = filled.iter().map(|cell| squeeze(&cell.text)).collect();
        let columns = Columns::of_form(cells, behind.first().copied());
        if let FormSection::Tasks(money) = &mut self.section
            && is_money_heading(&filled)
        {
            money.extend(money_columns(cells));
        } else if is_form_head(&text) {
            // A page break repeats it: the section goes on.
        } else if text.contains("任务名称") {
            self.section = FormSection::Tasks(money_columns(cells));
        } else if columns.is_some() || text.contains("三级指标") {
            let skip = columns
                .as_ref()
                .map_or(0, |columns| columns.heading_rows - 1);
            let is_second = |cell: &Cell| squeeze(&cell.text) == "二级指标";
            self.second_column = cells.iter().position(is_second);
            // A cell that moved, and all are read by what they are.
            let body = behind.get(skip..).unwrap_or_default();
            let fits = |columns: &Columns| {
                body.iter()
                    .all(|row| columns.fit(row) || is_overall_goal(row))
            };
            let columns = columns.filter(fits);
            let columns = columns.map(|columns| columns.with_sign_of(body.iter().copied()));
            self.section = FormSection::Indicators(columns.map(Box::new));
            return skip;
        } else if let Some(goal) = overall_goal(&filled) {
            part.table.overall_goal = goal;
        } else {
            self.content(cells, filled, context, part);
        }
        0
    }

    fn content(
        &mut self,
        cells: &[Cell],
        mut filled: Vec<&Cell>,
        context: &Context,
        part: &mut Part,
    ) {
        let is_section = |cell: &&Cell| !is_section_name(&cell.text);
        match &self.section {
            FormSection::Head => leave_money(&filled, context, part),
            FormSection::Tasks(money) => {
                filled.retain(is_section);
                self.ordinal += 1;
                task(self.ordinal, cells, &filled, money, context, part);
            }
            FormSection::Indicators(Some(columns)) => self.indicators.read(cells, columns, part),
            FormSection::Indicators(None) => {
                filled.retain(is_section);
                let column = self.second_column;
                let only_second = column.is_some_and(|column| is_second_alone(cells, column));
                indicator(&filled, only_second, &mut self.levels, part);
            }
        }
    }
}

fn is_overall_goal(row: &[Cell]) -> bool {
    let filled: Vec<&Cell> = row.iter().filter(|cell| !cell.is_empty()).collect();
    overall_goal(&filled).is_some()
}

/// Whether a row prints nothing but what the columns of the tasks' money are.
fn is_money_heading(filled: &[&Cell]) -> bool {
    let is_heading =
        |cell: &&Cell| task_measure(&cell.text).is_some() || is_section_name(&cell.text);
    !filled.is_empty() && filled.iter().all(is_heading)
}

fn money_columns(cells: &[Cell]) -> Vec<(usize, Measure)> {
    let column = |(at, cell): (usize, &Cell)| Some((at, task_measure(&cell.text)?));
    cells.iter().enumerate().filter_map(column).collect()
}

/// What a heading over the tasks' money means; one that stands over several, nothing.
fn task_measure(heading: &str) -> Option<Measure> {
    let text = bare(heading);
    match text.as_str() {
        "总额" | "资金总额" | "合计" | "小计" => Some(Measure::ALL_MONEY),
        "预算金额" | "预算资金" | "金额" | "年度主要任务" => None,
        _ => Some(Measure::from_path(part_of_money(&text)?)),
    }
}

/// Says of money that is no task's that it is not read: a project's it is not.
fn leave_money(filled: &[&Cell], context: &Context, part: &mut Part) {
    for pair in filled.windows(2) {
        let is_number = |cell: &Cell| Amount::parse(&cell.text, context.money_unit).is_some();
        let label = key(pair[0]);
        if is_number(pair[1])
            && (total_span(&label).is_some()
                || part_of_money(&label).is_some()
                || label.contains("支出"))
        {
            part.leave(pair[1], "这是部门整体的金额，不属于哪一项任务，未收入。");
        }
    }
}

/// A row of the form that says whose it is, or what the columns of money are.
fn is_form_head(text: &str) -> bool {
    [
        "部门名称",
        "单位名称",
        "部门预算编码",
        "单位预算编码",
        "部门编码",
        "单位编码",
        "总额",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// The merged cell left of a section's rows.
fn is_section_name(text: &str) -> bool {
    let text = squeeze(text);
    text.starts_with("年度") && text.chars().count() <= 8
}

/// The cell behind 年度总体目标, 整体绩效目标.
fn overall_goal(filled: &[&Cell]) -> Option<String> {
    let (first, rest) = filled.split_first()?;
    let word = bare(&first.text);
    let is_goal = word.contains("总体目标") || is_goal_word(&word) && !is_long_goal(&word);
    (is_goal && !rest.is_empty()).then(|| rest.iter().map(|cell| name(&cell.text)).collect())
}

fn task(
    ordinal: u32,
    cells: &[Cell],
    filled: &[&Cell],
    columns: &[(usize, Measure)],
    context: &Context,
    part: &mut Part,
) {
    let is_amount = |cell: &Cell| Amount::parse(&cell.text, context.money_unit).is_some();
    let texts = filled.iter().take_while(|cell| !is_amount(cell)).count();
    let (labels, money) = filled.split_at(texts);
    let Some(label) = labels.first() else { return };
    let bare = total_name(&name(&label.text));
    let mut row = Row::blank();
    row.kind = if is_total(&bare) {
        RowKind::Total
    } else {
        RowKind::Project
    };
    if row.kind == RowKind::Project {
        row.project = Some(ProjectDetails::default());
    }
    row.name = bare;
    row.ordinal = ordinal;
    row.place = label.place;
    for (measure, cell) in placed_money(cells, money, columns, context, part) {
        part.has_measure(measure);
        if let Some(amount) = Amount::parse(&cell.text, context.money_unit) {
            let leaf = Leaf {
                measure,
                last_year: false,
            };
            row.figures
                .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
        }
    }
    part.table.rows.push(row);
}

/// Whether the first of a row's amounts is the total, and the rest add up to it.
fn adds_up(placed: &[(Measure, &Cell)], context: &Context) -> bool {
    let amount = |cell: &Cell| Amount::parse(&cell.text, context.money_unit);
    let value = |cell: &Cell| amount(cell).map_or(0, |amount| i128::from(amount.ten_thousandths()));
    placed
        .split_first()
        .is_some_and(|((measure, total), parts)| {
            let sum: i128 = parts.iter().map(|(_, part)| value(part)).sum();
            *measure == Measure::ALL_MONEY && !parts.is_empty() && sum == value(total)
        })
}

/// The amounts of a row with their measures: by the headings over them, or by their order where there is one for
/// each heading and the first is the sum of the rest. Where neither proves it, none.
fn placed_money<'c>(
    cells: &'c [Cell],
    money: &[&'c Cell],
    columns: &[(usize, Measure)],
    context: &Context,
    part: &mut Part,
) -> Vec<(Measure, &'c Cell)> {
    if columns.is_empty() {
        return MONEY.into_iter().zip(money.iter().copied()).collect();
    }
    let is_amount = |cell: &&&Cell| Amount::parse(&cell.text, context.money_unit).is_some();
    let amounts: Vec<&Cell> = money.iter().filter(is_amount).copied().collect();
    let under = |at: usize| columns.iter().find(|(column, _)| *column == at);
    let placed = cells.iter().enumerate();
    let placed: Vec<(Measure, &Cell)> = placed
        .filter_map(|(at, cell)| Some((under(at)?.1, cell)))
        .collect();
    let stands_under = |amount: &&Cell| placed.iter().any(|(_, cell)| cell.place == amount.place);
    if amounts.iter().all(stands_under) {
        return placed;
    }
    let measures = columns.iter().map(|(_, measure)| *measure);
    if amounts.len() == columns.len() {
        let placed: Vec<(Measure, &Cell)> = measures.zip(amounts.iter().copied()).collect();
        if adds_up(&placed, context) {
            return placed;
        }
    }
    for amount in amounts {
        part.leave(
            amount,
            "表头和数字的位置对不上，证明不了在哪一栏之下，未收入。",
        );
    }
    Vec::new()
}

/// Whether a row prints its 二级指标 in that column, no 一级指标 before it, and name and value
/// behind it: 成本指标 is a word of both levels.
fn is_second_alone(cells: &[Cell], column: usize) -> bool {
    let filled = |at: usize| cells.get(at).is_some_and(|cell| !cell.is_empty());
    let stands_there = cells.get(column).is_some_and(|cell| is_first(&cell.text));
    let is_alone = (0..column).all(|at| !filled(at) || is_section_name(&cells[at].text));
    stands_there
        && is_alone
        && filled(column + 1)
        && filled(column + 2)
        && !is_first(&cells[column + 1].text)
        && first_of_second(&cells[column + 1].text).is_none()
}

fn indicator(filled: &[&Cell], only_second: bool, levels: &mut Levels, part: &mut Part) {
    let mut cells = filled;
    let first = cells
        .first()
        .filter(|cell| is_first(&cell.text) && !only_second)
        .copied();
    cells = &cells[usize::from(first.is_some())..];
    // 满意度指标 is a word of both levels: the second time in a row it is the second level.
    let second = cells
        .first()
        .filter(|cell| only_second || cells.len() > 1 && first_of_second(&cell.text).is_some())
        .copied();
    cells = &cells[usize::from(second.is_some())..];
    levels.take(
        first.map(|cell| cell.text.as_str()),
        second.map(|cell| cell.text.as_str()),
    );
    let Some(label) = cells.first() else { return };
    let printed = cells
        .get(1)
        .map(|cell| cell.text.trim())
        .unwrap_or_default();
    let mut found = of_pair(
        &levels.first,
        &name(&label.text),
        printed,
        None,
        Place::line(label.place.line),
    );
    found.level2.clone_from(&levels.second);
    found.about = About::Whole;
    part.indicators.push(found);
}
