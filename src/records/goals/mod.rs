/*!
Performance goals: projects with their indicators, in every layout that is printed.
*/

pub mod collapsed_pairs;
pub mod department_performance;
pub mod form_labels;
pub mod form_money;
pub mod indicator_columns;
pub mod indicator_headings;
pub mod indicator_level;
pub mod indicator_list;
pub mod indicator_list_text;
pub mod indicator_pairs;
pub mod indicator_text;
pub mod indicator_value;
pub mod misread;
pub mod pair;
pub mod pair_levels;
pub mod project_form;
pub mod project_names;
mod review;
mod unproven;

use crate::budget::{Indicator, Row, TableKind};
use crate::records::context::Context;
use crate::records::table::Part;
use crate::tables::{Grid, Layout, PrintedTable};

/// The kind of a table by what it holds, where its title alone would mislead: 项目支出绩效表 that
/// prints goals is one of them, and a table of goals that prints what was reached and its score
/// is a review.
pub fn kind_by_content(printed: &PrintedTable) -> Option<TableKind> {
    let Layout::Grid(grid) = &printed.layout else {
        return printed.kind;
    };
    match printed.kind {
        Some(kind) if kind.is_performance() => {
            (!indicator_headings::is_review(grid)).then_some(kind)
        }
        None if indicator_headings::prints_goals(grid, &printed.title) => {
            if printed.title.contains("整体") {
                Some(TableKind::DepartmentPerformance)
            } else {
                Some(TableKind::ProjectPerformance)
            }
        }
        kind => kind,
    }
}

/// Reads a table of goals.
pub fn read(kind: TableKind, layout: &Layout, context: &mut Context, part: &mut Part) {
    let proven;
    let layout = match layout {
        Layout::Grid(grid) if part.is_by_blanks => {
            proven = Layout::Grid(unproven::without_contradicted(grid, part));
            &proven
        }
        layout => layout,
    };
    match layout {
        Layout::Collapsed(lines) => collapsed_pairs::read(lines, context, part),
        Layout::Grid(grid) if kind == TableKind::DepartmentPerformance => {
            department_performance::read(grid, context, part);
        }
        Layout::Grid(grid) => projects(grid, context, part),
    }
    say_what_is_missing(part);
}

/// How a table prints what came of projects' goals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// A form for each project.
    Form,
    /// A list of projects.
    List,
}

impl Review {
    /// How a grid does; none where it prints nothing of the kind.
    pub fn of(grid: &Grid) -> Option<Self> {
        if !indicator_headings::is_review(grid) {
            None
        } else if project_form::suits(grid) {
            Some(Self::Form)
        } else {
            (!indicator_headings::sections(grid).is_empty()).then_some(Self::List)
        }
    }
}

/// Reads the goals of a list that prints what came of them. Its money is read as any table's; each project has a
/// row more, which its indicators stand under.
pub fn read_review_list(grid: &Grid, context: &Context, part: &mut Part) {
    let mut table = part.table.clone();
    table.rows.clear();
    let mut list = Part::new(table);
    indicator_list::read(grid, context, &mut list);
    let first = part.table.rows.len();
    part.table
        .rows
        .extend(list.table.rows.into_iter().map(|row| Row {
            figures: Vec::new(),
            ..row
        }));
    let moved = |indicator: Indicator| Indicator {
        row: indicator.row.map(|row| first + row),
        ..indicator
    };
    part.indicators
        .extend(list.indicators.into_iter().map(moved));
    part.notes.extend(list.notes);
    say_what_is_missing(part);
}

/// Reads forms of what came of projects' goals.
pub fn read_review(grid: &Grid, context: &mut Context, part: &mut Part) {
    if part.is_by_blanks {
        let proven = unproven::without_contradicted(grid, part);
        project_form::read_review(&proven, context, part);
    } else {
        project_form::read_review(grid, context, part);
    }
    say_what_is_missing(part);
}

fn projects(grid: &Grid, context: &mut Context, part: &mut Part) {
    if project_form::suits(grid) && !indicator_pairs::suits(grid) {
        project_form::read(grid, context, part);
        return;
    }
    if indicator_pairs::suits(grid) {
        indicator_pairs::read(grid, context, part);
    } else {
        indicator_list::read(grid, context, part);
    }
}

/// Says once a table how many indicators print no value, and how many no sign before it.
fn say_what_is_missing(part: &mut Part) {
    let without_value =
        |indicator: &Indicator| indicator.printed.is_empty() && indicator.value.is_empty();
    let without_sign =
        |indicator: &Indicator| !without_value(indicator) && indicator.operator.is_none();
    let found = [
        said(part, &without_value, "个指标没有印指标值。"),
        said(
            part,
            &without_sign,
            "个指标的指标值没有印比较符号（≥、≤、＝、定性），照原文收入。",
        ),
    ];
    for (place, excerpt, message) in found.into_iter().flatten() {
        part.note(place, &excerpt, &message);
    }
}

fn said(
    part: &Part,
    lacks: &dyn Fn(&Indicator) -> bool,
    words: &str,
) -> Option<(crate::budget::Place, String, String)> {
    let mut lacking = part.indicators.iter().filter(|indicator| lacks(indicator));
    let first = lacking.next()?;
    let count = 1 + lacking.count();
    Some((first.place, first.name.clone(), format!("{count} {words}")))
}
