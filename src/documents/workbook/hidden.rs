/*!
The rows and columns of a workbook (.xlsx) that nobody sees.

What is hidden was not published: a sheet with a filter on it, or with the columns that the
bureau keeps for itself. calamine does not tell, so the XML of the sheets is asked beside it.
*/

use super::super::DocumentError;
use super::super::package::Package;
use super::super::xml::{Piece, attribute, each_piece, name};
use super::cells::WIDEST;
use quick_xml::events::BytesStart;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// No sheet has more rows.
pub const LONGEST: u32 = 1 << 20;

/// What is hidden in a sheet; rows and columns count from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    rows: HashSet<u32>,
    columns: HashSet<u32>,
    /// The cells that show what stands in a hidden one, because they are merged with it.
    shown_in: HashMap<(u32, u32), (u32, u32)>,
}

impl Hidden {
    /// Whether a row is hidden.
    pub fn has_row(&self, row: u32) -> bool {
        self.rows.contains(&row)
    }

    /// Whether a column is hidden.
    pub fn has_column(&self, column: u32) -> bool {
        self.columns.contains(&column)
    }

    /// The cell whose text a cell shows: itself, unless it is merged with a hidden one.
    pub fn shown_at(&self, row: u32, column: u32) -> (u32, u32) {
        let cell = (row, column);
        self.shown_in.get(&cell).copied().unwrap_or(cell)
    }

    /// The rows with a cell that shows what stands in a hidden one.
    pub fn rows_that_show_others(&self) -> impl Iterator<Item = u32> {
        self.shown_in.keys().map(|(row, _)| *row)
    }

    /// Hides a row.
    pub fn hide_row(&mut self, row: u32) {
        self.rows.insert(row);
    }

    /// Hides columns, as far as any are read.
    pub fn hide_columns(&mut self, columns: RangeInclusive<u32>) {
        let (first, last) = columns.into_inner();
        self.columns.extend(first..=last.min(WIDEST - 1));
    }

    /// A merged cell shows its text in what is seen of it; rows and columns are hidden before.
    pub fn merge(&mut self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) {
        let origin = (*rows.start(), *columns.start());
        if !self.has_row(origin.0) && !self.has_column(origin.1) {
            return;
        }
        let row = rows.into_iter().find(|&row| !self.has_row(row));
        let column = columns.into_iter().find(|&column| !self.has_column(column));
        if let (Some(row), Some(column)) = (row, column) {
            self.shown_in.insert((row, column), origin);
        }
    }
}

/// What is hidden in each sheet, by its name; nothing where the workbook is of another kind.
pub fn of_sheets(package: &mut Package) -> Result<HashMap<String, Hidden>, DocumentError> {
    let (Some(workbook), Some(relations)) = (package.text(WORKBOOK)?, package.text(RELATIONS)?)
    else {
        return Ok(HashMap::new());
    };
    let parts = targets(&relations)?;
    let mut sheets = Vec::new();
    each_start(&workbook, |element| {
        if name(element) == "sheet"
            && let (Some(sheet), Some(id)) = (attribute(element, "name"), attribute(element, "id"))
        {
            sheets.push((sheet, id));
        }
    })?;
    let mut found = HashMap::new();
    for (sheet, id) in sheets {
        if let Some(part) = parts.get(&id)
            && let Some(xml) = package.text(part)?
        {
            found.insert(sheet, of_sheet(&xml)?);
        }
    }
    Ok(found)
}

/// The names of the parts that a workbook relates to.
pub fn targets(relations: &str) -> Result<HashMap<String, String>, DocumentError> {
    let mut parts = HashMap::new();
    each_start(relations, |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            parts.insert(id, part_name(&target));
        }
    })?;
    Ok(parts)
}

fn each_start(xml: &str, mut take: impl FnMut(&BytesStart)) -> Result<(), DocumentError> {
    each_piece(xml, super::READER.name, |piece| {
        if let Piece::Start(element) = piece {
            take(&element);
        }
    })
}

/// A target stands in the folder of the workbook unless it begins at the root.
fn part_name(target: &str) -> String {
    target
        .strip_prefix('/')
        .map_or_else(|| format!("xl/{target}"), str::to_owned)
}

fn of_sheet(xml: &str) -> Result<Hidden, DocumentError> {
    let mut hidden = Hidden::default();
    // A row without a number is the one after the row before it.
    let mut next = 1u32;
    each_start(xml, |element| match name(element) {
        "row" => {
            let row = number(element, "r").unwrap_or(next);
            next = row.saturating_add(1);
            if is_hidden(element) {
                hidden.hide_row(row.saturating_sub(1));
            }
        }
        "col" if is_hidden(element) => {
            if let (Some(first), Some(last)) = (number(element, "min"), number(element, "max")) {
                hidden.hide_columns(first.saturating_sub(1)..=last.saturating_sub(1));
            }
        }
        // Merged cells come last in a sheet.
        "mergeCell" => {
            let reference = attribute(element, "ref").unwrap_or_default();
            if let Some((rows, columns)) = area(&reference) {
                hidden.merge(rows, columns);
            }
        }
        _ => {}
    })?;
    Ok(hidden)
}

/// The rows and columns of `A1:G3`, from 0.
fn area(reference: &str) -> Option<(RangeInclusive<u32>, RangeInclusive<u32>)> {
    let (first, last) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some((top..=bottom, left..=right))
}

fn cell(name: &str) -> Option<(u32, u32)> {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let row: u32 = name[letters.len()..].parse().ok()?;
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        let value = letter.is_ascii_uppercase().then(|| letter - b'A')?;
        column.checked_mul(26)?.checked_add(u32::from(value) + 1)
    })?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn number(element: &BytesStart, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "hidden").is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns() {
        let xml = "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"5\" max=\"5\"/></cols>\
            <sheetData><row r=\"2\"/><row hidden=\"true\"/><row r=\"9\" hidden=\"1\"/></sheetData>\
            <mergeCells><mergeCell ref=\"C3:AA4\"/><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
        let hidden = of_sheet(xml).unwrap();
        let rows: Vec<u32> = (0..12).filter(|&row| hidden.has_row(row)).collect();
        let columns: Vec<u32> = (0..6).filter(|&column| hidden.has_column(column)).collect();
        assert_eq!((rows, columns), (vec![2, 8], vec![2, 3]));
        assert_eq!(hidden.shown_at(3, 4), (2, 2));
        assert_eq!(hidden.shown_at(0, 0), (0, 0));
        assert_eq!(part_name("/xl/a.xml"), part_name("a.xml"));
    }
}
