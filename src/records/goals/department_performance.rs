/*!
部门整体支出绩效目标申报表: the year's tasks with their money, the overall goal, and the
indicators of the whole department.
*/

use crate::budget::{About, Amount, Measure, Origin, Place, ProjectDetails, Row, RowKind};
use crate::records::context::Context;
use crate::records::goals::indicator_level::{Levels, first_of_second, is_first};
use crate::records::goals::indicator_pairs::of_pair;
use crate::records::header::shape::Leaf;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// The money columns of the tasks, in their order.
const MONEY: [Measure; 3] = [
    Measure::of("资金总额"),
    Measure::of("财政拨款"),
    Measure::of("其他资金"),
];

/// What the rows at hand are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Tasks,
    Indicators,
}

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    for measure in &MONEY {
        part.has_measure(measure);
    }
    let mut section = Section::Head;
    let mut levels = Levels::default();
    let mut second_column = None;
    let mut ordinal = 0;
    for cells in grid.header.iter().chain(&grid.body) {
        let mut filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let text: String = filled.iter().map(|cell| squeeze(&cell.text)).collect();
        if is_form_head(&text) {
            // A page break repeats it: the section goes on.
        } else if text.contains("任务名称") {
            section = Section::Tasks;
        } else if text.contains("三级指标") {
            section = Section::Indicators;
            second_column = cells
                .iter()
                .position(|cell| squeeze(&cell.text) == "二级指标");
        } else if let Some(goal) = overall_goal(&filled) {
            part.table.overall_goal = goal;
        } else if section == Section::Tasks {
            filled.retain(|cell| !is_section_name(&cell.text));
            ordinal += 1;
            task(ordinal, &filled, context, part);
        } else if section == Section::Indicators {
            filled.retain(|cell| !is_section_name(&cell.text));
            let only_second = second_column.is_some_and(|column| is_second_alone(cells, column));
            indicator(&filled, only_second, &mut levels, part);
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

fn overall_goal(filled: &[&Cell]) -> Option<String> {
    let (first, rest) = filled.split_first()?;
    (squeeze(&first.text).contains("总体目标"))
        .then(|| rest.iter().map(|cell| name(&cell.text)).collect())
}

fn task(ordinal: u32, filled: &[&Cell], context: &Context, part: &mut Part) {
    let texts = filled
        .iter()
        .take_while(|cell| Amount::parse(&cell.text, context.money_unit).is_none())
        .count();
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
    for (measure, cell) in MONEY.into_iter().zip(money) {
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
