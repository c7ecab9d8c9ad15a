/*!
What a table proves that lost its columns.

A name beside a figure is a row only where both stand on one line. Where a text holds one cell a
line, or where its bars lost the blank cells, order alone lays figures into rows, and order proves
nothing: there a figure is uncertain unless the sums of the classes and of the total confirm the
whole table.
*/

use crate::budget::columns::sums;
use crate::budget::{
    Classification, Figure, Measure, Origin, Row, RowKind, TableKind, official_name,
};
use crate::records::money::words::words;
use crate::records::table::Part;
use crate::tables::Line;
use crate::tables::grid::is_money;
use std::collections::{BTreeMap, HashMap};

/// Words of headings, which no name of a row holds.
const HEADINGS: &[&str] = &[
    "|",
    "金额",
    "项目名称",
    "科目名称",
    "科目编码",
    "科目代码",
    "预算数",
    "决算数",
    "功能分类",
    "支出用途",
];

/// Marks the figures of rows that nothing but their order proves, and takes away rows whose names
/// hold headings. Sums that a row of the reading breaks prove nothing. What was done is said once a
/// table.
pub fn doubt(lines: &[Line], keeps_sums: bool, part: &mut Part) {
    let in_order = is_in_reading_order(lines);
    let has_lost =
        has_bars(lines) || in_order || has_columns(lines) || part.table.rows.iter().any(is_torn);
    let has_names = || !in_order || part.table.rows.iter().all(is_well_named);
    let is_full = || !in_order || are_full(part) && are_in_their_order(part);
    if !has_lost || keeps_sums && is_confirmed(&part.table.rows) && has_names() && is_full() {
        return;
    }
    let is_heading = |row: &Row| HEADINGS.iter().any(|word| row.name.contains(word));
    part.table.rows.retain(|row| !is_heading(row));
    for row in &mut part.table.rows {
        // What followed from sums that prove nothing is not there at all.
        let is_in_text = |figure: &Figure| !matches!(figure.origin, Origin::Derived(_));
        row.figures.retain(is_in_text);
        for figure in &mut row.figures {
            let ground = "这段文字失了栏，名称与数字的对应只凭先后";
            figure.origin = Origin::Uncertain(ground.to_owned());
        }
    }
    let place = part.table.place;
    let title = part.table.title.clone();
    part.note(
        place,
        &title,
        "读法存疑：这张表的文字失了栏，数字属于哪一行、哪一栏，合计也证明不了，未收入或标为存疑，请看原件。",
    );
}

/// Whether the parts of each sum are headed in the order in which they are printed everywhere. A sum does
/// not tell two of its parts apart, and out of order the text says that its headings were torn.
fn are_in_their_order(part: &Part) -> bool {
    let kind = part.table.kind.unwrap_or(TableKind::Other);
    let sums = sums(kind, &part.table.measures);
    sums.iter().all(|sum| sum.parts.is_sorted())
}

/// Whether the figures of a row that is no class, project, unit or total stand on several lines, or
/// on another than its name.
fn is_torn(row: &Row) -> bool {
    let line = row.figures.first().map(|figure| figure.place.line);
    let is_plain = matches!(row.kind, RowKind::Other | RowKind::Department) && row.code.is_empty();
    let is_apart =
        |line_of_figure: u32| Some(line_of_figure) != line || line_of_figure != row.place.line;
    is_plain && row.figures.iter().any(|figure| is_apart(figure.place.line))
}

/// Whether each row prints every column: where order alone lays figures into columns, zeros would
/// satisfy the sums in any.
fn are_full(part: &Part) -> bool {
    let columns = part.table.measures.len();
    let rows = part.table.rows.iter();
    let mut filled = rows.filter(|row| !row.figures.is_empty());
    columns == 1 || filled.all(|row| row.figures.len() == columns)
}

/// Whether a row's name is nothing but its own: words of a heading or of the next row may have run
/// into it.
fn is_well_named(row: &Row) -> bool {
    let classification = match row.kind {
        RowKind::Function => Classification::Function,
        RowKind::DepartmentEconomic => Classification::DepartmentEconomic,
        _ => return true,
    };
    let official = official_name(classification, &row.code);
    let is_longer = |official: &str| row.name.len() > official.len() && row.name.contains(official);
    !official.is_some_and(is_longer) && !HEADINGS.iter().any(|word| row.name.contains(word))
}

/// Whether bars stand between the words of lines that are no rows of cells: blank cells are lost.
fn has_bars(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.text.ends_with('|'))
}

/// Whether figures stand in columns of blanks, which could not be told from each other.
fn has_columns(lines: &[Line]) -> bool {
    let prints = |line: &&Line| words(line).iter().any(|word| is_money(&word.text));
    let (mut all, mut wide) = (0, 0);
    for line in lines.iter().filter(prints) {
        all += 1;
        wide += usize::from(line.text.contains("   "));
    }
    wide * 3 > all
}

/// Whether most figures stand on lines of their own.
fn is_in_reading_order(lines: &[Line]) -> bool {
    let (mut figures, mut beside) = (0, 0);
    for line in lines {
        for (at, word) in words(line).iter().enumerate() {
            if is_money(&word.text) {
                figures += 1;
                beside += usize::from(at > 0);
            }
        }
    }
    beside * 2 < figures
}

/// Whether the sums of all classes and of the total hold, and there are such.
fn is_confirmed(rows: &[Row]) -> bool {
    type Amounts = BTreeMap<Measure, i64>;
    let amounts = |row: &Row| -> Amounts {
        let figures = row.figures.iter();
        figures
            .map(|figure| {
                let amount = figure.amount.ten_thousandths();
                (figure.measure, amount)
            })
            .collect()
    };
    let mut by_code: HashMap<&str, Amounts> = HashMap::new();
    for row in rows.iter().filter(|row| !row.figures.is_empty()) {
        let is_known = row.kind == RowKind::Total || !row.code.is_empty();
        if !is_known || by_code.insert(&row.code, amounts(row)).is_some() {
            return false;
        }
    }
    let mut sums: HashMap<&str, (usize, Amounts)> = HashMap::new();
    for (code, own) in by_code.iter().filter(|(code, _)| !code.is_empty()) {
        let above = if code.len() > 3 {
            &code[..code.len() - 2]
        } else {
            ""
        };
        let Some(_) = by_code.get(above) else {
            return false;
        };
        let (count, sum) = sums.entry(above).or_default();
        *count += 1;
        for (measure, amount) in own {
            *sum.entry(*measure).or_default() += amount;
        }
    }
    let holds = |(above, (_, sum)): (&&str, &(usize, Amounts))| by_code.get(*above) == Some(sum);
    let several = sums.values().filter(|(count, _)| *count > 1).count();
    several > 1 && sums.iter().all(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{MoneyUnit, Place, Table, TableState};

    fn headed(measures: &[Measure]) -> Part {
        Part::new(Table {
            kind: Some(TableKind::GeneralBudget),
            title: "一般公共预算支出表".to_owned(),
            state: TableState::Filled,
            money_unit: MoneyUnit::Wan,
            place: Place::line(1),
            end_line: 9,
            measures: measures.to_vec(),
            rows: Vec::new(),
            overall_goal: String::new(),
        })
    }

    #[test]
    fn a_sum_does_not_tell_its_parts_apart() {
        let (total, basic, project) = (Measure::TOTAL, Measure::BASIC, Measure::PROJECT);
        let (staff, running) = (Measure::BASIC_STAFF, Measure::BASIC_RUNNING);
        assert!(are_in_their_order(&headed(&[
            total, basic, staff, running, project
        ])));
        assert!(!are_in_their_order(&headed(&[
            total, running, project, basic, staff
        ])));
    }
}
