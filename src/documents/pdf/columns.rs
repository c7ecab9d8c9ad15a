/*!
Tables without vertical lines: columns are where the texts of many rows stand under each
other.

The rows that print amounts decide: what overlaps from left to right over all of them is
one column. Where two texts of one row would fall into one column nothing is decided, and
the lines stay lines.
*/

use super::drawing::Length;
use super::page::{Block, Cell, FreeLine, Row, Table, area};
use super::words::Word;

/// Fewer rows with amounts are no table.
const FEWEST_ROWS: usize = 3;

/// Lines as blocks; those that form columns as tables.
pub fn blocks(lines: Vec<FreeLine>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run: Vec<FreeLine> = Vec::new();
    for line in lines {
        if line.parts.len() > 1 {
            run.push(line);
            continue;
        }
        close(&mut run, &mut blocks);
        blocks.push(Block::Line(line));
    }
    close(&mut run, &mut blocks);
    blocks
}

/// Takes a run of divided lines as a table where its columns are plain.
fn close(run: &mut Vec<FreeLine>, blocks: &mut Vec<Block>) {
    let lines = std::mem::take(run);
    match table(&lines) {
        Some(table) => blocks.push(Block::Table(table)),
        None => blocks.extend(lines.into_iter().map(Block::Line)),
    }
}

fn table(lines: &[FreeLine]) -> Option<Table> {
    let body: Vec<&FreeLine> = lines.iter().filter(|line| prints_amount(line)).collect();
    if body.len() < FEWEST_ROWS {
        return None;
    }
    let columns = columns(&body);
    let is_plain = body.iter().all(|line| {
        let mut places: Vec<usize> = line
            .parts
            .iter()
            .map(|part| place(part, &columns))
            .collect();
        let count = places.len();
        places.dedup();
        places.len() == count
    });
    if !is_plain || columns.len() < 2 {
        return None;
    }
    let xs = borders(&columns);
    Some(Table {
        rows: lines.iter().map(|line| row(line, &columns, &xs)).collect(),
        top: lines.first()?.top,
        bottom: lines.last()?.bottom,
        xs,
        closed_below: true,
    })
}

/// Where texts of rows with amounts stand, each stretch from its left edge to its right one.
fn columns(body: &[&FreeLine]) -> Vec<(Length, Length)> {
    let mut stretches: Vec<(Length, Length)> = body
        .iter()
        .flat_map(|line| line.parts.iter().map(|part| (part.left, part.right)))
        .collect();
    stretches.sort_unstable();
    let mut columns: Vec<(Length, Length)> = Vec::new();
    for (left, right) in stretches {
        match columns.last_mut() {
            Some((_, end)) if left < *end => *end = right.max(*end),
            _ => columns.push((left, right)),
        }
    }
    columns
}

/// The column that a text overlaps most, or lies nearest to.
fn place(part: &Word, columns: &[(Length, Length)]) -> usize {
    let overlap = |(left, right): &(Length, Length)| part.right.min(*right) - part.left.max(*left);
    let best = (0..columns.len())
        .max_by_key(|&index| (overlap(&columns[index]), std::cmp::Reverse(index)));
    best.unwrap_or(0)
}

/// The middles between the columns, and the outer edges.
fn borders(columns: &[(Length, Length)]) -> Vec<Length> {
    let mut xs: Vec<Length> = columns.first().map(|(left, _)| *left).into_iter().collect();
    xs.extend(
        columns
            .windows(2)
            .map(|pair| i32::midpoint(pair[0].1, pair[1].0)),
    );
    xs.extend(columns.last().map(|(_, right)| *right));
    xs
}

fn row(line: &FreeLine, columns: &[(Length, Length)], xs: &[Length]) -> Row {
    let mut cells: Vec<Cell> = Vec::new();
    for part in &line.parts {
        let column = place(part, columns);
        match cells.last_mut() {
            Some(cell) if cell.column == column => {
                cell.text.push(' ');
                cell.text.push_str(&part.text);
            }
            _ => cells.push(Cell {
                column,
                columns: 1,
                rows: 1,
                text: part.text.clone(),
                area: area(xs[column], line.top, xs[column + 1], line.bottom),
            }),
        }
    }
    Row { cells }
}

/// Whether a line prints an amount: a figure with decimals or with its thousands apart.
fn prints_amount(line: &FreeLine) -> bool {
    line.parts.iter().any(|part| {
        part.text.contains(['.', ','])
            && part
                .text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: Length, parts: &[(&str, Length, Length)]) -> FreeLine {
        FreeLine {
            parts: parts
                .iter()
                .map(|&(text, left, right)| Word {
                    text: text.to_owned(),
                    left,
                    right,
                    baseline: y,
                    size: 900,
                })
                .collect(),
            top: y - 900,
            bottom: y,
        }
    }

    #[test]
    fn blank_cells_keep_their_columns() {
        let lines = vec![
            line(
                1000,
                &[
                    ("科目名称", 2000, 6000),
                    ("合计", 12_000, 14_000),
                    ("基本", 20_000, 22_000),
                    ("项目", 28_000, 30_000),
                ],
            ),
            line(
                3000,
                &[
                    ("合计", 2000, 4000),
                    ("5.00", 12_500, 14_500),
                    ("3.00", 20_500, 22_500),
                    ("2.00", 28_500, 30_500),
                ],
            ),
            line(
                5000,
                &[
                    ("行政运行", 2000, 6000),
                    ("3.00", 12_500, 14_500),
                    ("3.00", 20_500, 22_500),
                ],
            ),
            line(
                7000,
                &[
                    ("专项业务", 2000, 6000),
                    ("2.00", 12_500, 14_500),
                    ("2.00", 28_500, 30_500),
                ],
            ),
        ];
        let blocks = blocks(lines);
        let [Block::Table(table)] = blocks.as_slice() else {
            panic!("{blocks:?}");
        };
        let places: Vec<Vec<usize>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.column).collect())
            .collect();
        assert_eq!(
            places,
            [
                vec![0, 1, 2, 3],
                vec![0, 1, 2, 3],
                vec![0, 1, 2],
                vec![0, 1, 3]
            ]
        );
    }

    #[test]
    fn a_list_of_contents_is_no_table() {
        let lines: Vec<FreeLine> = (1..6)
            .map(|n| line(n * 2000, &[("一、概况", 2000, 6000), ("3", 40_000, 40_500)]))
            .collect();
        assert!(
            blocks(lines)
                .iter()
                .all(|block| matches!(block, Block::Line(_)))
        );
    }
}
