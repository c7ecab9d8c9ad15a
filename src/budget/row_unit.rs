/*!
The units that a department's document tells apart, and the book of one of them alone.

A department prints its units one below the other, or a unit on each row, by code in one table
and by name in the next.
*/

use super::{Book, Indicator, Row, RowKind, Table, TableKind, TableState};

/// A unit as rows print it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowUnit {
    /// Its code, or empty.
    pub code: String,
    /// Its name, or empty.
    pub name: String,
}

impl RowUnit {
    /// What tells it from the other units: its code, or its name where none is printed.
    pub fn key(&self) -> &str {
        if self.code.is_empty() {
            &self.name
        } else {
            &self.code
        }
    }

    /// Its code and name, as far as they are printed.
    pub fn label(&self) -> String {
        let words = [self.code.as_str(), self.name.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    /// Whether a row is the unit's.
    pub fn has(&self, row: &Row) -> bool {
        let is_own = |word: &str| !word.is_empty() && (word == self.code || word == self.name);
        match row.kind {
            RowKind::Unit => is_own(&row.code) || is_own(&row.name),
            RowKind::Department => false,
            _ => is_own(&row.unit),
        }
    }
}

/// The units of a book, in the order in which it first prints them; none where it prints no
/// more than one. Who is responsible for a goal is no such unit: the names there are often
/// those of other offices.
pub fn row_units(book: &Book) -> Vec<RowUnit> {
    let mut units: Vec<RowUnit> = Vec::new();
    let is_of_goals = |table: &&Table| table.kind.is_some_and(TableKind::is_performance);
    let tables = book.tables.iter().filter(|table| !is_of_goals(table));
    let rows = || tables.clone().flat_map(|table| &table.rows);
    for row in rows().filter(|row| row.kind == RowKind::Unit) {
        learn(&mut units, &row.code, &row.name);
    }
    // What stands on a department's row is the department.
    let on_rows = rows().filter(|row| !row.kind.is_organisation());
    for unit in on_rows.map(|row| row.unit.as_str()) {
        let is_code = unit.chars().all(|c| c.is_ascii_digit());
        let (code, name) = if is_code { (unit, "") } else { ("", unit) };
        learn(&mut units, code, name);
    }
    if units.len() < 2 { Vec::new() } else { units }
}

fn learn(units: &mut Vec<RowUnit>, code: &str, name: &str) {
    if code.is_empty() && name.is_empty() {
        return;
    }
    let same = |known: &str, printed: &str| !known.is_empty() && known == printed;
    let known = units
        .iter_mut()
        .find(|unit| same(&unit.code, code) || same(&unit.name, name));
    match known {
        Some(unit) => {
            for (known, printed) in [(&mut unit.code, code), (&mut unit.name, name)] {
                if known.is_empty() {
                    printed.clone_into(known);
                }
            }
        }
        None => units.push(RowUnit {
            code: code.to_owned(),
            name: name.to_owned(),
        }),
    }
}

/// The book with the rows of one unit alone. A table that prints nothing of the unit is not
/// there for it; indices of tables stay, those of indicators do not. The goals of the whole
/// department are no unit's.
pub fn of_unit(book: &Book, unit: &RowUnit) -> Book {
    let mut indicators: Vec<Indicator> = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    for (index, table) in book.tables.iter().enumerate() {
        let (narrowed, kept) = table_of_unit(table, unit);
        let indicators_of_table = book
            .indicators
            .iter()
            .filter(|indicator| indicator.table == index);
        indicators.extend(indicators_of_table.filter_map(|indicator| {
            let row = kept.iter().position(|row| Some(*row) == indicator.row)?;
            Some(Indicator {
                row: Some(row),
                ..indicator.clone()
            })
        }));
        tables.push(narrowed);
    }
    Book {
        tables,
        indicators,
        ..book.clone()
    }
}

/// A table with the rows of one unit, and which rows of the whole they are.
fn table_of_unit(table: &Table, unit: &RowUnit) -> (Table, Vec<usize>) {
    let rows = table.rows.iter().enumerate();
    let (kept, rows): (Vec<usize>, Vec<Row>) = rows
        .filter(|(_, row)| unit.has(row))
        .map(|(index, row)| (index, row.clone()))
        .unzip();
    let state = if rows.is_empty() {
        TableState::Missing
    } else {
        table.state
    };
    let narrowed = Table {
        state,
        rows,
        kind: table.kind,
        title: table.title.clone(),
        money_unit: table.money_unit,
        place: table.place,
        end_line: table.end_line,
        measures: table.measures.clone(),
        overall_goal: String::new(),
    };
    (narrowed, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: RowKind, code: &str, name: &str, unit: &str) -> Row {
        Row {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            unit: unit.to_owned(),
            ..Row::blank()
        }
    }

    #[test]
    fn a_unit_is_one_by_code_and_by_name() {
        let mut units = Vec::new();
        learn(&mut units, "105001", "某局本级");
        learn(&mut units, "105002", "");
        learn(&mut units, "", "某局本级");
        learn(&mut units, "105002", "某中学");
        let labels: Vec<String> = units.iter().map(RowUnit::label).collect();
        assert_eq!(labels, ["105001 某局本级", "105002 某中学"]);
    }

    #[test]
    fn its_rows_are_those_that_print_it() {
        let unit = RowUnit {
            code: "105001".to_owned(),
            name: "某局本级".to_owned(),
        };
        let printed = [
            (row(RowKind::Unit, "105001", "某局本级", ""), true),
            (
                row(RowKind::Function, "2050101", "行政运行", "105001"),
                true,
            ),
            (row(RowKind::Project, "", "运转经费", "某局本级"), true),
            (
                row(RowKind::Function, "2050204", "高中教育", "105002"),
                false,
            ),
            (row(RowKind::Department, "105", "某局", "某局本级"), false),
            (row(RowKind::Total, "", "合计", ""), false),
        ];
        for (row, is_own) in printed {
            assert_eq!(unit.has(&row), is_own, "{} {}", row.code, row.name);
        }
    }
}
