/*!
项目绩效目标表 that prints one indicator a row: levels, name, 性质, value, unit, weight.

Cells merged over rows tear these tables more than any other, so a row is read by what
its filled cells are and not by where they stand: a 一级指标 is one of few words, the
comparison is a sign, the weight a number at the end. What stands before the levels
begins a project.
*/

use crate::budget::{
    About, Amount, Indicator, Measure, Operator, Origin, Place, ProjectDetails, Row, RowKind,
};
use crate::records::context::Context;
use crate::records::goals::indicator_columns;
use crate::records::goals::indicator_headings::{IndicatorSection, sections, titled_sections};
use crate::records::goals::indicator_level::{Levels, first_of_second, is_first};
use crate::records::goals::indicator_list_text::indicators_as_text;
use crate::records::goals::indicator_value::split;
use crate::records::goals::project_names::{project_code_and_name, strip_number, unit_name};
use crate::records::header::shape::Leaf;
use crate::records::labels::{code_and_name, is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::grid::is_money;
use crate::tables::lines::{name, squeeze};
use crate::tables::{Cell, Grid};

/// 预算数, the money column of these tables.
pub const BUDGET: Measure = Measure::BUDGETED;

/// One row of so many may stand elsewhere than its headings, and is said; of more, and all are
/// read by what their cells are.
const STRAY_OF: usize = 20;

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let sections = sections(grid);
    if stands_straight(&sections) {
        indicator_columns::read(&sections, context, part);
        return;
    }
    let titled = titled_sections(grid);
    if sections.is_empty() && stands_straight(&titled) {
        indicator_columns::read(&titled, context, part);
        return;
    }
    if indicators_as_text(grid, context, part) {
        return;
    }
    part.has_measure(BUDGET);
    let header: String = grid
        .header
        .iter()
        .flatten()
        .map(|cell| squeeze(&cell.text))
        .collect();
    let mut reader = Reader {
        has_sign_column: header.contains("性质"),
        has_weight: header.contains("权重") || header.contains("分值"),
        levels: Levels::default(),
        unit: String::new(),
        project: None,
    };
    let is_number_column = |row: &Vec<Cell>| {
        row.first()
            .is_some_and(|cell| squeeze(&cell.text) == "序号")
    };
    let numbered = grid.header.iter().any(is_number_column);
    for (ordinal, cells) in (1..).zip(&grid.body) {
        let is_number = |cell: &Cell| cell.text.bytes().all(|b| b.is_ascii_digit());
        let skip = usize::from(numbered && cells.first().is_some_and(is_number));
        let cells = &cells[skip..];
        let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        reader.row(ordinal, &filled, context, part);
    }
}

/// Whether the rows below headings stand under them, but for a few.
fn stands_straight(sections: &[IndicatorSection]) -> bool {
    let rows: usize = sections.iter().map(|section| section.body.len()).sum();
    let stray: usize = sections.iter().map(IndicatorSection::stray).sum();
    !sections.is_empty() && stray * STRAY_OF <= rows
}

struct Reader {
    has_sign_column: bool,
    has_weight: bool,
    levels: Levels,
    unit: String,
    /// Index of the project's row in the table.
    project: Option<usize>,
}

impl Reader {
    fn row(&mut self, ordinal: u32, filled: &[&Cell], context: &Context, part: &mut Part) {
        let sign = self.sign_at(filled).filter(|_| {
            !filled
                .first()
                .is_some_and(|cell| is_total(&total_name(&name(&cell.text))))
        });
        let before = &filled[..sign.unwrap_or(filled.len())];
        let levels_at = before
            .iter()
            .position(|cell| is_first(&cell.text) || first_of_second(&cell.text).is_some());
        let lead_end = self.lead_end(before, levels_at);
        let (lead, rest) = filled.split_at(lead_end);
        if !lead.is_empty() {
            self.begin_project(ordinal, lead, rest.is_empty(), context, part);
        }
        if rest.is_empty() {
            return;
        }
        if self.project.is_none() {
            part.note(
                rest[0].place,
                &rest[0].text,
                "这一指标前面没有项目，未归入项目。",
            );
        }
        self.indicator(rest, sign.map(|at| at - lead_end), part);
    }

    /// The cell that says how to compare: a sign, 定性, or what stands for none (`-`, `0`).
    fn sign_at(&self, filled: &[&Cell]) -> Option<usize> {
        if !self.has_sign_column {
            return None;
        }
        let is_sign = |cell: &&Cell| Operator::from_sign(&cell.text).is_some();
        let stands_for_none =
            |cell: &&Cell| matches!(squeeze(&cell.text).as_str(), "-" | "0" | "—" | "无");
        let levels = filled
            .iter()
            .position(|cell| is_first(&cell.text) || first_of_second(&cell.text).is_some());
        let after = levels.map_or(1, |at| at + 1);
        filled.iter().position(is_sign).or_else(|| {
            filled
                .iter()
                .skip(after)
                .position(stands_for_none)
                .map(|at| at + after)
        })
    }

    /// Where the cells of the project end: before the levels, or, in a row that prints none,
    /// after the goal that follows the money.
    fn lead_end(&self, before: &[&Cell], levels_at: Option<usize>) -> usize {
        let money = before.iter().position(|cell| is_money(&cell.text));
        if before
            .first()
            .is_some_and(|cell| is_total(&total_name(&name(&cell.text))))
        {
            return before.len();
        }
        match (money, levels_at) {
            (Some(money), Some(levels)) if money < levels => levels,
            (Some(money), None) if before.len() == money + 1 => money + 1,
            (Some(_), None) => before.len().saturating_sub(1).max(1),
            _ => 0,
        }
    }

    fn begin_project(
        &mut self,
        ordinal: u32,
        lead: &[&Cell],
        alone: bool,
        context: &Context,
        part: &mut Part,
    ) {
        let money = lead
            .iter()
            .position(|cell| is_money(&cell.text))
            .unwrap_or(lead.len());
        let labels: Vec<&str> = lead[..money]
            .iter()
            .map(|cell| cell.text.as_str())
            .filter(|text| !is_dash(text))
            .collect();
        let goal = lead
            .get(money + 1)
            .map(|cell| name(&cell.text))
            .unwrap_or_default();
        let mut row = if alone {
            total_row(&labels, context)
        } else {
            self.project_row(&labels, goal)
        };
        if !alone {
            let same = self
                .project
                .filter(|&index| is_same(&part.table.rows[index], &row, lead, context));
            if same.is_some() {
                return;
            }
        }
        row.ordinal = ordinal;
        row.place = lead[0].place;
        if let Some(cell) = lead.get(money)
            && let Some(amount) = Amount::parse(&cell.text, context.money_unit)
        {
            let leaf = Leaf {
                measure: BUDGET,
                last_year: false,
            };
            row.figures
                .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
        }
        self.levels = Levels::default();
        if !alone {
            self.project = Some(part.table.rows.len());
        }
        part.table.rows.push(row);
    }

    fn project_row(&mut self, labels: &[&str], goal: String) -> Row {
        let is_kind = |text: &str| {
            let text = squeeze(text);
            text.ends_with('类') && text.chars().count() <= 12
        };
        let kind = labels
            .iter()
            .skip(1)
            .find(|text| is_kind(text))
            .map(|text| strip_number(&name(text)).to_owned())
            .unwrap_or_default();
        let mut names: Vec<&str> = labels
            .iter()
            .copied()
            .filter(|text| !is_kind(text))
            .collect();
        if names.len() > 1 {
            self.unit = unit_name(names.remove(0));
        }
        let (code, project) = project_code_and_name(names.first().copied().unwrap_or_default());
        let mut row = blank_row(RowKind::Project, project);
        row.unit.clone_from(&self.unit);
        row.project = Some(ProjectDetails {
            code,
            kind,
            goal,
            ..ProjectDetails::default()
        });
        row
    }

    fn indicator(&mut self, cells: &[&Cell], sign: Option<usize>, part: &mut Part) {
        let first = cells
            .iter()
            .take(sign.unwrap_or(cells.len()))
            .position(|cell| is_first(&cell.text));
        let after_first = first.map_or(0, |at| at + 1);
        let names_end = sign.unwrap_or_else(|| self.names_end(cells, after_first));
        let names = &cells[after_first.min(names_end)..names_end];
        let second = match names {
            [second, _, ..] => Some(*second),
            // Beside a 一级指标 the one text that is left is the name, whatever it says.
            [only] if first.is_none() => {
                Some(*only).filter(|cell| first_of_second(&cell.text).is_some())
            }
            [_] => None,
            [] => None,
        };
        self.levels.take(
            first.map(|at| cells[at].text.as_str()),
            second.map(|cell| cell.text.as_str()),
        );
        let Some(name_cell) = names.last().copied().or(first.map(|at| cells[at])) else {
            return;
        };
        let tail = Tail::of(&cells[names_end..], sign.is_some(), self.has_weight);
        part.indicators.push(Indicator {
            table: 0,
            row: self.project,
            about: About::Project,
            level1: self.levels.first.clone(),
            level2: self.levels.second.clone(),
            name: name(&name_cell.text),
            operator: tail.operator,
            value: tail.value,
            value_unit: tail.unit,
            weight: tail.weight,
            direction: tail.direction,
            printed: tail.printed,
            place: Place::line(name_cell.place.line),
        });
    }

    /// Without a column of signs the value is the cell after the name.
    fn names_end(&self, cells: &[&Cell], after_first: usize) -> usize {
        let left = &cells[after_first..];
        let has_second = left
            .first()
            .is_some_and(|cell| first_of_second(&cell.text).is_some());
        (after_first + usize::from(has_second) + 1).min(cells.len())
    }
}

/// What stands after an indicator's name.
#[derive(Debug, Default)]
struct Tail {
    operator: Option<Operator>,
    value: String,
    unit: String,
    weight: String,
    direction: String,
    printed: String,
}

impl Tail {
    fn of(cells: &[&Cell], has_sign: bool, has_weight: bool) -> Self {
        let mut texts: Vec<String> = cells
            .iter()
            .map(|cell| cell.text.trim().to_owned())
            .collect();
        let mut tail = Self::default();
        if has_sign && !texts.is_empty() {
            tail.operator = Operator::from_sign(&texts.remove(0));
        }
        let is_direction = |text: &String| {
            text.ends_with("指标") || ["正向", "反向", "双向"].contains(&text.as_str())
        };
        if texts.len() > 1 && texts.last().is_some_and(is_direction) {
            tail.direction = texts.pop().map(|text| name(&text)).unwrap_or_default();
        }
        let is_number = |text: &String| text.parse::<rust_decimal::Decimal>().is_ok();
        if has_weight && texts.len() > 1 && texts.last().is_some_and(is_number) {
            tail.weight = texts.pop().unwrap_or_default();
        }
        let mut texts = texts.into_iter();
        tail.printed = texts.next().unwrap_or_default();
        if has_sign {
            tail.value = name(&tail.printed);
            tail.unit = texts.next().map(|text| name(&text)).unwrap_or_default();
        } else {
            let value = split(&tail.printed);
            (tail.operator, tail.value, tail.unit) = (value.operator, value.value, value.unit);
        }
        tail
    }
}

fn blank_row(kind: RowKind, name: String) -> Row {
    Row {
        kind,
        name,
        ..Row::blank()
    }
}

/// A row with money and no indicator: 合计, a department, a unit.
fn total_row(labels: &[&str], context: &Context) -> Row {
    let label = labels.first().copied().unwrap_or("合计");
    let bare = total_name(&name(label));
    if is_total(&bare) {
        return blank_row(RowKind::Total, bare);
    }
    let (code, unit) = code_and_name(label).map_or((String::new(), name(label)), |(code, rest)| {
        (code.to_owned(), name(rest))
    });
    let mut row = blank_row(context.organisation_kind(&unit, &code), unit);
    row.code = code;
    row
}

fn is_dash(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '—' | ' '))
}

/// A page break prints the project again: same name, same money.
fn is_same(before: &Row, next: &Row, lead: &[&Cell], context: &Context) -> bool {
    let amount = lead
        .iter()
        .find(|cell| is_money(&cell.text))
        .and_then(|cell| Amount::parse(&cell.text, context.money_unit));
    before.name == next.name
        && before.figures.first().map(|figure| figure.amount) == amount
        && before.project.as_ref().map(|project| &project.code)
            == next.project.as_ref().map(|project| &project.code)
}
