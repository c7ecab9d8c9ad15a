/*!
Tables without vertical lines: columns are where the texts of many rows stand under each
other.

[`regions`] tells the lines of such tables from other lines, [`stretches`] finds their
columns, [`stacks`] their rows and the texts that wrapped inside of a cell, or [`centred`] where these leave no room, [`heads`] the
heading of each column, and [`header_tree`] which headings stand over others. Indicators are set apart by
[`levels`]; where lines rule their rows, [`ruled_levels`] finds their cells.
*/

mod centred;
mod header_tree;
mod heads;
mod levels;
mod regions;
mod ruled_levels;
mod stacks;
mod stretches;

use super::drawing::Rule;
use super::parts::{Block, PageTable, TableCell, TableRow, area};
use super::words::Word;
use heads::Laid;
pub use heads::matched;
use regions::{Region, Segment, TextLine};
use stacks::Stack;
pub use stretches::{Stretch, borders};

/// Words outside of grids as blocks; those that form columns as tables. Lines that run from
/// left to right divide the rows.
pub fn blocks(words: Vec<Word>, horizontal: &[Rule], goes_on: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for stretch in levels::apart(regions::lines(words), goes_on) {
        match stretch {
            levels::Stretch::Levels(lines) => {
                let ruled = ruled_levels::table(&lines, horizontal).map(Block::Table);
                blocks.push(ruled.unwrap_or_else(|| {
                    Block::Laid(lines.into_iter().map(TextLine::apart).collect())
                }));
            }
            levels::Stretch::Others(lines) => blocks.extend(tables(lines, horizontal)),
        }
    }
    blocks
}

fn tables(lines: Vec<TextLine>, horizontal: &[Rule]) -> Vec<Block> {
    regions::segments(lines, horizontal)
        .into_iter()
        .flat_map(|segment| match segment {
            Segment::Line(line) => vec![Block::Line(line.free())],
            Segment::Region(region) => match table(&region) {
                Some(table) => vec![Block::Table(table)],
                None => region
                    .lines
                    .into_iter()
                    .map(|line| Block::Line(line.free()))
                    .collect(),
            },
        })
        .collect()
}

/// A region as a table; none where its columns are not plain.
fn table(region: &Region) -> Option<PageTable> {
    // A header may stand alone at the end of a page.
    let head = begin_of_body(&region.lines).map_or(region.lines.len(), |begins| {
        stacks::first_of_row(&region.lines, &region.rules, begins)
    });
    let (above, body) = region.lines.split_at(head);
    let body: Vec<TextLine> = body.iter().map(TextLine::gathered).collect();
    let body = body.as_slice();
    let above: Vec<TextLine> = above.iter().map(TextLine::gathered).collect();
    let (numbers, above): (Vec<&TextLine>, Vec<&TextLine>) =
        above.iter().partition(|line| line.numbers_columns());
    let mut figures = stretches::of(body);
    if above.is_empty() {
        figures = stretches::with_dashes(figures, body);
    }
    let Laid {
        columns, mut rows, ..
    } = laid((&above, &region.rules), figures, body);
    if columns.len() < 2 {
        return None;
    }
    let numbers = numbers.iter();
    rows.extend(numbers.filter_map(|line| stacks::cells(&[line], &columns, &[])));
    let centred = centred::rows(body, &region.rules, &columns);
    rows.extend(centred.or_else(|| stacks::rows(body, &region.rules, &columns))?);
    let xs = stretches::borders(&columns);
    Some(PageTable {
        rows: rows.into_iter().map(|row| drawn(row, &xs)).collect(),
        top: region.lines.first()?.top(),
        bottom: region.lines.last()?.bottom(),
        xs,
        stretches: columns,
        closed_below: true,
        lists_indicators: false,
    })
}

/// The headings of some lines over the columns of the rows below them.
fn laid((head, rules): (&[&TextLine], &[Rule]), columns: Vec<Stretch>, body: &[TextLine]) -> Laid {
    let over = |columns: &[Stretch]| {
        let amounts = stretches::amounts(columns, body);
        let stacked = stacks::stacked(head, columns, rules);
        let laid = heads::laid(&stacked, columns, &amounts, rules);
        let apart = stacks::set_apart(&stacked)
            .map(|stacks| heads::laid(&stacks, columns, &amounts, rules));
        match apart {
            Some(apart) if apart.off < laid.off => apart,
            _ => laid,
        }
    };
    let laid = over(&columns);
    let headed: Vec<bool> = columns.iter().map(|column| laid.heads(column)).collect();
    if head.is_empty() || !headed.contains(&false) {
        return laid;
    }
    let whole = stretches::without_halves(columns.clone(), body, &headed);
    if whole == columns { laid } else { over(&whole) }
}

/// The first line of figures. The numbers of the columns are the last line of the header: they
/// stand in the middle of their columns, where no figure does.
fn begin_of_body(lines: &[TextLine]) -> Option<usize> {
    let first = lines.iter().position(TextLine::begins_body)?;
    let numbered = first + usize::from(lines[first].numbers_columns());
    let is_there = lines[numbered..].iter().any(TextLine::begins_body);
    Some(if is_there { numbered } else { first })
}

/// A row of cells as a row of a page.
fn drawn(cells: Vec<(usize, usize, Stack)>, xs: &[super::drawing::Length]) -> TableRow {
    let mut cells: Vec<TableCell> = cells
        .into_iter()
        .map(|(column, columns, stack)| TableCell {
            column,
            columns,
            rows: 1,
            full: true,
            deep: true,
            comes_over: false,
            goes_over: false,
            area: area(
                xs[column],
                stack.top(),
                xs[column + columns],
                stack.bottom(),
            ),
            text: stack.text(),
        })
        .collect();
    cells.sort_by_key(|cell| cell.column);
    TableRow { cells }
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Length;
    use super::*;

    /// The words of a line of size 9 pt.
    fn line(y: Length, parts: &[(&str, Length, Length)]) -> Vec<Word> {
        parts
            .iter()
            .map(|&(text, left, right)| Word {
                text: text.to_owned(),
                left,
                right,
                baseline: y,
                size: 900,
            })
            .collect()
    }

    fn cells(words: Vec<Word>) -> Vec<Vec<(usize, String)>> {
        let blocks = blocks(words, &[], false);
        let [Block::Table(table)] = blocks.as_slice() else {
            panic!("{blocks:?}");
        };
        let cells = |row: &TableRow| {
            row.cells
                .iter()
                .map(|cell| (cell.column, cell.text.clone()))
                .collect()
        };
        table.rows.iter().map(cells).collect()
    }

    fn row(cells: &[(usize, &str)]) -> Vec<(usize, String)> {
        cells
            .iter()
            .map(|(column, text)| (*column, (*text).to_owned()))
            .collect()
    }

    #[test]
    fn blank_cells_and_blank_columns_keep_their_places() {
        let words = [
            line(
                1000,
                &[
                    ("科目名称", 2000, 5600),
                    ("合计", 12_000, 13_800),
                    ("基本", 20_000, 21_800),
                    ("其他", 25_000, 26_800),
                    ("项目", 28_500, 30_300),
                ],
            ),
            line(
                3000,
                &[
                    ("合计", 2000, 3800),
                    ("5.00", 12_500, 14_300),
                    ("3.00", 20_500, 22_300),
                    ("2.00", 28_500, 30_300),
                ],
            ),
            line(
                5000,
                &[
                    ("行政运行", 2000, 5600),
                    ("3.00", 12_500, 14_300),
                    ("3.00", 20_500, 22_300),
                ],
            ),
            line(
                7000,
                &[
                    ("专项业务", 2000, 5600),
                    ("2.00", 12_500, 14_300),
                    ("2.00", 28_500, 30_300),
                ],
            ),
        ];
        let head = [
            (0, "科目名称"),
            (1, "合计"),
            (2, "基本"),
            (3, "其他"),
            (4, "项目"),
        ];
        assert_eq!(
            cells(words.concat()),
            [
                row(&head),
                row(&[(0, "合计"), (1, "5.00"), (2, "3.00"), (4, "2.00")]),
                row(&[(0, "行政运行"), (1, "3.00"), (2, "3.00")]),
                row(&[(0, "专项业务"), (1, "2.00"), (4, "2.00")]),
            ]
        );
    }

    #[test]
    fn a_heading_over_two_columns_and_a_name_over_two_lines() {
        let words = [
            line(1000, &[("支出", 16_000, 17_800)]),
            line(1900, &[("名称", 3000, 4800)]),
            line(2800, &[("基本", 12_000, 13_800), ("项目", 20_000, 21_800)]),
            line(
                5000,
                &[
                    ("合计", 2000, 3800),
                    ("3.00", 12_000, 13_800),
                    ("2.00", 20_000, 21_800),
                ],
            ),
            line(7000, &[("行政", 2000, 3800)]),
            line(7500, &[("1.00", 12_000, 13_800), ("1.00", 20_000, 21_800)]),
            line(8000, &[("运行", 2000, 3800)]),
            line(
                10_000,
                &[
                    ("专项", 2000, 3800),
                    ("2.00", 12_000, 13_800),
                    ("1.00", 20_000, 21_800),
                ],
            ),
        ];
        assert_eq!(
            cells(words.concat()),
            [
                row(&[(0, "名称"), (1, "支出")]),
                row(&[(1, "基本"), (2, "项目")]),
                row(&[(0, "合计"), (1, "3.00"), (2, "2.00")]),
                row(&[(0, "行政\n运行"), (1, "1.00"), (2, "1.00")]),
                row(&[(0, "专项"), (1, "2.00"), (2, "1.00")]),
            ]
        );
    }

    #[test]
    fn a_heading_of_spread_characters_is_one() {
        let spread = [
            ("收", 7000, 7900),
            ("入", 11_000, 11_900),
            ("支", 25_000, 25_900),
            ("出", 29_000, 29_900),
        ];
        let heads = [
            ("项目", 3000, 4800),
            ("预算数", 14_000, 16_700),
            ("项目", 22_000, 23_800),
            ("合计", 33_000, 34_800),
        ];
        let of_body = |y, income, expenditure| {
            let cells = [
                ("一、拨款收入", 2000, 7400),
                (income, 15_000, 16_800),
                ("一、教育支出", 20_000, 25_400),
                (expenditure, 33_500, 35_300),
            ];
            line(y, &cells)
        };
        let words = [
            line(1000, &spread),
            line(2800, &heads),
            of_body(5000, "5.00", "3.00"),
            of_body(7000, "4.00", "2.00"),
        ];
        let found = cells(words.concat());
        assert_eq!(found[0], row(&[(0, "收入"), (2, "支出")]));
        let heads = [(0, "项目"), (1, "预算数"), (2, "项目"), (3, "合计")];
        assert_eq!(found[1], row(&heads));
    }

    #[test]
    fn a_list_of_contents_is_no_table() {
        let words: Vec<Word> = (1..6)
            .flat_map(|n| line(n * 2000, &[("一、概况", 2000, 5600), ("3", 40_000, 40_500)]))
            .collect();
        let blocks = blocks(words, &[], false);
        assert!(blocks.iter().all(|block| matches!(block, Block::Line(_))));
    }
}
