/*!
The labels of 项目支出表: type, project, unit.
*/

use crate::budget::{ProjectDetails, Row, RowKind};
use crate::records::context::Context;
use crate::records::header;
use crate::records::labels;
use crate::records::labels::row_of;
use crate::tables::Grid;
use crate::tables::lines::{name, squeeze};

/// Which label column holds what, as far as the header tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles {
    kind: Option<usize>,
    project: Option<usize>,
    unit: Option<usize>,
    code: Option<usize>,
    function: Option<usize>,
    /// How something is bought, which names nothing.
    manner: Option<usize>,
    /// Whether a column of its own says the function of each project.
    says_functions: bool,
}

impl Roles {
    /// Reads the header over the label columns.
    pub fn of(grid: &Grid, first_figure: usize) -> Self {
        let find = |names: &[&str]| {
            grid.header.iter().find_map(|row| {
                row.iter().take(first_figure).position(|cell| {
                    names
                        .iter()
                        .any(|name| squeeze(&cell.text).starts_with(name))
                })
            })
        };
        let function = find(&[
            "功能科目编码",
            "功能分类科目编码",
            "功能分类编码",
            "科目编码",
            "科目代码",
        ]);
        // 项目 | 功能分类科目编码: the lowest heading over a column before the codes.
        let before_functions = (0..function.unwrap_or(0))
            .find(|&column| header::own_heading(grid, column).as_deref() == Some("项目"));
        Self {
            kind: find(&["类型", "项目类型", "项目类别"]),
            // What is bought, before the project that it is bought for.
            project: [
                "采购物品名称",
                "采购品目名称",
                "品目名称",
                "采购项目名称",
                "采购项目",
                "采购内容",
                "项目名称",
                "采购品目",
            ]
            .iter()
            .find_map(|name| find(&[name]))
            .or(before_functions),
            unit: find(&["项目单位", "单位名称", "预算单位"])
                .or_else(|| find(&["单位编码", "单位代码"])),
            code: find(&["项目编码", "项目代码"]),
            function,
            manner: find(&["采购组织形式", "组织形式", "采购方式", "采购形式"]),
            says_functions: find(&[
                "科目名称",
                "功能科目名称",
                "功能分类科目名称",
                "功能分类名称",
                "支出功能分类科目名称",
            ])
            .is_some()
                || before_functions.is_some(),
        }
    }

    /// The column of projects beside one that says their functions.
    pub fn project_beside_function(&self) -> Option<usize> {
        self.project.filter(|_| self.says_functions)
    }

    /// Whether the unit stands before what it is of, so that its cell may be merged over several
    /// rows. Behind a class a blank cell says that the row is of no unit alone.
    pub fn has_unit_first(&self) -> bool {
        match (self.unit, self.project.or(self.function)) {
            (Some(unit), Some(own)) => unit < own,
            _ => false,
        }
    }
}

/// Fills the type down where the table merges its cell over the projects of one type, or prints the type's sum above
/// them.
pub fn fill_types_down(rows: &mut [Row], roles: &Roles) {
    if roles.kind.is_none() {
        return;
    }
    let mut above = String::new();
    for row in rows {
        let Some(project) = &mut row.project else {
            // A total or a unit between projects ends the merged cell.
            above.clear();
            if row.kind == RowKind::Other && is_type(&row.name) {
                above.clone_from(&row.name);
            }
            continue;
        };
        if project.kind.is_empty() {
            project.kind.clone_from(&above);
        } else {
            above.clone_from(&project.kind);
        }
    }
}

/// Whether a text is a type of projects: 特定目标类, 3-特定目标类.
fn is_type(text: &str) -> bool {
    text.ends_with('类') && text.chars().count() <= 8
}

/// Reads the label cells of a row of a project table.
pub fn read(cells: &[&str], roles: &Roles, context: &Context) -> Row {
    let filled: Vec<&str> = cells
        .iter()
        .copied()
        .filter(|cell| !cell.trim().is_empty())
        .collect();
    let is_total = filled.is_empty()
        || filled
            .iter()
            .any(|cell| labels::is_total(&labels::total_name(&name(cell))));
    if is_total {
        let mut row = row_of(labels::read(&["合计"], context));
        if let Some(printed) = filled
            .iter()
            .find(|cell| labels::is_total(&labels::total_name(&name(cell))))
        {
            row.name = labels::total_name(&name(printed));
        }
        return row;
    }
    let is_unit_code =
        |cell: &str| squeeze(cell).bytes().all(|b| b.is_ascii_digit()) && squeeze(cell).len() <= 9;
    let cell = |role: Option<usize>| {
        role.and_then(|at| cells.get(at))
            .map_or("", |cell| cell.trim())
    };
    // A project's own code may be as short as a unit's.
    let (code, project) = (cell(roles.code), cell(roles.project));
    let is_project =
        !code.is_empty() && !project.is_empty() && !context.is_organisation(&name(project));
    if filled.len() <= 2
        && !is_project
        && (is_unit_code(filled[0])
            || filled.len() == 1 && context.is_organisation(&name(filled[0])))
    {
        let labelled = row_of(labels::read(&filled, context));
        // The code of its function, that is no unit's, beside a project.
        let is_of_function = labelled.kind == RowKind::Unit
            && !cell(roles.function).is_empty()
            && !project.is_empty()
            && !context.is_organisation(&name(project));
        if !is_of_function {
            return labelled;
        }
    }
    project_row(cells, &filled, roles, context)
}

/// The code of a function that begins in a cell: the levels may have a cell each.
fn whole_code(cells: &[&str], at: usize) -> String {
    let is_level = |cell: &String| cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_digit());
    let mut code = cells.get(at).map(|cell| name(cell)).unwrap_or_default();
    if code.len() == 3 {
        let below = cells.iter().skip(at + 1).take(2).map(|cell| squeeze(cell));
        code.extend(below.take_while(is_level));
    }
    code
}

fn project_row(cells: &[&str], filled: &[&str], roles: &Roles, context: &Context) -> Row {
    let at = |role: Option<usize>| {
        role.and_then(|index| cells.get(index))
            .map(|cell| name(cell))
            .unwrap_or_default()
    };
    let mut kind = at(roles.kind);
    let mut project = at(roles.project);
    let mut unit = at(roles.unit);
    if project.is_empty() {
        // A text may keep no more than a blank between the type and the project.
        let parts: Vec<&str> = match filled {
            [one] => one.split_whitespace().collect(),
            [first, rest @ ..] => first
                .split_whitespace()
                .chain(rest.iter().copied())
                .collect(),
            [] => Vec::new(),
        };
        let is_divided = parts.first().is_some_and(|kind| is_type(kind));
        let filled = if is_divided { &parts } else { filled };
        kind = filled
            .iter()
            .map(|cell| name(cell))
            .find(|text| is_type(text))
            .unwrap_or_default();
        unit = filled
            .iter()
            .skip(1)
            .map(|cell| name(cell))
            .find(|text| context.is_organisation(text))
            .unwrap_or_default();
        let manner = at(roles.manner);
        project = filled
            .iter()
            .map(|cell| name(cell))
            .find(|text| ![&kind, &unit, &manner].contains(&text))
            .unwrap_or_default();
    }
    let mut row = Row::blank();
    if project.is_empty() && !kind.is_empty() && at(roles.code).is_empty() {
        // 3-特定目标类: what all projects of the type come to.
        row.name = kind;
        row.unit = unit;
        return row;
    }
    row.kind = RowKind::Project;
    row.name = project;
    row.unit = unit;
    let function_code = roles
        .function
        .map_or_else(String::new, |at| whole_code(cells, at));
    let is_code = |text: &String| text.bytes().all(|b| b.is_ascii_digit());
    row.project = Some(ProjectDetails {
        code: at(roles.code),
        kind,
        function_code: Some(function_code).filter(is_code).unwrap_or_default(),
        ..ProjectDetails::default()
    });
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    fn rows(text: &str, context: &Context) -> Vec<Row> {
        let grid = Grid::of(&lines(text));
        let roles = Roles::of(&grid, 3);
        let texts = |row: &Vec<crate::tables::Cell>| -> Vec<String> {
            row.iter().take(3).map(|cell| cell.text.clone()).collect()
        };
        let mut rows: Vec<Row> = grid
            .body
            .iter()
            .map(texts)
            .map(|cells| {
                let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                read(&cells, &roles, context)
            })
            .collect();
        fill_types_down(&mut rows, &roles);
        rows
    }

    #[test]
    fn a_type_alone_is_the_sum_of_its_projects() {
        let context = Context::for_tests("某市水利局");
        let rows = rows(
            "项目类别\t项目代码\t项目名称\t合计\t一般公共预算\n合计\t\t\t5.00\t5.00\n\
             3-特定目标类\t\t\t5.00\t5.00\n\t42001\t执法专项\t2.00\t2.00\n\t42002\t河道维护\t3.00\t3.00",
            &context,
        );
        assert_eq!(
            (rows[1].kind, rows[1].name.as_str()),
            (RowKind::Other, "3-特定目标类")
        );
        assert!(rows[1].project.is_none());
        for (row, name) in rows[2..].iter().zip(["执法专项", "河道维护"]) {
            let project = row.project.as_ref().unwrap();
            assert_eq!(
                (row.name.as_str(), project.kind.as_str()),
                (name, "3-特定目标类")
            );
        }
    }
}
