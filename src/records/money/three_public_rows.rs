/*!
三公经费表 that prints its items as rows: 因公出国（境）费, 公务接待费 … one under another,
the years beside each other.

What is a column elsewhere is a row here, so the row's words give the measure and the
headings only the year. A column of differences keeps its heading behind the item.
*/

use crate::budget::columns::Concept;
use crate::budget::columns::words::concept;
use crate::budget::{Amount, Measure, Origin, Row, RowKind, Stage, TableKind};
use crate::records::context::Context;
use crate::records::header;
use crate::records::header::shape::Leaf;
use crate::records::labels::counted::counts_things;
use crate::records::labels::{is_total, total_name};
use crate::records::table::{Part, figure};
use crate::tables::lines::name;
use crate::tables::title::strip_ordinal;
use crate::tables::{Cell, Grid};

const WORDS: [&str; 2] = Measure::COLUMN_GROUPS;

/// Whether the rows of a grid are the items of 三公.
pub fn suits(kind: TableKind, grid: &Grid) -> bool {
    let is_kind = matches!(
        kind,
        TableKind::ThreePublic | TableKind::GovernmentFundThreePublic
    );
    let items = grid
        .body
        .iter()
        .filter_map(|row| label(row))
        .filter(|cell| {
            matches!(
                concept(&cell.text),
                Some(Concept::Abroad | Concept::Cars | Concept::Reception)
            )
        });
    is_kind && items.count() >= 2
}

fn label(row: &[Cell]) -> Option<&Cell> {
    row.iter()
        .find(|cell| cell.text.contains(crate::tables::lines::is_chinese))
}

/// Reads the rows.
pub fn read(grid: &Grid, context: &Context, part: &mut Part) {
    let first = header::first_figure_column(grid);
    let columns: Vec<ItemColumn> = (first..grid.width())
        .map(|column| ItemColumn::over(grid, first, column, context))
        .collect();
    let columns = with_parts_of(divided_by_stage(columns, context), grid, first);
    for (ordinal, cells) in (1..).zip(&grid.body) {
        let Some(label) = label(cells) else {
            note_nameless(cells, context, part);
            continue;
        };
        let mut row = Row::blank();
        row.ordinal = ordinal;
        row.place = label.place;
        row.name = total_name(&name(&label.text));
        row.kind = if is_total(&row.name) {
            RowKind::Total
        } else {
            RowKind::Other
        };
        if counts_things(&row.name) {
            part.table.rows.push(row);
            continue;
        }
        let item = measure(&row.name);
        for (column, cell) in columns.iter().zip(cells.iter().skip(first)) {
            let amount = Amount::parse(&cell.text, context.money_unit);
            if let (Some(amount), Some(leaf)) = (amount, column.leaf(item)) {
                part.has_measure(leaf.measure);
                row.figures
                    .push(figure(&leaf, amount, cell.place, Origin::Printed, context));
            }
        }
        part.table.rows.push(row);
    }
}

fn note_nameless(cells: &[Cell], context: &Context, part: &mut Part) {
    let amount = cells
        .iter()
        .find(|cell| Amount::parse(&cell.text, context.money_unit).is_some());
    if let Some(cell) = amount {
        part.note(cell.place, &cell.text, "这一行没有项目名称，未收入。");
    }
}

/// What stands in a column of figures.
enum ItemColumn {
    /// The budget of this year or of the year before, or what became of it.
    Amounts {
        last_year: bool,
        /// 预算数 or 决算数, where the heading says so and the table prints both.
        word: Option<&'static str>,
    },
    /// What it was in a year before these, under its heading.
    Earlier(String),
    /// A difference between the two, or a part, under its heading.
    Change(String),
    /// Rates and counts, which are no money.
    NoMoney,
}

impl ItemColumn {
    fn over(grid: &Grid, first: usize, column: usize, context: &Context) -> Self {
        let heading = header::heading_over(grid, first, column);
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        let is_count = has(&["统计"]) && !has(&["预算", "决算"]);
        let is_earlier =
            header::year_in(&heading).is_some_and(|year| year + 1 < context.identity.year);
        if is_count || has(&["%", "％", "率", "占比", "幅度"]) {
            Self::NoMoney
        } else if has(&["增减", "增加", "增长", "变动", "差额", "相比"]) {
            Self::Change(heading)
        } else if is_earlier {
            Self::Earlier(heading)
        } else {
            let year_before = format!("{}年", context.identity.year.saturating_sub(1));
            let last_year = has(&["上年", year_before.as_str()]);
            let word = WORDS
                .into_iter()
                .find(|word| has(&[word.trim_end_matches('数')]));
            Self::Amounts { last_year, word }
        }
    }

    fn year_and_word(&self) -> Option<(bool, Option<&'static str>)> {
        match self {
            Self::Amounts { last_year, word } => Some((*last_year, *word)),
            Self::Earlier(_) | Self::Change(_) | Self::NoMoney => None,
        }
    }

    fn leaf(&self, item: Measure) -> Option<Leaf> {
        let (measure, last_year) = match self {
            Self::Amounts { last_year, word } => {
                let measure =
                    word.map_or_else(|| item, |word| Measure::from_path(format!("{word}/{item}")));
                (measure, *last_year)
            }
            Self::Earlier(heading) => (Measure::from_path(format!("{item}/{heading}")), true),
            Self::Change(heading) => (Measure::from_path(format!("{item}/{heading}")), false),
            Self::NoMoney => return None,
        };
        Some(Leaf { measure, last_year })
    }
}

/// Columns that say 预算数 and 决算数 only where a final account prints both.
fn divided_by_stage(mut columns: Vec<ItemColumn>, context: &Context) -> Vec<ItemColumn> {
    let prints = |wanted: &str| {
        columns.iter().any(
            |column| matches!(column, ItemColumn::Amounts { word: Some(word), .. } if *word == wanted),
        )
    };
    let both = WORDS.into_iter().all(prints) && context.identity.stage == Stage::Final;
    for column in columns.iter_mut().filter(|_| !both) {
        if let ItemColumn::Amounts { word, .. } = column {
            *word = None;
        }
    }
    columns
}

/// A column behind another of the same year is a part of it or beside it, and keeps its heading: 其中：
/// 公共预算财政拨款.
fn with_parts_of(mut columns: Vec<ItemColumn>, grid: &Grid, first: usize) -> Vec<ItemColumn> {
    let kinds: Vec<_> = columns.iter().map(ItemColumn::year_and_word).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let is_second = kinds[at].is_some() && kinds[..at].contains(&kinds[at]);
        if is_second {
            let heading = header::heading_over(grid, first, first + at);
            let bare = heading
                .trim_start_matches("其中")
                .trim_start_matches([':', '：']);
            *column = ItemColumn::Change(bare.to_owned());
        }
    }
    columns
}
/// The measure of an item; what the vocabulary lacks keeps its name.
fn measure(item: &str) -> Measure {
    match concept(item) {
        Some(Concept::Abroad) => Measure::ABROAD,
        Some(Concept::Cars) => Measure::CARS,
        Some(Concept::CarPurchase) => Measure::CAR_PURCHASE,
        Some(Concept::CarRunning) => Measure::CAR_RUNNING,
        Some(Concept::Reception) => Measure::RECEPTION,
        Some(Concept::OfficeRunning) => Measure::OFFICE_RUNNING,
        Some(Concept::Total) => Measure::TOTAL,
        _ if item.contains("三公") => Measure::TOTAL,
        _ => Measure::from_path(strip_ordinal(item)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_measures() {
        for (printed, path) in [
            ("1.因公出国（境）费用", "因公出国（境）费"),
            ("2、公务接待费", "公务接待费"),
            ("3.公务用车费", "公务用车购置及运行费"),
            ("二、公务用车购置及运维费", "公务用车购置及运行费"),
            ("2.公车购置和运行维护费", "公务用车购置及运行费"),
            ("公务用车购置、运行费", "公务用车购置及运行费"),
            ("（1）公务用车运维费", "公务用车运行费"),
            ("其中：（1）公务用车运行维护费", "公务用车运行费"),
            ("（2）公务用车购置", "公务用车购置费"),
            ("（1）国内接待费", "国内接待费"),
            ("“三公”经费", "合计"),
            ("合计", "合计"),
        ] {
            assert_eq!(measure(printed).path(), path, "{printed}");
        }
    }
}
