/*!
Formulas whose result the file does not hold.

A program that writes a workbook without reckoning leaves that to whoever opens it: the sheet
shows sums that the file does not say. Those of plain cells of the same sheet are reckoned here
(`C5+C6-D7`, `SUM(C5:C9,E1)`); all others are said.
*/

use super::sheet_markup::{area, cell};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Formulas lead to formulas no further.
const LONGEST_CHAIN: usize = 16;
/// No sum of a table reaches over more cells.
const LARGEST_AREA: u64 = 100_000;

/// What a formula finds in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellValue {
    /// A number; 0 where the cell is blank.
    Number(Decimal),
    /// A text, which sums pass over.
    Text,
    /// A result that is not known.
    Unknown,
}

/// The results of formulas that can be reckoned, by their cells.
pub fn results(
    formulas: &[((u32, u32), String)],
    find: impl Fn((u32, u32)) -> CellValue,
) -> HashMap<(u32, u32), Decimal> {
    let mut known: HashMap<(u32, u32), Decimal> = HashMap::new();
    for _ in 0..LONGEST_CHAIN {
        let before = known.len();
        for (at, formula) in formulas {
            let find = |cell: (u32, u32)| {
                let is_formula = || formulas.iter().any(|(at, _)| *at == cell);
                match known.get(&cell) {
                    Some(number) => CellValue::Number(*number),
                    None if is_formula() => CellValue::Unknown,
                    None => find(cell),
                }
            };
            if !known.contains_key(at)
                && let Some(result) = sum(formula, find)
            {
                known.insert(*at, result);
            }
        }
        if known.len() == before {
            break;
        }
    }
    known
}

/// The result of terms that are added and taken away; none where something else is reckoned.
fn sum(formula: &str, find: impl Fn((u32, u32)) -> CellValue) -> Option<Decimal> {
    let mut rest = formula.trim().trim_start_matches('=');
    let mut total = Decimal::ZERO;
    if rest.is_empty() {
        return None;
    }
    let mut is_first = true;
    while !rest.is_empty() {
        let sign = match rest.chars().next()? {
            '+' => Decimal::ONE,
            '-' => Decimal::NEGATIVE_ONE,
            _ if is_first => Decimal::ONE,
            _ => return None,
        };
        rest = rest.strip_prefix(['+', '-']).unwrap_or(rest).trim_start();
        is_first = false;
        let value = if let Some(inside) = rest.strip_prefix("SUM(") {
            let (arguments, after) = inside.split_once(')')?;
            rest = after.trim_start();
            sum_of_cells(arguments, &find)?
        } else {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            let (term, after) = rest.split_at(end);
            rest = after;
            value_of(term.trim(), &find)?
        };
        total = total.checked_add(sign.checked_mul(value)?)?;
    }
    Some(total)
}

fn value_of(term: &str, find: &impl Fn((u32, u32)) -> CellValue) -> Option<Decimal> {
    if let Ok(number) = term.parse() {
        return Some(number);
    }
    match find(cell(term)?) {
        CellValue::Number(number) => Some(number),
        CellValue::Text | CellValue::Unknown => None,
    }
}

fn sum_of_cells(arguments: &str, find: &impl Fn((u32, u32)) -> CellValue) -> Option<Decimal> {
    let mut total = Decimal::ZERO;
    for argument in arguments.split(',').map(str::trim) {
        let Some((rows, columns)) = area(argument) else {
            total = total.checked_add(value_of(argument, find)?)?;
            continue;
        };
        let side = |side: &std::ops::RangeInclusive<u32>| u64::from(*side.end()) + 1;
        if side(&rows) * side(&columns) > LARGEST_AREA {
            return None;
        }
        for row in rows {
            for column in columns.clone() {
                match find((row, column)) {
                    CellValue::Number(number) => total = total.checked_add(number)?,
                    CellValue::Text => {}
                    CellValue::Unknown => return None,
                }
            }
        }
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_plain_cells() {
        let find = |(row, column): (u32, u32)| match (row, column) {
            (0, 0) => CellValue::Text,
            (0, 1) => CellValue::Unknown,
            (row, _) => CellValue::Number(row.into()),
        };
        let of = |formula: &str| {
            let formulas = [((9, 9), formula.to_owned()), ((8, 8), "J10+1".to_owned())];
            let results = results(&formulas, find);
            results.get(&(8, 8)).map(ToString::to_string)
        };
        for (formula, next) in [
            ("A2+A3-$A$4", Some("1")),
            ("SUM(A2:B3,A5)+10", Some("21")),
            ("-A2", Some("0")),
            ("SUM(A1:A2)", Some("2")),
            ("A1+A2", None),
            ("B1", None),
            ("A2*2", None),
            ("SUM(A2:A3)*2", None),
            ("ROUND(A2,2)", None),
            ("Sheet2!A2", None),
            ("I9", None),
            ("", None),
        ] {
            assert_eq!(of(formula).as_deref(), next, "{formula}");
        }
    }
}
