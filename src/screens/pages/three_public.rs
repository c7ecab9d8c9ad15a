/*!
三公: its five figures, those of the year before where they are printed, and of a final account
what was planned beside what was spent.
*/

use crate::budget::{Figure, Measure, Place, Row, Table, TableKind};
use crate::screens::draw::widgets::sheet::{Cell, ColumnKind, Sheet, SheetColumn, SheetRow};
use crate::screens::model::money::{Shown, change, share};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::view::{Context, Opened, View};

/// The tables of 三公.
const KINDS: [TableKind; 2] = [TableKind::ThreePublic, TableKind::GovernmentFundThreePublic];

/// A column of figures: a year, and of a final account whether they were planned or spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    year: u16,
    group: &'static str,
}

impl Counted {
    fn of(figure: &Figure) -> Self {
        Self {
            year: figure.year,
            group: figure.measure.in_column_group().0,
        }
    }

    /// By year, what was planned before what was spent.
    fn order(&self) -> (u16, Option<usize>) {
        let mut groups = Measure::COLUMN_GROUPS.iter();
        (self.year, groups.position(|group| *group == self.group))
    }

    fn title(self) -> String {
        match self.group {
            "" => format!("{}年", self.year),
            group => format!("{}年/{group}", self.year),
        }
    }

    fn figure<'a>(self, rows: &[&'a Row], item: Measure) -> Option<&'a Figure> {
        let mut figures = rows.iter().flat_map(|row| &row.figures);
        figures.find(|figure| Self::of(figure) == self && item_of(figure.measure) == item)
    }
}

/// What a figure is for, whichever group of columns it is in.
fn item_of(measure: Measure) -> Measure {
    measure.in_column_group().1
}

/// The view of the budget's 三公.
pub fn view(opened: Opened, _context: &Context) -> View {
    let of_kind = |kind| {
        let tables = opened.book.tables_of(kind);
        tables.map(move |table| (kind, table))
    };
    let tables: Vec<(TableKind, &Table)> = KINDS.into_iter().flat_map(of_kind).collect();
    if tables.is_empty() {
        return View {
            says: Some("这份预算没有三公经费表；按 6 看它有哪些表".to_owned()),
            ..View::default()
        };
    }
    let counted = counted(&tables);
    let mut rows = Vec::new();
    for table in &tables {
        section(opened, *table, &counted, &mut rows);
    }
    let mut columns = vec![SheetColumn::new("name", ColumnKind::Name).titled("项目")];
    columns.extend(
        counted
            .iter()
            .map(|counted| SheetColumn::new(counted.title(), ColumnKind::Figure)),
    );
    columns.push(SheetColumn::new("占比", ColumnKind::Figure).passed_over());
    columns.extend(
        against(&counted).map(|title| SheetColumn::new(title, ColumnKind::Figure).passed_over()),
    );
    let sheet = Sheet {
        columns,
        rows,
        dashes: true,
        ..Sheet::default()
    };
    View {
        corner: "三公经费表".to_owned(),
        ..View::of(sheet)
    }
}

/// What figures are printed for, oldest first, what was planned before what was spent.
fn counted(tables: &[(TableKind, &Table)]) -> Vec<Counted> {
    let figures = tables
        .iter()
        .flat_map(|(_, table)| &table.rows)
        .flat_map(|row| &row.figures);
    let mut counted: Vec<Counted> = figures.map(Counted::of).collect();
    counted.sort_by_key(Counted::order);
    counted.dedup();
    counted
}

/// What the last column of figures is held against, as a title: the one before it.
fn against(counted: &[Counted]) -> Option<&'static str> {
    let [.., before, last] = counted else {
        return None;
    };
    Some(if before.year == last.year {
        "比预算"
    } else {
        "同比"
    })
}

fn section(
    opened: Opened,
    (kind, table): (TableKind, &Table),
    counted: &[Counted],
    rows: &mut Vec<SheetRow>,
) {
    rows.push(SheetRow::heading(format!(
        "{}（{}）",
        table.title,
        table.money_unit.name()
    )));
    let lines = lines_of_years(table, opened.book.identity.year);
    let Some(row) = lines.first() else {
        rows.push(
            SheetRow::prose(
                RowId::Empty(table.title.clone()),
                format!("{}，没有数", table.state.label()),
            )
            .at(opened.spot(table.place)),
        );
        return;
    };
    let mut items: Vec<Measure> = Vec::new();
    for item in table.measures.iter().copied().map(item_of) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    for item in &items {
        rows.push(line(opened, (kind, row.place), &lines, *item, counted));
    }
}

/// The table's row, that of the budget's year where each year has one, and those of other years.
fn lines_of_years(table: &Table, year: u16) -> Vec<&Row> {
    let filled = || table.rows.iter().filter(|row| !row.figures.is_empty());
    let is_of = |row: &&Row| row.figures.iter().any(|figure| figure.year == year);
    let Some(row_of_year) = filled().find(is_of).or_else(|| filled().next()) else {
        return Vec::new();
    };
    // Where the items stand one under another, each row has one.
    let is_one_item = row_of_year
        .figures
        .iter()
        .all(|figure| figure.measure == row_of_year.figures[0].measure);
    let are_items = is_one_item && table.measures.len() > 1;
    let others = filled().filter(|row| are_items || !is_of(row));
    std::iter::once(row_of_year).chain(others).collect()
}

fn line(
    opened: Opened,
    (table, place): (TableKind, Place),
    rows: &[&Row],
    item: Measure,
    counted: &[Counted],
) -> SheetRow {
    let is_total = item == Measure::TOTAL;
    let is_beside = is_beside(item);
    let indent = "  ".repeat(usize::from(!is_total && !is_beside) + usize::from(is_part(item)));
    let mut cells = vec![Cell::text(format!("{indent}{}", item.leaf()))];
    cells.extend(counted.iter().map(|counted| {
        let figure = counted.figure(rows, item);
        Cell::figure(figure.map(|figure| Shown::printed(figure, opened.id)))
    }));
    // The share is that of the column that counts: the last of the budget's own year.
    let is_this_year = |counted: &&Counted| counted.year == opened.book.identity.year;
    let part = counted
        .iter()
        .rfind(is_this_year)
        .filter(|_| !is_beside)
        .and_then(|counted| {
            let whole = counted.figure(rows, Measure::TOTAL)?;
            Some(share(&counted.figure(rows, item)?.amount, &whole.amount))
        });
    cells.push(Cell::text(part.unwrap_or_default()));
    if let [.., before, last] = counted {
        let pair = (before.figure(rows, item), last.figure(rows, item));
        cells.push(Cell::text(against_before(item, pair)));
    }
    let id = RowId::Measure {
        table,
        measure: item,
    };
    let line = SheetRow::new(id, cells).at(opened.spot(place));
    if is_total { line.total() } else { line }
}

/// The change, or that an item is new or gone: a table that leaves out an item of 三公 in a year has no
/// money for it.
fn against_before(item: Measure, pair: (Option<&Figure>, Option<&Figure>)) -> String {
    let is_of_three_public = Measure::THREE_PUBLIC.contains(&item);
    let has_money = |figure: &Figure| !figure.amount.is_zero();
    match pair {
        (Some(from), Some(to)) => change(&from.amount, &to.amount),
        (Some(from), None) if is_of_three_public && has_money(from) => "消失".to_owned(),
        (None, Some(to)) if is_of_three_public && has_money(to) => "新增".to_owned(),
        _ => String::new(),
    }
}

/// What the table prints beside 三公 and is no part of it.
fn is_beside(item: Measure) -> bool {
    item.leaf() == Measure::OFFICE_RUNNING.path()
}

/// The two parts of 公务用车购置及运行费.
fn is_part(item: Measure) -> bool {
    [Measure::CAR_PURCHASE, Measure::CAR_RUNNING]
        .iter()
        .any(|part| item.leaf() == part.path())
}
