/*!
项目绩效: the projects of a budget, each once, however many tables print it.
*/

use crate::budget::{About, Figure, Indicator, Measure, Row, RowKind, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Go, Sheet, SheetColumn, SheetRow};
use crate::screens::model::column_id::ColumnId;
use crate::screens::model::money::{Shown, share, sum};
use crate::screens::model::places::Page;
use crate::screens::model::row_id::RowId;
use crate::screens::pages::levels::printed_total;
use crate::screens::pages::view::{Context, Opened, View};

/// A project and the rows that print it.
pub struct Project<'a> {
    /// Its name, as first printed.
    pub name: &'a str,
    /// Its rows, each with its table.
    pub rows: Vec<(&'a Table, &'a Row)>,
    /// The indices of its indicators.
    pub indicators: Vec<usize>,
}

/// A name without white space: cells wrap where they like.
pub fn key(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The projects, in the order in which the document first prints them.
pub fn all(opened: Opened<'_>) -> Vec<Project<'_>> {
    let book = opened.book;
    let mut keys: Vec<String> = Vec::new();
    let mut projects: Vec<Project> = Vec::new();
    let mut home: std::collections::HashMap<(usize, usize), usize> =
        std::collections::HashMap::new();
    for (at_table, table) in book.tables.iter().enumerate() {
        if !table.kind.is_some_and(lists_single_projects) {
            continue;
        }
        for (at_row, row) in table.rows.iter().enumerate() {
            if row.kind != RowKind::Project {
                continue;
            }
            let name = key(&row.name);
            let index = keys
                .iter()
                .position(|known| *known == name)
                .unwrap_or_else(|| {
                    keys.push(name);
                    projects.push(Project {
                        name: &row.name,
                        rows: Vec::new(),
                        indicators: Vec::new(),
                    });
                    projects.len() - 1
                });
            projects[index].rows.push((table, row));
            home.insert((at_table, at_row), index);
        }
    }
    for (number, indicator) in book.indicators.iter().enumerate() {
        let row = indicator.row.map(|row| (indicator.table, row));
        if let Some(&index) = row.and_then(|row| home.get(&row)) {
            projects[index].indicators.push(number);
        }
    }
    projects
}

fn lists_single_projects(kind: TableKind) -> bool {
    kind.lists_projects() && kind != TableKind::DepartmentPerformance
}

impl<'a> Project<'a> {
    /// Its type, as the first table that knows it prints it.
    pub fn kind(&self) -> &'a str {
        self.detail(|project| &project.kind)
    }

    /// The 项 that it stands under.
    pub fn function_code(&self) -> &'a str {
        self.rows
            .iter()
            .find(|(table, row)| {
                table.kind == Some(TableKind::GeneralBudgetProjects) && !row.code.is_empty()
            })
            .map_or_else(
                || self.detail(|project| &project.function_code),
                |(_, row)| &row.code,
            )
    }

    /// All the 项 that it stands under.
    pub fn function_codes(&self) -> Vec<&'a str> {
        let mut codes: Vec<&str> = Vec::new();
        let printed = self
            .rows
            .iter()
            .filter(|(table, _)| table.kind == Some(TableKind::GeneralBudgetProjects))
            .map(|(_, row)| row.code.as_str());
        for code in printed.chain(std::iter::once(self.function_code())) {
            if !code.is_empty() && !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }

    /// Its code.
    pub fn code(&self) -> &'a str {
        self.detail(|project| &project.code)
    }

    /// Its goal.
    pub fn goal(&self) -> &'a str {
        self.detail(|project| &project.goal)
    }

    fn detail(&self, part: impl Fn(&'a crate::budget::ProjectDetails) -> &'a String) -> &'a str {
        self.rows
            .iter()
            .filter_map(|(_, row)| row.project.as_ref())
            .map(part)
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }

    /// The rows of the first table that prints its whole amount, and that amount's figures.
    fn whole(&self) -> Vec<&'a Figure> {
        let first = self.rows.iter().find(|(_, row)| !row.figures.is_empty());
        let Some((table, _)) = first else {
            return Vec::new();
        };
        self.rows
            .iter()
            .filter(|(listed, _)| std::ptr::eq(*listed, *table))
            .filter_map(|(_, row)| whole_figure(row))
            .collect()
    }

    /// Whether a table prints it.
    fn is_in(&self, table: &Table) -> bool {
        self.rows
            .iter()
            .any(|(listed, _)| std::ptr::eq(*listed, table))
    }

    /// Its amount: printed, or the sum where a table prints it under several 项.
    pub fn amount(&self, opened: Opened) -> Option<Shown> {
        match self.whole().as_slice() {
            [] => None,
            [only] => Some(Shown::printed(only, opened.id)),
            several => {
                let total = sum(several.iter().map(|figure| &figure.amount))?;
                Some(Shown::summed(total, "各行之和"))
            }
        }
    }

    /// Where its money comes from, as far as the tables say.
    fn funding(&self) -> String {
        let first = self.rows.iter().find(|(_, row)| row.figures.len() > 1);
        let parts = first
            .iter()
            .flat_map(|(_, row)| &row.figures)
            .filter(|figure| !is_whole(figure.measure) && !figure.amount.is_zero())
            .map(|figure| figure.measure.leaf());
        let mut once: Vec<&str> = Vec::new();
        for part in parts {
            if !once.contains(&part) && once.len() < 3 {
                once.push(part);
            }
        }
        once.join("、")
    }
}

fn is_whole(measure: Measure) -> bool {
    Measure::PROJECT_TOTALS.contains(&measure)
}

/// The figure of a project's row that is its whole amount.
pub fn whole_figure(row: &Row) -> Option<&Figure> {
    row.figures
        .iter()
        .find(|figure| is_whole(figure.measure))
        .or(row.figures.first())
}

/// The projects that stand under an 项, each with its amount there.
pub fn projects_under(opened: Opened, code: &str) -> Vec<(String, Shown)> {
    let mut found = Vec::new();
    for project in all(opened) {
        let rows = project.rows.iter().filter(|(table, row)| {
            table.kind == Some(TableKind::GeneralBudgetProjects) && row.code.starts_with(code)
        });
        let figures: Vec<&Figure> = rows.filter_map(|(_, row)| whole_figure(row)).collect();
        let shown = match figures.as_slice() {
            [only] => Some(Shown::printed(only, opened.id)),
            [] if !project.function_code().is_empty()
                && project.function_code().starts_with(code) =>
            {
                project.amount(opened)
            }
            several => sum(several.iter().map(|figure| &figure.amount))
                .map(|total| Shown::summed(total, "各行之和")),
        };
        found.extend(shown.map(|shown| (project.name.to_owned(), shown)));
    }
    found
}

/// The indicators of the department as a whole.
pub fn overall(opened: Opened<'_>) -> Vec<(usize, &Indicator)> {
    opened
        .book
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, indicator)| indicator.about == About::Whole)
        .collect()
}

/// The view of the list.
pub fn view(opened: Opened, context: &Context) -> View {
    let projects = all(opened);
    let whole_goal = !overall(opened).is_empty()
        || opened
            .book
            .tables
            .iter()
            .any(|table| !table.overall_goal.is_empty());
    if projects.is_empty() && !whole_goal {
        return View {
            says: Some("没有找到列出项目或绩效目标的表；正文里提到的项目按 7 看原文".to_owned()),
            ..View::default()
        };
    }
    let main = main_table(opened);
    // Projects come from tables of several units, so all are shown in one.
    let in_one_unit = |shown: Shown| shown.in_money(context.money);
    let total = main.and_then(|table| total_of(opened, table));
    let total = total.map(in_one_unit);
    let mut rows: Vec<SheetRow> = Vec::new();
    for project in &projects {
        let figure = project.amount(opened).map(in_one_unit);
        // A share is one of the table whose total it is taken of.
        let inside = main.is_some_and(|table| project.is_in(table));
        let whole = total.as_ref().filter(|_| inside);
        rows.push(line(opened, project, figure, whole));
    }
    if whole_goal {
        rows.push(overall_line(opened));
    }
    let pinned = usize::from(total.is_some());
    rows.extend(total.zip(main).map(|(total, table)| {
        let all_in = projects.iter().all(|project| project.is_in(table));
        total_line(total, table, all_in)
    }));
    let mut sheet = Sheet {
        columns: vec![
            SheetColumn::new("name", ColumnKind::Name).titled("项目"),
            SheetColumn::new(ColumnId::AMOUNT, ColumnKind::Figure),
            SheetColumn::new("占比", ColumnKind::Figure).passed_over(),
            SheetColumn::new("指标", ColumnKind::Figure).passed_over(),
            SheetColumn::new("类型", ColumnKind::Text),
            SheetColumn::new("资金", ColumnKind::Text),
        ],
        rows,
        pinned,
        ..Sheet::default()
    };
    sheet.drop_blank_columns();
    View {
        corner: format!("{} 个项目 · {}", projects.len(), context.money.name()),
        many_units: true,
        ..View::of(sheet)
    }
}

/// The table that says most plainly what the projects cost.
fn main_table(opened: Opened<'_>) -> Option<&Table> {
    const KINDS: [TableKind; 3] = [
        TableKind::Projects,
        TableKind::GeneralBudgetProjects,
        TableKind::ProjectPerformance,
    ];
    let lists = |table: &&Table| table.rows.iter().any(|row| row.kind == RowKind::Project);
    KINDS
        .into_iter()
        .flat_map(|kind| opened.book.tables_of(kind))
        .find(lists)
}

/// Its printed total, or the sum of its projects.
fn total_of(opened: Opened, table: &Table) -> Option<Shown> {
    let printed = printed_total(table).and_then(whole_figure);
    if let Some(figure) = printed {
        return Some(Shown::printed(figure, opened.id));
    }
    let projects = table.rows.iter().filter(|row| row.kind == RowKind::Project);
    let figures: Vec<&Figure> = projects.filter_map(whole_figure).collect();
    sum(figures.iter().map(|figure| &figure.amount)).map(|total| Shown::summed(total, "各项目之和"))
}

/// Other tables name projects in other words (a performance table often does), so the total
/// is of one table, and says so where that does not list them all.
fn total_line(total: Shown, table: &Table, all_in: bool) -> SheetRow {
    let mut name = if total.spot.is_some() {
        "合计"
    } else {
        "合计（推算）"
    }
    .to_owned();
    if !all_in {
        name.push_str(&format!(" · 只含{}", table.kind_name()));
    }
    let spot = total.spot;
    let cells = vec![Cell::text(name), Cell::Figure(total)];
    SheetRow::new(RowId::Total, cells).total().at(spot)
}

fn line(
    opened: Opened,
    project: &Project,
    figure: Option<Shown>,
    total: Option<&Shown>,
) -> SheetRow {
    let part = figure.as_ref().zip(total);
    let part = part.map_or_else(String::new, |(part, whole)| {
        share(&part.amount, &whole.amount)
    });
    let count = project.indicators.len();
    let cells = vec![
        Cell::text(project.name),
        Cell::figure(figure),
        Cell::text(part),
        Cell::text(if count == 0 {
            String::new()
        } else {
            count.to_string()
        }),
        Cell::text(project.kind()),
        Cell::text(project.funding()),
    ];
    let page = Page::Project {
        name: Some(project.name.to_owned()),
    };
    let place = project.rows.first().map(|(_, row)| row.place);
    SheetRow::new(RowId::Project(project.name.to_owned()), cells)
        .leading(Go::to(opened.page(page)))
        .at(place.and_then(|place| opened.spot(place)))
}

fn overall_line(opened: Opened) -> SheetRow {
    let count = overall(opened).len().to_string();
    let cells = vec![
        Cell::text("整体绩效目标"),
        Cell::Blank,
        Cell::Blank,
        Cell::text(count),
        Cell::text("整体"),
        Cell::Blank,
    ];
    let place = overall(opened)
        .first()
        .map(|(_, indicator)| indicator.place);
    SheetRow::new(RowId::OverallGoals, cells)
        .leading(Go::to(opened.page(Page::Project { name: None })))
        .at(place.and_then(|place| opened.spot(place)))
}
