/*!
A table as it is printed: a row a row, a column a column of figures.

Tables print 类, 款 and 项 under each other, so that a column summed whole counts the same money three times.
The last columns say of each row whether it counts: the innermost rows do, and what they come to is held against the
total that the table prints.
*/

use super::column::ExportColumn;
use crate::budget::{Amount, Book, Measure, Row, RowKind, Table};

/// The name on the command line.
pub const NAME: &str = "grid";
/// What it is, for the help.
pub const SAYS: &str = "一张表，照印出的行和列";

/// A table ready to be written.
#[derive(Debug)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<ExportColumn>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<String>>,
    /// What the rows that count come to beside the printed total, in words.
    pub says: String,
}

/// The grid of a table of a book.
pub fn grid(book: &Book, table: &Table) -> Grid {
    let measures = measures(table);
    let counting = counting(table);
    let mut columns = vec![
        ExportColumn::text("row_kind", "行的种类"),
        ExportColumn::text("row_code", "编码"),
        ExportColumn::text("row_name", "名称"),
        ExportColumn::text("row_code2", "政府编码"),
        ExportColumn::text("row_name2", "政府科目"),
        ExportColumn::text("row_unit", "单位"),
    ];
    let first = measures.first().map(|(_, year)| *year);
    let many_years = measures.iter().any(|(_, year)| Some(*year) != first);
    columns.extend(measures.iter().map(|(measure, year)| {
        let title = match many_years {
            true => format!("{year}年/{}", measure.path()),
            false => measure.path().to_owned(),
        };
        ExportColumn::number(title.clone(), title)
    }));
    columns.extend([
        ExportColumn::text("counts", "计入合计"),
        ExportColumn::text("not_printed", "不是印出的数"),
        ExportColumn::text("money_unit", "金额单位"),
        ExportColumn::text("source", "出处"),
    ]);
    let rows = table.rows.iter().enumerate().map(|(at, row)| {
        let counts = counting
            .as_ref()
            .and_then(|counting| counting.get(at).copied());
        cells(book, table, row, &measures, counts)
    });
    let mut grid = Grid {
        rows: rows.collect(),
        says: says(table, &measures, counting.as_deref()),
        columns,
    };
    drop_blank(&mut grid);
    grid
}

fn cells(
    book: &Book,
    table: &Table,
    row: &Row,
    measures: &[(Measure, u16)],
    counts: Option<bool>,
) -> Vec<String> {
    let kind = match row.side.name() {
        "" => row.kind.name(),
        side => side,
    };
    let labels = [
        kind, &row.code, &row.name, &row.code2, &row.name2, &row.unit,
    ];
    let mut cells: Vec<String> = labels.into_iter().map(str::to_owned).collect();
    let mut marked = Vec::new();
    for (measure, year) in measures {
        let figure = row.figure(*measure, *year);
        cells.push(figure.map_or_else(String::new, |figure| figure.amount.to_string()));
        if let Some(figure) = figure.filter(|figure| !figure.is_printed()) {
            let origin = match figure.origin.name() {
                "derived" => "推算",
                _ => "存疑",
            };
            marked.push(format!("{} {origin}", measure.path()));
        }
    }
    let counts = match counts {
        None => "",
        Some(true) => "是",
        Some(false) => "否",
    };
    cells.extend([
        counts.to_owned(),
        marked.join("；"),
        table.money_unit.name().to_owned(),
        book.source.name_of(row.place),
    ]);
    cells
}

/// The columns of figures, as the table prints them; a year after the other.
fn measures(table: &Table) -> Vec<(Measure, u16)> {
    let mut measures: Vec<(Measure, u16)> = Vec::new();
    for figure in table.rows.iter().flat_map(|row| &row.figures) {
        let column = (figure.measure, figure.year);
        if !measures.contains(&column) {
            measures.push(column);
        }
    }
    let rank = |measure: &Measure| table.measures.iter().position(|printed| printed == measure);
    measures.sort_by_key(|(measure, year)| (*year, rank(measure)));
    measures
}

/// Of each row whether it counts: those with codes that no other row goes into further. None where the
/// rows have no codes, or stand on two sides.
fn counting(table: &Table) -> Option<Vec<bool>> {
    let codes = |row: &Row| {
        let of_class = matches!(
            row.kind,
            RowKind::Function | RowKind::DepartmentEconomic | RowKind::GovernmentEconomic
        );
        (of_class && !row.code.is_empty()).then(|| (row.code.clone(), row.unit.clone()))
    };
    let codes: Vec<Option<(String, String)>> = table.rows.iter().map(codes).collect();
    codes.iter().flatten().next()?;
    let is_above = |code: &str, unit: &str| {
        let mut finer = codes.iter().flatten();
        finer.any(|(finer_code, of_unit)| {
            of_unit == unit && finer_code.len() > code.len() && finer_code.starts_with(code)
        })
    };
    let counts = codes.iter().map(|codes| {
        codes
            .as_ref()
            .is_some_and(|(code, unit)| !is_above(code, unit))
    });
    Some(counts.collect())
}

/// What the rows that count come to in the first column, beside the printed total.
fn says(table: &Table, measures: &[(Measure, u16)], counting: Option<&[bool]>) -> String {
    let (Some(counting), Some((measure, year))) = (counting, measures.first()) else {
        return String::new();
    };
    let rows = table.rows.iter().zip(counting);
    let counted = rows.filter(|(_, counts)| **counts).map(|(row, _)| row);
    let amounts: Vec<Amount> = counted
        .filter_map(|row| Some(row.figure(*measure, *year)?.amount))
        .collect();
    let Some(sum) = Amount::sum(&amounts) else {
        return String::new();
    };
    let total = table.rows.iter().find(|row| row.is_whole_total());
    let total = total.and_then(|row| row.figure(*measure, *year));
    let counted = format!(
        "“计入合计”为“是”的 {} 行，{} 相加 {}",
        amounts.len(),
        measure.path(),
        sum.grouped()
    );
    match total {
        Some(total) if total.amount.ten_thousandths() == sum.ten_thousandths() => {
            format!("{counted}，等于印出的合计")
        }
        Some(total) => format!("{counted}，印出的合计是 {}，不等", total.amount.grouped()),
        None => format!("{counted}；表里没有印出合计"),
    }
}

/// Takes out the columns that no row fills, but for those of figures.
fn drop_blank(grid: &mut Grid) {
    for at in (0..grid.columns.len()).rev() {
        if grid
            .rows
            .iter()
            .all(|row| row.get(at).is_none_or(String::is_empty))
        {
            grid.columns.remove(at);
            for row in &mut grid.rows {
                row.remove(at);
            }
        }
    }
}
