/*!
Tables whose labels stand left of their figures: income, expenditure by function and
by economic class, 三公, projects.
*/

use crate::budget::columns::Concept;
use crate::budget::columns::words::concept;
use crate::budget::{Amount, Figure, Origin, Place, ProjectDetails, Row, RowKind, TableKind};
use crate::records::context::{Context, UnitColumn};
use crate::records::fitting::laid_row::LaidRow;
use crate::records::fitting::loose_row::LooseRow;
use crate::records::fitting::{fit, reluctance};
use crate::records::header::code_columns::CodeColumns;
use crate::records::header::shape::Shape;
use crate::records::header::{self, Figures};
use crate::records::labels::parents::Parents;
use crate::records::labels::{
    project_labels, repeated_codes, row_of, units, {self},
};
use crate::records::table::{NO_COLUMN, Part, figure, origin_of};
use crate::records::unread;
use crate::tables::lines::{is_chinese, is_dash, name, squeeze};
use crate::tables::{Cell, Grid};
use std::borrow::Cow;

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &mut Context, part: &mut Part) {
    let figures = header::read(context.kind, grid);
    let grid = &*without_prose(grid, figures.first);
    take_words(grid, context);
    if !figures.sure {
        part.doubt_header(grid, &figures);
    }
    part.measures_of(&figures.shape);
    let roles = project_labels::Roles::of(grid, figures.first);
    let mut loose: Vec<(usize, Vec<Cell>)> = Vec::new();
    let mut codes = CodeColumns::of(grid);
    for (ordinal, cells) in (1..).zip(&grid.body) {
        let cells = &codes.filled(cells);
        let (mut row, stray) = if stands_straight(cells, &figures) {
            (
                labelled(&cells[..figures.first.min(cells.len())], &roles, context),
                Vec::new(),
            )
        } else {
            let (labels, amounts) = divided(cells);
            (labelled(&labels, &roles, context), amounts)
        };
        row.ordinal = ordinal;
        note_misprint(
            &row,
            &cells[..figures.first.min(cells.len())],
            context,
            part,
        );
        if stray.is_empty() {
            row.figures = straight_figures(cells, &figures, context, part);
        } else {
            loose.push((part.table.rows.len(), stray));
        }
        if row.place == Place::default() {
            row.place = cells
                .iter()
                .find(|cell| !cell.is_empty())
                .map_or(Place::default(), |cell| cell.place);
        }
        part.table.rows.push(row);
    }
    name_departments(&mut part.table.rows);
    call_only_row_total(&mut part.table.rows, context.kind);
    let lists_items = matches!(context.kind, TableKind::Income | TableKind::Expenditure);
    if lists_items && !codes.are_there() {
        call_items(&mut part.table.rows);
        nest_items(&mut part.table.rows, grid, figures.first);
    }
    project_labels::fill_types_down(&mut part.table.rows, &roles);
    if roles.has_unit_first() {
        units::fill_down(&mut part.table.rows);
    }
    lay_loose(loose, &figures.shape, context, part);
    if context.kind == TableKind::GeneralBudgetProjects {
        repeated_codes::name_subtotals(&mut part.table.rows);
    }
    doubt_reading(grid, &figures, part);
    date_back(&mut part.table.rows, context);
}

/// The grid without the cells of columns behind its labels that hold nothing but words, 项目简介: no amount is missing there.
fn without_prose(grid: &Grid, first: usize) -> Cow<'_, Grid> {
    let is_word = |cell: &Cell| cell.text.trim_start().starts_with(is_chinese);
    let holds_prose = |column: &usize| {
        let cells = || grid.body.iter().filter_map(|row| row.get(*column));
        // 约5.00 under 项目支出 is an amount that cannot be read.
        let heading = header::own_heading(grid, *column).unwrap_or_default();
        let is_of_money = concept(&heading).is_some_and(|concept| concept != Concept::Label);
        !is_of_money
            && cells().any(is_word)
            && cells().all(|cell| cell.is_empty() || is_dash(&cell.text) || is_word(cell))
    };
    let mut without = Cow::Borrowed(grid);
    for column in (first..grid.width()).filter(holds_prose) {
        let rows = without.to_mut().body.iter_mut();
        for cell in rows.filter_map(|row| row.get_mut(column)) {
            cell.text.clear();
        }
    }
    without
}

/// Takes from the words of a header what the table prints of units and classes.
fn take_words(grid: &Grid, context: &mut Context) {
    let words: Vec<String> = grid
        .header
        .iter()
        .flatten()
        .map(|cell| squeeze(&cell.text))
        .collect();
    context.unit_column = UnitColumn::of(words.iter().map(String::as_str));
    context.take_header(&words.concat());
}

/// Gives the figures of rows that name the year before that year.
fn date_back(rows: &mut [Row], context: &Context) {
    for row in rows {
        if names_last_year(row, context) {
            for figure in &mut row.figures {
                figure.year = context.identity.year - 1;
            }
        }
    }
}

/// Where more rows break the sums of the columns than a wrong figure here and there explains, it is
/// the reading that is doubted: the figures stay, none of them as proven.
fn doubt_reading(grid: &Grid, figures: &Figures, part: &mut Part) {
    let rows = header::rows_broken(&figures.shape, grid, figures.first);
    // What stands under what is no proof against the sums, however few the rows.
    let is_doubted = rows.is_many() || part.is_by_blanks && rows.is_most();
    if !figures.sure || !is_doubted {
        return;
    }
    let ground = format!(
        "读法存疑：{} 行中有 {} 行各栏之和不等于合计",
        rows.held + rows.broken,
        rows.broken
    );
    part.make_uncertain(&ground, |_, _| true);
    let (place, title) = (part.table.place, part.table.title.clone());
    part.note(
        place,
        &title,
        &format!(
            "{ground}（{}读），数字按存疑收入，请对照原文。",
            figures.ground.words()
        ),
    );
}

/// Says that the digits before a class's name are no code of any.
fn note_misprint(row: &Row, labels: &[Cell], context: &Context, part: &mut Part) {
    let is_class = row.kind == context.class_kind() && row.code.is_empty();
    let digits: Vec<&str> = labels
        .iter()
        .map(|cell| cell.text.as_str())
        .filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    if is_class && !digits.is_empty() {
        let message = format!(
            "印的编码“{}”不是科目编码，该行按名称收入，编码留空。",
            digits.join(" ")
        );
        part.note(row.place, &row.name, &message);
    }
}

/// Whether a row of 三公 is that of the year before: the years may stand one under another.
fn names_last_year(row: &Row, context: &Context) -> bool {
    let is_kind = matches!(
        context.kind,
        TableKind::ThreePublic | TableKind::GovernmentFundThreePublic
    );
    let year = format!("{}年", context.identity.year - 1);
    is_kind && (row.name.starts_with(&year) || row.name.starts_with("上年"))
}

/// Whether the row's money begins where the table's does.
fn stands_straight(cells: &[Cell], figures: &Figures) -> bool {
    !cells
        .iter()
        .take(figures.first)
        .any(|cell| crate::tables::grid::is_money(&cell.text))
}

/// A row whose cells were pushed aside: labels first, then figures.
fn divided(cells: &[Cell]) -> (Vec<Cell>, Vec<Cell>) {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).cloned();
    filled.partition(|cell| !crate::tables::grid::is_money(&cell.text))
}

fn labelled(cells: &[Cell], roles: &project_labels::Roles, context: &Context) -> Row {
    let place = cells
        .iter()
        .find(|cell| !cell.is_empty())
        .map_or(Place::default(), |cell| cell.place);
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    let by_project = matches!(context.kind, TableKind::Projects | TableKind::Procurement);
    let mut row = if by_project {
        project_labels::read(&texts, roles, context)
    } else {
        row_of(labels::read(&texts, context))
    };
    if context.kind == TableKind::GeneralBudgetProjects {
        row = match project_beside_function(cells, roles) {
            Some((project, others)) => project_of(row_of(labels::read(&others, context)), project),
            None => row,
        };
        name_project(&mut row);
    }
    row.place = place;
    row
}

/// The project that a row prints beside the name of its function, and the other cells.
fn project_beside_function<'c>(
    cells: &'c [Cell],
    roles: &project_labels::Roles,
) -> Option<(&'c Cell, Vec<&'c str>)> {
    let at = roles.project_beside_function()?;
    let is_named = |cell: &&Cell| !cell.is_empty() && !labels::is_total(&name(&cell.text));
    let project = cells.get(at).filter(is_named)?;
    let others = cells.iter().enumerate().filter(|(column, _)| *column != at);
    Some((
        project,
        others.map(|(_, cell)| cell.text.as_str()).collect(),
    ))
}

/// The row of a function as that of the project printed beside it.
fn project_of(mut row: Row, project: &Cell) -> Row {
    if row.kind == RowKind::Total {
        return row;
    }
    row.kind = RowKind::Project;
    row.name = name(&project.text);
    row.project = Some(ProjectDetails {
        function_code: row.code.clone(),
        ..ProjectDetails::default()
    });
    row
}

/// In a table of projects a row with an 项's code and another name than the 项's is a project.
pub fn name_project(row: &mut Row) {
    if row.kind == RowKind::Function && row.code.len() == 7 {
        let official =
            crate::budget::official_name(crate::budget::Classification::Function, &row.code);
        if official != Some(row.name.as_str()) {
            row.kind = RowKind::Project;
            row.project = Some(ProjectDetails {
                function_code: row.code.clone(),
                ..ProjectDetails::default()
            });
        }
    }
}

/// A nameless row among others is the department's; alone it stays what it is.
pub fn name_departments(rows: &mut [Row]) {
    if rows.len() > 1 {
        for row in rows
            .iter_mut()
            .filter(|row| row.name.is_empty() && row.code.is_empty() && row.kind == RowKind::Other)
        {
            row.kind = RowKind::Department;
        }
    }
}

/// The only row of a table, where it names nothing and is none of 三公, is the table's total.
fn call_only_row_total(rows: &mut [Row], kind: TableKind) {
    let is_of_expenditure = matches!(kind, TableKind::Expenditure | TableKind::Income);
    if let [row] = rows
        && is_of_expenditure
        && row.name.is_empty()
        && row.code.is_empty()
        && matches!(row.kind, RowKind::Other | RowKind::Department)
    {
        row.kind = RowKind::Total;
        "合计".clone_into(&mut row.name);
    }
}

/// Income or expenditure listed without any code and any unit is listed by item.
fn call_items(rows: &mut [Row]) {
    let is_named = |row: &Row| !row.code.is_empty() || row.kind.is_organisation();
    if rows.iter().any(is_named) {
        return;
    }
    for row in rows.iter_mut().filter(|row| !row.name.is_empty()) {
        if row.kind != RowKind::Total {
            row.kind = RowKind::IncomeOrExpenditure;
        }
    }
}

/// Items with the heading of several of them in a column before theirs stand under that heading, whose own row
/// is its 小计.
fn nest_items(rows: &mut [Row], grid: &Grid, labels: usize) {
    let of_units = header::own_heading(grid, 0);
    let names_units = |heading: String| {
        let words = ["单位", "部门", "序号"];
        words.iter().any(|word| heading.contains(word))
    };
    if labels != 2 || of_units.is_some_and(names_units) {
        return;
    }
    let mut heading = String::new();
    for row in rows {
        let place = (row.ordinal as usize).checked_sub(1);
        let cells = place.and_then(|at| grid.body.get(at));
        let Some([outer, item]) = cells.and_then(|cells| cells.get(..2)) else {
            continue;
        };
        if row.kind != RowKind::IncomeOrExpenditure {
            heading.clear();
            continue;
        }
        if !outer.is_empty() {
            heading = name(&outer.text);
        }
        if !item.is_empty() && squeeze(&item.text) != "小计" {
            row.name = name(&item.text);
            row.under.clone_from(&heading);
        }
    }
}

fn straight_figures(
    cells: &[Cell],
    figures: &Figures,
    context: &Context,
    part: &mut Part,
) -> Vec<Figure> {
    let mut found = Vec::new();
    for (leaf, cell) in figures
        .shape
        .leaves
        .iter()
        .zip(cells.iter().skip(figures.first))
    {
        if cell.is_empty() || leaf.is_rate() {
            continue;
        }
        match Amount::parse(&cell.text, context.money_unit) {
            Some(amount) => {
                let origin = if figures.sure {
                    Origin::Printed
                } else {
                    Origin::Uncertain(format!(
                        "表头与数据的栏数不符；按次序归入“{}”",
                        leaf.measure
                    ))
                };
                found.push(figure(leaf, amount, cell.place, origin, context));
            }
            None if is_dash(&cell.text) => {}
            None => part.leave(cell, unread::why(&cell.text, context.money_unit)),
        }
    }
    let beyond = figures.first + figures.shape.len();
    for cell in cells
        .iter()
        .skip(beyond)
        .filter(|cell| Amount::parse(&cell.text, context.money_unit).is_some())
    {
        part.leave(cell, NO_COLUMN);
    }
    found
}

/// Lays the figures of rows that lost their columns.
pub fn lay_loose(
    loose: Vec<(usize, Vec<Cell>)>,
    shape: &Shape,
    context: &Context,
    part: &mut Part,
) {
    let amounts: Vec<Vec<Amount>> = loose
        .iter()
        .map(|(_, cells)| {
            cells
                .iter()
                .filter_map(|cell| Amount::parse(&cell.text, context.money_unit))
                .collect()
        })
        .collect();
    let last_place = amounts
        .iter()
        .flatten()
        .map(Amount::last_place)
        .min()
        .unwrap_or(1);
    let rows = loose_rows(&part.table.rows, &loose, &amounts, shape, context);
    for (((index, cells), amounts), laid) in loose
        .iter()
        .zip(&amounts)
        .zip(fit::lay(shape, &rows, last_place))
    {
        let row_place = part.table.rows[*index].place;
        if laid.columns.is_empty() {
            part.note(
                row_place,
                cells.first().map_or("", |cell| cell.text.as_str()),
                "这一行的数字比栏数多，无法归栏，未收入。",
            );
            continue;
        }
        part.table.rows[*index].figures = laid_figures(cells, amounts, &laid, shape, context);
    }
}

/// The figures of a row that was laid into the columns, and those that the sums force, in the order
/// of the columns.
fn laid_figures(
    cells: &[Cell],
    amounts: &[Amount],
    laid: &LaidRow,
    shape: &Shape,
    context: &Context,
) -> Vec<Figure> {
    let mut figures: Vec<(usize, Figure)> = Vec::new();
    let mut add = |column: usize, amount: Amount, place: Place, origin: Origin| {
        let figure = figure(&shape.leaves[column], amount, place, origin, context);
        figures.push((column, figure));
    };
    let placed = cells.iter().zip(amounts).zip(&laid.columns);
    for (index, ((cell, amount), &column)) in placed.enumerate() {
        add(column, *amount, cell.place, origin_of(laid, index, shape));
    }
    let line = cells.first().map_or(0, |cell| cell.place.line);
    let scale = amounts.iter().map(Amount::scale).max().unwrap_or(2);
    for cell in &laid.derived {
        let amount = Amount::from_ten_thousandths(cell.amount, context.money_unit, scale);
        let words = crate::records::table::in_words(&cell.sum, cell.column, shape);
        add(
            cell.column,
            amount,
            Place::line(line),
            Origin::Derived(words),
        );
    }
    figures.sort_by_key(|(column, _)| *column);
    figures.into_iter().map(|(_, figure)| figure).collect()
}

fn loose_rows(
    rows: &[Row],
    loose: &[(usize, Vec<Cell>)],
    amounts: &[Vec<Amount>],
    shape: &Shape,
    context: &Context,
) -> Vec<LooseRow> {
    let parents = Parents::of(rows, amounts, loose);
    let row = |(index, (at, _)): (usize, &(usize, Vec<Cell>))| {
        let (reluctance, grounded) = reluctance::of(&rows[*at], shape, context);
        LooseRow {
            figures: amounts[index].iter().map(Amount::ten_thousandths).collect(),
            parent: parents.parent_of(index),
            reluctance,
            grounded,
        }
    };
    loose.iter().enumerate().map(row).collect()
}
