/*!
收支总表 and 财政拨款收支总表: income on the left, expenditure on the right.

The two sides of a printed line are two rows with one ordinal.
*/

use crate::budget::columns::{self, is_reckoned};
use crate::budget::{Amount, Measure, Origin, Place, Row, RowKind, Side, TableKind};
use crate::records::context::Context;
use crate::records::header::shape::{Leaf, Shape};
use crate::records::labels::{is_total, total_name};
use crate::records::table::{NO_COLUMN, Part, figure};
use crate::records::{header, unread};
use crate::tables::grid::is_money;
use crate::tables::lines::{is_chinese, is_dash, name, squeeze};
use crate::tables::title::strip_ordinal;
use crate::tables::{Cell, Grid};
use std::collections::HashSet;
use std::ops::Range;

/// Whether a table of another kind prints two sides: a fund's income and expenditure, each with labels
/// of its own.
pub fn suits(grid: &Grid) -> bool {
    let holds_labels = |column: usize| {
        let is_label = |text: &str| !is_money(text);
        holds_only(grid, column, is_label)
    };
    grid.header.iter().any(|row| {
        let at = |word: &str| row.iter().position(|cell| squeeze(&cell.text) == word);
        match (at("收入"), at("支出")) {
            (Some(income), Some(expenditure)) if income < expenditure => {
                holds_labels(income) && holds_labels(expenditure)
            }
            _ => false,
        }
    })
}

/// Reads the rows of a grid.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let Some(right) = right_labels(grid) else {
        part.note(
            part.table.place,
            "",
            "收支表的左右两边分不开，表内数字未收入。",
        );
        return;
    };
    let further = further_labels(grid, right);
    let two_blocks;
    let whole = grid;
    let grid = match further.first() {
        Some(&third) => {
            two_blocks = grid.up_to(third);
            &two_blocks
        }
        None => grid,
    };
    let year = context.identity.year;
    let measure = single_expenditure(context.kind);
    let columns = (right + 1, filled_width(grid));
    let right_shape = by_year(grid, columns, year, measure)
        // 预算数 and 决算数 alone may each have columns of funds below.
        .or_else(|| by_outcome(grid, columns, measure).filter(|shape| shape.leaves.len() > 2))
        .unwrap_or_else(|| expenditure_shape(grid, right, context.kind));
    let left_shape =
        by_year_or_outcome(grid, (1, right), year, Measure::INCOME).unwrap_or_else(income_shape);
    part.measures_of(&left_shape);
    part.measures_of(&right_shape);
    let mut income = HalfTable::new(Side::Income, left_shape);
    let mut expenditure = HalfTable::new(Side::Expenditure, right_shape);
    let mut again = FurtherBlock::all(whole, &further, context);
    for (ordinal, (cells, all)) in (1..).zip(grid.body.iter().zip(&whole.body)) {
        let middle = right.min(cells.len());
        for (side, cells) in [
            (&mut income, &cells[..middle]),
            (&mut expenditure, &cells[middle..]),
        ] {
            if let Some((label, amounts)) = cells.split_first() {
                let filled: Vec<(usize, &Cell)> = amounts
                    .iter()
                    .enumerate()
                    .filter(|(_, cell)| !cell.is_empty())
                    .collect();
                side.row(ordinal, label, &filled, context, part);
            }
        }
        for block in &mut again {
            block.row(ordinal, all, context, part);
        }
    }
}

/// Expenditure once more by another classification (支出用途, 经济分类), right of that by function.
struct FurtherBlock {
    columns: Range<usize>,
    heading: String,
    half: HalfTable,
}

impl FurtherBlock {
    /// The blocks that begin with these columns of labels.
    fn all(grid: &Grid, labels: &[usize], context: &Context) -> Vec<Self> {
        let ends = labels.iter().copied().skip(1).chain([filled_width(grid)]);
        let blocks = labels.iter().zip(ends);
        blocks
            .map(|(&from, to)| Self::of(grid, from..to, context))
            .collect()
    }

    fn of(grid: &Grid, columns: Range<usize>, context: &Context) -> Self {
        let over = header::path_of_headings(grid, columns.start);
        let names_side = |text: &&String| !["支出", "收入"].contains(&squeeze(text).as_str());
        let heading = over.iter().find(names_side).cloned().unwrap_or_default();
        let measure = single_expenditure(context.kind);
        let figures = (columns.start + 1, columns.end);
        let shape = by_year_or_outcome(grid, figures, context.identity.year, measure)
            .unwrap_or_else(|| one_column(measure));
        Self {
            columns,
            heading,
            half: HalfTable::new(Side::Expenditure, shape),
        }
    }

    /// Adds the row that stands in the block; an amount without a label there is that of the row
    /// before it: one 支出合计 is printed over both blocks.
    fn row(&mut self, ordinal: u32, cells: &[Cell], context: &Context, part: &mut Part) {
        let columns = self.columns.start..self.columns.end.min(cells.len());
        let Some((label, amounts)) = cells.get(columns).and_then(<[Cell]>::split_first) else {
            return;
        };
        let filled: Vec<(usize, &Cell)> = amounts
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        if label.is_empty() {
            self.total_of_both(ordinal, &filled, context, part);
            return;
        }
        let rows = part.table.rows.len();
        self.half.row(ordinal, label, &filled, context, part);
        for row in part.table.rows.iter_mut().skip(rows) {
            if row.kind != RowKind::Total && row.under.is_empty() {
                row.under.clone_from(&self.heading);
            }
        }
    }

    fn total_of_both(
        &self,
        ordinal: u32,
        filled: &[(usize, &Cell)],
        context: &Context,
        part: &mut Part,
    ) {
        let is_of_line = |row: &Row| row.ordinal == ordinal && row.side == Side::Expenditure;
        let alone = part.table.rows.iter().rposition(is_of_line);
        let alone = alone.filter(|&row| part.table.rows[row].figures.is_empty());
        for (column, cell) in filled {
            let Some(amount) = Amount::parse(&cell.text, context.money_unit) else {
                continue;
            };
            match (alone, self.half.shape.leaves.get(*column)) {
                (Some(row), Some(leaf)) => {
                    let figure = figure(leaf, amount, cell.place, Origin::Printed, context);
                    part.table.rows[row].figures.push(figure);
                }
                _ => part.leave(cell, NO_COLUMN),
            }
        }
    }
}

/// The shape of a side that prints its money by year, or by what was budgeted and what came of it.
fn by_year_or_outcome(
    grid: &Grid,
    columns: (usize, usize),
    year: u16,
    measure: Measure,
) -> Option<Shape> {
    by_year(grid, columns, year, measure).or_else(|| by_outcome(grid, columns, measure))
}

/// The shape of the income side: one column.
pub fn income_shape() -> Shape {
    one_column(Measure::INCOME)
}

/// The shape of a side that prints two years beside each other, and what they differ by behind them;
/// none where it does not.
pub fn by_year(
    grid: &Grid,
    (from, to): (usize, usize),
    year: u16,
    measure: Measure,
) -> Option<Shape> {
    if to < from + 2 {
        return None;
    }
    let is_last_year = |column: usize| {
        let heading = header::own_heading(grid, column)?;
        let names = |year: u16, word: &str| {
            let rest = heading
                .strip_prefix(&format!("{year}年"))
                .or_else(|| heading.strip_prefix(word));
            rest.is_some_and(|rest| {
                let rest = rest.trim_start_matches('度').trim_start_matches('初');
                ["", "预算", "预算数", "预算金额", "执行数", "决算数"].contains(&rest)
            })
        };
        match (names(year - 1, "上年"), names(year, "本年")) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    };
    let (first, second) = (is_last_year(from)?, is_last_year(from + 1)?);
    let mut leaves = [first, second]
        .map(|last_year| Leaf { measure, last_year })
        .to_vec();
    for column in from + 2..to {
        leaves.push(change(measure, &header::own_heading(grid, column)?)?);
    }
    (first != second).then(|| Shape {
        leaves,
        ..Shape::default()
    })
}

/// The shape of a side of a final account that prints what was budgeted and what came of it beside each
/// other: 年初预算数, 全年预算数, 决算数; none where it does not.
fn by_outcome(grid: &Grid, (from, to): (usize, usize), measure: Measure) -> Option<Shape> {
    let headings: Vec<String> = (from..to)
        .map(|column| header::own_heading(grid, column))
        .collect::<Option<_>>()?;
    let group = |heading: &str| match heading {
        "预算数" | "年初预算数" => Some("预算数".to_owned()),
        "决算数" => Some("决算数".to_owned()),
        "全年预算数" | "调整预算数" | "调整后预算数" => Some(heading.to_owned()),
        _ => None,
    };
    let groups: Vec<String> = headings
        .iter()
        .map(|heading| group(&squeeze(heading)))
        .collect::<Option<_>>()?;
    let are_distinct = groups.iter().collect::<HashSet<_>>().len() == groups.len();
    (groups.len() > 1 && are_distinct).then(|| Shape {
        leaves: groups
            .iter()
            .map(|group| Leaf {
                measure: Measure::from_path(format!("{group}/{measure}")),
                last_year: false,
            })
            .collect(),
        ..Shape::default()
    })
}

/// The column of what two years differ by: under the side's measure, by its own heading.
fn change(measure: Measure, heading: &str) -> Option<Leaf> {
    is_reckoned(heading).then(|| Leaf {
        measure: Measure::from_path(format!("{measure}/{heading}")),
        last_year: false,
    })
}

/// A shape of one column.
pub fn one_column(measure: Measure) -> Shape {
    Shape {
        leaves: vec![Leaf {
            measure,
            last_year: false,
        }],
        ..Shape::default()
    }
}

/// The one column of an expenditure side that prints no more.
pub fn single_expenditure(kind: TableKind) -> Measure {
    match kind {
        TableKind::IncomeAndExpenditure => Measure::EXPENDITURE,
        TableKind::FiscalAppropriation => Measure::EXPENDITURE_TOTAL,
        _ => Measure::TOTAL,
    }
}

/// The column of the expenditure side's labels: the second 项目 of the header, or the second
/// column of text.
fn right_labels(grid: &Grid) -> Option<usize> {
    // One side may have its headings a line lower than the other.
    let is_headed = |&column: &usize| {
        let heading = header::own_heading(grid, column).unwrap_or_default();
        heads_labels(&heading) && !holds_amounts(grid, column)
    };
    let by_header = (0..grid.width()).filter(is_headed).nth(1);
    by_header.or_else(|| {
        let is_label = |&column: &usize| holds_only(grid, column, has_chinese);
        (1..grid.width()).find(is_label)
    })
}

/// Whether a heading is over the names of a side's rows.
fn heads_labels(heading: &str) -> bool {
    let names = ["项目", "分类", "科目", "用途"];
    names.iter().any(|word| heading.contains(word)) && !heading.ends_with(['码', '数', '额'])
}

fn holds_amounts(grid: &Grid, column: usize) -> bool {
    let mut cells = grid.body.iter().filter_map(|row| row.get(column));
    cells.any(|cell| is_money(&cell.text))
}

/// Whether all texts of a column's rows are such, and there are some.
fn holds_only(grid: &Grid, column: usize, is_such: impl Fn(&str) -> bool) -> bool {
    let cells = grid.body.iter().filter_map(|row| row.get(column));
    let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| is_such(&cell.text))
}

fn has_chinese(text: &str) -> bool {
    text.contains(is_chinese)
}

/// The columns of the labels of further groups: expenditure once more, by other classifications.
fn further_labels(grid: &Grid, right: usize) -> Vec<usize> {
    std::iter::successors(next_labels(grid, right), |&labels| {
        next_labels(grid, labels)
    })
    .collect()
}

fn next_labels(grid: &Grid, right: usize) -> Option<usize> {
    let is_text = |text: &str| has_chinese(text) && !is_dash(text);
    let is_headed = |column: usize| {
        let heading = header::own_heading(grid, column).unwrap_or_default();
        ["项目", "分类", "科目"]
            .iter()
            .any(|word| heading.contains(word))
    };
    (right + 2..grid.width()).find(|&column| is_headed(column) && holds_only(grid, column, is_text))
}

fn expenditure_shape(grid: &Grid, right: usize, kind: TableKind) -> Shape {
    if filled_width(grid) <= right + 2 {
        return one_column(single_expenditure(kind));
    }
    let mut own = grid.clone();
    for row in &mut own.header {
        for cell in row.iter_mut().take(right + 1) {
            *cell = Cell::default();
        }
    }
    let (total, tree) = columns::of(kind);
    header::read_from(total, tree, &own, right + 1).shape
}

/// The columns up to the last one that holds anything: a sheet with several tables is as wide
/// as the widest of them.
pub fn filled_width(grid: &Grid) -> usize {
    let rows = grid.header.iter().chain(&grid.body);
    rows.filter_map(|row| row.iter().rposition(|cell| !cell.is_empty()))
        .max()
        .map_or(0, |last| last + 1)
}

/// Whether a row divides the table by years: 本年收入, 上年结转, 年末财政拨款结转和结余.
fn is_division(name: &str) -> bool {
    ["本年", "上年", "年初", "年末", "年终", "结转下年"]
        .iter()
        .any(|start| name.starts_with(start))
}

/// One side of the table while its rows are read.
pub struct HalfTable {
    side: Side,
    shape: Shape,
    heading: String,
    item: String,
    /// The names of the rows that stand under nothing.
    outermost: HashSet<String>,
}

impl HalfTable {
    /// A side with these columns.
    pub fn new(side: Side, shape: Shape) -> Self {
        Self {
            side,
            shape,
            heading: String::new(),
            item: String::new(),
            outermost: HashSet::new(),
        }
    }

    /// Adds a row: its label and its filled cells with their column numbers on this side.
    pub fn row(
        &mut self,
        ordinal: u32,
        label: &Cell,
        filled: &[(usize, &Cell)],
        context: &Context,
        part: &mut Part,
    ) {
        if label.is_empty() && filled.is_empty() {
            return;
        }
        let mut row = self.labelled(ordinal, label, filled, context);
        for (column, cell) in filled {
            let amount = Amount::parse(&cell.text, context.money_unit);
            let leaf = self.shape.leaves.get(*column);
            if leaf.is_some_and(Leaf::is_rate) {
                continue;
            }
            match (amount, leaf) {
                (Some(amount), Some(leaf)) => {
                    row.figures
                        .push(figure(leaf, amount, cell.place, Origin::Printed, context));
                }
                (Some(_), None) => part.leave(cell, NO_COLUMN),
                (None, _) if is_dash(&cell.text) => {}
                (None, _) => part.leave(cell, unread::why(&cell.text, context.money_unit)),
            }
        }
        part.table.rows.push(row);
    }

    fn labelled(
        &mut self,
        ordinal: u32,
        label: &Cell,
        filled: &[(usize, &Cell)],
        context: &Context,
    ) -> Row {
        let printed = name(&label.text);
        let bare = total_name(strip_ordinal(&printed));
        let total = is_total(&bare);
        let under = self.under(&printed, &bare, total, context.kind);
        let place = if label.is_empty() {
            filled
                .first()
                .map_or(Place::default(), |(_, cell)| cell.place)
        } else {
            label.place
        };
        let kind = if total {
            RowKind::Total
        } else {
            RowKind::IncomeOrExpenditure
        };
        Row {
            ordinal,
            side: self.side,
            kind,
            name: bare,
            under,
            place,
            ..Row::blank()
        }
    }

    /// The heading that a row stands under: 其中 under the item before it; in
    /// 财政拨款收支总表 everything under 一、本年收入, 二、上年结转 and so on.
    fn under(&mut self, printed: &str, bare: &str, total: bool, kind: TableKind) -> String {
        if bare.starts_with("其中") {
            return self.item.clone();
        }
        bare.clone_into(&mut self.item);
        if total {
            self.heading.clear();
        }
        if total || kind == TableKind::IncomeAndExpenditure {
            return String::new();
        }
        let is_second = printed.starts_with(['（', '(']);
        let is_first = printed != bare && !is_second;
        // The same funds, numbered from the beginning again behind 年初财政拨款结转和结余, are its parts.
        let is_again = is_first && self.outermost.contains(bare);
        if is_again && is_division(&self.heading) && !is_division(bare) {
            return self.heading.clone();
        }
        self.outermost.insert(bare.to_owned());
        if is_first || is_division(bare) {
            bare.clone_into(&mut self.heading);
            return String::new();
        }
        // Without an ordinal of its own a row stands under what divides the table; final
        // accounts list funds and functions as 一、 and what follows is not under them.
        if is_second || is_division(&self.heading) {
            self.heading.clone()
        } else {
            String::new()
        }
    }
}
