/*!
Rows that stand under a unit's row, or beside its merged cell, belong to that unit.

The budget of a department prints its units one after the other, each with its own
classes. Where there are several, their figures are told apart by the unit that they
carry; of a single one the heading says enough.
*/

use crate::budget::{Row, RowKind};

/// Lets rows carry the unit that they stand under, where a table prints no unit on them.
pub fn carry(rows: &mut [Row]) {
    let is_heading = |row: &Row| row.kind == RowKind::Unit && !row.name.is_empty();
    let is_under = |row: &Row| !row.kind.is_organisation();
    let heads_rows = rows
        .windows(2)
        .filter(|pair| is_heading(&pair[0]) && is_under(&pair[1]))
        .count();
    let has_units = rows
        .iter()
        .any(|row| is_under(row) && row.kind != RowKind::Total && !row.unit.is_empty());
    if heads_rows < 2 || has_units {
        return;
    }
    let mut unit = String::new();
    for row in rows {
        match row.kind {
            RowKind::Unit if row.code.is_empty() => unit.clone_from(&row.name),
            RowKind::Unit => unit.clone_from(&row.code),
            RowKind::Department => unit.clear(),
            _ => {}
        }
        if row.unit.is_empty() {
            row.unit.clone_from(&unit);
        }
    }
}

/// Gives the rows of a unit whose cell is merged over them that unit: items and projects, since a
/// class above them may be of all units.
pub fn fill_down(rows: &mut [Row]) {
    let mut above = String::new();
    for row in rows {
        match row.kind {
            RowKind::Total | RowKind::Department | RowKind::Unit => above.clear(),
            _ if row.unit.is_empty() => {
                if row.kind == RowKind::Project || row.code.len() == 7 {
                    row.unit.clone_from(&above);
                }
            }
            _ => above.clone_from(&row.unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: RowKind, code: &str, name: &str) -> Row {
        Row {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            ..Row::blank()
        }
    }

    #[test]
    fn several_units_are_told_apart_and_one_is_not() {
        let mut rows = vec![
            row(RowKind::Total, "", "合计"),
            row(RowKind::Department, "105", "某市教育局"),
            row(RowKind::Unit, "105001", "某市教育局本级"),
            row(RowKind::Function, "2050101", "行政运行"),
            row(RowKind::Unit, "105002", "某市第一中学"),
            row(RowKind::Function, "2050204", "高中教育"),
        ];
        let mut one = rows[..4].to_vec();
        carry(&mut rows);
        let units: Vec<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
        assert_eq!(units, ["", "", "105001", "105001", "105002", "105002"]);
        carry(&mut one);
        assert!(one.iter().all(|row| row.unit.is_empty()));
    }
}
